"""The selections that a scan's rows lead to, and how old its figures are."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
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
    """Everything fixed that could change (COMPARISON 29). `year`: the one that a figure ends with, whatever years the
    address has."""
    asked = scan.selection.period
    window = replace(asked, first=None, last=None).window(year or date.today().year)
    fixed = pin(scan.selection, scan.resolved, window, date.today())
    return fixed.but(view="", set=None) if year else fixed.but(period=asked)


def retrieved(views: Views, scan: Scan, kpis: Sequence[str]) -> Mapping[str, date]:
    """The day on which the oldest of the focal one's and its peers' values of each KPI was fetched or last
    confirmed."""
    units = [scan.resolved.focal.id, *(m.id for m in scan.peers.members)]
    return {kpi: at.astimezone().date() for kpi, at in views.store.retrieved(list(kpis), units).items()}


def between(days: Mapping[str, date]) -> tuple[date | None, date | None]:
    """The first and the last of them."""
    return min(days.values(), default=None), max(days.values(), default=None)
