"""The overview, read from the tree of components that the browser gets."""

from layouts import texts
from layouts.pinned import pinned_address
from layouts.selection import parse
from layouts.view import Views
from tests.pages import (
    AUDITORS,
    KRAMFORS,
    SEVEN,
    Node,
    card,
    classed,
    graphs,
    heading,
    links,
    nodes,
    of_type,
    overview,
    text,
)


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
        assert frame["props"]["aria-label"].startswith(text(of_type(each, "Strong")))
        assert picture["props"]["figure"]["data"]
        assert of_type(each, "Table")
        actions = {n["props"]["data-action"] for n in of_type(each, "Button")}
        # no reference to invented values
        assert actions == {"add-figure", "png", "svg", "copy-picture", "copy", "embed", "query"}


def test_a_gap_in_everybodys_lines_is_said_on_the_card(warm_views: Views):
    page = overview(warm_views, "kpi=N33816&period=2005-2022")
    assert "Inga värden finns för 2005–" in text(card(page, "N33816"))


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
