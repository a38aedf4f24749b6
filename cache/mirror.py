"""Everything kept: bringing all of many KPIs, and bringing all that is kept up to date, part by part.

Whatever stops it, what was answered is kept: every answer is written whole before the next is looked at. Begun again,
it looks at what is there and goes on with the rest. The panel is built as it goes, so that a scan is ready at the end.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import Connection

from cache import lists, parts, reading
from cache.database import Database
from cache.flight import Traffic
from cache.keys import kpi_id, kpi_keys, unit_id, unit_keys
from cache.panels import AT_ONCE, Panels
from cache.parts import Part
from cache.policy import DAY
from cache.slices import Manner, Slices
from kolada.api.models import Kpi, Municipality

PAUSE = 2.0  # seconds between two looks at what others are fetching
Seen = Callable[[int, int], None]  # told how many slices are done, of how many


class Rest(NamedTuple):
    """How many slices are done, of how many, and what remains."""

    done: int
    total: int
    parts: list[Part]


class Extent(NamedTuple):
    """How much of Kolada is kept: KPIs in its catalogue, those kept for all their units, those in the panel."""

    catalogue: int
    mirrored: int
    panel: int


class _Tally:
    """Counts slices as they come, and tells."""

    def __init__(self, done: int, total: int, seen: Seen) -> None:
        self._done, self._total, self._seen = done, total, seen
        self.add(0)

    def add(self, more: int) -> None:
        """So many more are done."""
        self._done += more
        self._seen(self._done, self._total)


class Mirror:
    """Fetches in the calling thread until it is done: for the shell. Pages use Slices.fetch_later, the same below."""

    def __init__(
        self, database: Database, slices: Slices, panels: Panels, traffic: Traffic, now: Callable[[], int]
    ) -> None:
        self._database = database
        self._slices = slices
        self._panels = panels
        self._traffic = traffic
        self._now = now

    def fetch(
        self, kpis: Iterable[str], known: Mapping[str, Kpi], units: Sequence[Municipality], manner: Manner, seen: Seen
    ) -> None:
        """Fetch what is missing of these KPIs. Raises KoladaError, when all else has come, for what could not."""
        plan = parts.whole(kpi_keys(kpis), known, units)
        self._run(lambda: self._missing(plan), manner, seen)

    def update(self, manner: Manner, seen: Seen) -> None:
        """Ask what has changed in all that is kept and older than a day. Raises KoladaError as fetch() does."""
        self._run(self._stale, manner, seen)

    def extent(self) -> Extent:
        """How much is kept, beside the catalogue that is kept."""
        with self._database.read() as connection:
            known = {each: kpi for each, kpi in lists.catalogue(connection).items() if not kpi.vanished}
            units = lists.municipalities(connection)
            built = reading.panel_kpis(connection)
        waiting = self._missing(parts.whole(known, known, units)).parts if units else [Part(tuple(known), ())]
        return Extent(len(known), len(known) - sum(len(part.kpis) for part in waiting), built)

    def _run(self, look: Callable[[], Rest], manner: Manner, seen: Seen) -> None:
        """Until nothing remains, and what others had claimed has come by them or been left by them."""
        left = True
        while left and not self._traffic.closing.is_set():
            done, total, waiting = look()
            tally = _Tally(done, total, seen)
            left = False
            for others in self._slices.bring(waiting, replace(manner, landed=tally.add)):
                left = left or bool(others)
                self._build()
            if left:
                self._traffic.closing.wait(PAUSE)

    def _missing(self, plan: Sequence[Part]) -> Rest:
        with self._database.read() as connection:
            kept = [_by_id(reading.kept_slices(connection, unit_keys(part.units))) for part in plan]
        both = list(zip(plan, kept, strict=True))
        return Rest(
            sum(parts.done(*each) for each in both),
            sum(part.slices for part in plan),
            [piece for each in both for piece in parts.cut(parts.remaining(*each))],
        )

    def _stale(self) -> Rest:
        """By the KPI's newest and oldest look alone: which of its slices need what is decided when its turn comes."""
        since = self._now() - DAY
        with self._database.read() as connection:
            kept = _by_id(reading.kept_slices(connection))
            old = _by_id(reading.kept_slices(connection, checked_until=since))
            pieces = parts.cut(Part(tuple(old), ()))
            waiting = [piece._replace(units=_units(connection, piece)) for piece in pieces]
        total = sum(kept.values())
        return Rest(total - sum(old.values()), total, waiting)

    def _build(self) -> None:
        while self._panels.build(AT_ONCE) and not self._traffic.closing.is_set():
            pass


def _by_id(counts: Mapping[int, int]) -> dict[str, int]:
    return {kpi_id(key): n for key, n in counts.items()}


def _units(connection: Connection, part: Part) -> tuple[str, ...]:
    """Everything that any of the KPIs is kept for, groups too."""
    return tuple(map(unit_id, reading.kept_units(connection, kpi_keys(part.kpis))))
