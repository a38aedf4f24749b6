"""Several processes on one store: neither corrupts nor locks out the others, and a killed one leaves whole slices."""

import multiprocessing
import os
import random
import signal
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path
from threading import Barrier, Thread

import pytest

from cache.errors import StoreError
from cache.store import Store
from tests.fakes import COST, PLACED, FakeClock, FakeSource, cost

YEARS = range(2000, 2015)
UNITS = [f"{code:04d}" for code in range(1200, 1240)]
spawn = multiprocessing.get_context("spawn")


def source_of(clock: FakeClock) -> FakeSource:
    """Every unit has all the years, and the value tells which unit and year it is."""
    return FakeSource(clock, [cost(unit, year, int(unit) + year / 10_000) for unit in UNITS for year in YEARS])


def read_much(url: str, seed: int, failures: "multiprocessing.Queue[str]") -> None:
    """A worker: four threads that read random units, now and then a day later, and look at every value."""
    clock = FakeClock()
    store = Store(url, source_of(clock), clock=clock)

    def thread(number: int) -> None:
        chance = random.Random(seed * 100 + number)
        try:
            for _ in range(6):
                units = chance.sample(UNITS, 12)
                store.follow([COST, PLACED], units)
                frame = store.values([COST], units).frame
                assert len(frame) == len(units) * len(YEARS), f"{len(frame)} rows"
                assert (frame["value"] == frame["municipality"].astype(int) + frame["period"] / 10_000).all()
                store.kpis([COST])
                store.municipality_groups()
                store.info()
        except BaseException as error:
            failures.put(repr(error))

    threads = [Thread(target=thread, args=(number,)) for number in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    store.close()


def write_for_ever(url: str, started: int) -> None:
    """Fetches all slices over and over, each time with another value for all their years; tells after each."""
    clock = FakeClock()
    source = source_of(clock)
    store = Store(url, source, clock=clock, background=lambda work: work())
    for turn in range(1000):
        source.set(*(cost(unit, year, float(turn)) for unit in UNITS for year in YEARS))
        store.values([COST], UNITS)
        clock.forward(days=31)
        os.write(started, b".")


def kill_and_look(path: Path, times: int, seen: "multiprocessing.Queue[set[float]]") -> None:
    """Forks writers (quicker than to start them) and kills each at some moment; then the store is opened."""
    chance, turns = random.Random(7), set()
    for _ in range(times):
        reader, started = os.pipe()
        writer = os.fork()
        if not writer:
            write_for_ever(f"sqlite:///{path}", started)
            os._exit(0)
        for _ in range(chance.randint(1, 3)):
            os.read(reader, 1)
        time.sleep(chance.random() / 20)
        os.kill(writer, signal.SIGKILL)
        os.waitpid(writer, 0)
        os.close(reader)
        os.close(started)
        turns |= values_of_whole_slices(path)
    seen.put(turns)


def test_two_processes_with_many_threads_share_one_store(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    failures: multiprocessing.Queue[str] = spawn.Queue()
    workers = [spawn.Process(target=read_much, args=(url, seed, failures)) for seed in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert failures.empty(), failures.get()
    assert [worker.exitcode for worker in workers] == [0, 0]
    with closing(sqlite3.connect(tmp_path / "store.sqlite")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM lease").fetchone() == (0,)


def test_many_may_begin_the_same_store_at_once(tmp_path: Path) -> None:
    begin, failures = Barrier(6), []

    def thread() -> None:
        for n in range(40):
            begin.wait()
            try:
                Store(f"sqlite:///{tmp_path / f'{n}.sqlite'}", FakeSource(FakeClock(), [])).close()
            except StoreError as error:
                failures.append(repr(error))

    threads = [Thread(target=thread) for _ in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
    assert not failures


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_process_killed_in_the_middle_of_writing_leaves_every_slice_whole(tmp_path: Path) -> None:
    seen: multiprocessing.Queue[set[float]] = spawn.Queue()
    mother = spawn.Process(target=kill_and_look, args=(tmp_path / "store.sqlite", 20, seen))
    mother.start()
    mother.join(60)
    assert mother.exitcode == 0
    assert len(seen.get(timeout=5)) > 1


def values_of_whole_slices(path: Path) -> set[float]:
    """Opens the store as anyone would: every kept slice has all its years, and all of one fetch."""
    clock = FakeClock()
    source = source_of(clock)
    source.down = True
    with closing(Store(f"sqlite:///{path}", source, clock=clock, background=lambda work: None)) as store:
        assert store.notice is None
        values = store.values([COST], UNITS)
    by_unit = values.frame.groupby("municipality")["value"]
    assert (by_unit.count() == len(YEARS)).all()
    assert (by_unit.nunique() == 1).all()
    assert {unit for _, unit in values.slices} == set(values.frame["municipality"])
    return set(values.frame["value"])
