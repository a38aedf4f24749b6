"""The tabs of /utforska, and the page around the one that is open. A tab's module makes what is below its name."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from kolada.api.errors import KoladaError
from kolada.scanned import area_slug
from layouts import elements as html
from layouts import texts as common
from layouts.above import Figures, since_words
from layouts.components import bar as bars
from layouts.components import peer_bar
from layouts.components.parts import link, notices
from layouts.components.start_picker import start_picker
from layouts.elements import Element
from layouts.explore import (
    fetching,
    filters,
    find,
    likeness,
    profile,
    relation,
    standout,
    texts,
    texts_find,
    texts_profile,
    texts_standout,
)
from layouts.explore.made import Made, Tab
from layouts.explore.scan import since_of, subjects
from layouts.explore.state import carried, explore_address
from layouts.resolve import Resolved, pin
from layouts.selection import Selection
from layouts.view import Views

TABS: tuple[Tab, ...] = (
    Tab("", texts_find.TAB, find.make, ()),
    Tab(standout.VIEW, texts_standout.STANDOUT, standout.make, ()),
    Tab(profile.VIEW, texts_profile.PROFILE, profile.make, ("set",)),
    Tab(relation.VIEW, texts.TAB_RELATION, relation.make, ()),
    Tab(likeness.VIEW, texts.TAB_LIKENESS, likeness.make, ()),
)


def open_tab(selection: Selection) -> Tab:
    """The tab that an address names; the first for any other word."""
    return next((tab for tab in TABS if tab.view == selection.view), TABS[0])


def page(views: Views, selection: Selection, extras: dict[str, str]) -> Made:
    """The whole page below the bar."""
    shown = open_tab(selection)
    if shown.view == standout.VIEW:
        extras = fetching.while_unfinished(views, selection, extras)
    made = shown.make(views, selection, extras)
    nav = html.Nav(_tabs(views, shown, selection, extras), className="view-tabs", **{"aria-label": texts.TABS_LABEL})
    resolved = views.resolved(_of_tab(views, shown, selection)) if shown.view else None
    changed = _since(views, made, selection, resolved) if resolved else []
    asking = [html.Div([start_picker(views.municipalities())], className="start")] if _lacks(shown, resolved) else []
    copy = made.copy or (_pinned(views, shown, selection, extras, resolved) if resolved else "")
    children = [nav, *notices(changed), *made.children, *asking]
    return made._replace(children=children, title=common.title(made.title), copy=copy)


def _since(views: Views, made: Made, selection: Selection, resolved: Resolved) -> list[str]:
    """What has changed since the link was made, of everybody's values: the spread and the place are the country's."""
    focal = resolved.focal
    units = [m.id for m in views.municipalities() if m.is_region == focal.is_region]
    return since_words(views, Figures(made.years, units, newest_of=focal.id), selection.retrieved)


def _lacks(shown: Tab, resolved: Resolved | None) -> bool:
    """Whether the tab has nothing to show until a municipality is chosen, and the bar that chooses one is not there."""
    return bool(shown.view) and resolved is None


def _tabs(views: Views, shown: Tab, selection: Selection, extras: Mapping[str, str]) -> list[Element]:
    """A link to each tab, which finds its search or filters as they were."""
    along = carried(extras)
    found = []
    for tab in TABS:
        more = along if tab.view or tab is shown else {**along, "area": _title_of(views, along.get("area", ""))}
        found.append(link(tab.name, explore_address(selection.but(view=tab.view), more), "view-tab", tab is shown))
    return found


def _title_of(views: Views, area: str) -> str:
    """An operating area as the search has it; "" for several, or where there is no catalogue to know it by."""
    try:
        return subjects(views).areas.get(area_slug(area), "") if area else ""
    except KoladaError:
        return ""


def _of_tab(views: Views, tab: Tab, selection: Selection) -> Selection:
    """The selection as the tab reads it: a set decides the usual peers only where it is chosen."""
    return profile.of_a_set(views, selection) if "set" in (tab.fields or ()) else selection.but(set=None)


def _pinned(views: Views, tab: Tab, selection: Selection, extras: Mapping[str, str], resolved: Resolved) -> str:
    """The address with everything fixed that the bar knows of (COMPARISON 29)."""
    own = _of_tab(views, tab, selection)
    fixed = pin(own, resolved, (0, 0), date.today()).but(period=selection.period, view=tab.view)
    filtered = _filtered(views, extras) if tab.view == standout.VIEW else {}
    return explore_address(fixed, {**extras, **filtered, "fetch": ""})


def _filtered(views: Views, extras: Mapping[str, str]) -> dict[str, str]:
    """The filters as they were understood, the oldest year among them: it would follow the data."""
    chosen, _ = filters.read(extras, subjects(views).areas)
    return replace(chosen, since=chosen.since or since_of(views.store.panel())).keys()


def bar(views: Views, selection: Selection, extras: dict[str, str], is_first: bool) -> dict[str, Any]:
    """The bar of a tab that has its own fields: no figures are fetched for it. Hidden without a municipality."""
    tab = open_tab(selection)
    own = _of_tab(views, tab, selection)
    resolved = views.resolved(own)
    if resolved is None:
        return bars.as_outputs(None, is_first)
    return peer_bar.outputs(
        resolved,
        views.municipalities(),
        copy=_pinned(views, tab, selection, extras, resolved),
        name=tab.name,
        fields=tab.fields or (),
        kpi_set=own.set,
        is_first=is_first,
    )
