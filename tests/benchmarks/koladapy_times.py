"""Time to fetch the same values with koladapy (the only other client on PyPI), each with its own default manners.

150 ms before every answer; every run with a fresh client; in turn, so that a busy moment hits both.
"""

import gc
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from statistics import median

import pandas as pd

from kolada.api.client import KoladaClient, make_session
from kolada.api.models import RIKET
from kolada.api.plan import pack
from kolada.curated import kpi_set
from kolada.frame import GENDER, tidy
from layouts.selection import DEFAULT_SET
from tests.benchmarks.here import kolada_absent, packages_absent
from tests.benchmarks.table import Benchmark, Row
from tests.servers import running_server

LATENCY, ROUNDS = "0.15", 7
KRAMFORS_AND_PEERS = ["2282", "1231", "1260", "1461", "1781", "1785", "1962", "2084", RIKET]

Fetch = Callable[[Sequence[str], Sequence[str]], pd.DataFrame]


def times() -> Iterator[Row]:
    """One KPI for every unit there is, and the values of the overview."""
    with running_server("--latency", LATENCY, "--kpis", "N33,U33") as base_url:
        with closing(make_session(1)) as session:
            units = [each.id for each in KoladaClient(base_url, session).get_municipalities().items]
        gc.collect()
        gc.freeze()  # as the app does: else one search for garbage in four rounds, at random, costs more than either
        chosen = kpi_set(DEFAULT_SET)
        assert chosen
        for what, kpis, where, most in (
            ("time / koladapy's: one KPI, 312 units", ["N33001"], units, 1 / 3),
            ("time / koladapy's: the overview's values", chosen.kpis, KRAMFORS_AND_PEERS, 1.0),
        ):
            ours, theirs = _in_turn(_ours(base_url), _theirs(base_url), kpis, where)
            raw = f"{ours:.2f} s / {theirs:.2f} s, medians of {ROUNDS} at {LATENCY} s before each answer"
            yield Row(what, ours / theirs, raw, at_most=most)


def _in_turn(ours: Fetch, theirs: Fetch, kpis: Sequence[str], units: Sequence[str]) -> tuple[float, float]:
    ours(kpis, units)  # not counted: the server reads a KPI's values when it is first asked for them
    spent: dict[Fetch, list[float]] = {ours: [], theirs: []}
    for number in range(ROUNDS):
        frames = [_timed(each, kpis, units, spent[each]) for each in ((ours, theirs), (theirs, ours))[number % 2]]
        assert len(frames[0]) == len(frames[1]) > 0, "not the same values"
    return median(spent[ours]), median(spent[theirs])


def _timed(fetch: Fetch, kpis: Sequence[str], units: Sequence[str], spent: list[float]) -> pd.DataFrame:
    started = time.perf_counter()
    frame = fetch(kpis, units)
    spent.append(time.perf_counter() - started)
    return frame


def _ours(base_url: str) -> Fetch:
    def fetch(kpis: Sequence[str], units: Sequence[str]) -> pd.DataFrame:
        with closing(make_session(4)) as session:
            answers = KoladaClient(base_url, session).get_data(pack(kpis, units, {}))
            return tidy([value for answer in answers for value in answer.values])

    return fetch


def _theirs(base_url: str) -> Fetch:
    os.environ["TQDM_DISABLE"] = "1"  # its progress bars, read when it is imported
    from koladapy import KoladaAPI

    def fetch(kpis: Sequence[str], units: Sequence[str]) -> pd.DataFrame:
        api = KoladaAPI(base_url=f"{base_url}/")  # without the slash its urljoin drops the version
        with closing(api.session):
            frame = api.get_data_as_dataframe(kpi_id=list(kpis), municipality_id=list(units))
        return frame[frame[GENDER].isin(["T", "K", "M"])]

    return fetch


BENCHMARK = Benchmark("time beside koladapy", times, [*kolada_absent(), *packages_absent("koladapy")])
