"""/figur/<id>: one figure without the frame, for an <iframe> on another site."""

from layouts import elements as html
from layouts import texts
from layouts.addresses import address, kpi_path
from layouts.elements import Element
from layouts.pages.kpi import trend_card
from layouts.view import View


def layout(view: View) -> list[Element]:
    """The card, and the way to the whole page; it opens beside the site that shows the figure."""
    comparison = next(iter(view.comparisons.values()))
    href = address(kpi_path(comparison.kpi.id), view.selection)
    whole = html.A(texts.OPEN_WHOLE, href=href, className="link", target="_blank", rel="noopener")
    return [html.Div([trend_card(view, comparison), html.P(whole, className="note")], className="panel")]
