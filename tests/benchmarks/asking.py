"""What a browser sends to the app: the callbacks' payloads, made from what the app itself says it listens to."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from layouts import ids

UPDATE = "/_dash-update-component"
BROWSER = {"Content-Type": "application/json", "Accept-Encoding": "gzip, deflate, br, zstd"}

Json = dict[str, Any]


class Client(Protocol):
    """werkzeug's test client, or anything else that speaks to one app."""

    def get(self, path: str) -> Any: ...
    def post(self, path: str, **options: Any) -> Any: ...


def payload(dependency: Json, values: Mapping[str, Any], changed: str) -> bytes:
    """The body for one callback as `/_dash-dependencies` lists it. `values` by "id.property"; others are null."""
    outputs = [_split(name) for name in dependency["output"].strip(".").split("...")]
    body = {
        "output": dependency["output"],
        "outputs": outputs if dependency["output"].startswith("..") else outputs[0],
        "inputs": [_valued(each, values) for each in dependency["inputs"]],
        "state": [_valued(each, values) for each in dependency.get("state", [])],
        "changedPropIds": [changed],
    }
    return json.dumps(body).encode()


def callback_with(dependencies: Sequence[Json], output: str) -> Json:
    """The server callback that writes "id.property", as the app lists it."""
    return next(each for each in dependencies if output in each["output"] and not each["clientside_function"])


def arrive_at(dependencies: Sequence[Json], path: str, search: str) -> bytes:
    """The first callback of a page: an address was opened."""
    values = {f"{ids.URL}.pathname": path, f"{ids.URL}.search": f"?{search}"}
    return payload(callback_with(dependencies, f"{ids.SELECTION_STORE}.data"), values, f"{ids.URL}.pathname")


def page_at(dependencies: Sequence[Json], path: str, search: str) -> bytes:
    """The second: the page itself is asked for."""
    source = f"{ids.SELECTION_STORE}.data"
    values = {source: {"path": path, "search": search}}
    return payload(callback_with(dependencies, f"{ids.PAGE}.children"), values, source)


@dataclass
class Visitor:
    """Opens pages as a browser does and waits for the rest of the country."""

    client: Client
    dependencies: Sequence[Json] = field(init=False)

    def __post_init__(self) -> None:
        self.dependencies = self.client.get("/_dash-dependencies").json

    def open(self, path: str, search: str) -> Json:
        """Both callbacks of a page; gives what the second writes, by id."""
        self._ask(arrive_at(self.dependencies, path, search))
        return self._ask(page_at(self.dependencies, path, search))

    def follow_one(self, following: Json) -> bool:
        """One look at how far the rest of the country has come; whether there is more to come."""
        ticks, store = f"{ids.FOLLOW_TIMER}.n_intervals", f"{ids.FOLLOW_STORE}.data"
        dependency = callback_with(self.dependencies, f"{ids.FOLLOW_STATUS}.children")
        answer = self._ask(payload(dependency, {ticks: 1, store: following}, ticks))
        return not next(value for key, value in _timer(answer) if key.startswith("disabled"))

    def _ask(self, body: bytes) -> Json:
        response = self.client.post(UPDATE, data=body, headers=dict(BROWSER, **{"Accept-Encoding": "identity"}))
        assert response.status_code == 200, response.status
        return response.json["response"]


def _timer(answer: Json) -> list[tuple[str, Any]]:
    return list(answer[ids.FOLLOW_TIMER].items())


def _split(name: str) -> Json:
    component, _, prop = name.rpartition(".")
    return {"id": component, "property": prop}


def _valued(each: Json, values: Mapping[str, Any]) -> Json:
    return {"id": each["id"], "property": each["property"], "value": values.get(f"{each['id']}.{each['property']}")}
