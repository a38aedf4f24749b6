"""The ranking: bars from zero, the own one in blue, the mean as a line, the missing with their reason."""

import json
from typing import Any

import plotly.graph_objects as go
import pytest

from layouts import theme
from layouts.figures import empty_figure, ranking_figure
from tests.figure_cases import DEVIATION, OTHERS, comparison, many

Figure = dict[str, Any]


def notes(figure: Figure) -> list[str]:
    return [note["text"] for note in figure["layout"]["annotations"]]


def bars(figure: Figure) -> dict[str, Any]:
    return figure["data"][-1]


def test_the_highest_is_on_top_and_the_own_one_is_bold_and_blue() -> None:
    figure = ranking_figure(comparison())
    axis = figure["layout"]["yaxis"]
    assert axis["ticktext"] == ["<b>Kramfors</b>", "Bjuv", "Burlöv", "Avesta"]
    assert axis["range"] == [3.5, -0.5]
    assert bars(figure)["x"] == [4419.2, 3067.0, 2721.0, 2347.0]
    assert bars(figure)["marker"]["color"] == [theme.FOCAL] + [theme.BAR] * 3
    assert notes(figure)[:4] == ["<b>4\u202f419</b>", "3\u202f067", "2\u202f721", "2\u202f347"]
    assert bars(figure)["customdata"][1] == "<b>Bjuv</b> 2022: 3\u202f067 kr/inv"


def test_bars_start_at_zero() -> None:
    figure = ranking_figure(comparison())
    assert figure["layout"]["xaxis"]["range"] == [0.0, 4419.2]
    assert "base" not in bars(figure)


def test_negative_bars_go_the_other_way_from_a_line_at_zero() -> None:
    others = {"1260": (-8.8,), "1231": (15.9,), "2084": (2.3,)}
    figure = ranking_figure(comparison((43.4,), others, kpi=DEVIATION, window=(2018, 2018)))
    assert figure["layout"]["xaxis"]["range"] == [-8.8, 43.4]
    assert bars(figure)["x"] == [43.4, 15.9, 2.3, -8.8]
    assert "base" not in bars(figure)
    assert figure["layout"]["shapes"][0]["x0"] == figure["layout"]["shapes"][0]["x1"] == 0
    assert "−8,8" in notes(figure)


def test_the_mean_is_a_dashed_line_with_its_name_and_value() -> None:
    figure = ranking_figure(comparison())
    (line,) = figure["layout"]["shapes"]
    assert line["x0"] == line["x1"] == pytest.approx((3067 + 2721 + 2347) / 3)
    assert (line["line"]["dash"], line["line"]["color"]) == (theme.DASHED, theme.MEAN)
    assert "<b>Ovägt medel</b> 2\u202f712" in notes(figure)


def test_a_peer_without_a_value_stands_last_with_the_reason_and_no_bar() -> None:
    figure = ranking_figure(comparison(others={**OTHERS, "1260": (1.0, 1.0, 1.0, 1.0, None)}))
    assert figure["layout"]["yaxis"]["ticktext"] == ["<b>Kramfors</b>", "Burlöv", "Avesta", "Bjuv"]
    assert len(bars(figure)["x"]) == 3
    assert notes(figure)[3] == "uppgift saknas"
    assert figure["layout"]["shapes"][0]["y1"] == 2.5


def test_the_height_follows_the_rows_and_many_become_a_profile() -> None:
    peers, others = many(289)
    figure = ranking_figure(comparison((1100.5,), others, peers=peers, window=(2018, 2018)))
    assert figure["layout"]["yaxis"]["ticktext"] == ["Kommun 288", "<b>Kramfors</b>", "Kommun 0"]
    assert len(bars(figure)["x"]) == 290
    assert ranking_figure(comparison())["layout"]["height"] < figure["layout"]["height"] < 500


def test_names_of_a_profile_never_cover_each_other() -> None:
    peers, others = many(289)
    figure = ranking_figure(comparison((1287.5,), others, peers=peers, window=(2018, 2018)))
    assert figure["layout"]["yaxis"]["ticktext"] == ["<b>Kramfors</b>", "Kommun 0"]


def test_without_a_common_year_the_figure_says_so() -> None:
    assert ranking_figure(comparison(own=())) == empty_figure("Inget år där tillräckligt många har ett värde.")


def test_all_zero_is_drawn() -> None:
    figure = ranking_figure(comparison((0.0,), {"1260": (0.0,), "1231": (0.0,)}, window=(2018, 2018)))
    assert figure["layout"]["xaxis"]["range"] == [0.0, 1.0]


def test_invented_figures_are_marked_and_every_ranking_is_valid() -> None:
    figure = ranking_figure(comparison(), invented=True)
    assert "<b>PÅHITTADE SIFFROR</b>" in notes(figure)
    go.Figure(figure)
    json.dumps(figure)
