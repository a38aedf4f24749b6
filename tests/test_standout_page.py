"""The tab "Vad sticker ut?": its rows, sentences, counts, links and file, over the sample."""

import csv
import io
import re
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest
from dash import Dash

from kolada import curated
from kolada.analysis.lines import Peers
from kolada.analysis.standout import Chance, Unmeasured
from kolada.api.models import Municipality
from kolada.numbers import number
from kolada.reading.words import numeral
from kolada.scanned import LeftOut
from layouts import texts as common
from layouts.documents.table import day
from layouts.explore import texts_standout as texts
from layouts.explore.scan import Scan, among, make_scan
from layouts.explore.strips import Compared
from layouts.selection import parse
from layouts.view import Views
from tests.pages import (
    SEVEN,
    classed,
    drawn,
    heading,
    links,
    navigate,
    nodes,
    of_type,
    page_of,
    post,
    text,
)
from tests.scanned_sample import AREA, FEW
from tests.tables import COST, SHARE, one_year

HERE = "municipality=2282&view=sticker-ut"
Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def views(scanned_views: Views) -> Views:
    return scanned_views


def page(views: Views, more: str = "") -> Any:
    return page_of(views, "/utforska", f"{HERE}{more}")


def the_scan(views: Views, query: str = HERE, **keys: str) -> Scan:
    found = make_scan(views, parse(query)[0], keys)
    assert found
    return found


def table(app: Dash, query: str = HERE, status: int = 200) -> Rows:
    answer = app.server.test_client().get(f"/data/sticker-ut.csv?{query}")
    assert answer.status_code == status
    return list(csv.DictReader(io.StringIO(answer.text)))


def rows(tree: Any) -> list[Any]:
    return classed(tree, "standout")


def test_the_heading_answers_with_the_first_row_where_it_stands_out(views: Views):
    scan = the_scan(views, f"{HERE}&peers={SEVEN}")
    comparison = Compared(views, scan).comparison(scan.rows[0].kpi)
    far = scan.rows[0]._replace(distance=-2.1, trend=2.1)
    thing = f"”{curated.notes(far.kpi).label}”"
    assert (
        texts.headline(comparison, far, "avstand")
        == f"Kramfors skiljer sig mest från de sju valda kommunerna i {thing}"
    )
    assert texts.headline(comparison, far, "trend") == f"Kramfors har brutit mest med de sju valda kommunerna i {thing}"


def test_where_nothing_lies_beyond_two_spreads_the_heading_says_that_nothing_stands_out(views: Views):
    first = the_scan(views).rows[0]
    assert not first.is_far
    tree = page(views)
    assert heading(tree) == (
        "Inget sticker ut: Kramfors ligger inte långt från de sju liknande kommunerna i något nyckeltal"
    )
    lead = text(classed(tree, "lead"))
    assert lead.startswith(f"Först i listan är ”{curated.notes(first.kpi).label}”: ")
    assert "I inget ligger Kramfors mer än två spridningar från medlet" in lead
    assert heading(page(views, "&order=trend")).startswith("Inget sticker ut: Kramfors har inte brutit tydligt med ")


def test_how_many_is_said_in_words():
    assert [texts.how_many(n) for n in (0, 1, 2, 13)] == ["inget", "ett", "två", "13"]
    peers = Peers("egen", "", tuple(Municipality(f"{n:04}", str(n), "K") for n in range(3)))
    said = texts.scanned(Chance(40, 1, 0.3, 38, 0, 1.2), "Bjuv", peers)
    assert "I ett är Bjuv ensam högst eller lägst; av slumpen ensam vore det färre än ett." in said
    assert "dragen på måfå skulle göra det i omkring ett." in said


def test_rows_are_in_order_of_distance_with_families_beneath_their_first(views: Views):
    shown = the_scan(views).grouped
    sizes = [abs(row.distance or 0) for row, _ in shown]
    assert sizes == sorted(sizes, reverse=True)
    assert len(rows(page(views))) == len(shown)
    (childrens,) = [others for row, others in shown if others and row.kpi.startswith("N330")]
    assert {"N33001", "N33007", "N33016"} <= {row.kpi for row in childrens} | {shown[0][0].kpi, *FEW}


def test_every_rows_sentence_is_recomputed_from_the_values(views: Views, app: Dash):
    by_kpi = {row["kpi"]: row for row in table(app)}
    for item in rows(page(views)):
        (kpi,) = re.findall(r"/nyckeltal/(\w+)", next(iter(links(item).values())))
        said, row = text(item).replace("\u202f", "").replace("\xa0", " "), by_kpi[kpi]
        year, own, mean, spread = (float(row[c]) for c in ("period", "value", "peer_mean", "spread"))
        places = 0 if own >= 1000 or (row["kind"] == "cost" and own >= 100) else 1
        assert f"i Kramfors {year:.0f}" in said
        assert number(own, places).replace("\u202f", "") in said
        assert f"({row['n']} av 7)" in said
        assert f"{number(abs(own - mean) / spread, 1)} spridningar {'över' if own > mean else 'under'}" in said


def test_the_lead_says_how_many_were_compared_and_what_chance_gives(views: Views):
    found = the_scan(views).chance
    (lead,) = classed(page(views), "lead")
    assert f"{found.scanned} nyckeltal jämförda med de sju liknande kommunerna" in text(lead)
    assert f"omkring {numeral(round(found.expected_extreme))}" in text(lead)
    assert "hänger ihop" in text(page(views))


def test_counts_are_not_compared_and_are_counted(views: Views):
    found = the_scan(views)
    assert "N33813" not in {row.kpi for row in found.counted}
    n = found.reasons[LeftOut.COUNT]
    assert f"{n} är antal eller belopp, som växer med kommunen." in text(page(views))


def test_every_kept_kpi_is_compared_or_left_out_with_a_reason(views: Views):
    found = the_scan(views)
    assert {row.kpi for row in found.counted} | set(found.left_out) == set(found.panel.rows)


def test_it_says_how_much_it_is_built_on(views: Views):
    kept = len(views.store.panel().rows)
    assert f"Byggt på {kept} av {len(views.store.catalogue().items)} nyckeltal" in text(page(views))


def test_a_cost_is_never_called_better_or_worse(views: Views):
    said = text(page(views, "&only=kostnad"))
    assert rows(page(views, "&only=kostnad"))
    assert not re.search(r"\b(bättre|sämre)\b", said, re.IGNORECASE)
    assert "en kostnad säger inget om kvalitet eller behov" in said


def test_only_one_kind_is_shown_when_asked_for(views: Views, app: Dash):
    assert {r["kind"] for r in table(app, f"{HERE}&only=kostnad") if not r["left_out"]} == {"cost"}
    asked = table(app, f"{HERE}&only=kvalitet")
    assert {r["perspective"] for r in asked} == {"Kvalitet och resultat"}


def test_years_before_the_one_asked_for_are_left_out_and_said(views: Views):
    assert "har sitt senaste jämförbara år före 2025" in text(page(views, "&since=2025"))
    assert {row.year for row in the_scan(views, since="2025").counted} == {2025}


def test_what_cannot_be_measured_is_counted_by_its_reason(views: Views, monkeypatch: pytest.MonkeyPatch):
    before = the_scan(views)
    kept = views.store.panel()
    monkeypatch.setattr(views.store, "panel", lambda: replace(kept, whole=kept.whole - {"N33001"}))
    scan = the_scan(views)
    assert {row.kpi for row in scan.counted} == {row.kpi for row in before.counted}
    n = before.unmeasured.get(Unmeasured.PARTLY, 0) + 1
    assert scan.unmeasured[Unmeasured.PARTLY] == n
    assert f"har ingen spridning att mäta med: för {n} är inte hela landet hämtat" in text(page(views))
    compared = Compared(views, scan).comparison("N33001")
    assert (compared.country_rank, dict(compared.bands)) == (None, {})


def test_both_reasons_are_said_apart():
    assert texts.not_measurable({Unmeasured.LEVEL: 3, Unmeasured.PARTLY: 2, Unmeasured.FEW: 4}) == (
        "9 är jämförda men har ingen spridning att mäta med: för 2 är inte hela landet hämtat, för 4 har färre än "
        "hälften i landet ett värde och för 3 har de flesta i landet samma värde."
    )


def test_a_spread_of_shares_is_in_percentage_points(views: Views):
    row = the_scan(views).rows[0]
    share, cost = one_year(60.5, [20.5, 30.0], SHARE), one_year(60.0, [20.5, 30.0], COST)
    said = {
        spread: texts.distance(row._replace(distance=2.2, spread=spread), share).replace("\xa0", " ")
        for spread in (0.5, 1.0, 12.34)
    }
    assert said[0.5].endswith("(en spridning: 0,5 procentenheter).")
    assert said[12.34].endswith("(en spridning: 12,3 procentenheter).")
    assert texts.distance(row._replace(distance=2.2, spread=12.34), cost).endswith("(en spridning: 12,3\xa0kr).")


def test_figures_are_everybodys_and_so_is_all_that_a_row_leads_to(views: Views, app: Dash):
    tree = page(views, "&gender=K&period=2012-2015")
    assert texts.EVERYBODY in text(tree)
    assert texts.EVERYBODY not in text(page(views))
    for row, item in zip([row for row, _ in the_scan(views).grouped], rows(tree), strict=True):
        kpi_pages = [parse(h.partition("?")[2])[0] for h in links(item).values() if h.startswith("/nyckeltal/")]
        buttons = [n["props"] for n in of_type(item, "Button") if n["props"].get("data-action") == "add-figure"]
        figures = [parse(props["data-figure"])[0] for props in buttons]
        assert {s.genders for s in [*kpi_pages, *figures]} == {("T",)}
        assert {str(s.period) for s in kpi_pages} == {"2012-2015"}
        assert {s.period.last for s in figures} == {row.year}
    answer = app.server.test_client().get(f"/data/sticker-ut.csv?{HERE}&gender=K")
    assert unquote(answer.headers["X-Notice"]).startswith(texts.EVERYBODY)


def test_small_numbers_are_marked_and_can_be_hidden(views: Views):
    whole, hidden = the_scan(views), the_scan(views, small="hide")
    small = {row.kpi for row in whole.rows if whole.is_small(row)}
    assert "N33816" in small
    assert {row.kpi for row in hidden.rows} == {row.kpi for row in whole.rows} - small
    assert hidden.chance == whole.chance  # what is hidden was compared all the same
    assert "osäkert: bakom talet 13 personer" in text(page(views))


def test_the_order_is_by_trend_or_by_place_when_asked_for(views: Views):
    trends = [abs(row.trend or 0) for row in the_scan(views, order="trend").rows]
    assert trends == sorted(trends, reverse=True)
    edges = [row.edge for row in the_scan(views, order="plats").rows]
    assert edges == sorted(edges)
    said = text(page(views, "&order=trend"))
    assert re.search(r"Från \d{4} till \d{4} gick .* spridningar isär", said)


def test_a_strip_says_in_words_what_it_shows_and_that_it_is_invented(views: Views):
    strips = [image["props"] for image in classed(page(views), "strip")]
    assert strips
    for image in strips:
        assert image["src"].startswith("data:image/svg+xml,")
        assert image["alt"].startswith(f"{common.INVENTED}; Kramfors ")
        assert "ovägda medel" in image["alt"]
        assert "mittersta hälften" in image["alt"]


def test_a_row_leads_to_its_kpi_with_the_same_peers_and_into_the_report_with_everything_fixed(views: Views):
    item = rows(page(views))[0]
    (own,) = [href for href in links(item).values() if href.startswith("/nyckeltal/")][:1]
    assert parse(own.partition("?")[2])[0].peers is not None
    (button,) = [n["props"] for n in of_type(item, "Button") if n["props"].get("data-action") == "add-figure"]
    pinned = parse(button["data-figure"])[0]
    assert (len(pinned.kpis), pinned.municipality, pinned.retrieved is not None) == (1, "2282", True)
    assert pinned.peers
    assert len(pinned.peers.members) == 7
    assert pinned.period.last == the_scan(views).rows[0].year


def test_more_rows_are_a_click_away(views: Views):
    found = links(page(views, "&n=2"))
    assert len(rows(page(views, "&n=2"))) == 2
    assert "n=42" in found[texts.MORE]
    assert texts.MORE not in links(page(views))


def test_the_file_has_every_row_with_its_numbers_in_the_pages_order(views: Views, app: Dash):
    found, listed = table(app), the_scan(views)
    assert [r["kpi"] for r in found][: len(listed.rows)] == [row.kpi for row in listed.rows]
    assert {r["kpi"] for r in found if r["left_out"]} == set(listed.left_out)
    for row, standing in zip(found, listed.rows, strict=False):
        assert float(row["distance"]) == standing.distance
        assert float(row["difference"]) / float(row["spread"]) == pytest.approx(standing.distance)
        assert row["source"] == common.INVENTED


def test_the_file_is_linked_with_everything_fixed(views: Views):
    href = links(page(views, "&only=kostnad"))[texts.CSV]
    assert href.startswith("/data/sticker-ut.csv?municipality=2282&peers=G")
    assert "only=kostnad" in href
    assert f"since={the_scan(views).since}" in href


def test_the_file_says_when_each_kpis_values_were_fetched(views: Views, app: Dash):
    found = table(app)
    assert next(reversed(found[0])) == "retrieved"
    scan = the_scan(views)
    units = [scan.resolved.focal.id, *(m.id for m in scan.peers.members)]
    kept = views.store.retrieved([row["kpi"] for row in found], units)
    assert {row["kpi"]: row["retrieved"] for row in found} == {
        row["kpi"]: day(kept[row["kpi"]]) if row["kpi"] in kept else "" for row in found
    }
    assert found[0]["retrieved"]


def test_the_members_stay_codes_in_excel(app: Dash):
    query = "municipality=2282&view=sticker-ut&peers=0482,0761&format=excel-sv"
    answer = app.server.test_client().get(f"/data/sticker-ut.csv?{query}").text.removeprefix("\ufeff")
    assert {row["members"] for row in csv.DictReader(io.StringIO(answer), delimiter=";")} == {"\t0482,0761"}


def test_the_file_of_nobody_says_its_own_address(app: Dash):
    answer = app.server.test_client().get("/data/sticker-ut.csv")
    assert (answer.status_code, "/data/sticker-ut.csv?municipality=2282" in answer.text) == (400, True)


def test_text_in_the_file_starts_no_formula(app: Dash):
    answer = app.server.test_client().get(f"/data/sticker-ut.csv?{HERE}&format=excel-sv").text
    assert answer.startswith("\ufeffkpi;title;")
    assert not re.search(r"(^|;)[=+@]", answer, re.MULTILINE)


@pytest.mark.parametrize(("query", "status"), [("", 400), ("municipality=9999", 404), ("municipality=x", 400)])
def test_the_file_of_nobody_is_none(app: Dash, query: str, status: int):
    table(app, query, status)


def test_an_own_list_is_compared_with(views: Views):
    assert "de sju valda kommunerna" in text(page(views, f"&peers={SEVEN}"))
    assert {m.id for m in the_scan(views, f"{HERE}&peers={SEVEN}").peers.members} == set(SEVEN.split(","))


def test_one_peer_is_too_few_and_the_page_says_so(views: Views):
    assert texts.NO_PEERS in text(page(views, "&peers=1231"))


def test_a_group_that_holds_the_focal_one_is_compared_without_it(views: Views):
    found = the_scan(views, f"{HERE}&peers=G2328")
    assert "2282" not in {m.id for m in found.peers.members}
    assert max(row.n for row in found.counted) <= 289


@pytest.mark.parametrize(("unit", "kind", "n"), [("2282", "K", 290), ("0001", "L", 21)])
def test_the_country_is_the_290_or_the_21_without_riket(views: Views, unit: str, kind: str, n: int):
    found = the_scan(views, f"municipality={unit}&view=sticker-ut")
    country = among(views, found.panel, found.resolved, found.peers).country
    assert "0000" in found.panel.column  # it is kept beside them
    assert "0000" not in country
    assert [each.type for each in views.municipalities() if each.id in country] == [kind] * n


def test_without_a_municipality_it_says_what_to_do(views: Views):
    assert "Välj först en kommun" in text(page_of(views, "/utforska", "view=sticker-ut"))


@pytest.mark.parametrize(
    "query",
    [
        "&area=%00&only=x&since=abc&small=1&order=%F0%9F%92%A9&n=-1&fetch=../x",
        "&area=" + "a," * 3000,
        "&peers=,,,&n=9e9",
    ],
)
def test_hostile_queries_give_a_page(views: Views, query: str):
    tree = page(views, query)
    assert heading(tree).startswith(("Kramfors", "Inget nyckeltal", "Inget sticker ut"))


# Fetching an area


def test_areas_are_offered_with_how_much_of_them_is_kept(views: Views):
    found = {name: href for name, href in links(page(views)).items() if "fetch=" in href}
    assert any(f"fetch={AREA}" in href for href in found.values())
    assert any(re.fullmatch(r"Individ- och familjeomsorg \(1\d.av.\d+ finns\)", name) for name in found)


def followed(app: Dash, following: object) -> dict[str, Any]:
    known = {"follow-timer.n_intervals": 1, "follow-store.data": following}
    status, body = post(app, "follow-status.children", "follow-timer.n_intervals", known)
    assert status == 200
    return body["response"]


def test_an_area_is_fetched_while_the_page_is_open_and_then_drawn_again(views: Views, app: Dash):
    status, answer = drawn(app, "/utforska", f"{HERE}&area=kommunen-overgripande&fetch=kommunen-overgripande")
    following = answer["follow-store"]["data"]
    assert (status, following["area"], answer["follow-timer"]["disabled"]) == (200, "kommunen-overgripande", False)
    before = len(views.store.panel().rows)
    answer = followed(app, following)  # background work is done on the spot here
    assert answer["follow-timer"]["disabled"] is True
    assert answer["refresh-store"]["data"] > following["version"]
    assert len(views.store.panel().rows) > before


@pytest.mark.parametrize("area", ["../x", "", None, 7, {"a": 1}, "N33001", "alla"])
def test_a_browser_cannot_ask_for_more_than_an_area(app: Dash, area: object):
    kept = {"kpis": [], "area": area, "municipality": "2282", "version": 0}
    assert followed(app, kept)["follow-timer"]["disabled"] is True


@pytest.mark.parametrize("following", [None, [], "x", {"area": AREA, "municipality": "9999"}])
def test_whatever_a_browser_says_gets_an_answer(app: Dash, following: object):
    assert followed(app, following)["follow-timer"]["disabled"] is True


# The bar


def test_the_bar_shows_whom_and_nothing_that_has_no_meaning_here(app: Dash):
    _, bar = navigate(app, "/utforska", f"?{HERE}")
    assert bar["bar-municipality"]["value"] == "2282"
    assert {k: bar[k]["style"] for k in ("bar", "bar-set-field", "bar-kpi-field", "bar-from", "bar-gender-field")} == {
        "bar": {},
        "bar-set-field": {"display": "none"},
        "bar-kpi-field": {"display": "none"},
        "bar-from": {"display": "none"},
        "bar-gender-field": {"display": "none"},
    }
    _, bar = navigate(app, "/utforska", "?municipality=2282&view=profil")
    assert (bar["bar-set-field"]["style"], bar["bar-set"]["value"]) == ({}, "barn-och-unga")


def test_the_copied_link_fixes_peers_and_years(views: Views, app: Dash):
    _, bar = navigate(app, "/utforska", f"?{HERE}&order=trend")
    copied = bar["bar-copy"]["data-copy"]
    assert copied.startswith("/utforska?municipality=2282&peers=G")
    assert re.search(r"@2025:\d{4},", copied)
    assert f"since={the_scan(views).since}" in copied
    assert "order=trend" in copied


def test_other_peers_keep_the_tab_and_its_filters(app: Dash):
    _, answer = navigate(
        app, "/utforska", f"?{HERE}&only=kostnad", "bar-peers.value", **{"bar-peers.value": "G2328"},
    )  # fmt: skip
    assert answer["url"]["search"] == "?municipality=2282&peers=G2328&view=sticker-ut&only=kostnad"


def test_no_two_ids_and_no_empty_link(views: Views):
    tree = page(views)
    assert all(node["props"].get("href") != "" for node in nodes(tree))
    labels = [text(node) for node in classed(tree, "filter-choice")]
    assert labels
    assert all(labels)
