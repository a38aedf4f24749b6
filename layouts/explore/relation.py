"""Samband: two KPIs against each other over all municipalities in one year (COMPARISON 4, 9, 12, 25)."""

from kolada import catalogue
from kolada.analysis.relation import Relation, common_years
from layouts import above
from layouts import elements as html
from layouts.components.parts import link, notices
from layouts.elements import Element
from layouts.explore import forms, pickers, relation_card
from layouts.explore import texts as explore_texts
from layouts.explore import texts_relation as texts
from layouts.explore.ground import Ground, ground
from layouts.explore.made import Made
from layouts.explore.measure import Measure
from layouts.explore.related import Asked, Related, asked_for, measures, pinned, related_in
from layouts.explore.state import explore_address
from layouts.selection import Selection
from layouts.view import Views

VIEW = forms.RELATION


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
    copy = pinned(selection, resolved, (asked.x, asked.y), str(related.year) if related else asked.year)
    form = _form(selection, asked, found, related)
    if related is None:
        why = _why_none(found)
        head = html.H1(texts.TITLE, className="headline")
        return Made(
            [*notices(said), head, form, html.P(why, className="card-empty")], texts.TITLE, found.follow, copy=copy
        )
    x, y = measures(found, asked, related)
    shown = Related(selection, resolved, found, related, x, y, views.store.invented)
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
