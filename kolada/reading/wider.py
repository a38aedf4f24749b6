"""Sentences about the whole country, about movement, about women and men, and about what a difference comes to."""

from collections import Counter
from collections.abc import Mapping, Sequence

from kolada.analysis.change import Change
from kolada.analysis.compare import Comparison
from kolada.analysis.lines import Line
from kolada.analysis.movers import Mover, Movers
from kolada.analysis.ranks import Standing
from kolada.analysis.spread import Spread
from kolada.analysis.sums import WholeSum
from kolada.frame import PRIVACY
from kolada.numbers import number, rounded
from kolada.reading.sentences import SMALL_COUNT, across_breaks, briefly, quantity, units_word
from kolada.reading.words import (
    NO_BREAK,
    WHO,
    amount,
    country_rank_words,
    counts_heads,
    difference_unit,
    enumerate_words,
    in_year,
    missing_words,
    numeral,
    of_whom,
    places,
    short_unit,
    the_peers,
    whose,
    years_phrase,
)

MILLION = 1e6
MOST_NAMED = 12  # in a sentence about who has no value
MORE_PLACES = 3  # tried until values and their difference agree


def place_sentence(who: Standing, comparison: Comparison) -> str:
    """ "Bjuv: 34:e högst av 290 kommuner med värde, 3 067 kr per invånare 2022." Ties are said (COMPARISON 11)."""
    found = comparison.country.rank(who.id, comparison.year)
    if found is None:
        return ""
    place = country_rank_words(*found)
    value = in_year(quantity(who.value, comparison), comparison.year)
    return f"{who.name}: {place} {units_word(comparison)} med värde, {value}{of_whom(comparison)}."


def without_sentence(missing: Mapping[str, str], comparison: Comparison) -> str:
    """Who has no value in the one year, and why (COMPARISON 2). `missing`: the reason by name, in their order."""
    if not missing:
        return ""
    total = comparison.country.members
    said = f"Värde saknas för {number(len(missing))} av {number(total)} {units_word(comparison)} {comparison.year}"
    if len(missing) <= MOST_NAMED:
        return f"{said}: {', '.join(f'{name} ({reason})' for name, reason in missing.items())}."
    reasons = Counter(missing.values()).most_common()
    return f"{said} ({enumerate_words([f'{number(n)} {reason}' for reason, n in reasons])})."


def percentiles_sentence(found: Mapping[int, Spread], comparison: Comparison) -> str:
    """How many are behind the percentiles, and the years shown in which there are too few for any (COMPARISON 12)."""
    least, most = (pick(each.n for each in found.values()) for pick in (min, max))
    total, units = number(comparison.country.members), units_word(comparison)
    n = number(least) if least == most else f"{number(least)}–{number(most)}"
    said = f"Percentilerna bygger på {n} av {total} {units}."
    too_few = [period for period in comparison.periods if period not in found]
    if not too_few:
        return said
    return f"{said} Färre än hälften har värde {years_phrase(too_few)}: då ritas ingen spridning."


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
    """The largest rise and the largest fall, both years and both values (COMPARISON 16), and whether the years are on
    the same footing (COMPARISON 17)."""
    among = f"Bland {the_peers(comparison.peers)}"
    if found.n < len(comparison.peer_lines):
        among += f" ({numeral(found.n)} har värde båda åren)"
    parts = [_moved("ökade", found.climbers, comparison), _moved("minskade", found.fallers, comparison)]
    said = " och ".join(part for part in parts if part) or "var alla oförändrade"
    own = f"{comparison.focal.name}: {_from_to(found.own, comparison)}{of_whom(comparison)}"
    between = across_breaks(comparison, found.first, found.last)
    return f"{among} {said}, mellan {found.first} och {found.last}. {own}.{between}"


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
    year = gap_year(women, men, gap)
    value = gap.value(year)
    if value is None or year is None:
        return "Ingen skillnad kan visas: båda könen behöver ett värde samma år."
    least = gap_places(women, men)
    shown = next((n for n in range(least, least + MORE_PLACES) if _adds_up(women, men, year, n)), least)
    unit = short_unit(women)
    both = " och ".join(f"{WHO[c.gender]} {number(c.focal.value(year) or 0.0, shown)}" for c in (women, men)) + unit
    said = number(abs(value), shown)
    if said == number(0.0, shown):
        return f"{gap.name} {year}: ingen skillnad mellan kvinnor och män ({both})."
    side = f"{difference_unit(said, women)} {'högre' if value > 0 else 'lägre'}"
    return f"{gap.name} {year}: {said}{side} för kvinnor än för män ({both})."


def gap_year(women: Comparison, men: Comparison, gap: Line) -> int | None:
    """The newest year shown in which both have a value."""
    return next((p for p in sorted({*women.periods, *men.periods}, reverse=True) if gap.value(p) is not None), None)


def gap_places(women: Comparison, men: Comparison) -> int:
    """How many decimals a gap has wherever it stands: those of the values, or one more where the values as they are
    shown do not make the gap in some year."""
    shown = max(places(women), places(men))
    years = {*women.periods, *men.periods}
    return shown if all(_adds_up(women, men, year, shown) for year in years) else shown + 1


def _adds_up(women: Comparison, men: Comparison, year: int, shown: int) -> bool:
    """The gap as shown is what one gets from the two values as shown."""
    one, other = women.focal.value(year), men.focal.value(year)
    if one is None or other is None:
        return True
    return rounded(one, shown) - rounded(other, shown) == rounded(one - other, shown)


def few_sentence(counts: Sequence[Comparison], year: int | None) -> str:
    """A gap between small numbers may be chance (COMPARISON 18). `counts`: the persons behind, by gender or of all."""
    who = {**WHO, "T": "kvinnor och män"}
    heads = [c for c in counts if counts_heads(c.kpi)]  # kronor are not persons
    found = [(who[c.gender], value) for c in heads if (value := c.focal.value(year)) is not None]
    if not any(0 <= value < SMALL_COUNT for _, value in found):
        return ""
    few = ", ".join(f"{number(value)} {people}" for people, value in found)
    return f"Få personer ligger bakom {year} ({few}): skillnaden, och hur den ändras från år till år, kan vara slump."


def secret_sentence(gap: Line, years: Sequence[int]) -> str:
    """In which years the gap is left out since one of the two is secret, and that it is not computed back."""
    secret = [year for year in years if gap.at(year).status == PRIVACY]
    if not secret:
        return ""
    return f"Ingen skillnad {years_phrase(secret)}: {missing_words(PRIVACY)} för det ena könet, som inte räknas fram."
