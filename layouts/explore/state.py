"""What /utforska has in its address beside the selection: one set of keys for all tabs, each tab reads its own."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, quote

from layouts.addresses import EXPLORE, address
from layouts.keys import EXPLORE_KEYS
from layouts.selection import MAX_FIELDS, MAX_QUERY, Selection

MAX_VALUE = 400  # characters of one value; what is longer is cut


def extras(search: str) -> dict[str, str]:
    """The explore keys of a query string, the first of each, as text of a bounded length."""
    pairs = parse_qsl(search.removeprefix("?")[:MAX_QUERY])[:MAX_FIELDS]
    found: dict[str, str] = {}
    for key, value in pairs:
        if key in EXPLORE_KEYS and value.strip():
            found.setdefault(key, value.strip()[:MAX_VALUE])
    return found


def explore_address(selection: Selection, more: Mapping[str, str]) -> str:
    """The page with a selection and what the tabs have beside it; empty ones are left out."""
    return address(EXPLORE, selection, **{key: quote(value, safe=":,@-~") for key, value in more.items() if value})
