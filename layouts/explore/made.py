"""What a tab of /utforska is, and what it makes: for the tabs' own modules and for the page around them."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from dash.development.base_component import Component

from layouts.elements import Element
from layouts.selection import Selection
from layouts.view import Views


class Made(NamedTuple):
    """What a tab shows, the document's title, and the KPIs for which the rest of the country is wanted.

    `fetch`: the operating area (as a slug) that is fetched in the background while the page is open. `due`: how many
    KPIs are kept but not in the panel that it was made from. `copy`: the address with everything fixed that could
    change, where the tab knows more of it (COMPARISON 29). `years`: of each KPI shown the first and last year, where
    they are the newest ones, which no link fixes.
    """

    children: Sequence[Element | Component]
    title: str
    follow: tuple[str, ...] = ()
    fetch: str = ""
    due: int = 0
    copy: str = ""
    years: Mapping[str, tuple[int, int]] = MappingProxyType({})


class Tab(NamedTuple):
    """`view=` in the address ("" for the first), its name, and what makes it of the selection and its own keys.

    `fields`: what the bar shows beside municipality and peers ("set" or nothing); None for an overview's whole bar.
    """

    view: str
    name: str
    make: Callable[[Views, Selection, dict[str, str]], Made]
    fields: tuple[str, ...] | None = None
