"""The tabs of /utforska, and the page around the one that is open. A tab's module makes what is below its name."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from layouts import elements as html
from layouts import texts as common
from layouts.components.parts import link
from layouts.elements import Element
from layouts.explore import texts
from layouts.explore.state import explore_address
from layouts.selection import Selection
from layouts.view import Views


class Made(NamedTuple):
    """What a tab shows, the document's title, and the KPIs for which the rest of the country is wanted."""

    children: Sequence[Element]
    title: str
    follow: tuple[str, ...] = ()


class Tab(NamedTuple):
    """`view=` in the address ("" for the first), its name, and what makes it of the selection and its own keys."""

    view: str
    name: str
    make: Callable[[Views, Selection, dict[str, str]], Made]


TABS: tuple[Tab, ...] = ()


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
    return Made([nav, *made.children], common.title(made.title), made.follow)
