"""The files of a report: POST /rapport/docx?<the report's address>, with pictures and own words as multipart/form-data.

The user's own words come in the body, never in an address. Nothing is changed here: whoever posts gets a file.
"""

import logging
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from threading import BoundedSemaphore
from typing import NamedTuple

from flask import Flask, Request, Response, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from cache.errors import StoreError
from kolada.api.errors import KoladaError
from layouts import texts as common
from layouts.addresses import REPORT
from layouts.report import texts
from layouts.report.section import Section, make_section
from layouts.report.state import Report, parse_report
from layouts.report.words import read_words
from layouts.view import Views

log = logging.getLogger(__name__)

PATIENCE, RETRY_AFTER = 60.0, 10  # seconds that values may take, and when to come back
WAITING = 16  # sections under way at once
MAX_BODY, MAX_FIELD, MAX_PICTURE = 40_000_000, 2_000_000, 8_000_000  # bytes; 40 figures in both kinds take 12 MB
AT_ONCE = 4  # files in the making: each has its pictures and itself in memory
PNG = b"\x89PNG\r\n\x1a\n"
NOT_IN_SVG = re.compile(rb"<!doctype|<!entity|<(?:\w+:)?script|<(?:\w+:)?foreignobject|\son\w+\s*=|javascript:")
PICTURE = re.compile(r"(png|svg)-([1-9]\d?)", re.ASCII)
ORIGIN = re.compile(r"https?://[A-Za-z0-9.:\[\]-]{1,255}", re.ASCII)
OPEN_XML = "application/vnd.openxmlformats-officedocument."
TYPES = {
    "docx": f"{OPEN_XML}wordprocessingml.document",
    "pptx": f"{OPEN_XML}presentationml.presentation",
    "xlsx": f"{OPEN_XML}spreadsheetml.sheet",
    "zip": "application/zip",
}


class Sent(NamedTuple):
    """What came in the body: the words as JSON, the pictures by figure number, the figures that were drawn, in order
    (their caption keys)."""

    words: str
    pictures: Mapping[int, bytes]
    vectors: Mapping[int, bytes]
    figures: tuple[str, ...] = ()


class Refused(Exception):
    """There is no file; the sentence says why."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


def register(server: Flask, views: Views) -> None:
    """The route, on this server."""
    workers = ThreadPoolExecutor(WAITING, thread_name_prefix="report")
    making = BoundedSemaphore(AT_ONCE)

    @server.route(f"{REPORT}/<form>", methods=["GET", "POST"])
    def report_file(form: str) -> Response:
        """The file, or a sentence in plain text."""
        try:
            report = asked(form, request)
            with making:
                return _file(form, report, views, workers)
        except Refused as refused:
            return _sorry(refused.status, refused.sentence)
        except (KoladaError, StoreError, TooLate) as error:
            log.warning("report: %s", error)
            return _sorry(503, getattr(error, "sentence", common.CSV_TOO_LATE))
        except Exception:
            log.exception("report as %s", form)
            return _sorry(500, common.ERROR_INTERNAL)


def asked(form: str, sent: Request) -> Report:
    """The report of an address, once the body has come (it lies in a file where it is large). Raises Refused."""
    if form not in TYPES:
        raise Refused(404, texts.FILE_NO_FORM)
    if sent.method != "POST":  # asked for here, or the app's page would answer
        raise Refused(405, texts.FILE_ONLY_POST)
    report, notices = parse_report(sent.query_string.decode("utf-8", "replace"))
    if not report.figures:
        raise Refused(400, " ".join([*notices, texts.FILE_NO_FIGURES]))
    sent.max_content_length, sent.max_form_memory_size = MAX_BODY, MAX_FIELD
    try:
        _ = sent.files
    except RequestEntityTooLarge as error:
        raise Refused(413, texts.FILE_TOO_LARGE) from error
    except (HTTPException, ValueError) as error:
        raise Refused(400, texts.FILE_UNREADABLE) from error
    return report


def _file(form: str, report: Report, views: Views, workers: ThreadPoolExecutor) -> Response:
    sent = read_body(request, len(report.figures))
    section = workers.submit(_section, views, report, sent.words).result(PATIENCE)
    if (sent.pictures or sent.vectors) and sent.figures != tuple(e.chosen.key for e in section.entries):
        raise Refused(409, texts.FILE_OTHER_FIGURES)  # a picture would stand under another's caption
    content = document(form, section, views, sent, host_of(request))
    name = f"{section.file_stem}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, content_type=TYPES[form], headers=headers)


def read_body(sent: Request, figures: int) -> Sent:
    """The body, checked. Raises Refused where it holds what is no picture of a figure."""
    found: dict[str, dict[int, bytes]] = {"png": {}, "svg": {}}
    try:
        for name, file in sent.files.items():
            match = PICTURE.fullmatch(name)
            content = file.read(MAX_PICTURE + 1)
            if not match or int(match[2]) > figures or not is_picture(match[1], content):
                raise Refused(400, texts.FILE_BAD_PICTURE)
            found[match[1]][int(match[2])] = content
    finally:
        sent.close()  # the large ones lie in files
    return Sent(sent.form.get("words", ""), found["png"], found["svg"], tuple(sent.form.getlist("figure")))


def is_picture(kind: str, content: bytes) -> bool:
    """Whether this is a PNG, or an SVG that holds neither script nor entities, of a size that a chart has."""
    if len(content) > MAX_PICTURE:
        return False
    if kind == "png":
        return content.startswith(PNG)
    lower = content.lower()
    return lower.lstrip().startswith((b"<?xml", b"<svg")) and not NOT_IN_SVG.search(lower)


def host_of(sent: Request) -> str:
    """What goes before links in a file. Behind a web server only the browser knows it, and says it of its own site."""
    origin = sent.headers.get("Origin", "")
    is_own = sent.headers.get("Sec-Fetch-Site") == "same-origin"  # a browser's word; no script can write it
    return origin if is_own and ORIGIN.fullmatch(origin) else sent.host_url.rstrip("/")


def document(form: str, section: Section, views: Views, sent: Sent, host: str) -> bytes:
    """The section as a file. What makes it is loaded when it is first asked for: startup counts."""
    if form == "docx":
        from layouts.documents.word import docx

        return docx(section, sent.pictures, host)
    if form == "pptx":
        from layouts.documents.slides import pptx

        return pptx(section, sent.pictures, host)
    if form == "xlsx":
        from layouts.documents.workbook import xlsx

        return xlsx(section, host)
    from layouts.documents.bundle import bundle

    return bundle(section, views.store, sent.pictures, sent.vectors, host)


def _section(views: Views, report: Report, words: str) -> Section:
    """The section, whole: half of it would be read as all of it, and its figures would have other numbers."""
    section = make_section(views, report, read_words(words))
    if section.lacks:
        raise Refused(503, section.lacks.sentence)
    if not section.entries:
        raise Refused(404, " ".join(section.notices) or texts.NOTHING_SHOWN)
    return section


def _sorry(status: int, sentence: str) -> Response:
    headers = {"Retry-After": str(RETRY_AFTER)} if status == 503 else {"Allow": "POST"} if status == 405 else {}
    return Response(f"{sentence}\n", status, headers, content_type="text/plain; charset=utf-8")
