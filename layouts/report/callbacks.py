"""The callback behind "Lägg till i rapporten". What it decides is in aside.py."""

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, no_update

from layouts import elements as html
from layouts import ids
from layouts.addresses import REPORT
from layouts.components.parts import link
from layouts.report import texts
from layouts.report.aside import put_aside


def register(app: Dash) -> None:
    """On this app. assets/report.js says which figure, and keeps the report in the browser."""
    app.clientside_callback(
        ClientsideFunction("report", "keep"),
        Output(ids.REPORT_SAID, "data-kept"),
        Input(ids.REPORT_STORE, "data"),
    )

    @app.callback(
        Output(ids.REPORT_STORE, "data", allow_duplicate=True),
        Output(ids.REPORT_SAID, "children"),
        Input(ids.REPORT_ADD_STORE, "data"),
        State(ids.REPORT_STORE, "data"),
        prevent_initial_call=True,
    )
    def add_figure(asked: dict[str, Any] | None, kept: str | None) -> tuple[Any, ...]:
        """Keep the report with the figure in it, and say so with the way there."""
        if not isinstance(asked, dict):
            return no_update, no_update
        put = put_aside(kept, str(asked.get("figure") or ""), str(asked.get("form") or ""))
        # Its own key at each time: the same sentence twice is announced twice.
        said = html.Span(put.said, key=str(asked.get("at")))
        return put.kept, [said, " ", link(texts.SEE_REPORT, f"{REPORT}?{put.kept}")] if put.kept else [said]
