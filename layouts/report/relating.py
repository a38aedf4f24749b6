"""A relation of two KPIs as a figure of the report: made of Samband's own parts."""

from dataclasses import replace

from kolada.analysis.compare import Comparison
from kolada.analysis.relation import common_years, default_year
from layouts.explore import texts_relation as texts
from layouts.explore.forms import RELATION
from layouts.explore.ground import Ground, ground
from layouts.explore.related import Asked, Related, everybody, measures, related_in
from layouts.explore.state import explore_address
from layouts.report.state import Figure
from layouts.selection import Period
from layouts.view import View, Views


def related(views: Views, figure: Figure, view: View) -> tuple[Related | None, View | None]:
    """The relation in the newest of the figure's years in which at least half have both (COMPARISON 12), and what it
    was made of. None where there is none. `view`: of the figure's own KPI beside its peers. Raises KoladaError,
    StoreError."""
    focal, x, y = view.focal, figure.against, figure.kpi
    selection, period = figure.selection.but(kpis=(y, x)), Period(*view.window)
    # first: what follows reads what is kept
    data = views.view(everybody(selection, focal.id, focal.is_region, (x, y), period))
    found = ground(views, focal, (x, y), selection.gender)
    asked = Asked(x, y, _year(found, figure, view.window))
    relation = related_in(found, asked)[0] if asked.year else None
    if relation is None:
        return None, data
    of_x, of_y = measures(found, asked, relation)
    return Related(selection, view.resolved, found, relation, of_x, of_y, view.invented), data


def _year(found: Ground, figure: Figure, window: tuple[int, int]) -> str:
    x, y = found.tables.get(figure.against), found.tables.get(figure.kpi)
    years = common_years(x, y) if x and y else {}
    within = {year: n for year, n in years.items() if window[0] <= year <= window[1]}
    return str(default_year(within, len(found.names)) or "")


def why_none(views: Views, figure: Figure, data: View | None) -> str:
    """Why there is no relation: Kolada failed, has not the KPI, or has both in none of the years."""
    if data and data.problem:
        return data.problem.sentence
    return texts.NOTHING_THEN if figure.against in views.store.kpis([figure.against]).items else texts.NO_KPI


def link(figure: Figure) -> str:
    """Where the two are chosen."""
    return explore_address(figure.selection.but(kpis=(figure.against, figure.kpi), view=RELATION), {})


def in_its_year(comparison: Comparison, found: Related) -> Comparison:
    """The figure's own KPI beside its peers, in the relation's year."""
    return replace(comparison, window=(found.related.year, found.related.year))
