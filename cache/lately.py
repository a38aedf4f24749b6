"""Slices that have been read lately: Riket and the same peers stand on one page after another."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby, product
from operator import itemgetter
from typing import NamedTuple

from cache import reading
from cache.database import Database
from cache.policy import Pair, State
from cache.reading import Ids
from kolada.frame import Row

MOST = 25_000  # rows that are remembered, some 170 bytes each; then all are forgotten
WIDE = 400  # slices: who asks for more at once looks at a whole country, which would leave no room for anything else


class _Read(NamedTuple):
    """A slice as it is kept; without a state it is not."""

    state: State | None
    rows: list[Row]


@dataclass
class _Seen:
    """What has been read of one version of the store."""

    version: int
    slices: dict[Pair, _Read] = field(default_factory=dict)
    n: int = 0  # rows


class Lately:
    """Reads slices, and remembers them until the store changes."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._seen = _Seen(-1)

    def read(self, kpis: Ids, units: Ids) -> tuple[dict[Pair, State], list[Row]]:
        """What is kept of each slice, and the rows of all: every year and gender, sorted by kpi, unit and year."""
        if len(kpis) * len(units) > WIDE:
            return self._fetched(kpis, units)
        seen = self._of_now()
        unread = {unit: key for unit, key in units.items() if any((kpi, unit) not in seen.slices for kpi in kpis)}
        if unread:
            self._add(seen, kpis, unread)
        found = {pair: seen.slices[pair] for pair in product(_in_order(kpis), _in_order(units))}
        states = {pair: read.state for pair, read in found.items() if read.state}
        return states, [row for read in found.values() for row in read.rows]

    def _of_now(self) -> _Seen:
        """The version is taken before anything is read, so what is remembered is never older than it says."""
        version = self._database.version()
        if self._seen.version != version or self._seen.n > MOST:
            self._seen = _Seen(version)
        return self._seen

    def _add(self, seen: _Seen, kpis: Ids, units: Ids) -> None:
        states, rows = self._fetched(kpis, units)
        lines = {pair: list(line) for pair, line in groupby(rows, itemgetter(0, 1))}
        seen.slices |= {pair: _Read(states.get(pair), lines.get(pair, [])) for pair in product(kpis, units)}
        seen.n += len(rows)

    def _fetched(self, kpis: Ids, units: Ids) -> tuple[dict[Pair, State], list[Row]]:
        with self._database.read() as connection:
            return reading.states(connection, kpis, units), reading.rows(connection, kpis, units)


def _in_order(ids: Mapping[str, int]) -> list[str]:
    return sorted(ids, key=ids.__getitem__)
