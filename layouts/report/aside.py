"""What has been put aside: the query of the latest report, as the browser keeps it. Pure, and total."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple, TypeGuard

from layouts.addresses import REPORT
from layouts.report import texts
from layouts.report.state import Form, Report, figure_of, parse_report, report_address
from layouts.selection import MAX_QUERY, parse


class Put(NamedTuple):
    """What is kept after a figure was put aside, and the sentence that says how it went."""

    kept: str
    said: str


def kept_report(kept: object) -> Report:
    """The report that is kept; an empty one for whatever a browser has there that is none."""
    return parse_report(kept if isinstance(kept, str) else "")[0]


def query_of(report: Report) -> str:
    """What is kept of a report."""
    return report_address(report).partition("?")[2]


def put_aside(kept: object, figure: str, form: str = "") -> Put:
    """With one more figure: `figure` is the query of a selection of one KPI, or a relation's two, with everything
    fixed."""
    before = kept_report(kept)
    selection, drawn = parse(figure[:MAX_QUERY])[0], Form(form) if form in tuple(Form) else Form.LINE
    if not selection.municipality or len(selection.kpis) != (2 if drawn is Form.RELATION else 1):
        return Put(query_of(before), texts.NOT_A_FIGURE)
    one = figure_of(selection.but(set=None, view=""), drawn)
    base = before if before.figures else replace(before, base=one.selection.but(kpis=()))
    after = base.added(one)
    if len(after.figures) > len(before.figures):
        return Put(query_of(after), texts.put_aside(len(after.figures)))
    return Put(query_of(before), texts.is_there(len(before.figures)) if before.holds(one) else texts.FULL)


def kept_at(here: Mapping[str, str], kept: object, shown: object = None) -> str | None:
    """What is kept on arrival at an address {"path": …, "search": …}: a report's address wins, and where the last
    figure has just been taken away nothing is left. `shown`: the address before, as the browser says it.
    """
    before = kept if isinstance(kept, str) else None
    if not _is_report(here):
        return before
    report = kept_report(here.get("search"))
    if report.figures:
        return query_of(report)
    return None if _is_report(shown) and kept_report(shown.get("search")).figures else before


def _is_report(address: object) -> TypeGuard[Mapping[str, object]]:
    return isinstance(address, Mapping) and str(address.get("path")).rstrip("/") == REPORT
