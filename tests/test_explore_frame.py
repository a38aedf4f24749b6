"""The frame of /utforska: what its links fix and keep, and what a page says that was opened by one. COMPARISON 29."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from unittest.mock import patch

import pytest
from dash import Dash

from cache.reading import Revision
from cache.store import Progress, utc_now
from layouts import ids, texts
from layouts.above import Figures, since_words
from layouts.pagemaker import make
from layouts.view import Views
from tests.pages import (
    KRAMFORS,
    classed,
    drawn,
    links,
    navigate,
    nodes,
    of_type,
    page_of,
    plain,
    sample_store,
    text,
    views_of,
)

LAST_WEEK = date.today() - timedelta(days=7)
PINNED = f"retrieved={LAST_WEEK}"
TABS = ("sticker-ut", "profil", "samband", "egen-likhet")


@pytest.fixture(scope="module")
def views(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Views]:
    with sample_store(tmp_path_factory.mktemp("frame")) as store:
        found = views_of(store)
        store.catalogue()
        found.follow(["N01951", "N31807", "N33001", "N00945", "N01963"])
        yield found


def copied(app: Dash, query: str) -> str:
    """What the bar's "Kopiera länk" gives once the page is drawn."""
    return str(drawn(app, "/utforska", f"{KRAMFORS}&{query}")[1][ids.BAR_COPY]["data-copy"])


def revision(kpi: str, unit: str, period: int, old: float | None) -> Revision:
    return Revision(kpi, unit, period, "T", old, "" if old else "absent", 5.0, "", utc_now(), utc_now())


# What a link fixes ----------------------------------------------------------------------------------------------------


def test_the_link_of_samband_has_both_kpis_and_the_year_that_are_shown(app: Dash) -> None:
    copy = copied(app, "view=samband&kpi=N33001")
    assert re.search(r"peers=G\d+@\d{4}:.*kpi=N\w+&kpi=N33001&.*view=samband&retrieved=[\d-]+", copy)
    tree = drawn(app, "/utforska", f"{KRAMFORS}&view=samband&kpi=N33001")[1]["page"]["children"]
    assert ("&year=" in copy) == bool(of_type(tree, "Graph"))
    assert re.search(r"kpi=N31807&kpi=N33001.*&year=\d{4}", copied(app, "view=samband&kpi=N31807&kpi=N33001"))


def test_the_link_of_egen_likhet_has_its_recipe_written_out(app: Dash) -> None:
    assert re.search(r"view=egen-likhet&retrieved=[\d-]+&recipe=N\w+:\d", copied(app, "view=egen-likhet"))
    assert "recipe=N33001:3" in copied(app, "view=egen-likhet&recipe=N33001:3")


def test_the_links_of_the_other_tabs_have_peers_and_day_and_their_own_keys(app: Dash) -> None:
    assert re.search(r"set=barn-och-unga&view=profil&retrieved=", copied(app, "view=profil"))
    assert re.search(r"view=sticker-ut&retrieved=.*&since=\d{4}", copied(app, "view=sticker-ut"))
    assert all("@20" in copied(app, f"view={view}") for view in TABS)


def test_the_link_to_the_comparison_of_the_nearest_has_kpis_and_years(views: Views) -> None:
    tree = page_of(views, "/utforska", f"{KRAMFORS}&view=egen-likhet&recipe=N33001:1,N01951:1")
    (copy,) = [n["props"]["data-copy"] for n in of_type(tree, "Button") if n["props"].get("data-action") == "copy"]
    assert copy.startswith("/oversikt?")
    assert re.search(r"&kpi=N33001&.*period=\d{4}-\d{4}&retrieved=.*recipe=N33001:1,N01951:1", copy)
    (again,) = [h for t, h in links(tree).items() if h.startswith("/oversikt?") and "Jämför" in t]
    page_of(views, "/oversikt", again.partition("?")[2])  # now its figures are kept
    tree = page_of(views, "/utforska", f"{KRAMFORS}&view=egen-likhet&recipe=N33001:1,N01951:1")
    (copy,) = [n["props"]["data-copy"] for n in of_type(tree, "Button") if n["props"].get("data-action") == "copy"]
    assert re.search(r"&kpi=N33001&.*set=barn-och-unga&period=\d{4}-2025&retrieved=", copy)


def test_the_link_of_what_stands_out_fixes_what_was_understood(app: Dash) -> None:
    copy = copied(app, "view=sticker-ut&n=100000000&since=9999&small=hide")
    assert not re.search(r"since=9999|[&?]n=", copy)
    assert "small=hide" in copy
    assert re.search(r"since=20\d\d", copy)


# What is said on opening it -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", TABS)
def test_an_opened_link_says_what_has_changed_since_on_every_tab(views: Views, view: str) -> None:
    query = f"{KRAMFORS}&view={view}&kpi=N31807&kpi=N33001&recipe=N33001:1,N01951:1"
    assert "sedan länken gjordes" not in text(page_of(views, "/utforska", query))
    assert "Värdena har följts här först från" in text(page_of(views, "/utforska", f"{query}&{PINNED}"))
    with patch.object(views.store, "begun", lambda: LAST_WEEK):
        assert "har setts ändras" in text(page_of(views, "/utforska", f"{query}&{PINNED}"))
    changed = tuple(revision("N33001", "2282", year, 4.0) for year in range(2015, 2027))
    with patch.object(views.store, "revisions", lambda kpis, *_: changed if "N33001" in kpis else ()):
        said = text(classed(page_of(views, "/utforska", f"{query}&{PINNED}"), "notice"))
    assert re.search(r"\d+ värden? har ändrats i Kolada sedan länken gjordes", said)


@pytest.mark.parametrize("view", ["samband", "egen-likhet", "profil", "sticker-ut"])
def test_a_pinned_group_that_is_another_today_is_said_on_every_tab(views: Views, view: str) -> None:
    there = page_of(views, "/utforska", f"{KRAMFORS}&peers=G36552@2022:1260,1231&view={view}")
    assert "Länken gäller gruppen som den var" in text(classed(there, "notice"))


def test_a_newer_year_is_told_from_a_value_that_was_changed(views: Views) -> None:
    shown = Figures({"N33001": (2020, 2025)}, ["2282", "1260"], newest_of="2282")
    new = [revision("N33001", unit, 2025, None) for unit in ("2282", "1260")]
    for changes, said in (
        ((), [texts.notice_unchanged(LAST_WEEK)]),
        (new, [texts.notice_newer(1, LAST_WEEK)]),
        ([*new, revision("N33001", "1260", 2021, 3.0)],
         [texts.notice_newer(1, LAST_WEEK), texts.notice_revised(1, LAST_WEEK)]),
        ([revision("N33001", "1260", 2019, 3.0)], [texts.notice_unchanged(LAST_WEEK)]),
    ):  # fmt: skip
        with (
            patch.object(views.store, "revisions", lambda *_, found=changes: tuple(found)),
            patch.object(views.store, "begun", lambda: LAST_WEEK),
        ):
            assert since_words(views, shown, LAST_WEEK) == said
    assert since_words(views, shown, None) == since_words(views, shown, date.today()) == []


def test_a_store_younger_than_the_link_does_not_say_that_nothing_has_changed(views: Views) -> None:
    shown = Figures({"N33001": (2020, 2025)}, ["2282"])
    assert since_words(views, shown, LAST_WEEK) == [texts.notice_unwatched(LAST_WEEK, views.store.begun())]
    said = text(classed(page_of(views, "/oversikt", f"{KRAMFORS}&{PINNED}"), "notice"))
    assert texts.notice_unwatched(LAST_WEEK, views.store.begun()) in said
    with patch.object(views.store, "begun", lambda: LAST_WEEK):
        said = text(classed(page_of(views, "/oversikt", f"{KRAMFORS}&{PINNED}"), "notice"))
    assert texts.notice_unchanged(LAST_WEEK) in said


@pytest.mark.parametrize("view", ["profil", "sticker-ut"])
def test_a_value_changed_outside_the_group_moves_the_spread_and_is_said(views: Views, view: str) -> None:
    asked: list[set[str]] = []
    with patch.object(views.store, "revisions", lambda _, units, __: asked.append(set(units)) or ()):
        page_of(views, "/utforska", f"{KRAMFORS}&view={view}&{PINNED}")
    outside = {m.id for m in views.municipalities() if m.is_municipality}
    assert asked
    assert outside <= asked[-1]


# Fetching -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_unfinished", [True, False])
def test_an_area_is_fetched_only_while_something_of_it_is_left(views: Views, is_unfinished: bool) -> None:
    progress = Progress(3, 4 if is_unfinished else 3, False, None, is_unfinished)
    with patch.object(views.store, "progress", lambda *_, **__: progress):
        area = "individ-och-familjeomsorg"
        page = make(views, "/utforska", f"{KRAMFORS}&view=sticker-ut&fetch={area}")
    assert (page.fetch, page.is_incomplete) == ((area, True) if is_unfinished else ("", False))


# Between tabs ---------------------------------------------------------------------------------------------------------


def test_search_and_filters_go_along_to_the_other_tabs_and_what_belongs_to_one_view_does_not(views: Views) -> None:
    area = "individ-och-familjeomsorg"
    query = f"view=sticker-ut&area={area}&only=kostnad&order=plats&q=hvb&n=80&page=2&year=2020"
    found = links(page_of(views, "/utforska", f"{KRAMFORS}&{query}"))
    for name in ("Samband", "Profil", "Egen likhet"):
        assert found[name].endswith(f"&area={area}&only=kostnad&order=plats&q=hvb")
    assert "area=Individ-%20och%20familjeomsorg" in found["Sök"]  # as the search has it
    there = links(page_of(views, "/utforska", found["Sök"].partition("?")[2]))
    assert "only=kostnad&order=plats" in there["Vad sticker ut?"]
    one_word = page_of(views, "/utforska", f"{KRAMFORS}&view=samband&area=Befolkning")
    assert "area=Befolkning" in links(one_word)["Sök"]
    hits = [href for href in there.values() if "perspective=" in href]
    assert hits
    assert all("only=kostnad" in href for href in hits)


def test_a_filter_leaves_the_search_and_what_is_being_fetched_as_they_are(views: Views) -> None:
    area = "individ-och-familjeomsorg"
    with patch.object(views.store, "progress", lambda *_, **__: Progress(0, 1, True, None, True)):
        tree = page_of(views, "/utforska", f"{KRAMFORS}&view=sticker-ut&fetch={area}&q=hvb")
    chosen = [n["props"]["href"] for n in classed(tree, "filter-choice")]
    assert chosen
    assert all(f"fetch={area}" in href and "q=hvb" in href for href in chosen)
    files = [href for href in links(tree).values() if href.startswith("/data/")]
    assert files
    assert not [href for href in files if "fetch=" in href]


# Without a municipality -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", TABS)
@pytest.mark.parametrize("whose", ["", "municipality=0000&"])
def test_a_tab_without_a_municipality_has_a_picker_and_choosing_stays_there(
    views: Views, app: Dash, view: str, whose: str
) -> None:
    search = f"{whose}view={view}&area=kultur&order=plats"
    tree = page_of(views, "/utforska", search)
    assert [n for n in nodes(plain(tree)) if n["props"].get("id") == ids.START_MUNICIPALITY]
    value = {"start-municipality__value": "2282"}
    _, changed = navigate(app, "/utforska", f"?{search}", "start-municipality.value", **value)
    assert changed["url"] == {"pathname": "/utforska", "search": f"?{KRAMFORS}&view={view}&area=kultur&order=plats"}


def test_a_tab_with_a_municipality_and_the_search_have_no_picker(views: Views) -> None:
    for query in ("", f"{KRAMFORS}&view=sticker-ut", f"{KRAMFORS}&view=samband"):
        found = {str(n["props"].get("id")) for n in nodes(page_of(views, "/utforska", query))}
        assert ids.START_MUNICIPALITY not in found
