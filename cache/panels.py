"""The panel: each kpi's newest years with all units in one row, so that everything kept is scanned in one query.

It is derived from what is kept: the values, but those of slices that Kolada no longer delivers (COMPARISON 3), and the
list of municipalities. Whoever writes those says which KPIs are due in the same transaction (`mark`, `mark_all`);
whoever reads the panel builds those anew first, as long as they are few.

The table has the year to come as well, for a forecast is this year's figure at New Year: what is read ends today.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import groupby, islice
from operator import itemgetter
from threading import Lock
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import Connection, bindparam, delete, func, select, text

from cache import reading, schema
from cache.database import Database
from cache.flight import Traffic
from cache.keys import GENDERS, GROUPS, day, kpi_id, unit_id, unit_key
from cache.lists import listed_at, write_listed_at
from kolada.analysis.panel import EMPTY_PANEL, Panel
from kolada.api.models import RIKET

YEARS = 6  # of each kpi: the newest, and enough before it to see whether it moved
AT_ONCE = 25  # KPIs built in one transaction, some 10 ms each: other writers wait that long
WHILE_WAITED_FOR = 100  # KPIs that a reader builds; more are left to the background
NAME = "panel"

_value, _slice = schema.values.c, schema.slices.c
_panel, _due = schema.panels.c, schema.panels_due.c
_UNITS, _NUMBERS = np.dtype("<u2"), np.dtype("<f8")
_MARK = text("INSERT INTO panel_due (kpi) VALUES (:kpi) ON CONFLICT DO NOTHING")
_MARK_ALL = text("INSERT INTO panel_due (kpi) SELECT kpi FROM panel_whole WHERE true ON CONFLICT DO NOTHING")
_WITHDRAWN = select(_slice.unit).where(_slice.kpi == bindparam("kpi"), _slice.withdrawn.is_not(None))
_CELLS = (
    select(_value.period, _value.unit, _value.value)
    .where(
        _value.kpi == bindparam("kpi"),
        _value.gender == GENDERS.index("T"),
        _value.unit < GROUPS,
        _value.value.is_not(None),
        _value.period <= bindparam("through"),
        _value.unit.not_in(_WITHDRAWN),
    )
    .order_by(_value.unit, _value.period)
)
_ROWS = (
    select(_panel.kpi, _panel.period, _panel.n, _panel.units, _panel.numbers)
    .where(_panel.period <= bindparam("through"))
    .order_by(_panel.kpi, _panel.period.desc())
)

_unit = schema.municipalities.c
_COUNTRY = (  # how many municipalities and regions there are
    select(_unit.type, func.count()).where(_unit.unit != unit_key(RIKET)).group_by(_unit.type)
)
_KEPT = (  # and how many of them are kept of a kpi
    select(_unit.type, func.count())
    .join(schema.slices, _slice.unit == _unit.unit)
    .where(_slice.kpi == bindparam("kpi"), _unit.unit != unit_key(RIKET))
    .group_by(_unit.type)
)


class _Edition(NamedTuple):
    """What a panel was read from: the store's version when it was last built, none before; the year of reading."""

    built: int | None
    year: int


def mark(connection: Connection, kpis: Iterable[int]) -> None:
    """These have other values than the panel was built from, or more units."""
    rows = [{"kpi": kpi} for kpi in kpis]
    if rows:
        connection.execute(_MARK, rows)


def mark_all(connection: Connection) -> None:
    """All that were built are due, for the country has other municipalities or regions."""
    connection.execute(_MARK_ALL)


class Panels:
    """Builds and reads the panel of one database."""

    def __init__(self, database: Database, traffic: Traffic, now: Callable[[], int]) -> None:
        self._database = database
        self._traffic = traffic
        self._now = now
        self._turn = Lock()
        self._memo: tuple[_Edition | None, Panel] = (None, EMPTY_PANEL)

    def panel(self) -> Panel:
        """The panel as it is now; where very much has changed, the rest of it follows in the background."""
        with self._turn:
            if self.build(WHILE_WAITED_FOR):
                self._traffic.later(NAME, self._build_all)
            with self._database.read() as connection:
                self._memo = self._of_now(connection)
            return self._memo[1]

    def build(self, most: int) -> int:
        """Build up to so many of the KPIs that are due; returns how many are left."""
        while most > 0 and self._due():
            with self._database.write() as connection:
                kpis = list(connection.execute(select(_due.kpi).order_by(_due.kpi).limit(min(most, AT_ONCE))).scalars())
                if not kpis:  # somebody else has just built them
                    break
                _build(connection, kpis, self._year())
                write_listed_at(connection, NAME, connection.execute(select(schema.store.c.version)).scalar_one())
            most -= AT_ONCE
        return self._due()

    def _build_all(self) -> None:
        while self.build(AT_ONCE) and not self._traffic.closing.is_set():
            pass

    def _due(self) -> int:
        with self._database.read() as connection:
            return _count_due(connection)

    def _of_now(self, connection: Connection) -> tuple[_Edition, Panel]:
        """The panel as it is kept, read only when it has been built since, or another year has begun."""
        edition, due = _Edition(listed_at(connection, NAME), self._year()), _count_due(connection)
        panel = self._memo[1] if self._memo[0] == edition else _read(connection, edition.year)
        return edition, panel if panel.due == due else replace(panel, due=due)

    def _year(self) -> int:
        return day(self._now()).year


def _count_due(connection: Connection) -> int:
    return int(connection.execute(select(func.count()).select_from(schema.panels_due)).scalar_one())


def _build(connection: Connection, kpis: list[int], year: int) -> None:
    connection.execute(delete(schema.panels).where(_panel.kpi.in_(kpis)))
    connection.execute(delete(schema.panels_due).where(_due.kpi.in_(kpis)))
    connection.execute(delete(schema.panel_wholes).where(schema.panel_wholes.c.kpi.in_(kpis)))
    connection.execute(schema.panel_wholes.insert(), _wholes(connection, kpis))
    for kpi in kpis:
        years: dict[int, list[tuple[int, float]]] = {}
        for period, unit, value in reading.fetched(connection, _CELLS, {"kpi": kpi, "through": year + 1}):
            years.setdefault(period, []).append((unit, value))
        most = YEARS + (year + 1 in years)
        rows = [_row(kpi, period, years[period]) for period in sorted(years, reverse=True)[:most]]
        if rows:
            connection.execute(schema.panels.insert(), rows)


def _wholes(connection: Connection, kpis: list[int]) -> list[dict[str, object]]:
    all_of_them = dict(reading.fetched(connection, _COUNTRY, {}))
    rows = []
    for kpi in kpis:
        kept = dict(reading.fetched(connection, _KEPT, {"kpi": kpi}))
        is_whole = [kind in all_of_them and kept.get(kind) == all_of_them[kind] for kind in ("K", "L")]
        rows.append({"kpi": kpi, "municipalities": is_whole[0], "regions": is_whole[1]})
    return rows


def _row(kpi: int, period: int, cells: list[tuple[int, float]]) -> dict[str, object]:
    units, numbers = zip(*cells, strict=True)
    packed = {"units": np.array(units, _UNITS).tobytes(), "numbers": np.array(numbers, _NUMBERS).tobytes()}
    return {"kpi": kpi, "period": period, "n": len(cells), **packed}


def _read(connection: Connection, year: int) -> Panel:
    found = _newest(reading.fetched(connection, _ROWS, {"through": year}))
    if not found:
        return EMPTY_PANEL
    kpis, periods, counts, units, numbers = zip(*found, strict=True)
    keys = np.frombuffer(b"".join(units), _UNITS)
    of_all = np.unique(keys)
    table = np.full((len(found), len(of_all)), np.nan)
    rows = np.repeat(np.arange(len(found)), counts)
    table[rows, np.searchsorted(of_all, keys)] = np.frombuffer(b"".join(numbers), _NUMBERS)
    table.flags.writeable = False
    names = tuple(unit_id(int(key)) for key in of_all)
    flags = connection.execute(select(schema.panel_wholes)).all()
    whole = frozenset(kpi_id(row.kpi) for row in flags if row.municipalities)
    whole_regions = frozenset(kpi_id(row.kpi) for row in flags if row.regions)
    return Panel(tuple(map(kpi_id, kpis)), np.array(periods, np.int64), names, table, whole, whole_regions)


def _newest(rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """So many of each kpi's rows as a panel that was built this year would have; they stand newest first."""
    return [row for _, own in groupby(rows, itemgetter(0)) for row in islice(own, YEARS)]
