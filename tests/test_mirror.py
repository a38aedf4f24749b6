"""Everything kept: a mirror is whole, asks nothing twice, goes on where it was stopped, and is brought up to date."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cache import mirror, parts
from cache.info import Unkept
from cache.mirror import Extent
from cache.store import Store
from kolada.api.errors import KoladaBadResponse, KoladaUnavailable
from kolada.api.models import DataRequest, Kpi, KpiGroup, Municipality, Value
from tests.fakes import BJUV, COST, KRAMFORS, MUNICIPALITIES, PLACED, RIKET, World, cost, fake_world

OF_REGIONS = "N70001"
UNITS = [unit.id for unit in MUNICIPALITIES]


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setattr(parts, "SIZE", 1)
    monkeypatch.setattr(mirror, "PAUSE", 0.0)
    with fake_world(tmp_path) as made:
        made.source.items["kpi"] = (*made.source.items["kpi"], Kpi(OF_REGIONS, "Vård", municipality_type="L"))
        made.source.items["kpi_groups"] = (KpiGroup("G1KPI1", "En grupp"),)
        yield made


def mirrored(world: World, store: Store | None = None, **how: object) -> list[tuple[int, int]]:
    """What was told while it went on."""
    told: list[tuple[int, int]] = []
    (store or world.store).mirror(lambda done, total: told.append((done, total)), **how)
    return told


def asked(world: World) -> list[tuple[str, str]]:
    return sorted((k, u) for each in world.source.requests for k in each.kpis for u in each.municipalities)


def test_every_kpi_of_the_catalogue_is_fetched_for_all_units_and_told_of_slice_by_slice(world: World) -> None:
    told = mirrored(world)
    assert asked(world) == sorted(
        [(k, u) for k in (COST, PLACED) for u in UNITS] + [(OF_REGIONS, u) for u in UNITS[:2]]
    )
    assert (told[0], told[-1]) == ((0, 10), (10, 10))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert world.numbers(KRAMFORS) == {(KRAMFORS, 2021): 4182.4, (KRAMFORS, 2022): 4419.2}


def test_an_empty_answer_is_an_answer_and_nothing_is_asked_twice(world: World) -> None:
    mirrored(world)
    world.source.forget_log()
    assert mirrored(world) == [(10, 10)]
    with closing(world.reopened()) as other:
        assert mirrored(world, other) == [(10, 10)]
    assert world.source.requests == []


def test_some_kpis_may_be_named_also_one_that_the_catalogue_lacks(world: World) -> None:
    mirrored(world, kpis=[PLACED, "N99999", "x"])
    assert {kpi for kpi, _ in asked(world)} == {PLACED, "N99999"}


def test_what_pages_have_fetched_is_not_fetched_again(world: World) -> None:
    world.store.values([COST], [KRAMFORS, BJUV])
    world.source.forget_log()
    assert mirrored(world, kpis=[COST])[0] == (2, 4)
    assert asked(world) == [(COST, RIKET), (COST, "0001")]


def test_stopped_in_the_middle_it_has_kept_what_came_and_goes_on_with_the_rest(world: World) -> None:
    def stop(request: DataRequest) -> None:
        if PLACED in request.kpis:
            raise KeyboardInterrupt

    world.source.before_answer = stop
    with pytest.raises(KeyboardInterrupt):
        mirrored(world)
    assert world.store.extent() == Extent(catalogue=3, mirrored=1, panel=1)
    world.source.before_answer = lambda request: None
    world.source.forget_log()
    assert mirrored(world)[0] == (4, 10)
    assert {kpi for kpi, _ in asked(world)} == {PLACED, OF_REGIONS}


def test_one_bad_answer_holds_up_nothing_else_and_is_told_at_the_end(world: World) -> None:
    world.source.fails = lambda request: COST in request.kpis
    world.source.error = KoladaBadResponse("https://kolada.test/v3", "half a number")
    with pytest.raises(KoladaBadResponse):
        mirrored(world)
    assert world.store.extent().mirrored == 2


def test_when_kolada_does_not_answer_at_all_it_stops(world: World) -> None:
    mirrored(world, kpis=[COST])
    world.source.forget_log()
    world.source.down = True
    with pytest.raises(KoladaUnavailable):
        mirrored(world)
    assert len(world.source.requests) == 1


def test_what_another_process_is_fetching_is_left_to_it_and_looked_at_again(world: World) -> None:
    with closing(world.reopened()) as other:
        told: list[list[tuple[int, int]]] = []

        def meanwhile(request: DataRequest) -> None:
            world.source.before_answer = lambda request: None
            world.clock.forward(seconds=1)
            held = len(world.source.requests)
            world.source.before_answer = lambda request: world.clock.forward(seconds=61)  # the first is taken for dead
            told.append(mirrored(world, other, kpis=[COST, PLACED]))
            assert {kpi for each in world.source.requests[held:][:1] for kpi in each.kpis} == {PLACED}

        world.source.before_answer = meanwhile
        mirrored(world, kpis=[COST])
    assert told[0][-1] == (8, 8)


def test_a_mirror_keeps_of_the_answers_what_says_which_they_were_unless_asked_for_more(world: World) -> None:
    mirrored(world, kpis=[COST])
    (answer,) = world.store.answers(COST, KRAMFORS)
    assert isinstance(answer, Unkept)
    assert (answer.fetched_at, len(answer.sha256)) == (world.clock.time, 64)
    mirrored(world, kpis=[PLACED], keep_answers=True)
    (kept,) = world.store.answers(PLACED, KRAMFORS)
    assert PLACED in kept.body.decode()


def test_the_panel_is_built_when_the_mirror_is_done(world: World) -> None:
    world.source.set(Value(PLACED, KRAMFORS, 2022, "T", 1.1))
    mirrored(world)
    assert world.store.extent() == Extent(catalogue=3, mirrored=3, panel=2)
    assert set(world.store.panel().kpis) == {COST, PLACED}


def test_an_update_asks_for_what_has_changed_and_confirms_the_rest(world: World) -> None:
    mirrored(world)
    world.clock.forward(days=2)
    world.source.set(cost(KRAMFORS, 2022, 4420.0), Value(PLACED, BJUV, 2022, "T", 1.1))
    world.source.forget_log()
    told: list[tuple[int, int]] = []
    world.store.update(lambda done, total: told.append((done, total)))
    assert (told[0], told[-1]) == ((0, 10), (10, 10))
    assert {str(each.from_date) for each in world.source.requests} == {"2026-11-22"}
    assert world.numbers(KRAMFORS)[KRAMFORS, 2022] == 4420.0
    assert world.numbers(BJUV, kpi=PLACED) == {(BJUV, 2022): 1.1}
    info = world.store.info()
    assert info.oldest == info.newest == world.clock.time
    assert [each.new_value for each in world.store.revisions([COST], UNITS, world.clock.time.date())] == [4420.0]


def test_an_update_of_what_is_of_today_asks_for_the_lists_alone(world: World) -> None:
    mirrored(world)
    world.source.forget_log()
    world.store.update(lambda done, total: None)
    assert world.source.asked == ["municipality", "municipality_groups", "kpi/", "kpi_groups"]


def test_an_update_fetches_nothing_that_was_never_kept(world: World) -> None:
    world.store.values([COST], [KRAMFORS])
    world.store.values([PLACED], [BJUV])
    world.clock.forward(days=2)
    world.source.forget_log()
    world.store.update(lambda done, total: None)
    assert asked(world) == [(COST, KRAMFORS), (PLACED, BJUV)]


@pytest.mark.parametrize("failing", ["get_municipalities", "get_municipality_groups", "get_kpis", "get_kpi_groups"])
def test_a_list_that_cannot_be_had_keeps_neither_the_others_nor_the_values_from_an_update(
    world: World, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    mirrored(world)
    world.clock.forward(days=2)
    world.source.set(cost(KRAMFORS, 2022, 4420.0))
    world.source.forget_log()

    def broken() -> None:
        raise KoladaBadResponse("https://kolada.test/v3", "half a list")

    monkeypatch.setattr(world.source, failing, broken)
    with pytest.raises(KoladaBadResponse, match="half a list"):
        world.store.update(lambda done, total: None)
    assert len([each for each in world.source.asked if each != "data"]) == 3
    assert world.numbers(KRAMFORS)[KRAMFORS, 2022] == 4420.0


def test_an_update_stops_at_once_when_kolada_does_not_answer_at_all(world: World) -> None:
    mirrored(world)
    world.clock.forward(days=2)
    world.source.forget_log()
    world.source.down = True
    with pytest.raises(KoladaUnavailable):
        world.store.update(lambda done, total: None)
    assert world.source.asked == ["municipality"]


def test_a_mirror_of_everything_first_fetches_lists_that_are_older_than_a_week(world: World) -> None:
    mirrored(world)
    new = (Kpi("N00999", "Ett nytt nyckeltal"), Municipality("9999", "Nya kommunen", "K"))
    world.source.items["kpi"] = (*world.source.items["kpi"], new[0])
    world.source.items["municipality"] = (*MUNICIPALITIES, new[1])
    world.clock.forward(days=6)
    world.source.forget_log()
    assert mirrored(world) == [(10, 10)]
    assert world.source.asked == []
    world.clock.forward(days=2)
    assert mirrored(world, kpis=[COST]) == [(4, 4)]  # some, that are named, wait for no list
    mirrored(world)
    assert asked(world) == sorted([("N00999", u) for u in [*UNITS, "9999"]] + [(k, "9999") for k in (COST, PLACED)])


def test_a_mirror_of_everything_makes_do_with_an_old_list_and_says_so_at_the_end(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    mirrored(world, kpis=[COST])
    world.clock.forward(days=8)

    def broken() -> None:
        raise KoladaBadResponse("https://kolada.test/v3", "half a list")

    monkeypatch.setattr(world.source, "get_kpis", broken)
    with pytest.raises(KoladaBadResponse, match="half a list"):
        mirrored(world)
    assert world.store.extent().mirrored == 3
