"""A Kolada of literal values, a clock that stands still and background work that waits to be run."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import create_engine

from cache.schema import tables
from cache.store import Store
from kolada.api.errors import KoladaError, KoladaUnavailable
from kolada.api.models import (
    Answer,
    DataAnswer,
    DataRequest,
    Kpi,
    KpiGroup,
    Listing,
    Member,
    Municipality,
    MunicipalityGroup,
    Value,
)

BASE = "https://kolada.test/v3"
START = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
COST, PLACED = "N33001", "N33816"
BJUV, KRAMFORS, RIKET, PEERS = "1260", "2282", "0000", "G36552"

KPIS = (Kpi(COST, "Kostnad barn- och ungdomsvård, kr/inv"), Kpi(PLACED, "Placerade på HVB, antal/1000 inv"))
MUNICIPALITIES = (
    Municipality(RIKET, "Riket", "L"),
    Municipality("0001", "Region Stockholm", "L"),
    Municipality(BJUV, "Bjuv", "K"),
    Municipality(KRAMFORS, "Kramfors", "K"),
)
GROUPS = (
    MunicipalityGroup(
        PEERS, "Liknande kommuner IFO, Kramfors, 2024", (Member(BJUV, "Bjuv"), Member("1461", "Mellerud"))
    ),
    MunicipalityGroup("G2328", "Alla kommuner (ovägt medel)", (Member(BJUV, "Bjuv"), Member(KRAMFORS, "Kramfors"))),
)


def cost(unit: str, period: int, value: float | None, status: str = "") -> Value:
    """One number of N33001."""
    return Value(COST, unit, period, "T", value, 1 if value is not None else 0, status)


VALUES = (
    cost(KRAMFORS, 2021, 4182.4),
    cost(KRAMFORS, 2022, 4419.2),
    cost(BJUV, 2018, 3189.47),
    cost(RIKET, 2022, 2592.2),
    cost(PEERS, 2022, 2938.6),
)


@dataclass
class FakeClock:
    """Stands still until it is moved."""

    time: datetime = START

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **how_long: float) -> None:
        self.time += timedelta(**how_long)


@dataclass
class Later:
    """Background work, run when the test says so."""

    waiting: list[Callable[[], None]] = field(default_factory=list)

    def __call__(self, work: Callable[[], None]) -> None:
        self.waiting.append(work)

    def run(self) -> int:
        """Run what is waiting; returns how much it was."""
        work, self.waiting = self.waiting, []
        for each in work:
            each()
        return len(work)


class FakeSource:
    """Answers from lists that a test may change. `asked` is the log; `fails` says which data requests get no answer."""

    base_url = BASE

    def __init__(self, clock: Callable[[], datetime], values: Iterable[Value] = VALUES) -> None:
        self.clock = clock
        self.cells: dict[tuple[str, str, int, str], tuple[Value, date]] = {}
        self.items = {"kpi": KPIS, "kpi_groups": (), "municipality": MUNICIPALITIES, "municipality_groups": GROUPS}
        self.asked: list[str] = []
        self.requests: list[DataRequest] = []
        self.down = False
        self.error: KoladaError = KoladaUnavailable(BASE, "down")
        self.fails: Callable[[DataRequest], bool] = lambda request: False
        self.before_answer: Callable[[DataRequest], None] = lambda request: None
        self.set(*values, on=START.date() - timedelta(days=100))

    def set(self, *values: Value, on: date | None = None) -> None:
        """Publish values; with isdeleted, take them back."""
        for value in values:
            self.cells[value[:4]] = (value, on or self.clock().date())

    def forget(self, kpi: str, unit: str) -> None:
        """Kolada has no row of this slice any more, without a word about it."""
        self.cells = {cell: each for cell, each in self.cells.items() if cell[:2] != (kpi, unit)}

    def forget_log(self) -> None:
        self.asked.clear()
        self.requests.clear()

    def is_reachable(self) -> bool:
        return not self.down

    def get_kpis(self, ids: Iterable[str] | None = None) -> Listing[Kpi]:
        wanted = None if ids is None else list(ids)
        listing = self._listing("kpi", f"kpi/{','.join(wanted or [])}")
        return Listing(tuple(kpi for kpi in listing.items if wanted is None or kpi.id in wanted), listing.answers)

    def get_kpi_groups(self) -> Listing[KpiGroup]:
        return self._listing("kpi_groups", "kpi_groups")

    def get_municipalities(self) -> Listing[Municipality]:
        return self._listing("municipality", "municipality")

    def get_municipality_groups(self) -> Listing[MunicipalityGroup]:
        return self._listing("municipality_groups", "municipality_groups")

    def get_data(self, requests: Sequence[DataRequest]) -> Iterator[DataAnswer]:
        failed = False
        for request in requests:
            self.requests.append(request)
            self.asked.append("data")
            self.before_answer(request)
            if self.down or self.fails(request):
                failed = True
            else:
                yield DataAnswer(request, self._values(request), self._answers(address_of(request)))
        if failed:
            raise self.error

    def _values(self, request: DataRequest) -> tuple[Value, ...]:
        since = request.from_date
        return tuple(
            value
            for value, changed in self.cells.values()
            if value.kpi in request.kpis and value.municipality in request.municipalities
            if (changed >= since if since else not value.isdeleted)
        )

    def _listing(self, name: str, path: str) -> Listing:
        self.asked.append(path)
        if self.down:
            raise self.error
        return Listing(self.items[name], self._answers(path))

    def _answers(self, path: str) -> tuple[Answer, ...]:
        return (Answer(f"{BASE}/{path}", self.clock(), f'{{"what": "{path}"}}'.encode()),)


def address_of(request: DataRequest) -> str:
    """The request as a path, as the API writes it."""
    query = f"?from_date={request.from_date}" if request.from_date else ""
    return f"data/kpi/{','.join(request.kpis)}/municipality/{','.join(request.municipalities)}{query}"


@dataclass
class World:
    """A store over a fake Kolada, and the handles of both."""

    url: str
    clock: FakeClock
    source: FakeSource
    later: Later
    store: Store

    def reopened(self) -> Store:
        """Another store on the same database, as another process would have."""
        return Store(self.url, self.source, clock=self.clock, background=self.later)

    def numbers(self, *units: str, kpi: str = COST) -> dict[tuple[str, int], float | None]:
        """What the store answers, as a literal: (unit, period) -> value."""
        frame = self.store.values([kpi], units).frame
        return dict(zip(zip(frame["municipality"], frame["period"], strict=True), frame["value"], strict=True))


@contextmanager
def fake_world(folder: Path) -> Iterator[World]:
    """An empty store in the folder; KOLADA_TEST_STORE names another (empty!) database to try the tests on."""
    url = os.environ.get("KOLADA_TEST_STORE") or f"sqlite:///{folder / 'store.sqlite'}"
    if not url.startswith("sqlite"):
        engine = create_engine(url)
        tables.drop_all(engine)
        engine.dispose()
    clock, later = FakeClock(), Later()
    source = FakeSource(clock)
    store = Store(url, source, clock=clock, background=later)
    try:
        yield World(url, clock, source, later, store)
    finally:
        store.close()
