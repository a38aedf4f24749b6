"""From an address to a page: which one, with which notices, and what to say when something fails."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

import orjson
from dash.development.base_component import Component

from cache.errors import StoreError
from kolada.api.errors import KoladaError
from kolada.api.models import RIKET, Kpi
from layouts import kpi_sets, texts
from layouts.addresses import ABOUT, EXPLORE, FIGURE, OVERVIEW, REPORT, START, address, kpi_of
from layouts.components.parts import link, notices
from layouts.elements import Element
from layouts.explore import tabs
from layouts.explore import texts_find as find_texts
from layouts.explore.state import extras
from layouts.kpi_tabs.beside import beside
from layouts.pages import about, errors, figure, kpi, overview, report, start
from layouts.report import texts as report_texts
from layouts.report.section import Entry, Section, make_section
from layouts.report.state import parse_report, report_address
from layouts.resolve import pin
from layouts.selection import MAX_KPIS, PeerChoice, Selection, parse
from layouts.view import View, Views

log = logging.getLogger(__name__)

REMEMBERED = 128  # pages; an overview is some 150 kB of text
MOST_KEPT = 12  # figures of a report that is remembered: some 20 kB each


@dataclass(frozen=True)
class Page:
    """What the page callback shows. `follow` are the KPIs for which the rest of the country is wanted."""

    children: Sequence[Element | Component]
    title: str = texts.PRODUCT
    follow: tuple[str, ...] = ()
    is_incomplete: bool = False  # some of the rest of the country is still to come
    lasts: bool = False  # nothing failed on the way: the page stays right until the store or the day changes
    fetch: str = ""  # the operating area that is fetched in the background while the page is open
    regions: bool = False  # the country that is followed is that of the 21 regions


class Drawn(NamedTuple):
    """A page without its children, and those as JSON."""

    page: Page
    body: bytes


class _NotToKeep(Exception):
    """Carries a page past the memory."""

    def __init__(self, drawn: Drawn) -> None:
        super().__init__()
        self.drawn = drawn


class PageMaker:
    """Makes pages, and remembers the latest as JSON: what was drawn once is only sent again."""

    def __init__(self, views: Views) -> None:
        self.views = views
        self._remembered = lru_cache(REMEMBERED)(self._lasting)

    def drawn(self, path: str, search: str) -> Drawn:
        """The page at an address."""
        try:
            return self._remembered(path, search, *self.views.edition())
        except _NotToKeep as unkept:
            return unkept.drawn
        except StoreError:  # the page will say so
            return self._drawn(path, search)

    def _lasting(self, path: str, search: str, *_edition: object) -> Drawn:
        drawn = self._drawn(path, search)
        if not drawn.page.lasts:
            raise _NotToKeep(drawn)
        return drawn

    def _drawn(self, path: str, search: str) -> Drawn:
        page = make(self.views, path, search)
        return Drawn(replace(page, children=()), orjson.dumps(page.children, default=_plain))


def _plain(part: Component) -> object:
    """A component as JSON's own types; dash's way there is three times as slow."""
    return part.to_plotly_json()


def make(views: Views, path: str, search: str) -> Page:
    """The page at an address. Total: whatever fails becomes a page that says so; the technical detail is logged."""
    try:
        return _make(views, path.rstrip("/") or START, search)
    except KoladaError as error:
        log.warning("nothing to show for %s: %s", path, error)
        return Page(errors.unreachable(error.sentence), texts.title(texts.ERROR_TITLE))
    except StoreError as error:
        log.error("store: %s", error)
        return Page(errors.failed(error.sentence), texts.title(texts.ERROR_TITLE))
    except Exception:
        log.exception("page %s", path)
        return Page(errors.failed(texts.ERROR_INTERNAL), texts.title(texts.ERROR_TITLE))


def _make(views: Views, path: str, search: str) -> Page:
    selection, said = parse(search)
    if path == ABOUT:
        return Page(about.layout(views.store.info()), texts.title(texts.NAV_ABOUT))
    if path == REPORT:
        return _report(views, search)
    if path == EXPLORE:
        made = tabs.page(views, selection, extras(search))
        incomplete = bool(made.fetch) or views.is_incomplete(made.follow)
        return Page([*notices(said), *made.children], made.title, made.follow, incomplete, fetch=made.fetch)
    if path not in (START, OVERVIEW) and _single(path) is None:
        return Page(errors.not_found(), texts.title(texts.NOT_FOUND_TITLE))
    if path == START:
        return Page(start.layout(views.municipalities()))
    view = views.view(selection, _single(path))
    if view is None:
        unknown = [texts.notice_unknown_municipality(selection.municipality)] if selection.municipality else []
        return Page([*notices([*said, *unknown]), *start.layout(views.municipalities(), _asked_for(views, path))])
    above = [*_notices(views, view, [*said, *_strange_tab(view)]), *_of_group(views, view)]
    if not view.comparisons:
        return Page([*above, *_nothing(view)], texts.title(texts.ERROR_TITLE if view.problem else texts.NO_KPIS))
    follow, regions = tuple(view.ranked), view.focal.is_region
    if kpi_of(path, FIGURE):
        children, title = figure.layout(view), kpi.title(view)
    elif view.single:
        children, title = kpi.layout(view, beside(views, view)), kpi.title(view)
    else:
        children, title = overview.layout(view), overview.title(view)
    incomplete = views.is_incomplete(follow, regions)
    return Page([*above, *children], title, follow, incomplete, lasts=view.problem is None, regions=regions)


def _report(views: Views, search: str) -> Page:
    """The figures that were put aside, or how that is done."""
    chosen, said = parse_report(search)
    if not chosen.figures:
        return _empty_report(views, chosen.base, said)
    section = make_section(views, chosen)
    above = notices([*said, *_about_section(views, section)], _without_missing(section))
    if not section.entries:
        return Page([*above, *_nothing_in(views, section)], texts.title(report_texts.NAV_EMPTY))
    ranked = (kpi for entry in section.entries if entry.view.focal.is_municipality for kpi in entry.view.ranked)
    follow = tuple(dict.fromkeys(ranked))[:MAX_KPIS]
    incomplete = views.is_incomplete(follow)
    lasts = section.problem is None and len(section.entries) <= MOST_KEPT
    return Page(report.layout(section, above), report.title(section), follow, incomplete, lasts=lasts)


def _nothing_in(views: Views, section: Section) -> Sequence[Element | Component]:
    """A report whose figures cannot be shown: Kolada is silent, nobody is asked about, or the KPIs are gone."""
    if section.problem:
        return errors.unreachable(section.problem.sentence)
    known = {unit.id for unit in views.municipalities()}
    if not any(figure.selection.municipality in known for figure in section.report.figures):
        return start.layout(views.municipalities())
    return errors.no_such_kpi()


def _empty_report(views: Views, base: Selection, said: Sequence[str]) -> Page:
    view = views.view(base) if base.municipality else None
    unknown = [texts.notice_unknown_municipality(base.municipality)] if base.municipality and view is None else []
    return Page(report.empty(view, notices([*said, *unknown])), texts.title(texts.NAV_REPORT))


def _about_section(views: Views, section: Section) -> list[str]:
    """What failed, and what has changed since the figures were put aside (COMPARISON 29)."""
    found = list(section.notices)
    failed = next((entry.view for entry in section.entries if entry.view.problem), None)
    if failed and failed.problem:
        found.append(_what_failed(failed, failed.problem))
    elif section.problem:
        found.append(texts.notice_partly(section.problem.sentence))
    drifts = [entry.view.resolved.drift for entry in section.entries if entry.view.resolved.drift]
    found += [texts.notice_drift(drift.kept, drift.total, drift.pinned, drift.now) for drift in drifts]
    return [*dict.fromkeys(found), *_since(views, section.entries)]


def _since(views: Views, entries: Sequence[Entry]) -> list[str]:
    older = {
        e.chosen.caption_key: (e.view, day)
        for e in entries
        if (day := e.view.selection.retrieved) and day < date.today()
    }
    if not older:
        return []
    revised = sum(_revised(views, view, day) for view, day in older.values())
    since = min(day for _, day in older.values())
    return [texts.notice_revised(revised, since) if revised else texts.notice_unchanged(since)]


def _without_missing(section: Section) -> list[Element]:
    """The way to be rid of figures that cannot be shown, where it is not Kolada that fails just now."""
    shown = tuple(entry.chosen for entry in section.entries)
    if section.problem or len(shown) == len(section.report.figures):
        return []
    without = replace(section.report, base=section.report.figures[0].selection.but(kpis=()), figures=shown)
    return [link(report_texts.REMOVE_MISSING, report_address(without), "button")]


def _asked_for(views: Views, path: str) -> Kpi | None:
    """The KPI whose page was asked for, where it is known."""
    kpi_id = _single(path)
    return views.store.kpis([kpi_id]).items.get(kpi_id) if kpi_id else None


def _single(path: str) -> str | None:
    """The KPI of a page that shows but one."""
    return kpi_of(path) or kpi_of(path, FIGURE)


def _strange_tab(view: View) -> list[str]:
    """A tab or switch that this page does not have."""
    chosen = view.selection.view
    if not view.comparisons or chosen in (kpi.tab_names(view) if view.single else overview.VIEWS):
        return []
    return [texts.notice_misread("view", chosen, texts.SHOWN_WITHOUT)]


def _of_group(views: Views, view: View) -> list[Element]:
    """One of Kolada's own groups of KPIs: how much of it is shown, with links to the rest."""
    own = view.kpi_set
    group = next((g for g in views.finding.groups() if own and g.id == own.slug), None) if own else None
    if own is None or group is None:
        return []
    gone = kpi_sets.gone(group, views.store.catalogue().items)
    rest = kpi_sets.parts(own, view.selection)
    said = [find_texts.group_shown(group.title, len(view.comparisons), len(own.kpis))] if rest else []
    said += [find_texts.gone_members(gone)] if gone else []
    shown = tuple(view.comparisons)
    links = [link(text, address(OVERVIEW, part), "button", current=part.kpis == shown) for text, part in rest]
    return notices(said, links)


def _nothing(view: View) -> list[Element]:
    if view.problem:  # it is not known that the KPI is gone
        return errors.unreachable(view.problem.sentence)
    return errors.no_such_kpi()


def _notices(views: Views, view: View, said: Sequence[str]) -> list[Element]:
    texts_shown = [*said, *view.notices]
    if view.problem:
        texts_shown.append(_what_failed(view, view.problem))
    since = view.selection.retrieved
    revised = _revised(views, view, since) if since else 0
    if since and revised:
        texts_shown.append(texts.notice_revised(revised, since))
    elif since and since < date.today():
        texts_shown.append(texts.notice_unchanged(since))
    drift = view.resolved.drift
    if drift is None:
        return notices(texts_shown)
    texts_shown.append(texts.notice_drift(drift.kept, drift.total, drift.pinned, drift.now))
    return notices(texts_shown, _then_and_now(view))


def _what_failed(view: View, problem: KoladaError) -> str:
    """What went wrong, whether something is missing for it, and how old what is shown is."""
    retrieved = view.retrieved()
    if retrieved and not view.is_partial:
        return texts.notice_old(problem.sentence, str(retrieved))
    said = [texts.notice_partly(problem.sentence), texts.retrieved(str(retrieved)) if retrieved else ""]
    return " ".join(filter(None, said))


def _then_and_now(view: View) -> list[Element]:
    group = view.resolved.group
    now = view.selection.but(peers=PeerChoice(group.id) if group else None, retrieved=None)
    return [
        link(texts.SHOW_AS_THEN, address(view.path, view.selection), "button", current=True),
        link(texts.SHOW_AS_NOW, address(view.path, now), "button"),
    ]


def _revised(views: Views, view: View, since: date) -> int:
    """How many of the values shown Kolada has changed since the link was made (COMPARISON 29)."""
    units = [view.focal.id, *(m.id for m in view.resolved.peers.members), RIKET]
    changes = views.store.revisions(list(view.comparisons), units, since + timedelta(days=1))  # the link has the day's
    first, last = view.window
    return len(
        {
            (c.kpi, c.municipality, c.period)
            for c in changes
            if first <= c.period <= last and c.gender == view.selection.gender
        }
    )


def pinned_address(view: View) -> str:
    """What "Kopiera länk" gives."""
    kpis = () if view.single else tuple(view.comparisons)
    slug = view.kpi_set.slug if view.kpi_set and kpis else view.selection.set
    pinned = pin(view.selection, view.resolved, view.window, date.today(), kpis)
    return address(view.path, pinned.but(set=slug))
