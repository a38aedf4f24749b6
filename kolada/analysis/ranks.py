"""Where the focal municipality stands: among its peers, and among the 290."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

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
    """All 290 municipalities of one kpi and gender: by year the values of `units` in their order, NaN where missing."""

    by_year: Mapping[int, NDArray[np.float64]] = field(default_factory=dict)
    units: tuple[str, ...] = ()
    members: int = 290

    @cached_property
    def bands(self) -> Mapping[int, Band]:
        """Quartiles by year, only where at least half of the 290 have a value (COMPARISON 12)."""
        out = {}
        for period, present in self._sorted.items():
            if present.size and 2 * present.size >= self.members:
                q1, median, q3 = np.percentile(present, [25, 50, 75])
                out[period] = Band(float(q1), float(median), float(q3), int(present.size))
        return out

    def rank(self, municipality: str, year: int | None) -> CountryRank | None:
        """The place among those with a value that year; None below half of the 290 (COMPARISON 12)."""
        own = self.value(municipality, year)
        if own is None or year is None:
            return None
        present = self._sorted[year]
        if 2 * present.size < self.members:
            return None
        below, not_above = present.searchsorted(own, "left"), present.searchsorted(own, "right")
        return CountryRank(int(present.size - not_above) + 1, int(present.size), int(not_above - below) - 1)

    def value(self, municipality: str, year: int | None) -> float | None:
        """One municipality's value that year, where it is kept."""
        place = self.places.get(municipality)
        values = None if year is None else self.by_year.get(year)
        if values is None or place is None or np.isnan(values[place]):
            return None
        return float(values[place])

    @property
    def years(self) -> list[int]:
        """The years with a row, the newest first."""
        return sorted(self.by_year, reverse=True)

    def row(self, year: int) -> dict[str, float]:
        """One year's values by municipality; those without one are left out."""
        values = self.by_year.get(year)
        if values is None:
            return {}
        return {who: value for who, value in zip(self.units, values.tolist(), strict=True) if value == value}

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where in each row a municipality stands."""
        return {municipality: place for place, municipality in enumerate(self.units)}

    @cached_property
    def _sorted(self) -> Mapping[int, NDArray[np.float64]]:
        """The values that there are, by year, from the lowest."""
        return {year: np.sort(values[~np.isnan(values)]) for year, values in self.by_year.items()}


NO_COUNTRY = Country()  # the rest of the country is not there yet


def country(values: Iterable[tuple[str, int, float]], municipality_ids: Iterable[str]) -> Country:
    """Type K alone: Riket, regions and groups never enter a rank or a band (COMPARISON 4).

    `values`: unit, year and number, of one kpi and gender.
    """
    members = set(municipality_ids)
    own = [each for each in values if each[0] in members]
    there, years = {unit for unit, _, _ in own}, sorted({year for _, year, _ in own})
    table = np.full((len(years), len(there)), np.nan)
    found = Country(dict(zip(years, table, strict=True)), tuple(sorted(members & there)), len(members))
    for unit, year, value in own:
        found.by_year[year][found.places[unit]] = value
    return found
