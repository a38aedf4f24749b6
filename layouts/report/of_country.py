"""The report's forms that show the whole country: in order, on the map, as a spread over the years.

They are made of the tabs' own parts, so that page, report and files say the same.
"""

from collections.abc import Sequence
from dataclasses import replace

from kolada import curated
from kolada.analysis.compare import Comparison
from kolada.analysis.ranks import Standing
from kolada.analysis.spread import places, spreads_shown
from kolada.groups import ALL_MUNICIPALITIES, ALL_REGIONS
from kolada.reading import captions, notes, sentences, wider
from kolada.reading.notes import About
from kolada.reading.words import amount
from kolada.swedish import sort_key
from layouts import texts as common
from layouts.components.card import source_text
from layouts.figures.spread import spread_figure
from layouts.kpi_tabs import spread
from layouts.kpi_tabs import texts as tab_texts
from layouts.kpi_tabs.beside import Beside, beside
from layouts.kpi_tabs.pictures import order_figure, still, why_none
from layouts.report import texts
from layouts.report.shown import IN_ALL, OF_PEERS, Rows, Shown, about, nothing, only, some
from layouts.report.state import Figure, Form
from layouts.selection import PeerChoice
from layouts.view import View, Views

_ORDER = (About.PRELIMINARY, About.RIKET, *IN_ALL)
_MAP = (About.PRELIMINARY, *IN_ALL)
_SPREAD = (About.PRELIMINARY, About.RIKET, About.GAP, About.EMPTY, About.BREAK, *IN_ALL)


def everybody_of(views: Views, figure: Figure) -> View | None:
    """The same beside all the country's others, whose values are then kept."""
    units = {m.id: m for m in views.municipalities()}
    focal = units.get(figure.selection.municipality or "")
    group = ALL_REGIONS if focal and focal.is_region else ALL_MUNICIPALITIES
    return views.view(figure.selection.but(kpis=(), peers=PeerChoice(group), view=figure.form.view), figure.kpi)


def country(views: Views, view: View, whole: Comparison, everybody: View | None, form: Form) -> Shown:
    found, regions = beside(views, view), view.focal.is_region
    if form is Form.MAP and regions:
        return nothing(view, whole, form, texts.MAP_NO_REGIONS)
    has_values = spreads_shown(whole) if form is Form.SPREAD else found.order(whole)
    if everybody is None or not has_values:
        return nothing(view, whole, form, why_none(whole, found, regions))
    return _spread(view, whole, everybody) if form is Form.SPREAD else _one_year(view, whole, everybody, found, form)


def _one_year(view: View, whole: Comparison, everybody: View, found: Beside, form: Form) -> Shown:
    """The country in the comparison's one year (COMPARISON 12), as bars or on the map, whose colours are those of all
    the years shown."""
    comparison, is_map = captions.of_one_year(whole), form is Form.MAP
    country, standings = only(everybody), found.order(whole)
    in_year = replace(country, window=comparison.window)
    own = next(s for s in standings if s.id == view.focal.id)
    there = {s.id for s in standings}
    others = sorted((m for m in found.units if m.id not in there), key=lambda m: sort_key(m.title))
    missing = {m.title: found.reason(m.id, comparison.window[0]) for m in others}
    behind = view.beside.get(curated.notes(whole.kpi.id).behind or "")
    marked = tab_texts.NOT_ALONE.format(who=view.focal.title)
    said = (wider.place_sentence(own, comparison), sentences.behind_sentence(comparison, behind))
    return Shown(
        view=view,
        comparison=comparison,
        figure=still(view, whole, found) if is_map else order_figure(view, whole, standings),
        caption=captions.caption(comparison, texts.SHOWN_AS[form.value]),
        observation=some(*said),
        footnotes=some(
            wider.without_sentence(missing, comparison),
            *about(everybody, in_year, _MAP if is_map else _ORDER),
            *about(view, comparison, OF_PEERS),
            notes.newer_note(whole),
            *([tab_texts.MAP_CLASSES, tab_texts.OUTLINE_SOURCE] if is_map else [marked]),
        ),
        source=source_text(everybody, whole, made=(notes.CLASSES if is_map else notes.QUARTILES, notes.PLACES)),
        numbers=(country if is_map else in_year,),
        views=(everybody,),
        table=_standing_rows(comparison, standings),
        has_mean=False,
        has_riket=not is_map,
    )


def _standing_rows(comparison: Comparison, standings: Sequence[Standing]) -> Rows:
    """The own one and its peers with their places, and between them the country's quartiles; all the others are in the
    work paper."""
    year = comparison.window[0]
    pointed = {comparison.focal.id, *(m.id for m in comparison.peers.members)}
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
    return [common.TABLE_MUNICIPALITY, texts.PLACE, str(year)], [*(row for _, row in rows), *last]


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
