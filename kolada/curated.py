"""What Kolada's catalogue does not say, from the one curated file `data/curated.json`: sets, words, twins, events.

Titles, units and definitions are never in it: those come from Kolada (COMPARISON 5). The file is read at the first use.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from kolada.api.models import Kpi

REGIONS = "regioner"  # the slug of the regions' set
DATA_FILE = Path(__file__).parent / "data" / "curated.json"


@dataclass(frozen=True, slots=True)
class KpiSet:
    """A page's worth of KPIs that belong together; `peers` is the area of the "Liknande" group to compare with."""

    slug: str
    title: str
    peers: str
    lead: str
    kpis: tuple[str, ...]
    counts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Curated:
    """What is known of one KPI beside its catalogue entry; everything but the id may be missing.

    question: a card's heading (COMPARISON 22). label: the title, well set. noun: what stands after a genitive
    ("Kramfors kostnad för ..."). denominator: the unit's words, where the title leaves some out. direction: +1 when
    more is better, -1 when less is. rate and behind: from a count to its rate and back. netto: the same figure after
    all income. per: the same figure over another denominator. note: what the figure does not cover (COMPARISON 23).
    """

    id: str
    question: str | None = None
    label: str | None = None
    noun: str | None = None
    denominator: str | None = None
    direction: int | None = None
    rate: str | None = None
    behind: str | None = None
    netto: str | None = None
    per: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """Parts that add up to a total, by their definitions (COMPARISON 24)."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that breaks a series: `year` is the first on the new footing (COMPARISON 17)."""

    year: int
    sentence: str
    day: date | None
    kpis: tuple[str, ...]
    operating_area: str | None


@dataclass(frozen=True, slots=True)
class Preset:
    """A recipe for a likeness of one's own: KPIs with weights, and why these."""

    slug: str
    title: str
    reason: str
    recipe: tuple[tuple[str, int], ...]


def sets() -> tuple[KpiSet, ...]:
    """All sets, in the order in which they are offered."""
    return tuple(_sets().values())


def kpi_set(slug: str) -> KpiSet | None:
    """The set with this slug; the regions' too, which is offered to nobody else."""
    return region_set() if slug == REGIONS else _sets().get(slug)


@cache
def likeness_presets() -> tuple[Preset, ...]:
    """The recipes that are offered, the first one the default."""
    return tuple(
        Preset(p["slug"], p["title"], p["reason"], tuple((kpi, weight) for kpi, weight in p["recipe"]))
        for p in _raw()["likeness"]
    )


def default_relation(is_region: bool) -> tuple[str, str]:
    """The two KPIs, x and y, that are shown against each other where none are named."""
    x, y = _raw()["relation"]["region" if is_region else "municipality"]
    return x, y


def region_kpis() -> tuple[str, ...]:
    """What a region is shown where it names nothing: the municipalities' sets have nothing for it."""
    found: list[str] = _raw()["region_kpis"]
    return tuple(found)


def region_set() -> KpiSet:
    """The same as a set: what a region is compared in as a whole."""
    kpis = region_kpis()
    return KpiSet(REGIONS, "Nyckeltal för regioner", fallback_area(is_region=True), kpis[0], kpis)


def notes(kpi_id: str) -> Curated:
    """What is curated for a KPI: an empty record when nothing is."""
    return _kpis().get(kpi_id) or Curated(kpi_id)


def families_of(kpi_id: str) -> tuple[Family, ...]:
    """The families in which a KPI is the total or a part, those it is the total of first."""
    found = (family for family in _families() if kpi_id in (family.total, *family.parts))
    return tuple(sorted(found, key=lambda family: family.total != kpi_id))


def events_for(kpi: Kpi) -> tuple[Event, ...]:
    """The events that break this KPI's series, oldest first."""
    return tuple(e for e in _events() if kpi.id in e.kpis or e.operating_area == kpi.operating_area)


def default_peers_area(kpis: Iterable[Kpi], kpi_set: KpiSet | None = None) -> str:
    """The area of the "Liknande" groups to compare with: the set's, else one that suits all KPIs, else övergripande."""
    if kpi_set:
        return kpi_set.peers
    areas = [_areas(kpi) for kpi in kpis]
    common = (area for area in areas[0] if all(area in other for other in areas)) if areas else iter(())
    return next(common, fallback_area(is_region=False))


def fallback_area(is_region: bool) -> str:
    """The area of the group that there always is: Gnosjö has none for LSS, and regions have few."""
    fallback: Mapping[str, str] = _raw()["peers_fallback"]
    return fallback["region" if is_region else "municipality"]


@cache
def peer_areas() -> tuple[str, ...]:
    """The areas that are somebody's default, in the order of the sets."""
    return tuple(dict.fromkeys([*(s.peers for s in sets()), fallback_area(is_region=False)]))


def _areas(kpi: Kpi) -> tuple[str, ...]:
    """The areas that suit a KPI: of the sets it is in, then of its operating area."""
    of_sets = (s.peers for s in sets() if kpi.id in s.kpis + s.counts)
    title = kpi.title.casefold()
    rules = (r for r in _raw()["peers_by_area"] if r["operating_area"] == kpi.operating_area)
    of_area = (r["peers"] for r in rules if r.get("title_has", "").casefold() in title)
    return tuple(dict.fromkeys([*of_sets, *of_area]))


@cache
def _raw() -> Mapping[str, Any]:
    raw: Mapping[str, Any] = json.loads(DATA_FILE.read_text(encoding="utf-8"))
    return raw


def _tuples(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in fields.items()}


@cache
def _sets() -> dict[str, KpiSet]:
    return {fields["slug"]: KpiSet(**_tuples(fields)) for fields in _raw()["sets"]}


@cache
def _kpis() -> dict[str, Curated]:
    return {kpi_id: Curated(kpi_id, **fields) for kpi_id, fields in _raw()["kpis"].items()}


@cache
def _families() -> tuple[Family, ...]:
    return tuple(Family(**_tuples(fields)) for fields in _raw()["families"])


@cache
def _events() -> tuple[Event, ...]:
    return tuple(sorted(map(_event, _raw()["events"]), key=lambda event: event.year))


def _event(fields: Mapping[str, Any]) -> Event:
    day = fields.get("date")
    return Event(
        year=fields["year"],
        sentence=fields["sentence"],
        day=date.fromisoformat(day) if day else None,
        kpis=tuple(fields.get("kpis", ())),
        operating_area=fields.get("operating_area"),
    )
