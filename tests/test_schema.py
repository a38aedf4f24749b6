"""Integer keys and the tables that they make small."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, inspect, text

from cache.keys import day, kpi_id, kpi_key, kpi_keys, micros, moment, unit_id, unit_key, unit_keys
from cache.schema import tables

KPI_IDS = st.from_regex(r"\A[NU][0-9]{5}\Z")
UNIT_IDS = st.from_regex(r"\A([0-9]{4}|G[0-9]{1,8})\Z")


@given(KPI_IDS, KPI_IDS)
def test_kpi_keys_lead_back_and_sort_as_the_ids_do(one: str, other: str) -> None:
    first, second = kpi_key(one), kpi_key(other)
    assert first is not None
    assert second is not None
    assert kpi_id(first) == one
    assert (first < second) == (one < other)


@given(UNIT_IDS, UNIT_IDS)
def test_unit_keys_lead_back_and_sort_as_the_ids_do(one: str, other: str) -> None:
    first, second = unit_key(one), unit_key(other)
    assert first is not None
    assert second is not None
    assert unit_id(first) == one
    assert (first < second) == (one < other)
    assert first < 2**31


@pytest.mark.parametrize("text", ["", "N3300", "N330011", "n33001", "X33001", "N3300１", "<script>", "N33001\n"])
def test_what_is_no_kpi_id_has_no_key(text: str) -> None:
    assert kpi_key(text) is None


@pytest.mark.parametrize("text", ["", "180", "02282", "G", "G123456789", "g36552", "２２８２", "0180 "])
def test_what_is_no_unit_id_has_no_key(text: str) -> None:
    assert unit_key(text) is None


def test_keys_of_many_leave_out_repeats_and_impossible_ids_and_keep_the_order() -> None:
    assert list(kpi_keys(["N33816", "x", "N33001", "N33816"])) == ["N33816", "N33001"]
    assert list(unit_keys(["2282", "", "0000", "2282"])) == ["2282", "0000"]


@given(st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1)))
def test_a_time_comes_back_to_the_microsecond(naive: datetime) -> None:
    aware = naive.replace(tzinfo=UTC)
    assert moment(micros(aware)) == aware
    assert day(micros(aware)) == naive.date()


def test_a_day_is_the_utc_one_which_is_never_later_than_the_swedish() -> None:
    swedish = datetime(2026, 11, 23, 0, 30, tzinfo=UTC) - timedelta(hours=1)  # half past midnight in Stockholm
    assert day(micros(swedish)) == date(2026, 11, 22)


def test_the_big_tables_have_integer_keys_and_no_rowid(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'store.sqlite'}")
    tables.create_all(engine)
    with engine.connect() as connection:
        for name in ("slice", "value", "slice_answer"):
            made = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": name})
            assert "WITHOUT ROWID" in made.scalar_one()
            columns = {column["name"]: str(column["type"]) for column in inspect(connection).get_columns(name)}
            keys = inspect(connection).get_pk_constraint(name)["constrained_columns"]
            assert {columns[key] for key in keys} == {"INTEGER"}
    engine.dispose()
