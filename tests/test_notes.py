"""Footnotes: each is there when it is needed, and not otherwise. COMPARISON 3, 5, 6, 7, 10, 12, 14, 17, 24, 28."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kolada.analysis.compare import Comparison, FamilySum
from kolada.analysis.lines import Peers
from kolada.analysis.ranks import country
from kolada.api.models import RIKET, Kpi
from kolada.frame import Slice
from kolada.reading import notes
from kolada.reading.notes import About
from tests.tables import (
    COST,
    COUNT,
    COUNTY,
    DEVIATION,
    IFO,
    IFO_VALUE_2022,
    KRAMFORS,
    N30001,
    N33001,
    REPORT_SEVEN,
    TODAY,
    UNKNOWN,
    compared,
    one_year,
    over_years,
    own_list,
    units,
)

SPRING = date(2026, 5, 1)


def texts(found: Comparison, today: date = TODAY, **more) -> dict[About, str]:
    """The notes by what they are about, every kind of space as an ordinary one."""
    return {n.about: re.sub("[\u00a0\u202f]", " ", n.text) for n in notes.notes(found, today, **more)}


def until_2025(*, kramfors: float | None = 4500.0, preliminary: bool = True) -> Comparison:
    """2025 has come for Kramfors and the seven, but not for Riket."""
    table = {k: v for k, v in N33001.items() if k == RIKET} | {m.id: (2022, (1.0, 2.0, 3.0, 4.0)) for m in IFO.members}
    table["2282"] = (2022, (4419.18, 4430.0, 4440.0, kramfors))
    return compared(window=(2022, 2025), table=table, preliminary=[2025] if preliminary else [])


def test_a_comparison_without_anything_odd_has_only_its_hindsight() -> None:
    assert list(texts(compared())) == [About.HINDSIGHT]
    assert texts(compared(peers=REPORT_SEVEN, window=(2017, 2022))) == {}


# Rule 14


def test_a_preliminary_year_is_said_with_the_day_it_is_settled() -> None:
    assert texts(until_2025(), SPRING)[About.PRELIMINARY] == (
        "2025 års värden är preliminära, fastställs 28 augusti 2026."
    )
    assert About.PRELIMINARY not in texts(until_2025(preliminary=False), SPRING)


@pytest.mark.parametrize(
    ("today", "text"),
    [
        (date(2026, 3, 1), "Riket saknas 2023–2025. Riket 2025 kommer 31 mars 2026."),
        (SPRING, "Riket saknas 2023–2025. Riket 2025 kommer 28 augusti 2026."),
        (TODAY, "Riket saknas 2023–2025. Riket 2025 skulle ha publicerats 28 augusti 2026."),
    ],
)
def test_a_missing_riket_is_explained_with_a_date_for_the_calendars_own_year_alone(today: date, text: str) -> None:
    assert texts(until_2025(), today)[About.RIKET] == text


def test_riket_missing_in_years_gone_by_has_no_date() -> None:
    assert texts(compared(window=(2008, 2022)))[About.RIKET] == "Riket saknas 2008–2009 och 2012."


def test_a_kpi_without_riket_and_a_count_need_no_such_note() -> None:
    assert About.RIKET not in texts(compared(DEVIATION, peers=COUNTY, window=(2015, 2022), table=N30001))
    assert About.RIKET not in texts(over_years([1, 2], [1, 2], kpi=COUNT, extra={RIKET: [1, None]}))


def test_a_missing_own_value_of_the_calendars_year_has_its_date() -> None:
    assert texts(until_2025(kramfors=None), SPRING)[About.GAP] == (
        "Kramfors saknar värde 2025 (uppgift saknas). 2025 års värde kommer 28 augusti 2026."
    )


def test_missing_peers_of_the_calendars_year_have_theirs() -> None:
    found = over_years([1, 2], [1, 2], [1, 2], [1, None], first=2024)
    assert texts(found, SPRING)[About.FEWER] == (
        "Det ovägda medlet bygger inte på alla: 2025 (2 av 3). De värden som saknas för 2025 kommer 28 augusti 2026."
    )


# Rules 2, 6, 13


def test_years_with_fewer_behind_the_mean_are_said_with_their_number() -> None:
    found = over_years([1, 1, 1, 1], [1, 1, 1, 1], [1, 1, 1, None], [1, None, None, None], [1, None, None, None])
    assert texts(found)[About.FEWER] == (
        "Det ovägda medlet bygger inte på alla: 2019–2020 (2 av 4). Inget ovägt medel 2021: färre än 2 av 4 har värde."
    )


def test_a_gap_is_said_with_koladas_reason_and_only_while_there_are_values() -> None:
    assert texts(over_years([1, None, 1], [1, 1, 1], [1, 1, 1]))[About.GAP] == (
        "Kramfors saknar värde 2019 (uppgift saknas)."
    )
    assert About.GAP not in texts(over_years([None, None], [1, 1], [1, 1]))


# Rule 12


def test_a_later_value_that_cannot_be_compared_yet_is_given_with_the_reason() -> None:
    found = over_years([10, 20, 30], [1, 2, None], [1, 2, None])
    assert texts(found)[About.NEWER] == (
        "Kramfors har ett senare värde, 30,0 kr 2020, men för få av de jämförda har ett för det året: "
        "jämförelsen gäller 2019."
    )
    assert About.NEWER not in texts(compared())
    assert About.NEWER not in texts(one_year(1.0, [None, None]))


# Rule 10


def test_an_edition_over_years_before_it_is_hindsight() -> None:
    assert texts(compared())[About.HINDSIGHT] == (
        "Gruppen är utgåva 2024: åren dessförinnan jämförs i efterhand med samma kommuner."
    )
    assert About.HINDSIGHT in texts(compared(peers=replace(IFO, edition=2014)))
    assert About.HINDSIGHT not in texts(compared(peers=replace(IFO, edition=2013)))
    assert About.HINDSIGHT not in texts(compared(peers=COUNTY, window=(2015, 2022)))
    assert About.HINDSIGHT not in texts(compared(table={}))


def test_one_membership_is_used_for_the_whole_line() -> None:
    found = compared(window=(2008, 2022))
    assert {found.mean.at(p).n for p in range(2008, 2023)} == {7}
    assert [line.id for line in found.peer_lines] == [m.id for m in IFO.members]


def test_the_peers_stand_by_name_with_the_edition() -> None:
    line = "Jämförelsegrupp: Burlöv, Bjuv, Mellerud, Kristinehamn, Säffle, Norberg, Avesta ({})."
    assert notes.peers_line(compared()) == line.format("Liknande kommuner IFO 2024")
    pinned = replace(IFO, edition=2022, name="Liknande kommuner IFO")
    assert notes.peers_line(compared(peers=pinned)) == line.format("Liknande kommuner IFO, utgåva 2022")
    assert notes.peers_line(one_year(1.0, [])) == ""


def test_the_countrys_289_others_are_named_by_that() -> None:
    peers = Peers("G2328", "Alla kommuner", own_list(289).members, "all", held_focal=True)
    assert notes.peers_line(compared(peers=peers)) == "Jämförelsegrupp: landets 289 övriga kommuner."


def test_captions_say_whose_figures_they_are() -> None:
    assert notes.whose_peers(compared()) == "Kramfors och de sju liknande kommunerna"
    assert notes.whose_peers(one_year(1.0, [])) == "Kramfors"


# Rule 17


def test_a_break_within_the_years_shown_stands_with_its_sentence() -> None:
    found = compared(DEVIATION, peers=COUNTY, window=(2015, 2022), table=N30001)
    assert texts(found)[About.BREAK].startswith("Brott 2019: ”Från och med 2019 beräknas")


@pytest.mark.parametrize("window", [(2019, 2022), (2015, 2018)])
def test_a_break_before_the_second_or_after_the_last_year_shown_does_not(window: tuple[int, int]) -> None:
    assert About.BREAK not in texts(compared(DEVIATION, peers=COUNTY, window=window, table=N30001))


# Rules 4 and 7


def test_a_group_that_holds_the_focal_one_says_that_the_mean_does_not() -> None:
    found = compared(peers=COUNTY, window=(2015, 2022))
    assert texts(found)[About.FOCAL_OUT] == "Kramfors ingår i gruppen men är inte med i det ovägda medlet här."
    assert About.FOCAL_OUT not in texts(compared())


def test_whom_the_comparison_leaves_out_is_said() -> None:
    mixed = Peers("egen", "Egen lista", units("1260", "1785", "0022", "0003"))
    assert texts(compared(peers=mixed))[About.LEFT_OUT] == (
        "Region U0022 och Region U0003 är inte med i jämförelsen: kommuner jämförs med kommuner, regioner med regioner."
    )
    with_focal = Peers("egen", "Egen lista", (*units("1260", "1785"), KRAMFORS))
    assert About.LEFT_OUT not in texts(compared(peers=with_focal))


def test_a_group_value_of_koladas_that_differs_stands_beside_ours() -> None:
    found = compared(table=N33001 | {IFO.id: (2022, (3000.0,))})
    assert texts(found)[About.GROUP_VALUE] == (
        "Koladas eget gruppvärde 2022 är 3 000 kr, det ovägda medlet av medlemmarnas värden 3 195 kr: "
        "värden kan ha reviderats, eller gruppvärdet avse en annan utgåva."
    )
    assert About.GROUP_VALUE not in texts(compared(table=N33001 | {IFO.id: (2022, (IFO_VALUE_2022,))}))


# Rules 3 and 5


def test_values_that_are_no_longer_delivered_are_kept_and_said() -> None:
    fetched = datetime(2026, 11, 22, tzinfo=UTC)
    slices = {("N33001", u): Slice(fetched, date(2026, 10, 1)) for u in ("2282", "1260")}
    slices[("N33001", "0000")] = Slice(fetched)
    assert texts(compared(), slices=slices)[About.WITHDRAWN] == (
        "Levereras inte längre av Kolada, senast kända värden visas: Kramfors och Bjuv (sedan 2026-10-01)."
    )
    assert About.WITHDRAWN not in texts(compared(), slices={("N33001", "2282"): Slice(fetched)})


@pytest.mark.parametrize(
    ("kpi", "text"),
    [(replace(COST, title="Kostnad, kr/inv (-2022)"), "Nyckeltalet är nedlagt, sista år 2022."),
     (UNKNOWN, "Ingen planerad publicering."), (replace(COST, publ_period=None), "Ingen planerad publicering.")],
)  # fmt: skip
def test_a_kpi_that_has_ended_or_has_no_plan_says_so(kpi: Kpi, text: str) -> None:
    assert texts(one_year(1.0, [1.0, 2.0], kpi=kpi))[About.DISCONTINUED] == text


def test_a_planned_kpi_says_nothing_of_that() -> None:
    assert About.DISCONTINUED not in texts(compared())


# Rule 24


def test_parts_that_do_not_make_their_total_are_said() -> None:
    parts = (("N33007", 40.0), ("N33008", 50.0))
    assert notes.family_note(one_year(100.0, []), FamilySum(100.0, parts)).replace("\u00a0", " ") == (
        "N33007 + N33008 är tillsammans 10 kr mindre än N33001 år 2022 i Kramfors."
    )
    more = notes.family_note(one_year(80.0, []), FamilySum(80.0, parts))
    assert "10,0\u00a0kr mer än N33001" in more


def test_parts_that_are_not_out_are_named_and_a_whole_family_needs_no_note() -> None:
    missing = FamilySum(100.0, (("N33007", None), ("N33008", 50.0), ("N33010", None)))
    assert notes.family_note(one_year(100.0, []), missing) == (
        "Alla delar av N33001 finns inte för 2022. Det saknas: Kostnad HVB, barn och unga (N33007) och "
        "Kostnad öppna insatser för barn och unga, individuellt behovsprövade (N33010)."
    )
    assert notes.family_note(one_year(100.0, []), FamilySum(100.0, (("N33007", 60.0), ("N33008", 40.0)))) == ""
    assert notes.family_note(one_year(100.0, []), None) == ""


# Rule 28


def test_kolada_is_the_source_of_its_values_and_not_of_what_is_computed_here() -> None:
    assert notes.source_line(compared(), "2026-11-22") == (
        "Värden: Kolada (N33001; ursprung SCB:s Räkenskapssammandrag), hämtade 2026-11-22. "
        "Ovägt medel och rang: egen bearbetning."
    )


def test_the_source_line_speaks_of_nothing_that_is_not_there() -> None:
    ids = [str(1000 + n) for n in range(290)]
    kept = country([(u, 2022, float(v)) for v, u in enumerate(ids)], ids)
    with_country = one_year(3.0, [1.0, 2.0], country=kept)
    assert notes.source_line(with_country, "", has_band=True).endswith(
        "). Ovägt medel, kvartiler och rang: egen bearbetning."
    )
    assert notes.source_line(with_country, "").endswith("). Ovägt medel och rang: egen bearbetning.")
    assert notes.source_line(one_year(3.0, [1.0]), "", has_band=True).endswith("). Rang: egen bearbetning.")
    assert notes.source_line(one_year(3.0, [1.0, 2.0], kpi=COUNT, country=kept), "", has_band=True).endswith(").")
    assert notes.source_line(one_year(None, [None]), "", has_band=True).endswith(").")


def test_the_source_line_names_what_the_figure_makes_and_nothing_else() -> None:
    assert notes.source_line(compared(), "", made=[notes.MEAN, notes.GAPS]).endswith(
        "). Ovägt medel och skillnad mellan könen: egen bearbetning."
    )
    assert notes.source_line(compared(), "", made=[]).endswith("Räkenskapssammandrag).")


def test_years_in_which_nobody_has_a_value_are_said() -> None:
    found = compared(window=(2005, 2012), table={KRAMFORS.id: (2008, (3.0,)), "1260": (2008, (2.0,))})
    assert notes.empty_note(found, TODAY) == "Inga värden finns för 2005–2007 och 2009–2012."
    assert notes.empty_note(one_year(1.0, [2.0]), TODAY) == ""


def test_a_break_is_said_and_drawn_only_between_years_with_values() -> None:
    found = compared(window=(2010, 2022))
    assert [f"Brott {each.year}" for each in found.breaks] == [t.split(":")[0] for t in notes.break_notes(found)]


def test_without_origin_or_day_the_source_line_says_neither() -> None:
    assert notes.source_line(one_year(1.0, [], kpi=UNKNOWN), "") == "Värden: Kolada (N99003)."


@pytest.mark.parametrize("found", [compared(), compared(peers=COUNTY, window=(2015, 2022)), until_2025()])
def test_no_note_claims_a_cooperation_or_calls_a_mean_koladas(found: Comparison) -> None:
    said = " ".join([*texts(found).values(), notes.source_line(found, "2026-11-22")])
    assert not re.search(r"samarbete|partner|SKR|Källa: Kolada", said)
    assert not re.search(r"(?<!ovägda )(?<!ovägt )\bmedel(?:\b|let)", said, re.IGNORECASE)
