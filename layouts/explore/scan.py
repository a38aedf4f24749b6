"""A municipality against its peers over every KPI kept: from an address to the rows that page and file are made of."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np

from cache.lists import KeptKpi
from kolada import curated, scanned
from kolada.analysis.lines import Peers
from kolada.analysis.panel import Panel
from kolada.analysis.standout import Among, Chance, Standing, Unmeasured, chance, scan
from kolada.scanned import LeftOut
from kolada.swedish import sort_key
from layouts.explore import filters
from layouts.explore import texts_standout as texts
from layouts.explore.filters import Filters
from layouts.resolve import Resolved
from layouts.selection import Selection
from layouts.view import Views

Catalogue = Mapping[str, KeptKpi]


@dataclass(frozen=True)
class Subjects:
    """The catalogue as a scan sees it: why a KPI is in none, what says the same thing, the operating areas by slug."""

    kpis: Catalogue
    reasons: Mapping[str, LeftOut | None]
    families: Mapping[str, str]
    areas: Mapping[str, str]
    area_of: Mapping[str, str]  # each KPI's slug

    @cached_property
    def of_area(self) -> Mapping[str, list[KeptKpi]]:
        """The KPIs of each area."""
        found: dict[str, list[KeptKpi]] = {slug: [] for slug in self.areas}
        for kpi, slug in self.area_of.items():
            found.get(slug, []).append(self.kpis[kpi])
        return found


@dataclass(frozen=True)
class Scan:
    """`rows`: what is listed, in order. `counted`: what was compared, of which `rows` are those that can be ordered and
    are not hidden as small. `left_out`: the kept KPIs within the areas and kinds chosen that are not compared, and why.
    """

    selection: Selection
    resolved: Resolved
    peers: Peers  # that the focal one may be compared with
    filters: Filters
    notices: tuple[str, ...]
    subjects: Subjects
    panel: Panel
    since: int | None  # None where nothing is kept
    rows: tuple[Standing, ...]
    counted: tuple[Standing, ...]
    left_out: Mapping[str, LeftOut]
    behind: Mapping[str, float]  # the number of persons behind a rate, where it is known

    @property
    def keys(self) -> dict[str, str]:
        """The filters as the address has them."""
        return self.filters.keys()

    @cached_property
    def chance(self) -> Chance:
        """How many stand out, and how many would anyway."""
        return chance(self.counted)

    @cached_property
    def reasons(self) -> Mapping[LeftOut, int]:
        """How many KPIs are left out for each reason, in the reasons' order."""
        found = Counter(self.left_out.values())
        return {reason: found[reason] for reason in LeftOut if found[reason]}

    def is_small(self, row: Standing) -> bool:
        """Few persons behind it, or an ordinary jump of its own as large as the distance (COMPARISON 18)."""
        return self.is_few(self.behind.get(row.kpi)) or row.is_unsteady

    @staticmethod
    def is_few(behind: float | None) -> bool:
        """So few persons that chance moves the rate much."""
        return behind is not None and behind < scanned.SMALL

    @cached_property
    def unmeasured(self) -> Mapping[Unmeasured, int]:
        """How many are compared but have no distance, for each reason."""
        return Counter(why for row in self.counted if (why := row.unmeasured))

    @cached_property
    def grouped(self) -> list[tuple[Standing, list[Standing]]]:
        """The rows with those of the same family beneath the first of it."""
        groups: dict[str, tuple[Standing, list[Standing]]] = {}
        for row in self.rows:
            head = groups.setdefault(self.subjects.families.get(row.kpi, row.kpi), (row, []))
            if head[0] is not row:
                head[1].append(row)
        return list(groups.values())


class _Same:
    """A thing that is told from others by being this very one: comparing catalogues costs more than reading them."""

    def __init__(self, thing: Catalogue) -> None:
        self.thing = thing

    def __hash__(self) -> int:
        return id(self.thing)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.thing is other.thing


def subjects(views: Views) -> Subjects:
    """The catalogue, read once for as long as it is the same. Raises KoladaError where there is none to be had."""
    return _subjects(_Same(views.store.catalogue().items))


@lru_cache(1)
def _subjects(catalogue: _Same) -> Subjects:
    kpis = catalogue.thing
    areas = sorted({kpi.operating_area for kpi in kpis.values() if kpi.operating_area}, key=sort_key)
    slugs = {area: scanned.area_slug(area) for area in areas}
    return Subjects(
        kpis,
        {kpi.id: scanned.left_out(kpi) for kpi in kpis.values()},
        scanned.families(kpis.values()),
        {slug: area for area, slug in slugs.items()},
        {kpi.id: slugs.get(kpi.operating_area, "") for kpi in kpis.values()},
    )


def make_scan(views: Views, selection: Selection, keys: Mapping[str, str]) -> Scan | None:
    """The scan of an address; None without a municipality that exists. Fetches no figures. A panel is of everybody:
    where women or men are asked for, the scan's selection is not, and it says so."""
    asked, selection = selection.genders, selection.but(genders=("T",))
    resolved = views.resolved(selection)
    if resolved is None:
        return None
    known, panel = subjects(views), views.store.panel()
    chosen, notices = filters.read(keys, known.areas)
    peers = resolved.peers.comparable_with(resolved.focal)
    found = scan(panel, among(views, panel, resolved, peers))
    since = chosen.since or since_of(panel)
    reasons = _left_out(known, found.no_value, found.too_few, found.found, since)
    left_out = {kpi: why for kpi, why in reasons.items() if _is_asked(known, chosen, kpi)}
    counted = tuple(row for row in found.found if row.kpi not in reasons and _is_asked(known, chosen, row.kpi))
    whole = Scan(
        selection, resolved, peers, chosen, (*_of_whom(asked), *notices, *resolved.notices), known, panel, since, (),
        counted, left_out, _behind(panel, resolved.focal.id, counted),
    )  # fmt: skip
    return replace(whole, rows=_ordered(whole))


def among(views: Views, panel: Panel, resolved: Resolved, peers: Peers) -> Among:
    """The focal one, its peers, and the country of its kind: the 290 or the 21 (COMPARISON 4)."""
    is_region = resolved.focal.is_region
    country = tuple(views.members_of_country(is_region))
    whole = panel.whole_regions if is_region else panel.whole
    return Among(resolved.focal.id, tuple(m.id for m in peers.members), country, peers.minimum, whole)


def _of_whom(genders: tuple[str, ...]) -> list[str]:
    return [] if genders == ("T",) else [texts.EVERYBODY]


def since_of(panel: Panel) -> int | None:
    """The oldest latest year, where nothing else is asked for; None while nothing is kept."""
    return int(panel.periods.max()) - filters.BACK if len(panel.periods) else None


def _left_out(
    known: Subjects, no_value: Iterable[str], too_few: Iterable[str], found: Iterable[Standing], since: int | None
) -> dict[str, LeftOut]:
    rows = list(found)
    by_data = {**dict.fromkeys(no_value, LeftOut.NO_VALUE), **dict.fromkeys(too_few, LeftOut.TOO_FEW)}
    by_data |= {row.kpi: LeftOut.OLD for row in rows if row.year < (since or 0)}
    coded = (row for row in rows if row.kpi in known.kpis and scanned.is_coded(known.kpis[row.kpi], row.distinct))
    by_data |= {row.kpi: LeftOut.CODED for row in coded}
    asked = [*by_data, *(row.kpi for row in rows)]
    by_catalogue = {kpi: why for kpi in asked if (why := known.reasons.get(kpi, LeftOut.UNKNOWN))}
    return by_data | by_catalogue


def _is_asked(known: Subjects, chosen: Filters, kpi: str) -> bool:
    described = known.kpis.get(kpi)
    if chosen.areas and known.area_of.get(kpi) not in chosen.areas:
        return False
    if not chosen.only:
        return True
    wanted = scanned.is_quality if chosen.only == filters.QUALITY else scanned.is_cost
    return described is not None and wanted(described)


def _behind(panel: Panel, focal: str, rows: Iterable[Standing]) -> dict[str, float]:
    """The focal one's number behind each rate in the rate's year, where the curated file knows which it is."""
    found = {}
    for row in rows:
        of_count = panel.rows.get(curated.notes(row.kpi).behind or "")
        if of_count is not None:
            own, years = panel.values[of_count, panel.column[focal]], panel.periods[of_count]
            values = own[(years == row.year) & ~np.isnan(own)].tolist()
            if values:
                found[row.kpi] = float(values[0])
    return found


KEYS: Mapping[str, Callable[[Standing], tuple[float, ...] | None]] = {
    filters.DISTANCE: lambda row: None if row.distance is None else (-abs(row.distance),),
    filters.TREND: lambda row: None if row.trend is None else (-abs(row.trend),),
    filters.PLACE: lambda row: None if row.edge is None else (row.edge, -abs(row.distance or 0.0)),
}


def _ordered(whole: Scan) -> tuple[Standing, ...]:
    key = KEYS[whole.filters.order]
    shown = (row for row in whole.counted if not (whole.filters.hides_small and whole.is_small(row)))
    keyed = sorted((of_row, row.kpi, row) for row in shown if (of_row := key(row)) is not None)
    return tuple(row for _, _, row in keyed)
