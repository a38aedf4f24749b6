"""A kpi over the years: the own municipality among its peers, their mean, Riket, and the middle half of the country."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

from kolada import texts
from kolada.analysis.compare import Comparison
from kolada.analysis.lines import Line, Peers
from kolada.analysis.ranks import Band
from kolada.catalogue import unit
from kolada.groups import GroupKind
from kolada.numbers import number
from kolada.reading.sentences import units_word
from kolada.reading.words import places
from layouts import theme
from layouts.figures import axes
from layouts.figures.blank import empty_figure
from layouts.figures.labels import EndLabel, end_labels, invented_mark
from layouts.figures.traces import (
    FOCAL,
    MEAN,
    PEER,
    RIKET,
    Style,
    Words,
    band_trace,
    line_trace,
    scatter_defaults,
)

Size = Literal["card", "full"]
MOST_LINES = 60  # beyond that single peers are a haze: only their mean is drawn


class Format(NamedTuple):
    """What a size of the figure means, in px, and how much stands in it."""

    height: int
    steps: int  # of the y axis, at most
    intervals: int  # between year ticks, at most: they fit on a telephone
    least: float  # for a label at a line's end
    room: float
    weight: float  # of lines and markers
    is_full: bool


FORMATS: dict[Size, Format] = {
    "card": Format(theme.CARD_HEIGHT, 5, 3, 80, 102, 0.85, False),
    "full": Format(theme.FULL_HEIGHT, 6, 5, 0, 112, 1, True),
}
TOP, BOTTOM = 20, 22  # px: the highest tick's text stands above its line; years below the plot


class Drawn(NamedTuple):
    """A line that has its name at its end, and how it looks. `members` > 0 for a mean."""

    line: Line
    name: str
    style: Style
    members: int = 0
    is_bold: bool = True

    def last(self, years: Sequence[int]) -> int | None:
        """Its newest year with a value among these."""
        return next((year for year in reversed(years) if self.line.value(year) is not None), None)


def trend_figure(
    comparison: Comparison, *, size: Size, y_range: tuple[float, float] | None = None, invented: bool = False
) -> dict[str, Any]:
    """The figure as a dict: traces in order band ("full" only), peers, Riket, mean, own municipality.

    `y_range` is what the y axis must hold instead of the figure's own `y_extent`, so that cards can share a scale.
    Without any value the figure says so.
    """
    form, years = FORMATS[size], _years(comparison)
    if not comparison.periods:
        return empty_figure(texts.FIGURE_NO_VALUES, height=form.height)
    bands = comparison.bands if form.is_full else {}
    words = Words(places(comparison), axes.unit_words(unit(comparison.kpi)))
    named = _named(comparison, form)
    low, high = y_range or _extent(comparison, years, named, bands)
    scale = axes.scale(low, high, form.steps, whole=comparison.is_count, few=not form.is_full)
    labels = line_labels(named, years, scale, words, with_values=form.is_full) + _band_label(comparison, bands, scale)
    lines = [line_trace(peer, years, PEER, words) for peer in _peers(comparison)]
    lines += [line_trace(d.line, years, d.style, words, name=d.name, members=d.members) for d in named]
    layout = time_layout(form, scale, words.unit, comparison.window, labels, invented=invented)
    marks = [break_mark(found.year) for found in comparison.breaks]
    layout |= {"shapes": marks} if marks else {}
    return {"data": [*band_trace(bands, years, words, band_name(comparison)), *lines], "layout": layout}


def break_mark(year: int) -> dict[str, Any]:
    """A thin line before the first year on a new footing; the sentence stands under the figure (COMPARISON 17)."""
    line = {"color": theme.ZERO, "width": 1, "dash": "2px,3px"}
    where = {"x0": year - 0.5, "x1": year - 0.5, "yref": "paper", "y0": 0, "y1": 1}
    return {"type": "line", "layer": "below", "line": line, **where}


def y_extent(comparison: Comparison) -> tuple[float, float]:
    """What the y axis of a card's figure must hold, by the rule of `axes.extent`; (0, 0) without values.

    The union of several (least low, greatest high) is the `y_range` that gives their cards one scale.
    """
    return _extent(comparison, _years(comparison), _named(comparison, FORMATS["card"]), {})


def time_layout(
    form: Format,
    scale: axes.Scale,
    of_unit: str,
    window: tuple[int, int],
    labels: Sequence[EndLabel],
    *,
    invented: bool,
) -> dict[str, Any]:
    """The layout of a figure with years along x: axes, margins that hold their texts, the names at the lines' ends."""
    y_axis, left = axes.y_axis(scale, of_unit if form.is_full else "")
    notes, right = end_labels(labels, form.height - TOP - BOTTOM, form.least, form.room)
    return theme.layout(
        form.height,
        scatter_defaults(of_unit),
        margin={"l": left, "r": right, "t": TOP, "b": BOTTOM, "pad": 0},
        xaxis=axes.x_axis(window, form.intervals),
        yaxis=y_axis,
        annotations=[*notes, invented_mark()] if invented else notes,
    )


def line_labels(
    named: Sequence[Drawn], years: Sequence[int], scale: axes.Scale, words: Words, *, with_values: bool
) -> list[EndLabel]:
    """A label for each line that has a value, where its last one is; a value older than the others' says its year.

    The last drawn comes first: it keeps the upper place where two lines end together.
    """
    ends = [(drawn, year) for drawn in reversed(named) if (year := drawn.last(years)) is not None]
    newest = max((year for _, year in ends), default=None)
    labels = []
    for drawn, year in ends:
        value = drawn.line.value(year) or 0.0
        of_year = "" if year == newest else f" ({year})"
        below = number(value, words.places) + of_year if with_values else ""
        labels.append(EndLabel(drawn.name, drawn.style.colour, scale.height(value), below, drawn.is_bold))
    return labels


def mean_name(peers: Peers, *, is_full: bool = True) -> str:
    """Never just "medel": unweighted, and where there is room of whom (COMPARISON 8)."""
    if not is_full:
        return texts.FIGURE_MEAN
    if peers.kind == GroupKind.LIKNANDE:
        return texts.FIGURE_MEAN_SIMILAR
    return texts.FIGURE_MEAN_OF.format(n=number(len(peers.members)))


def _years(comparison: Comparison) -> list[int]:
    first, last = comparison.window
    return list(range(first, last + 1))


def _peers(comparison: Comparison) -> tuple[Line, ...]:
    return comparison.peer_lines if len(comparison.peer_lines) <= MOST_LINES else ()


def _named(comparison: Comparison, form: Format) -> list[Drawn]:
    """Lines with a name at their end, in drawing order. A count beside the nation's says nothing: no Riket."""
    drawn = [Drawn(comparison.focal, comparison.focal.name, FOCAL.scaled(form.weight))]
    if comparison.mean.cells:
        name = mean_name(comparison.peers, is_full=form.is_full)
        drawn.insert(0, Drawn(comparison.mean, name, MEAN.scaled(form.weight), len(comparison.peers.members)))
    if not comparison.is_count:
        drawn.insert(0, Drawn(comparison.riket, comparison.riket.name, RIKET.scaled(form.weight)))
    return drawn


def _extent(
    comparison: Comparison, years: Sequence[int], named: Sequence[Drawn], bands: Mapping[int, Band]
) -> tuple[float, float]:
    lines = (*_peers(comparison), *(drawn.line for drawn in named))
    values = [v for line in lines for year in years if (v := line.value(year)) is not None]
    return axes.extent([*values, *(v for band in bands.values() for v in (band.q1, band.q3))], comparison.kind)


def band_name(comparison: Comparison) -> str:
    """Of whom the middle half is."""
    return texts.FIGURE_BAND.format(units=units_word(comparison))


def _band_label(comparison: Comparison, bands: Mapping[int, Band], scale: axes.Scale) -> list[EndLabel]:
    if not bands:
        return []
    last = bands[max(bands)]
    return [EndLabel(band_name(comparison), theme.MUTED, scale.height((last.q1 + last.q3) / 2), bold=False)]
