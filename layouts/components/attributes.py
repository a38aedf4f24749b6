"""The attributes of HTML that no Python argument can be named after, for the elements that are Dash's own objects."""

from typing import TypedDict

Hyphened = TypedDict(
    "Hyphened",
    {
        "aria-controls": str,
        "aria-expanded": str,
        "aria-label": str,
        "aria-labelledby": str,
        "data-action": str,
        "data-copy": str,
        "data-long": str,
        "data-soon": str,
    },
    total=False,
)
