"""An operating area fetched in the background: what is offered, and what of it the browser may ask for."""

from collections import Counter
from collections.abc import Mapping

from cache.store import Progress
from kolada.api.models import RIKET
from layouts import elements as html
from layouts.components.parts import link
from layouts.elements import Element
from layouts.explore import texts_fetch as texts
from layouts.explore.scan import Scan, Subjects, subjects
from layouts.explore.state import explore_address
from layouts.selection import Selection
from layouts.view import Views

MUCH = 1000  # KPIs: with so many kept, fetching more is folded away


def asked(scan: Scan, keys: Mapping[str, str]) -> str:
    """The area of `fetch=` in the address, "" for one that does not exist."""
    slug = keys.get("fetch", "")
    return slug if slug in scan.subjects.areas else ""


def kpis_of(known: Subjects, slug: str, is_region: bool) -> list[str]:
    """The KPIs of an area that may be in a scan of a municipality, or of a region."""
    of_others = "K" if is_region else "L"
    own = (kpi for kpi in known.of_area[slug] if kpi.municipality_type != of_others)
    return [kpi.id for kpi in own if not known.reasons[kpi.id]]


def follow(views: Views, slug: str, municipality: str) -> tuple[str, Progress] | None:
    """Fetch an area for all units of the municipality's kind and Riket; None for what does not exist. Whatever a
    browser says, nothing but an operating area of Kolada's is ever fetched."""
    kpis, whom = _wanted(views, slug, municipality)
    return (subjects(views).areas[slug], views.store.follow(kpis, whom)) if kpis else None


def while_unfinished(views: Views, selection: Selection, keys: Mapping[str, str]) -> dict[str, str]:
    """The explore keys, without a `fetch` of which nothing is left to fetch: what others write is no reason to draw the
    page again."""
    kpis, whom = _wanted(views, keys.get("fetch", ""), selection.municipality or "")
    is_left = bool(kpis) and views.store.progress(kpis, whom).is_unfinished
    return {key: value for key, value in keys.items() if key != "fetch" or is_left}


def _wanted(views: Views, slug: str, municipality: str) -> tuple[list[str], list[str]]:
    """The KPIs and the units of an area; nothing for what does not exist."""
    if not slug:
        return [], []
    known, units = subjects(views), views.municipalities()
    focal = next((unit for unit in units if unit.id == municipality), None)
    if focal is None or slug not in known.areas:
        return [], []
    whom = [unit.id for unit in units if unit.type == focal.type or unit.id == RIKET]
    return kpis_of(known, slug, focal.is_region), whom


def offers(scan: Scan, fetch: str) -> list[Element]:
    """A link per area, with how much of it is kept."""
    is_region = scan.resolved.focal.is_region
    kept = Counter(scan.subjects.area_of.get(kpi) for kpi in scan.panel.rows if not scan.subjects.reasons.get(kpi))
    rows = []
    for slug, area in scan.subjects.areas.items():
        total = len(kpis_of(scan.subjects, slug, is_region))
        if total:
            href = explore_address(scan.selection, {**scan.keys, "area": slug, "fetch": slug})
            text = texts.fetch_area(area, min(kept[slug], total), total)
            rows.append(html.Li([link(text, href), f" {texts.FETCHING}" if slug == fetch else ""]))
    inner = [html.P(texts.FETCH_LEAD, className="note"), html.Ul(rows, className="fetch-areas")]
    if len(scan.panel.rows) >= MUCH:
        return [html.Details([html.Summary(texts.FETCH_HEADING), *inner], className="fetch")]
    return [html.Section([html.H2(texts.FETCH_HEADING, className="standout-sub"), *inner], className="fetch")]
