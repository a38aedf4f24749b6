"""For everybody: axe finds nothing, and all can be done from the keyboard with focus in sight."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browsing import OVERVIEW, PHONE, RENDERING, TWO_CARDS, WIDE, Site, Visit
from tests.pages import KRAMFORS

pytest_plugins = ["tests.browsing_fixtures"]
pytestmark = pytest.mark.browser

RATE = f"/nyckeltal/N33816?{KRAMFORS}"
PAGES = {
    "/": "Vilken kommun",
    OVERVIEW: "Kramfors",
    RATE: "Kramfors antal barn",
    f"{RATE}&view=rangordning": "Kramfors antal barn",
    f"{RATE}&view=kon": "Kramfors antal barn",
    f"{RATE}&view=tabell": "Kramfors antal barn",
    f"{RATE}&view=definition": "Kramfors antal barn",
    "/om": "Om siffrorna",
    "/finns-inte": "Sidan finns inte",
    f"/nyckeltal/N99999?{KRAMFORS}": "Inget nyckeltal",
    "/oversikt?municipality=9999": "Vilken kommun",
}
PICKERS = ("Kommun", "Jämförs med", "Nyckeltal", "Från", "Till", "Kön")


@pytest.fixture(scope="module")
def walk(visitor: BrowserContext, site: Site) -> Iterator[Visit]:
    """One page that steps from address to address: axe takes its time as it is."""
    visit = Visit(visitor.new_page(), site).go("/finns")
    yield visit
    visit.page.close()
    assert visit.complaints == []


def sized(visit: Visit, size: tuple[int, int]) -> Visit:
    visit.page.set_viewport_size({"width": size[0], "height": size[1]})
    return visit


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_on_a_page_wide_or_narrow(walk: Visit, address: str) -> None:
    walk.step(address)
    expect(walk.heading).to_contain_text(PAGES[address])
    assert sized(walk, WIDE).violations() == []
    assert sized(walk, PHONE).violations() == []


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_axe_finds_nothing_with_a_picker_a_menu_or_the_dialog_open(walk: Visit, size: tuple[int, int]) -> None:
    sized(walk.step(f"{RATE}&view=rangordning"), size)
    expect(walk.heading).to_contain_text("Kramfors antal barn")
    if size is PHONE:
        walk.page.click(".bar-toggle")
    for label in PICKERS[:2] if size is PHONE else PICKERS:
        walk.picker(label).click()
        expect(walk.page.locator("[role=option]:visible").first).to_be_visible()
        assert walk.violations("#bar") == []
        walk.key("Escape")
    walk.choose("Jämförs med", "Egen lista …")
    walk.picker("Välj kommuner").click()
    expect(walk.page.locator("dialog [role=option]:visible").first).to_be_visible()
    assert walk.violations("dialog") == []
    walk.page.locator("dialog").get_by_text("Stäng").click()
    if size is PHONE:
        walk.page.click(".bar-toggle")
    walk.page.locator(".card-menu summary").first.click()
    assert walk.violations() == []
    walk.key("Escape")


STOP = """() => {
  const at = document.activeElement;
  if (at === document.body) return null;
  const isRinged = (part) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(part);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  };
  const box = at.getBoundingClientRect();
  return {
    ringed: isRinged(at) || isRinged(at.parentElement),
    seen: box.bottom > 0 && box.top < innerHeight,
    hidden: document.elementsFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 20)).indexOf(at) !== 0
      && !at.contains(document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 20))),
    label: (at.labels?.[0] ?? at).textContent.trim() || at.getAttribute("aria-label"),
  };
}"""
CONTROLS = "a[href], button, input, summary, [tabindex='0']"


def stops(visit: Visit) -> list[dict]:
    """Every stop of the Tab key from the top of the page."""
    found = []
    while len(found) < 120:
        visit.key("Tab")
        stop = visit.page.evaluate(STOP)
        if stop is None:
            break
        found.append(stop)
    return found


def test_every_control_is_a_stop_of_the_tab_key_with_focus_in_sight(visit: Visit) -> None:
    visit.go(f"{TWO_CARDS}&view=antal").drawn()
    reached = stops(visit)
    labels = [stop["label"] for stop in reached]
    assert labels[:3] == ["Hoppa till innehållet", "Jämförbart", "Översikt"]
    assert labels[7:13] == ["Kommun", "Jämförs med", "Område", "Från", "Till", "Kön"]
    assert len(reached) == visit.page.locator(CONTROLS).and_(visit.page.locator(":visible")).count()
    assert [stop for stop in reached if not stop["ringed"]] == []
    assert [stop for stop in reached if not stop["seen"] or stop["hidden"]] == []


def test_the_skip_link_moves_focus_to_the_page(visit: Visit) -> None:
    visit.go(TWO_CARDS).drawn()
    visit.key("Tab", "Enter")
    assert visit.is_focused("#page")
    visit.key("Tab")
    assert visit.is_focused("#page a, #page summary")
    assert visit.heading.is_visible()


def test_a_picker_is_used_with_arrows_enter_and_escape_and_keeps_focus(visit: Visit) -> None:
    visit.go(TWO_CARDS).picker("Till").focus()
    before = visit.picker("Till").input_value()
    visit.key("ArrowDown")
    expect(visit.page.locator("[role=option]:visible").first).to_be_visible()
    visit.key("Escape")
    expect(visit.page.locator("[role=option]:visible")).to_have_count(0)
    assert visit.picker("Till").input_value() == before
    visit.key("ArrowDown")
    expect(visit.page.locator("[role=option]:visible").first).to_be_visible()
    visit.page.wait_for_timeout(RENDERING)  # the list opens at what is chosen, a moment later
    visit.key("ArrowDown", "Enter")
    visit.page.wait_for_url("**period=*")
    expect(visit.picker("Till")).to_have_value(str(int(before) - 1))
    expect(visit.picker("Till")).to_be_focused()


def test_after_a_change_of_page_reading_goes_on_at_the_page(visit: Visit) -> None:
    visit.go(TWO_CARDS).page.get_by_role("link", name="Om siffrorna").first.focus()
    visit.key("Enter")
    expect(visit.heading).to_have_text("Om siffrorna")
    expect(visit.page.locator("#page")).to_be_focused()
    visit.announced("Om siffrorna – Jämförbart")
    visit.key("Tab")
    assert visit.is_focused("footer")


def test_tabs_menu_and_dialog_work_without_a_mouse(visit: Visit) -> None:
    visit.go(RATE).drawn().page.locator(".view-tab", has_text="Tabell").focus()
    visit.key("Enter")
    expect(visit.page.locator(".table-wide")).to_be_visible()
    expect(visit.page.locator(".view-tab.is-current")).to_be_focused()
    visit.step(f"{RATE}&view=rangordning")
    menu = visit.page.locator(".card-menu summary").first
    menu.focus()
    visit.key("Enter", "Tab")
    assert visit.is_focused(".card-menu li")
    visit.key("Escape")
    expect(visit.page.locator(".card-menu[open]")).to_have_count(0)
    assert visit.is_focused(".card-menu summary")
    visit.picker("Jämförs med").focus()
    visit.page.keyboard.type("egen")
    expect(visit.page.locator("[role=option]:visible")).to_have_text(["Egen lista …"])
    visit.key("Enter")
    expect(visit.page.get_by_role("dialog")).to_be_visible()
    visit.page.get_by_label("eller klistra in namn").focus()
    visit.page.keyboard.insert_text("Ale, Lerum")
    visit.key("Tab")
    expect(visit.page.get_by_role("button", name="Använd listan")).to_be_focused()
    visit.key("Enter")
    visit.page.wait_for_url("**peers=1440,1441*")
    expect(visit.picker("Jämförs med")).to_be_focused()
