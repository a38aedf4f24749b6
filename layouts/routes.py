"""Addresses that answer without a browser: /data.csv and /health."""

import logging
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from functools import lru_cache
from threading import BoundedSemaphore
from urllib.parse import quote

from flask import Flask, Response, jsonify, request

from cache.errors import StoreError
from kolada import __version__
from kolada.api.errors import KoladaError
from layouts import texts
from layouts.addresses import CSV
from layouts.asked import set_of, wanted_kpis
from layouts.documents import table
from layouts.selection import Selection, parse
from layouts.view import View, Views, by_gender

log = logging.getLogger(__name__)

PATIENCE, RETRY_AFTER = 30.0, 10  # seconds a cold answer may take, and when to come back
MOST_SAID = 1000  # characters of notices in a header
WAITING = 64  # cold answers under way at once; those that wait for Kolada must not hold up the kept ones
ASK_AGAIN = 60  # seconds between looks at whether Kolada answers
MOST_CELLS = 300_000  # of one table: 10 MB, and some seconds of a processor
BUILDING = BoundedSemaphore(2)  # tables that are made at once: each takes memory, and none gets faster beside others


class TooMuch(Exception):
    """More cells than one table is made of."""

    def __init__(self, cells: int) -> None:
        super().__init__(cells)
        self.sentence = texts.csv_too_much(cells, MOST_CELLS)


def register(server: Flask, views: Views) -> None:
    """Both, on this server."""
    workers = ThreadPoolExecutor(WAITING, thread_name_prefix="csv")

    @server.get(CSV)
    def data_csv() -> Response:
        """The figures behind a view; same keys and defaults as the pages."""
        selection, notices = parse(request.query_string.decode("utf-8", "replace"))
        return _answer(views, workers, selection, notices)

    @lru_cache(1)
    def is_kolada_there(_slot: int) -> bool:
        return views.store.is_source_reachable()

    @server.get("/health")
    def health() -> Response:
        """Whether pages can be served, and from what. Kolada itself is asked once a minute at the most."""
        try:
            info = views.store.info()
        except StoreError as error:
            log.error("health: %s", error)
            return sorry(503, error.sentence)
        return jsonify(
            version=__version__,
            store={"kpis": info.kpis, "slices": info.slices, "values": info.values, "bytes": info.size},
            newest=info.newest.isoformat() if info.newest else None,
            kolada=is_kolada_there(int(time.monotonic() / ASK_AGAIN)),
            invented=info.invented,
        )


def _answer(views: Views, workers: ThreadPoolExecutor, selection: Selection, notices: Sequence[str]) -> Response:
    """The file that is asked for, or why there is none."""
    if not selection.municipality:
        return sorry(400, texts.CSV_NO_MUNICIPALITY)
    if "kpi" in request.args and not selection.kpis:  # the default set would answer another question
        return sorry(400, " ".join(notices) or texts.NO_KPIS)
    try:
        found = workers.submit(_found, views, selection).result(PATIENCE)
    except TooMuch as error:
        return sorry(413, error.sentence)
    except (KoladaError, StoreError, TooLate) as error:
        log.warning("data.csv: %s", error)
        return sorry(503, getattr(error, "sentence", texts.CSV_TOO_LATE))
    if not found:
        return sorry(404, texts.notice_unknown_municipality(selection.municipality))
    return _csv(found, request.args.get("format", ""), notices)


def cells_asked(views: Views, selection: Selection) -> int:
    """How many values a table is asked for: KPIs by units by genders by years. 0 without a municipality that exists."""
    resolved = views.resolved(selection)
    if resolved is None:
        return 0
    kpis = wanted_kpis(selection, None, set_of(selection, None, views.kpi_set)[0])
    first, last = selection.period.window(views.today().year)
    return len(kpis) * (len(resolved.peers.members) + 1) * len(selection.genders) * (last - first + 1)


def _found(views: Views, selection: Selection) -> list[View]:
    """The views of a table that is not too large, one by gender."""
    if (cells := cells_asked(views, selection)) > MOST_CELLS:
        raise TooMuch(cells)
    return by_gender(views, selection)


def _csv(found: list[View], form: str, notices: Sequence[str]) -> Response:
    """The file. A table has no room for what was not understood: that goes in a header, percent-encoded."""
    missing = next((view.problem for view in found if view.problem and view.is_partial), None)
    if missing:  # half a table would be read as a whole one
        return sorry(503, missing.sentence)
    if not any(view.comparisons for view in found):
        return sorry(404, " ".join(found[0].notices) or texts.NO_KPIS)
    with BUILDING:
        text = table.to_csv(table.rows(found), form)
    name = table.file_name(found[0], form)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-cache"}
    said = " ".join(dict.fromkeys([*notices, *(text for view in found for text in view.notices)]))
    headers |= {"X-Notice": quote(said[:MOST_SAID])} if said else {}
    return Response(text, content_type="text/csv; charset=utf-8", headers=headers)


def sorry(status: int, sentence: str) -> Response:
    """No file, and why, in plain words."""
    headers = {"Retry-After": str(RETRY_AFTER)} if status == 503 else {}
    return Response(f"{sentence}\n", status, headers, content_type="text/plain; charset=utf-8")
