"""Women and men: two solid lines told apart by marker and name, the peers' means thin and dashed."""

import json
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go

from layouts import theme
from layouts.figures import empty_figure, genders_figure
from tests.figure_cases import POINTS, SHARE, comparison

WOMEN = {"own": (230.0, 219.0, 211.0), "others": {"1260": (220.0, 222.0, 221.0), "1231": (224.0, 226.0, 228.0)}}
MEN = {"own": (192.0, None, 195.0), "others": {"1260": (200.0, 203.0, 201.0), "1231": (198.0, 196.0, 199.0)}}


def figure(**options: Any) -> dict[str, Any]:
    women = comparison(**WOMEN, kpi=POINTS, gender="K", window=(2018, 2020))
    return genders_figure(women, comparison(**MEN, kpi=POINTS, gender="M", window=(2018, 2020)), **options)


def lines() -> list[dict[str, Any]]:
    """The upper panel's traces."""
    return [trace for trace in figure()["data"] if "yaxis" not in trace]


def test_means_lie_under_the_own_lines() -> None:
    assert [t["name"] for t in lines()] == ["Kvinnor, ovägt medel", "Män, ovägt medel", "Kvinnor", "Män"]


def test_women_and_men_differ_by_marker_and_colour_and_means_by_dash() -> None:
    women_mean, men_mean, women, men = lines()
    assert "symbol" not in women["marker"]  # round
    assert men["marker"]["symbol"] == "square"
    assert (women["line"]["color"], men["line"]["color"]) == (theme.WOMEN, theme.MEN)
    assert {women["line"]["dash"], men["line"]["dash"]} == {theme.SOLID}
    assert {women_mean["line"]["dash"], men_mean["line"]["dash"]} == {theme.DASHED}
    assert women_mean["line"]["width"] < women["line"]["width"]


def test_every_line_has_its_name_and_latest_value_at_its_end() -> None:
    texts = {note["text"].partition("<br><span")[0]: note["text"] for note in figure()["layout"]["annotations"]}
    own = {"<b>Män</b>", "<b>Kvinnor</b>", "Män,<br>ovägt medel", "Kvinnor,<br>ovägt medel"}
    assert set(texts) == own | {"<b>Skillnad</b>", "Skillnad,<br>ovägt medel", "<b>Skillnad: kvinnor minus män</b>"}
    assert "211,0" in texts["<b>Kvinnor</b>"]


def test_a_missing_year_is_a_gap() -> None:
    assert lines()[-1]["y"] == [192.0, None, 195.0]


def test_without_values_the_figure_says_so() -> None:
    empty = comparison((), {}, (), gender="K")
    assert genders_figure(empty, empty) == empty_figure("Inga värden för de valda åren.", height=380)


def test_invented_figures_are_marked_and_the_figure_is_valid() -> None:
    marked = figure(invented=True)
    assert any("PÅHITTADE SIFFROR" in note["text"] for note in marked["layout"]["annotations"])
    go.Figure(marked)
    json.dumps(marked)


def test_the_gap_is_a_line_of_its_own_in_a_panel_beneath_never_on_a_second_axis_of_the_same() -> None:
    below = {trace["name"]: trace["y"] for trace in figure()["data"] if trace.get("yaxis") == "y2"}
    assert below["Skillnad"] == [38.0, None, 16.0]  # 2019: no value for men, so no gap (COMPARISON 19)
    assert below["Skillnad, ovägt medel"] == [23.0, 24.5, 24.5]
    layout = figure()["layout"]
    assert layout["yaxis2"]["domain"][1] < layout["yaxis"]["domain"][0]
    assert "overlaying" not in layout["yaxis2"]
    assert layout["xaxis"]["anchor"] == "y2"


def test_a_break_is_drawn_and_the_gap_of_shares_is_in_percentage_points() -> None:
    broken = replace(SHARE, id="N99009", description="Andel. Fr.o.m. 2020 ingår även andra. Källa: SCB.")
    women, men = (comparison((v, v, v + 1), {}, kpi=broken, gender=g) for v, g in ((3.46, "K"), (2.24, "M")))
    made = genders_figure(women, men)
    assert [line["x0"] for line in made["layout"]["shapes"]] == [2019.5]
    assert made["layout"]["yaxis"]["ticktext"][-1].endswith(" %")
    assert made["layout"]["yaxis2"]["ticktext"][-1].endswith(" procentenheter")
    gap = next(trace for trace in made["data"] if trace["name"] == "Skillnad")
    assert "procentenheter" in gap["hovertemplate"]
    assert gap["text"][0] == "1,22"  # 3,5 less 2,2 would be 1,3
