"""The Kolada API v3 over HTTP: a few requests side by side, politely, each answer checked before anyone sees it.

Where the quirks of KOLADA_API §13 are handled:

| Q | what | where |
|---|---|---|
| 1 | v2 answers 410 | only v3 is spoken; a 410 is KoladaRejected |
| 2 | at most 25 ids of a kind | `plan.split`, `plan.pack`, `get_kpis` |
| 3, 4, 5 | pages of 5,000; `next_url` null or ""; `count` is the page's | `_pages`, `wire.read_page` |
| 6 | `next_url` may lead to another host, or in a circle | `wire.read_page` takes its number alone; `_pages` |
| 7 | genders in any order | values are told apart by code, never by place |
| 8 | unknown ids are just fewer rows | passed on as they are: the caller sees what is not there |
| 9 | unknown query names are ignored | none is sent but `from_date` and `page`; foreign rows are refused |
| 10 | period int, `publ_period` text, leading zeros | `wire`: period as int, ids as text by pattern |
| 11 | deleted rows | kept and marked here (the store needs them); `frame.tidy` drops them |
| 12 | null with status "" | value None, status verbatim |
| 13 | Riket has a region's type | `models.Municipality.is_region` |
| 14 | groups come along when the units are left open | `plan.pack` never leaves them open |
| 15 | KPIs of regions, of municipalities, of both | not ours: `municipality_type` is handed on |
| 16 | no charset; double-encoded titles | `wire.read_page` decodes UTF-8 itself; `wire.repaired` |
| 17 | the type filter has two names | not used: all 312 are fetched |
| 18 | `\\n`, no-break and double spaces in descriptions | `wire.read_kpi`; escaping `<` is the page's |
| 19 | KPIs of the same title | not ours: ids are the keys |
| 20 | ids vanish | as 8; the store records it |
| 21 | groups change in place | not ours: `kolada.groups` and the store keep editions |
| 22 | any year may exist | `wire`: four digits, no range |
| 23, 24 | half-filled and preliminary years | not ours: `kolada.analysis`, `frame.preliminary` |
| 25 | values are revised without notice | `Answer` carries time and hash; the store refreshes |
| 26 | rows of organisational units | not asked for |
| 27 | one dimension is a 404 | `plan.split` raises ValueError |
| 28 | koladapy loses failed batches | a failure is raised, after the others have been handed over |
| 29 | `/data/` needs its slash | the path form is used, never the query form |
| 30 | large answers | time-outs, MAX_BYTES; the store keeps them |
| 31 | float noise | handed on unrounded |
"""

import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from datetime import UTC, datetime
from itertools import islice
from threading import BoundedSemaphore
from typing import NamedTuple, TypeVar

import requests
from requests.adapters import HTTPAdapter

from kolada import __version__
from kolada.api import plan, wire
from kolada.api.errors import KoladaBadResponse, KoladaError, KoladaNotFound, KoladaRejected, KoladaUnavailable
from kolada.api.models import (
    Answer,
    DataAnswer,
    DataRequest,
    Kpi,
    KpiGroup,
    Listing,
    Municipality,
    MunicipalityGroup,
    Value,
)
from kolada.api.throttle import Rate, Throttle, backoff, retry_after

DEFAULT_URL = "https://api.kolada.se/v3"
HEADERS = {"User-Agent": f"jamforbart/{__version__}", "Accept": "application/json"}
MAX_BYTES = 64 * 2**20  # of one page, unpacked; the largest there is has about 5 MB
MAX_SECONDS = 180.0  # for one page: a read time-out alone lets a trickle go on for ever
PROBE_TIMEOUT = (2.0, 3.0)
AHEAD = 2  # requests begun for each that may be under way: no slot stands empty while an answer is written
RETRIED_STATUSES = {429, 500, 502, 503, 504}
RETRIED_ERRORS = (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError)

T = TypeVar("T", Kpi, KpiGroup, Municipality, MunicipalityGroup)


DEFAULT_RATE = Rate()


class KoladaClient:
    """A `Source` over one session, for any number of threads. Every method may raise a KoladaError."""

    def __init__(
        self,
        base_url: str = DEFAULT_URL,
        session: requests.Session | None = None,
        rate: Rate = DEFAULT_RATE,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.base_url = base_url.rstrip("/")
        self._session = session or make_session(rate.parallel)
        self._rate = rate
        self._clock, self._sleep, self._chance = clock, sleep, chance
        self._throttle = Throttle(rate.per_second, rate.burst, clock, sleep)
        self._slots = BoundedSemaphore(rate.parallel)

    def get_kpis(self, ids: Iterable[str] | None = None) -> Listing[Kpi]:
        """The KPIs with these ids (those that exist), or the whole catalogue."""
        if ids is None:
            return self._listing(["/kpi"], wire.read_kpi)
        wanted = list(filter(wire.is_kpi_id, ids))
        listing = self._listing([f"/kpi/{','.join(chunk)}" for chunk in plan.chunks(wanted)], wire.read_kpi)
        if foreign := {kpi.id for kpi in listing.items} - set(wanted):
            raise KoladaBadResponse(listing.answers[0].url, f"{sorted(foreign)} were not asked for")
        return listing

    def get_kpi_groups(self) -> Listing[KpiGroup]:
        """All KPI groups."""
        return self._listing(["/kpi_groups"], wire.read_kpi_group)

    def get_municipalities(self) -> Listing[Municipality]:
        """All 312 units: municipalities, regions and Riket."""
        return self._listing(["/municipality"], wire.read_municipality)

    def get_municipality_groups(self) -> Listing[MunicipalityGroup]:
        """All groups with their members."""
        return self._listing(["/municipality_groups"], wire.read_municipality_group)

    def get_data(self, requests: Sequence[DataRequest]) -> Iterator[DataAnswer]:
        """Each request's whole answer as it arrives, in any order; raises the first error after the others are done.

        A request beyond the API's limits is asked as its `plan.split` parts, and answered part by part: the
        answer's own `request` says which cells it covers. Raises ValueError for one with fewer than two dimensions.
        Only a few are asked ahead of the caller: whoever writes slowly neither fills the memory nor loses much.
        """
        parts = [part for request in requests for part in plan.split(request)]
        if len(parts) == 1:  # what a page asks for first: a thread would only be in its way
            yield self._data(parts[0])
            return
        failure: BaseException | None = None
        pool = ThreadPoolExecutor(self._rate.parallel, thread_name_prefix="kolada")
        waiting = iter(parts)
        try:
            under_way = {pool.submit(self._data, part) for part in islice(waiting, AHEAD * self._rate.parallel)}
            while under_way:
                done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
                under_way |= {pool.submit(self._data, part) for part in islice(waiting, len(done))}
                for each in done:
                    if error := each.exception():
                        failure = failure or error
                    else:
                        yield each.result()
        finally:  # also when the caller has had enough: what has not begun is not sent
            pool.shutdown(wait=False, cancel_futures=True)
        if failure:
            raise failure

    def is_reachable(self) -> bool:
        """Whether Kolada answers one small request, asked once with a short time-out.

        It does not queue behind other requests, so that a health page is quick when Kolada is not.
        """
        self._throttle.take()
        url = f"{self.base_url}/municipality/0000"
        try:
            wire.read_page(_accepted(self._send(url, PROBE_TIMEOUT)).body, url)
        except KoladaError:
            return False
        return True

    def _listing(self, addresses: Iterable[str], read: Callable[[object], T]) -> Listing[T]:
        items: list[T] = []
        answers: list[Answer] = []
        for address in addresses:
            for answer, rows in self._pages(address):
                answers.append(answer)
                items += wire.read_items(rows, answer.url, read)
        whole = wire.unique(items, lambda item: item.id, answers[0].url) if answers else ()
        return Listing(whole, tuple(answers))

    def _data(self, request: DataRequest) -> DataAnswer:
        values: list[Value] = []
        answers: list[Answer] = []
        for answer, rows in self._pages(plan.address(request)):
            answers.append(answer)
            values += wire.read_values(rows, request, answer.url)
        return DataAnswer(request, wire.unique(values, wire.CELL, answers[0].url), tuple(answers))

    def _pages(self, address: str) -> Iterator[tuple[Answer, list[object]]]:
        """Every page of an address, on our own base. A server that repeats itself is not followed."""
        number: int | None = 1
        before: list[object] = []
        while number is not None:
            answer = self._fetch(self.base_url + wire.paged(address, number))
            rows, number = wire.read_page(answer.body, answer.url, number)
            if rows and rows == before:
                raise KoladaBadResponse(answer.url, "the same page twice")
            yield answer, rows
            before = rows

    def _fetch(self, url: str) -> Answer:
        """One page, asked again, later and later, as long as that may help."""
        attempt = 0
        while True:
            self._throttle.wait()
            try:
                with self._slots:
                    return _accepted(self._send(url, self._rate.timeout))
            except _Again as again:
                if attempt == self._rate.retries:
                    raise KoladaUnavailable(url, f"{again.reason}, {attempt + 1} times") from again.__cause__
                wait = max(again.after, backoff(attempt, self._chance()))
            self._sleep(wait)
            attempt += 1

    def _send(self, url: str, timeout: tuple[float, float]) -> "_Reply":
        """One HTTP exchange, read to its end. Raises _Again or a KoladaError, nothing of requests' own."""
        asked_at = datetime.now(UTC)  # the next from_date counts from here: Kolada may change while it answers
        try:
            with self._session.get(
                url, headers=HEADERS, timeout=timeout, stream=True, allow_redirects=False
            ) as response:
                body = self._read(response, url)
        except RETRIED_ERRORS as error:
            raise _Again(url, type(error).__name__) from error
        except requests.exceptions.ContentDecodingError as error:
            raise KoladaBadResponse(url, "broken compression") from error
        except requests.RequestException as error:  # an address that is none
            raise KoladaUnavailable(url, str(error)) from error
        return _Reply(response.status_code, response.headers.get("Retry-After"), Answer(url, asked_at, body))

    def _read(self, response: requests.Response, url: str) -> bytes:
        deadline = self._clock() + MAX_SECONDS
        body = bytearray()
        for piece in response.iter_content(2**16):
            body += piece
            if len(body) > MAX_BYTES:
                raise KoladaBadResponse(url, f"more than {MAX_BYTES} bytes")
            if self._clock() > deadline:
                raise requests.Timeout(f"not read to the end in {MAX_SECONDS:.0f} s")
        return bytes(body)


def make_session(parallel: int) -> requests.Session:
    """A session that keeps as many connections open as are used side by side."""
    session = requests.Session()
    for scheme in ("https://", "http://"):
        session.mount(scheme, HTTPAdapter(pool_maxsize=parallel + 1))  # one more for is_reachable
    return session


class _Again(KoladaUnavailable):
    """It may work in a moment: in at least `after` seconds."""

    def __init__(self, url: str, reason: str, after: float = 0.0) -> None:
        super().__init__(url, reason)
        self.reason = reason
        self.after = after


class _Reply(NamedTuple):
    status: int
    retry_after: str | None
    answer: Answer


def _accepted(reply: _Reply) -> Answer:
    """The answer, if its status is 200; else the error by meaning."""
    url, status = reply.answer.url, reply.status
    if status == 200:
        return reply.answer
    if status in RETRIED_STATUSES:
        raise _Again(url, f"HTTP {status}", retry_after(reply.retry_after, datetime.now(UTC)))
    if status >= 500:
        raise KoladaUnavailable(url, f"HTTP {status}")
    if status == 404:
        raise KoladaNotFound(url, "HTTP 404")
    if status >= 400:
        raise KoladaRejected(url, f"HTTP {status} {reply.answer.body[:200].decode('utf-8', 'replace')}")
    raise KoladaBadResponse(url, f"HTTP {status}")  # among them redirects: they are not followed
