"""/: which municipality? Three examples, and what this is in three sentences."""

from collections.abc import Sequence

from kolada import catalogue
from kolada.api.models import Kpi, Municipality
from layouts import elements as html
from layouts import texts
from layouts.addresses import EXPLORE, OVERVIEW, address
from layouts.components.parts import link
from layouts.components.start_picker import start_picker
from layouts.elements import Element
from layouts.explore import standout
from layouts.selection import parse


def layout(municipalities: Sequence[Municipality], kpi: Kpi | None = None) -> list[Element]:
    """The whole page. `kpi`: the one whose page asked for a municipality, and comes when it is chosen."""
    return [
        html.Div(
            [
                html.H1(texts.START_QUESTION, className="headline"),
                *([html.P(texts.start_kpi(catalogue.words(kpi).label, kpi.id), className="lead")] if kpi else []),
                start_picker(municipalities),
                *([] if kpi else _examples()),
                html.Div([html.P(text) for text in texts.START_WHAT], className="start-what"),
            ],
            className="start",
        )
    ]


def _examples() -> list[Element]:
    return [
        html.H2(texts.START_EXAMPLES, className="start-sub"),
        html.Ul([_example(*example) for example in texts.EXAMPLES], className="examples"),
        html.P(_standing_out(), className="switches"),
    ]


def _standing_out() -> list[Element]:
    """The examples' municipalities over every KPI kept, beside the peers of the example."""
    return [
        link(
            texts.start_standout(name),
            address(EXPLORE, parse(_query(municipality, rest))[0].but(set=None, view=standout.VIEW)),
        )
        for municipality, rest, name, _ in texts.EXAMPLES
    ]


def _query(municipality: str, rest: str) -> str:
    return "&".join(filter(None, [f"municipality={municipality}", rest]))


def _example(municipality: str, rest: str, name: str, about: str) -> Element:
    return html.Li([link(name, f"{OVERVIEW}?{_query(municipality, rest)}", "example"), html.Span(about)])
