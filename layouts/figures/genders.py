"""Women and men of the own municipality over the years, with the peers' means for each, and the gap beneath."""

from typing import Any

from kolada import texts
from kolada.analysis.compare import Comparison
from kolada.analysis.gender_gap import mean_gap, own_gap
from kolada.catalogue import unit
from kolada.reading.wider import gap_places
from kolada.reading.words import places
from layouts import texts as common
from layouts import theme
from layouts.figures import axes
from layouts.figures.blank import empty_figure
from layouts.figures.panels import stacked
from layouts.figures.traces import FOCAL, MEAN, Style, Words, hover, line_trace
from layouts.figures.trend import FORMATS, Drawn, Format, break_mark, line_labels, time_layout
from layouts.texts import GENDERS

WOMEN, MEN = Style(theme.WOMEN, 3, marker=6.5), Style(theme.MEN, 3, marker=7, symbol="square")
MEAN_WIDTH = 1.5
GAP_FORM = Format(170, 3, 5, 0, 112, 1, True)


def genders_figure(women: Comparison, men: Comparison, *, invented: bool = False) -> dict[str, Any]:
    """Traces in order: the peers' means of women and of men (thin, dashed), then the own women and men (thick, solid).

    `women` and `men` are one selection's comparisons for gender K and M. Women have round markers, men square ones.
    """
    form, window = FORMATS["full"], women.window
    years = list(range(window[0], window[1] + 1))
    drawn = [*_mean(women, WOMEN), *_mean(men, MEN), _own(women, WOMEN), _own(men, MEN)]
    values = [v for d in drawn for year in years if (v := d.line.value(year)) is not None]
    if not values:
        return empty_figure(texts.FIGURE_NO_VALUES, height=form.height)
    words = Words(max(places(women), places(men)), axes.unit_words(unit(women.kpi)))
    scale = axes.scale(*axes.extent(values, women.kind), form.steps, whole=women.is_count)
    labels = line_labels(drawn, years, scale, words, with_values=True)
    data = [line_trace(d.line, years, d.style, words, name=d.name, members=d.members) for d in drawn]
    layout = time_layout(form, scale, words.unit, window, labels, invented=invented)
    marks = [break_mark(year) for year in sorted({found.year for c in (women, men) for found in c.breaks})]
    upper = {"data": data, "layout": layout | ({"shapes": marks} if marks else {})}
    lower = _gap_figure(women, men, Words(gap_places(women, men), _gap_unit(words.unit)))
    return stacked(upper, lower, common.GAP) if lower else upper


def _gap_figure(women: Comparison, men: Comparison, words: Words) -> dict[str, Any] | None:
    """Women - men, own and the peers' mean; nothing where there is no year with both."""
    own, mean, window = own_gap(women, men), mean_gap(women, men), women.window
    years = list(range(window[0], window[1] + 1))
    drawn = [Drawn(mean, common.GAP_MEAN, MEAN, len(women.peers.members), is_bold=False)] if mean.cells else []
    drawn.append(Drawn(own, common.GAP_NAME, FOCAL))
    values = [v for d in drawn for year in years if (v := d.line.value(year)) is not None]
    if not any(own.value(year) is not None for year in years):
        return None
    scale = axes.scale(min(0.0, *values), max(0.0, *values), GAP_FORM.steps)
    labels = line_labels(drawn, years, scale, words, with_values=True)
    said = {"hovertemplate": hover(words.unit)}  # the figure's own is in the unit of the upper panel
    lines = [said | line_trace(d.line, years, d.style, words, name=d.name, members=d.members) for d in drawn]
    return {"data": lines, "layout": time_layout(GAP_FORM, scale, words.unit, window, labels, invented=False)}


def _gap_unit(of_values: str) -> str:
    """Per cent less per cent is percentage points."""
    return common.POINTS if of_values == "%" else of_values


def _own(comparison: Comparison, style: Style) -> Drawn:
    return Drawn(comparison.focal, GENDERS[comparison.gender], style)


def _mean(comparison: Comparison, own: Style) -> list[Drawn]:
    if not comparison.mean.cells:
        return []
    name = texts.FIGURE_GENDER_MEAN.format(gender=GENDERS[comparison.gender])
    thin = Style(own.colour, MEAN_WIDTH, theme.DASHED)
    return [Drawn(comparison.mean, name, thin, len(comparison.peers.members), is_bold=False)]
