"""What a tab of /utforska is, and what it makes."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from layouts.elements import Element
from layouts.selection import Selection
from layouts.view import Views


class Made(NamedTuple):
    """What a tab shows, the document's title, and the KPIs for which the rest of the country is wanted."""

    children: Sequence[Element]
    title: str
    follow: tuple[str, ...] = ()


class Tab(NamedTuple):
    """`view=` in the address ("" for the first), its name, and what makes it of the selection and its own keys."""

    view: str
    name: str
    make: Callable[[Views, Selection, dict[str, str]], Made]
