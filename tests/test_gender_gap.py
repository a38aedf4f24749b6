"""Women less men: from both, never from a total; a suppressed one suppresses the gap (COMPARISON 18, 19)."""

from kolada.analysis.gender_gap import gap_line, mean_gap, own_gap
from kolada.analysis.lines import Cell, Line, Role
from kolada.reading.wider import few_sentence, gap_places, gap_sentence, secret_sentence
from tests.figure_cases import COUNT, POINTS, SHARE, comparison
from tests.tables import MONEY_SUM

NO_BREAK = "\u00a0"
SECRET, MISSING = Cell(status="Privacy"), Cell(status="Missing")


def line(**cells: Cell) -> Line:
    """Kramfors, by year as y2020=..."""
    return Line(Role.FOCAL, "2282", "Kramfors", {int(year[1:]): cell for year, cell in cells.items()})


def test_the_gap_is_women_minus_men_of_the_same_year() -> None:
    found = gap_line(line(y2020=Cell(220.0, "", 1), y2021=Cell(200.0, "", 1)), line(y2020=Cell(208.5, "", 1)))
    assert (found.value(2020), found.value(2021)) == (11.5, None)


def test_a_suppressed_one_suppresses_the_gap_and_its_reason_goes_before_any_other() -> None:
    found = gap_line(line(y2020=SECRET, y2021=MISSING, y2022=MISSING), line(y2020=Cell(5.0, "", 1), y2021=SECRET))
    assert [found.at(year).value for year in (2020, 2021, 2022)] == [None, None, None]
    assert [found.at(year).status for year in (2020, 2021, 2022)] == ["Privacy", "Privacy", "Missing"]
    assert secret_sentence(found, [2020, 2021, 2022]) == (
        "Ingen skillnad 2020–2021: sekretess för det ena könet, som inte räknas fram."
    )
    assert secret_sentence(found, [2022]) == ""


def test_a_total_that_is_there_gives_no_gap() -> None:
    women = comparison((None, None, 10.0), {}, kpi=POINTS, gender="K", window=(2018, 2020))
    men = comparison((9.0, None, None), {}, kpi=POINTS, gender="M", window=(2018, 2020))
    assert own_gap(women, men).years == []
    assert gap_sentence(women, men, own_gap(women, men)).startswith("Ingen skillnad kan visas")


def test_the_peers_mean_gap_is_that_of_those_with_both_by_the_rule_of_every_mean() -> None:
    women = comparison((1.0,), {"1260": (5.0,), "1231": (7.0,), "2084": (8.0,)}, kpi=POINTS, gender="K")
    men = comparison((1.0,), {"1260": (4.0,), "1231": (5.0,), "2084": (None,)}, kpi=POINTS, gender="M")
    cell = mean_gap(women, men).at(2018)
    assert (cell.value, cell.n) == (1.5, 2)
    fewer = comparison((1.0,), {"1260": (4.0,), "1231": (None,), "2084": (None,)}, kpi=POINTS, gender="M")
    assert mean_gap(women, fewer).value(2018) is None


def test_a_count_has_no_mean_gap() -> None:
    both = [comparison((5.0,), {"1260": (4.0,), "1231": (3.0,)}, kpi=COUNT, gender=g) for g in "KM"]
    assert mean_gap(*both).cells == {}


def test_the_sentence_names_year_side_and_both_values() -> None:
    women = comparison((230.0, 219.0), {}, kpi=POINTS, gender="K")
    men = comparison((192.0, None), {}, kpi=POINTS, gender="M")
    said = gap_sentence(women, men, own_gap(women, men))
    assert said.replace(NO_BREAK, " ") == (
        "Kramfors 2018: 38,0 poäng högre för kvinnor än för män (kvinnor 230,0 och män 192,0 poäng)."
    )
    assert "lägre" in gap_sentence(men, women, own_gap(men, women))
    assert "ingen skillnad" in gap_sentence(women, women, own_gap(women, women))


def test_a_gap_between_shares_is_in_percentage_points_and_adds_up_as_it_is_said() -> None:
    """N33802 in Sollefteå 2022: 2,5 and 2,2 would make 0,3, and the gap is 0,2."""
    women = comparison((2.451481,), {}, kpi=SHARE, gender="K")
    men = comparison((2.234094,), {}, kpi=SHARE, gender="M")
    said = gap_sentence(women, men, own_gap(women, men))
    assert said.replace(NO_BREAK, " ") == (
        "Kramfors 2018: 0,22 procentenheter högre för kvinnor än för män (kvinnor 2,45 och män 2,23 %)."
    )
    assert gap_places(women, men) == 2
    one = comparison((3.5,), {}, kpi=SHARE, gender="K")
    two = comparison((2.5,), {}, kpi=SHARE, gender="M")
    assert gap_places(one, two) == 1


def test_a_gap_between_few_is_said_to_be_perhaps_chance() -> None:
    women, men = (comparison((n,), {}, kpi=COUNT, gender=g) for n, g in ((12.0, "K"), (130.0, "M")))
    assert few_sentence([women, men], 2018) == (
        "Få personer ligger bakom 2018 (12 kvinnor, 130 män): skillnaden, och hur den ändras från år till år, kan vara "
        "slump."
    )
    assert few_sentence([men], 2018) == few_sentence([women, men], 2019) == few_sentence([], 2018) == ""
    assert "(43 kvinnor och män)" in few_sentence([comparison((43.0,), {}, kpi=COUNT)], 2018)


def test_kronor_are_not_persons() -> None:
    assert not few_sentence([comparison((93.8,), {}, kpi=MONEY_SUM, gender=g) for g in "KM"], 2018)
