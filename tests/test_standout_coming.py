"""The tabs "Vad sticker ut?" and "Profil" before all is there: nothing kept, figures that are being put together."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from dash import Dash

from kolada.analysis.panel import Panel
from layouts.explore import texts_fetch, texts_standout
from layouts.pagemaker import make
from layouts.view import Views
from tests.pages import (
    classed,
    drawn,
    heading,
    light_app,
    links,
    navigate,
    nodes,
    page_of,
    post,
    sample_store,
    text,
    views_of,
)

HERE = "municipality=2282&view=sticker-ut"
PROFILE = "municipality=2282&view=profil"


@pytest.fixture(scope="module")
def app(scanned_views: Views, tmp_path_factory: pytest.TempPathFactory) -> Dash:
    return light_app(scanned_views.store, tmp_path_factory.getbasetemp() / "static")


@pytest.fixture
def due(scanned_views: Views, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many KPIs wait for the panel; a test may change it."""
    left, kept = [1234], scanned_views.store.panel()

    def panel(_store: Any) -> Panel:
        return replace(kept, due=left[0])

    monkeypatch.setattr(type(scanned_views.store), "panel", panel)
    return left


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Views]:
    with sample_store(tmp_path_factory.mktemp("empty")) as store:
        yield views_of(store)


@pytest.mark.parametrize("address", [HERE, PROFILE])
def test_while_figures_are_put_together_the_page_says_how_many_are_left(
    scanned_views: Views, due: list[int], address: str
):
    made = make(scanned_views, "/utforska", address)
    said = text(page_of(scanned_views, "/utforska", address))
    assert "Siffrorna ställs samman: 1\u202f234 nyckeltal återstår och är inte med än." in said
    assert (made.due, made.is_incomplete) == (1234, True)
    due[0] = 0
    assert make(scanned_views, "/utforska", HERE).is_incomplete is False


def test_nothing_is_called_the_first_of_all_before_all_is_there(scanned_views: Views, due: list[int]):
    tree = page_of(scanned_views, "/utforska", HERE)
    assert (heading(tree), classed(tree, "lead")) == (texts_fetch.COMING, [])
    assert classed(tree, "standout")


def test_the_page_is_drawn_again_when_they_are(app: Dash, due: list[int]):
    _, answer = drawn(app, "/utforska", HERE)
    assert answer["follow-timer"]["disabled"] is False
    known = {"follow-timer.n_intervals": 1, "follow-store.data": answer["follow-store"]["data"]}
    waiting = post(app, "follow-status.children", "follow-timer.n_intervals", known)[1]["response"]
    assert waiting["follow-status"]["children"] == texts_fetch.progress_coming(1234)
    assert waiting["follow-timer"]["disabled"] is False
    assert "refresh-store" not in waiting
    due[0] = 0
    ready = post(app, "follow-status.children", "follow-timer.n_intervals", known)[1]["response"]
    assert ready["follow-timer"]["disabled"] is True
    assert "refresh-store" in ready


@pytest.mark.parametrize("address", [HERE, PROFILE])
def test_half_a_file_is_not_given(app: Dash, due: list[int], address: str):
    answer = app.server.test_client().get(f"/data/sticker-ut.csv?{address}")
    assert (answer.status_code, answer.text) == (503, f"{texts_fetch.csv_coming(due[0])}\n")
    assert int(answer.headers["Retry-After"]) > 0


def test_with_nothing_kept_an_area_is_offered_first_and_nothing_else(empty: Views):
    tree = page_of(empty, "/utforska", HERE)
    assert heading(tree) == texts_standout.nothing("Kramfors")
    assert texts_standout.NOTHING_KEPT in text(tree)
    assert "0 eller senare" not in text(tree)
    for absent in ("filters", "strip-legend", "standout-files"):
        assert classed(tree, absent) == []
    order = [str(node["props"].get("className")) for node in nodes(tree)]
    assert order.index("fetch") < order.index("standout-below")


def test_with_rows_the_rest_of_kolada_comes_last(scanned_views: Views):
    order = [str(node["props"].get("className")) for node in nodes(page_of(scanned_views, "/utforska", HERE))]
    assert order.index("standouts") < order.index("standout-below") < order.index("fetch")


def test_a_choice_without_rows_can_be_taken_back(scanned_views: Views):
    tree = page_of(scanned_views, "/utforska", f"{HERE}&since=2099")
    assert (classed(tree, "standout"), classed(tree, "strip-legend")) == ([], [])
    assert texts_standout.ALL_YEARS in links(tree)


def test_the_link_of_an_empty_store_fixes_no_year(empty: Views, tmp_path: Path):
    _, bar = navigate(light_app(empty.store, tmp_path.parent / "static"), "/utforska", f"?{HERE}")
    assert "since=" not in bar["bar-copy"]["data-copy"]
