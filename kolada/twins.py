"""The same thing in another measure: per inhabitant, per child, per user, gross or net. A pure rule over titles.

Kolada has no field for it. Two KPIs are twins when their labels are the same words and both are amounts per something;
rather one too few than one that is something else.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kolada import curated, units
from kolada.api.models import Kpi
from kolada.swedish import folded

_NET = re.compile(r"^(netto|brutto)(?=kostnad)", re.IGNORECASE)
_WORD = re.compile(r"[a-z0-9]+")
_FILLING = {"for", "per", "av", "i", "inom", "och"}  # as folded; N33002 has a "för" that N33007 lacks
_AMOUNT = re.compile(r"^(kr|antal)/")
SHARED = 4  # letters that the titles of twins have in common at their beginning, after "Netto": a cheap first sieve


class Twin(NamedTuple):
    """A KPI in the row of measures: its id, what it is per ("kr per invånare 80 år och äldre"), whether it is net."""

    kpi: str
    per: str
    is_net: bool


class _Measure(NamedTuple):
    """What is measured, and how."""

    stem: frozenset[str]
    amount: str
    unit: str
    is_net: bool


def twins(kpi: Kpi, catalogue: Mapping[str, Kpi]) -> tuple[Twin, ...]:
    """The row of measures of one KPI, itself in it; empty when it is alone.

    By the rule and by what is curated; gross before net, then the widest base. Those that have ended are left out.
    """
    own = _measure(kpi)
    if own is None:
        return ()
    known = curated.notes(kpi.id)
    found = {kpi.id: own} | {other.id: m for other, m in _alike(kpi, own, catalogue)}
    for each in filter(None, (known.per, known.netto)):
        if each in catalogue and (curated_one := _measure(catalogue[each])):
            found[each] = curated_one
    row = sorted(_unambiguous(kpi.id, found).items(), key=lambda pair: (pair[1].is_net, _width(pair[1].unit), pair[0]))
    return tuple(Twin(each, units.phrase(m.unit), m.is_net) for each, m in row) if len(row) > 1 else ()


def _measure(kpi: Kpi) -> _Measure | None:
    title = units.split(kpi.title)
    amount = _AMOUNT.match(title.unit)
    if amount is None or title.ended:
        return None
    words = _WORD.findall(folded(_NET.sub("", title.label)))
    is_net = title.label.lower().startswith("netto")
    return _Measure(frozenset(words) - _FILLING, amount[1], title.unit, is_net)


def _alike(kpi: Kpi, own: _Measure, catalogue: Mapping[str, Kpi]) -> Iterable[tuple[Kpi, _Measure]]:
    head = _head(kpi.title)
    for other in catalogue.values():
        if _head(other.title) != head or other.id == kpi.id or other.municipality_type != kpi.municipality_type:
            continue
        measure = _measure(other)
        if measure and (measure.stem, measure.amount) == (own.stem, own.amount):
            yield other, measure


def _head(title: str) -> str:
    return title.removeprefix("Netto").removeprefix("Brutto")[:SHARED].lower()


def _unambiguous(own: str, found: Mapping[str, _Measure]) -> dict[str, _Measure]:
    """Of several in one and the same measure nobody knows which is meant: none is offered, save the KPI itself."""
    same: dict[tuple[str, bool], list[str]] = {}
    for each, measure in found.items():
        same.setdefault((measure.unit, measure.is_net), []).append(each)
    kept = {ids[0] for ids in same.values() if len(ids) == 1}
    taken = (found[own].unit, found[own].is_net)
    return {each: m for each, m in found.items() if each == own or (each in kept and (m.unit, m.is_net) != taken)}


def _width(unit: str) -> tuple[int, str]:
    """Per inhabitant of any age first, then of some ages, then per user, pupil or child."""
    if unit in ("kr/inv", "kr/invånare", "antal/1000 inv"):
        return 0, unit
    return (1, unit) if "inv" in unit else (2, unit)
