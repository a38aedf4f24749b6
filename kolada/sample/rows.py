"""Data rows as the wire has them (KOLADA_API §8): genders in no fixed order, absent entries, means of groups."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from zlib import crc32

import numpy as np

from kolada.sample import metadata
from kolada.sample.gaps import ABSENT, PRESENT, WORDS, Block, block
from kolada.sample.groups import members
from kolada.sample.metadata import Json
from kolada.sample.people import GENDERS, YEARS

LOADED_ON = date(2026, 6, 30)  # the day on which the sample stands still: every value was published by then


class Cell(NamedTuple):
    """The address of one value."""

    kpi: str
    municipality: str
    period: int
    gender: str


@dataclass(frozen=True, slots=True)
class Revision:
    """A value as it was changed later; None and deleted are two different things."""

    value: float | None
    changed: date
    deleted: bool = False

    def entry(self, gender: str) -> Json:
        """Its place in a row's `values`."""
        status = "" if self.value is not None or self.deleted else "Missing"
        return _entry(gender, self.value, int(self.value is not None), status, self.deleted)


@dataclass(frozen=True, slots=True)
class Query:
    """What a data address asks for; None is all there are."""

    kpis: tuple[str, ...] | None = None
    units: tuple[str, ...] | None = None
    years: frozenset[int] | None = None
    since: date | None = None
    revisions: Mapping[Cell, Revision] = field(default_factory=dict)


class _Unit(NamedTuple):
    """One unit's or group's share of a block, as nested lists [years][genders]."""

    values: list[list[float]]
    counts: list[list[int]]
    codes: list[list[int]]


def _entry(gender: str, value: float | None, count: int, status: str, deleted: bool = False) -> Json:
    return {"gender": gender, "count": count, "status": status, "value": value, "isdeleted": deleted}


def _mean(shown: Block, ids: Iterable[str]) -> _Unit:
    """The unweighted mean of the members that have a value, and how many they are."""
    values = shown.values[[metadata.unit_index()[m] for m in ids]]
    counts = np.isfinite(values).sum(axis=0)
    sums = np.nansum(values, axis=0)
    means = np.divide(sums, counts, out=np.zeros_like(sums), where=counts > 0)
    return _Unit(means.tolist(), counts.tolist(), np.where(counts > 0, PRESENT, ABSENT).tolist())


def _share(shown: Block, unit: str) -> _Unit | None:
    if unit in members():
        return _mean(shown, members()[unit])
    row = metadata.unit_index().get(unit)
    if row is None:
        return None
    codes = shown.codes[row]
    return _Unit(shown.values[row].tolist(), (codes == PRESENT).astype(int).tolist(), codes.tolist())


def _published(share: _Unit, step: int, gender: int) -> Json | None:
    code = share.codes[step][gender]
    if code == ABSENT:
        return None
    value = share.values[step][gender] if code == PRESENT else None
    return _entry(GENDERS[gender], value, share.counts[step][gender], WORDS[code])


def _entries(share: _Unit, query: Query, kpi: str, unit: str, period: int) -> list[Json]:
    """A row's `values`: what was revised as it is now, the rest as published, nothing that is older than asked for."""
    untouched = query.since is None or query.since <= LOADED_ON
    turn = crc32(f"{kpi}{unit}{period}".encode())
    entries = []
    for place in range(turn, turn + len(GENDERS)):
        gender = place % len(GENDERS)
        revision = query.revisions.get(Cell(kpi, unit, period, GENDERS[gender])) if query.revisions else None
        if revision is None:
            entry = _published(share, period - YEARS[0], gender) if untouched else None
        else:
            entry = revision.entry(GENDERS[gender]) if not query.since or revision.changed >= query.since else None
        if entry:
            entries.append(entry)
    return entries


def rows(query: Query) -> Iterator[Json]:
    """The rows that answer a query, by kpi, unit and year as asked; unknown ids give none."""
    periods = [year for year in YEARS if query.years is None or year in query.years]
    units = query.units if query.units is not None else (*metadata.unit_ids(), *members())
    for kpi in query.kpis if query.kpis is not None else metadata.levels():
        shown = block(kpi)
        for unit in units if shown else ():
            share = _share(shown, unit) if shown else None
            for period in periods if share else ():
                values = _entries(share, query, kpi, unit, period) if share else []
                if values:
                    yield {"values": values, "kpi": kpi, "period": period, "municipality": unit}
