"""The table behind a figure in a Word file: units down, years across, in as many parts as the page's width needs."""

from collections.abc import Sequence
from math import ceil
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from kolada.analysis.compare import Comparison
from kolada.analysis.lines import Line, Role
from kolada.reading.words import NO_BREAK
from layouts import texts as common
from layouts import theme
from layouts.components.tables import cell_text
from layouts.documents.common import legible, shown_lines
from layouts.figures.labels import text_width
from layouts.report.section import Entry

TWIPS = 635  # EMU in a twentieth of a point
MOST_NAME = 2600  # twentieths of a point
POINTS, PADDING, EDGE = 8, 140, 40  # the text's size; twentieths of a point around it, and of the cells' own margins
EMPTY_MEAN = "–"

Rows = list[tuple[str, ...]]


def table_rows(entry: Entry) -> Rows:
    """A heading and the rows of the figure's table; where it has none of its own, a row per line shown."""
    if entry.table:
        head, rows = entry.table
        return [tuple(head), *map(tuple, rows)]
    return _by_year(entry.comparison)


def _by_year(comparison: Comparison) -> Rows:
    """Name, then a text per year of `comparison.periods`; n below the mean."""
    rows: Rows = [(common.TABLE_MUNICIPALITY, *map(str, comparison.periods))]
    for line in shown_lines(comparison):
        rows.append(_row(line, comparison))
        if line.role is Role.PEER_MEAN:
            rows.append((common.TABLE_N, *(str(line.at(p).n) for p in comparison.periods)))
    return rows


def _row(line: Line, comparison: Comparison) -> tuple[str, ...]:
    is_mean = line.role is Role.PEER_MEAN
    cells = [line.at(p) for p in comparison.periods]
    said = [EMPTY_MEAN if is_mean and c.value is None else cell_text(c, comparison) for c in cells]
    return (common.TABLE_MEAN if is_mean else line.name, *said)


def tables(rows: Rows, description: str, width: int, *, own: str = "", keep_last: bool = False) -> list[Any]:
    """The rows as w:tbl elements, one for each part of the years that fits across `width` (EMU).

    The first row is a heading that is repeated on every page, and bold as the own municipality's is (`own`: its name).
    Rows are never split. `keep_last`: the last row stays with what follows, a caption.
    """
    room = width // TWIPS
    name_width = min(_width([row[0].replace(" ", NO_BREAK) for row in rows]), MOST_NAME, room // 2)
    widths = [_width([row[i] for row in rows]) for i in range(1, len(rows[0]))]
    parts = max(1, ceil(sum(widths) / (room - name_width)))
    size = max(1, ceil(len(widths) / parts))
    found = []
    for start in range(0, max(len(widths), 1), size):
        chosen = [(row[0], *row[1 + start : 1 + start + size]) for row in rows]
        columns = _spread(widths[start : start + size], room - name_width)
        found.append(_table(chosen, [name_width, *columns], description, own, keep_last))
    return found


def _width(texts: Sequence[str]) -> int:
    """Room for the longest word of a column: what is longer wraps between words."""
    words = [word for text in texts for word in text.split(" ")]
    return round(20 * max((text_width(word, POINTS, bold=True) for word in words), default=0)) + PADDING


def _spread(widths: Sequence[int], room: int) -> list[int]:
    """The columns as wide as the page, each in its proportion."""
    total = sum(widths)
    return [room * width // total for width in widths] if total else []


def _table(rows: Sequence[Sequence[str]], widths: Sequence[int], description: str, own: str, keep_last: bool) -> Any:
    rule = f'w:val="single" w:sz="4" w:space="0" w:color="{theme.BAR.removeprefix("#")}"'
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    last = len(rows) - 1
    body = "".join(_tr(row, widths, place, place < last or keep_last, row[0] == own) for place, row in enumerate(rows))
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f"<w:tblBorders><w:top {rule}/><w:bottom {rule}/><w:insideH {rule}/></w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{EDGE}" w:type="dxa"/>'
        f'<w:right w:w="{EDGE}" w:type="dxa"/></w:tblCellMar><w:tblLook w:firstRow="1" w:firstColumn="1"/>'
        f"<w:tblDescription w:val={quoteattr(legible(description))}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def _tr(row: Sequence[str], widths: Sequence[int], place: int, keep: bool, is_own: bool) -> str:
    heading = "<w:tblHeader/>" if place == 0 else ""
    cells = "".join(_tc(text, width, column > 0, is_own or not place, keep)
                    for column, (text, width) in enumerate(zip(row, widths, strict=True)))  # fmt: skip
    return f"<w:tr><w:trPr><w:cantSplit/>{heading}</w:trPr>{cells}</w:tr>"


def _tc(text: str, width: int, is_number: bool, is_bold: bool, keep: bool) -> str:
    keep_next = "<w:keepNext/>" if keep else ""
    right = '<w:jc w:val="right"/>' if is_number else ""
    bold = "<w:rPr><w:b/></w:rPr>" if is_bold else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="Tabelltext"/>'
        f"{keep_next}{right}</w:pPr><w:r>{bold}<w:t>{escape(legible(text))}</w:t></w:r></w:p></w:tc>"
    )
