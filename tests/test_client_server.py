"""The client against a server that speaks the protocol over real values. Källa: Kolada."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date

import pytest

from kolada.api.client import KoladaClient, Rate, make_session
from kolada.api.errors import KoladaBadResponse, KoladaRejected, KoladaUnavailable
from kolada.api.models import DataRequest, Value
from kolada.api.plan import pack
from tests.servers import clear_log, request_log, revise, running_server, set_faults

pytestmark = pytest.mark.server

FAST = Rate(per_second=1000, burst=1000)
BJUV_2018 = DataRequest(("N33001",), ("1260", "0000"), (2018,))


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with running_server("--kpis", "N33001,N33816,N0195") as base_url:
        yield base_url


@pytest.fixture
def base_url(server: str) -> str:
    set_faults(server)
    clear_log(server)
    return server


@pytest.fixture
def client(base_url: str) -> Iterator[KoladaClient]:
    with closing(make_session(4)) as session:
        yield KoladaClient(base_url, session, FAST)


def values_of(client: KoladaClient, *requests: DataRequest) -> dict[tuple[str, str, int, str], Value]:
    return {value[:4]: value for answer in client.get_data(requests) for value in answer.values}


def in_riket_and_bjuv(client: KoladaClient) -> tuple[float | None, float | None]:
    values = values_of(client, BJUV_2018)
    return values["N33001", "1260", 2018, "T"].value, values["N33001", "0000", 2018, "T"].value


RIGHT = (pytest.approx(3189.471647), pytest.approx(2157.833705))


def test_bjuv_and_riket_are_what_the_auditors_quote(client: KoladaClient, base_url: str):
    assert in_riket_and_bjuv(client) == RIGHT
    assert [entry["path"] for entry in request_log(base_url)] == [
        "/v3/data/kpi/N33001/municipality/1260,0000/year/2018"
    ]


def test_the_lists_are_whole(client: KoladaClient, base_url: str):
    units = client.get_municipalities().items
    assert (sum(u.is_municipality for u in units), sum(u.is_region for u in units), len(units)) == (290, 21, 312)
    assert len(client.get_kpis().items) == 6099
    groups = {group.id: group for group in client.get_municipality_groups().items}
    assert len(groups) == 3630
    assert [m.title for m in groups["G36552"].members][:2] == ["Burlöv", "Bjuv"]
    assert len(client.get_kpi_groups().items) == 117
    assert [(entry["path"], entry["query"]) for entry in request_log(base_url)] == [
        ("/v3/municipality", ""),
        ("/v3/kpi", ""),
        ("/v3/kpi", "page=2"),
        ("/v3/municipality_groups", ""),
        ("/v3/kpi_groups", ""),
    ]


def test_a_vanished_kpi_is_just_not_there(client: KoladaClient):
    assert [kpi.id for kpi in client.get_kpis(["N33001", "N99999"]).items] == ["N33001"]


def test_more_than_a_page_is_the_same_as_its_parts(client: KoladaClient, base_url: str):
    units = tuple(unit.id for unit in client.get_municipalities().items if unit.is_municipality)[:25]
    kpis = tuple(f"N0195{digit}" for digit in range(1, 9))
    clear_log(base_url)
    (whole,) = client.get_data([DataRequest(kpis, units)])
    log = request_log(base_url)
    assert [entry["query"] for entry in log] == ["", *(f"page={number}" for number in range(2, len(log) + 1))]
    assert [entry["rows"] for entry in log[:-1]] == [5000] * (len(log) - 1)
    assert len(whole.values) > 5000
    parts = values_of(client, *(DataRequest((kpi,), units) for kpi in kpis))
    assert {value[:4]: value for value in whole.values} == parts


def test_one_kpi_for_all_units_is_13_requests(client: KoladaClient, base_url: str):
    units = [unit.id for unit in client.get_municipalities().items]
    clear_log(base_url)
    values = values_of(client, *pack(["N33001"], units, {"N33001": 25}))
    assert len(request_log(base_url)) == 13
    assert values["N33001", "1260", 2018, "T"].value == RIGHT[0]


def test_what_was_revised_since_a_day_and_what_was_deleted_is_seen(base_url: str):
    with running_server("--kpis", "N33001") as own, closing(make_session(4)) as session:
        client = KoladaClient(own, session, FAST)
        since = DataRequest(("N33001",), ("1260", "1261"), from_date=date.today())
        assert values_of(client, since) == {}
        revise(own, kpi="N33001", municipality="1260", year=2018, value=1.5)
        revise(own, kpi="N33001", municipality="1261", year=2019, deleted=True)
        changed = values_of(client, since)
    assert changed["N33001", "1260", 2018, "T"].value == 1.5
    assert changed["N33001", "1261", 2019, "T"].isdeleted
    assert len(changed) == 2


def test_with_a_third_of_the_answers_failing_the_values_are_right(client: KoladaClient, base_url: str):
    units = [unit.id for unit in client.get_municipalities().items]
    requests = pack(["N33001", "N33816"], units, {})
    right = values_of(client, *requests)
    set_faults(base_url, error_rate=0.33, errors=[429, 503, 504], retry_after=0, seed=7)
    with closing(make_session(4)) as session:
        rate = Rate(per_second=1000, burst=1000, retries=12)
        assert values_of(KoladaClient(base_url, session, rate, sleep=lambda seconds: None), *requests) == right
    assert {entry["status"] for entry in request_log(base_url)} >= {200, 504}


@pytest.mark.parametrize("body", ["html", "truncated", "empty"])
def test_a_broken_answer_is_an_error_and_afterwards_all_is_as_before(client: KoladaClient, base_url: str, body: str):
    set_faults(base_url, body=body)
    with pytest.raises(KoladaBadResponse):
        in_riket_and_bjuv(client)
    with pytest.raises(KoladaBadResponse):
        client.get_municipality_groups()
    assert not client.is_reachable()
    set_faults(base_url)
    assert in_riket_and_bjuv(client) == RIGHT
    assert client.is_reachable()


def test_a_server_that_is_down_is_unavailable(base_url: str):
    set_faults(base_url, down=True)
    with closing(make_session(1)) as session:
        client = KoladaClient(base_url, session, Rate(retries=1))
        with pytest.raises(KoladaUnavailable, match="502, 2 times"):
            client.get_municipalities()
        assert not client.is_reachable()


def test_a_server_that_is_not_there_is_unavailable():
    with closing(make_session(1)) as session:
        client = KoladaClient("http://127.0.0.1:9/v3", session, Rate(retries=1))
        with pytest.raises(KoladaUnavailable, match="ConnectionError, 2 times"):
            client.get_municipalities()


def test_an_answer_that_does_not_come_is_waited_for_no_longer_than_the_time_out(base_url: str):
    set_faults(base_url, latency=1.0)
    with closing(make_session(1)) as session:
        client = KoladaClient(base_url, session, Rate(retries=0, timeout=(1, 0.1)))
        with pytest.raises(KoladaUnavailable, match=r"ReadTimeout|ConnectionError"):
            client.get_municipalities()


def test_the_old_api_is_a_refusal(base_url: str):
    with closing(make_session(1)) as session:
        client = KoladaClient(base_url.replace("/v3", "/v2"), session, FAST)
        with pytest.raises(KoladaRejected, match="410"):
            client.get_municipalities()
