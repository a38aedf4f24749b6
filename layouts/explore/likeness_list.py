"""The list of the nearest: chips of the seven, what can be done with them, the table of why, the calculation."""

from collections.abc import Mapping, Sequence
from datetime import date

from kolada import groups
from kolada.analysis.likeness import PEERS, SHOWN, Ingredient, Likeness, Near, Scale
from kolada.groups import GroupKind
from kolada.numbers import number
from layouts import elements as html
from layouts import texts as common
from layouts.addresses import LIKENESS_CSV, OVERVIEW, address
from layouts.asked import set_of, units_of, wanted_kpis
from layouts.components.parts import action, chip, file_link, link, paragraphs
from layouts.components.tables import table
from layouts.elements import Element
from layouts.explore import forms, texts_relation
from layouts.explore import texts_likeness as texts
from layouts.explore.ground import Ground
from layouts.explore.measure import Measure
from layouts.explore.recipe import parse_recipe, recipe_text
from layouts.explore.state import explore_address
from layouts.pinned import pinned_address
from layouts.resolve import Resolved, pin
from layouts.selection import PeerChoice, Selection
from layouts.view import Views

MOST_GROUPS = 3


def result(
    selection: Selection,
    resolved: Resolved,
    ground: Ground,
    found: Likeness,
    measures: Mapping[str, Measure],
    recipe: Sequence[Ingredient],
    views: Views,
) -> Element:
    """Everything below the form."""
    focal, is_region = ground.focal, ground.focal.is_region
    chosen = with_nearest(selection, found, recipe)
    said = [
        texts.overlap(overlaps(resolved, found), len(found.nearest)),
        _as_peers(selection, resolved, found),
        texts.method(found, is_region),
        texts_relation.preliminary(_unsettled(ground, found, measures)),
        texts.missing(found, ground.names, is_region),
    ]
    invented = views.store.invented
    source = common.INVENTED_SOURCE if invented else texts.source(measures.values(), ground.retrieved)
    caption = texts.table_caption(focal.title) + (f" {common.INVENTED}." if invented else "")
    return html.Article(
        [
            html.Div([chip(near.name, "rank") for near in found.nearest], className="chips"),
            _actions(chosen, selection, recipe, _copied(views, chosen, found)),
            *paragraphs(said, "card-more"),
            table(
                caption,
                _head(found.scales, measures, is_region),
                table_rows(found, focal.id, focal.title, measures),
                "table table-wide",
            ),
            _scales(found, measures),
            html.P(source, className="card-source"),
        ],
        className="sheet likeness-sheet",
    )


def _unsettled(ground: Ground, found: Likeness, measures: Mapping[str, Measure]) -> list[tuple[str, int]]:
    return [(measures[s.kpi].name, s.year) for s in found.scales if (s.kpi, s.year) in ground.unsettled]


def with_nearest(selection: Selection, found: Likeness, recipe: Sequence[Ingredient]) -> Selection:
    """The selection with the nearest as its peers, and the recipe that gave them."""
    members = tuple(near.id for near in found.nearest)
    return selection.but(peers=PeerChoice(members=members), recipe=recipe_text(recipe), view="", retrieved=None)


def chosen_by(selection: Selection, resolved: Resolved) -> list[Element]:
    """For the pages that show an own list: how it was chosen, where the address says so, and the way to see it."""
    recipe, _ = parse_recipe(selection.recipe)
    if not recipe or resolved.group is not None:
        return []
    there = explore_address(selection.but(kpis=(), view=forms.LIKENESS), {})
    return [html.P([texts.chosen_by(recipe), link(texts.SHOW_HOW, there)], className="note")]


def _copied(views: Views, chosen: Selection, found: Likeness) -> str:
    """The overview with the nearest, everything fixed. Its figures are not fetched for this: until they are kept its
    years are those that end with the newest of the recipe."""
    kpi_set, _ = set_of(chosen, None, views.kpi_set)
    kpis, resolved = wanted_kpis(chosen, None, kpi_set), views.resolved(chosen)
    if resolved is None:
        return ""
    progress = views.store.progress(kpis, units_of(resolved))
    view = views.view(chosen) if progress.done == progress.total else None
    if view and view.comparisons:
        return pinned_address(view)
    window = chosen.period.window(max(scale.year for scale in found.scales))
    return address(
        OVERVIEW, pin(chosen, resolved, window, date.today(), kpis).but(set=kpi_set.slug if kpi_set else None)
    )


def _actions(chosen: Selection, selection: Selection, recipe: Sequence[Ingredient], copied: str) -> Element:
    there = address(OVERVIEW, chosen)
    n = len(chosen.peers.members) if chosen.peers else 0
    data = Selection(selection.municipality, recipe=recipe_text(recipe))
    return html.Div(
        [
            link(texts.compare(n), there, "button"),
            link(texts.COMPARE_HERE, explore_address(chosen.but(view=forms.LIKENESS), {})),
            action(texts.COPY, "copy", copy=copied),
            file_link(texts.CSV, address(LIKENESS_CSV, data)),
            file_link(texts.EXCEL, address(LIKENESS_CSV, data, format="excel-sv")),
        ],
        className="likeness-actions",
    )


def overlaps(resolved: Resolved, found: Likeness) -> list[tuple[str, int]]:
    """How many of the nearest are in "Liknande" groups of the focal one: the overall one, then those with the most."""
    nearest = {near.id for near in found.nearest}
    similar = [g for g in resolved.choices if groups.kind(g) is GroupKind.LIKNANDE]
    counted = [(groups.short_name(g), len(nearest & {m.id for m in g.members})) for g in similar]
    return sorted(counted, key=lambda c: ("övergripande" not in c[0], -c[1]))[:MOST_GROUPS]


def _as_peers(selection: Selection, resolved: Resolved, found: Likeness) -> str:
    """Whether an own list in the address is what the recipe gives."""
    if resolved.group is not None or not selection.recipe:
        return ""
    chosen, nearest = {m.id for m in resolved.peers.members}, {near.id for near in found.nearest}
    return texts.same_as_peers(len(chosen & nearest), len(nearest), len(chosen))


def _head(scales: Sequence[Scale], measures: Mapping[str, Measure], is_region: bool) -> list[str]:
    return [
        texts_relation.unit_title(is_region),
        texts.DISTANCE,
        *(f"{measures[s.kpi].title} ({s.year})" for s in scales),
    ]


def table_rows(found: Likeness, focal: str, name: str, measures: Mapping[str, Measure]) -> list[list[str]]:
    """The focal one's values, then the nearest: distance, and for each KPI the value, the difference, its share."""
    own = [measures[s.kpi].amount(s.values[focal]) for s in found.scales]
    return [
        [name, "–", *own],
        *(_row(place, near, found, measures) for place, near in enumerate(found.ordered[:SHOWN], 1)),
    ]


def _row(place: int, near: Near, found: Likeness, measures: Mapping[str, Measure]) -> list[str]:
    cells = [
        f"{measures[s.kpi].number(s.values[near.id])}; {texts.difference(part)}"
        for s, part in zip(found.scales, near.differences, strict=True)
    ]
    return [f"{place}. {near.name}", number(near.distance, 2), *cells]


def _scales(found: Likeness, measures: Mapping[str, Measure]) -> Element:
    """The standardisation of each KPI, so that a distance can be calculated again."""
    head = [texts.KPI, texts.WEIGHT, texts.YEAR, texts.N, texts.MEDIAN, texts.SPREAD]
    rows = [_scale_row(s, measures[s.kpi]) for s in found.scales]
    inner = table(texts.SCALES_CAPTION, head, rows)
    return html.Details([html.Summary(texts.SCALES_SUMMARY), inner], className="card-table")


def _scale_row(of: Scale, measure: Measure) -> list[str]:
    places = 4 if of.is_log else measure.places + 2
    name = f"{of.kpi} {measure.title}" + (f", {texts.LOG}" if of.is_log else "")
    return [name, str(of.weight), str(of.year), number(of.n), number(of.median, places), number(of.spread, places)]


assert PEERS <= SHOWN  # what is taken is listed  # noqa: S101
