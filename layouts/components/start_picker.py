"""The picker of a municipality on a page that has none yet."""

from collections.abc import Sequence

import dash_mantine_components as dmc
from dash.development.base_component import Component

from kolada.api.models import Municipality
from layouts import ids, texts
from layouts.components.bar import municipality_options
from layouts.components.pickers import SELECT_DEFAULTS


def start_picker(municipalities: Sequence[Municipality]) -> Component:
    """What is chosen in it goes into the address; from the start that is the overview's."""
    return dmc.Select(
        id=ids.START_MUNICIPALITY,
        label=texts.START_FIELD,
        placeholder=texts.START_PLACEHOLDER,
        data=municipality_options(municipalities),
        size="lg",
        **SELECT_DEFAULTS,
    )
