"""Samband: two KPIs against each other over all municipalities in one year (COMPARISON 4, 9, 12, 25)."""

from dataclasses import dataclass

from kolada import catalogue, curated
from kolada.analysis.relation import Relation, common_years, default_year, relate
from layouts import above
from layouts import elements as html
from layouts.components.parts import link, notices
from layouts.elements import Element
from layouts.explore import forms, pickers, relation_card
from layouts.explore import texts as explore_texts
from layouts.explore import texts_relation as texts
from layouts.explore.ground import Ground, ground
from layouts.explore.made import Made
from layouts.explore.measure import Measure, measure
from layouts.explore.state import explore_address
from layouts.selection import Selection
from layouts.view import Views

VIEW = forms.RELATION


@dataclass(frozen=True)
class Asked:
    """Which two KPIs, and which year, where the address names one."""

    x: str
    y: str
    year: str
    notices: tuple[str, ...] = ()


def make(views: Views, selection: Selection, extras: dict[str, str]) -> Made:
    """The tab: what is asked for, the picture, its words."""
    resolved = views.resolved(selection)
    if resolved is None:
        return Made([html.H1(texts.TITLE, className="headline"), html.P(explore_texts.NO_MUNICIPALITY)], texts.TITLE)
    asked = asked_for(selection, extras, resolved.focal.is_region)
    found = ground(views, resolved.focal, (asked.x, asked.y), selection.gender)
    said = [
        *asked.notices,
        *found.notices,
        *resolved.notices,
        *above.drift_words(resolved),
    ]
    related, year_notice = related_in(found, asked)
    copy = relation_card.pinned(selection, resolved, (asked.x, asked.y), str(related.year) if related else asked.year)
    form = _form(selection, asked, found, related)
    if related is None:
        why = _why_none(found)
        head = html.H1(texts.TITLE, className="headline")
        return Made(
            [*notices(said), head, form, html.P(why, className="card-empty")], texts.TITLE, found.follow, copy=copy
        )
    x, y = measures(found, asked, related)
    shown = relation_card.Shown(selection, resolved, found, related, x, y, views.store.invented)
    return Made(
        [
            *notices([*said, *year_notice, *_since(views, selection, found, related)]),
            *_head(found, related, x, y),
            form,
            html.Div(relation_card.card(shown), className="panel"),
        ],
        texts.TITLE,
        found.follow,
        copy=copy,
    )


def _why_none(found: Ground) -> str:
    if len(found.tables) < 2:
        return texts.NO_KPI
    return texts.STOPPED if found.is_stopped else texts.COMING if found.is_coming else texts.NOTHING


def _since(views: Views, selection: Selection, found: Ground, related: Relation) -> list[str]:
    """What Kolada has changed in the points since the link was made."""
    shown = dict.fromkeys(found.tables, (related.year, related.year))
    return above.since_words(views, above.Figures(shown, list(found.names), found.genders), selection.retrieved)


def asked_for(selection: Selection, extras: dict[str, str], is_region: bool = False) -> Asked:
    """The first two KPIs named, in their order x and y; one alone is y, against the usual x; none: the usual two."""
    x, y = curated.default_relation(is_region)
    kpis = selection.kpis
    if len(kpis) == 1:
        x, y = (x if kpis[0] != x else y), kpis[0]
    elif kpis:
        x, y = kpis[:2]
    said = (texts.notice_kpis(kpis[2:]),) if len(kpis) > 2 else ()
    return Asked(x, y, extras.get(forms.YEAR, ""), said)


def related_in(found: Ground, asked: Asked) -> tuple[Relation | None, list[str]]:
    """Both KPIs in the year asked for, else the newest that at least half have; and what is said of the choice."""
    x, y = found.tables.get(asked.x), found.tables.get(asked.y)
    if x is None or y is None:
        return None, []
    years = common_years(x, y)
    named = int(asked.year) if asked.year.isascii() and asked.year.isdigit() and len(asked.year) == 4 else None
    year = named if named in years else default_year(years, len(found.names))
    if year is None or (found.is_coming and 2 * years[year] < len(found.names)):
        return None, []
    is_other = bool(asked.year) and year != named and not found.is_coming
    said = [texts.notice_year(asked.year[: relation_card.MOST_REPEATED], year)] if is_other else []
    return relate(x, y, found.names, year), said


def measures(found: Ground, asked: Asked, related: Relation) -> tuple[Measure, Measure]:
    """How the numbers of x and of y are written."""
    x, y = asked.x, asked.y
    return (
        measure(found.kpis[x], (p.x for p in related.points), found.genders[x]),
        measure(found.kpis[y], (p.y for p in related.points), found.genders[y]),
    )


def _head(found: Ground, related: Relation, x: Measure, y: Measure) -> list[Element]:
    is_region = found.focal.is_region
    return [
        html.Header(
            [
                html.H1(texts.headline(related, x, y), className="headline"),
                html.P(texts.lead(related, is_region), className="lead"),
            ]
        )
    ]


def _form(selection: Selection, asked: Asked, found: Ground, related: Relation | None) -> Element:
    """Two KPIs and a year; swapped by a link."""
    offered = {kpi: catalogue.words(kept).label for kpi, kept in found.kpis.items()}
    offered |= {kpi: kpi for kpi in (asked.x, asked.y) if kpi not in offered}
    x, y = found.tables.get(asked.x), found.tables.get(asked.y)
    years = common_years(x, y) if x and y else {}
    year = str(related.year) if related else None
    values = {forms.X: asked.x, forms.Y: asked.y, forms.YEAR: year}
    swapped = selection.but(kpis=(asked.y, asked.x), view=VIEW, retrieved=None)
    parts = [
        pickers.kpi_picker(forms.Y, texts.Y_LABEL, asked.y, offered),
        pickers.kpi_picker(forms.X, texts.X_LABEL, asked.x, offered),
        pickers.word_picker(
            forms.YEAR, texts.YEAR_LABEL, year, {str(k): texts.year_text(k, n) for k, n in years.items()}
        ),
        link(texts.SWAP, explore_address(swapped, {forms.YEAR: asked.year}), "link form-link"),
        pickers.shown(VIEW, values),
    ]
    return html.Section(parts, className="explore-form", **{"aria-label": texts.FORM_LABEL})
