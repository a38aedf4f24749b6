"""A relation of two KPIs as a figure of the report: made of Samband's own parts."""

from dataclasses import replace

from kolada.analysis.compare import Comparison
from layouts.explore import texts_relation as texts
from layouts.explore.ground import ground
from layouts.explore.related import Asked, Related, everybody, measures, related_in
from layouts.report.state import Figure
from layouts.view import View, Views


def related(views: Views, figure: Figure, view: View) -> tuple[Related | None, list[str]]:
    """The relation in the last of the figure's years, or the newest that there is, and what is said of that choice.
    None where there is none. `view`: of the figure's own KPI beside its peers. Raises KoladaError, StoreError."""
    focal, x, y = view.focal, figure.against, figure.kpi
    selection = figure.selection.but(kpis=(y, x))
    period = selection.period
    views.view(everybody(selection, focal.id, focal.is_region, (x, y), period))  # what follows reads what is kept
    found = ground(views, focal, (x, y), selection.gender)
    asked = Asked(x, y, str(period.last or ""))
    relation, said = related_in(found, asked)
    if relation is None:
        return None, said
    of_x, of_y = measures(found, asked, relation)
    return Related(selection, view.resolved, found, relation, of_x, of_y, view.invented), said


def why_none(views: Views, figure: Figure) -> str:
    """Why there is no relation: a KPI that Kolada has not, or no year with both."""
    return texts.NOTHING if figure.against in views.store.kpis([figure.against]).items else texts.NO_KPI


def in_its_year(comparison: Comparison, found: Related) -> Comparison:
    """The figure's own KPI beside its peers, in the relation's year."""
    return replace(comparison, window=(found.related.year, found.related.year))
