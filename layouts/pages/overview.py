"""/oversikt: the municipality against its peers in one set; a headline, then a card per KPI, rates before counts."""

from collections.abc import Sequence

from kolada.analysis.compare import Comparison
from kolada.catalogue import Kind
from kolada.reading import notes, sentences
from layouts import elements as html
from layouts import texts
from layouts.addresses import OVERVIEW, address
from layouts.asked import COUNTS_VIEW
from layouts.components.card import kpi_card
from layouts.components.parts import link, paragraphs
from layouts.components.regions import is_foreign, region_links
from layouts.elements import Element
from layouts.explore.likeness_list import chosen_by
from layouts.figures.trend import MOST_LINES, y_extent
from layouts.view import View

VIEWS = ("", COUNTS_VIEW)


def title(view: View) -> str:
    """The document's title."""
    return texts.title(view.focal.title, view.title)


def layout(view: View) -> list[Element]:
    """The whole page below the bar."""
    lead = leading(view)
    if lead is None:
        return [html.H1(texts.NO_KPIS, className="headline")]
    return [
        html.Header(
            [
                html.H1(sentences.headline(lead), className="headline"),
                html.P(sentences.lead(lead), className="lead"),
                *paragraphs(about_peers(view, lead), "note"),
                *chosen_by(view.selection, view.resolved),
            ]
        ),
        html.P(switches(view), className="switches"),
        html.Section(cards(view), className="cards", **{"aria-label": view.title}),
    ]


def leading(view: View) -> Comparison | None:
    """The KPI of the headline: the set's own, else the first that can be compared, else the first that has a value."""
    shown = list(view.comparisons.values())
    own = view.comparisons.get(view.kpi_set.lead) if view.kpi_set else None
    ordered = [own, *shown] if own else shown
    comparable = next((c for c in ordered if c.year is not None and not c.is_count), None)
    return comparable or next((c for c in ordered if c.latest_focal_year), ordered[0] if ordered else None)


def about_peers(view: View, lead: Comparison) -> list[str]:
    """Who they are, by name and edition; what is true of the whole page."""
    reach = texts.data_reach(lead.focal.name, view.window, lead.latest_focal_year)
    fetched = texts.retrieved(str(view.retrieved() or "")) if view.retrieved() else ""
    about = {notes.About.HINDSIGHT, notes.About.FOCAL_OUT, notes.About.LEFT_OUT}
    common = [n.text for n in notes.notes(lead, view.today) if n.about in about]
    has_peers = any(line.value(p) is not None for line in lead.peer_lines for p in lead.periods)
    empty = "" if has_peers or not lead.peers.members else texts.GROUP_WITHOUT_DATA
    earlier = texts.earlier_edition(view.earlier.kept, view.earlier.total, view.earlier.edition) if view.earlier else ""
    grey = texts.GREY_LINES if len(lead.peer_lines) <= MOST_LINES else ""
    return [
        notes.peers_line(lead),
        " ".join(filter(None, [*common, earlier, grey, texts.NOMINAL_SENTENCE, reach, fetched])),
        texts.ONLY_MUNICIPALITIES if is_foreign(view) else "",
        empty,
    ]


def switches(view: View) -> list[Element]:
    """One click each: the counts, the common scale."""
    selection = view.selection
    found: list[Element] = region_links(view)
    if view.kpi_set and view.kpi_set.counts and not selection.kpis:
        shown = selection.view == COUNTS_VIEW
        text = texts.COUNTS_HIDE if shown else texts.COUNTS_SHOW
        found.append(link(text, address(OVERVIEW, selection.but(view="" if shown else COUNTS_VIEW))))
    if len(_same_unit_costs(view)) > 1:
        text = texts.SCALE_OWN if selection.same_scale else texts.SCALE_SAME
        found.append(link(text, address(OVERVIEW, selection.but(same_scale=not selection.same_scale))))
    return found


def cards(view: View) -> Sequence[Element]:
    """A card per KPI in order; costs of one unit share their scale when asked to (COMPARISON 26)."""
    shared = _same_unit_costs(view) if view.selection.same_scale else []
    extents = [y_extent(c) for c in shared]
    common = (min(low for low, _ in extents), max(high for _, high in extents)) if extents else None
    return [kpi_card(view, c, common if c in shared else None) for c in view.comparisons.values()]


def _same_unit_costs(view: View) -> list[Comparison]:
    return [
        c for c in view.comparisons.values() if c.kind is Kind.COST and c.kpi.title.endswith("kr/inv") and c.periods
    ]
