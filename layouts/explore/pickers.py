"""The pickers of the forms of /utforska. What is chosen in them is written to the address: see forms.py."""

from collections.abc import Mapping
from typing import Any

import dash_mantine_components as dmc
from dash import dcc
from dash.development.base_component import Component

from layouts.components.kpi_picker import KPI_SEARCH, of_sets
from layouts.components.pickers import PICKER_DEFAULTS, Options
from layouts.explore.forms import PICK, SHOWN_STORE


def kpi_picker(key: str, label: str, chosen: str | None, offered: Mapping[str, str], **more: Any) -> Component:
    """A searchable list of KPIs: `offered` (label by id) and those of the sets, and all of Kolada's as one types
    (find_callbacks.py). Its value is a KPI's id."""
    own = {"className": f"field field-kpi {KPI_SEARCH}", "filter": {"function": "asServed"}}
    return _select(key, label, of_sets(offered), chosen, **own, **more)


def word_picker(key: str, label: str, chosen: str | None, words: Mapping[str, str], **more: Any) -> Component:
    """A short list of values with their texts."""
    data = [{"value": value, "label": text} for value, text in words.items()]
    return _select(key, label, data, chosen, className="field field-year", **more)


def shown(tab: str, values: Mapping[str, str | None]) -> Component:
    """What the form's pickers show, so that drawing them is told from choosing in them."""
    return dcc.Store(id={"type": SHOWN_STORE, "tab": tab}, data=dict(values))


def _select(key: str, label: str, data: Options, chosen: str | None, **more: Any) -> Component:
    own = {"allowDeselect": False, "openOnFocus": False, **more}
    picker = {"type": PICK, "key": key}
    return dmc.Select(id=picker, label=label, data=data, value=chosen, **{**PICKER_DEFAULTS, **own})
