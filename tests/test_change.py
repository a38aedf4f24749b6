"""Gap, change and streak. COMPARISON 13, 16."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kolada.analysis.change import Gap, change, change_between, gap, streak
from kolada.analysis.lines import Cell, Line, Role
from tests.tables import compared, over_years

NUMBERS = st.floats(-1e9, 1e9).map(lambda x: round(x, 3))


def line(*values: float | None, first: int = 2018) -> Line:
    """A line from its first year on."""
    return Line(Role.FOCAL, "2282", "Kramfors", {first + i: Cell(v) for i, v in enumerate(values)})


# Rule 16: percentages


@pytest.mark.parametrize(
    ("value", "base", "percent"),
    [(110, 100, 10), (90, 100, -10), (-90, -100, 10), (-110, -100, -10), (0, 100, -100), (5, 0, None), (0, 0, None),
     (5, -5, None), (-5, 5, None)],
)  # fmt: skip
def test_percent_is_of_the_size_of_the_base_and_withheld_when_it_misleads(value, base, percent) -> None:
    assert Gap(value, base).percent == percent


@given(NUMBERS, NUMBERS)
def test_percent_has_the_sign_of_the_difference(value: float, base: float) -> None:
    found = Gap(value, base)
    if found.percent is not None:
        assert (found.percent > 0) == (found.difference > 0)
        assert base + abs(base) * found.percent / 100 == pytest.approx(value, rel=1e-6, abs=1e-6)


def test_there_is_no_gap_to_what_is_missing_but_there_is_one_to_zero() -> None:
    assert gap(None, 1.0) is None
    assert gap(1.0, None) is None
    assert gap(0.0, 0.0) == Gap(0.0, 0.0)


# Rule 16: change


def test_a_change_runs_from_the_first_to_the_last_year_shown_that_has_a_value() -> None:
    found = change(line(None, 10.0, None, 30.0, None), list(range(2018, 2023)))
    assert (found.first, found.last, found.gap) == (2019, 2021, Gap(30.0, 10.0))


def test_years_outside_those_shown_are_no_part_of_a_change() -> None:
    assert change(line(1.0, 10.0, 20.0), [2019, 2020]).gap == Gap(20.0, 10.0)


def test_one_year_is_no_change() -> None:
    assert change(line(1.0), [2018]) is None
    assert change(line(None), [2018]) is None


def test_another_line_changes_between_the_same_two_years_or_not_at_all() -> None:
    assert change_between(line(1.0, None, 3.0), 2018, 2020).gap == Gap(3.0, 1.0)
    assert change_between(line(1.0, None, 3.0), 2018, 2019) is None


def test_the_change_of_kramfors_and_of_its_mean_are_between_the_same_years() -> None:
    found = compared(window=(2017, 2022))
    assert (found.change.first, found.change.last) == (found.mean_change.first, found.mean_change.last) == (2017, 2022)
    assert found.change.gap.percent == pytest.approx(32.9125, abs=1e-3)


# Rule 16: every year since


def test_kramfors_is_above_the_mean_of_its_similar_ones_every_year_since_2008_but_2012() -> None:
    found = compared(window=(2008, 2022)).streak
    assert (found.side, found.first, found.last, found.exceptions, found.unknown) == (1, 2008, 2022, (2012,), ())
    assert len(found.years) == 14


@pytest.mark.parametrize(
    ("own", "base", "side"),
    [((1, 1, 1), (2, 2, 2), -1), ((3, 3, 3), (2, 2, 2), 1), ((3, 3), (2, 2), None), ((3, 3, 1), (2, 2, 2), None),
     ((3, 3, 3, 1), (2, 2, 2, 2), None), ((3, 3, 3, 3, 1), (2, 2, 2, 2, 2), 1), ((2, 2, 2), (2, 2, 2), None)],
)  # fmt: skip
def test_a_streak_needs_three_years_and_more_than_three_for_each_exception(own, base, side) -> None:
    found = streak(line(*own), line(*base), list(range(2018, 2018 + len(own))))
    assert (found.side if found else None) == side


def test_a_level_year_is_an_exception_and_a_year_without_comparison_is_unknown() -> None:
    found = streak(line(3, 3, 2, 3, None, 3), line(2, 2, 2, 2, 2, 2), list(range(2018, 2024)))
    assert (found.exceptions, found.unknown, found.first, found.last) == ((2020,), (2022,), 2018, 2023)


@given(st.lists(st.tuples(NUMBERS | st.none(), NUMBERS | st.none()), min_size=1, max_size=12))
def test_every_year_of_a_streak_is_on_one_side_an_exception_or_unknown(pairs) -> None:
    own, base = line(*(a for a, _ in pairs)), line(*(b for _, b in pairs))
    found = streak(own, base, list(range(2018, 2018 + len(pairs))))
    if found is None:
        return
    every = sorted((*found.years, *found.exceptions, *found.unknown))
    assert every == list(range(found.first, found.last + 1))
    assert all((own.value(p) - base.value(p)) * found.side > 0 for p in found.years)
    assert not any((own.value(p) - base.value(p)) * found.side > 0 for p in found.exceptions)
    assert all(own.value(p) is None or base.value(p) is None for p in found.unknown)


def test_a_year_in_which_the_mean_is_below_its_minimum_counts_as_unknown() -> None:
    found = over_years([9, 9, 9, 9], [1, 1, None, 1], [1, 1, None, 1]).streak
    assert found.unknown == (2020,)
