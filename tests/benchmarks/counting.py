"""How often Kolada is asked: counted in the log of a server that speaks its protocol, pages and all."""

import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from app import create_app
from cache.store import Store
from kolada import curated
from kolada.api.client import KoladaClient, Rate, make_session
from kolada.api.plan import pack
from layouts import ids
from layouts.selection import DEFAULT_SET
from tests.benchmarks.asking import Json, Visitor
from tests.benchmarks.here import kolada_absent
from tests.benchmarks.table import Benchmark, Row
from tests.servers import clear_log, request_log, running_server

FAST = Rate(per_second=1000, burst=1000)  # the count is the same, the wait is not
KRAMFORS = "municipality=2282"
POLL = 0.1


def requests_made() -> Iterator[Row]:
    """A cold overview, the rest of its country, the same again, every other set, and one KPI for all units."""
    with running_server() as base_url, tempfile.TemporaryDirectory() as folder:
        first, rest = _overview(base_url, Path(folder), DEFAULT_SET)
        yield Row("requests: cold overview, before the first paint", first, at_most=5)
        yield Row("requests: the rest of its country", rest, at_most=13)
        again = _overview(base_url, Path(folder), DEFAULT_SET)
        yield Row("requests: the same overview and country, warm, in a new process", sum(again), at_most=0)
        others = [s.slug for s in curated.sets() if s.slug != DEFAULT_SET]
        counts = {slug: _overview(base_url, Path(folder), slug) for slug in others}
        raw = ", ".join(f"{slug} {first}+{rest}" for slug, (first, rest) in counts.items())
        dearest = max(sum(both) for both in counts.values())
        yield Row("requests: the dearest of the other sets, first paint and country", dearest, raw, at_most=26)
        yield Row("requests: one KPI for all 312 units", _one_kpi(base_url), at_most=13)


def _overview(base_url: str, folder: Path, slug: str) -> tuple[int, int]:
    """Requests before the first paint, and for the rest of the country, over the store that bears the set's name."""
    search = KRAMFORS if slug == DEFAULT_SET else f"{KRAMFORS}&set={slug}"
    with _visitor(base_url, folder, slug) as visitor:
        clear_log(base_url)
        page = visitor.open("/oversikt", search)
        first = len(request_log(base_url))
        _follow(visitor, page)
        return first, len(request_log(base_url)) - first


def _follow(visitor: Visitor, page: Json) -> None:
    following = page[ids.FOLLOW_STORE]["data"]
    assert following, "an error page asks for nothing: it must not be counted as a cheap one"
    while visitor.follow_one(following):
        time.sleep(POLL)


@contextmanager
def _visitor(base_url: str, folder: Path, name: str) -> Iterator[Visitor]:
    with closing(make_session(FAST.parallel)) as session:
        client = KoladaClient(base_url, session, FAST)
        with closing(Store(f"sqlite:///{folder / name}.sqlite", client)) as store:
            app = create_app(store, static=folder / "static")
            yield Visitor(app.server.test_client())


def _one_kpi(base_url: str) -> int:
    with closing(make_session(FAST.parallel)) as session:
        client = KoladaClient(base_url, session, FAST)
        units = [each.id for each in client.get_municipalities().items]
        clear_log(base_url)
        rows: Iterable[object] = client.get_data(pack(["N33001"], units, {}))
        assert sum(1 for _ in rows)
        return len(request_log(base_url))


BENCHMARK = Benchmark("requests to Kolada", requests_made, kolada_absent())
