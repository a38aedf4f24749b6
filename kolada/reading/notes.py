"""Footnotes made from what is true of the data: gaps, calendar, breaks, editions. Each is one sentence, or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kolada import catalogue, curated, texts
from kolada.analysis.compare import Comparison, FamilySum
from kolada.analysis.lines import Line, Peers
from kolada.api.models import Kpi
from kolada.frame import Slice
from kolada.groups import GroupKind
from kolada.reading.sentences import briefly, years_by_reason
from kolada.reading.words import NO_BREAK, enumerate_words, in_year, members_word, of_all, the_peers, years_phrase
from kolada.swedish import long_date


class About(StrEnum):
    """What a note is about, so that a page can choose and a test can count."""

    RIKET = "riket"
    PRELIMINARY = "preliminary"
    FEWER = "fewer"
    GAP = "gap"
    EMPTY = "empty"
    NEWER = "newer"
    HINDSIGHT = "hindsight"
    BREAK = "break"
    WITHDRAWN = "withdrawn"
    GROUP_VALUE = "group_value"
    FOCAL_OUT = "focal_out"
    LEFT_OUT = "left_out"
    DISCONTINUED = "discontinued"


@dataclass(frozen=True, slots=True)
class Note:
    """One footnote."""

    about: About
    text: str


def notes(comparison: Comparison, today: date, slices: Mapping[tuple[str, str], Slice] | None = None) -> list[Note]:
    """Every footnote that this comparison needs, and no other, in the order they are printed."""
    found = [
        (About.PRELIMINARY, preliminary_note(comparison)),
        (About.RIKET, riket_note(comparison, today)),
        (About.FEWER, fewer_note(comparison, today)),
        (About.GAP, gap_note(comparison, today)),
        (About.EMPTY, empty_note(comparison, today)),
        (About.NEWER, newer_note(comparison)),
        (About.HINDSIGHT, hindsight_note(comparison)),
        *((About.BREAK, text) for text in break_notes(comparison)),
        (About.FOCAL_OUT, focal_out_note(comparison)),
        (About.LEFT_OUT, left_out_note(comparison)),
        (About.GROUP_VALUE, group_value_note(comparison)),
        (About.WITHDRAWN, withdrawn_note(comparison, slices or {})),
        (About.DISCONTINUED, discontinued_note(comparison)),
    ]
    return [Note(about, text) for about, text in found if text]


def preliminary_note(comparison: Comparison) -> str:
    """COMPARISON 14: which year is not settled, and when it will be."""
    years = comparison.unsettled
    settled = comparison.kpi.publication_date
    if not years or not settled:
        return ""
    return f"{years_phrase(years)} års värden är preliminära, fastställs {long_date(settled)}."


def riket_note(comparison: Comparison, today: date) -> str:
    """Years shown without Riket; the calendar's own year is explained with its date (COMPARISON 14)."""
    if comparison.is_count or not comparison.riket.years:
        return ""
    missing = [p for p in comparison.periods if comparison.riket.value(p) is None]
    return f"Riket saknas {years_phrase(missing)}.{_when('Riket {}', comparison, missing, today)}" if missing else ""


def _when(who: str, comparison: Comparison, missing: Iterable[int], today: date) -> str:
    """When what is missing comes, or should have come; said of the calendar's own year alone. `who` has its place."""
    reasons = [(p, catalogue.missing_reason(comparison.kpi, p, today)) for p in missing]
    return "".join(f" {who.format(p)} {why.sentence}." for p, why in reasons if why)


def fewer_note(comparison: Comparison, today: date) -> str:
    """Years in which the mean has fewer behind it than there are peers, or too few to be shown (COMPARISON 6)."""
    if not comparison.mean.cells:
        return ""
    total, minimum = len(comparison.peers.members), comparison.peers.minimum
    years_by_n: dict[int, list[int]] = {}
    for period in comparison.periods:
        if (n := comparison.mean.at(period).n) < total:
            years_by_n.setdefault(n, []).append(period)
    shown = [
        f"{years_phrase(years_by_n[n])} {of_all(n, total)}" for n in sorted(years_by_n, reverse=True) if n >= minimum
    ]
    too_few = [p for n, years in years_by_n.items() if n < minimum for p in years]
    said = []
    if shown:
        said.append(f"Det ovägda medlet bygger inte på alla: {enumerate_words(shown)}.")
    if too_few:
        said.append(
            f"Inget ovägt medel {years_phrase(too_few)}: färre än {minimum}{NO_BREAK}av{NO_BREAK}{total} har värde."
        )
    missing = [p for years in years_by_n.values() for p in years]
    return " ".join(said) + _when("De värden som saknas för {}", comparison, missing, today)


def gap_note(comparison: Comparison, today: date) -> str:
    """Years shown in which the focal municipality has no value, with Kolada's reason."""
    if comparison.latest_focal_year is None:
        return ""
    found = years_by_reason(comparison.focal, comparison.periods)
    missing = [p for years in found.values() for p in years]
    reasons = [f"{years_phrase(years)} ({reason})" for reason, years in found.items()]
    text = f"{comparison.focal.name} saknar värde {enumerate_words(reasons)}."
    return text + _when("{} års värde", comparison, missing, today) if reasons else ""


def empty_note(comparison: Comparison, today: date) -> str:
    """Years of the figure in which nobody has a value (COMPARISON 13); the calendar's own with its date (14)."""
    first, last = comparison.window
    missing = [p for p in range(first, last + 1) if p not in comparison.periods]
    if not missing or not comparison.periods:
        return ""
    return f"Inga värden finns för {years_phrase(missing)}." + _when("Värden för {}", comparison, missing, today)


def newer_note(comparison: Comparison) -> str:
    """A focal value later than the year of the comparison (COMPARISON 12): it is given, and why it is not used."""
    latest, year = comparison.latest_focal_year, comparison.year
    value = comparison.focal.value(latest)
    if value is None or year is None or latest == year:
        return ""
    later = f"{comparison.focal.name} har ett senare värde, {in_year(briefly(value, comparison), latest)}"
    return f"{later}, men för få av de jämförda har ett för det året: jämförelsen gäller {year}."


def hindsight_note(comparison: Comparison) -> str:
    """An edition drawn over years before it is hindsight (COMPARISON 10)."""
    edition = comparison.peers.edition
    if comparison.peers.kind != GroupKind.LIKNANDE or not edition or not comparison.periods:
        return ""
    if comparison.periods[0] >= edition:
        return ""
    same = f"samma {members_word(comparison.peers)}"
    return f"Gruppen är utgåva {edition}: åren dessförinnan jämförs i efterhand med {same}."


def break_notes(comparison: Comparison) -> list[str]:
    """Breaks in the definition within the years shown, the sentence quoted (COMPARISON 17)."""
    return [f"Brott {b.year}: ”{b.sentence}”" for b in comparison.breaks]


def focal_out_note(comparison: Comparison) -> str:
    """COMPARISON 7: county, SKR and size groups hold the focal one; our mean does not."""
    if not comparison.peers.held_focal or not comparison.mean.cells:
        return ""
    return f"{comparison.focal.name} ingår i gruppen men är inte med i det ovägda medlet här."


def left_out_note(comparison: Comparison) -> str:
    """COMPARISON 4: regions never enter a municipality's mean or rank, nor municipalities a region's."""
    if not comparison.left_out:
        return ""
    names = enumerate_words([m.title for m in comparison.left_out])
    return f"{names} är inte med i jämförelsen: kommuner jämförs med kommuner, regioner med regioner."


def group_value_note(comparison: Comparison) -> str:
    """Kolada's own value of the group beside ours, when they differ beyond rounding (COMPARISON 7)."""
    gap = comparison.group_difference
    if gap is None:
        return ""
    ours, theirs = briefly(gap.value, comparison), briefly(gap.base, comparison)
    return (
        f"Koladas eget gruppvärde {comparison.year} är {theirs}, det ovägda medlet av medlemmarnas värden {ours}: "
        "värden kan ha reviderats, eller gruppvärdet avse en annan utgåva."
    )


def withdrawn_note(comparison: Comparison, slices: Mapping[tuple[str, str], Slice]) -> str:
    """COMPARISON 3: values that Kolada no longer delivers are kept, and said."""
    lines: tuple[Line, ...] = (comparison.focal, *comparison.peer_lines, comparison.riket)
    gone: dict[date, list[str]] = {}
    for line in lines:
        since = getattr(slices.get((comparison.kpi.id, line.id)), "withdrawn", None)
        if since:
            gone.setdefault(since, []).append(line.name)
    said = [f"{enumerate_words(names)} (sedan {since})" for since, names in sorted(gone.items())]
    return f"Levereras inte längre av Kolada, senast kända värden visas: {'; '.join(said)}." if said else ""


def discontinued_note(comparison: Comparison) -> str:
    """A kpi that has ended, or that has no planned publication (COMPARISON 5)."""
    kpi = comparison.kpi
    if ended := catalogue.discontinued(kpi):
        return _sentence(texts.CALENDAR_ENDED.format(year=ended))
    is_planned = kpi.publ_period and (kpi.publication_date or kpi.prel_publication_date)
    return "" if is_planned else _sentence(texts.CALENDAR_NONE)


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _named(kpi: str) -> str:
    """A KPI by its curated name, with the id that finds it."""
    label = curated.notes(kpi).label
    return f"{label} ({kpi})" if label else kpi


def family_note(total: Comparison, found: FamilySum | None) -> str:
    """Whether the parts make the total (COMPARISON 24); nothing when they do."""
    if found is None or found.adds_up:
        return ""
    year = total.latest_focal_year
    if found.missing:
        missing = [_named(kpi) for kpi in found.missing]
        return f"Alla delar av {total.kpi.id} finns inte för {year}. Det saknas: {enumerate_words(missing)}."
    ids = " + ".join(kpi for kpi, _ in found.parts)
    gap = found.difference or 0.0
    more = f"{briefly(abs(gap), total)} {'mindre' if gap > 0 else 'mer'}"
    return f"{ids} är tillsammans {more} än {total.kpi.id} år {year} i {total.focal.name}."


def peers_line(comparison: Comparison) -> str:
    """The peers by name, with the edition: "Jämförelsegrupp: Burlöv, Bjuv ... (Liknande kommuner IFO, utgåva 2024)".

    All of the country's others are named by that.
    """
    return group_line(comparison.peers)


def group_line(peers: Peers) -> str:
    """The same of a group alone."""
    if not peers.members:
        return ""
    if peers.kind in (GroupKind.ALL, GroupKind.ALL_REGIONS):
        return f"Jämförelsegrupp: {the_peers(peers)}."
    names = ", ".join(m.title for m in peers.members)
    edition = f", utgåva {peers.edition}" if peers.edition and str(peers.edition) not in peers.name else ""
    return f"Jämförelsegrupp: {names} ({peers.name}{edition})."


MEAN, QUARTILES, RANK = "ovägt medel", "kvartiler", "rang"
PERCENTILES, CLASSES, PLACES = "percentiler", "färgklasser", "rang i landet"
CHANGES, GAPS = "förändring", "skillnad mellan könen"


def has_mean(comparison: Comparison) -> bool:
    """The peers' mean is there in some year shown."""
    return any(comparison.mean.value(period) is not None for period in comparison.periods)


def origin(kpi: Kpi) -> str:
    """A KPI as a source names it: "N33001; ursprung SCB:s Räkenskapssammandrag"."""
    found = catalogue.source(kpi)
    return f"{kpi.id}; ursprung {found}" if found else kpi.id


def source_line(
    comparison: Comparison, retrieved: str, *, has_band: bool = False, made: Sequence[str] | None = None
) -> str:
    """COMPARISON 28: Kolada for its values, their origin and the day they were fetched; what is computed here is ours.

    Only what there is: a count has no rank, a single peer no mean, an empty figure nothing at all. `has_band`: the
    figure draws the country's middle half where there is one. `made`: what the figure shows that is computed here, in
    the words above, where that is not mean and rank.
    """
    fetched = f", hämtade {retrieved}" if retrieved else ""
    values = f"Värden: Kolada ({origin(comparison.kpi)}){fetched}."
    computed = (
        (MEAN, has_mean(comparison)),
        (QUARTILES, has_band and bool(comparison.bands)),
        (RANK, comparison.rank is not None and not comparison.is_count),
    )
    ours = enumerate_words([name for name, is_there in computed if is_there] if made is None else made)
    return f"{values} {ours[0].upper()}{ours[1:]}: egen bearbetning." if ours else values


def whose_peers(comparison: Comparison) -> str:
    """ "Kramfors och de sju liknande kommunerna": for captions and tables."""
    focal = comparison.focal.name
    return f"{focal} och {the_peers(comparison.peers)}" if comparison.peers.members else focal
