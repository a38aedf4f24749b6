"""KPIs, municipalities and groups: kept for a week, never lost, and their history remembered."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier
from time import sleep

import pytest

from cache import lists
from kolada.api.errors import KoladaBadResponse, KoladaUnavailable
from kolada.api.models import Kpi, KpiGroup, Member
from tests.fakes import COST, GROUPS, KPIS, MUNICIPALITIES, PEERS, PLACED, START, World, fake_world


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with fake_world(tmp_path) as made:
        yield made


def test_lists_are_fetched_once_whole_and_in_the_order_of_their_ids(world: World) -> None:
    for _ in range(2):
        assert world.store.municipalities().items == MUNICIPALITIES
        groups = world.store.municipality_groups()
        assert groups.items == tuple(sorted(GROUPS, key=lambda group: group.id))
        assert groups.fetched_at == START
    assert world.source.asked == ["municipality", "municipality_groups"]


def test_a_list_of_a_week_is_answered_at_once_and_refreshed_behind(world: World) -> None:
    world.store.municipalities()
    world.clock.forward(days=6)
    world.store.municipalities()
    assert world.later.waiting == []
    world.clock.forward(days=1)
    world.source.items["municipality"] = MUNICIPALITIES[:3]
    kept = world.store.municipalities()
    assert (kept.items, kept.fetched_at) == (MUNICIPALITIES, START)
    world.later.run()
    kept = world.store.municipalities()
    assert (kept.items, kept.fetched_at) == (MUNICIPALITIES[:3], START + timedelta(days=7))


def test_cold_and_down_raises_for_a_list_and_asks_again_after_half_a_minute(
    world: World,
) -> None:
    world.source.down = True
    for seconds in (0, 29):
        world.clock.forward(seconds=seconds)
        with pytest.raises(KoladaUnavailable):
            world.store.municipalities()
    with pytest.raises(KoladaUnavailable):
        world.store.municipality_groups()
    assert world.source.asked == ["municipality", "municipality_groups"]
    world.source.down = False
    world.clock.forward(seconds=1)
    assert len(world.store.municipalities().items) == 4


def test_a_list_that_came_broken_is_asked_for_again_at_once(world: World) -> None:
    world.source.items["municipality"] = ()
    with pytest.raises(KoladaBadResponse):
        world.store.municipalities()
    world.source.items["municipality"] = MUNICIPALITIES
    assert len(world.store.municipalities().items) == 4


def test_down_with_a_kept_list_gives_it_with_its_date_and_the_problem(world: World) -> None:
    world.store.municipalities()
    world.clock.forward(days=8)
    world.source.down = True
    world.store.municipalities()
    world.later.run()
    kept = world.store.municipalities()
    assert (len(kept.items), kept.fetched_at) == (4, START)
    assert isinstance(kept.problem, KoladaUnavailable)
    assert world.later.waiting == []


def test_an_empty_list_is_an_error_and_never_replaces_one(world: World) -> None:
    world.store.municipality_groups()
    world.clock.forward(days=8)
    world.source.items["municipality_groups"] = ()
    world.store.municipality_groups()
    world.later.run()
    kept = world.store.municipality_groups()
    assert len(kept.items) == 2
    assert isinstance(kept.problem, KoladaBadResponse)


def test_a_new_edition_of_a_group_is_kept_beside_the_old_one_with_its_members(world: World) -> None:
    old = GROUPS[0]
    new = replace(old, title="Liknande kommuner IFO, Kramfors, 2026", members=(Member("1231", "Burlöv"),))
    world.store.municipality_groups()
    for items in (GROUPS, (new, GROUPS[1]), (new, GROUPS[1])):
        world.clock.forward(days=7)
        world.source.items["municipality_groups"] = items
        world.store.municipality_groups()
        world.later.run()
    assert world.store.municipality_groups().items == (GROUPS[1], new)
    week = timedelta(days=7)
    assert [(each.group, each.first_seen, each.last_seen) for each in world.store.group_editions(PEERS)] == [
        (old, START, START + week),
        (new, START + 2 * week, START + 3 * week),
    ]
    assert len(world.store.group_editions("G2328")) == 1
    assert world.store.group_editions("x") == ()


def test_other_members_under_the_same_title_are_another_edition(world: World) -> None:
    world.store.municipality_groups()
    world.clock.forward(days=7)
    world.source.items["municipality_groups"] = (replace(GROUPS[0], members=GROUPS[0].members[:1]),)
    world.store.municipality_groups()
    world.later.run()
    assert [len(each.group.members) for each in world.store.group_editions(PEERS)] == [2, 1]
    assert [group.id for group in world.store.municipality_groups().items] == [PEERS]
    assert len(world.store.group_editions("G2328")) == 1  # gone from the list, not from memory


def test_kpis_come_in_the_order_asked_and_unknown_ids_are_left_out_and_not_asked_again(world: World) -> None:
    for _ in range(2):
        kept = world.store.kpis([PLACED, "N99999", COST, "<b>"])
        assert list(kept.items) == [PLACED, COST]
        assert kept.items[COST].title == KPIS[0].title
        assert kept.items[COST].vanished is None
        assert kept.fetched_at == START
    assert world.source.asked == [f"kpi/{PLACED},N99999,{COST}"]


def test_every_fact_of_a_kpi_comes_back(world: World) -> None:
    full = Kpi(
        COST,
        "Kostnad, kr/inv",
        "Bruttokostnad … Källa: SCB.",
        True,
        "A",
        "T",
        "Individ- och familjeomsorg",
        "Resurser",
        date(2026, 3, 31),
        date(2026, 8, 28),
        2025,
        True,
    )
    world.source.items["kpi"] = (full,)
    kept = world.store.kpis([COST]).items[COST]
    assert all(getattr(kept, name) == getattr(full, name) for name in Kpi.__slots__)


def test_a_kpi_that_vanished_keeps_its_description_and_the_day_it_was_missed(world: World) -> None:
    world.store.kpis([COST])
    world.source.items["kpi"] = ()
    for _ in range(2):
        world.clock.forward(days=7)
        world.store.kpis([COST])
        world.later.run()
    kept = world.store.kpis([COST]).items[COST]
    assert (kept.title, kept.vanished) == (KPIS[0].title, START.date() + timedelta(days=7))
    world.source.items["kpi"] = KPIS
    world.clock.forward(days=7)
    world.store.kpis([COST])
    world.later.run()
    assert world.store.kpis([COST]).items[COST].vanished is None


def test_kpis_when_kolada_is_down_are_those_that_are_kept_with_the_problem(world: World) -> None:
    world.store.kpis([COST])
    world.source.down = True
    for _ in range(2):
        kept = world.store.kpis([COST, PLACED])
        assert list(kept.items) == [COST]
        assert isinstance(kept.problem, KoladaUnavailable)
    assert len(world.source.asked) == 2  # the second time nothing was asked, as something could be shown
    assert world.store.kpis([]).items == {}


def test_metadata_raises_the_version(world: World) -> None:
    seen = [world.store.version()]
    for read in (world.store.municipalities, world.store.municipality_groups, lambda: world.store.kpis([COST])):
        read()
        seen.append(world.store.version())
    assert seen == sorted(set(seen))


def test_the_catalogue_is_fetched_whole_once_and_serves_single_kpis_too(world: World) -> None:
    assert list(world.store.catalogue().items) == [COST, PLACED]
    world.source.forget_log()
    assert world.store.catalogue().items[COST].title == KPIS[0].title
    assert list(world.store.kpis([COST, PLACED]).items) == [COST, PLACED]
    assert world.source.asked == []


def test_a_list_is_made_once_for_all_threads_that_want_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.store.catalogue()
    other, made, together = world.reopened(), [], Barrier(4)
    real = lists.catalogue

    def slow(connection):  # type: ignore[no-untyped-def]
        made.append(connection)
        sleep(0.05)
        return real(connection)

    monkeypatch.setattr(lists, "catalogue", slow)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: (together.wait(), other.catalogue().items)[1], range(4)))
    assert len(made) == 1
    assert all(each is found[0] for each in found)
    other.close()


def test_the_kept_catalogue_waits_for_nobody_and_is_fetched_behind_once(world: World) -> None:
    assert (world.store.kept_catalogue(), world.store.kept_catalogue()) == ({}, {})
    assert world.source.asked == []
    assert world.later.run() == 1
    assert list(world.store.kept_catalogue()) == [COST, PLACED]
    assert world.source.asked == ["kpi/"]


def test_a_kpi_that_is_no_longer_in_the_catalogue_has_vanished_and_keeps_its_description(world: World) -> None:
    world.store.catalogue()
    world.clock.forward(days=8)
    world.source.items["kpi"] = KPIS[:1]
    world.store.catalogue()
    world.later.run()
    assert {kpi: each.vanished for kpi, each in world.store.catalogue().items.items()} == {
        COST: None,
        PLACED: date(2026, 11, 30),
    }


def test_an_unknown_id_stays_unknown_when_the_catalogue_comes(world: World) -> None:
    world.store.kpis(["N99999"])
    assert "N99999" not in world.store.catalogue().items


def test_groups_of_kpis_are_fetched_once(world: World) -> None:
    world.source.items["kpi_groups"] = (KpiGroup("G2KPI1", "IFO", (Member(COST, "Kostnad"),)),)
    for _ in range(2):
        assert world.store.kpi_groups().items == (KpiGroup("G2KPI1", "IFO", (Member(COST, "Kostnad"),)),)
    assert world.source.asked == ["kpi_groups"]
