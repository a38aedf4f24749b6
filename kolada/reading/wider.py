"""Sentences about the whole country, about movement, about women and men, and about what a difference comes to."""

from collections.abc import Sequence

from kolada.analysis.change import Change
from kolada.analysis.compare import Comparison
from kolada.analysis.lines import Line
from kolada.analysis.movers import Mover, Movers
from kolada.analysis.ranks import Standing
from kolada.analysis.spread import Spread
from kolada.analysis.sums import WholeSum
from kolada.frame import PRIVACY
from kolada.numbers import number
from kolada.reading.sentences import FEW, briefly, quantity
from kolada.reading.words import (
    NO_BREAK,
    WHO,
    amount,
    country_rank_words,
    in_year,
    missing_words,
    numeral,
    of_whom,
    places,
    the_peers,
    whose,
    years_phrase,
)

MILLION = 1e6


def units_word(comparison: Comparison) -> str:
    """What the country is made of: municipalities, or regions beside a region."""
    return "regioner" if comparison.country.members < FEW else "kommuner"


def place_sentence(who: Standing, standings: Sequence[Standing], comparison: Comparison) -> str:
    """ "Bjuv: 34:e högst av 290 kommuner med värde, 3 067 kr per invånare 2022." Ties are said (COMPARISON 11)."""
    above = sum(s.value > who.value for s in standings)
    ties = sum(s.value == who.value for s in standings) - 1
    place = country_rank_words(above + 1, len(standings), ties)
    value = in_year(quantity(who.value, comparison), comparison.year)
    return f"{who.name}: {place} {units_word(comparison)} med värde, {value}{of_whom(comparison)}."


def spread_sentence(comparison: Comparison, spread: Spread, year: int) -> str:
    """Where the middle half and nine of ten are, how many they are of, and where the own one is."""
    text = (
        f"{year} låg hälften av {number(spread.n)} {units_word(comparison)} mellan {amount(spread.q1, comparison)} "
        f"och {quantity(spread.q3, comparison)}, nio av tio mellan {amount(spread.p5, comparison)} och "
        f"{briefly(spread.p95, comparison)}. Medianen var {briefly(spread.median, comparison)}"
    )
    own = comparison.focal.value(year)
    if own is None:
        return f"{text}."
    return f"{text}, {comparison.focal.name} hade {briefly(own, comparison)}{of_whom(comparison)}."


def movers_sentence(comparison: Comparison, found: Movers) -> str:
    """The largest rise and the largest fall, both years and both values (COMPARISON 16)."""
    among = f"Bland {the_peers(comparison.peers)}"
    if found.n < len(comparison.peer_lines):
        among += f" ({numeral(found.n)} har värde båda åren)"
    parts = [_moved("ökade", found.climbers, comparison), _moved("minskade", found.fallers, comparison)]
    said = " och ".join(part for part in parts if part) or "var alla oförändrade"
    own = f"{comparison.focal.name}: {_from_to(found.own, comparison)}{of_whom(comparison)}"
    return f"{among} {said}, mellan {found.first} och {found.last}. {own}."


def _moved(verb: str, movers: Sequence[Mover], comparison: Comparison) -> str:
    return f"{verb} {movers[0].name} mest ({_from_to(movers[0].change, comparison)})" if movers else ""


def _from_to(change: Change, comparison: Comparison) -> str:
    return f"från {amount(change.gap.base, comparison)} till {briefly(change.gap.value, comparison)}"


def money_sentence(comparison: Comparison, found: WholeSum | None) -> str:
    """What the difference to the mean comes to, with both factors, and what it is not (COMPARISON 20)."""
    if found is None or not found.per_inhabitant:
        return ""
    side = "lägre" if found.per_inhabitant > 0 else "högre"
    factors = f"{number(abs(found.per_inhabitant))} kr × {number(found.inhabitants)} invånare {found.year}"
    return (
        f"Om {comparison.focal.name} hade legat på {whose(comparison.peers)} ovägda medel hade kostnaden varit "
        f"{millions(abs(found.kronor))} {side} ({factors}). Det är ett räkneexempel, och säger inget om besparing, "
        "slöseri eller behov."
    )


def millions(kronor: float) -> str:
    """ "26 mnkr"; one decimal below ten, and thousands below one tenth of a million."""
    if kronor < MILLION / 10:
        return f"{number(kronor / 1000)}{NO_BREAK}tkr"
    return f"{number(kronor / MILLION, 1 if kronor < 10 * MILLION else 0)}{NO_BREAK}mnkr"


def gap_sentence(women: Comparison, men: Comparison, gap: Line) -> str:
    """The newest year in which both have a value, with both values; why there is none otherwise (COMPARISON 19)."""
    year = next((p for p in sorted({*women.periods, *men.periods}, reverse=True) if gap.value(p) is not None), None)
    value = gap.value(year)
    if value is None or year is None:
        return "Ingen skillnad kan visas: båda könen behöver ett värde samma år."
    shown = max(places(women), places(men))
    both = " och ".join(f"{WHO[c.gender]} {number(c.focal.value(year) or 0.0, shown)}" for c in (women, men))
    if number(abs(value), shown) == number(0.0, shown):
        return f"{gap.name} {year}: ingen skillnad mellan kvinnor och män ({both})."
    side = "högre" if value > 0 else "lägre"
    return f"{gap.name} {year}: {number(abs(value), shown)} {side} för kvinnor än för män ({both})."


def secret_sentence(gap: Line, years: Sequence[int]) -> str:
    """In which years the gap is left out since one of the two is secret, and that it is not computed back."""
    secret = [year for year in years if gap.at(year).status == PRIVACY]
    if not secret:
        return ""
    return f"Ingen skillnad {years_phrase(secret)}: {missing_words(PRIVACY)} för det ena könet, som inte räknas fram."
