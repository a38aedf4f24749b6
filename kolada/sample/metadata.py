"""What the sample knows of KPIs and units: Kolada's own objects, read once, when first asked for."""

import json
from functools import cache
from pathlib import Path
from typing import Any

Json = dict[str, Any]

RIKET = "0000"
DATA = Path(__file__).parent / "data"


@cache
def read(name: str) -> Any:
    """One file of `data/`, parsed; the answer is shared, so nobody changes it."""
    return json.loads((DATA / f"{name}.json").read_bytes())


def kpis() -> list[Json]:
    """KPI objects with their twelve fields, by id."""
    objects: list[Json] = read("kpi")
    return objects


def kpi_groups() -> list[Json]:
    """A handful of KPI groups; one member is no longer in the catalogue, as happens in Kolada."""
    groups: list[Json] = read("kpi_groups")
    return groups


def municipalities() -> list[Json]:
    """Riket, the 21 regions and the 290 municipalities, by id."""
    units: list[Json] = read("municipality")
    return units


def levels() -> dict[str, Json]:
    """Per KPI how its figures are invented: years, level, spread, or what it is computed from (see `figures`)."""
    rules: dict[str, Json] = read("levels")
    return rules


@cache
def unit_ids() -> tuple[str, ...]:
    """The ids of all 312 units, in the order of every array's first axis: Riket, regions, municipalities."""
    return tuple(unit["id"] for unit in municipalities())


@cache
def unit_index() -> dict[str, int]:
    """Where on that axis a unit is."""
    return {unit: position for position, unit in enumerate(unit_ids())}


@cache
def ids_of_type(kind: str) -> tuple[str, ...]:
    """Municipality ids (K) or region ids (L, without Riket)."""
    return tuple(unit["id"] for unit in municipalities() if unit["type"] == kind and unit["id"] != RIKET)
