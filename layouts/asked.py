"""What a selection asks for: its set, its KPIs in their order, the KPIs their sentences need, the units. Pure."""

from collections.abc import Callable, Iterable

from kolada import curated
from kolada.api.models import RIKET
from layouts import texts
from layouts.resolve import Resolved
from layouts.selection import DEFAULT_SET, MAX_KPIS, Selection

COUNTS_VIEW, DEFINITION_VIEW = "antal", "definition"
# The tabs of a KPI's page that look wider than its lines, as `view=` names them.
ORDER_VIEW, SPREAD_VIEW, MAP_VIEW, GENDERS_VIEW = "rangordning", "spridning", "karta", "kon"


def set_of(
    selection: Selection,
    kpi: str | None,
    known: Callable[[str], curated.KpiSet | None] = curated.kpi_set,
    default: str = DEFAULT_SET,
) -> tuple[curated.KpiSet | None, list[str]]:
    """The set a selection names, as long as the KPIs named are its own; the default one where nothing is named."""
    named = (kpi,) if kpi else selection.kpis
    chosen = known(selection.set or default)
    unknown = [texts.notice_unknown_set(selection.set)] if selection.set and chosen is None else []
    chosen = chosen or curated.kpi_set(DEFAULT_SET)
    if not named:
        return chosen, unknown
    is_whose = selection.set and chosen and set(named) <= {*chosen.kpis, *chosen.counts}
    return (chosen if is_whose else None), unknown


def wanted_kpis(selection: Selection, kpi: str | None, kpi_set: curated.KpiSet | None) -> tuple[str, ...]:
    """The KPIs to show: a page's own, else those named, else the set's, with its counts after the switch."""
    if kpi:
        return (kpi,)
    if selection.kpis or not kpi_set:
        return selection.kpis
    return kpi_set.kpis[:MAX_KPIS] + (kpi_set.counts if selection.view == COUNTS_VIEW else ())


def with_related(wanted: Iterable[str], with_parts: bool) -> list[str]:
    """The KPIs shown and those their sentences lean on: the count behind a rate, a family's parts. At most 25."""
    ids = list(dict.fromkeys(wanted))
    behind = [curated.notes(k).behind for k in ids]
    families = [family for k in ids for family in curated.families_of(k) if with_parts and family.total == k]
    parts = [part for family in families for part in family.parts]
    related = [k for k in dict.fromkeys([*behind, *parts]) if k and k not in ids]
    return ids + related[: MAX_KPIS - len(ids)]


def units_of(resolved: Resolved) -> list[str]:
    """Own, peers, Riket, and the group itself for Kolada's own value of it: one request."""
    units = [resolved.focal.id, *(m.id for m in resolved.peers.members), RIKET]
    return [*units, resolved.group.id] if resolved.group and resolved.asks_group_value else units
