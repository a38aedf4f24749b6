"""A chart as a small finished graphic: question, unit, picture, sentence, facts, source, and its own menu."""

from collections.abc import Sequence
from typing import Any

from kolada import catalogue, curated
from kolada.analysis.compare import Comparison, family_sum
from kolada.groups import GroupKind
from kolada.reading import notes, sentences, words
from layouts import elements as html
from layouts import texts
from layouts.addresses import OVERVIEW, address, kpi_path
from layouts.components.menu import menu
from layouts.components.parts import chip, link, paragraphs
from layouts.components.tables import twin
from layouts.elements import Element
from layouts.figures.trend import trend_figure
from layouts.theme import GRAPH_CONFIG
from layouts.view import View


def kpi_card(view: View, comparison: Comparison, y_range: tuple[float, float] | None = None) -> Element:
    """One KPI of an overview."""
    said = catalogue.words(comparison.kpi)
    picture = (
        graph(trend_figure(comparison, size="card", y_range=y_range, invented=view.invented), _alternative(comparison))
        if comparison.periods
        else html.P(texts.NO_PICTURE, className="card-empty")
    )
    return card(
        view,
        comparison,
        heading=said.question,
        subtitle=subtitle(comparison),
        picture=picture,
        below=[_sentence(comparison), *paragraphs(_beside(view, comparison), "card-more")],
        chips=_chips(view, comparison),
    )


def card(
    view: View,
    comparison: Comparison,
    *,
    heading: str,
    subtitle: str,
    picture: Element,
    below: Sequence[Element],
    chips: Sequence[Element] = (),
    table: Element | None = None,
    genders: tuple[str, ...] = (),
    form: str = "line",
    has_band: bool = False,
    is_open: bool = False,
    of_all: bool = False,
    adds: str = texts.MENU_ADD,
    is_table: bool = False,
    made: Sequence[str] | None = None,
) -> Element:
    """The frame that every chart shares; its parts are rows of a grid, so that cards side by side align.

    `is_open`: the table is there without a click. `of_all`: the picture shows the whole country, and so has a file.
    `adds`: see `menu`. `is_table`: the picture is a table, with no other beneath it. `made`: see `notes.source_line`.
    """
    details = [] if is_table else [_details(table or _twin(view, comparison, f"{heading} {subtitle}"), is_open)]
    own_menu = menu(view, comparison, heading, genders, form, of_all, adds, is_drawn=not is_table)
    return html.Article(
        [
            html.Div([_title(view, comparison, heading), own_menu], className="card-head"),
            html.P(subtitle, className="card-subtitle"),
            picture,
            html.Div(below, className="card-below"),
            html.Div([html.Div(list(chips), className="chips"), *details], className="card-facts"),
            _foot(view, comparison, source_text(view, comparison, has_band=has_band, made=made)),
        ],
        className="chart-card",
    )


def _foot(view: View, comparison: Comparison, source: str) -> Element:
    peers = paragraphs([notes.peers_line(comparison), *_alone(view, comparison)], "card-peers")
    return html.Div([html.P(source, className="card-source"), *peers])


def _twin(view: View, comparison: Comparison, caption: str) -> Element:
    return twin(comparison, caption + (f" {texts.INVENTED}." if view.invented else ""))


def _details(table: Element, is_open: bool) -> Element:
    opened = {"open": True} if is_open else {}
    return html.Details([html.Summary(texts.AS_TABLE), table], className="card-table", **opened)


def _title(view: View, comparison: Comparison, heading: str) -> Element:
    """The heading; on an overview it leads to the KPI's own page."""
    if view.single:
        return html.H2(heading, className="card-title")
    href = address(kpi_path(comparison.kpi.id), view.of_one_kpi)
    return html.H2(link(heading, href, "card-link"), className="card-title")


def graph(figure: dict[str, Any], alternative: str, class_name: str = "card-chart") -> Element:
    """A picture with its text: a reader who cannot see it hears the sentence, and the table follows."""
    height = figure["layout"]["height"]
    drawn = html.Graph(figure=figure, config=GRAPH_CONFIG, style={"height": f"{height}px"})
    return html.Div(drawn, className=class_name, role="img", **{"aria-label": alternative})


def subtitle(comparison: Comparison) -> str:
    """What is measured, in which unit, in which prices (COMPARISON 15)."""
    said = catalogue.words(comparison.kpi)
    label = said.label.replace(f", {said.unit.removeprefix('kr ')}", "")  # "per inskrivet barn" is said once
    parts = [f"{label}, {said.unit}" if said.unit else label]
    if comparison.gender != "T":
        parts.append(texts.GENDERS[comparison.gender].lower())
    if words.is_money(comparison):
        parts.append(texts.NOMINAL)
    return ", ".join(parts)


def _alternative(comparison: Comparison) -> str:
    return " ".join(filter(None, [str(sentences.sentence(comparison)), sentences.change_sentence(comparison)]))


def _sentence(comparison: Comparison) -> Element:
    said = sentences.sentence(comparison)
    return html.P([html.Strong(said.lead), said.rest], className="card-sentence")


def _beside(view: View, comparison: Comparison) -> list[str]:
    behind = view.beside.get(curated.notes(comparison.kpi.id).behind or "")
    short = {
        notes.About.PRELIMINARY,
        notes.About.RIKET,
        notes.About.EMPTY,
        notes.About.BREAK,
        notes.About.NEWER,
        notes.About.WITHDRAWN,
        notes.About.DISCONTINUED,
    }
    found = [n.text for n in notes.notes(comparison, view.today, view.slices) if n.about in short]
    families = [f for f in curated.families_of(comparison.kpi.id) if f.total == comparison.kpi.id]
    sums = [notes.family_note(comparison, family_sum(view.beside, f.total, f.parts)) for f in families]
    return [sentences.behind_sentence(comparison, behind), sentences.judgement(comparison), *found, *sums]


def _alone(view: View, comparison: Comparison) -> list[str]:
    """What the page says elsewhere, and a picture that has left it must say itself."""
    if view.single:
        return []  # every footnote stands in the card there
    about = {notes.About.HINDSIGHT, notes.About.FOCAL_OUT, notes.About.LEFT_OUT, notes.About.GAP, notes.About.FEWER}
    return [n.text for n in notes.notes(comparison, view.today, view.slices) if n.about in about]


def _chips(view: View, comparison: Comparison) -> list[Element]:
    chips: list[Element] = []
    if comparison.is_count:
        chips += count_actions(view, comparison)
    elif comparison.rank:
        chips.append(chip(words.rank_words(comparison.rank), "rank"))
    if (place := comparison.country_rank) and comparison.peers.kind != GroupKind.ALL:
        chips.append(chip(f"{words.country_rank_words(*place)} {texts.IN_COUNTRY}"))
    return chips


def count_actions(view: View, comparison: Comparison) -> list[Element]:
    """The count guard: what it is, its rate in one click, a mean only when asked for (COMPARISON 9)."""
    kpi, selection = comparison.kpi.id, view.selection
    found: list[Element] = [
        chip(texts.CHIP_MEAN_OF_COUNTS if comparison.wants_mean_of_counts else texts.CHIP_COUNT, "warn")
    ]
    if rate := curated.notes(kpi).rate:
        kpis = tuple(dict.fromkeys(rate if k == kpi else k for k in view.comparisons))
        path = kpi_path(rate) if view.single else OVERVIEW
        chosen = view.of_one_kpi if view.single else selection.but(kpis=kpis)
        found.append(link(texts.COUNT_TO_RATE, address(path, chosen)))
    if not comparison.wants_mean_of_counts:
        found.append(link(texts.COUNT_MEAN, address(view.path, selection.but(count_mean=True))))
    return found


def source_text(
    view: View, comparison: Comparison, *, has_band: bool = False, made: Sequence[str] | None = None
) -> str:
    """The source line; of invented figures nobody is the source. `has_band`, `made`: see `notes.source_line`."""
    if view.invented:
        return texts.INVENTED_SOURCE
    retrieved = str(view.retrieved(comparison.kpi.id) or "")
    return notes.source_line(comparison, retrieved, has_band=has_band, made=made)
