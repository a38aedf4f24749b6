"""The tidy frame: one row per kpi x municipality x period x gender. The one currency between store and analysis."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import itemgetter
from typing import Any

import pandas as pd
from numpy import array

from kolada.api.errors import KoladaError
from kolada.api.models import Kpi, Value

KPI, MUNICIPALITY, PERIOD, GENDER = "kpi", "municipality", "period", "gender"
VALUE, STATUS, COUNT, PRELIMINARY = "value", "status", "count", "preliminary"
KEYS = [KPI, MUNICIPALITY, PERIOD, GENDER]
COLUMNS = [*KEYS, VALUE, STATUS, COUNT]

# The six ways of being missing (KOLADA_API §9). The first four are Kolada's words; the last two say that a row, or one
# gender of a row, is not there at all.
MISSING, PRIVACY, NOT_APPLICABLE, NULL = "Missing", "Privacy", "Not applicable", ""
ABSENT, GENDER_ABSENT = "absent", "gender absent"


@dataclass(frozen=True, slots=True)
class Slice:
    """What is known of one kpi x municipality as a whole."""

    fetched_at: datetime
    withdrawn: date | None = None  # since when Kolada no longer delivers it (the old values are kept)


@dataclass(frozen=True)
class Values:
    """A tidy frame and what must travel with it: when each slice was fetched, and what went wrong on the way."""

    frame: pd.DataFrame
    slices: Mapping[tuple[str, str], Slice] = field(default_factory=dict)
    problem: KoladaError | None = None


def tidy(values: Iterable[Value]) -> pd.DataFrame:
    """Wire values as a tidy frame sorted by its keys: deleted rows dropped, a missing value NaN with its status."""
    rows = sorted((v for v in values if not v.isdeleted), key=itemgetter(0, 1, 2, 3))
    kpis, units, periods, genders, numbers, counts, statuses, _ = zip(*rows, strict=True) if rows else ((),) * 8
    years, value, n = array(periods, "int64"), array(numbers, "float64"), array(counts, "int64")
    columns = (text(kpis), text(units), years, text(genders), value, text(statuses), n)
    return pd.DataFrame(dict(zip(COLUMNS, columns, strict=True)), copy=False)


def text(items: Iterable[str]) -> Any:
    """A column of text; pandas takes three times as long to find out by itself that it is one."""
    return pd.array(array(list(items), dtype=object), dtype="str")


def is_preliminary(kpi: Kpi, period: int, today: date) -> bool:
    """COMPARISON 14: only the calendar's own period, between its two dates."""
    if period != kpi.publ_period or not kpi.prel_publication_date or not kpi.publication_date:
        return False
    return kpi.prel_publication_date <= today < kpi.publication_date


def mark_preliminary(frame: pd.DataFrame, kpis: Mapping[str, Kpi], today: date) -> pd.DataFrame:
    """The frame with a boolean column that says which rows Kolada has yet to settle."""
    marked = frame.assign(**{PRELIMINARY: False})
    for kpi in kpis.values():
        if kpi.publ_period and is_preliminary(kpi, kpi.publ_period, today):
            marked.loc[(marked[KPI] == kpi.id) & (marked[PERIOD] == kpi.publ_period), PRELIMINARY] = True
    return marked
