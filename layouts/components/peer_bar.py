"""The bar of a page that has no years, gender or single KPI to choose: municipality, peers, perhaps a set."""

from collections.abc import Sequence
from typing import Any

from kolada import curated
from kolada.api.models import Municipality
from layouts.components import bar
from layouts.resolve import Resolved


def outputs(
    resolved: Resolved,
    municipalities: Sequence[Municipality],
    *,
    copy: str,
    name: str,
    fields: Sequence[str] = (),
    kpi_set: str | None = None,
    is_first: bool = False,
) -> dict[str, Any]:
    """What the navigation callback writes. `copy`: the pinned address; `name`: the page's, for the folded bar."""
    options = bar.municipality_options(municipalities) if is_first else []
    lists = {"municipalities": options, "own_options": options} if is_first else {}
    shown = curated.kpi_set(kpi_set or "")
    offered = {"set_options": bar.set_options(shown)} if "set" in fields else {}
    hidden = ("kpi_style", "first_style", "last_style", "gender_style", *(() if "set" in fields else ("set_style",)))
    return {
        **bar.unchanged(),
        **lists,
        **offered,
        **dict.fromkeys(("bar_style", "set_style"), bar.SHOWN),
        **dict.fromkeys(hidden, bar.HIDDEN),
        "municipality": resolved.focal.id,
        "peers": bar.peers_value(resolved),
        "peer_options": bar.peer_choices(resolved),
        "kpi_set": shown.slug if shown else None,
        "copy": copy,
        "summary": " · ".join([resolved.focal.title, resolved.peers.name, name]),
    }
