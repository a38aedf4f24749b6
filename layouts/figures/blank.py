"""The figure that has nothing to show, and says so."""

from typing import Any

from layouts import theme


def empty_figure(text: str, *, height: int = theme.CARD_HEIGHT) -> dict[str, Any]:
    """A sentence in the middle, no axes. Sits where a figure of `height` px would."""
    hidden = {"visible": False, "range": [0, 1]}
    note = {"text": text, "x": 0.5, "y": 0.5, "xanchor": "center", "yanchor": "middle", "align": "center",
            "font": {"size": 13, "color": theme.MUTED}}  # fmt: skip
    layout = theme.layout(
        height, margin={"l": 0, "r": 0, "t": 0, "b": 0}, xaxis=hidden, yaxis=hidden, annotations=[note]
    )
    return {"data": [], "layout": layout}
