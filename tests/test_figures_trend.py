"""The trend: what is drawn in which order, gaps, preliminary and lone points, scales, labels and hovers."""

import json
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import pytest

from kolada.analysis.lines import Peers
from layouts import theme
from layouts.figures import empty_figure, trend_figure, y_extent
from tests.figure_cases import (
    COUNT,
    DEVIATION,
    KRAMFORS,
    OTHERS,
    PEERS,
    POINTS,
    SHARE,
    comparison,
    country_of,
    many,
    preliminary,
)

Figure = dict[str, Any]
ALL_YEARS = [2018, 2019, 2020, 2021, 2022]


def names(figure: Figure) -> list[str]:
    return [trace["name"] for trace in figure["data"]]


def trace(figure: Figure, name: str) -> dict[str, Any]:
    return next(t for t in figure["data"] if t["name"] == name)


def labels(figure: Figure) -> list[str]:
    return [note["text"] for note in figure["layout"]["annotations"]]


def test_context_is_drawn_first_and_the_own_municipality_last() -> None:
    full = trend_figure(comparison(country=country_of(ALL_YEARS)), size="full")
    assert names(full) == [
        "mittersta hälften av alla kommuner", "Bjuv", "Burlöv", "Avesta", "Riket", "Liknande, ovägt medel", "Kramfors",
    ]  # fmt: skip


def test_a_card_has_no_band_and_short_names() -> None:
    card = trend_figure(comparison(country=country_of(ALL_YEARS)), size="card")
    assert names(card) == ["Bjuv", "Burlöv", "Avesta", "Riket", "Ovägt medel", "Kramfors"]
    assert labels(card) == ["<b>Kramfors</b>", "<b>Ovägt medel</b>", "<b>Riket</b>"]


@pytest.mark.parametrize("size", ["card", "full"])
def test_lines_differ_by_width_and_dash_not_by_colour_alone(size: Any) -> None:
    figure = trend_figure(comparison(), size=size)
    own, mean, riket = (trace(figure, n)["line"] for n in ("Kramfors", names(figure)[-2], "Riket"))
    assert (own["dash"], mean["dash"], riket["dash"]) == (theme.SOLID, theme.DASHED, theme.DOTTED)
    assert own["width"] > mean["width"] > figure["layout"]["template"]["data"]["scatter"][0]["line"]["width"]
    assert (own["color"], mean["color"], riket["color"]) == (theme.FOCAL, theme.MEAN, theme.RIKET)


def test_every_year_of_the_window_is_there_and_a_missing_one_is_a_gap() -> None:
    figure = trend_figure(comparison(own=(3552.0, None, 3794.2, 4182.4), window=(2017, 2022)), size="card")
    own = trace(figure, "Kramfors")
    assert own["x"] == [2017, *ALL_YEARS]
    assert own["y"] == [None, 3552.0, None, 3794.2, 4182.4, None]
    assert own["text"] == ["", "3\u202f552", "", "3\u202f794", "4\u202f182", ""]
    assert figure["layout"]["template"]["data"]["scatter"][0]["connectgaps"] is False
    assert figure["layout"]["xaxis"]["range"] == [2017, 2022]


def test_a_point_between_two_gaps_is_seen() -> None:
    others = {**OTHERS, "1260": (None, 2700.0, None, 3000.0, 3067.0)}
    bjuv = trace(trend_figure(comparison(others=others), size="card"), "Bjuv")
    assert bjuv["mode"] == "lines+markers"
    assert [size > 0 for size in bjuv["marker"]["size"]] == [False, True, False, False, False]
    assert "marker" not in trace(trend_figure(comparison(), size="card"), "Bjuv")


def test_a_preliminary_point_is_hollow_and_says_so() -> None:
    made = comparison()
    own = trace(trend_figure(replace(made, focal=preliminary(made.focal, 2022)), size="card"), "Kramfors")
    assert own["marker"]["color"] == [theme.FOCAL] * 4 + [theme.CARD]
    assert own["marker"]["line"]["width"] == [0, 0, 0, 0, 2]
    assert own["customdata"] == ["", "", "", "", " (preliminärt)"]
    mean = trace(trend_figure(replace(made, mean=preliminary(made.mean, 2022)), size="card"), "Ovägt medel")
    assert [size > 0 for size in mean["marker"]["size"]] == [False, False, False, False, True]
    assert mean["customdata"][-2:] == [" (3 av 3)", " (3 av 3, preliminärt)"]


def test_the_hover_says_name_year_value_and_unit() -> None:
    figure = trend_figure(comparison(), size="card")
    template = figure["layout"]["template"]["data"]["scatter"][0]["hovertemplate"]
    assert template == "<b>%{fullData.name}</b> %{x}: %{text} kr/inv<extra></extra>"
    assert trace(figure, "Ovägt medel")["customdata"] == [" (3 av 3)"] * 5


def test_a_mean_of_fewer_says_how_many_and_of_too_few_is_not_drawn() -> None:
    others = {"1260": (None, 2700.0), "1231": (1500.0, 1700.0), "2084": (None, None)}
    mean = trace(trend_figure(comparison(others=others, window=(2018, 2019)), size="card"), "Ovägt medel")
    assert mean["y"] == [None, 2200.0]
    assert mean["customdata"] == ["", " (2 av 3)"]


def test_a_count_has_neither_riket_nor_a_mean_unless_asked_for() -> None:
    counts = {
        "own": (46, 50, 45, 47, 43),
        "others": {"1260": (10, 12, 9, 11, 8), "1231": (20, 22, 19, 21, 18)},
        "kpi": COUNT,
    }
    assert names(trend_figure(comparison(**counts), size="card")) == ["Bjuv", "Burlöv", "Avesta", "Kramfors"]
    asked = trend_figure(comparison(**counts, count_mean=True), size="full")
    assert names(asked) == ["Bjuv", "Burlöv", "Avesta", "Liknande, ovägt medel", "Kramfors"]


def test_the_mean_is_named_after_whom_it_is_of() -> None:
    own_list = Peers("egen", "Egen lista", PEERS.members)
    assert "Ovägt medel, 3 st" in names(trend_figure(comparison(peers=own_list), size="full"))


def test_the_band_is_split_where_years_are_missing() -> None:
    figure = trend_figure(comparison(country=country_of([2018, 2019, 2021])), size="full")
    band = figure["data"][0]
    assert band["x"] == [2018, 2019, 2019, 2018, None, 2020.8, 2021.2, 2021.2, 2020.8]
    assert band["y"] == [1750, 1750, 3250, 3250, None, 1750, 1750, 3250, 3250]
    assert (band["fill"], band["fillcolor"], band["hoverinfo"]) == ("toself", theme.BAND, "skip")


def test_full_labels_have_values_and_an_older_one_its_year() -> None:
    figure = trend_figure(comparison(nation=(2157.8, 2238.3, 2342.3, 2448.5, None)), size="full")
    assert [text.rpartition(">")[0].rpartition(">")[2].removesuffix("</span") for text in labels(figure)] == [
        "4\u202f419", "2\u202f712", "2\u202f449 (2021)",
    ]  # fmt: skip
    assert labels(figure)[1].startswith("<b>Liknande,<br>ovägt medel</b>")


@pytest.mark.parametrize(
    ("kpi", "values", "lowest"),
    [
        pytest.param(SHARE, (88.0, 89.0, 90.0), 88, id="shares near the top"),
        pytest.param(POINTS, (205.0, 220.0, 230.0), 205, id="points"),
        pytest.param(DEVIATION, (-20.0, 10.0, 40.0), -20, id="negative values"),
        pytest.param(SHARE, (5.0, 5.5, 6.0), 0, id="shares near zero"),
    ],
)
def test_where_the_axis_begins(kpi: Any, values: tuple[float, ...], lowest: float) -> None:
    figure = trend_figure(comparison(values, {}, (), kpi=kpi), size="card")
    assert figure["layout"]["yaxis"]["tickvals"][0] == lowest


def test_cards_can_share_a_scale() -> None:
    small, large = comparison((4.0, 5.0), {}, (), kpi=SHARE), comparison((30.0, 40.0), {}, (), kpi=SHARE)
    low, high = y_extent(small), y_extent(large)
    assert (low, high) == ((0, 5.0), (0, 40.0))
    shared = [trend_figure(c, size="card", y_range=(0, 40.0))["layout"]["yaxis"] for c in (small, large)]
    assert shared[0] == shared[1]


def test_an_extent_without_values_disturbs_no_other() -> None:
    assert y_extent(comparison((), {}, ())) == (0.0, 0.0)


def test_without_values_the_figure_says_so() -> None:
    figure = trend_figure(comparison((), {}, ()), size="card")
    assert figure == empty_figure("Inga värden för de valda åren.")
    assert figure["data"] == []


def test_a_missing_own_municipality_leaves_the_others_with_their_names() -> None:
    figure = trend_figure(comparison(own=()), size="card")
    assert labels(figure) == ["<b>Ovägt medel</b>", "<b>Riket</b>"]


def test_more_peers_than_can_be_told_apart_are_drawn_as_their_mean() -> None:
    peers, others = many(61)
    figure = trend_figure(comparison(others=others, peers=peers, window=(2018, 2019)), size="card")
    assert names(figure) == ["Riket", "Ovägt medel", "Kramfors"]
    assert (
        len(
            trend_figure(comparison(others=others, peers=replace(peers, members=peers.members[:60])), size="card")[
                "data"
            ]
        )
        == 63
    )


@pytest.mark.parametrize("size", ["card", "full"])
def test_invented_figures_are_marked(size: Any) -> None:
    assert "<b>PÅHITTADE SIFFROR</b>" in labels(trend_figure(comparison(), size=size, invented=True))
    assert "<b>PÅHITTADE SIFFROR</b>" not in labels(trend_figure(comparison(), size=size))


@pytest.mark.parametrize(("size", "most"), [("card", 6_000), ("full", 14_000)])
def test_figures_are_small_valid_and_still(size: Any, most: int) -> None:
    peers, _ = many(7)
    others = {m.id: tuple(1000.5 + i for i in range(10)) for m in peers.members}
    years = list(range(2018, 2028))
    made = comparison(tuple(2000.5 + i for i in range(10)), others, tuple(1500.5 + i for i in range(10)), peers=peers,
                      window=(2018, 2027), country=country_of(years))  # fmt: skip
    figure = trend_figure(made, size=size, invented=True)
    go.Figure(figure)
    assert len(json.dumps(figure, ensure_ascii=False, separators=(",", ":"))) < most
    assert (figure["layout"]["dragmode"], figure["layout"]["showlegend"]) == (False, False)
    template = figure["layout"]["template"]["layout"]
    assert template["xaxis"]["fixedrange"]
    assert template["yaxis"]["fixedrange"]


def test_one_year_alone_is_drawn_as_points() -> None:
    figure = trend_figure(comparison(window=(2022, 2022)), size="card")
    go.Figure(figure)
    assert all("markers" in t["mode"] for t in figure["data"])
    assert KRAMFORS.title in names(figure)
