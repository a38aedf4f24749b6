"""Who among the peers has climbed and fallen most, between two years that are named (COMPARISON 16)."""

from collections.abc import Sequence
from dataclasses import dataclass

from kolada.analysis.change import Change, change_between
from kolada.analysis.compare import Comparison
from kolada.analysis.lines import Line

MOST = 3  # each way


@dataclass(frozen=True, slots=True)
class Mover:
    """A peer and its change."""

    id: str
    name: str
    change: Change


@dataclass(frozen=True, slots=True)
class Movers:
    """The largest rises and falls among the peers, the largest first; `n` peers have both years, `own` is the focal
    one's."""

    first: int
    last: int
    n: int
    own: Change
    climbers: tuple[Mover, ...]
    fallers: tuple[Mover, ...]


def movers(comparison: Comparison) -> Movers | None:
    """Between the focal one's first and last year shown, in the KPI's own unit. None for a count, which a large
    municipality moves most in (COMPARISON 9), and where no peer has both years."""
    own = comparison.change
    if own is None or comparison.is_count:
        return None
    found = _changes(comparison.peer_lines, own.first, own.last)
    if not found:
        return None
    most = min(MOST, max(1, len(found) // 2))
    up = sorted((m for m in found if m.change.gap.difference > 0), key=lambda m: -m.change.gap.difference)
    down = sorted((m for m in found if m.change.gap.difference < 0), key=lambda m: m.change.gap.difference)
    return Movers(own.first, own.last, len(found), own, tuple(up[:most]), tuple(down[:most]))


def _changes(lines: Sequence[Line], first: int, last: int) -> list[Mover]:
    found = ((line, change_between(line, first, last)) for line in lines)
    return [Mover(line.id, line.name, change) for line, change in found if change]
