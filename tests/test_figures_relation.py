"""The scatter: everybody grey, peers and own named, no line through the points. COMPARISON 25, 27."""

from itertools import combinations

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kolada.analysis.relation import Point
from layouts import theme
from layouts.explore.texts_relation import LOG_SCALE
from layouts.figures.relation import MOST_NAMED, WIDTH, Axis, _box, _drawn, _meet, _placed, relation_figure

X, Y = Axis("Skattekraft, kr per invånare", "kr/inv"), Axis("Kostnad, kr per invånare", "kr/inv")
INHABITANTS = Axis("Invånare totalt, antal", "", is_count=True)
POINTS = [Point(str(i), f"Kommun {i}", 100.0 + 7 * i, 2000.0 - (i * 37 % 11) * 90) for i in range(40)]


def drawn(points=POINTS, peers=("1", "2", "3"), x=X, y=Y, **more):
    return relation_figure(points, "0", set(peers), x, y, **more)


def test_it_is_a_valid_figure_of_scatters_that_the_basic_bundle_draws() -> None:
    figure = drawn()
    go.Figure(figure)
    assert {trace["type"] for trace in figure["data"]} == {"scatter"}
    assert all("lines" not in trace["mode"] for trace in figure["data"])  # nothing is fitted


def test_others_are_grey_peers_darker_and_named_the_own_one_large_blue_and_bold() -> None:
    others, peers, own = drawn()["data"]
    assert (len(others["x"]), len(peers["x"]), len(own["x"])) == (36, 3, 1)
    assert others["marker"]["color"] == theme.PEER
    assert others["marker"]["size"] < peers["marker"]["size"] < own["marker"]["size"]
    assert own["marker"]["color"] == theme.FOCAL
    assert own["text"] == ["<b>Kommun 0</b>"]
    assert peers["text"] == ["Kommun 1", "Kommun 2", "Kommun 3"]
    assert len({trace["marker"]["symbol"] for trace in (peers, own)}) == 2  # colour is never alone


def test_every_point_says_its_name_and_both_values() -> None:
    figure = drawn()
    assert [n for trace in figure["data"] for n in trace["customdata"]].count("Kommun 7") == 1
    assert "%{x:,.0f} kr/inv<br>%{y:,.0f} kr/inv" in figure["data"][0]["hovertemplate"]


def test_the_own_one_or_peers_without_a_point_leave_no_trace() -> None:
    assert len(drawn(POINTS[4:])["data"]) == 1
    assert len(drawn(POINTS[1:])["data"]) == 2


def test_many_peers_are_marked_but_not_named() -> None:
    _, peers, own = drawn(peers=[str(i) for i in range(1, MOST_NAMED + 2)])["data"]
    assert "text" not in peers
    assert own["text"] == ["<b>Kommun 0</b>"]


def test_a_count_that_spans_far_is_in_powers_of_ten_unless_somebody_has_none() -> None:
    wide = [Point(str(i), f"K{i}", 10.0 ** (3 + i / 10), float(i)) for i in range(25)]
    layout = drawn(wide, x=INHABITANTS)["layout"]
    axis = layout["xaxis"]
    assert [LOG_SCALE in note["text"] for note in layout["annotations"]] == [False, True]
    assert axis["type"] == "log"
    assert axis["tickvals"] == [1e3, 1e4, 1e5, 1e6]
    assert axis["ticktext"] == ["1\u202f000", "10\u202f000", "100\u202f000", "1\u202f000\u202f000"]
    assert "type" not in drawn([*wide, Point("n", "N", 0.0, 1.0)], x=INHABITANTS)["layout"]["xaxis"]
    assert "type" not in drawn(wide)["layout"]["xaxis"]
    go.Figure(drawn(wide, x=INHABITANTS, y=INHABITANTS))


def test_both_axes_hold_all_points() -> None:
    layout = drawn()["layout"]
    for axis, values in ((layout["xaxis"], [p.x for p in POINTS]), (layout["yaxis"], [p.y for p in POINTS])):
        assert axis["range"][0] <= min(values)
        assert axis["range"][1] >= max(values)


def test_invented_values_are_marked_in_the_picture() -> None:
    assert any("PÅHITTADE" in note["text"] for note in drawn(invented=True)["layout"]["annotations"])


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=2, max_size=12))
def test_names_never_cover_each_other_and_stay_in_the_plot(places: list[tuple[int, int]]) -> None:
    points = [Point(str(i), f"Kommun {i}", float(x), float(y)) for i, (x, y) in enumerate(places)]
    x, y = _drawn([p.x for p in points], X), _drawn([p.y for p in points], Y)
    found = _placed(points, x, y)
    height = 460 - 44 - 62
    boxes = [_box((x.at(p.x) * WIDTH, (1 - y.at(p.y)) * height), found[p.id], 60) for p in points if p.id in found]
    assert not any(_meet(a, b) for a, b in combinations(boxes, 2))


@pytest.mark.parametrize("n", [1, 2])
def test_one_or_two_points_are_drawn_too(n: int) -> None:
    go.Figure(drawn(POINTS[:n]))
