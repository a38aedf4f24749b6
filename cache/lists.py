"""SQL for metadata: KPIs as they were last described, the municipalities, the groups in all their editions."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import Connection, select

from cache import schema
from cache.keys import day, kpi_id, kpi_key, moment, unit_id, unit_key
from kolada.api.models import Kpi, KpiGroup, Member, Municipality, MunicipalityGroup

_kpi, _edition, _listing = schema.kpis.c, schema.group_editions.c, schema.listings.c
_unit = schema.municipalities.c
_DATES = ("prel_publication_date", "publication_date")


@dataclass(frozen=True, slots=True)
class KeptKpi(Kpi):
    """A KPI as Kolada last described it. `vanished`: since when Kolada no longer knows it."""

    vanished: date | None = None


@dataclass(frozen=True, slots=True)
class GroupEdition:
    """A group's title and members as they stood from one fetch to another."""

    group: MunicipalityGroup
    first_seen: datetime
    last_seen: datetime


@dataclass(frozen=True, slots=True)
class KpiRecord:
    """What is kept of one id; without a KPI, Kolada did not know it."""

    checked_at: int
    kpi: KeptKpi | None


def kpi_records(connection: Connection, ids: Mapping[str, int]) -> dict[str, KpiRecord]:
    """What is kept of each asked id that has been asked for before."""
    rows = connection.execute(select(schema.kpis).where(_kpi.kpi.in_(list(ids.values()))))
    return {kpi_id(row["kpi"]): KpiRecord(row["checked_at"], _read_kpi(dict(row))) for row in rows.mappings()}


def write_kpis(connection: Connection, ids: Iterable[str], found: Iterable[Kpi], now: int) -> None:
    """Keep the answer for these ids: descriptions, vanished ones (with their old description), unknown ones."""
    keys = {each: key for each in ids if (key := kpi_key(each)) is not None}
    described = {kpi.id: kpi for kpi in found}
    old = kpi_records(connection, keys)
    connection.execute(schema.kpis.delete().where(_kpi.kpi.in_(list(keys.values()))))
    empty = dict.fromkeys(_kpi.keys())
    rows = [
        {**empty, "kpi": key, "checked_at": now, **_kpi_row(described.get(each), old.get(each), day(now))}
        for each, key in keys.items()
    ]
    if rows:
        connection.execute(schema.kpis.insert(), rows)


def catalogue(connection: Connection) -> dict[str, KeptKpi]:
    """Every KPI that Kolada has described, vanished ones too, by id."""
    rows = connection.execute(select(schema.kpis).where(_kpi.title.is_not(None)).order_by(_kpi.kpi))
    return {kpi.id: kpi for row in rows.mappings() if (kpi := _read_kpi(dict(row)))}


def write_catalogue(connection: Connection, items: Sequence[Kpi], now: int) -> None:
    """Keep the whole catalogue: what was known and is not in it has vanished."""
    kept = map(kpi_id, connection.execute(select(_kpi.kpi)).scalars())
    write_kpis(connection, dict.fromkeys([*(kpi.id for kpi in items), *kept]), items, now)


def kpi_groups(connection: Connection) -> tuple[KpiGroup, ...]:
    """All groups of KPIs, in the order of their ids."""
    rows = connection.execute(select(schema.kpi_groups).order_by(schema.kpi_groups.c.id))
    return tuple(KpiGroup(row.id, row.title, _read_members(row.members)) for row in rows)


def write_kpi_groups(connection: Connection, items: Sequence[KpiGroup]) -> None:
    """Replace the list."""
    rows = [{"id": each.id, "title": each.title, "members": _members(each)} for each in items]
    connection.execute(schema.kpi_groups.delete())
    connection.execute(schema.kpi_groups.insert(), rows)


def municipalities(connection: Connection) -> tuple[Municipality, ...]:
    """All units in the order of their ids."""
    rows = connection.execute(select(schema.municipalities).order_by(schema.municipalities.c.unit))
    return tuple(Municipality(unit_id(unit), title, kind) for unit, title, kind in rows)


def write_municipalities(connection: Connection, items: Sequence[Municipality]) -> bool:
    """Replace the list. True when there are other units than before, or of other types."""
    old = {(row.unit, row.type) for row in connection.execute(select(_unit.unit, _unit.type))}
    rows = [{"unit": unit_key(each.id), "title": each.title, "type": each.type} for each in items]
    connection.execute(schema.municipalities.delete())
    connection.execute(schema.municipalities.insert(), rows)
    return old != {(row["unit"], row["type"]) for row in rows}


def groups(connection: Connection) -> tuple[MunicipalityGroup, ...]:
    """All groups as they stood at the last fetch, in the order of their ids."""
    rows = connection.execute(select(schema.group_editions).where(_edition.current).order_by(_edition.unit))
    return tuple(_read_group(row) for row in rows)


def editions(connection: Connection, key: int) -> tuple[GroupEdition, ...]:
    """Every edition of one group that was seen, oldest first; the last may be today's."""
    rows = connection.execute(select(schema.group_editions).where(_edition.unit == key).order_by(_edition.n))
    return tuple(GroupEdition(_read_group(row), moment(row.first_seen), moment(row.last_seen)) for row in rows)


def write_groups(connection: Connection, items: Iterable[MunicipalityGroup], now: int) -> None:
    """Keep the list: what stands as before was seen once more, what changed or went away ends, what is new begins."""
    new = {key: (each.title, _members(each)) for each in items if (key := unit_key(each.id)) is not None}
    rows = connection.execute(select(schema.group_editions).where(_edition.current))
    old = {row.unit: (row.title, row.members) for row in rows}
    ended = [key for key, edition in old.items() if new.get(key) != edition]
    table = schema.group_editions
    for key in ended:
        connection.execute(table.update().where(_edition.unit == key, _edition.current).values(current=False))
    connection.execute(table.update().where(_edition.current).values(last_seen=now))
    begun = [{"unit": key, "title": new[key][0], "members": new[key][1]} for key in new if new[key] != old.get(key)]
    if begun:
        connection.execute(
            table.insert(), [{**row, "first_seen": now, "last_seen": now, "current": True} for row in begun]
        )


def listed_at(connection: Connection, name: str) -> int | None:
    """When a whole list was last fetched."""
    at = connection.execute(select(_listing.fetched_at).where(_listing.name == name)).scalar_one_or_none()
    return None if at is None else int(at)


def write_listed_at(connection: Connection, name: str, now: int) -> None:
    """A whole list has just been fetched."""
    connection.execute(schema.listings.delete().where(_listing.name == name))
    connection.execute(schema.listings.insert(), {"name": name, "fetched_at": now})


def _read_kpi(row: Mapping[str, Any]) -> KeptKpi | None:
    if row["title"] is None:
        return None
    facts = {name: text for name, text in row.items() if name not in {"kpi", "checked_at", "vanished"}}
    dates = {name: _date(facts[name]) for name in _DATES}
    return KeptKpi(kpi_id(row["kpi"]), **{**facts, **dates}, vanished=_date(row["vanished"]))


def _kpi_row(kpi: Kpi | None, old: KpiRecord | None, today: date) -> dict[str, Any]:
    """The columns of a described KPI, of one that vanished, or (all empty) of one that Kolada does not know."""
    if kpi:
        return _columns(kpi, None)
    if old and old.kpi:
        return _columns(old.kpi, old.kpi.vanished or today)
    return {}


def _columns(kpi: Kpi, vanished: date | None) -> dict[str, Any]:
    facts = {name: fact for name, fact in asdict(kpi).items() if name not in {"id", "vanished"}}
    dates = {name: facts[name] and facts[name].isoformat() for name in _DATES}
    return {**facts, **dates, "vanished": vanished and vanished.isoformat()}


def _read_group(row: Any) -> MunicipalityGroup:
    return MunicipalityGroup(unit_id(row.unit), row.title, _read_members(row.members))


def _read_members(text: str) -> tuple[Member, ...]:
    return tuple(_member(*each) for each in orjson.loads(text))


@lru_cache(8192)  # the 312 units stand 26,000 times in the groups
def _member(id_: str, title: str) -> Member:
    return Member(id_, title)


def _members(group: MunicipalityGroup | KpiGroup) -> str:
    return json.dumps([[each.id, each.title] for each in group.members], ensure_ascii=False)


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
