"""A chart's own menu: into the report, pictures, data, references, definition. What a button does is in assets/."""

from kolada.analysis.compare import Comparison
from kolada.groups import everybody_of
from kolada.reading import citation
from layouts import elements as html
from layouts import texts
from layouts.addresses import CSV, address, figure_path, kpi_path
from layouts.asked import DEFINITION_VIEW, GENDERS_VIEW, SPREAD_VIEW
from layouts.components.parts import action, file_link, link
from layouts.elements import Element
from layouts.selection import PeerChoice, Period, Selection, to_query
from layouts.view import View


def menu(
    view: View,
    comparison: Comparison,
    heading: str,
    genders: tuple[str, ...] = (),
    form: str = "line",
    of_all: bool = False,
    adds: str = texts.MENU_ADD,
    is_drawn: bool = True,
) -> Element:
    """Everything that can be done with one figure. `form`: as what it goes into a report, and `adds` what that is where
    it is not the very picture; "" where nothing of it can. `of_all`: it shows the whole country, whose file is the same
    address with all as peers. `is_drawn`: there is a picture, and not a table alone."""
    kpi = comparison.kpi.id
    own_page = view.of_one_kpi
    data = view.pinned.but(kpis=(kpi,), set=None, genders=genders or view.selection.genders[:1], retrieved=None)
    if view.selection.view in (SPREAD_VIEW, GENDERS_VIEW) and view.single:  # what the tab has computed has its rows
        data = data.but(view=view.selection.view)
    items = [
        link(texts.MENU_FULL, address(kpi_path(kpi), own_page)),
        *([add_action(view, comparison, form, adds)] if adds else []),
        *(_pictures(view, kpi) if comparison.periods and is_drawn else ()),
        file_link(texts.MENU_CSV, address(CSV, data)),
        *(
            [file_link(texts.MENU_ALL, address(CSV, data.but(peers=PeerChoice(everybody_of(view.focal.is_region)))))]
            if of_all
            else []
        ),
        file_link(texts.MENU_EXCEL, address(CSV, data, format="excel-sv")),
        action(texts.MENU_QUERY, "query", link=address(CSV, _following(view, data))),
        action(texts.MENU_LINK, "copy", copy=address(kpi_path(kpi), view.pinned)),
        *_references(view, comparison),
        *(_embeddings(view, comparison) if is_drawn else ()),
        link(texts.MENU_DEFINITION, address(kpi_path(kpi), own_page.but(view=DEFINITION_VIEW))),
    ]
    summary = html.Summary(texts.MENU, **{"aria-label": f"{texts.MENU_FOR}: {heading}"})
    return html.Details([summary, html.Ul([html.Li(item) for item in items])], className="card-menu")


def add_action(view: View, comparison: Comparison, form: str = "line", text: str = texts.MENU_ADD) -> Element:
    """ "Lägg till i rapporten": the figure with everything fixed, as assets/report.js hands it to the report."""
    pinned = view.pinned.but(kpis=(comparison.kpi.id,), genders=(comparison.gender,))
    return action(text, "add-figure", figure=to_query(pinned), form=form)


def live(view: View) -> Selection:
    """The figure as it follows new values: the latest so many years, and the group as it is at any time."""
    first, last = view.window
    group = view.resolved.group
    peers = PeerChoice(group.id) if group else view.pinned.peers
    return view.of_one_kpi.but(period=Period(latest=last - first + 1), peers=peers, retrieved=None)


def _following(view: View, data: Selection) -> Selection:
    """The same data for a workbook that is brought up to date: the group and the latest years as they will be."""
    followed = live(view)
    return data.but(peers=followed.peers, period=followed.period)


def _pictures(view: View, kpi: str) -> list[Element]:
    first, last = view.window
    name = f"{kpi}_{view.focal.title}_{first}-{last}".lower().replace(" ", "-")
    forms = ((texts.MENU_PNG, "png"), (texts.MENU_SVG, "svg"), (texts.MENU_COPY_PICTURE, "copy-picture"))
    return [action(text, form, filename=name) for text, form in forms]


def _references(view: View, comparison: Comparison) -> list[Element]:
    """Both end with the pinned link, which is made whole in the browser: only there the host is known."""
    if view.invented:  # nobody is the source of invented figures
        return []
    retrieved = str(view.retrieved(comparison.kpi.id) or "")
    pinned = address(kpi_path(comparison.kpi.id), view.pinned)
    both = ((texts.MENU_CITE, citation.reference), (texts.MENU_FOOTNOTE, citation.footnote))
    return [action(text, "cite", copy=made(comparison, retrieved), link=pinned) for text, made in both]


def _embeddings(view: View, comparison: Comparison) -> list[Element]:
    path, title = figure_path(comparison.kpi.id), f"{comparison.kpi.title}, {view.focal.title}"
    both = ((texts.MENU_EMBED_LIVE, live(view)), (texts.MENU_EMBED_FROZEN, view.pinned))
    return [action(text, "embed", link=address(path, selection), title=title) for text, selection in both]
