"""Two figures over the same years, one above the other in one picture: aligned panels, never a second y axis."""

from typing import Any

Figure = dict[str, Any]


def stacked(upper: Figure, lower: Figure, heading: str) -> Figure:
    """Both in one figure with one x axis under the lower (COMPARISON 26). `heading` stands over the lower panel."""
    above, below = upper["layout"], lower["layout"]
    margin = {side: max(above["margin"][side], below["margin"][side]) for side in above["margin"]}
    plots = [part["height"] - part["margin"]["t"] - part["margin"]["b"] for part in (above, below)]
    between = below["margin"]["t"] + 2 * margin["b"]
    whole = sum(plots) + between
    split, start = plots[1] / whole, (plots[1] + between) / whole
    note = {"text": f"<b>{heading}</b>", "x": 0, "xanchor": "left", "xshift": -margin["l"], "y": split}
    layout = {
        **above,
        "height": whole + margin["t"] + margin["b"],
        "margin": margin,
        "xaxis": {**above["xaxis"], "anchor": "y2"},
        "yaxis": {**above["yaxis"], "domain": [start, 1]},
        "yaxis2": {**below["yaxis"], "domain": [0, split], "anchor": "x"},
        "annotations": [
            *(_moved(each, start, 1) for each in above["annotations"]),
            *(_moved(each, 0, split) for each in below["annotations"]),
            {**note, "yanchor": "bottom", "yshift": 14},
        ],
        "template": {**above["template"], "layout": _same_axes(above["template"]["layout"])},
    }
    return {"data": [*upper["data"], *({**trace, "yaxis": "y2"} for trace in lower["data"])], "layout": layout}


def _moved(note: Figure, low: float, high: float) -> Figure:
    """An annotation of a panel, in the share of the picture that the panel has."""
    return {**note, "y": low + note["y"] * (high - low)}


def _same_axes(template: Figure) -> Figure:
    """The second axis looks as the first."""
    return {**template, "yaxis2": template["yaxis"]}
