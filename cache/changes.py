"""What an answer changes in a kept slice: pure.

COMPARISON 3: a slice that had values and comes back empty keeps them, marked as withdrawn.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

Cell = tuple[int, int]  # period, gender's key


class Content(NamedTuple):
    """What stands in a cell: a number or the reason that there is none, and how many are behind a group's mean."""

    value: float | None
    status: str
    members: int


class Revised(NamedTuple):
    """A cell that says something else than it did; None where there was, or now is, no cell."""

    cell: Cell
    old: Content | None
    new: Content | None


@dataclass(frozen=True, slots=True)
class Change:
    """Cells to write and to delete, what a reader should hear of, and what the slice then holds."""

    put: Mapping[Cell, Content] = field(default_factory=dict)
    drop: frozenset[Cell] = frozenset()
    revised: tuple[Revised, ...] = ()
    withdrawn: bool = False
    kept: frozenset[Cell] = frozenset()


def replaced(old: Mapping[Cell, Content], new: Mapping[Cell, Content]) -> Change:
    """The change from what was kept to a whole new slice."""
    if old and not new:
        return Change(withdrawn=True, kept=frozenset(old))
    put = {cell: content for cell, content in new.items() if old.get(cell) != content}
    drop = frozenset(old.keys() - new.keys())
    return Change(put, drop, _revised(old, put, drop), kept=frozenset(new))


def merged(old: Mapping[Cell, Content], changed: Mapping[Cell, Content], deleted: frozenset[Cell]) -> Change:
    """The change from what was kept by a delta: changed cells written, deleted ones removed, the rest as it was."""
    return replaced(old, {cell: content for cell, content in {**old, **changed}.items() if cell not in deleted})


def _revised(old: Mapping[Cell, Content], put: Mapping[Cell, Content], drop: frozenset[Cell]) -> tuple[Revised, ...]:
    """Cells whose value or status is another; how many stand behind a group's mean is not a revision."""
    told = [Revised(cell, old.get(cell), new) for cell, new in put.items() if _says(old.get(cell)) != _says(new)]
    return tuple(sorted(told + [Revised(cell, old[cell], None) for cell in drop], key=lambda each: each.cell))


def _says(content: Content | None) -> tuple[float | None, str] | None:
    return content and content[:2]
