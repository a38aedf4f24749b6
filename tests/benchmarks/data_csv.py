"""How long /data.csv takes when its figures are kept: as Power BI or a script asks, one municipality after another."""

import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

import requests

from tests.benchmarks.here import kolada_absent, packages_absent
from tests.benchmarks.serving import KPI, gunicorn, kept_figures, municipalities
from tests.benchmarks.table import Benchmark, Row

ASKED, AGAIN = 60, 200  # requests


def speed() -> Iterator[Row]:
    """One KPI, and the whole default set, of municipalities not asked for before; and one again and again."""
    with tempfile.TemporaryDirectory() as folder, kept_figures(Path(folder)) as environ:
        ids = municipalities(environ)
        with gunicorn("app:create_server()", environ) as (port, _master), requests.Session() as session:
            base = f"http://127.0.0.1:{port}/data.csv?period=latest5&municipality="
            _milliseconds(session, [f"{base}{each}&kpi={KPI}" for each in ids[-20:]])  # not counted: the first of all
            one = _milliseconds(session, [f"{base}{each}&kpi={KPI}" for each in ids[:ASKED]])
            whole = _milliseconds(session, [f"{base}{each}" for each in ids[:ASKED]])
            again = _milliseconds(session, [f"{base}{ids[0]}"] * AGAIN)
    for what, spent, most in (("one KPI", one, 50), ("a whole set", whole, 150), ("a whole set, again", again, 50)):
        raw = f"{len(spent)} asked, {1000 / median(spent):.0f} a second; the slowest took {max(spent):.0f} ms"
        yield Row(f"/data.csv with kept figures, median ms, {what}", median(spent), raw, at_most=most)


def _milliseconds(session: requests.Session, urls: Sequence[str]) -> list[float]:
    """How long each takes, one after the other. Raises for an answer that is no table."""
    spent = []
    for url in urls:
        started = time.perf_counter()
        answer = session.get(url, timeout=60)
        spent.append(1000 * (time.perf_counter() - started))
        answer.raise_for_status()
        assert answer.text.count("\n") > 20, "a table without rows"
    return spent


BENCHMARK = Benchmark("/data.csv", speed, [*kolada_absent(), *packages_absent("gunicorn")])
