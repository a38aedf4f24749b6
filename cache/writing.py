"""SQL that writes an answer whole: its slices, what changed in them, and the answer itself, in one transaction."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import Any, NamedTuple

from sqlalchemy import Connection, Dialect, Table, bindparam, delete, update

from cache import panels, reading, schema
from cache.changes import Cell, Change, Content, Revised, merged, replaced
from cache.keys import GENDERS, day, kpi_keys, micros, unit_keys
from cache.policy import Pair, State, accepts
from cache.reading import KeyPair
from kolada.api.models import Answer, DataAnswer, Value
from kolada.frame import ABSENT

Row = dict[str, Any]
_slice_c = schema.slices.c
_CONFIRMED = update(schema.slices).where(_slice_c.kpi == bindparam("b_kpi"), _slice_c.unit == bindparam("b_unit"))


@dataclass(frozen=True, slots=True)
class Parcel:
    """An answer made ready outside the transaction: sorted by slice, its bodies compressed."""

    answer: DataAnswer
    fetched_at: int
    cells: Mapping[Pair, Mapping[Cell, Content]]
    deleted: Mapping[Pair, frozenset[Cell]]
    bodies: tuple[bytes, ...]


class _Columns(NamedTuple):
    """A slice's columns between its keys and its answer, in the table's order."""

    fetched_at: int
    checked_at: int
    whole_at: int
    withdrawn: str | None
    periods: int
    cells: int


@dataclass(slots=True)
class _Batch:
    """Rows to delete and to insert, table by table. Tuples, in the order of the table's columns, are many."""

    drop_slices: list[Row] = field(default_factory=list)
    slices: list[tuple[Any, ...]] = field(default_factory=list)
    drop_values: list[Row] = field(default_factory=list)
    values: list[tuple[Any, ...]] = field(default_factory=list)
    revisions: list[Row] = field(default_factory=list)
    links: list[tuple[Any, ...]] = field(default_factory=list)
    confirmed: list[Row] = field(default_factory=list)
    turned: set[int] = field(default_factory=set)  # kpis with a slice that was withdrawn, or is delivered again


def parcel(answer: DataAnswer, *, keep_bodies: bool = True) -> Parcel:
    """Everything that needs no database. The first page's time is the whole answer's: a delta from it has no gap.

    Without `keep_bodies` an answer's address, time and hash are kept, and an empty body (schema.answers).
    """
    cells: dict[Pair, dict[Cell, Content]] = {}
    deleted: dict[Pair, set[Cell]] = {}
    for value in answer.values:
        pair = (value.kpi, value.municipality)
        if value.isdeleted:
            deleted.setdefault(pair, set()).add(_cell(value))
        else:
            cells.setdefault(pair, {})[_cell(value)] = Content(value.value, value.status, value.count)
    return Parcel(
        answer,
        min(micros(page.fetched_at) for page in answer.answers),
        cells,
        {pair: frozenset(gone) for pair, gone in deleted.items()},
        tuple(zlib.compress(page.body) if keep_bodies else schema.NOT_KEPT for page in answer.answers),
    )


def write_answer(connection: Connection, arrived: Parcel) -> None:
    """Write every slice that was asked for: with a `from_date` merged into what is kept, else whole."""
    request, since = arrived.answer.request, arrived.answer.request.from_date
    kpis, units = kpi_keys(request.kpis), unit_keys(request.municipalities)
    states = reading.states(connection, kpis, units)
    numbers = write_bodies(connection, arrived.answer.answers, arrived.bodies)
    accepted = [pair for pair in pairs_of(arrived.answer) if accepts(states.get(pair), arrived.fetched_at, since)]
    told = [pair for pair in accepted if since is None or pair in arrived.cells or pair in arrived.deleted]
    kept = _kept(connection, told, states)
    batch = _Batch()
    for kpi, unit in told:
        keys = (kpis[kpi], units[unit])
        state = states.get((kpi, unit))
        _add(batch, keys, _change(arrived, (kpi, unit), kept.get(keys, {}), state), state, arrived, numbers[-1])
        batch.links += [(*keys, number) for number in numbers]
    if since is not None:
        untold = set(accepted).difference(told)
        batch.confirmed = [_bound({"kpi": kpis[kpi], "unit": units[unit]}) for kpi, unit in untold]
    _execute(connection, batch)
    _confirm(connection, batch.confirmed, arrived.fetched_at, numbers[-1])
    panels.mark(connection, sorted(_touched(batch)))


def write_bodies(connection: Connection, answers: Sequence[Answer], bodies: Sequence[bytes]) -> list[int]:
    """Keep HTTP answers as they were received; returns their numbers."""
    numbers = []
    for answer, body in zip(answers, bodies, strict=True):
        row = {"url": answer.url, "fetched_at": micros(answer.fetched_at), "sha256": answer.sha256, "body": body}
        query = schema.answers.insert().returning(schema.answers.c.n)
        numbers.append(int(connection.execute(query, row).scalar_one()))
    return numbers


def _kept(
    connection: Connection, pairs: Sequence[Pair], states: Mapping[Pair, State]
) -> Mapping[KeyPair, Mapping[Cell, Content]]:
    """The cells of those slices that are kept already; of a delta, only of those that it speaks of."""
    old = [pair for pair in pairs if pair in states]
    return reading.cells(connection, kpi_keys(kpi for kpi, _ in old), unit_keys(unit for _, unit in old))


def _cell(value: Value) -> Cell:
    return value.period, GENDERS.index(value.gender)


def _change(arrived: Parcel, pair: Pair, old: Mapping[Cell, Content], state: State | None) -> Change:
    new = arrived.cells.get(pair, {})
    if state is None:  # a slice that is new has nothing to be compared with
        return Change(new, kept=frozenset(new))
    if arrived.answer.request.from_date is None:
        return replaced(old, new)
    return merged(old, new, arrived.deleted.get(pair, frozenset()))


def _add(batch: _Batch, keys: KeyPair, change: Change, state: State | None, arrived: Parcel, answer: int) -> None:
    kpi, unit = keys
    if state:
        named = {"kpi": kpi, "unit": unit}
        batch.drop_slices.append(_bound(named))
        batch.revisions += [_revision(named, each, state, arrived.fetched_at) for each in change.revised]
        gone = [*change.put, *change.drop]
        batch.drop_values += [_bound({**named, "period": period, "gender": gender}) for period, gender in gone]
    new = _slice(change, state, arrived)
    if state and state.withdrawn != new.withdrawn:
        batch.turned.add(kpi)
    batch.slices.append((kpi, unit, *new, answer))
    batch.values += [
        (kpi, unit, period, gender, value, status, members)
        for (period, gender), (value, status, members) in change.put.items()
    ]


def _slice(change: Change, state: State | None, arrived: Parcel) -> _Columns:
    """What is only kept on is as old as before."""
    at, whole = arrived.fetched_at, arrived.answer.request.from_date is None
    withdrawn = change.withdrawn and state is not None
    return _Columns(
        state.fetched_at if state and withdrawn else at,
        at,
        at if whole or not state else state.whole_at,
        ((state and state.withdrawn) or day(at).isoformat()) if withdrawn else None,
        len({period for period, _ in change.kept}),
        len(change.kept),
    )


def _revision(keys: Row, each: Revised, state: State, seen_at: int) -> Row:
    period, gender = each.cell
    absent = Content(None, ABSENT, 0)
    old, new = each.old or absent, each.new or absent
    return {
        **keys,
        "period": period,
        "gender": gender,
        "old_value": old.value,
        "old_status": old.status,
        "new_value": new.value,
        "new_status": new.status,
        "old_fetched_at": state.fetched_at,
        "seen_at": seen_at,
    }


def _execute(connection: Connection, batch: _Batch) -> None:
    for table, dropped in ((schema.slices, batch.drop_slices), (schema.values, batch.drop_values)):
        if dropped:
            connection.execute(_deletion(table, dropped[0]), dropped)
    if batch.revisions:
        connection.execute(schema.revisions.insert(), batch.revisions)
    for table, rows in (
        (schema.slices, batch.slices),
        (schema.values, batch.values),
        (schema.slice_answers, batch.links),
    ):
        if rows:
            connection.exec_driver_sql(_insertion(table, connection.dialect), rows)


@lru_cache
def _insertion(table: Table, dialect: Dialect) -> str:
    """An INSERT of whole rows, in the driver's own words: SQLAlchemy's look at every row costs more than writing it."""
    mark = "?" if dialect.paramstyle == "qmark" else "%s"
    quoted = [dialect.identifier_preparer.quote(name) for name in (table.name, *table.columns.keys())]
    return f"INSERT INTO {quoted[0]} ({', '.join(quoted[1:])}) VALUES ({', '.join([mark] * len(table.columns))})"  # noqa: S608


def _confirm(connection: Connection, slices: Sequence[Row], at: int, answer: int) -> None:
    """These stand as they stood, by an answer to what has changed that does not speak of them."""
    if slices:
        connection.execute(_CONFIRMED.values(fetched_at=at, checked_at=at, answer=answer), slices)


def _deletion(table: Table, sample: Row) -> Any:
    """DELETE by key; the parameters are named apart from the columns, as SQLAlchemy asks."""
    return delete(table).where(*(table.c[name[2:]] == bindparam(name) for name in sample))


def _bound(keys: Mapping[str, Any]) -> Row:
    return {f"b_{name}": key for name, key in keys.items()}


def _touched(batch: _Batch) -> set[int]:
    """The KPIs with other values than before, other slices that are delivered, or slices that were not there."""
    changed = {row[0] for row in batch.values} | {row["b_kpi"] for row in batch.drop_values}
    return (
        changed
        | batch.turned
        | ({row[0] for row in batch.slices} if len(batch.slices) > len(batch.drop_slices) else set())
    )


def pairs_of(answer: DataAnswer) -> Iterable[Pair]:
    """The slices that an answer was asked for, whether it had values for them or not."""
    return product(answer.request.kpis, answer.request.municipalities)
