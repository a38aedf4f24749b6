"""The panel: each kpi's newest years with all units in one row, so that everything kept is scanned in one query.

It is derived from the values, and only from them. Whoever writes values says which KPIs are due in the same
transaction (`mark`); whoever reads the panel builds those anew first, as long as they are few.
"""

from collections.abc import Callable, Iterable
from threading import Lock

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

_value, _panel, _due = schema.values.c, schema.panels.c, schema.panels_due.c
_UNITS, _NUMBERS = np.dtype("<u2"), np.dtype("<f8")
_MARK = text("INSERT INTO panel_due (kpi) VALUES (:kpi) ON CONFLICT DO NOTHING")
_CELLS = (
    select(_value.period, _value.unit, _value.value)
    .where(
        _value.kpi == bindparam("kpi"),
        _value.gender == GENDERS.index("T"),
        _value.unit < GROUPS,
        _value.value.is_not(None),
        _value.period <= bindparam("through"),
    )
    .order_by(_value.unit, _value.period)
)
_ROWS = select(_panel.kpi, _panel.period, _panel.n, _panel.units, _panel.numbers).order_by(
    _panel.kpi, _panel.period.desc()
)

_unit = schema.municipalities.c
_COUNTRY = (  # how many municipalities and regions there are
    select(_unit.type, func.count()).where(_unit.unit != unit_key(RIKET)).group_by(_unit.type)
)
_KEPT = (  # and how many of them are kept of a kpi
    select(_unit.type, func.count())
    .join(schema.slices, schema.slices.c.unit == _unit.unit)
    .where(schema.slices.c.kpi == bindparam("kpi"), _unit.unit != unit_key(RIKET))
    .group_by(_unit.type)
)


def mark(connection: Connection, kpis: Iterable[int]) -> None:
    """These have other values than the panel was built from, or more units."""
    rows = [{"kpi": kpi} for kpi in kpis]
    if rows:
        connection.execute(_MARK, rows)


class Panels:
    """Builds and reads the panel of one database."""

    def __init__(self, database: Database, traffic: Traffic, now: Callable[[], int]) -> None:
        self._database = database
        self._traffic = traffic
        self._now = now
        self._turn = Lock()
        self._memo: tuple[int | None, Panel] = (None, EMPTY_PANEL)

    def panel(self) -> Panel:
        """The panel as it is now; where very much has changed, the rest of it follows in the background."""
        with self._turn:
            if self.build(WHILE_WAITED_FOR):
                self._traffic.later(NAME, self._build_all)
            with self._database.read() as connection:
                at = listed_at(connection, NAME)
                if at is not None and at != self._memo[0]:
                    self._memo = (at, _read(connection))
            return self._memo[1]

    def build(self, most: int) -> int:
        """Build up to so many of the KPIs that are due; returns how many are left."""
        while most > 0 and self._due():
            with self._database.write() as connection:
                kpis = list(connection.execute(select(_due.kpi).order_by(_due.kpi).limit(min(most, AT_ONCE))).scalars())
                _build(connection, kpis, day(self._now()).year)
                write_listed_at(connection, NAME, self._edition(connection))
            most -= AT_ONCE
        return self._due()

    def _build_all(self) -> None:
        while self.build(AT_ONCE) and not self._traffic.closing.is_set():
            pass

    def _due(self) -> int:
        with self._database.read() as connection:
            return int(connection.execute(select(func.count()).select_from(schema.panels_due)).scalar_one())

    def _edition(self, connection: Connection) -> int:
        """Another one at every building, whatever the clock says."""
        return max(self._now(), (listed_at(connection, NAME) or 0) + 1)


def _build(connection: Connection, kpis: list[int], through: int) -> None:
    connection.execute(delete(schema.panels).where(_panel.kpi.in_(kpis)))
    connection.execute(delete(schema.panels_due).where(_due.kpi.in_(kpis)))
    connection.execute(delete(schema.panel_wholes).where(schema.panel_wholes.c.kpi.in_(kpis)))
    connection.execute(schema.panel_wholes.insert(), _wholes(connection, kpis))
    for kpi in kpis:
        years: dict[int, list[tuple[int, float]]] = {}
        for period, unit, value in reading.fetched(connection, _CELLS, {"kpi": kpi, "through": through}):
            years.setdefault(period, []).append((unit, value))
        rows = [_row(kpi, period, years[period]) for period in sorted(years, reverse=True)[:YEARS]]
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


def _read(connection: Connection) -> Panel:
    found = connection.execute(_ROWS).all()
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
