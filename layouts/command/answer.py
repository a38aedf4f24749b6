"""What a command or a notebook is given: rows for programs, tables for people, and what must be said beside both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from layouts.documents.table import Row


@dataclass(frozen=True)
class Sheet:
    """A table for people. The columns in `texts` stand to the left, numbers to the right; `wide` is the column that
    gives way where a terminal is narrow."""

    heading: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    texts: Sequence[int] = (0,)
    wide: int | None = None


@dataclass(frozen=True)
class Answer:
    """`rows` have `columns`, unrounded. `said` belongs to the figures wherever they go; `told` is for readers of the
    table. `facts` is what a frame carries along, plain enough for JSON."""

    columns: Sequence[str]
    rows: Sequence[Row]
    sheets: Sequence[Sheet]
    said: Sequence[str] = ()
    told: Sequence[str] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
