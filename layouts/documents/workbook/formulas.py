"""The formulas of the work paper, as Excel writes them whatever language it speaks: English names, comma between.

A missing value is a text in its cell: COUNT, AVERAGE and RANK pass over texts, and what is subtracted is asked first
whether it is a number. The rules are those of kolada.analysis (COMPARISON 6, 7, 11, 16, 24).
"""

from collections.abc import Sequence

from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from kolada.analysis.compare import GROUP_TOLERANCE, Comparison
from kolada.reading.words import places
from layouts.report import texts


def formats(comparison: Comparison) -> tuple[str, str]:
    """The number formats of a figure's values and of differences between them: as many decimals as the app shows."""
    plain = decimals(places(comparison))
    return plain, f'+{plain};"−"{plain};{plain}'


def decimals(shown: int) -> str:
    """The number format of so many decimals."""
    return "#,##0" + (f".{'0' * shown}" if shown else "")


def average_rank(value: str, cells: str) -> str:
    """The place from below among the cells, equal ones at the average of their places."""
    return f"=_xlfn.RANK.AVG({value},{cells},1)"


def correlation(x: str, y: str, minimum: int) -> str:
    """Pearson's; empty below the minimum, or where one is the same everywhere."""
    return f'=IF(COUNT({x})>={minimum},IFERROR(CORREL({x},{y}),""),"")'


def at(row: int, column: int) -> str:
    """A cell of the same sheet, counted from 0: "C5"."""
    return str(xl_rowcol_to_cell(row, column))


def span(first: int, last: int, column: int) -> str:
    """Rows of one column, counted from 0: "C6:C12"."""
    return f"{at(first, column)}:{at(last, column)}"


def on(sheet: str, cell: str) -> str:
    """A cell or a span of another sheet."""
    return f"{quote_sheetname(sheet)}!{cell}"


def equal(cell: str) -> str:
    """The same as another cell."""
    return f"={cell}"


def count(cells: str) -> str:
    """How many are numbers."""
    return f"=COUNT({cells})"


def mean(cells: str, minimum: int) -> str:
    """Unweighted, of those that have a number; empty below the minimum."""
    return f'=IF(COUNT({cells})>={minimum},AVERAGE({cells}),"")'


def percentile(cells: str, share: float, minimum: int) -> str:
    """By linear interpolation, of those that have a number; empty below the minimum."""
    return f'=IF(COUNT({cells})>={minimum},PERCENTILE({cells},{share}),"")'


def limit(cells: str, share: float) -> str:
    """The value with that share of the others below it."""
    return f"=SMALL({cells},ROUND({share}*(COUNT({cells})-1),0)+1)"


def block(first: int, last: int, left: int, right: int) -> str:
    """Rows of several columns, counted from 0: "C6:F12"."""
    return f"{at(first, left)}:{at(last, right)}"


def difference(value: str, base: str) -> str:
    """value - base, empty unless both are numbers."""
    return f'=IF(AND(ISNUMBER({value}),ISNUMBER({base})),{value}-{base},"")'


def percent(value: str, base: str) -> str:
    """The difference in per cent of |base|; empty when the base is 0 or the signs differ."""
    share = f'IF(OR({base}=0,{value}*{base}<0),"",100*({value}-{base})/ABS({base}))'
    return f'=IF(AND(ISNUMBER({value}),ISNUMBER({base})),{share},"")'


def rank(value: str, cells: str) -> str:
    """The place from above among the cells, itself one of them. RANK compares the numbers themselves; COUNTIF would
    compare with a text of fifteen digits."""
    return f"=RANK({value},{cells},0)"


def total(cells: Sequence[str]) -> str:
    """The sum, empty unless all are numbers."""
    listed = ",".join(cells)
    return f'=IF(COUNT({listed})={len(cells)},SUM({listed}),"")'


def adds_up(gap: str, whole: str) -> str:
    """Whether parts make the total: within one unit, or one in a thousand."""
    return _verdict(gap, f"MAX(1,ABS({whole})/1000)")


def agrees(gap: str, base: str) -> str:
    """Whether two means are the same but for rounding."""
    return _verdict(gap, f"{GROUP_TOLERANCE:.4f}*MAX(ABS({base}),1)")


def _verdict(gap: str, allowed: str) -> str:
    said = f'IF(ABS({gap})<={allowed},"{texts.XL_AGREES}","{texts.XL_DIFFERS}")'
    return f'=IF(ISNUMBER({gap}),{said},"{texts.XL_CANNOT}")'
