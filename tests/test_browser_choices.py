"""What is chosen, the address and what is shown agree, whichever of them was used."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from layouts.selection import parse
from tests.browsing import OVERVIEW, TWO_CARDS, Visit
from tests.pages import SEVEN

pytest_plugins = ["tests.browsing_fixtures"]
pytestmark = pytest.mark.browser


def test_a_name_is_typed_and_enter_leads_to_its_overview(visit: Visit) -> None:
    visit.go("/").picker("Kommunens namn eller kod").click()
    visit.page.keyboard.type("kramf")
    expect(visit.page.locator("#page [role=option]")).to_have_text(["Kramfors"])
    visit.key("Enter")
    visit.page.wait_for_url("**/oversikt?municipality=2282")
    expect(visit.heading).to_have_text(re.compile("^Kramfors "))


def test_a_municipality_is_found_by_its_code_and_without_its_dots(visit: Visit) -> None:
    field = visit.go("/").picker("Kommunens namn eller kod")
    options = visit.page.locator("#page [role=option]")
    for typed, name in (("2282", "Kramfors"), ("ornskolds", "Örnsköldsvik"), ("malmo", "Malmö")):
        field.fill(typed)
        expect(options).to_have_text([name])
    field.fill("Atlantis")
    expect(visit.page.locator("#page .mantine-Select-dropdown")).to_have_text("Ingen träff")


def test_the_overview_has_a_headline_cards_with_charts_and_names_the_peers(visit: Visit) -> None:
    visit.go(OVERVIEW).drawn()
    expect(visit.heading).to_have_text(re.compile("^Kramfors "))
    expect(visit.page.locator("#page header")).to_contain_text(
        re.compile(r"Jämförelsegrupp: ([^,]+, ){6}[^,]+ \(Liknande")
    )
    assert visit.page.locator(".chart-card").count() > 6
    assert visit.page.locator(".chart-card .main-svg").count() > 6


PICKERS = ("Kommun", "Jämförs med", "Område", "Från", "Till")
CHOICES = (
    ("Kommun", "Bjuv", "Bjuv", "municipality=1260"),
    ("Jämförs med", "Liknande kommuner socioekonomi", "Liknande kommuner socioekonomi", "peers=G"),
    ("Från", "2016", "2016", "period=2016-"),
    ("Till", "2020", "2020", "period=2016-2020"),
    ("Område", "Grundskola", "Grundskola", "set=grundskola"),
)


def state(visit: Visit) -> tuple[str, ...]:
    """What the pickers, the address and the page say."""
    shown = [visit.picker(label).input_value() for label in PICKERS]
    return (*shown, visit.page.url, visit.heading.inner_text(), visit.page.locator("#page .note").first.inner_text())


def test_every_choice_is_a_step_that_back_and_forward_and_a_reload_repeat(visit: Visit) -> None:
    visit.go(TWO_CARDS).drawn()
    states = []
    for label, option, value, query in CHOICES:
        with visit.arriving():
            visit.choose(label, option)
        states.append(state(visit.drawn()))
        assert visit.picker(label).input_value().startswith(value)
        assert query in visit.query
        expect(visit.picker(label)).to_be_focused()
    assert len({shown[-3:] for shown in states}) == len(states)
    for before, move in ((3, visit.page.go_back), (2, visit.page.go_back), (3, visit.page.go_forward)):
        with visit.arriving():
            move()
        assert state(visit.drawn()) == states[before]
    with visit.arriving():
        visit.page.reload()
    assert state(visit.drawn()) == states[3]


def test_gender_is_a_choice_where_kolada_has_it(visit: Visit) -> None:
    visit.go("/nyckeltal/N33816?municipality=2282").choose("Kön", "Kvinnor")
    visit.page.wait_for_url("**gender=K")
    expect(visit.page.locator(".card-subtitle").first).to_contain_text("kvinnor")
    visit.step("/nyckeltal/N33001?municipality=2282")
    expect(visit.picker("Kön")).to_have_count(0)


def test_another_municipality_is_compared_with_its_own_group_of_the_same_kind(visit: Visit) -> None:
    visit.go(TWO_CARDS).choose("Jämförs med", "Liknande kommuner grundskola")
    visit.page.wait_for_url("**peers=G*")
    before = parse(visit.query)[0].peers
    visit.choose("Kommun", "Bjuv")
    visit.page.wait_for_url("**municipality=1260*")
    assert parse(visit.query)[0].peers != before
    expect(visit.picker("Jämförs med")).to_have_value(re.compile("^Liknande kommuner grundskola"))
    expect(visit.heading).to_have_text(re.compile("^Bjuvs? "))


def test_the_copied_link_fixes_members_edition_years_and_day_and_shows_the_same(visit: Visit) -> None:
    visit.go(TWO_CARDS).drawn()
    before = visit.page.locator("#page").inner_text()
    visit.page.click("text=Kopiera länk >> visible=true")
    visit.announced("Länken är kopierad")
    copied = visit.page.evaluate("navigator.clipboard.readText()")
    today = date.today().isoformat()
    peers, period = r"G\d+@20\d\d:(\d{4},){6}\d{4}", r"\d{4}-\d{4}"
    assert re.search(f"&peers={peers}&kpi=N33001&kpi=N33816&period={period}&retrieved={today}$", copied)
    visit.go(copied).drawn()
    assert visit.page.locator("#page").inner_text() == before


def test_a_link_whose_group_has_changed_says_so_and_offers_both(visit: Visit) -> None:
    visit.go(TWO_CARDS)
    now = visit.page.locator("#bar-copy").get_attribute("data-copy").partition("peers=")[2].partition("&")[0]
    group, _, members = now.partition("@2024:")
    then = f"{group}@2022:" + ",".join([*members.split(",")[:5], "0114", "0115"])
    visit.go(f"{TWO_CARDS}&peers={then}")
    notice = visit.page.locator(".notice")
    expect(notice).to_contain_text("5 av 7 kvar")
    expect(notice.locator(".button")).to_have_text(["Visa som då", "Visa som nu"])
    expect(notice.locator("[aria-current]")).to_have_text("Visa som då")
    notice.get_by_text("Visa som nu").click()
    expect(visit.page.locator(".notice")).to_have_count(0)
    assert f"peers={group}&" in visit.query


def test_an_own_list_is_pasted_and_what_is_not_understood_is_named(visit: Visit) -> None:
    visit.go(TWO_CARDS).choose("Jämförs med", "Egen lista …")
    dialog = visit.page.get_by_role("dialog", name="Jämför med en egen lista")
    names = "Kungsör, Burlöv, Söderhamn; Haparanda, Säffle, Markaryd, Degerfors, Atlantis"
    dialog.get_by_label("eller klistra in namn").fill(names)
    dialog.get_by_role("button", name="Använd listan").click()
    expect(dialog.locator("#own-list-message")).to_have_text(re.compile("^Förstod inte: Atlantis"))
    dialog.get_by_role("button", name="Använd listan").click()
    visit.page.wait_for_url("**peers=*")
    assert f"&peers={SEVEN}&" in visit.query
    expect(dialog).to_have_count(0)
    expect(visit.picker("Jämförs med")).to_have_value("Egen lista (7)")
    expect(visit.page.locator("#page header")).to_contain_text("Kungsör, Burlöv, Söderhamn")


def test_escape_closes_the_dialog_and_focus_returns_to_the_picker(visit: Visit) -> None:
    visit.go(TWO_CARDS).choose("Jämförs med", "Egen lista …")
    dialog = visit.page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    assert visit.is_focused("dialog")
    visit.key("Escape")
    expect(dialog).to_have_count(0)
    assert visit.is_focused("#bar-peers")
    expect(visit.picker("Jämförs med")).to_have_value(re.compile("^Liknande kommuner IFO"))
    visit.choose("Jämförs med", "Egen lista …")
    expect(dialog).to_be_visible()
