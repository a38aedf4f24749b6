"""What a region is offered where KPIs are the municipalities' alone."""

from kolada import curated
from layouts import texts
from layouts.addresses import EXPLORE, OVERVIEW, address
from layouts.components.parts import link
from layouts.elements import Element
from layouts.view import View


def is_foreign(view: View) -> bool:
    """A region beside KPIs that Kolada has for municipalities alone."""
    return view.focal.is_region and all(c.kpi.municipality_type == "K" for c in view.comparisons.values())


def region_links(view: View) -> list[Element]:
    """To an overview of KPIs that regions have, and to the search among all of them."""
    if not is_foreign(view):
        return []
    plain = view.selection.but(set=None, view="", mark=None, count_mean=False)
    return [
        link(texts.REGION_KPIS, address(OVERVIEW, plain.but(kpis=curated.region_kpis()))),
        link(texts.REGION_SEARCH, address(EXPLORE, plain.but(kpis=()))),
    ]
