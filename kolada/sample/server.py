"""A small Kolada: API v3 over invented figures, as a WSGI app (KOLADA_API §2-§9, §11).

Not spoken: units below municipalities (`/ou`, `/oudata`), the query form of `/data`, v2.
"""

import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any, Literal
from urllib.parse import urlencode

from flask import Flask, Response, request

from kolada.sample import metadata
from kolada.sample.groups import municipality_groups
from kolada.sample.metadata import Json
from kolada.sample.rows import Cell, Query, Revision, rows

MAX_IDS, MAX_PER_PAGE = 25, 5000
TABLES: dict[str, Callable[[], list[Json]]] = {
    "kpi": metadata.kpis,
    "kpi_groups": metadata.kpi_groups,
    "municipality": metadata.municipalities,
    "municipality_groups": municipality_groups,
}
TABLE = f"/v3/<any({','.join(TABLES)}):table>"
DATA_FORMS = (
    "/v3/data/kpi/<kpis>/municipality/<units>/year/<years>",
    "/v3/data/kpi/<kpis>/municipality/<units>",
    "/v3/data/kpi/<kpis>/year/<years>",
    "/v3/data/municipality/<units>/year/<years>",
)
HTML = "<!doctype html><title>Underhåll</title>"


@dataclass
class Faults:
    """What is wrong with the sample's answers: nothing, until a test says so.

    latency   seconds before each answer
    down      502 with a page of HTML, as from a proxy that reaches nobody
    statuses  one per request, 200 for an answer as usual: `iter([503, 429])`, `cycle([503, 200, 200])`
    retry_after  the header that goes with 429 and 503
    body      a good answer's status and type with this instead of its text: HTML, its first half, nothing
    match     only requests whose path contains this
    """

    latency: float = 0.0
    down: bool = False
    statuses: Iterator[int] = field(default_factory=lambda: iter(()))
    retry_after: float | None = None
    body: Literal["html", "half", "empty"] | None = None
    match: str = ""


@dataclass
class Sample:
    """One sample server's state: its faults, what it was asked (path and query), and what was revised since."""

    faults: Faults = field(default_factory=Faults)
    log: list[str] = field(default_factory=list)
    revisions: dict[Cell, Revision] = field(default_factory=dict)

    def revise(self, cell: Cell, value: float | None, changed: date, deleted: bool = False) -> None:
        """Changes one value from now on, so that `from_date` has something to tell; group means stay as they were."""
        self.revisions[cell] = Revision(value, changed, deleted)


class Refused(Exception):
    """A 422 with FastAPI's kind of detail."""

    def __init__(self, kind: str, place: tuple[str, str], message: str, given: object) -> None:
        super().__init__(message)
        self.detail = [{"type": kind, "loc": list(place), "msg": message, "input": given}]


def _ids(text: str, name: str) -> tuple[str, ...]:
    parts = [part for part in text.split(",") if part]
    if len(parts) > MAX_IDS:
        message = f"List should have at most {MAX_IDS} items after validation, not {len(parts)}"
        raise Refused("too_long", ("path", name), message, parts)
    return tuple(dict.fromkeys(parts))


def _whole(text: str, place: tuple[str, str]) -> int:
    try:
        return int(text)
    except ValueError:
        message = "Input should be a valid integer, unable to parse string as an integer"
        raise Refused("int_parsing", place, message, text) from None


def _bounded(name: str, default: int, highest: int | None = None) -> int:
    """A paging parameter: at least 1, and no more than `highest`."""
    place = ("query", name)
    number = _whole(request.args.get(name, str(default)), place)
    if number < 1:
        raise Refused("greater_than_equal", place, "Input should be greater than or equal to 1", str(number))
    if highest is not None and number > highest:
        raise Refused("less_than_equal", place, f"Input should be less than or equal to {highest}", str(number))
    return number


def _since() -> date | None:
    text = request.args.get("from_date")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        place = ("query", "from_date")
        raise Refused("date_from_datetime_parsing", place, "Input should be a valid date", text) from None


def _link(page: int) -> str:
    """This address with another page: the rest of the query is kept."""
    kept = [(key, value) for key, value in request.args.items(multi=True) if key != "page"]
    return f"{request.base_url}?{urlencode([*kept, ('page', page)])}"


def _json(body: Json, status: int = 200) -> Response:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Response(text.encode(), status, content_type="application/json")  # no charset, as Kolada


def _page(items: Iterable[Json]) -> Response:
    """The envelope of §3; `count` is this page's, not the total."""
    page, size = _bounded("page", 1), _bounded("per_page", MAX_PER_PAGE, MAX_PER_PAGE)
    first = (page - 1) * size
    found = list(islice(items, first, first + size + 1))
    envelope = {
        "values": found[:size],
        "next_url": _link(page + 1) if len(found) > size else None,
        "previous_url": _link(page - 1) if page > 1 else None,
        "count": len(found[:size]),
    }
    return _json(envelope)


def _listed(table: str) -> Response:
    title = request.args.get("title", "").lower()
    kind = request.args.get("region_type")
    return _page(x for x in TABLES[table]() if title in x["title"].lower() and kind in (None, x.get("type", kind)))


def _picked(table: str, ids: str) -> Response:
    wanted = set(_ids(ids, "id"))
    return _page(x for x in TABLES[table]() if x["id"] in wanted)


def _query(sample: Sample, kpis: str | None, units: str | None, years: str | None) -> Query:
    return Query(
        kpis=None if kpis is None else _ids(kpis, "kpi"),
        units=None if units is None else _ids(units, "municipality"),
        years=None if years is None else frozenset(_whole(year, ("path", "year")) for year in _ids(years, "year")),
        since=_since(),
        revisions=sample.revisions,
    )


def _broken(faults: Faults) -> Response | None:
    """What comes instead of an answer, if anything."""
    if faults.match not in request.path:
        return None
    time.sleep(faults.latency)
    if faults.down:
        return Response(HTML, 502, mimetype="text/html")
    status = next(faults.statuses, 200)
    if status == 200:
        return None
    response = _json({"detail": "fault"}, status)
    if faults.retry_after is not None and status in (429, 503):
        response.headers["Retry-After"] = f"{faults.retry_after:g}"
    return response


def _spoiled(faults: Faults, response: Response) -> Response:
    """A good answer with the body that the faults ask for; the content type still says JSON."""
    if faults.body and response.status_code == 200 and faults.match in request.path:
        text = response.get_data()
        response.set_data({"html": HTML.encode(), "half": text[: len(text) // 2], "empty": b""}[faults.body])
    return response


def create_sample_server(sample: Sample | None = None) -> Flask:
    """The WSGI app; its `sample` is the one given, or a fresh one without faults. Any number may run side by side."""
    state = sample or Sample()
    app = Flask(__name__, static_folder=None)
    app.url_map.merge_slashes = False  # an empty list is a 404, not a redirect

    def data(kpis: str | None = None, units: str | None = None, years: str | None = None) -> Response:
        return _page(rows(_query(state, kpis, units, years)))

    def arrive() -> Response | None:
        state.log.append(request.full_path.rstrip("?"))
        return _broken(state.faults)

    def refuse(refused: Refused) -> Response:
        return _json({"detail": refused.detail}, 422)

    def not_found(_: Any) -> Response:
        return _json({"detail": "Not Found"}, 404)

    app.before_request(arrive)
    app.after_request(lambda response: _spoiled(state.faults, response))
    app.register_error_handler(Refused, refuse)
    app.register_error_handler(404, not_found)
    app.add_url_rule(TABLE, view_func=_listed, strict_slashes=False)
    app.add_url_rule(f"{TABLE}/<ids>", view_func=_picked, strict_slashes=False)
    for form in DATA_FORMS:
        app.add_url_rule(form, view_func=data, strict_slashes=False)
    return app
