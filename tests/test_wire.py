"""What counts as an answer from Kolada. Whatever does not is a KoladaBadResponse, never data."""

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kolada.api import wire
from kolada.api.errors import KoladaBadResponse
from kolada.api.models import DataRequest, Value

URL = "https://api.kolada.se/v3/data/kpi/N15033/municipality/1280"
REQUEST = DataRequest(("N15033",), ("1280",), (2022,))
ENTRY = {"gender": "T", "count": 1, "status": "", "value": 11.88315334, "isdeleted": False}
ROW = {"values": [ENTRY], "kpi": "N15033", "period": 2022, "municipality": "1280"}
HALF_SURROGATE = "\ud83d"


def envelope(rows: list[Any], **changed: Any) -> bytes:
    page = {"values": rows, "next_url": None, "previous_url": None, "count": len(rows)} | changed
    return json.dumps(page, ensure_ascii=False).encode()


def values_of(*rows: Any, request: DataRequest = REQUEST) -> list[Value]:
    return wire.read_values(rows, request, URL)


def is_bad(call: Callable[..., Any], *args: Any) -> KoladaBadResponse:
    with pytest.raises(KoladaBadResponse) as caught:
        call(*args)
    assert caught.value.url == URL
    assert caught.value.detail
    return caught.value


# ---- a page


def test_a_page_is_decoded_as_utf8_although_no_charset_is_named():
    page = wire.read_page(envelope([{"title": "Östersund"}]), URL)
    assert page == wire.Page([{"title": "Östersund"}], None)


@pytest.mark.parametrize("last", [None, ""])
def test_the_last_page_says_null_or_nothing(last: str | None):
    assert wire.read_page(envelope([1], next_url=last), URL).next_page is None


@pytest.mark.parametrize(
    "next_url",
    ["https://api.kolada.se/v3/kpi?title=f%C3%B6rskola&page=2", "http://10.0.0.1:99/elsewhere?page=2#top", "?page=2"],
)
def test_only_the_number_is_taken_from_next_url(next_url: str):
    assert wire.read_page(envelope([1], next_url=next_url), URL).next_page == 2


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"<!doctype html><title>Underh\xc3\xa5ll</title>", id="HTML"),
        pytest.param(envelope([ROW])[:60], id="half a JSON text"),
        pytest.param(envelope([ROW]) + b"}", id="more than a JSON text"),
        pytest.param(envelope([{"title": "Malmö"}]).decode().encode("latin-1"), id="Latin-1"),
        pytest.param(b"\xef\xbb\xbf" + envelope([]), id="byte order mark"),
        pytest.param(b"[" * 100_000, id="nested without end"),
        pytest.param(b"null", id="null"),
        pytest.param(b"5", id="a number"),
        pytest.param(b'"values"', id="a string"),
        pytest.param(b"[]", id="a list"),
        pytest.param(b"{}", id="no fields"),
        pytest.param(b'{"detail":"Not Found"}', id="an error object"),
        pytest.param(b'{"values":[],"count":0}', id="no next_url"),
        pytest.param(b'{"values":[],"count":0,"next_page":null,"previous_page":null}', id="v2"),
        pytest.param(envelope([], values=None), id="values null"),
        pytest.param(envelope([], values={}), id="values an object"),
        pytest.param(envelope([ROW], count=2), id="count too large"),
        pytest.param(envelope([ROW], count=0), id="count too small"),
        pytest.param(envelope([ROW], count=True), id="count a boolean"),
        pytest.param(envelope([], count=None), id="count null"),
        pytest.param(envelope([float("nan")]), id="NaN"),
        pytest.param(envelope([float("-inf")]), id="-Infinity"),
        pytest.param(b'{"values":[' + b"9" * 5000 + b'],"count":1,"next_url":null}', id="a number without end"),
    ],
)
def test_what_is_not_a_page_is_an_error(body: bytes):
    is_bad(wire.read_page, body, URL)


@pytest.mark.parametrize(
    "next_url",
    [
        pytest.param("https://api.kolada.se/v3/kpi?page=1", id="the same page"),
        pytest.param("https://api.kolada.se/v3/kpi?page=0", id="an earlier page"),
        pytest.param("https://api.kolada.se/v3/kpi?page=3", id="a page is left out"),
        pytest.param("https://api.kolada.se/v3/kpi?page=-2", id="negative"),
        pytest.param("https://api.kolada.se/v3/kpi?page=2&page=9", id="two numbers"),
        pytest.param("https://api.kolada.se/v3/kpi?page=two", id="a word"),
        pytest.param("https://api.kolada.se/v3/kpi?page=２", id="a digit of another script"),
        pytest.param("https://api.kolada.se/v3/kpi?page=" + "2" * 5000, id="digits without end"),
        pytest.param("https://api.kolada.se/v3/kpi", id="no number"),
        pytest.param("http://[", id="no address"),
        pytest.param(2, id="not a text"),
        pytest.param(False, id="false"),
        pytest.param({"page": 2}, id="an object"),
    ],
)
def test_a_next_url_that_leads_nowhere_is_an_error_rather_than_the_end(next_url: Any):
    is_bad(wire.read_page, envelope([1], next_url=next_url), URL)


def test_pages_without_end_are_an_error():
    last = wire.MAX_PAGES
    assert wire.read_page(envelope([1], next_url=f"?page={last}"), URL, last - 1).next_page == last
    is_bad(wire.read_page, envelope([1], next_url=f"?page={last + 1}"), URL, last)


@pytest.mark.parametrize(
    ("address", "number", "expected"),
    [
        ("/kpi", 1, "/kpi"),
        ("/kpi", 2, "/kpi?page=2"),
        ("/data?from_date=2026-01-01", 3, "/data?from_date=2026-01-01&page=3"),
    ],
)
def test_pages_are_addressed_on_our_own_base(address: str, number: int, expected: str):
    assert wire.paged(address, number) == expected


# ---- data


def test_a_recorded_row_becomes_a_value():
    assert values_of(ROW) == [Value("N15033", "1280", 2022, "T", 11.88315334, 1, "", False)]


def test_genders_are_told_apart_by_code_whatever_their_order():
    entries = [ENTRY | {"gender": "K", "value": 82794.0}, ENTRY | {"gender": "M"}, ENTRY | {"value": 168714.0}]
    found = {value.gender: value.value for value in values_of(ROW | {"values": entries})}
    assert found == {"K": 82794.0, "M": 11.88315334, "T": 168714.0}


@pytest.mark.parametrize("status", ["", "Missing", "Privacy", "Not applicable", "Något nytt"])
def test_a_missing_value_keeps_its_status_word_for_word(status: str):
    (value,) = values_of(ROW | {"values": [ENTRY | {"value": None, "status": status, "count": 0}]})
    assert (value.value, value.status, value.count) == (None, status, 0)


def test_zero_and_negative_values_and_float_noise_are_real():
    entries = [
        ENTRY | {"value": 0},
        ENTRY | {"gender": "K", "value": -2.8545},
        ENTRY | {"gender": "M", "value": 1.1e-8},
    ]
    assert [value.value for value in values_of(ROW | {"values": entries})] == [0.0, -2.8545, 1.1e-8]


@pytest.mark.parametrize(("sent", "read"), [(True, True), (False, False), (1, True), (0, False)])
def test_deleted_values_are_kept_and_marked(sent: Any, read: bool):
    (value,) = values_of(ROW | {"values": [ENTRY | {"isdeleted": sent, "value": None}]})
    assert value.isdeleted is read


def test_a_period_may_come_as_text():
    assert values_of(ROW | {"period": "2022"})[0].period == 2022


def test_a_row_without_genders_has_no_values():
    assert values_of(ROW | {"values": []}) == []


def test_unknown_fields_are_ignored():
    assert len(values_of(ROW | {"new": 1, "values": [ENTRY | {"new": {}}]})) == 1


@pytest.mark.parametrize(
    ("request_", "row"),
    [
        pytest.param(DataRequest(("N15033",), years=(2022,)), ROW | {"municipality": "G36552"}, id="units left open"),
        pytest.param(DataRequest((), ("1280",), (2022,)), ROW | {"kpi": "U00810"}, id="kpis left open"),
        pytest.param(DataRequest(("N15033",), ("1280",)), ROW | {"period": 2031}, id="years left open: a projection"),
        pytest.param(DataRequest(("N15033",), ("1280",)), ROW | {"period": 1970}, id="years left open: long ago"),
        pytest.param(DataRequest(("N15033",), ("G36552",)), ROW | {"municipality": "G36552"}, id="a group as a unit"),
    ],
)
def test_an_open_dimension_takes_whatever_is_possible(request_: DataRequest, row: dict[str, Any]):
    assert len(values_of(row, request=request_)) == 1


@pytest.mark.parametrize(
    ("request_", "row"),
    [
        pytest.param(DataRequest(("N15033",), years=(2022,)), ROW | {"municipality": "V15E128000101"}, id="unit"),
        pytest.param(DataRequest((), ("1280",), (2022,)), ROW | {"kpi": "<b>"}, id="kpi"),
        pytest.param(DataRequest((), ("1280",), (2022,)), ROW | {"kpi": 15033}, id="kpi a number"),
        pytest.param(DataRequest(("N15033",), ("1280",)), ROW | {"period": 20222}, id="year"),
        pytest.param(DataRequest(("N15033",), ("1280",)), ROW | {"period": 0}, id="year 0"),
    ],
)
def test_an_open_dimension_does_not_take_the_impossible(request_: DataRequest, row: dict[str, Any]):
    is_bad(lambda: values_of(row, request=request_))


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(ROW | {"kpi": "N15034"}, id="a kpi not asked for"),
        pytest.param(ROW | {"municipality": "0180"}, id="a unit not asked for"),
        pytest.param(ROW | {"municipality": "G2328"}, id="a group not asked for"),
        pytest.param(ROW | {"period": 2021}, id="a year not asked for"),
        pytest.param(ROW | {"municipality": 1280}, id="unit a number"),
        pytest.param(ROW | {"kpi": None}, id="kpi null"),
        pytest.param(ROW | {"kpi": ["N15033"]}, id="kpi a list"),
        pytest.param(ROW | {"period": 2022.0}, id="period a float"),
        pytest.param(ROW | {"period": True}, id="period a boolean"),
        pytest.param(ROW | {"period": "2022-01"}, id="period a month"),
        pytest.param(ROW | {"period": None}, id="period null"),
        pytest.param(ROW | {"values": None}, id="values null"),
        pytest.param(ROW | {"values": {"T": ENTRY}}, id="values an object"),
        pytest.param({k: v for k, v in ROW.items() if k != "municipality"} | {"ou": "V15E1"}, id="a row of oudata"),
        pytest.param(None, id="null"),
        pytest.param([], id="a list"),
        pytest.param("N15033", id="a text"),
    ],
)
def test_a_row_that_is_foreign_or_malformed_makes_the_answer_bad(row: Any):
    is_bad(values_of, ROW, row)


@pytest.mark.parametrize(
    "entry",
    [
        *(pytest.param({k: v for k, v in ENTRY.items() if k != name}, id=f"no {name}") for name in ENTRY),
        pytest.param(ENTRY | {"gender": "F"}, id="gender F"),
        pytest.param(ENTRY | {"gender": None}, id="gender null"),
        pytest.param(ENTRY | {"gender": ["T"]}, id="gender a list"),
        pytest.param(ENTRY | {"value": True}, id="value a boolean"),
        pytest.param(ENTRY | {"value": "11,9"}, id="value a text"),
        pytest.param(ENTRY | {"value": float("inf")}, id="value too large for a float"),
        pytest.param(ENTRY | {"value": 10**400}, id="value too large a whole number"),
        pytest.param(ENTRY | {"count": True}, id="count a boolean"),
        pytest.param(ENTRY | {"count": -1}, id="count negative"),
        pytest.param(ENTRY | {"count": 1.5}, id="count a fraction"),
        pytest.param(ENTRY | {"status": None}, id="status null"),
        pytest.param(ENTRY | {"status": 0}, id="status a number"),
        pytest.param(ENTRY | {"status": HALF_SURROGATE}, id="status half a character"),
        pytest.param(ENTRY | {"isdeleted": "false"}, id="isdeleted a text"),
        pytest.param(ENTRY | {"isdeleted": 2}, id="isdeleted 2"),
        pytest.param(None, id="null"),
        pytest.param("T", id="a text"),
    ],
)
def test_a_malformed_value_makes_the_answer_bad(entry: Any):
    is_bad(values_of, ROW | {"values": [entry]})


def key(value: Value) -> tuple[Any, ...]:
    return value[:4]


def test_a_row_that_comes_twice_counts_once():
    values = values_of(ROW, ROW)
    assert wire.unique(values, key, URL) == tuple(values[:1])


def test_two_different_values_for_one_cell_are_an_error():
    is_bad(wire.unique, values_of(ROW, ROW | {"values": [ENTRY | {"value": 12.0}]}), key, URL)


def test_a_gender_twice_in_one_row_is_an_error_too():
    is_bad(wire.unique, values_of(ROW | {"values": [ENTRY, ENTRY | {"value": None, "count": 0}]}), key, URL)


JUNK = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3) | st.just([])
ENTRIES = st.fixed_dictionaries({}, optional={name: st.just(right) | JUNK for name, right in ENTRY.items()})
ROWS = st.fixed_dictionaries({}, optional={name: st.just(right) | JUNK for name, right in ROW.items()})


@given(ROWS, ENTRIES)
def test_whatever_comes_as_a_row_is_asked_for_values_or_a_bad_response(row: dict[str, Any], entry: dict[str, Any]):
    with suppress(KoladaBadResponse):
        assert [value[:3] for value in values_of(row | {"values": [entry]})] == [("N15033", "1280", 2022)]
        assert not values_of(row) or row["values"] == [ENTRY]


@given(st.binary())
def test_whatever_comes_as_a_body_is_a_page_or_a_bad_response(body: bytes):
    is_bad(wire.read_page, body, URL)
