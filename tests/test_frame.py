"""The tidy frame: order, missing values, what is preliminary. COMPARISON 2, 14."""

from dataclasses import replace
from datetime import date

import pytest

from kolada.api.models import Kpi, Value
from kolada.frame import COLUMNS, is_preliminary, preliminary, tidy
from tests.tables import COST

ROWS = [
    Value("N33001", "2282", 2025, "T", 4500.0),
    Value("N33001", "1260", 2025, "T", 3000.0),
    Value("N33001", "1260", 2024, "T", None, 0, "Missing"),
]


def test_the_frame_is_sorted_and_a_missing_value_is_nan_with_its_status() -> None:
    frame = tidy(ROWS)
    assert list(frame.columns) == COLUMNS
    assert frame[["municipality", "period"]].to_numpy().tolist() == [["1260", 2024], ["1260", 2025], ["2282", 2025]]
    assert frame.value.isna().tolist() == [True, False, False]
    assert frame.status.tolist() == ["Missing", "", ""]


def test_a_frame_of_nothing_has_the_columns_and_their_types() -> None:
    frame = tidy([])
    assert list(frame.columns) == COLUMNS
    assert frame[["period", "value", "count"]].dtypes.astype(str).tolist() == ["int64", "float64", "int64"]


@pytest.mark.parametrize(
    ("period", "today", "open_"),
    [(2025, date(2026, 3, 30), False), (2025, date(2026, 3, 31), True), (2025, date(2026, 8, 27), True),
     (2025, date(2026, 8, 28), False), (2024, date(2026, 5, 1), False), (2026, date(2026, 5, 1), False)],
)  # fmt: skip
def test_a_value_is_preliminary_in_the_calendars_own_period_between_its_two_dates(period, today, open_) -> None:
    assert is_preliminary(COST, period, today) is open_


@pytest.mark.parametrize("lacking", ["prel_publication_date", "publication_date", "publ_period"])
def test_without_its_dates_nothing_is_preliminary(lacking: str) -> None:
    assert not is_preliminary(replace(COST, **{lacking: None}), 2025, date(2026, 5, 1))


def test_only_that_kpis_own_period_is_preliminary() -> None:
    assert preliminary([COST, Kpi("N1", "x")], date(2026, 5, 1)) == {(COST.id, 2025)}
    assert preliminary([COST], date(2026, 8, 28)) == set()
