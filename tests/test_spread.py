"""The country in order, its spread and its classes: COMPARISON 4, 11, 12."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kolada.analysis.compare import Comparison
from kolada.analysis.ranks import Country, country
from kolada.analysis.spread import Spread, class_bounds, class_of, order, places, present, spreads, spreads_shown
from kolada.api.models import RIKET
from kolada.reading.wider import percentiles_sentence, without_sentence
from tests.tables import BJUV, KRAMFORS, N33001, REPORT_SEVEN, cells_of, compared

VALUES = st.lists(st.integers(-500, 500).map(float), min_size=1, max_size=300)


def one_year(values: list[float], members: int | None = None, year: int = 2022) -> Country:
    """A country of units 1000, 1001 ... with these values in one year."""
    units = tuple(str(1000 + i) for i in range(len(values)))
    return Country({year: np.array(values)}, units, members or len(values))


def test_percentiles_are_numpys_by_linear_interpolation() -> None:
    values = [float(v) for v in range(1, 102)]
    assert spreads(one_year(values)) == {2022: Spread(6.0, 26.0, 51.0, 76.0, 96.0, 101)}


@pytest.mark.parametrize(("n", "shown"), [(144, False), (145, True)])
def test_below_half_of_the_290_there_is_neither_spread_nor_order(n: int, shown: bool) -> None:
    table = one_year([float(i) for i in range(n)] + [np.nan] * (290 - n), 290)
    assert bool(spreads(table)) is shown
    assert bool(order(table, {}, 2022)) is shown
    assert len(present(table, 2022)) == n


def test_riket_and_regions_are_never_among_the_ordered() -> None:
    values = {"2282": 5.0, "1260": 7.0, RIKET: 99.0, "0023": 98.0, "G36552": 97.0}
    numbers = [(unit, 2022, value) for unit, value in values.items()]
    found = order(country(numbers, ["2282", "1260"]), {"2282": "Kramfors", "1260": "Bjuv"}, 2022)
    assert [s.name for s in found] == ["Bjuv", "Kramfors"]


def test_those_with_the_same_value_share_the_better_place() -> None:
    found = order(one_year([3.0, 9.0, 3.0, 1.0]), {}, 2022)
    assert [s.value for s in found] == [9.0, 3.0, 3.0, 1.0]
    assert places(found) == [1, 2, 2, 4]


def test_without_a_comparable_year_there_is_no_order() -> None:
    assert order(one_year([1.0, 2.0]), {}, None) == ()
    assert order(one_year([1.0, 2.0]), {}, 2021) == ()


@given(VALUES)
def test_the_classes_hold_every_value_and_no_value_is_in_two(values: list[float]) -> None:
    bounds = class_bounds(values)
    assert (bounds[0], bounds[-1]) == (min(values), max(values))
    assert 1 <= len(bounds) <= 6
    assert list(bounds) == sorted(set(bounds))
    for value in values:
        at = class_of(value, bounds)
        assert bounds[at] <= value
        assert value < bounds[at + 1] if at + 2 < len(bounds) else value <= bounds[-1]


def test_five_classes_have_about_as_many_values_each() -> None:
    values = [float(v) ** 2 for v in range(290)]
    counts = np.bincount([class_of(v, class_bounds(values)) for v in values])
    assert len(counts) == 5
    assert counts.min() >= 57
    assert counts.max() <= 59


def test_the_limits_of_the_classes_are_values_that_somebody_has() -> None:
    """N33001 in 2022 of Kramfors, Bjuv and the report's seven: Kungsör, Burlöv, Markaryd, Söderhamn, Degerfors and
    Kramfors are the limits, each the nearest to a fifth of the way."""
    cells = cells_of(N33001)
    values = [cells[each.id][2022].value for each in (KRAMFORS, BJUV, *REPORT_SEVEN.members)]
    limits = (2272.882903, 2720.752439, 2999.901633, 3109.54945, 3473.032529, 4419.180071)
    assert class_bounds(values) == limits


def test_values_that_are_all_alike_are_one_class_and_none_is_none() -> None:
    assert class_bounds([4.0, 4.0]) == (4.0,)
    assert class_of(4.0, (4.0,)) == 0
    assert class_bounds([]) == ()


def of_country(*years: Country) -> Comparison:
    """Kramfors in a country of these years."""
    found = compared(peers=REPORT_SEVEN, window=(2017, 2022))
    by_year = {year: values for each in years for year, values in each.by_year.items()}
    return replace(found, country=Country(by_year, years[0].units, years[0].members))


def test_who_has_no_value_is_named_with_the_reason_while_they_are_few() -> None:
    found = of_country(one_year([1.0] * 288, 290))
    missing = {"Dorotea": "uppgift saknas", "Malå": "sekretess"}
    assert without_sentence(missing, found) == (
        "Värde saknas för 2 av 290 kommuner 2022: Dorotea (uppgift saknas), Malå (sekretess)."
    )
    assert without_sentence({}, found) == ""


def test_many_without_a_value_are_counted_by_reason() -> None:
    missing = {f"Kommun {i}": "sekretess" if i < 3 else "uppgift saknas" for i in range(40)}
    said = without_sentence(missing, of_country(one_year([1.0] * 250, 290)))
    assert said == "Värde saknas för 40 av 290 kommuner 2022 (37 uppgift saknas och 3 sekretess)."


def test_percentiles_say_of_how_many_they_are_and_in_which_years_there_are_none() -> None:
    present = {2017: 144, 2018: 280, 2019: 290, 2020: 290, 2021: 290, 2022: 288}
    values = {year: [float(i) for i in range(n)] + [np.nan] * (290 - n) for year, n in present.items()}
    found = of_country(*(one_year(each, 290, year) for year, each in values.items()))
    shown = spreads_shown(found)
    assert list(shown) == [2018, 2019, 2020, 2021, 2022]
    assert percentiles_sentence(shown, found) == (
        "Percentilerna bygger på 280–290 av 290 kommuner. Färre än hälften har värde 2017: då ritas ingen spridning."
    )
