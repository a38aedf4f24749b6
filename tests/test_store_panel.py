"""The panel: what is kept of every KPI, as a scan of everything reads it."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from cache import panels
from cache.panels import Panels
from cache.store import Store
from kolada.api.models import Municipality, Value
from tests.fakes import BJUV, COST, KRAMFORS, MUNICIPALITIES, PEERS, PLACED, RIKET, START, World, cost, fake_world


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
    panel = world.store.panel()
    assert (set(panel.kpis), panel.due) == ({COST}, 1)
    world.later.run()
    panel = world.store.panel()
    assert (set(panel.kpis), panel.due) == ({COST, PLACED}, 0)


def test_a_panel_that_is_behind_says_so_though_what_it_has_is_as_before(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.store.values([COST], [KRAMFORS])
    assert world.store.panel().due == 0
    monkeypatch.setattr(panels, "WHILE_WAITED_FOR", 0)
    world.store.values([COST], [BJUV])
    panel = world.store.panel()
    assert (panel.units, panel.due) == ((KRAMFORS,), 1)
    assert world.store.panel() is panel


def test_once_everything_is_forgotten_no_process_has_the_old_panel(world: World) -> None:
    world.store.values([COST], [KRAMFORS])
    with closing(world.reopened()) as other:
        assert other.panel().kpis
        world.store.clear()
        assert other.panel().kpis == world.store.panel().kpis == ()
        world.store.values([COST], [BJUV])  # in the same moment, by a clock that stands still
        assert as_dict(world.store) == as_dict(other) == {(COST, 2018): {BJUV: 3189.47}}


def test_a_panel_built_anew_at_the_same_moment_replaces_the_one_before(world: World) -> None:
    world.store.values([COST], [KRAMFORS])
    with closing(world.reopened()) as other:
        other.panel()
        world.store.clear()
        world.store.values([COST], [BJUV])
        world.store.panel()
        assert as_dict(other) == {(COST, 2018): {BJUV: 3189.47}}


def test_who_is_whole_is_looked_at_again_when_the_list_of_municipalities_comes_and_when_it_changes(
    world: World,
) -> None:
    units = [unit.id for unit in MUNICIPALITIES]
    world.store.values([COST], units)
    assert (world.store.panel().whole, world.store.panel().whole_regions) == (frozenset(), frozenset())
    world.store.municipalities()
    assert (world.store.panel().whole, world.store.panel().whole_regions) == ({COST}, {COST})
    world.source.items["municipality"] = (*MUNICIPALITIES, Municipality("9999", "Nya kommunen", "K"))
    world.clock.forward(days=8)
    world.store.municipalities()
    world.later.run()
    assert (world.store.panel().whole, world.store.panel().whole_regions) == (frozenset(), {COST})


def test_the_same_list_again_makes_nothing_due(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.store.municipalities()
    world.store.values([COST], [KRAMFORS])
    panel = world.store.panel()
    monkeypatch.setattr(panels, "WHILE_WAITED_FOR", 0)
    world.clock.forward(days=8)
    world.source.items["municipality"] = tuple(replace(each, title="Annat namn") for each in MUNICIPALITIES)
    world.store.municipalities()
    world.later.run()
    assert world.store.panel() is panel


def test_two_that_build_at_once_leave_each_other_nothing_to_break_on(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.store.values([COST], [KRAMFORS])
    with closing(world.reopened()) as other:
        look = Panels._due

        def overtaken(own: Panels) -> int:
            found = look(own)
            monkeypatch.undo()
            assert other.panel().kpis  # which builds all that was due
            return found

        monkeypatch.setattr(Panels, "_due", overtaken)
        assert world.store.panel().kpis


def test_at_new_year_the_panel_has_the_values_of_the_year_that_begins(world: World) -> None:
    assert world.clock.time.year == 2026
    forecast = [Value(PLACED, KRAMFORS, year, "T", float(year)) for year in range(2020, 2032)]
    world.source.set(*forecast, cost(KRAMFORS, 2027, 5000.0))
    world.store.values([COST, PLACED], [KRAMFORS])
    assert [period for kpi, period in as_dict(world.store) if kpi == PLACED] == [*range(2026, 2020, -1)]
    world.clock.time = datetime(2027, 1, 1, 0, 30, tzinfo=UTC)
    world.source.forget_log()
    assert [period for kpi, period in as_dict(world.store) if kpi == PLACED] == [*range(2027, 2021, -1)]
    assert [period for kpi, period in as_dict(world.store) if kpi == COST] == [2027, 2022, 2021]
    assert world.source.requests == []


def test_what_kolada_no_longer_delivers_is_kept_but_not_scanned_until_it_is_delivered_again(world: World) -> None:
    given = [value for value, _ in world.source.cells.values() if value.municipality == KRAMFORS]
    world.store.values([COST], [KRAMFORS, RIKET])
    assert set(world.store.panel().units) == {KRAMFORS, RIKET}
    world.source.forget(COST, KRAMFORS)
    world.clock.forward(days=100)  # long enough that slices are asked for whole again
    world.store.values([COST], [KRAMFORS, RIKET])
    world.later.run()
    assert world.store.values([COST], [KRAMFORS]).slices[COST, KRAMFORS].withdrawn
    assert len(world.numbers(KRAMFORS)) == 2
    assert set(world.store.panel().units) == {RIKET}
    world.source.set(*given)
    world.clock.forward(days=2)
    world.numbers(KRAMFORS)
    world.later.run()
    assert set(world.store.panel().units) == {KRAMFORS, RIKET}
