"""Shared fixtures. None touches the network: Kolada is the built-in sample, called in process."""

import gc
from collections.abc import Iterator
from pathlib import Path
from shutil import copy
from typing import TYPE_CHECKING

import pytest
import requests
from hypothesis import settings

from kolada.sample import Sample
from kolada.sample import sample_session as session_on

if TYPE_CHECKING:
    from dash import Dash

    from cache.store import Store
    from layouts.view import Views


settings.register_profile("project", deadline=None)  # a busy machine is no falsified property
settings.load_profile("project")
gc.set_threshold(50_000)


def pytest_collection_finish() -> None:
    """No search for garbage goes through all that was imported, as in a process that serves (`app.frozen`)."""
    gc.freeze()


@pytest.fixture
def sample() -> Sample:
    """A sample server's log, faults and revisions, fresh for each test."""
    return Sample()


@pytest.fixture
def sample_session(sample: Sample) -> requests.Session:
    """A session whose requests to SAMPLE_URL reach that sample."""
    return session_on(sample)


@pytest.fixture(scope="session")
def warm_views(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Views"]:
    """Views on a store over an untroubled sample with the default overview of Kramfors in it, and the country's N33001.

    Shared by all tests that only read.
    """
    from layouts.selection import parse  # here, so that other tests need not wait for Dash
    from tests.pages import KRAMFORS, sample_store, views_of

    with sample_store(tmp_path_factory.mktemp("warm")) as store:
        views = views_of(store)
        views.view(parse(KRAMFORS)[0])
        views.follow(["N33001"])
        yield views


@pytest.fixture(scope="session")
def region_kpi(warm_views: "Views") -> str:
    """A KPI of the sample that regions have, for all 21."""
    from layouts.selection import parse

    kept = warm_views.store.catalogue().items.values()
    for kpi in (kpi.id for kpi in kept if kpi.municipality_type in ("L", "A")):
        view = warm_views.view(parse("municipality=0023")[0], kpi)
        if view and view.ranked and view.comparisons[kpi].year:
            warm_views.follow([kpi], regions=True)
            return kpi
    pytest.skip("the sample has none")


@pytest.fixture(scope="session")
def scanned_views(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Views"]:
    """Views on a store with a few KPIs for the whole country in it: something to scan."""
    from tests.pages import views_of
    from tests.scanned_sample import scanned_store

    with scanned_store(tmp_path_factory.mktemp("scanned")) as store:
        yield views_of(store)


@pytest.fixture(scope="module")
def app(views: "Views", tmp_path_factory: pytest.TempPathFactory) -> "Dash":
    """An app over the `views` that a test file defines."""
    from tests.pages import light_app

    return light_app(views.store, tmp_path_factory.getbasetemp() / "static")


@pytest.fixture(scope="session")
def kept_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store's file with the overview of Kramfors in it and the country's values of it."""
    from layouts.selection import parse
    from tests.pages import KRAMFORS, sample_store, views_of

    folder = tmp_path_factory.mktemp("kept")
    with sample_store(folder) as store:
        views = views_of(store)
        shown = views.view(parse(KRAMFORS)[0])
        views.follow(shown.ranked if shown else [])
    return folder / "sample.sqlite"


@pytest.fixture(scope="module")
def own_views(kept_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator["Views"]:
    """Views on a copy of that, for a module that adds to it."""
    from tests.pages import sample_store, views_of

    folder = tmp_path_factory.mktemp("own")
    copy(kept_file, folder / kept_file.name)
    with sample_store(folder) as store:
        yield views_of(store)


@pytest.fixture(scope="session")
def lists_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store's file with the lists of the sample in it (municipalities, groups, a few KPIs), and no values."""
    from tests.pages import sample_store

    folder = tmp_path_factory.mktemp("lists")
    with sample_store(folder) as store:
        store.municipalities()
        store.municipality_groups()
        store.kpis(["N33001", "N33007", "N33008", "N33010", "N33011", "N33816", "N33813", "N15027"])
    return folder / "sample.sqlite"


@pytest.fixture
def listed_store(lists_file: Path, tmp_path: Path, sample: Sample) -> Iterator["Store"]:
    """A store of the test's own that has the lists and none of the values, over the test's sample."""
    from tests.pages import sample_store

    copy(lists_file, tmp_path / lists_file.name)
    with sample_store(tmp_path, sample) as store:
        yield store


@pytest.fixture(scope="session")
def warm_app(warm_views: "Views", tmp_path_factory: pytest.TempPathFactory) -> "Dash":
    """The app on the warm store."""
    from tests.pages import light_app

    return light_app(warm_views.store, tmp_path_factory.getbasetemp() / "static")


@pytest.fixture
def listed_app(listed_store: "Store", tmp_path: Path) -> "Dash":
    """The app on a store of the test's own that has the lists and none of the values."""
    from tests.pages import light_app

    return light_app(listed_store, tmp_path.parent / "static")
