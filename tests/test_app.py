"""The whole app in process: its wiring, its callbacks as a browser calls them, faults and hostile input."""

import random
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest
from dash import Dash

import app as application
from cache.errors import StoreError
from cache.store import Store
from kolada.sample import Faults, Sample
from layouts import ids, shell, texts
from layouts.pages import start
from layouts.view import Views
from tests.pages import (
    KRAMFORS,
    classed,
    drawn,
    graphs,
    heading,
    light_app,
    links,
    navigate,
    nodes,
    plain,
    post,
    sample_store,
    text,
)

KNOWN = {value for name, value in vars(ids).items() if name.isupper()}


@pytest.fixture(scope="module")
def app(warm_views: Views, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dash]:
    with light_app(warm_views.store, tmp_path_factory.mktemp("static")) as app:
        yield app


@pytest.fixture
def listed_app(listed_store: Store, tmp_path: Path) -> Iterator[Dash]:
    with light_app(listed_store, tmp_path / "static") as app:
        yield app


# Wiring ---------------------------------------------------------------------------------------------------------------


def dependencies(app: Dash) -> set[str]:
    """Every id that a callback reads or writes."""
    found: set[str] = set()
    for key, callback in app.callback_map.items():
        found |= {part.partition(".")[0] for part in key.strip(".").split("...")}
        found |= {each["id"] for each in (*callback["inputs"], *callback["state"])}
    return found


def test_every_id_of_a_callback_is_in_one_list_and_on_a_page(app: Dash, warm_views: Views):
    assert dependencies(app) <= KNOWN
    trees = plain([shell.layout(False), *start.layout(warm_views.municipalities())])
    assert dependencies(app) <= {node["props"]["id"] for node in nodes(trees) if "id" in node["props"]}


def test_every_id_in_the_list_is_used(warm_views: Views):
    trees = plain([shell.layout(False), *start.layout(warm_views.municipalities())])
    assert {node["props"]["id"] for node in nodes(trees) if "id" in node["props"]} >= KNOWN


def test_no_id_stands_twice(warm_views: Views):
    trees = plain([shell.layout(True), *start.layout(warm_views.municipalities())])
    seen = [node["props"]["id"] for node in nodes(trees) if "id" in node["props"]]
    assert len(seen) == len(set(seen))


def test_the_sample_says_so_over_every_page(app: Dash):
    assert texts.INVENTED_BANNER in text(plain(app.layout))
    assert texts.INVENTED_SOURCE in text(plain(app.layout))
    assert "PÅHITTADE" not in text(plain(shell.layout(False)))


def test_two_apps_in_one_process_know_nothing_of_each_other(listed_store: Store, tmp_path: Path):
    with ExitStack() as stack:
        other = stack.enter_context(sample_store(tmp_path, name="other"))
        one = stack.enter_context(light_app(listed_store, tmp_path / "static", date(2026, 5, 1)))
        two = stack.enter_context(light_app(other, tmp_path / "static", date(2026, 11, 22)))
        pages = [drawn(each, "/nyckeltal/N33001", KRAMFORS)[1]["page"]["children"] for each in (one, two)]
    assert one.server is not two.server
    assert ["preliminära" in text(page) for page in pages] == [True, False]
    assert set(one.callback_map) == set(two.callback_map)


def test_the_calendars_day_is_the_environments_or_todays():
    assert application.calendar_day({"KOLADA_TODAY": "2026-05-01"})() == date(2026, 5, 1)
    assert application.calendar_day({})() == date.today()
    with pytest.raises(ValueError, match="month"):
        application.calendar_day({"KOLADA_TODAY": "2026-13-01"})


def test_the_samples_store_is_its_own_and_invented(tmp_path: Path):
    store = application.sample_store(tmp_path)
    assert store.invented
    assert (tmp_path / "sample.sqlite").exists()
    store.close()


@pytest.mark.parametrize("path", ["/", "/oversikt", "/nyckeltal/N33001", "/om", "/finns-inte"])
def test_every_path_is_served_the_frame(app: Dash, path: str):
    response = app.server.test_client().get(f"{path}?municipality=<script>alert(1)</script>")
    assert response.status_code == 200
    assert '<html lang="sv">' in response.text
    assert "alert(1)" not in response.text


# Callbacks ------------------------------------------------------------------------------------------------------------


def test_an_address_becomes_the_selection_the_navigation_and_the_bar(app: Dash):
    status, changed = navigate(app, "/oversikt", f"?{KRAMFORS}", "url.search")
    assert status == 200
    assert changed["selection-store"]["data"] == {"path": "/oversikt", "search": KRAMFORS}
    assert "url" not in changed
    assert list(links(changed["nav"]["children"])) == ["Översikt", "Nyckeltal", "Om siffrorna"]
    assert (changed["bar-municipality"]["value"], changed["bar-peers"]["value"]) == ("2282", "G36552")
    assert (changed["bar-set"]["value"], changed["bar-to"]["value"]) == ("barn-och-unga", "2025")
    assert changed["bar"]["style"] == {}


def test_the_address_it_wrote_itself_changes_nothing(app: Dash):
    shown = {"path": "/oversikt", "search": KRAMFORS}
    assert navigate(app, "/oversikt", f"?{KRAMFORS}", "url.search", **{"selection-store__data": shown})[0] == 204


def test_a_choice_in_the_bar_becomes_the_address(app: Dash):
    status, changed = navigate(app, "/oversikt", f"?{KRAMFORS}", "bar-to.value", **{"bar-to__value": "2020"})
    assert status == 200
    assert changed["url"] == {"pathname": "/oversikt", "search": f"?{KRAMFORS}&period=2016-2020"}
    assert changed["selection-store"]["data"] == {"path": "/oversikt", "search": f"{KRAMFORS}&period=2016-2020"}


def test_a_municipality_chosen_on_the_start_leads_to_its_overview(app: Dash):
    status, changed = navigate(app, "/", "", "start-municipality.value", **{"start-municipality__value": "2282"})
    assert changed["url"] == {"pathname": "/oversikt", "search": f"?{KRAMFORS}"}
    assert status == 200


def test_what_was_chosen_already_changes_nothing(app: Dash):
    for control, value in (("bar-municipality", "2282"), ("bar-municipality", None), ("bar-gender", "T")):
        status, _ = navigate(app, "/oversikt", KRAMFORS, f"{control}.value", **{f"{control}__value": value})
        assert status == 204


@pytest.mark.parametrize("path", ["/", "/om", "/finns-inte", "/oversikt"])
def test_where_there_is_nothing_to_choose_for_there_is_no_bar(app: Dash, path: str):
    _, changed = navigate(app, path, "", "url.pathname")
    assert changed["bar"]["style"] == {"display": "none"}


def test_the_long_lists_are_sent_but_once(app: Dash):
    first = navigate(app, "/oversikt", KRAMFORS, "url.search")[1]
    again = navigate(app, "/oversikt", KRAMFORS, "url.search", **{"bar-municipality__data": [{}]})[1]
    assert len(first["bar-municipality"]["data"][0]["items"]) == 290
    assert "data" not in again["bar-municipality"]


def test_the_page_callback_draws_the_page_and_tells_its_title_and_what_it_waits_for(app: Dash):
    status, changed = drawn(app, "/nyckeltal/N33816", KRAMFORS)
    assert status == 200
    assert graphs(changed["page"]["children"])
    assert changed["title-store"]["data"]["title"].endswith("– Kramfors – Jämförbart")
    assert changed["follow-store"]["data"]["kpis"] == ["N33816"]
    assert changed["follow-timer"]["disabled"] is False
    assert drawn(app, "/nyckeltal/N33001", KRAMFORS)[1]["follow-timer"]["disabled"] is True


def test_the_rest_of_the_country_follows_and_the_page_is_drawn_again(listed_app: Dash):
    following = drawn(listed_app, "/nyckeltal/N33001", KRAMFORS)[1]["follow-store"]["data"]
    status, body = post(listed_app, "refresh-store", "follow-timer.n_intervals", {"follow-store.data": following})
    assert status == 200
    assert body["response"]["follow-status"]["children"] == ""
    assert body["response"]["follow-timer"]["disabled"] is True
    assert body["response"]["refresh-store"]["data"] > following["version"]
    assert "I landet: " in text(drawn(listed_app, "/nyckeltal/N33001", KRAMFORS)[1]["page"]["children"])


def test_a_country_that_cannot_be_fetched_is_said_and_asked_for_no_more(listed_app: Dash, sample: Sample):
    following = drawn(listed_app, "/nyckeltal/N33001", KRAMFORS)[1]["follow-store"]["data"]
    sample.faults = Faults(down=True)
    _, body = post(listed_app, "refresh-store", "follow-timer.n_intervals", {"follow-store.data": following})
    assert body["response"]["follow-status"]["children"] == texts.PROGRESS_STOPPED
    assert body["response"]["follow-timer"]["disabled"] is True


def own_list(app: Dash, picked: list[str] | None, pasted: str | None) -> dict:
    values = {"own-list-picked.value": picked, "own-list-pasted.value": pasted}
    status, body = post(app, "own-list-store.data", "own-list-apply.n_clicks", values)
    assert status == 200
    return body["response"]


def test_picked_and_pasted_peers_become_one_list(app: Dash):
    changed = own_list(app, ["1231"], "Bjuv, Burlöv; Säffle")
    assert changed["own-list-store"]["data"] == "1231,1260,1785"
    assert changed["own-list-message"]["children"] == ""


def test_a_name_that_is_not_understood_is_named_and_nothing_is_compared_yet(app: Dash):
    changed = own_list(app, [], "Bjuv, Atlantis")
    assert "own-list-store" not in changed
    assert changed["own-list-message"]["children"].startswith("Förstod inte: Atlantis.")
    assert changed["own-list-picked"]["value"] == ["1260"]


def test_an_empty_list_and_one_too_long_are_said(app: Dash, warm_views: Views):
    assert own_list(app, None, None)["own-list-message"]["children"] == texts.OWN_LIST_EMPTY
    many = [m.id for m in warm_views.municipalities() if m.is_municipality][:61]
    assert own_list(app, many, "")["own-list-message"]["children"].endswith("1 togs inte med.")


# Faults ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("faults", [{"down": True}, {"body": "html"}, {"body": "half"}, {"body": "empty"}])
def test_whatever_kolada_does_there_is_a_page_with_a_notice(listed_app: Dash, sample: Sample, faults: dict):
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
    assert not classed(drawn(listed_app, "/nyckeltal/N33001", KRAMFORS)[1]["page"]["children"], "notice")


def test_choosing_while_kolada_is_down_leads_to_a_page_that_says_so(tmp_path: Path, sample: Sample):
    with sample_store(tmp_path, sample) as store, light_app(store, tmp_path / "static") as app:
        store.municipalities()
        sample.faults = Faults(down=True)
        chosen = {"start-municipality__value": "2282"}
        status, changed = navigate(app, "/", "", "start-municipality.value", **chosen)
        assert (status, changed["url"]["pathname"]) == (200, "/oversikt")
        assert heading(drawn(app, "/oversikt", KRAMFORS)[1]["page"]["children"]) == texts.ERROR_UNREACHABLE


def test_a_third_of_the_answers_failing_is_not_seen(listed_app: Dash, sample: Sample, app: Dash):
    chance = random.Random(3)
    statuses = iter(lambda: chance.choice([200, 200, chance.choice([429, 503, 504])]), 0)
    sample.faults = Faults(statuses=statuses)
    page = drawn(listed_app, "/nyckeltal/N33816", KRAMFORS)[1]["page"]["children"]
    assert graphs(page) == graphs(drawn(app, "/nyckeltal/N33816", KRAMFORS)[1]["page"]["children"])


def test_a_store_that_fails_is_a_page_that_says_so(listed_app: Dash, listed_store: Store, monkeypatch):
    def locked(*_: object) -> None:
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
    assert own_list(listed_app, [], "Bjuv")


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
def test_crafted_addresses_get_a_page(app: Dash, query: str):
    for path in ("/oversikt", "/nyckeltal/N33001"):
        narrow = query if "kpi=" in query or path != "/oversikt" else f"{query}&kpi=N33001"
        assert navigate(app, path, f"?{narrow}", "url.search")[0] == 200
        status, changed = drawn(app, path, narrow)
        assert status == 200
        page = changed["page"]["children"]
        assert heading(page) not in (texts.ERROR_TITLE, "")
        said = [text(notice) for notice in classed(page, "notice-text")]
        assert all(len(notice) < 700 and notice.isprintable() for notice in said)


@pytest.mark.parametrize(
    "path", ["/<script>alert(1)</script>", "/nyckeltal/" + "N" * 5_000, "/%00", "/nyckeltal/../om", ""]
)
def test_crafted_paths_get_a_page_without_them_in_it(app: Dash, path: str):
    status, changed = drawn(app, path, "")
    assert status == 200
    assert "<script" not in text(changed["page"]["children"])
    assert len(text(changed["page"]["children"])) < 2_000


def test_random_addresses_never_get_a_500(app: Dash):
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
    for _ in range(150):
        query = "&".join(f"{chance.choice(keys)}={chance.choice(values)}" for _ in range(chance.randint(1, 4)))
        status, changed = drawn(app, "/nyckeltal/N33001", f"{KRAMFORS}&{query}")
        assert status == 200
        assert heading(changed["page"]["children"]) != texts.ERROR_TITLE
