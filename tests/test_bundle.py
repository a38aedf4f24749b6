"""The ZIP: complete, the same twice, and every answer in it the one that its hash says."""

import csv
import io
import json
import sys
import zipfile
from hashlib import sha256
from types import ModuleType

import pytest

from cache.store import Store
from layouts import texts as common
from layouts.documents import bundle as made_by
from layouts.documents import table
from layouts.documents.bundle import bundle
from layouts.report import texts
from layouts.report.section import Section, make_section
from layouts.report.state import parse_report
from layouts.selection import parse
from layouts.view import Views
from tests.pages import KRAMFORS, SEVEN, views_of

REPORT = f"{KRAMFORS}&peers={SEVEN}&period=2017-2022&fig=N33001&fig=N33007~bars&fig=N33816"
HOST = "https://exempel.se"
STEM = "kramfors_barn-och-unga_Egen-lista_2017-2022"
PNG = {1: b"png one", 2: b"png two"}
SVG: dict[int, str | bytes] = {1: "<svg>å</svg>", 3: b"<svg/>"}


@pytest.fixture(autouse=True)
def documents(monkeypatch: pytest.MonkeyPatch) -> None:
    """Word, PowerPoint and Excel have tests of their own: here each is what it was given."""
    for form, name in (("docx", "word"), ("pptx", "slides"), ("xlsx", "workbook")):
        module = ModuleType(name)
        setattr(module, form, lambda section, *given, form=form: f"{form} {given!r}".encode())
        monkeypatch.setitem(sys.modules, f"layouts.documents.{name}", module)


@pytest.fixture(scope="module")
def section(warm_views: Views) -> Section:
    return make_section(warm_views, parse_report(REPORT)[0])


@pytest.fixture
def data(section: Section, warm_views: Views) -> bytes:
    return bundle(section, warm_views.store, PNG, SVG, HOST)


@pytest.fixture
def members(data: bytes) -> dict[str, bytes]:
    return unzipped(data)


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def lines(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode(), newline="")))


def test_everything_is_inside_in_a_fixed_order(members: dict[str, bytes]) -> None:
    names = [name for name in members if not name.startswith("svar/")]
    assert names == [
        "LÄS MIG.txt",
        f"{STEM}.docx",
        f"{STEM}.pptx",
        f"{STEM}.xlsx",
        "bilder/figur-1.png",
        "bilder/figur-1.svg",
        "bilder/figur-2.png",
        "bilder/figur-3.svg",
        "data/värden.csv",
        "data/värden_excel.csv",
        "rapport.json",
    ]
    assert members[f"{STEM}.docx"] == f"docx {(PNG, HOST)!r}".encode()
    assert members[f"{STEM}.xlsx"] == f"xlsx {(HOST,)!r}".encode()
    assert (members["bilder/figur-2.png"], members["bilder/figur-1.svg"]) == (b"png two", "<svg>å</svg>".encode())


def test_a_picture_of_no_figure_stays_outside(section: Section, warm_views: Views) -> None:
    found = unzipped(bundle(section, warm_views.store, {9: b"png"}, {0: "<svg/>"}))
    assert not [name for name in found if name.startswith("bilder")]
    assert texts.BUNDLE_NO_PICTURES in found["LÄS MIG.txt"].decode("utf-8-sig")


def test_the_same_section_gives_the_same_bytes_dated_the_day_it_was_made(
    data: bytes, section: Section, warm_views: Views
) -> None:
    assert bundle(section, warm_views.store, PNG, SVG, HOST) == data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        day = (section.made.year, section.made.month, section.made.day, 0, 0, 0)
        assert {each.date_time for each in archive.infolist()} == {day}
        assert {each.compress_type for each in archive.infolist()} == {zipfile.ZIP_DEFLATED}
        assert archive.getinfo("LÄS MIG.txt").flag_bits & 0x800  # the name is UTF-8


def test_every_hash_and_name_in_the_index_is_that_of_its_file(members: dict[str, bytes]) -> None:
    index = lines(members["svar/index.csv"])
    assert index
    for line in index:
        digest = sha256(members[line["file"]]).hexdigest()
        assert line["sha256"] == digest
        assert line["file"] == f"svar/{digest[:16]}.json"
        assert line["fetched_at"].endswith("+00:00")
    files = [name for name in members if name.startswith("svar/") and name.endswith(".json")]
    assert sorted(files) == sorted({line["file"] for line in index})


def test_every_value_shown_stands_in_an_answer_that_the_index_gives_for_it(members: dict[str, bytes]) -> None:
    """What re-performs a number: each of Kolada's own values, found again in the raw JSON."""
    files: dict[tuple[str, str], set[str]] = {}
    for line in lines(members["svar/index.csv"]):
        files.setdefault((line["kpi"], line["municipality"]), set()).add(line["file"])
    raw = {name: numbers(body) for name, body in members.items() if name.startswith("svar/") and "json" in name}
    shown = [r for r in lines(members["data/värden.csv"]) if r["role"] != "peer_mean" and r["value"]]
    assert len({(r["kpi"], r["municipality"]) for r in shown}) == 3 * 9
    for row in shown:
        key = row["kpi"], row["municipality"], int(row["period"]), row["gender"]
        assert any(raw[file].get(key) == float(row["value"]) for file in files[key[:2]]), key


def numbers(body: bytes) -> dict[tuple[str, str, int, str], float | None]:
    return {
        (row["kpi"], row["municipality"], row["period"], leaf["gender"]): leaf["value"]
        for row in json.loads(body)["values"]
        for leaf in row["values"]
    }


def test_the_values_are_the_rows_of_data_csv(members: dict[str, bytes], warm_views: Views) -> None:
    rows = []
    for kpi in ("N33001", "N33007", "N33816"):
        view = warm_views.view(parse(f"{KRAMFORS}&peers={SEVEN}&period=2017-2022&kpi={kpi}")[0])
        assert view
        rows += table.rows([view])
    assert members["data/värden.csv"].decode() == table.to_csv(rows)
    assert members["data/värden_excel.csv"].decode() == table.to_csv(rows, table.EXCEL)


def test_a_row_that_two_figures_share_stands_once(warm_views: Views) -> None:
    twice = f"{KRAMFORS}&period=2017-2022&fig=N33001&fig=N33001~bars&fig=N33001~period=2018-2022"
    once = make_section(warm_views, parse_report(f"{KRAMFORS}&period=2017-2022&fig=N33001")[0])
    section = make_section(warm_views, parse_report(twice)[0])
    assert len(section.entries) == 3
    assert made_by.rows(section) == made_by.rows(once)


def test_the_read_me_file_says_what_when_how_and_on_which_terms(members: dict[str, bytes], section: Section) -> None:
    raw = members["LÄS MIG.txt"]
    said = raw.decode("utf-8-sig")
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert said.startswith(common.INVENTED)  # the sample's figures
    assert HOST + section.link in said
    assert section.version in said
    assert texts.bundle_made(section.made, section.version) in said
    assert "SHA-256" in said
    for text in (*section.method, *(e.caption for e in section.entries), *(e.source for e in section.entries)):
        assert text in said
    for suffix, text in texts.BUNDLE_FILES.items():
        assert any(name.endswith(suffix) for name in members)
        assert text in said
    assert texts.BUNDLE_TERMS_INVENTED in said
    assert texts.BUNDLE_TERMS_KOLADA not in said


def test_the_facts_are_those_of_the_section(members: dict[str, bytes], section: Section) -> None:
    facts = json.loads(members["rapport.json"])
    assert facts["link"] == HOST + section.link
    assert (facts["made"], facts["version"]) == (section.made.isoformat(), section.version)
    assert facts["invented"] is True
    assert [figure["kpi"] for figure in facts["figures"]] == ["N33001", "N33007", "N33816"]
    assert facts["figures"][0]["peers"]["members"] == SEVEN.split(",")
    assert facts["figures"][0]["period"] == [2017, 2022]


def test_invented_figures_are_marked_in_every_text(members: dict[str, bytes]) -> None:
    for name, body in members.items():
        if name.endswith((".csv", ".txt")) or name == "rapport.json":
            assert common.INVENTED in body.decode(), name


def test_an_answer_that_came_twice_is_one_file_and_a_later_one_another(listed_store: Store) -> None:
    section = make_section(views_of(listed_store), parse_report(f"{KRAMFORS}&period=2017-2022&fig=N33001")[0])
    received = made_by.answers(section, listed_store)
    assert {(each.kpi, each.municipality) for each in received} == set(section.entries[0].view.slices)
    assert len({each.file for each in received}) < len(received)


def test_answers_that_a_mirror_did_not_keep_stand_in_the_index_without_a_file_and_the_read_me_says_so(
    listed_store: Store,
) -> None:
    listed_store.mirror(lambda done, total: None, ["N33001"])
    section = make_section(views_of(listed_store), parse_report(f"{KRAMFORS}&period=2017-2022&fig=N33001")[0])
    found = unzipped(bundle(section, listed_store, {}, {}))
    index = lines(found["svar/index.csv"])
    assert {line["municipality"][:1] == "G" for line in index if line["file"]} <= {True}  # a group's came with the page
    assert [line["kpi"] for line in index if not line["file"]] == ["N33001"] * 9
    assert {len(line["sha256"]) for line in index} == {64}
    assert "" not in found
    assert texts.BUNDLE_UNKEPT in found["LÄS MIG.txt"].decode("utf-8-sig")


def test_nothing_is_said_of_answers_that_are_all_there(members: dict[str, bytes]) -> None:
    assert texts.BUNDLE_UNKEPT not in members["LÄS MIG.txt"].decode("utf-8-sig")
