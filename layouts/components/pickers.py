"""What every picker has in common: axe finds nothing in it, and a keyboard reaches all of it."""

from collections.abc import Mapping
from typing import Any

from layouts import texts

Options = list[dict[str, Any]]

PICKER_DEFAULTS: Mapping[str, Any] = {
    "searchable": True,
    "selectFirstOptionOnChange": True,  # so that Enter takes the best match of what was typed
    "nothingFoundMessage": texts.NOTHING_FOUND,
    # The list itself scrolls: a scroll area around it would be one more stop that a keyboard cannot reach.
    "withScrollArea": False,
    "attributes": {"options": {"tabIndex": 0}},
    "styles": {"options": {"maxHeight": 320, "overflowY": "auto"}},
    "limit": 400,  # all 311: nobody scrolls to a municipality that is not there
    "filter": {"function": "forgivingFilter"},
    "comboboxProps": {"withinPortal": False, "shadow": "md"},  # inside its landmark, so that axe finds it in one
}
SELECT_DEFAULTS: Mapping[str, Any] = {
    **PICKER_DEFAULTS,
    "allowDeselect": False,
    "openOnFocus": False,  # focus comes back to it when the dialog closes
}


def option(value: str, label: str) -> dict[str, str]:
    """One line of a picker."""
    return {"value": value, "label": label}
