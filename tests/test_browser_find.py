"""Searching in a browser: the answer as one types, the keyboard, the way back, and the bar's picker of KPIs."""

import re

import pytest
from playwright.sync_api import expect

from tests.browsing import NARROWEST, PHONE, WIDE, Visit
from tests.pages import KRAMFORS

pytest_plugins = ["tests.browsing_fixtures"]
pytestmark = pytest.mark.browser

FIND = f"/utforska?{KRAMFORS}"


def first_hit(visit: Visit):
    return visit.page.locator(".hit-title").first


def test_the_answer_comes_as_one_types_and_the_address_follows_without_a_step(visit: Visit) -> None:
    visit.go(FIND).settled()
    steps = visit.page.evaluate("history.length")
    field = visit.page.get_by_label("Sök nyckeltal")
    field.click()
    visit.page.keyboard.type("hvb kostnad", delay=40)
    expect(first_hit(visit)).to_have_text(re.compile("Kostnad HVB"))
    expect(visit.page.locator("#find-count")).to_have_text(re.compile(r"^\d+ nyckeltal$"))
    visit.page.wait_for_url("**&q=hvb%20kostnad")
    assert visit.page.evaluate("history.length") == steps
    expect(field).to_be_focused()
    expect(field).to_have_value("hvb kostnad")


def test_a_hit_is_chosen_with_the_keyboard_and_back_leads_to_the_same_search(visit: Visit) -> None:
    visit.go(FIND).settled().page.get_by_label("Sök nyckeltal").click()
    visit.page.keyboard.type("hvb kostnad", delay=40)
    expect(first_hit(visit)).to_have_text(re.compile("Kostnad HVB"))
    visit.settled()
    visit.key("ArrowDown", "ArrowDown", "ArrowUp")
    expect(first_hit(visit)).to_be_focused()
    visit.key("Enter")
    visit.page.wait_for_url("**/nyckeltal/N33007?municipality=2282")
    expect(visit.heading).to_have_text(re.compile("HVB"))
    visit.settled().page.go_back()
    expect(visit.page.get_by_label("Sök nyckeltal")).to_have_value("hvb kostnad")
    expect(first_hit(visit)).to_have_text(re.compile("Kostnad HVB"))


def test_another_municipality_and_a_narrower_search_keep_what_was_typed(visit: Visit) -> None:
    visit.go(FIND).settled().page.get_by_label("Sök nyckeltal").click()
    visit.page.keyboard.type("kostnad", delay=40)
    visit.page.wait_for_url("**q=kostnad")
    with visit.arriving():
        visit.page.locator(".narrow-link", has_text="Individ- och familjeomsorg").click()
    assert "q=kostnad&area=Individ" in visit.page.url
    visit.choose("Kommun", "Bjuv")
    visit.page.wait_for_url(re.compile("municipality=1260.*q=kostnad&area=Individ"))
    visit.settled()


def test_the_bars_picker_finds_any_kpi_and_enter_takes_the_first(visit: Visit) -> None:
    visit.go(f"/nyckeltal/N33001?{KRAMFORS}").settled().picker("Nyckeltal").click()
    visit.page.keyboard.type("hemtjnst", delay=40)
    expect(visit.page.locator("[role=option]:visible").first).to_have_text(re.compile("hemtjänst"))
    visit.settled().key("Enter")  # until the answer to all of it is there, Enter takes nothing
    visit.page.wait_for_url(re.compile(r"/nyckeltal/(?!N33001)[NU]\d{5}\?municipality=2282"))
    visit.settled()
    expect(visit.picker("Nyckeltal")).to_have_value(re.compile("hemtjänst"))


def test_what_nobody_has_heard_of_leaves_the_picker_as_it_was(visit: Visit) -> None:
    field = visit.go(f"/nyckeltal/N33001?{KRAMFORS}").settled().picker("Nyckeltal")
    shown = field.input_value()
    field.click()
    visit.page.keyboard.type("xyzxyz", delay=40)
    expect(visit.page.locator(".mantine-Select-dropdown:visible")).to_contain_text("Ingen träff")
    visit.settled().key("Escape", "Tab")
    expect(field).to_have_value(shown)


@pytest.mark.parametrize("query", ["", "&q=hemtjnst", "&q=hmtjxnst", "&q=kostnad&group=G2KPI82977"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(visit: Visit, query: str) -> None:
    for size in (WIDE, PHONE):
        assert visit.go(f"{FIND}{query}", size).violations() == []
    assert visit.go(f"{FIND}{query}", NARROWEST).overflow() <= 0
