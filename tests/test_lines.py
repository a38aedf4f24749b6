"""Lines of cells: genders by code, gaps, the unweighted mean and its minimum. COMPARISON 1, 2, 4, 6, 7, 13, 19."""

import pytest

from kolada.analysis.compare import compare
from kolada.analysis.lines import Cell, Line, Peers, Role, index, mean_cell, mean_line
from kolada.api.models import Value
from kolada.frame import ABSENT, GENDER_ABSENT, preliminary, rows
from tests.tables import (
    BJUV,
    COST,
    COUNTY,
    COUNTY_VALUE_2022,
    DEVIATION,
    KRAMFORS,
    N30001,
    N33001,
    REPORT_SEVEN,
    TODAY,
    compared,
    one_year,
    own_list,
    unit,
    units,
)

KEY = ("N33816", "2282", 2022)


def cells(*values: Value) -> dict[int, Cell]:
    """Kramfors' cells of N33816."""
    return index(rows(values), "T")["N33816"]["2282"]


# Rule 1


@pytest.mark.parametrize("order", ["TKM", "MTK", "KMT"])
def test_gender_is_chosen_by_code_wherever_it_stands(order: str) -> None:
    values = {"T": 9.795918, "K": 9.577465, "M": 10.0}
    given = [(*KEY, g, values[g], "", 1) for g in order]
    assert {g: index(given, g)["N33816"]["2282"][2022].value for g in "TKM"} == values


def test_without_a_total_the_value_is_missing_and_not_computed_from_women_and_men() -> None:
    found = cells(Value(*KEY, "K", 4.0), Value(*KEY, "M", 6.0))
    assert found[2022] == Cell(None, GENDER_ABSENT, 0)


def test_another_gender_never_takes_the_place_of_the_chosen_one() -> None:
    found = cells(Value(*KEY, "T", None, 0, "Privacy"), Value(*KEY, "M", 6.0))
    assert found[2022] == Cell(None, "Privacy", 0)


# Rule 2


@pytest.mark.parametrize("status", ["Missing", "Privacy", "Not applicable", "", "Something new"])
def test_null_is_not_zero_and_its_status_is_kept(status: str) -> None:
    assert cells(Value(*KEY, "T", None, 0, status))[2022] == Cell(None, status, 0)


@pytest.mark.parametrize("value", [0.0, -2.8545])
def test_zero_and_negative_values_are_real(value: float) -> None:
    assert cells(Value(*KEY, "T", value))[2022] == Cell(value, "", 1)


def test_a_value_with_a_status_is_a_value_and_keeps_it() -> None:
    assert cells(Value(*KEY, "T", 3.0, 1, "Estimated"))[2022] == Cell(3.0, "Estimated", 1)


def test_a_value_that_kolada_counts_as_nobody_still_stands_for_its_unit() -> None:
    assert cells(Value(*KEY, "T", 3.0, 0))[2022].n == 1


def test_a_year_that_is_not_there_is_absent() -> None:
    line = Line(Role.FOCAL, "2282", "Kramfors", cells(Value(*KEY, "T", 1.0)))
    assert line.at(2021) == Cell(None, ABSENT, 0)
    assert line.value(None) is None


# Rules 3 and 14


def test_deleted_rows_are_dropped() -> None:
    assert not rows([Value(*KEY, "T", 1.0, isdeleted=True)])


def test_preliminary_travels_to_the_cell() -> None:
    unsettled = preliminary([COST], TODAY.replace(month=5))
    given = rows([Value("N33001", "2282", year, "T", 1.0) for year in (2024, 2025)])
    found = index(given, "T", unsettled)["N33001"]["2282"]
    assert (found[2024].preliminary, found[2025].preliminary) == (False, True)


def test_no_rows_make_no_cells() -> None:
    assert index([], "T") == {}


# Rule 6


@pytest.mark.parametrize(
    ("members", "minimum"), [(1, 2), (2, 2), (3, 2), (4, 2), (5, 3), (7, 4), (8, 4), (25, 13), (289, 145)]
)
def test_the_minimum_is_half_of_the_members_and_at_least_two(members: int, minimum: int) -> None:
    assert own_list(members).minimum == minimum


def test_the_mean_divides_by_those_that_have_a_value() -> None:
    assert mean_cell([Cell(10.0, "", 1), Cell(status="Privacy"), Cell(20.0, "", 1), Cell()], 2) == Cell(15.0, "", 2)


def test_below_the_minimum_there_is_no_mean_but_the_number_is_known() -> None:
    assert mean_cell([Cell(10.0, "", 1), Cell(20.0, "", 1), Cell()], 3) == Cell(None, ABSENT, 2)


def test_three_of_seven_make_no_mean_and_four_do() -> None:
    assert one_year(1.0, [1, 2, 3, None, None, None, None]).mean.value(2022) is None
    assert one_year(1.0, [1, 2, 3, 4, None, None, None]).mean.at(2022) == Cell(2.5, "", 4)


def test_a_single_peer_has_no_mean() -> None:
    alone = one_year(1.0, [5.0])
    assert alone.mean.cells == {}
    assert alone.rank is not None


def test_zero_counts_in_a_mean() -> None:
    assert one_year(1.0, [0.0, 3.0]).mean.value(2022) == 1.5


def test_a_mean_with_a_preliminary_value_in_it_is_preliminary() -> None:
    assert mean_cell([Cell(1.0, "", 1), Cell(2.0, "", 1, preliminary=True)], 2).preliminary


def test_enormous_and_tiny_values_are_added_exactly() -> None:
    assert mean_cell([Cell(1e16, "", 1), Cell(1.0, "", 1), Cell(-1e16, "", 1)], 2).value == pytest.approx(1 / 3)


def test_the_line_of_a_mean_has_the_years_of_its_members() -> None:
    lines = [Line(Role.PEER, "1", "A", {2020: Cell(1.0, "", 1)}), Line(Role.PEER, "2", "B", {2021: Cell(1.0, "", 1)})]
    found = mean_line(lines, own_list(2))
    assert {p: c.n for p, c in found.cells.items()} == {2020: 1, 2021: 1}
    assert found.years == []


# Rules 4 and 7

REPORTED = {  # COMPARISON, the first worked example: own / mean of the report's seven / Riket
    2017: (3324.9, 1762.5, 2031.8),
    2018: (3552.0, 1760.6, 2157.8),
    2019: (3422.3, 2173.3, 2238.3),
    2020: (3794.2, 2463.7, 2342.3),
    2021: (4182.4, 2714.1, 2448.5),
    2022: (4419.2, 2938.6, 2592.2),
}


@pytest.mark.parametrize("year", REPORTED)
def test_the_three_lines_of_the_kramfors_report_are_those_of_the_report(year: int) -> None:
    found = compared(peers=REPORT_SEVEN, window=(2017, 2022))
    lines = (found.focal, found.mean, found.riket)
    assert tuple(round(line.value(year) or 0, 1) for line in lines) == REPORTED[year]
    assert found.mean.at(year).n == 7


def test_the_mean_of_the_report_is_unweighted_and_riket_is_koladas_own() -> None:
    found = compared(peers=REPORT_SEVEN, window=(2017, 2022))
    assert found.riket.cells[2022].value == N33001["0000"][1][-1]
    assert found.mean.id == "egen"


def test_the_focal_one_is_never_in_its_peers_mean() -> None:
    with_focal = Peers("G33629", COUNTY.name, (*COUNTY.members, KRAMFORS), COUNTY.kind, held_focal=True)
    for peers in (COUNTY, with_focal):
        found = compared(peers=peers, window=(2022, 2022))
        assert found.mean.at(2022).n == 6
        assert found.mean.value(2022) == pytest.approx((7 * COUNTY_VALUE_2022 - 4419.180071) / 6, abs=1e-6)
        assert [m.id for m in found.peers.members] == ["2260", "2262", "2280", "2281", "2283", "2284"]


def test_riket_regions_and_groups_enter_neither_mean_nor_rank_of_a_municipality() -> None:
    mixed = Peers("egen", "Egen lista", units("1260", "1785", "0000", "0022"))
    table = N33001 | {"0022": (2022, (1e9,))}
    found = compared(peers=mixed, window=(2022, 2022), table=table)
    assert found.mean.at(2022) == Cell((3066.803636 + 2410.969689) / 2, "", 2)
    assert found.rank is not None
    assert [s.id for s in found.rank.ordered] == ["2282", "1260", "1785"]
    assert [m.id for m in found.left_out] == ["0000", "0022"]


def test_a_region_is_compared_with_regions_but_not_with_riket() -> None:
    table = {"0022": (2022, (5.0,)), "0003": (2022, (3.0,)), "0004": (2022, (4.0,)), "0000": (2022, (9.0,)),
             "1260": (2022, (8.0,))}  # fmt: skip
    found = compared(focal=unit("0022"), peers=Peers("egen", "", units("0003", "0004", "0000", "1260")),
                     window=(2022, 2022), table=table)  # fmt: skip
    assert found.mean.at(2022) == Cell(3.5, "", 2)
    assert [m.id for m in found.left_out] == ["0000", "1260"]


def test_a_negative_mean_is_a_mean() -> None:
    found = compared(DEVIATION, peers=COUNTY, window=(2018, 2018), table=N30001)
    assert found.mean.value(2018) == pytest.approx((-8.426 + 21.7334 - 20.2364 - 6.9389 - 7.4261 + 5.649) / 6)


# Rules 13 and 19


def test_a_missing_year_is_a_gap_and_nothing_is_drawn_between() -> None:
    riket = compared(window=(2008, 2022)).riket
    assert [p for p in range(2008, 2023) if riket.value(p) is None] == [2008, 2009, 2012]
    assert riket.value(2012) is None


def test_a_suppressed_value_is_computed_back_from_nothing() -> None:
    given = rows(
        [
            Value("N33813", "2282", 2022, "T", 20.0),
            Value("N33813", "2282", 2022, "K", None, 0, "Privacy"),
            Value("N33813", "2282", 2022, "M", 12.0),
            Value("N33813", "1260", 2022, "T", None, 0, "Privacy"),
            Value("N33813", "1260", 2022, "K", 3.0),
            Value("N33813", "1260", 2022, "M", 4.0),
        ]
    )
    women, total = index(given, "K")["N33813"], index(given, "T")["N33813"]
    assert women["2282"][2022] == Cell(None, "Privacy", 0)
    assert total["1260"][2022] == Cell(None, "Privacy", 0)
    found = compare(total, COST, KRAMFORS, Peers("egen", "", (BJUV,)), (2022, 2022))
    assert found.peer_lines[0].value(2022) is None
    assert found.rank is None
