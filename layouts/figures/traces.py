"""Lines of cells as scatter traces: gaps stay gaps, lone points are seen, preliminary points are hollow."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from kolada import texts
from kolada.analysis.lines import Cell, Line
from kolada.analysis.ranks import Band
from kolada.numbers import number
from layouts import theme

Trace = dict[str, Any]


class Style(NamedTuple):
    """How a line looks. `marker` is the size in px of a marker on every point, 0 for none."""

    colour: str
    width: float
    dash: str = theme.SOLID
    marker: float = 0
    symbol: str = "circle"

    def scaled(self, factor: float) -> "Style":
        """The same, lighter: for a small figure."""
        return self._replace(width=self.width * factor, marker=self.marker * factor)


PEER = Style(theme.PEER, 1)
RIKET = Style(theme.RIKET, 2, theme.DOTTED)
MEAN = Style(theme.MEAN, 2, theme.DASHED)
FOCAL = Style(theme.FOCAL, 3, marker=6.5)
LONE, HOLLOW = 3.0, 1.5  # px: a marker beyond its line's width where no line shows the point; a hollow one beyond that


def scatter_defaults(unit: str) -> Trace:
    """What all lines of a figure have in common, and peers have alone: thin, grey, named in the hover."""
    return {
        "mode": "lines",
        "connectgaps": False,
        "cliponaxis": False,
        "line": {"color": PEER.colour, "width": PEER.width},
        "hovertemplate": hover(unit),
    }


def hover(unit: str, remark: str = "") -> str:
    """ "Kramfors 2022: 4 419 kr/inv"."""
    return f"<b>%{{fullData.name}}</b> %{{x}}: %{{text}}{unit and ' ' + unit}{remark}<extra></extra>"


class Words(NamedTuple):
    """How a figure says its numbers: decimals, and the unit after them."""

    places: int
    unit: str


def line_trace(
    line: Line, years: Sequence[int], style: Style, words: Words, *, name: str = "", members: int = 0
) -> Trace:
    """One line over every year shown, None where it has no value (COMPARISON 13), drawn in `style`.

    `members`, of a mean: how many could have been in it; the hover says how many were (COMPARISON 6).
    """
    cells = [line.at(year) for year in years]
    values = [cell.value for cell in cells]
    trace: Trace = {
        "type": "scatter",
        "name": name or line.name,
        "x": list(years),
        "y": [None if v is None else round(v, words.places + 1) for v in values],
        "text": ["" if v is None else number(v, words.places) for v in values],
    }
    if style != PEER:
        trace["line"] = {"color": style.colour, "width": style.width, "dash": style.dash}
    hollow = [cell.preliminary and cell.value is not None for cell in cells]
    if members or any(hollow):
        trace["customdata"] = [_remark(cell, members) for cell in cells]
        trace["hovertemplate"] = hover(words.unit, "%{customdata}")
    marker = _marker(values, hollow, style)
    return trace | ({"mode": "lines+markers", "marker": marker} if marker else {})


def _remark(cell: Cell, members: int) -> str:
    """What a hover adds after the number: " (6 av 7, preliminärt)"."""
    if cell.value is None:
        return ""
    words = [f"{cell.n} {texts.FIGURE_OF} {members}"] if members else []
    words += [texts.FIGURE_PRELIMINARY] if cell.preliminary else []
    return f" ({', '.join(words)})" if words else ""


def _marker(values: Sequence[float | None], hollow: Sequence[bool], style: Style) -> Trace | None:
    """Markers on all points of a line that has them, else only where a point is preliminary or stands alone."""
    marked = (
        [True] * len(values) if style.marker else [h or alone for h, alone in zip(hollow, _lone(values), strict=True)]
    )
    if not any(marked):
        return None
    dot = style.marker or style.width + LONE
    sizes = [dot + HOLLOW * h if m else 0 for m, h in zip(marked, hollow, strict=True)]
    marker: Trace = {
        "size": sizes[0] if len(set(sizes)) == 1 else sizes,
        "color": style.colour,
        "opacity": 1,
        "line": {"width": 0},  # else plotly draws white rims round markers of several sizes
    }
    if any(hollow):
        marker["color"] = [theme.CARD if h else style.colour for h in hollow]
        marker["line"] = {"color": style.colour, "width": [min(style.width, 2) if h else 0 for h in hollow]}
    return marker | ({"symbol": style.symbol} if style.symbol != "circle" else {})


def _lone(values: Sequence[float | None]) -> list[bool]:
    """Which values have no value beside them: no line reaches them."""
    known = [v is not None for v in values]
    if all(known) and len(known) > 1:
        return [False] * len(known)
    return [
        k and not (before or after)
        for before, k, after in zip([False, *known[:-1]], known, [*known[1:], False], strict=True)
    ]


def band_trace(bands: Mapping[int, Band], years: Sequence[int], words: Words, name: str) -> list[Trace]:
    """The middle half of the country as a filled shape, a part for each unbroken run of years; nothing without any."""
    found = runs([year for year in years if year in bands])
    if not found:
        return []
    x: list[float | None] = []
    y: list[float | None] = []
    for run in found:
        low, high = [bands[p].q1 for p in run], [bands[p].q3 for p in run]
        side = [run[0] - 0.2, run[0] + 0.2] if len(run) == 1 else list(run)
        low, high = (low * 2, high * 2) if len(run) == 1 else (low, high)
        x += [*side, *reversed(side), None]
        y += [*(round(v, words.places + 1) for v in (*low, *reversed(high))), None]
    shape = {"fill": "toself", "fillcolor": theme.BAND, "line": {"width": 0}, "hoverinfo": "skip"}
    return [{"type": "scatter", "name": name, "x": x[:-1], "y": y[:-1], **shape}]


def runs(years: Sequence[int]) -> list[list[int]]:
    """Years in order as unbroken runs: 2013, 2014, 2016 are two."""
    found: list[list[int]] = []
    for year in years:
        if found and found[-1][-1] == year - 1:
            found[-1].append(year)
        else:
            found.append([year])
    return found
