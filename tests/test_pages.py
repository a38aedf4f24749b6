"""Start, about, notices, errors and emptiness; and what is remembered of pages."""

import json
from pathlib import Path

import orjson
import pytest

from cache.errors import StoreError
from cache.store import Store
from kolada.sample import Faults, Sample
from layouts import pagemaker, texts
from layouts.pagemaker import make
from layouts.view import Views
from tests.fakes import cost, fake_world
from tests.pages import (
    KRAMFORS,
    TODAY,
    Node,
    classed,
    graphs,
    heading,
    kpi_page,
    links,
    nodes,
    of_type,
    overview,
    page_of,
    sample_store,
    text,
    views_of,
)


def test_what_was_not_understood_stands_above_the_page(warm_views: Views):
    page = overview(warm_views, "period=0&kommun=1&view=karta&kpi=N99999&kpi=N33001")
    said = [text(n) for n in classed(page, "notice-text")]
    assert len(said) == 4
    assert "”0” gick inte att förstå" in said[1]
    assert "kommun" in said[0]
    assert "del ”karta” gick inte att förstå" in said[2]
    assert said[3] == "N99999 finns inte, eller finns inte längre, i Kolada."


@pytest.mark.parametrize(("kpi", "view"), [("N33001", "kon"), ("N33001", "antal"), ("", "tabell")])
def test_a_tab_that_this_page_lacks_is_named_and_the_first_is_shown(warm_views: Views, kpi: str, view: str):
    page = kpi_page(warm_views, kpi, f"view={view}") if kpi else overview(warm_views, f"kpi=N33001&view={view}")
    assert f"del ”{view}” gick inte att förstå" in text(classed(page, "notice"))
    assert graphs(page)


def test_a_link_whose_group_has_changed_says_so_and_offers_then_and_now(warm_views: Views):
    peers, rest = "peers=G36552@2022:0882,0884,1231,1260,1272,1430,2182", "kpi=N33001&period=2012-2022"
    page = overview(warm_views, f"{peers}&{rest}&retrieved=2023-06-01")
    (notice,) = classed(page, "notice")
    assert "utgåva 2022. I dagens utgåva 2024 är 4 av 7 kvar." in text(notice)
    assert links(notice) == {
        "Visa som då": f"/oversikt?{KRAMFORS}&{peers}&{rest}&retrieved=2023-06-01",
        "Visa som nu": f"/oversikt?{KRAMFORS}&peers=G36552&{rest}",
    }
    names = "Oskarshamn, Vimmerby, Burlöv, Bjuv, Bromölla, Munkedal, Söderhamn"
    assert f"{names} (Liknande kommuner IFO 2022)" in text(page)


def test_values_revised_since_the_link_was_made_are_counted(tmp_path: Path):
    with fake_world(tmp_path) as world:
        views = Views(world.store, lambda: TODAY)
        kpi_page(views)
        world.clock.forward(days=2)
        world.source.set(cost("2282", 2021, 1.0), cost("2282", 2022, 2.0), cost("1260", 2018, 3.0))
        kpi_page(views, query="period=latest9")
        world.later.run()
        said = text(classed(kpi_page(views, query="period=2021-2022&retrieved=2026-11-22"), "notice"))
        assert "2 värden har ändrats i Kolada sedan länken gjordes 2026-11-22." in said
        assert "ändrats" not in text(kpi_page(views, query="retrieved=2026-11-25"))


def test_the_start_asks_which_municipality_and_gives_three_examples(warm_views: Views):
    page = page_of(warm_views, "/", "")
    assert heading(page) == "Vilken kommun gäller det?"
    names = ["Kramfors", "Bjuv", "Helsingborg"]
    assert list(links(page)) == [*names, *(f"Vad sticker ut i {name}?" for name in names)]
    assert links(page)["Vad sticker ut i Bjuv?"] == "/utforska?municipality=1260&peers=G176208&view=sticker-ut"
    (field,) = of_type(page, "Select")
    assert [len(group["items"]) for group in field["props"]["data"]] == [290, 21]
    names = [item["label"] for item in field["props"]["data"][0]["items"]]
    assert (names[0], names[-1]) == ("Ale", "Övertorneå")
    assert "Riket" not in names


def test_the_three_examples_lead_to_pages_with_pictures(warm_views: Views):
    for href in links(page_of(warm_views, "/", "")).values():
        path, _, query = href.partition("?")
        page = page_of(warm_views, path, query)
        assert graphs(page) or path == "/utforska"  # there it depends on what is kept
        assert not classed(page, "notice")


def test_without_a_municipality_the_overview_is_the_start(warm_views: Views):
    assert heading(page_of(warm_views, "/oversikt", "")) == texts.START_QUESTION
    lost = page_of(warm_views, "/oversikt", "municipality=9999&set=grundskola")
    assert heading(lost) == texts.START_QUESTION
    assert text(classed(lost, "notice")) == "Kommunen med kod 9999 finns inte i Kolada. Välj en annan."


def test_about_tells_the_thresholds_the_licence_and_what_is_kept(warm_views: Views):
    page = text(page_of(warm_views, "/om", ""))
    for said in ("högst 5 procent", "mer än 20 procent", "RKA", "WCAG 2.2", "Vad som är hämtat", "PÅHITTADE SIFFROR"):
        assert said in page


@pytest.mark.parametrize("path", ["/finns-inte", "/nyckeltal", "/nyckeltal/<script>", "/oversikt/x", "/data", "//"])
def test_an_unknown_path_says_so_and_leads_back(warm_views: Views, path: str):
    page = page_of(warm_views, path, KRAMFORS)
    if path == "//":
        assert heading(page) == texts.START_QUESTION
    else:
        assert heading(page) == "Sidan finns inte"
        assert links(page) == {"Till startsidan": "/"}


def test_a_kpi_that_is_gone_says_so(warm_views: Views):
    page = kpi_page(warm_views, "N99999")
    assert heading(page) == texts.NO_KPIS
    assert text(page).count("N99999 finns inte, eller finns inte längre, i Kolada.") == 1


def test_years_without_values_and_a_group_without_data_are_told_and_not_drawn(warm_views: Views):
    page = kpi_page(warm_views, query="period=1990-1995")
    assert not graphs(page)
    assert "ingen uppgift 1990–1995" in text(page)
    assert "Från" in text(classed(page, "card-empty"))
    several = overview(warm_views, "period=1990-1995")
    assert texts.GROUP_WITHOUT_DATA in text(several)
    assert not graphs(several)
    assert texts.NO_PICTURE in text(several)


def test_nobody_to_compare_with_is_still_a_page(warm_views: Views):
    page = kpi_page(warm_views, query="peers=9999")
    assert "9999" in text(classed(page, "notice"))
    assert graphs(page)
    assert "Ingen jämförelsegrupp är vald." in text(page)


def test_kolada_unreachable_with_nothing_stored_offers_the_sample_and_never_shows_it(tmp_path: Path, sample: Sample):
    sample.faults = Faults(down=True)
    with sample_store(tmp_path, sample) as store:
        for path in ("/", "/oversikt", "/nyckeltal/N33001"):
            page = page_of(views_of(store), path, KRAMFORS)
            assert heading(page) == texts.ERROR_UNREACHABLE
            assert "python app.py --sample" in text(page)
            assert not graphs(page)
        assert heading(page_of(views_of(store), "/om", "")) == "Om siffrorna"


def test_a_store_that_fails_and_a_fault_of_our_own_become_pages_without_technical_detail(
    warm_views: Views, monkeypatch: pytest.MonkeyPatch
):
    def broken(error: Exception) -> list[Node]:
        def fail(*_: object) -> None:
            raise error

        views = views_of(warm_views.store)
        monkeypatch.setattr(views, "view", fail)
        return overview(views)

    locked = text(broken(StoreError("Databasen är upptagen.", "database is locked")))
    assert "Databasen är upptagen." in locked
    assert "locked" not in locked
    ours = text(broken(KeyError("secret")))
    assert texts.ERROR_INTERNAL in ours
    assert "secret" not in ours


def test_a_pages_title_and_what_it_waits_for(warm_views: Views):
    page = make(warm_views, "/nyckeltal/N33001", KRAMFORS)
    assert page.title == "Kostnad barn- och ungdomsvård – Kramfors – Jämförbart"
    assert (page.follow, page.is_incomplete, page.lasts) == (("N33001",), False, True)
    waiting = make(warm_views, "/nyckeltal/N33816", KRAMFORS)
    assert (waiting.follow, waiting.is_incomplete) == (("N33816",), True)
    assert make(warm_views, "/nyckeltal/N33813", KRAMFORS).follow == ()


def test_a_page_is_drawn_once(warm_views: Views, monkeypatch: pytest.MonkeyPatch):
    make(warm_views, "/nyckeltal/N33001", KRAMFORS)  # what it is the first to ask for has come
    drawn: list[str] = []
    real = pagemaker.make
    monkeypatch.setattr(pagemaker, "make", lambda *args: drawn.append(args[2]) or real(*args))
    maker = pagemaker.PageMaker(warm_views)
    first, again = (maker.drawn("/nyckeltal/N33001", KRAMFORS) for _ in range(2))
    assert first == again
    maker.drawn("/nyckeltal/N33001", f"{KRAMFORS}&period=latest5")
    assert drawn == [KRAMFORS, f"{KRAMFORS}&period=latest5"]


def test_a_failing_page_is_drawn_once_a_time_says_what_is_missing_and_is_whole_when_kolada_is_back(
    listed_store: Store, sample: Sample, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(listed_store, "kept_catalogue", dict)  # it would have the names of all
    maker = pagemaker.PageMaker(views_of(listed_store))
    maker.drawn("/nyckeltal/N33001", KRAMFORS)
    sample.faults = Faults(down=True)
    sample.log.clear()
    gone = orjson.loads(maker.drawn("/nyckeltal/N33818", KRAMFORS).body)  # whose very name is not kept
    assert heading(gone) == texts.ERROR_UNREACHABLE
    assert "finns inte längre" not in text(gone)
    assert len(sample.log) == 5  # one request and its four retries
    other = orjson.loads(maker.drawn("/nyckeltal/N33001", f"{KRAMFORS}&peers=1231,1260").body)
    assert "En del värden saknas därför här. Hämtat 20" in text(classed(other, "notice"))
    assert graphs(other)
    sample.faults = Faults()
    monkeypatch.setattr("cache.policy.RETRY_AFTER", 0)  # half a minute later
    assert graphs(orjson.loads(maker.drawn("/nyckeltal/N33818", KRAMFORS).body))


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)"])
def test_nothing_of_an_address_becomes_markup_or_a_link(warm_views: Views, evil: str):
    query = "&".join(f"{key}={evil}" for key in ("kpi", "peers", "set", "period", "gender", "view", "retrieved", evil))
    page = overview(warm_views, f"{query}&kpi=N33001")
    assert evil in text(classed(page, "notice"))
    allowed = {"dash_html_components", "dash_core_components", "dash_mantine_components"}
    assert {node["namespace"] for node in nodes(page)} <= allowed
    assert not of_type(page, "Script", "Iframe", "Markdown", "DangerouslySetInnerHTML", "Img")
    outside = [node["props"].get("href", "") for node in nodes(page)]
    assert not any(evil in href or not (href == "" or href.startswith("/")) for href in outside)
    assert evil not in json.dumps(graphs(page))
