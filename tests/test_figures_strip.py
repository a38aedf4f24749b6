"""The strip: where its marks stand, what survives a grey printer, what is said of invented figures."""

import re
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from layouts import theme
from layouts.figures import strip
from layouts.figures.strip import Strip

SVG = "{http://www.w3.org/2000/svg}"


def made(**changes: object) -> Strip:
    parts = {"own": 4419.2, "peers": (2000.0, 3000.0), "mean": 2500.0, "riket": 2592.2, "band": (2100.0, 2900.0)}
    return Strip(**{**parts, "low": (2000.0, "2 000 kr"), "high": (4419.2, "4 419 kr"), **changes})  # type: ignore[arg-type]


def circles(drawn: Strip) -> list[tuple[float, str]]:
    tree = ElementTree.fromstring(strip.svg(drawn))
    return [(float(c.attrib["cx"]), c.attrib["fill"]) for c in tree.iter(f"{SVG}circle")]


def test_marks_stand_in_proportion_between_the_ends():
    assert strip.x_of(2000.0, made()) == strip.LEFT
    assert strip.x_of(4419.2, made()) == strip.WIDTH - strip.RIGHT
    assert strip.x_of(3209.6, made()) == pytest.approx(strip.WIDTH / 2, abs=0.1)


def test_the_own_one_is_drawn_last_and_larger_than_its_peers():
    found = circles(made())
    assert [fill for _, fill in found] == [theme.PEER, theme.PEER, theme.FOCAL]
    assert strip.OWN_RADIUS > 1.4 * strip.PEER_RADIUS


def test_mean_and_riket_differ_by_their_dashes_and_shapes():
    drawing = strip.svg(made())
    assert len(set(re.findall(r'stroke-dasharray="([^"]+)"', drawing))) == 2
    assert "l5 5-5 5-5-5z" in drawing


def test_what_is_missing_is_not_drawn():
    drawing = strip.svg(made(own=None, mean=None, riket=None, band=None, peers=()))
    assert "<circle" not in drawing
    assert "<rect" not in drawing
    assert "dasharray" not in drawing


def test_values_that_are_all_the_same_stand_in_the_middle():
    level = made(own=5.0, peers=(5.0,), mean=5.0, riket=None, band=None, low=(5.0, "5"), high=(5.0, "5"))
    assert {x for x, _ in circles(level)} == {strip.WIDTH / 2}
    assert strip.ends([]) == (0.0, 1.0)


def test_invented_figures_say_so_in_the_picture():
    assert "PÅHITTADE" in strip.svg(made(invented="PÅHITTADE SIFFROR"))
    assert "<text" not in strip.svg(made())


def test_no_red_and_no_green():
    for colour in re.findall(r"#([0-9a-f]{6})", strip.svg(made())):
        red, green, blue = (int(colour[i : i + 2], 16) for i in (0, 2, 4))
        assert not (red > 150 and green < 60 and blue < 60)
        assert not (green > red + 40 and green > blue + 40)


@pytest.mark.parametrize("ground", ["#ffffff", strip.BAND])
def test_a_peers_ring_is_told_from_the_card_and_from_the_band(ground: str):
    lighter, darker = sorted((_luminance(ground), _luminance(strip.RING)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 3


def _luminance(colour: str) -> float:
    """WCAG 2's relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_it_is_a_light_picture_of_its_own():
    address = strip.data_uri(strip.svg(made()))
    assert address.startswith("data:image/svg+xml,")
    assert not set(address) & set('<>"#\n')
    assert unquote(address.partition(",")[2]) == strip.svg(made())
    assert len(address) < 2500


@pytest.mark.parametrize("mark", ["own", "peer", "mean", "riket", "band"])
def test_each_mark_of_the_legend_is_a_drawing(mark: str):
    assert len(ElementTree.fromstring(strip.mark(mark))) > 0
