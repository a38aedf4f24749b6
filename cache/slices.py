"""Fetching slices: each once, each answer written whole as it arrives, background work claimed among processes."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from uuid import uuid4

from cache import lease, parts, policy, reading, writing
from cache.database import Database
from cache.flight import Traffic
from cache.keys import kpi_keys, unit_keys
from cache.parts import Part
from cache.policy import Needs, Pair, State
from cache.reading import Ids
from cache.requests import in_turns, requests_for
from kolada.api.errors import KoladaError, KoladaUnavailable
from kolada.api.models import DataAnswer, DataRequest, Source


def missing(needs: Needs) -> list[Pair]:
    """What was never fetched."""
    return needs.missing


def stale(needs: Needs) -> list[Pair]:
    """What is kept and old."""
    return needs.stale


def both(needs: Needs) -> list[Pair]:
    """Everything that is needed."""
    return needs.missing + needs.stale


def _nobody(_slices: int) -> None:
    """Where nobody is told of what has come."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How slices are brought: what of the needed, whether answers are kept as they came, who hears how many came.

    `since`: also needed is what was last confirmed before then, in microseconds, however young it is.
    """

    wanted: Callable[[Needs], list[Pair]] = both
    keep_bodies: bool = True
    landed: Callable[[int], None] = _nobody
    since: int | None = None


IN_FULL = Manner()


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
        wanted = [pair for pair in missing if self._traffic.may_retry(pair, answerable=answerable)]
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

    def bring(self, waiting: Sequence[Part], manner: Manner) -> Iterator[set[str]]:
        """Fetch what is wanted of each part in turn; gives, after each, its KPIs that others are fetching.

        What could not be had holds up nothing else: it is raised at the end, or when the source answers nothing at all.
        """
        failure: KoladaError | None = None
        for place, part in enumerate(waiting, 1):
            try:
                yield self._bring_part(kpi_keys(part.kpis), unit_keys(part.units), manner)
            except KoladaError as error:
                failure = failure or error
                if place < len(waiting) and isinstance(error, KoladaUnavailable) and not self._source.is_reachable():
                    break
            if self._traffic.closing.is_set():
                break
        if failure:
            raise failure

    def _work(self, kpis: Ids, units: Ids, since: int | None) -> None:
        """The background job. Its failure is raised, so that the job as a whole waits a while, too."""
        for _others in self.bring(parts.cut(Part(tuple(kpis), tuple(units))), Manner(since=since)):
            pass

    def _bring_part(self, kpis: Ids, units: Ids, manner: Manner) -> set[str]:
        """What other processes have claimed is left to them."""
        with self._database.read() as connection:
            needs = self.needs(kpis, units, reading.states(connection, kpis, units), manner.since)
        wanted = [pair for pair in manner.wanted(needs) if self._traffic.may_retry(pair)]
        if not wanted:
            return set()
        with self._leased({kpi for kpi, _ in wanted}) as (mine, owner):
            pairs = [pair for pair in wanted if pair[0] in mine]
            self._traffic.once(pairs, lambda keys: self._bring(keys, manner, owner), wait=False)
        if error := self._traffic.failure(pairs):
            raise error
        return {kpi for kpi, _ in wanted} - mine

    def _bring(self, pairs: list[Pair], manner: Manner = IN_FULL, owner: str | None = None) -> None:
        """Fetch these; each answer is written in one transaction and its waiters go on."""
        with self._database.read() as connection:
            known = reading.rows_per_unit(connection, kpi_keys(kpi for kpi, _ in pairs))
        for some in in_turns(pairs, known):
            for answer in self._source.get_data(self._requests(some, manner.since)):
                self._write(answer, manner, owner)
                if self._traffic.closing.is_set():
                    return

    def _write(self, answer: DataAnswer, manner: Manner, owner: str | None) -> None:
        arrived = writing.parcel(answer, keep_bodies=manner.keep_bodies)
        with self._database.write() as connection:
            writing.write_answer(connection, arrived)
            if owner:
                lease.renew(connection, owner, self._now())
        landed = list(writing.pairs_of(answer))
        self._traffic.land(landed)
        manner.landed(len(landed))

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
