"""The country's municipalities (or regions) as a whole: their order, their spread by year, classes for a map."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kolada.analysis.compare import Comparison
from kolada.analysis.ranks import Country, Standing

PERCENTILES = (5, 25, 50, 75, 95)
CLASSES = 5


@dataclass(frozen=True, slots=True)
class Spread:
    """Percentiles of one year, and how many have a value: nine of ten are between p5 and p95, half between q1 and
    q3."""

    p5: float
    q1: float
    median: float
    q3: float
    p95: float
    n: int


def spreads(country: Country) -> dict[int, Spread]:
    """By year, where at least half have a value (COMPARISON 12), by linear interpolation as the quartiles are."""
    return {year: _spread(values) for year in country.bands if (values := present(country, year))}


def spreads_shown(comparison: Comparison) -> dict[int, Spread]:
    """The same in each year shown; of a count there is none, which would only show who is large (COMPARISON 9)."""
    found = {} if comparison.is_count else spreads(comparison.country)
    return {year: spread for year, spread in found.items() if year in comparison.periods}


def _spread(values: Sequence[float]) -> Spread:
    p5, q1, median, q3, p95 = map(float, np.percentile(values, PERCENTILES))
    return Spread(p5, q1, median, q3, p95, len(values))


def present(country: Country, year: int) -> list[float]:
    """The values of that year, in no order that means anything."""
    return list(country.row(year).values())


def order(country: Country, names: Mapping[str, str], year: int | None) -> tuple[Standing, ...]:
    """All with a value that year, the highest first, names breaking ties in the list only; nothing below half of the
    country (COMPARISON 12). Riket is none of them (COMPARISON 4): the table holds municipalities alone."""
    if year is None or year not in country.bands:
        return ()
    found = (Standing(unit, names.get(unit, unit), value) for unit, value in country.row(year).items())
    return tuple(sorted(found, key=lambda s: (-s.value, s.name)))


def places(standings: Sequence[Standing]) -> list[int]:
    """The place of each, 1 the highest; those with the same value share the better one (COMPARISON 11)."""
    found: list[int] = []
    for i, each in enumerate(standings):
        found.append(found[-1] if i and each.value == standings[i - 1].value else i + 1)
    return found


def class_limits(values: Sequence[float]) -> tuple[float, ...]:
    """Values that part them into five with about as many in each, the least and the greatest of them first and last."""
    found = np.percentile(np.asarray(values), np.linspace(0, 100, CLASSES + 1), method="nearest")
    return tuple(float(v) for v in found)


def class_bounds(values: Sequence[float]) -> tuple[float, ...]:
    """Limits of up to five classes with about as many values in each: the least value, what parts the classes, the
    greatest. Values that are much alike give fewer classes; no value at all gives none."""
    return tuple(sorted(set(class_limits(values)))) if values else ()


def class_of(value: float, bounds: Sequence[float]) -> int:
    """Which class, 0 the lowest: a value on a limit belongs to the class above it, the greatest of all to the last."""
    return min(max(bisect_right(bounds, value) - 1, 0), max(len(bounds) - 2, 0))
