"""Samband and Egen likhet in Chromium: axe, both widths, keyboard, Back, pictures."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

from layouts.view import Views
from tests.browsing import PHONE, WIDE, Site, Visit
from tests.pages import KRAMFORS, TODAY

pytest_plugins = ["tests.browsing_fixtures"]
pytestmark = pytest.mark.browser

KPIS = ("N31807", "N33001", "N33006", "N01951")
SAMBAND = f"/utforska?{KRAMFORS}&kpi=N31807&kpi=N33001&view=samband"
LIKENESS = f"/utforska?{KRAMFORS}&view=egen-likhet&recipe=N01951:2,N33001:1"


@pytest.fixture(scope="module", autouse=True)
def country(site: Site) -> None:
    """The rest of the country of what is looked at."""
    views = Views(site.store, lambda: TODAY)
    while views.follow(KPIS).working:
        pass


@pytest.fixture(scope="module")
def walk(visitor: BrowserContext, site: Site) -> Iterator[Visit]:
    visit = Visit(visitor.new_page(), site).go("/om")
    yield visit
    visit.page.close()
    assert visit.complaints == []


@pytest.mark.parametrize("address", [SAMBAND, LIKENESS], ids=["samband", "egen-likhet"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(walk: Visit, address: str) -> None:
    walk.step(address)
    for width, height in (WIDE, PHONE):
        walk.page.set_viewport_size({"width": width, "height": height})
        assert walk.violations() == []
        assert walk.overflow() <= 0
    walk.page.locator("summary", has_text="tabell").or_(walk.page.locator("summary", has_text="jämförbara")).click()
    assert walk.violations() == []


def test_axe_finds_nothing_with_a_picker_open(walk: Visit) -> None:
    walk.step(LIKENESS).picker("Nyckeltal 1").click()
    expect(walk.page.locator("[role=option]:visible").first).to_be_visible()
    assert walk.violations("#page") == []
    walk.key("Escape")


def test_another_kpi_is_chosen_by_keyboard_and_back_leads_to_the_one_before(visit: Visit) -> None:
    visit.go(SAMBAND).drawn().settled().picker("Lodrätt (y)").focus()
    visit.page.keyboard.type("0–20 år")
    expect(visit.page.locator("[role=option]:visible").first).to_be_visible()
    with visit.arriving():
        visit.key("Enter")
    assert "kpi=N31807&kpi=N33001" not in visit.query
    expect(visit.picker("Lodrätt (y)")).to_be_focused()
    with visit.arriving():
        visit.page.go_back()
    assert "kpi=N31807&kpi=N33001" in visit.query
    expect(visit.picker("Lodrätt (y)")).to_have_value("Kostnad barn- och ungdomsvård")


def test_swapping_the_axes_swaps_the_pickers(visit: Visit) -> None:
    visit.go(SAMBAND).drawn().settled()
    y = visit.picker("Lodrätt (y)").input_value()
    with visit.arriving():
        visit.page.get_by_role("link", name="Byt plats på x och y").click()
    expect(visit.picker("Vågrätt (x)")).to_have_value(y)


def test_a_weight_and_a_new_row_change_the_address_and_the_list_and_a_row_is_taken_away(visit: Visit) -> None:
    visit.go(LIKENESS).settled()
    with visit.arriving():
        visit.choose("Vikt 2", "5")
    assert "recipe=N01951:2,N33001:5" in visit.query
    with visit.arriving():
        visit.choose("Nyckeltal 3", "Invånare som någon gång under året fått ekonomiskt bistånd")
    assert "recipe=N01951:2,N33001:5,N31807:1" in visit.query
    expect(visit.picker("Nyckeltal 4")).to_be_visible()
    with visit.arriving():
        visit.page.get_by_role("link", name="Ta bort").first.click()
    assert "recipe=N33001:5,N31807:1" in visit.query
    expect(visit.picker("Nyckeltal 1")).to_have_value("Kostnad barn- och ungdomsvård")


def test_the_seven_are_compared_with_on_the_overview(visit: Visit) -> None:
    visit.go(LIKENESS).settled()
    nearest = visit.page.locator(".chip-rank").all_inner_texts()
    visit.page.get_by_role("link", name="Jämför med de sju").click()
    expect(visit.page.locator("#page .note").first).to_contain_text("Jämförelsegrupp")
    visit.settled()
    assert all(name in visit.page.locator("#page").inner_text() for name in nearest)
    assert "recipe=N01951:2,N33001:1" in visit.query


def test_the_picture_can_be_saved_and_says_its_coefficients(visit: Visit) -> None:
    visit.go(SAMBAND).drawn().settled()
    visit.page.locator(".card-menu summary").click()
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name="Bild (SVG)").click()
    content = download.value.path().read_text("utf-8")
    assert "Spearman" in content
    assert "Kramfors" in content
    assert download.value.suggested_filename.startswith("samband_N31807_N33001_kramfors_".lower())


def test_a_row_takes_any_kpi_of_kolada_as_one_types(visit: Visit):
    visit.go(f"/utforska?{KRAMFORS}&view=egen-likhet&recipe=N01951:2").settled()
    field = visit.page.get_by_role("textbox", name="Nyckeltal 2", exact=True)
    field.click()
    field.press_sequentially("meritvarde")
    with visit.arriving():
        field.press("Enter")
    assert "recipe=N01951:2,N15507:1" in visit.query
