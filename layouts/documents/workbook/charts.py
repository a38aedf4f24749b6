"""Native charts, as the app draws: own thick, mean dashed, Riket dotted, peers thin and grey (COMPARISON 27).

A spreadsheet draws a text as 0, so a chart has rows of its own: a formula where there is a value, and an empty cell,
which is a gap in the line, where there is none (COMPARISON 13).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter.chart import Chart

from kolada import catalogue
from kolada.analysis.ranks import Standing
from layouts import texts as common
from layouts import theme
from layouts.documents.strokes import Stroke, strokes, years
from layouts.documents.workbook import formulas
from layouts.documents.workbook.book import Page, clean
from layouts.figures.ranking import MOST_NAMED
from layouts.report import texts
from layouts.report.section import Entry
from layouts.report.state import Form

HEIGHT, MOST_HEIGHT, BAR_ROOM, BAR_EDGE = 260, 600, 24, 60  # px
LONGEST_ALTERNATIVE = 1_000
THINNER = 0.75  # of a line in PowerPoint, which is read from further away
LEAST_MARK = 3
IN_ORDER = (Form.BARS, Form.ORDER, Form.MAP)
Sources = Mapping[str, Mapping[int, str]]


def height(entry: Entry) -> int:
    """Of the chart, in px; 0 when there is nothing to draw."""
    if not _is_drawn(entry):
        return 0
    if entry.chosen.form in IN_ORDER:
        return min(BAR_EDGE + BAR_ROOM * len(_ordered(entry)), MOST_HEIGHT)
    return HEIGHT


def _ordered(entry: Entry) -> tuple[Standing, ...]:
    """Whose bars there are, the highest first: the whole country's, or own and peers."""
    rank = entry.comparison.rank
    return entry.order or (rank.ordered if rank and entry.is_drawn else ())


def said(entry: Entry) -> str:
    """What must be read beside the chart."""
    if not _is_drawn(entry):
        return texts.NO_NATIVE_CHART if entry.is_drawn else texts.NO_CHART
    if entry.chosen.form is Form.MAP:
        return texts.XL_MAP_AS_BARS
    return texts.THIN_LINES if any(stroke.is_thin for stroke in strokes(entry)) else ""


def draw(page: Page, entry: Entry, sources: Sources, begin: int, number: str) -> None:
    """Write the chart's own rows at the page's present row, and put the chart at row `begin`."""
    if not _is_drawn(entry):
        return
    page.text(texts.XL_CHART_DATA, "muted")
    page.string(0, clean(catalogue.words(entry.comparison.kpi).unit), "label")
    draw_form = _bars if entry.chosen.form in IN_ORDER else _trend
    made = draw_form(page, entry, sources, number)
    made.set_title({"name": common.INVENTED} if page.book.section.invented else {"none": True})
    made.show_blanks_as("gap")
    made.set_size({"width": page.pixels, "height": height(entry)})
    made.set_chartarea({"border": {"none": True}})
    alternative = clean(entry.alternative)[:LONGEST_ALTERNATIVE]
    page.sheet.insert_chart(begin, 0, made, {"description": alternative, "object_position": 1})


def _is_drawn(entry: Entry) -> bool:
    if entry.chosen.form in IN_ORDER:
        return bool(_ordered(entry))
    return bool(strokes(entry) and entry.behind[0].periods)


def chart(page: Page, kind: str) -> Chart:
    """A new chart of XlsxWriter's."""
    made = page.book.workbook.add_chart({"type": kind})
    if made is None:  # as XlsxWriter says of a kind that it does not know
        raise ValueError(kind)
    return made


def _trend(page: Page, entry: Entry, sources: Sources, number: str) -> Chart:
    head, first = page.row, 2
    drawn = strokes(entry)
    across = years(drawn, entry.behind[0])  # a year without any value is a gap, and no step (COMPARISON 13)
    for i, year in enumerate(across):
        page.sheet.write_number(head, first + i, year, page.book.style("label", "0"))
    made = chart(page, "line")
    for stroke in drawn:
        page.row += 1
        page.string(0, stroke.name)
        for i, year in enumerate(across):
            value, cell = stroke.line.value(year), sources[stroke.key].get(year)
            if cell and value is not None:
                page.formula(first + i, formulas.equal(cell), value, number)
        made.add_series(_series(page, stroke, across, (head, first)))
    page.row += 1
    made.set_x_axis({"num_font": {"color": theme.MUTED}, "line": {"color": theme.ZERO}, "label_position": "low"})
    made.set_y_axis({**_values_axis(number), "name": [page.name, head, 0], "name_font": {"bold": False}})
    thin = [i for i, stroke in enumerate(drawn) if stroke.is_thin]
    made.set_legend({"position": "bottom", **({"delete_series": thin} if thin else {})})
    return made


def _series(page: Page, stroke: Stroke, across: Sequence[int], corner: tuple[int, int]) -> dict[str, Any]:
    """A line of the present row; a value that is not settled is a hollow point (COMPARISON 14)."""
    (head, first), row, look = corner, page.row, stroke.look
    last = first + len(across) - 1
    ink = {"color": look.colour}
    mark = {"type": look.symbol.value, "size": max(look.marker - 1, LEAST_MARK), "fill": ink, "border": ink}
    hollow = {"fill": {"color": theme.CARD}, "border": ink}
    points = [hollow if stroke.line.at(year).preliminary else None for year in across]
    return {
        "name": [page.name, row, 0],
        "categories": [page.name, head, first, head, last],
        "values": [page.name, row, first, row, last],
        "line": {**ink, "width": look.width * THINNER, "dash_type": look.dash.value},
        "marker": mark,
        **({"points": points} if any(points) else {}),
    }


def _bars(page: Page, entry: Entry, sources: Sources, number: str) -> Chart:
    """Highest first, the own one in its colour; bars start at zero (COMPARISON 26). Many are columns without names."""
    ordered, year = _ordered(entry), entry.comparison.year or 0
    is_profile = len(ordered) > MOST_NAMED
    first = page.row + 1
    for who in ordered:
        page.row += 1
        page.string(0, who.name)
        page.formula(2, formulas.equal(sources[who.id][year]), who.value, number)
    last = page.row
    page.row += 1
    made = chart(page, "column" if is_profile else "bar")
    peers = {m.id for m in entry.comparison.peers.members} if entry.chosen.form is not Form.BARS else set()
    inks = {entry.comparison.focal.id: theme.FOCAL} | dict.fromkeys(peers, theme.MUTED)
    series = {
        "name": [page.name, first - 1, 0],
        "categories": [page.name, first, 0, last, 0],
        "values": [page.name, first, 2, last, 2],
        "points": [_filled(inks.get(who.id, theme.BAR), edged=is_profile and who.id in inks) for who in ordered],
        "gap": 10 if is_profile else 40,
        **_filled(theme.BAR),
        **({} if is_profile else {"data_labels": {"value": True, "num_format": number}}),
    }
    made.add_series(series)
    from_zero = {"min": 0} if all(who.value >= 0 for who in ordered) else {}
    values = {**_values_axis(number), **from_zero, "visible": is_profile}
    names = {"line": {"color": theme.ZERO}, "label_position": "none" if is_profile else "low"}
    if is_profile:
        made.set_x_axis(names)
        made.set_y_axis(values)
    else:
        made.set_y_axis({"reverse": True, **names})
        made.set_x_axis(values)
    made.set_legend({"none": True})
    return made


def _filled(colour: str, *, edged: bool = False) -> dict[str, Any]:
    """A bar's colour; a hair among hundreds is seen by its edge."""
    return {"fill": {"color": colour}, **({"border": {"color": colour, "width": 1.5}} if edged else {})}


def _values_axis(number: str) -> dict[str, Any]:
    return {
        "num_format": number,
        "num_font": {"color": theme.MUTED},
        "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": theme.GRID}},
    }
