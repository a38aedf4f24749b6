"""Bringing kept values up to date: what a delta or a whole answer changes, and what is remembered of it."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from cache.changes import Content, Revised, merged, replaced
from kolada.api.errors import KoladaBadResponse, KoladaUnavailable
from kolada.api.models import Value
from tests.fakes import BASE, BJUV, COST, KRAMFORS, PEERS, START, World, cost, fake_world

OLD = {(2021, 2): Content(1.0, "", 1), (2022, 2): Content(2.0, "", 1)}
BOTH = {(KRAMFORS, 2021): 4182.4, (KRAMFORS, 2022): 4419.2}


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with fake_world(tmp_path) as made:
        yield made


def a_day_later(world: World) -> None:
    """A day passes, the slices are read (and found old), and the background work is done."""
    world.clock.forward(days=1)
    world.source.forget_log()
    world.store.values([COST], [KRAMFORS])
    world.later.run()


def test_a_whole_answer_writes_what_differs_and_drops_what_is_gone() -> None:
    change = replaced(OLD, {(2022, 2): Content(2.5, "", 1), (2023, 2): Content(3.0, "", 1)})
    assert change.put == {(2022, 2): Content(2.5, "", 1), (2023, 2): Content(3.0, "", 1)}
    assert change.drop == {(2021, 2)}
    assert change.revised == (
        Revised((2021, 2), OLD[2021, 2], None),
        Revised((2022, 2), OLD[2022, 2], Content(2.5, "", 1)),
        Revised((2023, 2), None, Content(3.0, "", 1)),
    )


def test_the_same_answer_changes_nothing() -> None:
    change = replaced(OLD, dict(OLD))
    assert (dict(change.put), change.drop, change.revised, change.kept) == ({}, frozenset(), (), OLD.keys())


def test_an_empty_answer_withdraws_and_keeps() -> None:
    change = replaced(OLD, {})
    assert change.withdrawn
    assert (dict(change.put), change.drop, change.kept) == ({}, frozenset(), OLD.keys())
    assert not replaced({}, {}).withdrawn


def test_a_delta_touches_only_what_it_names() -> None:
    change = merged(OLD, {(2022, 2): Content(None, "Privacy", 0)}, frozenset({(2021, 2), (1999, 0)}))
    assert change.put == {(2022, 2): Content(None, "Privacy", 0)}
    assert change.drop == {(2021, 2)}
    assert change.kept == {(2022, 2)}


def test_another_number_of_members_is_written_but_is_no_revision() -> None:
    change = replaced({(2022, 2): Content(2.0, "", 6)}, {(2022, 2): Content(2.0, "", 7)})
    assert change.put
    assert change.revised == ()


def test_values_of_yesterday_are_answered_at_once_and_refreshed_behind(world: World) -> None:
    world.store.values([COST], [KRAMFORS])
    world.clock.forward(days=1)
    world.source.set(cost(KRAMFORS, 2022, 4420.0))
    world.source.forget_log()
    assert world.numbers(KRAMFORS) == BOTH
    assert world.numbers(KRAMFORS) == BOTH
    assert world.source.requests == []
    assert world.later.run() == 1
    assert world.numbers(KRAMFORS) == {**BOTH, (KRAMFORS, 2022): 4420.0}
    assert [(each.municipalities, each.from_date) for each in world.source.requests] == [((KRAMFORS,), START.date())]


def test_a_delta_upserts_and_deletes_and_moves_the_date_forward(world: World) -> None:
    world.store.values([COST], [KRAMFORS])
    world.source.set(cost(KRAMFORS, 2021, None)._replace(isdeleted=True), cost(KRAMFORS, 2023, 5000.0))
    a_day_later(world)
    assert world.numbers(KRAMFORS) == {(KRAMFORS, 2022): 4419.2, (KRAMFORS, 2023): 5000.0}
    values = world.store.values([COST], [KRAMFORS])
    assert values.slices[COST, KRAMFORS].fetched_at == START + timedelta(days=1)
    assert world.later.waiting == []


def test_the_next_delta_starts_where_the_last_ended(world: World) -> None:
    world.store.values([COST], [KRAMFORS])
    a_day_later(world)
    a_day_later(world)
    assert world.source.requests[0].from_date == START.date() + timedelta(days=1)


def test_a_slice_is_fetched_whole_again_after_thirty_days(world: World) -> None:
    world.store.values([COST], [KRAMFORS])
    for _ in range(29):
        a_day_later(world)
        assert world.source.requests[0].from_date is not None
    world.source.set(cost(KRAMFORS, 2022, 1.0), on=date(2020, 1, 1))  # a change that no delta told of
    a_day_later(world)
    assert world.source.requests[0].from_date is None
    assert world.numbers(KRAMFORS)[KRAMFORS, 2022] == 1.0


def test_a_group_is_refreshed_whole_beside_a_delta_for_the_rest(world: World) -> None:
    world.store.values([COST], [KRAMFORS, PEERS])
    world.clock.forward(days=1)
    world.source.set(cost(PEERS, 2022, 3000.0), on=date(2020, 1, 1))
    world.source.forget_log()
    world.store.values([COST], [KRAMFORS, PEERS])
    world.later.run()
    assert {(each.municipalities, each.from_date) for each in world.source.requests} == {
        ((PEERS,), None),
        ((KRAMFORS,), START.date()),
    }
    assert world.numbers(PEERS) == {(PEERS, 2022): 3000.0}


def test_kolada_down_gives_the_old_values_with_their_date_and_the_problem(world: World) -> None:
    world.store.values([COST], [KRAMFORS])
    world.source.down = True
    for _ in range(2):
        a_day_later(world)
        values = world.store.values([COST], [KRAMFORS])
        assert len(values.frame) == 2
        assert values.slices[COST, KRAMFORS].fetched_at == START
        assert isinstance(values.problem, KoladaUnavailable)
        assert world.later.waiting == []  # not asked again at once
    world.source.down = False
    world.clock.forward(minutes=1)
    world.store.values([COST], [KRAMFORS])
    world.later.run()
    assert world.store.values([COST], [KRAMFORS]).problem is None


def test_a_bad_answer_replaces_nothing(world: World) -> None:
    world.store.values([COST], [KRAMFORS])
    world.source.down, world.source.error = True, KoladaBadResponse(BASE, "half a JSON text")
    before = world.store.version()
    a_day_later(world)
    assert world.numbers(KRAMFORS) == BOTH
    assert world.store.version() == before


def test_a_slice_that_comes_back_empty_keeps_its_values_and_says_since_when(world: World) -> None:
    world.store.values([COST], [KRAMFORS, PEERS])
    world.source.forget(COST, PEERS)
    for _ in range(2):  # the mark keeps its date
        world.clock.forward(days=1)
        world.store.values([COST], [KRAMFORS, PEERS])
        world.later.run()
    values = world.store.values([COST], [PEERS])
    assert list(values.frame["value"]) == [2938.6]
    assert values.slices[COST, PEERS].withdrawn == START.date() + timedelta(days=1)
    assert values.slices[COST, PEERS].fetched_at == START
    world.source.set(cost(PEERS, 2022, 2938.6), on=date(2020, 1, 1))
    world.clock.forward(days=1)
    world.store.values([COST], [PEERS])
    world.later.run()
    back = world.store.values([COST], [PEERS]).slices[COST, PEERS]
    assert back.withdrawn is None
    assert back.fetched_at == START + timedelta(days=3)


def test_a_delta_that_deletes_every_value_withdraws_the_slice_too(world: World) -> None:
    world.store.values([COST], [KRAMFORS])
    gone = [cost(KRAMFORS, year, None)._replace(isdeleted=True) for year in (2021, 2022)]
    world.source.set(*gone)
    a_day_later(world)
    assert world.numbers(KRAMFORS) == BOTH
    assert world.store.values([COST], [KRAMFORS]).slices[COST, KRAMFORS].withdrawn == START.date() + timedelta(days=1)


def test_revisions_tell_old_and_new_value_and_status_and_when(world: World) -> None:
    world.store.values([COST], [KRAMFORS, BJUV])
    assert world.store.revisions([COST], [KRAMFORS, BJUV], START.date()) == ()
    world.clock.forward(days=1)
    world.source.set(
        cost(KRAMFORS, 2022, None, "Privacy"),
        cost(KRAMFORS, 2021, None)._replace(isdeleted=True),
        Value(COST, BJUV, 2019, "T", 3300.0),
    )
    world.store.values([COST], [KRAMFORS, BJUV])
    world.later.run()
    revisions = world.store.revisions([COST], [KRAMFORS, BJUV], START.date())
    assert [each[:8] for each in revisions] == [
        (COST, KRAMFORS, 2021, "T", 4182.4, "", None, "absent"),
        (COST, KRAMFORS, 2022, "T", 4419.2, "", None, "Privacy"),
        (COST, BJUV, 2019, "T", None, "absent", 3300.0, ""),
    ]
    assert {(each.old_fetched_at, each.seen_at) for each in revisions} == {(START, START + timedelta(days=1))}
    assert world.store.revisions([COST], [KRAMFORS], START.date() + timedelta(days=2)) == ()
    assert len(world.store.revisions([COST], [KRAMFORS], START.date())) == 2


def test_the_delta_that_brought_a_value_is_kept_beside_the_whole_answer(world: World) -> None:
    world.store.values([COST], [KRAMFORS])
    a_day_later(world)  # says nothing, so it is not where any value came from
    assert len(world.store.answers(COST, KRAMFORS)) == 1
    world.source.set(cost(KRAMFORS, 2022, 4420.0))
    a_day_later(world)
    assert [answer.url.partition("?")[2] for answer in world.store.answers(COST, KRAMFORS)] == [
        "",
        f"from_date={START.date() + timedelta(days=1)}",
    ]


def test_an_answer_that_was_overtaken_is_not_written_over_the_later_one(world: World) -> None:
    other = world.reopened()

    def overtake(request: object) -> None:
        world.source.before_answer = lambda request: None
        world.clock.forward(minutes=10)
        world.source.set(cost(KRAMFORS, 2022, 1.0))
        other.values([COST], [KRAMFORS])
        world.clock.forward(minutes=-10)

    world.source.before_answer = overtake
    world.store.values([COST], [KRAMFORS])
    assert world.store.values([COST], [KRAMFORS]).slices[COST, KRAMFORS].fetched_at == START + timedelta(minutes=10)
    other.close()
