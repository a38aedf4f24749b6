"""A KPI's own page, what a card's menu gives, and the mark that invented figures carry everywhere."""

import csv
import re
import struct
from pathlib import Path

import pytest
from playwright.sync_api import Download, expect

from tests.browsing import TWO_CARDS, Visit

pytest_plugins = ["tests.browsing_fixtures"]
pytestmark = pytest.mark.browser

CARE = "/nyckeltal/N33001?municipality=2282"
RATE = "/nyckeltal/N33816?municipality=2282"
COUNT = "/nyckeltal/N33813?municipality=2282"
INVENTED = "PÅHITTADE SIFFROR"
WORDS = ("uppgift saknas", "sekretess", "ej tillämplig", "ingen uppgift")
MINUS, THIN = "\u2212", "\u202f"


def test_every_tab_is_an_address_and_back_returns_to_the_one_before(visit: Visit) -> None:
    visit.go(RATE).drawn()
    tabs = visit.page.get_by_role("navigation", name="Delar av nyckeltalet").get_by_role("link")
    expect(tabs).to_have_text(["Utveckling", "Rangordning", "Spridning", "Karta", "Kön", "Tabell", "Definition"])
    for tab, name in (
        ("Rangordning", "rangordning"),
        ("Spridning", "spridning"),
        ("Karta", "karta"),
        ("Kön", "kon"),
        ("Tabell", "tabell"),
        ("Definition", "definition"),
    ):
        tabs.get_by_text(tab).click()
        visit.page.wait_for_url(f"**{RATE}&view={name}")
        expect(visit.page.locator(".view-tab.is-current")).to_have_text(tab)
    visit.page.go_back()
    expect(visit.page.locator(".view-tab.is-current")).to_have_text("Tabell")
    expect(visit.page.locator(".table-wide")).to_be_visible()


def test_there_is_no_tab_for_gender_where_kolada_has_none(visit: Visit) -> None:
    visit.go(CARE)
    tabs = ["Utveckling", "Rangordning", "Spridning", "Karta", "Tabell", "Definition"]
    expect(visit.page.locator(".view-tab")).to_have_text(tabs)


def test_the_table_says_in_words_why_a_value_is_missing(visit: Visit) -> None:
    cells = visit.go(f"{RATE}&view=tabell&peers=1960,1231,2583,1862,0114,0115,0117,0120").page.locator(".table-wide td")
    texts = cells.all_inner_texts()
    strange = [text for text in texts if not re.fullmatch(r"[\d\u202f,–]+( \(preliminärt\))?", text)]
    assert strange
    assert set(strange) <= set(WORDS)


def test_a_count_is_guarded_and_its_rate_is_one_click_away(visit: Visit) -> None:
    card = visit.go(COUNT).page.locator(".chart-card").first
    expect(card.locator(".chip-warn")).to_have_text("Absolut antal")
    expect(card.locator("thead")).not_to_contain_text("Ovägt medel")
    card.get_by_text("Visa medel av antal ändå").click()
    visit.page.wait_for_url("**counts=mean")
    expect(card.locator("thead")).to_contain_text("Ovägt medel")
    expect(card.locator(".chip-warn")).to_contain_text("Medel av antal")
    visit.page.go_back()
    expect(card.locator(".chip-warn")).to_have_text("Absolut antal")
    card.get_by_text("Visa per 1 000 i stället").click()
    visit.page.wait_for_url(f"**{RATE}")
    expect(card.locator(".chip-warn")).to_have_count(0)


def choose(visit: Visit, item: str) -> Download:
    """The file that the first card's menu gives."""
    card = visit.page.locator(".chart-card").first
    card.locator("summary", has_text="Mer").click()
    with visit.page.expect_download() as download:
        card.get_by_text(item, exact=True).click()
    return download.value


def number(text: str) -> float:
    return float(text.replace(THIN, "").replace(",", ".").replace(MINUS, "-").partition(" ")[0])


def shown_numbers(visit: Visit) -> dict[tuple[str, str], str]:
    """The text of each cell of the full table by municipality and year."""
    rows = [row.split("\t") for row in visit.page.locator(".table-wide").inner_text().splitlines() if "\t" in row]
    years = rows[0][1:]
    return {(name, year): text for name, *cells in rows[1:] for year, text in zip(years, cells, strict=True)}


def test_the_csv_has_the_numbers_of_the_table(visit: Visit) -> None:
    saved = choose(visit.go(RATE), "Data (CSV)")
    assert re.fullmatch(r"\S+\.csv", saved.suggested_filename)
    rows = list(csv.DictReader(Path(saved.path()).read_text(encoding="utf-8-sig").splitlines()))
    own = {(row["name"], row["period"]): row for row in rows if row["role"] in ("focal", "peer", "riket")}
    visit.page.locator(".view-tab", has_text="Tabell").click()
    expect(visit.page.locator(".table-wide")).to_be_visible()
    shown = {cell: text for cell, text in shown_numbers(visit).items() if cell in own}
    assert len(shown) == len(own)
    for cell, text in shown.items():
        value = own[cell]["value"]
        assert (value == "") == (text in WORDS), cell
        if value:
            decimals = len(text.partition(",")[2])
            assert abs(number(text) - float(value)) <= 0.5000001 * 10**-decimals, cell
    assert {row["source"] for row in rows if INVENTED in row["source"]} == {row["source"] for row in rows}


def test_the_picture_is_a_png_at_double_size_or_an_svg_and_says_that_it_is_invented(visit: Visit) -> None:
    content = Path(choose(visit.go(TWO_CARDS).drawn(), "Bild (PNG)").path()).read_bytes()
    chart = visit.page.locator(".chart-card .js-plotly-plot").first.evaluate("chart => chart.offsetWidth")
    assert content.startswith(b"\x89PNG")
    assert struct.unpack(">I", content[16:20])[0] == 2 * (chart + 40)
    visit.announced("Bilden är sparad")
    saved = choose(visit, "Bild (SVG)")
    drawing = Path(saved.path()).read_text(encoding="utf-8")
    assert saved.suggested_filename.endswith(".svg")
    assert drawing.count(INVENTED) >= 2  # in the chart itself, and as its source
    assert "Jämförelsegrupp" in drawing


def test_invented_figures_are_marked_on_every_page_chart_and_table(visit: Visit) -> None:
    visit.go(TWO_CARDS).drawn()
    charts, cards = visit.page.locator(".js-plotly-plot"), visit.page.locator(".chart-card")
    assert charts.count() == charts.filter(has_text=INVENTED).count() == 2
    assert cards.count() == cards.filter(has=visit.page.locator(".card-source", has_text=INVENTED)).count()
    captions = visit.page.locator("caption")
    assert all(INVENTED in text for text in captions.all_text_contents())
    for address in (f"{RATE}&view=tabell", f"{RATE}&view=kon", "/om", "/", "/finns-inte"):
        visit.step(address)
        expect(visit.page.locator(".invented-banner")).to_be_visible()
        expect(visit.page.locator("footer")).to_contain_text(INVENTED)
        assert all(INVENTED in text for text in visit.page.locator("caption").all_text_contents())
