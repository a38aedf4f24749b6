"""A likeness of one's own: standardisation, distance, who is left out, ties. COMPARISON 4, 7, 9, 12."""

from math import log, sqrt
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kolada import curated
from kolada.analysis.likeness import Ingredient, Likeness, Scale, Unusable, likeness, spread
from kolada.analysis.ranks import Country
from tests.test_relation import table

A, B, C = "N00001", "N00002", "N00003"
NAMES = {"1": "Ale", "2": "Bjuv", "3": "Åre", "4": "Örebro", "5": "Kramfors"}
FOCAL = "5"
COLUMNS = st.lists(st.integers(-20, 20).map(float), min_size=5, max_size=5)


def kpi(*values: float | None, year: int = 2022, **years: list[float | None]) -> Country:
    """A KPI's values in NAMES' order."""
    more = {int(key.strip("_")): value for key, value in years.items()}
    return table({year: list(values), **more}, list(NAMES))


def alike(recipe: list[tuple[str, int]], tables: dict[str, Country], counts: set[str] = frozenset()) -> Likeness:
    return likeness([Ingredient(*part) for part in recipe], tables, frozenset(counts), FOCAL, NAMES)


# The oracle: the written rule, in plain Python ----------------------------------------------------


def plain_z(values: list[float], *, is_log: bool = False) -> list[float] | None:
    sizes = [log(1 + v) if is_log else v for v in values]
    middle = median(sizes)
    deviations = [abs(s - middle) for s in sizes]
    width = 1.4826 * median(deviations)
    if width == 0:
        width = 1.2533 * sum(deviations) / len(deviations)
    return [(s - middle) / width for s in sizes] if width else None


def plain_distances(columns: list[list[float]], weights: list[int]) -> dict[str, float]:
    used = [(z, w) for column, w in zip(columns, weights, strict=True) if (z := plain_z(column)) is not None]
    if not used:
        return {}
    total = sum(w for _, w in used)
    units = list(NAMES)
    return {
        NAMES[unit]: sqrt(sum(w * (z[place] - z[4]) ** 2 for z, w in used) / total)
        for place, unit in enumerate(units)
        if unit != FOCAL
    }


@given(COLUMNS, COLUMNS, st.integers(1, 5), st.integers(1, 5))
def test_distances_are_those_of_the_written_rule(a: list[float], b: list[float], wa: int, wb: int) -> None:
    found = alike([(A, wa), (B, wb)], {A: kpi(*a), B: kpi(*b)})
    wanted = plain_distances([a, b], [wa, wb])
    assert {near.name: near.distance for near in found.ordered} == pytest.approx(wanted, abs=1e-9)
    assert [near.distance for near in found.ordered] == pytest.approx(sorted(wanted.values()), abs=1e-9)


@given(COLUMNS, COLUMNS, COLUMNS, st.permutations([(A, 1), (B, 3), (C, 5)]))
def test_the_order_of_the_recipe_changes_nothing(
    a: list[float], b: list[float], c: list[float], order: list[tuple[str, int]]
) -> None:
    tables = {A: kpi(*a), B: kpi(*b), C: kpi(*c)}
    straight, other = alike([(A, 1), (B, 3), (C, 5)], tables), alike(order, tables)
    assert [(n.id, n.distance) for n in straight.ordered] == [(n.id, n.distance) for n in other.ordered]


@given(COLUMNS, COLUMNS)
def test_the_shares_of_a_distance_add_up_to_the_whole(a: list[float], b: list[float]) -> None:
    for near in alike([(A, 2), (B, 1)], {A: kpi(*a), B: kpi(*b)}).ordered:
        assert sum(d.share for d in near.differences) == pytest.approx(1 if near.distance else 0)


def test_by_hand() -> None:
    found = alike([(A, 3), (B, 1)], {A: kpi(1, 2, 3, 4, 5), B: kpi(10, 20, 30, 40, 50)})
    assert [s.median for s in found.scales] == [3, 30]
    assert [s.spread for s in found.scales] == pytest.approx([1.4826, 14.826])
    nearest = found.ordered[0]
    assert nearest.name == "Örebro"
    assert nearest.distance == pytest.approx(1 / 1.4826)  # one step in both, whatever the weights
    assert [d.share for d in nearest.differences] == pytest.approx([0.75, 0.25])
    assert [d.z for d in nearest.differences] == pytest.approx([-1 / 1.4826] * 2)


def test_a_count_is_taken_as_its_logarithm_so_that_twice_as_many_is_as_far_among_small_and_large() -> None:
    sizes = [5_000.0, 10_000.0, 50_000.0, 100_000.0, 20_000.0]
    (scale,) = alike([(A, 1)], {A: kpi(*sizes)}, {A}).scales
    assert list(scale.z.values()) == pytest.approx(plain_z(sizes, is_log=True))
    assert scale.z["2"] - scale.z["1"] == pytest.approx(scale.z["4"] - scale.z["3"], rel=1e-3)
    assert scale.is_log
    assert alike([(A, 1)], {A: kpi(0, 1, 2, 3, 4)}, {A}).scales[0].z["1"] < 0  # a count may be 0


def test_where_most_are_the_same_the_mean_deviation_stands_in_for_the_mad() -> None:
    assert spread([0, 0, 0, 10], 0) == pytest.approx(1.2533 * 2.5)
    assert alike([(A, 1)], {A: kpi(1, 1, 1, 1, 1)}).unusable == {A: Unusable.NO_SPREAD}


# Rule 12: the year; missing values ----------------------------------------------------------------


def test_each_kpi_has_its_newest_year_in_which_half_and_the_focal_one_have_a_value() -> None:
    thin = kpi(1, 2, 3, 4, 5, year=2020, _2021=[1.0, 2.0, 3.0, 4.0, None], _2022=[None, None, None, 9.0, 9.0])
    (scale,) = alike([(A, 1)], {A: thin}).scales
    assert scale.year == 2020
    assert alike([(A, 1)], {A: kpi(1, 2, 3, 4, None)}).unusable == {A: Unusable.NO_YEAR}
    assert alike([(A, 1)], {}).ordered == ()


@pytest.mark.parametrize(("n", "usable"), [(144, False), (145, True)])
def test_a_year_counts_from_half_of_the_290_on(n: int, usable: bool) -> None:
    names = {str(1000 + i): f"Kommun {i:03}" for i in range(290)}
    thin = table({2022: [float(i) for i in range(n)]}, list(names))
    found = likeness([Ingredient(A)], {A: thin}, frozenset(), "1000", names)
    assert [s.n for s in found.scales] == [n] * usable
    assert found.unusable == ({} if usable else {A: Unusable.NO_YEAR})


def test_who_lacks_a_value_is_left_out_and_named_with_the_kpi_never_imputed() -> None:
    found = alike([(A, 1), (B, 1)], {A: kpi(1, None, 3, 4, 5), B: kpi(1, None, None, 4, 5)})
    assert found.missing == {"2": (A, B), "3": (B,)}
    assert {n.name for n in found.ordered} == {"Ale", "Örebro"}


# Rules 4 and 7 ------------------------------------------------------------------------------------


def test_the_focal_one_riket_and_units_of_another_sort_are_never_in_the_list() -> None:
    ids = [*NAMES, "0000", "0001"]
    found = alike([(A, 1)], {A: table({2022: [1.0, 2.0, 3.0, 4.0, 5.0, 5.0, 5.0]}, ids)})
    assert {n.id for n in found.ordered} == set(NAMES) - {FOCAL}
    assert set(found.scales[0].z) == set(NAMES)  # nor in what is standardised


def test_equal_distances_stand_in_swedish_order() -> None:
    found = alike([(A, 1)], {A: kpi(4, 4, 6, 6, 5)})
    assert [n.name for n in found.ordered] == ["Ale", "Bjuv", "Åre", "Örebro"]


def test_no_more_than_seven_become_peers() -> None:
    names = {str(i): f"Kommun {i:02}" for i in range(30)}
    found = likeness(
        [Ingredient(A)], {A: table({2022: [float(i) for i in range(30)]}, list(names))}, frozenset(), "0", names
    )
    assert [n.id for n in found.nearest] == ["1", "2", "3", "4", "5", "6", "7"]
    assert isinstance(found.scales[0], Scale)


# Presets ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("preset", curated.likeness_presets(), ids=lambda p: p.slug)
def test_a_preset_has_a_reason_at_most_eight_kpis_and_weights_from_one_to_five(preset: curated.Preset) -> None:
    assert preset.title
    assert preset.reason.endswith(".")
    assert 1 <= len(preset.recipe) <= 8
    assert len({kpi_id for kpi_id, _ in preset.recipe}) == len(preset.recipe)
    assert all(1 <= weight <= 5 for _, weight in preset.recipe)
