"""What is too old, and what to ask for again: decisions on literal times."""

from datetime import date

import pytest

from cache.policy import DAY, HOUR, SECOND, WEEK, Needs, State, accepts, is_old, is_unfinished, may_retry, needs
from cache.requests import requests_for
from kolada.api.models import DataRequest

NOON = 20_000 * DAY + 12 * HOUR  # 2024-10-04T12:00Z
CELL = ("N33001", "2282")


def kept(checked: int, whole: int | None = None, withdrawn: str | None = None) -> State:
    return State(checked, checked, checked if whole is None else whole, withdrawn)


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        pytest.param(None, "missing", id="never seen"),
        pytest.param(kept(NOON), None, id="just fetched"),
        pytest.param(kept(NOON - DAY + SECOND), None, id="a second short of a day"),
        pytest.param(kept(NOON - DAY), "delta", id="a day old"),
        pytest.param(kept(NOON - DAY, NOON - 30 * DAY), "whole", id="thirty days since it was whole"),
        pytest.param(kept(NOON - DAY, NOON - 30 * DAY + SECOND), "delta", id="not quite thirty days"),
        pytest.param(kept(NOON - HOUR, NOON - 40 * DAY), None, id="whole long ago, but checked today"),
        pytest.param(kept(NOON - DAY, withdrawn="2024-10-01"), "whole", id="withdrawn"),
        pytest.param(kept(NOON + 300 * DAY), "whole", id="dated by a wrong clock"),
        pytest.param(kept(NOON + 60 * SECOND), None, id="another machine's clock is a minute ahead"),
    ],
)
def test_a_slice_is_asked_for_as_its_age_says(state: State | None, kind: str | None) -> None:
    found = needs([CELL], {CELL: state} if state else {}, NOON)
    assert [name for name in ("missing", "whole", "delta") if getattr(found, name)] == ([kind] if kind else [])


def test_a_group_is_always_fetched_whole_since_no_delta_tells_of_new_members() -> None:
    pair = ("N33001", "G36552")
    assert needs([pair], {pair: kept(NOON - DAY)}, NOON).whole == [pair]


def test_one_delta_starts_on_the_day_of_the_oldest_last_fetch() -> None:
    other = ("N33001", "1260")
    found = needs([CELL, other], {CELL: kept(NOON - 2 * DAY), other: kept(NOON - 5 * DAY)}, NOON)
    assert found.delta == [CELL, other]
    assert found.since == date(2024, 9, 29)


def test_a_catalogue_of_a_week_is_old() -> None:
    assert not is_old(NOON - WEEK + 1, NOON, WEEK)
    assert is_old(NOON - WEEK, NOON, WEEK)


@pytest.mark.parametrize(
    ("state", "from_date", "accepted"),
    [
        pytest.param(None, None, True, id="a first fetch"),
        pytest.param(None, date(2024, 10, 1), False, id="a delta onto nothing would be half a slice"),
        pytest.param(kept(NOON - DAY), None, True, id="a whole one over an old one"),
        pytest.param(kept(NOON + SECOND), None, False, id="a later answer came first"),
        pytest.param(kept(NOON + 300 * DAY), None, True, id="over one from a wrong clock"),
        pytest.param(kept(NOON - DAY), date(2024, 10, 3), True, id="a delta from the day of the last fetch"),
        pytest.param(kept(NOON - 2 * DAY), date(2024, 10, 3), False, id="a delta that leaves a hole"),
        pytest.param(kept(NOON - DAY, withdrawn="2024-10-01"), date(2024, 10, 3), False, id="onto a withdrawn one"),
    ],
)
def test_an_answer_is_written_only_where_it_leaves_the_slice_whole(
    state: State | None, from_date: date | None, accepted: bool
) -> None:
    assert accepts(state, NOON, from_date) is accepted


def test_what_failed_is_asked_again_after_half_a_minute() -> None:
    assert may_retry(None, NOON)
    assert not may_retry(NOON - 29 * SECOND, NOON)
    assert may_retry(NOON - 30 * SECOND, NOON)


def test_work_is_unfinished_while_something_is_missing_or_a_day_old() -> None:
    assert is_unfinished(3, NOON, 4, NOON)
    assert is_unfinished(4, NOON - DAY, 4, NOON)
    assert not is_unfinished(4, NOON - HOUR, 4, NOON)
    assert not is_unfinished(0, None, 0, NOON)


def covered(requests: list[DataRequest]) -> list[tuple[str, str]]:
    return sorted((kpi, unit) for each in requests for kpi in each.kpis for unit in each.municipalities)


def test_only_what_is_needed_is_asked_for_each_pair_once() -> None:
    pairs = [("N33001", "1260"), ("N33001", "2282"), ("N33816", "2282")]
    requests = requests_for(Needs(missing=pairs), {})
    assert covered(requests) == pairs
    assert len(requests) == 2


def test_pairs_are_cut_by_kpi_or_by_unit_whichever_takes_fewer_requests() -> None:
    units = [f"{code:04d}" for code in range(100, 300)]
    holes = {("N33001", "0100"), ("N33007", "0101"), ("N33008", "0102")}
    pairs = [(kpi, unit) for kpi in ("N33001", "N33007", "N33008") for unit in units if (kpi, unit) not in holes]
    requests = requests_for(Needs(missing=pairs), {})
    assert covered(requests) == sorted(pairs)
    assert len(requests) == 8 + 3  # the 197 that lack all three, and one for each of the others; by KPI it would be 24


def test_one_kpi_for_the_whole_country_is_thirteen_requests() -> None:
    pairs = [("N33001", f"{code:04d}") for code in range(312)]
    assert len(requests_for(Needs(missing=pairs), {"N33001": 25.0})) == 13


def test_long_kpis_are_packed_by_the_rows_that_are_known_of_them() -> None:
    pairs = [(f"N3300{n}", f"{code:04d}") for n in range(8) for code in range(25)]
    rows = {f"N3300{n}": 48.0 for n in range(8)}
    assert len(requests_for(Needs(missing=pairs), {})) == 1
    assert len(requests_for(Needs(missing=pairs), rows)) == 2


def test_changes_are_asked_for_apart_from_what_is_whole() -> None:
    since = date(2024, 10, 3)
    requests = requests_for(Needs(whole=[("N33001", "G36552")], delta=[("N33001", "2282")], since=since), {})
    assert [(request.municipalities, request.from_date) for request in requests] == [
        (("G36552",), None),
        (("2282",), since),
    ]
