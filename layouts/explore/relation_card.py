"""The card of Samband: the picture, its words, its table and its menu, from one relation (COMPARISON 30)."""

from collections.abc import Sequence
from datetime import date, timedelta

from kolada import curated
from kolada.analysis.relation import Relation
from kolada.catalogue import Kind
from kolada.groups import ALL_MUNICIPALITIES, ALL_REGIONS
from kolada.reading import notes
from kolada.reading.words import is_of_money
from layouts import elements as html
from layouts import texts as common
from layouts.addresses import CSV, address, kpi_path
from layouts.components.card import graph
from layouts.components.parts import action, chip, file_link, link, paragraphs
from layouts.components.tables import table
from layouts.elements import Element
from layouts.explore import forms
from layouts.explore import texts_relation as texts
from layouts.explore.ground import Ground
from layouts.explore.measure import Measure
from layouts.explore.state import explore_address
from layouts.figures.relation import Axis, relation_figure
from layouts.resolve import Resolved, pin
from layouts.selection import PeerChoice, Period, Selection
from layouts.view import Views

MOST_REPEATED = 20  # characters of a stranger's word


def card(
    views: Views, selection: Selection, resolved: Resolved, found: Ground, related: Relation, x: Measure, y: Measure
) -> Element:
    """The whole card."""
    focal, is_region = found.focal, found.focal.is_region
    peers = resolved.peers.comparable_with(focal)
    invented = views.store.invented
    own = texts.own_sentence(related, focal.id, focal.title, x, y)
    said = [texts.direction(related, x, y, is_region), own]
    axes = (Axis(m.title, m.short_unit, m.kind is Kind.COUNT) for m in (x, y))
    drawn = relation_figure(related.points, focal.id, {m.id for m in peers.members}, *axes, invented=invented)
    subtitle = texts.subtitle(related, x, y, is_of_money(x.kpi) or is_of_money(y.kpi))
    heading = texts.heading(focal.title)
    caption = f"{heading}. {subtitle}" + (f" {common.INVENTED}." if invented else "")
    missing = texts.missing_sentence(related, [found.names[unit] for unit in related.missing], is_region)
    below = [
        *paragraphs(said, "card-sentence"),
        *paragraphs([*texts.cautions(related, x, y, is_region), missing], "card-more"),
    ]
    rows = table_rows(related, focal.id, {m.id for m in peers.members}, x, y)
    head = [texts.unit_title(is_region), texts.TABLE_ROLE, x.title, y.title]
    source = common.INVENTED_SOURCE if invented else texts.source(x, y, found.retrieved)
    return html.Article(
        [
            html.Div(
                [
                    html.H2(heading, className="card-title"),
                    _menu(selection, resolved, related, x, y, heading),
                ],
                className="card-head",
            ),
            html.P(subtitle, className="card-subtitle"),
            graph(drawn, texts.alternative(related, x, y, [texts.lead(related, is_region), *said])),
            html.Div(below, className="card-below"),
            html.Div(
                [
                    html.Div([chip(texts.OBSERVATION), *_rates(selection, x, y)], className="chips"),
                    html.Details([html.Summary(common.AS_TABLE), table(caption, head, rows)], className="card-table"),
                ],
                className="card-facts",
            ),
            html.Div(
                [
                    html.P(source, className="card-source"),
                    *paragraphs([notes.peers_text(peers)], "card-source"),
                    html.P(texts.lead(related, is_region), className="card-peers"),  # the page says it above
                ]
            ),
        ],
        className="chart-card",
    )


def table_rows(related: Relation, focal: str, peers: set[str], x: Measure, y: Measure) -> list[list[str]]:
    """Every point: the own one first, then the peers, then the others, each by name."""

    def role(unit: str) -> int:
        return 0 if unit == focal else 1 if unit in peers else 2

    words = (texts.OWN, texts.PEER, "")
    ordered = sorted(related.points, key=lambda p: role(p.id))
    return [[p.name, words[role(p.id)], x.number(p.x), y.number(p.y)] for p in ordered]


def data_selection(selection: Selection, focal: str, is_region: bool, kpis: Sequence[str], period: Period) -> Selection:
    """What /data.csv is asked for, so that its rows are those of the picture: everybody, in these years."""
    everybody = PeerChoice(ALL_REGIONS if is_region else ALL_MUNICIPALITIES)
    return Selection(focal, everybody, tuple(kpis), period=period, genders=selection.genders[:1])


def _menu(selection: Selection, resolved: Resolved, related: Relation, x: Measure, y: Measure, heading: str) -> Element:
    kpis = (x.kpi.id, y.kpi.id)
    year = Period(related.year, related.year)
    data = data_selection(selection, resolved.focal.id, resolved.focal.is_region, kpis, year)
    pinned = pin(selection, resolved, (related.year, related.year), date.today(), kpis)
    pinned = pinned.but(period=selection.period, view=forms.RELATION)
    name = f"samband_{x.kpi.id}_{y.kpi.id}_{resolved.focal.title}_{related.year}".lower().replace(" ", "-")
    forms_of = ((common.MENU_PNG, "png"), (common.MENU_SVG, "svg"), (common.MENU_COPY_PICTURE, "copy-picture"))
    items = [
        *(action(text, form, filename=name) for text, form in forms_of),
        file_link(texts.MENU_CSV, address(CSV, data)),
        file_link(texts.MENU_EXCEL, address(CSV, data, format="excel-sv")),
        action(texts.MENU_LINK, "copy", copy=explore_address(pinned, {forms.YEAR: str(related.year)})),
        *(_full(selection, m) for m in (x, y)),
    ]
    summary = html.Summary(common.MENU, **{"aria-label": f"{common.MENU_FOR}: {heading}"})
    return html.Details([summary, html.Ul([html.Li(item) for item in items])], className="card-menu")


def _full(selection: Selection, of: Measure) -> Element:
    """A KPI's own page."""
    return link(texts.open_kpi(of.kpi.id), address(kpi_path(of.kpi.id), selection.but(kpis=(), view="")))


def _rates(selection: Selection, x: Measure, y: Measure) -> list[Element]:
    """The count guard: the rates of the counts, in one click (COMPARISON 9)."""
    if Kind.COUNT not in (x.kind, y.kind):
        return []
    rates = tuple(curated.notes(m.kpi.id).rate or m.kpi.id for m in (x, y))
    warned = [chip(common.CHIP_COUNT, "warn")]
    if rates == (x.kpi.id, y.kpi.id) or len(set(rates)) < 2:
        return warned
    there = selection.but(kpis=rates, view=forms.RELATION, retrieved=None)
    return [*warned, link(common.COUNT_TO_RATE, explore_address(there, {}))]


def since(views: Views, selection: Selection, found: Ground) -> list[str]:
    """What Kolada has changed in these KPIs since the link was made (COMPARISON 29)."""
    day = selection.retrieved
    if day is None or day >= date.today():
        return []
    changes = views.store.revisions(list(found.tables), list(found.names), day + timedelta(days=1))
    revised = {(c.kpi, c.municipality, c.period, c.gender) for c in changes if c.gender == found.genders[c.kpi]}
    return [common.notice_revised(len(revised), day) if revised else common.notice_unchanged(day)]
