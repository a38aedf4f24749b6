"""The address of an overview or a KPI's page with everything fixed that could change (COMPARISON 29)."""

from datetime import date

from layouts.addresses import address
from layouts.resolve import pin
from layouts.view import View


def pinned_address(view: View) -> str:
    """What "Kopiera länk" gives."""
    kpis = () if view.single else tuple(view.comparisons)
    slug = view.kpi_set.slug if view.kpi_set and kpis else view.selection.set
    pinned = pin(view.selection, view.resolved, view.window, date.today(), kpis)
    return address(view.path, pinned.but(set=slug))
