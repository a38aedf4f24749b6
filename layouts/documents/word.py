"""The section as a Word file to paste into a report: real styles, captions that renumber, footnotes, alternative texts.

Imported when somebody asks for the file: python-docx is not needed for a page.
"""

import io
import re
import struct
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime

import docx as office
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from kolada.reading.captions import label
from kolada.reading.words import NO_BREAK
from layouts import texts as common
from layouts.documents import wordxml as xml
from layouts.documents.common import (
    LANGUAGE,
    LONGEST_PROPERTY,
    clipped,
    is_png,
    legible,
    one_line,
)
from layouts.documents.wordtable import table_rows, tables
from layouts.figures.trend import MOST_LINES
from layouts.report import texts
from layouts.report.section import Entry, Section, closing

PAGE_WIDTH, PAGE_HEIGHT, MARGIN = Cm(21), Cm(29.7), Cm(2.5)
WIDTH, GAP, MOST_HEIGHT = Cm(16), Cm(0.8), Cm(20)  # of the text, between two columns, of a picture
_FIGURES = re.compile(r"(?P<word>Figur\u00a0|Figurerna )(?P<first>\d+)(?:–(?P<last>\d+))?")
_UNREADABLE = (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError, struct.error, ValueError)


def docx(section: Section, pictures: Mapping[int, bytes], host: str = "") -> bytes:
    """The section as a .docx. `pictures`: PNG by the figure's number; the numbers' table stands in for one that lacks.

    `host` ("https://…", no slash at the end) makes links of the addresses; without it they are printed as they are.
    Never raises for what a section's texts or pictures hold.
    """
    document = office.Document()
    writer = _Writer(document, section, host)
    _set_page(document, section)
    writer.opening()
    writer.columns(section.report.columns if section.entries else 1)
    for entry in section.entries:
        writer.figure(entry, pictures.get(entry.number, b""))
    writer.columns(1)
    writer.ending()
    writer.notes.save(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _set_page(document: Document, section: Section) -> None:
    """Properties, styles, A4, a page number; invented figures are marked on every page."""
    package = document.part.package
    for key in [key for key, rel in package.rels.items() if rel.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        package.rels.pop(key)  # the template's own, of another text
    about = document.core_properties
    about.title, about.language = clipped(section.title, LONGEST_PROPERTY), LANGUAGE
    about.author = about.last_modified_by = common.PRODUCT
    about.comments = common.INVENTED if section.invented else ""
    about.created = about.modified = datetime.combine(section.made, datetime.min.time(), UTC).replace(tzinfo=None)
    xml.set_styles(document)
    xml.set_settings(document)
    page = document.sections[0]
    page.page_width, page.page_height = PAGE_WIDTH, PAGE_HEIGHT
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = MARGIN
    foot = page.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    foot.add_run(texts.PAGE)
    xml.add_field(foot, "PAGE", "1")
    if section.invented:
        page.header.paragraphs[0].add_run(common.INVENTED).bold = True


class _Writer:
    """One document in the making: what is written next, and the footnotes and bookmarks so far."""

    def __init__(self, document: Document, section: Section, host: str) -> None:
        self.document, self.section, self.host = document, section, host
        self.width: int = WIDTH  # of a column
        self.notes = xml.Footnotes()
        self._mark = zlib.crc32(section.link.encode())  # so that two sections in one report keep their own names

    def opening(self) -> None:
        """The heading, the sentence that opens, and what must be said before anything else."""
        self._invented_line()
        self.document.add_heading(one_line(self.section.title), 1)
        if not self.section.entries:
            self._paragraph(texts.NO_FIGURES)
        elif self.section.intro:
            self._introduce(self.section.intro)

    def columns(self, n: int) -> None:
        """What follows stands in so many columns; nothing begins where that is so already."""
        width = (WIDTH - GAP * (n - 1)) // n
        if width != self.width:
            self.width = width
            xml.set_columns(self.document.add_section(WD_SECTION.CONTINUOUS), n, GAP)

    def figure(self, entry: Entry, png: bytes) -> None:
        """One figure with all that stands under it."""
        has_picture = self._picture(entry, png)
        if not has_picture and entry.is_drawn:
            self._numbers(entry, texts.PICTURE_MISSING, is_figure=True)
        elif not has_picture:
            self._paragraph(texts.NO_CHART).paragraph_format.keep_with_next = True
        self._caption(entry)
        self._invented_line()
        if entry.observation:
            self._labelled(texts.OBSERVATION, " ".join(entry.observation))
        for block in filter(None, map(str.strip, re.split(r"\n\s*\n", legible(entry.comment)))):
            self._paragraph(block)
        source, link, heading = self._paragraph(entry.source, xml.SOURCE), self._link(entry.link), self._paragraph("")
        heading.add_run(texts.assessment(entry.label)).bold = True
        for above in (source, link, heading):  # the empty place stays with its figure
            above.paragraph_format.keep_with_next = True
        xml.place_to_write(self._paragraph(texts.ASSESSMENT_EMPTY, xml.ASSESSMENT), texts.ASSESSMENT)
        if has_picture and entry.is_drawn and self.section.report.tables:
            self._numbers(entry, texts.BEHIND_FIGURE, is_figure=False)

    def ending(self) -> None:
        """Sources, method, and where the section came from."""
        self.document.add_heading(texts.METHOD_HEADING, 2)
        for sentence in closing(self.section):
            self._paragraph(sentence)
        self._link(self.section.link, texts.OPEN_SECTION)
        self._invented_line()

    def _paragraph(self, text: str, style: str | None = None) -> Paragraph:
        """Of the default style, Normal, where none is named: naming it makes python-docx search all styles for it."""
        return self.document.add_paragraph(legible(text), style)

    def _labelled(self, name: str, text: str) -> None:
        paragraph = self._paragraph("")
        paragraph.add_run(f"{name}: ").bold = True
        paragraph.add_run(legible(text))

    def _invented_line(self) -> None:
        if self.section.invented:
            paragraph = self._paragraph("")
            paragraph.add_run(common.INVENTED).bold = True

    def _introduce(self, text: str) -> None:
        """The opening sentence; its figure numbers follow the captions' when those are renumbered."""
        paragraph, numbers = self._paragraph(""), _FIGURES.match(text)
        if numbers is None:
            paragraph.add_run(legible(text))
            return
        paragraph.add_run(numbers["word"])
        for place, number in enumerate(filter(None, (numbers["first"], numbers["last"]))):
            paragraph.add_run("–" * place)
            xml.add_field(paragraph, self._refer(int(number)), number)
        paragraph.add_run(legible(text[numbers.end() :]))

    def _bookmark(self, number: int) -> str:
        return f"_Ref{self._mark:010d}{number:02d}"

    def _refer(self, number: int) -> str:
        """The field that repeats a figure's number."""
        return f"REF {self._bookmark(number)} \\h"

    def _picture(self, entry: Entry, png: bytes) -> bool:
        """The picture over the text's width; False for one that cannot be read."""
        if not is_png(png):
            return False
        paragraph = self._paragraph("")
        try:
            picture = paragraph.add_run().add_picture(io.BytesIO(png), width=self.width)
            too_tall = picture.height / MOST_HEIGHT
        except (*_UNREADABLE, ZeroDivisionError):
            if (body := paragraph._p.getparent()) is not None:
                body.remove(paragraph._p)
            return False
        if too_tall > 1:
            picture.width, picture.height = round(picture.width / too_tall), MOST_HEIGHT
        xml.describe(picture, label(entry.number), entry.alternative or entry.caption)
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(12), Pt(0)
        paragraph.paragraph_format.line_spacing = 1
        return True

    def _caption(self, entry: Entry) -> None:
        """ "Figur 2. Kostnad …", the number a field; peers and reservations are its footnotes."""
        paragraph = self.document.add_paragraph(f"Figur{NO_BREAK}", "Caption")
        ends = xml.add_field(paragraph, "SEQ Figur \\* ARABIC", str(entry.number))
        xml.add_bookmark(ends, entry.number, self._bookmark(entry.number))
        paragraph.add_run(f". {one_line(entry.caption)}")
        self.notes.refer(paragraph, list(entry.notes))
        paragraph.paragraph_format.keep_together = True
        paragraph.paragraph_format.keep_with_next = True

    def _link(self, path: str, before: str = texts.OPEN_FIGURE) -> Paragraph:
        """The pinned address, in full: on paper there is nothing to click."""
        url = legible(f"{self.host}{path}")
        paragraph = self._paragraph(before, xml.SOURCE)
        xml.add_link(paragraph, url, url)
        return paragraph

    def _numbers(self, entry: Entry, sentence: str, *, is_figure: bool) -> None:
        """The figure's numbers as a table under a sentence; where it is the figure, the caption follows it."""
        heading = self._paragraph(sentence)
        heading.paragraph_format.keep_with_next = True
        if not is_figure:
            xml.add_field(heading, self._refer(entry.number), str(entry.number))
            for run in heading.runs:
                run.bold = True
        if without := _left_out(entry):
            more = self._paragraph(without, xml.SOURCE)
            more.paragraph_format.keep_with_next = True
        own = entry.comparison.focal.name
        rows = table_rows(entry)
        for place, table in enumerate(tables(rows, entry.caption, self.width, own=own, keep_last=is_figure)):
            if place:
                self._gap(keep=is_figure)  # two tables in a row would be one
            self.document.element.body.insert_element_before(table, "w:sectPr")
        if not is_figure:
            self._gap(keep=False)

    def _gap(self, *, keep: bool) -> None:
        self._paragraph("", xml.TABLE_TEXT).paragraph_format.keep_with_next = keep


def _left_out(entry: Entry) -> str:
    """Who is in the figure and not in its table."""
    if entry.chosen.form in texts.TABLES_OF_PEERS:
        if len(entry.comparison.peers.members) <= MOST_LINES:
            return texts.TABLES_OF_PEERS[entry.chosen.form]
        return texts.TABLE_OF_OWN if entry.relation else texts.TABLE_OF_QUARTILES
    n = len(entry.comparison.peer_lines)
    return texts.table_without_peers(n) if n > MOST_LINES and not entry.table else ""
