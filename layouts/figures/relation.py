"""Two KPIs against each other: a point for each municipality, the own one large and named, the peers named, the others
grey. No line is drawn through them: a correlation is said in words, with its n (COMPARISON 25)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Any

from kolada.analysis.relation import Point
from kolada.numbers import number
from layouts import theme
from layouts.explore.texts_relation import LOG_SCALE
from layouts.figures.axes import Scale, scale, y_axis
from layouts.figures.labels import invented_mark, text_width, wrap

HEIGHT, TOP, BOTTOM, RIGHT = 460, 44, 62, 16  # px
WIDTH = 300  # px of the plot that names are placed for, as on a phone: where it is wider they only come further apart
PHONE = 330  # px that an axis' name has on a phone
MOST_TICKS = 6
SPAN = 30  # times the lowest: from there on a count's axis is logarithmic
MOST_NAMED = 12  # peers with a name in the figure
OTHER, PEER, FOCAL = 6, 9, 13  # px
PLACES = ("middle right", "middle left", "top center", "bottom center", "top right", "bottom right", "top left",
          "bottom left")  # fmt: skip
LINE = 15  # px
PEER_COLOUR = theme.MUTED


@dataclass(frozen=True)
class Axis:
    """One axis: its title, the unit after its highest tick, the decimals of its numbers, and whether it counts
    something (then it may be in powers of ten, so that small municipalities do not lie in one heap)."""

    title: str
    unit: str = ""
    is_count: bool = False
    places: int = 0

    def hover(self, of: str) -> str:
        """What a hover says of a value: its number as sentence and table have it, and the unit."""
        return f"%{{{of}:,.{self.places}f}} {self.unit}".rstrip()


@dataclass(frozen=True)
class _Drawn:
    """An axis over its values: ticks with their texts, and where a value stands from 0 to 1."""

    ticks: Scale
    is_log: bool

    def at(self, value: float) -> float:
        return self.ticks.height(log10(value) if self.is_log else value)


def relation_figure(
    points: Sequence[Point], focal: str, peers: Collection[str], x: Axis, y: Axis, *, invented: bool = False
) -> dict[str, Any]:
    """The scatter. `focal` and `peers` are ids; points have their names. Traces: others, peers, own (the last two are
    left out where they have no point). `customdata` is what the hover says."""
    drawn = _drawn([p.x for p in points], x), _drawn([p.y for p in points], y)
    own = [p for p in points if p.id == focal]
    near = [p for p in points if p.id in peers and p.id != focal]
    others = [p for p in points if p.id != focal and p.id not in peers]
    named = near if len(near) <= MOST_NAMED else []
    where = _placed([*own, *named], *drawn)
    vertical, gutter = _vertical(drawn[1], y)
    mark = [invented_mark(y=1, yanchor="bottom", yshift=22)] if invented else []
    layout = theme.layout(
        HEIGHT,
        margin={"l": gutter, "r": RIGHT, "t": TOP, "b": BOTTOM, "pad": 0},
        xaxis=_horizontal(drawn[0]),
        yaxis=vertical,
        annotations=[*_axis_names(x, y, *drawn), *mark],
    )
    traces = [
        _trace(others, OTHER, theme.PEER, (x, y)),
        _trace(near, PEER, PEER_COLOUR, (x, y), [where.get(p.id) for p in near], "diamond"),
        _trace(own, FOCAL, theme.FOCAL, (x, y), [where.get(p.id) for p in own], bold=True),
    ]
    return {"data": [traces[0], *(t for t in traces[1:] if t["x"])], "layout": layout}


def _drawn(values: Sequence[float], axis: Axis) -> _Drawn:
    """The axis that holds the values; powers of ten for counts that span far, none of them 0."""
    low, high = min(values), max(values)
    is_log = axis.is_count and low > 0 and high > SPAN * low
    if is_log:
        return _Drawn(Scale(tuple(float(p) for p in range(floor(log10(low)), ceil(log10(high)) + 1)), 0), True)
    return _Drawn(scale(low, high, MOST_TICKS - 1, few=True), False)


def _vertical(drawn: _Drawn, axis: Axis) -> tuple[dict[str, Any], int]:
    found, gutter = y_axis(drawn.ticks, axis.unit)
    if not drawn.is_log:
        return found, gutter
    return {**found, **_powers(drawn, axis)}, _gutter(drawn)


def _gutter(drawn: _Drawn) -> int:
    return round(max(text_width(_power(tick), theme.TICK_SIZE) for tick in drawn.ticks.ticks)) + 8


def _powers(drawn: _Drawn, axis: Axis) -> dict[str, Any]:
    """A logarithmic axis: plotly wants the range in exponents and the ticks as values."""
    texts = [_power(tick) for tick in drawn.ticks.ticks]
    texts[-1] = f"{texts[-1]} {axis.unit}".rstrip()
    values = [10**tick for tick in drawn.ticks.ticks]
    return {"type": "log", "tickvals": values, "ticktext": texts, "ticklen": _gutter(drawn),
            "ticklabelstandoff": -_gutter(drawn) - 3}  # fmt: skip


def _power(exponent: float) -> str:
    return f"{10**exponent:,.{max(0, -int(exponent))}f}".replace(",", "\u202f").replace(".", ",")


def _horizontal(drawn: _Drawn) -> dict[str, Any]:
    if drawn.is_log:
        ticks: dict[str, Any] = {"type": "log", "tickvals": [10**t for t in drawn.ticks.ticks]}
        texts = [_power(t) for t in drawn.ticks.ticks]
    else:
        ticks = {"tickvals": list(drawn.ticks.ticks)}
        texts = [number(t, drawn.ticks.places) for t in drawn.ticks.ticks]
    ends = {"range": [round(drawn.ticks.low, 9), round(drawn.ticks.high, 9)]}
    return {**ticks, **ends, "ticktext": texts, "showgrid": True, "gridcolor": theme.GRID, "zeroline": False}


def _axis_names(x: Axis, y: Axis, *drawn: _Drawn) -> list[dict[str, Any]]:
    """Both read from left to right: y's name above the plot, x's below it, on two lines where it is long."""
    titles = [f"{a.title}, {LOG_SCALE}" if d.is_log else a.title for a, d in zip((x, y), drawn, strict=True)]
    below, above = ("<br>".join(wrap(title, PHONE, theme.LABEL_SIZE, bold=True)) for title in titles)
    common = {"xanchor": "left", "font": {"color": theme.MUTED, "size": theme.LABEL_SIZE}}
    return [
        {**common, "text": f"↑ {above}", "x": 0, "xshift": -2, "y": 1, "yanchor": "bottom", "yshift": 8},
        {**common, "text": f"→ {below}", "x": 1, "xanchor": "right", "y": 0, "yanchor": "top", "yshift": -22,
         "align": "right"},
    ]  # fmt: skip


def _trace(
    points: Sequence[Point],
    size: int,
    colour: str,
    axes: tuple[Axis, Axis],
    places: Sequence[str | None] = (),
    symbol: str = "circle",
    *,
    bold: bool = False,
) -> dict[str, Any]:
    """Points of one sort; those with a place have their name there."""
    trace: dict[str, Any] = {
        "type": "scatter",
        "mode": "markers",
        "x": [p.x for p in points],
        "y": [p.y for p in points],
        "customdata": [p.name for p in points],
        "hovertemplate": f"<b>%{{customdata}}</b><br>{axes[0].hover('x')}<br>{axes[1].hover('y')}<extra></extra>",
        "marker": {"size": size, "color": colour, "symbol": symbol, "line": {"color": theme.CARD, "width": 1}},
        "cliponaxis": False,
    }
    if not any(places):
        return trace
    names = [(f"<b>{p.name}</b>" if bold else p.name) if place else "" for p, place in zip(points, places, strict=True)]
    font = {"color": colour if bold else theme.INK, "size": theme.LABEL_SIZE + bold}
    return trace | {"mode": "markers+text", "text": names, "textposition": [p or PLACES[0] for p in places],
                    "textfont": font}  # fmt: skip


Box = tuple[float, float, float, float]


def _placed(points: Sequence[Point], x: _Drawn, y: _Drawn) -> dict[str, str]:
    """Where each name stands beside its point, the first ones first: the first place that is free of other names and
    named points, inside the plot. A name without such a place is left to the hover and the table."""
    height = HEIGHT - TOP - BOTTOM
    at = {p.id: (x.at(p.x) * WIDTH, (1 - y.at(p.y)) * height) for p in points}
    dots: dict[str, Box] = {i: (cx - 6, cy - 6, cx + 6, cy + 6) for i, (cx, cy) in at.items()}
    taken: list[Box] = []
    found: dict[str, str] = {}
    for point in points:
        width = text_width(point.name, theme.LABEL_SIZE, bold=True)
        others = [*taken, *(box for i, box in dots.items() if i != point.id)]
        for place in PLACES:
            box = _box(at[point.id], place, width)
            if box[0] >= 0 and box[2] <= WIDTH + RIGHT and not any(_meet(box, other) for other in others):
                found[point.id] = place
                taken.append(box)
                break
    return found


def _box(centre: tuple[float, float], place: str, width: float) -> Box:
    """What a name covers at a place round a point, in px."""
    across, along = place.split()[1], place.split()[0]
    left = centre[0] + {"right": 8, "left": -8 - width, "center": -width / 2}[across]
    top = centre[1] + {"middle": -LINE / 2, "top": -8 - LINE, "bottom": 8}[along]
    return left, top, left + width, top + LINE


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
