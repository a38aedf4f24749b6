"""Metadata read through: kept lists are answered at once and refreshed in the background after a week."""

import zlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection

from cache import lists, panels
from cache.database import Database
from cache.flight import Traffic
from cache.keys import kpi_keys, moment, unit_key
from cache.lists import GroupEdition, KeptKpi, KpiRecord
from cache.policy import WEEK, is_old
from cache.writing import write_bodies
from kolada.api.errors import KoladaBadResponse, KoladaError, KoladaUnavailable
from kolada.api.models import Answer, KpiGroup, Listing, Municipality, MunicipalityGroup, Source

T = TypeVar("T")
LISTS = MUNICIPALITIES, GROUPS, KPI, KPI_GROUPS = "municipality", "municipality_groups", "kpi", "kpi_groups"


@dataclass(frozen=True)
class Kept(Generic[T]):
    """What is kept, how old its oldest part is, and what went wrong when it was to be brought up to date."""

    items: T
    fetched_at: datetime
    problem: KoladaError | None = None


@dataclass
class _Seen:
    """What a version of the store says of KPIs and lists; None for what is not kept."""

    version: int
    records: dict[str, KpiRecord | None] = field(default_factory=dict)
    listed_at: dict[str, int | None] = field(default_factory=dict)


class Metadata:
    """KPIs by id, the municipalities, the groups."""

    def __init__(self, database: Database, source: Source, traffic: Traffic, now: Callable[[], int]) -> None:
        self._database = database
        self._source = source
        self._traffic = traffic
        self._now = now
        self._memo: dict[str, tuple[int, Any]] = {}
        self._reading = {name: Lock() for name in LISTS}
        self._seen = _Seen(-1)

    def municipalities(self) -> Kept[tuple[Municipality, ...]]:
        """All units. Raises KoladaError when none are kept and none can be fetched."""
        return self._kept(MUNICIPALITIES, lists.municipalities, self._fetch_municipalities)

    def groups(self) -> Kept[tuple[MunicipalityGroup, ...]]:
        """All groups, as they are now. Raises KoladaError when none are kept and none can be fetched."""
        return self._kept(GROUPS, lists.groups, self._fetch_groups)

    def catalogue(self) -> Kept[dict[str, KeptKpi]]:
        """Every KPI by id, vanished ones too. Raises KoladaError when the whole was never fetched and cannot be."""
        return self._kept(KPI, lists.catalogue, self._fetch_catalogue)

    def kept_catalogue(self) -> dict[str, KeptKpi]:
        """The catalogue as it is kept, however old; empty until the whole has been fetched, which is done behind."""
        at = self._listed_at(KPI)
        if at is None:
            self._traffic.later(KPI, lambda: self._unless_listed(KPI, self._fetch_catalogue))
            return {}
        return self._items(KPI, at, lists.catalogue)

    def kpi_groups(self) -> Kept[tuple[KpiGroup, ...]]:
        """All groups of KPIs. Raises KoladaError when none are kept and none can be fetched."""
        return self._kept(KPI_GROUPS, lists.kpi_groups, self._fetch_kpi_groups)

    def editions(self, group_id: str) -> tuple[GroupEdition, ...]:
        """Every edition of a group that has been seen, oldest first."""
        key = unit_key(group_id)
        if key is None:
            return ()
        with self._database.read() as connection:
            return lists.editions(connection, key)

    def refresh(self, names: Collection[str] = LISTS, older_than: int = 0) -> KoladaError | None:
        """Ask here and now for these lists, where they are so old; returns what the first that could not be had met.

        One holds up no other. Raises KoladaError when Kolada does not answer at all.
        """
        failure: KoladaError | None = None
        for name in names:
            try:
                self._refresh(name, older_than)
            except KoladaError as error:
                if isinstance(error, KoladaUnavailable) and not self._source.is_reachable():
                    raise
                failure = failure or error
        return failure

    def _refresh(self, name: str, older_than: int) -> None:
        fetch = {
            MUNICIPALITIES: self._fetch_municipalities,
            GROUPS: self._fetch_groups,
            KPI: self._fetch_catalogue,
            KPI_GROUPS: self._fetch_kpi_groups,
        }[name]
        at = self._listed_at(name)
        if at is None or is_old(at, self._now(), older_than):
            fetch()

    def kpis(self, ids: Sequence[str]) -> Kept[dict[str, KeptKpi]]:
        """KPIs by id; vanished ones with their old description, without those that Kolada does not know."""
        wanted = kpi_keys(ids)
        records = self._records(wanted)
        missing = [each for each in wanted if each not in records]
        if missing:
            self._fetch_missing(missing, answerable=bool(records))
            records = self._records(wanted)
        now = self._now()
        old = [each for each, record in records.items() if is_old(record.checked_at, now, WEEK)]
        if old:
            self._traffic.later((KPI, frozenset(old)), lambda: self._fetch_kpis(old))
        known = {each: records[each].kpi for each in wanted if each in records}
        return Kept(
            {each: kpi for each, kpi in known.items() if kpi},
            moment(min((record.checked_at for record in records.values()), default=now)),
            self._traffic.problem([*((KPI, each) for each in missing), (KPI, frozenset(old))]),
        )

    def _records(self, ids: Mapping[str, int]) -> dict[str, KpiRecord]:
        seen = self._of_now()
        unread = {each: key for each, key in ids.items() if each not in seen.records}
        if unread:
            with self._database.read() as connection:
                found = lists.kpi_records(connection, unread)
            seen.records.update({each: found.get(each) for each in unread})
        return {each: record for each in ids if (record := seen.records[each])}

    def _of_now(self) -> _Seen:
        """What has been read since the store last changed; its version was taken before anything was read."""
        version = self._database.version()
        if self._seen.version != version:
            self._seen = _Seen(version)
        return self._seen

    def _fetch_missing(self, ids: Iterable[str], *, answerable: bool) -> None:
        keys = [(KPI, each) for each in ids if self._traffic.may_retry((KPI, each), answerable=answerable)]
        self._traffic.once(keys, lambda mine: self._fetch_kpis([each for _, each in mine]))

    def _fetch_kpis(self, ids: Iterable[str]) -> None:
        """Ask for those that have not come since they were found missing or old."""
        records, now = self._records(kpi_keys(ids)), self._now()
        asked = [each for each in ids if each not in records or is_old(records[each].checked_at, now, WEEK)]
        if not asked:
            return
        listing = self._source.get_kpis(asked)
        bodies = _compressed(listing.answers)
        with self._database.write() as connection:
            lists.write_kpis(connection, asked, listing.items, self._now())
            write_bodies(connection, listing.answers, bodies)
        self._traffic.land((KPI, each) for each in asked)

    def _kept(self, name: str, read: Callable[[Connection], T], fetch: Callable[[], None]) -> Kept[T]:
        at = self._listed_at(name)
        if at is None and self._traffic.may_retry(name, answerable=False):
            self._traffic.once([name], lambda _: self._unless_listed(name, fetch))
            at = self._listed_at(name)
        elif at is not None and is_old(at, self._now(), WEEK):
            self._traffic.later(name, fetch)
        if at is None:
            raise self._traffic.failure([name]) or KoladaUnavailable(self._source.base_url)
        # A failure of ours is nobody's concern once another process has brought the list up to date.
        problem = self._traffic.problem([name]) if is_old(at, self._now(), WEEK) else None
        return Kept(self._items(name, at, read), moment(at), problem)

    def _listed_at(self, name: str) -> int | None:
        seen = self._of_now()
        if name not in seen.listed_at:
            with self._database.read() as connection:
                seen.listed_at[name] = lists.listed_at(connection, name)
        return seen.listed_at[name]

    def _unless_listed(self, name: str, fetch: Callable[[], None]) -> None:
        if self._listed_at(name) is None:
            fetch()

    def _items(self, name: str, at: int, read: Callable[[Connection], T]) -> T:
        """The list as objects; made once for every time it is fetched, whoever else waits for it."""
        with self._reading[name]:
            memo = self._memo.get(name)
            if memo is None or memo[0] != at:
                with self._database.read() as connection:
                    memo = self._memo[name] = (at, read(connection))
        items: T = memo[1]
        return items

    def _fetch_municipalities(self) -> None:
        self._write_list(MUNICIPALITIES, self._source.get_municipalities(), _write_municipalities)

    def _fetch_groups(self) -> None:
        now = self._now()
        self._write_list(
            GROUPS,
            self._source.get_municipality_groups(),
            lambda connection, items: lists.write_groups(connection, items, now),
        )

    def _fetch_catalogue(self) -> None:
        now = self._now()
        self._write_list(
            KPI, self._source.get_kpis(), lambda connection, items: lists.write_catalogue(connection, items, now)
        )

    def _fetch_kpi_groups(self) -> None:
        self._write_list(KPI_GROUPS, self._source.get_kpi_groups(), lists.write_kpi_groups)

    def _write_list(self, name: str, listing: Listing[T], write: Callable[[Connection, Sequence[T]], None]) -> None:
        """An empty list is no list: it never replaces one."""
        if not listing.items:
            raise KoladaBadResponse(listing.answers[0].url if listing.answers else name, "an empty list")
        bodies = _compressed(listing.answers)
        with self._database.write() as connection:
            write(connection, listing.items)
            lists.write_listed_at(connection, name, self._now())
            write_bodies(connection, listing.answers, bodies)
        self._traffic.land([name])


def _write_municipalities(connection: Connection, items: Sequence[Municipality]) -> None:
    """Where there are other units, no part of the panel knows whether all of them are kept."""
    if lists.write_municipalities(connection, items):
        panels.mark_all(connection)


def _compressed(answers: Iterable[Answer]) -> list[bytes]:
    return [zlib.compress(answer.body) for answer in answers]
