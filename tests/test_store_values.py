"""Reading through: what is missing is fetched once, whole, in few requests; what is kept is not asked for again."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from time import sleep

import pandas as pd
import pytest

from cache.database import VERSION_HOLDS
from kolada.api.errors import KoladaUnavailable
from kolada.api.models import Answer, Value
from kolada.frame import COLUMNS, tidy
from tests.fakes import BASE, BJUV, COST, KRAMFORS, PEERS, PLACED, RIKET, START, VALUES, World, cost, fake_world


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with fake_world(tmp_path) as made:
        yield made


def test_the_first_reading_fetches_everything_in_one_request_and_the_second_nothing(world: World) -> None:
    for _ in range(2):
        values = world.store.values([COST], [KRAMFORS, BJUV, RIKET, PEERS])
        pd.testing.assert_frame_equal(values.frame, tidy(VALUES))
        assert values.problem is None
    assert [(each.kpis, each.municipalities) for each in world.source.requests] == [
        ((COST,), (KRAMFORS, BJUV, RIKET, PEERS))
    ]
    assert world.later.waiting == []


def test_only_what_is_missing_is_fetched(world: World) -> None:
    world.store.values([COST], [KRAMFORS])
    world.source.forget_log()
    world.store.values([COST], [KRAMFORS, BJUV])
    assert [each.municipalities for each in world.source.requests] == [(BJUV,)]


def test_all_years_genders_and_reasons_of_absence_come_as_kolada_gave_them(world: World) -> None:
    given = [
        Value(PLACED, KRAMFORS, 2022, "T", 12.5),
        Value(PLACED, KRAMFORS, 2022, "K", None, 0, "Privacy"),
        Value(PLACED, KRAMFORS, 2022, "M", None, 0, ""),
        Value(PLACED, KRAMFORS, 2021, "T", 0.0),
        Value(PLACED, KRAMFORS, 2020, "T", -2.5, 1, "något nytt"),
        Value(PLACED, "G12345", 2022, "T", 9.5, 7),
        Value(PLACED, "G2328", 2022, "T", 8.5, 290),
    ]
    world.source.set(*given)
    frame = world.store.values([PLACED, COST], ["G2328", KRAMFORS, "G12345"]).frame
    pd.testing.assert_frame_equal(frame[frame["kpi"] == PLACED].reset_index(drop=True), tidy(given))
    assert list(frame["kpi"].unique()) == [COST, PLACED]


def test_an_empty_slice_is_an_answer_and_is_not_asked_for_again(world: World) -> None:
    assert world.store.values([PLACED], [KRAMFORS]).slices.keys() == {(PLACED, KRAMFORS)}
    world.source.forget_log()
    values = world.store.values([PLACED], [KRAMFORS])
    assert values.frame.empty
    assert list(values.frame.columns) == COLUMNS
    assert {str(kind) for kind in values.frame.dtypes} == {"str", "int64", "float64"}
    assert world.source.requests == []


def test_what_is_no_id_is_neither_asked_for_nor_found(world: World) -> None:
    values = world.store.values(["<script>", "N1", COST], ["", "2282'--", KRAMFORS, KRAMFORS])
    assert values.slices.keys() == {(COST, KRAMFORS)}
    assert world.source.requests[0].municipalities == (KRAMFORS,)
    assert world.store.values([], []).frame.empty


def test_every_slice_says_when_it_was_fetched(world: World) -> None:
    world.store.values([COST], [KRAMFORS])
    world.clock.forward(hours=2)
    slices = world.store.values([COST], [KRAMFORS, BJUV]).slices
    assert slices[COST, KRAMFORS].fetched_at == START
    assert slices[COST, BJUV].fetched_at == START.replace(hour=14)
    assert slices[COST, BJUV].withdrawn is None


def test_deleted_rows_are_not_values(world: World) -> None:
    world.source.set(cost(KRAMFORS, 2022, None)._replace(isdeleted=True))
    assert world.numbers(KRAMFORS) == {(KRAMFORS, 2021): 4182.4}


def test_cold_and_down_gives_what_is_there_with_the_problem_and_asks_again_after_half_a_minute(world: World) -> None:
    world.source.down = True
    for seconds in (0, 29):
        world.clock.forward(seconds=seconds)
        values = world.store.values([COST], [KRAMFORS])
        assert values.frame.empty
        assert values.slices == {}
        assert isinstance(values.problem, KoladaUnavailable)
    assert world.source.asked == ["data"]
    world.source.down = False
    world.clock.forward(seconds=1)
    values = world.store.values([COST], [KRAMFORS])
    assert len(values.frame) == 2
    assert values.problem is None


def test_what_failed_a_moment_ago_is_left_alone_while_the_rest_can_be_shown(world: World) -> None:
    world.store.values([COST], [KRAMFORS])
    world.source.down = True
    for _ in range(3):
        values = world.store.values([COST], [KRAMFORS, BJUV])
        assert len(values.frame) == 2
        assert isinstance(values.problem, KoladaUnavailable)
    assert len(world.source.requests) == 2
    world.source.down = False
    world.clock.forward(seconds=30)
    assert world.store.values([COST], [KRAMFORS, BJUV]).problem is None


def test_one_failing_request_does_not_take_the_others_with_it(world: World) -> None:
    units = [f"{code:04d}" for code in range(1200, 1260)]
    world.source.set(*(cost(unit, 2022, 1.0) for unit in units))
    world.source.fails = lambda request: units[0] in request.municipalities
    values = world.store.values([COST], units)
    assert isinstance(values.problem, KoladaUnavailable)
    assert len(world.source.requests) == 3
    assert len(values.frame) == len(values.slices) == 40
    world.source.fails = lambda request: False
    world.clock.forward(minutes=1)
    world.source.forget_log()
    assert len(world.store.values([COST], units).slices) == 60
    assert len(world.source.requests) == 1


def test_the_raw_answer_is_kept_with_address_time_and_hash_and_linked_to_its_slices(world: World) -> None:
    world.store.values([COST], [KRAMFORS, BJUV])
    (answer,) = world.store.answers(COST, BJUV)
    assert answer.url == f"{BASE}/data/kpi/{COST}/municipality/{KRAMFORS},{BJUV}"
    assert answer.fetched_at == START
    assert answer.sha256 == hashlib.sha256(answer.body).hexdigest()
    assert world.store.answers(COST, KRAMFORS) == (answer,)
    assert world.store.answers(COST, RIKET) == ()
    assert world.store.answers("x", "y") == ()


def test_an_answer_of_many_pages_is_as_old_as_its_first_and_all_of_it_is_kept(world: World) -> None:
    pages = tuple(Answer(f"{BASE}/p{n}", START + timedelta(seconds=n), b"page") for n in (0, 1))
    world.source._answers = lambda path: pages
    assert world.store.values([COST], [KRAMFORS]).slices[COST, KRAMFORS].fetched_at == START
    assert world.store.answers(COST, KRAMFORS) == pages


def test_requests_are_packed_by_the_years_that_the_kept_municipalities_have_of_each_kpi(world: World) -> None:
    kpis = [f"N3310{n}" for n in range(8)]
    rows = [(kpi, year, gender) for kpi in kpis for year in range(1995, 2025) for gender in "TKM"]
    world.source.set(*(Value(kpi, KRAMFORS, year, gender, 1.0) for kpi, year, gender in rows))
    world.store.values(kpis, [KRAMFORS, PEERS])  # the group has no values: it says nothing of a municipality's rows
    world.source.forget_log()
    world.store.values(kpis, [f"{code:04d}" for code in range(1000, 1025)])
    assert len(world.source.requests) == 2  # 8 KPIs x 25 units x 30 years are 6,000 rows, whatever the genders


def test_a_value_is_the_same_in_another_process_without_a_request(world: World) -> None:
    world.store.values([COST], [KRAMFORS])
    world.source.forget_log()
    other = world.reopened()
    assert len(other.values([COST], [KRAMFORS]).frame) == 2
    assert world.source.requests == []
    other.close()


def test_the_version_grows_with_what_a_page_could_show_and_is_seen_by_others(world: World) -> None:
    other = world.reopened()
    before = other.version()
    world.store.values([COST], [KRAMFORS])
    after = other.version(now=True)
    assert after > before
    sleep(VERSION_HOLDS)
    assert other.version() == after
    world.store.values([COST], [KRAMFORS])
    assert world.store.version() == after
    other.close()


def test_the_country_is_the_numbers_of_the_municipalities_alone(world: World) -> None:
    world.store.municipalities()
    world.source.set(cost("0001", 2022, 5.0), cost(BJUV, 2022, None, "Privacy"), cost(BJUV, 2010, 7.0))
    world.store.values([COST], [KRAMFORS, BJUV, RIKET, PEERS, "0001"])
    world.source.forget_log()
    assert world.store.country(COST) == [
        (BJUV, 2010, 7.0),
        (BJUV, 2018, 3189.47),
        (KRAMFORS, 2021, 4182.4),
        (KRAMFORS, 2022, 4419.2),
    ]
    assert [year for _, year, _ in world.store.country(COST, "T", (2018, 2021))] == [2018, 2021]
    assert world.store.country(COST, "K") == []
    assert world.store.country("x") == []
    assert world.source.requests == []


def test_info_counts_what_is_kept(world: World) -> None:
    empty = world.store.info()
    assert (empty.kpis, empty.slices, empty.values, empty.newest) == (0, 0, 0, None)
    world.store.values([COST, PLACED], [KRAMFORS, BJUV])
    world.clock.forward(hours=1)
    world.store.values([COST], [RIKET])
    info = world.store.info()
    assert (info.kpis, info.slices, info.values) == (2, 5, 4)
    assert (info.oldest, info.newest) == (START, START.replace(hour=13))
    assert info.origin == BASE
    assert not info.invented


def test_clearing_forgets_everything_and_is_seen_by_open_pages(world: World) -> None:
    world.store.values([COST], [KRAMFORS])
    world.store.kpis([COST])
    world.store.municipalities()
    before, begun = world.store.version(), world.store.begun()
    world.clock.forward(hours=48)
    world.store.clear()
    assert world.store.version() > before
    assert world.store.begun() > begun
    assert world.store.info().slices == 0
    assert world.store.begun() == world.clock().date()
    world.source.forget_log()
    assert len(world.store.municipalities().items) == 4
    assert world.source.asked == ["municipality"]


def test_it_says_how_old_the_oldest_kept_values_of_each_kpi_are_and_asks_nobody(world: World) -> None:
    world.store.values([COST], [KRAMFORS, RIKET])
    world.clock.forward(hours=1)
    world.store.values([COST, PLACED], [KRAMFORS, BJUV])
    world.source.forget_log()
    later = START + timedelta(hours=1)
    asked = [COST, PLACED, "N99999", "x"]
    assert world.store.retrieved(asked, [KRAMFORS, BJUV, RIKET, "y"]) == {COST: START, PLACED: later}
    assert world.store.retrieved(asked, [BJUV]) == {COST: later, PLACED: later}
    assert world.store.retrieved(asked, []) == world.store.retrieved([], [BJUV]) == {}
    assert world.source.requests == world.later.waiting == []
