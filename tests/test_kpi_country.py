"""A KPI's wider tabs over the sample: all in order, spread, map, women and men, measures; and a region's page."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kolada import curated
from kolada.analysis.spread import class_of
from layouts import texts
from layouts.documents.table import rows
from layouts.kpi_tabs import texts as own_texts
from layouts.kpi_tabs.beside import beside
from layouts.kpi_tabs.genders import genders_card
from layouts.pagemaker import make
from layouts.selection import parse, to_query
from layouts.view import Views
from tests.pages import KRAMFORS, classed, graphs, kpi_page, links, of_type, page_of, plain, text, views_of

INVENTED = "PÅHITTADE SIFFROR"
REGION = "municipality=0023"


def order_data(page: Any) -> Any:
    (holder,) = classed(page, "order-list")
    return json.loads(holder["props"]["data-rows"])


def map_data(page: Any) -> Any:
    (holder,) = classed(page, "map")
    return json.loads(holder["props"]["data-map"])


class Real(Views):
    """The sample as if its figures were real: only real ones have a source."""

    def _build(self, *given: Any) -> Any:
        view = super()._build(*given)
        return view and replace(view, invented=False)


@pytest.fixture(scope="module")
def ranking(warm_views: Views) -> Any:
    return kpi_page(warm_views, query="view=rangordning&mark=1260")


@pytest.fixture(scope="module")
def atlas(warm_views: Views) -> Any:
    return kpi_page(warm_views, query="view=karta&mark=1260")


def test_figure_and_list_have_the_same_numbers_and_everyone_is_in_the_list(ranking: Any, warm_views: Views):
    bars = graphs(ranking)[1]["data"][0]
    data = order_data(ranking)
    assert [row[4] for row in data["rows"]] == pytest.approx(bars["y"], abs=0.01)
    ids = {row[0] for row in (*data["rows"], *data["missing"])}
    assert ids == set(warm_views.members_of_country())
    assert "0000" not in ids
    assert {reason for _, _, reason in data["missing"]} <= {
        "uppgift saknas",
        "sekretess",
        "ej tillämplig",
        "ingen uppgift",
    }


def test_the_one_pointed_out_has_its_place_its_value_and_a_way_to_its_page(ranking: Any):
    bjuv = next(row for row in order_data(ranking)["rows"] if row[0] == "1260")
    country = classed(ranking, "chart-card")[1]
    assert "Bjuv: " in text(country)
    assert f"{bjuv[3]} kr per invånare" in text(country)
    assert links(country)["Visa Bjuv i stället"] == "/nyckeltal/N33001?municipality=1260&view=rangordning"


def test_the_address_points_out_one_and_what_it_cannot_be_is_said(warm_views: Views):
    chosen, said = parse(f"{KRAMFORS}&view=karta&mark=1260")
    assert (chosen.mark, said) == ("1260", ())
    assert to_query(chosen) == f"{KRAMFORS}&view=karta&mark=1260"
    assert parse("mark=bjuv")[1] == ("Adressens markering ”bjuv” gick inte att förstå. Det lämnas därhän.",)
    page = kpi_page(warm_views, query="view=rangordning&mark=9999")
    assert "i stället" not in text(classed(page, "chart-card"))


def test_the_file_of_the_whole_country_is_in_the_menu_and_has_the_numbers_of_the_list(ranking: Any, warm_views: Views):
    href = links(ranking)[texts.MENU_ALL]
    assert "peers=G2328" in href
    view = warm_views.view(parse(href.partition("?")[2])[0])
    table = rows([view])
    year = max(row["period"] for row in table if row["role"] == "focal" and row["value"] is not None)
    values = {
        row["municipality"]: row["value"] for row in table if row["period"] == year and row["role"] in ("focal", "peer")
    }
    listed = {row[0]: row[4] for row in order_data(ranking)["rows"]}
    assert listed == pytest.approx({unit: value for unit, value in values.items() if value is not None}, abs=1e-4)


def test_a_count_is_not_ordered_over_the_country_and_has_neither_spread_nor_map(warm_views: Views):
    page = kpi_page(warm_views, "N33813", "view=rangordning")
    assert own_texts.COUNT_NO_ORDER in text(page)
    assert not classed(page, "order-list")
    assert not {"Karta", "Spridning"} & set(links(classed(page, "view-tabs")))
    assert "gick inte att förstå" in text(kpi_page(warm_views, "N33813", "view=karta"))


def test_the_map_has_every_municipality_every_year_and_one_set_of_classes(atlas: Any, warm_views: Views):
    data = map_data(atlas)
    assert {row[0] for row in data["rows"]} == set(warm_views.members_of_country())
    assert all(len(values) == len(data["years"]) for _, _, values in data["rows"])
    assert len(data["bounds"]) == 6
    assert len(data["colours"]) == 5
    assert len(data["layout"]["shapes"]) == len(data["layout"]["annotations"]) - 1 == 6  # five, and what is missing
    classes = [class_of(v, data["bounds"]) for _, _, values in data["rows"] for v in values if v is not None]
    assert set(classes) == set(range(5))
    assert min(classes.count(i) for i in range(5)) > 0.8 * len(classes) / 5


def test_a_missing_one_on_the_map_has_its_reason(atlas: Any):
    data = map_data(atlas)
    missing = [
        (unit, y) for unit, _, values in data["rows"] for y, v in zip(data["years"], values, strict=True) if v is None
    ]
    assert missing
    said = {data["reasons"].get(unit, {}).get(str(year), data["absent"]) for unit, year in missing}
    assert said <= {"uppgift saknas", "sekretess", "ej tillämplig", "ingen uppgift"}


def test_map_and_list_say_where_they_are_from_and_that_they_are_invented(atlas: Any, ranking: Any):
    assert own_texts.OUTLINE_SOURCE in text(atlas)
    assert INVENTED in json.dumps(map_data(atlas)["layout"], ensure_ascii=False)
    assert INVENTED in order_data(atlas)["caption"]
    assert INVENTED in order_data(ranking)["caption"]


def test_the_spread_has_a_table_of_its_percentiles_and_the_movers_theirs(warm_views: Views):
    page = kpi_page(warm_views, query="view=spridning")
    spread, moved = classed(page, "chart-card")
    assert "av 290 kommuner mellan" in text(spread) or "kommuner mellan" in text(spread)
    assert "95:e percentilen" in text(of_type(spread, "Table"))
    assert "Kramfors" in text(of_type(moved, "Table"))
    assert all(INVENTED in text(caption) for caption in of_type(page, "Caption"))


def test_percentiles_and_gaps_are_rows_of_the_file_in_the_same_columns(warm_views: Views):
    view = warm_views.view(parse(f"{KRAMFORS}&kpi=N33001&view=spridning")[0])
    found = [row for row in rows([view]) if row["role"] in ("p5", "q1", "median", "q3", "p95")]
    year = max(row["period"] for row in found)
    of_year = [row["value"] for row in found if row["period"] == year]
    assert len(of_year) == 5
    assert of_year == sorted(of_year)
    assert {row["municipality"] for row in found} == {"G2328"}
    plain = rows([warm_views.view(parse(f"{KRAMFORS}&kpi=N33001")[0])])
    assert tuple(plain[0]) == tuple(found[0])
    assert len(plain) == len(rows([view])) - len(found)


def test_the_file_has_no_percentiles_of_a_count_as_the_page_has_none(warm_views: Views):
    for kpi in ("N33813", "N01951"):
        view = warm_views.view(parse(f"{KRAMFORS}&kpi={kpi}&view=spridning")[0])
        assert {row["role"] for row in rows([view])} <= {"focal", "peer", "riket"}


def test_percentiles_of_a_year_that_is_not_settled_are_preliminary(warm_views: Views):
    early = views_of(warm_views.store, date(2026, 5, 1))
    found = [r for r in rows([early.view(parse(f"{KRAMFORS}&kpi=N33001&view=spridning")[0])]) if r["role"] == "median"]
    assert {row["period"]: row["preliminary"] for row in found}[2025] is True
    assert not any(row["preliminary"] for row in found if row["period"] < 2025)


def test_the_movers_are_a_card_with_source_and_data_but_no_picture_of_their_own(warm_views: Views):
    moved = classed(kpi_page(warm_views, query="view=spridning"), "chart-card")[1]
    assert classed(moved, "card-source")
    found = links(moved)
    assert found[texts.MENU_CSV].startswith("/data.csv?")
    assert texts.MENU_PNG not in text(classed(moved, "card-menu"))
    assert "åren dessförinnan jämförs i efterhand" in text(moved)


def test_the_source_lines_name_what_their_tab_makes(warm_views: Views):
    real = Real(warm_views.store, lambda: date(2026, 11, 24))

    def made(kpi: str, tab: str) -> list[str]:
        sources = [text(part) for part in classed(kpi_page(real, kpi, f"view={tab}"), "card-source")]
        return [source.removesuffix(": egen bearbetning.").rpartition(". ")[2] for source in sources]

    assert made("N33001", "rangordning") == ["Ovägt medel och rang", "Kvartiler och rang i landet"]
    assert made("N33001", "spridning") == ["Percentiler", "Förändring"]
    assert made("N33001", "karta") == ["Färgklasser och rang i landet"]
    assert made("N33001", "tabell") == ["Ovägt medel"]
    assert made("N33816", "kon") == ["Ovägt medel och skillnad mellan könen"]


def test_the_number_behind_women_and_men_is_said_and_everybodys_is_called_that(warm_views: Views):
    view = warm_views.view(parse(f"{KRAMFORS}&view=kon")[0], "N33816")
    found = beside(warm_views, view)
    (card,) = classed(plain(genders_card(view, view.comparisons["N33816"], found)), "chart-card")
    of_each = [text(part) for part in classed(card, "card-more")]
    assert [said.partition(".")[0] for said in of_each[:2]] == ["Kvinnor", "Män"]
    assert of_each[-1].startswith("Få personer ligger bakom ")
    total = {g: replace(found.behind[g], focal=replace(found.behind[g].focal, cells={})) for g in "KM"}
    alone = replace(found, behind={**total, "T": found.behind["T"]})
    (card,) = classed(plain(genders_card(view, view.comparisons["N33816"], alone)), "chart-card")
    of_all = [text(part) for part in classed(card, "card-more")]
    assert of_all[0].startswith("Kvinnor och män tillsammans. Bakom talet: ")
    assert " kvinnor och män)" in of_all[-1]


def test_the_gap_of_the_file_is_women_less_men(warm_views: Views):
    both = [warm_views.view(parse(f"{KRAMFORS}&kpi=N33816&view=kon&gender={g}")[0]) for g in "KM"]
    table = rows(both)
    own = {(r["period"], r["gender"]): r["value"] for r in table if r["role"] == "focal"}
    gaps = [r for r in table if r["role"] == "gap"]
    assert gaps
    for row in gaps:
        women, men = own.get((row["period"], "K")), own.get((row["period"], "M"))
        assert row["gender"] == "K-M"
        assert row["value"] == (None if women is None or men is None else pytest.approx(women - men))


def test_what_the_difference_comes_to_is_said_with_both_factors(warm_views: Views):
    page = text(kpi_page(warm_views))
    assert "Om Kramfors hade legat på" in page
    assert "invånare 2025). Det är ett räkneexempel" in page
    assert "Om Kramfors hade legat på" not in text(kpi_page(warm_views, "N33006"))


def test_the_measures_of_one_thing_are_links_in_a_row_once_the_catalogue_is_kept(warm_views: Views):
    warm_views.store.catalogue()
    (row,) = classed(kpi_page(warm_views, query="view=tabell"), "measures")
    assert list(links(row)) == ["kr per invånare", "kr per invånare 0–20 år", "kr per invånare, netto"]
    assert links(row)["kr per invånare, netto"] == f"/nyckeltal/N33016?{KRAMFORS}&view=tabell"


def test_a_region_has_its_place_among_the_21_and_no_map(warm_views: Views, region_kpi: str):
    page = page_of(warm_views, f"/nyckeltal/{region_kpi}", f"{REGION}&view=rangordning")
    assert "Karta" not in links(classed(page, "view-tabs"))
    data = order_data(page)
    assert len(data["rows"]) + len(data["missing"]) == 21
    assert "0000" not in {row[0] for row in data["rows"]}
    assert "21 regioner" in text(page) or "regioner med värde" in text(page)
    made = make(warm_views, f"/nyckeltal/{region_kpi}", REGION)
    assert (made.regions, made.is_incomplete) == (True, False)


def test_a_region_is_told_that_a_set_is_the_municipalities_and_offered_its_own(warm_views: Views):
    page = page_of(warm_views, "/oversikt", f"{REGION}&set=barn-och-unga")
    assert texts.ONLY_MUNICIPALITIES in text(page)
    assert links(page)[texts.REGION_KPIS].startswith("/oversikt?municipality=0023&kpi=N70060&kpi=")
    assert links(page)[texts.REGION_SEARCH] == "/utforska?municipality=0023"


def test_a_region_that_names_nothing_is_shown_the_kpis_of_regions(
    warm_views: Views, region_kpi: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(curated, "region_kpis", lambda: (region_kpi,))
    made = make(warm_views, "/oversikt", f"{REGION}&period=latest9")
    assert "Nyckeltal för regioner" in made.title
    (card,) = classed(page_of(warm_views, "/oversikt", f"{REGION}&period=latest9"), "chart-card")
    assert f"/nyckeltal/{region_kpi}?" in " ".join(links(card).values())


@pytest.mark.parametrize(
    "query",
    ["view=karta&mark=0000", "view=karta&period=1950-1951", "view=rangordning&peers=1260&mark=1260",
     "view=spridning&period=2024",
     "view=karta&gender=K", "view=rangordning&mark=%00&mark=2", "view=kon&mark=2282"],
)  # fmt: skip
def test_strange_addresses_give_a_page(warm_views: Views, query: str):
    for kpi in ("N33001", "N33816", "N33813"):
        assert len(of_type(kpi_page(warm_views, kpi, query), "H1")) == 1
