"""The tab "Profil": one municipality in one area, a strip for every KPI, over the sample."""

import csv
import io
from typing import Any

import pytest
from dash import Dash

from cache.metadata import Kept
from cache.store import utc_now
from kolada import curated
from kolada.api.models import KpiGroup, Member
from layouts import texts as common
from layouts.explore import profile, texts_standout
from layouts.explore import texts_profile as texts
from layouts.pagemaker import make
from layouts.selection import parse
from layouts.view import Views
from tests.pages import classed, heading, links, navigate, of_type, page_of, text

CHILDREN = curated.kpi_set("barn-och-unga")
HERE = "municipality=2282&view=profil"


@pytest.fixture(scope="module")
def views(scanned_views: Views) -> Views:
    return scanned_views


def page(views: Views, more: str = "") -> Any:
    return page_of(views, "/utforska", f"{HERE}{more}")


def test_a_municipality_and_a_set_that_are_not_there_are_said(views: Views, app: Dash):
    said = text(classed(page_of(views, "/utforska", "municipality=9999&view=profil"), "notice"))
    assert said == common.notice_unknown_municipality("9999")
    assert text(classed(page(views, "&set=zzz"), "notice")) == common.unknown_set("zzz")
    answer = app.server.test_client().get(f"/data/sticker-ut.csv?{HERE}&set=zzz")
    assert (answer.status_code, answer.text.strip()) == (404, common.unknown_set("zzz"))


def test_a_group_too_large_for_one_profile_is_cut_and_that_is_said(views: Views, monkeypatch: pytest.MonkeyPatch):
    own = ["N33001", "N33001"] + [f"N{number}" for number in range(90000, 90000 + profile.MOST)]
    groups = Kept((KpiGroup("G2KPI7", "En stor grupp", tuple(Member(kpi, kpi) for kpi in own)),), utc_now())
    monkeypatch.setattr(views.store, "kpi_groups", lambda: groups)
    subject = profile.subject_of(views, "G2KPI7")
    assert subject
    assert (len(subject.kpis), subject.cut) == (profile.MOST, 1)
    assert texts.cut(profile.MOST, 1) in text(page(views, "&set=g2kpi7"))


def test_every_kpi_of_the_set_is_a_strip_in_the_sets_order_and_what_is_missing_is_fetched(views: Views):
    assert CHILDREN
    rows = classed(page(views), "profile-row")
    assert [href.partition("?")[0].rpartition("/")[2] for row in rows for href in links(row).values()] == list(
        CHILDREN.kpis
    )
    assert len(classed(page(views), "strip")) == len(CHILDREN.kpis)


def test_it_says_the_same_as_the_overview_of_the_same_set(views: Views):
    """One calculation for both (COMPARISON 30); the overview's window may show other decimals."""
    view = views.view(parse("municipality=2282&set=barn-och-unga")[0])
    assert view
    said = text(page(views)).replace("\xa0", " ")
    for comparison in view.comparisons.values():
        if comparison.rank and not comparison.is_count:
            n = f"({comparison.mean.at(comparison.year).n} av 7)"
            assert f"i Kramfors {comparison.year}" in said
            assert n in said
    names = ", ".join(m.title for m in view.resolved.peers.members)
    assert names in said


def test_the_heading_counts_the_ends_of_the_set(views: Views):
    assert heading(page(views)).startswith("Kramfors profil i Barn och unga: högst eller lägst i ")


def test_the_ends_of_each_scale_are_labelled_in_its_own_unit(views: Views):
    ends = [text(each) for each in classed(page(views), "strip-ends")]
    assert any("kr" in each for each in ends)
    assert all(each.strip() for each in ends)


def test_counts_stand_apart_with_the_own_one_alone(views: Views):
    said = text(page(views))
    assert texts.COUNTS in said
    after = said.partition(texts.COUNTS)[2]
    assert "N33813" in after
    assert "ovägda medel" not in after.partition("Alla rader")[0]


def test_kpis_without_a_value_are_named(views: Views):
    said = text(page_of(views, "/utforska", "municipality=0001&view=profil"))
    assert texts.NO_VALUES in said
    assert "N33001" in said.partition(texts.NO_VALUES)[2]


def test_the_rest_of_the_country_follows_for_what_can_be_ranked(views: Views):
    made = make(views, "/utforska", HERE)
    assert "N33001" in made.follow
    assert "N33813" not in made.follow


def test_a_group_of_koladas_own_is_a_profile_too(views: Views):
    group = next(g for g in views.store.kpi_groups().items if g.members)
    tree = page(views, f"&set={group.id.lower()}")
    assert group.title in heading(tree)
    assert any(f"set={group.id}" in href for href in links(tree).values())


def test_a_set_that_is_not_there_is_said(views: Views):
    assert texts.NO_SET in text(page(views, "&set=finns-inte"))


def test_without_a_municipality_it_says_what_to_do(views: Views):
    assert "Välj först en kommun" in text(page_of(views, "/utforska", "view=profil"))


def test_the_file_has_the_sets_kpis_in_its_order(views: Views, app: Dash):
    assert CHILDREN
    page(views)
    href = links(page(views))[texts_standout.CSV]
    rows = list(csv.DictReader(io.StringIO(app.server.test_client().get(href).text)))
    assert [row["kpi"] for row in rows] == [*CHILDREN.kpis, *CHILDREN.counts]
    assert {row["left_out"] for row in rows if row["kpi"] in CHILDREN.counts} == {"count"}


def test_where_nothing_can_be_compared_the_heading_says_so():
    def said(extremes: int, compared: int) -> str:
        return texts.profile_headline("Bjuv", extremes, compared, "LSS").removeprefix("Bjuvs profil i LSS: ")

    assert said(0, 0) == "inget nyckeltal går att jämföra"
    assert said(0, 1) == "varken högst eller lägst i det enda nyckeltalet"
    assert said(1, 12) == "högst eller lägst i ett av tolv nyckeltal"


def test_a_region_is_offered_its_own_kpis_where_a_set_has_none_for_it(views: Views):
    tree = page_of(views, "/utforska", "municipality=0001&view=profil&set=barn-och-unga")
    assert heading(tree).endswith(": inget nyckeltal går att jämföra")
    assert texts.NOTHING in text(tree)
    assert "set=regioner" in links(tree)[common.REGION_KPIS]


def test_a_region_that_names_nothing_has_a_profile_of_its_own_kpis(
    views: Views, app: Dash, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(curated, "region_kpis", lambda: ("U33580",))
    assert heading(page_of(views, "/utforska", "municipality=0001&view=profil")).startswith(
        "Region Stockholms profil i Nyckeltal för regioner: "
    )
    _, bar = navigate(app, "/utforska", "?municipality=0001&view=profil")
    assert bar["bar-set"]["value"] == "regioner"
    assert bar["bar-set"]["data"][0]["value"] == "regioner"
    assert "set=regioner" in bar["bar-copy"]["data-copy"]
    rows = csv.DictReader(
        io.StringIO(app.server.test_client().get("/data/sticker-ut.csv?municipality=0001&view=profil").text)
    )
    assert {row["kpi"] for row in rows} <= {"U33580"}


def test_another_set_stays_on_the_tab(app: Dash):
    _, answer = navigate(app, "/utforska", f"?{HERE}", "bar-set.value", **{"bar-set.value": "lss"})
    assert answer["url"]["search"] == "?municipality=2282&set=lss&view=profil"


def test_no_chart_is_drawn_with_plotly(views: Views):
    assert of_type(page(views), "Graph") == []
