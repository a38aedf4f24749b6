"""The 290 on a map: five classes of one hue, drawn in the browser by assets/map.mjs from outlines that it keeps."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import orjson

from kolada.analysis.compare import Comparison
from kolada.analysis.spread import class_bounds
from kolada.catalogue import unit
from kolada.reading import notes
from kolada.reading.words import amount, missing_words, places
from layouts import elements as html
from layouts import theme
from layouts.components.card import card, subtitle
from layouts.components.parts import paragraphs
from layouts.elements import Element
from layouts.figures.axes import unit_words
from layouts.figures.labels import invented_mark
from layouts.kpi_tabs import texts
from layouts.kpi_tabs.beside import Beside
from layouts.kpi_tabs.ordering import finder, instead, mark_address, order_list, sentences_of, why_none
from layouts.view import View

COLOURS = ("#e3ecf4", "#b3cde3", "#7fa9cd", "#437fb2", "#174a7c")  # one hue, light to dark
TALL, SHORT = 720, 620  # px: beside much room, and on a telephone
EXTENT = (5.07, 11.17, 55.3, 69.1)  # west, east (degrees east times cos 62.5), south, north


def map_cards(view: View, comparison: Comparison, beside: Beside) -> list[Element]:
    """The map, or why there is none."""
    standings = beside.order(comparison)
    if not standings:
        return [html.P(why_none(comparison, beside, view.focal.is_region), className="card-empty")]
    said = sentences_of(view, comparison, beside, standings)
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
                *paragraphs([texts.MAP_CLASSES, texts.OUTLINE_SOURCE], "card-more"),
            ],
            table=order_list(view, comparison, beside, "kartrad"),
            form="bars",
            of_all=True,
            adds="",
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
    """What the script needs: the values of every year shown with half of the country, classes over all of them, the
    reasons for what is missing, and the words."""
    country, shown = comparison.country, places(comparison)
    years = sorted(country.bands)
    by_year = [country.row(year) for year in years]
    values = [[row.get(m.id) for row in by_year] for m in beside.units]
    bounds = class_bounds([value for own in values for value in own if value is not None])
    reasons: dict[str, dict[int, str]] = {}
    for (unit_id, year), status in beside.reasons.items():
        reasons.setdefault(unit_id, {})[year] = missing_words(status)
    return {
        "years": years,
        "year": comparison.year,
        "rows": [[m.id, m.title, _cells(own, shown)] for m, own in zip(beside.units, values, strict=True)],
        "reasons": {unit_id: {str(year): word for year, word in of.items()} for unit_id, of in reasons.items()},
        "absent": missing_words("absent"),
        "bounds": [round(bound, shown + 2) for bound in bounds],
        "names": class_names(bounds, comparison),
        "missing": texts.MAP_MISSING,
        "colours": COLOURS[-(len(bounds) - 1) :] if len(bounds) > 1 else COLOURS[:1],
        "own": view.focal.id,
        "peers": [m.id for m in comparison.peers.members],
        "places": shown,
        "unit": unit_words(unit(comparison.kpi)),
        "extent": EXTENT,
        "heights": (TALL, SHORT),
        "font": theme.FONT,
        "config": theme.GRAPH_CONFIG,
        "marks": [{"showarrow": False, "xref": "paper", "yref": "paper", **invented_mark(y=0)}]
        if view.invented
        else [],
        **texts.MAP_WORDS,
    }


def _cells(values: Sequence[float | None], shown: int) -> list[float | None]:
    return [None if value is None else round(value, shown + 2) for value in values]


def class_names(bounds: Sequence[float], comparison: Comparison) -> list[str]:
    """Each class by its limits: "1 234–2 000"; the limits are those of the colours."""
    said = [amount(bound, comparison) for bound in bounds]
    if len(said) == 1:
        return said
    return [f"{low}–{high}" for low, high in pairwise(said)]
