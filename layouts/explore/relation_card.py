"""The card of Samband: the picture, its words, its table and its menu, from one relation (COMPARISON 30)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kolada import curated
from kolada.analysis.lines import Peers
from kolada.analysis.relation import Relation
from kolada.catalogue import Kind
from kolada.groups import ALL_MUNICIPALITIES, ALL_REGIONS
from kolada.reading import notes
from kolada.reading.words import counts_money
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

MOST_REPEATED = 20  # characters of a stranger's word


@dataclass(frozen=True)
class Shown:
    """A relation with all that its card says of it. `x`, `y`: how the numbers are written."""

    selection: Selection
    resolved: Resolved
    ground: Ground
    related: Relation
    x: Measure
    y: Measure
    invented: bool = False

    @property
    def is_region(self) -> bool:
        """Whether the points are regions."""
        return self.ground.focal.is_region

    @property
    def peers(self) -> Peers:
        """Those that are marked."""
        return self.resolved.peers.comparable_with(self.ground.focal)

    @property
    def lead(self) -> str:
        """n and the coefficients."""
        return texts.lead(self.related, self.is_region)

    @property
    def said(self) -> list[str]:
        """What the picture shows, in sentences."""
        focal = self.ground.focal
        own = texts.own_sentence(self.related, focal.id, focal.title, self.x, self.y)
        return [texts.direction(self.related, self.x, self.y, self.is_region), own]


def card(shown: Shown) -> Element:
    """The whole card."""
    heading = texts.heading(shown.ground.focal.title)
    is_money = counts_money(shown.x.kpi) or counts_money(shown.y.kpi)
    subtitle = texts.subtitle(shown.related, shown.x, shown.y, is_money)
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


def _picture(shown: Shown) -> Element:
    x, y = (Axis(m.title, m.short_unit, m.kind is Kind.COUNT, m.places) for m in (shown.x, shown.y))
    peers = {m.id for m in shown.peers.members}
    drawn = relation_figure(shown.related.points, shown.ground.focal.id, peers, x, y, invented=shown.invented)
    return graph(drawn, texts.alternative(shown.related, shown.x, shown.y, [shown.lead, *shown.said]))


def _below(shown: Shown) -> list[Element]:
    """The sentences, then what a correlation needs said (COMPARISON 25)."""
    absent = [shown.ground.names[unit] for unit in shown.related.missing]
    missing = texts.missing_sentence(shown.related, absent, shown.is_region)
    year = shown.related.year
    named = [(m.name, year) for m in (shown.x, shown.y) if (m.kpi.id, year) in shown.ground.unsettled]
    unsettled = texts.preliminary(named)
    cautions = texts.cautions(shown.related, shown.x, shown.y, shown.is_region)
    return [*paragraphs(shown.said, "card-sentence"), *paragraphs([*cautions, unsettled, missing], "card-more")]


def _facts(shown: Shown, caption: str) -> list[Element]:
    peers = {m.id for m in shown.peers.members}
    rows = table_rows(shown.related, shown.ground.focal.id, peers, shown.x, shown.y)
    head = [texts.unit_title(shown.is_region), texts.TABLE_ROLE, shown.x.title, shown.y.title]
    twin = table(caption + (f" {common.INVENTED}." if shown.invented else ""), head, rows)
    return [
        html.Div([chip(texts.OBSERVATION), *_rates(shown)], className="chips"),
        html.Details([html.Summary(common.AS_TABLE), twin], className="card-table"),
    ]


def _provenance(shown: Shown) -> list[Element]:
    source = texts.source(shown.x, shown.y, shown.ground.retrieved)
    return [
        html.P(common.INVENTED_SOURCE if shown.invented else source, className="card-source"),
        *paragraphs([notes.group_line(shown.peers)], "card-source"),
        html.P(shown.lead, className="card-peers"),  # the page says it above; a picture must say it itself
    ]


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


def pinned(selection: Selection, resolved: Resolved, kpis: Sequence[str], year: str) -> str:
    """The address with everything fixed that could change (COMPARISON 29): the year has a key of its own."""
    fixed = pin(selection, resolved, (0, 0), date.today(), kpis).but(period=selection.period, view=forms.RELATION)
    return explore_address(fixed, {forms.YEAR: year})


def _menu(shown: Shown, heading: str) -> Element:
    selection, resolved, year = shown.selection, shown.resolved, shown.related.year
    kpis = (shown.x.kpi.id, shown.y.kpi.id)
    data = data_selection(selection, resolved.focal.id, shown.is_region, kpis, Period(year, year))
    items = [
        *_pictures("_".join(["samband", *kpis, resolved.focal.title, str(year)]).lower().replace(" ", "-")),
        file_link(texts.MENU_CSV, address(CSV, data)),
        file_link(texts.MENU_EXCEL, address(CSV, data, format="excel-sv")),
        action(texts.MENU_LINK, "copy", copy=pinned(selection, resolved, kpis, str(year))),
        *(link(texts.open_kpi(k), address(kpi_path(k), selection.but(kpis=(), view=""))) for k in kpis),
    ]
    summary = html.Summary(common.MENU, **{"aria-label": f"{common.MENU_FOR}: {heading}"})
    return html.Details([summary, html.Ul([html.Li(item) for item in items])], className="card-menu")


def _pictures(name: str) -> list[Element]:
    forms_of = ((common.MENU_PNG, "png"), (common.MENU_SVG, "svg"), (common.MENU_COPY_PICTURE, "copy-picture"))
    return [action(text, form, filename=name) for text, form in forms_of]


def _rates(shown: Shown) -> list[Element]:
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
