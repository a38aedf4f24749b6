"""The tab "Profil": one municipality in one area, every KPI of a set as a strip; made to be printed on A4."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cache.lists import KeptKpi
from kolada import catalogue, curated
from kolada.analysis.compare import Comparison
from kolada.reading import notes, sentences, words
from layouts import elements as html
from layouts import texts as common
from layouts.asked import units_of
from layouts.components.parts import chip, link, notices, paragraphs
from layouts.elements import Element
from layouts.explore import controls, standing, standout, texts_standout
from layouts.explore import texts as explore_texts
from layouts.explore import texts_profile as texts
from layouts.explore.made import Made
from layouts.explore.scan import Scan, make_scan
from layouts.explore.state import explore_address
from layouts.explore.strips import Compared, legend, picture
from layouts.selection import DEFAULT_SET, MAX_KPIS, Selection
from layouts.view import Views

VIEW = "profil"
MOST = 60  # KPIs of one profile: the largest of Kolada's own groups have more, and are cut with a word


class Subject(NamedTuple):
    """What a profile is of: a curated set, or a group of Kolada's own. `cut`: how many more it holds."""

    title: str
    kpis: tuple[str, ...]
    cut: int = 0


def make(views: Views, selection: Selection, _extras: Mapping[str, str]) -> Made:
    """The whole tab. What is missing of the set is fetched first, own and peers; the rest of the country follows."""
    selection = of_a_set(views, selection.but(view=VIEW, kpis=()))
    resolved, subject = views.resolved(selection), subject_of(views, selection.set)
    if resolved is None:
        unknown = [common.notice_unknown_municipality(selection.municipality)] if selection.municipality else []
        heading = html.H1(texts.PROFILE, className="headline")
        return Made([*notices(unknown), heading, html.P(explore_texts.NO_MUNICIPALITY)], texts.PROFILE)
    known = views.store.kpis(subject.kpis).items if subject else {}
    if subject and known:
        views.store.values(list(known), units_of(resolved))
    scan = make_scan(views, selection, {})  # no filters here
    if subject is None or scan is None:
        said = [common.unknown_set(selection.set or "")]
        return Made([*notices(said), html.H1(texts.PROFILE, className="headline"), html.P(texts.NO_SET)], texts.PROFILE)
    made = Compared(views, scan)
    compared = [made.comparison(kpi) for kpi in subject.kpis if kpi in known and kpi in made.kpis]
    page = html.Div(_page(views, scan, subject, compared), className="is-profile")
    children = [*notices(standout.said(scan)), page]
    has_place = resolved.focal.is_municipality
    follow = [c.kpi.id for c in compared if has_place and not c.is_count and c.year is not None]
    years = {c.kpi.id: (year, year) for c in compared if (year := c.latest_focal_year) is not None}
    title = f"{subject.title}, {resolved.focal.title}"
    return Made(children, title, tuple(follow[:MAX_KPIS]), due=scan.panel.due, years=years)


def of_a_set(views: Views, selection: Selection) -> Selection:
    """The selection with the set that it names, or the default one: a region has another."""
    focal = next((unit for unit in views.municipalities() if unit.id == selection.municipality), None)
    return selection.but(set=selection.set or (views.default_set(focal) if focal else DEFAULT_SET))


def subject_of(views: Views, slug: str | None) -> Subject | None:
    """The set or KPI group of this name."""
    known = curated.kpi_set(slug or "")
    if known:
        return Subject(known.title, (*known.kpis, *known.counts))
    group = next((g for g in views.store.kpi_groups().items if g.id == slug), None)
    if group is None:
        return None
    ids = tuple(dict.fromkeys(member.id for member in group.members))
    return Subject(group.title, ids[:MOST], max(len(ids) - MOST, 0))


def _page(views: Views, scan: Scan, subject: Subject, compared: Sequence[Comparison]) -> list[Element]:
    strips = [c for c in compared if not c.is_count and c.latest_focal_year is not None]
    counts = [c for c in compared if c.is_count and c.latest_focal_year is not None]
    is_read = scan.panel.rows if scan.panel.due else {c.kpi.id for c in compared}  # the others are still to come
    empty = [c for c in compared if c.latest_focal_year is None and c.kpi.id in is_read]
    ranked = [c for c in strips if c.rank]
    extremes = sum(not c.rank.ties and 1 in (c.rank.position, c.rank.position_from_below) for c in ranked if c.rank)
    invented = views.store.invented
    first, last = standing.between(standing.retrieved(views, scan, [c.kpi.id for c in compared]))
    by = scan.resolved.focal.title
    return [
        html.H1(texts.profile_headline(by, extremes, len(ranked), subject.title), className="headline"),
        *_lead(scan, len(ranked)),
        *paragraphs([notes.peers_line(compared[0]) if compared else "", *_cut(subject)], "note"),
        *([legend()] if strips else []),
        html.Ol([html.Li(_row(scan, c, invented), className="profile-row") for c in strips], className="profile"),
        *_counts(counts),
        *_empty(empty),
        *(controls.files(scan, {}) if strips or counts else []),
        html.P(texts_standout.source(first, last, common.INVENTED_SOURCE if invented else ""), className="card-source"),
        _groups(views, scan),
    ]


def _lead(scan: Scan, compared: int) -> list[Element]:
    """What the strips do not say; where nothing can be compared, what to do."""
    if compared or scan.panel.due:
        return [html.P(texts.CAVEAT_PROFILE, className="lead")]
    lead = [html.P(texts.NOTHING, className="lead")]
    if not scan.resolved.focal.is_region or scan.selection.set == curated.REGIONS:
        return lead
    href = explore_address(scan.selection.but(set=curated.REGIONS), {})
    return [*lead, html.P(link(common.REGION_KPIS, href), className="switches")]


def _cut(subject: Subject) -> list[str]:
    return [texts.cut(len(subject.kpis), subject.cut)] if subject.cut else []


def _row(scan: Scan, comparison: Comparison, invented: bool) -> list[Element]:
    sentence = sentences.sentence(comparison)
    place, rank = comparison.country_rank, comparison.rank
    facts = [
        (words.rank_words(rank) if rank else "", "rank"),
        (texts_standout.in_country(words.country_rank_words(*place)) if place else "", "plain"),
        (texts_standout.CHIP_PRELIMINARY if comparison.focal.at(comparison.year).preliminary else "", "warn"),
    ]
    chips = [chip(text, kind) for text, kind in facts if text]
    near = " ".join(filter(None, [sentences.near_words(comparison), sentences.judgement(comparison)]))
    return [
        html.Div(standout.head(scan, comparison, with_area=False), className="profile-head"),
        html.Div([picture(comparison, invented), html.Div(chips, className="chips")], className="profile-picture"),
        html.Div(
            [
                html.P([html.Strong(sentence.lead), sentence.rest], className="card-sentence"),
                *paragraphs([near], "card-more"),
            ],
            className="profile-words",
        ),
    ]


def _counts(counts: Sequence[Comparison]) -> list[Element]:
    """Only the own one, and the rate in one click where there is one (COMPARISON 9)."""
    if not counts:
        return []
    rows = []
    for comparison in counts:
        sentence = sentences.sentence(comparison)
        year = comparison.year or comparison.latest_focal_year
        label = f"{catalogue.words(comparison.kpi).label} ({comparison.kpi.id}): "
        rows.append(html.Li([label, html.Strong(sentence.lead), f" {year}."]))
    return [
        html.H2(texts.COUNTS, className="standout-sub"),
        html.P(texts.PROFILE_COUNT, className="note"),
        html.Ul(rows, className="footnotes"),
    ]


def _empty(empty: Sequence[Comparison]) -> list[Element]:
    if not empty:
        return []
    rows = [html.Li(f"{catalogue.words(c.kpi).label} ({c.kpi.id})") for c in empty]
    return [html.H2(texts.NO_VALUES, className="standout-sub"), html.Ul(rows, className="footnotes")]


def _groups(views: Views, scan: Scan) -> Element:
    """The way to a profile of any of Kolada's own groups."""
    known: Mapping[str, KeptKpi] = scan.subjects.kpis
    found = [group for group in views.store.kpi_groups().items if any(m.id in known for m in group.members)]
    links = [
        html.Li(link(group.title, explore_address(scan.selection.but(set=group.id), {}), "filter-choice"))
        for group in found
    ]
    return html.Details([html.Summary(texts.OTHER_GROUPS), html.Ul(links)], className="filter-areas no-print")
