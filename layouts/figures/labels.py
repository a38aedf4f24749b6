"""Names at the ends of lines: what they say, how wide they are, and where they stand without covering each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from layouts import theme
from layouts.texts import INVENTED

GAP = 9  # px between a line's end and its name
BOLD = 1.06
_EM = {"\u202f": 0.2} | {
    c: em
    for chars, em in (
        (" ,.:;|!'iljI", 0.3),
        ("-()ftrJ", 0.4),
        ("csvxyzEFLST", 0.56),
        ("wDGHNOQUÖ", 0.8),
        ("mMWÅÄ%…", 0.94),
    )
    for c in chars
}
ELLIPSIS = "…"


@lru_cache(4096)  # the same few names at every figure
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """An estimate in px, on the wide side, for the sans serifs of theme.FONT (Noto Sans is the widest of them)."""
    return sum(_EM.get(c, 0.62) for c in text) * size * (BOLD if bold else 1.0)


def shorten(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """The text, or as much of it as `room` px hold, with an ellipsis."""
    if text_width(text, size, bold=bold) <= room:
        return text
    kept = text
    while kept and text_width(kept + ELLIPSIS, size, bold=bold) > room:
        kept = kept[:-1].rstrip(" -,")
    return kept + ELLIPSIS


def wrap(text: str, room: float, size: float, *, bold: bool) -> list[str]:
    """A name on one line; on two when it has a comma (there, unless they fit better elsewhere) or is too wide; what
    does not fit is an ellipsis."""
    spaces = [i for i, c in enumerate(text) if c == " "]
    after_comma = [i for i in spaces if text[i - 1] == ","]
    is_short = text_width(text, size, bold=bold) <= room
    if not spaces or (is_short and not after_comma):
        return [shorten(text, room, size, bold=bold)]

    def widest(at: int) -> float:
        return max(text_width(text[:at], size, bold=bold), text_width(text[at:], size, bold=bold))

    at = min([i for i in after_comma if widest(i) <= room] or spaces, key=widest)
    return [shorten(part, room, size, bold=bold) for part in (text[:at], text[at + 1 :])]


def spread(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Centres for boxes of these heights: none overlap, each as near its wanted centre as the others let it.

    Least squares with the order kept (pool adjacent violators); ties keep the order given. All within low..high where
    they fit; else they start at `low` and go beyond `high`.
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    offsets, total = [], 0.0
    for i in order:
        offsets.append(total + heights[i] / 2)
        total += heights[i]
    starts = _nondecreasing([wanted[i] - offset for i, offset in zip(order, offsets, strict=True)])
    latest = max(low, high - total)
    centres = [0.0] * len(wanted)
    for i, start, offset in zip(order, starts, offsets, strict=True):
        centres[i] = min(max(start, low), latest) + offset
    return centres


def _nondecreasing(values: Sequence[float]) -> list[float]:
    """The nearest sequence that never falls (least squares)."""
    pools: list[tuple[float, int]] = []
    for value in values:
        mean, size = value, 1
        while pools and pools[-1][0] > mean:
            earlier, n = pools.pop()
            mean, size = (earlier * n + mean * size) / (n + size), n + size
        pools.append((mean, size))
    return [mean for mean, size in pools for _ in range(size)]


@dataclass(frozen=True, slots=True)
class EndLabel:
    """A line's name at its end. `at` is the height, 0 at the plot's bottom and 1 at its top; `below` is muted text."""

    name: str
    colour: str
    at: float
    below: str = ""
    bold: bool = True


def end_labels(
    labels: Sequence[EndLabel], plot_height: float, least: float, room: float
) -> tuple[list[dict[str, Any]], int]:
    """Annotations right of the plot, spread so that none overlap, and the right margin in px that they need.

    Texts have `least` to `room` px: a common least keeps the plots of several cards aligned.
    """
    lines = [wrap(label.name, room, theme.LABEL_SIZE, bold=label.bold) for label in labels]
    rows = [len(names) + bool(label.below) for names, label in zip(lines, labels, strict=True)]
    heights = [15.0 * n + (4 if n > 1 else 0) for n in rows]
    # not so low that a value stands beside the newest year's name under the axis
    centres = spread([(1 - label.at) * plot_height for label in labels], heights, -8, plot_height + 2)
    notes = [
        _note(label, names, 1 - centre / plot_height)
        for label, names, centre in zip(labels, lines, centres, strict=True)
    ]
    widest = max((_width(label, names) for label, names in zip(labels, lines, strict=True)), default=0.0)
    return notes, round(max(widest, least)) + GAP


def _width(label: EndLabel, names: list[str]) -> float:
    widths = [text_width(name, theme.LABEL_SIZE, bold=label.bold) for name in names]
    return max(*widths, text_width(label.below, theme.LABEL_SIZE))


def _note(label: EndLabel, names: list[str], y: float) -> dict[str, Any]:
    text = "<br>".join(names)
    text = f"<b>{text}</b>" if label.bold else text
    if label.below:
        text += f'<br><span style="color:{theme.MUTED}">{label.below}</span>'
    return {
        "text": text,
        "x": 1,
        "xanchor": "left",
        "xshift": GAP - 2,
        "y": round(y, 4),
        "yanchor": "middle",
        "font": {"color": label.colour},
    }


def invented_mark(**position: Any) -> dict[str, Any]:
    """What every figure of invented values carries, also when its picture is copied out of the page."""
    return {
        "text": f"<b>{INVENTED}</b>",
        "x": 1,
        "xanchor": "right",
        "y": 1,
        "yanchor": "bottom",
        "font": {"color": theme.NOTICE_INK, "size": 11},
        "bgcolor": theme.NOTICE_PAPER,
        "borderpad": 2,
        **position,
    }
