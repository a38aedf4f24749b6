"""What a page says when it has nothing to show: designed, in plain Swedish, with a way on."""

from layouts import elements as html
from layouts import texts
from layouts.addresses import START
from layouts.components.parts import link
from layouts.elements import Element

SAMPLE_COMMAND = "python app.py --sample"


def unreachable(sentence: str) -> list[Element]:
    """Kolada does not answer and nothing is kept: the sample is offered, never shown unasked."""
    return _page(
        texts.ERROR_UNREACHABLE,
        html.P(f"{sentence} {texts.ERROR_WHAT_NOW}"),
        html.P(html.A(texts.RETRY, href="", className="button")),
        html.P([texts.ERROR_SAMPLE, " ", html.Code(SAMPLE_COMMAND)], className="note"),
    )


def failed(sentence: str) -> list[Element]:
    """Something else went wrong."""
    return _page(
        texts.ERROR_TITLE,
        html.P(sentence),
        html.P([html.A(texts.RETRY, href="", className="button"), " ", link(texts.TO_START, START)]),
    )


def not_found() -> list[Element]:
    """A path that leads nowhere."""
    return _page(texts.NOT_FOUND_TITLE, html.P(texts.NOT_FOUND), html.P(link(texts.TO_START, START, "button")))


def no_such_kpi() -> list[Element]:
    """None of the KPIs asked for is one that Kolada knows; a notice above names them."""
    return _page(texts.NO_KPIS, html.P(texts.KPI_GONE_WHAT_NOW), html.P(link(texts.TO_START, START, "button")))


def _page(heading: str, *parts: Element) -> list[Element]:
    return [html.Div([html.H1(heading, className="headline"), *parts], className="message")]
