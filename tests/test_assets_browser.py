"""The scripts beside the page, in Chromium, on a toy page with cards like the product's."""

import re
import struct
import threading
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request
from werkzeug.serving import make_server

from layouts.documents.table import COLUMNS
from tests.toy_page import SOURCE, toy_app

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.browsing_fixtures"]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    app = toy_app(tmp_path_factory.mktemp("static"))
    server = make_server("127.0.0.1", 0, app.server, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@dataclass
class Visit:
    """A page, what it asked for, and what it complained of (the console has the policy's violations too)."""

    page: Page
    address: str
    requests: list[Request] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self) -> "Visit":
        self.page.on("request", lambda request: self.requests.append(request))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(self.address)
        return self

    def drawn(self) -> "Visit":
        self.page.wait_for_selector("#kort .main-svg")
        return self

    def choose(self, item: str, card: str = "kort") -> None:
        self.page.click(f"#menu-{card} summary")
        self.page.click(f"#menu-{card} button:text-is('{item}')")

    def save(self, item: str, tmp_path: Path) -> Path:
        with self.page.expect_download() as download:
            self.choose(item)
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        return path

    def announced(self, text: str) -> bool:
        self.page.wait_for_function("text => document.getElementById('live').textContent === text", arg=text)
        return True

    def focus(self) -> str:
        return self.page.evaluate("document.activeElement.textContent")

    def is_open(self) -> bool:
        return self.page.eval_on_selector("#menu-kort", "menu => menu.open")


@pytest.fixture(scope="module")
def context(chromium: Browser) -> BrowserContext:
    """One for all, so that its cache is warm after the first page."""
    context = chromium.new_context(locale="sv-SE", viewport={"width": 1000, "height": 900})
    context.set_default_timeout(20_000)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    return context


@pytest.fixture
def visit(context: BrowserContext, address: str) -> Iterator[Visit]:
    page = context.new_page()
    yield Visit(page, address).open()
    page.close()


def bundles(visit: Visit) -> list[str]:
    return [r.url for r in visit.requests if re.search(r"plotly(-basic)?(-[\d.]+|\.min)", r.url.rpartition("/")[2])]


def test_the_page_loads_plotly_once_and_nothing_from_elsewhere(visit: Visit) -> None:
    visit.drawn().page.wait_for_load_state("networkidle")
    assert len(set(bundles(visit))) == 1
    assert "/static/plotly-" in bundles(visit)[0]
    assert [r.url for r in visit.requests if not r.url.startswith((visit.address, "data:", "blob:"))] == []


def test_a_slow_bundle_holds_up_neither_the_text_nor_is_loaded_twice(chromium: Browser, address: str) -> None:
    page = chromium.new_page()
    held: list[Any] = []
    page.route("**/static/plotly-*", lambda route: held.append(route))
    slow = Visit(page, address)
    page.on("request", lambda request: slow.requests.append(request))
    page.goto(address, wait_until="commit")
    page.wait_for_selector("#heading")
    page.wait_for_timeout(800)
    assert page.locator(".main-svg").count() == 0
    for route in held:
        route.continue_()
    page.unroute("**/static/plotly-*")
    slow.drawn()
    assert len(set(bundles(slow))) == 1
    page.close()


def test_a_reload_asks_for_no_script_again(visit: Visit) -> None:
    visit.drawn().page.wait_for_load_state("networkidle")
    sizes = []
    session = visit.page.context.new_cdp_session(visit.page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    visit.page.reload()
    visit.drawn().page.wait_for_load_state("networkidle")
    assert sum(sizes) < 25_000


def test_pictures_are_made_without_a_word_from_the_console(visit: Visit, tmp_path: Path) -> None:
    visit.drawn()
    visit.save("PNG", tmp_path)
    visit.save("SVG", tmp_path)
    visit.page.click("#picker")
    assert visit.complaints == []


def test_numbers_in_a_chart_are_swedish(visit: Visit) -> None:
    visit.drawn()
    assert "4\u202f000" in visit.page.locator(".ytick text").all_text_contents()


def test_the_png_is_the_card_at_double_size(visit: Visit, tmp_path: Path) -> None:
    picture = visit.drawn().save("PNG", tmp_path)
    content = picture.read_bytes()
    width, height = struct.unpack(">II", content[16:24])
    chart = visit.page.eval_on_selector("#kort .js-plotly-plot", "chart => chart.offsetWidth")
    assert picture.name == "kort.png"
    assert content.startswith(b"\x89PNG")
    assert width == 2 * (chart + 40)
    assert 2 * 400 < height < 2 * 600
    assert visit.announced("Bilden är sparad")


def words_of(root: ET.Element) -> str:
    return re.sub(
        r"\s+", " ", " ".join("".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text"))
    )


def test_the_svg_stands_alone_with_all_that_the_card_says(visit: Visit, tmp_path: Path) -> None:
    picture = visit.drawn().save("SVG", tmp_path)
    root = ET.parse(picture).getroot()
    said = words_of(root).replace("\u202f", " ")
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.find("{http://www.w3.org/2000/svg}rect").get("fill") == "#ffffff"
    assert root.findtext("{http://www.w3.org/2000/svg}title").endswith("<per invånare> & år?")
    for part in ["Vad kostar barn- och", "<per invånare> & år?", "4 419 i Kramfors 2022", "(7 av 7).", "Ovägt medel"]:
        assert part in said
    assert "Preliminärt värde" in said
    assert re.sub(r"\s", "", SOURCE) in re.sub(r"\s", "", said)
    assert "skärmläsare" not in said
    assert "href" not in picture.read_text().replace("xlink:href", "").replace('xmlns:xlink="', "")


RIGHT_EDGES = "lines => lines.map(line => line.getBBox()).map(box => box.x + box.width)"


def test_no_line_of_the_picture_is_wider_than_the_chart(visit: Visit, tmp_path: Path) -> None:
    picture = visit.drawn().save("SVG", tmp_path)
    visit.page.set_content(picture.read_text().partition("?>")[2])
    edges = visit.page.eval_on_selector_all("body > svg > text", RIGHT_EDGES)
    room = visit.page.eval_on_selector("body > svg > svg", "chart => chart.width.baseVal.value")
    assert len(edges) > 6
    assert max(edges) <= 20 + room + 1


def test_a_card_without_a_chart_says_that_no_picture_was_made(visit: Visit) -> None:
    visit.drawn().choose("PNG", card="tomt")
    assert visit.announced("Det gick inte att göra bilden. Vänta tills diagrammet syns och försök igen.")


def test_a_link_is_copied_whole_and_nothing_else_changes(visit: Visit) -> None:
    visit.drawn().choose("Kopiera länk")
    assert visit.announced("Länken är kopierad")
    copied = visit.page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{visit.address}oversikt?municipality=2282&view="
    assert visit.page.url == visit.address


def test_a_power_query_has_the_whole_address_and_types_the_columns_that_are_no_text(visit: Visit) -> None:
    visit.drawn().choose("Power Query")
    assert visit.announced("Frågan är kopierad. Klistra in den i Power Querys avancerade redigerare.")
    query = visit.page.evaluate("navigator.clipboard.readText()")
    assert query.startswith("let\n    Källa = Csv.Document(Web.Contents(")
    (address,) = re.findall(r'Web\.Contents\("((?:[^"]|"")*)"\)', query)
    assert address.startswith(f"{visit.address}data.csv?kpi=N33001&peers=")
    assert re.sub('""|#\\(#\\)', "", address).count('"') == 0
    assert "#(lf)" not in address  # or M would read a line feed
    types = dict(re.findall(r'\{"(\w+)", ([\w. ]+)\}', query))
    assert set(types) < set(COLUMNS)
    assert (types["municipality"], types["value"]) == ("type text", "type number")
    assert query.rstrip().endswith('"en-US")\nin\n    Typer')


def test_where_the_clipboard_is_kept_from_the_page_the_old_way_copies(visit: Visit) -> None:
    visit.drawn().page.evaluate("navigator.clipboard.writeText('före')")
    visit.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('kept')); }")
    visit.choose("Kopiera länk")
    assert visit.announced("Länken är kopierad")
    assert visit.page.evaluate("navigator.clipboard.readText()").endswith("/oversikt?municipality=2282&view=")
    assert visit.focus() == "Meny"
    assert visit.page.locator("textarea").count() == 0


def test_a_copy_that_fails_is_announced(visit: Visit) -> None:
    visit.drawn().page.evaluate("document.execCommand = () => false")
    visit.page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    visit.choose("Kopiera länk")
    assert visit.announced("Det gick inte att kopiera. Markera adressen i adressfältet.")


def test_a_card_drawn_anew_has_buttons_that_work(visit: Visit, tmp_path: Path) -> None:
    visit.drawn().page.click("#picker")
    visit.page.click("text=Bjuv")
    visit.page.wait_for_selector("text=En annan fråga?")
    assert "En annan fråga?" in visit.drawn().save("SVG", tmp_path).read_text(encoding="utf-8")


def test_escape_closes_a_menu_and_focus_returns_to_it(visit: Visit) -> None:
    visit.drawn().page.focus("#menu-kort summary")
    visit.page.keyboard.press("Enter")
    visit.page.keyboard.press("Tab")
    assert (visit.is_open(), visit.focus()) == (True, "PNG")
    visit.page.keyboard.press("Escape")
    assert (visit.is_open(), visit.focus()) == (False, "Meny")


def test_a_click_outside_closes_a_menu_and_leaves_focus_alone(visit: Visit) -> None:
    visit.drawn().page.click("#menu-kort summary")
    visit.page.click("#picker")
    assert not visit.is_open()
    assert visit.page.evaluate("document.activeElement.id") == "picker"


def test_opening_a_menu_closes_the_other(visit: Visit) -> None:
    visit.drawn().page.click("#menu-kort summary")
    visit.page.click("#menu-tomt summary")
    assert visit.page.locator("details.card-menu[open]").count() == 1


def test_a_choice_closes_the_menu_and_focus_returns_to_it(visit: Visit, tmp_path: Path) -> None:
    visit.drawn().save("SVG", tmp_path)
    assert (visit.is_open(), visit.focus()) == (False, "Meny")
