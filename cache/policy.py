"""What is too old, what to ask for again and how, when to try again: pure decisions, no clock, no database.

Values are trusted for a day; then the changes since the last fetch are asked for (`from_date`), and every thirty days
the whole slice again. A group's values (G-ids) change when its members do, which no delta tells, so they are always
fetched whole. The catalogue, the municipalities and the groups are trusted for a week.
Times are microseconds since 1970 (see cache.keys).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from cache.keys import day, is_group

SECOND = 1_000_000
HOUR = 3600 * SECOND
DAY = 24 * HOUR
WEEK = 7 * DAY
WHOLE_EVERY = 30 * DAY
RETRY_AFTER = 30 * SECOND
LEASE = 60 * SECOND
SKEW = HOUR  # a time further ahead than this was set by a wrong clock

Pair = tuple[str, str]  # kpi id, unit id


class State(NamedTuple):
    """When a slice's values were fetched, last confirmed, last fetched whole; and since when Kolada lacks it."""

    fetched_at: int
    checked_at: int
    whole_at: int
    withdrawn: str | None = None


@dataclass(slots=True)
class Needs:
    """What to ask Kolada for: slices never seen, slices to fetch whole again, slices whose changes are enough."""

    missing: list[Pair] = field(default_factory=list)
    whole: list[Pair] = field(default_factory=list)
    delta: list[Pair] = field(default_factory=list)
    since: date | None = None  # the delta's from_date: the oldest last fetch among them, inclusive

    @property
    def stale(self) -> list[Pair]:
        """What can be shown as it is while it is brought up to date."""
        return self.whole + self.delta


def is_old(at: int, now: int, age: int) -> bool:
    """Older than it may be, or dated in the future by a clock that was wrong."""
    return not -SKEW <= now - at < age


def wants_whole(unit: str, state: State, now: int) -> bool:
    """Whether a stale slice must be fetched whole: a delta would not tell all, or its start is not known."""
    if is_group(unit) or state.withdrawn is not None:
        return True
    return is_old(state.whole_at, now, WHOLE_EVERY) or state.checked_at > now + SKEW


def needs(pairs: Iterable[Pair], states: Mapping[Pair, State], now: int, since: int | None = None) -> Needs:
    """What is missing and what is stale among the asked slices. `since`: also what was last checked before then."""
    found, oldest = Needs(), now
    for pair in pairs:
        state = states.get(pair)
        if state is None:
            found.missing.append(pair)
        elif _is_due(state.checked_at, now, since):
            if wants_whole(pair[1], state, now):
                found.whole.append(pair)
            else:
                found.delta.append(pair)
                oldest = min(oldest, state.checked_at)
    found.since = day(oldest) if found.delta else None
    return found


def accepts(state: State | None, fetched_at: int, from_date: date | None) -> bool:
    """Whether an answer may be written over a slice.

    Not when a later answer came first. A delta only onto a slice that was last fetched on or after its start: over an
    older one it would leave a hole, onto none it would be half a slice, and a withdrawn one is not what Kolada has.
    """
    if state and fetched_at < state.checked_at <= fetched_at + SKEW:
        return False
    if from_date is None:
        return True
    return state is not None and state.withdrawn is None and from_date <= day(state.checked_at)


def may_retry(failed_at: int | None, now: int) -> bool:
    """Whether something that failed may be asked for again."""
    return failed_at is None or is_old(failed_at, now, RETRY_AFTER)


def is_unfinished(done: int, oldest: int | None, total: int, now: int, since: int | None = None) -> bool:
    """Whether of `total` slices, `done` of them kept and the oldest checked then, anything is missing or stale."""
    return done < total or (oldest is not None and _is_due(oldest, now, since))


def _is_due(checked_at: int, now: int, since: int | None) -> bool:
    return is_old(checked_at, now, DAY) or (since is not None and checked_at < since)
