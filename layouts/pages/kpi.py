"""/nyckeltal/<id>: one KPI in full. Each tab is an address of its own (`view=`)."""

from collections.abc import Callable

from kolada import catalogue, curated
from kolada.analysis.compare import Comparison, FamilySum, family_sum
from kolada.analysis.sums import whole_sum
from kolada.numbers import number
from kolada.reading import notes, sentences, wider, words
from layouts import elements as html
from layouts import texts
from layouts.addresses import address, kpi_path
from layouts.asked import DEFINITION_VIEW, GENDERS_VIEW, MAP_VIEW, ORDER_VIEW, SPREAD_VIEW
from layouts.components.card import card, count_actions, graph, source_text, subtitle
from layouts.components.menu import add_action
from layouts.components.parts import footnotes, link, paragraphs
from layouts.components.regions import is_foreign, region_links
from layouts.components.tables import full, table
from layouts.elements import Element
from layouts.explore.likeness_list import chosen_by
from layouts.figures.ranking import ranking_figure
from layouts.figures.trend import trend_figure
from layouts.kpi_tabs import texts as more_texts
from layouts.kpi_tabs.beside import ALONE, Beside
from layouts.kpi_tabs.country_map import map_cards
from layouts.kpi_tabs.genders import genders_card
from layouts.kpi_tabs.measures import measures
from layouts.kpi_tabs.ordering import order_card
from layouts.kpi_tabs.spread import spread_cards
from layouts.view import View


def is_divided(view: View) -> bool:
    """Kolada's hint that there may be figures for women and men."""
    return _only(view).kpi.is_divided_by_gender


def title(view: View) -> str:
    """The document's title."""
    return texts.title(catalogue.words(_only(view).kpi).label, view.focal.title)


def layout(view: View, beside: Beside) -> list[Element]:
    """The whole page below the bar. `beside` holds what the open tab needs."""
    comparison = _only(view)
    tabs = _tabs(view)
    shown = view.selection.view if view.selection.view in tabs else ""
    panel = tabs[shown][1]
    return [
        html.Header(
            [
                html.H1(sentences.kpi_headline(comparison), className="headline"),
                html.P(sentences.kpi_lead(comparison), className="lead"),
                *paragraphs([notes.peers_line(comparison)], "note"),
                *chosen_by(view.selection, view.resolved),
                *paragraphs([texts.ONLY_MUNICIPALITIES] if is_foreign(view) else [], "note"),
                *[html.P(part, className="note") for part in region_links(view)],
            ]
        ),
        *measures(view, beside.twins),
        html.Nav(
            [
                link(text, address(view.path, view.selection.but(view=name)), "view-tab", current=name == shown)
                for name, (text, _) in tabs.items()
            ],
            className="view-tabs",
            **{"aria-label": texts.TABS_LABEL},
        ),
        html.Div(panel(view, comparison, beside), className="panel"),
    ]


def _only(view: View) -> Comparison:
    return next(iter(view.comparisons.values()))


def tab_names(view: View) -> list[str]:
    """The `view=` of each tab of this KPI; the first one's is empty."""
    return list(_tabs(view))


Panel = Callable[[View, Comparison, Beside], list[Element]]


def _tabs(view: View) -> dict[str, tuple[str, Panel]]:
    """A count has no spread and no map, which would show who is large; the 21 regions have no map."""
    tabs: dict[str, tuple[str, Panel]] = {
        "": (texts.TAB_TREND, trend_panel),
        ORDER_VIEW: (texts.TAB_RANK, rank_panel),
    }
    if not _only(view).is_count:
        tabs[SPREAD_VIEW] = (more_texts.TAB_SPREAD, spread_cards)
        if view.focal.is_municipality:
            tabs[MAP_VIEW] = (more_texts.TAB_MAP, map_cards)  # never first: the large northern ones shout
    if is_divided(view):
        tabs[GENDERS_VIEW] = (texts.TAB_GENDERS, genders_panel)
    return tabs | {"tabell": (texts.TAB_TABLE, table_panel), DEFINITION_VIEW: (texts.TAB_DEFINITION, definition_panel)}


def trend_panel(view: View, comparison: Comparison, beside: Beside) -> list[Element]:
    """The line through the years, and beside it the ranking of the newest comparable one."""
    if not comparison.periods:
        return [_empty(comparison)]
    return [html.Div([trend_card(view, comparison, beside), rank_card(view, comparison)], className="panel-wide")]


def trend_card(view: View, comparison: Comparison, beside: Beside = ALONE) -> Element:
    """The trend with every footnote that it needs."""
    behind = view.beside.get(curated.notes(comparison.kpi.id).behind or "")
    said = [
        sentences.change_sentence(comparison),
        sentences.country_sentence(comparison),
        sentences.behind_sentence(comparison, behind),
        wider.money_sentence(comparison, whole_sum(comparison, beside.inhabitants)),
        sentences.judgement(comparison),
    ]
    shown = sentences.sentence(comparison)
    return card(
        view,
        comparison,
        heading=_trend_heading(comparison),
        subtitle=subtitle(comparison),
        picture=graph(trend_figure(comparison, size="full", invented=view.invented), " ".join([str(shown), *said])),
        below=[
            html.P([html.Strong(shown.lead), shown.rest], className="card-sentence"),
            *paragraphs(said, "card-more"),
            *footnotes(n.text for n in notes.notes(comparison, view.today, view.slices)),
        ],
        chips=count_actions(view, comparison) if comparison.is_count else (),
        has_band=True,
    )


def _trend_heading(comparison: Comparison) -> str:
    return catalogue.words(comparison.kpi).question


def rank_panel(view: View, comparison: Comparison, beside: Beside) -> list[Element]:
    """The ranking among the peers, and beneath it the whole country in order."""
    peers = rank_card(view, comparison) if comparison.rank else _empty(comparison)
    return [html.Div([peers, order_card(view, comparison, beside)], className="panel-order")]


def rank_card(view: View, comparison: Comparison) -> Element:
    """Own and peers as bars from zero, in the one year of the sentence."""
    rank = comparison.rank
    if rank is None:
        return html.Article(
            [html.H2(texts.TAB_RANK, className="card-title"), _empty(comparison)], className="chart-card"
        )
    heading = texts.COUNT_RANK_HEADING if comparison.is_count else words.rank_words(rank).capitalize()
    rows = [[s.name, words.amount(s.value, comparison)] for s in rank.ordered]
    caption = f"{heading}. {subtitle(comparison)} {rank.year}" + (f" {texts.INVENTED}." if view.invented else "")
    text = sentences.rank_sentence(comparison) or sentences.caveat(comparison)
    return card(
        view,
        comparison,
        heading=heading,
        subtitle=f"{subtitle(comparison)}, {rank.year}",
        picture=graph(ranking_figure(comparison, invented=view.invented), text),
        below=paragraphs([text, sentences.country_sentence(comparison)], "card-sentence"),
        table=table(caption, [texts.TABLE_MUNICIPALITY, str(rank.year)], rows),
        form="bars",
    )


def genders_panel(view: View, comparison: Comparison, beside: Beside) -> list[Element]:
    """Women and men of the own municipality beside their peers' means. Nothing is computed back (COMPARISON 19)."""
    both = genders_card(view, comparison, beside)
    return [both or _empty(comparison)]


def table_panel(view: View, comparison: Comparison, beside: Beside) -> list[Element]:
    """Every number behind the picture, with the words for what is missing."""
    caption = f"{subtitle(comparison)}. {notes.whose_peers(comparison)}."
    caption += f" {texts.INVENTED}." if view.invented else ""
    if not comparison.periods:
        return [_empty(comparison)]
    made = [notes.MEAN] if notes.has_mean(comparison) else []
    return [
        html.Article(
            [
                html.H2(texts.TAB_TABLE, className="card-title"),
                html.P(add_action(view, comparison, text=more_texts.ADD_LINES)),
                full(comparison, caption),
                html.P(source_text(view, comparison, made=made), className="card-source"),
            ],
            className="sheet",
        )
    ]


def definition_panel(view: View, comparison: Comparison, beside: Beside) -> list[Element]:
    """What Kolada says of the KPI, and what one has to know to compare it."""
    kpi = comparison.kpi
    known = curated.notes(kpi.id)
    breaks = [f"{b.year}: {b.sentence}" for b in catalogue.breaks(kpi)]
    is_gross = comparison.kind is catalogue.Kind.COST and not catalogue.is_net(kpi)
    cost = [texts.COST_MEANS] if is_gross else []
    families = [_family_text(view, family_sum(view.beside, f.total, f.parts), f) for f in curated.families_of(kpi.id)]
    blocks = [
        (texts.DEFINITION_COVERAGE, [t for t in [known.note, *cost, sentences.caveat(comparison)] if t]),
        (texts.DEFINITION_BREAKS, breaks),
        (texts.DEFINITION_FAMILY, [t for t in families if t]),
    ]
    sections: list[Element] = []
    for heading, lines in blocks:
        if lines:
            sections += [html.H3(heading), html.Ul([html.Li(text) for text in lines])]
    if twins := _twins(view, known):
        sections += [html.H3(texts.DEFINITION_TWINS), html.Ul([html.Li(twin) for twin in twins])]
    return [
        html.Article(
            [
                html.H2(kpi.title, className="card-title"),
                html.P(catalogue.definition(kpi), className="definition"),
                html.Dl(_facts(view, comparison), className="facts"),
                *sections,
            ],
            className="sheet",
        )
    ]


def _facts(view: View, comparison: Comparison) -> list[Element]:
    kpi = comparison.kpi
    values = (
        kpi.id,
        catalogue.words(kpi).unit or texts.NO_UNIT,
        texts.KINDS[comparison.kind],
        catalogue.source(kpi) or texts.NO_SOURCE,
        kpi.operating_area,
        kpi.perspective or texts.NO_PERSPECTIVE,
        texts.YES if kpi.is_divided_by_gender else texts.NO,
        catalogue.calendar(kpi, view.today).sentence,
    )
    pairs = zip(texts.DEFINITION_FACTS, values, strict=True)
    return [part for name, value in pairs for part in (html.Dt(name), html.Dd(value))]


def _twins(view: View, known: curated.Curated) -> list[Element]:
    plain = view.selection.but(view="", count_mean=False)
    kinds = {
        texts.TWIN_RATE: known.rate,
        texts.TWIN_BEHIND: known.behind,
        texts.TWIN_NETTO: known.netto,
        texts.TWIN_PER: known.per,
    }
    return [
        link(f"{text}: {curated.notes(twin).label or twin}", address(kpi_path(twin), plain))
        for text, twin in kinds.items()
        if twin
    ]


def _family_text(view: View, found: FamilySum | None, family: curated.Family) -> str:
    """The parts and their sum, for the total's own newest year."""
    plain = f"{' + '.join(family.parts)} = {family.total}"
    if found is None or found.missing:
        return plain
    parts = " + ".join(number(value) for _, value in found.parts if value is not None)
    verdict = texts.ADDS_UP if found.adds_up else texts.DOES_NOT_ADD_UP
    return f"{plain}: {parts} = {number(found.total - (found.difference or 0))} ({verdict})"


def _empty(comparison: Comparison) -> Element:
    text = texts.empty(comparison.focal.name, sentences.no_value_words(comparison))
    return html.P(text, className="card-empty")
