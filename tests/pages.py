"""The app over the sample, without a browser: stores, pages as trees, callbacks posted as the browser posts them."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

from dash import Dash
from dash._utils import to_json

from app import create_app
from cache.store import Store, utc_now
from kolada.api.client import KoladaClient, Rate
from kolada.sample import SAMPLE_URL, Sample, sample_session
from layouts import serving, texts
from layouts.pagemaker import make
from layouts.view import Views

TODAY = date(2026, 11, 22)
KRAMFORS = "municipality=2282"
SEVEN = "1960,1231,2182,2583,1785,0767,1862"  # Kungsör, Burlöv, Söderhamn, Haparanda, Säffle, Markaryd, Degerfors
AUDITORS = "&".join(f"kpi={k}" for k in ("N33001", "N33007", "N33813", "N33008", "N33812", "N33010", "N33011"))
Node = Mapping[str, Any]


@contextmanager
def sample_store(folder: Path, sample: Sample | None = None, name: str = "sample") -> Iterator[Store]:
    """A store of its own over the sample: nobody waits between retries, background work is done on the spot."""
    session = sample_session(sample)
    client = KoladaClient(SAMPLE_URL, session, Rate(per_second=1000, burst=1000), sleep=lambda _: None)
    store = Store(f"sqlite:///{folder / name}.sqlite", client, clock=utc_now, background=lambda work: work())
    try:
        yield store
    finally:
        store.close()


def views_of(store: Store, today: date = TODAY) -> Views:
    return Views(store, lambda: today)


def light_app(store: Store, folder: Path, today: date = TODAY) -> Dash:
    """The app with a stand-in for plotly.js, so that no test packs megabytes."""
    with patch.object(serving, "plotly_bundle", lambda _: ("plotly-0.0.1.js", b"/**\n* plotly.js v0.0.1\n*/")):
        return create_app(store, lambda: today, folder)


# Trees ---------------------------------------------------------------------------------------------------------------


def page_of(views: Views, path: str, search: str) -> Any:
    """The page at an address as plain JSON."""
    return plain(make(views, path, search).children)


def plain(components: Any) -> Any:
    """Components as the browser gets them."""
    return json.loads(to_json(components))


def nodes(tree: Any) -> Iterator[Node]:
    """Every component of a tree, parents first."""
    for item in tree if isinstance(tree, list) else [tree]:
        if isinstance(item, dict) and "props" in item:
            yield item
            for part in item["props"].values():
                yield from nodes(part)


def of_type(tree: Any, *kinds: str) -> list[Node]:
    return [node for node in nodes(tree) if node["type"] in kinds]


def classed(tree: Any, name: str) -> list[Node]:
    """The components with this CSS class."""
    return [node for node in nodes(tree) if name in str(node["props"].get("className", "")).split()]


def text(tree: Any) -> str:
    """What is read on a page, in order, with spaces between the parts."""
    return " ".join(_texts(tree))


def _texts(tree: Any) -> Iterator[str]:
    for item in tree if isinstance(tree, list) else [tree]:
        if isinstance(item, dict) and "props" in item:
            yield from _texts(item["props"].get("children", []))
        elif isinstance(item, str | int | float):
            yield str(item)


def links(tree: Any) -> dict[str, str]:
    """Where each text of a link leads."""
    return {text(node): node["props"]["href"] for node in nodes(tree) if node["props"].get("href")}


def graphs(tree: Any) -> list[Any]:
    """The figures."""
    return [node["props"]["figure"] for node in of_type(tree, "Graph")]


def overview(views: Views, query: str = "") -> list[Node]:
    return page_of(views, "/oversikt", "&".join(filter(None, [KRAMFORS, query])))


def kpi_page(views: Views, kpi: str = "N33001", query: str = "") -> list[Node]:
    return page_of(views, f"/nyckeltal/{kpi}", "&".join(filter(None, [KRAMFORS, query])))


def heading(page: list[Node]) -> str:
    (title,) = of_type(page, "H1")
    return text(title)


def card(page: list[Node], kpi: str) -> Node:
    """The card whose menu leads to this KPI."""
    (found,) = [c for c in classed(page, "chart-card") if f"/nyckeltal/{kpi}?" in links(c)[texts.MENU_FULL]]
    return found


# Callbacks -----------------------------------------------------------------------------------------------------------


def post(app: Dash, output: Callable[[str], bool] | str, triggered: str, values: Mapping[str, Any]) -> Any:
    """The answer (status, parsed body) to a callback: the one whose output fits, with these properties known."""
    wanted = output if callable(output) else lambda key: output in key
    key, callback = next((k, c) for k, c in app.callback_map.items() if wanted(k) and "callback" in c)

    def filled(dependencies: Any) -> Any:
        return [
            {**d, "value": values.get(f"{d['id']}.{d['property']}")} if isinstance(d, dict) else filled(d)
            for d in dependencies
        ]

    body = {
        "output": key,
        "outputs": _outputs(key),
        "inputs": filled(callback["inputs"]),
        "state": filled(callback["state"]),
        "changedPropIds": [triggered] if triggered else [],
    }
    response = app.server.test_client().post("/_dash-update-component", json=body)
    return response.status_code, response.get_json(silent=True)


def _outputs(key: str) -> Any:
    parts = [part.rsplit(".", 1) for part in key.strip(".").split("...")]
    found = [{"id": part[0], "property": part[1].partition("@")[0]} for part in parts]
    return found if key.startswith("..") else found[0]


def navigate(app: Dash, path: str, search: str, triggered: str = "", **values: Any) -> Any:
    """The navigation callback: the status, and what it changes as {id: {property: value}}."""
    known = {"url.pathname": path, "url.search": search, **{k.replace("__", "."): v for k, v in values.items()}}
    status, body = post(app, "selection-store.data", triggered, known)
    return status, (body or {}).get("response", {})


def counted(app: Dash, path: str, search: str, kept: str | None = None) -> Any:
    """The navigation's links at an address, with this report kept."""
    values = {"selection-store.data": {"path": path, "search": search}, "report-store.data": kept}
    status, body = post(app, "nav.children", "report-store.data", values)
    assert status == 200
    return links(body["response"]["nav"]["children"])


def drawn(app: Dash, path: str, search: str) -> Any:
    """The page callback: the status, and what it changes."""
    values = {"selection-store.data": {"path": path, "search": search}}
    status, body = post(app, "page.children", "selection-store.data", values)
    return status, (body or {}).get("response", {})


def use_own_list(app: Dash, picked: list[str] | None, pasted: str | None) -> Any:
    """The dialog's callback: what it changes."""
    values = {"own-list-picked.value": picked, "own-list-pasted.value": pasted}
    status, body = post(app, "own-list-store.data", "own-list-apply.n_clicks", values)
    assert status == 200
    return body["response"]
