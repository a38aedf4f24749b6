"""What /utforska has in its address beside the selection: one set of keys for all tabs, each tab reads its own."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, quote

from layouts.addresses import EXPLORE, address
from layouts.keys import EXPLORE_KEYS
from layouts.selection import MAX_FIELDS, MAX_QUERY, Selection

OF_ONE_VIEW = ("page", "n", "fetch", "year")  # what means nothing once something else is looked at
MAX_VALUE = 400  # characters of one value; what is longer is cut


def extras(search: str) -> dict[str, str]:
    """The explore keys of a query string, the first of each, as text of a bounded length."""
    pairs = parse_qsl(search.removeprefix("?")[:MAX_QUERY])[:MAX_FIELDS]
    found: dict[str, str] = {}
    for key, value in pairs:
        if key in EXPLORE_KEYS and value.strip():
            found.setdefault(key, value.strip()[:MAX_VALUE])
    return found


def carried(more: Mapping[str, str]) -> dict[str, str]:
    """What goes along to another tab, so that one finds search and filters again on coming back."""
    return {key: value for key, value in more.items() if key not in OF_ONE_VIEW}


def explore_address(selection: Selection, more: Mapping[str, str]) -> str:
    """The page with a selection and what the tabs have beside it; empty ones are left out."""
    return address(EXPLORE, selection, **{key: quote(value, safe=":,@-~") for key, value in more.items() if value})
