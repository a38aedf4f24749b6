"""The dialog for a list of one's own."""

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from layouts import ids, texts
from layouts.components.attributes import Hyphened
from layouts.components.pickers import PICKER_DEFAULTS
from layouts.selection import MAX_PEERS


def own_list_dialog() -> Component:
    """Peers picked one by one, or pasted as names from an old report."""
    head = [
        html.H2(texts.OWN_LIST_TITLE, id="own-list-title", className="dialog-title"),
        html.Button(texts.CLOSE, type="button", className="link", **Hyphened({"data-action": "close-dialog"})),
    ]
    picked = dmc.MultiSelect(
        id=ids.OWN_LIST_PICKED,
        label=texts.OWN_LIST_PICK,
        data=[],
        clearable=True,
        maxValues=MAX_PEERS,
        clearButtonProps={"aria-label": texts.CLEAR},  # type: ignore[arg-type]  # any attribute; annotated as less
        **PICKER_DEFAULTS,
    )
    pasted = dmc.Textarea(
        id=ids.OWN_LIST_PASTED,
        label=texts.OWN_LIST_PASTE,
        description=texts.OWN_LIST_PASTE_HINT,
        autosize=True,
        minRows=3,
        maxRows=8,
        mt="md",
    )
    use = html.Button(texts.OWN_LIST_USE, id=ids.OWN_LIST_APPLY, type="button", className="button")
    return html.Dialog(
        [
            html.Div(head, className="dialog-head"),
            picked,
            pasted,
            html.P(id=ids.OWN_LIST_MESSAGE, className="dialog-message", role="status"),
            use,
            dcc.Store(id=ids.OWN_LIST_STORE),
        ],
        id=ids.OWN_LIST_DIALOG,
        className="dialog",
        **Hyphened({"aria-labelledby": "own-list-title"}),
    )
