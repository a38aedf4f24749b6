"""What of the invented figures is published: which years, for whom, and why a cell is missing (KOLADA_API §9)."""

from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from kolada.sample import metadata
from kolada.sample.figures import counts, latent
from kolada.sample.metadata import Json
from kolada.sample.noise import Floats, uniform
from kolada.sample.people import YEARS, municipality_keys, year_keys

Codes = NDArray[np.uint8]
Mask = NDArray[np.bool_]

ABSENT = 5
PRESENT, NULL, MISSING, PRIVACY, NOT_APPLICABLE = range(ABSENT)
WORDS = ("", "", "Missing", "Privacy", "Not applicable")
SECRET_BELOW = 4  # so few persons of a gender (but not none) are not told
COVERAGE = 0.98  # of a KPI's cells, where its rule says nothing
NEVER = 0.004  # of the municipalities, to which a KPI does not apply at all
HALF_FILLED = 0.6  # a voluntary survey's newest year is not all in yet
_YEAR = np.array(YEARS)[None, :, None]


@dataclass(frozen=True, slots=True)
class Block:
    """A KPI as published: values, NaN where missing, and a code per cell (an index of WORDS, or ABSENT)."""

    values: Floats
    codes: Codes


@cache
def _catalogue() -> dict[str, Json]:
    return {kpi["id"]: kpi for kpi in metadata.kpis()}


def _reasons(key: str, rule: Json) -> Codes:
    """[290, years, 1]: cells that nobody reported, by chance. A count and its rate share a key, and so their gaps."""
    coverage = rule.get("coverage", COVERAGE)
    if coverage == 1:
        return np.zeros((1, 1, 1), dtype=np.uint8)
    units, years = municipality_keys(), year_keys()
    filled = coverage * np.where((rule["last"] == _YEAR) & (coverage < COVERAGE), HALF_FILLED, 1.0)
    why = uniform(f"{key} why", units, years)
    reasons = np.select([why < 0.5, why < 0.62, why < 0.9], [ABSENT, NULL, MISSING], PRIVACY)
    codes = np.where(uniform(f"{key} lost", units, years) < filled, PRESENT, reasons)
    return np.where(uniform(f"{key} never", units) < NEVER, NOT_APPLICABLE, codes).astype(np.uint8)


def _secret(kpi: str) -> Mask:
    """[290, years, 3] (or one cell): too few persons. If one gender is, both are: T minus the other would tell it."""
    persons = counts(kpi)
    if persons is None:
        return np.zeros((1, 1, 1), dtype=np.bool_)
    few = (persons > 0) & (persons < SECRET_BELOW)
    few[:, :, 1:] |= few.any(axis=2, keepdims=True)
    return few[-len(municipality_keys()) :]


def _withheld(kpi: str, rule: Json) -> Mask:
    """[312, years, 3]: cells that have no row: other years, genders and kinds of unit than the KPI has."""
    facts, regions = _catalogue()[kpi], slice(1, 1 + len(metadata.ids_of_type("L")))
    out = np.broadcast_to((rule["first"] > _YEAR) | (rule["last"] < _YEAR), latent(kpi).shape).copy()
    out[:, :, 1:] |= not facts["is_divided_by_gender"]
    out[regions] |= facts["municipality_type"] == "K"
    out[0] |= _YEAR[0] > rule.get("riket_last", rule["last"])
    return out


@lru_cache(maxsize=64)
def block(kpi: str) -> Block | None:
    """What Kolada would answer for the KPI; None for one that the sample does not have."""
    rule = metadata.levels().get(kpi)
    if rule is None:
        return None
    values = latent(kpi).round(6)
    codes = np.zeros(values.shape, dtype=np.uint8)
    municipalities = codes[-len(municipality_keys()) :]  # a view: Riket and the regions have no accidental gaps
    municipalities[:] = _reasons(rule.get("count_of", kpi), rule)
    municipalities[_secret(kpi) & (municipalities == PRESENT)] = PRIVACY
    codes[_withheld(kpi, rule)] = ABSENT
    values[codes != PRESENT] = np.nan
    return Block(values, codes)
