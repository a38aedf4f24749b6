"""The filters as links, each of which writes the address; the way to more rows and to the files."""

from collections import Counter
from collections.abc import Mapping

from layouts import elements as html
from layouts.addresses import SCAN_CSV, address
from layouts.components.parts import file_link, link
from layouts.elements import Element
from layouts.explore import filters as kinds
from layouts.explore import texts_standout as texts
from layouts.explore.filters import Filters
from layouts.explore.scan import Scan, since_of
from layouts.explore.standing import pinned
from layouts.explore.state import explore_address
from layouts.selection import FIRST_YEAR


def filters(scan: Scan) -> Element:
    """All of them."""
    now = scan.filters
    rows = [
        _choices(scan, texts.ORDER_LABEL, {name: now.but(order=key) for key, name in texts.ORDERS.items()}),
        _choices(scan, texts.KIND_LABEL, {name: now.but(only=key) for key, name in texts.KINDS.items()}),
        _choices(scan, texts.SINCE_LABEL, _years(scan)),
        _choices(scan, texts.SMALL_LABEL, {name: now.but(hides_small=key) for key, name in texts.SMALLS.items()}),
    ]
    label = ", ".join(scan.subjects.areas[slug] for slug in now.areas) or texts.ALL_AREAS
    areas = html.Details(
        [html.Summary([f"{texts.AREA_LABEL}: ", html.Strong(label)]), html.Ul([html.Li(a) for a in _areas(scan)])],
        className="filter-areas",
    )
    return html.Nav([*rows, areas], className="filters", **{"aria-label": texts.FILTERS})


def _choices(scan: Scan, label: str, choices: Mapping[str, Filters]) -> Element:
    links = [_link(scan, name, chosen) for name, chosen in choices.items()]
    return html.Div([html.Span(f"{label}:", className="filter-label"), *links], className="filter")


def _link(scan: Scan, name: str, chosen: Filters) -> Element:
    is_current = chosen.but() == scan.filters.but()
    return link(name, explore_address(scan.selection, chosen.keys()), "filter-choice", is_current)


def _years(scan: Scan) -> dict[str, Filters]:
    default = since_of(scan.panel)
    found = {texts.since_text(default): scan.filters.but(since=None)}
    found |= {texts.since_text(year): scan.filters.but(since=year) for year in (default + 2, default + 3)}
    if scan.filters.since and scan.filters.since not in (default + 2, default + 3, FIRST_YEAR):
        found[texts.since_text(scan.filters.since)] = scan.filters.but()
    return {**found, texts.ALL_YEARS: scan.filters.but(since=FIRST_YEAR)}


def _areas(scan: Scan) -> list[Element]:
    """All, and each area with how many of its KPIs are kept; one that is chosen is left out by its link."""
    kept = Counter(scan.subjects.area_of.get(kpi) for kpi in scan.panel.rows)
    found = [_link(scan, texts.ALL_AREAS, scan.filters.but(areas=()))]
    for slug, area in scan.subjects.areas.items():
        if not kept[slug]:
            continue
        is_chosen = slug in scan.filters.areas
        rest = tuple(each for each in scan.filters.areas if each != slug)
        chosen = scan.filters.but(areas=rest if is_chosen else (*rest, slug))
        href = explore_address(scan.selection, chosen.keys())
        name = f"{area} ({kept[slug]})"
        found.append(link(f"✓ {name}" if is_chosen else name, href, "filter-choice" + " is-chosen" * is_chosen))
    return found


def more(scan: Scan) -> list[Element]:
    """The next rows, where there are any."""
    if len(scan.grouped) <= scan.filters.n or scan.filters.n >= kinds.MOST_ROWS:
        return []
    longer = scan.filters.but(n=min(scan.filters.n + kinds.ROWS, kinds.MOST_ROWS))
    return [html.P(link(texts.MORE, explore_address(scan.selection, longer.keys()), "button"))]


def files(scan: Scan, kpi_set: str | None = None) -> list[Element]:
    """Every row with all its numbers, with everything fixed; of a profile those of its set, whatever their year."""
    keys = scan.filters.but(since=scan.since, beside=()).keys() if kpi_set is None else {}
    fixed = pinned(scan).but(set=kpi_set, view=scan.selection.view)
    plain = {key: value for key, value in keys.items() if value}
    return [
        html.P(
            [
                file_link(texts.CSV, address(SCAN_CSV, fixed, **plain)),
                " · ",
                file_link(texts.CSV_EXCEL, address(SCAN_CSV, fixed, **plain, format="excel-sv")),
            ],
            className="standout-files",
        )
    ]
