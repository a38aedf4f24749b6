"""What was read lately is not read again, and is never older than the store's version."""

from collections.abc import Iterator
from pathlib import Path
from time import sleep

import pytest

from cache import lately, reading
from cache.database import VERSION_HOLDS
from kolada.frame import rows
from tests.fakes import BJUV, COST, KRAMFORS, PEERS, PLACED, RIKET, VALUES, World, cost, fake_world

ALL = [KRAMFORS, BJUV, RIKET, PEERS]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with fake_world(tmp_path) as made:
        made.store.values([COST, PLACED], ALL)
        yield made


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """The units of every reading of rows, as they come."""
    asked: list[set[str]] = []
    real = reading.rows

    def watched(connection, kpis, units):  # type: ignore[no-untyped-def]
        asked.append(set(units))
        return real(connection, kpis, units)

    monkeypatch.setattr(reading, "rows", watched)
    return asked


def test_only_the_slices_that_were_not_read_lately_are_read(world: World, read: list[set[str]]) -> None:
    world.store.clear()
    world.store.values([COST], ALL)
    read.clear()
    world.store.values([COST], [KRAMFORS, RIKET])
    world.store.values([COST], [BJUV, PEERS])
    assert read == []
    world.store.values([COST], [KRAMFORS, "0001"])
    assert read[0] == {"0001"}


def test_whatever_was_read_before_the_rows_are_in_the_order_of_their_keys(world: World, read: list[set[str]]) -> None:
    other = world.reopened()
    for units in ([RIKET], [PEERS, KRAMFORS], ALL, list(reversed(ALL))):
        values = other.values([PLACED, COST], units)
    assert list(values.rows) == rows(VALUES)
    assert values.slices.keys() == {(kpi, unit) for kpi in (COST, PLACED) for unit in ALL}
    assert read == [{RIKET}, {PEERS, KRAMFORS}, {BJUV}]
    other.close()


def test_what_this_process_writes_shows_at_once_and_what_another_does_a_moment_later(world: World) -> None:
    other = world.reopened()
    assert dict(world.numbers(KRAMFORS)) == {(KRAMFORS, 2021): 4182.4, (KRAMFORS, 2022): 4419.2}
    world.source.set(cost(KRAMFORS, 2022, 1.0))
    world.clock.forward(days=2)
    other.values([COST], [KRAMFORS])
    world.later.run()
    sleep(VERSION_HOLDS)
    assert world.numbers(KRAMFORS)[KRAMFORS, 2022] == 1.0
    assert other.values([COST], [KRAMFORS]).rows[-1][4] == 1.0
    other.close()


def test_no_more_than_so_many_rows_are_remembered(
    world: World, read: list[set[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lately, "MOST", 1)
    for _ in range(2):
        assert list(world.store.values([COST], ALL).rows) == rows(VALUES)
    assert len(read) == 2


def test_a_whole_country_passes_by(world: World, read: list[set[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lately, "WIDE", 3)
    for _ in range(2):
        assert list(world.store.values([COST], ALL).rows) == rows(VALUES)
    assert len(read) == 2


def test_what_is_kept_is_given_at_once_and_the_rest_is_fetched_behind(world: World) -> None:
    world.store.clear()
    world.store.values([COST], [KRAMFORS])
    world.source.forget_log()
    values = world.store.kept_values([COST], [KRAMFORS, BJUV])
    assert values.slices.keys() == {(COST, KRAMFORS)}
    assert len(values.rows) == 2
    assert world.source.requests == []
    assert world.later.run() == 1
    assert world.store.kept_values([COST], [KRAMFORS, BJUV]).slices.keys() == {(COST, KRAMFORS), (COST, BJUV)}
    assert world.later.waiting == []
