"""Differences: between two years, and between a municipality and what it is compared with."""

from dataclasses import dataclass

from kolada.analysis.lines import Line


@dataclass(frozen=True, slots=True)
class Gap:
    """How far `value` is from `base`. `percent` of |base|, None where a percentage would mislead."""

    value: float
    base: float

    @property
    def difference(self) -> float:
        """value - base, in the kpi's own unit."""
        return self.value - self.base

    @property
    def percent(self) -> float | None:
        """Divided by |base|; withheld when the base is 0 or the signs differ (COMPARISON 16)."""
        if self.base == 0 or self.value * self.base < 0:
            return None
        return 100 * self.difference / abs(self.base)


@dataclass(frozen=True, slots=True)
class Change:
    """From one named year to another, with both values."""

    first: int
    last: int
    gap: Gap


def gap(value: float | None, base: float | None) -> Gap | None:
    """The gap, where there are two values."""
    return None if value is None or base is None else Gap(value, base)


def change(line: Line, periods: list[int]) -> Change | None:
    """From the line's first to its last year with a value among the years shown (COMPARISON 16)."""
    years = [p for p in periods if line.value(p) is not None]
    return change_between(line, years[0], years[-1]) if len(years) > 1 else None


def change_between(line: Line, first: int, last: int) -> Change | None:
    """The same two years for another line; None if it lacks either."""
    between = gap(line.value(last), line.value(first))
    return Change(first, last, between) if between else None


@dataclass(frozen=True)
class Streak:
    """On which side of another line, every year counted: "alla år sedan 2008 utom 2012" (COMPARISON 16)."""

    side: int  # 1 above, -1 below
    years: tuple[int, ...]  # the years on that side
    exceptions: tuple[int, ...]  # comparable years on the other side, or level
    unknown: tuple[int, ...]  # years between the first and the last in which one of the two has no value

    @property
    def first(self) -> int:
        """The first comparable year."""
        return min((*self.years, *self.exceptions))

    @property
    def last(self) -> int:
        """The last comparable year."""
        return max((*self.years, *self.exceptions))


def streak(line: Line, base: Line, periods: list[int]) -> Streak | None:
    """The side that most comparable years shown are on, every year counted (COMPARISON 16).

    None with fewer than three comparable years, or when the exceptions are a quarter of them or more: a sentence that
    names so many says nothing. A level year is an exception.
    """
    gaps = {p: gap(line.value(p), base.value(p)) for p in periods}
    sides = {p: (g.difference > 0) - (g.difference < 0) for p, g in gaps.items() if g}
    if len(sides) < 3:
        return None
    side = 1 if sum(s > 0 for s in sides.values()) >= sum(s < 0 for s in sides.values()) else -1
    years = tuple(p for p, s in sides.items() if s == side)
    exceptions = tuple(p for p, s in sides.items() if s != side)
    unknown = tuple(p for p in range(min(sides), max(sides) + 1) if p not in sides)
    return Streak(side, years, exceptions, unknown) if len(years) > 3 * len(exceptions) else None
