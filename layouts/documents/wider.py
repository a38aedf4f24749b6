"""Rows of /data.csv for what the tabs of a KPI compute beyond its lines: percentiles of the country, women less men."""

from collections.abc import Iterator, Sequence

from kolada.analysis.compare import Comparison
from kolada.analysis.gender_gap import own_gap
from kolada.analysis.spread import spreads
from kolada.groups import everybody_of
from kolada.reading.sentences import FEW
from layouts import texts
from layouts.asked import GENDERS_VIEW, SPREAD_VIEW

Cell = tuple[str, str, str, int, str, float | None, int, str, bool]
"""role, municipality, name, period, gender, value, n, status, preliminary"""

PERCENTILE_ROLES = ("p5", "q1", "median", "q3", "p95")
GAP_ROLE, GAP_GENDER = "gap", "K-M"
ROLES = (*PERCENTILE_ROLES, GAP_ROLE)


def cells(view: str, comparisons: Sequence[Comparison]) -> Iterator[Cell]:
    """Those that the tab `view` adds to one KPI's comparisons, one for each gender."""
    if view == SPREAD_VIEW:
        for comparison in comparisons:
            yield from _percentiles(comparison)
    by_gender = {c.gender: c for c in comparisons}
    if view == GENDERS_VIEW and {"K", "M"} <= set(by_gender):
        yield from _gaps(by_gender["K"], by_gender["M"])


def _percentiles(comparison: Comparison) -> Iterator[Cell]:
    if comparison.is_count:  # they would only say who is large (COMPARISON 9), as on the page
        return
    group = everybody_of(comparison.country.members < FEW)
    unsettled = comparison.unsettled
    for year, found in spreads(comparison.country).items():
        if year in comparison.periods:
            for role in PERCENTILE_ROLES:
                name = f"{texts.PERCENTILES[role]}, {texts.ALL_UNITS[group]}"
                yield role, group, name, year, comparison.gender, getattr(found, role), found.n, "", year in unsettled


def _gaps(women: Comparison, men: Comparison) -> Iterator[Cell]:
    gap = own_gap(women, men)
    for year in sorted({*women.periods, *men.periods}):
        cell = gap.at(year)
        status = "absent" if cell.status == "gender absent" else cell.status
        yield GAP_ROLE, gap.id, gap.name, year, GAP_GENDER, cell.value, cell.n, status, cell.preliminary
