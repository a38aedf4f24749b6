"""Samband and Egen likhet over the server with real values: lists and coefficients that stay. Källa: Kolada."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import sleep

import pytest

from cache.store import Store, utc_now
from kolada import curated
from kolada.api.client import KoladaClient, Rate, make_session
from layouts.explore import texts_likeness
from layouts.view import Views
from tests.pages import KRAMFORS, TODAY, classed, graphs, heading, links, of_type, page_of, text
from tests.servers import running_server

pytestmark = pytest.mark.server

PATIENCE = 240  # half seconds
NEAREST = {  # Kramfors' seven by each preset, values of 2022
    "befolkning": ["Sollefteå", "Ljusdal", "Kristinehamn", "Tanum", "Säffle", "Torsby", "Tingsryd"],
    "skattekraft": ["Tibro", "Ljusdal", "Emmaboda", "Tierp", "Sollefteå", "Ockelbo", "Töreboda"],
    "aldersstruktur": ["Skinnskatteberg", "Askersund", "Karlsborg", "Ånge", "Tanum", "Bräcke", "Laxå"],
    "social-situation": ["Hedemora", "Älvkarleby", "Lindesberg", "Avesta", "Hofors", "Falköping", "Strömsund"],
    "glesbygd": ["Sollefteå", "Säffle", "Vimmerby", "Lysekil", "Kalix", "Simrishamn", "Bollnäs"],
}


@pytest.fixture(scope="module")
def views(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Views]:
    """Over a store that has fetched the country's values of all presets and of the usual pair."""
    folder: Path = tmp_path_factory.mktemp("likeness")
    with running_server() as base_url, closing(make_session(4)) as session:
        client = KoladaClient(base_url, session, Rate(per_second=1000, burst=1000))
        with closing(Store(f"sqlite:///{folder / 'store.sqlite'}", client, clock=utc_now)) as store:
            found = Views(store, lambda: TODAY)
            kpis = {kpi for preset in curated.likeness_presets() for kpi, _ in preset.recipe}
            wanted = sorted({*kpis, *curated.default_relation(is_region=False)})
            for _ in range(PATIENCE):
                if not found.follow(wanted).working:
                    break
                sleep(0.5)
            yield found


def chips(tree: object) -> list[str]:
    return [text(c) for c in classed(tree, "chip-rank")]


@pytest.mark.parametrize("preset", curated.likeness_presets(), ids=lambda p: p.slug)
def test_every_kpi_of_a_preset_has_values_and_kramfors_nearest_stay(views: Views, preset: curated.Preset) -> None:
    recipe = ",".join(f"{kpi}:{weight}" for kpi, weight in preset.recipe)
    tree = page_of(views, "/utforska", f"{KRAMFORS}&view=egen-likhet&recipe={recipe}")
    assert not classed(tree, "notice")
    assert chips(tree) == NEAREST[preset.slug]
    assert of_type(tree, "Tbody")
    assert texts_likeness.compare(7) in links(tree)


def test_no_municipality_is_nearest_to_itself_and_near_ones_are_near_both_ways(views: Views) -> None:
    there = page_of(views, "/utforska", "municipality=2283&view=egen-likhet")  # Sollefteå
    assert "Kramfors" in chips(there)
    assert "Sollefteå" not in chips(there)


def test_the_usual_pair_has_the_coefficients_of_2022(views: Views) -> None:
    tree = page_of(views, "/utforska", f"{KRAMFORS}&view=samband&kpi=N31807&kpi=N33001&year=2022")
    assert heading(tree).startswith("Måttligt samband mellan")
    assert text(classed(tree, "lead")) == (
        "Bland 286 av 290 kommuner 2022 är rangkorrelationen (Spearman) 0,47 och den linjära korrelationen "
        "(Pearson) 0,41."
    )
    assert "Kramfors: 4,4 % i" in text(tree)
    assert sum(len(trace["x"]) for trace in graphs(tree)[0]["data"]) == 286


def test_regions_are_compared_with_regions(views: Views) -> None:
    tree = page_of(views, "/utforska", "municipality=0012&view=samband")
    assert "regioner 2022" in text(classed(tree, "lead"))
    nearest = chips(page_of(views, "/utforska", "municipality=0012&view=egen-likhet"))
    assert len(nearest) == 7
    assert all("egion" in name for name in nearest)
