"""What the picture shows, in plain Swedish. High is never "worse" and low never "better" for a cost or a volume."""

from dataclasses import dataclass

from kolada import catalogue
from kolada.analysis.change import Change, Gap, Streak
from kolada.analysis.compare import Comparison, interval
from kolada.api.models import Kpi
from kolada.catalogue import Kind
from kolada.numbers import number, signed
from kolada.reading.words import (
    NO_BREAK,
    amount,
    and_the_peers,
    country_rank_words,
    enumerate_words,
    gap_words,
    genitive,
    numeral,
    places,
    rank_words,
    short_unit,
    the_peers,
    whose,
    years_phrase,
)

MISSING_WORDS = {  # KOLADA_API §9, COMPARISON 2
    "Missing": "uppgift saknas",
    "": "uppgift saknas",
    "Privacy": "sekretess",
    "Not applicable": "ej tillämplig",
    "absent": "ingen uppgift",
    "gender absent": "ingen uppgift för valt kön",
}


def missing_words(status: str) -> str:
    """Why there is no value; a status that Kolada has added since is shown as it is."""
    return MISSING_WORDS.get(status, status)


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
    """The answer in one sentence: "Kramfors kostnad för barn- och ungdomsvård var 4 419 kr per invånare 2022, högst av åtta"."""
    words = catalogue.words(comparison.kpi)
    whose_figure = f"{genitive(comparison.focal.name)} {words.noun}"
    year = comparison.year or comparison.latest_focal_year
    value = comparison.focal.value(year)
    if value is None:
        return f"{whose_figure}: {no_value_words(comparison)}"
    place = f", {rank_words(comparison.rank)}" if comparison.rank and not comparison.is_count else ""
    return f"{whose_figure} var {quantity(value, comparison)} {year}{place}"


def no_value_words(comparison: Comparison) -> str:
    """Why the focal one has nothing to show in the years chosen."""
    first, last = comparison.window
    statuses = {comparison.focal.at(p).status for p in range(first, last + 1)}
    reasons = sorted({missing_words(s) for s in statuses if s != "absent"}) or [missing_words("absent")]
    return f"{enumerate_words(reasons)} {years_phrase(range(first, last + 1))}"


def lead(comparison: Comparison) -> str:
    """What the headline is held against, with the caveat that matters."""
    parts = []
    if (mean := comparison.mean.value(comparison.year)) is not None:
        parts.append(f"Ovägt medel för {the_peers(comparison.peers)}: {briefly(mean, comparison)}.")
    if (gap := comparison.gap_to_riket) is not None:
        parts.append(f"Riket: {briefly(gap.base, comparison)}.")
    parts += [text for text in (caveat(comparison),) if text]
    return " ".join(parts)


def caveat(comparison: Comparison) -> str:
    """What high and low do not mean (COMPARISON 9, 20)."""
    if comparison.is_count:
        return "Absolut antal: säger inget om skillnader mellan kommuner av olika storlek."
    if comparison.kind is Kind.COST:
        return "En högre kostnad säger inget om kvalitet eller behov."
    if comparison.kpi.perspective == "Volymer":
        return "Vanligare eller ovanligare är varken bra eller dåligt i sig."
    return ""


def sentence(comparison: Comparison) -> Sentence:
    """One kpi in one sentence: "4 419 i Kramfors 2022, betydligt högre än de liknande kommunernas ovägda medel 3 195"."""
    year = comparison.year or comparison.latest_focal_year
    value = comparison.focal.value(year)
    name = comparison.focal.name
    if value is None:
        return Sentence("Ingen siffra", f" för {name}: {no_value_words(comparison)}.")
    begin = briefly(value, comparison)
    where = f" i {name} {year}"
    gap = comparison.gap_to_mean
    if gap is None:
        return Sentence(begin, f"{where}. {no_mean_words(comparison)}".rstrip())
    than = gap_words(gap, comparison.kind, places(comparison))
    n = comparison.mean.at(comparison.year).n
    of = f"({n} av {len(comparison.peers.members)})"
    return Sentence(
        begin, f"{where}, {than} {whose(comparison.peers)} ovägda medel {briefly(gap.base, comparison)} {of}."
    )


def no_mean_words(comparison: Comparison) -> str:
    """Why there is no mean to hold it against (COMPARISON 6, 9)."""
    peers = comparison.peers
    if comparison.is_count and not comparison.wants_mean_of_counts:
        return caveat(comparison)
    if not peers.members:
        return "Ingen jämförelsegrupp är vald."
    if len(peers.members) == 1:
        return _single_peer(comparison)
    have = max((comparison.mean.at(p).n for p in comparison.periods), default=0)
    return f"För få jämförda har ett värde för att ett medel ska visas: {have} av {len(peers.members)}, minst {peers.minimum} behövs."


def _single_peer(comparison: Comparison) -> str:
    line = comparison.peer_lines[0]
    value = line.value(comparison.year)
    return "" if value is None else f"{line.name}: {briefly(value, comparison)}."


def rank_sentence(comparison: Comparison) -> str:
    """Direction, n, ties, who the others are, and who is nearly level (COMPARISON 11)."""
    rank = comparison.rank
    if rank is None or comparison.is_count:
        return ""
    who = and_the_peers(comparison.focal.name, comparison.peers, rank.n)
    text = f"{rank_words(rank).capitalize()} ({who}) {rank.year}."
    if rank.ties:
        text += f" Samma värde: {enumerate_words([s.name for s in rank.ties])}."
    if rank.near:
        near = enumerate_words([f"{s.name} ({briefly(s.value, comparison)})" for s in rank.near])
        text += f" Nära lika: {near}."
    return text


def country_sentence(comparison: Comparison) -> str:
    """Among all the country's municipalities, once they are there."""
    place = comparison.country_rank
    return f"I landet: {country_rank_words(*place)} kommuner med värde {comparison.year}." if place else ""


def change_sentence(comparison: Comparison) -> str:
    """Between the first and the last year shown, both named and both values given (COMPARISON 16)."""
    own, peers = comparison.change, comparison.mean_change
    if own is None:
        return ""
    thing = _thing(comparison.kpi, comparison.kind)
    text = f"Från {own.first} till {own.last} gick {thing} från {_from_to(own, comparison)}"
    if peers:
        text += f", det ovägda medlet för {_the_same(comparison)} från {_from_to(peers, comparison)}"
    return text + (", i löpande priser." if comparison.kind is Kind.COST else ".")


def _thing(kpi: Kpi, kind: Kind) -> str:
    if kind is Kind.COST:
        return "nettokostnaden" if kpi.title.lower().startswith("netto") else "kostnaden"
    return {Kind.SHARE: "andelen", Kind.COUNT: "antalet"}.get(kind, "värdet")


def _the_same(comparison: Comparison) -> str:
    return f"de {numeral(len(comparison.peers.members))}"


def _from_to(change: Change, comparison: Comparison) -> str:
    gap = change.gap
    text = f"{amount(gap.base, comparison)} till {briefly(gap.value, comparison)}"
    return f"{text} ({_percent_or_points(gap, comparison)})" if _percent_or_points(gap, comparison) else text


def _percent_or_points(gap: Gap, comparison: Comparison) -> str:
    """A share changes by percentage points; everything else by per cent, where that has a meaning."""
    if short_unit(comparison).endswith("%"):
        return f"{signed(gap.difference, places(comparison))} procentenheter"
    return "" if gap.percent is None else f"{signed(gap.percent)}{NO_BREAK}%"


def streak_words(comparison: Comparison) -> str:
    """ "över de liknande kommunernas ovägda medel alla år 2008–2022 utom 2012": every year shown counted (COMPARISON 16)."""
    streak = comparison.streak
    if streak is None:
        return ""
    side = "över" if streak.side > 0 else "under"
    return f"{side} {whose(comparison.peers)} ovägda medel alla {_streak_years(streak)}"


def _streak_years(streak: Streak) -> str:
    text = f"år {streak.first}–{streak.last}"
    if streak.exceptions:
        text += f" utom {years_phrase(streak.exceptions)}"
    return text + (f" (jämförelse saknas {years_phrase(streak.unknown)})" if streak.unknown else "")


def kpi_headline(comparison: Comparison) -> str:
    """The heading of a kpi's own page: the rank, and how long it has been so."""
    streak = streak_words(comparison)
    if comparison.rank is None or comparison.is_count or not streak:
        return headline(comparison)
    noun = catalogue.words(comparison.kpi).noun
    return f"{genitive(comparison.focal.name)} {noun} är {rank_words(comparison.rank)}, och {streak}"


def kpi_lead(comparison: Comparison) -> str:
    """ "2022: 4 419 kr per invånare." and what it is held against."""
    value = comparison.focal.value(comparison.year)
    own = f"{comparison.year}: {quantity(value, comparison)}. " if value is not None else ""
    return own + lead(comparison)


def behind_sentence(rate: Comparison, count: Comparison | None) -> str:
    """The number behind a rate, with what chance alone makes of it (COMPARISON 18)."""
    value = count.focal.value(rate.year) if count else None
    if value is None or value < 0:
        return ""
    low, high = interval(value)
    who = "barn och unga" if "barn" in rate.kpi.title.lower() else "personer"
    text = f"Bakom talet: {number(value)} {who}"
    if value >= 100:
        return f"{text} {rate.year}."
    return f"{text} {rate.year}; av slumpen ensam varierar ett sådant antal mellan {number(low)} och {number(high)} (95{NO_BREAK}%)."


def judgement(comparison: Comparison) -> str:
    """Only for "Kvalitet och resultat" with a curated direction, and "better than others" is not "good" (COMPARISON 20)."""
    gap, direction = comparison.gap_to_mean, catalogue.direction(comparison.kpi)
    if gap is None or direction is None or not catalogue.is_judgeable(comparison.kpi):
        return ""
    if gap_words(gap, comparison.kind, places(comparison)) in ("ungefär som", "detsamma som"):
        return ""
    better = (gap.difference > 0) == (direction > 0)
    return (
        "Bättre än jämförelsen, vilket inte är detsamma som bra."
        if better
        else "Sämre än jämförelsen, vilket inte är detsamma som dåligt."
    )
