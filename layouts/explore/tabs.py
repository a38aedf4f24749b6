"""The tabs of /utforska, and the page around the one that is open. A tab's module makes what is below its name."""

from datetime import date
from typing import Any

from layouts import elements as html
from layouts import texts as common
from layouts.components import bar as bars
from layouts.components import peer_bar
from layouts.components.parts import link
from layouts.explore import (
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
from layouts.explore.scan import since_of
from layouts.explore.state import explore_address
from layouts.resolve import pin
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
    made = shown.make(views, selection, extras)
    tabs = [
        link(tab.name, explore_address(selection.but(view=tab.view), {}), "view-tab", current=tab is shown)
        for tab in TABS
    ]
    nav = html.Nav(tabs, className="view-tabs", **{"aria-label": texts.TABS_LABEL})
    return made._replace(children=[nav, *made.children], title=common.title(made.title))


def bar(views: Views, selection: Selection, extras: dict[str, str], is_first: bool) -> dict[str, Any]:
    """The bar of a tab that has its own fields: no figures are fetched for it. Hidden without a municipality."""
    tab = open_tab(selection)
    selection = profile.of_a_set(views, selection) if "set" in (tab.fields or ()) else selection.but(set=None)
    resolved = views.resolved(selection)
    if resolved is None:
        return bars.as_outputs(None, is_first)
    fixed = pin(selection, resolved, (0, 0), date.today()).but(period=selection.period, view=tab.view)
    since = {"since": str(since_of(views.store.panel()) or "")} if tab.view == standout.VIEW else {}
    return peer_bar.outputs(
        resolved,
        views.municipalities(),
        copy=explore_address(fixed, {**since, **extras, "fetch": ""}),
        name=tab.name,
        fields=tab.fields or (),
        kpi_set=selection.set,
        is_first=is_first,
    )
