"""POST /rapport/kontrollera: a ZIP in, what Kolada has changed since out."""

import logging
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from threading import BoundedSemaphore

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import RequestEntityTooLarge

from cache.errors import StoreError
from kolada.api.errors import KoladaError
from layouts import texts as common
from layouts.addresses import REPORT
from layouts.documents.package import MOST_BYTES, NotAReport
from layouts.documents.recheck import recheck
from layouts.report import texts
from layouts.view import Views

log = logging.getLogger(__name__)

PATH = f"{REPORT}/kontrollera"
PATIENCE = 30.0  # seconds that a check may take, of which Kolada's answers two thirds
AT_ONCE = 4  # checks under way: each holds a ZIP and a table in memory


def register(server: Flask, views: Views) -> None:
    """The route, on this server."""
    workers = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="recheck")
    reading = BoundedSemaphore(AT_ONCE)

    @server.post(PATH)
    def check_again() -> Response:
        """Multipart with the file "zip". JSON: sentence, columns, rows; with 400, 413 or 503 the sentence alone says
        why there is no answer."""
        request.max_content_length = MOST_BYTES + 10_000
        try:
            sent = request.files.get("zip")  # a large one lies in a file until its turn comes
        except RequestEntityTooLarge:
            return _sorry(413, texts.RECHECK_TOO_BIG)
        try:
            with reading:
                if not sent or not (data := sent.read()):
                    return _sorry(400, texts.RECHECK_NO_FILE)
                result = workers.submit(recheck, data, views.store).result(PATIENCE)
        except NotAReport as error:
            return _sorry(400, error.sentence)
        except (KoladaError, StoreError, TooLate) as error:
            log.warning("recheck: %s", error)
            return _sorry(503, getattr(error, "sentence", texts.RECHECK_TOO_LATE))
        except Exception:
            log.exception("recheck")
            return _sorry(500, common.ERROR_INTERNAL)
        return jsonify(sentence=result.sentence, columns=texts.RECHECK_COLUMNS, rows=result.rows)


def _sorry(status: int, sentence: str) -> Response:
    response = jsonify(sentence=sentence, columns=texts.RECHECK_COLUMNS, rows=[])
    response.status_code = status
    return response
