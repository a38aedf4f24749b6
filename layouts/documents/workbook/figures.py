"""A figure's sheet: Kolada's values unrounded, live formulas over them, a native chart, and what must stand beside."""

from collections.abc import Mapping
from typing import NamedTuple

from kolada.analysis import change as differences
from kolada.analysis.change import Change, Gap
from kolada.analysis.lines import Cell, Line
from kolada.reading.words import missing_words
from layouts.documents.workbook import charts, formulas
from layouts.documents.workbook.book import ROW_PX, Book, Page
from layouts.report import texts
from layouts.report.section import Entry

NAME_WIDTH, CODE_WIDTH, YEAR_WIDTH, LEAST_YEARS = 36, 8, 12, 6
YEARS_FROM = 2  # the column of the first year
LONG_TABLE = 30  # rows from which the years are repeated on every printed page
PERCENT = '+0.0;"−"0.0;0.0'


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
    return _Figure(book, entry).write()


class _Figure:
    def __init__(self, book: Book, entry: Entry) -> None:
        self.entry, self.comparison = entry, entry.comparison
        self.years = self.comparison.periods
        self.columns = {year: YEARS_FROM + i for i, year in enumerate(self.years)}
        name, widths = sheet_name(entry.number), [YEAR_WIDTH] * max(len(self.years), LEAST_YEARS)
        self.page: Page = book.page(name, [NAME_WIDTH, CODE_WIDTH, *widths])
        self.rows: dict[str, int] = {}
        self.mean_row: int | None = None
        self.plain, self.signed = formulas.formats(self.comparison)

    def write(self) -> Placed:
        page, entry = self.page, self.entry
        page.text(f"{sheet_name(entry.number)}. {entry.caption}", "heading")
        title = page.row - 1
        page.text(" ".join(entry.observation))
        self._values()
        is_long = len(self.rows) > LONG_TABLE
        page.sheet.repeat_rows(0, min(self.rows.values()) - 1 if is_long else title)
        page.text(texts.XL_UNROUNDED, "muted")
        if self.years:
            self._each_year()
            self._one_year()
            self._change()
        begin = self._chart_room()
        self._below()
        page.printed = page.row
        page.row += 2
        charts.draw(page, entry, self._sources(), begin, self.plain)
        return Placed(page.name, self.rows, self.columns)

    # Values ----------------------------------------------------------------------------------------------------------

    def _values(self) -> None:
        """Own, peers, Riket: a row each. A count has no Riket: the nation's says nothing of it (COMPARISON 9)."""
        page, comparison = self.page, self.comparison
        page.string(0, texts.XL_MUNICIPALITY, "head")
        page.string(1, texts.XL_CODE, "head")
        for column in range(YEARS_FROM, page.last + 1):
            page.string(column, "", "head")
        for year, column in self.columns.items():
            page.sheet.write_number(page.row, column, year, page.book.style("head_right", "0"))
        page.row += 1
        page.freeze(YEARS_FROM)
        riket = () if comparison.is_count else (comparison.riket,)
        for line in (comparison.focal, *comparison.peer_lines, *riket):
            self._line(line)

    def _line(self, line: Line) -> None:
        page, style = self.page, "own" if line is self.comparison.focal else "plain"
        self.rows[line.id] = page.row
        page.string(0, line.name, style)
        page.string(1, line.id, style)
        for year, column in self.columns.items():
            self._cell(column, line.at(year), style)
        page.row += 1

    def _cell(self, column: int, cell: Cell, style: str) -> None:
        page = self.page
        if cell.value is None:
            page.string(column, missing_words(cell.status), "missing")
            return
        form = page.book.style(style, self.plain, italic=cell.preliminary)
        page.sheet.write_number(page.row, column, cell.value, form)
        if cell.preliminary:
            note = texts.xl_preliminary(self.comparison.kpi.publication_date)
            page.sheet.write_comment(page.row, column, note, {"author": "", "x_scale": 1.2, "y_scale": 0.6})

    # Formulas --------------------------------------------------------------------------------------------------------

    def _at(self, unit: str, year: int) -> str:
        return formulas.at(self.rows[unit], self.columns[year])

    def _own(self, year: int) -> str:
        return self._at(self.comparison.focal.id, year)

    def _peers(self, year: int, *, with_own: bool = False) -> str:
        """The peers' cells, or the same with the own one, which stands just above them."""
        own, last = self.rows[self.comparison.focal.id], self.rows[self.comparison.peer_lines[-1].id]
        return formulas.span(own if with_own else own + 1, last, self.columns[year])

    def _each_year(self) -> None:
        """A formula in every year: how many, their mean, how far from it and from Riket."""
        comparison, page = self.comparison, self.page
        page.gap()
        page.text(texts.XL_FORMULAS, "label")
        if comparison.peer_lines:
            known = {y: sum(line.value(y) is not None for line in comparison.peer_lines) for y in self.years}
            self._row(texts.XL_N, {y: (formulas.count(self._peers(y)), known[y]) for y in self.years}, "0")
        if comparison.mean.cells:
            self._mean()
        if comparison.riket.id in self.rows:
            at = {y: self._at(comparison.riket.id, y) for y in self.years}
            self._gaps(comparison.riket, at, texts.XL_TO_RIKET, texts.XL_TO_RIKET_PERCENT)

    def _mean(self) -> None:
        comparison, minimum = self.comparison, self.comparison.peers.minimum
        self.mean_row = self.page.row
        made = {y: (formulas.mean(self._peers(y), minimum), comparison.mean.value(y)) for y in self.years}
        self._row(texts.xl_mean(minimum, len(comparison.peers.members)), made, self.plain)
        at = {y: formulas.at(self.mean_row, self.columns[y]) for y in self.years}
        self._gaps(comparison.mean, at, texts.XL_TO_MEAN, texts.XL_TO_MEAN_PERCENT)

    def _gaps(self, base: Line, at: Mapping[int, str], label: str, percent_label: str) -> None:
        own = self.comparison.focal
        gaps = {y: differences.gap(own.value(y), base.value(y)) for y in self.years}
        absolute = {y: (formulas.difference(self._own(y), at[y]), _difference(gaps[y])) for y in self.years}
        percent = {y: (formulas.percent(self._own(y), at[y]), _percent(gaps[y])) for y in self.years}
        self._row(label, absolute, self.signed)
        self._row(percent_label, percent, PERCENT)

    def _row(self, label: str, made: Mapping[int, tuple[str, float | None]], number: str) -> None:
        self.page.string(0, label)
        for year, (formula, known) in made.items():
            self.page.formula(self.columns[year], formula, known, number)
        self.page.row += 1

    def _one_year(self) -> None:
        """The rank in the one year of rank, mean and sentence; a count has none (COMPARISON 9, 12)."""
        rank, page = self.comparison.rank, self.page
        if rank is None or self.comparison.is_count:
            return
        cells = self._peers(rank.year, with_own=True)
        page.gap()
        page.string(0, texts.xl_rank(rank.year))
        page.formula(YEARS_FROM, formulas.rank(self._own(rank.year), cells), rank.position, "0")
        page.row += 1
        page.string(0, texts.xl_rank_n(self.comparison.focal.name))
        page.formula(YEARS_FROM, formulas.count(cells), rank.n, "0")
        page.row += 1

    def _change(self) -> None:
        """From the first to the last year shown, for the own one and for the mean (COMPARISON 16)."""
        comparison, page = self.comparison, self.page
        own = comparison.change
        if own is None:
            return
        page.gap()
        page.string(0, texts.xl_change(own.first, own.last), "head")
        page.string(1, "", "head")
        heads = (str(own.first), str(own.last), texts.XL_DIFFERENCE, texts.XL_PERCENT)
        for column, head in enumerate(heads, YEARS_FROM):
            page.string(column, head, "head_right")
        page.row += 1
        self._changed(comparison.focal, self.rows[comparison.focal.id], own, comparison.focal.name)
        if self.mean_row is not None:
            self._changed(comparison.mean, self.mean_row, own, texts.XL_MEAN)

    def _changed(self, line: Line, row: int, years: Change, label: str) -> None:
        page, between = self.page, differences.change_between(line, years.first, years.last)
        found = between.gap if between else None
        page.string(0, label)
        for i, year in enumerate((years.first, years.last)):
            cell = formulas.at(row, self.columns[year])
            page.formula(YEARS_FROM + i, formulas.equal(cell), line.value(year), self.plain)
        before, after = (formulas.at(page.row, YEARS_FROM + i) for i in range(2))
        page.formula(YEARS_FROM + 2, formulas.difference(after, before), _difference(found), self.signed)
        page.formula(YEARS_FROM + 3, formulas.percent(after, before), _percent(found), PERCENT)
        page.row += 1

    # Chart and words -------------------------------------------------------------------------------------------------

    def _chart_room(self) -> int:
        """Rows for the chart, from the top of a printed page: a chart would break between two. The first of them."""
        page = self.page
        page.gap()
        page.turn()
        begin = page.row
        page.row += charts.height(self.entry) // ROW_PX + 1
        page.text(charts.said(self.entry), "muted")
        return begin

    def _below(self) -> None:
        page, entry = self.page, self.entry
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

    def _sources(self) -> dict[str, dict[int, str]]:
        """Where the chart finds each line's values, by the line's id and year: only where there is one."""
        comparison, rows = self.comparison, dict(self.rows)
        if self.mean_row is not None:
            rows[comparison.mean.id] = self.mean_row
        lines = {
            line.id: line for line in (comparison.focal, *comparison.peer_lines, comparison.riket, comparison.mean)
        }
        return {
            unit: {y: formulas.at(row, self.columns[y]) for y in self.years if lines[unit].value(y) is not None}
            for unit, row in rows.items()
        }


def _difference(gap: Gap | None) -> float | None:
    return gap.difference if gap else None


def _percent(gap: Gap | None) -> float | None:
    return gap.percent if gap else None
