"""The one callback of the forms of /utforska: what is chosen becomes the address, which draws the page."""

from collections.abc import Sequence
from typing import Any

from dash import ALL, Dash, Input, Output, State
from dash.exceptions import PreventUpdate

from layouts import ids
from layouts.explore.forms import PICK, SHOWN_STORE, search_after

PICKERS = {"type": PICK, "key": ALL}


def register(app: Dash) -> None:
    """On this app."""

    @app.callback(
        Output(ids.URL, "search", allow_duplicate=True),
        Input(PICKERS, "value"),
        State(PICKERS, "id"),
        State({"type": SHOWN_STORE, "tab": ALL}, "data"),
        State({"type": SHOWN_STORE, "tab": ALL}, "id"),
        State(ids.URL, "search"),
        prevent_initial_call=True,
    )
    def pick(
        values: Sequence[Any],
        pickers: Sequence[dict[str, str]],
        shown: Sequence[Any],
        forms: Sequence[Any],
        search: Any,
    ) -> str:
        """Drawing a form calls this too: then its pickers show what they are known to show."""
        chosen = {p["key"]: str(v) if v else None for p, v in zip(pickers, values, strict=True)}
        if len(forms) != 1 or chosen == shown[0]:
            raise PreventUpdate
        found = search_after(str(forms[0]["tab"]), str(search or ""), chosen)
        if found is None or found == search:
            raise PreventUpdate
        return found
