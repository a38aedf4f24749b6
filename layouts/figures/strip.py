"""A strip: one KPI and year as a row of marks on its own scale. An SVG of its own, light enough for forty on a page.

The own municipality is a large solid dot, peers are small grey rings, their ovägt medel a dashed tick, Riket a dotted
tick with a diamond, the middle half of the country a band: shapes before colours, so it survives a grey printer
(COMPARISON 27). Never red, never green (20).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote
from xml.sax.saxutils import escape

from layouts import theme

WIDTH, HEIGHT = 420, 40  # of the drawing; the picture takes the width it is given
LEFT, RIGHT, MIDDLE = 11, 11, 21  # margins and the height at which marks stand
OWN_RADIUS, PEER_RADIUS = 7, 4.5
RING = "#6f767d"  # against the card 4.6:1, against the band 3.5:1
BAND = "#e3dfd5"


@dataclass(frozen=True)
class Strip:
    """What is drawn, in the KPI's unit. `low` and `high`: the ends of the scale, and their labels, which stand below
    the picture as text that keeps its size."""

    own: float | None
    peers: Sequence[float]
    mean: float | None
    riket: float | None
    band: tuple[float, float] | None
    low: tuple[float, str]
    high: tuple[float, str]
    invented: str = ""  # said in the picture itself, where the figures are


def ends(values: Sequence[float]) -> tuple[float, float]:
    """The scale's ends: the least and the greatest of what is drawn."""
    return (min(values), max(values)) if values else (0.0, 1.0)


def x_of(value: float, strip: Strip) -> float:
    """Where a value stands, in the drawing's units; all in the middle where they are one and the same."""
    low, high = strip.low[0], strip.high[0]
    share = (value - low) / (high - low) if high > low else 0.5
    return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


def svg(strip: Strip) -> str:
    """The drawing, context first and the own municipality on top."""
    parts = [
        _line(LEFT, WIDTH - RIGHT, MIDDLE, theme.ZERO, 1),
        *_band(strip),
        *_riket(strip),
        *_mean(strip),
        *(_ring(x_of(value, strip)) for value in sorted(strip.peers)),
        *_own(strip),
        _stamp(strip.invented) if strip.invented else "",
    ]
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>'


def data_uri(drawing: str) -> str:
    """An SVG as the address of a picture."""
    return f"data:image/svg+xml,{quote(drawing, safe=_SAFE)}"


def mark(name: str) -> str:
    """One mark alone, for a legend: own, peer, mean, riket or band."""
    middle = 0.5
    nothing = Strip(None, (), None, None, None, (0.0, ""), (1.0, ""))
    marks = {
        "own": lambda: _own(replace(nothing, own=middle)),
        "peer": lambda: [_ring(WIDTH / 2)],
        "mean": lambda: _mean(replace(nothing, mean=middle)),
        "riket": lambda: _riket(replace(nothing, riket=middle)),
        "band": lambda: _band(replace(nothing, band=(middle - 0.02, middle + 0.02))),
    }
    box = f'viewBox="{WIDTH / 2 - 12} 0 24 38" width="24" height="38"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{"".join(marks[name]())}</svg>'


_SAFE = " =:/,;'()!*-._~"  # what a data: address may hold as it is; quotation marks, < > and # may not


def _band(strip: Strip) -> list[str]:
    if strip.band is None:
        return []
    left, right = (x_of(value, strip) for value in strip.band)
    width = max(round(right - left, 1), 2)
    return [f'<rect x="{left}" y="{MIDDLE - 9}" width="{width}" height="18" rx="2" fill="{BAND}"/>']


def _riket(strip: Strip) -> list[str]:
    if strip.riket is None:
        return []
    x = x_of(strip.riket, strip)
    diamond = f'<path d="M{x} {MIDDLE - 20}l5 5-5 5-5-5z" fill="{theme.RIKET}"/>'
    return [_tick(x, MIDDLE - 10, MIDDLE + 14, theme.RIKET, "1.5 2.5"), diamond]


def _mean(strip: Strip) -> list[str]:
    if strip.mean is None:
        return []
    return [_tick(x_of(strip.mean, strip), MIDDLE - 15, MIDDLE + 15, theme.MEAN, "6 3")]


def _own(strip: Strip) -> list[str]:
    if strip.own is None:
        return []
    at = f'cx="{x_of(strip.own, strip)}" cy="{MIDDLE}" r="{OWN_RADIUS}"'
    return [f'<circle {at} fill="{theme.FOCAL}" stroke="#fff" stroke-width="2"/>']


def _ring(x: float) -> str:
    at = f'cx="{x}" cy="{MIDDLE}" r="{PEER_RADIUS}"'
    return f'<circle {at} fill="{theme.PEER}" fill-opacity=".75" stroke="{RING}" stroke-width="1.3"/>'


def _line(left: float, right: float, y: float, colour: str, width: float) -> str:
    return f'<path d="M{left} {y}H{right}" stroke="{colour}" stroke-width="{width}"/>'


def _tick(x: float, top: float, bottom: float, colour: str, dashes: str) -> str:
    return f'<path d="M{x} {top}V{bottom}" stroke="{colour}" stroke-width="2.4" stroke-dasharray="{dashes}"/>'


def _stamp(text: str) -> str:
    style = f'font-family="sans-serif" font-size="10" font-weight="700" fill="{theme.NOTICE_INK}"'
    return f'<text x="{WIDTH / 2}" y="{HEIGHT - 2}" text-anchor="middle" {style}>{escape(text)}</text>'
