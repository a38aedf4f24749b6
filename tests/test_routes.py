"""/data.csv and /health, asked of the server in process."""

import csv
import io
import random
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from urllib.parse import unquote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cache.errors import StoreError
from cache.store import Store
from kolada.api.errors import KoladaUnavailable
from kolada.sample import Faults, Sample
from layouts import routes
from layouts.documents.table import COLUMNS
from layouts.selection import parse
from layouts.view import Views
from tests.pages import KRAMFORS, sample_store, views_of


def client_of(views: Views) -> FlaskClient:
    server = Flask("routes")
    routes.register(server, views)
    return server.test_client()


@pytest.fixture(scope="module")
def client(warm_views: Views) -> FlaskClient:
    return client_of(warm_views)


@pytest.fixture
def cold_store(tmp_path: Path, sample: Sample) -> Iterator[Store]:
    with sample_store(tmp_path, sample) as store:
        yield store


def rows(client: FlaskClient, query: str) -> list[dict[str, str]]:
    response = client.get(f"/data.csv?{query}")
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.text)))


def test_the_file_has_the_promised_columns_and_is_a_file(client: FlaskClient):
    response = client.get(f"/data.csv?{KRAMFORS}&kpi=N33001")
    assert response.content_type == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="kramfors_N33001_2016-2025.csv"'
    assert response.text.splitlines()[0] == ",".join(COLUMNS)


def test_the_file_has_the_same_defaults_as_the_pages(client: FlaskClient, warm_views: Views):
    whole = rows(client, KRAMFORS)
    assert list(dict.fromkeys(r["kpi"] for r in whole))[:3] == ["N33001", "N33006", "N33007"]
    assert {r["municipality"] for r in whole if r["role"] == "peer_mean"} == {"G36552"}
    assert min(int(r["period"]) for r in whole) == 2016
    assert {r["gender"] for r in whole} == {"T"}


def test_every_row_of_the_sample_says_that_it_is_invented(client: FlaskClient):
    assert {r["source"] for r in rows(client, f"{KRAMFORS}&kpi=N33001&kpi=N33816")} == {"PÅHITTADE SIFFROR"}


def test_one_year_one_kpi_is_own_peers_mean_and_riket(client: FlaskClient):
    found = rows(client, f"{KRAMFORS}&kpi=N33001&period=2018")
    assert [r["role"] for r in found] == ["focal", *["peer"] * 7, "peer_mean", "riket"]
    assert {r["period"] for r in found} == {"2018"}
    skara = next(r for r in found if r["name"] == "Skara")
    assert (skara["value"], skara["n"], skara["status"]) == ("", "0", "Not applicable")
    assert next(r for r in found if r["role"] == "peer_mean")["n"] == "6"


def test_genders_stand_together_and_what_is_not_divided_comes_once_as_total(client: FlaskClient):
    found = rows(client, f"{KRAMFORS}&kpi=N33816&gender=K,M&period=2023")
    assert [r["gender"] for r in found if r["role"] == "focal"] == ["K", "M"]
    address = f"{KRAMFORS}&kpi=N33001&gender=K,M&period=2018"
    assert [r["gender"] for r in rows(client, address)] == ["T"] * 10
    response = client.get(f"/data.csv?{address}")
    assert unquote(response.headers["X-Notice"]) == "Inte könsuppdelade i Kolada, visas totalt: N33001."


def test_a_file_says_in_a_header_what_was_not_understood(client: FlaskClient):
    response = client.get(f"/data.csv?{KRAMFORS}&kpi=N33001&period=igår")
    assert "gick inte att förstå" in unquote(response.headers["X-Notice"])
    assert "X-Notice" not in client.get(f"/data.csv?{KRAMFORS}&kpi=N33001").headers


def test_kpis_that_are_none_never_become_the_default_set(client: FlaskClient):
    response = client.get(f"/data.csv?{KRAMFORS}&kpi=NXXXX")
    assert (response.status_code, "NXXXX" in response.text) == (400, True)


def test_a_table_of_half_kolada_is_refused_with_what_to_narrow(client: FlaskClient, warm_views: Views):
    kpis = "&".join(f"kpi=N{33001 + n}" for n in range(25))
    query = f"{KRAMFORS}&{kpis}&peers=G2328&gender=T,K,M&period=latest60"
    assert routes.cells_asked(warm_views, parse(query)[0]) == 25 * 290 * 3 * 60
    response = client.get(f"/data.csv?{query}")
    assert response.status_code == 413
    assert "färre nyckeltal (kpi), år (period), kön (gender)" in response.text
    assert "1\u202f305\u202f000 värden" in response.text
    assert routes.cells_asked(warm_views, parse(f"{KRAMFORS}&{kpis}&peers=G2328")[0]) < routes.MOST_CELLS


def test_two_tables_are_made_at_once_and_a_third_waits(client: FlaskClient):
    answered: list[int] = []

    def ask() -> None:
        answered.append(client.get(f"/data.csv?{KRAMFORS}&kpi=N33001").status_code)

    with routes.BUILDING, routes.BUILDING:
        third = Thread(target=ask)
        third.start()
        third.join(0.3)
        assert answered == []
    third.join(10)
    assert answered == [200]


def test_swedish_excel_gets_its_form(client: FlaskClient):
    response = client.get(f"/data.csv?{KRAMFORS}&kpi=N33001&period=2018&format=excel-sv")
    first = response.text.splitlines()[1]
    assert response.data.startswith(b"\xef\xbb\xbfkpi;title;")
    assert first.startswith(
        "N33001;Kostnad barn och ungdomsvård, kr/inv;kr/inv;\t2282;Kramfors;focal;2018;T;3120,122611;1;"
    )


@pytest.mark.parametrize("query", ["", "kpi=N33001", "municipality=Kramfors", "municipality=%zz", "municipality=22820"])
def test_without_a_municipality_the_answer_is_400_and_how_to_write_it(client: FlaskClient, query: str):
    response = client.get(f"/data.csv?{query}")
    assert (response.status_code, response.content_type) == (400, "text/plain; charset=utf-8")
    assert "/data.csv?municipality=2282&kpi=N33001" in response.text
    assert "Retry-After" not in response.headers


def test_a_municipality_that_does_not_exist_is_404(client: FlaskClient):
    response = client.get("/data.csv?municipality=9999")
    assert response.status_code == 404
    assert response.text == "Kommunen med kod 9999 finns inte i Kolada. Välj en annan.\n"


def test_a_kpi_that_does_not_exist_is_said_and_takes_nothing_from_the_others(client: FlaskClient):
    response = client.get(f"/data.csv?{KRAMFORS}&kpi=N99999")
    assert (response.status_code, response.text) == (404, "N99999 finns inte, eller finns inte längre, i Kolada.\n")
    assert {r["kpi"] for r in rows(client, f"{KRAMFORS}&kpi=N99999&kpi=N33001")} == {"N33001"}


def test_kolada_down_and_nothing_stored_is_503_with_when_to_come_back(cold_store: Store, sample: Sample):
    sample.faults = Faults(down=True)
    response = client_of(views_of(cold_store)).get(f"/data.csv?{KRAMFORS}")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "10")
    assert response.content_type == "text/plain; charset=utf-8"
    assert "Kolada" in response.text
    assert "502" not in response.text
    assert "http" not in response.text


@pytest.mark.parametrize("body", ["html", "half", "empty"])
def test_a_bad_answer_is_503_and_never_a_file(listed_store: Store, sample: Sample, body):
    sample.faults = Faults(body=body, match="/data/")
    client = client_of(views_of(listed_store))
    assert client.get(f"/data.csv?{KRAMFORS}&kpi=N33001").status_code == 503
    sample.faults = Faults()
    assert len(rows(client, f"{KRAMFORS}&kpi=N33001&period=2018")) == 10


def test_half_of_the_values_is_no_file(listed_store: Store, sample: Sample):
    client = client_of(views_of(listed_store))
    before = rows(client, f"{KRAMFORS}&kpi=N33001&peers=1231,1260")
    sample.faults = Faults(down=True, match="/data/")
    assert rows(client, f"{KRAMFORS}&kpi=N33001&peers=1231,1260") == before
    assert client.get(f"/data.csv?{KRAMFORS}&kpi=N33001&peers=1231,1461").status_code == 503
    assert client.get(f"/data.csv?{KRAMFORS}&kpi=N33001&kpi=N15027&peers=1231,1260").status_code == 503


def test_a_cold_answer_that_takes_too_long_is_503(listed_store: Store, sample: Sample, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(routes, "PATIENCE", 0.01)
    sample.faults = Faults(latency=0.1)
    response = client_of(views_of(listed_store)).get(f"/data.csv?{KRAMFORS}&kpi=N33001")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "10")
    assert response.text == "Värdena hämtas från Kolada. Försök igen om en stund.\n"


def test_the_parts_failing_now_and_then_lose_nothing(listed_store: Store, sample: Sample, client: FlaskClient):
    chance = random.Random(7)
    sample.faults = Faults(statuses=iter(lambda: chance.choice([200, 200, chance.choice([429, 503, 504])]), 0))
    query = f"{KRAMFORS}&kpi=N33001&kpi=N33816"
    assert rows(client_of(views_of(listed_store)), query) == rows(client, query)


def test_health_tells_version_store_newest_data_and_whether_kolada_answers(client: FlaskClient):
    health = client.get("/health")
    assert health.status_code == 200
    assert health.json["kolada"] is True
    assert health.json["invented"] is True
    assert health.json["newest"].startswith("20")
    assert health.json["store"]["slices"] > 290
    assert health.json["version"]


def test_health_is_200_while_kolada_is_gone_and_asks_it_once_a_minute(cold_store: Store, sample: Sample):
    sample.faults = Faults(down=True)
    client = client_of(views_of(cold_store))
    answers = [client.get("/health") for _ in range(3)]
    assert [(a.status_code, a.json["kolada"], a.json["newest"]) for a in answers] == [(200, False, None)] * 3
    assert len(sample.log) <= 2


def test_a_store_that_cannot_be_read_is_503_on_both(warm_views: Views, monkeypatch: pytest.MonkeyPatch):
    def locked(*_: object) -> None:
        raise StoreError("Databasen är upptagen.", "database is locked")

    monkeypatch.setattr(warm_views.store, "info", locked)
    monkeypatch.setattr(warm_views.store, "version", locked)
    client = client_of(warm_views)
    for path in ("/health", f"/data.csv?{KRAMFORS}"):
        response = client.get(path)
        assert (response.status_code, response.text) == (503, "Databasen är upptagen.\n")


def test_an_error_of_koladas_is_told_in_its_own_sentence(warm_views: Views, monkeypatch: pytest.MonkeyPatch):
    def gone(*_: object) -> None:
        raise KoladaUnavailable("https://secret.example/v3", "detail")

    monkeypatch.setattr(warm_views, "view", gone)
    response = client_of(warm_views).get(f"/data.csv?{KRAMFORS}")
    assert response.text == f"{KoladaUnavailable('').sentence}\n"


CRAFTED = (
    "municipality=<script>alert(1)</script>", f"{KRAMFORS}&kpi=<script>", f"{KRAMFORS}&period=0",
    f"{KRAMFORS}&kpi=N33001&period=99999", "%", "%zz=%", "municipality=%E5", "municipality=%00",
    f"{KRAMFORS}&kpi=N33001&peers=" + ",".join(["1231"] * 10_000), f"{KRAMFORS}&kpi=N33001&format=<b>",
    f"{KRAMFORS}&kpi=N33001&format=excel-sv&format=x", f"{KRAMFORS}&kpi=N33001&retrieved=0001-01-01",
    f"{KRAMFORS}&kpi=N33001&retrieved=9999-12-31", "municipality=0000", "municipality=0001&kpi=N33001",
    f"{KRAMFORS}&kpi=N33001&peers=G36552@2022:9999", f"{KRAMFORS}&kpi=N33001&peers=G1@1:1",
    "municipality=2282%0d%0aSet-Cookie:%20a=b", "municipality=%E2%80%AE2822",
)  # fmt: skip


@pytest.mark.parametrize("query", CRAFTED)
def test_hostile_queries_get_a_file_or_a_clear_4xx_and_nothing_of_them_back(client: FlaskClient, query: str):
    response = client.get("/data.csv", query_string=query)
    assert response.status_code in (200, 400, 404)
    assert response.content_type.partition(";")[0] in ("text/csv", "text/plain")
    assert "<script" not in response.text
    assert "Set-Cookie" not in response.headers


def test_random_queries_never_get_a_500(client: FlaskClient):
    chance = random.Random(1)
    keys = ["municipality", "peers", "kpi", "period", "gender", "view", "retrieved", "format", "set", "%00"]
    values = ["2282", "N33001", "G36552@2022:1231", "latest5", "K", "%", "%ff", "<b>", "0", "9" * 50, "", "1231,,9999"]
    for _ in range(80):
        query = "&".join(f"{chance.choice(keys)}={chance.choice(values)}" for _ in range(chance.randint(1, 5)))
        assert client.get(f"/data.csv?kpi=N33001&{query}").status_code in (200, 400, 404)
