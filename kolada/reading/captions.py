"""What a figure in a report is called and what must be said under it. From the comparison alone (COMPARISON 30)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from kolada import catalogue, curated, groups
from kolada.analysis.compare import Comparison
from kolada.analysis.ranks import Standing, rank
from kolada.api.models import MunicipalityGroup
from kolada.frame import Slice
from kolada.reading import sentences
from kolada.reading.notes import About, has_mean, newer_note, notes
from kolada.reading.words import NO_BREAK, enumerate_words, is_money, numeral, rank_words, the_peers, whose

GENDERS = {"K": "kvinnor", "M": "män"}


def years(comparison: Comparison) -> str:
    """The years shown: "2017–2022", or one year."""
    first, last = comparison.window
    return str(first) if first == last else f"{first}–{last}"


def caption(comparison: Comparison, shown: str = "") -> str:
    """What the figure shows: "Kostnad för HVB, barn och unga, kr per invånare, 2017–2022". Not its number. `shown`: in
    which picture, where that is not lines or bars: "karta"."""
    said = catalogue.words(comparison.kpi)
    label = said.label.replace(f", {said.unit.removeprefix('kr ')}", "")  # "per inskrivet barn" is said once
    parts = [label, said.unit, GENDERS.get(comparison.gender, "")]
    parts.append("löpande priser" if is_money(comparison) else "")
    parts += [shown, years(comparison)]
    return ", ".join(part for part in parts if part)


def label(number: int) -> str:
    """ "Figur 2", never broken over two lines."""
    return f"Figur{NO_BREAK}{number}"


def observation(comparison: Comparison, behind: Comparison | None = None) -> list[str]:
    """Iakttagelse, as sentences: the figure, the rank, the change, the number behind it."""
    said = [
        str(sentences.sentence(comparison)),
        sentences.rank_sentence(comparison),
        sentences.change_sentence(comparison),
        sentences.behind_sentence(comparison, behind),
    ]
    return [text for text in said if text]


def footnotes(
    comparison: Comparison,
    today: date,
    slices: Mapping[tuple[str, str], Slice] | None = None,
    choices: Iterable[MunicipalityGroup] = (),
) -> list[str]:
    """Every footnote that is true of this figure, and no other, in the order they are printed.

    `choices`: the municipality's own groups; its place in them is said where the country's values are kept.
    """
    own = [note.text for note in notes(comparison, today, slices)]
    return [text for text in (count_note(comparison), *own, places_note(comparison, choices)) if text]


def of_one_year(comparison: Comparison) -> Comparison:
    """The comparison in its one year alone: what bars show (COMPARISON 12)."""
    year = comparison.year
    return comparison if year is None else replace(comparison, window=(year, year))


def bar_footnotes(
    comparison: Comparison,
    today: date,
    slices: Mapping[tuple[str, str], Slice] | None = None,
    choices: Iterable[MunicipalityGroup] = (),
) -> list[str]:
    """The same of bars: what is true of their year, and why it is not a later one. Riket has no bar."""
    one = of_one_year(comparison)
    own = [note.text for note in notes(one, today, slices) if note.about is not About.RIKET]
    found = (count_note(one), *own, newer_note(comparison), places_note(one, choices))
    return list(dict.fromkeys(text for text in found if text))


def count_note(comparison: Comparison) -> str:
    """COMPARISON 9: what a count is, why nothing is drawn beside it, and where its rate is."""
    if not comparison.is_count:
        return ""
    beside = "riket" if comparison.mean.cells else "medel och riket"
    text = f"Figuren visar ett absolut antal, inte ett tal per invånare; {beside} ritas därför inte."
    rate = curated.notes(comparison.kpi.id).rate
    return f"{text} Per invånare i åldern: {rate}." if rate else text


def places_note(comparison: Comparison, choices: Iterable[MunicipalityGroup]) -> str:
    """Who the peers are decides what is true: the place in the municipality's other "Liknande" groups, same year.

    "I andra grupper av liknande kommuner, 2022: näst högst av åtta (LSS 2024)." Only from what is kept.
    """
    own, year = comparison.country.value(comparison.focal.id, comparison.year), comparison.year
    is_everybody = comparison.peers.kind in (groups.GroupKind.ALL, groups.GroupKind.ALL_REGIONS)
    if own is None or year is None or comparison.is_count or is_everybody:
        return ""
    areas: dict[str, list[str]] = {}
    for group in choices:
        parsed = groups.parse_title(group.title)
        if not parsed or group.id == comparison.peers.id:
            continue
        others = [
            Standing(member.id, member.title, value)
            for member in group.members
            if (value := comparison.country.value(member.id, year)) is not None
        ]
        if 2 * len(others) >= len(group.members):
            place = rank(Standing(comparison.focal.id, comparison.focal.name, own), others, year)
            if place:
                areas.setdefault(rank_words(place), []).append(f"{parsed.area} {parsed.edition}")
    said = [f"{place} ({', '.join(found)})" for place, found in areas.items()]
    alike = f"liknande {sentences.units_word(comparison)}"
    return f"I andra grupper av {alike}, {year}: {enumerate_words(said)}." if said else ""


class Drawn(NamedTuple):
    """A figure of a section: its comparison, and what is not drawn of it. Bars have no Riket, a map has neither."""

    comparison: Comparison
    draws_mean: bool = True
    draws_riket: bool = True
    draws_peers: bool = True

    @property
    def has_mean(self) -> bool:
        """The peers' mean is drawn: not of counts, of a single peer, or without values."""
        return self.draws_mean and has_mean(self.comparison)

    @property
    def has_riket(self) -> bool:
        """Riket is drawn beside it."""
        found = self.comparison
        shown = any(found.riket.value(period) is not None for period in found.periods)
        return shown and self.draws_riket and not found.is_count


def intro(figures: Iterable[Drawn]) -> str:
    """The sentence that opens a section: whom the figures are about, beside whom and what, which years."""
    found = list(figures)
    if not found:
        return ""
    first = found[0].comparison
    shown = label(1) if len(found) == 1 else f"Figurerna 1–{len(found)}"
    begin, end = (pick(f.comparison.window[i] for f in found) for pick, i in ((min, 0), (max, 1)))
    period = f"år {begin}" if begin == end else f"åren {begin}–{end}"
    if any(not _is_alike(first, figure.comparison) for figure in found):
        return f"{shown} visar nyckeltal ur Kolada {period}; under varje figur står vilka som jämförs."
    means, riket = sum(f.has_mean for f in found), sum(f.has_riket for f in found)
    if means == len(found) and riket in (0, len(found)):
        beside = f"{whose(first.peers)} ovägda medel" + (" och riket" if riket else "")
        return f"{shown} visar {first.focal.name} bredvid {beside} {period}."
    peers = sum(f.draws_peers for f in found) if first.peers.members else 0
    beside = f" bredvid {the_peers(first.peers)}" if peers == len(found) else ""
    some = f" {_begun(the_peers(first.peers))} är med i {numeral(peers)} av dem." if 0 < peers < len(found) else ""
    return f"{shown} visar {first.focal.name}{beside} {period}.{some}{_also(means, riket, len(found))}"


def _begun(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"


def _is_alike(one: Comparison, other: Comparison) -> bool:
    """The same municipality beside the same peers."""
    return (one.focal.id, one.peers.id, one.peers.members) == (other.focal.id, other.peers.id, other.peers.members)


def _also(means: int, riket: int, total: int) -> str:
    """What else is drawn, and in how many of the figures: not in those of counts."""
    parts = [("Deras ovägda medel", means), ("riket", riket)]
    if means == riket:
        parts = [("Deras ovägda medel och riket", means)]
    in_how_many = {n: f" i {numeral(n)} av dem" for n in (means, riket)} | {total: " i alla" if total > 1 else ""}
    there = [(what, in_how_many[n]) for what, n in parts if n]
    if not there:
        return ""
    (first, where), *rest = there
    said = ", ".join([f"{first} är med{where}", *(f"{what}{place}" for what, place in rest)])
    return f" {_begun(said)}."
