"""The frame around every page: header, navigation, selection bar, notices, live region, stores."""

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from layouts import ids, texts
from layouts.addresses import ABOUT, EXPLORE, OVERVIEW, REPORT, START, address, kpi_path
from layouts.components import bar
from layouts.components.attributes import Hyphened
from layouts.components.parts import link
from layouts.elements import Element
from layouts.explore import texts as explore_texts
from layouts.navigation import default_kpi
from layouts.report import texts as report_texts
from layouts.report.state import Report, report_address
from layouts.selection import Selection

FOLLOW_EVERY = 1500  # ms between looks at how far the rest of the country has come
INK = ["#eef3f8", "#d9e5f0", "#b3cbe1", "#8bafd1", "#6595c0", "#3f7cae", "#1f659b", "#0b4f8a", "#0b3c68", "#072a4a"]
THEME = {
    "fontFamily": "var(--sans)",
    "primaryColor": "ink",
    "colors": {"ink": INK},
    "primaryShade": 7,
    "defaultRadius": "sm",
}


STORES = (
    ids.SELECTION_STORE,
    ids.REFRESH_STORE,
    ids.TITLE_STORE,
    ids.FOLLOW_STORE,
    ids.OWN_LIST_OPEN_STORE,
    ids.REPORT_ADD_STORE,
    ids.FIND_STORE,
    ids.KPI_TYPED_STORE,
)


def layout(invented: bool) -> Component:
    """The whole frame, the same for every address; what is chosen comes with the first callback."""
    return dmc.MantineProvider(
        [
            dcc.Location(id=ids.URL, refresh=False),
            *[dcc.Store(id=store) for store in STORES],
            dcc.Store(id=ids.REPORT_STORE),  # assets/report.js keeps it; where it may not, all else still works
            html.A(texts.SKIP, href="#page", className="skip"),
            _top(invented),
            bar.layout(),
            html.Div(id=ids.LIVE, role="status", className="visually-hidden"),
            _main(invented),
            _foot(invented),
            dcc.Interval(id=ids.FOLLOW_TIMER, interval=FOLLOW_EVERY, disabled=True),
        ],
        theme=THEME,  # type: ignore[arg-type]  # a colour is a list of its shades; annotated as a dict
        forceColorScheme="light",
    )


def _top(invented: bool) -> Component:
    banner = [html.P(texts.INVENTED_BANNER, className="invented-banner", role="note")] if invented else []
    nav = html.Nav(id=ids.NAV, **Hyphened({"aria-label": texts.NAV_LABEL}))
    wordmark = dcc.Link(texts.PRODUCT, href=START, className="wordmark")
    return html.Header([*banner, html.Div([wordmark, nav])], className="top")


def _main(invented: bool) -> Component:
    said, long = (texts.LOADING_SAMPLE, texts.LOADING_SAMPLE) if invented else (texts.LOADING, texts.LOADING_LONG)
    return html.Main(
        [
            html.P(id=ids.FOLLOW_STATUS, className="follow", role="status"),
            html.P(id=ids.REPORT_SAID, className="report-said", role="status"),
            # assets/busy.js writes what is said here while an answer is waited for
            html.P(id="busy", className="busy", role="status", **Hyphened({"data-soon": said, "data-long": long})),
            html.Div(html.P(said, className="loading"), id=ids.PAGE, tabIndex=-1),
        ],
        id="main",
    )


def _foot(invented: bool) -> Component:
    about = dcc.Link(texts.NAV_ABOUT, href=ABOUT, className="link")
    return html.Footer(html.P([texts.INVENTED_SOURCE if invented else texts.FOOTER, " ", about]), className="foot")


def navigation(path: str, selection: Selection, report: Report) -> list[Element]:
    """Only pages that exist. The municipality follows along; `report` is what has been put aside."""
    here = selection.but(view="", retrieved=None)
    kpi_page = kpi_path(default_kpi(selection))
    aside = report_address(report) if report.figures else address(REPORT, Selection(selection.municipality))
    pages = [
        (explore_texts.NAV_EXPLORE, address(EXPLORE, here.but(kpis=())), path == EXPLORE),
        (report_texts.nav_report(len(report.figures)), aside, path == REPORT),
        (texts.NAV_ABOUT, address(ABOUT, here) if selection.municipality else ABOUT, path == ABOUT),
    ]
    if selection.municipality:
        pages = [
            (texts.NAV_OVERVIEW, address(OVERVIEW, here), path == OVERVIEW),
            (texts.NAV_KPI, address(kpi_page, here.but(kpis=())), path.startswith("/nyckeltal")),
            *pages,
        ]
    return [link(text, href, "nav-link", current) for text, href, current in pages]
