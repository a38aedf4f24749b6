"""The country's figures: bars from zero with Riket as a line, the band over time. COMPARISON 4, 12, 13, 26, 27."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import plotly.graph_objects as go

from kolada.analysis.ranks import Band, Country, Standing
from kolada.analysis.spread import spreads
from layouts import theme
from layouts.figures.country import MARKED, PEER, Pointed, Said, country_figure
from layouts.figures.spread import spread_figure
from tests.figure_cases import COST, comparison

MANY = [Standing(f"{1000 + i}", f"Kommun {i}", 5000.0 - 10 * i) for i in range(290)]
POINTED, SAID = Pointed("1010", {"1020", "1030"}, "1100"), Said(2022, 0, "kr/inv")


def figure(**options: Any) -> dict[str, Any]:
    given = {"band": Band(2835.0, 3555.0, 4277.5, 290), "riket": 2592.2, **options}
    return country_figure(
        options.pop("standings", MANY), POINTED, SAID, **{k: v for k, v in given.items() if k != "standings"}
    )


def test_every_municipality_has_its_bar_in_order_and_riket_is_a_line() -> None:
    bars, dots, tracks = figure()["data"]
    assert bars["y"] == [s.value for s in MANY]
    assert len(tracks["x"]) == len(bars["x"]) == 290
    assert 2592.2 not in bars["y"]
    riket = [s for s in figure()["layout"]["shapes"] if s["line"].get("dash") == theme.DOTTED]
    assert [(s["y0"], s["y1"]) for s in riket] == [(2592.2, 2592.2)]
    assert dots["x"] == [20, 30]


def test_own_peers_and_the_one_pointed_out_are_told_apart_and_named() -> None:
    colours = figure()["data"][0]["marker"]["color"]
    assert (colours[10], colours[20], colours[30], colours[100]) == (theme.FOCAL, PEER, PEER, MARKED)
    assert len({*colours}) == 4
    texts = [note["text"] for note in figure()["layout"]["annotations"]]
    assert "<b>Kommun 10</b> 4\u202f900" in texts
    assert "<b>Kommun 100</b> 4\u202f000" in texts
    assert "<b>Riket</b> 2\u202f592" in texts


def test_the_quartiles_stand_between_the_bars_that_they_part() -> None:
    lines = [s["x0"] for s in figure()["layout"]["shapes"] if s["line"].get("dash") == "3px,3px"]
    above = [sum(s.value > value for s in MANY) for value in (4277.5, 3555.0, 2835.0)]
    assert lines == [n - 0.5 for n in above]
    assert [n["text"] for n in figure()["layout"]["annotations"] if "kvartil" in n["text"]] == [
        "övre kvartil<br>4\u202f278",
        "undre kvartil<br>2\u202f835",
    ]


def test_bars_start_at_zero_and_go_both_ways_where_values_do() -> None:
    low = [Standing("1010", "A", 5.0), Standing("1020", "B", -3.0)]
    made = country_figure(low, POINTED, SAID, band=None, riket=None)
    assert made["layout"]["yaxis"]["range"] == [-3.0, 5.0]
    assert figure()["layout"]["yaxis"]["range"][0] == 0


def test_every_place_answers_to_the_pointer_over_its_whole_height() -> None:
    tracks = figure()["data"][2]
    assert {y + tracks["base"] for y in tracks["y"]} == {5000.0}
    assert tracks["customdata"][10] == ["<b>Kommun 10</b> 2022: 4\u202f900 kr/inv", "1010"]


def spread(**options: Any) -> dict[str, Any]:
    """Five years of a hundred municipalities, of which the third has too few."""
    table = np.tile(np.arange(1000.0, 5000.0, 40.0), (5, 1))
    table[2, 40:] = np.nan
    country = Country(dict(zip(range(2018, 2023), table, strict=True)), tuple(map(str, range(100))), 100)
    return spread_figure(comparison(country=country), spreads(country), **options)


def test_the_bands_are_named_and_a_year_with_too_few_is_a_gap_in_them() -> None:
    outer, inner, median, riket, own = spread()["data"]
    assert [t["name"] for t in (outer, inner, median, riket, own)] == [
        "nio av tio",
        "hälften",
        "median",
        "Riket",
        "Kramfors",
    ]
    assert outer["x"] == [2018, 2019, 2019, 2018, None, 2021, 2022, 2022, 2021]
    assert median["y"] == [2980.0, 2980.0, None, 2980.0, 2980.0]
    assert min(v for v in outer["y"] if v) < min(v for v in inner["y"] if v)
    names = " ".join(note["text"] for note in spread()["layout"]["annotations"])
    assert all(name in names for name in ("nio av tio", "hälften", "median", "Kramfors"))


def test_a_break_is_drawn_over_the_bands() -> None:
    table = np.tile(np.arange(1000.0, 5000.0, 40.0), (5, 1))
    country = Country(dict(zip(range(2018, 2023), table, strict=True)), tuple(map(str, range(100))), 100)
    broken = replace(COST, id="N99009", description="Kostnad. Fr.o.m. 2020 ingår även öppna insatser. Källa: SCB.")
    (line,) = spread_figure(comparison(country=country, kpi=broken), spreads(country))["layout"]["shapes"]
    assert (line["x0"], line["layer"]) == (2019.5, "above")
    assert "shapes" not in spread()["layout"]


def test_figures_are_valid_json_and_marked_when_invented() -> None:
    for made in (figure(invented=True), spread(invented=True)):
        go.Figure(made)
        assert "PÅHITTADE SIFFROR" in json.dumps(made, ensure_ascii=False)
