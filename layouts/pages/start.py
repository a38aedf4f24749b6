"""/: which municipality? Three examples, and what this is in three sentences."""

from collections.abc import Sequence

import dash_mantine_components as dmc

from kolada import catalogue
from kolada.api.models import Kpi, Municipality
from layouts import elements as html
from layouts import ids, texts
from layouts.addresses import OVERVIEW
from layouts.components.bar import municipality_options
from layouts.components.parts import link
from layouts.components.pickers import SELECT_DEFAULTS
from layouts.elements import Element


def layout(municipalities: Sequence[Municipality], kpi: Kpi | None = None) -> list[Element]:
    """The whole page. `kpi`: the one whose page asked for a municipality, and comes when it is chosen."""
    return [
        html.Div(
            [
                html.H1(texts.START_QUESTION, className="headline"),
                *([html.P(texts.start_kpi(catalogue.words(kpi).label, kpi.id), className="lead")] if kpi else []),
                dmc.Select(
                    id=ids.START_MUNICIPALITY,
                    label=texts.START_FIELD,
                    placeholder=texts.START_PLACEHOLDER,
                    data=municipality_options(municipalities),
                    size="lg",
                    **SELECT_DEFAULTS,
                ),
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
    ]


def _example(municipality: str, rest: str, name: str, about: str) -> Element:
    query = "&".join(filter(None, [f"municipality={municipality}", rest]))
    return html.Li([link(name, f"{OVERVIEW}?{query}", "example"), html.Span(about)])
