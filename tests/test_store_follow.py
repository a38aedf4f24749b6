"""Work in the background: started once, shared by threads and processes, and told of in slices."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Event, Thread

import pytest

from cache import parts
from cache.flight import Traffic
from cache.keys import micros
from cache.store import Store
from kolada.api.errors import KoladaBadResponse, KoladaUnavailable
from tests.fakes import BASE, BJUV, COST, KRAMFORS, PLACED, RIKET, START, FakeClock, FakeSource, World, cost, fake_world

UNITS = [f"{code:04d}" for code in range(1200, 1260)]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with fake_world(tmp_path) as made:
        yield made


def test_following_returns_at_once_and_is_planned_once_however_often_it_is_polled(world: World) -> None:
    for _ in range(3):
        progress = world.store.follow([COST], UNITS)
        assert (progress.done, progress.total, progress.working) == (0, 60, True)
    assert world.source.requests == []
    assert world.later.run() == 1
    progress = world.store.follow([COST], UNITS)
    assert (progress.done, progress.total, progress.working, progress.problem) == (60, 60, False, None)
    assert len(world.source.requests) == 3
    assert world.later.waiting == []


def test_following_fetches_only_what_is_missing(world: World) -> None:
    world.store.values([COST, PLACED], UNITS[:10])
    world.source.forget_log()
    world.store.follow([COST, PLACED], UNITS)
    world.later.run()
    assert sum(len(each.municipalities) for each in world.source.requests) == 50


def test_following_refreshes_what_is_old(world: World) -> None:
    world.store.values([COST], [KRAMFORS])
    world.clock.forward(days=1)
    world.source.set(cost(KRAMFORS, 2022, 1.0))
    progress = world.store.follow([COST], [KRAMFORS])
    assert (progress.done, progress.total) == (1, 1)
    world.later.run()
    assert world.numbers(KRAMFORS)[KRAMFORS, 2022] == 1.0


def test_progress_grows_with_every_answer(world: World) -> None:
    seen = []
    world.source.before_answer = lambda request: seen.append(world.store.progress([COST], UNITS))
    world.store.follow([COST], UNITS)
    world.later.run()
    assert [(each.done, each.working) for each in seen] == [(0, True), (20, True), (40, True)]


def test_progress_fetches_nothing(world: World) -> None:
    assert world.store.progress([COST], [KRAMFORS, "x"]).total == 1
    assert not world.store.progress([COST], [KRAMFORS]).working
    assert (world.source.requests, world.later.waiting) == ([], [])


def test_what_failed_is_told_and_tried_again_after_a_while_and_the_rest_is_kept(world: World) -> None:
    world.source.fails = lambda request: UNITS[0] in request.municipalities
    world.store.follow([COST], UNITS)
    world.later.run()
    progress = world.store.follow([COST], UNITS)
    assert (progress.done, progress.working) == (40, False)
    assert isinstance(progress.problem, KoladaUnavailable)
    assert world.later.waiting == []
    world.source.fails = lambda request: False
    world.clock.forward(seconds=30)
    assert world.store.follow([COST], UNITS).working
    world.later.run()
    progress = world.store.progress([COST], UNITS)
    assert (progress.done, progress.problem) == (60, None)


def test_another_process_leaves_claimed_work_alone_and_takes_it_over_when_the_claim_has_run_out(world: World) -> None:
    other = world.reopened()
    asked: list[int] = []

    def look(request: object) -> None:
        world.source.before_answer = lambda request: None
        assert other.progress([COST], UNITS).working
        other.follow([COST], UNITS)
        world.later.run()
        asked.append(len(world.source.requests))
        world.clock.forward(seconds=61)  # as if we had been killed
        other.follow([COST], UNITS)
        world.later.run()
        asked.append(len(world.source.requests))

    world.source.before_answer = look
    world.store.follow([COST], UNITS)
    world.later.run()
    assert asked == [1, 4]
    assert not other.progress([COST], UNITS).working
    other.close()


def test_a_claim_that_a_wrong_clock_dated_far_ahead_blocks_nobody(world: World) -> None:
    other = world.reopened()

    def look(request: object) -> None:
        world.source.before_answer = lambda request: None
        world.clock.forward(days=-31)
        assert not other.progress([COST], UNITS).working
        other.follow([COST], UNITS)
        world.later.run()

    world.source.before_answer = look
    world.store.follow([COST], UNITS)
    world.later.run()
    assert len(world.source.requests) == 6
    other.close()


def test_a_claim_is_renewed_by_every_answer_and_released_at_the_end(world: World) -> None:
    other = world.reopened()
    held = []

    def slow(request: object) -> None:
        held.append(other.progress([COST], UNITS).working)
        world.clock.forward(seconds=50)

    world.source.before_answer = slow
    world.store.follow([COST], UNITS)
    world.later.run()
    assert held == [True, True, True]
    assert not other.progress([COST], UNITS).working
    other.close()


def test_many_threads_that_want_one_cold_slice_make_one_request(tmp_path: Path) -> None:
    clock = FakeClock()
    source = FakeSource(clock)
    started, let_go = Event(), Event()

    def hold(request: object) -> None:
        started.set()
        assert let_go.wait(10)

    source.before_answer = hold
    store = Store(f"sqlite:///{tmp_path / 'store.sqlite'}", source, clock=clock)
    frames: list[int] = []
    threads = [Thread(target=lambda: frames.append(len(store.values([COST], [KRAMFORS]).frame))) for _ in range(8)]
    for thread in threads:
        thread.start()
    assert started.wait(10)
    let_go.set()
    for thread in threads:
        thread.join(10)
    store.close()
    assert frames == [2] * 8
    assert len(source.requests) == 1


def test_a_reader_waits_only_for_what_it_lacks_itself(tmp_path: Path) -> None:
    clock = FakeClock()
    source = FakeSource(clock)
    first, let_go = Event(), Event()

    def hold(request: object) -> None:
        first.set()
        assert let_go.wait(10)

    store = Store(f"sqlite:///{tmp_path / 'store.sqlite'}", source, clock=clock)
    source.before_answer = hold
    slow = Thread(target=lambda: store.values([COST], [KRAMFORS]))
    slow.start()
    assert first.wait(10)
    source.before_answer = lambda request: None
    assert len(store.values([COST], [BJUV]).frame) == 1  # the other request is still under way
    let_go.set()
    slow.join(10)
    store.close()
    assert [each.municipalities for each in source.requests] == [(KRAMFORS,), (BJUV,)]


def test_an_error_reaches_everyone_who_waited_for_it(tmp_path: Path) -> None:
    clock = FakeClock()
    source = FakeSource(clock)
    source.down = True
    gate = Barrier(4)
    source.before_answer = lambda request: Event().wait(0.2) and None
    store = Store(f"sqlite:///{tmp_path / 'store.sqlite'}", source, clock=clock)
    problems: list[object] = []

    def read() -> None:
        gate.wait(10)
        problems.append(store.values([COST], [RIKET]).problem)

    threads = [Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    store.close()
    assert [type(each) for each in problems] == [KoladaUnavailable] * 4


def test_work_that_breaks_is_logged_and_lets_go_of_its_keys(caplog: pytest.LogCaptureFixture) -> None:
    clock, ran = FakeClock(), []
    traffic = Traffic(lambda: micros(clock()), lambda work: work())

    def broken() -> None:
        ran.append(1)
        raise ZeroDivisionError

    traffic.later("job", broken)
    traffic.later("job", broken)
    assert ran == [1]
    assert "background work failed" in caplog.text
    assert not traffic.is_busy("job")
    clock.time = START + timedelta(minutes=1)
    traffic.later("job", broken)
    assert ran == [1, 1]


def test_an_error_that_is_not_koladas_is_raised_and_the_keys_can_be_tried_again() -> None:
    traffic = Traffic(lambda: 0, lambda work: work())

    def broken(keys: list[str]) -> None:
        traffic.land(["done"])
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        traffic.once(["done", "not done"], broken)
    assert traffic.failure(["done"]) is None
    assert isinstance(traffic.failure(["not done"]), ZeroDivisionError)
    assert traffic.problem(["not done"]) is None
    traffic.once(["not done"], traffic.land)
    assert traffic.failure(["not done"]) is None


def test_old_failures_are_forgotten() -> None:
    clock = FakeClock()
    traffic = Traffic(lambda: micros(clock()), lambda work: work())

    def fail(keys: list[str]) -> None:
        raise KoladaUnavailable(BASE)

    traffic.once(["old"], fail)
    clock.forward(hours=1)
    traffic.once(["new"], fail)
    assert traffic.problem(["old"]) is None
    assert traffic.problem(["old", "new"]) is not None


def test_a_closed_store_starts_no_more_work(tmp_path: Path) -> None:
    source = FakeSource(FakeClock())
    store = Store(f"sqlite:///{tmp_path / 'store.sqlite'}", source, clock=source.clock)
    store.close()
    assert not store.follow([COST], UNITS).working
    assert source.requests == []


def test_closing_stops_the_work_after_its_next_answer(world: World) -> None:
    world.source.before_answer = lambda request: world.store.close()
    world.store.follow([COST], UNITS)
    world.later.run()
    assert len(world.source.requests) == 1
    other = world.reopened()
    assert other.progress([COST], UNITS).done == 20
    other.close()


def test_many_kpis_are_fetched_part_by_part_and_one_that_fails_holds_up_no_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "SIZE", 2)
    kpis = [f"N{number:05d}" for number in range(7)]
    world.source.fails = lambda request: kpis[0] in request.kpis
    world.source.error = KoladaBadResponse(BASE, "half a number")
    world.store.follow(kpis, UNITS)
    world.later.run()
    assert {len(request.kpis) for request in world.source.requests} <= {1, 2}
    progress = world.store.progress(kpis, UNITS)
    assert (progress.done, progress.total, progress.working) == (60 * 6, 60 * 7, False)
    assert isinstance(progress.problem, KoladaBadResponse)


def test_of_many_kpis_no_more_is_asked_when_kolada_does_not_answer_at_all(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "SIZE", 1)
    world.source.down = True
    world.store.follow([COST, PLACED, "N00001"], UNITS[:25])
    world.later.run()
    assert {request.kpis for request in world.source.requests} == {(COST,)}
    assert isinstance(world.store.progress([COST, PLACED, "N00001"], UNITS[:25]).problem, KoladaUnavailable)
