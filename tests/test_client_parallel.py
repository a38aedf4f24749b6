"""The client with many requests at once: limits kept, answers handed over as they come, none lost to another's."""

import threading
import time
from collections import Counter
from contextlib import closing

import pytest
import requests

from kolada.api.client import Rate, make_session
from kolada.api.errors import KoladaRejected, KoladaUnavailable
from kolada.api.models import DataRequest
from tests.fake_kolada import BASE, ONE, ONE_REPLY, Reply, client_of, data_of, only_answer, page, row

# ---- side by side


def many(count: int) -> list[DataRequest]:
    return [DataRequest(("N33001",), (f"{number:04}",)) for number in range(count)]


def slowly(path: str) -> Reply:
    time.sleep(0.01)
    return data_of(path)


def test_at_most_so_many_requests_are_under_way_at_once_and_no_answer_is_lost():
    client, fake, _ = client_of(slowly, Rate(parallel=3, per_second=10_000, burst=10_000))
    answers = list(client.get_data(many(12)))
    assert {answer.request for answer in answers} == set(many(12))
    assert all(value.municipality in answer.request.municipalities for answer in answers for value in answer.values)
    assert fake.most_at_once == 3


def test_the_limit_holds_for_all_threads_of_one_client_together():
    client, fake, _ = client_of(slowly, Rate(parallel=2, per_second=10_000, burst=10_000))
    threads = [threading.Thread(target=lambda: list(client.get_data(many(4)))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(fake.asked), fake.most_at_once) == (16, 2)


def test_no_more_than_a_burst_is_sent_before_the_rate_is_kept():
    client, _, sleeps = client_of(data_of, Rate(per_second=5, burst=3), clock=lambda: 0.0)
    list(client.get_data(many(6)))
    assert sorted(sleeps) == [0.2, 0.4, 0.6]


def test_retries_take_their_tokens_too():
    client, _, sleeps = client_of([Reply(status=503), ONE_REPLY], Rate(per_second=5, burst=1), clock=lambda: 0.0)
    only_answer(client)
    assert sleeps == [0.5, 0.2]


def test_an_answer_is_handed_over_as_soon_as_it_is_there():
    released = threading.Event()

    def first_waits(path: str) -> Reply:
        if path.endswith("/0000"):
            assert released.wait(5)
        return data_of(path)

    client, _, _ = client_of(first_waits)
    answers = client.get_data(many(3))
    early = [next(answers), next(answers)]
    released.set()
    assert {answer.request for answer in early} == set(many(3)[1:])
    assert [answer.request for answer in answers] == many(1)


def test_a_failure_is_raised_after_all_the_others_have_been_handed_over():
    def fails_twice(path: str) -> Reply:
        return Reply(status=422) if path.endswith(("/0003", "/0005")) else data_of(path)

    client, _, _ = client_of(fails_twice)
    handed_over = []
    with pytest.raises(KoladaRejected):
        handed_over.extend(answer.request for answer in client.get_data(many(10)))
    assert set(handed_over) == set(many(10)) - {many(10)[3], many(10)[5]}


def test_a_page_that_fails_takes_no_part_of_its_request_along():
    def second_page_is_down(path: str) -> Reply:
        if "page=2" in path:
            return Reply(status=503)
        return Reply(page([row("N33001", "0000")], "?page=2")) if path.endswith("/0000") else data_of(path)

    client, _, _ = client_of(second_page_is_down)
    handed_over = []
    with pytest.raises(KoladaUnavailable):
        handed_over.extend(answer.request for answer in client.get_data(many(2)))
    assert handed_over == many(2)[1:]


def test_with_a_third_of_the_answers_failing_every_value_still_comes():
    asked: Counter[str] = Counter()
    lock = threading.Lock()

    def every_third_fails(path: str) -> Reply | Exception:
        with lock:
            asked[path] += 1
            turn = sum(asked.values())
        failures = [Reply(status=429, Retry_After="1"), Reply(status=503), requests.ReadTimeout("slow")]
        return failures[turn % 9 // 3] if turn % 3 == 0 else data_of(path)

    client, _, _ = client_of(every_third_fails, Rate(retries=10, per_second=10_000, burst=10_000))
    units = [value.municipality for answer in client.get_data(many(40)) for value in answer.values]
    assert sorted(units) == [f"{number:04}" for number in range(40)]


def test_too_many_ids_are_split_and_each_answer_says_what_it_covers():
    client, _, _ = client_of(data_of)
    whole = DataRequest(tuple(f"N{number:05}" for number in range(26)), ("0180", "1280"))
    answers = list(client.get_data([whole]))
    assert sorted(len(answer.request.kpis) for answer in answers) == [13, 13]
    assert {value.kpi for answer in answers for value in answer.values} == set(whole.kpis)
    for answer in answers:
        assert {value.kpi for value in answer.values} == set(answer.request.kpis)


def test_what_has_not_begun_is_not_sent_when_nobody_wants_it_any_more():
    client, fake, _ = client_of(slowly, Rate(parallel=1, per_second=10_000, burst=10_000))
    with closing(client.get_data(many(50))) as answers:
        next(answers)
    time.sleep(0.05)
    assert len(fake.asked) < 10


def test_one_dimension_alone_is_refused_before_anything_is_sent():
    client, fake, _ = client_of([])
    with pytest.raises(ValueError, match="at least two"):
        list(client.get_data([ONE, DataRequest(("N33001",))]))
    assert fake.asked == []


def test_nothing_asked_for_is_nothing_sent():
    client, _, _ = client_of([])
    assert list(client.get_data([])) == []


def test_a_session_of_our_own_keeps_a_connection_for_each_slot():
    with closing(make_session(7)) as session:
        assert session.get_adapter(BASE)._pool_maxsize >= 7
