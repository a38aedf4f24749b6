"""What the client does when Kolada is busy, down, refusing or talking nonsense."""

import gzip

import pytest
import requests

from kolada import texts
from kolada.api import client as client_module
from kolada.api.client import KoladaClient, Rate
from kolada.api.errors import KoladaBadResponse, KoladaNotFound, KoladaRejected, KoladaUnavailable
from tests.fake_kolada import (
    BASE,
    ONE_PATH,
    ONE_REPLY,
    Reply,
    Sleeps,
    client_of,
    only_answer,
    page,
    row,
)

# ---- failures


BUSY = [429, 500, 502, 503, 504]


@pytest.mark.parametrize("status", BUSY)
def test_a_busy_kolada_is_asked_again_later_and_later(status: int):
    client, fake, sleeps = client_of([*[Reply(b"<html>", status)] * 3, ONE_REPLY])
    assert len(only_answer(client).values) == 1
    assert (len(fake.asked), sleeps) == (4, [0.5, 1.0, 2.0])


@pytest.mark.parametrize(
    "error",
    [
        requests.ConnectionError("refused"),
        requests.ConnectTimeout("no answer"),
        requests.ReadTimeout("no end"),
        requests.exceptions.ChunkedEncodingError("cut off"),
    ],
)
def test_a_broken_connection_is_tried_again(error: Exception):
    client, fake, sleeps = client_of([error, ONE_REPLY])
    assert len(only_answer(client).values) == 1
    assert (len(fake.asked), sleeps) == (2, [0.5])


def test_jitter_shortens_a_wait_by_at_most_half():
    client, _, sleeps = client_of([Reply(status=503), Reply(status=503), ONE_REPLY], chance=lambda: 0.5)
    only_answer(client)
    assert sleeps == [0.375, 0.75]


@pytest.mark.parametrize(("header", "seconds"), [("3", 3.0), ("0", 0.5), ("86400", 30.0), ("when we can", 0.5)])
def test_retry_after_is_waited_for_but_not_for_ever(header: str, seconds: float):
    client, _, sleeps = client_of([Reply(status=429, Retry_After=header), ONE_REPLY])
    only_answer(client)
    assert sleeps == [seconds]


def test_after_all_retries_kolada_is_unavailable_and_the_user_is_told_in_swedish():
    client, fake, sleeps = client_of(lambda path: Reply(status=503))
    with pytest.raises(KoladaUnavailable, match="HTTP 503, 5 times") as caught:
        only_answer(client)
    assert caught.value.url == BASE + ONE_PATH
    assert caught.value.sentence == texts.ERROR_UNAVAILABLE
    assert (len(fake.asked), sleeps) == (5, [0.5, 1.0, 2.0, 4.0])


def test_the_reason_of_a_broken_connection_is_kept():
    client, _, _ = client_of(lambda path: requests.ConnectionError("refused"), Rate(retries=0))
    with pytest.raises(KoladaUnavailable, match="ConnectionError") as caught:
        only_answer(client)
    assert isinstance(caught.value.__cause__, requests.ConnectionError)


@pytest.mark.parametrize("status", [400, 403, 408, 410, 422])
def test_a_refusal_is_not_asked_about_again(status: int):
    client, fake, sleeps = client_of([Reply(b'{"detail":"nej"}', status)])
    with pytest.raises(KoladaRejected, match=f"HTTP {status} .*nej"):
        only_answer(client)
    assert (len(fake.asked), sleeps) == (1, [])


def test_an_address_that_kolada_does_not_have_is_not_found():
    client, fake, _ = client_of([Reply(b'{"detail":"Not Found"}', 404)])
    with pytest.raises(KoladaNotFound):
        only_answer(client)
    assert len(fake.asked) == 1


def test_an_unheard_of_server_error_is_unavailable_at_once():
    client, fake, _ = client_of([Reply(status=501)])
    with pytest.raises(KoladaUnavailable, match="501"):
        only_answer(client)
    assert len(fake.asked) == 1


@pytest.mark.parametrize("location", ["https://evil.example/v3", f"{BASE}/elsewhere"])
def test_a_redirect_is_not_followed(location: str):
    client, fake, _ = client_of([Reply(status=302, Location=location)])
    with pytest.raises(KoladaBadResponse, match="302"):
        only_answer(client)
    assert len(fake.asked) == 1


@pytest.mark.parametrize(
    "body", [b"", b"<!doctype html>", ONE_REPLY.body[:40], page([row("N33001", "0180")]), page([{"new": 1}])]
)
def test_a_bad_answer_is_an_error_and_is_not_asked_for_again(body: bytes):
    client, fake, _ = client_of([Reply(body)])
    with pytest.raises(KoladaBadResponse) as caught:
        only_answer(client)
    assert caught.value.url == BASE + ONE_PATH
    assert len(fake.asked) == 1


@pytest.mark.parametrize("status", [200, 404, 503])
def test_an_answer_without_end_is_given_up(status: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(client_module, "MAX_BYTES", 100_000)
    bomb = gzip.compress(b" " * 10_000_000)
    client, _, _ = client_of(lambda path: Reply(bomb, status, Content_Encoding="gzip"))
    with pytest.raises(KoladaBadResponse, match="more than 100000 bytes"):
        only_answer(client)


def test_an_answer_that_trickles_is_given_up():
    clock = iter(range(0, 100_000, 100))
    client, _, _ = client_of(lambda path: Reply(b" " * 1_000_000), Rate(retries=0), clock=lambda: float(next(clock)))
    with pytest.raises(KoladaUnavailable, match="Timeout"):
        only_answer(client)


def test_broken_compression_is_a_bad_answer():
    client, _, _ = client_of([Reply(b"not gzip at all", Content_Encoding="gzip")])
    with pytest.raises(KoladaBadResponse, match="compression"):
        only_answer(client)


@pytest.mark.parametrize("base", ["", "kolada", "ftp://kolada.test", "http://[", "https://"])
def test_an_address_that_is_none_is_unavailable_without_retries(base: str):
    sleeps = Sleeps()
    with pytest.raises(KoladaUnavailable):
        KoladaClient(base, sleep=sleeps).get_municipalities()
    assert sleeps == []
