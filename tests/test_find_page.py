"""/utforska, "Sök": the page over the sample's catalogue, its callback, and Kolada's groups as an overview."""

from pathlib import Path

import pytest
from dash import Dash

from kolada import curated
from kolada.api.models import KpiGroup, Member
from kolada.sample import Faults, Sample
from layouts import ids, texts
from layouts.components import kpi_picker
from layouts.explore import texts_find as said
from layouts.kpi_sets import gone, parts, set_of_group
from layouts.selection import MAX_KPIS, Selection, parse, to_query
from layouts.view import Views
from tests.pages import (
    KRAMFORS,
    classed,
    heading,
    links,
    navigate,
    nodes,
    of_type,
    page_of,
    plain,
    post,
    sample_store,
    text,
    views_of,
)

IFO, DEVIATION = "G2KPI82977", "G2KPI168155"


def find_page(views: Views, query: str = "") -> list:
    return page_of(views, "/utforska", "&".join(filter(None, [KRAMFORS, query])))


def titles(page: list) -> list[str]:
    return [text(node).replace("  ", " ") for node in classed(page, "hit-title")]


# The page ------------------------------------------------------------------------------------------------------------


def test_nothing_asked_is_everything_to_browse(warm_views: Views):
    page = find_page(warm_views)
    assert heading(page) == said.HEADLINE
    assert [text(node) for node in of_type(page, "Summary")] == [said.AREAS, said.PERSPECTIVES, said.GROUPS]
    assert "area=Individ-%20och%20familjeomsorg" in links(page)["Individ- och familjeomsorg"]
    assert f"group={IFO}" in links(page)["IFO"]
    assert not classed(page, "hit")


def test_a_hit_says_what_it_is_and_leads_to_its_page_with_the_municipality(warm_views: Views):
    page = find_page(warm_views, "q=hvb+kostnad")
    first = classed(page, "hit")[0]
    assert classed(first, "hit-title")[0]["props"]["href"].startswith("/nyckeltal/N33007?municipality=2282")
    assert [text(mark) for mark in of_type(first, "Mark")] == ["Kostnad", "HVB"]
    facts = text(classed(first, "hit-facts"))
    assert all(word in facts for word in ("N33007", "kr/inv", "kostnad", "Resurser", "senaste år"))


def test_the_field_holds_what_the_address_asks_for(warm_views: Views):
    (field,) = [node for node in nodes(find_page(warm_views, "q=hvb")) if node["type"] == "TextInput"]
    assert (field["props"]["value"], field["props"]["label"], field["props"]["debounce"]) == ("hvb", said.FIELD, 120)


def test_filters_combine_with_the_words_and_each_has_a_way_out(warm_views: Views):
    page = find_page(warm_views, f"q=kostnad&group={IFO}&perspective=Resurser")
    assert titles(page)
    (group, perspective) = [link for link in nodes(classed(page, "find-chosen")) if text(link) == said.REMOVE][:2]
    assert "group=" in group["props"]["href"]
    assert "perspective=" not in group["props"]["href"]
    assert "group=" not in perspective["props"]["href"]
    assert links(page)[said.OPEN_GROUP] == f"/oversikt?{KRAMFORS}&set={IFO}"


def test_nothing_found_leads_on(warm_views: Views):
    page = find_page(warm_views, "q=hmtjxnst")
    assert said.NO_HITS in text(page)
    assert said.TRY_OTHERS in text(page)
    narrowed = find_page(warm_views, "q=hvb&area=Tandvård")
    assert links(narrowed)[said.TRY_WITHOUT] == f"/utforska?{KRAMFORS}&q=hvb"


def test_a_slip_of_the_finger_and_words_left_out_are_said(warm_views: Views):
    assert said.like("hemtjnst", "hemtjänst") in text(find_page(warm_views, "q=hemtjnst"))
    assert said.missed(["xyzxyz"]) in text(find_page(warm_views, "q=hvb+xyzxyz"))
    assert said.missed(["ålxyz"]) in text(find_page(warm_views, "q=hvb+%C3%85lxyz"))


def test_many_hits_come_in_pages(warm_views: Views):
    first, last = find_page(warm_views, "q=kostnad"), find_page(warm_views, "q=kostnad&page=9999")
    assert len(classed(first, "hit")) == 30
    assert "page=2" in links(first)[said.LATER]
    assert said.LATER not in links(last)
    assert classed(last, "hit")


@pytest.mark.parametrize(
    "query",
    ["q=%22+OR+*+NEAR(", "q=" + "a" * 100_000, "q=%00%07%1b", "q=<script>alert(1)</script>", "area=%22x&group=%27--",
     "page=-1", "page=٣", "page=1e9", "q=&area=&group=", "perspective=" + "b" * 5000, "q=1&q=2"],
)  # fmt: skip
def test_whatever_is_asked_is_a_page(warm_views: Views, query: str):
    assert heading(find_page(warm_views, query)) == said.HEADLINE


def test_without_a_catalogue_the_page_says_so_and_how_to_go_on(tmp_path: Path):
    sample = Sample()
    with sample_store(tmp_path, sample) as store:
        store.municipalities()
        sample.faults = Faults(down=True)
        page = page_of(views_of(store), "/utforska", KRAMFORS)
    assert heading(page) == said.DOWN
    assert said.DOWN_WHAT_NOW in text(page)
    assert [text(node) for node in classed(page, "button")] == [texts.RETRY]


def test_a_kpi_without_a_municipality_asks_for_one_and_keeps_the_kpi(warm_views: Views):
    page = page_of(warm_views, "/nyckeltal/N33007", "")
    assert heading(page) == texts.START_QUESTION
    assert "(N33007)" in text(page)
    assert "kostnad HVB" in text(page)


# Typing --------------------------------------------------------------------------------------------------------------


def typed(app: Dash, value: object, search: str = f"?{KRAMFORS}", path: str = "/utforska") -> tuple[int, dict]:
    known = {"find-query.value": value, "url.pathname": path, "url.search": search}
    return post(app, lambda key: key.startswith(ids.FIND_STORE), "find-query.value", known)


def test_what_is_typed_at_an_address_with_a_slash_at_the_end_is_answered(warm_app: Dash):
    status, answer = typed(warm_app, "hvb kostnad", path="/utforska/")
    assert status == 200
    assert answer["response"][ids.FIND_STORE]["data"]["path"] == "/utforska"


def test_typing_shows_the_hits_and_keeps_the_address(warm_app: Dash):
    status, answer = typed(warm_app, "hvb kostnad", f"?{KRAMFORS}&area=Individ-%20och%20familjeomsorg&page=3")
    assert status == 200
    assert answer["response"][ids.FIND_STORE]["data"] == {
        "path": "/utforska",
        "search": f"{KRAMFORS}&q=hvb%20kostnad&area=Individ-%20och%20familjeomsorg",
    }
    shown = answer["sideUpdate"]
    assert "nyckeltal" in shown[ids.FIND_COUNT]["children"]
    assert "N33007" in text(shown[ids.FIND_BODY]["children"])


@pytest.mark.parametrize("value", [None, "", 7, ["x"], {"a": 1}])
def test_what_changes_nothing_is_not_answered(warm_app: Dash, value: object):
    assert typed(warm_app, value)[0] == 204


def test_the_address_of_what_was_typed_coming_back_draws_nothing_anew(warm_app: Dash):
    search = f"{KRAMFORS}&q=hvb"
    known = {"find-store__data": {"path": "/utforska", "search": search},
             "selection-store__data": {"path": "/utforska", "search": KRAMFORS}}  # fmt: skip
    assert navigate(warm_app, "/utforska", f"?{search}", "url.search", **known)[0] == 204
    status, changed = navigate(warm_app, "/utforska", f"?{KRAMFORS}", "url.search", **known)
    assert (status, changed[ids.FIND_STORE]["data"]) == (200, None)
    assert changed["selection-store"]["data"]["search"] == KRAMFORS


# The bar's picker of KPIs --------------------------------------------------------------------------------------------


def values(options: list) -> list[str]:
    return [item["value"] for group in options for item in group["items"]]


def test_the_picker_offers_the_catalogues_best_and_never_forgets_the_chosen(warm_views: Views):
    found = kpi_picker.options(warm_views.finding, "hvb kostnad", "N15027", "2282")
    assert values(found)[0] == "N33007"
    assert values(found)[-1] == "N15027"
    assert all(item["answers"] == "hvb kostnad" for group in found for item in group["items"])
    assert len(values(found)) <= kpi_picker.MOST + 1
    assert values(kpi_picker.options(warm_views.finding, "xyzxyz", "N15027", "2282")) == ["N15027"]


@pytest.mark.parametrize("nothing", ["", None, 7, " "])
def test_the_picker_offers_the_sets_until_somebody_types(warm_views: Views, nothing: object):
    offered = kpi_picker.options(warm_views.finding, nothing, "N33001", None)
    assert [group["group"] for group in offered] == [kpi_set.title for kpi_set in curated.sets()]
    assert len(values(offered)) == len(set(values(offered)))


# Kolada's groups as sets ---------------------------------------------------------------------------------------------


def test_a_group_is_understood_as_a_set_and_written_back():
    selection, notices = parse("set=g2kpi82977")
    assert (selection.set, notices) == (IFO, ())
    assert to_query(selection) == f"set={IFO}"
    assert parse("set=G2KPI82977;x")[0].set is None


def test_a_group_is_an_overview_with_its_title_its_peers_and_what_is_gone(warm_views: Views):
    view = warm_views.view(parse(f"{KRAMFORS}&set={DEVIATION}")[0])
    assert view is not None
    assert view.title == "Nettokostnadsavvikelse"
    assert len(view.comparisons) == len(view.kpi_set.kpis)
    page = page_of(warm_views, "/oversikt", f"{KRAMFORS}&set={DEVIATION}")
    assert classed(page, "chart-card")


def test_a_group_that_there_is_not_falls_back_and_is_named(warm_views: Views):
    view = warm_views.view(parse(f"{KRAMFORS}&set=G2KPI1")[0])
    assert view.kpi_set.slug == "barn-och-unga"
    assert texts.notice_unknown_set("G2KPI1") in view.notices


def test_a_large_group_is_shown_in_parts_of_at_most_25(warm_views: Views):
    kpis = warm_views.store.catalogue().items
    group = KpiGroup("G2KPI7", "Alla", tuple(Member(kpi, "") for kpi in [*kpis, "N99999"]))
    whole = set_of_group(group, kpis)
    pages = parts(whole, Selection("2282"))
    assert [kpi for _, part in pages for kpi in part.kpis] == list(whole.kpis)
    assert max(len(part.kpis) for _, part in pages) == MAX_KPIS
    assert gone(group, kpis) == ["N99999"]


def test_a_group_with_nothing_left_is_no_set(warm_views: Views):
    assert set_of_group(KpiGroup("G2KPI7", "Tom", (Member("N99999", ""),)), {}) is None


def test_the_bar_shows_the_groups_title(warm_app: Dash):
    _, changed = navigate(warm_app, "/oversikt", f"?{KRAMFORS}&set={IFO}", "url.search")
    bar = changed[ids.BAR_SET]
    assert bar["value"] == IFO
    assert plain(bar["data"])[0]["items"] == [{"value": IFO, "label": "IFO"}]
