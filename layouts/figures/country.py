"""All the country's municipalities (or regions) in one year, a thin bar each, the highest first."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from kolada.analysis.ranks import Band, Standing
from kolada.numbers import number
from layouts import theme
from layouts.figures.labels import invented_mark
from layouts.kpi_tabs import texts

HEIGHT, TOP, BOTTOM = 330, 48, 40  # px: two rows of names above the bars, the quartiles' names below
OTHER, PEER, MARKED = "#ced2d6", "#7b858e", theme.INK
SEEN = 3  # places that a bar covers which must be seen, where there are hundreds
FEW = 60  # bars: each is seen as it is
NEAR_EDGE = 1 / 3
ROW = 19  # px between two rows of names


class Pointed(NamedTuple):
    """Who is pointed out: the own one, the peers, and one more that was asked for."""

    focal: str
    peers: Collection[str]
    mark: str | None = None


class Said(NamedTuple):
    """How the figure says its numbers: the year, decimals and the unit after them."""

    year: int
    places: int
    unit: str


def country_figure(
    standings: Sequence[Standing],
    pointed: Pointed,
    said: Said,
    *,
    band: Band | None,
    riket: float | None,
    invented: bool = False,
) -> dict[str, Any]:
    """Bars from zero (COMPARISON 26), Riket as a line and never a bar (COMPARISON 4).

    Traces: whole-height tracks that answer to the pointer (customdata: text, id), the bars, dots over the peers.
    """
    low, high = _ends(standings, riket)
    named = [s for s in standings if s.id in (pointed.focal, pointed.mark)]
    layout = theme.layout(
        HEIGHT,
        margin={"l": 2, "r": 2, "t": TOP, "b": BOTTOM + 20 * invented, "pad": 0},
        barmode="overlay",
        bargap=0.1,
        xaxis={"range": [-0.7, len(standings) - 0.3], "showticklabels": False},
        yaxis={"range": [low, high], "showticklabels": False, "zeroline": True},
        shapes=[*_lines(standings, named, pointed, high), *_quartile_lines(standings, band), *_riket_line(riket)],
        annotations=[
            *_names(standings, named, pointed, said),
            *_quartile_names(standings, band, said),
            *_riket_name(riket, said),
            *([invented_mark(y=0, yanchor="top", yshift=-BOTTOM)] if invented else []),
        ],
    )
    return {"data": _traces(standings, pointed, said, low, high), "layout": layout}


def _ends(standings: Sequence[Standing], riket: float | None) -> tuple[float, float]:
    values = [s.value for s in standings] + ([riket] if riket is not None else [])
    low, high = min(0.0, *values), max(0.0, *values)
    return (low, high) if low < high else (0.0, 1.0)


def _traces(
    standings: Sequence[Standing], pointed: Pointed, said: Said, low: float, high: float
) -> list[dict[str, Any]]:
    x = list(range(len(standings)))
    hover = [
        [f"<b>{s.name}</b> {said.year}: {number(s.value, said.places)} {said.unit}".rstrip(), s.id] for s in standings
    ]
    wide = SEEN if len(standings) > FEW else 1
    tracks = {
        "type": "bar",
        "x": x,
        "y": [high - low] * len(x),
        "base": low,
        "width": 1,
        "marker": {"opacity": 0},
        "customdata": hover,
        "hovertemplate": "%{customdata[0]}<extra></extra>",
    }
    bars = {
        "type": "bar",
        "x": x,
        "y": [round(s.value, said.places + 2) for s in standings],
        "width": [wide if s.id in (pointed.focal, pointed.mark) else 0.9 for s in standings],
        "marker": {"color": [_colour(s.id, pointed) for s in standings]},
        "hoverinfo": "skip",
    }
    return [bars, _peer_dots(standings, pointed), tracks]


def _colour(unit: str, pointed: Pointed) -> str:
    if unit == pointed.focal:
        return theme.FOCAL
    if unit == pointed.mark:
        return MARKED
    return PEER if unit in pointed.peers else OTHER


def _peer_dots(standings: Sequence[Standing], pointed: Pointed) -> dict[str, Any]:
    """Not by colour alone (COMPARISON 27): a dot over each peer's bar."""
    own = [(i, s.value) for i, s in enumerate(standings) if s.id in pointed.peers]
    marker = {"color": PEER, "size": 5, "symbol": "circle"}
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [i for i, _ in own],
        "y": [value for _, value in own],
        "marker": marker,
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _lines(
    standings: Sequence[Standing], named: Sequence[Standing], pointed: Pointed, high: float
) -> list[dict[str, Any]]:
    """From a bar that has its name above the figure up to the name."""
    return [
        {
            "type": "line",
            "x0": standings.index(s),
            "x1": standings.index(s),
            "y0": s.value,
            "y1": high,
            "line": {"color": _colour(s.id, pointed), "width": 1},
        }
        for s in named
    ]


def _names(
    standings: Sequence[Standing], named: Sequence[Standing], pointed: Pointed, said: Said
) -> list[dict[str, Any]]:
    """The own one's above, the other's in a row of its own under it; turned inwards at the ends."""
    return [
        {
            "text": f"<b>{s.name}</b> {number(s.value, said.places)}",
            "xref": "x",
            "x": standings.index(s),
            "xanchor": _anchor(standings.index(s) / max(len(standings) - 1, 1)),
            "y": 1,
            "yanchor": "bottom",
            "yshift": ROW if s.id == pointed.focal and len(named) > 1 else 0,
            "font": {"color": _colour(s.id, pointed), "size": 13},
        }
        for s in named
    ]


def _anchor(share: float) -> str:
    return "left" if share < NEAR_EDGE else "right" if share > 1 - NEAR_EDGE else "center"


def _quartiles(standings: Sequence[Standing], band: Band | None) -> list[tuple[float, str, float]]:
    """Where in the order each quartile lies: between the last value above it and the first at or below."""
    if band is None:
        return []
    named = zip(texts.QUARTILES, (band.q3, band.median, band.q1), strict=True)
    return [(sum(s.value > value for s in standings) - 0.5, name, value) for name, value in named]


def _quartile_lines(standings: Sequence[Standing], band: Band | None) -> list[dict[str, Any]]:
    line = {"color": theme.MUTED, "width": 1, "dash": "3px,3px"}
    where = {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "layer": "below", "line": line}
    return [{**where, "x0": x, "x1": x} for x, _, _ in _quartiles(standings, band)]


def _quartile_names(standings: Sequence[Standing], band: Band | None, said: Said) -> list[dict[str, Any]]:
    return [
        {
            "text": f"{name}<br>{number(value, said.places)}",
            "align": "center",
            "xref": "x",
            "x": x,
            "y": 0,
            "yanchor": "top",
            "yshift": -4,
            "font": {"color": theme.MUTED, "size": theme.LABEL_SIZE},
        }
        for x, name, value in _quartiles(standings, band)
    ]


def _riket_line(riket: float | None) -> list[dict[str, Any]]:
    if riket is None:
        return []
    line = {"color": theme.RIKET, "width": 2, "dash": theme.DOTTED}
    return [{"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": riket, "y1": riket, "line": line}]


def _riket_name(riket: float | None, said: Said) -> list[dict[str, Any]]:
    if riket is None:
        return []
    where = {"x": 1, "xanchor": "right", "yref": "y", "y": riket, "yanchor": "bottom"}
    return [{"text": f"<b>Riket</b> {number(riket, said.places)}", "font": {"color": theme.RIKET}, **where}]
