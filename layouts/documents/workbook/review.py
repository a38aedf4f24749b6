"""Granskningsunderlag: what an auditor's file asks for. What the section knows stands there, the rest is theirs."""

from collections.abc import Iterable
from typing import NamedTuple

from kolada.reading.captions import GENDERS, label
from kolada.reading.notes import peers_line
from kolada.reading.words import members_word
from layouts.documents.workbook.book import Book
from layouts.documents.workbook.sheets import by_peers, fetched
from layouts.documents.workbook.ties import Ties
from layouts.report import texts
from layouts.report.section import Section

WIDTHS = (28, 84, 24)


class Field(NamedTuple):
    """A field and its text; an empty one is the auditor's to fill in."""

    name: str
    said: str = ""


def fields(section: Section, ties: Ties) -> list[Field]:
    """The fields in their order."""
    return [
        Field(texts.XL_REFERENCE),
        Field(texts.XL_PURPOSE),
        Field(texts.XL_SOURCE, "\n".join(dict.fromkeys(entry.source for entry in section.entries))),
        Field(texts.XL_POPULATION, _population(section)),
        *_sample(section),
        Field(texts.XL_CHECK, "\n".join(_check(section, ties))),
        *(
            Field(f"{texts.OBSERVATION}, {label(entry.number).lower()}", " ".join(entry.observation))
            for entry in section.entries
        ),
        Field(texts.ASSESSMENT),
        *map(Field, texts.XL_SIGNED),
    ]


def review_page(book: Book, section: Section, ties: Ties) -> None:
    """Write the sheet. Whose a field is stands beside it: colour is never alone (COMPARISON 27)."""
    page = book.page(texts.XL_REVIEW, WIDTHS)
    page.text(texts.XL_REVIEW, "title")
    page.text(section.title)
    page.cells((texts.XL_FIELD, texts.XL_WRITTEN, texts.XL_BY_WHOM), "head")
    page.freeze()
    for field in fields(section, ties):
        begin = page.row
        page.entry_form(field.name, field.said, texts.XL_BY_TOOL if field.said else texts.XL_BY_AUDITOR)
        page.keep(begin)


def _population(section: Section) -> str:
    if not section.entries:
        return ""
    compared = [entry.comparison for entry in section.entries]
    first, last = min(c.window[0] for c in compared), max(c.window[1] for c in compared)
    years = f"år {first}" if first == last else f"åren {first}–{last}"
    genders = [GENDERS[c.gender] for c in compared if c.gender in GENDERS]
    names = list(dict.fromkeys(c.focal.name for c in compared))
    of_whom = members_word(compared[0].peers)
    return texts.xl_population(names, of_whom, ", ".join([years, *dict.fromkeys(genders)]))


def _sample(section: Section) -> Iterable[Field]:
    """Who the peers are, and why: the default has its reason, a choice has the chooser's."""
    for alike in by_peers(section):
        entry = alike[0]
        yield Field(texts.XL_SAMPLE, f"{peers_line(entry.comparison)} {entry.how_chosen}".strip())
    yield Field(texts.XL_REASON)


def _check(section: Section, ties: Ties) -> Iterable[str]:
    if section.entries and not section.invented:
        yield texts.xl_check_source(fetched(section))
    if section.entries:
        yield texts.XL_CHECK_FORMULAS
    yield texts.xl_check_ties(ties.done, ties.agreed)
