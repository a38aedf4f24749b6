"""Where the focal municipality stands: among its peers, and among the 290."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kolada import frame as columns

NEAR = 0.05  # COMPARISON 11: neighbours within 5 % are "nära lika"


@dataclass(frozen=True, slots=True)
class Standing:
    """One municipality of a ranking."""

    id: str
    name: str
    value: float


@dataclass(frozen=True)
class Rank:
    """The focal one's place among `n`, itself counted in.

    `position` 1 is the highest value; ties share the better place.
    """

    year: int
    position: int
    n: int
    ordered: tuple[Standing, ...]  # from the highest to the lowest
    ties: tuple[Standing, ...] = ()  # others with exactly the focal one's value
    near: tuple[Standing, ...] = ()  # with the next value above or below, if that is within 5 %

    @property
    def position_from_below(self) -> int:
        """1 is the lowest value. Ties share the better place from this side too."""
        return self.n - self.position - len(self.ties) + 1


def rank(focal: Standing, others: Iterable[Standing], year: int) -> Rank | None:
    """Rank by value, highest first, names breaking ties in the list only (COMPARISON 11). None without others."""
    rivals = list(others)
    if not rivals:
        return None
    ordered = tuple(sorted([focal, *rivals], key=lambda s: (-s.value, s.name)))
    position = 1 + sum(s.value > focal.value for s in rivals)
    ties = tuple(s for s in ordered if s.value == focal.value and s.id != focal.id)
    return Rank(year, position, len(ordered), ordered, ties, _near(focal, ordered))


def _near(focal: Standing, ordered: tuple[Standing, ...]) -> tuple[Standing, ...]:
    above = min((s.value for s in ordered if s.value > focal.value), default=None)
    below = max((s.value for s in ordered if s.value < focal.value), default=None)
    return tuple(s for s in ordered if s.value in (above, below) and is_near(s.value, focal.value))


def is_near(a: float, b: float) -> bool:
    """Within 5 % of the larger of the two; values on different sides of zero never are."""
    return a * b > 0 and abs(a - b) <= NEAR * max(abs(a), abs(b))


@dataclass(frozen=True, slots=True)
class Band:
    """The middle half of the country's municipalities in one year."""

    q1: float
    median: float
    q3: float
    n: int


class CountryRank(NamedTuple):
    """A place among the country's municipalities: 1 is highest, of `n` with a value, `ties` others level with it."""

    position: int
    n: int
    ties: int


@dataclass(frozen=True)
class Country:
    """All 290 municipalities of one kpi and gender. `table`: periods x municipality ids, NaN where missing."""

    table: pd.DataFrame = field(default_factory=pd.DataFrame)
    members: int = 290

    @cached_property
    def bands(self) -> Mapping[int, Band]:
        """Quartiles by year, only where at least half of the 290 have a value (COMPARISON 12)."""
        out = {}
        for period, row in self._years.items():
            present = row[~np.isnan(row)]
            if present.size and 2 * present.size >= self.members:
                q1, median, q3 = np.percentile(present, [25, 50, 75])
                out[period] = Band(float(q1), float(median), float(q3), int(present.size))
        return out

    def rank(self, municipality: str, year: int | None) -> CountryRank | None:
        """The place among those with a value that year; None below half of the 290 (COMPARISON 12)."""
        place = self._places.get(municipality)
        values = None if year is None else self._years.get(year)
        if values is None or place is None:
            return None
        own, n = values[place], int((~np.isnan(values)).sum())
        if np.isnan(own) or 2 * n < self.members:
            return None
        return CountryRank(int((values > own).sum()) + 1, n, int((values == own).sum()) - 1)

    def value(self, municipality: str, year: int | None) -> float | None:
        """One municipality's value that year, where it is kept."""
        place = self._places.get(municipality)
        values = None if year is None else self._years.get(year)
        if values is None or place is None or np.isnan(values[place]):
            return None
        return float(values[place])

    @property
    def years(self) -> list[int]:
        """The years with a row, the newest first."""
        return sorted(self._years, reverse=True)

    def row(self, year: int) -> dict[str, float]:
        """One year's values by municipality; those without one are left out."""
        values = self._years.get(year)
        if values is None:
            return {}
        return {who: float(values[place]) for who, place in self._places.items() if not np.isnan(values[place])}

    @cached_property
    def _years(self) -> Mapping[int, NDArray[np.float64]]:
        return dict(zip(self.table.index.tolist(), self.table.to_numpy(float), strict=True))

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {municipality: place for place, municipality in enumerate(self.table.columns)}


NO_COUNTRY = Country()  # the rest of the country is not there yet


def country(frame: pd.DataFrame, municipality_ids: Iterable[str]) -> Country:
    """Type K alone: Riket, regions and groups never enter a rank or a band (COMPARISON 4).

    `frame` has municipality, period and value of one kpi and gender.
    """
    members = list(municipality_ids)
    own = frame[frame[columns.MUNICIPALITY].isin(members)]
    table = own.pivot(index=columns.PERIOD, columns=columns.MUNICIPALITY, values=columns.VALUE)
    return Country(table, len(members))
