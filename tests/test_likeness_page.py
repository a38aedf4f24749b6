"""Egen likhet as a page: form, list, file and the way to the overview agree. COMPARISON 4, 7, 28, 29, 30."""

import csv
import io
from collections.abc import Iterator
from math import sqrt
from pathlib import Path

import pytest
from dash import Dash

from cache.store import Store
from kolada.swedish import sort_key
from layouts.addresses import LIKENESS_CSV
from layouts.explore import texts_likeness as said
from layouts.explore.forms import PICK, SHOWN_STORE
from layouts.view import Views
from tests.pages import (
    KRAMFORS,
    Node,
    classed,
    heading,
    light_app,
    links,
    of_type,
    page_of,
    sample_store,
    text,
    views_of,
)

RECIPE = "recipe=N01951:2,N31807:1,N33001:1"
ASKED = f"{KRAMFORS}&view=egen-likhet"


@pytest.fixture(scope="module")
def views(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Views]:
    with sample_store(tmp_path_factory.mktemp("likeness")) as store:
        found = views_of(store)
        found.follow(["N01951", "N31807", "N33001"])
        yield found


def page(views: Views, query: str = RECIPE) -> list[Node]:
    return page_of(views, "/utforska", f"{ASKED}&{query}")


def list_rows(tree: object) -> list[list[str]]:
    body = of_type(tree, "Tbody")[0]
    return [[text(cell) for cell in of_type(row, "Th", "Td")] for row in of_type(body, "Tr")]


def file_rows(app: Dash, query: str = RECIPE) -> list[dict[str, str]]:
    answer = app.server.test_client().get(f"{LIKENESS_CSV}?{KRAMFORS}&{query}")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_twenty_are_listed_seven_named_and_the_focal_one_is_not_among_them(views: Views) -> None:
    tree = page(views)
    names = [row[0].partition(". ")[2] for row in list_rows(tree)[1:]]
    chips = [text(c) for c in classed(tree, "chip-rank")]
    assert len(names) == 20
    assert chips == names[:7]
    assert "Kramfors" not in names
    assert not [n for n in names if n == "Riket" or n.startswith("Region")]
    assert all(name in text(classed(tree, "lead")) for name in chips)


def test_the_seven_go_to_the_overview_as_an_own_list_with_the_recipe(views: Views) -> None:
    tree = page(views)
    href = links(tree)[said.compare(7)]
    assert href.startswith("/oversikt?municipality=2282&peers=")
    assert RECIPE in href
    there = page_of(views, "/oversikt", href.partition("?")[2])
    chips = {text(c) for c in classed(tree, "chip-rank")}
    assert "Egen lista" in text(there)
    assert all(name in text(there) for name in chips)
    assert "Enligt adressen är gruppen vald med Egen likhet: N01951 (vikt 2), N31807 och N33001." in text(there)
    back = page_of(views, "/utforska", links(there)[said.SHOW_HOW].partition("?")[2])
    assert list_rows(back) == list_rows(tree)
    assert "Jämförelsegruppen i adressen är just de sju närmaste." in text(back)


def test_the_file_reproduces_every_distance_of_the_list(views: Views, app: Dash) -> None:
    rows = file_rows(app)
    by_unit: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        by_unit.setdefault(row["municipality"], []).append(row)
    own = {r["kpi"]: float(r["standardised"]) for r in by_unit.pop("2282")}
    for parts in by_unit.values():
        weights = {r["kpi"]: int(r["weight"]) for r in parts}
        squares = sum(weights[r["kpi"]] * (float(r["standardised"]) - own[r["kpi"]]) ** 2 for r in parts)
        assert sqrt(squares / sum(weights.values())) == pytest.approx(float(parts[0]["distance"]))
        assert sum(float(r["share"]) for r in parts) == pytest.approx(1)
    listed = [(row[0].partition(". ")[2], row[1]) for row in list_rows(page(views))[1:]]
    in_file = {r["name"]: f"{float(r['distance']):.2f}".replace(".", ",") for r in rows}
    assert all(in_file[name] == distance for name, distance in listed)
    assert {r["source"] for r in rows} == {"PÅHITTADE SIFFROR"}


def test_the_order_of_the_recipe_gives_the_same_list(app: Dash) -> None:
    one, other = file_rows(app), file_rows(app, "recipe=N33001:1,N31807,N01951:2")
    assert [(r["place"], r["name"], r["distance"]) for r in one[::3]] == [
        (r["place"], r["name"], r["distance"]) for r in other[::3]
    ]


def test_kolada_is_credited_for_values_alone_and_the_file_says_processed() -> None:
    assert said.source([], None).endswith("Standardisering, avstånd och urval: egen bearbetning.")


def test_what_the_recipe_lacks_is_said_and_the_rest_calculated(views: Views) -> None:
    tree = page(views, "recipe=N99999:2,N01951:9")
    notices = text(classed(tree, "notice"))
    assert "N99999 finns inte" in notices
    assert "Vikten 9 för N01951" in notices
    assert list_rows(tree)


def test_who_lacks_a_value_is_named_or_nobody_does(views: Views, app: Dash) -> None:
    listed = {r["municipality"] for r in file_rows(app)}
    absent = [m for m in views.municipalities() if m.is_municipality and m.id not in listed]
    words = text(page(views))
    assert ("saknar värde för något av nyckeltalen" in words) == bool(absent)
    assert all(m.title in words for m in sorted(absent, key=lambda m: sort_key(m.title))[:3])


def test_overlap_with_koladas_own_groups_is_counted(views: Views) -> None:
    assert "Av de sju närmaste finns" in text(page(views))


def test_without_a_recipe_the_first_preset_is_shown_and_marked(views: Views) -> None:
    tree = page(views, "")
    assert heading(tree) == "Kommunerna som mest liknar Kramfors"
    (current,) = [n for n in of_type(tree, "A") if "recipe=" in n["props"]["href"] and n["props"].get("aria-current")]
    assert text(current) == "Befolkning, skattekraft och ålder"


def test_regions_are_among_regions(views: Views) -> None:
    tree = page_of(views, "/utforska", "municipality=0001&view=egen-likhet&recipe=N01951:1")
    names = [row[0].partition(". ")[2] for row in list_rows(tree)[1:]] if of_type(tree, "Tbody") else []
    assert heading(tree).startswith("Regionerna")
    assert all("egion" in name for name in names)


@pytest.mark.parametrize(
    "query", ["recipe=<script>", "recipe=N1:1", "recipe=" + "N01951," * 60, "peers=%00&recipe=U99999"]
)
def test_a_hostile_query_gives_a_page(views: Views, query: str) -> None:
    assert heading(page(views, query))


def test_the_file_says_in_plain_words_when_there_is_none(app: Dash) -> None:
    client = app.server.test_client()
    assert client.get(LIKENESS_CSV).status_code == 400
    assert client.get(f"{LIKENESS_CSV}?{KRAMFORS}&recipe=N99999").status_code == 404


def test_before_the_country_is_there_no_list_is_shown_and_the_file_asks_to_come_back(
    listed_store: Store, tmp_path: Path
) -> None:
    fresh = views_of(listed_store)
    tree = page(fresh)
    assert said.COMING in text(tree)
    assert not of_type(tree, "Tbody")
    app = light_app(listed_store, tmp_path.parent / "static")
    answer = app.server.test_client().get(f"{LIKENESS_CSV}?{KRAMFORS}&{RECIPE}")
    assert (answer.status_code, "Retry-After" in answer.headers) == (503, True)


def pick(app: Dash, values: list[str | None], shown: dict[str, str | None]) -> tuple[int, object]:
    """The forms' callback as the browser posts it."""
    keys = ["kpi0", "weight0", "kpi1"]
    pickers = [{"type": PICK, "key": key} for key in keys]
    store = {"type": SHOWN_STORE, "tab": "egen-likhet"}
    key = next(k for k, c in app.callback_map.items() if PICK in str(c["inputs"]))
    body = {
        "output": key,
        "outputs": {"id": "url", "property": key.rpartition(".")[2]},
        "inputs": [[{"id": p, "property": "value", "value": v} for p, v in zip(pickers, values, strict=True)]],
        "state": [
            [{"id": p, "property": "id", "value": p} for p in pickers],
            [{"id": store, "property": "data", "value": shown}],
            [{"id": store, "property": "id", "value": store}],
            {"id": "url", "property": "search", "value": f"?{ASKED}"},
        ],
        "changedPropIds": ['{"key":"kpi0","type":PICK}.value'],
    }
    response = app.server.test_client().post("/_dash-update-component", json=body)
    return response.status_code, response.get_json(silent=True)


def test_drawing_the_form_changes_nothing_and_choosing_in_it_writes_the_address(app: Dash) -> None:
    shown = {"kpi0": "N01951", "weight0": "2", "kpi1": None}
    assert pick(app, ["N01951", "2", None], shown)[0] == 204
    status, answer = pick(app, ["N01951", "5", "N33001"], shown)
    assert status == 200
    assert "recipe=N01951:5,N33001:1" in str(answer)


def test_every_picker_of_the_forms_is_heard_and_each_form_says_what_it_shows(views: Views, app: Dash) -> None:
    chosen = f'{{"key":["ALL"],"type":"{PICK}"}}'  # beside it each picker is heard while one types in it
    (heard,) = [c for c in app.callback_map.values() if chosen in {each["id"] for each in c["inputs"]}]
    asked = {d["id"] for d in heard["inputs"] + heard["state"]}
    assert asked == {chosen, f'{{"tab":["ALL"],"type":"{SHOWN_STORE}"}}', "url"}
    for query in (ASKED, f"{KRAMFORS}&view=samband"):
        tree = page_of(views, "/utforska", query)
        (store,) = of_type(tree, "Store")
        shown = {p["props"]["id"]["key"]: p["props"].get("value") for p in of_type(tree, "Select")}
        assert {p["props"]["id"]["type"] for p in of_type(tree, "Select")} == {PICK}
        assert store["props"]["data"] == shown


def test_the_method_is_on_the_about_page(views: Views) -> None:
    words = text(page_of(views, "/om", ""))
    assert "1,4826 gånger medianen av avstånden till medianen (MAD)" in words
    assert "Spearmans rangkorrelation" in words
