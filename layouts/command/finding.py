"""KPIs by what they are about: kolada.search over the catalogue."""

from cache.lists import KeptKpi
from kolada.search.finder import find
from kolada.search.index import Index
from layouts.view import Views


def search(views: Views, text: str, limit: int) -> list[KeptKpi]:
    """The KPIs that plain Swedish words or ids find, the sensible one first, at most so many.

    Raises KoladaError when there is no catalogue to look in.
    """
    catalogue = views.store.catalogue().items
    names = [unit.title for unit in views.municipalities()]
    index = Index(catalogue.values(), views.store.kpi_groups().items, names)
    return [catalogue[hit.entry.kpi.id] for hit in find(index, text).hits[:limit]]
