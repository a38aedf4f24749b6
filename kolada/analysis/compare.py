"""One kpi, one municipality, its peers: what sentence, chart, table and file are all made from (COMPARISON 30)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kolada.analysis import change as differences
from kolada.analysis.change import Change, Gap, Streak
from kolada.analysis.lines import (
    OWN_LIST,
    Cells,
    Line,
    Peers,
    Role,
    mean_cell,
    mean_line,
    riket_line,
    unit_line,
)
from kolada.analysis.ranks import NO_COUNTRY, Band, Country, CountryRank, Rank, Standing, rank
from kolada.api.models import Kpi, Municipality
from kolada.catalogue import Break, Kind, breaks, kind

GROUP_TOLERANCE = 1e-4  # relative; Kolada's values carry eight decimals, so more than this is no rounding


@dataclass(frozen=True)
class Comparison:
    """A kpi's figures for one selection.

    Lines hold every year kept; `periods` are the years shown that have a value. What is computed is kept: sentence,
    notes, chart and table ask for the same again and again.
    """

    kpi: Kpi
    gender: str
    window: tuple[int, int]  # first and last year shown
    peers: Peers
    focal: Line
    peer_lines: tuple[Line, ...]
    mean: Line  # without cells where a mean would mislead
    riket: Line
    country: Country = NO_COUNTRY
    group: Line | None = None  # Kolada's own value of the peers' group, when it has the same members
    wants_mean_of_counts: bool = False
    left_out: tuple[Municipality, ...] = ()  # asked for as peers, but no municipality (or region) as the focal one is

    @cached_property
    def kind(self) -> Kind:
        """What sort of number it is: decides means, colours and words."""
        return kind(self.kpi)

    @property
    def is_count(self) -> bool:
        """An absolute number, which grows with the municipality (COMPARISON 9)."""
        return self.kind is Kind.COUNT

    @cached_property
    def periods(self) -> list[int]:
        """The years of the window in which any unit shown has a value."""
        lines = (self.focal, *self.peer_lines, self.riket)
        first, last = self.window
        return sorted({p for line in lines for p in line.years if first <= p <= last})

    @cached_property
    def unsettled(self) -> frozenset[int]:
        """The years shown in which some value is preliminary (COMPARISON 14)."""
        lines = (self.focal, *self.peer_lines, self.riket)
        return frozenset(p for line in lines for p in self.periods if line.at(p).preliminary)

    @cached_property
    def breaks(self) -> list[Break]:
        """The breaks that part years with values: these are drawn and said, and no others (COMPARISON 17)."""
        within = self.periods[:1] + self.periods[-1:]
        return [found for found in breaks(self.kpi) if within and within[0] < found.year <= within[-1]]

    @cached_property
    def year(self) -> int | None:
        """The one year of rank, mean, bar and sentence: the newest shown in which the focal one has a value and the
        peers reach their minimum (COMPARISON 12)."""
        return next((p for p in reversed(self.periods) if self._is_comparable(p)), None)

    def _is_comparable(self, period: int) -> bool:
        if self.focal.value(period) is None:
            return False
        present = sum(line.value(period) is not None for line in self.peer_lines)
        return present >= min(self.peers.minimum, len(self.peers.members))  # one peer, or none, is enough when chosen

    @cached_property
    def latest_focal_year(self) -> int | None:
        """The focal one's newest year shown, comparable or not."""
        return next((p for p in reversed(self.periods) if self.focal.value(p) is not None), None)

    @cached_property
    def _sizes(self) -> list[float]:
        lines: tuple[Line, ...] = (self.focal, *self.peer_lines)
        own = [abs(v) for line in lines for p in self.periods if (v := line.value(p)) is not None]
        return own or [abs(v) for p in self.periods if (v := self.riket.value(p)) is not None]

    @cached_property
    def largest(self) -> float:
        """The greatest size among the values shown, 0 without any: it decides how many decimals there are."""
        return max(self._sizes, default=0.0)

    @cached_property
    def is_whole(self) -> bool:
        """Every value shown is a whole number, as in surveys whose source has rounded."""
        return all(size % 1 == 0 for size in self._sizes)

    @cached_property
    def rank(self) -> Rank | None:
        """Among the peers in `year`, the focal one counted in."""
        value = self.focal.value(self.year)
        if value is None or self.year is None:
            return None
        present = ((line, line.value(self.year)) for line in self.peer_lines)
        others = [Standing(line.id, line.name, v) for line, v in present if v is not None]
        return rank(Standing(self.focal.id, self.focal.name, value), others, self.year)

    @cached_property
    def bands(self) -> Mapping[int, Band]:
        """The middle half of the country in each year shown; never of a count, which only says who is large."""
        first, last = self.window
        return {} if self.is_count else {p: b for p, b in self.country.bands.items() if first <= p <= last}

    @cached_property
    def country_rank(self) -> CountryRank | None:
        """The place among the country's municipalities in `year`; never for a count."""
        return None if self.is_count else self.country.rank(self.focal.id, self.year)

    @cached_property
    def gap_to_mean(self) -> Gap | None:
        """The focal value against the peers' mean, in `year`."""
        return differences.gap(self.focal.value(self.year), self.mean.value(self.year))

    @cached_property
    def gap_to_riket(self) -> Gap | None:
        """The focal value against Riket, in `year`; a count against the nation's says nothing."""
        return None if self.is_count else differences.gap(self.focal.value(self.year), self.riket.value(self.year))

    @cached_property
    def change(self) -> Change | None:
        """The focal one, from its first to its last year shown."""
        return differences.change(self.focal, self.periods)

    @cached_property
    def mean_change(self) -> Change | None:
        """The peers' mean between the focal one's two years."""
        own = self.change
        return differences.change_between(self.mean, own.first, own.last) if own else None

    @cached_property
    def streak(self) -> Streak | None:
        """On which side of the peers' mean the focal one has been, every year shown."""
        return differences.streak(self.focal, self.mean, self.periods)

    @cached_property
    def group_difference(self) -> Gap | None:
        """Our mean of the group's members (the focal one in it, if it is one) against Kolada's own value of the group
        in `year`, where they differ beyond rounding (COMPARISON 7)."""
        if not self.group or self.year is None:
            return None
        members = (*self.peer_lines, self.focal) if self.peers.held_focal else self.peer_lines
        ours = mean_cell((line.at(self.year) for line in members), minimum=1)
        gap = differences.gap(ours.value, self.group.value(self.year))
        return gap if gap and abs(gap.difference) > GROUP_TOLERANCE * max(abs(gap.base), 1) else None


def compare(
    cells: Cells,
    kpi: Kpi,
    focal: Municipality,
    peers: Peers,
    window: tuple[int, int],
    *,
    gender: str = "T",
    country: Country | None = None,
    count_mean: bool = False,
) -> Comparison:
    """The comparison of one kpi from its cells of one gender (`lines.index`), which may hold other units and years.

    Peers that may not be compared with the focal one are taken out and named in `left_out`.
    """
    asked, peers = peers, peers.comparable_with(focal)
    peer_lines = tuple(unit_line(cells, Role.PEER, m) for m in peers.members)
    has_mean = len(peers.members) > 1 and (count_mean or kind(kpi) is not Kind.COUNT)
    mean = mean_line(peer_lines, peers) if has_mean else Line(Role.PEER_MEAN, peers.id, peers.name)
    return Comparison(
        kpi=kpi,
        gender=gender,
        window=window,
        peers=peers,
        focal=unit_line(cells, Role.FOCAL, focal),
        peer_lines=peer_lines,
        mean=mean,
        riket=riket_line(cells),
        country=country or NO_COUNTRY,
        group=_group_line(cells, peers),
        wants_mean_of_counts=count_mean,
        left_out=tuple(m for m in asked.members if m not in peers.members and m.id != focal.id),
    )


def _group_line(cells: Cells, peers: Peers) -> Line | None:
    if peers.id == OWN_LIST or peers.id not in cells:
        return None
    return Line(Role.PEER_MEAN, peers.id, peers.name, cells[peers.id])


def latest_year(cells: Iterable[Cells], municipalities: Sequence[str], today: date) -> int | None:
    """The newest year in which any of these has a value, over the kpis whose cells are given.

    Projections into the future are not "latest" (quirk Q22).
    """
    lines = [of_kpi.get(unit, {}) for of_kpi in cells for unit in municipalities]
    return max((p for line in lines for p, c in line.items() if c.value is not None and p <= today.year), default=None)


@dataclass(frozen=True, slots=True)
class FamilySum:
    """A total beside the sum of its parts, for one municipality and year (COMPARISON 24)."""

    total: float
    parts: tuple[tuple[str, float | None], ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The parts that are not out."""
        return tuple(kpi for kpi, value in self.parts if value is None)

    @property
    def difference(self) -> float | None:
        """total - sum of the parts; None while a part is missing."""
        if self.missing:
            return None
        return self.total - sum(value for _, value in self.parts if value is not None)

    @property
    def adds_up(self) -> bool:
        """Within what rounding of published figures explains: one unit, or one in a thousand."""
        return self.difference is not None and abs(self.difference) <= max(1.0, abs(self.total) / 1000)


def family_sum(comparisons: Mapping[str, Comparison], total: str, parts: Sequence[str]) -> FamilySum | None:
    """The family in the total's own year; None when one of its kpis was not asked for, or the total has no value."""
    if any(kpi not in comparisons for kpi in (total, *parts)):
        return None
    year = comparisons[total].latest_focal_year
    value = comparisons[total].focal.value(year)
    return None if value is None else FamilySum(value, tuple((k, comparisons[k].focal.value(year)) for k in parts))


def interval(count: float) -> tuple[float, float]:
    """What a count of events may be by chance alone at 95 % (Byar's approximation of the Poisson interval).

    COMPARISON 18: 20 children are 12-31.
    """
    upper = count + 1
    low = count * (1 - 1 / (9 * count) - 1.96 / (3 * count**0.5)) ** 3 if count > 0 else 0.0
    return max(low, 0.0), upper * (1 - 1 / (9 * upper) + 1.96 / (3 * upper**0.5)) ** 3
