"""Kontrollera igen: what Kolada has changed since a ZIP was made, and what is done with a ZIP that is none of ours."""

import io
import json
import struct
import sys
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from kolada.api.models import Value
from layouts.documents import package
from layouts.documents.bundle import FACTS, VALUES, bundle
from layouts.documents.package import NotAReport, read_package
from layouts.documents.recheck import Recheck, recheck
from layouts.report import recheck_routes, texts
from layouts.report.fresh import Block, blocks
from layouts.report.section import make_section
from layouts.report.state import parse_report
from layouts.view import Views
from tests.fakes import BJUV, COST, KRAMFORS, PLACED, RIKET, World, cost, fake_world
from tests.pages import TODAY
from tests.said import plain

REPORT = f"municipality={KRAMFORS}&peers={BJUV}&period=2018-2022&fig={COST}"
HEADER = "kpi,municipality,role,period,gender,value,status\r\n"
FIRST = Value(PLACED, KRAMFORS, 2022, "T", 1.1)


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """A Kolada that a test can change; the documents, which have tests of their own, are left empty."""
    for form, name in (("docx", "word"), ("pptx", "slides"), ("xlsx", "workbook")):
        module = ModuleType(name)
        setattr(module, form, lambda *given: b"")
        monkeypatch.setitem(sys.modules, f"layouts.documents.{name}", module)
    with fake_world(tmp_path) as world:
        world.source.set(FIRST, cost(BJUV, 2022, None, "Missing"))
        yield world


def zipped(world: World, report: str = REPORT) -> bytes:
    section = make_section(Views(world.store, lambda: TODAY), parse_report(report)[0])
    return bundle(section, world.store, {}, {})


def checked(world: World, data: bytes) -> Recheck:
    """Two days later, with Kolada asked again while it waits."""
    world.clock.forward(days=2)
    return recheck(data, world.store, sleep=lambda _: world.later.run())


def packed(members: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return out.getvalue()


def facts(**other: Any) -> str:
    return json.dumps({"made": "2026-11-22", "link": "/rapport", "invented": False, **other})


def small(rows: str = f"{COST},{KRAMFORS},focal,2022,T,4419.2,\r\n") -> dict[str, bytes | str]:
    return {FACTS: facts(), VALUES: HEADER + rows}


# What has changed ----------------------------------------------------------------------------------------------------


def test_nothing_has_changed_when_nothing_has(world: World) -> None:
    found = checked(world, zipped(world))
    assert (found.changed, found.vanished, found.unchecked, found.problem) == ((), (), 0, None)
    assert found.unchanged == 4  # numbers: the years without one are no values
    assert found.rows == []
    assert "Inget av de 4 värden" in plain(found.sentence)


def test_exactly_the_values_that_kolada_changed_are_found(world: World) -> None:
    data = zipped(world)
    world.clock.forward(days=1)
    world.source.set(cost(KRAMFORS, 2022, 4419.2000001), cost(RIKET, 2022, 2592.25), cost(BJUV, 2022, 10.0))
    world.source.set(cost(KRAMFORS, 2023, 5000.0), FIRST._replace(value=9.9))  # neither is in the report
    found = checked(world, data)
    assert [(d.municipality, d.name, d.period, d.gender, d.old, d.new) for d in found.changed] == [
        (KRAMFORS, "Kramfors", 2022, "T", 4419.2, 4419.2000001),
        (BJUV, "Bjuv", 2022, "T", None, 10.0),
        (RIKET, "Riket", 2022, "T", 2592.2, 2592.25),
    ]
    assert (found.vanished, found.unchanged) == ((), 2)
    assert [plain(" | ".join(row)) for row in found.rows] == [
        f"{COST} | Riket | 2022 | Totalt | 2 592,2 | 2 592,25",
        f"{COST} | Bjuv | 2022 | Totalt | uppgift saknas | 10",
        f"{COST} | Kramfors | 2022 | Totalt | 4 419,2 | 4 419,2000001",
    ]
    assert plain(found.sentence).startswith("3 av 5 värden har ändrats sedan rapporten gjordes ")


def altered(data: bytes, change: Callable[[dict[str, bytes]], object]) -> bytes:
    """The ZIP with its members changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return out.getvalue()


def test_a_zip_that_is_not_as_it_was_says_which_of_its_members(world: World) -> None:
    data = zipped(world)
    assert checked(world, data).altered == ()
    raw = next(name for name in zipfile.ZipFile(io.BytesIO(data)).namelist() if name.endswith(".json") and "/" in name)
    for change in (lambda m: m.update({raw: b"{}"}), lambda m: m.pop(raw), lambda m: m.update({"svar/ny.json": b"{}"})):
        found = checked(world, altered(data, change))
        assert len(found.altered) == 1
        assert found.sentence.startswith(texts.recheck_altered(found.altered))


def test_values_confirmed_a_moment_ago_are_asked_for_again(world: World) -> None:
    data = zipped(world)
    world.clock.forward(minutes=5)
    world.source.set(cost(KRAMFORS, 2022, 4500.0))
    found = recheck(data, world.store, sleep=lambda _: world.later.run())
    assert [(d.old, d.new) for d in found.changed] == [(4419.2, 4500.0)]


def test_a_value_that_was_taken_back_or_made_secret_has_vanished(world: World) -> None:
    data = zipped(world)
    world.clock.forward(days=1)
    world.source.set(cost(KRAMFORS, 2021, None)._replace(isdeleted=True), cost(RIKET, 2022, None, "Privacy"))
    found = checked(world, data)
    assert [(d.municipality, d.old, d.new, d.new_status) for d in found.vanished] == [
        (KRAMFORS, 4182.4, None, "absent"),
        (RIKET, 2592.2, None, "Privacy"),
    ]
    assert not found.changed
    assert [row[-1] for row in found.rows] == ["sekretess", texts.RECHECK_GONE]
    assert "2 av dem saknar nu värde i Kolada." in plain(found.sentence)


def test_a_series_that_kolada_no_longer_has_is_gone_though_the_store_keeps_it(world: World) -> None:
    data = zipped(world)
    world.source.forget(COST, BJUV)
    world.clock.forward(days=40)  # a delta would not tell: the whole is asked for again
    found = checked(world, data)
    assert [(d.municipality, d.period) for d in found.vanished] == [(BJUV, 2018)]
    assert world.numbers(BJUV)[BJUV, 2018] == 3189.47


def test_means_are_not_compared_themselves(world: World) -> None:
    rows = f"{COST},egen,peer_mean,2022,T,1.5,\r\n{COST},{KRAMFORS},focal,2022,T,4419.2,\r\n"
    found = checked(world, packed(small(rows)))
    assert (found.unchanged, found.changed) == (1, ())


def test_kpis_and_units_that_are_unknown_are_gone_and_nothing_is_asked_about_them(world: World) -> None:
    rows = f"N99999,{KRAMFORS},focal,2022,T,1.0,\r\n{COST},9999,peer,2022,T,1.0,\r\n"
    found = checked(world, packed(small(rows)))
    assert [(d.kpi, d.name) for d in found.vanished] == [("N99999", "Kramfors"), (COST, "9999")]
    assert not [request for request in world.source.requests if "9999" in request.municipalities]
    assert found.as_of is None


def test_it_is_held_against_values_that_were_asked_for_again_and_says_when(world: World) -> None:
    data = zipped(world)
    made = world.clock.time
    found = checked(world, data)
    assert found.as_of == world.clock.time > made
    assert f"{found.as_of.astimezone():%H.%M}" in found.sentence


def test_when_kolada_is_down_the_old_values_stand_with_their_time_and_the_problem(world: World) -> None:
    data = zipped(world)
    made = world.clock.time
    world.source.down = True
    found = checked(world, data)
    assert (found.as_of, found.unchanged) == (made, 4)
    assert found.problem
    assert found.sentence.endswith(found.problem.sentence)


def test_what_could_not_be_had_at_all_is_counted_as_not_checked(world: World) -> None:
    world.store.municipalities(), world.store.kpis([COST, PLACED])
    world.source.fails = lambda request: True
    found = checked(world, packed(small()))
    assert (found.unchecked, found.unchanged, found.as_of) == (1, 0, None)
    assert "1 värde gick inte att kontrollera." in plain(found.sentence)


def test_waiting_has_an_end(world: World) -> None:
    data = zipped(world)
    world.clock.forward(days=2)
    assert recheck(data, world.store, patience=0).unchanged == 4  # nobody ran what was planned


def test_invented_figures_are_held_against_nothing(world: World) -> None:
    with pytest.raises(NotAReport) as raised:
        checked(world, packed(small() | {FACTS: facts(invented=True)}))
    assert raised.value.sentence == texts.RECHECK_INVENTED


def test_series_are_asked_for_in_whole_blocks() -> None:
    pairs = [(kpi, unit) for kpi in ("A", "B") for unit in ("2", "1")] + [("C", "1")]
    assert blocks(pairs) == [Block(("A", "B"), ("1", "2")), Block(("C",), ("1",))]


# ZIPs from outside ---------------------------------------------------------------------------------------------------


def sentence_of(data: bytes) -> str:
    with pytest.raises(NotAReport) as raised:
        read_package(data)
    return raised.value.sentence


def with_name(name: str) -> bytes:
    return packed({name: b"x", **small()})


@pytest.mark.parametrize(
    "data",
    [b"", b"PK", b"not a zip" * 9, b"PK\x05\x06" + b"\1" * 18, packed(small())[:-30], packed(small())[:200] * 2],
    ids=["empty", "short", "text", "end alone", "cut", "torn"],
)
def test_what_is_no_zip_is_said_to_be_none(data: bytes) -> None:
    assert sentence_of(data) == texts.RECHECK_NOT_A_ZIP


@pytest.mark.parametrize(
    "members",
    [
        {"a.txt": "a"},
        {FACTS: facts()},
        small() | {FACTS: "[" * 100_000},
        small() | {FACTS: b"\xff"},
        small() | {FACTS: "[]"},
        small() | {FACTS: facts(made=5)},
        small() | {FACTS: facts(link=None)},
        small() | {FACTS: facts(invented="no")},
        small() | {FACTS: '{"made": ' + "9" * 5000 + "}"},
        small() | {VALUES: b"\xff\xfe"},
        small() | {VALUES: HEADER},
        small() | {VALUES: HEADER + 'N33001,2282,focal,2022,T,,"=HYPERLINK(""http://x"";""y"")"\r\n'},
        small() | {VALUES: HEADER + "N33001,2282,focal,2022,T,,\x1b[2J\r\n"},
        small() | {VALUES: "a,b\r\n1,2\r\n"},
        small() | {VALUES: HEADER + "x" * 200_000},
        small("N33001,2282,focal,2022,T,nan,\r\n"),
        small("N33001,2282,focal,2022,T,1e999,\r\n"),
        small("N33001,2282,focal,2022,T,=1+1,\r\n"),
        small("N33001,2282,focal,2022,X,1,\r\n"),
        small("N33001,2282,focal,0022,T,1,\r\n"),
        small("N33001,../..,focal,2022,T,1,\r\n"),
        small("N33001' OR 1,2282,focal,2022,T,1,\r\n"),
        small("N33001,2282,focal\r\n"),
    ],
)
def test_what_is_no_zip_of_ours_is_said_to_be_none(members: dict[str, bytes | str]) -> None:
    assert sentence_of(packed(members)) == texts.RECHECK_NOT_OURS


def test_other_names_in_the_zip_are_never_opened_or_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert read_package(with_name("../../evil.txt")).cells
    assert read_package(with_name("/etc/passwd")).cells
    assert list(tmp_path.rglob("*")) == []


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    body = b"0" * 90_000_000
    tracemalloc.start()
    data = packed(small() | {VALUES: body})
    assert len(data) < 200_000
    tracemalloc.reset_peak()
    before = tracemalloc.get_traced_memory()[0]
    assert sentence_of(data) == texts.RECHECK_TOO_BIG
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak - before < 2.5 * package.MOST_VALUES  # never more than its share was unpacked


def test_a_member_that_lies_about_its_size_is_refused() -> None:
    data = packed(small() | {VALUES: b"0" * 3_000_000})
    lying = data.replace(struct.pack("<L", 3_000_000), struct.pack("<L", 300))
    assert sentence_of(lying) == texts.RECHECK_NOT_A_ZIP


def test_many_members_and_great_sizes_are_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    many = packed({f"{n}": b"" for n in range(package.MOST_MEMBERS)} | small())
    assert sentence_of(many) == texts.RECHECK_TOO_BIG
    longer = packed({f"{n:0100}": b"" for n in range(4_000)} | small())
    assert int.from_bytes(longer[-10:-6], "little") > package.MOST_DIRECTORY
    monkeypatch.setattr(zipfile, "ZipFile", None)  # its directory is not even looked at
    assert sentence_of(longer) == texts.RECHECK_TOO_BIG
    monkeypatch.undo()
    monkeypatch.setattr(package, "MOST_UNPACKED", 100)
    assert sentence_of(packed(small())) == texts.RECHECK_TOO_BIG
    monkeypatch.setattr(package, "MOST_BYTES", 10)
    assert sentence_of(packed(small())) == texts.RECHECK_TOO_BIG


def test_a_64_bit_directory_is_none_of_ours() -> None:
    data = packed(small())
    locator = b"PK\x06\x07" + bytes(16)
    assert sentence_of(data[:-22] + locator + data[-22:]) == texts.RECHECK_TOO_BIG


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_ways_of_packing_that_are_not_ours_are_refused(method: int) -> None:
    assert sentence_of(packed(small(), method)) == texts.RECHECK_NOT_OURS


def test_an_encrypted_zip_is_refused() -> None:
    data = bytearray(packed(small()))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + at] |= 1
            place = data.find(mark, place + 4)
    assert sentence_of(bytes(data)) == texts.RECHECK_NOT_A_ZIP


def test_more_rows_or_kpis_than_a_report_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(f"N{n:05},{KRAMFORS},focal,2022,T,1,\r\n" for n in range(41))
    assert sentence_of(packed(small(rows))) == texts.RECHECK_TOO_BIG
    monkeypatch.setattr(package, "MOST_CELLS", 40)
    assert sentence_of(packed(small(rows.replace("N00040", "N00001")))) == texts.RECHECK_TOO_BIG


@given(st.data())
def test_whatever_is_done_to_a_zip_it_is_read_or_refused(data: st.DataObject) -> None:
    body = bytearray(packed(small()))
    for _ in range(data.draw(st.integers(1, 6))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    with suppress(NotAReport):
        assert read_package(bytes(body)).cells


# The route -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def post(world: World) -> Callable[..., Any]:
    server = Flask("recheck")
    recheck_routes.register(server, Views(world.store, lambda: TODAY))

    def posted(data: bytes | None) -> Any:
        body = {} if data is None else {"zip": (io.BytesIO(data), "r.zip")}
        answer = server.test_client().post("/rapport/kontrollera", data=body, content_type="multipart/form-data")
        return answer.status_code, answer.get_json()

    return posted


def test_the_route_answers_with_sentence_columns_and_rows(world: World, post: Callable[..., Any]) -> None:
    data = zipped(world)
    world.source.set(cost(KRAMFORS, 2022, 1.5))
    world.clock.forward(days=2)
    world.store.values([COST], [KRAMFORS, BJUV, RIKET])
    world.later.run()
    status, body = post(data)
    assert (status, body["columns"]) == (200, list(texts.RECHECK_COLUMNS))
    assert [plain(cell) for cell in body["rows"][0]] == [COST, "Kramfors", "2022", "Totalt", "4 419,2", "1,5"]
    assert plain(body["sentence"]).startswith("1 av 4 värden har ändrats")


def test_the_route_says_what_is_wrong_with_what_was_sent(
    post: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = {"columns": list(texts.RECHECK_COLUMNS), "rows": []}
    assert post(None) == (400, {"sentence": texts.RECHECK_NO_FILE, **said})
    assert post(b"") == (400, {"sentence": texts.RECHECK_NO_FILE, **said})
    assert post(b"no zip") == (400, {"sentence": texts.RECHECK_NOT_A_ZIP, **said})
    monkeypatch.setattr(recheck_routes, "MOST_BYTES", -9_000)
    assert post(b"0" * 2_000) == (413, {"sentence": texts.RECHECK_TOO_BIG, **said})


def test_the_route_says_that_kolada_cannot_be_reached(world: World, post: Callable[..., Any]) -> None:
    world.source.down = True
    status, body = post(packed(small()))
    assert (status, body["sentence"]) == (503, world.source.error.sentence)
