"""The municipalities on a map: the frame that assets/map.mjs draws in too, and a still picture of one year."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from kolada.analysis.spread import class_of
from layouts import theme
from layouts.figures.labels import invented_mark

OUTLINE = Path(__file__).parent.parent / "assets" / "outline.json"
COLOURS = ("#e3ecf4", "#b3cde3", "#7fa9cd", "#437fb2", "#174a7c")  # one hue, light to dark
MISSING, HATCH = "#f3f0e9", "#9a948a"
TALL, SHORT, STILL = 720, 620, 500  # px: beside much room, on a telephone, in a report
EXTENT = (5.07, 11.17, 55.3, 69.1)  # west, east (degrees east times cos 62.5), south, north
EDGE = 0.15
ROW, SWATCH = 20, 14  # px of the legend
HALO = theme.CARD


class Ring(NamedTuple):
    """A closed outline."""

    x: list[float]
    y: list[float]


class Classes(NamedTuple):
    """`bounds`: n + 1 limits of n classes, or one where all values are the same; `names`: each class by its limits."""

    bounds: Sequence[float]
    names: Sequence[str]

    @property
    def colours(self) -> tuple[str, ...]:
        """Of each class, the darkest for the highest."""
        return COLOURS[-(len(self.bounds) - 1) :] if len(self.bounds) > 1 else COLOURS[:1]


@cache
def outlines() -> Mapping[str, tuple[Ring, ...]]:
    """Every municipality's rings by id, the largest first."""
    told = json.loads(OUTLINE.read_bytes())
    return {unit: tuple(_ring(steps, told["scale"]) for steps in rings) for unit, rings in told["units"].items()}


def _ring(steps: Sequence[int], scale: int) -> Ring:
    """From steps between points, the first from (0, 0)."""
    ring, x, y = Ring([], []), 0, 0
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        ring.x.append(x / scale)
        ring.y.append(y / scale)
    return Ring([*ring.x, ring.x[0]], [*ring.y, ring.y[0]])


def map_layout(classes: Classes, missing: str, height: int = TALL, *, invented: bool = False) -> dict[str, Any]:
    """Axes, and the legend with its colours; a browser adds year and names."""
    west, east, south, north = EXTENT
    hidden = {"visible": False, "fixedrange": True, "constrain": "domain"}
    return theme.layout(
        height,
        margin={"l": 2, "r": 2, "t": 2, "b": 2},
        hovermode=False,
        xaxis={**hidden, "range": [west - EDGE, east + EDGE]},
        yaxis={**hidden, "range": [south - EDGE, north + EDGE], "scaleanchor": "x"},
        shapes=_swatches(classes.colours),
        annotations=[*_legend([*classes.names, missing]), *([invented_mark(y=0)] if invented else [])],
    )


def _legend(names: Iterable[str]) -> list[dict[str, Any]]:
    plain = {"x": 0, "y": 1, "xanchor": "left", "yanchor": "top", "xshift": 22}
    return [{**plain, "text": name, "yshift": -34 - ROW * i} for i, name in enumerate(names)]


def _swatches(colours: Sequence[str]) -> list[dict[str, Any]]:
    """A square of each class, and a dashed one for what is missing."""
    plain = {"type": "rect", "xref": "paper", "yref": "paper", "xsizemode": "pixel", "ysizemode": "pixel",
             "xanchor": 0, "yanchor": 1, "x0": 0, "x1": SWATCH + 2}  # fmt: skip
    line, dashed = {"color": theme.MUTED, "width": 0.5}, {"color": theme.MUTED, "width": 1, "dash": "2px,2px"}
    return [
        {**plain, "y0": -36 - ROW * i, "y1": -36 - SWATCH - ROW * i, "fillcolor": colour,
         "line": line if i < len(colours) else dashed}
        for i, colour in enumerate([*colours, MISSING])
    ]  # fmt: skip


def still_map(
    values: Mapping[str, float],
    classes: Classes,
    own: tuple[str, str],
    peers: Collection[str],
    year: int,
    missing: str,
    *,
    invented: bool = False,
) -> dict[str, Any]:
    """One year, to be printed. `values` by unit; `own`: id and name; `missing`: the word for those without a value.

    Traces: one a class, those without a value hatched, peers and own outlined: never by colour alone (COMPARISON 27).
    """
    places = outlines()
    of_class: list[list[str]] = [[] for _ in classes.colours]
    for unit, value in values.items():
        if unit in places:
            of_class[class_of(value, classes.bounds)].append(unit)
    fills = [{**_fill(units), "fillcolor": colour} for units, colour in zip(of_class, classes.colours, strict=True)]
    hatched = _fill(unit for unit in places if unit not in values)
    pattern = {"shape": "/", "fgcolor": HATCH, "bgcolor": MISSING, "size": 5, "solidity": 0.25}
    hatched |= {"fillpattern": pattern, "line": {"color": "#b9b4a8", "width": 0.6}}
    lines = [_line(peers, 3.5, HALO), _line(peers, 1.4, theme.INK), _line([own[0]], 6, HALO),
             _line([own[0]], 3, theme.INK)]  # fmt: skip
    layout = map_layout(classes, missing, STILL, invented=invented)
    said = {"text": f"<b>{year}</b>", "x": 0, "y": 1, "xanchor": "left", "yanchor": "top", "font": {"size": 20}}
    layout["annotations"] = [said, *layout["annotations"], *_name(*own)]
    return {"data": [*fills, hatched, *lines], "layout": layout}


def _fill(units: Iterable[str]) -> dict[str, Any]:
    common = {"type": "scatter", "mode": "lines", "fill": "toself", "hoverinfo": "skip"}
    return {**common, "line": {"color": HALO, "width": 0.6}, **_coordinates(units)}


def _line(units: Iterable[str], width: float, colour: str) -> dict[str, Any]:
    line = {"color": colour, "width": width}
    return {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "line": line, **_coordinates(units)}


def _coordinates(units: Iterable[str]) -> dict[str, list[float | None]]:
    """The rings one after another, a gap between two."""
    x: list[float | None] = []
    y: list[float | None] = []
    for unit in units:
        for ring in outlines().get(unit, ()):
            x += [*ring.x, None]
            y += [*ring.y, None]
    return {"x": x, "y": y}


def _name(unit: str, name: str) -> list[dict[str, Any]]:
    """The own one's name beside it."""
    if unit not in outlines():
        return []
    ring = outlines()[unit][0]
    x, y = sum(ring.x) / len(ring.x), sum(ring.y) / len(ring.y)
    middle = {"x": x, "y": y, "xref": "x", "yref": "y"}
    west, east, *_ = EXTENT
    is_east = x > (west + 2 * east) / 3  # there the name would leave a narrow picture
    aside = {"ax": -46, "xanchor": "right"} if is_east else {"ax": 46, "xanchor": "left"}
    arrow = {"showarrow": True, "arrowhead": 0, "arrowwidth": 1, "ay": -26, **aside}
    return [{"text": f"<b>{name}</b>", "bgcolor": "rgba(255,255,255,.88)", "font": {"size": 13}, **middle, **arrow}]
