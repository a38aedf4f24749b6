"""A figure as a chart that PowerPoint itself draws and lets its reader edit: lines through the years, or bars."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_MARK,
)
from pptx.enum.chart import XL_TICK_LABEL_POSITION as LABELS
from pptx.enum.dml import MSO_LINE_DASH_STYLE as DASH
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from kolada.analysis.compare import Comparison
from kolada.analysis.lines import Line
from kolada.reading.words import missing_words, places
from layouts import theme
from layouts.documents.common import LANGUAGE, one_line
from layouts.documents.strokes import Dash, Look, Stroke, Symbol, strokes, years
from layouts.figures.axes import extent, scale
from layouts.figures.ranking import MOST_NAMED
from layouts.report.section import Entry

TEXT, SMALL_TEXT, SMALL_ROW_TEXT = Pt(12), Pt(10), Pt(7)
FEW_YEARS = 16  # that have room in the ordinary size
FEW_ROWS = 22  # bars that have room for names in the ordinary size
STEPS = 6
TITLE_LENGTH = 60  # of a series' name in the sheet behind


SYMBOLS = {Symbol.CIRCLE: XL_MARKER_STYLE.CIRCLE, Symbol.SQUARE: XL_MARKER_STYLE.SQUARE}
DASHES = {Dash.SOLID: DASH.SOLID, Dash.DASH: DASH.DASH, Dash.DOT: DASH.ROUND_DOT}
LONE = 5  # size of a marker where no line shows the point


def number_format(comparison: Comparison) -> str:
    """Of numbers on axes and labels; the reader's own Office puts in its signs for thousands and decimals."""
    return number_format_of(places(comparison))


def number_format_of(shown: int) -> str:
    """The same of so many decimals."""
    return "#,##0" + ("." + "0" * shown if shown else "")


def colour(value: str) -> RGBColor:
    """A theme colour ("#1c2126") as Office's."""
    found: RGBColor = RGBColor.from_string(value.removeprefix("#").upper())
    return found


# Lines ----------------------------------------------------------------------------------------------------------------


def _line_data(drawn: Sequence[Stroke], comparison: Comparison, across: Sequence[int]) -> CategoryChartData:
    """Years across, a series per line, unrounded; a year without a value stays empty (COMPARISON 13)."""
    data = CategoryChartData(number_format=number_format(comparison))
    data.categories = [str(year) for year in across]
    for stroke in drawn:
        data.add_series(one_line(stroke.name)[:TITLE_LENGTH], [stroke.line.value(year) for year in across])
    return data


def add_line_chart(shapes: Any, entry: Entry, box: Sequence[int]) -> Any:
    """The graphic frame of a line chart in `box` (left, top, width, height in EMU)."""
    comparison, drawn = entry.comparison, strokes(entry)
    across = years(drawn, comparison)
    frame = shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *box, _line_data(drawn, comparison, across))
    chart = frame.chart
    in_common(chart, number_format(comparison))
    values = [value for stroke in drawn for year in across if (value := stroke.line.value(year)) is not None]
    ticks = scale(*extent(values, comparison.kind), STEPS, whole=comparison.is_count).ticks
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = ticks[0], ticks[-1]
    chart.value_axis.major_unit = ticks[1] - ticks[0]
    chart.category_axis.tick_label_position = LABELS.LOW
    chart.category_axis.tick_labels.font.size = TEXT if len(across) <= FEW_YEARS else SMALL_TEXT
    for stroke, series in zip(drawn, chart.plots[0].series, strict=True):
        _draw(series, stroke, across)
        if stroke.look.marker:
            _label_own(series, stroke, drawn, across, comparison)
    _legend(chart, [place for place, stroke in enumerate(drawn) if stroke.is_thin])
    return frame


def _draw(series: Any, stroke: Stroke, across: Sequence[int]) -> None:
    line, look = stroke.line, stroke.look
    series.smooth = False
    series.format.line.color.rgb, series.format.line.width = colour(look.colour), Pt(look.width)
    series.format.line.dash_style = DASHES[look.dash]
    _mark(series.marker, look, look.marker)
    for place, year in enumerate(across):
        cell = line.at(year)
        if cell.preliminary and not stroke.is_thin:  # a hollow point, as on the page (COMPARISON 14)
            _mark(series.points[place].marker, look, max(look.marker, LONE), hollow=True)
        elif not look.marker and _is_lone(line, year):
            _mark(series.points[place].marker, look, LONE)


def _is_lone(line: Line, year: int) -> bool:
    """A value without a neighbour: no line would show it."""
    return line.value(year) is not None and line.value(year - 1) is None and line.value(year + 1) is None


def _mark(marker: Any, look: Look, size: int, *, hollow: bool = False) -> None:
    if not size:
        marker.style = XL_MARKER_STYLE.NONE
        return
    marker.style, marker.size = SYMBOLS[look.symbol], size
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = colour(theme.CARD if hollow else look.colour)
    marker.format.line.color.rgb = colour(look.colour)


def _legend(chart: Chart, unnamed: Sequence[int]) -> None:
    """Names for own, mean and Riket; the peers are named below the chart, as they look alike."""
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    position = chart.legend._element.find(qn("c:legendPos"))
    for place in reversed(unnamed):
        position.addnext(
            parse_xml(f'<c:legendEntry {nsdecls("c")}><c:idx val="{place}"/><c:delete val="1"/></c:legendEntry>')
        )


def _label_own(
    series: Any, stroke: Stroke, drawn: Sequence[Stroke], across: Sequence[int], comparison: Comparison
) -> None:
    """The newest own value, and that of the sentence's year where it is another."""
    line = stroke.line
    valued = [year for year in across if line.value(year) is not None]
    shown = dict.fromkeys(valued[-1:] + ([comparison.year] if comparison.year in valued else []))
    rivals = [each.line for each in drawn if each.look.marker and each is not stroke]
    labels = [(across.index(year), _side(line, rivals, valued, year)) for year in sorted(shown)]
    label_points(series, labels, number_format(comparison), stroke.look.colour)


def _side(line: Line, rivals: Sequence[Line], valued: Sequence[int], year: int) -> str:
    """Above its point ("t") or below ("b"): away from another line with labels, else from where this one comes."""
    value = line.value(year) or 0.0
    near = next((found for rival in rivals if (found := rival.value(year)) is not None), None)
    if near is not None:
        return "t" if value > near else "b"
    place = valued.index(year)
    return "b" if place and (line.value(valued[place - 1]) or 0.0) > value else "t"


def label_points(series: Any, labels: Sequence[tuple[int, str]], number: str, ink: str, *, name: bool = False) -> None:
    """The values of points, in bold, and their names if wanted; they follow when a value is edited. `labels`: a place
    in the series and where the label stands, "t", "b" or "outEnd"."""
    if not labels:
        return
    each = "".join(
        f'<c:dLbl><c:idx val="{place}"/><c:numFmt formatCode="{number}" sourceLinked="0"/><c:spPr/><c:txPr><a:bodyPr/>'
        f'<a:p><a:pPr><a:defRPr lang="{LANGUAGE}" sz="1400" b="1"><a:solidFill><a:srgbClr '
        f'val="{ink.removeprefix("#")}"/></a:solidFill></a:defRPr></a:pPr><a:endParaRPr lang="{LANGUAGE}"/>'
        f'</a:p></c:txPr><c:dLblPos val="{position}"/>{_shown(value=True, name=name)}</c:dLbl>'
        for place, position in labels
    )
    whole = f"<c:dLbls {nsdecls('c', 'a')}>{each}{_shown(value=False)}</c:dLbls>"
    series._element._insert_dLbls(parse_xml(whole))


def _shown(*, value: bool, name: bool = False) -> str:
    """What a label holds, in the order of the schema."""
    return (
        f'<c:showLegendKey val="0"/><c:showVal val="{value:d}"/><c:showCatName val="{name:d}"/><c:showSerName val="0"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )


# Bars -----------------------------------------------------------------------------------------------------------------


class Bar(NamedTuple):
    """A bar, in the colour of whom it is about. None: no value, and the reason stands in the name."""

    name: str
    value: float | None
    colour: str = theme.BAR


def bar_rows(entry: Entry) -> list[Bar]:
    """Highest first; those without a value last, with the reason, where each has its name. Empty: no rank."""
    comparison, rank = entry.comparison, entry.comparison.rank
    inks = {comparison.focal.id: theme.FOCAL}
    if entry.order:
        inks |= dict.fromkeys((m.id for m in comparison.peers.members), theme.MUTED)
        return [Bar(who.name, who.value, inks.get(who.id, theme.BAR)) for who in entry.order]
    if rank is None or not entry.is_drawn:
        return []
    ranked = [Bar(who.name, who.value, inks.get(who.id, theme.BAR)) for who in rank.ordered]
    missing = [line for line in comparison.peer_lines if line.value(rank.year) is None]
    if rank.n + len(missing) > MOST_NAMED:
        return ranked
    return ranked + [Bar(f"{line.name} ({missing_words(line.at(rank.year).status)})", None) for line in missing]


def add_bar_chart(shapes: Any, entry: Entry, box: Sequence[int]) -> Any:
    """The graphic frame of a bar chart in `box`, highest on top; bars start at zero (COMPARISON 26)."""
    comparison, rows = entry.comparison, bar_rows(entry)
    data = CategoryChartData(number_format=number_format(comparison))
    data.categories = [one_line(row.name) for row in rows]
    data.add_series(str(comparison.year), [row.value for row in rows])
    frame = shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *box, data)
    chart, plot, is_profile = frame.chart, frame.chart.plots[0], len(rows) > MOST_NAMED
    in_common(chart, number_format(comparison))
    chart.has_legend = False
    if all(row.value is None or row.value >= 0 for row in rows):  # bars both ways have zero between them
        chart.value_axis.minimum_scale = 0
    chart.value_axis.has_major_gridlines = is_profile
    chart.value_axis.visible = is_profile
    _name_rows(chart.category_axis, len(rows), is_profile=is_profile)
    plot.gap_width = 10 if is_profile else 45
    series = plot.series[0]
    _fill(series, theme.BAR)
    for place, row in enumerate(rows):
        if row.colour != theme.BAR:
            _fill(series.points[place], row.colour)
            if is_profile:  # a hair among so many: its outline makes it seen
                line = series.points[place].format.line
                line.color.rgb, line.width = colour(row.colour), Pt(2.5 if row.colour == theme.FOCAL else 1)
    series.invert_if_negative = False
    if is_profile:  # the one that must be found has its name and value beside it
        own = next(place for place, row in enumerate(rows) if row.colour == theme.FOCAL)
        label_points(series, [(own, "outEnd")], number_format(comparison), theme.FOCAL, name=True)
    else:
        _label_all(plot, comparison, len(rows))
    return frame


def _fill(part: Any, value: str) -> None:
    part.format.fill.solid()
    part.format.fill.fore_color.rgb = colour(value)


def _name_rows(axis: Any, rows: int, *, is_profile: bool) -> None:
    """A name at every bar, the first on top; a profile of many has none."""
    axis.reverse_order = True
    axis.tick_label_position = LABELS.NONE if is_profile else LABELS.LOW
    axis.tick_labels.font.size = _row_text(rows)
    every = parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="1"/>')  # Office leaves names out where they stand close
    axis._element.find(qn("c:noMultiLvlLbl")).addprevious(every)


def _row_text(rows: int) -> Any:
    return TEXT if rows <= FEW_ROWS else SMALL_ROW_TEXT


def _label_all(plot: Any, comparison: Comparison, rows: int) -> None:
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked = number_format(comparison), False
    labels.position, labels.font.size = XL_LABEL_POSITION.OUTSIDE_END, _row_text(rows)


# Both -----------------------------------------------------------------------------------------------------------------


def in_common(chart: Chart, number: str) -> None:
    """Type, language, quiet axes, no title of its own: the slide has one."""
    chart.has_title = False
    chart.font.size, chart.font.color.rgb = TEXT, colour(theme.INK)
    chart.font._rPr.set("lang", LANGUAGE)
    space = chart._chartSpace
    place = 0 if space.find(qn("c:date1904")) is None else 1  # a scatter has none before the language
    space.insert(place, parse_xml(f'<c:lang {nsdecls("c")} val="{LANGUAGE}"/>'))
    values, categories = chart.value_axis, chart.category_axis
    values.has_major_gridlines = True
    values.major_gridlines.format.line.color.rgb = colour(theme.GRID)
    values.format.line.fill.background()
    values.major_tick_mark = categories.major_tick_mark = XL_TICK_MARK.NONE
    values.tick_labels.number_format = number
    values.tick_labels.number_format_is_linked = False
    categories.format.line.color.rgb = colour(theme.ZERO)
