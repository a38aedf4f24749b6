"""What a KPI is: its unit, kind, source, breaks and calendar, read from Kolada's own text (KOLADA_API §5).

Pure functions of a `Kpi`. Where Kolada's text says nothing (a question, a direction) the curated file does.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from kolada import curated, texts, units
from kolada.api.models import Kpi
from kolada.swedish import long_date

QUALITY = "Kvalitet och resultat"

_SOURCE = re.compile(r"\s*Källa[:.\s]\s*(?:Källa:\s*)?(.*)$")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ\"”\d])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:o\.? ?m|f\.om|ex|kap|m\.fl|ca|enl|inkl|exkl|nr|resp|åk|jan|feb|okt|nov|dec|sept|aug)|§)\.$"
)
_MARKED_YEAR = re.compile(
    r"""\b(?:(?:från\ och\ med|fr\.?\ ?o\.?\ ?m\b\.?|f\.?\ ?o?\.?\ ?m\b\.?|from)
          |(?P<until>till\ och\ med|t\.?\ ?o\.?\ ?m\b\.?|fram\ till))
        \D{0,30}?\b(?P<year>(?:19|20)\d\d)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_NOT_A_SHARE = re.compile(
    r"avvikelse|befolkningsförändring|förväntad förändring|\bresultat\b|likviditet|soliditet|finansnetto|"
    r"självfinansieringsgrad|skattesats|skattekraft|kompensationsgrad|lönegap",
    re.IGNORECASE,
)
_A_QUOTIENT = re.compile(
    r"\bper (?!år\b|månad|vecka|dag\b|den\b|kvartal|\d)"
    r"|(?:elever|barn|omsorgspersonal|sjuksköterskor|boende)/(?:lärare|årsarbetare|anställd|plats|sjuksköterska)",
    re.IGNORECASE,
)
_AN_AVERAGE = re.compile(
    r"median|\bmedel|medelvärde|genomsnitt|lönegap|avvikelse|förändring|pris\b|netto(?!kostnad)", re.IGNORECASE
)
_QUANTITY = re.compile(
    r"(?:totalt )?antal(?! dagar| timmar)\b|tkr|mkr|mnkr|miljoner kronor"
    r"|kg|ton|MWh?|hektar|meter|km|kvm|kbm|kvadrat|installerad"
)
_COST = re.compile(r"kostnad(?!sutjämning)|utbetalt", re.IGNORECASE)


KEPT = 512  # KPIs whose text has been read: a page asks the same of each a dozen times


class Kind(StrEnum):
    """What sort of number a KPI is: it decides which means, bars and words are honest.

    COST: kronor per inhabitant, pupil, user ... and called a cost. RATE: an amount per something that is not money.
    SHARE: a percentage of a whole. COUNT: an absolute amount (persons, tkr, tonnes) that grows with the municipality,
    so that a mean across sizes says nothing (COMPARISON 9). INDEX: a composed measure. OTHER: what may be negative
    (deviations, results), money that is not a cost, averages, ages, times and coded answers.
    """

    COST = "cost"
    RATE = "rate"
    SHARE = "share"
    COUNT = "count"
    INDEX = "index"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Break:
    """The first year on a new footing, and the sentence that says so, verbatim; the day where it is known."""

    year: int
    sentence: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """How a KPI is spoken of. `unit` stands at an axis and in a subtitle, `after_number` in a sentence (may be "")."""

    question: str
    label: str
    noun: str
    unit: str
    after_number: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """What Kolada plans to publish next, and how a page says it."""

    period: int | None
    preliminary: date | None
    final: date | None
    ended: int | None
    sentence: str


@dataclass(frozen=True, slots=True)
class MissingReason:
    """Why the calendar's own period has no value yet (COMPARISON 14)."""

    day: date
    overdue: bool
    sentence: str


def unit(kpi: Kpi) -> str:
    """The unit as Kolada writes it at the title's end ("kr/inv 0-20 år"); "" when the title has none."""
    return units.split(kpi.title).unit


def label(kpi: Kpi) -> str:
    """The title without its unit and without the year in which it ended."""
    return units.split(kpi.title).label


def discontinued(kpi: Kpi) -> int | None:
    """The last year of a closed KPI, from "(-2024)" at the title's end."""
    return units.split(kpi.title).ended


@lru_cache(KEPT)
def words(kpi: Kpi) -> Words:
    """How a KPI is spoken of: curated where it is, else from its title."""
    known = curated.notes(kpi.id)
    noun = known.noun or _noun(kpi)
    after_number = known.denominator or units.after_number(unit(kpi))
    return Words(
        question=known.question or label(kpi),
        label=known.label or label(kpi),
        noun=noun,
        unit=known.denominator or units.phrase(unit(kpi)),
        after_number="" if after_number in noun else after_number,
    )


def _noun(kpi: Kpi) -> str:
    """A title after a genitive: short costs and counts as they are, anything else quoted."""
    name = label(kpi)
    speakable = re.match(r"\w*kostnad|antal |andel ", name, re.IGNORECASE) and not re.search(r"[?:]| – ", name)
    return name[0].lower() + name[1:] if speakable else texts.VALUE_OF.format(label=name)


@lru_cache(KEPT)
def kind(kpi: Kpi) -> Kind:
    """What sort of number this is, from unit and title; see `Kind`."""
    of = unit(kpi)
    if of.startswith(("index", "medelbetyg")):
        return Kind.INDEX
    if "=" in of:
        return Kind.OTHER
    if "%" in of or of.startswith(("procent", "promille", "svarsfrekvens")):
        return (
            Kind.OTHER if of.startswith(("årlig", "procentenheter")) or _NOT_A_SHARE.search(label(kpi)) else Kind.SHARE
        )
    return _kind_of_quotient(of, kpi.title) if "/" in of else _kind_of_amount(of, kpi.title)


def is_net(kpi: Kpi) -> bool:
    """A cost less fees, grants and other income: "Nettokostnad …"."""
    return "nettokostnad" in kpi.title.lower()


def _kind_of_quotient(of: str, title: str) -> Kind:
    if not re.match(r"(?:1000 |t|m|mn)?kr/", of):
        return Kind.RATE
    return Kind.COST if _COST.search(title) and not _NOT_A_SHARE.search(title) else Kind.OTHER


def _kind_of_amount(of: str, title: str) -> Kind:
    if not _QUANTITY.match(of):
        return Kind.OTHER
    if _A_QUOTIENT.search(title):
        return Kind.RATE
    return Kind.OTHER if _AN_AVERAGE.search(title) else Kind.COUNT


def direction(kpi: Kpi) -> int | None:
    """+1 when more is better, -1 when less is, None when nobody can say."""
    return curated.notes(kpi.id).direction


def is_judgeable(kpi: Kpi) -> bool:
    """Only "Kvalitet och resultat" with a curated direction may be called better or worse (COMPARISON 20)."""
    return kpi.perspective == QUALITY and direction(kpi) is not None


def definition(kpi: Kpi) -> str:
    """Kolada's description in one line, without the sentence that names the source."""
    return _SOURCE.sub("", units.tidy(kpi.description))


@lru_cache(KEPT)
def source(kpi: Kpi) -> str:
    """Where Kolada has the values from ("SCB:s Räkenskapssammandrag"); "" when the description does not say."""
    text = units.tidy(kpi.description)
    last = text.rfind("Källa")
    found = _SOURCE.match(text, last) if last >= 0 else None
    return found[1].strip(" .") if found else ""


@lru_cache(KEPT)
def breaks(kpi: Kpi) -> tuple[Break, ...]:
    """The years at which the series starts on a new footing, oldest first, one per year (COMPARISON 17).

    From the definition's own sentences with fr.o.m. or t.o.m. and a year, then the curated events of other years.
    """
    said = [Break(year, sentence) for sentence in sentences(definition(kpi)) for year in _marked_years(sentence)]
    known = [Break(event.year, event.sentence, event.day) for event in curated.events_for(kpi)]
    by_year = {found.year: found for found in reversed(said + known)}
    return tuple(by_year[year] for year in sorted(by_year))


def _marked_years(sentence: str) -> list[int]:
    """The first year on the new footing: the one after "till och med 2018" is 2019."""
    return [int(found["year"]) + bool(found["until"]) for found in _MARKED_YEAR.finditer(sentence)]


def sentences(text: str) -> tuple[str, ...]:
    """A definition's sentences, verbatim; "fr.o.m. 2019" and "4 kap. 1 §" do not end one."""
    whole: list[str] = []
    for piece in _SENTENCE_END.split(text):
        if whole and _ABBREVIATED.search(whole[-1]):
            whole[-1] += f" {piece}"
        else:
            whole.append(piece)
    return tuple(filter(None, whole))


def calendar(kpi: Kpi, today: date) -> Calendar:
    """What is planned, as of this day."""
    ended = discontinued(kpi)
    return Calendar(
        kpi.publ_period, kpi.prel_publication_date, kpi.publication_date, ended, _calendar_sentence(kpi, ended, today)
    )


def _calendar_sentence(kpi: Kpi, ended: int | None, today: date) -> str:
    if ended:
        return texts.CALENDAR_ENDED.format(year=ended)
    first, final, year = kpi.prel_publication_date, kpi.publication_date, kpi.publ_period
    dates = _dates(kpi)
    if not dates or not year:
        return texts.CALENDAR_NONE
    if first and final and today < final:
        template = texts.CALENDAR_PRELIMINARY if today >= first else texts.CALENDAR_BOTH
        return template.format(year=year, first=long_date(first), final=long_date(final))
    template = texts.CALENDAR_PAST if dates[-1] < today else texts.CALENDAR_ONE
    return template.format(year=year, day=long_date(dates[-1]))


def _dates(kpi: Kpi) -> list[date]:
    return [day for day in (kpi.prel_publication_date, kpi.publication_date) if day]


def missing_reason(kpi: Kpi, period: int, today: date) -> MissingReason | None:
    """When a missing value comes, or should have come; None for every period but the calendar's own."""
    dates = _dates(kpi)
    if period != kpi.publ_period or not dates:
        return None
    day = next((day for day in dates if today < day), dates[-1])
    overdue = day < today
    return MissingReason(day, overdue, (texts.OVERDUE if overdue else texts.COMING).format(day=long_date(day)))
