"""What a KPI's page does not wait for: the page is drawn again when it has come, and looks for it no longer than so."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from dash import Dash

from cache.store import Store, utc_now
from kolada.api.client import KoladaClient, Rate
from kolada.sample import SAMPLE_URL, sample_session
from tests.pages import KRAMFORS, classed, drawn, light_app, post, text, views_of

PAGE = "/nyckeltal/N33001"
MONEY = "Om Kramfors hade legat på"


@pytest.fixture
def work() -> list[Callable[[], None]]:
    """What is to be done in the background, until it is done."""
    return []


@pytest.fixture
def store(tmp_path: Path, work: list[Callable[[], None]]) -> Iterator[Store]:
    """A store with the country's N33001, and neither the catalogue nor how many inhabitants there are."""
    client = KoladaClient(SAMPLE_URL, sample_session(), Rate(1000, 1000), sleep=lambda _: None)
    store = Store(f"sqlite:///{tmp_path / 'own'}.sqlite", client, clock=utc_now, background=work.append)
    views_of(store).follow(["N33001"])
    do(work)
    yield store
    store.close()


def do(work: list[Callable[[], None]]) -> None:
    while work:
        work.pop(0)()


def ticked(app: Dash, following: Any) -> Any:
    return post(app, "refresh-store", "follow-timer.n_intervals", {"follow-store.data": following})[1]["response"]


def test_the_first_visit_is_drawn_again_with_measures_and_sum_without_a_click(
    store: Store, work: list[Callable[[], None]], tmp_path: Path
) -> None:
    app = light_app(store, tmp_path.parent / "static")
    drawn(app, PAGE, KRAMFORS)  # fetches what it shows
    first = drawn(app, PAGE, KRAMFORS)[1]
    following = first["follow-store"]["data"]
    assert not classed(first["page"]["children"], "measures")
    assert MONEY not in text(first["page"]["children"])
    assert first["follow-timer"]["disabled"] is False
    waiting = ticked(app, following)
    assert waiting["follow-timer"]["disabled"] is False
    assert "refresh-store" not in waiting
    do(work)
    assert ticked(app, following)["refresh-store"]["data"] > following["version"]
    again = drawn(app, PAGE, KRAMFORS)[1]
    assert classed(again["page"]["children"], "measures")
    assert MONEY in text(again["page"]["children"])
    assert again["follow-timer"]["disabled"] is True


def test_what_never_comes_is_looked_for_no_longer_than_a_while(store: Store, tmp_path: Path) -> None:
    app = light_app(store, tmp_path.parent / "static")
    following = drawn(app, PAGE, KRAMFORS)[1]["follow-store"]["data"]
    assert ticked(app, {**following, "until": 0})["follow-timer"]["disabled"] is True
    assert ticked(app, {**following, "until": "x"})["follow-timer"]["disabled"] is True
