"""Kolada's own groups of KPIs as sets: what /oversikt shows for set=G2KPI…. Pure."""

from collections.abc import Mapping, Sequence

from cache.lists import KeptKpi
from kolada import curated
from kolada.api.models import KpiGroup
from kolada.catalogue import Kind, discontinued, kind
from kolada.search.surveys import is_margin
from layouts.explore import texts_find as texts
from layouts.selection import MAX_KPIS, Selection


def set_of_group(group: KpiGroup, kpis: Mapping[str, KeptKpi]) -> curated.KpiSet | None:
    """The group's KPIs that there are, the living before the closed and rates before counts (COMPARISON 9); None where
    there is none left. A survey's margins are no figures of their own."""
    known = [kpis[member.id] for member in group.members if member.id in kpis]
    there = [kpi for kpi in known if not kpi.vanished and not is_margin(kpi)]
    ordered = sorted(there, key=lambda kpi: (discontinued(kpi) is not None, kind(kpi) is Kind.COUNT))
    if not ordered:
        return None
    own = tuple(dict.fromkeys(kpi.id for kpi in ordered))
    return curated.KpiSet(group.id, group.title, curated.default_peers_area(ordered[:MAX_KPIS]), own[0], own)


def gone(group: KpiGroup, kpis: Mapping[str, KeptKpi]) -> list[str]:
    """Members that Kolada no longer describes (COMPARISON 5)."""
    return [m.id for m in group.members if m.id not in kpis or kpis[m.id].vanished]


def parts(kpi_set: curated.KpiSet, selection: Selection) -> Sequence[tuple[str, Selection]]:
    """A set that is larger than a page, as selections of at most 25 of its KPIs, with what each link says."""
    every = kpi_set.kpis
    if len(every) <= MAX_KPIS:
        return []
    starts = range(0, len(every), MAX_KPIS)
    return [
        (
            texts.part(start + 1, min(start + MAX_KPIS, len(every))),
            selection.but(kpis=every[start : start + MAX_KPIS], set=kpi_set.slug, retrieved=None),
        )
        for start in starts
    ]
