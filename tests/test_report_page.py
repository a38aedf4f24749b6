"""/rapport: the page says what the section says; putting figures aside; what is kept, and where the links lead."""

from datetime import timedelta
from pathlib import Path

import pytest
from dash import Dash

from layouts import ids, pagemaker, texts
from layouts.components import bar
from layouts.pagemaker import make
from layouts.report import texts as said
from layouts.report.aside import kept_at, kept_report, put_aside
from layouts.report.section import Section, make_section
from layouts.report.state import AUDIT, MAX_FIGURES, parse_report, report_address
from layouts.view import Views
from tests.fakes import cost, fake_world
from tests.pages import (
    KRAMFORS,
    SEVEN,
    TODAY,
    Node,
    classed,
    counted,
    graphs,
    heading,
    links,
    navigate,
    nodes,
    of_type,
    page_of,
    post,
    text,
)

SEVEN_FIGURES = "&".join(f"fig={kpi}" for kpi in AUDIT)
REPORT = f"{KRAMFORS}&period=2017-2022&{SEVEN_FIGURES}"
ONE = f"{KRAMFORS}&period=2017-2022&fig=N33001"


def report_page(views: Views, query: str = REPORT) -> list[Node]:
    return page_of(views, "/rapport", query)


def section_of(views: Views, query: str = REPORT) -> Section:
    return make_section(views, parse_report(query)[0])


# The page ------------------------------------------------------------------------------------------------------------


def test_the_page_says_what_the_section_says_figure_by_figure(warm_views: Views):
    page, section = report_page(warm_views), section_of(warm_views)
    assert heading(page) == section.title
    assert section.intro in text(page)
    articles = classed(page, "report-figure")
    assert len(articles) == len(section.entries) == 7
    for article, entry in zip(articles, section.entries, strict=True):
        assert text(classed(article, "card-title")) == f"{entry.label}.   {entry.caption}"
        assert text(classed(article, "report-observation")) == f"{said.OBSERVATION} {' '.join(entry.observation)}"
        notes = [text(note) for note in of_type(classed(article, "footnotes"), "Li")]
        assert notes == list(entry.notes)
        assert text(classed(article, "card-source")).startswith(entry.source)
        assert entry.link in links(article).values()
        assert graphs(article) == [entry.figure]
        assert text(classed(article, "report-assessment")) == f"{said.assessment(entry.label)} {said.ASSESSMENT_EMPTY}"
    assert all(line in text(classed(page, "report-method")) for line in section.method)


def test_each_picture_has_its_words_and_its_table(warm_views: Views):
    for article in classed(report_page(warm_views, f"{ONE}&fig=N33007~bars"), "report-figure"):
        (picture,) = classed(article, "report-chart")
        assert picture["props"]["role"] == "img"
        assert picture["props"]["aria-label"] in text(article)
        assert of_type(article, "Table")


def test_bars_have_the_table_of_their_year_with_the_mean_and_riket(warm_views: Views):
    (article,) = classed(report_page(warm_views, f"{ONE}~bars"), "report-figure")
    rows = [text(row) for row in of_type(article, "Tr")]
    assert len(rows) == 1 + 1 + 7 + 2
    assert (rows[-2].split()[0], rows[-1].split()[0]) == ("Ovägt", "Riket")


def test_tables_stand_open_when_the_report_wants_them_on_paper(warm_views: Views):
    assert len(classed(report_page(warm_views, f"{ONE}&tables=1"), "report-table")) == 1
    assert classed(report_page(warm_views, ONE), "card-table")


def test_order_form_and_layout_are_links_to_addresses_that_say_so(warm_views: Views):
    report = parse_report(REPORT)[0]
    page = report_page(warm_views)
    second = links(classed(page, "report-figure")[1])
    by_text = {label.split("  ")[0]: href for label, href in second.items()}
    assert by_text[said.MOVE_UP] == report_address(report.moved(1, -1))
    assert by_text[said.MOVE_DOWN] == report_address(report.moved(1, 1))
    assert by_text[said.REMOVE] == report_address(report.without(1))
    assert "fig=N33007~bars" in by_text[said.FORMS_NAMED["bars"]]
    assert links(page)[said.TWO_COLUMNS] == f"{report_address(report)}&columns=2"
    assert links(page)[said.TABLES_ON] == f"{report_address(report)}&tables=1"
    assert said.MOVE_UP not in text(classed(page, "report-figure")[0])
    assert said.MOVE_DOWN not in text(classed(page, "report-figure")[-1])


def test_every_field_has_a_label_and_the_files_have_buttons(warm_views: Views):
    page = report_page(warm_views, ONE)
    labelled = {node["props"]["htmlFor"]: text(node) for node in of_type(page, "Label")}
    fields = {node["props"]["id"] for node in of_type(page, "Textarea")}
    assert fields == set(labelled) == {"report-title", "report-caption-1", "report-comment-1"}
    forms = [n["props"].get("data-form") for n in of_type(page, "Button") if n["props"].get("data-form")]
    assert forms == ["docx", "pptx", "xlsx", "zip"]


def test_the_countrys_values_are_fetched_for_what_has_a_rank(warm_views: Views):
    page = make(warm_views, "/rapport", REPORT)
    assert page.follow == ("N33001", "N33007", "N33008", "N33010", "N33011")
    assert page.title == "Rapport – Kramfors – Jämförbart"
    assert page.lasts


def test_without_figures_the_page_says_how_they_are_put_aside_and_offers_the_auditors_seven(warm_views: Views):
    page = report_page(warm_views, f"{KRAMFORS}&peers={SEVEN}&period=2017-2022")
    assert heading(page) == said.EMPTY_HEADING
    there = links(page)[said.EMPTY_AUDIT]
    assert there.startswith(f"/rapport?{KRAMFORS}&peers={SEVEN}&period=2017-2022&retrieved=")
    assert [figure.kpi for figure in parse_report(there.partition("?")[2])[0].figures] == list(AUDIT)


def test_without_a_municipality_the_way_leads_to_the_start(warm_views: Views):
    assert links(report_page(warm_views, ""))[said.EMPTY_START] == "/"
    lost = report_page(warm_views, "municipality=9999")
    assert "Kommunen med kod 9999" in text(classed(lost, "notice"))


def test_a_figure_that_is_gone_is_named_and_can_be_removed_and_the_others_stand(warm_views: Views):
    page = report_page(warm_views, f"{ONE}&fig=N99999&fig=N33007&fig=<b>")
    assert len(classed(page, "report-figure")) == 2
    notice = classed(page, "notice")
    assert "N99999" in text(notice)
    assert "figur ”<b>” gick inte att förstå" in text(notice)
    assert "N99999" not in links(notice)[said.REMOVE_MISSING]
    assert "fig=N33001&fig=N33007" in links(notice)[said.REMOVE_MISSING]


def test_nothing_that_can_be_shown_is_a_page_that_says_so(warm_views: Views):
    assert heading(report_page(warm_views, f"{KRAMFORS}&fig=N99999")) == texts.NO_KPIS


def test_a_report_over_a_store_younger_than_its_link_does_not_say_that_nothing_has_changed(warm_views: Views):
    day = warm_views.store.begun() - timedelta(days=5)
    told = text(classed(report_page(warm_views, f"{KRAMFORS}&fig=N33001&retrieved={day}"), "notice"))
    assert texts.notice_unwatched(day, warm_views.store.begun()) in told
    assert texts.notice_unchanged(day) not in told


def test_values_revised_since_the_figures_were_put_aside_are_counted(tmp_path: Path):
    with fake_world(tmp_path) as world:
        views = Views(world.store, lambda: TODAY)
        query = f"{KRAMFORS}&period=2021-2022&fig=N33001"
        report_page(views, query)
        world.clock.forward(days=2)
        world.source.set(cost("2282", 2021, 1.0), cost("2282", 2022, 2.0))
        report_page(views, f"{query}~period=latest9")
        world.later.run()
        told = text(classed(report_page(views, f"{query}&retrieved=2026-11-22"), "notice"))
    assert "2 värden har ändrats i Kolada sedan länken gjordes 2026-11-22." in told


def test_invented_figures_say_so_in_every_source_line_and_table(warm_views: Views):
    page = report_page(warm_views)
    assert classed(page, "is-invented")
    assert all(texts.INVENTED in text(source) for source in classed(page, "card-source"))
    assert all(texts.INVENTED in text(caption) for caption in of_type(page, "Caption"))


# Putting aside -------------------------------------------------------------------------------------------------------

PINNED = f"{KRAMFORS}&peers={SEVEN}&kpi=N33001&period=2017-2022&retrieved=2026-11-22"


def test_a_figure_is_put_aside_once_and_how_many_there_are_is_said():
    first = put_aside(None, PINNED)
    assert first.said == "Figuren är tillagd: 1 figur i rapporten."
    assert first.kept == f"{KRAMFORS}&peers={SEVEN}&period=2017-2022&retrieved=2026-11-22&fig=N33001"
    second = put_aside(first.kept, PINNED.replace("N33001", "N33007"), "bars")
    assert second.said == "Figuren är tillagd: 2 figurer i rapporten."
    assert second.kept.endswith("fig=N33001&fig=N33007~bars")
    again = put_aside(second.kept, PINNED)
    assert again == (second.kept, "Figuren finns redan: 2 figurer i rapporten.")


def test_a_full_report_says_so():
    kept = f"{KRAMFORS}&" + "&".join(f"fig=N{n:05d}" for n in range(MAX_FIGURES))
    put = put_aside(kept, PINNED)
    assert put.said == said.FULL
    assert len(kept_report(put.kept).figures) == MAX_FIGURES


@pytest.mark.parametrize("figure", ["", "kpi=N33001", KRAMFORS, f"{KRAMFORS}&kpi=N33001&kpi=N33007", "%ff", "<b>"])
def test_what_is_no_figure_is_not_put_aside(figure: str):
    assert put_aside(7, figure) == ("", said.NOT_A_FIGURE)


def test_columns_and_tables_stay_when_a_figure_is_put_aside():
    assert put_aside(f"{ONE}&columns=2&tables=1", PINNED.replace("N33001", "N33007")).kept.endswith(
        "&columns=2&tables=1"
    )


def test_a_reports_address_is_what_is_kept_also_when_its_last_figure_goes():
    here = {"path": "/rapport", "search": ONE}
    assert kept_at(here, "old") == ONE
    assert kept_at({"path": "/oversikt", "search": KRAMFORS}, "old", here) == "old"
    assert kept_at({"path": "/rapport/", "search": KRAMFORS}, ONE, here) is None
    assert kept_at({"path": "/rapport", "search": KRAMFORS}, ONE, {"path": "/om", "search": ""}) == ONE
    assert kept_at({"path": "/om", "search": ""}, ["forged"], 7) is None


# Callbacks -----------------------------------------------------------------------------------------------------------


def test_the_navigation_leads_to_what_is_kept_and_to_an_empty_report_before_that(warm_app: Dash):
    assert counted(warm_app, "/oversikt", KRAMFORS)["Rapport"] == f"/rapport?{KRAMFORS}"
    assert counted(warm_app, "/om", "", REPORT)["Rapport (7)"] == f"/rapport?{REPORT}"


def test_arriving_at_a_report_keeps_it_and_hides_the_bar(warm_app: Dash):
    _, changed = navigate(warm_app, "/rapport", f"?{ONE}", "url.search", **{"report-store__data": REPORT})
    assert changed["report-store"]["data"] == ONE
    assert "Rapport (1)" in counted(warm_app, "/rapport", ONE, changed["report-store"]["data"])
    assert changed["bar"]["style"] == bar.HIDDEN


def test_a_figure_put_aside_changes_the_navigation_alone_and_no_choice_in_the_bar_is_lost(warm_app: Dash):
    assert "Rapport (1)" in counted(warm_app, "/oversikt", KRAMFORS, ONE)
    called = [key for key, c in warm_app.callback_map.items() if "report-store" in {i["id"] for i in c["inputs"]}]
    assert called
    assert not [key for key in called if ids.SELECTION_STORE in key or ids.BAR_PEERS in key]


def test_the_click_on_a_menu_is_kept_and_told_with_the_way_there(warm_app: Dash):
    asked = {"figure": PINNED, "form": "line", "at": 1}
    _, body = post(warm_app, ids.REPORT_SAID, "report-add-store.data", {"report-add-store.data": asked})
    ((kept,), (told,)) = ([v for k, v in body["response"].items() if key in k] for key in (ids.REPORT_STORE, "said"))
    assert kept["data"].endswith("fig=N33001")
    assert text(told["children"]).startswith("Figuren är tillagd: 1 figur i rapporten.")
    assert links(told["children"]) == {said.SEE_REPORT: f"/rapport?{kept['data']}"}


def test_a_forged_click_changes_nothing(warm_app: Dash):
    for asked in ("x", 7, [], {"figure": {"a": 1}}):
        status, _ = post(warm_app, ids.REPORT_SAID, "report-add-store.data", {"report-add-store.data": asked})
        assert status in (200, 204)


def test_the_page_remembers_a_report_like_any_other(warm_views: Views):
    maker = pagemaker.PageMaker(warm_views)
    assert maker.drawn("/rapport", ONE) == maker.drawn("/rapport", ONE)
    ids_of = [node["props"]["id"] for node in nodes(report_page(warm_views)) if "id" in node["props"]]
    assert len(ids_of) == len(set(ids_of))


@pytest.mark.parametrize(
    ("peers", "how"),
    [
        ("", said.CHOSEN_DEFAULT),
        ("&peers=G36552", said.CHOSEN_DEFAULT),
        ("&peers=1260,1231", said.CHOSEN_LIST),
        ("&peers=0000", said.CHOSEN_NONE),
        ("&peers=G2328", said.chosen_instead("Liknande kommuner IFO 2024")),
    ],
)
def test_how_the_peers_were_chosen_stands_under_the_figure(warm_views: Views, peers: str, how: str):
    section = make_section(warm_views, parse_report(f"{KRAMFORS}{peers}&fig=N33001")[0])
    assert section.entries[0].footnotes[0] == section.entries[0].how_chosen == how


def test_invented_figures_are_nowhere_credited_to_kolada_and_a_region_has_regions_beside_it(warm_views: Views):
    section = make_section(warm_views, parse_report(f"{KRAMFORS}&fig=N33001")[0])
    assert said.BUNDLE_TERMS_INVENTED in section.method
    assert said.METHOD_TERMS not in section.method
    region = make_section(warm_views, parse_report("municipality=0022&fig=N33001")[0])
    assert region.title == "Region Västernorrland jämfört med andra regioner"
    assert not any("kommun" in text for text in region.method[:3])
