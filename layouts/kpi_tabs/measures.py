"""The row of measures above a KPI's chart: per inhabitant, per child, per user, gross and net, one click each."""

from kolada.twins import Twin
from layouts import elements as html
from layouts.addresses import address, kpi_path
from layouts.components.parts import link
from layouts.elements import Element
from layouts.kpi_tabs import texts
from layouts.view import View


def measures(view: View, row: tuple[Twin, ...]) -> list[Element]:
    """Links that keep all else as it is; nothing where Kolada has but one measure."""
    if not row:
        return []
    kept = view.selection.but(kpis=(), count_mean=False, retrieved=None)
    links = [
        link(texts.per(t.per, t.is_net), address(kpi_path(t.kpi), kept), "measure", current=t.kpi == view.single)
        for t in row
    ]
    return [html.Nav([html.Span(texts.PER_LABEL), *links], className="measures", **{"aria-label": texts.PER_LABEL})]
