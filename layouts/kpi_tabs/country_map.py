"""The 290 on a map: five classes of one hue, drawn in the browser by assets/map.mjs from outlines that it keeps."""

from typing import Any

import orjson

from kolada.analysis.compare import Comparison
from kolada.catalogue import unit
from kolada.reading import notes
from kolada.reading.words import missing_words, places
from layouts import elements as html
from layouts import theme
from layouts.asked import MAP_VIEW
from layouts.components.card import card, subtitle
from layouts.components.parts import paragraphs
from layouts.elements import Element
from layouts.figures.axes import unit_words
from layouts.figures.country_map import SHORT, TALL, map_layout
from layouts.kpi_tabs import texts
from layouts.kpi_tabs.beside import Beside
from layouts.kpi_tabs.ordering import finder, instead, mark_address, order_list, sentences_of
from layouts.kpi_tabs.pictures import mapped, why_none
from layouts.view import View


def map_cards(view: View, comparison: Comparison, beside: Beside) -> list[Element]:
    """The map, or why there is none."""
    standings = beside.order(comparison)
    if not standings:
        return [html.P(why_none(comparison, beside, view.focal.is_region), className="card-empty")]
    said = sentences_of(view, comparison, beside, standings)
    key = texts.map_key(view.focal.title, len(comparison.peers.members))
    return [
        card(
            view,
            comparison,
            heading=texts.MAP_HEADING,
            subtitle=subtitle(comparison),
            picture=html.Div([finder(view, beside), _map(view, comparison, beside, said[0])]),
            below=[
                *paragraphs(said, "card-sentence"),
                *instead(view, beside),
                *paragraphs([key, texts.MAP_CLASSES, texts.OUTLINE_SOURCE], "card-more"),
            ],
            table=order_list(view, comparison, beside, "kartrad"),
            form=MAP_VIEW,
            of_all=True,
            made=(notes.CLASSES, notes.PLACES),
        )
    ]


def _map(view: View, comparison: Comparison, beside: Beside, label: str) -> Element:
    data = map_data(view, comparison, beside) | {"label": label}
    wild = {"data-map": orjson.dumps(data).decode(), "data-mark": view.selection.mark or ""}
    return html.Div(
        className="map card-chart", style={"minHeight": f"{SHORT}px"}, **wild, **{"data-href": mark_address(view)}
    )


def map_data(view: View, comparison: Comparison, beside: Beside) -> dict[str, Any]:
    """What the script needs: the values of every year, their classes, the reasons for what is missing, the words."""
    shown = places(comparison)
    years, values, classes = mapped(comparison, beside)
    reasons: dict[str, dict[int, str]] = {}
    for (unit_id, year), status in beside.reasons.items():
        reasons.setdefault(unit_id, {})[year] = missing_words(status)
    return {
        "years": years,
        "year": comparison.year,
        "rows": [[m.id, m.title, own] for m, own in zip(beside.units, values, strict=True)],
        "reasons": {unit_id: {str(year): word for year, word in of.items()} for unit_id, of in reasons.items()},
        "absent": missing_words("absent"),
        "bounds": classes.bounds,
        "colours": classes.colours,
        "own": view.focal.id,
        "peers": [m.id for m in comparison.peers.members],
        "places": shown,
        "unit": unit_words(unit(comparison.kpi)),
        "heights": (TALL, SHORT),
        "layout": map_layout(classes, texts.MAP_MISSING, invented=view.invented),
        "config": theme.GRAPH_CONFIG,
        **texts.MAP_WORDS,
    }
