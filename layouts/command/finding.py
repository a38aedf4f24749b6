"""KPIs by what they are about."""

from cache.lists import KeptKpi
from kolada.swedish import folded
from layouts.view import Views


def search(views: Views, text: str, limit: int) -> list[KeptKpi]:
    """The KPIs whose id and title hold every word, by id. Raises KoladaError when there is no catalogue to look in."""
    words = folded(text).split()
    kept = views.store.catalogue().items.values()
    found = [kpi for kpi in kept if all(word in folded(f"{kpi.id} {kpi.title}") for word in words)]
    return sorted(found, key=lambda kpi: kpi.id)[:limit]
