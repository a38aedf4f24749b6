"""The spread of the country over time with the own line through it, and what moved among the peers."""

from collections.abc import Collection, Mapping, Sequence

from kolada.analysis.compare import Comparison
from kolada.analysis.movers import Mover, Movers, movers
from kolada.analysis.spread import Spread, spreads_shown
from kolada.numbers import signed
from kolada.reading import notes, wider
from kolada.reading.words import NO_BREAK, amount, difference_unit, places, short_unit
from layouts import elements as html
from layouts import texts as common
from layouts.asked import SPREAD_VIEW
from layouts.components.card import card, graph, subtitle
from layouts.components.parts import footnotes, paragraphs
from layouts.components.tables import table
from layouts.elements import Element
from layouts.figures.spread import spread_figure
from layouts.kpi_tabs import texts
from layouts.kpi_tabs.beside import Beside
from layouts.kpi_tabs.pictures import why_none
from layouts.view import View

SPREAD_NOTES = (notes.About.PRELIMINARY, notes.About.BREAK)
MOVERS_NOTES = (*SPREAD_NOTES, notes.About.HINDSIGHT)


def spread_cards(view: View, comparison: Comparison, beside: Beside) -> list[Element]:
    """The band, or why there is none, and the movers."""
    found = spreads_shown(comparison)
    moved = movers(comparison)
    shown = [movers_card(view, comparison, moved)] if moved else []
    if not found:
        why = why_none(comparison, beside, view.focal.is_region)
        return [html.P(why, className="card-empty"), *shown]
    return [html.Div([spread_card(view, comparison, found), *shown], className="panel-wide")]


def spread_year(comparison: Comparison, found: Mapping[int, Spread]) -> int:
    """The year that its sentence is about."""
    year = comparison.year
    return year if year is not None and year in found else max(found)


def spread_card(view: View, comparison: Comparison, found: Mapping[int, Spread]) -> Element:
    """Percentiles by year, named in the picture and in its table."""
    year = spread_year(comparison, found)
    text = wider.spread_sentence(comparison, found[year], year)
    heading = texts.spread_heading(view.focal.is_region)
    caption = f"{heading}. {subtitle(comparison)}" + (f" {common.INVENTED}." if view.invented else "")
    return card(
        view,
        comparison,
        heading=heading,
        subtitle=subtitle(comparison),
        picture=graph(spread_figure(comparison, found, invented=view.invented), text),
        below=[*paragraphs([text], "card-sentence"), *_footnotes(view, comparison, SPREAD_NOTES)],
        table=table(caption, *spread_rows(comparison, found)),
        form=SPREAD_VIEW,
        of_all=True,
        made=(notes.PERCENTILES,),
    )


def _footnotes(view: View, comparison: Comparison, about: Collection[notes.About]) -> list[Element]:
    return footnotes(note.text for note in notes.notes(comparison, view.today) if note.about in about)


def spread_rows(comparison: Comparison, found: Mapping[int, Spread]) -> tuple[list[str], list[list[str]]]:
    """The head of the picture's table, and its rows: a year each."""
    rows = []
    for year, s in sorted(found.items()):
        own = comparison.focal.value(year)
        cells = [amount(value, comparison) for value in (s.p5, s.q1, s.median, s.q3, s.p95)]
        rows.append([str(year), *cells, str(s.n), "–" if own is None else amount(own, comparison)])
    return [*texts.SPREAD_TABLE, comparison.focal.name], rows


def movers_card(view: View, comparison: Comparison, found: Movers) -> Element:
    """A sentence and a small table: both years, both values."""
    head = [text.format(first=found.first, last=found.last) for text in texts.MOVERS_TABLE]
    rows = [*_block(found.climbers, comparison), *_block(found.fallers, comparison)]
    own = Mover(comparison.focal.id, comparison.focal.name, found.own)
    caption = f"{subtitle(comparison)}" + (f" {common.INVENTED}." if view.invented else "")
    text = wider.movers_sentence(comparison, found)
    return card(
        view,
        comparison,
        heading=texts.MOVERS_HEADING,
        subtitle=f"{found.first}–{found.last}",
        picture=table(caption, head, [*rows, *_block([own], comparison)], "table movers"),
        below=[*paragraphs([text], "card-sentence"), *_footnotes(view, comparison, MOVERS_NOTES)],
        adds="",
        is_table=True,
        made=(notes.CHANGES,),
    )


def _block(moved: Sequence[Mover], comparison: Comparison) -> list[list[str]]:
    return [[m.name, *_values(m, comparison)] for m in moved]


def _values(mover: Mover, comparison: Comparison) -> list[str]:
    gap = mover.change.gap
    change = signed(gap.difference, places(comparison))
    if short_unit(comparison).endswith("%"):  # per cent of per cent would be read as points
        more = difference_unit(change, comparison)
    else:
        more = "" if gap.percent is None else f" ({signed(gap.percent)}{NO_BREAK}%)"
    return [amount(gap.base, comparison), amount(gap.value, comparison), f"{change}{more}"]
