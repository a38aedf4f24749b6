"""The store: figures and metadata read through from Kolada. What is kept is answered at once, whatever Kolada does."""

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from urllib.parse import urlsplit

from cache import policy, reading
from cache.database import Database
from cache.flight import Background, Traffic
from cache.info import Info, Unkept
from cache.keys import GENDERS, day, kpi_key, kpi_keys, micros, moment, unit_key, unit_keys
from cache.lately import Lately
from cache.lists import GroupEdition, KeptKpi
from cache.metadata import KPI, MUNICIPALITIES, Kept, Metadata
from cache.mirror import Extent, Mirror, Seen
from cache.panels import Panels
from cache.policy import Pair, State
from cache.reading import Ids
from cache.reading import Revision as Revision  # what `revisions` gives is named here
from cache.schema import NOT_KEPT
from cache.slices import Manner, Slices, missing, stale
from kolada.analysis.panel import Panel
from kolada.api.errors import KoladaError
from kolada.api.models import Answer, KpiGroup, Municipality, MunicipalityGroup, Source
from kolada.frame import Slice, Values


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the asked slices are kept, whether somebody is fetching more, and what went wrong.

    `is_unfinished`: some are missing, or kept but old.
    """

    done: int
    total: int
    working: bool
    problem: KoladaError | None = None
    is_unfinished: bool = False
    oldest: datetime | None = None  # when the oldest of those kept was fetched


def utc_now() -> datetime:
    """The time, aware and in UTC."""
    return datetime.now(UTC)


def is_invented(base_url: str) -> bool:
    """Whether a source has invented figures: its host is under `.invalid`, a name that no real service can have."""
    return (urlsplit(base_url).hostname or "").endswith(".invalid")


class Store:
    """Figures and metadata, kept in a database and fetched from the source when missing or old.

    For any number of threads and processes on one database. `background` runs a function some time (default: four
    threads). Opening raises StoreError, as does any method whose database is locked for long, unreachable or broken.
    """

    def __init__(
        self,
        url: str,
        source: Source,
        *,
        clock: Callable[[], datetime] = utc_now,
        background: Background | None = None,
    ) -> None:
        self.invented = is_invented(source.base_url)
        self._database = Database(url, now=clock(), invented=self.invented, origin=source.base_url)
        self.notice = self._database.notice

        def now() -> int:
            return micros(clock())

        self._now = now
        self._source = source
        self._traffic = Traffic(now, background)
        self._lately = Lately(self._database)
        self._slices = Slices(self._database, source, self._traffic, now)
        self._metadata = Metadata(self._database, source, self._traffic, now)
        self._panels = Panels(self._database, self._traffic, now)
        self._totals: tuple[int, tuple[Any, ...]] | None = None
        self._mirror = Mirror(self._database, self._slices, self._panels, self._traffic, now)

    def version(self, *, now: bool = False) -> int:
        """Grows with every write that changes what a page could show, whichever process wrote; another's is seen
        within 50 ms, or at once when asked for as it is `now`."""
        return self._database.version(now=now)

    def municipalities(self) -> Kept[tuple[Municipality, ...]]:
        """All 312 units by id. Raises KoladaError when none are kept and Kolada cannot give them."""
        return self._metadata.municipalities()

    def municipality_groups(self) -> Kept[tuple[MunicipalityGroup, ...]]:
        """All groups by id, with their members of now. Raises KoladaError as municipalities() does."""
        return self._metadata.groups()

    def group_editions(self, group_id: str) -> tuple[GroupEdition, ...]:
        """Every title and membership of a group that has been seen, oldest first, the present one last."""
        return self._metadata.editions(group_id)

    def catalogue(self) -> Kept[dict[str, KeptKpi]]:
        """Every KPI by id, vanished ones too. Raises KoladaError as municipalities() does."""
        return self._metadata.catalogue()

    def kept_catalogue(self) -> dict[str, KeptKpi]:
        """The same where it is kept; empty where it was never fetched. Fetches nothing."""
        return self._metadata.kept_catalogue()

    def kpi_groups(self) -> Kept[tuple[KpiGroup, ...]]:
        """Kolada's groups of KPIs. Raises KoladaError as municipalities() does."""
        return self._metadata.kpi_groups()

    def kpis(self, ids: Sequence[str]) -> Kept[dict[str, KeptKpi]]:
        """KPIs by id, in the order asked; ids that Kolada has never known are not in it, vanished ones are marked."""
        return self._metadata.kpis(ids)

    def values(self, kpis: Sequence[str], municipalities: Sequence[str]) -> Values:
        """All years and genders of every KPI for every unit (municipality, region, Riket or G-id).

        What is missing is fetched first; what is merely old is answered as it is and refreshed in the background.
        """
        asked, units = kpi_keys(kpis), unit_keys(municipalities)
        states, rows = self._lately.read(asked, units)
        needs = self._slices.needs(asked, units, states)
        if needs.missing:
            self._slices.fetch(needs.missing, answerable=bool(states))
            states, rows = self._lately.read(asked, units)
        if needs.stale:
            self._slices.fetch_later(asked, units)
        waiting = [pair for pair in needs.missing if pair not in states] + needs.stale
        return Values(rows, _slices(states), self._traffic.problem(waiting))

    def kept_values(self, kpis: Sequence[str], municipalities: Sequence[str]) -> Values:
        """What is kept of the same, at once: what is missing or old is fetched in the background."""
        asked, units = kpi_keys(kpis), unit_keys(municipalities)
        states, rows = self._lately.read(asked, units)
        needs = self._slices.needs(asked, units, states)
        if needs.missing or needs.stale:
            self._slices.fetch_later(asked, units)
            states, rows = self._lately.read(asked, units)  # what `background` runs at once has come
        return Values(rows, _slices(states))

    def now(self) -> datetime:
        """The time by the store's clock, for `since`."""
        return moment(self._now())

    def follow(self, kpis: Sequence[str], municipalities: Sequence[str], *, since: datetime | None = None) -> Progress:
        """Start fetching in the background what is missing or old, unless somebody does already; returns at once.

        `since`: also what was last confirmed before then, however young it is.
        """
        asked, units, then = kpi_keys(kpis), unit_keys(municipalities), micros(since) if since else None
        if policy.is_unfinished(*self._census(asked, units), len(asked) * len(units), self._now(), then):
            self._slices.fetch_later(asked, units, then)
        return self.progress(kpis, municipalities, since=since)

    def progress(
        self, kpis: Sequence[str], municipalities: Sequence[str], *, since: datetime | None = None
    ) -> Progress:
        """How far that has come, counted in slices; fetches nothing."""
        asked, units, then = kpi_keys(kpis), unit_keys(municipalities), micros(since) if since else None
        working = self._slices.is_working(asked, units, then)  # looked at first: what ends in between counts as done
        done, oldest = self._census(asked, units)
        total = len(asked) * len(units)
        is_unfinished = policy.is_unfinished(done, oldest, total, self._now(), then)
        problem = self._slices.problem(asked, units, then) if is_unfinished else None
        return Progress(done, total, working, problem, is_unfinished, None if oldest is None else moment(oldest))

    def mirror(self, seen: Seen, kpis: Sequence[str] | None = None, *, keep_answers: bool = False) -> None:
        """Fetch all units of these KPIs, else of the whole catalogue, here and now; what is kept is not asked again.

        For the whole catalogue the lists are fetched first where they are older than a week. Of Kolada's answers only
        address, time and hash are kept, unless asked to. Raises KoladaError as soon as Kolada does not answer, or at
        the end for what it could not give; what came is kept.
        """
        failure = self._metadata.refresh((MUNICIPALITIES, KPI), policy.WEEK) if kpis is None else None
        known = self.catalogue().items
        wanted = [each for each, kpi in known.items() if not kpi.vanished] if kpis is None else kpis
        units = self.municipalities().items
        self._mirror.fetch(wanted, known, units, Manner(missing, keep_answers), seen)
        if failure:
            raise failure

    def update(self, seen: Seen, *, keep_answers: bool = False) -> None:
        """Ask what has changed in everything that is kept and a day old, and for the lists; one that cannot be had
        holds up nothing else. Raises as mirror() does."""
        failure = self._metadata.refresh()
        self._mirror.update(Manner(stale, keep_answers), seen)
        if failure:
            raise failure

    def extent(self) -> Extent:
        """How much of Kolada is kept. Fetches nothing."""
        return self._mirror.extent()

    def country(
        self, kpi: str, gender: str = "T", periods: tuple[int, int] | None = None, *, regions: bool = False
    ) -> list[tuple[str, int, float]]:
        """Unit, year and number: what is kept of the 290 (type K), or of the 21 `regions`, between two years inclusive;
        never Riket's.

        Fetches nothing; empty without the municipalities' list, and until the slices of all of them are kept.
        """
        key, unit_type = kpi_key(kpi), "L" if regions else "K"
        with self._database.read() as connection:
            return reading.country(connection, -1 if key is None else key, GENDERS.index(gender), periods, unit_type)

    def reasons(
        self, kpi: str, gender: str, periods: tuple[int, int], *, regions: bool = False
    ) -> dict[tuple[str, int], str]:
        """Kolada's word for each missing value of the same, by (unit, year). Fetches nothing."""
        key, unit_type = kpi_key(kpi), "L" if regions else "K"
        with self._database.read() as connection:
            return reading.reasons(connection, -1 if key is None else key, GENDERS.index(gender), periods, unit_type)

    def panel(self) -> Panel:
        """The newest years of every KPI kept, all units side by side: for scanning everything. Fetches nothing."""
        return self._panels.panel()

    def retrieved(self, kpis: Sequence[str], units: Sequence[str]) -> dict[str, datetime]:
        """For each KPI that is kept for any of these units, how old the oldest of those slices' values are (UTC).

        Fetches nothing; the KPIs of which nothing is kept are not in it.
        """
        with self._database.read() as connection:
            return reading.retrieved(connection, kpi_keys(kpis), unit_keys(units))

    def revisions(self, kpis: Sequence[str], municipalities: Sequence[str], since: date) -> tuple[Revision, ...]:
        """What has changed in kept values, seen on that day (UTC) or later, oldest first."""
        start = micros(datetime.combine(since, time(), UTC))
        with self._database.read() as connection:
            return reading.revisions(connection, kpi_keys(kpis), unit_keys(municipalities), start)

    def begun(self) -> date:
        """The day (UTC) since which changes have been seen: when the store was made, or last emptied."""
        return day(self._database.begun())

    def answers(self, kpi: str, municipality: str) -> tuple[Answer | Unkept, ...]:
        """Kolada's raw answers that this slice's values came in, oldest first: what re-performs a number.

        Of one that a mirror brought, only what says which it was.
        """
        keys = kpi_key(kpi), unit_key(municipality)
        if keys[0] is None or keys[1] is None:
            return ()
        with self._database.read() as connection:
            rows = reading.kept_answers(connection, keys[0], keys[1])
        return tuple(
            Unkept(url, moment(at), digest) if body == NOT_KEPT else Answer(url, moment(at), zlib.decompress(body))
            for url, at, digest, body in rows
        )

    def info(self) -> Info:
        """How much is kept and how old it is."""
        version = self.version()
        if self._totals is None or self._totals[0] != version:  # every slice is counted: half a second for a mirror
            with self._database.read() as connection:
                self._totals = (version, reading.totals(connection))
        kpis, slices, values, oldest, newest = self._totals[1]
        return Info(
            kpis,
            slices,
            values,
            None if oldest is None else moment(oldest),
            None if newest is None else moment(newest),
            self._database.size(),
            version,
            self.invented,
            self._database.origin,
            self.notice,
        )

    def is_source_reachable(self) -> bool:
        """Whether the source answers just now: one small request."""
        return self._source.is_reachable()

    def clear(self) -> None:
        """Forget everything that was fetched, in all processes."""
        self._database.empty(self._now())

    def close(self) -> None:
        """Stop background work after its next answer and let go of the database."""
        self._traffic.close()
        self._database.close()

    def _census(self, kpis: Ids, units: Ids) -> reading.Census:
        with self._database.read() as connection:
            return reading.census(connection, kpis, units)


def _slices(states: Mapping[Pair, State]) -> dict[Pair, Slice]:
    return {
        pair: Slice(moment(state.fetched_at), date.fromisoformat(state.withdrawn) if state.withdrawn else None)
        for pair, state in states.items()
    }
