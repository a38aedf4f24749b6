"""The app over the server with real values: the worked examples, how much it asks, faults. Källa: Kolada."""

import csv
import io
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import date
from pathlib import Path

import pytest
from dash import Dash

from cache.store import Store, utc_now
from kolada.api.client import KoladaClient, Rate, make_session
from kolada.reading import sentences
from layouts import texts
from layouts.selection import parse
from layouts.view import View, Views
from tests.pages import AUDITORS, KRAMFORS, SEVEN, TODAY, classed, drawn, graphs, heading, light_app, text
from tests.servers import clear_log, request_log, running_server, set_faults

pytestmark = pytest.mark.server

BJUV = "municipality=1260"
SOCIO, IFO = "G176208", "G36462"
FAST = Rate(per_second=1000, burst=1000)

# COMPARISON's N33001 of Kramfors: own, ovägt medel of the report's seven, Riket
KRAMFORS_2017 = {
    2017: (3324.9, 1762.5, 2031.8),
    2018: (3552.0, 1760.6, 2157.8),
    2019: (3422.3, 2173.3, 2238.3),
    2020: (3794.2, 2463.7, 2342.3),
    2021: (4182.4, 2714.1, 2448.5),
    2022: (4419.2, 2938.6, 2592.2),
}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with running_server() as base_url:
        yield base_url


@pytest.fixture
def base_url(server: str) -> str:
    set_faults(server)
    clear_log(server)
    return server


@contextmanager
def opened(base_url: str, folder: Path, waits: bool = True) -> Iterator[Store]:
    pause = {} if waits else {"sleep": lambda _: None}
    with closing(make_session(4)) as session:
        client = KoladaClient(base_url, session, FAST, **pause)
        with closing(Store(f"sqlite:///{folder / 'store.sqlite'}", client, clock=utc_now)) as store:
            yield store


@pytest.fixture
def store(base_url: str, tmp_path: Path) -> Iterator[Store]:
    with opened(base_url, tmp_path, waits=False) as store:
        yield store


@pytest.fixture
def views(store: Store) -> Views:
    return Views(store, lambda: TODAY)


@pytest.fixture
def app(store: Store, tmp_path: Path) -> Dash:
    return light_app(store, tmp_path.parent / "static")


def view_of(views: Views, query: str, kpi: str | None = None) -> View:
    view = views.view(parse(query)[0], kpi)
    assert view
    assert view.problem is None
    return view


def followed(views: Views, kpis: list[str]) -> None:
    """Polls as a page does, until the country is whole."""
    for _ in range(1_200):
        progress = views.follow(kpis)
        if progress.done == progress.total:
            return
        assert not progress.problem
        time.sleep(0.05)
    raise AssertionError(progress)


def csv_rows(app: Dash, query: str) -> list[dict[str, str]]:
    response = app.server.test_client().get(f"/data.csv?{query}")
    assert response.status_code == 200, response.text
    return list(csv.DictReader(io.StringIO(response.text)))


# The worked examples --------------------------------------------------------------------------------------------------


def test_kramfors_own_line_the_sevens_mean_and_riket_are_those_of_the_report(views: Views):
    view = view_of(views, f"{KRAMFORS}&peers={SEVEN}&{AUDITORS}&period=2017-2022")
    assert list(view.comparisons) == ["N33001", "N33007", "N33813", "N33008", "N33812", "N33010", "N33011"]
    comparison = view.comparisons["N33001"]
    lines = (comparison.focal, comparison.mean, comparison.riket)
    assert {p: tuple(round(line.value(p), 1) for line in lines) for p in comparison.periods} == KRAMFORS_2017
    assert comparison.peers.name == "Egen lista"
    assert [view.comparisons[k].is_count for k in view.comparisons] == [False, False, True, False, True, False, False]
    assert not view.comparisons["N33813"].mean.cells


def test_kramfors_default_is_its_seven_of_ifo_2024(views: Views, app: Dash):
    page = drawn(app, "/oversikt", KRAMFORS)[1]["page"]["children"]
    names = "Burlöv, Bjuv, Mellerud, Kristinehamn, Säffle, Norberg, Avesta (Liknande kommuner IFO 2024)"
    assert names in text(page)
    assert "PÅHITTADE" not in text(page)
    assert len(classed(page, "chart-card")) == 12
    assert len(graphs(page)) >= 11


def test_bjuv_2018_is_in_the_file_as_kolada_has_it(app: Dash):
    found = csv_rows(app, f"kpi=N33001&{BJUV}&period=2018")
    values = {(r["role"], r["municipality"]): r["value"] for r in found}
    assert values["focal", "1260"] == "3189.471647"
    assert values["riket", "0000"] == "2157.833705"
    assert {r["source"][:15] for r in found if r["role"] == "peer_mean"} == {"Egen bearbetnin"}


@pytest.mark.parametrize(
    ("group", "position", "said"),
    [
        (SOCIO, 2, "Näst högst av åtta (Bjuv och sju kommuner med liknande socioekonomi) 2018."),
        (IFO, 3, "Tredje högst av åtta (Bjuv och sju liknande kommuner inom IFO) 2018."),
    ],
)
def test_bjuvs_rank_is_second_by_socioekonomi_and_third_by_ifo(views: Views, group: str, position: int, said: str):
    comparison = view_of(views, f"{BJUV}&kpi=N33001&period=2018&peers={group}").comparisons["N33001"]
    assert (comparison.rank.position, comparison.rank.n, comparison.peers.edition) == (position, 8, 2024)
    assert sentences.rank_sentence(comparison).startswith(said)


def test_bjuvs_default_for_a_cost_of_children_is_ifo(views: Views):
    assert view_of(views, f"{BJUV}&kpi=N33001&period=2018").resolved.group.id == IFO


def test_with_2025_out_in_spring_it_is_preliminary_and_riket_is_explained(tmp_path: Path):
    with ExitStack() as stack:
        base_url = stack.enter_context(running_server("--kpis", "N33", "--through", "2025"))
        store = stack.enter_context(opened(base_url, tmp_path))
        app = light_app(store, tmp_path.parent / "static", date(2026, 5, 1))
        page = text(drawn(app, "/nyckeltal/N33001", KRAMFORS)[1]["page"]["children"])
        rows = csv_rows(app, f"{KRAMFORS}&kpi=N33001&period=2025")
    assert "2025 års värden är preliminära, fastställs 28 augusti 2026." in page
    assert "Riket 2025 kommer 28 augusti 2026." in page
    assert {(r["role"], r["preliminary"]) for r in rows if r["value"]} >= {("focal", "true"), ("peer_mean", "true")}
    assert [(r["n"], r["value"]) for r in rows if r["role"] == "riket"] == [("0", "")]


# How much is asked ----------------------------------------------------------------------------------------------------


def test_a_cold_overview_asks_five_times_at_most_then_thirteen_and_a_warm_one_never(
    views: Views, app: Dash, base_url: str
):
    drawn(app, "/oversikt", KRAMFORS)
    assert len(request_log(base_url)) <= 5
    clear_log(base_url)
    followed(views, view_of(views, KRAMFORS).ranked)
    assert len(request_log(base_url)) <= 13
    clear_log(base_url)
    drawn(app, "/oversikt", KRAMFORS)
    drawn(app, "/oversikt", f"{KRAMFORS}&period=latest5")
    csv_rows(app, KRAMFORS)
    assert request_log(base_url) == []


@pytest.mark.parametrize("kpi_set", ["grundskola", "aldreomsorg", "ifo-totalt", "missbruk-och-vuxna"])
def test_any_set_asks_26_times_at_most_pages_counted(views: Views, base_url: str, kpi_set: str):
    followed(views, view_of(views, f"{KRAMFORS}&set={kpi_set}").ranked)
    assert len(request_log(base_url)) <= 26


# Faults ---------------------------------------------------------------------------------------------------------------


def test_a_third_of_the_answers_failing_changes_no_value(app: Dash, base_url: str, tmp_path: Path):
    set_faults(base_url, error_rate=0.33, errors=[429, 503, 504], retry_after=0, seed=7)
    query = f"{KRAMFORS}&{AUDITORS}"
    during = csv_rows(app, query)
    set_faults(base_url)
    (tmp_path / "other").mkdir()
    with opened(base_url, tmp_path / "other") as calm:
        assert csv_rows(light_app(calm, tmp_path.parent / "static"), query) == during


@pytest.mark.parametrize("faults", [{"down": True}, {"body": "html"}, {"body": "truncated"}, {"body": "empty"}])
def test_faults_become_a_notice_and_after_them_all_is_as_before(app: Dash, base_url: str, faults: dict):
    before = csv_rows(app, f"{KRAMFORS}&kpi=N33001")
    set_faults(base_url, **faults)
    assert csv_rows(app, f"{KRAMFORS}&kpi=N33001") == before
    status, changed = drawn(app, "/nyckeltal/N33816", KRAMFORS)
    assert status == 200
    page = changed["page"]["children"]
    assert heading(page) == texts.ERROR_UNREACHABLE or "saknas därför här" in text(classed(page, "notice"))
    assert app.server.test_client().get(f"/data.csv?{KRAMFORS}&kpi=N33816").status_code in (200, 503)
    set_faults(base_url)
    time.sleep(0.1)
    assert csv_rows(app, f"{KRAMFORS}&kpi=N33001") == before


def test_two_seconds_of_latency_are_waited_for(app: Dash, base_url: str):
    set_faults(base_url, latency=2)
    assert graphs(drawn(app, "/nyckeltal/N33001", KRAMFORS)[1]["page"]["children"])
