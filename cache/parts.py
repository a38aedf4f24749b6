"""What a whole mirror is made of: which KPIs are asked for of which units, and what of that is still missing. Pure.

A part is a rectangle, KPIs x units: 6,100 KPIs x 312 units are never written out as pairs, which would be two million.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kolada.api.models import Kpi, Municipality
from kolada.api.plan import chunks

SIZE = 100  # KPIs looked at, claimed and fetched together: many enough to be packed well, few enough for the memory
OF_REGIONS = "L"  # municipality_type of what only regions have; the others: K of municipalities, A of all


class Part(NamedTuple):
    """Every one of these KPIs for every one of these units."""

    kpis: tuple[str, ...]
    units: tuple[str, ...]

    @property
    def slices(self) -> int:
        """How many kpi x unit that is."""
        return len(self.kpis) * len(self.units)


def whole(kpis: Iterable[str], catalogue: Mapping[str, Kpi], units: Sequence[Municipality]) -> list[Part]:
    """All that there may be of these KPIs, in one or two parts.

    The regions' own are not asked for of municipalities, none of which has any. All else is asked for of everybody:
    a few KPIs "of municipalities" do have values of regions. Riket is always asked for.
    """
    own: dict[bool, list[str]] = {False: [], True: []}
    for kpi in dict.fromkeys(kpis):
        described = catalogue.get(kpi)
        own[described is not None and described.municipality_type == OF_REGIONS].append(kpi)
    everybody = tuple(unit.id for unit in units)
    regions = tuple(unit.id for unit in units if not unit.is_municipality)
    found = Part(tuple(own[False]), everybody), Part(tuple(own[True]), regions)
    return [part for part in found if part.slices]


def remaining(part: Part, kept: Mapping[str, int]) -> Part:
    """Without the KPIs of which so many slices are kept as there are units."""
    return part._replace(kpis=tuple(kpi for kpi in part.kpis if kept.get(kpi, 0) < len(part.units)))


def cut(part: Part) -> list[Part]:
    """In parts that are fetched one after another."""
    return [part._replace(kpis=kpis) for kpis in chunks(part.kpis, SIZE)]


def done(part: Part, kept: Mapping[str, int]) -> int:
    """How many of its slices are kept."""
    return sum(kept.get(kpi, 0) for kpi in part.kpis)
