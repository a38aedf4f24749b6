"""A toy page with cards like the product's, for the scripts beside the page."""

from pathlib import Path
from typing import Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, dcc, html

from layouts import serving

ASSETS = Path(serving.__file__).parent / "assets"
YEARS = list(range(2012, 2023))
OWN = [1480, 1960, 2210, 2660, 3120, 3340, 3560, 3430, 3790, 4190, 4419]
MEAN = [1600, 1690, 1700, 2130, 2020, 2010, 2460, 2590, 2870, 3130, 3195]
SENTENCE = " i Kramfors 2022, betydligt högre än de liknande kommunernas ovägda medel 3\u202f195 "
SOURCE = "Värden: Kolada (N33001), SCB:s Räkenskapssammandrag, hämtat 2026-11-22. Medel och rang: egen bearbetning."


def line(values: list[int], colour: str, dash: str = "solid") -> dict[str, Any]:
    style = {"color": colour, "dash": dash, "width": 2.5}
    return {"type": "scatter", "mode": "lines", "x": YEARS, "y": values, "line": style}


def label(text: str, value: int, colour: str) -> dict[str, Any]:
    place = {"x": 1, "xref": "paper", "xanchor": "left", "y": value, "xshift": 6}
    return {"text": text, "showarrow": False, "font": {"color": colour, "size": 12}, **place}


FIGURE = {
    "data": [line(OWN, "#0b4f8a"), line(MEAN, "#b4541a", "dash")],
    "layout": {
        "height": 190,
        "margin": {"l": 44, "r": 96, "t": 10, "b": 24},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "xaxis": {"tickvals": [2012, 2017, 2022], "showgrid": False},
        "yaxis": {"rangemode": "tozero", "nticks": 5, "gridcolor": "#eceae4", "tickformat": ",d"},
        "annotations": [label("<b>Kramfors</b>", 4419, "#0b4f8a"), label("Ovägt medel", 3195, "#b4541a")],
    },
}
GRAPH_CONFIG = {"displayModeBar": False, "displaylogo": False, "showSendToCloud": False, "locale": "sv"}


def button(text: str, action: str, **data: str) -> html.Button:
    return html.Button(text, type="button", **{"data-action": action}, **{f"data-{k}": v for k, v in data.items()})


def card(name: str, heading: str, chart: Any) -> html.Article:
    items = [button("PNG", "png", filename=name), button("SVG", "svg", filename=name)]
    items.append(button("Kopiera länk", "copy", copy="/oversikt?municipality=2282&view="))
    items.append(button("Power Query", "query", link='/data.csv?kpi=N33001&peers="#(lf)'))
    sentence = [html.Strong("4\u202f419"), SENTENCE, html.Span("(7 av 7)", style={"color": "#5d666e"}), "."]
    hidden = html.Span(" endast för skärmläsare", className="visually-hidden")
    return html.Article(
        [
            html.H2(heading, className="card-title"),
            html.Details([html.Summary("Meny"), html.Div(items)], className="card-menu", id=f"menu-{name}"),
            html.P("Kostnad barn- och ungdomsvård, kr per invånare, löpande priser", className="card-subtitle"),
            chart,
            html.P([*sentence, hidden], className="card-sentence"),
            html.P("Preliminärt värde för 2022 (ihålig punkt).", className="card-more"),
            html.P(SOURCE, className="card-source"),
        ],
        className="chart-card",
        style={"width": "340px", "background": "#fff", "padding": "16px"},
        id=name,
    )


def toy_app(folder: Path) -> Dash:
    app = Dash("toy", assets_folder=str(ASSETS), compress=True, update_title=None)
    graph = dcc.Graph(figure=FIGURE, config=GRAPH_CONFIG, style={"height": "190px"})
    heading = "Vad kostar barn- och ungdomsvården i Kramfors, <per invånare> & år?"
    app.layout = dmc.MantineProvider(
        [
            html.H1("Kramfors", id="heading"),
            dmc.Select(label="Kommun", data=["Kramfors", "Bjuv"], id="picker"),
            html.Div(card("kort", heading, graph), id="cards"),
            card("tomt", "Inget diagram", html.P("Värden saknas.")),
            html.Div(id="live", role="status"),
        ]
    )

    @app.callback(Output("cards", "children"), Input("picker", "value"), prevent_initial_call=True)
    def draw_again(_: str) -> html.Article:
        return card("kort", "En annan fråga?", graph)

    serving.secure_headers(app)
    serving.serve_statics(app, folder)
    return app
