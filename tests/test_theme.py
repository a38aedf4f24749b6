"""Colours that are read have contrast, none is red or green, and the graph's settings send nothing anywhere."""

import colorsys
import json
from itertools import combinations

import pytest

from layouts import theme

LINES = {name: getattr(theme, name) for name in ("FOCAL", "MEAN", "RIKET", "WOMEN", "MEN")}
TEXTS = {name: getattr(theme, name) for name in ("INK", "MUTED")} | LINES


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colour", TEXTS.values(), ids=TEXTS)
def test_texts_have_four_and_a_half_to_one_on_cards_and_on_paper(colour: str) -> None:
    assert contrast(colour, theme.CARD) >= 4.5
    assert contrast(colour, theme.PAPER) >= 4.5


def test_the_mark_of_invented_figures_is_legible() -> None:
    assert contrast(theme.NOTICE_INK, theme.NOTICE_PAPER) >= 4.5


@pytest.mark.parametrize("colour", LINES.values(), ids=LINES)
def test_lines_stand_out_from_the_band_and_from_the_peers(colour: str) -> None:
    assert contrast(colour, theme.BAND) >= 3
    assert contrast(colour, theme.PEER) >= 2.5


def test_context_is_paler_than_what_is_read() -> None:
    assert contrast(theme.PEER, theme.CARD) < 3
    assert contrast(theme.GRID, theme.CARD) < contrast(theme.PEER, theme.CARD)


def test_women_and_men_differ_in_grey() -> None:
    assert contrast(theme.WOMEN, theme.MEN) >= 1.5


def test_no_colour_is_red_or_green() -> None:
    named = {n: v for n, v in vars(theme).items() if n.isupper() and isinstance(v, str) and v.startswith("#")}
    for name, colour in named.items():
        hue, _, strength = colorsys.rgb_to_hls(*(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)))
        is_strong = strength > 0.35
        assert not (is_strong and (hue * 360 < 15 or hue * 360 > 340)), f"{name} is red"
        assert not (is_strong and 75 < hue * 360 < 170), f"{name} is green"


def test_the_graph_shows_no_bar_sends_nothing_and_speaks_swedish() -> None:
    config = theme.GRAPH_CONFIG
    assert (config["displayModeBar"], config["displaylogo"], config["showSendToCloud"]) == (False, False, False)
    assert config["locale"] == "sv"
    json.dumps(config)


def test_numbers_have_a_decimal_comma_and_spaces_that_do_not_break() -> None:
    assert theme.layout(100)["separators"] == ",\u202f"


def test_dashes_tell_lines_apart_without_colour() -> None:
    assert all(a != b for a, b in combinations((theme.SOLID, theme.DASHED, theme.DOTTED), 2))
