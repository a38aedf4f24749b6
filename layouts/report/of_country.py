"""The report's forms that show the whole country: in order, on the map, as a spread over the years.

They are made of the tabs' own parts, so that page, report and files say the same.
"""

from collections.abc import Sequence
from dataclasses import replace

from kolada import curated
from kolada.analysis.compare import Comparison
from kolada.analysis.ranks import Standing
from kolada.analysis.spread import places, spreads_shown
from kolada.groups import everybody_of
from kolada.reading import captions, notes, sentences, wider
from kolada.reading.notes import About
from kolada.reading.words import amount
from kolada.swedish import sort_key
from layouts.components.card import source_text
from layouts.figures.spread import spread_figure
from layouts.figures.trend import MOST_LINES
from layouts.kpi_tabs import spread
from layouts.kpi_tabs import texts as tab_texts
from layouts.kpi_tabs.beside import Beside, beside
from layouts.kpi_tabs.pictures import order_figure, still, why_none
from layouts.report import texts
from layouts.report.shown import IN_ALL, OF_PEERS, Rows, Shown, about, nothing, only, some
from layouts.report.state import Figure, Form
from layouts.selection import PeerChoice, Period
from layouts.view import View, Views

_ORDER = (About.PRELIMINARY, About.RIKET, *IN_ALL)
_MAP = (About.PRELIMINARY, *IN_ALL)
_SPREAD = (About.PRELIMINARY, About.RIKET, About.GAP, About.EMPTY, About.BREAK, *IN_ALL)


def country(views: Views, figure: Figure, waits: bool) -> Shown | None:
    """The figure; None where its KPI or municipality is not there. `waits`: the country is fetched now, where it is not
    kept; else the figure says that it is coming, as on the KPI's page."""
    selection, form = figure.selection.but(kpis=(), view=figure.form.view), figure.form
    view = views.view(selection, figure.kpi)
    if view is None or not view.comparisons:
        return None
    comparison, regions = only(view), view.focal.is_region
    if form is Form.MAP and regions:
        return nothing(view, comparison, form, texts.MAP_NO_REGIONS)
    if comparison.is_count:
        return nothing(view, comparison, form, tab_texts.COUNT_NO_ORDER)
    if not waits and not regions and views.is_missing([figure.kpi]):
        return nothing(view, comparison, form, tab_texts.WAITING, is_coming=True)
    everybody = views.view(
        selection.but(peers=PeerChoice(everybody_of(regions)), period=Period(*view.window)), figure.kpi
    )
    view = views.view(selection, figure.kpi) or view  # once more, with the country that is kept now
    found, comparison = beside(views, view), only(view)
    has_values = spreads_shown(comparison) if form is Form.SPREAD else found.order(comparison)
    if everybody is None or not has_values:
        why = why_none(comparison, found, regions)
        return nothing(view, comparison, form, why, views=(view, *([everybody] if everybody else [])))
    if form is Form.SPREAD:
        return _spread(view, comparison, everybody)
    return _one_year(view, comparison, everybody, found, is_map=form is Form.MAP)


def _one_year(view: View, whole: Comparison, everybody: View, found: Beside, *, is_map: bool) -> Shown:
    """The country in the comparison's one year (COMPARISON 12), as bars or on the map, whose colours are those of all
    the years shown."""
    comparison, form = captions.of_one_year(whole), Form.MAP if is_map else Form.ORDER
    country, standings = only(everybody), found.order(whole)
    in_year = replace(country, window=comparison.window)
    own = next(s for s in standings if s.id == view.focal.id)
    behind = view.beside.get(curated.notes(whole.kpi.id).behind or "")
    said = (wider.place_sentence(own, comparison), sentences.behind_sentence(comparison, behind))
    legend = tab_texts.map_key if is_map else tab_texts.order_key
    return Shown(
        view=view,
        comparison=comparison,
        figure=still(view, whole, found) if is_map else order_figure(view, whole, standings),
        caption=captions.caption(comparison, texts.SHOWN_AS[form.value]),
        observation=some(*said),
        footnotes=some(
            wider.without_sentence(_missing(found, standings, comparison), comparison),
            *about(everybody, in_year, _MAP if is_map else _ORDER),
            *about(view, comparison, OF_PEERS),
            notes.newer_note(whole),
            *(_of_map(everybody, country) if is_map else []),
        ),
        legend=legend(view.focal.title, len(comparison.peers.members)),
        source=source_text(everybody, whole, made=(notes.CLASSES if is_map else notes.QUARTILES, notes.PLACES)),
        slide_source=source_text(everybody, whole, made=(notes.CLASSES, notes.PLACES) if is_map else (notes.PLACES,)),
        numbers=(country if is_map else in_year,),
        order=standings,
        views=(everybody,),
        table=_standing_rows(comparison, standings, regions=view.focal.is_region),
        has_mean=False,
        has_riket=not is_map,
    )


def _of_map(everybody: View, country: Comparison) -> list[str]:
    """The colours are those of all the years, on whatever footing they are (COMPARISON 17)."""
    return [*about(everybody, country, (About.BREAK,)), tab_texts.MAP_CLASSES, tab_texts.OUTLINE_SOURCE]


def _missing(found: Beside, standings: Sequence[Standing], comparison: Comparison) -> dict[str, str]:
    """Why there is no value, by the names of those without one, in their order."""
    there = {s.id for s in standings}
    others = sorted((m for m in found.units if m.id not in there), key=lambda m: sort_key(m.title))
    return {m.title: found.reason(m.id, comparison.window[0]) for m in others}


def _standing_rows(comparison: Comparison, standings: Sequence[Standing], *, regions: bool) -> Rows:
    """The own one and its peers, while they are few, with their places, and between them the country's quartiles; all
    the others are in the work paper."""
    year = comparison.window[0]
    peers = comparison.peers.members if len(comparison.peers.members) <= MOST_LINES else ()
    pointed = {comparison.focal.id, *(m.id for m in peers)}
    rows: list[tuple[float, list[str]]] = [
        (s.value, [s.name, str(place), amount(s.value, comparison)])
        for s, place in zip(standings, places(standings), strict=True)
        if s.id in pointed
    ]
    if band := comparison.country.bands.get(year):
        limits = zip(tab_texts.QUARTILES, (band.q3, band.median, band.q1), strict=True)
        rows += [(value, [name.capitalize(), "", amount(value, comparison)]) for name, value in limits]
    rows.sort(key=lambda row: -row[0])
    riket = comparison.riket.value(year)
    last = [] if riket is None else [[comparison.riket.name, "", amount(riket, comparison)]]
    heads = tab_texts.ORDER_TABLE_REGIONS if regions else tab_texts.ORDER_TABLE
    return [heads[1], texts.PLACE, str(year)], [*(row for _, row in rows), *last]


def _spread(view: View, comparison: Comparison, everybody: View) -> Shown:
    """The peers are not in the picture, and so not beneath it."""
    spreads, country = spreads_shown(comparison), only(everybody)
    year = spread.spread_year(comparison, spreads)
    return Shown(
        view=view,
        comparison=comparison,
        figure=spread_figure(comparison, spreads, invented=view.invented),
        caption=captions.caption(comparison, texts.SHOWN_AS[Form.SPREAD.value]),
        observation=(wider.spread_sentence(comparison, spreads[year], year),),
        footnotes=(wider.percentiles_sentence(spreads, comparison), *about(everybody, country, _SPREAD)),
        source=source_text(everybody, comparison, made=(notes.PERCENTILES,)),
        numbers=(country,),
        views=(everybody,),
        table=spread.spread_rows(comparison, spreads),
        has_peers=False,
        has_mean=False,
    )
