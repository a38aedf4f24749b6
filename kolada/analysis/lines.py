"""What is compared, as lines of cells: the focal municipality, its peers, their mean, Riket."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from math import ceil, fsum
from typing import NamedTuple

from kolada import frame as columns
from kolada.api.models import RIKET, Municipality

OWN_LIST = "egen"


class Role(StrEnum):
    """Who a line is about; the names are those of /data.csv."""

    FOCAL = "focal"
    PEER = "peer"
    PEER_MEAN = "peer_mean"
    RIKET = "riket"


class Cell(NamedTuple):
    """One value of a line. `n` is 1 for a single unit with a value, the number behind a mean, 0 when missing."""

    value: float | None = None
    status: str = columns.ABSENT
    n: int = 0
    preliminary: bool = False


NOTHING = Cell()
OTHER_GENDER_ONLY = Cell(status=columns.GENDER_ABSENT)


@dataclass(frozen=True)
class Line:
    """A unit's (or a mean's) cells by period. A period without an entry is absent."""

    role: Role
    id: str
    name: str
    cells: Mapping[int, Cell] = field(default_factory=dict)

    def at(self, period: int | None) -> Cell:
        """The cell of that year; a missing one says that nothing is there."""
        return self.cells.get(period, NOTHING) if period is not None else NOTHING

    def value(self, period: int | None) -> float | None:
        """The value of that year, or None."""
        return self.at(period).value

    @cached_property
    def years(self) -> list[int]:
        """The years that have a value, in order."""
        return sorted(p for p, cell in self.cells.items() if cell.value is not None)


@dataclass(frozen=True)
class Peers:
    """The municipalities that the focal one is compared with; it is never among them (COMPARISON 7)."""

    id: str  # a G-id, or OWN_LIST
    name: str
    members: tuple[Municipality, ...]
    kind: str | None = None  # a GroupKind; None for an own list
    area: str = ""  # what a "Liknande" group is alike in: "IFO", "socioekonomi"
    edition: int | None = None
    held_focal: bool = False  # county, SKR and size groups contain the focal one, which is taken out

    @property
    def minimum(self) -> int:
        """How many must have a value before there is a mean (COMPARISON 6)."""
        return max(2, ceil(len(self.members) / 2))

    def comparable_with(self, focal: Municipality) -> "Peers":
        """Without the focal one, Riket and units of the other type: no mean or rank may hold them (COMPARISON 4, 7)."""
        members = (m for m in self.members if m.is_municipality == focal.is_municipality)
        return replace(self, members=tuple(m for m in members if m.is_region == focal.is_region and m.id != focal.id))


Cells = dict[str, dict[int, Cell]]


def index(
    rows: Iterable[columns.Row], gender: str, preliminary: Container[tuple[str, int]] = frozenset()
) -> dict[str, Cells]:
    """Cells of one gender as {kpi: {municipality: {period: Cell}}}, chosen by code, never by position (COMPARISON 1).

    A row that has other genders but not this one is kept apart from a row that is not there at all. `preliminary`: see
    `frame.preliminary`.
    """
    found: dict[str, Cells] = {}
    line: tuple[str, str] | None = None
    of_line: dict[int, Cell] = {}
    for kpi, unit, period, own, value, status, count in rows:
        if (kpi, unit) != line:  # rows of a line stand together: it is looked up once
            line, of_line = (kpi, unit), found.setdefault(kpi, {}).setdefault(unit, {})
        if own != gender:
            of_line.setdefault(period, OTHER_GENDER_ONLY)
        elif value is None:
            of_line[period] = Cell(status=status)
        else:
            of_line[period] = Cell(value, status, max(count, 1), (kpi, period) in preliminary)
    return found


def unit_line(cells: Cells, role: Role, municipality: Municipality) -> Line:
    """A single unit's line."""
    return Line(role, municipality.id, municipality.title, cells.get(municipality.id, {}))


def mean_cell(members: Iterable[Cell], minimum: int) -> Cell:
    """Unweighted mean of the members that have a value; nothing below the minimum, but n says how many there were.

    COMPARISON 6. A mean with a preliminary value in it is preliminary.
    """
    members = list(members)
    present = [cell.value for cell in members if cell.value is not None]
    if len(present) < minimum:
        return Cell(n=len(present))
    preliminary = any(cell.preliminary for cell in members if cell.value is not None)
    return Cell(fsum(present) / len(present), "", len(present), preliminary)


def mean_line(lines: Iterable[Line], peers: Peers) -> Line:
    """The peers' unweighted mean, year by year. Without the focal municipality: it is not among the peers."""
    lines = list(lines)
    periods = sorted({period for line in lines for period in line.cells})
    cells = {p: mean_cell([line.cells.get(p, NOTHING) for line in lines], peers.minimum) for p in periods}
    return Line(Role.PEER_MEAN, peers.id, peers.name, cells)


def riket_line(cells: Cells) -> Line:
    """Kolada's own national value: weighted, "en genomsnittlig invånare" (COMPARISON 8)."""
    return Line(Role.RIKET, RIKET, "Riket", cells.get(RIKET, {}))
