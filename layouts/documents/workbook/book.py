"""The workbook and its pages: formats, text that stays text, rows high enough for it, what is printed around it."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from math import ceil
from textwrap import wrap
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from layouts import texts as common
from layouts import theme
from layouts.documents.common import LONGEST_PROPERTY, clipped, is_linkable, legible
from layouts.report.section import Section

MOST_CHARACTERS = 32_767  # in a cell
LINE = 15.0  # points
MOST_LINES = 24  # in a row: Excel allows no row above 409 points
ROW_PX = 20  # of a row of LINE points
WIDER = 0.93  # a character of running text, as a share of a digit's width
A4 = 9  # Excel's number for it
PRINTED_PX, PRINTED_POINTS = 1_020, 490.0  # what a page of A4 across holds
HEADER_TEXT = 100  # characters; Excel takes 255 with its codes

STYLES: dict[str, dict[str, Any]] = {
    "text": {"text_wrap": True, "valign": "top"},
    "plain": {"valign": "top"},
    "title": {"bold": True, "font_size": 16, "text_wrap": True, "valign": "top"},
    "heading": {"bold": True, "font_size": 12, "text_wrap": True, "valign": "top"},
    "mark": {"bold": True, "font_size": 14, "font_color": theme.NOTICE_INK, "bg_color": theme.NOTICE_PAPER},
    "label": {"bold": True, "valign": "top", "text_wrap": True},
    "muted": {"font_color": theme.MUTED, "text_wrap": True, "valign": "top"},
    "head": {"bold": True, "bg_color": theme.GRID, "bottom": 1},
    "head_wrap": {"bold": True, "bg_color": theme.GRID, "bottom": 1, "text_wrap": True, "valign": "top"},
    "muted_line": {"font_color": theme.MUTED, "valign": "top", "indent": 1},
    "absent": {"font_color": theme.MUTED, "valign": "top", "align": "right"},
    "head_right": {"bold": True, "bg_color": theme.GRID, "bottom": 1, "align": "right"},
    "own": {"bold": True, "valign": "top", "font_color": theme.FOCAL},
    "missing": {"font_color": theme.MUTED, "font_size": 9, "align": "right", "valign": "top", "shrink": True},
    "number": {"align": "right", "valign": "top"},
    "link": {"font_color": theme.FOCAL, "underline": 1, "valign": "top", "text_wrap": True},
    "verdict": {"bold": True, "align": "right", "valign": "top"},
    "whose": {"font_color": theme.MUTED, "valign": "top", "indent": 1},
    "frame": {"border": 1, "text_wrap": True, "valign": "top"},
    "fill": {"bg_color": theme.NOTICE_PAPER, "border": 1, "text_wrap": True, "valign": "top"},
}


class Book:
    """A workbook in memory. Nothing that is written as text becomes a formula, a number or a link."""

    def __init__(self, section: Section, host: str) -> None:
        self.section, self.host = section, host
        self._out = io.BytesIO()
        options: dict[str, Any] = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
        self.workbook = xlsxwriter.Workbook(self._out, {**options, "in_memory": True})
        self._pages: list[Page] = []
        self._formats: dict[tuple[str, str, bool], Format] = {}
        made = datetime.combine(section.made, datetime.min.time(), UTC).replace(tzinfo=None)
        remark = common.INVENTED if section.invented else ""
        title = clipped(section.title, LONGEST_PROPERTY)
        about = {"title": title, "author": common.PRODUCT, "comments": remark, "created": made}
        self.workbook.set_properties(about)

    def style(self, name: str, number: str = "", *, italic: bool = False) -> Format:
        """A format by its name in STYLES, perhaps with a number format, perhaps in italics; each is made once."""
        key = (name, number, italic)
        if key not in self._formats:
            more: dict[str, Any] = {"num_format": number} if number else {}
            more |= {"italic": True} if italic else {}
            self._formats[key] = self.workbook.add_format({**STYLES[name], **more})
        return self._formats[key]

    def page(self, name: str, widths: Sequence[float]) -> "Page":
        """A sheet of its own. `name` is ours; `widths` of the columns in characters."""
        self._pages.append(Page(self, name, widths))
        return self._pages[-1]

    def saved(self) -> bytes:
        """The file."""
        for page in self._pages:
            page.sheet.print_area(0, 0, (page.printed or page.row) - 1, page.last)
        self.workbook.close()
        return self._out.getvalue()


class Page:
    """A sheet that is written from above: `row` is the next free one, counted from 0.

    `printed` is how many rows go on paper, where that is not all of them.
    """

    def __init__(self, book: Book, name: str, widths: Sequence[float]) -> None:
        self.book, self.name, self.widths = book, name, tuple(widths)
        self.sheet: Worksheet = book.workbook.add_worksheet(name)
        self.row, self.printed = 0, 0
        self._heights: dict[int, float] = {}
        self._breaks: list[int] = []
        for column, width in enumerate(self.widths):
            self.sheet.set_column(column, column, width)
        self._print()
        if book.section.invented:
            self.text(common.INVENTED, "mark")

    @property
    def width(self) -> float:
        """Of all columns, in characters."""
        return sum(self.widths)

    @property
    def pixels(self) -> int:
        """Of all columns."""
        return round(sum(width * 7 + 5 for width in self.widths))

    @property
    def last(self) -> int:
        """The last column."""
        return len(self.widths) - 1

    def text(self, said: str, style: str = "text", first: int = 0, spare: int = 0) -> None:
        """A text over the columns from `first` on, in as many rows as it needs; nothing for an empty one.

        `spare`: lines more than it should take, for what breaks where nobody knows.
        """
        room = sum(self.widths[first:])
        size = STYLES[style].get("font_size", 11)
        for part in pieces(said, room * 11 / size):
            form = self.book.style(style)
            if first < self.last:
                self.sheet.merge_range(self.row, first, self.row, self.last, "", form)
            self.sheet.write_string(self.row, first, part, form)
            self._set_height((height(part, room * 11 / size) + spare * LINE) * size / 11)
            self.row += 1

    def field(self, label: str, said: str, style: str = "text") -> None:
        """A label in the first column, its text beside it."""
        self.sheet.write_string(self.row, 0, legible(label), self.book.style("label"))
        begin = self.row
        self.text(said, style, first=1)
        self.row = max(self.row, begin + 1)

    def entry_form(self, label: str, said: str, whose: str) -> None:
        """A field of a form: label, text in a frame, whose it is; an empty one has room to write in."""
        begin = self.row
        self.sheet.write_string(begin, 0, legible(label), self.book.style("label"))
        self.sheet.write_string(begin, self.last, whose, self.book.style("whose"))
        for part in pieces(said, self.widths[1]) or [""]:
            self.sheet.write_string(self.row, 1, part, self.book.style("frame" if said else "fill"))
            self._set_height(height(part, self.widths[1]) + 3 if said else 1.5 * LINE)
            self.row += 1

    def link(self, label: str, address: str) -> None:
        """An address of ours (path and query), to follow where the host is known, and to read on paper."""
        url = self.book.host + address
        if is_linkable(url):
            self.sheet.write_url(self.row, 0, url, self.book.style("link"), label)
        else:
            self.string(0, label, "label")
        self.text(url, first=1, spare=1)

    def cells(self, said: Sequence[str], style: str = "plain") -> None:
        """A row of short texts, one in a column."""
        for column, part in enumerate(said):
            self.string(column, part, style)
        if "text_wrap" in STYLES[style]:
            self._set_height(max(height(part, self.widths[i]) for i, part in enumerate(said)))
        self.row += 1

    def string(self, column: int, said: str, style: str = "plain") -> None:
        """A text in a cell of the present row."""
        self.sheet.write_string(self.row, column, clean(said), self.book.style(style))

    def wrapped(self, column: int, said: str) -> None:
        """A text in a cell of the present row, which becomes high enough for it."""
        self.string(column, said, "text")
        self._set_height(height(said, self.widths[column]))

    def formula(self, column: int, formula: str, known: float | str | None, number: str, style: str = "number") -> None:
        """A formula in the present row, with the app's own number for those who do not calculate; None is empty."""
        shown = "" if known is None else known
        self.sheet.write_formula(self.row, column, formula, self.book.style(style, number), shown)

    def freeze(self, columns: int = 0) -> None:
        """What is above the present row stays when one scrolls, and so do so many columns."""
        self.sheet.freeze_panes(self.row, columns)

    def turn(self) -> None:
        """A new printed page begins at the present row."""
        self._breaks.append(self.row)
        self.sheet.set_h_pagebreaks(self._breaks)

    def keep(self, begin: int) -> None:
        """What was written from row `begin` on stays on one printed page, if it can."""
        page = PRINTED_POINTS / min(1.0, PRINTED_PX / self.pixels)
        top = self._breaks[-1] if self._breaks else 0
        if self._points(top, self.row) > page and begin > top:
            self._breaks.append(begin)
            self.sheet.set_h_pagebreaks(self._breaks)

    def _points(self, first: int, end: int) -> float:
        return sum(self._heights.get(row, LINE) for row in range(first, end))

    def _set_height(self, points: float) -> None:
        self._heights[self.row] = points
        self.sheet.set_row(self.row, points)

    def gap(self) -> None:
        """An empty row."""
        self.row += 1

    def _print(self) -> None:
        sheet, section = self.sheet, self.book.section
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.5, right=0.5, top=0.65, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        mark = f"&R&B{common.INVENTED}" if section.invented else ""
        sheet.set_header(f"&L{_coded(section.title)}{mark}")
        made = f"{common.PRODUCT} {section.version}, {section.made.isoformat()}"
        sheet.set_footer(f"&L{_coded(made)}&C&A&RSida &P av &N")


def clean(said: str) -> str:
    """As a cell takes it: no characters that XML forbids, and no more of them than fit."""
    return legible(said)[:MOST_CHARACTERS]


def lines(said: str, room: float) -> int:
    """How many lines a text takes in so many characters."""
    return sum(max(1, ceil(len(line) * WIDER / room)) for line in said.split("\n"))


def height(said: str, room: float) -> float:
    """How high its row is, in points."""
    n = lines(said, room)
    return LINE * n + 5 * (n > 1)


def pieces(said: str, room: float) -> list[str]:
    """A text as parts that each fit a row; none of an empty text."""
    whole = clean(said) if len(said) <= MOST_CHARACTERS else legible(said)
    if not whole.strip():
        return []
    if lines(whole, room) <= MOST_LINES:
        return [whole]
    broken = [part for line in whole.split("\n") for part in (wrap(line, int(room)) or [""])]
    return ["\n".join(broken[i : i + MOST_LINES]) for i in range(0, len(broken), MOST_LINES)]


def _coded(said: str) -> str:
    """A text of a printed header, where & begins a code."""
    return clipped(said, HEADER_TEXT).replace("&", "&&")
