"""The lines of a figure's own chart in Office, and how each is drawn there: as the picture on the page."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from kolada.analysis.compare import Comparison
from kolada.analysis.lines import Cell, Line, Role
from kolada.analysis.spread import Spread, spreads_shown
from layouts import texts as common
from layouts import theme
from layouts.documents.common import shown_lines
from layouts.report.section import Entry
from layouts.report.state import Form


class Dash(StrEnum):
    """How a line is broken."""

    SOLID = "solid"
    DASH = "dash"
    DOT = "round_dot"


class Symbol(StrEnum):
    """What stands at a value."""

    CIRCLE = "circle"
    SQUARE = "square"


class Look(NamedTuple):
    """How a line is drawn; sizes in points, a marker of 0 for none."""

    colour: str
    width: float
    dash: Dash = Dash.SOLID
    marker: int = 0
    symbol: Symbol = Symbol.CIRCLE


class Stroke(NamedTuple):
    """One line, with the name it has in the chart. `key` is its own in the figure: women's and men's have one unit."""

    key: str
    name: str
    line: Line
    look: Look
    is_thin: bool = False  # one of many that look alike, and have no name in the legend


PEER = Look("#a6abb0", 1)  # darker than on the page: a projector washes the page's grey out
RIKET, MEAN = Look(theme.RIKET, 2.25, Dash.DOT), Look(theme.MEAN, 2.25, Dash.DASH)
FOCAL = Look(theme.FOCAL, 4, marker=8)
OF_ROLE = {Role.PEER: PEER, Role.RIKET: RIKET, Role.PEER_MEAN: MEAN, Role.FOCAL: FOCAL}
DRAWN = tuple(OF_ROLE)  # what is drawn later covers what was drawn before
OUTER, INNER, MEDIAN = Look("#b9b2a3", 1.25), Look("#8d8778", 1.75), Look(theme.MUTED, 2.25)
OF_PERCENTILE = {"p5": OUTER, "q1": INNER, "median": MEDIAN, "q3": INNER, "p95": OUTER}
OF_GENDER = {"K": Look(theme.WOMEN, 4, marker=8), "M": Look(theme.MEN, 4, marker=8, symbol=Symbol.SQUARE)}
MEAN_OF_GENDER = {"K": Look(theme.WOMEN, 1.5, Dash.DASH), "M": Look(theme.MEN, 1.5, Dash.DOT)}


def years(drawn: Sequence[Stroke], comparison: Comparison) -> range:
    """From the first year shown with a value to the last, also those between that lack one."""
    first, last = comparison.window
    found = [year for stroke in drawn for year in stroke.line.years if first <= year <= last]
    return range(min(found), max(found) + 1) if found else range(0)


def strokes(entry: Entry) -> list[Stroke]:
    """The lines in drawing order, the own one last. None for what is no chart of lines."""
    match entry.chosen.form:
        case Form.LINE:
            return _of_comparison(entry.comparison)
        case Form.SPREAD:
            return _of_spread(entry.comparison)
        case Form.GENDERS if entry.is_drawn:
            return _of_genders(*entry.behind)
    return []


def _of_comparison(comparison: Comparison) -> list[Stroke]:
    found = sorted(shown_lines(comparison), key=lambda line: DRAWN.index(line.role))
    return [
        Stroke(line.id, _name(line, comparison), line, OF_ROLE[line.role], line.role is Role.PEER) for line in found
    ]


def _name(line: Line, comparison: Comparison) -> str:
    if line.role is not Role.PEER_MEAN:
        return line.name
    present = [cell.n for year in comparison.periods if (cell := line.at(year)).value is not None]
    least, most = (min(present), max(present)) if present else (0, 0)
    n = str(least) if least == most else f"{least}–{most}"
    return f"{common.TABLE_MEAN} ({n} av {len(comparison.peers.members)})"


def _of_spread(comparison: Comparison) -> list[Stroke]:
    found = spreads_shown(comparison)
    if not found:
        return []
    percentiles = [
        Stroke(key, common.PERCENTILES[key], percentile_line(key, found), look) for key, look in OF_PERCENTILE.items()
    ]
    return [*percentiles, *(s for s in _of_comparison(comparison) if s.line.role in (Role.RIKET, Role.FOCAL))]


def percentile_line(key: str, found: Mapping[int, Spread]) -> Line:
    """A percentile of the country by year."""
    return Line(Role.PEER_MEAN, key, key, {year: Cell(getattr(s, key), "", s.n) for year, s in found.items()})


def _of_genders(*both: Comparison) -> list[Stroke]:
    means = [
        Stroke(f"{c.gender}:{c.mean.id}", f"{common.TABLE_MEAN}, {common.GENDERS[c.gender].lower()}", c.mean,
               MEAN_OF_GENDER[c.gender])
        for c in both
        if c.mean.cells
    ]  # fmt: skip
    own = [Stroke(f"{c.gender}:{c.focal.id}", common.GENDERS[c.gender], c.focal, OF_GENDER[c.gender]) for c in both]
    return [*means, *own]
