"""Two KPIs beside each other over all municipalities in one year: the points, and how far they go together.

Spearman's coefficient (of the ranks, ties at their average) stands before Pearson's (of the values): the distributions
are skewed and a few large cities would decide the latter (COMPARISON 25).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kolada.analysis.ranks import Country, CountryRank
from kolada.swedish import sort_key

Numbers = NDArray[np.float64]
MIN_POINTS = 10  # below this no coefficient: with so few anything can line up


class Point(NamedTuple):
    """One unit with both values, each in its KPI's own unit."""

    id: str
    name: str
    x: float
    y: float


@dataclass(frozen=True)
class Relation:
    """Both values of every unit that has both in `year`, by name; who lacks either; of how many."""

    year: int
    points: tuple[Point, ...]
    missing: tuple[str, ...]  # ids, by name
    members: int

    @property
    def n(self) -> int:
        """How many points there are."""
        return len(self.points)

    @property
    def is_half(self) -> bool:
        """Whether at least half of the units are in it (COMPARISON 12)."""
        return 2 * self.n >= self.members

    @cached_property
    def spearman(self) -> float | None:
        """Correlation of the ranks, -1 to 1; None below `MIN_POINTS` or where one KPI is the same everywhere."""
        return spearman(self._x, self._y) if self.n >= MIN_POINTS else None

    @cached_property
    def pearson(self) -> float | None:
        """Correlation of the values, -1 to 1; None as for Spearman's."""
        return pearson(self._x, self._y) if self.n >= MIN_POINTS else None

    @cached_property
    def ranks(self) -> tuple[Mapping[str, float], Mapping[str, float]]:
        """Each unit's place from below in x and in y, equal values at the average of their places."""
        ids = [point.id for point in self.points]
        x, y = (dict(zip(ids, _ranks(values).tolist(), strict=True)) for values in (self._x, self._y))
        return x, y

    def point(self, unit: str) -> Point | None:
        """A unit's point, if it has one."""
        return next((point for point in self.points if point.id == unit), None)

    def places(self, unit: str) -> tuple[CountryRank, CountryRank] | None:
        """A unit's place in x and in y among the points, itself counted in (COMPARISON 11); None without a point."""
        own = self.point(unit)
        if own is None:
            return None
        return _place(own.x, [p.x for p in self.points]), _place(own.y, [p.y for p in self.points])

    @property
    def _x(self) -> Numbers:
        return np.array([point.x for point in self.points])

    @property
    def _y(self) -> Numbers:
        return np.array([point.y for point in self.points])


def _place(own: float, everybody: Sequence[float]) -> CountryRank:
    return CountryRank(1 + sum(v > own for v in everybody), len(everybody), everybody.count(own) - 1)


def common_years(x: Country, y: Country) -> dict[int, int]:
    """How many units have both values, by year, the newest first; years in which nobody has are left out."""
    counted = {year: len(x.row(year).keys() & y.row(year).keys()) for year in x.years if year in y.by_year}
    return {year: n for year, n in counted.items() if n}


def default_year(years: Mapping[int, int], members: int) -> int | None:
    """The newest year in which at least half of the members have both (COMPARISON 12); where there is none, the year
    with the most, the newest of equals."""
    half = [year for year, n in years.items() if 2 * n >= members]
    if half:
        return max(half)
    return max(years, key=lambda year: (years[year], year), default=None)


def relate(x: Country, y: Country, names: Mapping[str, str], year: int) -> Relation:
    """Both KPIs in one year: never one year of the one against another of the other (COMPARISON 12).

    `names`: every unit that belongs to the comparison, municipalities or regions but never both (COMPARISON 4).
    """
    by_name = sorted(names, key=lambda unit: sort_key(names[unit]))
    own, other = x.row(year), y.row(year)
    points = [Point(unit, names[unit], own[unit], other[unit]) for unit in by_name if unit in own and unit in other]
    has_both = {point.id for point in points}
    return Relation(year, tuple(points), tuple(unit for unit in by_name if unit not in has_both), len(names))


def pearson(x: Numbers, y: Numbers) -> float | None:
    """The product-moment correlation of two equally long series; None where one of them never varies."""
    if len(x) < 2 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return None
    a, b = x - x.mean(), y - y.mean()
    return float(np.clip((a @ b) / np.sqrt((a @ a) * (b @ b)), -1, 1))


def spearman(x: Numbers, y: Numbers) -> float | None:
    """Pearson's correlation of the ranks, equal values at the average of their places."""
    return pearson(_ranks(x), _ranks(y))


def _ranks(values: Numbers) -> Numbers:
    _, place, times = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(times) - (times - 1) / 2)[place]
