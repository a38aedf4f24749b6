"""A KPI in full, tab by tab; and the mark of the sample in everything that it shows."""

import json
from datetime import date

import pytest

from layouts import texts
from layouts.view import Views
from tests.pages import (
    KRAMFORS,
    classed,
    graphs,
    heading,
    kpi_page,
    links,
    nodes,
    of_type,
    overview,
    page_of,
    text,
    views_of,
)

INVENTED = "PÅHITTADE SIFFROR"


def test_a_kpis_page_has_tabs_that_are_addresses(warm_views: Views):
    page = kpi_page(warm_views)
    (tabs,) = classed(page, "view-tabs")
    start = f"/nyckeltal/N33001?{KRAMFORS}"
    assert links(tabs) == {
        "Utveckling": start,
        "Rangordning": f"{start}&view=rangordning",
        "Spridning": f"{start}&view=spridning",
        "Karta": f"{start}&view=karta",
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
    ranking, _country = classed(kpi_page(warm_views, query="view=rangordning"), "chart-card")
    assert "(Kramfors och sex liknande kommuner inom IFO) 2025." in text(ranking)


def test_women_and_men_stand_side_by_side_and_nothing_is_computed_back(warm_views: Views):
    page = kpi_page(warm_views, "N33816", "view=kon")
    (both,) = classed(page, "chart-card")
    said = [text(part) for part in classed(both, "card-sentence")]
    assert said[0].count("kvinnor") == said[1].count("män)") == 1
    assert "för kvinnor än för män" in said[2]
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
    assert "Riket saknas 2025. Riket 2025 kommer 28 augusti 2026." in page
    later = text(kpi_page(warm_views))
    assert "preliminär" not in later
    assert "Riket 2025 skulle ha publicerats 28 augusti 2026." in later


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


def test_a_figure_for_another_site_is_the_card_and_the_way_to_the_whole_page(warm_views: Views):
    page = page_of(warm_views, "/figur/N33001", f"{KRAMFORS}&period=2015-2020")
    assert len(classed(page, "chart-card")) == 1
    assert links(page)[texts.OPEN_WHOLE] == f"/nyckeltal/N33001?{KRAMFORS}&period=2015-2020"
    assert heading(page_of(warm_views, "/figur/N99999", KRAMFORS)) == texts.NO_KPIS
