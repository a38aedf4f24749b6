"""The report in Chromium: put aside, order, own words that stay where they are, files, paper, everybody."""

import io
import re
import struct
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from layouts.report.state import AUDIT
from layouts.view import Views
from tests.browsing import OVERVIEW, PHONE, WIDE, Site, Visit
from tests.pages import KRAMFORS, TODAY, page_of

pytest_plugins = ["tests.browsing_fixtures"]
pytestmark = pytest.mark.browser

TWO = f"/rapport?{KRAMFORS}&period=2017-2022&fig=N33001&fig=N33816"
EMPTY = f"/rapport?{KRAMFORS}"
CAPTIONS = ".report-figure .card-title"
SECRET = "hemligt utkast"


@pytest.fixture
def asked(visit: Visit) -> list[Request]:
    """Every request of the page."""
    found: list[Request] = []
    visit.page.on("request", lambda request: found.append(request))
    return found


def captions(visit: Visit) -> list[str]:
    return [text.split(",")[0] for text in visit.page.locator(CAPTIONS).all_inner_texts()]


def test_a_figure_is_put_aside_from_its_menu_told_and_found_again(visit: Visit) -> None:
    visit.go(f"{OVERVIEW}&kpi=N33001&kpi=N33816")
    for place in (0, 1, 1):
        visit.page.locator(".card-menu summary").nth(place).click()
        visit.page.locator("[data-action='add-figure']:visible").click()
        expect(visit.page.locator("#report-said")).to_contain_text("i rapporten.")
    expect(visit.page.locator("#report-said")).to_contain_text("Figuren finns redan: 2 figurer i rapporten.")
    expect(visit.page.locator("#nav")).to_contain_text("Rapport (2)")
    visit.page.reload()
    expect(visit.page.locator("#nav")).to_contain_text("Rapport (2)")
    with visit.arriving():
        visit.page.get_by_role("link", name="Rapport (2)").click()
    assert re.search(r"fig=N33001&fig=N33816$", visit.query)
    expect(visit.page.locator("#bar")).to_be_hidden()
    expect(visit.page.locator(CAPTIONS)).to_have_count(2)


def test_order_form_and_removal_are_addresses_and_back_undoes_them_with_the_focus_at_the_figure(visit: Visit) -> None:
    visit.go(TWO).drawn().settled()
    first = captions(visit)
    with visit.arriving():
        visit.page.get_by_role("link", name="Flytta ned Figur 1").press("Enter")
    assert [text[8:] for text in captions(visit)] == [text[8:] for text in reversed(first)]
    assert visit.is_focused("#figur-2")
    with visit.arriving():
        visit.page.get_by_role("link", name="staplar Figur 2").click()
    assert "N33001~bars" in unquote(visit.query)
    with visit.arriving():
        visit.page.get_by_role("link", name="Ta bort Figur 1").click()
    expect(visit.page.locator(CAPTIONS)).to_have_count(1)
    assert visit.is_focused("#figur-1")
    with visit.arriving():
        visit.page.get_by_role("link", name="Ta bort Figur 1").click()
    expect(visit.heading).to_have_text("Samla figurerna till ett avsnitt")
    expect(visit.page.locator("#nav")).to_contain_text("Rapport")
    expect(visit.page.locator("#nav")).not_to_contain_text("Rapport (")
    for _ in range(4):
        with visit.arriving():
            visit.page.go_back()
    assert captions(visit) == first


def test_the_map_of_a_tab_is_put_aside_and_goes_into_slides_as_its_picture(visit: Visit, tmp_path: Path) -> None:
    visit.go(f"/nyckeltal/N33001?{KRAMFORS}&period=2017-2022&view=karta").drawn()
    visit.page.locator(".card-menu summary").click()
    visit.page.locator("[data-action='add-figure']:visible").click()
    expect(visit.page.locator("#nav")).to_contain_text("Rapport (1)")
    with visit.arriving():
        visit.page.get_by_role("link", name="Rapport (1)").click()
    expect(visit.page.locator(CAPTIONS)).to_contain_text("karta, 2022")
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name="PowerPoint").click()
    download.value.save_as(tmp_path / "report.pptx")
    with zipfile.ZipFile(tmp_path / "report.pptx") as slides:
        (picture,) = [slides.read(name) for name in slides.namelist() if name.endswith(".png")]
    assert size_of(picture)[0] == 1890
    with visit.arriving():
        visit.page.get_by_role("link", name="spridning Figur 1").click()
    assert visit.is_focused("#figur-1 .report-forms")
    assert "N33001~spridning" in unquote(visit.query)


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1320", "390"])
def test_every_form_is_drawn_within_the_page_and_axe_finds_nothing(visit: Visit, size: tuple[int, int]) -> None:
    forms = "".join(f"&fig=N33001~{form}" for form in ("rangordning", "spridning", "karta"))
    visit.go(f"/rapport?{KRAMFORS}&period=2017-2022{forms}&fig=N33816~kon&fig=N33813~karta", size).drawn()
    assert visit.overflow() <= 0
    assert visit.violations() == []


def test_own_words_are_shown_survive_a_reload_follow_their_figure_and_are_in_no_address(
    visit: Visit, asked: list[Request]
) -> None:
    visit.go(TWO).settled()
    visit.page.get_by_label("Rubrik", exact=True).fill(f"{SECRET} rubrik")
    visit.page.get_by_label("Figurtext, Figur 1").fill(f"{SECRET} figurtext")
    visit.page.get_by_label("Egen kommentar, Figur 1").fill(f"{SECRET}\nen rad till")
    visit.page.reload()
    visit.settled()
    expect(visit.heading).to_have_text(f"{SECRET} rubrik")
    expect(visit.page.locator("#figur-1 .card-title")).to_have_text(f"Figur 1. {SECRET} figurtext")
    with visit.arriving():
        visit.page.get_by_role("link", name="Flytta ned Figur 1").click()
    expect(visit.page.locator("#figur-2 .card-title")).to_have_text(f"Figur 2. {SECRET} figurtext")
    expect(visit.page.get_by_label("Egen kommentar, Figur 2")).to_have_value(f"{SECRET}\nen rad till")
    expect(visit.page.get_by_label("Egen kommentar, Figur 1")).to_have_value("")
    visit.page.get_by_role("button", name="Återställ Figurtext, Figur 2").click()
    expect(visit.page.locator("#figur-2 .card-title")).to_contain_text("Kostnad barn- och ungdomsvård")
    expect(visit.page.locator("#figur-2 .report-comment")).to_have_text(f"{SECRET} en rad till")
    assert not [r.url for r in asked if "hemligt" in unquote(r.url) or "hemligt" in (r.post_data or "")]


def test_a_comment_comes_along_to_another_form_and_is_said_of_no_other_figure(visit: Visit) -> None:
    visit.go(TWO).settled()
    visit.page.get_by_label("Egen kommentar, Figur 1").fill(SECRET)
    with visit.arriving():
        visit.page.get_by_role("link", name="staplar Figur 1").press("Enter")
    assert visit.is_focused("#figur-1 .report-forms .is-current")
    expect(visit.page.get_by_label("Egen kommentar, Figur 1")).to_have_value(SECRET)
    with visit.arriving():
        visit.page.go_back()
    expect(visit.page.get_by_label("Egen kommentar, Figur 1")).to_have_value(SECRET)
    visit.go(f"{TWO}&fig=N33001~rangordning").settled()
    expect(visit.page.get_by_label("Egen kommentar, Figur 1")).to_have_value(SECRET)
    expect(visit.page.get_by_label("Egen kommentar, Figur 3")).to_have_value("")


def test_the_focus_stays_at_the_switch_that_was_used(visit: Visit) -> None:
    visit.go(TWO).settled()
    with visit.arriving():
        visit.page.get_by_role("link", name="Två spalter").press("Enter")
    expect(visit.page.get_by_role("link", name="En spalt")).to_be_focused()
    with visit.arriving():
        visit.page.get_by_role("link", name="Ta med tabeller på papper").press("Enter")
    expect(visit.page.get_by_role("link", name="Utan tabeller på papper")).to_be_focused()


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    return struct.unpack(">II", png[16:24])


def test_excel_word_and_zip_come_with_pictures_for_paper_and_the_users_words(visit: Visit, tmp_path: Path) -> None:
    visit.go(TWO).page.get_by_label("Egen kommentar, Figur 2").fill("Min <egna> kommentar")
    found: dict[str, bytes] = {}
    for form in ("Word", "Excel", "ZIP"):
        with visit.page.expect_download() as download:
            visit.page.get_by_role("button", name=form, exact=True).click()
        name = download.value.suggested_filename
        download.value.save_as(tmp_path / name)
        found[form] = (tmp_path / name).read_bytes()
        assert name.startswith("kramfors_barn-och-unga_liknande-IFO-2024_2017-2022.")
        expect(visit.page.locator("#report-status")).to_have_text(f"Filen är hämtad: {name}")
    word = zipfile.ZipFile(io.BytesIO(found["Word"]))
    pictures = [word.read(name) for name in word.namelist() if name.endswith(".png")]
    assert [size_of(picture)[0] for picture in pictures] == [1890, 1890]
    assert "Min &lt;egna&gt; kommentar" in word.read("word/document.xml").decode()
    inside = zipfile.ZipFile(io.BytesIO(found["ZIP"])).namelist()
    assert len([name for name in inside if name.endswith(".png")]) == 2
    assert len([name for name in inside if name.endswith(".svg")]) == 2


def test_a_file_with_pictures_waits_for_figures_that_are_on_their_way(visit: Visit) -> None:
    page = visit.go(TWO).drawn().settled().page
    page.evaluate("document.querySelector('#figur-2').dataset.coming = 'true'")
    with page.expect_download() as download:
        page.get_by_role("button", name="Word", exact=True).click()
        expect(page.locator("#report-status")).to_have_text("Väntar på värdena för resten av landet …")
        page.evaluate("document.querySelector('#figur-2').dataset.coming = 'false'")
    assert download.value.suggested_filename.endswith(".docx")


def test_a_control_character_in_a_caption_spoils_neither_picture_nor_file(visit: Visit) -> None:
    visit.go(TWO).page.get_by_label("Figurtext, Figur 1").fill("Rad ett\x0brad två\x00")
    with visit.page.expect_download():
        visit.page.get_by_role("button", name="Word", exact=True).click()


@pytest.mark.parametrize("path", [f"{OVERVIEW}&kpi=N33001", f"/figur/N33001?{KRAMFORS}", TWO])
def test_where_the_browser_keeps_nothing_every_page_is_there_all_the_same(
    chromium: Browser, site: Site, path: str
) -> None:
    context = chromium.new_context(locale="sv-SE")
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"
    )
    page = context.new_page()
    page.goto(site.address + path)
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("Vilken kommun gäller det?")
    context.close()


def test_an_error_of_the_server_is_told_in_its_own_sentence(visit: Visit) -> None:
    visit.go(TWO)
    visit.page.route("**/rapport/xlsx?*", lambda route: route.fulfill(
        status=503, content_type="text/plain; charset=utf-8", body="Kolada svarar inte.\n"))  # fmt: skip
    visit.page.get_by_role("button", name="Excel", exact=True).click()
    expect(visit.page.locator("#report-status")).to_have_text("Kolada svarar inte.")
    visit.complaints.clear()  # the console names the status


PAPER_WIDTH = 170 / 25.4 * 96  # px within the margins of A4


def test_paper_has_the_words_and_no_controls_and_pages_are_numbered(visit: Visit, tmp_path: Path) -> None:
    visit.go(TWO).drawn().page.get_by_label("Egen kommentar, Figur 1").fill("Kommentaren")
    page: Page = visit.settled().page
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.set_viewport_size({"width": int(PAPER_WIDTH), "height": 970})
    page.emulate_media(media="print")
    for part in (".report-tools", ".report-bar", ".top", ".foot", ".card-table", "#nav"):
        assert page.locator(part).locator("visible=true").count() == 0, part
    expect(page.locator("#figur-1 .report-comment")).to_be_visible()
    assert visit.overflow() == 0
    whole = page.pdf(prefer_css_page_size=True)
    assert whole.startswith(b"%PDF")
    assert b"/Count 3" in whole or b"/Count 2" in whole


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(visit: Visit, size: tuple[int, int]) -> None:
    for address in (f"{TWO}~bars&tables=1", f"{TWO}&columns=2", EMPTY):
        visit.go(address, size)
        assert visit.violations() == []
        assert visit.overflow() == 0


def test_the_auditors_seven_are_one_click_from_the_empty_report(visit: Visit, site: Site) -> None:
    visit.go(EMPTY)
    with visit.arriving():
        visit.page.get_by_role("link", name="Som i revisionsrapporten").click()
    expect(visit.page.locator(CAPTIONS)).to_have_count(len(AUDIT))
    path, _, query = visit.page.url.removeprefix(site.address).partition("?")
    assert len(visit.page.url) < 2000
    assert page_of(Views(site.store, lambda: TODAY), path, query)
    visit.page.reload()
    expect(visit.page.locator(CAPTIONS)).to_have_count(len(AUDIT))


def test_an_earlier_file_is_checked_again_and_what_came_of_it_stands_there(visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "rapport.zip"
    file.write_bytes(b"PK nothing")
    visit.go(EMPTY)
    with visit.page.expect_file_chooser() as chosen:
        visit.page.get_by_role("button", name="Välj ZIP").click()
    with visit.page.expect_response("**/rapport/kontrollera") as answered:
        chosen.value.set_files(file)
    assert answered.value.status == 400
    expect(visit.page.locator("#recheck-result")).to_have_text("Filen är ingen ZIP som går att läsa.")
    # The browser complains of the status itself.
    visit.complaints[:] = [said for said in visit.complaints if "400" not in said]
