"""Women less men: of one municipality, and on average among its peers. Nothing is computed back (COMPARISON 19)."""

from collections.abc import Sequence

from kolada import frame as columns
from kolada.analysis.compare import Comparison
from kolada.analysis.lines import Cell, Line, Role, mean_line


def gap_line(women: Line, men: Line) -> Line:
    """Women - men where both have a value of their own that year, never from a total. One that is suppressed
    suppresses the gap, and its reason is the gap's."""
    years = sorted({*women.cells, *men.cells})
    return Line(women.role, women.id, women.name, {year: _gap(women.at(year), men.at(year)) for year in years})


def _gap(women: Cell, men: Cell) -> Cell:
    if women.value is None or men.value is None:
        return Cell(status=_reason([cell.status for cell in (women, men) if cell.value is None]))
    return Cell(women.value - men.value, "", 1, women.preliminary or men.preliminary)


def _reason(statuses: Sequence[str]) -> str:
    """Secrecy is said before any other reason."""
    return columns.PRIVACY if columns.PRIVACY in statuses else statuses[0]


def own_gap(women: Comparison, men: Comparison) -> Line:
    """The focal municipality's."""
    return gap_line(women.focal, men.focal)


def mean_gap(women: Comparison, men: Comparison) -> Line:
    """The unweighted mean of the peers' gaps, by the rule of every mean (COMPARISON 6); empty where a mean would
    mislead, as it does for counts."""
    if not women.mean.cells or not men.mean.cells:
        return Line(Role.PEER_MEAN, women.peers.id, women.peers.name)
    lines = [gap_line(w, m) for w, m in zip(women.peer_lines, men.peer_lines, strict=True)]
    return mean_line(lines, women.peers)
