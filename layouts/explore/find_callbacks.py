"""The callbacks of "Sök": the answer as one types, and the address that follows without a step in the history."""

import logging
from typing import Any

from dash import MATCH, ClientsideFunction, Dash, Input, Output, State, set_props
from dash.exceptions import PreventUpdate

from cache.errors import StoreError
from kolada.api.errors import KoladaError
from layouts import ids
from layouts.addresses import EXPLORE
from layouts.components import kpi_picker
from layouts.explore import find
from layouts.explore.forms import KPI, PICK, YEAR, X, Y
from layouts.explore.state import explore_address, extras
from layouts.selection import parse
from layouts.view import Views

log = logging.getLogger(__name__)


def register(app: Dash, views: Views) -> None:
    """On this app."""
    _typing(app, views)
    _picking(app, views)
    _picking_in_forms(app, views)
    app.clientside_callback(
        ClientsideFunction("find", "typedInPicker"),
        Output(ids.KPI_TYPED_STORE, "data"),
        Input(ids.BAR_KPI, "searchValue"),
        State(ids.BAR_KPI, "value"),
        State(ids.BAR_KPI, "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("find", "replace"),
        Output(ids.URL, "search", allow_duplicate=True),
        Input(ids.FIND_STORE, "data"),
        prevent_initial_call=True,
    )


def _typing(app: Dash, views: Views) -> None:
    @app.callback(
        Output(ids.FIND_STORE, "data", allow_duplicate=True),
        Input(ids.FIND_QUERY, "value", allow_optional=True),
        State(ids.URL, "pathname"),
        State(ids.URL, "search"),
        prevent_initial_call=True,
    )
    def answer(typed: object, path: object, search: object) -> dict[str, str]:
        """What is found, shown on the page that has the field, and where that can be found again."""
        here = str(search or "")
        own = extras(here)
        text = typed[: find.LONGEST] if isinstance(typed, str) else ""
        if str(path).rstrip("/") != EXPLORE or text.strip() == own.get("q", ""):
            raise PreventUpdate
        wanted = find.asked(now := {**own, "q": text.strip(), "page": ""})
        selection = parse(here)[0]
        try:
            found = find.body(views, selection, now)
        except (KoladaError, StoreError) as error:
            log.warning("searching: %s", error)
            raise PreventUpdate from None
        there = explore_address(selection.but(view=""), {**wanted.keys(), **find.beside(own)}).partition("?")[2]
        set_props(ids.FIND_BODY, {"children": found.children})
        set_props(ids.FIND_COUNT, {"children": found.said})
        return {"path": EXPLORE, "search": there}


def _picking(app: Dash, views: Views) -> None:
    @app.callback(
        Output(ids.BAR_KPI, "data", allow_duplicate=True),
        Input(ids.KPI_TYPED_STORE, "data"),
        State(ids.BAR_KPI, "value"),
        State(ids.BAR_MUNICIPALITY, "value"),
        prevent_initial_call=True,
    )
    def offer(typed: object, chosen: object, municipality: object) -> Any:
        """What the bar's picker of KPIs offers for what was typed in it."""
        return _offered(views, typed, chosen, municipality)


def _picking_in_forms(app: Dash, views: Views) -> None:
    picker = {"type": PICK, "key": MATCH}

    @app.callback(
        Output(picker, "data"),
        Input(picker, "searchValue"),
        State(picker, "value"),
        State(picker, "data"),
        State(picker, "id"),
        State(ids.URL, "search"),
        prevent_initial_call=True,
    )
    def offer_in_form(typed: object, chosen: object, offered: object, own_id: dict[str, str], search: object) -> Any:
        """The same in the forms of /utforska, whose other pickers keep what they have."""
        if not own_id["key"].startswith((X, Y, KPI)) or own_id["key"] == YEAR:
            raise PreventUpdate
        if not kpi_picker.has_asked(typed, chosen, offered):
            raise PreventUpdate
        return _offered(views, typed, chosen, parse(str(search or ""))[0].municipality)


def _offered(views: Views, typed: object, chosen: object, municipality: object) -> Any:
    try:
        return kpi_picker.options(views.finding, typed, chosen, municipality)
    except (KoladaError, StoreError) as error:
        log.warning("offering KPIs: %s", error)
        raise PreventUpdate from None
