"""Which KPIs may be scanned for what stands out, and which of them belong together. Pure functions of the catalogue."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

from kolada import catalogue, curated
from kolada.api.models import Kpi
from kolada.catalogue import Kind
from kolada.search.surveys import is_margin
from kolada.swedish import folded

CODED = 5  # different values in the whole country, or fewer: a coded answer (Ja = 1, Nej = 0), not a measure
SMALL = 20  # persons behind a rate: below, chance moves it by a third or more (COMPARISON 18)

_AMOUNT = re.compile(r"(?:totalt )?antal(?:$|,| [^/]*$)|(?:tkr|mkr|mnkr|miljoner kronor)$")
_AVERAGE = re.compile(r"median|medel|genomsnitt|\bpris\b|\bper\b", re.IGNORECASE)
_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")
_TWIN_WORDS = re.compile(
    r"\b(?:bruttokostnad|kvinnor|kvinna|man|men|flickor|pojkar|hemkommun|lageskommun|"
    r"ny definition|totalt|total)\b|\bnetto(?=kostnad)"
)


class LeftOut(StrEnum):
    """Why a KPI that is kept is not in a scan; the words are in /data/sticker-ut.csv."""

    UNKNOWN = "unknown"  # Kolada's catalogue does not have it, or no longer
    COUNT = "count"  # it grows with the municipality (COMPARISON 9)
    UNCERTAINTY = "uncertainty"  # "Osäkerhetstal": the margin of a survey's figure, no figure of its own
    CODED = "coded"
    NO_VALUE = "no_value"
    TOO_FEW = "too_few"  # of the peers have a value (COMPARISON 6)
    OLD = "old"  # older than was asked for


def left_out(kpi: Kpi | None) -> LeftOut | None:
    """Why the catalogue alone keeps a KPI out of every scan; None where it may be in one."""
    if kpi is None or getattr(kpi, "vanished", None):
        return LeftOut.UNKNOWN
    if is_margin(kpi):
        return LeftOut.UNCERTAINTY
    return LeftOut.COUNT if _grows(kpi) else None


def _grows(kpi: Kpi) -> bool:
    """A count, or a difference between counts or amounts: "flyttnetto, antal", "avvikelse, miljoner kronor"."""
    kind = catalogue.kind(kpi)
    unit = catalogue.unit(kpi)
    is_amount = kind is Kind.OTHER and (_AMOUNT.match(unit) if unit else "netto" in kpi.title.casefold())
    return kind is Kind.COUNT or bool(is_amount and not _AVERAGE.search(kpi.title))


def is_coded(kpi: Kpi, distinct: int) -> bool:
    """Whether so few different values are answers in code rather than measures."""
    return distinct <= CODED and catalogue.kind(kpi) is Kind.OTHER


def is_cost(kpi: Kpi) -> bool:
    """A cost, gross or net, per whatever."""
    return catalogue.kind(kpi) is Kind.COST


def is_quality(kpi: Kpi) -> bool:
    """Kolada's perspective "Kvalitet och resultat"."""
    return kpi.perspective == catalogue.QUALITY


def area_slug(area: str) -> str:
    """An operating area in an address: "Individ- och familjeomsorg" -> "individ-och-familjeomsorg"."""
    return _NOT_A_LETTER.sub("-", folded(area)).strip("-")


def families(kpis: Iterable[Kpi]) -> Mapping[str, str]:
    """Each KPI's family, named by one of its members: those that say the same thing in another way.

    The same title over another denominator, or for women and men, gross and net; a total and its parts; what the
    curated file calls the netto or the other denominator of another. A KPI alone is its own family.
    """
    wanted = {kpi.id: kpi for kpi in kpis}
    parent = {kpi: kpi for kpi in wanted}
    by_title: dict[str, str] = {}
    for kpi in wanted.values():
        _join(parent, by_title.setdefault(_stem(kpi), kpi.id), kpi.id)
    for one, other in _related(wanted):
        if one in wanted and other in wanted:
            _join(parent, one, other)
    return {kpi: _root(parent, kpi) for kpi in wanted}


def _related(kpis: Iterable[str]) -> Iterable[tuple[str, str]]:
    wanted = list(kpis)
    nettos = {curated.notes(kpi).netto for kpi in wanted}
    for kpi in wanted:
        known = curated.notes(kpi)
        yield from ((kpi, other) for other in (known.netto, known.per) if other)
        for family in curated.families_of(kpi):
            # Where a part is a total in its turn, or what is left of one, all of social care would be one family.
            if family.total == kpi and not any(_is_total(part) or part in nettos for part in family.parts):
                yield from ((kpi, part) for part in family.parts)


def _is_total(kpi: str) -> bool:
    return any(family.total == kpi for family in curated.families_of(kpi))


def _stem(kpi: Kpi) -> str:
    """A title without its unit and without the words by which twins differ."""
    return " ".join(_TWIN_WORDS.sub(" ", folded(catalogue.label(kpi))).replace(",", " ").split())


def _root(parent: dict[str, str], kpi: str) -> str:
    while parent[kpi] != kpi:
        parent[kpi] = kpi = parent[parent[kpi]]
    return kpi


def _join(parent: dict[str, str], one: str, other: str) -> None:
    first, second = sorted((_root(parent, one), _root(parent, other)))
    parent[second] = first
