"""Native charts, as the app draws: own thick, mean dashed, Riket dotted, peers thin and grey (COMPARISON 27).

A spreadsheet draws a text as 0, so a chart has rows of its own: a formula where there is a value, and an empty cell,
which is a gap in the line, where there is none (COMPARISON 13).
"""

from collections.abc import Mapping
from typing import Any

from xlsxwriter.chart import Chart

from kolada import catalogue
from kolada.analysis.compare import Comparison
from kolada.analysis.lines import Line, Role
from layouts import texts as common
from layouts import theme
from layouts.documents.common import shown_lines
from layouts.documents.workbook import formulas
from layouts.documents.workbook.book import Page, clean
from layouts.report import texts
from layouts.report.section import Entry
from layouts.report.state import Form

HEIGHT, MOST_HEIGHT, BAR_ROOM, BAR_EDGE = 260, 600, 24, 60  # px
LONGEST_ALTERNATIVE = 1_000
LINES: dict[Role, dict[str, Any]] = {
    Role.FOCAL: {"color": theme.FOCAL, "width": 3},
    Role.PEER_MEAN: {"color": theme.MEAN, "width": 2, "dash_type": "dash"},
    Role.RIKET: {"color": theme.RIKET, "width": 2, "dash_type": "round_dot"},
    Role.PEER: {"color": theme.PEER, "width": 1},
}
MARKS = {Role.FOCAL: 7, Role.PEER_MEAN: 5, Role.RIKET: 5, Role.PEER: 3}
Sources = Mapping[str, Mapping[int, str]]


def lines(comparison: Comparison) -> tuple[Line, ...]:
    """The lines that are drawn, the most important last, so that nothing covers it."""
    return tuple(reversed(shown_lines(comparison)))


def height(entry: Entry) -> int:
    """Of the chart, in px; 0 when there is nothing to draw."""
    if not _is_drawn(entry):
        return 0
    rank = entry.comparison.rank
    if entry.chosen.form is Form.BARS and rank:
        return min(BAR_EDGE + BAR_ROOM * rank.n, MOST_HEIGHT)
    return HEIGHT


def said(entry: Entry) -> str:
    """What must be read beside the chart."""
    if not _is_drawn(entry):
        return texts.NO_NATIVE_CHART
    has_peers = any(line.role is Role.PEER for line in shown_lines(entry.comparison))
    return texts.THIN_LINES if has_peers and entry.chosen.form is Form.LINE else ""


def draw(page: Page, entry: Entry, sources: Sources, begin: int, number: str) -> None:
    """Write the chart's own rows at the page's present row, and put the chart at row `begin`."""
    if not _is_drawn(entry):
        return
    page.text(texts.XL_CHART_DATA, "muted")
    page.string(0, clean(catalogue.words(entry.comparison.kpi).unit), "label")
    draw_form = _bars if entry.chosen.form is Form.BARS else _trend
    made = draw_form(page, entry, sources, number)
    made.set_title({"name": common.INVENTED} if page.book.section.invented else {"none": True})
    made.show_blanks_as("gap")
    made.set_size({"width": page.pixels, "height": height(entry)})
    made.set_chartarea({"border": {"none": True}})
    alternative = clean(entry.alternative)[:LONGEST_ALTERNATIVE]
    page.sheet.insert_chart(begin, 0, made, {"description": alternative, "object_position": 1})


def _is_drawn(entry: Entry) -> bool:
    if entry.chosen.form is Form.BARS:
        return entry.comparison.rank is not None
    return bool(entry.comparison.periods)


def _chart(page: Page, kind: str) -> Chart:
    made = page.book.workbook.add_chart({"type": kind})
    if made is None:  # as XlsxWriter says of a kind that it does not know
        raise ValueError(kind)
    return made


def _trend(page: Page, entry: Entry, sources: Sources, number: str) -> Chart:
    comparison = entry.comparison
    head, first = page.row, 2
    years = comparison.periods
    for i, year in enumerate(years):
        page.sheet.write_number(head, first + i, year, page.book.style("label", "0"))
    made = _chart(page, "line")
    drawn = lines(comparison)
    for line in drawn:
        page.row += 1
        page.string(0, texts.XL_MEAN if line.role is Role.PEER_MEAN else line.name)
        for i, year in enumerate(years):
            if cell := sources[line.id].get(year):
                page.formula(first + i, formulas.equal(cell), line.value(year), number)
        made.add_series(_series(page, line, years, (head, first)))
    page.row += 1
    made.set_x_axis({"num_font": {"color": theme.MUTED}, "line": {"color": theme.ZERO}, "label_position": "low"})
    made.set_y_axis({**_values_axis(number), "name": [page.name, head, 0], "name_font": {"bold": False}})
    peers = [i for i, line in enumerate(drawn) if line.role is Role.PEER]
    made.set_legend({"position": "bottom", **({"delete_series": peers} if peers else {})})
    return made


def _series(page: Page, line: Line, years: list[int], corner: tuple[int, int]) -> dict[str, Any]:
    """A line of the present row; a value that is not settled is a hollow point (COMPARISON 14)."""
    (head, first), row = corner, page.row
    last, look = first + len(years) - 1, LINES[line.role]
    ink = {"color": look["color"]}
    mark = {"type": "circle", "size": MARKS[line.role], "fill": ink, "border": ink}
    hollow = {"fill": {"color": theme.CARD}, "border": ink}
    points = [hollow if line.at(year).preliminary else None for year in years]
    return {
        "name": [page.name, row, 0],
        "categories": [page.name, head, first, head, last],
        "values": [page.name, row, first, row, last],
        "line": look,
        "marker": mark,
        **({"points": points} if any(points) else {}),
    }


def _bars(page: Page, entry: Entry, sources: Sources, number: str) -> Chart:
    """Highest first, the own one in its colour; bars start at zero (COMPARISON 26)."""
    rank = entry.comparison.rank
    ordered = rank.ordered if rank else ()
    first = page.row + 1
    for who in ordered:
        page.row += 1
        page.string(0, who.name)
        page.formula(2, formulas.equal(sources[who.id][rank.year if rank else 0]), who.value, number)
    last = page.row
    page.row += 1
    made = _chart(page, "bar")
    own, other = ({"fill": {"color": color}} for color in (theme.FOCAL, theme.BAR))
    series = {
        "name": [page.name, first - 1, 0],
        "categories": [page.name, first, 0, last, 0],
        "values": [page.name, first, 2, last, 2],
        "points": [own if who.id == entry.comparison.focal.id else other for who in ordered],
        "data_labels": {"value": True, "num_format": number},
        "gap": 40,
        **other,
    }
    made.add_series(series)
    made.set_y_axis({"reverse": True, "line": {"color": theme.ZERO}, "label_position": "low"})
    from_zero = {"min": 0} if all(who.value >= 0 for who in ordered) else {}
    made.set_x_axis({**_values_axis(number), **from_zero, "visible": False})
    made.set_legend({"none": True})
    return made


def _values_axis(number: str) -> dict[str, Any]:
    return {
        "num_format": number,
        "num_font": {"color": theme.MUTED},
        "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": theme.GRID}},
    }
