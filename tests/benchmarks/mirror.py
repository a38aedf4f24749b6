"""Everything kept: what a mirror costs in time, memory and disk, for all of what has values, a tenth, a hundredth.

Long (minutes), and so not among the others: `python -m tests.benchmarks mirror`.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import requests

from cache.store import Store
from kolada.api.client import KoladaClient
from tests.benchmarks.here import kolada_absent
from tests.benchmarks.table import Benchmark, Row
from tests.servers import clear_log, request_log, running_server

ROOT = Path(__file__).parents[2]
SHARES = (100, 10, 1)  # every hundredth KPI that has values, every tenth, every one
MEASURED = """
import resource, sys
from cache.__main__ import main
status = main(["mirror", "--kpis", *sys.stdin.read().split()])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)  # kB
sys.exit(status)
"""


class Cost(NamedTuple):
    """What one mirror took."""

    values: int
    seconds: float
    peak: float  # MB of memory, the imports too
    size: float  # MB on disk
    requests: int
    panel: float  # seconds of the first scan's read


def mirrors() -> Iterator[Row]:
    """Three mirrors of their own, each in a process of its own; then how the whole grows out of the hundredth."""
    with running_server() as base_url, tempfile.TemporaryDirectory() as folder:
        kpis = _with_values(base_url)
        costs = []
        for share in SHARES:
            costs.append(_mirrored(base_url, Path(folder) / f"{share}.sqlite", kpis[::share]))
            yield from _rows(f"mirror of 1/{share} of {len(kpis)} KPIs", costs[-1])
    small, _, whole = costs
    grown = whole.values / small.values
    raw = f"{grown:.0f} times the values"
    yield Row("mirror: MB on disk, whole to a hundredth, by value", whole.size / small.size / grown, raw, at_most=1.5)
    yield Row(
        "mirror: seconds, whole to a hundredth, by value", whole.seconds / small.seconds / grown, raw, at_most=1.5
    )
    yield Row("mirror: peak memory, whole to a hundredth", whole.peak / small.peak, raw, at_most=3)


def _rows(what: str, cost: Cost) -> Iterator[Row]:
    millions = cost.values / 1e6
    yield Row(f"{what}: seconds per million values", cost.seconds / millions, f"{cost.seconds:.0f} s, {cost.values}")
    yield Row(f"{what}: MB on disk per million values", cost.size / millions, f"{cost.size:.0f} MB")
    yield Row(f"{what}: peak memory, MB", cost.peak)
    yield Row(f"{what}: requests", cost.requests)
    yield Row(f"{what}: reading the panel, seconds", cost.panel)


def _with_values(base_url: str) -> list[str]:
    """The KPIs of the catalogue that Kramfors, Region Stockholm or Riket has a value of."""
    client = KoladaClient(base_url)
    known = [kpi.id for kpi in client.get_kpis().items]
    found: set[str] = set()
    for start in range(0, len(known), 25):
        address = f"{base_url}/data/kpi/{','.join(known[start : start + 25])}/municipality/2282,0001,0000"
        found.update(row["kpi"] for row in requests.get(address, timeout=60).json()["values"])
    return sorted(found)


def _mirrored(base_url: str, file: Path, kpis: Sequence[str]) -> Cost:
    clear_log(base_url)
    environ = {**os.environ, "KOLADA_URL": base_url, "KOLADA_STORE": f"sqlite:///{file}"}
    command = [sys.executable, "-c", MEASURED]
    started = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=environ, input=" ".join(kpis), stdout=subprocess.PIPE, text=True)
    seconds = time.perf_counter() - started
    assert done.returncode == 0, done.stdout
    asked = sum("/data/" in entry["path"] for entry in request_log(base_url))
    with closing(Store(environ["KOLADA_STORE"], KoladaClient(base_url))) as store:
        info = store.info()
        started = time.perf_counter()
        assert len(store.panel().rows)
        panel = time.perf_counter() - started
    return Cost(info.values, seconds, int(done.stdout.split()[-1]) / 1e3, (info.size or 0) / 1e6, asked, panel)


BENCHMARK = Benchmark("a mirror", mirrors, kolada_absent())
