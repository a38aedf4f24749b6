"""The selections that a scan's rows lead to, and how old its figures are."""

from collections.abc import Sequence
from datetime import date

from layouts.explore.scan import Scan
from layouts.resolve import pin
from layouts.selection import PeerChoice, Selection
from layouts.view import Views


def kpi_selection(scan: Scan) -> Selection:
    """For a KPI's own page: the same peers, also where they were nobody's choice but the default."""
    chosen, group = scan.selection, scan.resolved.group
    peers = chosen.peers or (PeerChoice(group.id) if group else None)
    return chosen.but(kpis=(), view="", peers=peers)


def pinned(scan: Scan, year: int | None = None) -> Selection:
    """Everything fixed that could change (COMPARISON 29). `year`: the one that a figure ends with."""
    window = scan.selection.period.window(year or date.today().year)
    fixed = pin(scan.selection, scan.resolved, window, date.today())
    return fixed.but(view="", set=None) if year else fixed.but(period=scan.selection.period)


def retrieved(views: Views, scan: Scan, kpis: Sequence[str]) -> tuple[date | None, date | None]:
    """The days on which the focal one's values of these KPIs were fetched or last confirmed, the first and the last."""
    slices = views.store.values(list(kpis), [scan.resolved.focal.id]).slices if kpis else {}
    days = [found.fetched_at.astimezone().date() for found in slices.values()]
    return min(days, default=None), max(days, default=None)
