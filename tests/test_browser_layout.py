"""On a phone, enlarged and on paper."""

import pytest
from playwright.sync_api import expect

from tests.browsing import NARROWEST, OVERVIEW, PHONE, TWO_CARDS, Visit
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
A4 = (297 - 2 * 16) / 25.4 * 96  # px of height on a page of paper


@pytest.mark.parametrize("size", [PHONE, NARROWEST], ids=["390", "320"])
def test_no_page_is_wider_than_the_screen_and_no_label_leaves_its_card(visit: Visit, size: tuple[int, int]) -> None:
    visit.go("/", size)
    wide = []
    for address in ADDRESSES:
        visit.step(address)
        visit.page.wait_for_function("() => !document.querySelector('[data-dash-is-loading]')")
        visit.page.wait_for_timeout(400)
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


def test_paper_has_no_controls_and_no_card_is_torn(visit: Visit) -> None:
    visit.go(OVERVIEW).drawn()
    visit.page.emulate_media(media="print")
    for control in ("#bar", "#nav", ".card-menu", ".card-table", ".switches", "#follow-status", ".skip"):
        expect(visit.page.locator(f"{control}:visible")).to_have_count(0)
    cards = visit.page.locator(".chart-card")
    breaks = cards.evaluate_all("cards => cards.map(card => getComputedStyle(card).breakInside)")
    heights = cards.evaluate_all("cards => cards.map(card => card.offsetHeight)")
    assert set(breaks) == {"avoid"}
    assert max(heights) < A4
    expect(visit.page.locator(".card-peers").first).to_contain_text("Jämförelsegrupp")
    assert visit.page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
