"""A figure's sheet: Kolada's values unrounded, live formulas over them, a native chart, and what must stand beside."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kolada.analysis.gender_gap import mean_gap, own_gap
from layouts import texts as common
from layouts.documents.workbook import charts, formulas, relation
from layouts.documents.workbook.block import YEARS_FROM, Block
from layouts.documents.workbook.book import ROW_PX, Book, Page
from layouts.explore.related import Related
from layouts.report import texts
from layouts.report.section import Entry

NAME_WIDTH, CODE_WIDTH, YEAR_WIDTH, LEAST_YEARS = 36, 8, 12, 6
WIDE_WIDTH = 22  # of a column with a KPI's name
LONG_TABLE = 30  # rows from which the years are repeated on every printed page


class Placed(NamedTuple):
    """Where a figure's values stand, for formulas on other sheets."""

    sheet: str
    rows: Mapping[str, int]  # by unit
    columns: Mapping[int, int]  # by year

    def cell(self, unit: str, year: int) -> str:
        """One value."""
        return formulas.on(self.sheet, formulas.at(self.rows[unit], self.columns[year]))

    def cells(self, first: str, last: str, year: int) -> str:
        """The values of one year from one unit's row to another's."""
        return formulas.on(self.sheet, formulas.span(self.rows[first], self.rows[last], self.columns[year]))


def sheet_name(number: int) -> str:
    """ "Figur 2", with a space that formulas and people can type."""
    return f"{texts.XL_FIGURE} {number}"


def figure_page(book: Book, entry: Entry) -> Placed:
    """Write a figure's sheet."""
    return _relation(book, entry, entry.relation) if entry.relation else _figure(book, entry)


def _figure(book: Book, entry: Entry) -> Placed:
    years = sorted({year for comparison in entry.behind for year in comparison.periods})
    columns = {year: YEARS_FROM + i for i, year in enumerate(years)}
    widths = [YEAR_WIDTH] * max(len(years), LEAST_YEARS)
    page, title = _begun(book, entry, widths)
    blocks = [Block(page, entry, comparison, columns) for comparison in entry.behind]
    for block in blocks:
        block.values()
    is_long = len(blocks[0].rows) > LONG_TABLE
    page.sheet.repeat_rows(0, min(blocks[0].rows.values()) - 1 if is_long else title)
    page.text(texts.XL_UNROUNDED, "muted")
    for block in blocks:
        block.formulas()
    sources = {key: cells for block in blocks for key, cells in block.sources().items()}
    if len(blocks) > 1:
        gaps(page, blocks)
    begin = _chart_room(page, entry)
    _below(page, entry)
    page.printed = page.row
    page.row += 2
    charts.draw(page, entry, sources, begin, blocks[0].plain)
    return Placed(page.name, blocks[0].rows, columns)


def _relation(book: Book, entry: Entry, found: Related) -> Placed:
    page, _ = _begun(book, entry, [WIDE_WIDTH] * 4)
    rows = relation.write(page, found)
    page.sheet.repeat_rows(min(rows.values()) - 1)
    begin = _room(page, relation.HEIGHT)
    _below(page, entry)
    page.printed = page.row
    relation.draw(page, entry, found, rows, begin)
    return Placed(page.name, rows, {})


def _begun(book: Book, entry: Entry, widths: Sequence[float]) -> tuple[Page, int]:
    """A page with its heading and the observation; the row of its heading."""
    page = book.page(sheet_name(entry.number), [NAME_WIDTH, CODE_WIDTH, *widths])
    page.text(f"{sheet_name(entry.number)}. {entry.caption}", "heading")
    title = page.row - 1
    page.text(" ".join(entry.observation))
    return page, title


def _chart_room(page: Page, entry: Entry) -> int:
    begin = _room(page, charts.height(entry))
    page.text(charts.said(entry), "muted")
    return begin


def _room(page: Page, height: int) -> int:
    """Rows for a chart, from the top of a printed page: a chart would break between two. The first of them."""
    page.gap()
    page.turn()
    begin = page.row
    page.row += height // ROW_PX + 1
    return begin


def _below(page: Page, entry: Entry) -> None:
    if entry.footnotes:
        page.text(texts.XL_NOTES, "label")
    for said in entry.footnotes:
        page.text(said)
    if entry.comment:
        page.text(texts.XL_OWN_COMMENT, "label")
        page.text(entry.comment)
    page.text(entry.peers)
    page.text(entry.source)
    page.link(texts.XL_WHERE, entry.link)


def gaps(page: Page, blocks: Sequence[Block]) -> None:
    """Women less men, of the own one and of the means, where both have a value (COMPARISON 19)."""
    women, men = blocks
    one, other = women.comparison, men.comparison
    pairs = [(common.GAP, one.focal.id, own_gap(one, other))]
    if one.mean.id in women.made and one.mean.id in men.made:
        pairs.append((common.GAP_MEAN, one.mean.id, mean_gap(one, other)))
    page.gap()
    for name, key, gap in pairs:
        page.string(0, name)
        for year, column in women.columns.items():
            above, below = (formulas.at((block.rows | block.made)[key], column) for block in blocks)
            page.formula(column, formulas.difference(above, below), gap.value(year), women.signed)
        page.row += 1
