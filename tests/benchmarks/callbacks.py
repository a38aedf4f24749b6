"""Callbacks a second, and how long a whole overview takes, under two gthread workers with every figure kept."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

import requests

from tests.benchmarks.asking import Json, arrive_at, page_at, payload
from tests.benchmarks.here import kolada_absent, packages_absent
from tests.benchmarks.load import check_page, milliseconds, per_second
from tests.benchmarks.served import CONSTANT
from tests.benchmarks.serving import KPI, gunicorn, kept_figures, memory, municipalities
from tests.benchmarks.table import Benchmark, Row

ROUNDS = 5
CONSTANTS, REPEATED = 2000, 1000  # requests in a round
OVERVIEWS = 60


def speed() -> Iterator[Row]:
    """A figure beside a constant, a whole overview, and the memory they leave behind."""
    with tempfile.TemporaryDirectory() as folder, kept_figures(Path(folder)) as environ:
        ids = municipalities(environ)
        with gunicorn("tests.benchmarks.served:create_server()", environ) as (port, master):
            dependencies = requests.get(f"http://127.0.0.1:{port}/_dash-dependencies", timeout=10).json()
            yield from _figures(port, dependencies, ids)
            yield from _overviews(port, dependencies, ids)
            yield Row("memory of the larger worker, MB", max(memory(master)), at_most=300)


def _figures(port: int, dependencies: Sequence[Json], ids: Sequence[str]) -> Iterator[Row]:
    constant, pages = _constant(dependencies), [_page(dependencies, f"/nyckeltal/{KPI}", each) for each in ids]
    shared, pages = pages[:40], pages[40:]
    per_second(port, [constant] * 200 + shared)  # not counted: the first of a process make what later ones share
    drawn = shared[:1] * REPEATED
    check_page(port, shared[0])
    constants, fresh, repeated = [], [], []
    for number in range(ROUNDS):
        constants.append(per_second(port, [constant] * CONSTANTS))
        fresh.append(per_second(port, pages[number::ROUNDS]))
        per_second(port, drawn[:50])  # not counted: so that either worker has drawn it
        repeated.append(per_second(port, drawn))
    floor = median(constants)
    for what, rates, least in (("drawn before", repeated, 1 / 4), ("not drawn before", fresh, 1 / 10)):
        raw = f"{median(rates):.0f} / {floor:.0f} a second, medians of {ROUNDS}"
        yield Row(
            f"callbacks a second / a constant's: {KPI}'s page, {what}", median(rates) / floor, raw, at_least=least
        )


def _overviews(port: int, dependencies: Sequence[Json], ids: Sequence[str]) -> Iterator[Row]:
    searches = [f"municipality={each}" for each in ids[:OVERVIEWS]]
    visits = [(arrive_at(dependencies, "/oversikt", s), page_at(dependencies, "/oversikt", s)) for s in searches]
    check_page(port, page_at(dependencies, "/oversikt", f"municipality={ids[-1]}"))
    for what, spent in (
        ("not drawn before", milliseconds(port, visits)),
        ("again", milliseconds(port, visits[:1] * 50)),
    ):
        raw = f"bar and page; the slowest of {len(spent)} took {max(spent):.0f} ms"
        yield Row(f"a whole overview, median ms, {what}", median(spent), raw, at_most=150)


def _constant(dependencies: Sequence[Json]) -> bytes:
    source = f"{CONSTANT}.n_clicks"
    dependency = next(each for each in dependencies if each["output"] == f"{CONSTANT}.children")
    return payload(dependency, {source: 1}, source)


def _page(dependencies: Sequence[Json], path: str, municipality: str) -> bytes:
    return page_at(dependencies, path, f"municipality={municipality}")


BENCHMARK = Benchmark("callbacks a second", speed, [*kolada_absent(), *packages_absent("gunicorn")])
