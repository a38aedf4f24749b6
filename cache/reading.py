"""SQL that reads slices. Rows are taken as plain tuples from the driver: building row objects would double the time."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, Connection, Executable, Table, and_, bindparam, case, func, select

from cache import schema
from cache.changes import Cell, Content
from cache.database import rows_of
from cache.keys import GENDERS, GROUPS, REGIONS, kpi_id, moment, unit_id, unit_key
from cache.policy import Pair, State
from kolada.api.models import RIKET
from kolada.frame import Row

Ids = Mapping[str, int]  # ids with their keys, see cache.keys
KeyPair = tuple[int, int]

_slice, _value, _answer = schema.slices.c, schema.values.c, schema.answers.c
_revision = schema.revisions.c


def _within(table: Table) -> ColumnElement[bool]:
    kpis: BindParameter[int] = bindparam("kpis", expanding=True)
    units: BindParameter[int] = bindparam("units", expanding=True)
    return and_(table.c.kpi.in_(kpis), table.c.unit.in_(units))


# Made once: making a statement takes as long as running it. The two that every page runs are written out: expanding
# their lists of keys takes longer than reading what they stand for.
_STATES = "SELECT kpi, unit, fetched_at, checked_at, whole_at, withdrawn FROM slice {within}"
_CELLS = "SELECT kpi, unit, period, gender, value, status, count FROM value {within} ORDER BY kpi, unit, period, gender"
_RETRIEVED = "SELECT kpi, min(fetched_at) FROM slice {within} GROUP BY kpi"
_CENSUS = select(func.count(), func.min(_slice.checked_at)).where(_within(schema.slices))
_UNITS = select(schema.municipalities.c.unit).where(
    schema.municipalities.c.type == bindparam("type"),
    schema.municipalities.c.unit != unit_key(RIKET),  # it has a region's type
)
_KEPT_OF_COUNTRY = select(func.count()).where(_slice.kpi == bindparam("kpi"), _slice.unit.in_(_UNITS))
_OF_COUNTRY = and_(_value.kpi == bindparam("kpi"), _value.gender == bindparam("gender"), _value.unit.in_(_UNITS))
_COUNTRY = (
    select(_value.unit, _value.period, _value.value)
    .where(_OF_COUNTRY, _value.value.is_not(None))
    .order_by(_value.unit, _value.period)
)
_REASONS = select(_value.unit, _value.period, _value.status).where(_OF_COUNTRY, _value.value.is_(None))
_OF_MUNICIPALITIES = case((_slice.unit >= REGIONS, _slice.periods))  # of a request's 25 units most are
_ROWS = (
    select(_slice.kpi, func.coalesce(func.avg(_OF_MUNICIPALITIES), func.avg(_slice.periods)))
    .where(_slice.kpi.in_(bindparam("kpis", expanding=True)), _slice.unit < GROUPS)
    .group_by(_slice.kpi)
)
_REVISIONS = (
    select(schema.revisions)
    .where(_within(schema.revisions), _revision.seen_at >= bindparam("since"))
    .order_by(_revision.n)
)


class Census(NamedTuple):
    """How many of the asked slices are kept, and when the one that waited longest was last checked."""

    done: int
    oldest: int | None


class Revision(NamedTuple):
    """A cell that changed in Kolada after it had been kept. A cell that was not, or is no longer, there: `absent`."""

    kpi: str
    municipality: str
    period: int
    gender: str
    old_value: float | None
    old_status: str
    new_value: float | None
    new_status: str
    old_fetched_at: datetime
    seen_at: datetime


def states(connection: Connection, kpis: Ids, units: Ids) -> dict[Pair, State]:
    """What is kept of each asked slice."""
    kpi_of, unit_of = _reverse(kpis), _reverse(units)
    return {(kpi_of[row[0]], unit_of[row[1]]): State(*row[2:]) for row in _rows(connection, _STATES, kpis, units)}


def census(connection: Connection, kpis: Ids, units: Ids) -> Census:
    """The count of what is kept, without reading it."""
    asked = {"kpis": list(kpis.values()), "units": list(units.values())}
    return Census(*fetched(connection, _CENSUS, asked)[0])


def retrieved(connection: Connection, kpis: Ids, units: Ids) -> dict[str, datetime]:
    """When the oldest values of each KPI were fetched, among the kept slices of these units."""
    return {kpi_id(kpi): moment(at) for kpi, at in _rows(connection, _RETRIEVED, kpis, units)}


def cells(connection: Connection, kpis: Ids, units: Ids) -> dict[KeyPair, dict[Cell, Content]]:
    """The kept cells of each asked slice that has any, by the slice's keys."""
    found: dict[KeyPair, dict[Cell, Content]] = {}
    for kpi, unit, period, gender, value, status, count in _rows(connection, _CELLS, kpis, units):
        found.setdefault((kpi, unit), {})[period, gender] = Content(value, status, count)
    return found


def rows(connection: Connection, kpis: Ids, units: Ids) -> list[Row]:
    """The rows of the asked slices: all years and genders, sorted by their keys."""
    kpi_of, unit_of = _reverse(kpis), _reverse(units)
    return [
        (kpi_of[kpi], unit_of[unit], period, GENDERS[gender], value, status, count)
        for kpi, unit, period, gender, value, status, count in _rows(connection, _CELLS, kpis, units)
    ]


def country(
    connection: Connection, kpi: int, gender: int, periods: tuple[int, int] | None, unit_type: str = "K"
) -> list[tuple[str, int, float]]:
    """Unit, year and number of one KPI and gender for every unit of a type, municipalities (K) or regions (L), Riket
    never (COMPARISON 4), without the missing.

    Empty until the slices of all are kept: a place among those that happen to be kept would be none (COMPARISON 11).
    """
    query = _COUNTRY.where(_value.period.between(*periods)) if periods else _COUNTRY
    asked = {"kpi": kpi, "gender": gender, "type": unit_type}
    rows = fetched(connection, query, asked) if _is_whole(connection, kpi, unit_type) else []
    names = {key: unit_id(key) for key in {key for key, _, _ in rows}}
    return [(names[key], year, number) for key, year, number in rows]


def _is_whole(connection: Connection, kpi: int, unit_type: str) -> bool:
    kept = connection.execute(_KEPT_OF_COUNTRY, {"kpi": kpi, "type": unit_type}).scalar_one()
    all_of_them = select(func.count()).select_from(_UNITS.subquery())
    return int(kept) == connection.execute(all_of_them, {"type": unit_type}).scalar_one()


def reasons(
    connection: Connection, kpi: int, gender: int, periods: tuple[int, int], unit_type: str = "K"
) -> dict[tuple[str, int], str]:
    """Kolada's word for every missing value of the same, by unit and year; what has no row is not in it."""
    query = _REASONS.where(_value.period.between(*periods))
    rows = fetched(connection, query, {"kpi": kpi, "gender": gender, "type": unit_type})
    return {(unit_id(unit), period): status for unit, period, status in rows}


def rows_per_unit(connection: Connection, kpis: Ids) -> dict[str, float]:
    """How many rows of Kolada's pages one municipality has of each KPI, on average of those kept."""
    rows = fetched(connection, _ROWS, {"kpis": list(kpis.values())})
    return {kpi_id(kpi): max(1.0, float(mean)) for kpi, mean in rows}


def revisions(connection: Connection, kpis: Ids, units: Ids, since: int) -> tuple[Revision, ...]:
    """What changed in the asked slices and was seen since then, in the order it was seen."""
    asked = {"kpis": list(kpis.values()), "units": list(units.values()), "since": since}
    return tuple(
        Revision(
            kpi_id(row.kpi),
            unit_id(row.unit),
            row.period,
            GENDERS[row.gender],
            row.old_value,
            row.old_status,
            row.new_value,
            row.new_status,
            moment(row.old_fetched_at),
            moment(row.seen_at),
        )
        for row in connection.execute(_REVISIONS, asked)
    )


def kept_answers(connection: Connection, kpi: int, unit: int) -> list[tuple[str, int, str, bytes]]:
    """Address, time, hash and compressed body of every answer that one slice's values came in, oldest first."""
    link = schema.slice_answers.c
    query = (
        select(_answer.url, _answer.fetched_at, _answer.sha256, _answer.body)
        .join(schema.slice_answers, link.answer == _answer.n)
        .where(link.kpi == kpi, link.unit == unit)
        .order_by(_answer.n)
    )
    return [tuple(row) for row in connection.execute(query)]


def totals(connection: Connection) -> tuple[Any, ...]:
    """KPIs, slices, cells, oldest and newest check of all that is kept."""
    counts = func.count(_slice.kpi.distinct()), func.count(), func.coalesce(func.sum(_slice.cells), 0)
    ages = func.min(_slice.checked_at), func.max(_slice.checked_at)
    return tuple(connection.execute(select(*counts, *ages)).one())


def kept_slices(connection: Connection, units: Ids | None = None, checked_until: int | None = None) -> dict[int, int]:
    """How many slices are kept of each KPI (by its key): of these units, or all; looked at until then, or whenever."""
    query = select(_slice.kpi, func.count()).group_by(_slice.kpi)
    if units is not None:
        query = query.where(_slice.unit.in_(list(units.values())))
    if checked_until is not None:
        query = query.where(_slice.checked_at <= checked_until)
    return dict(fetched(connection, query, {}))


def kept_units(connection: Connection, kpis: Ids) -> list[int]:
    """Every unit (by its key) that any of these KPIs is kept for."""
    query = select(_slice.unit).where(_slice.kpi.in_(list(kpis.values()))).distinct().order_by(_slice.unit)
    return list(connection.execute(query).scalars())


def panel_kpis(connection: Connection) -> int:
    """How many KPIs the panel has."""
    return int(connection.execute(select(func.count(schema.panels.c.kpi.distinct()))).scalar_one())


def _rows(connection: Connection, query: str, kpis: Ids, units: Ids) -> Sequence[tuple[Any, ...]]:
    """`query` with its {within}: keys are numbers of our own making, never text from outside."""
    if not kpis or not units:
        return []
    lists = (",".join(map(str, ids.values())) for ids in (kpis, units))
    within = "WHERE kpi IN ({}) AND unit IN ({})".format(*lists)
    return rows_of(connection, query.format(within=within))


def fetched(connection: Connection, query: Executable, parameters: Mapping[str, Any]) -> Sequence[tuple[Any, ...]]:
    """The rows as the driver has them: plain tuples, at once."""
    cursor = connection.execute(query, parameters).cursor
    return cursor.fetchall() if cursor else []


def _reverse(ids: Ids) -> dict[int, str]:
    return {key: each for each, key in ids.items()}
