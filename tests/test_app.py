"""The whole app in process: its wiring, and its callbacks as a browser calls them."""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from dash import Dash

import app as application
from cache.store import Store
from kolada.sample import Faults, Sample
from layouts import ids, shell, texts
from layouts.pages import start
from layouts.view import Views
from tests.pages import (
    KRAMFORS,
    counted,
    drawn,
    graphs,
    kpi_page,
    light_app,
    navigate,
    nodes,
    page_of,
    plain,
    post,
    sample_store,
    text,
    use_own_list,
)

KNOWN = {value for name, value in vars(ids).items() if name.isupper()}


# Wiring ---------------------------------------------------------------------------------------------------------------


def dependencies(app: Dash) -> set[str]:
    """Every id that a callback reads or writes."""
    found: set[str] = set()
    for key, callback in app.callback_map.items():
        found |= {part.partition(".")[0] for part in key.strip(".").split("...")}
        found |= {each["id"] for each in (*callback["inputs"], *callback["state"])}
    return {each for each in found if not each.startswith("{")}  # forms have pickers of a kind: test_likeness_page


def single_ids(trees: Any) -> set[str]:
    """The ids of what stands once."""
    return {id for node in nodes(trees) if isinstance(id := node["props"].get("id"), str)}


def every_page(views: Views) -> list[Any]:
    """The frame, and the pages whose inputs callbacks know."""
    frame = plain([shell.layout(False), *start.layout(views.municipalities())])
    tabs = (f"municipality=2282&view={view}" for view in ("", "samband", "egen-likhet"))
    found = [page_of(views, "/utforska", search) for search in tabs]
    return [*frame, *kpi_page(views, query="view=rangordning"), *(node for page in found for node in page)]


def test_every_id_of_a_callback_is_in_one_list_and_on_a_page(warm_app: Dash, warm_views: Views):
    assert dependencies(warm_app) <= KNOWN
    trees = every_page(warm_views)
    assert dependencies(warm_app) <= single_ids(trees)


def test_every_id_in_the_list_is_used(warm_views: Views):
    trees = every_page(warm_views)
    assert single_ids(trees) >= KNOWN


def test_no_id_stands_twice(warm_views: Views):
    trees = plain([shell.layout(True), *start.layout(warm_views.municipalities())])
    trees += kpi_page(warm_views, query="view=rangordning")
    seen = [node["props"]["id"] for node in nodes(trees) if "id" in node["props"]]
    assert len(seen) == len(set(seen))


def test_the_sample_says_so_over_every_page(warm_app: Dash):
    assert texts.INVENTED_BANNER in text(plain(warm_app.layout))
    assert texts.INVENTED_SOURCE in text(plain(warm_app.layout))
    assert "PÅHITTADE" not in text(plain(shell.layout(False)))


def test_two_apps_in_one_process_know_nothing_of_each_other(listed_store: Store, tmp_path: Path):
    with sample_store(tmp_path, name="other") as other:
        one = light_app(listed_store, tmp_path.parent / "static", date(2026, 5, 1))
        two = light_app(other, tmp_path.parent / "static", date(2026, 11, 22))
        pages = [drawn(each, "/nyckeltal/N33001", KRAMFORS)[1]["page"]["children"] for each in (one, two)]
    assert one.server is not two.server
    assert ["preliminära" in text(page) for page in pages] == [True, False]
    assert set(one.callback_map) == set(two.callback_map)


def test_the_calendars_day_is_the_environments_or_todays():
    assert application.calendar_day({"KOLADA_TODAY": "2026-05-01"})() == date(2026, 5, 1)
    assert application.calendar_day({})() == date.today()
    with pytest.raises(SystemExit, match="KOLADA_TODAY is a date"):
        application.calendar_day({"KOLADA_TODAY": "2026-13-01"})


def test_the_samples_store_is_its_own_and_invented(tmp_path: Path):
    store = application.sample_store(tmp_path)
    assert store.invented
    assert (tmp_path / "sample.sqlite").exists()
    store.close()


@pytest.mark.parametrize("path", ["/", "/oversikt", "/nyckeltal/N33001", "/om", "/finns-inte"])
def test_every_path_is_served_the_frame(warm_app: Dash, path: str):
    response = warm_app.server.test_client().get(f"{path}?municipality=<script>alert(1)</script>")
    assert response.status_code == 200
    assert '<html lang="sv">' in response.text
    assert "alert(1)" not in response.text


# Callbacks ------------------------------------------------------------------------------------------------------------


def test_an_address_becomes_the_selection_the_navigation_and_the_bar(warm_app: Dash):
    status, changed = navigate(warm_app, "/oversikt", f"?{KRAMFORS}", "url.search")
    assert status == 200
    assert changed["selection-store"]["data"] == {"path": "/oversikt", "search": KRAMFORS}
    assert "url" not in changed
    pages = counted(warm_app, "/oversikt", KRAMFORS)
    assert list(pages) == [
        "Översikt",
        "Nyckeltal",
        "Utforska",
        "Rapport",
        "Om siffrorna",
    ]
    assert (changed["bar-municipality"]["value"], changed["bar-peers"]["value"]) == ("2282", "G36552")
    assert (changed["bar-set"]["value"], changed["bar-to"]["value"]) == ("barn-och-unga", "2025")
    assert changed["bar"]["style"] == {}


def test_the_address_it_wrote_itself_changes_nothing(warm_app: Dash):
    shown = {"path": "/oversikt", "search": KRAMFORS}
    assert navigate(warm_app, "/oversikt", f"?{KRAMFORS}", "url.search", **{"selection-store__data": shown})[0] == 204


def test_a_choice_in_the_bar_becomes_the_address(warm_app: Dash):
    status, changed = navigate(warm_app, "/oversikt", f"?{KRAMFORS}", "bar-to.value", **{"bar-to__value": "2020"})
    assert status == 200
    assert changed["url"] == {"pathname": "/oversikt", "search": f"?{KRAMFORS}&period=2016-2020"}
    assert changed["selection-store"]["data"] == {"path": "/oversikt", "search": f"{KRAMFORS}&period=2016-2020"}


def test_a_municipality_chosen_on_the_start_leads_to_its_overview(warm_app: Dash):
    status, changed = navigate(warm_app, "/", "", "start-municipality.value", **{"start-municipality__value": "2282"})
    assert changed["url"] == {"pathname": "/oversikt", "search": f"?{KRAMFORS}"}
    assert status == 200


def test_what_was_chosen_already_changes_nothing(warm_app: Dash):
    for control, value in (("bar-municipality", "2282"), ("bar-gender", "T")):
        _, changed = navigate(warm_app, "/oversikt", KRAMFORS, f"{control}.value", **{f"{control}__value": value})
        assert changed == {"own-list-open-store": {"data": False}}
    status, _ = navigate(warm_app, "/oversikt", KRAMFORS, "bar-municipality.value", **{"bar-municipality__value": None})
    assert status == 204


def test_a_slash_at_the_end_changes_nothing(warm_app: Dash):
    _, changed = navigate(warm_app, "/utforska/", f"?{KRAMFORS}&view=sticker-ut", "url.pathname")
    assert changed["selection-store"]["data"]["path"] == "/utforska"
    assert changed["bar"]["style"] == {}
    search = f"?{KRAMFORS}&view=sticker-ut&area=kultur&order=plats"
    choice = {"bar-municipality__value": "1260"}
    _, changed = navigate(warm_app, "/utforska/", search, "bar-municipality.value", **choice)
    assert changed["url"] == {
        "pathname": "/utforska", "search": "?municipality=1260&view=sticker-ut&area=kultur&order=plats",
    }  # fmt: skip


@pytest.mark.parametrize("path", ["/", "/om", "/finns-inte", "/oversikt"])
def test_where_there_is_nothing_to_choose_for_there_is_no_bar(warm_app: Dash, path: str):
    _, changed = navigate(warm_app, path, "", "url.pathname")
    assert changed["bar"]["style"] == {"display": "none"}


def test_the_long_lists_are_sent_but_once(warm_app: Dash):
    first = navigate(warm_app, "/oversikt", KRAMFORS, "url.search")[1]
    again = navigate(warm_app, "/oversikt", KRAMFORS, "url.search", **{"bar-municipality__data": [{}]})[1]
    assert len(first["bar-municipality"]["data"][0]["items"]) == 290
    assert "data" not in again["bar-municipality"]


def test_the_page_callback_draws_the_page_and_tells_its_title_and_what_it_waits_for(warm_app: Dash):
    status, changed = drawn(warm_app, "/nyckeltal/N33816", KRAMFORS)
    assert status == 200
    assert graphs(changed["page"]["children"])
    assert changed["title-store"]["data"]["title"].endswith("– Kramfors – Jämförbart")
    assert changed["follow-store"]["data"]["kpis"] == ["N33816"]
    assert changed["follow-timer"]["disabled"] is False
    assert drawn(warm_app, "/nyckeltal/N33001", KRAMFORS)[1]["follow-timer"]["disabled"] is True


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


def test_picked_and_pasted_peers_become_one_list(warm_app: Dash):
    changed = use_own_list(warm_app, ["1231"], "Bjuv, Burlöv; Säffle")
    assert changed["own-list-store"]["data"] == "1231,1260,1785"
    assert changed["own-list-message"]["children"] == ""


def test_a_name_that_is_not_understood_is_named_and_nothing_is_compared_yet(warm_app: Dash):
    changed = use_own_list(warm_app, [], "Bjuv, Atlantis")
    assert "own-list-store" not in changed
    assert changed["own-list-message"]["children"].startswith("Förstod inte: Atlantis.")
    assert changed["own-list-picked"]["value"] == ["1260"]


def test_an_empty_list_and_one_too_long_are_said(warm_app: Dash, warm_views: Views):
    assert use_own_list(warm_app, None, None)["own-list-message"]["children"] == texts.OWN_LIST_EMPTY
    many = [m.id for m in warm_views.municipalities() if m.is_municipality][:61]
    assert use_own_list(warm_app, many, "")["own-list-message"]["children"].endswith("1 togs inte med.")


def test_a_forged_address_that_is_no_text_is_a_page(warm_app: Dash):
    for search in ("municipality=2282&set=\ud800", None, 7, ["x"]):
        status, body = drawn(warm_app, "/oversikt", search)
        assert status == 200, search
        assert body["page"]["children"]


def test_a_process_that_has_served_no_page_yet_serves_the_scripts_of_one(
    warm_app: Dash, warm_views: Views, tmp_path: Path
):
    page = warm_app.server.test_client().get("/").text
    script = re.search(r'src="(/_dash-component-suites/dash_mantine_components/[^"]+)"', page)
    assert script
    other = application.frozen(light_app(warm_views.store, tmp_path.parent / "static"))
    assert other.test_client().get(script[1]).status_code == 200


LIGHT = """
import sys
from datetime import date
from pathlib import Path
import app
from layouts import pagemaker
from layouts.view import Views
store = app.sample_store(Path(sys.argv[1]))
application, views = app.create_app(store, static=Path(sys.argv[1])), Views(store, date.today)
views.follow(["N33001"])
for page in ("oversikt", "nyckeltal/N33001", "nyckeltal/N33001?view=rangordning", "utforska?kpi=N33001&kpi=N33006"):
    path, _, query = page.partition("?")
    assert pagemaker.make(views, f"/{path}", f"municipality=2282&{query}").title
store.close()
print(*{"pandas", "docx", "pptx", "xlsxwriter", "lxml", "kaleido"} & {*sys.modules})
"""


def test_a_process_that_draws_pages_loads_nothing_that_only_files_and_notebooks_need(tmp_path: Path):
    run = subprocess.run([sys.executable, "-c", LIGHT, str(tmp_path)], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""
