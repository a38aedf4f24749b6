"""Where the own municipality stands among its peers in one year, as bars from zero."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from kolada import texts
from kolada.analysis.compare import Comparison
from kolada.catalogue import unit
from kolada.numbers import number
from kolada.reading.words import missing_words, places
from layouts import theme
from layouts.figures.axes import unit_words
from layouts.figures.blank import empty_figure
from layouts.figures.labels import invented_mark, shorten, text_width

MOST_NAMED = 61  # rows that have a name each; beyond that a profile of thin bars names the ends and the own one
ROW, PROFILE_ROW = 27, 1.5  # px
BAR_SHARE = 0.62  # of a row
APART = 12  # rows of a profile between two names
OWN_ROWS = 3  # rows of a profile that the own bar covers, so that it is seen
TOP, BOTTOM, MARK = 24, 6, 20  # px: the mean's name above the bars; the mark of invented values below
NAME_ROOM, NAME_SIZE, EDGE = 128, 13, 12  # px
HALF = 0.5


class Row(NamedTuple):
    """One municipality's row. Without a value it stands last, and `text` is the reason."""

    name: str
    value: float | None
    text: str
    is_focal: bool = False
    is_named: bool = True

    @property
    def weight(self) -> str:
        """How name and value are set: the own one bold."""
        return "<b>{}</b>" if self.is_focal else "{}"


def ranking_figure(comparison: Comparison, *, invented: bool = False) -> dict[str, Any]:
    """Highest first in `comparison.year`, the own one among them; bars start at zero (COMPARISON 26).

    Traces: the tracks behind the bars (not in a profile), then the bars. Peers without a value stand last with the
    reason. The height in px grows with the rows; it is in the layout.
    """
    rows = _rows(comparison)
    if not rows:
        return empty_figure(texts.FIGURE_NO_RANKING)
    is_profile = len(rows) > MOST_NAMED
    bottom = BOTTOM + MARK * invented
    left, right = _margin([r.name for r in rows]), _margin([r.text for r in rows if r.value is not None])
    low, high = _ends(rows)
    mark = [invented_mark(y=0, yanchor="top", yshift=-4)] if invented else []
    layout = theme.layout(
        round(len(rows) * (PROFILE_ROW if is_profile else ROW)) + TOP + bottom,
        margin={"l": left, "r": right, "t": TOP, "b": bottom, "pad": 0},
        barmode="overlay",
        barcornerradius=0 if is_profile else 2,
        bargap=0 if is_profile else 1 - BAR_SHARE,
        xaxis={"range": [low, high], "showticklabels": False},
        yaxis=_names(rows, left),
        shapes=[*_zero_line(low), *_mean_line(comparison, sum(row.value is not None for row in rows))],
        annotations=[*_values(rows, right), *_mean_name(comparison, low, high), *mark],
    )
    return {"data": _bars(comparison, rows, low, high, with_tracks=not is_profile), "layout": layout}


def _rows(comparison: Comparison) -> list[Row]:
    """The ranking's rows and, unless they are too many to be named, those of peers without a value."""
    rank, shown = comparison.rank, places(comparison)
    if rank is None:
        return []
    own = next(i for i, who in enumerate(rank.ordered) if who.id == comparison.focal.id)
    missing = [line for line in comparison.peer_lines if line.value(rank.year) is None]
    is_profile = rank.n + len(missing) > MOST_NAMED
    named = {own, *(i for i in (0, rank.n - 1) if abs(i - own) >= APART)} if is_profile else set(range(rank.n))
    ranked = [
        Row(who.name, who.value, number(who.value, shown), i == own, i in named) for i, who in enumerate(rank.ordered)
    ]
    if is_profile:
        return ranked
    return ranked + [Row(line.name, None, missing_words(line.at(rank.year).status)) for line in missing]


def _ends(rows: Sequence[Row]) -> tuple[float, float]:
    """The x axis, zero always in it."""
    values = [row.value for row in rows if row.value is not None]
    low, high = min(0.0, *values), max(0.0, *values)
    return (low, high) if low < high else (0.0, 1.0)


def _margin(texts_beside: Sequence[str]) -> int:
    """Px for the widest text."""
    return round(min(max(text_width(text, NAME_SIZE, bold=True) for text in texts_beside), NAME_ROOM)) + EDGE


def _names(rows: Sequence[Row], left: int) -> dict[str, Any]:
    """Names left-aligned in the margin, the first row on top."""
    named = [(i, row) for i, row in enumerate(rows) if row.is_named]
    return {
        "range": [len(rows) - HALF, -HALF],
        "tickvals": [i for i, _ in named],
        "ticktext": [row.weight.format(shorten(row.name, NAME_ROOM, NAME_SIZE, bold=row.is_focal)) for _, row in named],
        "tickfont": {"size": NAME_SIZE, "color": theme.INK},
        "ticklabelposition": "inside",
        "ticklabelstandoff": -left - 3,
        "ticklabeloverflow": "allow",
    }


def _bars(
    comparison: Comparison, rows: Sequence[Row], low: float, high: float, *, with_tracks: bool
) -> list[dict[str, Any]]:
    of_unit, shown = unit_words(unit(comparison.kpi)), places(comparison)
    valued = [(i, row, row.value) for i, row in enumerate(rows) if row.value is not None]
    common = {"type": "bar", "orientation": "h", "y": [i for i, _, _ in valued]}
    bars = {
        **common,
        "x": [round(value, shown + 2) for _, _, value in valued],
        "customdata": [f"<b>{row.name}</b> {comparison.year}: {row.text} {of_unit}".rstrip() for _, row, _ in valued],
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": {"color": [theme.FOCAL if row.is_focal else theme.BAR for _, row, _ in valued]},
    }
    whole = {"base": low, "x": [high - low] * len(valued), "hoverinfo": "skip", "marker": {"color": theme.TRACK}}
    if with_tracks:
        return [common | whole, bars]
    return [bars | {"width": [OWN_ROWS if row.is_focal else 1 for _, row, _ in valued]}]


def _values(rows: Sequence[Row], right: int) -> list[dict[str, Any]]:
    """Values as a right-aligned column in the margin; the reason for a missing one where its bar would be."""
    at_right = {"x": 1, "xanchor": "right", "xshift": right, "font": {"size": NAME_SIZE}}
    at_left = {"x": 0, "xanchor": "left", "font": {"size": NAME_SIZE, "color": theme.MUTED}}
    return [
        {"text": row.weight.format(row.text), "yref": "y", "y": i, **(at_left if row.value is None else at_right)}
        for i, row in enumerate(rows)
        if row.is_named
    ]


def _zero_line(low: float) -> list[dict[str, Any]]:
    """Where bars go both ways, the line they start from."""
    return (
        [
            {
                "type": "line",
                "x0": 0,
                "x1": 0,
                "y0": 0,
                "y1": 1,
                "yref": "paper",
                "line": {"color": theme.MUTED, "width": 1},
            }
        ]
        if low < 0
        else []
    )


def _mean_line(comparison: Comparison, rows: int) -> list[dict[str, Any]]:
    """Across the rows that have a bar."""
    value = comparison.mean.value(comparison.year)
    if value is None:
        return []
    line = {"color": theme.MEAN, "width": 1.5, "dash": theme.DASHED}
    return [{"type": "line", "x0": value, "x1": value, "y0": -HALF, "y1": rows - HALF, "line": line}]


def _mean_name(comparison: Comparison, low: float, high: float) -> list[dict[str, Any]]:
    """The mean's name and value above its line, turned inwards at the ends."""
    value = comparison.mean.value(comparison.year)
    if value is None:
        return []
    share = (value - low) / (high - low)
    anchor = "left" if share < 1 / 3 else "right" if share > 2 / 3 else "center"
    text = f"<b>{texts.FIGURE_MEAN}</b> {number(value, places(comparison))}"
    return [
        {
            "text": text,
            "xref": "x",
            "x": value,
            "xanchor": anchor,
            "y": 1,
            "yanchor": "bottom",
            "font": {"color": theme.MEAN},
        }
    ]
