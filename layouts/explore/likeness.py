"""Egen likhet: a recipe of KPIs and weights, the nearest municipalities, and why they are near."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dash.development.base_component import Component

from kolada import catalogue, curated
from kolada.analysis.likeness import MAX_INGREDIENTS, MAX_WEIGHT, MIN_WEIGHT, Ingredient, Likeness, likeness
from kolada.catalogue import Kind
from layouts import above
from layouts import elements as html
from layouts.components.parts import link, notices
from layouts.elements import Element
from layouts.explore import forms, likeness_list, pickers
from layouts.explore import texts as explore_texts
from layouts.explore import texts_likeness as texts
from layouts.explore.ground import Ground, ground
from layouts.explore.made import Made
from layouts.explore.measure import Measure, measure
from layouts.explore.recipe import parse_recipe, recipe_text
from layouts.explore.state import explore_address
from layouts.resolve import Resolved, pin
from layouts.selection import Selection
from layouts.view import Views

VIEW = forms.LIKENESS


@dataclass(frozen=True)
class Calculated:
    """A recipe, what it stands on, what it gives, and how its numbers are written (by KPI)."""

    recipe: tuple[Ingredient, ...]
    ground: Ground
    found: Likeness
    measures: Mapping[str, Measure]
    notices: tuple[str, ...]


def make(views: Views, selection: Selection, extras: dict[str, str]) -> Made:
    """The tab: the form, the nearest, the calculation."""
    resolved = views.resolved(selection)
    if resolved is None:
        return Made([html.H1(texts.TITLE, className="headline"), html.P(explore_texts.NO_MUNICIPALITY)], texts.TITLE)
    done = calculate(views, resolved, selection.recipe)
    focal, is_region = done.ground.focal, done.ground.focal.is_region
    said = [*done.notices, *resolved.notices, *above.drift_words(resolved), *_since(views, selection, done)]
    copy = _pinned(selection, resolved, done)
    form = _form(views, selection, done)
    heading = html.H1(texts.headline(focal.title, is_region), className="headline")
    if done.ground.is_coming or not done.found.ordered:  # a list of half the country would be another list
        why = texts.waiting(done.ground.is_stopped) if done.ground.is_coming else texts.NOTHING.format(name=focal.title)
        return Made(
            [*notices(said), heading, *form, html.P(why, className="card-empty")],
            texts.TITLE,
            done.ground.follow,
            copy=copy,
        )
    lead = html.P(texts.lead(done.found, focal.title, done.measures, is_region), className="lead")
    shown = likeness_list.result(selection, resolved, done.ground, done.found, done.measures, done.recipe, views)
    page = [*notices(said), html.Header([heading, lead]), *form, shown]
    return Made(page, texts.TITLE, done.ground.follow, copy=copy)


def _since(views: Views, selection: Selection, done: Calculated) -> list[str]:
    """What has changed in what the distances stand on since the link was made: the newest years cannot be fixed."""
    years = {s.kpi: (s.year, s.year) for s in done.found.scales}
    shown = above.Figures(years, list(done.ground.names), newest_of=done.ground.focal.id)
    return above.since_words(views, shown, selection.retrieved)


def _pinned(selection: Selection, resolved: Resolved, done: Calculated) -> str:
    """The address with everything fixed that can be (COMPARISON 29), the recipe too where it was nobody's choice."""
    fixed = pin(selection, resolved, (0, 0), date.today()).but(period=selection.period, view=VIEW)
    return explore_address(fixed.but(recipe=recipe_text(done.recipe)), {})


def calculate(views: Views, resolved: Resolved, recipe: str) -> Calculated:
    """The recipe of the address, else the first preset, for the focal one."""
    asked, said = parse_recipe(recipe)
    asked = asked or tuple(Ingredient(*part) for part in curated.likeness_presets()[0].recipe)
    stands = ground(views, resolved.focal, [i.kpi for i in asked])
    known = [i for i in asked if i.kpi in stands.tables]
    counts = frozenset(i.kpi for i in known if catalogue.kind(stands.kpis[i.kpi]) is Kind.COUNT)
    found = likeness(known, stands.tables, counts, resolved.focal.id, stands.names)
    measures = {s.kpi: measure(stands.kpis[s.kpi], s.values.values()) for s in found.scales}
    if not stands.is_coming:
        said += [
            texts.unusable(kpi, catalogue.words(stands.kpis[kpi]).label, reason, resolved.focal.title)
            for kpi, reason in found.unusable.items()
        ]
    return Calculated(asked, stands, found, measures, (*said, *stands.notices))


def _form(views: Views, selection: Selection, done: Calculated) -> list[Element]:
    """A row for each ingredient and an empty one; the presets as links."""
    offered = _offered(views, done)
    rows = list(done.recipe) + ([Ingredient("", MIN_WEIGHT)] if len(done.recipe) < MAX_INGREDIENTS else [])
    values: dict[str, str | None] = {}
    for row, part in enumerate(rows):
        values |= {f"{forms.KPI}{row}": part.kpi or None}
        values |= {f"{forms.WEIGHT}{row}": str(part.weight)} if part.kpi else {}
    parts = [_row(selection, done.recipe, row, offered) for row in range(len(rows))]
    form = html.Section(
        [*parts, pickers.shown(VIEW, values)], className="recipe-form", **{"aria-label": texts.FORM_LABEL}
    )
    return [_presets(selection, done), form]


def _row(selection: Selection, recipe: tuple[Ingredient, ...], row: int, offered: Mapping[str, str]) -> Element:
    """A KPI, its weight, and the way to be rid of it; the last row is for one more."""
    label = texts.slot(texts.KPI, row)
    if row == len(recipe):
        more = {"placeholder": texts.ADD}
        return html.Div([pickers.kpi_picker(f"{forms.KPI}{row}", label, None, offered, **more)], className="recipe-row")
    part = recipe[row]
    weights = {str(w): str(w) for w in range(MIN_WEIGHT, MAX_WEIGHT + 1)}
    parts: list[Element | Component] = [
        pickers.kpi_picker(f"{forms.KPI}{row}", label, part.kpi, offered),
        pickers.word_picker(f"{forms.WEIGHT}{row}", texts.slot(texts.WEIGHT, row), str(part.weight), weights),
    ]
    if len(recipe) > 1:
        rest = recipe_text(p for p in recipe if p.kpi != part.kpi)
        href = explore_address(selection.but(recipe=rest, view=VIEW, retrieved=None), {})
        name = texts.remove(offered.get(part.kpi) or part.kpi)
        removing = html.Link(texts.REMOVE, href=href, className="link form-link", title=name)
        parts.append(removing)
    return html.Div(parts, className="recipe-row")


def _offered(views: Views, done: Calculated) -> dict[str, str]:
    """The KPIs of the recipe and of the presets, by their titles."""
    presets = [kpi for preset in curated.likeness_presets() for kpi, _ in preset.recipe]
    kept = {**views.store.kpis(presets).items, **done.ground.kpis}
    unknown = {i.kpi: i.kpi for i in done.recipe if i.kpi not in kept}
    return {**{kpi: catalogue.words(of).label for kpi, of in kept.items()}, **unknown}


def _presets(selection: Selection, done: Calculated) -> Element:
    """The presets as links; of the one that is shown, why these KPIs."""
    now = recipe_text(done.recipe)
    recipes = {recipe_text(preset.recipe): preset for preset in curated.likeness_presets()}
    links: list[Element | str] = [f"{texts.PRESETS_LABEL}: "]
    for text, preset in recipes.items():
        there = explore_address(selection.but(recipe=text, view=VIEW, retrieved=None), {})
        links.append(link(preset.title, there, "link", current=text == now))
    reason = [html.P(recipes[now].reason, className="note")] if now in recipes else []
    return html.Nav([html.P(links, className="switches"), *reason], **{"aria-label": texts.PRESETS_LABEL})
