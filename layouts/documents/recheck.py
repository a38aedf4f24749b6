"""Kontrollera igen: which values of a ZIP that `bundle` made Kolada has changed since.

The ZIP comes from outside: it is read in memory, two of its members only, and none of it is ever written. Means are
computed, so they are compared through their members.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from cache.store import Store
from kolada.api.errors import KoladaError
from kolada.frame import ABSENT, Slice
from kolada.numbers import SWEDISH
from kolada.reading.words import missing_words
from layouts import texts as common
from layouts.documents.package import Cell, NotAReport, Package, read_package
from layouts.report import texts
from layouts.report.fresh import PATIENCE, blocks, bring

MOST_ROWS = 5_000  # that are listed; the sentence counts them all
_GONE = (None, ABSENT)


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that Kolada has changed since. None: there was, or is, no value, and `*_status` is Kolada's word why."""

    kpi: str
    municipality: str
    name: str
    period: int
    gender: str
    old: float | None
    new: float | None
    old_status: str
    new_status: str


@dataclass(frozen=True)
class Recheck:
    """What has become of a ZIP's values. `as_of`: when the oldest of Kolada's values that they were held against was
    last confirmed (UTC); None when there are none.
    """

    made: date
    link: str
    changed: tuple[Difference, ...]
    vanished: tuple[Difference, ...]  # had a value, and have none now
    unchanged: int  # numbers
    unchecked: int  # cells that Kolada could not be asked about
    as_of: datetime | None
    problem: KoladaError | None = None
    altered: tuple[str, ...] = ()  # members of the ZIP that are not as they were

    @property
    def sentence(self) -> str:
        """The whole result in Swedish."""
        checked = len(self.changed) + len(self.vanished) + self.unchanged
        said = [texts.recheck_altered(self.altered)] if self.altered else []
        said += [texts.recheck_counted(len(self.changed), len(self.vanished), checked, self.made)] if checked else []
        said += [texts.recheck_unchecked(self.unchecked)] if self.unchecked else []
        said += [texts.recheck_as_of(self.as_of)] if self.as_of else []
        return " ".join([*said, *([self.problem.sentence] if self.problem else [])])

    @property
    def rows(self) -> list[list[str]]:
        """Every difference as a reader sees it, in the columns of `texts.RECHECK_COLUMNS`; at most MOST_ROWS."""
        return [_row(each) for each in sorted(self.changed + self.vanished, key=_place)[:MOST_ROWS]]


@dataclass
class _Now:
    """What Kolada says today, as far as it could be asked."""

    slices: dict[tuple[str, str], Slice] = field(default_factory=dict)
    cells: dict[tuple[str, str, int, str], tuple[float | None, str]] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)  # the units, with their names
    gone_kpis: frozenset[str] = frozenset()
    problem: KoladaError | None = None

    def cell(self, told: Cell) -> tuple[float | None, str] | None:
        """A value or why there is none; None when that could not be found out."""
        if told.kpi in self.gone_kpis or told.municipality not in self.known:
            return _GONE
        kept = self.slices.get((told.kpi, told.municipality))
        if kept is None:
            return None
        return _GONE if kept.withdrawn else self.cells.get(told.key, _GONE)


def recheck(
    data: bytes, store: Store, patience: float = PATIENCE, sleep: Callable[[float], object] = time.sleep
) -> Recheck:
    """Hold a ZIP against Kolada's values of now: all of them are asked for anew, within `patience` seconds.

    Raises NotAReport for what is no such ZIP, KoladaError when not even the lists can be had, StoreError.
    """
    package = read_package(data)
    if package.invented != store.invented:
        raise NotAReport(texts.RECHECK_INVENTED if package.invented else texts.RECHECK_HERE_INVENTED)
    now = _now(package, store, patience, sleep)
    changed: list[Difference] = []
    vanished: list[Difference] = []
    unchanged = unchecked = 0
    for told in package.cells:
        found = now.cell(told)
        if found is None:
            unchecked += 1
        elif _says(*found) == _says(told.value, told.status):
            unchanged += told.value is not None  # a year without a value is none
        else:
            is_gone = told.value is not None and found[0] is None
            (vanished if is_gone else changed).append(_difference(told, found, now.known))
    ages = [each.fetched_at for each in now.slices.values() if not each.withdrawn]
    oldest = min(ages) if ages else None
    return Recheck(package.made, package.link, tuple(changed), tuple(vanished), unchanged, unchecked, oldest,
                   now.problem, package.altered)  # fmt: skip


def _now(package: Package, store: Store, patience: float, sleep: Callable[[float], object]) -> _Now:
    units, kpis = store.municipalities(), store.kpis(package.kpis)
    gone = frozenset() if kpis.problem else frozenset(package.kpis) - set(kpis.items)
    now = _Now(known={unit.id: unit.title for unit in units.items}, gone_kpis=gone)
    pairs = [pair for pair in package.pairs if pair[0] not in gone and pair[1] in now.known]
    bring(store, pairs, patience, sleep, store.now())
    problem = units.problem or kpis.problem
    for block in blocks(pairs):
        values = store.values(block.kpis, block.units)
        now.slices |= values.slices
        now.cells |= {row[:4]: (row[4], row[5]) for row in values.rows}
        problem = problem or values.problem
    now.problem = problem
    return now


def _says(value: float | None, status: str) -> float | str:
    """A number says itself, whatever word stands beside it; else the word does."""
    return status if value is None else value


def _difference(told: Cell, now: tuple[float | None, str], names: Mapping[str, str]) -> Difference:
    name = names.get(told.municipality, told.municipality)
    return Difference(*told[:2], name, told.period, told.gender, told.value, now[0], told.status, now[1])


def _place(each: Difference) -> tuple[str, str, int, str]:
    return each.kpi, each.municipality, each.period, each.gender


def _row(each: Difference) -> list[str]:
    now = _shown(each.new, each.new_status)
    if each.new is None and each.new_status == ABSENT:
        now = texts.RECHECK_GONE
    gender, old = common.GENDERS[each.gender], _shown(each.old, each.old_status)
    return [each.kpi, each.name, str(each.period), gender, old, now]


def _shown(value: float | None, status: str) -> str:
    """Unrounded, since what has changed may be a decimal that is never shown elsewhere."""
    return missing_words(status) if value is None else f"{value:,}".removesuffix(".0").translate(SWEDISH)
