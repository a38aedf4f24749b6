"""/data/sticker-ut.csv: the scan or the profile of an address as a table. Fetches nothing."""

import logging
from urllib.parse import quote

from flask import Flask, Response, request

from cache.errors import StoreError
from kolada.api.errors import KoladaError
from layouts import texts
from layouts.addresses import SCAN_CSV
from layouts.documents import scan_table, table
from layouts.explore import profile, texts_fetch, texts_standout
from layouts.explore.scan import make_scan
from layouts.explore.state import extras
from layouts.routes import MOST_SAID, sorry
from layouts.selection import FIRST_YEAR, Selection, parse
from layouts.view import Views

log = logging.getLogger(__name__)


def register(server: Flask, views: Views) -> None:
    """On this server."""

    @server.get(SCAN_CSV)
    def scan_csv() -> Response:
        """Same keys and defaults as the page."""
        query = request.query_string.decode("utf-8", "replace")
        selection, notices = parse(query)
        if not selection.municipality:
            return sorry(400, texts_standout.CSV_NO_MUNICIPALITY)
        try:
            return _answer(views, selection, extras(query), list(notices))
        except (KoladaError, StoreError) as error:
            log.warning("%s: %s", SCAN_CSV, error)
            return sorry(503, error.sentence)


def _answer(views: Views, selection: Selection, keys: dict[str, str], said: list[str]) -> Response:
    is_profile = selection.view == profile.VIEW
    selection = profile.of_a_set(views, selection) if is_profile else selection
    scan = make_scan(views, selection, {"since": str(FIRST_YEAR)} if is_profile else keys)
    if scan is None:
        return sorry(404, texts.notice_unknown_municipality(selection.municipality or ""))
    if scan.panel.due:  # half a table would be read as a whole one
        return sorry(503, texts_fetch.csv_coming(scan.panel.due))
    rows = scan_table.rows(views, scan)
    if is_profile:
        subject = profile.subject_of(views, selection.set)
        if subject is None:
            return sorry(404, texts.unknown_set(selection.set or ""))
        rows = scan_table.only(rows, subject.kpis)
    form = request.args.get("format", "")
    name = scan_table.file_name(scan, form)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-cache"}
    words = " ".join([*said, *scan.notices])
    headers |= {"X-Notice": quote(words[:MOST_SAID])} if words else {}
    text = table.to_csv(rows, form, scan_table.COLUMNS)
    return Response(text, content_type="text/csv; charset=utf-8", headers=headers)
