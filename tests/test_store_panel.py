"""The panel: what is kept of every KPI, as a scan of everything reads it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from cache import panels
from cache.store import Store
from kolada.api.models import Value
from tests.fakes import BJUV, COST, KRAMFORS, PEERS, PLACED, RIKET, START, World, cost, fake_world


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with fake_world(tmp_path) as made:
        yield made


def as_dict(store: Store) -> dict[tuple[str, int], dict[str, float]]:
    panel = store.panel()
    return {
        (kpi, int(period)): {u: v for u, v in zip(panel.units, row.tolist(), strict=True) if not np.isnan(v)}
        for kpi, period, row in zip(panel.kpis, panel.periods, panel.values, strict=True)
    }


def test_an_empty_store_has_an_empty_panel(world: World) -> None:
    panel = world.store.panel()
    assert (panel.kpis, panel.units, panel.values.shape) == ((), (), (0, 0))


def test_it_holds_what_is_kept_newest_first_without_groups(world: World) -> None:
    world.store.values([COST], [KRAMFORS, BJUV, RIKET, PEERS])
    assert list(as_dict(world.store).items()) == [
        ((COST, 2022), {KRAMFORS: 4419.2, RIKET: 2592.2}),
        ((COST, 2021), {KRAMFORS: 4182.4}),
        ((COST, 2018), {BJUV: 3189.47}),
    ]
    panel = world.store.panel()
    assert panel.rows == {COST: slice(0, 3)}
    assert panel.values[panel.rows[COST], panel.column[KRAMFORS]].tolist()[:2] == [4419.2, 4182.4]


def test_it_fetches_nothing_and_is_not_read_again_while_nothing_changes(world: World) -> None:
    world.store.values([COST], [KRAMFORS])
    world.source.forget_log()
    assert world.store.panel() is world.store.panel()
    assert world.source.asked == []


def test_a_revised_value_is_in_it_at_once_also_for_another_process(world: World) -> None:
    world.store.values([COST], [KRAMFORS])
    world.store.panel()
    with closing(world.reopened()) as other:
        assert as_dict(other)[COST, 2022] == {KRAMFORS: 4419.2}
        world.clock.forward(days=2)
        world.source.set(cost(KRAMFORS, 2022, 4420.0))
        world.store.values([COST], [KRAMFORS])
        world.later.run()
        assert as_dict(world.store)[COST, 2022] == {KRAMFORS: 4420.0}
        assert as_dict(other)[COST, 2022] == {KRAMFORS: 4420.0}


def test_a_value_that_kolada_takes_back_leaves_it_though_nothing_else_has_changed(world: World) -> None:
    world.store.values([COST], [KRAMFORS])
    assert as_dict(world.store)[COST, 2022] == {KRAMFORS: 4419.2}
    world.clock.forward(days=2)
    world.source.set(cost(KRAMFORS, 2022, None)._replace(isdeleted=True))
    world.store.values([COST], [KRAMFORS])
    world.later.run()
    assert world.source.requests[-1].from_date == START.date()  # it was told of what has changed, and of that alone
    assert as_dict(world.store) == {(COST, 2021): {KRAMFORS: 4182.4}}


def test_a_year_that_is_known_of_women_or_men_alone_is_not_in_it(world: World) -> None:
    world.source.set(Value(COST, KRAMFORS, 2020, "K", 7.0), Value(COST, KRAMFORS, 2020, "M", 5.0))
    world.store.values([COST], [KRAMFORS])
    assert as_dict(world.store) == {(COST, 2022): {KRAMFORS: 4419.2}, (COST, 2021): {KRAMFORS: 4182.4}}


def test_missing_and_withdrawn_values_future_years_and_other_genders_are_not_in_it(world: World) -> None:
    world.source.set(
        cost(KRAMFORS, 2022, None, "Privacy"),
        cost(KRAMFORS, 2030, 1.0),
        Value(COST, KRAMFORS, 2021, "K", 7.0),
    )
    world.store.values([COST], [KRAMFORS])
    assert as_dict(world.store) == {(COST, 2021): {KRAMFORS: 4182.4}}


def test_only_the_newest_years_are_kept_in_it(world: World) -> None:
    world.source.set(*(Value(PLACED, KRAMFORS, year, "T", float(year)) for year in range(2001, 2023)))
    world.store.values([PLACED], [KRAMFORS])
    periods = [period for kpi, period in as_dict(world.store) if kpi == PLACED]
    assert periods == [2022, 2021, 2020, 2019, 2018, 2017]


def test_it_says_of_which_kpis_everybody_is_kept(world: World) -> None:
    world.store.municipalities()
    world.store.values([COST], [KRAMFORS, RIKET])
    assert (world.store.panel().whole, world.store.panel().whole_regions) == (frozenset(), frozenset())
    world.store.values([COST], [BJUV])  # the other municipality; nothing of it is in the newest years
    assert world.store.panel().whole == {COST}
    world.store.values([COST], ["0001"])  # a region without a single value is kept too
    assert world.store.panel().whole_regions == {COST}


def test_a_municipality_without_a_single_value_is_kept_too(world: World) -> None:
    world.source.forget(COST, BJUV)
    world.store.municipalities()
    world.store.values([COST], [KRAMFORS])
    assert world.store.panel().whole == frozenset()
    world.store.values([COST], [BJUV])
    assert world.store.panel().whole == {COST}


def test_where_very_much_is_due_the_rest_is_built_in_the_background(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(panels, "AT_ONCE", 1)
    monkeypatch.setattr(panels, "WHILE_WAITED_FOR", 1)
    world.source.set(Value(PLACED, KRAMFORS, 2022, "T", 3.0))
    world.store.values([COST, PLACED], [KRAMFORS])
    assert {kpi for kpi, _ in as_dict(world.store)} == {COST}
    world.later.run()
    assert {kpi for kpi, _ in as_dict(world.store)} == {COST, PLACED}
