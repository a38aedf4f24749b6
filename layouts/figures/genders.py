"""Women and men of the own municipality over the years, with the peers' means for each."""

from typing import Any

from kolada import texts
from kolada.analysis.compare import Comparison
from kolada.catalogue import unit
from kolada.reading.words import places
from layouts import theme
from layouts.figures import axes
from layouts.figures.blank import empty_figure
from layouts.figures.traces import Style, Words, line_trace
from layouts.figures.trend import FORMATS, Drawn, line_labels, time_layout
from layouts.texts import GENDERS

WOMEN, MEN = Style(theme.WOMEN, 3, marker=6.5), Style(theme.MEN, 3, marker=7, symbol="square")
MEAN_WIDTH = 1.5


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
    return {"data": data, "layout": time_layout(form, scale, words.unit, window, labels, invented=invented)}


def _own(comparison: Comparison, style: Style) -> Drawn:
    return Drawn(comparison.focal, GENDERS[comparison.gender], style)


def _mean(comparison: Comparison, own: Style) -> list[Drawn]:
    if not comparison.mean.cells:
        return []
    name = texts.FIGURE_GENDER_MEAN.format(gender=GENDERS[comparison.gender])
    thin = Style(own.colour, MEAN_WIDTH, theme.DASHED)
    return [Drawn(comparison.mean, name, thin, len(comparison.peers.members), is_bold=False)]
