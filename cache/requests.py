"""Which requests bring what is needed: pure. Only what is needed, in as few requests as the API allows."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from cache.policy import Needs, Pair
from kolada.api.models import DataRequest
from kolada.api.plan import pack

ROWS = 15.0  # years that a KPI has for one unit, when none of its slices is kept yet
DELTA_ROWS = 1.0  # little changes from one day to another


def requests_for(needs: Needs, rows_per_unit: Mapping[str, float]) -> list[DataRequest]:
    """Requests that cover the needed slices once each: whole ones, and one delta for those that only need that."""
    whole = needs.missing + needs.whole
    rows = {kpi: rows_per_unit.get(kpi, ROWS) for kpi, _ in whole}
    changes = _covering(needs.delta, {kpi: DELTA_ROWS for kpi, _ in needs.delta})
    return _covering(whole, rows) + [replace(request, from_date=needs.since) for request in changes]


def _covering(pairs: list[Pair], rows: Mapping[str, float]) -> list[DataRequest]:
    """A request is a rectangle of KPIs x units: the needed pairs are cut by KPI or by unit, whichever takes fewer."""
    by_kpi = [(kpis, units) for units, kpis in _alike((kpi, unit) for kpi, unit in pairs)]
    by_unit = list(_alike((unit, kpi) for kpi, unit in pairs))
    cuts = ([request for kpis, units in cut for request in pack(kpis, units, rows)] for cut in (by_kpi, by_unit))
    return min(cuts, key=len)


def _alike(edges: Iterable[Pair]) -> Iterable[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Left ends that need the very same right ends, together: (rights, lefts)."""
    rights: dict[str, dict[str, None]] = {}
    for left, right in edges:
        rights.setdefault(left, {})[right] = None
    groups: dict[frozenset[str], tuple[tuple[str, ...], list[str]]] = {}
    for left, wanted in rights.items():
        groups.setdefault(frozenset(wanted), (tuple(wanted), []))[1].append(left)
    return ((wanted, tuple(lefts)) for wanted, lefts in groups.values())
