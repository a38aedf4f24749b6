"""The outlines that the map is drawn from: all 290, closed shapes in Sweden, small, with their source."""

import json
from pathlib import Path

import pytest

from kolada.sample import metadata

FILE = Path(__file__).parents[1] / "layouts" / "assets" / "outline.json"
LEAST_AREA, MOST_AREA = 1e-4, 4.0  # square degrees as drawn: Sundbyberg, Kiruna


@pytest.fixture(scope="module")
def outline() -> dict:
    return json.loads(FILE.read_text("utf-8"))


def points(steps: list[int], scale: float) -> list[tuple[float, float]]:
    x = y = 0
    found = []
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        found.append((x / scale, y / scale))
    return found


def area(ring: list[tuple[float, float]]) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2


def test_it_has_the_290_and_is_small_and_says_its_source(outline: dict) -> None:
    assert set(outline["units"]) == set(metadata.ids_of_type("K"))
    assert FILE.stat().st_size <= 250_000
    assert "SCB" in outline["source"]
    assert "MIT" in outline["source"]


def test_every_shape_is_closed_has_an_area_and_lies_in_sweden(outline: dict) -> None:
    for unit, rings in outline["units"].items():
        largest = points(rings[0], outline["scale"])
        assert largest[0] == largest[-1], unit
        assert LEAST_AREA < area(largest) < MOST_AREA, unit
        for ring in rings:
            xs, ys = zip(*points(ring, outline["scale"]), strict=True)
            assert 5.07 < min(xs) <= max(xs) < 11.17, unit
            assert 55.3 < min(ys) <= max(ys) < 69.1, unit
