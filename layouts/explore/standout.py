"""The tab "Vad sticker ut?": every KPI kept, ordered by how far the municipality stands from its peers."""

from collections.abc import Iterable, Mapping, Sequence

from kolada import catalogue
from kolada.analysis.compare import Comparison
from kolada.analysis.standout import Standing
from kolada.reading import notes, sentences, words
from layouts import above
from layouts import elements as html
from layouts import texts as common
from layouts.addresses import address, kpi_path
from layouts.components.parts import action, chip, link, notices, paragraphs
from layouts.elements import Element
from layouts.explore import controls, fetching, texts_fetch
from layouts.explore import texts as explore_texts
from layouts.explore import texts_standout as texts
from layouts.explore.made import Made
from layouts.explore.scan import Scan, make_scan
from layouts.explore.standing import between, kpi_selection, pinned, retrieved
from layouts.explore.strips import Compared, legend, picture
from layouts.selection import Selection, to_query
from layouts.view import Views

VIEW = "sticker-ut"
FIRST_IMAGES = 6  # pictures drawn with the page; those below wait until they are near


def make(views: Views, selection: Selection, extras: Mapping[str, str]) -> Made:
    """The whole tab."""
    scan = make_scan(views, selection.but(view=VIEW, set=None, kpis=()), extras)
    if scan is None:
        unknown = [common.notice_unknown_municipality(selection.municipality)] if selection.municipality else []
        return Made([*notices(unknown), *_no_municipality()], texts.STANDOUT)
    made = Compared(views, scan)
    shown = scan.grouped[: scan.filters.n]
    years = {row.kpi: _years(row) for row, _ in shown}
    compared = {kpi: made.comparison(kpi, window) for kpi, window in years.items()}
    fetch = fetching.asked(scan, extras)
    has_any = bool(scan.panel.rows)  # with nothing kept there is nothing to choose from
    children = [
        *notices(said(scan)),
        *_top(scan, compared),
        *([controls.filters(scan)] if has_any else []),
        *([legend()] if shown else fetching.offers(scan, fetch)),
        *_list(scan, shown, compared, made.invented),
        *controls.more(scan),
        *_below(views, scan, [row.kpi for row, _ in shown]),
        *(fetching.offers(scan, fetch) if shown else []),
    ]
    return Made(children, texts.STANDOUT, fetch=fetch, due=scan.panel.due, years=years)


def said(scan: Scan) -> list[str]:
    """That not all is there yet, what was not understood, and whether the pinned group has other members today
    (COMPARISON 10, 29)."""
    coming = [texts_fetch.coming(scan.panel.due)] if scan.panel.due else []
    return [*coming, *scan.notices, *above.drift_words(scan.resolved)]


def _no_municipality() -> list[Element]:
    return [html.H1(texts.STANDOUT, className="headline"), html.P(explore_texts.NO_MUNICIPALITY, className="lead")]


def _years(row: Standing) -> tuple[int, int]:
    """So that year, places and change are those of the scan."""
    return (row.first_year or row.year, row.year)


def _top(scan: Scan, compared: Mapping[str, Comparison]) -> list[Element]:
    name = scan.resolved.focal.title
    first = next(iter(compared.values()), None)
    if scan.panel.due:  # what is first among some of them may not be first among all
        return [html.H1(texts_fetch.COMING, className="headline")]
    if first is None:
        nothing = texts.NOTHING_WHY if scan.panel.rows else texts.NOTHING_KEPT
        why = texts.NO_PEERS if len(scan.peers.members) < 2 else nothing
        return [html.H1(texts.nothing(name), className="headline"), html.P(why, className="lead")]
    row, order = scan.rows[0], scan.filters.order
    counted = texts.scanned(scan.chance, name, scan.peers)
    return [
        html.H1(texts.headline(first, row, order), className="headline"),
        html.P(f"{texts.answer(first, row, order)} {counted}", className="lead"),
        html.P(texts.CAVEAT, className="note"),
        html.P(notes.peers_line(first), className="note"),
    ]


def _list(
    scan: Scan,
    shown: Sequence[tuple[Standing, Sequence[Standing]]],
    compared: Mapping[str, Comparison],
    invented: bool,
) -> list[Element]:
    rows = [
        html.Li(_row(scan, row, others, compared[row.kpi], invented, place < FIRST_IMAGES), className="standout")
        for place, (row, others) in enumerate(shown)
    ]
    return [html.Ol(rows, className="standouts", **{"aria-label": texts.LIST_LABEL})] if rows else []


def _row(
    scan: Scan,
    row: Standing,
    others: Sequence[Standing],
    comparison: Comparison,
    invented: bool,
    is_near: bool,
) -> list[Element]:
    drawn = picture(comparison, invented, is_near)
    return [
        html.Div([*head(scan, comparison), *_words(scan, row, comparison)], className="standout-words"),
        html.Div([drawn, html.Div(_chips(scan, row, comparison), className="chips")], className="standout-picture"),
        html.Div([_add(scan, row.kpi, comparison), *_related(scan, others)], className="standout-actions"),
    ]


def head(scan: Scan, comparison: Comparison, with_area: bool = True) -> list[Element]:
    """The KPI's name, which leads to its page, and what is measured."""
    kpi = comparison.kpi
    href = address(kpi_path(kpi.id), kpi_selection(scan))
    area = [kpi.operating_area] if with_area and kpi.operating_area else []
    return [
        html.H2(link(catalogue.words(kpi).label, href, "card-link"), className="card-title"),
        html.P(" · ".join(filter(None, [_unit(comparison), *area, kpi.id])), className="card-subtitle"),
    ]


def _unit(comparison: Comparison) -> str:
    """The unit in words, in which prices (COMPARISON 15); "" where the title says none."""
    unit = catalogue.words(comparison.kpi).unit
    prices = f", {common.NOMINAL}" if words.is_money(comparison) else ""
    return f"{unit[0].upper()}{unit[1:]}{prices}" if unit else ""


def _words(scan: Scan, row: Standing, comparison: Comparison) -> list[Element]:
    sentence = sentences.sentence(comparison)
    more = [
        f"{words.rank_words(comparison.rank).capitalize()}." if comparison.rank else "",
        texts.distance(row, comparison),
        sentences.near_words(comparison),
        texts.trend(row, comparison) if scan.filters.order == "trend" else "",
        sentences.judgement(comparison),
    ]
    return [
        html.P([html.Strong(sentence.lead), sentence.rest], className="card-sentence"),
        *paragraphs([" ".join(filter(None, more))], "card-more"),
    ]


def _chips(scan: Scan, row: Standing, comparison: Comparison) -> list[Element]:
    place = comparison.country_rank
    breaks = [
        found.year for found in catalogue.breaks(comparison.kpi) if (row.first_year or 0) < found.year <= row.year
    ]
    behind = scan.behind.get(row.kpi)
    found = [
        (str(row.year), "plain"),
        (texts.in_country(words.country_rank_words(*place)) if place else "", "rank"),
        (texts.CHIP_PRELIMINARY if comparison.focal.at(row.year).preliminary else "", "warn"),
        (texts.chip_behind(behind) if behind is not None and scan.is_few(behind) else "", "warn"),
        (texts.CHIP_UNSTEADY if row.is_unsteady else "", "warn"),
        *((texts.chip_break(year), "warn") for year in breaks),
    ]
    return [chip(text, kind) for text, kind in found if text]


def _add(scan: Scan, kpi: str, comparison: Comparison) -> Element:
    figure = pinned(scan, comparison.year).but(kpis=(kpi,), genders=("T",))
    return action(common.MENU_ADD, "add-figure", figure=to_query(figure), form="bars")


def _related(scan: Scan, others: Sequence[Standing]) -> list[Element]:
    if not others:
        return []
    links = [
        html.Li(link(scan.subjects.kpis[row.kpi].title, address(kpi_path(row.kpi), kpi_selection(scan))))
        for row in others
    ]
    return [html.Details([html.Summary(texts.related(len(others))), html.Ul(links)], className="card-table")]


def _below(views: Views, scan: Scan, shown: Sequence[str]) -> list[Element]:
    first, last = between(retrieved(views, scan, shown))
    invented = common.INVENTED_SOURCE if views.store.invented else ""
    of_rows = [
        html.P(texts.HOW, className="note"),
        *controls.files(scan, scan.filters.but(since=scan.since, beside=()).keys()),
        html.P(texts.source(first, last, invented), className="card-source"),
    ]
    return [
        html.Section(
            [
                html.H2(texts.LEFT_OUT_HEADING, className="standout-sub"),
                html.P(texts.kept(len(scan.panel.rows), len(scan.subjects.kpis)), className="note"),
                html.Ul([html.Li(text) for text in _not_there(scan)], className="footnotes"),
                *(of_rows if shown else []),
            ],
            className="standout-below",
        ),
    ]


def _not_there(scan: Scan) -> Iterable[str]:
    name = scan.resolved.focal.title
    for reason, n in scan.reasons.items():
        yield texts.left_out(reason, n, name, scan.since)
    if scan.unmeasured:
        yield texts.not_measurable(scan.unmeasured)
    if scan.filters.hides_small and (n := sum(map(scan.is_small, scan.counted))):
        yield texts.hidden(n)
