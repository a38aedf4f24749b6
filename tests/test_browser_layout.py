"""On a phone, enlarged and on paper."""

import pytest
from playwright.sync_api import expect

from tests.browsing import NARROWEST, OVERVIEW, PHONE, RENDERING, TWO_CARDS, Visit
from tests.pages import KRAMFORS

pytest_plugins = ["tests.browsing_fixtures"]
pytestmark = pytest.mark.browser

RATE = f"/nyckeltal/N33816?{KRAMFORS}"
ADDRESSES = (OVERVIEW, RATE, f"{RATE}&view=rangordning", f"{RATE}&view=kon", f"{RATE}&view=tabell",
             f"{RATE}&view=definition", "/om", "/", "/finns-inte", "/oversikt?municipality=9999")  # fmt: skip
OUTSIDE = """cards => cards.flatMap((card) => {
  const { left, right } = card.getBoundingClientRect();
  return [...card.querySelectorAll("svg text")].filter((text) => text.textContent).filter((text) => {
    const box = text.getBoundingClientRect();
    return box.width && (box.left < left || box.right > right);
  }).map((text) => text.textContent);
})"""
PAPER = (182 / 25.4 * 96, 265 / 25.4 * 96)  # px of width and height within the margins of A4


@pytest.mark.parametrize("size", [PHONE, NARROWEST], ids=["390", "320"])
def test_no_page_is_wider_than_the_screen_and_no_label_leaves_its_card(visit: Visit, size: tuple[int, int]) -> None:
    visit.go("/finns", size)
    wide = []
    for address in ADDRESSES:
        visit.step(address)
        visit.page.wait_for_timeout(RENDERING)  # charts come after the words
        outside = visit.page.locator(".chart-card").evaluate_all(OUTSIDE)
        if visit.overflow() or outside:
            wide.append((address, visit.overflow(), outside))
    assert wide == []


def test_the_bar_folds_to_one_line_that_opens(visit: Visit) -> None:
    visit.go(TWO_CARDS, PHONE)
    bar, toggle = visit.page.locator("#bar"), visit.page.locator(".bar-toggle")
    expect(toggle).to_contain_text("Kramfors · Liknande kommuner IFO 2024")
    assert bar.bounding_box()["height"] < 50
    expect(visit.picker("Kommun")).to_have_count(0)
    toggle.click()
    expect(toggle).to_have_attribute("aria-expanded", "true")
    visit.choose("Kommun", "Bjuv")
    visit.page.wait_for_url("**municipality=1260*")
    expect(toggle).to_contain_text("Bjuv ·")
    toggle.click()
    expect(visit.picker("Kommun")).to_have_count(0)


def test_enlarged_to_twice_the_size_all_is_there_and_the_bar_leaves_room(visit: Visit) -> None:
    visit.go(TWO_CARDS, (660, 450)).drawn()
    assert visit.overflow() == 0
    visit.page.evaluate("scrollTo(0, 600)")
    covered = visit.page.locator("#bar").bounding_box()
    assert max(0, covered["y"] + covered["height"]) < 450 / 3
    visit.page.evaluate("scrollTo(0, 0)")
    visit.choose("Till", "2020")
    visit.page.wait_for_url("**period=*-2020")


def test_larger_letters_push_nothing_out(visit: Visit) -> None:
    visit.go(TWO_CARDS).drawn()
    larger = "#page p, #page h1, #page h2, #page span, #page summary, #nav a { font-size: 200% !important; }"
    visit.page.evaluate("css => document.adoptedStyleSheets[0]?.insertRule(css) ?? (() => {"
                        "const sheet = new CSSStyleSheet(); sheet.replaceSync(css);"
                        "document.adoptedStyleSheets = [sheet]; })()", larger)  # fmt: skip
    assert visit.overflow() == 0
    cut = "parts => parts.filter(part => part.scrollWidth > part.clientWidth + 1).map(part => part.textContent)"
    assert visit.page.locator(".card-sentence, .card-title, .headline, .lead").evaluate_all(cut) == []


# As the browser prints: the style sheet's paper part and its width, with no time for a chart to be drawn anew.
PRINTED = """(width) => {
  dispatchEvent(new Event("beforeprint"));
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) if (rule.media?.mediaText === "print") rule.media.mediaText = "all";
  }
  document.body.style.width = `${width}px`;
  const controls = [...document.querySelectorAll(
    "#bar, #nav, .card-menu, .card-table, .switches, #follow-status, .skip")].filter((part) => part.offsetHeight);
  const cards = [...document.querySelectorAll(".chart-card")].map((card) => {
    const { left, right, height } = card.getBoundingClientRect();
    const charts = [...card.querySelectorAll(".main-svg")].map((svg) => svg.getBoundingClientRect());
    const fits = charts.every((chart) => chart.left >= left && chart.right <= right);
    return { fits, height, breaks: getComputedStyle(card).breakInside };
  });
  return { cards, controls: controls.map((part) => part.className || part.id) };
}"""


def test_paper_has_no_controls_no_card_is_torn_and_no_chart_leaves_its_card(visit: Visit) -> None:
    printed = visit.go(OVERVIEW).drawn().settled().page.evaluate(PRINTED, PAPER[0])
    assert printed["controls"] == []
    assert len(printed["cards"]) > 6
    assert {card["breaks"] for card in printed["cards"]} == {"avoid"}
    assert all(card["fits"] for card in printed["cards"])
    assert max(card["height"] for card in printed["cards"]) < PAPER[1]
    assert visit.page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_a_printed_table_is_whole(visit: Visit) -> None:
    visit.go(f"{RATE}&view=tabell")
    visit.page.emulate_media(media="print")
    visit.page.set_viewport_size({"width": int(PAPER[0]), "height": int(PAPER[1])})
    assert visit.overflow() == 0
    table, frame = (visit.page.locator(part).bounding_box() for part in (".table-wide", ".table-frame"))
    assert table["width"] <= frame["width"] + 1
