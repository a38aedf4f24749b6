"""Tables: the twin of every chart, and the full table of a KPI."""

from collections.abc import Iterable, Sequence

from kolada.analysis.compare import Comparison
from kolada.analysis.lines import Cell, Line, Role
from kolada.reading.words import amount, missing_words
from layouts import elements as html
from layouts import texts
from layouts.elements import Element


def cell_text(cell: Cell, comparison: Comparison) -> str:
    """A number as it is shown, with Kolada's word about it if there is one, or why there is none (COMPARISON 2)."""
    if cell.value is None:
        return missing_words(cell.status)
    remarks = [cell.status] if cell.status else []
    remarks += [texts.CHIP_PRELIMINARY] if cell.preliminary else []
    return amount(cell.value, comparison) + (f" ({', '.join(remarks)})" if remarks else "")


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], class_name: str = "table") -> Element:
    """A data table whose first column names the row. Its frame scrolls on a narrow screen and can be reached by key."""
    header = html.Tr([html.Th(text, scope="col") for text in head])
    body = [html.Tr([html.Th(row[0], scope="row"), *(html.Td(text) for text in row[1:])]) for row in rows]
    inner = html.Table([html.Caption(caption), html.Thead(header), html.Tbody(body)], className=class_name)
    return html.Div(inner, className="table-frame", tabIndex=0, role="region", **{"aria-label": caption})


def twin(comparison: Comparison, caption: str) -> Element:
    """The chart's own lines by year: own, mean with its n, Riket."""
    lines = [comparison.focal]
    head = [texts.TABLE_YEAR, comparison.focal.name]
    if comparison.mean.cells:
        lines.append(comparison.mean)
        head += [texts.TABLE_MEAN, texts.TABLE_N]
    if not comparison.is_count:
        lines.append(comparison.riket)
        head.append(texts.TABLE_RIKET)
    rows = [[str(p), *(text for line in lines for text in _with_n(line, p, comparison))] for p in comparison.periods]
    return table(caption, head, rows)


def _with_n(line: Line, period: int, comparison: Comparison) -> list[str]:
    cell = line.at(period)
    if line.role is Role.PEER_MEAN:
        return [_mean_text(cell, comparison), str(cell.n)]
    return [cell_text(cell, comparison)]


def _mean_text(cell: Cell, comparison: Comparison) -> str:
    return cell_text(cell, comparison) if cell.value is not None else "–"


def full(comparison: Comparison, caption: str) -> Element:
    """Everyone by year, with the words for what is missing; the mean says how many are behind it."""
    return table(caption, *everyone(comparison), "table table-wide")


def everyone(comparison: Comparison) -> tuple[list[str], list[list[str]]]:
    """That table as text: its head, and a row each for own, peers, their mean with its n, and Riket."""
    head = [texts.TABLE_MUNICIPALITY, *map(str, comparison.periods)]
    rows = [_row(line, comparison) for line in (comparison.focal, *comparison.peer_lines)]
    if comparison.mean.cells:
        rows.append(_row(comparison.mean, comparison, texts.TABLE_MEAN))
        rows.append([texts.TABLE_N, *(str(comparison.mean.at(p).n) for p in comparison.periods)])
    rows.append(_row(comparison.riket, comparison))
    return head, rows


def _row(line: Line, comparison: Comparison, name: str = "") -> list[str]:
    text = _mean_text if line.role is Role.PEER_MEAN else cell_text
    return [name or line.name, *(text(line.at(p), comparison) for p in comparison.periods)]
