"""The card of Samband: the picture, its words, its table and its menu, from one relation (COMPARISON 30)."""

from kolada import curated
from kolada.catalogue import Kind
from kolada.reading import notes
from layouts import elements as html
from layouts import texts as common
from layouts.addresses import CSV, address, kpi_path
from layouts.components.card import graph
from layouts.components.parts import action, chip, file_link, link, paragraphs
from layouts.components.tables import table
from layouts.elements import Element
from layouts.explore import forms
from layouts.explore import texts_relation as texts
from layouts.explore.related import Related
from layouts.explore.state import explore_address
from layouts.selection import to_query


def card(shown: Related) -> Element:
    """The whole card."""
    heading = texts.heading(shown.ground.focal.title)
    subtitle = texts.subtitle(shown.related, shown.x, shown.y, shown.is_money)
    title = html.H2(heading, className="card-title")
    return html.Article(
        [
            html.Div([title, _menu(shown, heading)], className="card-head"),
            html.P(subtitle, className="card-subtitle"),
            _picture(shown),
            html.Div(_below(shown), className="card-below"),
            html.Div(_facts(shown, f"{heading}. {subtitle}"), className="card-facts"),
            html.Div(_provenance(shown)),
        ],
        className="chart-card",
    )


def _picture(shown: Related) -> Element:
    return graph(shown.figure, shown.alternative)


def _below(shown: Related) -> list[Element]:
    """The sentences, then what a correlation needs said."""
    return [*paragraphs(shown.said, "card-sentence"), *paragraphs(shown.cautions, "card-more")]


def _facts(shown: Related, caption: str) -> list[Element]:
    twin = table(caption + (f" {common.INVENTED}." if shown.invented else ""), *shown.table)
    return [
        html.Div([chip(texts.OBSERVATION), *_rates(shown)], className="chips"),
        html.Details([html.Summary(common.AS_TABLE), twin], className="card-table"),
    ]


def _provenance(shown: Related) -> list[Element]:
    return [
        html.P(shown.source, className="card-source"),
        *paragraphs([notes.group_line(shown.peers)], "card-source"),
        html.P(shown.lead, className="card-peers"),  # the page says it above; a picture must say it itself
    ]


def _menu(shown: Related, heading: str) -> Element:
    selection, year, data = shown.selection, shown.related.year, shown.data
    kpis = (shown.x.kpi.id, shown.y.kpi.id)
    items = [
        action(common.MENU_ADD, "add-figure", figure=to_query(shown.figure_selection), form=forms.RELATION),
        *_pictures("_".join(["samband", *kpis, shown.ground.focal.title, str(year)]).lower().replace(" ", "-")),
        file_link(texts.MENU_CSV, address(CSV, data)),
        file_link(texts.MENU_EXCEL, address(CSV, data, format="excel-sv")),
        action(texts.MENU_LINK, "copy", copy=shown.pinned),
        *(link(texts.open_kpi(k), address(kpi_path(k), selection.but(kpis=(), view=""))) for k in kpis),
    ]
    summary = html.Summary(common.MENU, **{"aria-label": f"{common.MENU_FOR}: {heading}"})
    return html.Details([summary, html.Ul([html.Li(item) for item in items])], className="card-menu")


def _pictures(name: str) -> list[Element]:
    forms_of = ((common.MENU_PNG, "png"), (common.MENU_SVG, "svg"), (common.MENU_COPY_PICTURE, "copy-picture"))
    return [action(text, form, filename=name) for text, form in forms_of]


def _rates(shown: Related) -> list[Element]:
    """The count guard: the rates of the counts, in one click (COMPARISON 9)."""
    x, y = shown.x, shown.y
    if Kind.COUNT not in (x.kind, y.kind):
        return []
    rates = tuple(curated.notes(m.kpi.id).rate or m.kpi.id for m in (x, y))
    warned = [chip(common.CHIP_COUNT, "warn")]
    if rates == (x.kpi.id, y.kpi.id) or len(set(rates)) < 2:
        return warned
    there = shown.selection.but(kpis=rates, view=forms.RELATION, retrieved=None)
    return [*warned, link(common.COUNT_TO_RATE, explore_address(there, {}))]
