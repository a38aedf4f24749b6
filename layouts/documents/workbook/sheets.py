"""The sheets around the figures: contents, what the KPIs are, who the peers are, how the figures were made."""

from collections.abc import Iterable, Sequence
from datetime import date
from urllib.parse import parse_qsl

from kolada import catalogue, groups
from kolada.api.models import Kpi, Municipality
from kolada.reading.captions import label
from kolada.swedish import long_date
from layouts import texts as common
from layouts.documents.workbook.book import Book, Page
from layouts.documents.workbook.figures import sheet_name
from layouts.report import texts
from layouts.report.section import Entry, Section, retrieval_days, retrieved
from layouts.resolve import Resolved

FIELDS = (26, 104)  # a label and its text
CONTENTS, METHOD, MEMBERS = (23, 107), (24, 34, 72), (26, 10, 94)
MOST_LISTED = 60  # members with a row each; more run on


def contents_page(book: Book, section: Section) -> None:
    """Title, introduction, what made it and when; every sheet with a link to it."""
    page = book.page(texts.XL_CONTENTS, CONTENTS)
    page.text(section.title, "title")
    page.text(common.INVENTED_BANNER, "text") if section.invented else None
    page.text(section.intro or texts.NO_FIGURES)
    page.gap()
    page.field(texts.XL_MADE, long_date(section.made))
    page.field(texts.XL_VERSION, f"{common.PRODUCT} {section.version}")
    page.link(texts.XL_LINK, section.link)
    for notice in section.notices:
        page.field(texts.XL_NOTICES, notice)
    page.gap()
    page.cells((texts.XL_SHEET, texts.XL_CAPTION), "head")
    page.freeze()
    for entry in section.entries:
        _sheet_line(page, sheet_name(entry.number), entry.caption)
    for name, about in texts.XL_SHEETS.items():
        _sheet_line(page, name, about)


def _sheet_line(page: Page, name: str, about: str) -> None:
    page.sheet.write_url(page.row, 0, f"internal:'{name}'!A1", page.book.style("link"), name)
    begin = page.row
    page.text(about, first=1)
    page.row = max(page.row, begin + 1)


def kpis_page(book: Book, section: Section) -> None:
    """Each KPI once: what Kolada says of it, and what is read from that."""
    page = book.page(texts.XL_KPIS, FIELDS)
    page.text(texts.XL_KPIS, "title")
    page.freeze()
    of_kpi: dict[str, tuple[Kpi, list[Entry]]] = {}
    for each in section.entries:
        for kpi in each.kpis:
            of_kpi.setdefault(kpi.id, (kpi, []))[1].append(each)
    for kpi, shown_in in of_kpi.values():
        page.gap()
        begin = page.row
        page.text(f"{kpi.id} {kpi.title}", "heading")
        page.field(texts.XL_USED_IN, _labels(shown_in))
        for name, said in _facts(kpi, shown_in[0].view.today):
            page.field(name, said)
        page.keep(begin)


def _facts(kpi: Kpi, today: date) -> Iterable[tuple[str, str]]:
    yield texts.XL_UNIT, catalogue.unit(kpi) or common.NO_UNIT
    yield texts.XL_KIND, common.KINDS[catalogue.kind(kpi).value]
    yield texts.XL_DEFINITION, catalogue.definition(kpi)
    yield texts.XL_SOURCE, catalogue.source(kpi) or common.NO_SOURCE
    yield texts.XL_PERSPECTIVE, kpi.perspective or common.NO_PERSPECTIVE
    yield texts.XL_AREA, kpi.operating_area or common.NO_UNIT
    yield texts.XL_CALENDAR, catalogue.calendar(kpi, today).sentence
    breaks = [f"{found.year}: {found.sentence}" for found in catalogue.breaks(kpi)]
    yield texts.XL_BREAKS, "\n".join(breaks) or texts.XL_NO_BREAKS


# Whom it is compared with ---------------------------------------------------------------------------------------------


def by_peers(section: Section) -> list[list[Entry]]:
    """The figures by whom they compare with whom, in their order."""
    found: dict[tuple[object, ...], list[Entry]] = {}
    for entry in section.entries:
        peers = entry.comparison.peers
        found.setdefault((entry.comparison.focal.id, peers.id, peers.members), []).append(entry)
    return list(found.values())


def peers_page(book: Book, section: Section) -> None:
    """Each group of peers once: whose it is, how it was chosen, who is in it."""
    page = book.page(texts.XL_PEERS, MEMBERS)
    page.text(texts.XL_PEERS, "title")
    page.freeze()
    for alike in by_peers(section):
        entry = alike[0]
        comparison, resolved = entry.comparison, entry.view.resolved
        page.gap()
        begin = page.row
        page.text(f"{comparison.focal.name}: {comparison.peers.name}", "heading")
        page.field(texts.XL_USED_IN, _labels(alike))
        page.field(texts.XL_COMPARED, f"{comparison.focal.id} {comparison.focal.name}")
        for name, said in _group(resolved):
            page.field(name, said)
        page.field(texts.XL_CHOSEN, entry.how_chosen)
        _members(page, f"{texts.XL_MEMBERS} ({len(comparison.peers.members)})", comparison.peers.members)
        if comparison.left_out:
            _members(page, texts.XL_LEFT_OUT, comparison.left_out)
        page.keep(begin)


def _members(page: Page, name: str, members: Sequence[Municipality]) -> None:
    """Code and name, a row each; a whole country's run on."""
    if len(members) > MOST_LISTED or not members:
        page.field(name, ", ".join(f"{member.id} {member.title}" for member in members))
        return
    page.string(0, name, "label")
    for member in members:
        page.string(1, member.id)
        page.string(2, member.title)
        page.row += 1


def _group(resolved: Resolved) -> Iterable[tuple[str, str]]:
    group, peers = resolved.group, resolved.peers
    if group is None:
        yield texts.XL_GROUP_ID, texts.XL_NO_GROUP
        return
    parsed = groups.parse_title(group.title)
    yield texts.XL_GROUP_ID, group.id
    yield texts.XL_GROUP_TITLE, group.title
    yield texts.XL_EDITION, str(peers.edition or texts.XL_NO_EDITION)
    if parsed:
        yield texts.XL_GROUP_AREA, parsed.area
        yield texts.XL_GROUP_OWNER, parsed.owner


def _labels(entries: Iterable[Entry]) -> str:
    return texts.xl_sheets_of([label(entry.number) for entry in entries])


# How it was made ------------------------------------------------------------------------------------------------------


def method_page(book: Book, section: Section) -> None:
    """The method's sentences, the link's choices, the days of retrieval, the terms of use."""
    page = book.page(texts.XL_METHOD, METHOD)
    page.text(texts.XL_METHOD, "title")
    page.freeze()
    page.gap()
    page.text(texts.XL_HOW, "heading")
    for said in section.method:
        page.text(said)
    page.gap()
    page.text(texts.XL_CHOICES, "heading")
    page.cells((texts.XL_KEY, texts.XL_MEANING, texts.XL_VALUE), "head")
    for key, value in parse_qsl(section.link.partition("?")[2]):
        _choice(page, key, value)
    page.gap()
    page.text(texts.XL_FETCHED, "heading")
    page.cells((texts.XL_FIGURE, texts.XL_ID, texts.XL_FETCHED), "head")
    for entry in section.entries:
        day = common.INVENTED if section.invented else str(retrieved(entry) or "")
        page.cells((sheet_name(entry.number), ", ".join(kpi.id for kpi in entry.kpis), day))
    page.gap()
    page.text(texts.XL_TERMS, "heading")
    page.text(common.INVENTED_SOURCE if section.invented else texts.XL_TERMS_KOLADA)
    page.gap()
    page.text(texts.made_with(section.version, long_date(section.made)), "muted")


def _choice(page: Page, key: str, value: str) -> None:
    page.string(0, key)
    page.string(1, texts.XL_KEYS.get(key, ""))
    begin = page.row
    page.text(value, first=2)
    page.row = max(page.row, begin + 1)


def fetched(section: Section) -> list[str]:
    """The days on which values were fetched, once, oldest first; none for invented ones."""
    return [] if section.invented else [day.isoformat() for day in sorted(set(retrieval_days(section)))]
