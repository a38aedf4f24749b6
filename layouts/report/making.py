"""The page /rapport: which of its faces, with which notices."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dash.development.base_component import Component

from layouts import texts as common
from layouts.above import drift_words, revised, unchanged_words, what_failed
from layouts.components.parts import link, notices
from layouts.elements import Element
from layouts.page import Page
from layouts.pages import errors, report, start
from layouts.report import texts
from layouts.report.section import Entry, Section, make_section
from layouts.report.state import parse_report, report_address
from layouts.selection import MAX_KPIS, Selection
from layouts.view import Views

MOST_KEPT = 12  # figures of a report that is remembered: some 20 kB each


def report_page(views: Views, search: str) -> Page:
    """The figures that were put aside, or how that is done."""
    chosen, said = parse_report(search)
    if not chosen.figures:
        return _empty_report(views, chosen.base, said)
    section = make_section(views, chosen, waits=False)
    above = notices([*said, *_about_section(views, section)], _without_missing(section))
    if not section.entries:
        return Page([*above, *_nothing_in(views, section)], common.title(texts.NAV_EMPTY))
    ranked = (kpi for entry in section.entries if entry.view.focal.is_municipality for kpi in _followed(entry))
    follow = tuple(dict.fromkeys(ranked))[:MAX_KPIS]
    incomplete = views.is_incomplete(follow)
    lasts = section.problem is None and len(section.entries) <= MOST_KEPT
    return Page(report.layout(section, above), report.title(section), follow, incomplete, lasts=lasts)


def _followed(entry: Entry) -> list[str]:
    """The KPIs whose rest of the country the figure needs, or its sentences do."""
    return [*entry.view.ranked, *(entry.chosen.selection.kpis if entry.is_coming else ())]


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
    unknown = [common.notice_unknown_municipality(base.municipality)] if base.municipality and view is None else []
    return Page(report.empty(view, notices([*said, *unknown])), common.title(common.NAV_REPORT))


def _about_section(views: Views, section: Section) -> list[str]:
    """What failed, and what has changed since the figures were put aside (COMPARISON 29)."""
    found = list(section.notices)
    failed = next((view for view in section.views if view.problem), None)
    if failed and failed.problem:
        found.append(what_failed(failed, failed.problem))
    elif section.problem:
        found.append(common.notice_partly(section.problem.sentence))
    found += [text for entry in section.entries for text in drift_words(entry.view.resolved)]
    return [*dict.fromkeys(found), *_since(views, section.entries)]


def _since(views: Views, entries: Sequence[Entry]) -> list[str]:
    older = [(entry, day) for entry in entries if (day := entry.view.selection.retrieved) and day < date.today()]
    if not older:
        return []
    changed = {cell for entry, day in older for view in entry.views for cell in revised(views, view, day)}
    since = min(day for _, day in older)
    return [common.notice_revised(len(changed), since) if changed else unchanged_words(views, since)]


def _without_missing(section: Section) -> list[Element]:
    """The way to be rid of figures that cannot be shown, where it is not Kolada that fails just now."""
    shown = tuple(entry.chosen for entry in section.entries)
    if section.problem or len(shown) == len(section.report.figures):
        return []
    without = replace(section.report, base=section.report.figures[0].selection.but(kpis=()), figures=shown)
    return [link(texts.REMOVE_MISSING, report_address(without), "button")]
