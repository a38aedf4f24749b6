"""The built-in sample speaks Kolada's wire format, in process and over HTTP, with faults when asked for."""

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
import requests

from kolada.sample import SAMPLE_URL, Cell, Sample, sample_session
from kolada.sample.groups import members
from kolada.sample.metadata import DATA, ids_of_type, levels, unit_ids

TITLE = re.compile(r"^Liknande (kommuner|regioner),?\s+(?P<area>.+),\s*(?P<owner>[^,]+),\s*(?P<year>\d{4})$")


@pytest.fixture(scope="module")
def session() -> requests.Session:
    return sample_session()


def get(session: requests.Session, path: str, **query: Any) -> dict[str, Any]:
    response = session.get(SAMPLE_URL + path, params=query, timeout=5)
    assert response.status_code == 200, response.text
    return response.json()


def follow(session: requests.Session, path: str, **query: Any) -> list[dict[str, Any]]:
    page = get(session, path, **query)
    values = page["values"]
    while page["next_url"]:
        page = session.get(page["next_url"], timeout=5).json()
        values += page["values"]
    return values


# The wire


def test_there_are_290_municipalities_21_regions_and_riket(session):
    units = get(session, "/municipality")["values"]
    assert all(set(unit) == {"id", "title", "type"} for unit in units)
    assert len([u for u in units if u["type"] == "K"]) == 290
    assert len([u for u in units if u["type"] == "L"]) == 22
    assert {"id": "0000", "title": "Riket", "type": "L"} in units
    assert {"id": "0180", "title": "Stockholm", "type": "K"} in units


def test_a_kpi_has_the_twelve_fields_of_the_catalogue(session):
    (kpi,) = get(session, "/kpi/N33011")["values"]
    assert len(kpi) == 12
    assert kpi["title"] == "Kostnad öppna insatser barn och unga övr. öppna ins. kr/inv"


def test_every_kpi_of_the_catalogue_has_figures(session):
    for kpi in get(session, "/kpi")["values"]:
        assert get(session, f"/data/kpi/{kpi['id']}/municipality/2282,0180,1283,1260,0000")["values"], kpi["id"]


def test_pages_follow_each_other_to_the_end_and_keep_the_query(session):
    first = get(session, "/municipality", title="a", per_page=100)
    assert first["count"] == len(first["values"]) == 100
    assert first["previous_url"] is None
    assert first["next_url"] == f"{SAMPLE_URL}/municipality?title=a&per_page=100&page=2"
    assert session.get(first["next_url"], timeout=5).json()["previous_url"].endswith("page=1")
    assert (
        follow(session, "/municipality", title="a", per_page=100) == get(session, "/municipality", title="a")["values"]
    )


def test_a_page_beyond_the_end_is_empty(session):
    page = get(session, "/kpi", page=9)
    assert (page["values"], page["count"], page["next_url"]) == ([], 0, None)


def test_data_come_in_pages_of_5000_rows(session):
    path = f"/data/kpi/{','.join(list(levels())[:25])}/municipality/{','.join(ids_of_type('K')[:25])}"
    page = get(session, path)
    assert page["count"] == 5000
    assert page["next_url"] == f"{SAMPLE_URL}{path}?page=2"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        pytest.param(f"/kpi/{','.join(['N33001'] * 26)}", "too_long", id="26 KPIs"),
        pytest.param(f"/data/kpi/N33001/municipality/{','.join(['2282'] * 26)}", "too_long", id="26 municipalities"),
        pytest.param(f"/data/kpi/N33001/year/{','.join(map(str, range(2000, 2026)))}", "too_long", id="26 years"),
        pytest.param("/kpi?per_page=5001", "less_than_equal", id="5001 a page"),
        pytest.param("/kpi?page=0", "greater_than_equal", id="page 0"),
        pytest.param("/kpi?page=x", "int_parsing", id="page x"),
        pytest.param("/data/kpi/N33001/year/MMXX", "int_parsing", id="year in Roman numerals"),
        pytest.param("/data/kpi/N33001/year/2020?from_date=x", "date_from_datetime_parsing", id="no date"),
    ],
)
def test_what_the_api_does_not_accept_is_a_422_with_details(session, path, kind):
    response = session.get(SAMPLE_URL + path, timeout=5)
    assert response.status_code == 422
    assert response.json()["detail"][0]["type"] == kind


@pytest.mark.parametrize(
    "path", ["/data/kpi/N33001", "/data/municipality/2282/kpi/N33001", "/data/kpi//year/2020", "/x"]
)
def test_paths_with_one_dimension_or_misspelt_are_not_found(session, path):
    response = session.get(SAMPLE_URL + path, timeout=5)
    assert (response.status_code, response.json()) == (404, {"detail": "Not Found"})


def test_unknown_ids_are_an_empty_answer_and_known_ones_beside_them_are_answered(session):
    assert get(session, "/kpi/N99999")["values"] == []
    assert get(session, "/data/kpi/N99999/municipality/2282")["values"] == []
    assert [k["id"] for k in get(session, "/kpi/N99999,N33001")["values"]] == ["N33001"]


def test_the_content_type_names_no_charset_and_the_text_is_utf_8(session):
    response = session.get(f"{SAMPLE_URL}/municipality/0114", timeout=5)
    assert response.headers["content-type"] == "application/json"
    assert "Upplands Väsby".encode() in response.content


def test_each_form_of_the_data_address_answers(session):
    in_full = get(session, "/data/kpi/N33001/municipality/0180,2281/year/2019,2021")["values"]
    assert {(r["municipality"], r["period"]) for r in in_full} <= {
        (m, y) for m in ("0180", "2281") for y in (2019, 2021)
    }
    everywhere = get(session, "/data/kpi/N33001/year/2019")["values"]
    assert len({r["municipality"] for r in everywhere} - set(unit_ids())) > 3000  # the groups come along
    everything = get(session, "/data/municipality/2281/year/2019")["values"]
    assert len({r["kpi"] for r in everything}) > 80
    assert all(
        r in everywhere and r in everything for r in in_full if (r["municipality"], r["period"]) == ("2281", 2019)
    )


def test_the_order_of_genders_is_not_fixed(session):
    rows = follow(session, "/data/kpi/N01951/municipality/2282")
    assert {tuple(e["gender"] for e in row["values"]) for row in rows} == {
        ("T", "K", "M"),
        ("K", "M", "T"),
        ("M", "T", "K"),
    }


def test_every_reason_for_a_missing_value_occurs(session):
    path = f"/data/kpi/N33001,N33816,U33580/municipality/{{}}/year/{','.join(map(str, range(2014, 2025)))}"
    entries, asked = [], 0
    for start in range(0, 290, 25):
        ids = ids_of_type("K")[start : start + 25]
        rows = get(session, path.format(",".join(ids)))["values"]
        entries += [entry for row in rows for entry in row["values"]]
        asked += 11 * len(ids) * 7
    assert len(entries) < asked  # absent rows and genders
    assert {e["status"] for e in entries if e["value"] is None} == {"", "Missing", "Privacy", "Not applicable"}
    assert all(e["count"] == (e["value"] is not None) and not e["isdeleted"] for e in entries)
    assert all(e["status"] == "" for e in entries if e["value"] is not None)


def test_from_date_gives_what_was_revised_on_that_day_or_later(sample: Sample, sample_session):
    path = "/data/kpi/N33001/municipality/2281"
    whole = get(sample_session, path)["values"]
    sample.revise(Cell("N33001", "2281", 2020, "T"), 1234.5, changed=date(2026, 9, 1))
    sample.revise(Cell("N33001", "2281", 2021, "T"), None, changed=date(2026, 9, 2), deleted=True)
    delta = get(sample_session, path, from_date="2026-09-01")["values"]
    assert [(row["period"], row["values"][0]["value"], row["values"][0]["isdeleted"]) for row in delta] == [
        (2020, 1234.5, False),
        (2021, None, True),
    ]
    assert len(get(sample_session, path, from_date="2026-09-02")["values"]) == 1
    assert get(sample_session, path, from_date="2026-09-03")["values"] == []
    after = get(sample_session, path)["values"]
    assert [row for row in after if row["period"] not in (2020, 2021)] == [
        row for row in whole if row["period"] not in (2020, 2021)
    ]


# Groups


def test_a_similar_group_has_seven_members_and_never_its_owner(session):
    names = {u["title"]: u["id"] for u in get(session, "/municipality")["values"]}
    similar = [g for g in get(session, "/municipality_groups")["values"] if g["title"].startswith("Liknande")]
    assert len(similar) == 3542
    for group in similar:
        owner = names[TITLE.match(group["title"])["owner"]]
        ids = [m["member_id"] for m in group["members"]]
        assert len(set(ids)) == 7, group["title"]
        assert owner not in ids, group["title"]
        assert all(names[m["member_title"]] == m["member_id"] for m in group["members"])


def test_the_titles_have_the_forms_of_kolada(session):
    titles = {
        g["id"]: g["title"] for g in get(session, "/municipality_groups/G36552,G37428,G176008,G2328,G33629")["values"]
    }
    assert titles == {
        "G36552": "Liknande kommuner IFO, Kramfors, 2024",
        "G37428": "Liknande kommuner, övergripande, Kramfors, 2025",
        "G176008": "Liknande kommuner ekonomiskt bistånd, Kramfors, 2023",
        "G2328": "Alla kommuner (ovägt medel)",
        "G33629": "Västernorrlands läns kommuner (ovägt medel)",
    }


def test_gnosjö_lacks_a_group_for_lss(session):
    areas = {TITLE.match(g["title"])["area"] for g in follow(session, "/municipality_groups", title=", Gnosjö,")}
    assert "LSS" not in areas
    assert len(areas) == 11


def test_a_municipality_is_in_one_county_one_skr_group_and_one_size_class():
    for first, last, families in ((33612, 33632, 21), (92786, 92794, 9), (30823, 30831, 9)):
        lists = [members()[f"G{number}"] for number in range(first, last + 1)]
        assert len(lists) == families
        assert sorted(m for ids in lists for m in ids) == list(ids_of_type("K"))


def test_the_files_are_small():
    assert sum(file.stat().st_size for file in DATA.glob("*")) <= 400_000


# Faults and transport


def test_the_log_tells_what_was_asked_in_order(sample: Sample, sample_session):
    get(sample_session, "/kpi/N33001")
    get(sample_session, "/municipality", title="Åre")
    assert sample.log == ["/v3/kpi/N33001", "/v3/municipality?title=%C3%85re"]


def test_down_is_a_page_of_html_and_ends(sample: Sample, sample_session):
    sample.faults.down = True
    response = sample_session.get(f"{SAMPLE_URL}/kpi", timeout=5)
    assert (response.status_code, response.headers["content-type"].split(";")[0]) == (502, "text/html")
    sample.faults.down = False
    assert get(sample_session, "/kpi/N33001")["count"] == 1


def test_statuses_come_one_per_request_with_the_time_to_wait(sample: Sample, sample_session):
    sample.faults.statuses, sample.faults.retry_after = cycle([503, 200, 429]), 0.5
    responses = [sample_session.get(f"{SAMPLE_URL}/kpi/N33001", timeout=5) for _ in range(4)]
    assert [r.status_code for r in responses] == [503, 200, 429, 503]
    assert [r.headers.get("Retry-After") for r in responses] == ["0.5", None, "0.5", "0.5"]


@pytest.mark.parametrize(("body", "start"), [("html", b"<!doctype"), ("half", b'{"values'), ("empty", b"")])
def test_a_spoiled_body_comes_with_a_good_status_where_it_was_asked_for(sample: Sample, sample_session, body, start):
    sample.faults.body, sample.faults.match = body, "/kpi"
    response = sample_session.get(f"{SAMPLE_URL}/kpi/N33001", timeout=5)
    assert response.status_code == 200
    assert response.content[: len(start) or None] == start
    with pytest.raises(requests.JSONDecodeError):
        response.json()
    assert get(sample_session, "/municipality/2282")["count"] == 1


def test_latency_delays_every_answer(sample: Sample, sample_session):
    sample.faults.latency = 0.05
    assert sample_session.get(f"{SAMPLE_URL}/kpi/N33001", timeout=5).elapsed.total_seconds() >= 0.05


def test_many_threads_get_what_one_gets(sample_session):
    paths = [f"/data/kpi/{kpi}/municipality/2282,0000,G36552" for kpi in list(levels())[:16]]
    alone = [get(sample_session, path) for path in paths]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda path: get(sample_session, path), paths)) == alone


def test_other_addresses_of_the_session_are_left_alone(sample_session):
    assert type(sample_session.get_adapter("https://example.invalid/v3")) is requests.adapters.HTTPAdapter


def test_the_module_serves_over_http_and_prints_its_address_first():
    command = [sys.executable, "-m", "kolada.sample", "--port", "0"]
    root = Path(__file__).parent.parent
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=root) as server:
        try:
            address = server.stdout.readline().strip()
            assert requests.get(f"{address}/kpi/N33001", timeout=5).json()["count"] == 1
        finally:
            server.terminate()
