"""What the picture shows, in plain Swedish. High is never "worse" and low never "better" for a cost or a volume."""

from collections.abc import Iterable
from dataclasses import dataclass

from kolada import catalogue
from kolada.analysis.change import Change, Gap
from kolada.analysis.compare import Comparison, interval
from kolada.analysis.lines import Line
from kolada.api.models import Kpi
from kolada.catalogue import Kind
from kolada.numbers import number, signed
from kolada.reading.streaks import streak_words
from kolada.reading.words import (
    NO_BREAK,
    amount,
    and_the_peers,
    country_rank_words,
    counts_heads,
    difference_unit,
    gap_words,
    genitive,
    in_year,
    is_level,
    is_money,
    missing_words,
    named,
    of_all,
    of_whom,
    places,
    rank_words,
    short_unit,
    some_of_the_peers,
    whose,
    years_phrase,
)

NEUTRAL = ("Resurser", "Volymer")  # Kolada's perspectives in which high and low are neither good nor bad
FEW = 100  # a country of fewer units than this is one of regions: they are 21, municipalities 290
SMALL_COUNT = 100  # below this chance alone moves a yearly count by a fifth or more


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that begins with its number, so that a page can set that in bold."""

    lead: str
    rest: str

    def __str__(self) -> str:
        return self.lead + self.rest


def quantity(value: float, comparison: Comparison) -> str:
    """The number with its whole unit: "4 419 kr per invånare"."""
    phrase = catalogue.words(comparison.kpi).after_number
    return amount(value, comparison) + (f" {phrase}" if phrase else "")


def briefly(value: float, comparison: Comparison) -> str:
    """The number said in passing: "3 195 kr"."""
    return amount(value, comparison) + short_unit(comparison)


def headline(comparison: Comparison) -> str:
    """The answer in one sentence: "Kramfors kostnad för HVB var 4 419 kr per invånare 2022, högst av åtta"."""
    noun = catalogue.words(comparison.kpi).noun
    whose_figure = f"{genitive(comparison.focal.name)} {noun}{of_whom(comparison)}"
    year = comparison.year or comparison.latest_focal_year
    value = comparison.focal.value(year)
    if value is None:
        return f"{whose_figure}: {no_value_words(comparison)}"
    place = f", {rank_words(comparison.rank)}" if comparison.rank and not comparison.is_count else ""
    return f"{whose_figure} var {in_year(quantity(value, comparison), year)}{place}"


def no_value_words(comparison: Comparison) -> str:
    """Why the focal one has nothing to show in the years chosen: "ingen uppgift 2013–2018; sekretess 2019"."""
    first, last = comparison.window
    reasons = years_by_reason(comparison.focal, range(first, last + 1))
    return "; ".join(f"{reason} {years_phrase(years)}" for reason, years in reasons.items())


def years_by_reason(line: Line, periods: Iterable[int]) -> dict[str, list[int]]:
    """The years without a value, by what Kolada says of them; reasons in the order of their first year."""
    found: dict[str, list[int]] = {}
    for period in periods:
        cell = line.at(period)
        if cell.value is None:
            found.setdefault(missing_words(cell.status), []).append(period)
    return found


def lead(comparison: Comparison) -> str:
    """What the headline is held against, with the caveat that matters."""
    parts = []
    if (mean := comparison.mean.value(comparison.year)) is not None:
        behind = some_of_the_peers(comparison.peers, comparison.mean.at(comparison.year).n)
        parts.append(f"Ovägt medel för {behind}: {briefly(mean, comparison)}.")
    if (gap := comparison.gap_to_riket) is not None:
        parts.append(f"Riket: {briefly(gap.base, comparison)}.")
    parts.append(near_words(comparison))
    if comparison.latest_focal_year is not None:  # a caveat belongs to a number
        parts.append(caveat(comparison))
    return " ".join(filter(None, parts))


def caveat(comparison: Comparison) -> str:
    """What high and low do not mean (COMPARISON 9, 20)."""
    if comparison.is_count:
        what = "antal" if counts_heads(comparison.kpi) else "belopp" if is_money(comparison) else "mängd"
        return f"Absolut {what}: säger inget om skillnader mellan kommuner av olika storlek."
    if comparison.kind is Kind.COST:
        return "En högre kostnad säger inget om kvalitet eller behov."
    neutral = comparison.kpi.perspective in NEUTRAL
    return "Ett högt eller lågt värde är varken bra eller dåligt i sig." if neutral else ""


def sentence(comparison: Comparison) -> Sentence:
    """One kpi in one sentence: "4 419 kr i Kramfors 2022, högre än de liknande kommunernas ovägda medel 3 195 kr"."""
    year = comparison.year or comparison.latest_focal_year
    value = comparison.focal.value(year)
    name = comparison.focal.name
    if value is None:
        return Sentence("Ingen siffra", f" för {name}{of_whom(comparison)}: {no_value_words(comparison)}.")
    begin = briefly(value, comparison)
    where = f" i {name} {year}{of_whom(comparison)}"
    gap = comparison.gap_to_mean
    if gap is None:
        return Sentence(begin, f"{where}. {no_mean_words(comparison)}".rstrip())
    than = gap_words(gap, comparison.kind, places(comparison))
    of = of_all(comparison.mean.at(comparison.year).n, len(comparison.peers.members))
    base = f"{whose(comparison.peers)} ovägda medel {briefly(gap.base, comparison)} {of}"
    return Sentence(begin, f"{where}, {than} {base}.")


def no_mean_words(comparison: Comparison) -> str:
    """Why there is no mean to hold it against (COMPARISON 6, 9)."""
    peers = comparison.peers
    if comparison.is_count and not comparison.wants_mean_of_counts:
        return caveat(comparison)
    if not peers.members:
        return "Ingen jämförelsegrupp är vald."
    if len(peers.members) == 1:
        return _single_peer(comparison)
    have = comparison.mean.at(comparison.latest_focal_year).n
    of = f"{have}{NO_BREAK}av{NO_BREAK}{len(peers.members)}, minst {peers.minimum} behövs"
    return f"För få av de jämförda har ett värde för att ett ovägt medel ska visas: {of}."


def _single_peer(comparison: Comparison) -> str:
    line = comparison.peer_lines[0]
    value = line.value(comparison.year)
    said = missing_words(line.at(comparison.latest_focal_year).status) if value is None else briefly(value, comparison)
    return f"{line.name}: {said}."


def rank_sentence(comparison: Comparison) -> str:
    """Direction, n, ties, who the others are, and who is nearly level (COMPARISON 11)."""
    rank = comparison.rank
    if rank is None or comparison.is_count:
        return ""
    who = and_the_peers(comparison.focal.name, comparison.peers, rank.n)
    text = f"{rank_words(rank).capitalize()} ({who}) {rank.year}{of_whom(comparison)}."
    if 0 < len(rank.ties) < rank.n - 1:
        text += f" Samma värde: {named(rank.ties, lambda s: s.name)}."
    return f"{text} {near_words(comparison)}".rstrip()


def near_words(comparison: Comparison) -> str:
    """Who is nearly level, wherever a place is claimed (COMPARISON 11)."""
    rank = comparison.rank
    if rank is None or not rank.near or comparison.is_count:
        return ""
    return f"Nära lika: {named(rank.near, lambda s: f'{s.name} ({briefly(s.value, comparison)})')}."


def units_word(comparison: Comparison) -> str:
    """What the country is made of: municipalities, or regions beside a region."""
    return "regioner" if comparison.country.members < FEW else "kommuner"


def country_sentence(comparison: Comparison) -> str:
    """Among all the country's municipalities, once they are there."""
    place = comparison.country_rank
    if place is None:
        return ""
    place_of = f"{country_rank_words(*place)} {units_word(comparison)}"
    return f"I landet: {place_of} med värde {comparison.year}{of_whom(comparison)}."


def change_sentence(comparison: Comparison) -> str:
    """Between the first and the last year shown, both named and both values given (COMPARISON 16)."""
    own, peers = comparison.change, comparison.mean_change
    if own is None:
        return ""
    thing = _thing(comparison.kpi, comparison.kind)
    text = f"Från {own.first} till {own.last} gick {thing} från {_from_to(own, comparison)}"
    if peers:
        text += f", {whose(comparison.peers)} ovägda medel från {_from_to(peers, comparison)}"
    text += ", i löpande priser." if is_money(comparison) else "."
    return text + across_breaks(comparison, own.first, own.last)


def across_breaks(comparison: Comparison, first: int, last: int) -> str:
    """That two years are not on the same footing (COMPARISON 17); begins with a space."""
    years = {b.year for b in comparison.breaks if first < b.year <= last}
    return f" Serien har brott {years_phrase(years)}: en förändring över ett brott kan bero på det." if years else ""


def _thing(kpi: Kpi, kind: Kind) -> str:
    title = kpi.title.lower()
    if "avvikelse" in title:
        return "avvikelsen"
    if kind is Kind.COST:
        return "nettokostnaden" if catalogue.is_net(kpi) else "kostnaden"
    if kind is Kind.COUNT and counts_heads(kpi):
        return "antalet"
    return "andelen" if kind is Kind.SHARE else "värdet"


def _from_to(change: Change, comparison: Comparison) -> str:
    gap = change.gap
    moved = _percent_or_points(gap, comparison)
    text = f"{amount(gap.base, comparison)} till {briefly(gap.value, comparison)}"
    return f"{text} ({moved})" if moved else text


def _percent_or_points(gap: Gap, comparison: Comparison) -> str:
    """A share changes by percentage points; everything else by per cent, where that has a meaning."""
    if short_unit(comparison).endswith("%"):
        points = signed(gap.difference, places(comparison))
        return points + difference_unit(points, comparison)
    return "" if gap.percent is None else f"{signed(gap.percent)}{NO_BREAK}%"


def kpi_headline(comparison: Comparison) -> str:
    """The heading of a kpi's own page: the rank, and how long it has been so; not where the rank's own year is one of
    the exceptions, beside which the streak would read as if it held."""
    streak = streak_words(comparison)
    broken = comparison.streak is not None and comparison.year in comparison.streak.exceptions
    if comparison.rank is None or comparison.is_count or not streak or broken:
        return headline(comparison)
    words = catalogue.words(comparison.kpi)
    # "antal barn" is no rate until it says per what; a cost per inhabitant says so in the line below
    per = f" {words.after_number}" if comparison.kind is Kind.RATE and words.after_number.startswith("per") else ""
    noun = words.noun + per + of_whom(comparison)
    place = in_year(rank_words(comparison.rank), comparison.rank.year)
    return f"{genitive(comparison.focal.name)} {noun} var {place}, och {streak}"


def kpi_lead(comparison: Comparison) -> str:
    """ "2022: 4 419 kr per invånare." and what it is held against."""
    value = comparison.focal.value(comparison.year)
    own = f"{comparison.year}{of_whom(comparison)}: {quantity(value, comparison)}." if value is not None else ""
    return f"{own} {lead(comparison)}".strip()


def behind_sentence(comparison: Comparison, count: Comparison | None) -> str:
    """The number behind a rate, and what chance alone makes of a small one, the kpi's own or that (COMPARISON 18)."""
    if comparison.is_count:
        value = comparison.focal.value(comparison.year or comparison.latest_focal_year)
        chance = _chance(value) if value is not None and counts_heads(comparison.kpi) else ""
        return f"{chance[0].upper()}{chance[1:]}." if chance else ""
    value = count.focal.value(comparison.year) if count else None
    if value is None or value < 0:
        return ""
    who = "barn och unga" if "barn" in comparison.kpi.title.lower() else "personer"
    chance = _chance(value)
    return f"Bakom talet: {number(value)} {who} {comparison.year}{'; ' + chance if chance else ''}."


def _chance(count: float) -> str:
    if not 0 <= count < SMALL_COUNT:
        return ""
    low, high = interval(count)
    return (
        f"av slumpen ensam varierar ett antal som {number(count)} mellan {number(low)} och {number(high)} "
        f"(95{NO_BREAK}%)"
    )


def judgement(comparison: Comparison) -> str:
    """Only for "Kvalitet och resultat" with a curated direction; "better than others" is not "good" (COMPARISON 20)."""
    gap, direction = comparison.gap_to_mean, catalogue.direction(comparison.kpi)
    if gap is None or direction is None or not catalogue.is_judgeable(comparison.kpi):
        return ""
    if is_level(gap, comparison.kind, places(comparison)):
        return ""
    better, good = ("Bättre", "bra") if (gap.difference > 0) == (direction > 0) else ("Sämre", "dåligt")
    return f"{better} än {whose(comparison.peers)} ovägda medel, vilket inte är detsamma som {good}."
