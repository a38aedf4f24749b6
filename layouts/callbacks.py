"""The callbacks: a few lines each. What they decide is in selection, navigation, view and the pages."""

import logging
import time
from collections.abc import Callable
from typing import Any, TypeVar

import orjson
from dash import ClientsideFunction, Dash, Input, Output, State, ctx, no_update
from dash.exceptions import PreventUpdate

from cache.errors import StoreError
from cache.store import Progress
from kolada import groups
from kolada.api.errors import KoladaError
from layouts import ids, navigation, pagemaker, shell, texts
from layouts.addresses import EXPLORE, OVERVIEW, REPORT, START, kpi_of
from layouts.components import bar
from layouts.explore import callbacks as explore_callbacks
from layouts.explore import fetching, tabs
from layouts.explore import texts_fetch as explore_texts
from layouts.explore.state import explore_address, extras
from layouts.page import Page
from layouts.pinned import pinned_address
from layouts.report import aside
from layouts.report.asked import of_whom
from layouts.report.state import parse_report
from layouts.selection import KPI_ID, MAX_KPIS, MAX_PEERS, Selection, parse, to_query
from layouts.view import Views

log = logging.getLogger(__name__)

CONTROLS = (ids.BAR_MUNICIPALITY, ids.BAR_PEERS, ids.BAR_SET, ids.BAR_KPI, ids.BAR_FROM, ids.BAR_TO, ids.BAR_GENDER)
PATIENCE = 20  # seconds that a page looks for what was on its way when it was drawn
Address = dict[str, str]
T = TypeVar("T")
U = TypeVar("U")


def register(app: Dash, views: Views) -> None:
    """All of them, on this app."""
    _navigation(app, views)
    _counting(app)
    _page(app, views)
    _follow(app, views)
    _own_list(app, views)
    explore_callbacks.register(app)


def _navigation(app: Dash, views: Views) -> None:
    @app.callback(
        {
            "path": Output(ids.URL, "pathname"),
            "search": Output(ids.URL, "search"),
            "address": Output(ids.SELECTION_STORE, "data"),
            "dialog": Output(ids.OWN_LIST_OPEN_STORE, "data"),
            "kept": Output(ids.REPORT_STORE, "data"),
            "typed": Output(ids.FIND_STORE, "data"),
            "bar": bar.OUTPUTS,
        },
        {
            "path": Input(ids.URL, "pathname"),
            "search": Input(ids.URL, "search"),
            "controls": [Input(control, "value") for control in CONTROLS],
            "own_list": Input(ids.OWN_LIST_STORE, "data"),
            "start": Input(ids.START_MUNICIPALITY, "value", allow_optional=True),
            "mark": Input(ids.KPI_MARK, "value", allow_optional=True),
            "kept": State(ids.REPORT_STORE, "data"),
            "shown": [State(ids.SELECTION_STORE, "data"), State(ids.FIND_STORE, "data")],
            "listed": State(ids.BAR_MUNICIPALITY, "data"),
        },
    )
    def navigate(
        path: str | None, search: str | None, shown: list[Address | None], kept: str | None, listed: Any, **_: Any
    ) -> dict[str, Any]:
        """The address wins, unless a control was used: then the address becomes what was chosen in it."""
        here = {"path": _text(path).rstrip("/") or START, "search": _text(search).removeprefix("?")}
        drawn, typed = shown
        now = typed or drawn  # a search's page shows what was typed since it was drawn
        if ctx.triggered_id in (None, ids.URL):
            return _arrived(views, here, now, kept, not listed)
        value = ctx.triggered[0]["value"]
        if ctx.triggered_id == ids.BAR_PEERS and value == texts.OWN_VALUE:
            return _only(dialog=True, bar=_bar(views, here, not listed))
        return _moved(views, here, ctx.triggered_id, value, kept, not listed)


def _counting(app: Dash) -> None:
    @app.callback(
        Output(ids.NAV, "children"),
        Input(ids.SELECTION_STORE, "data"),
        Input(ids.REPORT_STORE, "data"),
        prevent_initial_call=True,
    )
    def count(shown: Address | None, kept: str | None) -> list[Any]:
        """The navigation, with how many figures have been put aside: here, before, or in another window. On its own, so
        that no choice in the bar is lost when that number changes."""
        if not isinstance(shown, dict):
            raise PreventUpdate
        here = {key: _text(shown.get(key)) for key in ("path", "search")}
        return shell.navigation(here["path"], parse(here["search"])[0], aside.kept_report(kept))


def _arrived(views: Views, here: Address, shown: Address | None, kept: str | None, is_first: bool) -> dict[str, Any]:
    if here == shown:  # our own writing of the address, coming back
        raise PreventUpdate
    now = aside.kept_at(here, kept, shown)
    changed = {} if now == kept else {"kept": now}
    return _only(address=here, typed=None, dialog=False, bar=_bar(views, here, is_first), **changed)


def _moved(
    views: Views, here: Address, control: str, value: str | None, kept: str | None, is_first: bool
) -> dict[str, Any]:
    selection = parse(here["search"])[0]
    if not value:
        raise PreventUpdate
    units = _or_else(views.municipalities, ())
    groups_now = _or_else(lambda: views.store.municipality_groups().items, ())
    has_years = here["path"] != EXPLORE or tabs.open_tab(selection).fields is None
    view = _or_else(lambda: views.view(selection, kpi_of(here["path"])), None) if has_years else None
    window = view.window if view else None
    path, chosen = navigation.choose(control, value, here["path"], selection, units, groups_now, window)
    there = {"path": path, "search": _search(path, chosen, here["search"])}
    if path == here["path"] and chosen == selection:
        return _only(dialog=False)  # the same list again: only the dialog is done with
    answer = _arrived(views, there, None, kept, is_first)
    return {**answer, "path": there["path"], "search": f"?{there['search']}"}


def _search(path: str, chosen: Selection, before: str) -> str:
    """The query of what was chosen; what /utforska has beside it is kept, and a report without a municipality keeps
    its figures."""
    if path == EXPLORE:
        return explore_address(chosen, extras(before)).partition("?")[2]
    if path != REPORT or not chosen.municipality:
        return to_query(chosen)
    return aside.query_of(of_whom(parse_report(before)[0], chosen.municipality))


def _or_else(get: Callable[[], T], otherwise: U) -> T | U:
    """What is kept or fetched, or this where neither the store nor Kolada answers: the page then says why."""
    try:
        return get()
    except (KoladaError, StoreError) as error:
        log.warning("callback: %s", error)
        return otherwise


def _text(given: object) -> str:
    """What the browser says, as text that can be written: a forged request may hold anything."""
    return given.encode("utf-8", "replace").decode() if isinstance(given, str) else ""


def _only(**changed: Any) -> dict[str, Any]:
    names = ("path", "search", "address", "dialog", "kept", "typed")
    return {**dict.fromkeys(names, no_update), "bar": bar.unchanged(), **changed}


def _bar(views: Views, here: Address, is_first: bool) -> dict[str, Any]:
    """What the bar shows at an address; without an answer from Kolada it stays as it is, and the page says why."""
    selection, path = parse(here["search"])[0], here["path"]
    if kpi_of(path) is None and path not in (OVERVIEW, EXPLORE):
        return bar.as_outputs(None, is_first)
    if path == EXPLORE and tabs.open_tab(selection).fields is not None:
        return _or_else(lambda: tabs.bar(views, selection, extras(here["search"]), is_first), bar.unchanged())
    view = _or_else(lambda: views.view(selection, kpi_of(path)), None)
    units = _or_else(views.municipalities, ())
    return bar.as_outputs(bar.bar(view, units, pinned_address(view)) if view else None, is_first)


def _page(app: Dash, views: Views) -> None:
    maker = pagemaker.PageMaker(views)

    @app.callback(
        Output(ids.PAGE, "children"),
        Output(ids.TITLE_STORE, "data"),
        Output(ids.FOLLOW_STORE, "data"),
        Output(ids.FOLLOW_TIMER, "disabled"),
        Output(ids.BAR_COPY, "data-copy", allow_duplicate=True),
        Input(ids.SELECTION_STORE, "data"),
        Input(ids.REFRESH_STORE, "data"),
        prevent_initial_call=True,
    )
    def update_page(address: Address | None, _refreshed: int | None) -> tuple[Any, ...]:
        """The whole page at an address, from one calculation."""
        if address is None:
            raise PreventUpdate
        # Before the page: what is written meanwhile must show later.
        version = _or_else(lambda: views.store.version(now=True), 0)
        address = {key: _text(address.get(key)) for key in ("path", "search")}
        page, body = maker.drawn(address["path"], address["search"])
        following = followed(page, address["search"], version)
        title = {"title": page.title, **address}
        return orjson.Fragment(body), title, following, not page.is_incomplete, page.copy or no_update

    app.clientside_callback(
        ClientsideFunction("shell", "settle"), Output(ids.LIVE, "children"), Input(ids.TITLE_STORE, "data")
    )
    app.clientside_callback(
        ClientsideFunction("shell", "showDialog"),
        Output(ids.OWN_LIST_DIALOG, "data-shown"),
        Input(ids.OWN_LIST_OPEN_STORE, "data"),
    )


def _follow(app: Dash, views: Views) -> None:
    @app.callback(
        Output(ids.FOLLOW_STATUS, "children"),
        Output(ids.FOLLOW_TIMER, "disabled", allow_duplicate=True),
        Output(ids.REFRESH_STORE, "data"),
        Input(ids.FOLLOW_TIMER, "n_intervals"),
        State(ids.FOLLOW_STORE, "data"),
        prevent_initial_call=True,
    )
    def follow(_ticks: int, following: dict[str, Any] | None) -> tuple[Any, ...]:
        """Fetch the rest of the country, say how far it has come, and draw the page again when it is there."""
        if not isinstance(following, dict):
            return "", True, no_update
        progress, words = _or_else(lambda: _followed(views, following), (None, texts.PROGRESS_STOPPED))
        if progress is None:
            return words, True, no_update
        if progress.working and not progress.problem:
            return words, False, no_update
        version = views.store.version(now=True)
        said = texts.PROGRESS_STOPPED if progress.problem else ""
        is_other = version != following.get("version") or following.get("due")  # putting together writes no values
        if not is_other and _awaits(following):
            return said, False, no_update
        return said, True, (version if is_other else no_update)


def followed(page: Page, search: str, version: int) -> dict[str, Any] | None:
    """What the browser asks for while a page is open: the country of its KPIs, an area that is being fetched, figures
    that are being put together."""
    if not page.follow and not page.fetch and not page.due:
        return None
    area = {"area": page.fetch, "municipality": parse(search)[0].municipality} if page.fetch else {}
    until = {"until": time.time() + PATIENCE} if page.awaits else {}
    due = {"due": True} if page.due else {}
    return {"kpis": page.follow, "regions": page.regions, "version": version, **area, **until, **due}


def _awaits(following: dict[str, Any]) -> bool:
    """Something small was on its way when the page was drawn, not long ago."""
    until = following.get("until")
    return isinstance(until, int | float) and time.time() < until


def _followed(views: Views, following: dict[str, Any]) -> tuple[Progress | None, str]:
    """How far it has come, and how that is said. An area comes before figures that are put together, and those before
    single KPIs, for which the page is drawn again."""
    area = fetching.follow(views, str(following.get("area") or ""), str(following.get("municipality")))
    if area:
        title, progress = area
        return progress, explore_texts.progress(title, progress.done, progress.total)
    if following.get("due") is True:
        left = views.store.panel().due
        return Progress(0, left, bool(left)), explore_texts.progress_coming(left)
    asked = following.get("kpis")
    kpis = [k for k in (asked if isinstance(asked, list) else ()) if KPI_ID.fullmatch(str(k))][:MAX_KPIS]
    if not kpis:
        return None, ""
    regions = following.get("regions") is True
    progress = views.follow(kpis, regions)
    return progress, texts.progress_country(progress.done, progress.total, len(kpis), regions)


def _own_list(app: Dash, views: Views) -> None:
    @app.callback(
        Output(ids.OWN_LIST_STORE, "data"),
        Output(ids.OWN_LIST_MESSAGE, "children"),
        Output(ids.OWN_LIST_PICKED, "value"),
        Output(ids.OWN_LIST_PASTED, "value"),
        Input(ids.OWN_LIST_APPLY, "n_clicks"),
        State(ids.OWN_LIST_PICKED, "value"),
        State(ids.OWN_LIST_PASTED, "value"),
        prevent_initial_call=True,
    )
    def use_list(_clicks: int, picked: list[str] | None, pasted: str | None) -> tuple[Any, ...]:
        """Picked and pasted as one list. What was not understood is named, and nothing is compared until then."""
        units = _or_else(views.municipalities, ())
        read = groups.parse_names((pasted or "")[: navigation.MAX_PASTED], units)
        together = list(dict.fromkeys([*(picked or []), *read.ids]))
        if read.unknown:
            return no_update, texts.own_list_unknown(read.unknown), together, ""
        if not together:
            return no_update, texts.OWN_LIST_EMPTY, no_update, no_update
        if len(together) > MAX_PEERS:
            return no_update, texts.own_list_too_many(MAX_PEERS, len(together) - MAX_PEERS), together[:MAX_PEERS], ""
        return ",".join(together), "", together, ""
