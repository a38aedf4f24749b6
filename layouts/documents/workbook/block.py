"""One comparison's values on a figure's sheet, and the live formulas over them."""

from collections.abc import Mapping
from math import ceil

from kolada.analysis import change as differences
from kolada.analysis.change import Change, Gap
from kolada.analysis.compare import Comparison
from kolada.analysis.lines import Cell, Line
from kolada.analysis.spread import CLASSES, Spread, class_limits, spreads
from kolada.reading.words import missing_words
from layouts import texts as common
from layouts.documents.workbook import formulas
from layouts.documents.workbook.book import Page
from layouts.report import texts
from layouts.report.section import Entry
from layouts.report.state import Form

YEARS_FROM = 2  # the column of the first year
PERCENTILES = {"p5": 0.05, "q1": 0.25, "median": 0.5, "q3": 0.75, "p95": 0.95}
PERCENT = '+0.0;"−"0.0;0.0'


class Block:
    """One comparison's values, and the formulas over them. A figure of women and men has two."""

    def __init__(self, page: Page, entry: Entry, comparison: Comparison, columns: Mapping[int, int]) -> None:
        self.page, self.comparison = page, comparison
        self.is_of_country, self.form = entry.chosen.form.is_of_country and entry.is_drawn, entry.chosen.form
        self.is_one_of_two = len(entry.behind) > 1
        self.is_first = comparison is entry.behind[0]
        self.shown_in = entry.comparison.year  # the one year of the figure
        self.columns = columns
        self.years = [year for year in columns if year in comparison.periods]
        self.rows: dict[str, int] = {}
        self.made: dict[str, int] = {}  # rows of what is calculated and drawn: the mean, the percentiles
        self.plain, self.signed = formulas.formats(entry.comparison if self.is_of_country else comparison)

    @property
    def title(self) -> str:
        """Whose values they are, where that is not everybody's."""
        return common.GENDERS[self.comparison.gender] if self.is_one_of_two else ""

    def formulas(self) -> None:
        """Everything that is calculated from them."""
        if not self.years:
            return
        self._each_year()
        self._one_year()
        if not self.is_of_country:
            self._change()

    # Values ----------------------------------------------------------------------------------------------------------

    def values(self) -> None:
        """Own, peers, Riket: a row each. A count has no Riket: the nation's says nothing of it (COMPARISON 9)."""
        page, comparison = self.page, self.comparison
        page.string(0, self.title or texts.XL_MUNICIPALITY, "head")
        page.string(1, texts.XL_CODE, "head")
        for column in range(YEARS_FROM, page.last + 1):
            page.string(column, "", "head")
        for year, column in self.columns.items():
            page.sheet.write_number(page.row, column, year, page.book.style("head_right", "0"))
        page.row += 1
        if self.is_first:
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
        """A formula in every year: how many, their mean, how far from it and from Riket; or how the country spreads."""
        comparison, page = self.comparison, self.page
        page.gap()
        page.text(" ".join(filter(None, [f"{self.title}." if self.title else "", texts.XL_FORMULAS])), "label")
        if self.is_of_country:
            self._country()
            return
        if comparison.peer_lines:
            known = {y: sum(line.value(y) is not None for line in comparison.peer_lines) for y in self.years}
            self._row(texts.XL_N, {y: (formulas.count(self._peers(y)), known[y]) for y in self.years}, "0")
        if comparison.mean.cells:
            self._mean()
        if comparison.riket.id in self.rows:
            at = {y: self._at(comparison.riket.id, y) for y in self.years}
            self._gaps(comparison.riket, at, texts.XL_TO_RIKET, texts.XL_TO_RIKET_PERCENT)

    def _country(self) -> None:
        """The percentiles of everybody, the own one in it, from half of the country on (COMPARISON 12)."""
        found, members = spreads(self.comparison.country), self.comparison.country.members
        cells = {y: self._peers(y, with_own=True) for y in self.years}
        known = {y: len(self.comparison.country.row(y)) for y in self.years}
        self._row(texts.XL_N_COUNTRY, {y: (formulas.count(cells[y]), known[y]) for y in self.years}, "0")
        for key, share in PERCENTILES.items():
            self.made[key] = self.page.row
            made = {
                y: (formulas.percentile(cells[y], share, ceil(members / 2)), getattr(found.get(y), key, None))
                for y in self.years
            }
            self._row(common.PERCENTILES[key], made, self.plain)
        if self.form is Form.MAP:
            self._limits(found)

    def _limits(self, found: Mapping[int, Spread]) -> None:
        """Where one colour of the map ends and the next begins; over the years that it can show."""
        page, country = self.page, self.comparison.country
        values = [value for year in found if year in self.years for value in country.row(year).values()]
        own, last = self.rows[self.comparison.focal.id], self.rows[self.comparison.peer_lines[-1].id]
        whole = formulas.block(own, last, self.columns[self.years[0]], self.columns[self.years[-1]])
        is_whole = all(year in found for year in self.years)
        page.gap()
        page.text(texts.XL_LIMITS, "label")
        for i, (name, value) in enumerate(zip(texts.XL_LIMIT, class_limits(values), strict=True)):
            page.string(0, name)
            if is_whole:
                page.formula(YEARS_FROM, formulas.limit(whole, i / CLASSES), value, self.plain)
            else:
                page.sheet.write_number(page.row, YEARS_FROM, value, page.book.style("number", self.plain))
            page.row += 1

    def _mean(self) -> None:
        comparison, minimum = self.comparison, self.comparison.peers.minimum
        self.made[comparison.mean.id] = self.page.row
        made = {y: (formulas.mean(self._peers(y), minimum), comparison.mean.value(y)) for y in self.years}
        self._row(texts.xl_mean(minimum, len(comparison.peers.members)), made, self.plain)
        at = {y: formulas.at(self.made[comparison.mean.id], self.columns[y]) for y in self.years}
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
        page, place = self.page, self._place()
        if place is None or self.comparison.is_count:
            return
        year, position, n = place
        cells = self._peers(year, with_own=True)
        page.gap()
        page.string(0, texts.xl_rank(year))
        page.formula(YEARS_FROM, formulas.rank(self._own(year), cells), position, "0")
        page.row += 1
        page.string(0, texts.xl_rank_n(self.comparison.focal.name))
        page.formula(YEARS_FROM, formulas.count(cells), n, "0")
        page.row += 1

    def _place(self) -> tuple[int, int, int] | None:
        """The year, the own one's place in it and of how many: among the peers, or in the whole country."""
        if not self.is_of_country:
            rank = self.comparison.rank
            return (rank.year, rank.position, rank.n) if rank else None
        year = self.shown_in
        place = self.comparison.country.rank(self.comparison.focal.id, year) if year in self.columns else None
        return (year, place.position, place.n) if place and year else None

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
        if comparison.mean.id in self.made:
            self._changed(comparison.mean, self.made[comparison.mean.id], own, texts.XL_MEAN)

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

    # Chart -----------------------------------------------------------------------------------------------------------

    def sources(self) -> dict[str, dict[int, str]]:
        """Where the chart finds each line's values, by its stroke's key and the year: only where there is one."""
        before = f"{self.comparison.gender}:" if self.is_one_of_two else ""
        return {f"{before}{key}": self._cells(row) for key, row in (self.rows | self.made).items()}

    def _cells(self, row: int) -> dict[int, str]:
        return {year: formulas.at(row, self.columns[year]) for year in self.years}


def _difference(gap: Gap | None) -> float | None:
    return gap.difference if gap else None


def _percent(gap: Gap | None) -> float | None:
    return gap.percent if gap else None
