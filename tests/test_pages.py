"""What stands on each page, read from the tree of components that the browser gets."""

import json
from datetime import date
from pathlib import Path

import pytest

from cache.errors import StoreError
from kolada.sample import Faults, Sample
from layouts import texts
from layouts.pagemaker import PageMaker, make, pinned_address
from layouts.selection import parse
from layouts.view import Views
from tests.pages import (
    KRAMFORS,
    SEVEN,
    Node,
    classed,
    graphs,
    links,
    nodes,
    of_type,
    page_of,
    sample_store,
    text,
    views_of,
)

AUDITORS = "&".join(f"kpi={k}" for k in ("N33001", "N33007", "N33813", "N33008", "N33812", "N33010", "N33011"))
INVENTED = "PÅHITTADE SIFFROR"


def overview(views: Views, query: str = "") -> list[Node]:
    return page_of(views, "/oversikt", "&".join(filter(None, [KRAMFORS, query])))


def kpi_page(views: Views, kpi: str = "N33001", query: str = "") -> list[Node]:
    return page_of(views, f"/nyckeltal/{kpi}", "&".join(filter(None, [KRAMFORS, query])))


def heading(page: list[Node]) -> str:
    (title,) = of_type(page, "H1")
    return text(title)


def card(page: list[Node], kpi: str) -> Node:
    """The card whose menu leads to this KPI."""
    (found,) = [c for c in classed(page, "chart-card") if f"/nyckeltal/{kpi}?" in links(c)[texts.MENU_FULL]]
    return found


# Overview -------------------------------------------------------------------------------------------------------------


def test_an_overview_answers_in_its_heading_and_names_the_peers_edition_years_and_day(warm_views: Views):
    page = overview(warm_views)
    assert heading(page).startswith("Kramfors kostnad för barn- och ungdomsvård var ")
    head = text(of_type(page, "Header"))
    assert "Oskarshamn, Vimmerby, Bromölla, Munkedal, Ulricehamn, Skara, Åre (Liknande kommuner IFO 2024)" in head
    assert "åren dessförinnan jämförs i efterhand" in head
    assert "Åren 2016–2025; senaste värde för Kramfors 2025." in head
    assert "Löpande priser." in head
    assert "Hämtat 20" in head


def test_rates_come_first_and_counts_after_a_switch(warm_views: Views):
    page = overview(warm_views)
    assert len(classed(page, "chart-card")) == 12
    assert links(page)["Visa även antal"] == f"/oversikt?{KRAMFORS}&view=antal"
    counted = overview(warm_views, "view=antal")
    assert len(classed(counted, "chart-card")) == 14
    assert links(counted)["Visa bara tal som går att jämföra"] == f"/oversikt?{KRAMFORS}"
    assert text(classed(counted, "chart-card")[-2]).count("Absolut antal")


def test_the_auditors_seven_are_seven_cards_in_their_order_against_their_own_list(warm_views: Views):
    page = overview(warm_views, f"peers={SEVEN}&{AUDITORS}")
    leads = [links(c)[texts.MENU_FULL].partition("?")[0] for c in classed(page, "chart-card")]
    assert leads == [f"/nyckeltal/{pair.partition('=')[2]}" for pair in AUDITORS.split("&")]
    head = text(of_type(page, "Header"))
    assert "Kungsör, Burlöv, Söderhamn, Haparanda, Säffle, Markaryd, Degerfors (Egen lista)" in head
    assert "utgåva" not in head
    assert "IFO" not in head


def test_a_count_says_that_it_is_one_and_offers_its_rate_and_a_mean_in_one_click(warm_views: Views):
    page = overview(warm_views, AUDITORS)
    counted = card(page, "N33813")
    assert [text(c) for c in classed(counted, "chip-warn")] == ["Absolut antal"]
    offered = links(counted)
    rates = AUDITORS.replace("N33813", "N33816")
    assert offered["Visa per 1 000 i stället"] == f"/oversikt?{KRAMFORS}&{rates}"
    assert offered["Visa medel av antal ändå"] == f"/oversikt?{KRAMFORS}&{AUDITORS}&counts=mean"
    assert texts.TABLE_MEAN not in text(counted)
    assert "Absolut antal" not in text(card(page, "N33001"))


def test_a_mean_of_counts_that_was_asked_for_is_labelled(warm_views: Views):
    counted = card(overview(warm_views, f"{AUDITORS}&counts=mean"), "N33813")
    assert texts.CHIP_MEAN_OF_COUNTS in text(counted)
    assert texts.TABLE_MEAN in text(counted)
    assert texts.COUNT_MEAN not in links(counted)


def test_a_rate_twin_already_shown_is_not_shown_twice(warm_views: Views):
    page = overview(warm_views, "kpi=N33816&kpi=N33813")
    assert links(card(page, "N33813"))[texts.COUNT_TO_RATE] == f"/oversikt?{KRAMFORS}&kpi=N33816"


def test_each_card_has_a_question_unit_picture_sentence_table_source_and_menu(warm_views: Views):
    for each in classed(overview(warm_views), "chart-card"):
        assert text(of_type(each, "H2"))
        assert text(classed(each, "card-subtitle"))
        assert text(classed(each, "card-source"))
        assert {texts.MENU_FULL, texts.MENU_CSV, texts.MENU_EXCEL, texts.MENU_DEFINITION} <= set(links(each))
        (picture,) = of_type(each, "Graph")
        (frame,) = [n for n in nodes(each) if n["props"].get("role") == "img"]
        assert frame["props"]["aria-label"].startswith(text(classed(each, "card-sentence"))[:10])
        assert picture["props"]["figure"]["data"]
        assert of_type(each, "Table")
        actions = {n["props"]["data-action"] for n in of_type(each, "Button")}
        assert actions == {"png", "svg", "copy"}


def test_a_cards_file_is_the_data_behind_that_card(warm_views: Views):
    offered = links(card(overview(warm_views, f"set=barn-och-unga&peers={SEVEN}&period=2015-2020"), "N33007"))
    rest = f"{KRAMFORS}&peers={SEVEN}&kpi=N33007&period=2015-2020"
    assert offered[texts.MENU_CSV] == f"/data.csv?{rest}"
    assert offered[texts.MENU_EXCEL] == f"/data.csv?{rest}&format=excel-sv"


def test_copied_links_are_pinned(warm_views: Views):
    (button,) = [n for n in nodes(card(overview(warm_views), "N33001")) if n["props"].get("data-action") == "copy"]
    assert button["props"]["data-copy"].startswith(
        f"/nyckeltal/N33001?{KRAMFORS}&peers=G36552@2024:0882,0884,1272,1430,1491,1495,2321&period=2016-2025&retrieved=20"
    )
    view = warm_views.view(parse(KRAMFORS)[0])
    assert pinned_address(view).startswith(f"/oversikt?{KRAMFORS}&peers=G36552@2024:0882,")


def test_costs_share_a_scale_when_asked_to(warm_views: Views):
    def tops(page: list[Node]) -> list[float]:
        return [card_["layout"]["yaxis"]["range"][1] for card_ in graphs(page)[:2] + graphs(page)[2:3]]

    own = overview(warm_views, "kpi=N33001&kpi=N33007&kpi=N33008")
    same = overview(warm_views, "kpi=N33001&kpi=N33007&kpi=N33008&scale=same")
    assert len(set(tops(own))) > 1
    assert len(set(tops(same))) == 1
    assert links(own)[texts.SCALE_SAME].endswith("&scale=same")
    assert "scale" not in links(same)[texts.SCALE_OWN]


# A KPI's page ---------------------------------------------------------------------------------------------------------


def test_a_kpis_page_has_tabs_that_are_addresses(warm_views: Views):
    page = kpi_page(warm_views)
    (tabs,) = classed(page, "view-tabs")
    start = f"/nyckeltal/N33001?{KRAMFORS}"
    assert links(tabs) == {
        "Utveckling": start,
        "Rangordning": f"{start}&view=rangordning",
        "Tabell": f"{start}&view=tabell",
        "Definition": f"{start}&view=definition",
    }
    assert [text(n) for n in nodes(tabs) if n["props"].get("aria-current")] == ["Utveckling"]
    assert "Kön" in links(classed(kpi_page(warm_views, "N33816"), "view-tabs"))


def test_the_first_tab_has_the_trend_beside_the_ranking(warm_views: Views):
    trend, ranking = classed(kpi_page(warm_views), "chart-card")
    assert text(of_type(trend, "H2")) == "Vad kostar barn- och ungdomsvården?"
    assert "I landet: " in text(trend)
    assert classed(trend, "footnotes")
    assert " av " in text(of_type(ranking, "H2"))
    assert "Bromölla" in text(ranking)


def test_the_rank_tab_has_the_ranking_with_who_is_in_it(warm_views: Views):
    (ranking,) = classed(kpi_page(warm_views, query="view=rangordning"), "chart-card")
    assert "(Kramfors och sex liknande kommuner inom IFO) 2025." in text(ranking)


def test_women_and_men_stand_side_by_side_and_nothing_is_computed_back(warm_views: Views):
    page = kpi_page(warm_views, "N33816", "view=kon")
    (both,) = classed(page, "chart-card")
    assert "Kvinnor: " in text(both)
    assert "Män: " in text(both)
    assert heading(page)


def test_the_table_says_why_what_is_missing_is_missing(warm_views: Views):
    page = kpi_page(warm_views, query="view=tabell")
    (table,) = of_type(page, "Table")
    assert "Skara ej tillämplig" in text(table)
    assert texts.TABLE_N in text(table)
    assert "Riket" in text(table)
    assert [text(row)[:8] for row in of_type(table, "Tr")][1] == "Kramfors"


def test_the_definition_is_koladas_with_calendar_family_and_twins(warm_views: Views):
    page = text(kpi_page(warm_views, query="view=definition"))
    assert "Bruttokostnad minus interna intäkter" in page
    assert "N33007 + N33008 + N33010 + N33011 = N33001" in page
    assert "Resurser" in page
    twins = links(kpi_page(warm_views, query="view=definition"))
    assert f"/nyckeltal/N33016?{KRAMFORS}" in twins.values()


def test_a_count_on_its_own_page_is_guarded_too(warm_views: Views):
    page = kpi_page(warm_views, "N33813")
    assert text(classed(page, "chip-warn")) == "Absolut antal"
    assert links(page)[texts.COUNT_TO_RATE] == f"/nyckeltal/N33816?{KRAMFORS}"
    assert links(page)[texts.COUNT_MEAN] == f"/nyckeltal/N33813?{KRAMFORS}&counts=mean"
    assert "högst" not in heading(page)


def test_on_a_day_between_the_dates_the_year_is_preliminary_and_riket_is_explained(warm_views: Views):
    page = text(kpi_page(views_of(warm_views.store, date(2026, 5, 1))))
    assert "2025 års värden är preliminära, fastställs 28 augusti 2026." in page
    assert "Riket saknas 2025. 2025 års värden" in page
    assert "kommer 28 augusti 2026" in page
    later = text(kpi_page(warm_views))
    assert "preliminär" not in later
    assert "skulle ha publicerats 28 augusti 2026" in later


# The sample says that it is invented ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kpi", "query"),
    [("", ""), ("", "view=antal"), ("N33001", ""), ("N33001", "view=rangordning"), ("N33816", "view=kon"),
     ("N33001", "view=tabell")],
)  # fmt: skip
def test_every_picture_table_and_source_line_of_the_sample_says_that_it_is_invented(warm_views: Views, kpi, query):
    page = kpi_page(warm_views, kpi, query) if kpi else overview(warm_views, query)
    assert all(INVENTED in json.dumps(figure, ensure_ascii=False) for figure in graphs(page))
    assert all(INVENTED in text(of_type(table, "Caption")) for table in of_type(page, "Table"))
    sources = classed(page, "card-source")
    assert sources
    assert all(INVENTED in text(source) for source in sources)
    assert graphs(page) or of_type(page, "Table")


# Notices --------------------------------------------------------------------------------------------------------------


def test_what_was_not_understood_stands_above_the_page(warm_views: Views):
    page = overview(warm_views, "period=0&kommun=1&view=karta&kpi=N99999&kpi=N33001")
    said = [text(n) for n in classed(page, "notice-text")]
    assert len(said) == 4
    assert "”0” gick inte att förstå" in said[1]
    assert "kommun" in said[0]
    assert "del ”karta” gick inte att förstå" in said[2]
    assert said[3] == "N99999 finns inte längre i Kolada."


@pytest.mark.parametrize(("kpi", "view"), [("N33001", "kon"), ("N33001", "antal"), ("", "tabell")])
def test_a_tab_that_this_page_lacks_is_named_and_the_first_is_shown(warm_views: Views, kpi: str, view: str):
    page = kpi_page(warm_views, kpi, f"view={view}") if kpi else overview(warm_views, f"view={view}")
    assert f"del ”{view}” gick inte att förstå" in text(classed(page, "notice"))
    assert graphs(page)


def test_a_link_whose_group_has_changed_says_so_and_offers_then_and_now(warm_views: Views):
    pinned = "peers=G36552@2022:0882,0884,1231,1260,1272,1430,2182&period=2012-2022&retrieved=2023-06-01"
    page = overview(warm_views, pinned)
    (notice,) = classed(page, "notice")
    assert "utgåva 2022. I dagens utgåva 2024 är 4 av 7 kvar." in text(notice)
    assert links(notice) == {
        "Visa som då": f"/oversikt?{KRAMFORS}&{pinned}",
        "Visa som nu": f"/oversikt?{KRAMFORS}&peers=G36552&period=2012-2022",
    }
    assert "Oskarshamn, Vimmerby, Burlöv, Bjuv, Bromölla, Munkedal, Söderhamn (Liknande kommuner IFO 2022)" in text(page)


def test_values_revised_since_the_link_was_made_are_counted(tmp_path: Path, sample: Sample):
    with sample_store(tmp_path, sample) as store:
        views = views_of(store)
        page_of(views, "/nyckeltal/N33001", f"{KRAMFORS}&retrieved=2020-01-01")
        before = text(kpi_page(views, query="retrieved=2020-01-01"))
        assert "ändrats i Kolada" not in before


# Other pages, and nothing to show -------------------------------------------------------------------------------------


def test_the_start_asks_which_municipality_and_gives_three_examples(warm_views: Views):
    page = page_of(warm_views, "/", "")
    assert heading(page) == "Vilken kommun gäller det?"
    assert list(links(page)) == ["Kramfors", "Bjuv", "Helsingborg"]
    (field,) = of_type(page, "Select")
    assert [len(group["items"]) for group in field["props"]["data"]] == [290, 21]
    names = [item["label"] for item in field["props"]["data"][0]["items"]]
    assert (names[0], names[-1]) == ("Ale", "Övertorneå")
    assert "Riket" not in names


def test_the_three_examples_lead_to_pages_with_pictures(warm_views: Views):
    for href in links(page_of(warm_views, "/", "")).values():
        path, _, query = href.partition("?")
        page = page_of(warm_views, path, query)
        assert graphs(page)
        assert not classed(page, "notice")


def test_without_a_municipality_the_overview_is_the_start(warm_views: Views):
    assert heading(page_of(warm_views, "/oversikt", "")) == texts.START_QUESTION
    lost = page_of(warm_views, "/oversikt", "municipality=9999&set=grundskola")
    assert heading(lost) == texts.START_QUESTION
    assert text(classed(lost, "notice")) == "Kommunen med kod 9999 finns inte i Kolada. Välj en annan."


def test_about_tells_the_thresholds_the_licence_and_what_is_kept(warm_views: Views):
    page = text(page_of(warm_views, "/om", ""))
    for said in ("högst 5 procent", "mer än 20 procent", "RKA", "WCAG 2.2", "Vad som är hämtat", INVENTED):
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
    assert heading(page) == "N99999 finns inte längre i Kolada."
    assert len(text(page).split("N99999 finns inte längre")) >= 2


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
            assert heading(page) == texts.ERROR_TITLE
            assert texts.ERROR_UNREACHABLE in text(page)
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


def test_a_page_is_drawn_once_and_a_failing_one_once_a_time(tmp_path: Path, sample: Sample):
    with sample_store(tmp_path, sample) as store:
        maker = PageMaker(views_of(store))
        maker.page("/nyckeltal/N33001", KRAMFORS)
        assert maker.page("/nyckeltal/N33001", KRAMFORS) is maker.page("/nyckeltal/N33001", KRAMFORS)
        sample.faults = Faults(down=True)
        sample.log.clear()
        failing = maker.page("/nyckeltal/N33816", KRAMFORS)
        tries = len(sample.log)
        assert "En del värden saknas därför här." in text(classed(failing.children, "notice")) or not failing.lasts
        assert tries <= 10
        sample.faults = Faults()
        assert graphs(maker.page("/nyckeltal/N33816", f"{KRAMFORS}&period=latest5").children)


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)"])
def test_nothing_of_an_address_becomes_markup_or_a_link(warm_views: Views, evil: str):
    query = "&".join(f"{key}={evil}" for key in ("kpi", "peers", "set", "period", "gender", "view", "retrieved", evil))
    page = overview(warm_views, query)
    assert evil in text(classed(page, "notice"))
    allowed = {"dash_html_components", "dash_core_components", "dash_mantine_components"}
    assert {node["namespace"] for node in nodes(page)} <= allowed
    assert not of_type(page, "Script", "Iframe", "Markdown", "DangerouslySetInnerHTML", "Img")
    outside = [node["props"].get("href", "") for node in nodes(page)]
    assert not any(evil in href or not (href == "" or href.startswith("/")) for href in outside)
    assert evil not in json.dumps(graphs(page))
