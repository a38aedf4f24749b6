"""Numbers as Swedish reports print them."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kolada.catalogue import Kind
from kolada.numbers import MINUS, NARROW_SPACE, decimals, number, signed


def parsed(text: str) -> Decimal:
    """The number that a text shows."""
    return Decimal(text.replace(NARROW_SPACE, "").replace(",", ".").replace(MINUS, "-"))


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (4419.180071, 0, "4\u202f419"),
        (1234567.891, 1, "1\u202f234\u202f567,9"),
        (-17.5716, 1, "−17,6"),
        (0.0, 0, "0"),
        (-0.04, 1, "0,0"),
        (0.5, 0, "1"),
        (-0.5, 0, "−1"),
        (2.5, 0, "3"),
        (0.285, 2, "0,29"),
        (1e15, 0, "1\u202f000\u202f000\u202f000\u202f000\u202f000"),
        (999.5, 0, "1\u202f000"),
    ],
)
def test_a_number_has_narrow_spaces_a_comma_and_a_real_minus(value: float, places: int, text: str) -> None:
    assert number(value, places) == text


@example(589772815, 2)  # times 100 it is a hair below the half
@given(st.integers(-(10**9), 10**9), st.integers(0, 2))
def test_halves_are_rounded_away_from_zero(thousandths: int, places: int) -> None:
    exact = Decimal(thousandths) / 1000
    wanted = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert parsed(number(thousandths / 1000, places)) == wanted


@given(st.floats(-1e12, 1e12), st.integers(0, 2))
def test_what_is_shown_is_within_half_a_unit_of_the_value(value: float, places: int) -> None:
    assert abs(float(parsed(number(value, places))) - value) <= 0.5 * 10**-places + 1e-3 * (abs(value) > 1e9) + 1e-8


@pytest.mark.parametrize(
    ("value", "text"), [(33.4, "+33"), (-33.4, "−33"), (0.2, "0"), (-0.2, "0"), (0.0, "0"), (1e4, "+10\u202f000")]
)
def test_a_signed_number_says_plus_unless_it_shows_zero(value: float, text: str) -> None:
    assert signed(value) == text


@pytest.mark.parametrize(
    ("kind", "largest", "places"),
    [(Kind.COUNT, 3, 0), (Kind.COST, 4419.2, 0), (Kind.COST, 99.9, 1), (Kind.RATE, 999, 1), (Kind.RATE, 1000, 0),
     (Kind.SHARE, 100, 1), (Kind.RATE, 0.9, 2), (Kind.OTHER, 0, 2)],
)  # fmt: skip
def test_decimals_are_enough_to_tell_the_values_apart(kind: Kind, largest: float, places: int) -> None:
    assert decimals(kind, largest) == places
