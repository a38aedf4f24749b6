"""Where the focal municipality stands: among its peers, and among the 290."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

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
    """The focal one's place among `n`, itself counted in. `position` 1 is the highest value; ties share the better place."""

    year: int
    position: int
    n: int
    ordered: tuple[Standing, ...]  # from the highest to the lowest
    ties: tuple[Standing, ...] = ()  # others with exactly the focal one's value
    near: tuple[Standing, ...] = ()  # neighbours in the ranking within 5 %, ties not among them

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
    different = [s for s in ordered if s.value != focal.value]
    above = [s for s in different if s.value > focal.value][-1:]
    below = [s for s in different if s.value < focal.value][:1]
    return tuple(s for s in (*above, *below) if is_near(s.value, focal.value))


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


@dataclass(frozen=True)
class Country:
    """All 290 municipalities of one kpi and gender. `table`: periods x municipality ids, NaN where missing."""

    table: pd.DataFrame = field(default_factory=pd.DataFrame)
    members: int = 290

    @property
    def bands(self) -> Mapping[int, Band]:
        """Quartiles by year, only where at least half of the 290 have a value (COMPARISON 12)."""
        out = {}
        for period, row in zip(self.table.index, self.table.to_numpy(float), strict=True):
            present = row[~np.isnan(row)]
            if present.size and 2 * present.size >= self.members:
                q1, median, q3 = np.percentile(present, [25, 50, 75])
                out[int(period)] = Band(float(q1), float(median), float(q3), int(present.size))
        return out

    def rank(self, municipality: str, year: int | None) -> tuple[int, int] | None:
        """(position from the highest, n) among those with a value that year; None below half of the 290."""
        if year is None or year not in self.table.index or municipality not in self.table.columns:
            return None
        present = self.table.loc[year].dropna()
        if municipality not in present or 2 * len(present) < self.members:
            return None
        return int((present > present[municipality]).sum()) + 1, len(present)


def country(frame: pd.DataFrame, municipality_ids: Iterable[str]) -> Country:
    """Type K alone: Riket, regions and groups never enter a rank or a band (COMPARISON 4).

    `frame` has municipality, period and value of one kpi and gender.
    """
    members = list(municipality_ids)
    own = frame[frame[columns.MUNICIPALITY].isin(members)]
    table = own.pivot(index=columns.PERIOD, columns=columns.MUNICIPALITY, values=columns.VALUE)
    return Country(table, len(members))
