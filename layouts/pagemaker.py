"""From an address to a page: which one, with which notices, and what to say when something fails."""

import logging
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import orjson
from dash.development.base_component import Component

from cache.errors import StoreError
from kolada.api.errors import KoladaError
from kolada.api.models import Kpi
from layouts import kpi_sets, texts
from layouts.above import notices_of
from layouts.addresses import ABOUT, EXPLORE, FIGURE, OVERVIEW, REPORT, START, address, kpi_of
from layouts.components.parts import link, notices
from layouts.elements import Element
from layouts.explore import tabs
from layouts.explore import texts_find as find_texts
from layouts.explore.state import extras
from layouts.kpi_tabs.beside import beside
from layouts.page import Page
from layouts.pages import about, errors, figure, kpi, overview, start
from layouts.report.making import report_page
from layouts.selection import KPI_GROUP, parse
from layouts.view import View, Views

log = logging.getLogger(__name__)

REMEMBERED = 64  # pages; an overview is some 200 kB of text


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
        return report_page(views, search)
    if path == EXPLORE:
        made = tabs.page(views, selection, extras(search))
        incomplete = bool(made.fetch or made.due) or views.is_incomplete(made.follow)
        page = Page([*notices(said), *made.children], made.title, made.follow, incomplete, fetch=made.fetch)
        return replace(page, due=made.due, copy=made.copy)
    if path not in (START, OVERVIEW) and _single(path) is None:
        return Page(errors.not_found(), texts.title(texts.NOT_FOUND_TITLE))
    if path == START:
        return Page(start.layout(views.municipalities()))
    view = views.view(selection, _single(path))
    if view is None:
        unknown = [texts.notice_unknown_municipality(selection.municipality)] if selection.municipality else []
        return Page([*notices([*said, *unknown]), *start.layout(views.municipalities(), _asked_for(views, path))])
    above = [*notices_of(views, view, [*said, *_strange_tab(view)]), *_of_group(views, view)]
    if not view.comparisons:
        return Page([*above, *_nothing(view)], texts.title(texts.ERROR_TITLE if view.problem else texts.NO_KPIS))
    follow, regions, awaits = tuple(view.ranked), view.focal.is_region, False
    if kpi_of(path, FIGURE):
        children, title = figure.layout(view), kpi.title(view)
    elif view.single:
        more = beside(views, view)
        children, title, awaits = kpi.layout(view, more), kpi.title(view), more.awaits
    else:
        children, title = overview.layout(view), overview.title(view)
    incomplete = awaits or views.is_incomplete(follow, regions)
    lasts = view.problem is None
    return Page([*above, *children], title, follow, incomplete, lasts=lasts, regions=regions, awaits=awaits)


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
    if own is None or not KPI_GROUP.fullmatch(own.slug):  # else every overview would wait for Kolada's list of groups
        return []
    group = next((g for g in views.store.kpi_groups().items if g.id == own.slug), None)
    if group is None:
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
