"""The client against a Kolada that lives in the test: what it asks for, how it follows pages, what it hands over."""

import gzip
import threading
import tomllib
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest
import requests

from kolada.api.client import KoladaClient, Rate
from kolada.api.errors import KoladaBadResponse
from kolada.api.models import DataRequest
from tests.fake_kolada import (
    BASE,
    ONE,
    ONE_PATH,
    ONE_REPLY,
    Reply,
    client_of,
    data_of,
    kpi,
    only_answer,
    page,
    row,
)

# ---- one request


def test_a_request_carries_our_name_and_version_and_a_time_out():
    client, fake, _ = client_of([ONE_REPLY])
    only_answer(client)
    ((request, timeout),) = fake.sent
    version = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text())["project"]["version"]
    assert request.headers["User-Agent"] == f"jamforbart/{version}"
    assert timeout == (5, 60)


def test_an_answer_keeps_its_address_time_body_and_hash():
    client, _, _ = client_of([ONE_REPLY])
    before = datetime.now(UTC)
    answer = only_answer(client)
    (received,) = answer.answers
    assert [value.value for value in answer.values] == [3189.471647]
    assert answer.request == ONE
    assert received.url == BASE + ONE_PATH
    assert before <= received.fetched_at <= datetime.now(UTC)
    assert (received.body, received.sha256) == (ONE_REPLY.body, sha256(ONE_REPLY.body).hexdigest())


def test_from_date_is_sent_and_kept_on_every_page():
    replies = [
        Reply(page([row("N33001", "1260", 2018)], "https://x/?page=2")),
        Reply(page([row("N33001", "1260", 2019)])),
    ]
    client, fake, _ = client_of(replies)
    only_answer(client, DataRequest(("N33001",), ("1260",), from_date=date(2026, 11, 1)))
    assert fake.asked == [f"{ONE_PATH}?from_date=2026-11-01", f"{ONE_PATH}?from_date=2026-11-01&page=2"]


def test_a_base_with_a_slash_at_its_end_is_the_same_base():
    assert KoladaClient(BASE + "/", requests.Session()).base_url == BASE


def test_a_compressed_answer_is_unpacked():
    client, _, _ = client_of([Reply(gzip.compress(ONE_REPLY.body), Content_Encoding="gzip")])
    assert only_answer(client).answers[0].body == ONE_REPLY.body


# ---- metadata


def test_each_list_is_one_request():
    lists = {
        "/kpi": kpi("N33001"),
        "/kpi_groups": {"id": "G2KPI1", "title": "Grupp", "members": []},
        "/municipality": {"id": "1260", "title": "Bjuv", "type": "K"},
        "/municipality_groups": {"id": "G36552", "title": "Liknande", "members": []},
    }
    client, fake, _ = client_of(lambda path: Reply(page([lists[path]])))
    listings = [
        client.get_kpis(),
        client.get_kpi_groups(),
        client.get_municipalities(),
        client.get_municipality_groups(),
    ]
    assert [item.id for listing in listings for item in listing.items] == ["N33001", "G2KPI1", "1260", "G36552"]
    assert fake.asked == list(lists)


def test_the_catalogues_pages_are_followed_and_an_item_on_two_of_them_counts_once():
    pages = [Reply(page([kpi("N00001"), kpi("N00002")], "?page=2")), Reply(page([kpi("N00002"), kpi("N00003")]))]
    client, _, _ = client_of(pages)
    listing = client.get_kpis()
    assert [item.id for item in listing.items] == ["N00001", "N00002", "N00003"]
    assert [answer.url for answer in listing.answers] == [f"{BASE}/kpi", f"{BASE}/kpi?page=2"]


def known_kpis(path: str) -> Reply:
    return Reply(page([kpi(kpi_id) for kpi_id in path.removeprefix("/kpi/").split(",") if kpi_id != "N99999"]))


def test_26_kpis_are_asked_for_in_two_requests():
    client, fake, _ = client_of(known_kpis)
    ids = [f"N{number:05}" for number in range(26)]
    assert [item.id for item in client.get_kpis(ids).items] == ids
    assert [path.count(",") + 1 for path in fake.asked] == [13, 13]


def test_unknown_and_impossible_kpis_are_just_not_found_and_the_impossible_not_sent():
    client, fake, _ = client_of(known_kpis)
    listing = client.get_kpis(["N99999", "../municipality", "N33001", "n33001", "", "N33001"])
    assert [item.id for item in listing.items] == ["N33001"]
    assert fake.asked == ["/kpi/N99999,N33001"]


@pytest.mark.parametrize("ids", [[], ["<script>"]])
def test_no_possible_kpi_is_no_request(ids: list[str]):
    client, fake, _ = client_of([])
    assert client.get_kpis(ids).items == ()
    assert fake.asked == []


def test_a_kpi_that_was_not_asked_for_is_an_error():
    client, _, _ = client_of([Reply(page([kpi("N33001"), kpi("N33002")]))])
    with pytest.raises(KoladaBadResponse, match="N33002"):
        client.get_kpis(["N33001"])


# ---- pages


def test_pages_are_asked_for_on_our_own_base_whatever_host_is_reflected():
    replies = [
        Reply(page([row("N33001", "1260", 2018)], "http://evil.example/v3/data/kpi/N1?page=2")),
        Reply(page([row("N33001", "1260", 2019)], "//evil.example/?per_page=1&page=3")),
        Reply(page([row("N33001", "1260", 2020)], "")),
    ]
    client, fake, _ = client_of(replies)
    assert [value.period for value in only_answer(client).values] == [2018, 2019, 2020]
    assert fake.asked == [ONE_PATH, f"{ONE_PATH}?page=2", f"{ONE_PATH}?page=3"]


def test_a_circle_of_pages_is_an_error():
    replies = [Reply(page([row("N33001", "1260", 2018)], "?page=2")), Reply(page([row("N33001", "1260")], "?page=1"))]
    client, _, _ = client_of(replies)
    with pytest.raises(KoladaBadResponse, match="page 3"):
        only_answer(client)


def test_a_server_that_ignores_the_page_number_is_not_followed():
    numbers = iter(range(2, 100))
    client, fake, _ = client_of(lambda path: Reply(page([row("N33001", "1260")], f"?page={next(numbers)}")))
    with pytest.raises(KoladaBadResponse, match="same page twice"):
        only_answer(client)
    assert len(fake.asked) == 2


def test_two_pages_that_contradict_each_other_are_an_error():
    replies = [
        Reply(page([row("N33001", "1260", value=1.0), row("N33001", "1260", 2021)], "?page=2")),
        Reply(page([row("N33001", "1260", value=2.0)])),
    ]
    client, _, _ = client_of(replies)
    with pytest.raises(KoladaBadResponse, match="two different answers"):
        only_answer(client)


# ---- is it there?


def test_kolada_is_reachable_when_one_small_request_is_answered():
    client, fake, _ = client_of([Reply(page([{"id": "0000", "title": "Riket", "type": "L"}]))])
    assert client.is_reachable()
    ((request, timeout),) = fake.sent
    assert request.url == f"{BASE}/municipality/0000"
    assert max(timeout) <= 3


@pytest.mark.parametrize(
    "reply",
    [*(Reply(b"", status) for status in (302, 404, 429, 503)), Reply(b"<html>"), requests.ConnectionError("refused")],
)
def test_kolada_is_not_reachable_otherwise_and_is_not_asked_twice(reply: Reply | Exception):
    client, fake, sleeps = client_of(lambda path: reply)
    assert not client.is_reachable()
    assert (len(fake.asked), sleeps) == (1, [])


def test_the_question_does_not_queue_behind_slow_answers():
    begun, released = threading.Event(), threading.Event()

    def slow_data(path: str) -> Reply:
        if path.startswith("/municipality"):
            return Reply(page([]))
        begun.set()
        assert released.wait(5)
        return data_of(path)

    client, _, sleeps = client_of(slow_data, Rate(parallel=1, per_second=1, burst=1))
    thread = threading.Thread(target=only_answer, args=[client])
    thread.start()
    try:
        assert begun.wait(5)
        assert client.is_reachable()
        assert sleeps == []
    finally:
        released.set()
        thread.join()


# ---- settings


def test_the_rate_is_ours_unless_the_environment_says_otherwise():
    assert Rate.from_env({}) == Rate(parallel=4, per_second=5.0, burst=20, retries=4)
    environ = {"KOLADA_PARALLEL": "2", "KOLADA_PER_SECOND": "0.5", "KOLADA_BURST": "", "OTHER": "x"}
    assert Rate.from_env(environ) == Rate(parallel=2, per_second=0.5, burst=20)


@pytest.mark.parametrize("name", ["KOLADA_PARALLEL", "KOLADA_PER_SECOND", "KOLADA_BURST"])
@pytest.mark.parametrize("text", ["0", "-1", "many", "nan", "inf"])
def test_a_setting_that_makes_no_sense_is_named(name: str, text: str):
    with pytest.raises(ValueError, match=name):
        Rate.from_env({name: text})


def test_half_a_thread_is_no_setting():
    with pytest.raises(ValueError, match="KOLADA_PARALLEL"):
        Rate.from_env({"KOLADA_PARALLEL": "0.5"})
