"""What a choice in the bar does to the address."""

from collections.abc import Sequence
from datetime import date

import pytest

from kolada.api.models import Member, Municipality, MunicipalityGroup
from layouts import ids, texts
from layouts.navigation import choose, default_kpi
from layouts.resolve import peers_of_another
from layouts.selection import PeerChoice, Period, Selection

NAMES = {"1260": "Bjuv", "1231": "Burlöv", "2260": "Ånge", "2262": "Timrå", "2282": "Kramfors"}
UNITS = tuple(Municipality(i, name, "K") for i, name in NAMES.items())
KRAMFORS = Selection(municipality="2282")


def group(group_id: str, title: str, members: Sequence[str]) -> MunicipalityGroup:
    return MunicipalityGroup(group_id, title, tuple(Member(m, NAMES[m]) for m in members))


GROUPS = (
    group("G36552", "Liknande kommuner IFO, Kramfors, 2024", ("1231", "1260")),
    group("G36496", "Liknande kommuner IFO, Bjuv, 2024", ("1231", "2282")),
    group("G35968", "Liknande kommuner grundskola, Kramfors, 2024", ("1231",)),
    group("G33630", "Västernorrlands läns kommuner (ovägt medel)", ("2260", "2262", "2282")),
    group("G2328", "Alla kommuner (ovägt medel)", tuple(NAMES)),
)


def chosen(
    control: str, value: str, selection: Selection = KRAMFORS, path: str = "/oversikt", window=(2013, 2022)
) -> tuple[str, Selection]:
    return choose(control, value, path, selection, UNITS, GROUPS, window)


@pytest.mark.parametrize(
    ("control", "path", "leads_to"),
    [
        (ids.START_MUNICIPALITY, "/", "/oversikt"),
        (ids.BAR_MUNICIPALITY, "/oversikt", "/oversikt"),
        (ids.BAR_MUNICIPALITY, "/nyckeltal/N33001", "/nyckeltal/N33001"),
    ],
)
def test_a_municipality_leads_from_the_start_to_the_overview_and_elsewhere_stays(control, path, leads_to):
    assert chosen(control, "1260", Selection(), path) == (leads_to, Selection(municipality="1260"))


def test_another_municipality_keeps_everything_else():
    before = Selection(municipality="2282", set="grundskola", period=Period(2012, 2022), genders=("K",), view="antal")
    assert chosen(ids.BAR_MUNICIPALITY, "1260", before)[1] == before.but(municipality="1260")


@pytest.mark.parametrize(
    ("peers", "expected"),
    [
        (None, None),
        (PeerChoice("G36552"), PeerChoice("G36496")),
        (PeerChoice("G36552", "2022", ("1260",)), PeerChoice("G36496")),
        (PeerChoice("G35968"), None),  # Bjuv has no group of that area here
        (PeerChoice("G2328"), PeerChoice("G2328")),
        (PeerChoice("G33630"), None),  # not Bjuv's county
        (PeerChoice("G99999"), None),
        (PeerChoice(members=("1231", "2262")), PeerChoice(members=("1231", "2262"))),
    ],
)
def test_another_municipality_is_compared_in_the_same_way(peers, expected):
    assert peers_of_another(peers, "1260", UNITS, GROUPS) == expected


def test_an_unknown_municipality_is_compared_with_its_default():
    assert peers_of_another(PeerChoice("G36552"), "9999", UNITS, GROUPS) is None


def test_peers_are_chosen_as_they_are_today_and_the_links_day_goes():
    pinned = Selection(municipality="2282", peers=PeerChoice("G36552", "2022", ("1260",)), retrieved=date(2024, 1, 1))
    assert chosen(ids.BAR_PEERS, "G33630", pinned)[1] == KRAMFORS.but(peers=PeerChoice("G33630"))
    assert chosen(ids.BAR_PEERS, "G36552", pinned)[1] == KRAMFORS.but(peers=PeerChoice("G36552"))


@pytest.mark.parametrize("value", [texts.OWN_VALUE, texts.CHOSEN_VALUE])
def test_the_entries_for_an_own_list_change_nothing_by_themselves(value: str):
    pinned = KRAMFORS.but(retrieved=date(2024, 1, 1))
    assert chosen(ids.BAR_PEERS, value, pinned) == ("/oversikt", pinned)


def test_an_own_list_is_ids_with_commas():
    assert chosen(ids.OWN_LIST_STORE, "1260,1231")[1].peers == PeerChoice(members=("1260", "1231"))


def test_a_set_is_an_overview_of_its_own_kpis():
    before = Selection(municipality="2282", kpis=("N33001",), view="definition", count_mean=True)
    assert chosen(ids.BAR_SET, "grundskola", before, "/nyckeltal/N33001") == (
        "/oversikt",
        KRAMFORS.but(set="grundskola"),
    )


def test_a_kpi_is_a_page_of_its_own_in_the_same_set():
    before = Selection(municipality="2282", set="grundskola", kpis=("N33001",), view="tabell")
    assert chosen(ids.BAR_KPI, "N15027", before, "/nyckeltal/N33001") == (
        "/nyckeltal/N15027",
        KRAMFORS.but(set="grundskola"),
    )


@pytest.mark.parametrize(
    ("control", "value", "expected"),
    [
        (ids.BAR_FROM, "latest5", Period(latest=5)),
        (ids.BAR_FROM, "latest10", Period()),
        (ids.BAR_FROM, "2015", Period(2015, 2022)),
        (ids.BAR_FROM, "2024", Period(2024, 2024)),
        (ids.BAR_TO, "2020", Period(2013, 2020)),
        (ids.BAR_TO, "2010", Period(2010, 2010)),
        (ids.BAR_FROM, "nonsense", Period()),
        (ids.BAR_FROM, "99999", Period()),
        (ids.BAR_TO, "0", Period()),
    ],
)
def test_an_end_of_the_period_moves_alone_and_takes_the_other_along_when_it_passes(control, value, expected):
    assert chosen(control, value)[1].period == expected


def test_a_year_without_a_view_is_that_year():
    assert chosen(ids.BAR_FROM, "2015", window=None)[1].period == Period(2015, 2015)


def test_a_gender_is_chosen_and_an_unknown_control_changes_nothing():
    assert chosen(ids.BAR_GENDER, "K")[1] == KRAMFORS.but(genders=("K",))
    assert chosen("something-else", "x") == ("/oversikt", KRAMFORS)


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), "N33001"),
        (Selection(kpis=("N33007", "N33001")), "N33007"),
        (Selection(set="grundskola"), "N15027"),
        (Selection(set="no-such-set"), "N33001"),
    ],
)
def test_the_navigation_leads_to_the_first_kpi_of_what_is_shown(selection, expected):
    assert default_kpi(selection) == expected


RECIPE = "N01951:2,N31807:1"
SHAPED = KRAMFORS.but(recipe=RECIPE, view="egen-likhet")
NEAREST = PeerChoice(members=("1231", "2262"))


def test_a_recipe_stays_where_it_is_looked_at_for_another_municipality_without_the_peers_it_gave():
    assert chosen(ids.BAR_MUNICIPALITY, "1260", SHAPED, "/utforska")[1] == SHAPED.but(municipality="1260")
    nearest = chosen(ids.BAR_MUNICIPALITY, "1260", SHAPED.but(peers=NEAREST), "/utforska")[1]
    assert (nearest.recipe, nearest.peers) == (RECIPE, None)
    group_of_theirs = chosen(ids.BAR_PEERS, "G33630", SHAPED, "/utforska")[1]
    assert (group_of_theirs.recipe, group_of_theirs.peers) == (RECIPE, PeerChoice("G33630"))


@pytest.mark.parametrize("view", ["", "sticker-ut", "profil", "samband"])
@pytest.mark.parametrize("control", [ids.BAR_MUNICIPALITY, ids.BAR_PEERS, ids.OWN_LIST_STORE])
def test_a_recipe_is_no_longer_said_of_peers_that_were_chosen_otherwise(view: str, control: str):
    value = {ids.BAR_MUNICIPALITY: "1260", ids.BAR_PEERS: "G33630", ids.OWN_LIST_STORE: "1260,1231"}[control]
    assert chosen(control, value, SHAPED.but(view=view, peers=NEAREST), "/utforska")[1].recipe == ""


def test_an_own_list_is_not_what_a_recipe_gave_even_where_that_is_looked_at():
    assert chosen(ids.OWN_LIST_STORE, "1260,1231", SHAPED, "/utforska")[1].recipe == ""


def test_a_set_stays_in_the_profile_and_leads_to_the_overview_from_the_other_tabs():
    assert chosen(ids.BAR_SET, "grundskola", KRAMFORS.but(view="profil"), "/utforska")[0] == "/utforska"
    for view in ("", "sticker-ut", "samband"):
        there = chosen(ids.BAR_SET, "grundskola", KRAMFORS.but(view=view), "/utforska")
        assert there == ("/oversikt", KRAMFORS.but(set="grundskola"))
