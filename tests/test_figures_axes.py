"""Where a scale begins, and which values and years get a tick."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kolada.catalogue import Kind
from layouts.figures.axes import extent, scale, unit_words, x_axis, y_axis, year_ticks


@pytest.mark.parametrize(
    ("values", "kind", "expected"),
    [
        pytest.param([3000, 3200], Kind.COST, (0, 3200), id="a cost always from zero"),
        pytest.param([9, 10], Kind.RATE, (0, 10), id="a rate too"),
        pytest.param([90, 95], Kind.COUNT, (0, 95), id="and a count"),
        pytest.param([85, 95], Kind.SHARE, (85, 95), id="shares far from zero"),
        pytest.param([200, 230], Kind.INDEX, (200, 230), id="points far from zero"),
        pytest.param([40, 95], Kind.SHARE, (0, 95), id="shares over a wide range"),
        pytest.param([4.1, 4.9], Kind.SHARE, (0, 4.9), id="small shares"),
        pytest.param([-20, 40], Kind.OTHER, (-20, 40), id="on both sides"),
        pytest.param([-20, -18], Kind.OTHER, (-20, 0), id="all negative"),
        pytest.param([0, 0], Kind.RATE, (0, 0), id="zeros"),
        pytest.param([], Kind.COST, (0, 0), id="nothing"),
    ],
)
def test_when_a_scale_begins_at_zero(values: list[float], kind: Kind, expected: tuple[float, float]) -> None:
    assert extent(values, kind) == expected


@pytest.mark.parametrize(
    ("low", "high", "few", "ticks"),
    [
        (0, 4797, False, (0, 1000, 2000, 3000, 4000, 5000)),
        (0, 4797, True, (0, 2500, 5000)),
        (0, 12.4, True, (0, 5, 10, 15)),
        (-33, 64, True, (-40, 0, 40, 80)),
        (183, 234, False, (180, 190, 200, 210, 220, 230, 240)),
        (0, 0, True, (0, 0.5, 1)),
        (0.0, 0.0, False, (0, 0.2, 0.4, 0.6, 0.8, 1)),
    ],
)
def test_ticks_are_round(low: float, high: float, few: bool, ticks: tuple[float, ...]) -> None:
    assert scale(low, high, 5 if few else 6, few=few).ticks == ticks


def test_children_are_not_halved() -> None:
    assert scale(0, 1, 5, whole=True, few=True).ticks == (0, 1, 2)
    assert scale(0, 3, 5, whole=True).ticks == (0, 1, 2, 3)


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.booleans(), st.booleans())
def test_every_scale_holds_its_values_in_two_to_six_steps(low: float, span: float, few: bool, whole: bool) -> None:
    of = scale(low, low + span, 6, few=few, whole=whole)
    assert 2 <= len(of.ticks) - 1 <= 6
    assert of.low <= low
    assert of.high >= low + span
    assert 0 <= of.height(low) <= of.height(low + span) <= 1
    assert len({round(tick, of.places) for tick in of.ticks}) == len(of.ticks)


@pytest.mark.parametrize(
    ("window", "most", "years"),
    [
        ((2012, 2022), 3, [2012, 2017, 2022]),
        ((2013, 2022), 3, [2013, 2016, 2019, 2022]),
        ((2000, 2023), 3, [2000, 2012, 2023]),
        ((2008, 2022), 5, [2008, 2012, 2015, 2018, 2022]),
        ((2021, 2022), 3, [2021, 2022]),
        ((2022, 2022), 3, [2022]),
    ],
)
def test_year_ticks_are_few_with_the_first_and_the_last(window: tuple[int, int], most: int, years: list[int]) -> None:
    assert year_ticks(*window, most) == years


@given(st.integers(1990, 2030), st.integers(0, 60), st.integers(3, 5))
def test_year_ticks_never_crowd(first: int, span: int, most: int) -> None:
    ticks = year_ticks(first, first + span, most)
    assert (ticks[0], ticks[-1]) == (first, first + span)
    assert len(ticks) <= most + 1
    gaps = {b - a for a, b in pairwise(ticks)}
    assert not gaps or max(gaps) - min(gaps) <= 1


def test_a_single_year_stands_in_the_middle() -> None:
    assert x_axis((2022, 2022), 3)["range"] == [2021.5, 2022.5]


def test_tick_texts_stand_in_the_margin_and_the_highest_says_the_unit() -> None:
    axis, left = y_axis(scale(0, 4797, 6), "kr/inv")
    assert axis["ticktext"] == ["0", "1\u202f000", "2\u202f000", "3\u202f000", "4\u202f000", "5\u202f000 kr/inv"]
    assert axis["ticklen"] == left == -axis["ticklabelstandoff"] - 3
    assert axis["range"][0] < 0 < 5000 < axis["range"][1] < 5100


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("kr/inv", "kr/inv"),
        ("kr/inv 0-20 år", "kr/inv 0–20 år"),
        ("andel (%) av bef", "%"),
        ("(%)", "%"),
        ("antal", ""),
    ],
)
def test_units_are_short_in_a_figure(unit: str, words: str) -> None:
    assert unit_words(unit) == words
