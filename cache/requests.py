"""Which requests bring what is needed: pure. Only what is needed, in as few requests as the API allows."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace

from cache.policy import Needs, Pair
from kolada.api.models import DataRequest
from kolada.api.plan import MAX_IDS, pack

ROWS = 15.0  # years that a KPI has for one unit, when none of its slices is kept yet
DELTA_ROWS = 1.0  # little changes from one day to another
LOOKED_AT = 8  # units by which many KPIs are judged, of which nothing is known yet


def requests_for(needs: Needs, rows_per_unit: Mapping[str, float]) -> list[DataRequest]:
    """Requests that cover the needed slices once each: whole ones, and one delta for those that only need that."""
    whole = needs.missing + needs.whole
    rows = {kpi: rows_per_unit.get(kpi, ROWS) for kpi, _ in whole}
    changes = _covering(needs.delta, {kpi: DELTA_ROWS for kpi, _ in needs.delta})
    return _covering(whole, rows) + [replace(request, from_date=needs.since) for request in changes]


def in_turns(pairs: list[Pair], known: Container[str]) -> list[list[Pair]]:
    """What to ask for first, so that the rest can be packed by what that has told.

    A few units of each kpi that nothing is known of, spread over them all; then everything. Only when there are many
    such KPIs: for a page's the look ahead would cost more requests than it saves.
    """
    unknown = {kpi for kpi, _ in pairs if kpi not in known}
    if len(unknown) <= MAX_IDS:
        return [pairs]
    units = list(dict.fromkeys(unit for _, unit in pairs))
    some = {units[(2 * n + 1) * len(units) // (2 * LOOKED_AT)] for n in range(LOOKED_AT)}
    return [[(kpi, unit) for kpi, unit in pairs if kpi in unknown and unit in some], pairs]


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
