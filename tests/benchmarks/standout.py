""" "Vad sticker ut?" over everything: the scan of a panel as large as Kolada's values, and whole pages over a mirror.

KOLADA_MIRROR names the SQLite file of a mirror (python -m cache mirror); without it only the scan is measured.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from statistics import median

import numpy as np
import orjson

from cache.store import Store
from kolada.analysis.panel import Panel
from kolada.analysis.standout import Among, scan
from kolada.api.client import KoladaClient, Rate, make_session
from layouts import pagemaker
from layouts.view import Views
from tests.benchmarks.table import Benchmark, Row

KPIS, YEARS, UNITS = 1_961, 6, 312
ROUNDS, PAGES = 20, 40
NOWHERE = "http://127.0.0.1:9/v3"  # what is kept is all there is
MIRROR = os.environ.get("KOLADA_MIRROR", "")


def scans() -> Iterator[Row]:
    """One municipality against seven, in every KPI."""
    made = _panel()
    among = Among("U000", tuple(f"U{n:03}" for n in range(1, 8)), _country(), 4, frozenset(made.kpis))
    found = len(scan(made, among).found)
    spent = [_milliseconds(lambda: scan(made, among)) for _ in range(ROUNDS)]
    raw = f"{found} KPIs compared, of {len(made.kpis)} kept years; the slowest of {ROUNDS} took {max(spent):.0f} ms"
    yield Row("what stands out among 1,961 KPIs, median ms: the scan", median(spent), raw, at_most=300)


def pages() -> Iterator[Row]:
    """Other municipalities one after the other, as pages made and written as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(MIRROR, Path(folder) / "mirror.sqlite")
        client = KoladaClient(NOWHERE, make_session(1), Rate(per_second=1000, burst=1000))
        with closing(Store(f"sqlite:///{Path(folder) / 'mirror.sqlite'}", client)) as store:
            views = Views(store, date.today)
            ids = [unit.id for unit in views.municipalities() if unit.is_municipality]
            first = _milliseconds(lambda: _page(views, ids[-1]))
            spent = [_milliseconds(lambda each=each: _page(views, each)) for each in ids[:PAGES]]  # type: ignore[misc]
            raw = f"{len(store.panel().rows)} KPIs; the first {first:.0f} ms, the slowest after it {max(spent):.0f} ms"
            yield Row("what stands out: the whole page over a mirror, median ms", median(spent), raw, at_most=300)


def _page(views: Views, municipality: str) -> bytes:
    page = pagemaker.make(views, "/utforska", f"municipality={municipality}&view=sticker-ut")
    return orjson.dumps(page.children)


def _panel() -> Panel:
    dice = np.random.default_rng(1)
    values = dice.lognormal(3, 1, (KPIS * YEARS, UNITS))
    values[dice.random(values.shape) < 0.15] = np.nan
    kpis = tuple(f"N{n:05}" for n in range(KPIS) for _ in range(YEARS))
    return Panel(
        kpis, np.tile(np.arange(2022, 2022 - YEARS, -1), KPIS), tuple(f"U{n:03}" for n in range(UNITS)), values
    )


def _country() -> tuple[str, ...]:
    return tuple(f"U{n:03}" for n in range(290))


def _milliseconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - started)


SCAN = Benchmark("what stands out: the scan", scans, [])
PAGE = Benchmark("what stands out: the page", pages, [] if Path(MIRROR).is_file() else ["KOLADA_MIRROR"])
