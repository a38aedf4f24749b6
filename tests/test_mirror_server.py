"""`python -m cache mirror` against a server with real values: killed on the way, whole at the end. Källa: Kolada."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests

from cache.keys import GENDERS, kpi_id, unit_id
from kolada import texts
from tests.servers import clear_log, request_log, revise, running_server, set_faults

pytestmark = pytest.mark.server

ROOT = Path(__file__).parents[1]
LOADED = ("N33",)
Cells = dict[tuple[str, str, int, str], tuple[float | None, str, int]]


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    with running_server("--kpis", ",".join(LOADED)) as base_url:
        yield base_url


@pytest.fixture(scope="module")
def kpis(base_url: str) -> list[str]:
    """Those of the catalogue that may have values there."""
    catalogue = requests.get(f"{base_url}/kpi?per_page=5000", timeout=60).json()["values"]
    found = [kpi["id"] for kpi in catalogue if kpi["id"].startswith(LOADED)]
    assert len(found) > 50
    return found


@contextmanager
def mirroring(base_url: str, store: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    environ = {**os.environ, "KOLADA_URL": base_url, "KOLADA_STORE": f"sqlite:///{store}"}
    command = [sys.executable, "-m", "cache", *arguments]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, env=environ, text=True, **pipes) as process:
        try:
            yield process
        finally:
            process.kill()


def kept(store: Path) -> int:
    """How many slices are kept by now."""
    if not store.exists():
        return 0
    with closing(sqlite3.connect(store)) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM slice").fetchone()[0])
        except sqlite3.OperationalError:  # not yet begun
            return 0


def stopped(base_url: str, store: Path, kpis: list[str], how: int, after: int) -> tuple[int, str]:
    """Begin a mirror, and stop it when so many slices more are kept; its exit status and last words."""
    begun = kept(store)
    with mirroring(base_url, store, "mirror", "--kpis", *kpis) as process:
        while kept(store) < begun + after:
            assert process.poll() is None, process.communicate()
            time.sleep(0.01)
        process.send_signal(how)
        said = process.communicate(timeout=60)[1]
    return process.returncode, said


def finished(base_url: str, store: Path, *arguments: str) -> str:
    with mirroring(base_url, store, *arguments) as process:
        out, err = process.communicate(timeout=300)
    assert process.returncode == 0, err
    return out


def rows_of(base_url: str, kpis: list[str]) -> Iterator[dict[str, Any]]:
    """Every row of these KPIs for the 312 units, read without a line of ours."""
    units = [unit["id"] for unit in requests.get(f"{base_url}/municipality", timeout=60).json()["values"]]
    for kpi in range(0, len(kpis), 25):
        for unit in range(0, len(units), 25):
            parts = ",".join(kpis[kpi : kpi + 25]), ",".join(units[unit : unit + 25])
            url = f"{base_url}/data/kpi/{parts[0]}/municipality/{parts[1]}"
            while url:
                page = requests.get(url, timeout=60).json()
                yield from page["values"]
                url = page["next_url"]


def served(base_url: str, kpis: list[str]) -> Cells:
    return {
        (row["kpi"], row["municipality"], row["period"], each["gender"]): (each["value"], each["status"], each["count"])
        for row in rows_of(base_url, kpis)
        for each in row["values"]
        if not each["isdeleted"]
    }


def stored(store: Path) -> Cells:
    with closing(sqlite3.connect(store)) as connection:
        rows = connection.execute("SELECT kpi, unit, period, gender, value, status, count FROM value")
        return {(kpi_id(k), unit_id(u), period, GENDERS[g]): tuple(rest) for k, u, period, g, *rest in rows}


def slices_asked(base_url: str) -> Counter[tuple[str, str]]:
    paths = [entry["path"].split("/") for entry in request_log(base_url) if not entry["query"]]
    data = [(path[4], path[6]) for path in paths if path[2] == "data"]
    return Counter((k, u) for kpis, units in data for k in kpis.split(",") for u in units.split(","))


def test_killed_three_times_it_is_whole_at_the_end_and_hardly_anything_was_asked_twice(
    base_url: str, kpis: list[str], tmp_path: Path
) -> None:
    store = tmp_path / "store.sqlite"
    clear_log(base_url)
    set_faults(base_url, latency=0.05)
    for _ in range(3):
        assert stopped(base_url, store, kpis, signal.SIGKILL, after=1000)[0] == -signal.SIGKILL
        with closing(sqlite3.connect(store)) as connection:  # or the next would wait for a minute
            connection.execute("DELETE FROM lease")
            connection.commit()
    status, said = stopped(base_url, store, kpis, signal.SIGTERM, after=300)
    assert status == 130, said
    assert texts.STORE_STOPPED in said
    set_faults(base_url)
    finished(base_url, store, "mirror", "--kpis", *kpis)
    asked = slices_asked(base_url)
    assert set(kpis) == {kpi for kpi, _ in asked}
    in_flight = 4 * 8 * 625  # of each stop: what had been asked for and not been written yet
    assert sum(asked.values()) - len(asked) <= in_flight
    clear_log(base_url)
    finished(base_url, store, "mirror", "--kpis", *kpis)
    assert not slices_asked(base_url)
    expected = served(base_url, kpis)
    assert len(expected) > 30_000
    assert stored(store) == expected

    with closing(sqlite3.connect(store)) as connection:  # two days pass
        for column in ("checked_at", "fetched_at", "whole_at"):
            connection.execute(f"UPDATE slice SET {column} = {column} - 2 * 86400000000")
        connection.commit()
    revise(base_url, kpi="N33001", municipality="2282", year=2020, gender="T", value=99.5)
    clear_log(base_url)
    assert texts.STORE_UPDATED in finished(base_url, store, "update")
    assert stored(store) == {**expected, ("N33001", "2282", 2020, "T"): (99.5, "", 1)}
    data = [entry for entry in request_log(base_url) if "/data/" in entry["path"]]
    assert all(entry["query"].startswith("from_date=") for entry in data)
    assert len(data) <= sum(asked.values()) / 400  # 25 x 25 slices, at the most, in each
