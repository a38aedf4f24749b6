"""Where one municipality stands out from its peers, over every KPI at once (COMPARISON 4, 6, 7, 11, 12).

**The measure.** distance = (own - ovägt medel of the peers) / spread, where the spread is the largest of three, each
of which is the standard deviation where values are normally distributed:
- 1.4826 x the median of the country's distances to its own median (MAD),
- the width of the country's middle half / 1.349 (the same for even distributions, wider for lopsided ones: where most
  municipalities have next to nothing, MAD is next to nothing too, and whoever has something lay a hundred MAD away),
- the standard deviation of the peers around their mean (n - 1).
Where the country's is 0, where fewer than half of the country have a value, or where not all of it is kept, there is no
distance: the KPI is counted as not measurable, never hidden.

Why so: the mean is the number that every other sentence says. Seven peers are too few for a spread of their own, and
neither MAD nor quartiles are moved by a few extreme municipalities. But a mean is moved: where one extreme peer has
pulled it away, everybody lies "far" from it on the country's ruler, and the peers' own standard deviation, which that
peer widens too, says that this is nothing about the focal one. A distance is a place on a ruler, no probability. A
region is measured against the 21 regions in the same way.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kolada.analysis.panel import Panel

FAR = 2.0  # spreads from the peers' mean: "long", in about one in twenty of normally distributed values
MAD_FACTOR, IQR_FACTOR = 1.4826, 1.349  # what makes either a standard deviation where values are normally distributed

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Among:
    """Whom the focal one is compared with: unit ids. `country` are the 290 (or the 21), itself among them."""

    focal: str
    peers: tuple[str, ...]  # never the focal one, never Riket (COMPARISON 4, 7)
    country: tuple[str, ...]
    minimum: int  # of the peers must have a value (COMPARISON 6)
    whole: frozenset[str]  # the KPIs of which all of the country is kept: a place among some of it would be none


class Unmeasured(StrEnum):
    """Why there is no distance."""

    PARTLY = "partly"  # not all of the country is kept
    FEW = "few"  # all of it is, and fewer than half have a value
    LEVEL = "level"  # most have the same value: the spread is 0


class Standing(NamedTuple):
    """One KPI in the newest year in which it can be compared. A place is 1 for the highest; ties share the better one.

    `distance`, `spread`, `far_share`: None where the spread is not known. `trend`: how much more the focal one has
    changed than its peers' mean since `first_year`, the oldest of the kept years in which both have a value, in spreads
    of `year`. `jump`: the median of the focal one's changes from one kept value to the next, in the KPI's unit.
    `far_share`: the share of the country's others that lie more than FAR spreads from these peers' mean. `ends`: at how
    many of the two ends of those compared somebody stands alone.
    """

    kpi: str
    year: int
    value: float
    mean: float
    n: int  # peers with a value that year
    position: int  # among n + 1
    ties: int
    spread: float | None
    distance: float | None
    far_share: float | None
    country_position: int | None  # None below half of the country (COMPARISON 12)
    country_n: int
    country_ties: int
    first_year: int | None
    first_value: float | None
    first_mean: float | None
    trend: float | None
    jump: float | None
    distinct: int  # different values in the country: a coded answer has few
    ends: int

    @property
    def is_extreme(self) -> bool:
        """Alone highest or alone lowest among the peers and itself."""
        return self.ties == 0 and self.position in (1, self.n + 1)

    @property
    def is_far(self) -> bool:
        """More than FAR spreads from the peers' mean."""
        return self.distance is not None and abs(self.distance) > FAR

    @property
    def unmeasured(self) -> Unmeasured | None:
        """Why there is no distance; None where there is one."""
        if self.distance is not None:
            return None
        if not self.country_n:  # the focal one itself has a value and is one of the country
            return Unmeasured.PARTLY
        return Unmeasured.FEW if self.country_position is None else Unmeasured.LEVEL

    @property
    def edge(self) -> float | None:
        """How near the end of the country it stands: 0 at either end, 0.5 in the middle."""
        if self.country_position is None:
            return None
        below = self.country_n - self.country_position - self.country_ties + 1
        return (min(self.country_position, below) - 1) / max(self.country_n, 1)

    @property
    def is_unsteady(self) -> bool:
        """The focal one's own figure ordinarily moves as much from one value to the next as it now lies off."""
        return self.jump is not None and self.jump >= abs(self.value - self.mean)


class Scanned(NamedTuple):
    """What a scan found, by KPI in the panel's order, and the KPIs that cannot be compared."""

    found: tuple[Standing, ...]
    no_value: frozenset[str]  # the focal one has none in the kept years
    too_few: frozenset[str]  # it has, but in no such year enough of the peers have


class Chance(NamedTuple):
    """How many stand out, beside how many would by chance alone.

    Alone highest or lowest: one drawn from these very m is so in `ends`/m: 2/m without ties, less where several share
    an end. Far away: what the country's others have of distances to these very peers. KPIs hang together, so these are
    expectations and no tests.
    """

    scanned: int
    extreme: int
    expected_extreme: float
    measurable: int
    far: int
    expected_far: float


def chance(found: Iterable[Standing]) -> Chance:
    """Counts and expectations over the KPIs given."""
    rows = list(found)
    measurable = [row for row in rows if row.distance is not None]
    return Chance(
        scanned=len(rows),
        extreme=sum(row.is_extreme for row in rows),
        expected_extreme=sum(row.ends / (row.n + 1) for row in rows),
        measurable=len(measurable),
        far=sum(row.is_far for row in measurable),
        expected_far=sum(row.far_share or 0.0 for row in measurable),
    )


def scan(panel: Panel, among: Among) -> Scanned:
    """Every KPI of the panel, in the newest of its years where the focal one and enough peers have a value."""
    kpis, starts = list(panel.rows), np.array([rows.start for rows in panel.rows.values()], np.int64)
    if not kpis:
        return Scanned((), frozenset(), frozenset())
    own, peers = _columns(panel, [among.focal])[:, 0], _columns(panel, among.peers)
    mean, n = _mean(peers, among.minimum)
    newest, oldest = _ends(~np.isnan(own) & ~np.isnan(mean), starts)
    rows, first = newest[newest >= 0], oldest[newest >= 0]
    names = [kpi for kpi, row in zip(kpis, newest.tolist(), strict=True) if row >= 0]
    is_whole = np.array([kpi in among.whole for kpi in names], bool)
    country = _Country(_columns(panel, among.country, rows), is_whole, own[rows], peers[rows], mean[rows], among)
    jumps = _jumps(own, starts, len(panel.kpis))[newest >= 0]
    years, moved = panel.periods, first > rows  # rows stand newest first
    trend = np.where(moved, ((own[rows] - own[first]) - (mean[rows] - mean[first])) / country.spread, np.nan)
    found = zip(
        names,
        years[rows].tolist(),
        own[rows].tolist(),
        mean[rows].tolist(),
        n[rows].tolist(),
        *_place(own[rows], peers[rows]),
        *country.columns(),
        [year if has else None for year, has in zip(years[first].tolist(), moved, strict=True)],
        _optional(np.where(moved, own[first], np.nan)),
        _optional(np.where(moved, mean[first], np.nan)),
        _optional(trend),
        _optional(jumps),
        country.distinct.tolist(),
        _ends_alone(own[rows], peers[rows]),
        strict=True,
    )
    has_value = np.logical_or.reduceat(~np.isnan(own), starts)
    missing = {kpi for kpi, has in zip(kpis, has_value.tolist(), strict=True) if not has}
    too_few = set(kpis) - missing - set(names)
    return Scanned(tuple(Standing(*row) for row in found), frozenset(missing), frozenset(too_few))


def _columns(panel: Panel, units: Sequence[str], rows: Ints | None = None) -> Floats:
    """The units' columns in all rows or these, rows x units; NaN for units that the panel has never seen."""
    values = panel.values if rows is None else panel.values[rows]
    known = [(place, panel.column[unit]) for place, unit in enumerate(units) if unit in panel.column]
    table = np.full((len(values), len(units)), np.nan)
    if known:
        places, columns = zip(*known, strict=True)
        table[:, list(places)] = values[:, list(columns)]
    return table


def _mean(peers: Floats, minimum: int) -> tuple[Floats, Ints]:
    """Ovägt medel and n of each row; NaN below the minimum (COMPARISON 6)."""
    n = (~np.isnan(peers)).sum(axis=1)
    enough = n >= max(minimum, 2)
    return np.where(enough, np.nansum(peers, axis=1) / np.maximum(n, 1), np.nan), n


def _ends(comparable: NDArray[np.bool_], starts: Ints) -> tuple[Ints, Ints]:
    """The newest and the oldest comparable row of each KPI, -1 where none is."""
    places = np.arange(len(comparable))
    newest = np.minimum.reduceat(np.where(comparable, places, len(comparable)), starts)
    oldest = np.maximum.reduceat(np.where(comparable, places, -1), starts)
    return np.where(oldest < 0, -1, newest), oldest


def _jumps(own: Floats, starts: Ints, end: int) -> Floats:
    """The median size of the changes between neighbouring kept values of each KPI; NaN without any."""
    sizes = np.diff([*starts, end])
    steps = np.full((len(starts), max(int(sizes.max()) - 1, 1)), np.nan)
    for place in range(int(sizes.max()) - 1):
        has = sizes > place + 1
        steps[has, place] = np.abs(own[starts[has] + place] - own[starts[has] + place + 1])
    return _quantiles(steps, 0.5)[0]


def _quantiles(table: Floats, *shares: float) -> list[Floats]:
    """Quantiles of each row without its NaN, interpolated as numpy and pandas do by default; NaN for empty rows."""
    ordered, n = np.sort(table, axis=1), (~np.isnan(table)).sum(axis=1)
    rows, last = np.arange(len(table)), np.maximum(n - 1, 0)
    found = []
    for share in shares:
        at = share * last
        low = np.floor(at).astype(np.int64)
        below, above = ordered[rows, low], ordered[rows, np.minimum(low + 1, last)]
        found.append(below + (above - below) * (at - low))
    return found


def _place(own: Floats, others: Floats) -> tuple[list[int], list[int]]:
    """Position (1 is highest) and ties among the others that have a value (COMPARISON 11)."""
    above, level = (others > own[:, None]).sum(axis=1), (others == own[:, None]).sum(axis=1)
    return (above + 1).tolist(), level.tolist()


def _ends_alone(own: Floats, peers: Floats) -> list[int]:
    """At how many of the two ends of each row, the focal one counted in, a single one stands."""
    table = np.column_stack([own, peers])
    ends = (np.nanmax(table, axis=1), np.nanmin(table, axis=1))
    return [int(n) for n in np.sum([(table == end[:, None]).sum(axis=1) == 1 for end in ends], axis=0)]


class _Country:
    """The spread in the rows chosen, and the focal one's place in the country."""

    def __init__(
        self, kept: Floats, is_whole: NDArray[np.bool_], own: Floats, peers: Floats, mean: Floats, among: Among
    ) -> None:
        table = np.where(is_whole[:, None], kept, np.nan)
        is_other = np.array([unit != among.focal for unit in among.country], bool)
        self.others, self.own, self.mean = table[:, is_other], own, mean
        self.n = (~np.isnan(table)).sum(axis=1)
        self.has_half = 2 * self.n >= len(among.country)
        self.spread = np.where(self.has_half, np.maximum(_spread(table), _deviation(peers, mean)), np.nan)
        self.distinct = (np.diff(np.sort(kept, axis=1), axis=1) > 0).sum(axis=1) + (~np.isnan(kept)).any(axis=1)

    def columns(self) -> tuple[list[float | None] | list[int] | list[int | None], ...]:
        """spread, distance, far_share, country_position, country_n, country_ties, as `Standing` has them."""
        off = np.abs(self.others - self.mean[:, None]) > FAR * self.spread[:, None]
        there = np.maximum((~np.isnan(self.others)).sum(axis=1), 1)
        share = np.where(np.isnan(self.spread), np.nan, off.sum(axis=1) / there)
        position, ties = _place(self.own, self.others)
        placed = [p if half else None for p, half in zip(position, self.has_half.tolist(), strict=True)]
        distance = (self.own - self.mean) / self.spread
        return _optional(self.spread), _optional(distance), _optional(share), placed, self.n.tolist(), ties


def _spread(table: Floats) -> Floats:
    """The country's: MAD or the middle half, the larger; NaN where both are 0 or there is nothing."""
    low, median, high = _quantiles(table, 0.25, 0.5, 0.75)
    mad = _quantiles(np.abs(table - median[:, None]), 0.5)[0]
    spread = np.maximum(MAD_FACTOR * mad, (high - low) / IQR_FACTOR)
    return np.where(spread > 0, spread, np.nan)


def _deviation(peers: Floats, mean: Floats) -> Floats:
    """The peers' standard deviation around their mean (n - 1)."""
    n = (~np.isnan(peers)).sum(axis=1)
    return np.asarray(np.sqrt(np.nansum((peers - mean[:, None]) ** 2, axis=1) / np.maximum(n - 1, 1)))


def _optional(numbers: Floats) -> list[float | None]:
    """NaN as None."""
    missing = np.isnan(numbers).tolist()
    return [None if gone else number for number, gone in zip(numbers.tolist(), missing, strict=True)]
