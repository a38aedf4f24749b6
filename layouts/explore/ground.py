"""What Samband and Egen likhet stand on: the values of a few KPIs for all that the focal one may be compared with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cache.lists import KeptKpi
from cache.store import Progress
from kolada.analysis.ranks import Country, country
from kolada.api.models import Municipality
from kolada.frame import Values, preliminary
from layouts import texts
from layouts.selection import FIRST_YEAR
from layouts.view import Views


@dataclass(frozen=True)
class Ground:
    """`names`: the 290, or the 21 for a region, never both and never Riket (COMPARISON 4).

    By KPI: `tables` what is kept of them, `genders` whose the values are. `follow`: the KPIs whose rest is to be
    fetched in the background.
    """

    focal: Municipality
    names: Mapping[str, str]
    kpis: Mapping[str, KeptKpi]
    tables: Mapping[str, Country]
    genders: Mapping[str, str]
    follow: tuple[str, ...]
    is_coming: bool  # some of the values are not there yet
    is_stopped: bool  # and nobody is fetching them, for Kolada does not answer
    retrieved: date | None
    unsettled: frozenset[tuple[str, int]] = frozenset()  # kpi and year of preliminary values (COMPARISON 14)
    notices: tuple[str, ...] = ()


def ground(views: Views, focal: Municipality, kpis: Sequence[str], gender: str = "T") -> Ground:
    """The ground for these KPIs; unknown ones are left out and said. Raises KoladaError where Kolada is needed and
    silent."""
    kept = views.store.kpis(kpis).items
    known = [kpi for kpi in kpis if kpi in kept]
    names = {
        m.id: m.title for m in views.municipalities() if m.type == focal.type and (m.is_municipality or m.is_region)
    }
    genders = {kpi: gender if kept[kpi].is_divided_by_gender else "T" for kpi in known}
    said = [texts.notice_no_kpi(kpi) for kpi in kpis if kpi not in kept]
    said += [texts.notice_withdrawn_kpi(kpi, day) for kpi in known if (day := kept[kpi].vanished)]
    read = _country if focal.is_municipality else _regions
    tables, retrieved, progress = read(views, known, list(names), genders)
    follow = tuple(known) if focal.is_municipality else ()
    unsettled = frozenset(preliminary(kept.values(), views.today()))
    is_coming = bool(progress and progress.done < progress.total)
    is_stopped = bool(progress and progress.problem and not progress.working)
    return Ground(focal, names, kept, tables, genders, follow, is_coming, is_stopped, retrieved, unsettled, tuple(said))


Read = tuple[dict[str, Country], date | None, Progress | None]


def _country(views: Views, kpis: Sequence[str], units: Sequence[str], genders: Mapping[str, str]) -> Read:
    """What is kept of the 290; the rest comes in the background."""
    window = (FIRST_YEAR, views.today().year)
    tables = {kpi: views.country(kpi, genders[kpi], window) for kpi in kpis}
    progress = views.store.progress(kpis, units)
    day = progress.oldest.astimezone().date() if progress.oldest else None
    return tables, day, progress


def _regions(views: Views, kpis: Sequence[str], units: Sequence[str], genders: Mapping[str, str]) -> Read:
    """The 21 are one request: they are waited for."""
    values = views.store.values(kpis, units) if kpis else Values(())
    found: dict[str, list[tuple[str, int, float]]] = {kpi: [] for kpi in kpis}
    last = views.today().year
    for kpi, unit, year, gender, value, *_ in values.rows:
        if value is not None and gender == genders[kpi] and year <= last:
            found[kpi].append((unit, year, value))
    tables = {kpi: country(own, units) for kpi, own in found.items()}
    fetched = [s.fetched_at for s in values.slices.values()]
    return tables, min(fetched).astimezone().date() if fetched else None, None
