"""POST /rapport/<form>: what is taken, what is refused and in which words. The files have tests of their own."""

import io
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from cache.errors import StoreError
from cache.store import Store
from kolada.sample import Faults, Sample
from layouts.report import routes, texts
from layouts.report.words import read_words
from layouts.view import Views
from tests.pages import KRAMFORS, sample_store, views_of

ONE = f"{KRAMFORS}&period=2017-2022&fig=N33001"
KEY = "municipality=2282&kpi=N33001&period=2017-2022"
PNG = routes.PNG + b"picture"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'
MAKERS = {"docx": "word", "pptx": "slides", "xlsx": "workbook", "zip": "bundle"}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What the makers of files were given; each makes four bytes."""
    calls: list[tuple[Any, ...]] = []
    for form, name in MAKERS.items():
        module = ModuleType(name)
        maker = "bundle" if form == "zip" else form
        setattr(module, maker, lambda *given, form=form: calls.append((form, *given)) or form.encode())
        monkeypatch.setitem(sys.modules, f"layouts.documents.{name}", module)
    return calls


def client_of(views: Views) -> FlaskClient:
    server = Flask("report")
    routes.register(server, views)
    return server.test_client()


@pytest.fixture(scope="module")
def client(warm_views: Views) -> FlaskClient:
    return client_of(warm_views)


@pytest.fixture
def cold_store(tmp_path: Path, sample: Sample) -> Iterator[Store]:
    with sample_store(tmp_path, sample) as store:
        yield store


def sent(
    client: FlaskClient,
    form: str = "docx",
    query: str = ONE,
    words: Any = None,
    drawn: Sequence[str] = (KEY,),
    **files: bytes,
) -> TestResponse:
    """`drawn`: the figures that the page had when the pictures were made."""
    body: dict[str, Any] = {name.replace("_", "-"): (io.BytesIO(data), name) for name, data in files.items()}
    body |= {"words": json.dumps(words)} if words is not None else {}
    body |= {"figure": list(drawn)} if files else {}
    return client.post(f"/rapport/{form}?{query}", data=body, content_type="multipart/form-data")


def refused(response: TestResponse, status: int, sentence: str) -> bool:
    plain = response.content_type == "text/plain; charset=utf-8"
    return plain and (response.status_code, response.text) == (status, f"{sentence}\n")


@pytest.mark.parametrize("form", MAKERS)
def test_each_form_is_a_file_with_a_name_that_says_what_is_inside(client: FlaskClient, made: list[Any], form: str):
    response = sent(client, form)
    assert (response.status_code, response.data) == (200, form.encode())
    assert response.content_type == routes.TYPES[form]
    stem = "kramfors_barn-och-unga_liknande-IFO-2024_2017-2022"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{stem}.{form}"'
    assert response.headers["Cache-Control"] == "no-store"
    assert made[0][1].entries[0].caption.startswith("Kostnad barn- och ungdomsvård")


def test_a_file_can_be_had_without_pictures_or_a_body(client: FlaskClient, made: list[Any]):
    response = client.post(f"/rapport/docx?{ONE}")
    assert response.status_code == 200
    assert made[0][2:] == ({}, "http://localhost")


def test_pictures_and_words_reach_the_file(client: FlaskClient, made: list[Any]):
    words = {"title": "Min\u202e rubrik", "comments": {ONE.replace("&fig=", "&kpi="): "Egen"}}
    response = sent(client, "zip", words=words, png_1=PNG, svg_1=SVG)
    assert response.status_code == 200
    _, section, _, pictures, vectors, _ = made[0]
    assert (pictures, vectors) == ({1: PNG}, {1: SVG})
    assert section.title == "Min rubrik"
    assert "rubrik" not in response.request.url


def test_own_words_are_found_under_the_figures_key(client: FlaskClient, made: list[Any]):
    sent(client)
    key = made[0][1].entries[0].chosen.key
    sent(client, words={"captions": {key: "Egen text"}, "comments": {key: "Ett\ntvå"}})
    entry = made[1][1].entries[0]
    assert (entry.caption, entry.comment) == ("Egen text", "Ett\ntvå")


def test_words_that_are_none_are_no_words(client: FlaskClient, made: list[Any]):
    client.post(f"/rapport/docx?{ONE}", data={"words": "[{]"}, content_type="multipart/form-data")
    assert made[0][1].title == "Kramfors jämfört med andra kommuner"
    assert read_words("[{]").title == ""


@pytest.mark.parametrize("drawn", [(), ("municipality=2282&kpi=N33007",), (KEY, KEY), (f"{KEY}~bars",)])
def test_pictures_of_other_figures_than_the_report_has_now_are_refused(
    client: FlaskClient, made: list[Any], drawn: Sequence[str]
):
    assert refused(sent(client, drawn=drawn, png_1=PNG), 409, texts.FILE_OTHER_FIGURES)
    assert made == []


@pytest.mark.parametrize(
    "files",
    [
        {"png_1": b"GIF89a"},
        {"png_2": PNG},
        {"png_0": PNG},
        {"jpg_1": PNG},
        {"svg_1": PNG},
        {"svg_1": SVG.replace(b"/>", b"><script>alert(1)</script></svg>")},
        {"svg_1": SVG.replace(b"/>", b"><s:script>alert(1)</s:script></svg>")},
        {"svg_1": SVG.replace(b"/>", b' onload="alert(1)"/>')},
        {"svg_1": SVG.replace(b"/>", b'><a href="javascript:alert(1)"/></svg>')},
        {"svg_1": SVG.replace(b"/>", b"><foreignObject/></svg>")},
        {"svg_1": b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]><svg/>'},
    ],
    ids=str,
)  # fmt: skip
def test_what_is_no_picture_of_a_figure_is_refused(client: FlaskClient, made: list[Any], files: dict[str, bytes]):
    assert refused(sent(client, **files), 400, texts.FILE_BAD_PICTURE)
    assert made == []


def test_a_picture_that_is_too_large_is_refused(client: FlaskClient, made: list[Any], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(routes, "MAX_PICTURE", len(PNG))
    assert sent(client, png_1=PNG).status_code == 200
    assert refused(sent(client, png_1=PNG + b"0"), 400, texts.FILE_BAD_PICTURE)


def test_a_body_that_is_too_large_is_refused(client: FlaskClient, made: list[Any], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(routes, "MAX_BODY", 1000)
    assert refused(sent(client, png_1=PNG + b"0" * 2000), 413, texts.FILE_TOO_LARGE)
    monkeypatch.setattr(routes, "MAX_BODY", 10_000_000)
    monkeypatch.setattr(routes, "MAX_FIELD", 1000)
    assert refused(sent(client, words={"title": "x" * 5000}), 413, texts.FILE_TOO_LARGE)
    assert made == []


def test_a_torn_body_is_no_fault_of_ours(client: FlaskClient, made: list[Any]):
    for content_type in ("multipart/form-data", "multipart/form-data; boundary=x", "text/plain"):
        response = client.post(f"/rapport/docx?{ONE}", data=b"--x\r\nhalf", content_type=content_type)
        assert response.status_code in (200, 400)


def test_a_file_is_asked_for_with_post(client: FlaskClient):
    response = client.get(f"/rapport/docx?{ONE}")
    assert refused(response, 405, texts.FILE_ONLY_POST)
    assert response.headers["Allow"] == "POST"


def test_another_form_is_not_found(client: FlaskClient):
    assert refused(client.post(f"/rapport/exe?{ONE}"), 404, texts.FILE_NO_FORM)
    assert refused(client.get("/rapport/exe"), 404, texts.FILE_NO_FORM)


def test_without_figures_there_is_no_file(client: FlaskClient, made: list[Any]):
    assert refused(sent(client, query=KRAMFORS), 400, texts.FILE_NO_FIGURES)
    misread = sent(client, query=f"{KRAMFORS}&fig=<b>")
    assert misread.status_code == 400
    assert "gick inte att förstå" in misread.text


def test_figures_that_are_gone_are_404_and_say_which(client: FlaskClient, made: list[Any]):
    response = sent(client, query=f"{KRAMFORS}&fig=N99999")
    assert response.status_code == 404
    assert "N99999" in response.text
    assert sent(client, query="municipality=9999&fig=N33001").status_code == 404
    assert made == []


def test_kolada_down_and_nothing_stored_is_503_with_when_to_come_back(
    cold_store: Store, sample: Sample, made: list[Any]
):
    sample.faults = Faults(down=True)
    response = sent(client_of(views_of(cold_store)))
    assert (response.status_code, response.headers["Retry-After"]) == (503, "10")
    assert "Kolada" in response.text
    assert made == []


def test_half_of_the_values_is_no_file(listed_store: Store, sample: Sample, made: list[Any]):
    client = client_of(views_of(listed_store))
    assert sent(client).status_code == 200
    sample.faults = Faults(down=True, match="/data/")
    assert sent(client).status_code == 200
    assert sent(client, query=f"{ONE}&fig=N15027").status_code == 503


def test_values_that_take_too_long_are_503(listed_store: Store, sample: Sample, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(routes, "PATIENCE", 0.01)
    sample.faults = Faults(latency=0.1)
    assert sent(client_of(views_of(listed_store))).status_code == 503


def test_a_store_that_fails_and_a_fault_of_our_own_are_sentences_without_detail(
    warm_views: Views, monkeypatch: pytest.MonkeyPatch
):
    def broken(error: Exception) -> TestResponse:
        def fail(*_: object) -> None:
            raise error

        monkeypatch.setattr(routes, "make_section", fail)
        return sent(client_of(warm_views))

    assert refused(broken(StoreError("Databasen är upptagen.", "database is locked")), 503, "Databasen är upptagen.")
    ours = broken(KeyError("secret"))
    assert ours.status_code == 500
    assert "secret" not in ours.text


@pytest.mark.parametrize(
    ("headers", "host"),
    [
        ({}, "http://localhost"),
        ({"Origin": "https://kommun.example", "Sec-Fetch-Site": "same-origin"}, "https://kommun.example"),
        ({"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}, "http://localhost"),
        ({"Origin": "javascript:alert(1)", "Sec-Fetch-Site": "same-origin"}, "http://localhost"),
    ],
)
def test_links_in_a_file_lead_to_the_site_that_the_reader_is_at(
    client: FlaskClient, made: list[Any], headers: dict[str, str], host: str
):
    client.post(f"/rapport/xlsx?{ONE}", headers=headers)
    assert made[0][2] == host
