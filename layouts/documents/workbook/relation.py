"""The sheet of a relation: every point's two values and their ranks, the coefficients as formulas, a native scatter."""

from typing import Any

from kolada.analysis.relation import MIN_POINTS, Point
from layouts import texts as common
from layouts import theme
from layouts.documents.workbook import formulas
from layouts.documents.workbook.block import YEARS_FROM
from layouts.documents.workbook.book import Page, clean
from layouts.documents.workbook.charts import LONGEST_ALTERNATIVE, chart
from layouts.explore.related import Related
from layouts.report import texts
from layouts.report.section import Entry

X, Y, RANK_X, RANK_Y = range(YEARS_FROM, YEARS_FROM + 4)  # columns
HEIGHT = 420  # px
LOOKS = (  # own, peers, others
    {"type": "circle", "size": 11, "color": theme.FOCAL},
    {"type": "diamond", "size": 8, "color": theme.MUTED},
    {"type": "circle", "size": 5, "color": theme.PEER},
)


def write(page: Page, found: Related) -> dict[str, int]:
    """The points and what is calculated of them; the row of each by unit."""
    names = [of.title for of in (found.x, found.y)]
    heads = (*names, *(texts.XL_RANK_OF.format(name=of.name) for of in (found.x, found.y)))
    page.cells((texts.XL_MUNICIPALITY, texts.XL_CODE, *heads), "head_wrap")
    page.freeze(YEARS_FROM)
    begin, points = page.row, found.ordered
    rows = {point.id: begin + i for i, point in enumerate(points)}
    last = begin + len(points) - 1
    for i, point in enumerate(points):
        _point(page, found, point, "own" if point.id == found.ground.focal.id else "plain", (begin, last), i)
    _coefficients(page, found, begin, last)
    return rows


def _point(page: Page, found: Related, point: Point, style: str, span: tuple[int, int], place: int) -> None:
    page.string(0, point.name, style)
    page.string(1, point.id, style)
    ranks = found.related.ranks
    for column, of, value in ((X, found.x, point.x), (Y, found.y, point.y)):
        form = page.book.style(style, formulas.decimals(of.places))
        page.sheet.write_number(page.row, column, value, form)
        rank = formulas.average_rank(formulas.at(page.row, column), formulas.span(*span, column))
        page.formula(column + 2, rank, ranks[column - X][point.id], "0.0")
    page.row += 1


def _coefficients(page: Page, found: Related, begin: int, last: int) -> None:
    related = found.related
    spans = {column: formulas.span(begin, last, column) for column in (X, Y, RANK_X, RANK_Y)}
    page.gap()
    page.text(texts.XL_FORMULAS, "label")
    made = (
        (texts.XL_POINTS, formulas.count(spans[X]), related.n, "0"),
        (texts.XL_SPEARMAN, formulas.correlation(spans[RANK_X], spans[RANK_Y], MIN_POINTS), related.spearman, "0.00"),
        (texts.XL_PEARSON, formulas.correlation(spans[X], spans[Y], MIN_POINTS), related.pearson, "0.00"),
    )
    for label, formula, known, number in made:
        page.string(0, label)
        page.formula(X, formula, known, number)
        page.row += 1


def draw(page: Page, entry: Entry, found: Related, rows: dict[str, int], begin: int) -> None:
    """The scatter over the points themselves, at row `begin`: own, peers and the others, each with its own sign."""
    made = chart(page, "scatter")
    order = found.ordered
    has_own = bool(order) and order[0].id == found.ground.focal.id
    ends = [int(has_own), found.pointed, len(order)]
    first = rows[order[0].id] if order else 0
    names = (found.ground.focal.title, texts.XL_PEERS, texts.XL_OTHERS)
    for start, end, name, look in reversed(list(zip([0, *ends], ends, names, LOOKS, strict=False))):
        if start < end:  # drawn last, the own one covers the others
            made.add_series(_series(page, (first + start, first + end - 1), name, look))
    is_log = {axis: found.figure["layout"][axis].get("type") == "log" for axis in ("xaxis", "yaxis")}
    made.set_x_axis(_axis(found.axis_titles[0], formulas.decimals(found.x.places), is_log=is_log["xaxis"]))
    made.set_y_axis(_axis(found.axis_titles[1], formulas.decimals(found.y.places), is_log=is_log["yaxis"]))
    made.set_legend({"position": "bottom"})
    made.set_title({"name": common.INVENTED} if page.book.section.invented else {"none": True})
    made.set_size({"width": page.pixels, "height": HEIGHT})
    made.set_chartarea({"border": {"none": True}})
    alternative = clean(entry.alternative)[:LONGEST_ALTERNATIVE]
    page.sheet.insert_chart(begin, 0, made, {"description": alternative, "object_position": 1})


def _series(page: Page, rows: tuple[int, int], name: str, look: dict[str, Any]) -> dict[str, Any]:
    ink = {"color": look["color"]}
    first, last = rows
    return {
        "name": clean(name),
        "categories": [page.name, first, X, last, X],
        "values": [page.name, first, Y, last, Y],
        "marker": {"type": look["type"], "size": look["size"], "fill": ink, "border": {"color": theme.CARD}},
    }


def _axis(name: str, number: str, *, is_log: bool) -> dict[str, Any]:
    return {
        "name": clean(name),
        "name_font": {"bold": False},
        "num_format": number,
        "num_font": {"color": theme.MUTED},
        "line": {"color": theme.ZERO},
        "major_gridlines": {"visible": True, "line": {"color": theme.GRID}},
        "label_position": "low",
        **({"log_base": 10} if is_log else {}),
    }
