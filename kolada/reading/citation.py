"""How a figure is referred to: one line for a text, or a footnote. The address is put in where it is known."""

from kolada import catalogue
from kolada.analysis.compare import Comparison
from kolada.reading import captions
from kolada.reading.notes import peers_line, source_line


def reference(comparison: Comparison, retrieved: str) -> str:
    """One line: "Kolada, N33001 Kostnad …, kr/inv. Kramfors, 2017–2022. Jämförelsegrupp: … Hämtat 2026-11-24."

    Kolada is given for its values alone (COMPARISON 28).
    """
    kpi = comparison.kpi
    gender = captions.GENDERS.get(comparison.gender)
    whom = f"{comparison.focal.name}, {gender}" if gender else comparison.focal.name
    origin = catalogue.source(kpi)
    fetched = f"Hämtat {retrieved}." if retrieved else ""
    parts = [
        f"Kolada, {kpi.id} {kpi.title}{f' (ursprung {origin})' if origin else ''}.",
        f"{whom}, {captions.years(comparison)}.",
        peers_line(comparison),
        "Ovägt medel och rang: egen bearbetning." if comparison.peers.members else "",
        fetched,
    ]
    return " ".join(part for part in parts if part)


def footnote(comparison: Comparison, retrieved: str) -> str:
    """A footnote under the figure: caption, source line, peers."""
    return " ".join(
        part
        for part in (f"{captions.caption(comparison)}.", source_line(comparison, retrieved), peers_line(comparison))
        if part
    )
