"""All the country's municipalities (or regions) in order: the bars, a field that finds one, and the list of them."""

from collections.abc import Sequence

import dash_mantine_components as dmc
import orjson

from kolada.analysis.compare import Comparison
from kolada.analysis.ranks import Standing
from kolada.analysis.spread import places
from kolada.reading import notes, sentences, wider
from kolada.reading.words import amount
from kolada.swedish import sort_key
from layouts import elements as html
from layouts import ids
from layouts import texts as common
from layouts.addresses import address
from layouts.asked import ORDER_VIEW
from layouts.components.card import card, graph, subtitle
from layouts.components.parts import link, paragraphs
from layouts.components.pickers import SELECT_DEFAULTS
from layouts.elements import Element
from layouts.kpi_tabs import texts
from layouts.kpi_tabs.beside import Beside
from layouts.kpi_tabs.pictures import order_figure, why_none
from layouts.view import View


def order_card(view: View, comparison: Comparison, beside: Beside) -> Element:
    """The whole country in the one year of the comparison (COMPARISON 12), or why it is not shown."""
    standings = beside.order(comparison)
    regions = view.focal.is_region
    if not standings or comparison.year is None:
        return html.P(why_none(comparison, beside, regions), className="card-empty")
    said = sentences_of(view, comparison, beside, standings)
    return card(
        view,
        comparison,
        heading=texts.order_heading(regions, len(standings)),
        subtitle=f"{subtitle(comparison)}, {comparison.year}",
        picture=html.Div([finder(view, beside), _chart(view, comparison, standings, said[0])]),
        below=[
            *paragraphs(said, "card-sentence"),
            *instead(view, beside),
            *paragraphs([texts.order_key(view.focal.title, len(comparison.peers.members))], "card-more"),
            *paragraphs([texts.ORDER_HINT], "order-hint"),
        ],
        table=order_list(view, comparison, beside, "rad"),
        form=ORDER_VIEW,
        is_open=True,
        of_all=True,
        made=(notes.QUARTILES, notes.PLACES),
    )


def sentences_of(view: View, comparison: Comparison, beside: Beside, standings: Sequence[Standing]) -> list[str]:
    """The own place, and that of the one that is pointed out."""
    found = [sentences.country_sentence(comparison)]
    mark = view.selection.mark
    if mark in beside.names and mark != view.focal.id and comparison.year:
        marked = next((s for s in standings if s.id == mark), None)
        name = beside.names[mark]
        reason = texts.no_value(name, beside.reason(mark, comparison.year), comparison.year)
        found.append(wider.place_sentence(marked, comparison) if marked else reason)
    return [text for text in found if text] or [""]


def instead(view: View, beside: Beside) -> list[Element]:
    """The way to the page of the one that is pointed out."""
    if beside.instead is None:
        return []
    name = beside.names[beside.instead.municipality or ""]
    return [html.P(link(texts.show_instead(name), address(view.path, beside.instead)), className="order-hint")]


def finder(view: View, beside: Beside) -> Element:
    """ "Hitta en kommun": a search field over all, which writes `mark=` in the address."""
    units = sorted(beside.units, key=lambda m: sort_key(m.title))
    name = common.REGIONS if view.focal.is_region else common.MUNICIPALITIES
    select = dmc.Select(
        id=ids.KPI_MARK,
        label=texts.FIND_REGION if view.focal.is_region else texts.FIND,
        placeholder=texts.FIND_PLACEHOLDER,
        className="field order-find",
        data=[{"group": name, "items": [{"value": m.id, "label": m.title} for m in units]}],  # the filter takes groups
        value=view.selection.mark,
        **SELECT_DEFAULTS,
    )
    return html.Div(select, className="order-finder")


def mark_address(view: View) -> str:
    """The page's address up to the id of the one to point out."""
    return address(view.path, view.selection.but(mark=None, retrieved=None), mark="")


def _chart(view: View, comparison: Comparison, standings: Sequence[Standing], alternative: str) -> Element:
    drawn = graph(order_figure(view, comparison, standings), alternative)
    return html.Div(drawn, className="order-chart", **{"data-href": mark_address(view)})


def order_list(view: View, comparison: Comparison, beside: Beside, name: str) -> Element:
    """The same as a sorted list, filled in by assets/order-list.mjs: a place, a name that points out, a value, a bar;
    at the end those without a value, with the reason."""
    standings, year = beside.order(comparison), comparison.year or 0
    there = {s.id for s in standings}
    rows = [
        [s.id, s.name, str(place), amount(s.value, comparison), round(s.value, 4)]
        for s, place in zip(standings, places(standings), strict=True)
    ]
    missing = [[m.id, m.title, beside.reason(m.id, year)] for m in beside.units if m.id not in there]
    regions = view.focal.is_region
    caption = f"{texts.order_heading(regions, len(standings))}. {subtitle(comparison)}, {year}"
    data = {
        "caption": caption + (f". {common.INVENTED}." if view.invented else "."),
        "head": texts.ORDER_TABLE_REGIONS if regions else texts.ORDER_TABLE,
        "own": view.focal.id,
        "peers": [m.id for m in comparison.peers.members],
        "tags": [texts.OWN_TAG, texts.PEER_TAG],
        "rows": rows,
        "missing": sorted(missing, key=lambda row: sort_key(row[1])),
    }
    wild = {"data-rows": orjson.dumps(data).decode(), "data-mark": view.selection.mark or "", "data-name": name}
    return html.Div(className="order-list", **wild, **{"data-href": mark_address(view)})
