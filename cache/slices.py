"""Fetching slices: each once, each answer written whole as it arrives, background work claimed among processes."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import product
from uuid import uuid4

from cache import lease, policy, reading, writing
from cache.database import Database
from cache.flight import Traffic
from cache.keys import kpi_keys, unit_keys
from cache.policy import Needs, Pair, State
from cache.reading import Ids
from cache.requests import requests_for
from kolada.api.errors import KoladaError
from kolada.api.models import DataRequest, Source


class Slices:
    """Brings kpi x unit slices from the source into the database."""

    def __init__(self, database: Database, source: Source, traffic: Traffic, now: Callable[[], int]) -> None:
        self._database = database
        self._source = source
        self._traffic = traffic
        self._now = now

    def needs(self, kpis: Ids, units: Ids, states: Mapping[Pair, State], since: int | None = None) -> Needs:
        """What is missing and what is stale of all the slices asked for."""
        return policy.needs(product(kpis, units), states, self._now(), since)

    def fetch(self, missing: Sequence[Pair], *, answerable: bool) -> None:
        """Fetch what is missing and wait for it, also for what others are fetching; problems are the traffic's.

        When something can be shown without it, what failed a moment ago is left for later.
        """
        wanted = [pair for pair in missing if not answerable or self._traffic.may_retry(pair)]
        self._traffic.once(wanted, self._bring)
        error = self._traffic.failure(wanted)
        if error and not isinstance(error, KoladaError):
            raise error

    def fetch_later(self, kpis: Ids, units: Ids, since: int | None = None) -> None:
        """Fetch what is missing and refresh what is stale in the background; returns at once."""
        self._traffic.later(job_of(kpis, units, since), lambda: self._work(kpis, units, since))

    def is_working(self, kpis: Ids, units: Ids, since: int | None = None) -> bool:
        """Whether somebody, here or in another process, is fetching some of these in the background."""
        if self._traffic.is_busy(job_of(kpis, units, since)):
            return True
        with self._database.read() as connection:
            return lease.any_held(connection, list(kpis), self._now())

    def problem(self, kpis: Ids, units: Ids, since: int | None = None) -> KoladaError | None:
        """What the background work on these slices met last."""
        return self._traffic.problem([job_of(kpis, units, since)])

    def _work(self, kpis: Ids, units: Ids, since: int | None) -> None:
        """The background job: what other processes have claimed is left to them."""
        with self._database.read() as connection:
            needs = self.needs(kpis, units, reading.states(connection, kpis, units), since)
        wanted = [pair for pair in needs.missing + needs.stale if self._traffic.may_retry(pair)]
        if not wanted:
            return
        with self._leased({kpi for kpi, _ in wanted}) as (mine, owner):
            pairs = [pair for pair in wanted if pair[0] in mine]
            self._traffic.once(pairs, lambda keys: self._bring(keys, owner, since), wait=False)
        if error := self._traffic.failure(pairs):
            raise error  # so that the job as a whole waits a while, too

    def _bring(self, pairs: list[Pair], owner: str | None = None, since: int | None = None) -> None:
        """Fetch these; each answer is written in one transaction and its waiters go on."""
        for answer in self._source.get_data(self._requests(pairs, since)):
            arrived = writing.parcel(answer)
            with self._database.write() as connection:
                writing.write_answer(connection, arrived)
                if owner:
                    lease.renew(connection, owner, self._now())
            self._traffic.land(writing.pairs_of(answer))
            if self._traffic.closing.is_set():
                return

    def _requests(self, pairs: list[Pair], since: int | None) -> list[DataRequest]:
        """Looks again at what is kept: some of it may have come since it was found missing."""
        kpis, units = kpi_keys(kpi for kpi, _ in pairs), unit_keys(unit for _, unit in pairs)
        with self._database.read() as connection:
            states = reading.states(connection, kpis, units)
            rows = reading.rows_per_unit(connection, kpis)
        return requests_for(policy.needs(pairs, states, self._now(), since), rows)

    @contextmanager
    def _leased(self, names: Iterable[str]) -> Iterator[tuple[set[str], str]]:
        owner = uuid4().hex
        with self._database.write(shown=False) as connection:
            mine = lease.acquire(connection, names, owner, self._now())
        try:
            yield set(mine), owner
        finally:
            with self._database.write(shown=False) as connection:
                lease.release(connection, owner)


def job_of(kpis: Ids, units: Ids, since: int | None = None) -> Hashable:
    """The name of the background work on these slices."""
    return ("slices", frozenset(kpis), frozenset(units), since)
