"""Footnotes made from what is true of the data: gaps, calendar, breaks, editions. Each is one sentence, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kolada import catalogue
from kolada.analysis.compare import Comparison, FamilySum
from kolada.analysis.lines import Line
from kolada.frame import Slice
from kolada.groups import GroupKind
from kolada.numbers import number
from kolada.reading.sentences import briefly, missing_words
from kolada.reading.words import enumerate_words, numeral, the_peers, years_phrase


class About(StrEnum):
    """What a note is about, so that a page can choose and a test can count."""

    RIKET = "riket"
    PRELIMINARY = "preliminary"
    FEWER = "fewer"
    GAP = "gap"
    HINDSIGHT = "hindsight"
    BREAK = "break"
    WITHDRAWN = "withdrawn"
    GROUP_VALUE = "group_value"
    FOCAL_OUT = "focal_out"
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
        (About.FEWER, fewer_note(comparison)),
        (About.GAP, gap_note(comparison)),
        (About.HINDSIGHT, hindsight_note(comparison)),
        *((About.BREAK, text) for text in break_notes(comparison)),
        (About.FOCAL_OUT, focal_out_note(comparison)),
        (About.GROUP_VALUE, group_value_note(comparison)),
        (About.WITHDRAWN, withdrawn_note(comparison, slices or {})),
        (About.DISCONTINUED, discontinued_note(comparison)),
    ]
    return [Note(about, text) for about, text in found if text]


def preliminary_note(comparison: Comparison) -> str:
    """COMPARISON 14: which year is not settled, and when it will be."""
    lines = (comparison.focal, *comparison.peer_lines, comparison.riket)
    years = sorted({p for line in lines for p in comparison.periods if line.at(p).preliminary})
    settled = comparison.kpi.publication_date
    return f"{years_phrase(years)} är preliminärt, fastställs {settled}." if years and settled else ""


def riket_note(comparison: Comparison, today: date) -> str:
    """Years shown without Riket; the calendar's own year is explained with its date (COMPARISON 14)."""
    if comparison.is_count or not comparison.riket.years:
        return ""
    missing = [p for p in comparison.periods if comparison.riket.value(p) is None]
    reason = ""
    for period in missing:
        if why := catalogue.missing_reason(comparison.kpi, period, today):
            reason = f" Riket {period} {why.sentence}."
    return f"Riket saknas {years_phrase(missing)}.{reason}" if missing else ""


def fewer_note(comparison: Comparison) -> str:
    """Years in which the mean has fewer behind it than there are peers, or too few to be shown (COMPARISON 6)."""
    total = len(comparison.peers.members)
    counts = {p: comparison.mean.at(p).n for p in comparison.periods if comparison.mean.cells}
    some = {p: n for p, n in counts.items() if comparison.peers.minimum <= n < total}
    few = [p for p, n in counts.items() if n < comparison.peers.minimum]
    texts = []
    for n in sorted(set(some.values()), reverse=True):
        texts.append(f"{n} av {total} {years_phrase(p for p, m in some.items() if m == n)}")
    text = f"Medlet bygger på färre än alla: {enumerate_words(texts)}." if texts else ""
    if few:
        text += f" Inget medel {years_phrase(few)}: färre än {comparison.peers.minimum} av {total} har värde."
    return text.strip()


def gap_note(comparison: Comparison) -> str:
    """Years shown in which the focal municipality has no value, with Kolada's reason."""
    by_reason: dict[str, list[int]] = {}
    if not any(comparison.focal.value(p) is not None for p in comparison.periods):
        return ""
    for period in comparison.periods:
        cell = comparison.focal.at(period)
        if cell.value is None:
            by_reason.setdefault(missing_words(cell.status), []).append(period)
    reasons = [f"{years_phrase(years)} ({reason})" for reason, years in by_reason.items()]
    return f"{comparison.focal.name} saknar värde {enumerate_words(reasons)}." if reasons else ""


def hindsight_note(comparison: Comparison) -> str:
    """An edition drawn over years before it is hindsight (COMPARISON 10)."""
    edition = comparison.peers.edition
    if comparison.peers.kind != GroupKind.LIKNANDE or not edition or not comparison.periods:
        return ""
    if comparison.periods[0] >= edition:
        return ""
    return f"Gruppen är utgåva {edition}; åren före dess jämförs med samma kommuner i efterhand."


def break_notes(comparison: Comparison) -> list[str]:
    """Breaks in the definition within the years shown, the sentence quoted (COMPARISON 17)."""
    if not comparison.periods:
        return []
    first, last = comparison.periods[0], comparison.periods[-1]
    found = catalogue.breaks(comparison.kpi)
    return [f"Brott {b.year}: ”{b.sentence}”" for b in found if first < b.year <= last]


def focal_out_note(comparison: Comparison) -> str:
    """COMPARISON 7: county, SKR and size groups hold the focal one; our mean does not."""
    if not comparison.peers.held_focal or not comparison.mean.cells:
        return ""
    return f"{comparison.focal.name} ingår i gruppen men är inte med i dess medel här."


def group_value_note(comparison: Comparison) -> str:
    """Kolada's own value of the group beside ours, when they differ beyond rounding (COMPARISON 7)."""
    gap = comparison.group_difference
    if gap is None:
        return ""
    ours, theirs = briefly(gap.value, comparison), briefly(gap.base, comparison)
    return (
        f"Koladas eget gruppvärde {comparison.year} är {theirs}, medlet av samma kommuners värden {ours}: "
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
    texts = [f"{enumerate_words(names)} (sedan {since})" for since, names in sorted(gone.items())]
    return f"Levereras inte längre av Kolada, senast kända värden visas: {'; '.join(texts)}." if texts else ""


def discontinued_note(comparison: Comparison) -> str:
    """A kpi that has ended, or that has no planned publication (COMPARISON 5)."""
    ended = catalogue.discontinued(comparison.kpi)
    if ended:
        return f"Nyckeltalet är nedlagt efter {ended}."
    return (
        "" if comparison.kpi.publication_date or comparison.kpi.prel_publication_date else "Ingen planerad publicering."
    )


def family_note(total: Comparison, found: FamilySum | None) -> str:
    """Whether the parts make the total (COMPARISON 24); nothing when they do."""
    if found is None or found.adds_up:
        return ""
    year = total.latest_focal_year
    if found.missing:
        return f"Alla delar av {total.kpi.id} finns inte för {year}: {enumerate_words(list(found.missing))} saknas."
    ids = " + ".join(kpi for kpi, _ in found.parts)
    gap = found.difference or 0.0
    return (
        f"{ids} är {number(abs(gap))} {'mindre' if gap > 0 else 'mer'} än {total.kpi.id} {year} i {total.focal.name}."
    )


def peers_line(comparison: Comparison) -> str:
    """The peers by name, with the edition: "Jämförelsegrupp: Burlöv, Bjuv ... (Liknande kommuner IFO, utgåva 2024)"."""
    peers = comparison.peers
    if not peers.members:
        return ""
    names = ", ".join(m.title for m in peers.members)
    edition = f", utgåva {peers.edition}" if peers.edition and str(peers.edition) not in peers.name else ""
    return f"Jämförelsegrupp: {names} ({peers.name}{edition})."


def source_line(comparison: Comparison, retrieved: str, processed: bool = True) -> str:
    """COMPARISON 28: Kolada for its values with their origin and the day they were fetched; means and ranks are ours."""
    origin = catalogue.source(comparison.kpi)
    origin = f"; ursprung {origin}" if origin else ""
    text = f"Värden: Kolada ({comparison.kpi.id}{origin}), hämtade {retrieved}."
    return f"{text} Medel, kvartiler och rang: egen bearbetning." if processed else text


def whose_peers(comparison: Comparison) -> str:
    """ "Kramfors och de sju liknande kommunerna": for captions and tables."""
    focal = comparison.focal.name
    return f"{focal} och {the_peers(comparison.peers)}" if comparison.peers.members else focal


def edition_overlap(kept: int, total: int, edition: int) -> str:
    """ "två av sju fanns med i utgåva 2022" (COMPARISON 10)."""
    return f"{numeral(kept)} av {numeral(total)} fanns med i utgåva {edition}"
