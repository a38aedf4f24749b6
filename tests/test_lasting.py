"""What a link, a card's file and the country's figures are worth later: pins held, age noticed."""

from collections.abc import Iterator
from pathlib import Path
from time import sleep

import pytest
from dash import Dash

from cache.database import VERSION_HOLDS
from kolada.api.models import Member, MunicipalityGroup
from layouts import texts
from layouts.documents import table
from layouts.pinned import pinned_address
from layouts.resolve import Drift
from layouts.selection import parse
from layouts.view import View, Views
from tests.fakes import World, cost, fake_world
from tests.pages import KRAMFORS, TODAY, card, links, page_of, post

MIXED = f"{KRAMFORS}&kpi=N33001&kpi=N15033"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with fake_world(tmp_path) as world:
        yield world


def views_on(world: World) -> Views:
    return Views(world.store, lambda: TODAY)


def shown(views: Views, query: str, kpi: str | None = None) -> View:
    view = views.view(parse(query)[0], kpi)
    assert view
    return view


def table_at(views: Views, address: str) -> list[table.Row]:
    selection = parse(address.partition("?")[2])[0]
    return table.rows([shown(views, f"{address.partition('?')[2]}")]) if selection.municipality else []


# The card's file -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", [KRAMFORS, MIXED, f"{KRAMFORS}&set=grundskola"])
def test_the_file_of_every_card_has_the_cards_own_peers_years_and_numbers(warm_views: Views, query: str):
    view = shown(warm_views, query)
    page = page_of(warm_views, "/oversikt", query)
    whole = table.rows([view])
    for kpi, comparison in view.comparisons.items():
        address = links(card(page, kpi))[texts.MENU_CSV]
        assert table_at(warm_views, address) == [row for row in whole if row["kpi"] == kpi]
        assert shown(warm_views, address.partition("?")[2]).window == comparison.window


def test_a_card_of_mixed_kpis_opens_its_page_with_the_same_peers(warm_views: Views):
    view = shown(warm_views, MIXED)
    page = page_of(warm_views, "/oversikt", MIXED)
    address = links(card(page, "N15033"))[texts.MENU_FULL]
    assert shown(warm_views, address.partition("?")[2], "N15033").resolved.peers == view.resolved.peers


def test_the_file_of_women_and_men_has_both(warm_views: Views):
    page = page_of(warm_views, "/nyckeltal/N33816", f"{KRAMFORS}&view=kon")
    assert "gender=K,M" in links(page)[texts.MENU_CSV]


# Sets ----------------------------------------------------------------------------------------------------------------


def test_a_set_gives_its_title_and_peers_only_to_kpis_of_its_own(warm_views: Views):
    foreign = shown(warm_views, f"{KRAMFORS}&set=barn-och-unga&kpi=N15033")
    assert (foreign.kpi_set, foreign.resolved.peers.area) == (None, "grundskola")
    assert shown(warm_views, f"{KRAMFORS}&set=barn-och-unga", "N15033").resolved.peers.area == "grundskola"
    own = shown(warm_views, f"{KRAMFORS}&set=barn-och-unga&kpi=N33816")
    assert (own.title, own.resolved.peers.area) == ("Barn och unga", "IFO")


# Pins ----------------------------------------------------------------------------------------------------------------


def test_a_copied_overview_names_its_kpis_so_that_another_set_changes_nothing(warm_views: Views):
    view = shown(warm_views, KRAMFORS)
    pinned = shown(warm_views, pinned_address(view).partition("?")[2])
    assert pinned.selection.kpis == tuple(view.comparisons)
    assert (pinned.title, pinned.window, pinned.resolved.peers) == (view.title, view.window, view.resolved.peers)


def test_a_group_pinned_by_its_date_keeps_the_members_of_that_day(world: World):
    title = "Västernorrlands läns kommuner (ovägt medel)"
    county = MunicipalityGroup("G33620", title, _members("2282", "1260", "0180"))
    world.source.items["municipality_groups"] = (*world.source.items["municipality_groups"], county)
    made = "municipality=2282&peers=G33620@2026-11-22"
    before = shown(views_on(world), made, "N33001")
    smaller = MunicipalityGroup("G33620", title, _members("2282", "1260"))
    world.clock.forward(days=8)
    world.source.items["municipality_groups"] = (*world.source.items["municipality_groups"][:-1], smaller)
    views_on(world).view(parse(made)[0], "N33001")
    world.later.run()
    after = shown(views_on(world), made, "N33001")
    assert after.resolved.peers.members == before.resolved.peers.members
    assert after.resolved.drift == Drift(2, 3, "2026-11-22", "")
    now = shown(views_on(world), "municipality=2282&peers=G33620", "N33001")
    assert len(now.resolved.peers.members) == 1


def _members(*ids: str) -> tuple[Member, ...]:
    return tuple(Member(each, each) for each in ids)


def test_an_edition_that_was_never_seen_is_said(world: World):
    view = shown(views_on(world), "municipality=2282&peers=G36552@2019", "N33001")
    assert texts.notice_unknown_edition("2019") in view.notices


@pytest.mark.parametrize("value", ["9999-12-31", "0001-01-01"])
def test_a_day_that_no_link_was_made_on_is_said_and_left_alone(value: str):
    selection, notices = parse(f"municipality=2282&retrieved={value}")
    assert selection.retrieved is None
    assert value in notices[0]


# Age -----------------------------------------------------------------------------------------------------------------


def test_country_figures_that_have_grown_old_are_still_to_come(world: World):
    world.source.set(*(cost(unit, 2022, 1.0) for unit in ("2282", "1260")))
    views = views_on(world)
    shown(views, "municipality=2282", "N33001")
    members = views.members_of_country()
    world.store.follow(["N33001"], members)
    world.later.run()
    assert not views_on(world).is_incomplete(["N33001"])
    world.clock.forward(days=2)
    assert views_on(world).is_incomplete(["N33001"])


def test_a_refresh_that_failed_here_is_forgotten_once_another_process_made_it(world: World):
    world.store.municipality_groups()
    other = world.reopened()
    world.clock.forward(days=8)
    world.source.down = True
    world.store.municipality_groups()
    world.later.run()
    assert world.store.municipality_groups().problem
    world.source.down = False
    world.clock.forward(minutes=2)
    other.municipality_groups()
    world.later.run()
    sleep(VERSION_HOLDS)
    assert world.store.municipality_groups().problem is None
    other.close()


def test_a_region_is_none_of_the_290_and_has_no_band_of_theirs(warm_views: Views):
    view = shown(warm_views, "municipality=0001&kpi=N33001")
    assert view.ranked == []
    assert not view.comparisons["N33001"].country.bands


def test_following_takes_no_list_from_a_browser_but_kpis_and_no_more_than_a_page_has(warm_app: Dash):
    for kpis in ([], ["x", None, "G1"], "N33001"):
        known = {"follow-timer.n_intervals": 1, "follow-store.data": {"kpis": kpis, "version": 1}}
        status, body = post(warm_app, "refresh-store", "follow-timer.n_intervals", known)
        assert (status, body["response"]["follow-timer"]["disabled"]) == (200, True)
