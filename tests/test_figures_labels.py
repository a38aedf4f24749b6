"""Names at the lines' ends: they never overlap, they fit, and they stay near their lines."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layouts.figures.labels import EndLabel, end_labels, shorten, spread, text_width, wrap

BOXES = st.lists(st.tuples(st.floats(-50, 400), st.floats(5, 60)), max_size=8)


@given(BOXES)
def test_spread_boxes_never_overlap_and_stay_inside_where_they_fit(boxes: list[tuple[float, float]]) -> None:
    wanted, heights = [b[0] for b in boxes], [b[1] for b in boxes]
    centres = spread(wanted, heights, 0, 350)
    placed = sorted(zip(centres, heights, strict=True))
    for (above, above_height), (below, below_height) in pairwise(placed):
        assert below - above >= (above_height + below_height) / 2 - 1e-6
    if sum(heights) <= 350:
        assert all(h / 2 - 1e-6 <= c <= 350 - h / 2 + 1e-6 for c, h in placed)


@given(BOXES)
def test_spreading_keeps_the_order_of_the_lines(boxes: list[tuple[float, float]]) -> None:
    wanted = [b[0] for b in boxes]
    tops = [c - b[1] / 2 for c, b in zip(spread(wanted, [b[1] for b in boxes], 0, 350), boxes, strict=True)]
    by_wish = sorted(range(len(boxes)), key=lambda i: wanted[i])
    assert all(tops[i] <= tops[j] + 1e-6 for i, j in pairwise(by_wish))


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        pytest.param([20, 60, 100], [20, 60, 100], id="far apart: where they want"),
        pytest.param([50, 50], [40, 60], id="together: moved alike, the first given above"),
        pytest.param([50, 55, 200], [42.5, 62.5, 200], id="only neighbours move"),
        pytest.param([-5, 0], [10, 30], id="kept inside at the top"),
        pytest.param([299, 300], [270, 290], id="kept inside at the bottom"),
    ],
)
def test_spread_moves_as_little_as_it_can(wanted: list[float], expected: list[float]) -> None:
    assert spread(wanted, [20.0] * len(wanted), 0, 300) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Kramfors", ["Kramfors"]),
        ("Hallstahammar", ["Hallstahammar"]),
        ("Upplands-Bro", ["Upplands-Bro"]),
        ("Liknande, ovägt medel", ["Liknande,", "ovägt medel"]),
        ("Ovägt medel, 7 st", ["Ovägt medel,", "7 st"]),
        ("Deras medel utan vikt, 7 st", ["Deras medel", "utan vikt, 7 st"]),
        ("Region Jönköpings län", ["Region", "Jönköpings län"]),
        ("Enkommunmedettmycketlångtnamn", ["Enkommunm…"]),
    ],
)
def test_names_fit_a_card(text: str, lines: list[str]) -> None:
    assert wrap(text, 102, 12, bold=True) == lines


@given(st.text(alphabet="abåäöMW -,", max_size=40), st.floats(20, 200))
def test_a_shortened_text_is_never_wider_than_its_room(text: str, room: float) -> None:
    assert text_width(shorten(text, room, 12), 12) <= max(room, text_width("…", 12))


def test_labels_stand_right_of_the_plot_in_their_lines_colours_with_the_value_muted_below() -> None:
    notes, margin = end_labels(
        [EndLabel("Kramfors", "#0b4f8a", 1.0, "4 419"), EndLabel("Riket", "#5b4a8a", 0.2)], 338, 0, 112
    )
    assert notes[0]["text"] == '<b>Kramfors</b><br><span style="color:#5d666e">4 419</span>'
    assert [n["font"]["color"] for n in notes] == ["#0b4f8a", "#5b4a8a"]
    assert all(n["x"] == 1 and n["xanchor"] == "left" and n["xshift"] > 0 for n in notes)
    assert notes[1]["y"] == pytest.approx(0.2)
    assert text_width("Kramfors", 12, bold=True) < margin < 100
