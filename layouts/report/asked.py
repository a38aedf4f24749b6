"""What `python -m kolada report` is asked for: a link and names, as the reports to make. Names come from outside."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple
from urllib.parse import urlsplit

from kolada import groups
from kolada.api.models import Municipality, MunicipalityGroup
from kolada.groups import GroupKind
from kolada.swedish import folded, sort_key
from layouts.addresses import OVERVIEW, REPORT, kpi_of
from layouts.command.named import Unusable, municipality
from layouts.report import texts
from layouts.report.relating import related
from layouts.report.state import Figure, Form, Report, parse_report, selections
from layouts.resolve import peers_of_another, pin
from layouts.selection import Selection, clip, parse
from layouts.view import Views

_ENDS = (" kommuner", " lans", " lan")  # of a county's name, folded, in the order they are taken off


class Link(NamedTuple):
    """A link taken apart. `kpi` is that of a KPI's own page."""

    host: str  # "https://exempel.se", or "" for a bare path
    path: str
    query: str
    kpi: str | None


Wanted = tuple[str, Callable[[], Report]]  # a municipality's name, and what makes its report when its turn comes


class Asked(NamedTuple):
    """The link's host, the reports to make, and sentences about what will not be in them."""

    host: str
    reports: list[Wanted]
    said: list[str]


def asked_reports(views: Views, link: str, names: Sequence[str], county: str | None) -> Asked:
    """A report for each municipality asked for; for the link's own where none is named.

    Raises Unusable for what cannot be understood, KoladaError when the lists cannot be had, StoreError.
    """
    taken = read_link(link)
    asked = municipalities(views, names, county)
    own = _own(taken)
    if own is None and not asked:
        raise Unusable(texts.LINK_NO_MUNICIPALITY)
    base, empty = _base(views, taken, own or asked[0].id)
    said = [] if taken.host else [texts.LINK_WITHOUT_HOST]
    said += [texts.LEFT_OUT_EMPTY.format(kpis=", ".join(empty))] if empty else []
    if not base.figures:
        raise Unusable(" ".join([texts.LINK_NO_FIGURES, *said[1:]]))
    if not asked:
        name = next((m.title for m in views.municipalities() if m.id == own), own or "")
        return Asked(taken.host, [(name, partial(pinned, views, base))], said)
    return Asked(taken.host, [(each.title, partial(of_municipality, views, base, each)) for each in asked], said)


def read_link(link: str) -> Link:
    """A whole address, or its path and query. Raises Unusable for what is no page with figures."""
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        raise Unusable(texts.LINK_UNKNOWN.format(link=clip(link))) from None
    kpi = kpi_of(parts.path)
    if kpi is None and parts.path.rstrip("/") not in (REPORT, OVERVIEW):
        raise Unusable(texts.LINK_UNKNOWN.format(link=clip(link)))
    host = f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") and parts.netloc else ""
    return Link(host, parts.path.rstrip("/"), parts.query, kpi)


def municipalities(views: Views, names: Sequence[str], county: str | None) -> list[Municipality]:
    """Those named, by name or code, and those of a county, once each. Raises Unusable for a name that is nobody's."""
    units = {each.id: each for each in views.municipalities()}
    found = [municipality(name, list(units.values())).id for name in names]
    found += _of_county(county, views.store.municipality_groups().items) if county is not None else []
    return [units[each] for each in dict.fromkeys(found) if each in units]


def pinned(views: Views, report: Report) -> Report:
    """The report with everything fixed that could change, where it is not yet (COMPARISON 29)."""
    for selection in selections(report):  # one question for all that differ in their KPI alone
        views.view(selection)
    return Report(report.base, tuple(_pinned(views, each) for each in report.figures), report.columns, report.tables)


def of_municipality(views: Views, report: Report, municipality: Municipality) -> Report:
    """The same KPIs and years for another municipality beside its own group of the same area; its own as it is."""
    units, all_groups = views.municipalities(), views.store.municipality_groups().items

    def theirs(selection: Selection) -> Selection:
        if selection.municipality == municipality.id:
            return selection
        peers = peers_of_another(selection.peers, municipality.id, units, all_groups)
        return selection.but(municipality=municipality.id, peers=peers, retrieved=None)

    figures = tuple(Figure(theirs(each.selection), each.form) for each in report.figures)
    distinct = {figure.key: figure for figure in reversed(figures)}  # two municipalities may become one
    kept = tuple(figure for figure in figures if distinct[figure.key] is figure)
    return pinned(views, Report(theirs(report.base), kept, report.columns, report.tables))


def _own(link: Link) -> str | None:
    """Whom the link is about."""
    if link.path == REPORT:
        report, _ = parse_report(link.query)
        return next((each.selection.municipality for each in report.figures), report.base.municipality)
    return parse(link.query)[0].municipality


def _base(views: Views, link: Link, municipality: str) -> tuple[Report, list[str]]:
    """The link's own report, its years fixed, and the KPIs that have nothing to draw. An overview's, or a KPI's, is
    made of what that page shows."""
    if link.path == REPORT:
        report, _ = parse_report(link.query)
        return (report if report.base.municipality else of_whom(report, municipality)), []
    selection, _ = parse(link.query)
    view = views.view(selection.but(municipality=municipality), link.kpi)
    if view is None:
        raise Unusable(texts.MUNICIPALITY_UNKNOWN.format(name=clip(municipality)))
    if view.problem and view.is_partial:
        raise view.problem
    fixed = view.pinned.but(set=None, view="")
    empty = [kpi for kpi, comparison in view.comparisons.items() if not comparison.periods]
    figures = tuple(Figure(fixed.but(kpis=(kpi,))) for kpi in view.comparisons if kpi not in empty)
    return Report(fixed, figures), empty


def of_whom(report: Report, municipality: str) -> Report:
    """A report without a municipality, for this one; figures that name their own keep it."""

    def own(selection: Selection) -> Selection:
        return selection if selection.municipality else selection.but(municipality=municipality)

    figures = tuple(Figure(own(each.selection), each.form) for each in report.figures)
    return Report(own(report.base), figures, report.columns, report.tables)


def _pinned(views: Views, figure: Figure) -> Figure:
    """What was pinned on a day stays as it was then."""
    if figure.selection.retrieved:
        return figure
    view = views.view(figure.selection.but(kpis=()), figure.kpi)
    if view is None:
        return figure
    years = view.window
    if figure.form is Form.RELATION and (found := related(views, figure, view)[0]):
        years = (found.related.year, found.related.year)  # others may have more values another day
    fixed = pin(view.of_one_kpi, view.resolved, years, date.today())
    return Figure(fixed.but(kpis=figure.selection.kpis), figure.form)


def _of_county(name: str, all_groups: Sequence[MunicipalityGroup]) -> list[str]:
    """The members of a county, in the order of their names: "Västernorrlands län", "vasternorrland"."""
    counties = {_stem(groups.short_name(g)): g for g in all_groups if groups.kind(g) is GroupKind.COUNTY}
    found = counties.get(_stem(name))
    if found is None:
        there = sorted((groups.short_name(g).removesuffix("s kommuner") for g in counties.values()), key=sort_key)
        raise Unusable(texts.COUNTY_UNKNOWN.format(name=clip(name), counties=", ".join(there)))
    return [member.id for member in sorted(found.members, key=lambda each: sort_key(each.title))]


def _stem(name: str) -> str:
    """A county's name without its endings: "Västernorrlands läns kommuner" and "västernorrland" are one."""
    text = folded(name)
    for end in _ENDS:
        text = text.removesuffix(end)
    return text.removesuffix("s")
