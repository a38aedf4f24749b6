"""The spread of the country over time: bands of nine in ten and of the middle half, the median, and the own line."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kolada.analysis.compare import Comparison
from kolada.analysis.spread import Spread
from kolada.catalogue import unit
from kolada.numbers import number
from kolada.reading.words import places
from layouts import theme
from layouts.figures import axes
from layouts.figures.labels import EndLabel
from layouts.figures.traces import FOCAL, RIKET, Words, line_trace, runs
from layouts.figures.trend import FORMATS, Drawn, break_mark, line_labels, time_layout
from layouts.kpi_tabs import texts

OUTER, INNER, MEDIAN = "#f1eee8", "#dcd7cc", theme.MUTED
Side = Callable[[Spread], float]


def spread_figure(comparison: Comparison, found: Mapping[int, Spread], *, invented: bool = False) -> dict[str, Any]:
    """Traces: p5-p95, q1-q3, the median, Riket, the own municipality. Only years with half of the country."""
    form, (first, last) = FORMATS["full"], comparison.window
    years = list(range(first, last + 1))
    words = Words(places(comparison), axes.unit_words(unit(comparison.kpi)))
    drawn = [Drawn(comparison.focal, comparison.focal.name, FOCAL)]
    drawn.insert(0, Drawn(comparison.riket, comparison.riket.name, RIKET))
    values = [v for d in drawn for year in years if (v := d.line.value(year)) is not None]
    values += [v for year in years if year in found for v in (found[year].p5, found[year].p95)]
    scale = axes.scale(*axes.extent(values, comparison.kind), form.steps)
    labels = line_labels(drawn, years, scale, words, with_values=True) + _labels(found, scale, words)
    data = [
        *_band(found, years, lambda s: s.p5, lambda s: s.p95, OUTER, texts.BAND_OUTER),
        *_band(found, years, lambda s: s.q1, lambda s: s.q3, INNER, texts.BAND_INNER),
        *_median(found, years, words),
        *(line_trace(d.line, years, d.style, words, name=d.name) for d in drawn),
    ]
    layout = time_layout(form, scale, words.unit, comparison.window, labels, invented=invented)
    marks = [break_mark(each.year) | {"layer": "above"} for each in comparison.breaks]  # the bands are opaque
    return {"data": data, "layout": layout | ({"shapes": marks} if marks else {})}


def _band(
    found: Mapping[int, Spread], years: Sequence[int], low: Side, high: Side, colour: str, name: str
) -> list[dict[str, Any]]:
    """A filled shape for each unbroken run of years; a lone year is a short bar."""
    x: list[float | None] = []
    y: list[float | None] = []
    for run in runs([year for year in years if year in found]):
        at = [run[0] - 0.2, run[0] + 0.2] if len(run) == 1 else list(run)
        of = [found[run[0]]] * 2 if len(run) == 1 else [found[year] for year in run]
        x += [*at, *reversed(at), None]
        y += [*map(low, of), *map(high, reversed(of)), None]
    if not x:
        return []
    shape = {"fill": "toself", "fillcolor": colour, "line": {"width": 0}, "hoverinfo": "skip"}
    return [{"type": "scatter", "mode": "lines", "name": name, "x": x[:-1], "y": y[:-1], **shape}]


def _median(found: Mapping[int, Spread], years: Sequence[int], words: Words) -> list[dict[str, Any]]:
    if not found:
        return []
    values = [found[year].median if year in found else None for year in years]
    return [
        {
            "type": "scatter",
            "name": texts.MEDIAN,
            "x": list(years),
            "y": values,
            "text": ["" if v is None else number(v, words.places) for v in values],
            "line": {"color": MEDIAN, "width": 1.5, "dash": theme.SOLID},
        }
    ]


def _labels(found: Mapping[int, Spread], scale: axes.Scale, words: Words) -> list[EndLabel]:
    """The bands and the median have their names at the newest year's end too."""
    if not found:
        return []
    last = found[max(found)]
    median = EndLabel(texts.MEDIAN, MEDIAN, scale.height(last.median), number(last.median, words.places), bold=False)
    middle = EndLabel(texts.BAND_INNER, MEDIAN, scale.height((last.median + last.q3) / 2), bold=False)
    return [median, middle, EndLabel(texts.BAND_OUTER, MEDIAN, scale.height((last.q3 + last.p95) / 2), bold=False)]
