"""The rest of the country follows; the source fails and comes back; two people do not meet."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect

from cache.store import utc_now
from tests.browsing import TWO_CARDS, Site, Visit, is_page, running_site

pytest_plugins = ["tests.browsing_fixtures"]
pytestmark = pytest.mark.browser

CARE = "/nyckeltal/N33001?municipality=2282"
TICK = 1_500  # ms between looks at how far the rest has come


@pytest.fixture(scope="module")
def later() -> list[timedelta]:
    """How far the clock of `moody` is ahead."""
    return [timedelta()]


@pytest.fixture(scope="module")
def moody(tmp_path_factory: pytest.TempPathFactory, statics: object, later: list[timedelta]) -> Iterator[Site]:
    """A site with nothing stored, for tests that set faults. The tests of this module use it in their order."""
    with running_site(tmp_path_factory.mktemp("moody"), statics, lambda: utc_now() + later[0]) as running:
        yield running


@pytest.fixture
def faults(moody: Site) -> Iterator[None]:
    """No fault outlives its test."""
    yield
    moody.sample.faults.down, moody.sample.faults.latency = False, 0.0


@pytest.mark.usefixtures("faults")
def test_with_nothing_stored_and_no_source_the_page_says_so_and_a_retry_works(
    opened: Callable[..., Visit], moody: Site, later: list[timedelta]
) -> None:
    moody.sample.faults.down = True
    visit = opened(moody).go(CARE)
    expect(visit.heading).to_have_text("Kolada kan inte nås")
    expect(visit.page.locator("#page code")).to_have_text("python app.py --sample")
    moody.sample.faults.down = False
    later[0] += timedelta(minutes=5)
    visit.page.get_by_role("link", name="Försök igen").click()
    expect(visit.heading).to_have_text(re.compile("^Kramfors kostnad"))
    assert visit.page.url.endswith(CARE)


def drawings(visit: Visit) -> int:
    """How often the page was asked for."""
    return sum(map(is_page, visit.callbacks))


@pytest.mark.usefixtures("faults")
def test_the_rest_of_the_country_follows_by_itself_and_then_all_is_quiet(
    opened: Callable[..., Visit], moody: Site
) -> None:
    moody.sample.faults.latency = 0.4
    visit = opened(moody).go("/nyckeltal/N33008?municipality=2282").drawn()
    status = visit.page.locator("#follow-status")
    expect(status).to_have_text(re.compile(r"^Hämtar resten av landet .* \d+ av 290 kommuner …$"))
    expect(visit.page.locator(".card-sentence, .card-more").filter(has_text="I landet:").first).to_be_visible()
    expect(status).to_be_empty()
    assert drawings(visit) == 2
    asked = len(visit.callbacks)
    visit.page.wait_for_timeout(2.2 * TICK)
    assert len(visit.callbacks) == asked


@pytest.mark.usefixtures("faults")
def test_when_the_source_goes_down_old_values_are_shown_with_their_date(
    opened: Callable[..., Visit], moody: Site, later: list[timedelta]
) -> None:
    visit = opened(moody).go(CARE)
    said = visit.heading.inner_text()
    moody.sample.faults.down = True
    later[0] += timedelta(days=2)
    visit.step(f"{CARE}&period=latest9")  # reading is not held up: what is kept is shown, and asked for behind it
    expect(visit.picker("Från")).to_have_value(re.compile("nio"))
    notice = visit.page.locator(".notice")
    for years in (8, 7, 6):
        visit.step(f"{CARE}&period=latest{years}")
        if notice.count():
            break
    expect(notice).to_contain_text(re.compile(r"Här visas värden hämtade \d{4}-\d\d-\d\d\."))
    expect(visit.heading).to_have_text(re.compile(re.escape(said[:40])))


@pytest.mark.usefixtures("faults")
def test_peers_that_cannot_be_fetched_are_missing_and_that_is_said(opened: Callable[..., Visit], moody: Site) -> None:
    moody.sample.faults.down = True
    visit = opened(moody).go(f"{CARE}&peers=0114,0115,0117")
    expect(visit.page.locator(".notice")).to_contain_text("En del värden saknas därför här.")
    expect(visit.heading).to_have_text(re.compile("^Kramfors"))


def test_two_people_at_once_never_see_each_others_choices(
    opened: Callable[..., Visit], chromium: Browser, site: Site
) -> None:
    names = {"2282": "Kramfors", "1260": "Bjuv"}
    contexts = [chromium.new_context(locale="sv-SE") for _ in names]
    visits = [opened(site, context) for context in contexts]
    for visit, code in zip(visits, names, strict=True):
        visit.go(f"/nyckeltal/N33001?municipality={code}")
    for visit, year in zip(visits, ("2017", "2018"), strict=True):
        visit.choose("Från", year)
    for visit, (code, name), year in zip(visits, names.items(), ("2017", "2018"), strict=True):
        visit.page.wait_for_url(f"**municipality={code}&period={year}-*")
        expect(visit.heading).to_have_text(re.compile(f"^{name}s? "))
        expect(visit.picker("Kommun")).to_have_value(name)
        expect(visit.picker("Från")).to_have_value(year)
        assert visit.page.reload()
        expect(visit.heading).to_have_text(re.compile(f"^{name}s? "))
    for context in contexts:
        context.close()


def test_the_charts_stay_when_the_country_was_there_already(visit: Visit) -> None:
    visit.go(TWO_CARDS).drawn()
    visit.page.wait_for_timeout(1.2 * TICK)
    expect(visit.page.locator("#follow-status")).to_be_empty()
    assert drawings(visit) == 1
