"""The tabs "Vad sticker ut?" and "Profil" in Chromium: both widths, axe, keyboard, the report, Back, paper."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from layouts.explore import texts_standout as texts
from tests.browsing import PHONE, WIDE, Site, Visit
from tests.pages import KRAMFORS
from tests.scanned_sample import FEW

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.browsing_fixtures"]

STANDOUT, PROFILE = f"/utforska?{KRAMFORS}&view=sticker-ut", f"/utforska?{KRAMFORS}&view=profil"


@pytest.fixture
def scanned(opened: Callable[..., Visit], site: Site) -> Visit:
    """A page of the shared site, with a few KPIs of the whole country kept."""
    units = [unit.id for unit in site.store.municipalities().items if unit.is_municipality or unit.id == "0000"]
    while site.store.follow(FEW, units).working:
        pass
    return opened(site)


@pytest.mark.parametrize("size", [WIDE, PHONE])
@pytest.mark.parametrize("address", [STANDOUT, PROFILE])
def test_it_fits_and_axe_finds_nothing(scanned: Visit, address: str, size: tuple[int, int]):
    scanned.go(address, size)
    scanned.page.locator("summary").first.click()
    assert scanned.violations() == []
    assert scanned.overflow() == 0
    assert scanned.page.locator(".strip").count() > 3
    assert scanned.page.evaluate("[...document.querySelectorAll('.strip')].slice(0, 4).every(i => i.naturalWidth > 0)")


def test_a_filter_writes_the_address_and_back_takes_it_away(scanned: Visit):
    scanned.go(STANDOUT)
    with scanned.arriving():
        scanned.page.get_by_role("link", name=texts.KINDS["kostnad"]).click()
    assert "only=kostnad" in scanned.query
    with scanned.arriving():
        scanned.page.get_by_role("link", name=texts.ORDERS["trend"]).click()
    expect(scanned.heading).to_contain_text("brutit")
    with scanned.arriving():
        scanned.page.go_back()
    assert "order" not in scanned.query
    assert "only=kostnad" in scanned.query
    scanned.page.reload()
    expect(scanned.page.locator(".filter-choice.is-current").filter(has_text="kostnader")).to_be_visible()


def test_the_keyboard_reaches_filters_rows_and_buttons(scanned: Visit):
    scanned.go(STANDOUT)
    seen = set()
    for _ in range(200):  # the rows are as many as the KPIs kept
        scanned.key("Tab")
        seen |= {c for c in ("filters", "standout", "standout-files") if scanned.is_focused(f".{c}")}
    assert seen == {"filters", "standout", "standout-files"}


def test_a_row_goes_into_the_report_and_leads_to_its_kpi(scanned: Visit):
    scanned.go(STANDOUT)
    scanned.page.get_by_role("button", name="Lägg till i rapporten").first.click()
    expect(scanned.page.locator("#report-said")).to_contain_text("rapport")
    name = scanned.page.locator(".standout .card-link").first
    href = name.get_attribute("href") or ""
    with scanned.arriving():
        name.click()
    assert re.match(r".*/nyckeltal/\w+\?municipality=2282&peers=G", scanned.page.url)
    assert href.split("?")[0] in scanned.page.url


def test_other_peers_are_chosen_in_the_bar(scanned: Visit):
    scanned.go(STANDOUT)
    with scanned.arriving():
        scanned.choose("Jämförs med", re.compile("Liknande kommuner IFO"))  # type: ignore[arg-type]
    assert "view=sticker-ut" in scanned.query
    expect(scanned.page.locator("#page")).to_contain_text("Liknande kommuner IFO")


def test_an_area_is_fetched_and_the_page_drawn_again(scanned: Visit):
    scanned.go(STANDOUT)
    with scanned.arriving():
        scanned.page.get_by_role("link", name=re.compile(r"Kommunen, övergripande \(0")).click()
    assert "fetch=kommunen-overgripande" in scanned.query
    expect(scanned.page.get_by_role("link", name=re.compile(r"Kommunen, övergripande \(1.av.1"))).to_be_attached()


def test_the_profile_prints_on_paper_without_its_controls(scanned: Visit):
    scanned.go(PROFILE)
    scanned.settled()
    scanned.page.emulate_media(media="print")
    expect(scanned.page.locator(".profile .strip").first).to_be_visible()
    expect(scanned.page.locator(".standout-files")).to_be_hidden()
    expect(scanned.page.locator("#bar")).to_be_hidden()
    paper = scanned.page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) <= 2
