"""From an address to everything a page, a document or a file shows of it: one calculation for all of them."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from itertools import product

from cache.lists import KeptKpi
from cache.metadata import Kept
from cache.store import Progress, Store
from kolada import curated
from kolada.analysis.compare import Comparison, compare, latest_year
from kolada.analysis.lines import Cells, index
from kolada.analysis.ranks import Country, country
from kolada.api.errors import KoladaError
from kolada.api.models import Kpi, Municipality
from kolada.catalogue import Kind, kind
from kolada.frame import Slice, Values, preliminary
from kolada.twins import Twin, twins
from layouts import texts
from layouts.addresses import OVERVIEW, kpi_path
from layouts.asked import DEFINITION_VIEW, set_of, units_of, wanted_kpis, with_related
from layouts.editions import Earlier, as_then, earlier
from layouts.finding import Finding
from layouts.kpi_sets import set_of_group
from layouts.resolve import Resolved, pin, resolve
from layouts.selection import DEFAULT_SET, KPI_GROUP, PeerChoice, Selection

MEMO_SECONDS = 300  # a view is looked at afresh this often, so that what has grown old is noticed and refreshed
REMEMBERED = 48  # views, some 0.5 MB each with their cells
COUNTRIES = 256  # tables of 290 municipalities by ten years, 25 kB each


@dataclass(frozen=True)
class View:
    """A selection with its figures. `comparisons` are what is shown, in order; `beside` what their sentences need."""

    selection: Selection
    resolved: Resolved
    kpi_set: curated.KpiSet | None
    comparisons: Mapping[str, Comparison]
    beside: Mapping[str, Comparison]
    window: tuple[int, int]
    today: date
    slices: Mapping[tuple[str, str], Slice] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    problem: KoladaError | None = None
    is_partial: bool = False  # some of what was asked for could not be had, now or before
    invented: bool = False
    earlier: Earlier | None = None
    single: str | None = None  # the KPI of a KPI's own page

    @property
    def path(self) -> str:
        """The page that shows it."""
        return kpi_path(self.single) if self.single else OVERVIEW

    @property
    def focal(self) -> Municipality:
        """Whom it is about."""
        return self.resolved.focal

    @property
    def title(self) -> str:
        """The set's title, or that the KPIs were chosen one by one."""
        return self.kpi_set.title if self.kpi_set else texts.OWN_SELECTION

    @cached_property
    def of_one_kpi(self) -> Selection:
        """The selection for a KPI's own page, which names the KPI in its path. KPIs chosen one by one may have been
        given another group than each would get: it comes along."""
        peers = self.selection.peers
        if peers is None and self.selection.kpis and self.kpi_set is None and self.resolved.group:
            peers = PeerChoice(self.resolved.group.id)
        return self.selection.but(kpis=(), view="", peers=peers, mark=None)

    @cached_property
    def pinned(self) -> Selection:
        """The same, with everything fixed that could change (COMPARISON 29)."""
        return pin(self.of_one_kpi, self.resolved, self.window, date.today())

    def retrieved(self, kpi: str | None = None) -> date | None:
        """The day on which the oldest of the values shown was fetched or last confirmed, in local time."""
        own = [s.fetched_at for (k, _), s in self.slices.items() if kpi in (None, k)]
        return min(own).astimezone().date() if own else None

    @property
    def ranked(self) -> list[str]:
        """The KPIs for which the rest of the country is wanted: a count has no rank and no band, and a region is
        ranked in what there is for regions."""
        own = "KA" if self.focal.is_municipality else "LA"
        types = {k: c.kpi.municipality_type or own for k, c in self.comparisons.items() if not c.is_count}
        return [k for k, of_kpi in types.items() if self.focal.is_municipality or of_kpi in own]


class _NotToKeep(Exception):
    """Carries a view past the memory: a failure is never remembered."""

    def __init__(self, view: View | None) -> None:
        super().__init__()
        self.view = view


class Views:
    """Makes views from the store, and remembers the latest of them until the store or the day changes."""

    def __init__(self, store: Store, today: Callable[[], date]) -> None:
        self.store = store
        self.today = today
        self.finding = Finding(store)
        self._twins: tuple[Mapping[str, Kpi], dict[str, tuple[Twin, ...]]] = ({}, {})
        self._remembered = lru_cache(REMEMBERED)(self._lasting)
        self._progress = lru_cache(COUNTRIES)(self._count)
        self._country = lru_cache(COUNTRIES)(self._read_country)

    def view(self, selection: Selection, kpi: str | None = None) -> View | None:
        """The view, or None without a municipality that exists. Raises KoladaError when nothing at all can be shown."""
        try:
            return self._remembered(selection, kpi, self.edition())
        except _NotToKeep as unkept:
            return unkept.view

    def resolved(self, selection: Selection) -> Resolved | None:
        """Whom a selection is about and compares with, without any figures; None without a municipality that exists.

        Without a choice of its own the peers are those of the set it names, else the overall similar ones.
        """
        kpi_set = self.kpi_set(selection.set) if selection.set else None
        chosen, _ = as_then(selection, self.store.group_editions)
        units, all_groups = self.municipalities(), self.store.municipality_groups().items
        return resolve(chosen, units, all_groups, (), kpi_set)

    def kpi_set(self, slug: str) -> curated.KpiSet | None:
        """A curated set, or one of Kolada's own groups of KPIs. Raises KoladaError when those cannot be had."""
        if not KPI_GROUP.fullmatch(slug):
            return curated.kpi_set(slug)
        group = next((g for g in self.store.kpi_groups().items if g.id == slug), None)
        return set_of_group(group, self.store.catalogue().items) if group else None

    def default_set(self, focal: Municipality) -> str:
        """The set shown where nothing is named: a region's is another, where there is any of it in Kolada's list."""
        is_theirs = focal.is_region and self.store.kpis(curated.region_kpis()).items
        return curated.REGIONS if is_theirs else DEFAULT_SET

    def edition(self) -> tuple[int, date, int]:
        """What a view stays right for: a state of the store, a day, and a few minutes, so that age is noticed."""
        return self.store.version(), self.today(), int(time.monotonic() / MEMO_SECONDS)

    def municipalities(self) -> tuple[Municipality, ...]:
        """All units, Riket too."""
        return self.store.municipalities().items

    def members_of_country(self, regions: bool = False) -> list[str]:
        """The 290, or the 21."""
        return [m.id for m in self.municipalities() if (m.is_region if regions else m.is_municipality)]

    def is_incomplete(self, kpis: Sequence[str], regions: bool = False) -> bool:
        """Whether the rest of the country is missing or old for any of these; fetches nothing."""
        if not kpis:
            return False
        progress = self._progress(tuple(kpis), regions, self.edition())
        return progress.working or progress.is_unfinished

    def is_missing(self, kpis: Sequence[str], regions: bool = False) -> bool:
        """Whether some of it is not kept at all, and can still come; fetches nothing."""
        progress = self._progress(tuple(kpis), regions, self.edition())
        return progress.done < progress.total and (progress.working or progress.problem is None)

    def _count(self, kpis: tuple[str, ...], regions: bool, _edition: object) -> Progress:
        return self.store.progress(kpis, self.members_of_country(regions))

    def twins(self, kpi: Kpi) -> tuple[Twin, ...]:
        """The same thing in other measures, looked for once in each catalogue; empty until one is kept."""
        catalogue = self.store.kept_catalogue()
        if self._twins[0] is not catalogue:
            self._twins = (catalogue, {})
        of, found = self._twins
        if kpi.id not in found:
            found[kpi.id] = twins(kpi, of)
        return found[kpi.id]

    def country(self, kpi: str, gender: str, window: tuple[int, int], regions: bool = False) -> Country:
        """The kept values of a KPI for the 290, or the 21 regions, between two years; fetches nothing."""
        return self._country(kpi, gender, window, regions, self.store.version())

    def follow(self, kpis: Sequence[str], regions: bool = False) -> Progress:
        """Fetch the rest of the country in the background; returns at once."""
        return self.store.follow(kpis, self.members_of_country(regions))

    def _lasting(self, selection: Selection, kpi: str | None, _edition: object) -> View:
        view = self._build(selection, kpi)
        if view is None or view.problem:
            raise _NotToKeep(view)
        return view

    def _build(self, selection: Selection, kpi: str | None) -> View | None:
        units = self.store.municipalities()
        focal = next((m for m in units.items if m.id == selection.municipality), None)
        if focal is None:
            return None
        kpi_set, set_notices = set_of(selection, kpi, self.kpi_set, self.default_set(focal))
        wanted = wanted_kpis(selection, kpi, kpi_set)
        all_groups = self.store.municipality_groups()
        kept = self.store.kpis(with_related(wanted, with_parts=kpi is None or selection.view == DEFINITION_VIEW))
        shown = [kept.items[k] for k in wanted if k in kept.items]
        chosen, pin_notices = as_then(selection, self.store.group_editions)
        said = [*set_notices, *pin_notices]
        resolved = resolve(chosen, units.items, all_groups.items, shown, kpi_set)
        if resolved is None:
            return None
        asked = units_of(resolved)
        values = self.store.values(list(kept.items), asked)
        window, made = self._compared(selection, resolved, kept.items, shown, values)
        problem = units.problem or all_groups.problem or kept.problem or values.problem
        is_whole = len(shown) == len(wanted) and all(pair in values.slices for pair in product(kept.items, asked))
        return View(
            selection=selection,
            resolved=resolved,
            kpi_set=kpi_set,
            comparisons=(comparisons := {k.id: made[k.id] for k in shown}),
            beside=made,
            window=window,
            today=self.today(),
            slices=values.slices,
            notices=(*said, *resolved.notices, *_vanished(wanted, kept), *_undivided(comparisons, selection)),
            problem=problem,
            is_partial=problem is not None and not is_whole,
            invented=self.store.invented,
            single=kpi,
            earlier=None if kpi else earlier(resolved, self.store.group_editions),  # said on the overview
        )

    def _compared(
        self,
        selection: Selection,
        resolved: Resolved,
        kpis: Mapping[str, KeptKpi],
        shown: Sequence[Kpi],
        values: Values,
    ) -> tuple[tuple[int, int], dict[str, Comparison]]:
        """The years shown, and every KPI compared over them."""
        unsettled = preliminary(kpis.values(), self.today())
        cells = index(values.rows, selection.gender, unsettled)
        total = index(values.rows, "T", unsettled) if selection.gender != "T" else {}
        whole = {k for k, kpi in kpis.items() if total and not _is_divided(kpi, cells.get(k, {}))}
        cells |= {k: total.get(k, {}) for k in whole}
        own = [resolved.focal.id, *(m.id for m in resolved.peers.members)]
        latest = latest_year((cells.get(k.id, {}) for k in shown), own, self.today())
        window = selection.period.window(latest or self.today().year)
        version = self.store.version()
        is_region = resolved.focal.is_region  # one of the 21, and none of the 290
        return window, {
            kpi.id: compare(
                cells.get(kpi.id, {}),
                kpi,
                resolved.focal,
                resolved.peers,
                window,
                gender=(gender := "T" if kpi.id in whole else selection.gender),
                country=None if kind(kpi) is Kind.COUNT else self._country(kpi.id, gender, window, is_region, version),
                count_mean=selection.count_mean,
            )
            for kpi in kpis.values()
        }

    def _read_country(self, kpi: str, gender: str, window: tuple[int, int], regions: bool, _version: int) -> Country:
        values = self.store.country(kpi, gender, window, regions=regions)
        return country(values, self.members_of_country(regions))


def by_gender(views: Views, selection: Selection) -> list[View]:
    """One view per gender asked for; none without a municipality that exists."""
    found = [views.view(selection.but(genders=(gender,))) for gender in selection.genders]
    return [view for view in found if view]


def _is_divided(kpi: Kpi, cells: Cells) -> bool:
    """Whether there may be figures of the gender asked for: by Kolada's hint, or by what is there (COMPARISON 1)."""
    return kpi.is_divided_by_gender or any(c.value is not None for line in cells.values() for c in line.values())


def _undivided(made: Mapping[str, Comparison], selection: Selection) -> list[str]:
    """What is said of figures that there are for everybody alone."""
    whole = [k for k, c in made.items() if c.gender != selection.gender]
    return [texts.notice_undivided(whole)] if whole else []


def _vanished(wanted: Iterable[str], kept: Kept[dict[str, KeptKpi]]) -> list[str]:
    """What is said of KPIs that Kolada does not know, or no longer (COMPARISON 5)."""
    gone = [texts.notice_no_kpi(k) for k in wanted if k not in kept.items and not kept.problem]
    since = {k: kept.items[k].vanished for k in wanted if k in kept.items}
    return gone + [texts.notice_withdrawn_kpi(k, day) for k, day in since.items() if day]
