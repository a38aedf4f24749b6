"""Whom an address compares with today: defaults, groups, pinned links, own lists; and what is said about it."""

from collections.abc import Sequence
from datetime import date

import pytest

from kolada import curated
from kolada.analysis.lines import OWN_LIST
from kolada.api.models import Kpi, Member, Municipality, MunicipalityGroup
from layouts.resolve import Drift, Resolved, pin, resolve
from layouts.selection import PeerChoice, Period, Selection, parse, to_query

NAMES = {
    "0000": "Riket", "0001": "Region Stockholm", "0003": "Region Uppsala", "0009": "Region Gotland",
    "0617": "Gnosjö", "1231": "Burlöv", "1260": "Bjuv", "1461": "Mellerud", "1781": "Kristinehamn", "1785": "Säffle",
    "1962": "Norberg", "2084": "Avesta", "2260": "Ånge", "2262": "Timrå", "2282": "Kramfors", "1562": "Nybro",
    "1277": "Åstorp", "1492": "Åmål", "1885": "Lindesberg", "2083": "Hedemora",
}  # fmt: skip
UNITS = tuple(Municipality(i, name, "L" if i < "0100" else "K") for i, name in NAMES.items())
IFO_2024 = ("1231", "1260", "1461", "1781", "1785", "1962", "2084")
IFO_2022 = ("1562", "1260", "1277", "1492", "1781", "1885", "2083")
COST = Kpi("N33001", "Kostnad barn och ungdomsvård, kr/inv", operating_area="Individ- och familjeomsorg")
SCHOOL = Kpi("N15027", "Kostnad grundskola, kr/elev", operating_area="Grundskola åk 0-9 inkl förskoleklass")
CULTURE = Kpi("N09001", "Kostnad kultur, kr/inv", operating_area="Kultur och fritid")


def group(group_id: str, title: str, members: Sequence[str]) -> MunicipalityGroup:
    return MunicipalityGroup(group_id, title, tuple(Member(m, NAMES[m]) for m in members))


GROUPS = (
    group("G36552", "Liknande kommuner IFO, Kramfors, 2024", IFO_2024),
    group("G35968", "Liknande kommuner grundskola, Kramfors, 2024", IFO_2024[:3]),
    group("G37428", "Liknande kommuner, övergripande, Kramfors, 2025", IFO_2024[3:]),
    group("G37000", "Liknande kommuner, övergripande, Gnosjö, 2025", IFO_2024),
    group("G39001", "Liknande kommuner LSS, Bjuv, 2024", IFO_2022[2:]),
    group("G40001", "Liknande regioner socioekonomi, Region Stockholm, 2024", ("0003", "0009")),
    group("G33630", "Västernorrlands läns kommuner (ovägt medel)", ("2260", "2262", "2282")),
)


def resolved(query: str, kpis: Sequence[Kpi] = (COST,), kpi_set: str = "") -> Resolved:
    found = resolve(parse(query)[0], UNITS, GROUPS, kpis, curated.kpi_set(kpi_set))
    assert found
    return found


def ids(found: Resolved) -> tuple[str, ...]:
    return tuple(m.id for m in found.peers.members)


@pytest.mark.parametrize("query", ["", "municipality=9999", "municipality=0000"])
def test_without_a_municipality_that_exists_there_is_nothing_and_riket_is_none(query: str):
    assert resolve(parse(query)[0], UNITS, GROUPS, (COST,), None) is None


@pytest.mark.parametrize(
    ("query", "kpis", "kpi_set", "expected"),
    [
        ("municipality=2282", [COST], "", "G36552"),
        ("municipality=2282", [SCHOOL], "", "G35968"),
        ("municipality=2282", [CULTURE], "", "G37428"),
        ("municipality=2282", [COST, SCHOOL], "", "G37428"),
        ("municipality=2282", [], "", "G37428"),
        ("municipality=2282", [SCHOOL], "barn-och-unga", "G36552"),
        ("municipality=2282", [COST], "grundskola", "G35968"),
        ("municipality=0617", [COST], "lss", "G37000"),  # Gnosjö has none for LSS
        ("municipality=0001", [COST], "", "G40001"),
        ("municipality=0001", [SCHOOL], "grundskola", "G40001"),
    ],
)
def test_the_default_peers_follow_the_set_then_the_kpis_and_fall_back(query, kpis, kpi_set, expected):
    found = resolved(query, kpis, kpi_set)
    assert found.group is not None
    assert (found.group.id, found.notices, found.drift) == (expected, (), None)


def test_who_has_no_group_at_all_is_shown_alone():
    found = resolved("municipality=2262")
    assert (found.group, found.peers.id, ids(found)) == (None, OWN_LIST, ())


def test_a_group_has_its_name_area_edition_and_members_of_today():
    peers = resolved("municipality=2282&peers=G36552").peers
    assert (peers.name, peers.area, peers.edition, peers.kind) == (
        "Liknande kommuner IFO 2024",
        "IFO",
        2024,
        "liknande",
    )
    assert [m.title for m in peers.members] == [
        "Burlöv", "Bjuv", "Mellerud", "Kristinehamn", "Säffle", "Norberg", "Avesta",
    ]  # fmt: skip
    assert not peers.held_focal


def test_a_county_that_holds_the_focal_one_loses_it_and_says_so():
    found = resolved("municipality=2282&peers=G33630")
    assert ids(found) == ("2260", "2262")
    assert found.peers.held_focal
    assert found.asks_group_value


def test_an_unknown_group_falls_back_to_the_default_and_is_named():
    found = resolved("municipality=2282&peers=G99999")
    assert found.group
    assert found.group.id == "G36552"
    assert found.notices == ("Gruppen G99999 finns inte längre i Kolada. Liknande kommuner IFO 2024 visas i stället.",)


def test_a_pinned_link_with_todays_members_is_the_group_of_today():
    found = resolved("municipality=2282&peers=G36552@2024:" + ",".join(reversed(IFO_2024)))
    assert found.drift is None
    assert found.asks_group_value


def test_a_pinned_link_whose_group_has_changed_keeps_its_members_edition_and_name():
    found = resolved("municipality=2282&peers=G36552@2022:" + ",".join(IFO_2022))
    assert ids(found) == IFO_2022
    assert found.drift == Drift(kept=2, total=7, pinned="2022", now="2024")
    assert (found.peers.name, found.peers.edition) == ("Liknande kommuner IFO 2022", 2022)
    assert not found.asks_group_value  # Kolada's own value is that of other members


def test_a_pinned_group_that_is_gone_keeps_its_members_as_an_own_list_and_says_so():
    found = resolved("municipality=2282&peers=G99999@2022:1260,1277")
    assert (found.group, found.peers.id, ids(found)) == (None, OWN_LIST, ("1260", "1277"))
    assert found.notices == ("Gruppen G99999 finns inte längre i Kolada. Länkens kommuner visas i stället.",)


def test_what_a_pinned_link_names_and_nobody_knows_is_said_and_riket_is_no_peer():
    found = resolved("municipality=2282&peers=G36552@2022:1260,9999,0000")
    assert ids(found) == ("1260",)
    assert found.notices == ("Koderna finns inte i Kolada och är inte med i jämförelsen: 9999, 0000.",)


def test_an_own_list_is_an_own_list_even_with_a_groups_members():
    found = resolved("municipality=2282&peers=" + ",".join(IFO_2024))
    assert (found.peers.id, found.peers.name, found.peers.edition) == (OWN_LIST, "Egen lista", None)
    assert ids(found) == IFO_2024
    assert not found.asks_group_value


def test_an_own_list_loses_the_focal_one_and_the_unknown_and_names_both():
    found = resolved("municipality=2282&peers=1260,2282,9999,0000")
    assert ids(found) == ("1260",)
    assert found.notices == (
        "Koderna finns inte i Kolada och är inte med i jämförelsen: 9999, 0000.",
        "Kramfors jämförs inte med sig själv och har tagits bort ur listan.",
    )


def test_gotland_the_municipality_and_region_gotland_are_two():
    assert ids(resolved("municipality=0001&peers=0009")) == ("0009",)


def test_pinning_fixes_members_edition_years_and_the_day():
    chosen = Selection(municipality="2282")
    pinned = pin(chosen, resolved("municipality=2282"), (2013, 2022), date(2026, 11, 22))
    assert to_query(pinned) == (
        "municipality=2282&peers=G36552@2024:1231,1260,1461,1781,1785,1962,2084&period=2013-2022&retrieved=2026-11-22"
    )
    assert pinned.period == Period(2013, 2022)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("peers=G33630", PeerChoice("G33630", "2026-11-22")),
        ("peers=1260,2282,1231", PeerChoice(members=("1260", "1231"))),
        ("peers=G36552@2022:" + ",".join(IFO_2022), PeerChoice("G36552", "2022", IFO_2022)),
    ],
)
def test_a_county_is_pinned_by_date_an_own_list_by_itself_an_old_edition_as_it_was(query, expected):
    found = resolved(f"municipality=2282&{query}")
    assert pin(Selection(), found, (2013, 2022), date(2026, 11, 22)).peers == expected


def test_a_pinned_link_resolves_to_what_it_was_made_from():
    for peers in ("", "&peers=G33630", "&peers=1260,1231", "&peers=G36552@2022:" + ",".join(IFO_2022)):
        first = resolved(f"municipality=2282{peers}")
        link = to_query(pin(Selection(municipality="2282"), first, (2013, 2022), date(2026, 11, 22)))
        assert resolved(link).peers == first.peers
