"""The store over the real client against a server with real values: how much it asks, what faults do. Källa: Kolada."""

import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from cache.store import Progress, Store
from kolada.api.client import KoladaClient, Rate, make_session
from kolada.api.errors import KoladaUnavailable
from tests.fakes import FakeClock
from tests.servers import clear_log, request_log, revise, running_server, set_faults

pytestmark = pytest.mark.server

FAST = Rate(per_second=1000, burst=1000)
KRAMFORS_AND_PEERS = ["2282", "1231", "1260", "1461", "1781", "1785", "1962", "2084", "0000", "G36552"]
BARN_OCH_UNGA = ["N33001", "N33006", "N33007", "N33816", "N33008", "N33817", "N33818", "N33010", "N33802", "N33011"]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with running_server("--kpis", "N33,N0195") as base_url:
        yield base_url


@pytest.fixture
def base_url(server: str) -> str:
    set_faults(server)
    clear_log(server)
    return server


@pytest.fixture
def clock() -> FakeClock:
    """The store's clock, which can be put forward. Answers are dated by the client, which lives today."""
    return FakeClock(datetime.now(UTC))


@pytest.fixture
def store(base_url: str, clock: FakeClock, tmp_path: Path) -> Iterator[Store]:
    with (
        closing(make_session(4)) as session,
        closing(
            Store(f"sqlite:///{tmp_path / 'store.sqlite'}", KoladaClient(base_url, session, FAST), clock=clock)
        ) as store,
    ):
        yield store


def followed(store: Store, kpis: Sequence[str], units: Sequence[str]) -> Progress:
    """Polls as a page does, until nothing more happens."""
    for _ in range(600):
        progress = store.follow(kpis, units)
        if not progress.working and (progress.done == progress.total or progress.problem):
            return progress
        time.sleep(0.05)
    raise AssertionError(progress)


def test_a_cold_overview_and_the_country_behind_it_ask_little_and_a_warm_one_nothing(store: Store, base_url: str):
    for expected in (4, 0):
        store.kpis(BARN_OCH_UNGA)
        store.municipality_groups()
        units = [each.id for each in store.municipalities().items if each.is_municipality]
        assert store.values(BARN_OCH_UNGA, KRAMFORS_AND_PEERS).problem is None
        assert len(request_log(base_url)) == expected
        clear_log(base_url)
    progress = followed(store, BARN_OCH_UNGA, units)
    assert progress.done == progress.total == 2900
    assert len(request_log(base_url)) <= 13
    clear_log(base_url)
    assert not followed(store, BARN_OCH_UNGA, units).working
    assert request_log(base_url) == []


def test_one_kpi_for_all_units_is_thirteen_requests(store: Store, base_url: str):
    units = [each.id for each in store.municipalities().items]
    clear_log(base_url)
    store.values(["N33001"], units)
    assert len(request_log(base_url)) == 13


def test_a_third_of_the_answers_failing_loses_and_changes_nothing(store: Store, base_url: str, tmp_path: Path):
    units = [each.id for each in store.municipalities().items][:120]
    set_faults(base_url, error_rate=0.33, errors=[429, 503, 504], retry_after=0, seed=7)
    assert followed(store, ["N33001", "N33816"], units).done == 240
    set_faults(base_url)
    with (
        closing(make_session(4)) as session,
        closing(Store(f"sqlite:///{tmp_path / 'other.sqlite'}", KoladaClient(base_url, session, FAST))) as undisturbed,
    ):
        expected = undisturbed.values(["N33001", "N33816"], units).frame
    pd.testing.assert_frame_equal(store.values(["N33001", "N33816"], units).frame, expected)


@pytest.mark.parametrize("body", ["html", "truncated", "empty"])
def test_bad_bodies_never_replace_what_is_kept_and_afterwards_all_is_as_before(
    store: Store, base_url: str, clock: FakeClock, body: str
):
    before = store.values(["N33001"], KRAMFORS_AND_PEERS)
    clock.forward(days=31)
    set_faults(base_url, body=body)
    assert followed(store, ["N33001"], KRAMFORS_AND_PEERS).done == 10
    during = store.values(["N33001"], KRAMFORS_AND_PEERS)
    pd.testing.assert_frame_equal(during.frame, before.frame)
    assert during.slices == before.slices
    assert during.problem is not None
    set_faults(base_url)
    clock.forward(minutes=1)
    store.values(["N33001"], KRAMFORS_AND_PEERS)
    for _ in range(100):
        after = store.values(["N33001"], KRAMFORS_AND_PEERS)
        if after.problem is None and after.slices != before.slices:
            break
        time.sleep(0.05)
    assert after.problem is None
    pd.testing.assert_frame_equal(after.frame, before.frame)
    assert store.revisions(["N33001"], KRAMFORS_AND_PEERS, clock().date() - timedelta(days=99)) == ()


def test_a_revision_at_kolada_comes_with_the_delta_and_is_remembered(store: Store, base_url: str, clock: FakeClock):
    today = clock().date()
    old = store.values(["N33816"], ["2282", "1260"]).frame
    cell = (old["municipality"] == "2282") & (old["period"] == 2020) & (old["gender"] == "T")
    revise(base_url, kpi="N33816", municipality="2282", year=2020, gender="T", value=99.5)
    clear_log(base_url)
    clock.forward(days=1, hours=1)
    store.values(["N33816"], ["2282", "1260"])
    for _ in range(100):
        new = store.values(["N33816"], ["2282", "1260"]).frame
        if not new.equals(old):
            break
        time.sleep(0.05)
    assert {entry["query"] for entry in request_log(base_url)} == {f"from_date={today}"}
    assert list(new.loc[cell, "value"]) == [99.5]
    assert new[~cell].equals(old[~cell])
    (revision,) = store.revisions(["N33816"], ["2282", "1260"], today)
    assert (revision.period, revision.gender, revision.new_value) == (2020, "T", 99.5)
    assert revision.old_value == old.loc[cell, "value"].item()


def test_down_and_cold_is_a_problem_and_no_traceback(store: Store, base_url: str):
    set_faults(base_url, down=True)
    values = store.values(["N33001"], KRAMFORS_AND_PEERS)
    assert values.frame.empty
    assert isinstance(values.problem, KoladaUnavailable)
    with pytest.raises(KoladaUnavailable):
        store.municipalities()
