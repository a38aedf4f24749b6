"""The tabs of /utforska, and the page around the one that is open. A tab's module makes what is below its name."""

from layouts import elements as html
from layouts import texts as common
from layouts.components.parts import link
from layouts.explore import likeness, relation, texts
from layouts.explore.made import Made, Tab
from layouts.explore.state import explore_address
from layouts.selection import Selection
from layouts.view import Views

TABS: tuple[Tab, ...] = (
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
