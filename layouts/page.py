"""What a page is, before it is sent."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash.development.base_component import Component

from layouts import texts
from layouts.elements import Element


@dataclass(frozen=True)
class Page:
    """What the page callback shows. `follow` are the KPIs for which the rest of the country is wanted."""

    children: Sequence[Element | Component]
    title: str = texts.PRODUCT
    follow: tuple[str, ...] = ()
    is_incomplete: bool = False  # some of the rest of the country is still to come
    lasts: bool = False  # nothing failed on the way: the page stays right until the store or the day changes
    fetch: str = ""  # the operating area that is fetched in the background while the page is open
    awaits: bool = False  # something small comes soon, with which the page is to be drawn again
    due: int = 0  # KPIs that are kept and not yet in what it was made from
    copy: str = ""  # the address with everything fixed, where the page knows more of it than the bar
    regions: bool = False  # the country that is followed is that of the 21 regions
