"""Colours, type and the defaults of every figure: paper, ink, one strong colour, grey for all that is context.

The stylesheet uses the same colours. No red and no green: a figure never says good or bad by colour (COMPARISON 20).
Lines that are read (own municipality, mean, Riket, women, men) have their names in the same colour, so at least 4.5:1
against white; peers and the band are context and stay below 3:1. In grey the lines still differ by width, dash, marker
and the name at their end (COMPARISON 27).
"""

from typing import Any

INK, MUTED = "#1c2126", "#5d666e"
PAPER, CARD = "#fbfaf7", "#ffffff"
FOCAL, MEAN, RIKET, PEER = "#0b4f8a", "#b4541a", "#5b4a8a", "#c9ccd0"
WOMEN, MEN = FOCAL, "#3a78ac"  # one municipality, so one hue; circle and square tell them apart too
BAND, GRID, ZERO = "#edeae3", "#ece9e2", "#a8a396"
BAR, TRACK = "#b7bcc2", "#f5f3ee"
NOTICE_INK, NOTICE_PAPER = "#6a4a00", "#f4eee0"
CLEAR = "rgba(0,0,0,0)"

FONT = '"Source Sans 3", "Segoe UI", system-ui, "Noto Sans", sans-serif'
TICK_SIZE, LABEL_SIZE = 11, 12  # px; nothing in a figure is smaller
CARD_HEIGHT, FULL_HEIGHT = 184, 380  # px; a graph's element must have its figure's height, or a resize loses it

SOLID, DASHED, DOTTED = "solid", "6px,3px", "1.5px,2.5px"

SEPARATORS = ",\u202f"  # decimal, thousands: as kolada.numbers writes them

_AXIS = {
    "fixedrange": True,
    "showgrid": False,
    "zeroline": False,
    "tickfont": {"size": TICK_SIZE, "color": MUTED},
}

TEMPLATE_LAYOUT: dict[str, Any] = {
    "font": {"family": FONT, "size": LABEL_SIZE, "color": INK},
    "hoverlabel": {"bgcolor": CARD, "bordercolor": ZERO, "font": {"family": FONT, "color": INK, "size": 13}},
    "xaxis": {**_AXIS, "tickangle": 0},
    "yaxis": {**_AXIS, "gridcolor": GRID, "zerolinecolor": ZERO},
    "annotationdefaults": {"showarrow": False, "align": "left", "xref": "paper", "yref": "paper"},
}
LAYOUT: dict[str, Any] = {
    "autosize": True,
    "paper_bgcolor": CLEAR,
    "plot_bgcolor": CLEAR,
    "showlegend": False,
    "dragmode": False,
    "hovermode": "closest",
    "separators": SEPARATORS,
}

GRAPH_CONFIG: dict[str, Any] = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,  # plotly.js offers to send the figure to its maker's cloud unless told not to
    "locale": "sv",
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": False,
    "showTips": False,
}


def layout(height: int, scatter: dict[str, Any] | None = None, **parts: Any) -> dict[str, Any]:
    """A figure's layout: the common one, `height` in px, its own `parts`; `scatter` is what all its lines share."""
    template: dict[str, Any] = {"layout": TEMPLATE_LAYOUT}
    if scatter:
        template["data"] = {"scatter": [scatter]}
    return {**LAYOUT, "height": height, "template": template, **parts}
