"""The tidy frame: one row per kpi x municipality x period x gender. The one currency between store and analysis.

The store gives its rows; a frame of them is made for those who want one (`Values.frame`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import filterfalse
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any

from numpy import array

from kolada.api.errors import KoladaError
from kolada.api.models import Kpi, Value

if TYPE_CHECKING:  # 40 MB that a process which makes no frame does without
    import pandas as pd

KPI, MUNICIPALITY, PERIOD, GENDER = "kpi", "municipality", "period", "gender"
VALUE, STATUS, COUNT = "value", "status", "count"
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


Row = tuple[str, str, int, str, float | None, str, int]  # one row of the tidy frame, in the order of COLUMNS


@dataclass(frozen=True)
class Values:
    """Figures and what must travel with them: when each slice was fetched, and what went wrong on the way.

    A page looks at some hundred rows, and a frame of them takes longer to make than to read: it is made when asked for.
    """

    rows: Sequence[Row]  # those of one kpi and municipality stand together
    slices: Mapping[tuple[str, str], Slice] = field(default_factory=dict)
    problem: KoladaError | None = None

    @cached_property
    def frame(self) -> "pd.DataFrame":
        """The tidy frame of the rows."""
        return frame(self.rows)


def rows(values: Iterable[Value]) -> list[Row]:
    """Wire values as rows sorted by their keys; deleted ones are dropped, a missing one is None with its status."""
    return sorted(map(_ROW, filterfalse(_IS_DELETED, values)), key=itemgetter(0, 1, 2, 3))


_ROW = itemgetter(*map(Value._fields.index, COLUMNS))
_IS_DELETED = attrgetter("isdeleted")


def frame(of_rows: Sequence[Row]) -> "pd.DataFrame":
    """The tidy frame: COLUMNS, a missing value NaN."""
    import pandas as pd

    kpis, units, periods, genders, numbers, statuses, counts = zip(*of_rows, strict=True) if of_rows else ((),) * 7
    years, value, n = array(periods, "int64"), array(numbers, "float64"), array(counts, "int64")
    columns = (text(kpis), text(units), years, text(genders), value, text(statuses), n)
    return pd.DataFrame(dict(zip(COLUMNS, columns, strict=True)), copy=False)


def tidy(values: Iterable[Value]) -> "pd.DataFrame":
    """Wire values as the tidy frame."""
    return frame(rows(values))


def text(items: Sequence[str]) -> Any:
    """A column of text; pandas takes three times as long to find out by itself that it is one."""
    import pandas as pd

    return pd.array(array(items, dtype=object), dtype="str")


def is_preliminary(kpi: Kpi, period: int, today: date) -> bool:
    """COMPARISON 14: only the calendar's own period, between its two dates."""
    if period != kpi.publ_period or not kpi.prel_publication_date or not kpi.publication_date:
        return False
    return kpi.prel_publication_date <= today < kpi.publication_date


def preliminary(kpis: Iterable[Kpi], today: date) -> set[tuple[str, int]]:
    """The kpi and period of every value that Kolada has yet to settle."""
    return {
        (kpi.id, kpi.publ_period) for kpi in kpis if kpi.publ_period and is_preliminary(kpi, kpi.publ_period, today)
    }
