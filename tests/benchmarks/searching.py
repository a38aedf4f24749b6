"""How long a search of Kolada's whole catalogue takes while somebody types, and the making of its index."""

import time
from collections.abc import Iterator
from statistics import median

from kolada.search.finder import find
from kolada.search.index import Index
from tests.benchmarks.here import kolada_absent
from tests.benchmarks.table import Benchmark, Row
from tests.searching import SEARCHES, whole


def speed() -> Iterator[Row]:
    """Every beginning of the forty everyday searches, as a typing user asks them; how many find theirs."""
    index = whole()
    spent = sorted(ms for each in SEARCHES for ms in _typed(index, each["search"]))
    raw = f"{len(spent)} searches of {len(index.entries)} KPIs; 99 of 100 within {spent[len(spent) * 99 // 100]:.0f} ms"
    yield Row("a search as one types, median ms", median(spent), raw, at_most=100)
    firsts = [{hit.entry.kpi.id for hit in find(index, each["search"]).hits[:3]} for each in SEARCHES]
    found = sum(bool(own & set(each["expected"])) for own, each in zip(firsts, SEARCHES, strict=True))
    yield Row("everyday searches that find theirs among the first three", found, f"of {len(SEARCHES)}", at_least=36)
    started = time.perf_counter()
    Index([entry.kpi for entry in index.entries], list(index.groups.values()))
    yield Row("making the index, s", time.perf_counter() - started, "once for a catalogue", at_most=5)


def _typed(index: Index, text: str) -> Iterator[float]:
    for end in range(2, len(text) + 1):
        started = time.perf_counter()
        find(index, text[:end])
        yield (time.perf_counter() - started) * 1000


BENCHMARK = Benchmark("searching the catalogue", speed, kolada_absent())
