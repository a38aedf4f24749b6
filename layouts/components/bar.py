"""The selection bar: municipality, peers, set or KPI, years, gender. What is chosen lives in the address alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import dash_mantine_components as dmc
from dash import Output, html, no_update
from dash.development.base_component import Component

from kolada import curated, groups
from kolada.api.models import Municipality, MunicipalityGroup
from kolada.swedish import sort_key
from layouts import ids, texts
from layouts.components import kpi_picker
from layouts.components.attributes import Hyphened
from layouts.components.kpi_picker import KPI_SEARCH
from layouts.components.own_list import own_list_dialog
from layouts.components.pickers import SELECT_DEFAULTS, Options, option
from layouts.explore import texts_find as find_texts
from layouts.resolve import Resolved
from layouts.selection import Period
from layouts.view import View

PRESETS = (5, 10, 15, 20)


# What the navigation callback writes, by name. The keys of `Bar` are the same.
OUTPUTS = {
    "municipality": Output(ids.BAR_MUNICIPALITY, "value"),
    "municipalities": Output(ids.BAR_MUNICIPALITY, "data"),
    "peers": Output(ids.BAR_PEERS, "value"),
    "peer_options": Output(ids.BAR_PEERS, "data"),
    "kpi_set": Output(ids.BAR_SET, "value"),
    "set_options": Output(ids.BAR_SET, "data"),
    "set_style": Output(ids.BAR_SET_FIELD, "style"),
    "kpi": Output(ids.BAR_KPI, "value"),
    "kpi_options": Output(ids.BAR_KPI, "data"),
    "kpi_style": Output(ids.BAR_KPI_FIELD, "style"),
    "first": Output(ids.BAR_FROM, "value"),
    "first_options": Output(ids.BAR_FROM, "data"),
    "first_style": Output(ids.BAR_FROM, "style"),
    "last": Output(ids.BAR_TO, "value"),
    "last_style": Output(ids.BAR_TO, "style"),
    "last_options": Output(ids.BAR_TO, "data"),
    "gender": Output(ids.BAR_GENDER, "value"),
    "gender_style": Output(ids.BAR_GENDER_FIELD, "style"),
    "bar_style": Output(ids.BAR, "style"),
    "summary": Output(ids.BAR_SUMMARY, "children"),
    "copy": Output(ids.BAR_COPY, "data-copy"),
    "own_options": Output(ids.OWN_LIST_PICKED, "data"),
}
SHOWN: dict[str, str] = {}
HIDDEN = {"display": "none"}


@dataclass(frozen=True)
class Bar:
    """What the bar offers and shows for a view."""

    municipality: str
    municipalities: Options
    peers: str
    peer_options: Options
    kpi_set: str | None
    set_options: Options
    kpi: str | None
    kpi_options: Options
    first: str
    first_options: Options
    last: str
    last_options: Options
    gender: str | None
    copy: str
    summary: str


def unchanged() -> dict[str, Any]:
    """The bar as it is."""
    return dict.fromkeys(OUTPUTS, no_update)


def as_outputs(bar: Bar | None, is_first: bool) -> dict[str, Any]:
    """The bar's properties; no bar where there is nothing to choose for. The long lists are sent but once."""
    if bar is None:
        return {**unchanged(), "bar_style": HIDDEN}
    single = bar.kpi is not None
    lists = {"municipalities": bar.municipalities, "own_options": bar.municipalities} if is_first else {}
    return {
        **unchanged(),
        **{name: getattr(bar, name) for name in OUTPUTS if hasattr(bar, name) and name != "municipalities"},
        **lists,
        "first_style": SHOWN,
        "last_style": SHOWN,
        "set_style": HIDDEN if single else SHOWN,
        "kpi_style": SHOWN if single else HIDDEN,
        "gender_style": SHOWN if bar.gender else HIDDEN,
        "bar_style": SHOWN,
    }


def layout() -> Component:
    """The bar, empty: the navigation callback fills it in."""
    gender = _select(ids.BAR_GENDER, texts.BAR_GENDER, "field field-narrow", data=_gender_options())
    fields = [
        _select(ids.BAR_MUNICIPALITY, texts.BAR_MUNICIPALITY),
        _select(ids.BAR_PEERS, texts.BAR_PEERS, "field field-wide"),
        html.Div(
            _select(ids.BAR_SET, texts.BAR_SET, data=set_options(), placeholder=texts.OWN_SELECTION),
            id=ids.BAR_SET_FIELD,
        ),
        html.Div(
            _select(ids.BAR_KPI, texts.BAR_KPI, f"field field-wide {KPI_SEARCH}", filter={"function": "asServed"}),
            id=ids.BAR_KPI_FIELD,
        ),
        _select(ids.BAR_FROM, texts.BAR_FROM, "field field-from"),
        _select(ids.BAR_TO, texts.BAR_TO, "field field-year"),
        html.Div(gender, id=ids.BAR_GENDER_FIELD),
    ]
    toggle = html.Button(
        [html.Span(id=ids.BAR_SUMMARY, className="bar-summary"), html.Span(texts.BAR_OPEN, className="bar-open")],
        type="button",
        className="bar-toggle",
        **Hyphened({"data-action": "toggle", "aria-expanded": "false", "aria-controls": "bar-fields"}),
    )
    copy = html.Button(
        texts.COPY_LINK,
        id=ids.BAR_COPY,
        type="button",
        className="bar-copy",
        **Hyphened({"data-action": "copy", "data-copy": ""}),
    )
    inner = [toggle, html.Div([*fields, copy], id="bar-fields", className="bar-fields")]
    label = Hyphened({"aria-label": texts.BAR_LABEL})
    return html.Section([*inner, own_list_dialog()], id=ids.BAR, className="bar", **label)


def _select(select_id: str, label: str, class_name: str = "field", **options: Any) -> Component:
    return dmc.Select(id=select_id, label=label, className=class_name, **{**SELECT_DEFAULTS, **options})


def bar(view: View, municipalities: Sequence[Municipality], copy: str) -> Bar:
    """What the bar shows for a view. `copy`: the pinned address."""
    divided = any(c.kpi.is_divided_by_gender for c in view.comparisons.values())
    return Bar(
        municipality=view.focal.id,
        municipalities=municipality_options(municipalities),
        peers=peers_value(view.resolved),
        peer_options=peer_choices(view.resolved),
        kpi_set=_set_value(view),
        set_options=set_options(view.kpi_set),
        kpi=view.single,
        kpi_options=kpi_picker.for_view(view) if view.single else [],
        first=_first_value(view.selection.period),
        first_options=first_choices(view),
        last=str(view.window[1]),
        last_options=_years(view),
        gender=view.selection.gender if divided else None,
        copy=copy,
        summary=_summary(view),
    )


def _set_value(view: View) -> str | None:
    """A set, or the group of Kolada's that what is shown is a part of; none for KPIs chosen one by one."""
    if view.kpi_set is None or (view.selection.kpis and curated.kpi_set(view.kpi_set.slug)):
        return None
    return view.kpi_set.slug


def _summary(view: View) -> str:
    subject = view.title if not view.single else view.single
    return " · ".join([view.focal.title, view.resolved.peers.name, subject, f"{view.window[0]}–{view.window[1]}"])


def municipality_options(municipalities: Sequence[Municipality]) -> Options:
    """The 290 and the 21, each list in Swedish order. The code is part of the label's search, not of the label."""
    own = sorted((m for m in municipalities if m.is_municipality), key=lambda m: sort_key(m.title))
    regions = sorted((m for m in municipalities if m.is_region), key=lambda m: sort_key(m.title))
    return [
        {"group": texts.MUNICIPALITIES, "items": [option(m.id, m.title) for m in own]},
        {"group": texts.REGIONS, "items": [option(m.id, m.title) for m in regions]},
    ]


def set_options(shown: curated.KpiSet | None = None) -> Options:
    """The curated sets, and the one shown where that is the regions' or one of Kolada's own groups."""
    of_regions = [shown] if shown and shown.slug == curated.REGIONS else []
    own = [option(s.slug, s.title) for s in (*of_regions, *curated.sets())]
    if shown is None or curated.kpi_set(shown.slug):
        return own
    group = {"group": find_texts.KOLADA_GROUPS, "items": [option(shown.slug, shown.title)]}
    return [group, {"group": texts.BAR_SET, "items": own}]


def _gender_options() -> Options:
    return [option(code, text) for code, text in texts.GENDERS.items()]


def peer_choices(resolved: Resolved) -> Options:
    """The groups of the municipality by kind, its own list, and what the address holds if that is none of them."""
    similar = [g for g in resolved.choices if groups.kind(g) == groups.GroupKind.LIKNANDE]
    others = [g for g in resolved.choices if g not in similar]
    own = [option(texts.OWN_VALUE, texts.OWN_LIST_CHOOSE)]
    if resolved.group is None:
        own.append(option(texts.CHOSEN_VALUE, texts.own_list(len(resolved.peers.members))))
    found = [
        {"group": texts.SIMILAR, "items": [option(g.id, _group_label(g)) for g in similar]},
        {"group": texts.OTHER_GROUPS, "items": [option(g.id, _group_label(g)) for g in others]},
        {"group": texts.OWN_LIST, "items": own},
    ]
    strange = resolved.group
    if strange and strange not in resolved.choices:
        found.insert(0, {"group": texts.FROM_LINK, "items": [option(strange.id, strange.title)]})
    return [group for group in found if group["items"]]


def _group_label(group: MunicipalityGroup) -> str:
    return f"{groups.short_name(group)} ({len(group.members)})"


def peers_value(resolved: Resolved) -> str:
    """The group shown, or that it is a list of one's own."""
    return resolved.group.id if resolved.group else texts.CHOSEN_VALUE


def _first_value(period: Period) -> str:
    return str(period) if period.first is None else str(period.first)


def first_choices(view: View) -> Options:
    """The latest so many years, which follow new ones, or a year to begin with."""
    presets = {f"latest{n}": texts.latest_years(n) for n in PRESETS}
    own = _first_value(view.selection.period)
    if own.startswith("latest") and own not in presets:
        presets[own] = texts.latest_years(view.selection.period.latest)
    return [
        {"group": texts.FOLLOWING, "items": [option(value, label) for value, label in presets.items()]},
        {"group": texts.FROM_YEAR, "items": _years(view)},
    ]


def _years(view: View) -> Options:
    """Every year that has a value, and the ends of what is shown, the newest first."""
    lines = [line for c in view.comparisons.values() for line in (c.focal, *c.peer_lines)]
    years = {*view.window, *(year for line in lines for year in line.years)}
    return [option(str(year), str(year)) for year in range(max(years), min(years) - 1, -1)]
