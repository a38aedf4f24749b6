"""Axes as decisions: where a scale begins, which values and years get a tick, and how the ticks are drawn."""

from collections.abc import Iterable
from math import ceil, floor, log10
from typing import Any, NamedTuple

from kolada.catalogue import Kind
from kolada.numbers import number
from kolada.units import after_number
from layouts import theme
from layouts.figures.labels import text_width

STEPS = (1.0, 2.0, 4.0, 5.0, 10.0)
EDGE = 0.012  # of the axis' height
FROM_ZERO = (Kind.COST, Kind.COUNT, Kind.RATE)
FAR_FROM_ZERO, HIGH_SHARE = 2 / 3, 50  # of the highest value; per cent
TICK_GAP = 8  # px between a tick's text and the first year


class Scale(NamedTuple):
    """A y axis from its first tick to its last, in the kpi's own unit; `places` decimals tell the ticks apart."""

    ticks: tuple[float, ...]
    places: int

    @property
    def low(self) -> float:
        """The lower end, a hair below the first tick: a grid line at the very edge is not drawn."""
        return self.ticks[0] - EDGE * (self.ticks[-1] - self.ticks[0])

    @property
    def high(self) -> float:
        """The upper end, a hair above the last tick."""
        return self.ticks[-1] + EDGE * (self.ticks[-1] - self.ticks[0])

    def height(self, value: float) -> float:
        """Where a value stands: 0 at the lower end, 1 at the upper."""
        return (value - self.low) / (self.high - self.low)


def extent(values: Iterable[float], kind: Kind) -> tuple[float, float]:
    """What a y axis must hold. (0, 0) without values, so that a union with other extents is not disturbed.

    Zero is in it for costs, rates and counts, always. For shares, indexes and others too, unless all values lie in the
    upper third of the way from zero (200-230 points), shares above 50 % at that (85-95 %, but not 4-5 %): there an axis
    from zero would hide what happens.
    """
    known = list(values)
    if not known:
        return 0.0, 0.0
    low, high = min(known), max(known)
    is_far = low > FAR_FROM_ZERO * high > 0 and (kind is not Kind.SHARE or low > HIGH_SHARE)
    if is_far and kind not in FROM_ZERO:
        return low, high
    return min(low, 0.0), max(high, 0.0)


def scale(low: float, high: float, most: int, *, whole: bool = False, few: bool = False) -> Scale:
    """Round ticks around low..high in two to `most` steps: the ones that waste least height.

    Of equally tight ones the more ticks, or the fewer if `few`. `whole` keeps ticks to whole numbers (children).
    """
    if high <= low:
        high = low + 1
    candidates = [_steps(low, high, step) for step in _sizes((high - low) / most, whole)]
    fitting = [c for c in candidates if c[2] <= most]
    first, step, count = min(fitting, key=lambda c: (round(c[2] * c[1] / (high - low), 6), c[2] if few else -c[2]))
    places = max(0, -floor(log10(step) + 1e-9))
    return Scale(tuple(round((first + i) * step, 9) for i in range(count + 1)), places)


def _sizes(least: float, whole: bool) -> list[float]:
    power = floor(log10(least))
    sizes = [step * 10.0**p for p in (power, power + 1) for step in STEPS]
    sizes += [2.5 * 10.0**p for p in (power, power + 1) if p > 0]  # 25, 250: 2.5 needs a decimal that says nothing
    return [s for s in sizes if not whole or s >= 1] or [1.0]


def _steps(low: float, high: float, step: float) -> tuple[int, float, int]:
    """(first tick in steps, step, number of steps): at least two steps, and room for both ends."""
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return first, step, max(2, last - first)


def year_ticks(first: int, last: int, most: int) -> list[int]:
    """The first year, the last, and others between in at most `most` even intervals, one fewer where none divide."""
    span = last - first
    even = [n for n in range(min(most, span), 1, -1) if span % n == 0]
    parts = even[0] if even and 2 * even[0] > most else min(max(most - 1, 2), max(span, 1))
    return sorted({first + round(i * span / parts) for i in range(parts + 1)})


def unit_words(unit: str) -> str:
    """What stands after a number in a figure: "kr/inv", "%", "per 1 000 invånare 0–20 år"; nothing for counts."""
    if "%" in unit:
        return "%"
    return unit.replace("-", "–") if unit.startswith("kr") else after_number(unit)


def y_axis(of: Scale, unit: str = "") -> tuple[dict[str, Any], int]:
    """The axis and the left margin in px that it needs.

    Tick texts stand on their grid lines, which begin in the margin: no line of the plot can cross them. The unit
    follows the highest.
    """
    texts = [number(tick, of.places if tick else 0) for tick in of.ticks]
    gutter = round(max(text_width(text, theme.TICK_SIZE) for text in texts)) + TICK_GAP
    texts[-1] = f"{texts[-1]} {unit}".rstrip()
    axis = {
        "range": [round(of.low, 9), round(of.high, 9)],
        "tickvals": list(of.ticks),
        "ticktext": texts,
        "showgrid": True,
        "zeroline": True,
        "ticks": "outside",
        "ticklen": gutter,
        "tickcolor": theme.GRID,
        "linewidth": 0,
        "ticklabelposition": "inside top",
        "ticklabelshift": 1,
        "ticklabelstandoff": -gutter - 3,
        "ticklabeloverflow": "allow",
    }
    return axis, gutter


def x_axis(window: tuple[int, int], most: int) -> dict[str, Any]:
    """Years; a window of one year stands in the middle."""
    first, last = window
    ticks = year_ticks(first, last, most)
    room = 0.5 if first == last else 0
    return {"range": [first - room, last + room], "tickvals": ticks, "ticktext": [str(year) for year in ticks]}
