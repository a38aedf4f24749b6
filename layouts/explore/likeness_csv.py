"""/utforska/egen-likhet.csv: every distance of a recipe, with what it is made of. A row per place and KPI."""

from collections.abc import Iterator, Sequence

from flask import Flask, Response, request

from cache.errors import StoreError
from kolada import catalogue
from kolada.analysis.likeness import Near
from kolada.api.errors import KoladaError
from layouts import texts as common
from layouts.addresses import LIKENESS_CSV
from layouts.documents.table import EXCEL, Row, own_source, to_csv
from layouts.explore import texts_likeness as texts
from layouts.explore.likeness import Calculated, calculate
from layouts.routes import sorry
from layouts.selection import parse
from layouts.view import Views

COLUMNS = ("place", "municipality", "name", "distance", "kpi", "title", "unit", "weight", "period", "value",
           "standardised", "difference", "share", "source", "retrieved")  # fmt: skip


def register(server: Flask, views: Views) -> None:
    """On this server."""

    @server.get(LIKENESS_CSV)
    def likeness_csv() -> Response:
        """The file; plain words with 400, 404 or 503 where there is none to give."""
        selection, _ = parse(request.query_string.decode("utf-8", "replace"))
        try:
            resolved = views.resolved(selection)
            if resolved is None:
                return sorry(400, texts.CSV_NO_MUNICIPALITY)
            done = calculate(views, resolved, selection.recipe)
            if done.ground.is_coming:
                views.follow(done.ground.follow)
                return sorry(503, texts.CSV_COMING)
        except (KoladaError, StoreError) as error:
            return sorry(503, error.sentence)
        if not done.found.scales:
            return sorry(404, texts.CSV_NOTHING)
        form = request.args.get("format", "")
        text = to_csv(rows(done, views.store.invented), form, COLUMNS)
        name = f"egen-likhet_{selection.municipality}{'_excel' if form == EXCEL else ''}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-cache"}
        return Response(text, content_type="text/csv; charset=utf-8", headers=headers)


def rows(done: Calculated, invented: bool) -> Iterator[Row]:
    """The focal one at place 0, then everybody by distance; values unrounded."""
    found, focal = done.found, done.ground.focal
    everybody: Sequence[Near] = (Near(focal.id, focal.title, 0.0, ()), *found.ordered)
    for place, near in enumerate(everybody):
        parts = {d.kpi: d for d in near.differences}
        for of in found.scales:
            kpi = done.ground.kpis[of.kpi]
            part = parts.get(of.kpi)
            yield {
                "place": place,
                "municipality": near.id,
                "name": near.name,
                "distance": near.distance,
                "kpi": of.kpi,
                "title": kpi.title,
                "unit": catalogue.unit(kpi),
                "weight": of.weight,
                "period": of.year,
                "value": of.values[near.id],
                "standardised": of.z[near.id],
                "difference": part.z if part else 0.0,
                "share": part.share if part else 0.0,
                "source": common.INVENTED if invented else own_source(kpi),
                "retrieved": str(done.ground.retrieved or ""),
            }
