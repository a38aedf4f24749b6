"""The app while Kolada or the store fails, and under hostile input: a page that says so, never a 500."""

import random
from pathlib import Path

import pytest
from dash import Dash

from cache.errors import StoreError
from cache.store import Store
from kolada.sample import Faults, Sample
from layouts import texts
from layouts.pagemaker import make
from layouts.view import Views
from tests.pages import (
    KRAMFORS,
    classed,
    drawn,
    graphs,
    heading,
    light_app,
    navigate,
    post,
    sample_store,
    text,
    use_own_list,
)

# Faults ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("faults", [{"down": True}, {"body": "half"}])
def test_whatever_kolada_does_there_is_a_page_with_a_notice(
    listed_app: Dash, sample: Sample, faults: dict, monkeypatch: pytest.MonkeyPatch
):
    sample.faults = Faults(**faults)
    for path in ("/", "/om", "/oversikt", "/nyckeltal/N33001"):
        assert navigate(listed_app, path, KRAMFORS, "url.pathname")[0] == 200
        status, changed = drawn(listed_app, path, KRAMFORS)
        page = changed["page"]["children"]
        assert status == 200
        assert heading(page)
        assert "Traceback" not in text(page)
    assert "En del värden saknas därför här." in text(classed(page, "notice"))
    sample.faults = Faults()
    monkeypatch.setattr("cache.policy.RETRY_AFTER", 0)  # half a minute later
    assert not classed(drawn(listed_app, "/nyckeltal/N33001", KRAMFORS)[1]["page"]["children"], "notice")


def test_choosing_while_kolada_is_down_leads_to_a_page_that_says_so(tmp_path: Path, sample: Sample):
    with sample_store(tmp_path, sample) as store:
        app = light_app(store, tmp_path.parent / "static")
        store.municipalities()
        sample.faults = Faults(down=True)
        chosen = {"start-municipality__value": "2282"}
        status, changed = navigate(app, "/", "", "start-municipality.value", **chosen)
        assert (status, changed["url"]["pathname"]) == (200, "/oversikt")
        assert heading(drawn(app, "/oversikt", KRAMFORS)[1]["page"]["children"]) == texts.ERROR_UNREACHABLE


def test_a_third_of_the_answers_failing_is_not_seen(listed_app: Dash, sample: Sample, warm_app: Dash):
    chance = random.Random(3)
    statuses = iter(lambda: chance.choice([200, 200, chance.choice([429, 503, 504])]), 0)
    sample.faults = Faults(statuses=statuses)
    page = drawn(listed_app, "/nyckeltal/N33816", KRAMFORS)[1]["page"]["children"]
    assert graphs(page) == graphs(drawn(warm_app, "/nyckeltal/N33816", KRAMFORS)[1]["page"]["children"])


def test_a_store_that_fails_is_a_page_that_says_so(listed_app: Dash, listed_store: Store, monkeypatch):
    def locked(*_: object, **__: object) -> None:
        raise StoreError("Databasen är upptagen.", "database is locked")

    for name in ("version", "municipalities", "municipality_groups", "kpis", "values", "info", "follow", "progress"):
        monkeypatch.setattr(listed_store, name, locked)
    for path in ("/", "/om", "/oversikt", "/nyckeltal/N33001"):
        assert navigate(listed_app, path, KRAMFORS, "url.pathname")[0] == 200
        status, changed = drawn(listed_app, path, KRAMFORS)
        assert status == 200
        assert "Databasen är upptagen." in text(changed["page"]["children"])
    following = {"follow-store.data": {"kpis": ["N33001"], "version": 1}}
    assert post(listed_app, "refresh-store", "follow-timer.n_intervals", following)[0] == 200
    assert use_own_list(listed_app, [], "Bjuv")


# Hostile input --------------------------------------------------------------------------------------------------------

CRAFTED = (
    "municipality=<script>alert(1)</script>", f"{KRAMFORS}&period=0", f"{KRAMFORS}&period=99999", "%", "%zz=%",
    f"{KRAMFORS}&kpi=%00&kpi=%ff", f"{KRAMFORS}&peers=" + ",".join(f"{n:04d}" for n in range(10_000)),
    f"{KRAMFORS}&kpi=" + "&kpi=".join(f"N{n:05d}" for n in range(300)), f"{KRAMFORS}&set=%E2%80%AE",
    f"{KRAMFORS}&retrieved=0001-01-01", f"{KRAMFORS}&retrieved=9999-12-31", f"{KRAMFORS}&peers=G36552@9999:0000",
    f"{KRAMFORS}&peers=2282", "municipality=0000", "municipality=0001&view=kon", f"{KRAMFORS}&gender=<svg/onload=x>",
    f"{KRAMFORS}&view=" + "a" * 41, f"{KRAMFORS}&peers=G33630&period=latest60", "a" * 150_000,
)  # fmt: skip


@pytest.mark.parametrize("query", CRAFTED, ids=range(len(CRAFTED)))
def test_crafted_addresses_get_a_page(warm_app: Dash, query: str):
    for path in ("/oversikt", "/nyckeltal/N33001"):
        narrow = query if "kpi=" in query or path != "/oversikt" else f"{query}&kpi=N33001"
        assert navigate(warm_app, path, f"?{narrow}", "url.search")[0] == 200
        status, changed = drawn(warm_app, path, narrow)
        assert status == 200
        page = changed["page"]["children"]
        assert heading(page) not in (texts.ERROR_TITLE, "")
        said = [text(notice) for notice in classed(page, "notice-text")]
        assert all(len(notice) < 700 and notice.isprintable() for notice in said)


@pytest.mark.parametrize(
    "path", ["/<script>alert(1)</script>", "/nyckeltal/" + "N" * 5_000, "/%00", "/nyckeltal/../om", ""]
)
def test_crafted_paths_get_a_page_without_them_in_it(warm_app: Dash, path: str):
    status, changed = drawn(warm_app, path, "")
    assert status == 200
    assert "<script" not in text(changed["page"]["children"])
    assert len(text(changed["page"]["children"])) < 2_000


def test_random_addresses_never_get_a_500(warm_app: Dash):
    chance = random.Random(20261122)
    keys = ["municipality", "peers", "gender", "view", "counts", "scale", "retrieved", "set", "prices", "<b>"]
    values = [
        "2282",
        "0180",
        "G36552@2022:1231",
        "latest5",
        "K",
        "%",
        "\x00",
        "<b>",
        "kon",
        "antal",
        "mean",
        "1231,9999",
    ]
    for _ in range(60):
        query = "&".join(f"{chance.choice(keys)}={chance.choice(values)}" for _ in range(chance.randint(1, 4)))
        status, changed = drawn(warm_app, "/nyckeltal/N33001", f"{KRAMFORS}&{query}")
        assert status == 200
        assert heading(changed["page"]["children"]) != texts.ERROR_TITLE


@pytest.mark.parametrize("kpis", [5, "N33001", {"a": 1}, [None, 7], None])
def test_what_a_browser_follows_may_be_anything(listed_app: Dash, kpis: object) -> None:
    following = {"follow-store.data": {"kpis": kpis, "version": 1}}
    assert post(listed_app, "refresh-store", "follow-timer.n_intervals", following)[0] == 200


def test_an_overview_of_a_curated_set_does_not_ask_for_koladas_groups_of_kpis(
    warm_views: Views, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warm_views.store, "kpi_groups", None)
    page = make(warm_views, "/oversikt", f"{KRAMFORS}&period=2016-2022")
    assert graphs(page.children)
