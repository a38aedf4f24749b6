"""A relation as a scatter that PowerPoint itself draws and lets its reader edit."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from pptx.chart.data import XyChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from kolada.analysis.relation import Point
from layouts import theme
from layouts.documents.charts import TITLE_LENGTH, colour, in_common, label_points, number_format_of
from layouts.documents.common import one_line
from layouts.explore.related import Related
from layouts.report import texts


class Look(NamedTuple):
    """The sign of one sort of points; its size in points."""

    marker: Any
    size: int
    colour: str


OWN = Look(XL_MARKER_STYLE.CIRCLE, 14, theme.FOCAL)
PEER = Look(XL_MARKER_STYLE.DIAMOND, 9, theme.MUTED)
OTHER = Look(XL_MARKER_STYLE.CIRCLE, 5, theme.PEER)


def add_scatter(shapes: Any, found: Related, box: Sequence[int]) -> Any:
    """The graphic frame of the points in `box` (left, top, width, height in EMU): the own one covers the others."""
    data, looks = XyChartData(), []
    for name, points, look in _sorts(found):
        if points:
            looks.append(look)
            series = data.add_series(one_line(name)[:TITLE_LENGTH])
            for point in points:
                series.add_data_point(point.x, point.y)
    frame = shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *box, data)
    chart = frame.chart
    in_common(chart, number_format_of(found.y.places))
    for look, series in zip(looks, chart.plots[0].series, strict=True):
        _draw(series, look)
        if look is OWN:
            label_points(series, [(0, "t")], number_format_of(found.y.places), theme.FOCAL)
    chart.category_axis.tick_labels.number_format = number_format_of(found.x.places)
    chart.category_axis.tick_labels.number_format_is_linked = False
    axes = (chart.category_axis, chart.value_axis)
    for axis, title, name in zip(axes, found.axis_titles, ("xaxis", "yaxis"), strict=True):
        axis.has_title = True
        axis.axis_title.text_frame.text = one_line(title)
        axis.axis_title.text_frame.paragraphs[0].runs[0].font.size = Pt(12)
        axis.axis_title.text_frame.paragraphs[0].runs[0].font.bold = False
        axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
        if found.figure["layout"][name].get("type") == "log":
            axis._element.find(qn("c:scaling")).insert(0, parse_xml(f'<c:logBase {nsdecls("c")} val="10"/>'))
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    return frame


def _sorts(found: Related) -> list[tuple[str, list[Point], Look]]:
    """The others, the peers, the own one: each sort's name and points."""
    own = [point for point in found.ordered if point.id == found.ground.focal.id]
    peers, others = found.ordered[len(own) : found.pointed], found.ordered[found.pointed :]
    return [(texts.XL_OTHERS, others, OTHER), (texts.XL_PEERS, peers, PEER), (found.ground.focal.title, own, OWN)]


def _draw(series: Any, look: Look) -> None:
    series.format.line.fill.background()  # points, and no line through them
    series.marker.style, series.marker.size = look.marker, look.size
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = colour(look.colour)
    series.marker.format.line.color.rgb = colour(theme.CARD)
