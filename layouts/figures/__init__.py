"""Figures as plain dicts for Plotly, from pure functions of a Comparison. No Dash, no go.Figure: building those costs
a hundred times more than the figure itself."""

from layouts.figures.blank import empty_figure
from layouts.figures.genders import genders_figure
from layouts.figures.ranking import ranking_figure
from layouts.figures.trend import Size, trend_figure, y_extent

__all__ = ["Size", "empty_figure", "genders_figure", "ranking_figure", "trend_figure", "y_extent"]
