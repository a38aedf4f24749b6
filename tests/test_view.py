"""One calculation behind sentence, chart, table and file; and what is remembered of it."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cache.store import Store
from kolada.api.errors import KoladaUnavailable
from kolada.api.models import Kpi, Member, Municipality, MunicipalityGroup, Value
from kolada.reading import sentences
from kolada.reading.words import amount
from kolada.sample import Faults, Sample
from layouts.components.tables import cell_text, full
from layouts.documents import table
from layouts.figures.trend import trend_figure
from layouts.selection import parse
from layouts.view import View, Views
from tests import fakes
from tests.fakes import World, cost, fake_world
from tests.pages import KRAMFORS, TODAY, of_type, plain, sample_store, text, views_of
from tests.tables import compared


def shown(views: Views, query: str = KRAMFORS, kpi: str | None = None) -> View:
    view = views.view(parse(query)[0], kpi)
    assert view
    return view


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with fake_world(tmp_path) as world:
        yield world


def fake_views(world: World, today: date = TODAY) -> Views:
    return Views(world.store, lambda: today)


# One calculation ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kpi", ["N33001", "N33816", "N33818", "U33580", "N33010"])
def test_sentence_chart_table_and_file_tell_the_same_numbers(warm_views: Views, kpi: str):
    view = shown(warm_views)
    comparison = view.comparisons[kpi]
    rows = [r for r in csv.DictReader(io.StringIO(table.to_csv(table.rows([view])))) if r["kpi"] == kpi]
    in_file = {(r["role"], r["municipality"], int(r["period"])): float(r["value"]) for r in rows if r["value"]}
    year = comparison.year
    own = in_file["focal", "2282", year]
    mean = in_file["peer_mean", "G36552", year]
    others = [v for (role, _, period), v in in_file.items() if role == "peer" and period == year]
    assert mean == pytest.approx(sum(others) / len(others), rel=1e-12)
    said = str(sentences.sentence(comparison))
    assert said.startswith(amount(own, comparison))
    assert amount(mean, comparison) in said
    assert f"({len(others)}\u00a0av\u00a07)" in said
    assert comparison.rank.position == 1 + sum(v > own for v in others)
    (line,) = [text(row) for row in of_type(plain(full(comparison, "")), "Tr") if text(row).startswith("Kramfors")]
    assert amount(own, comparison) in line
    traces = {trace["name"]: trace for trace in trend_figure(comparison, size="full", invented=True)["data"]}
    for name, value in (("Kramfors", own), ("Liknande, ovägt medel", mean)):
        drawn = traces[name]
        assert drawn["y"][drawn["x"].index(year)] == pytest.approx(value, rel=2e-3)
        assert drawn["text"][drawn["x"].index(year)] == amount(value, comparison)


def test_every_number_of_the_line_is_drawn_and_written_alike(warm_views: Views):
    view = shown(warm_views, f"{KRAMFORS}&kpi=N33001")
    comparison = view.comparisons["N33001"]
    in_file = {r["period"]: r["value"] for r in table.rows([view]) if r["role"] == "focal" and r["value"] is not None}
    traces = trend_figure(comparison, size="card", invented=True)["data"]
    (own,) = [trace for trace in traces if trace["name"] == "Kramfors"]
    drawn = {p: said for p, said in zip(own["x"], own["text"], strict=True) if said}
    assert drawn == {p: amount(value, comparison) for p, value in in_file.items()}


# What a view holds ----------------------------------------------------------------------------------------------------


def test_the_default_is_the_first_set_with_its_rates_and_its_counts_after_a_switch(warm_views: Views):
    assert list(shown(warm_views).comparisons)[:4] == ["N33001", "N33006", "N33007", "N33816"]
    assert not {"N33812", "N33813"} & set(shown(warm_views).comparisons)
    assert list(shown(warm_views, f"{KRAMFORS}&view=antal").comparisons)[-2:] == ["N33813", "N33812"]


def test_kpis_named_are_shown_in_their_order_and_are_nobodys_set(warm_views: Views):
    view = shown(warm_views, f"{KRAMFORS}&kpi=N33007&kpi=N33001")
    assert list(view.comparisons) == ["N33007", "N33001"]
    assert (view.kpi_set, view.title) == (None, "Egna nyckeltal")
    assert view.path == "/oversikt"


def test_a_kpis_own_page_shows_that_one_and_its_family_where_its_definition_is_told(warm_views: Views):
    view = shown(warm_views, KRAMFORS, "N33001")
    assert (list(view.comparisons), list(view.beside), view.path) == (["N33001"], ["N33001"], "/nyckeltal/N33001")
    told = shown(warm_views, f"{KRAMFORS}&view=definition", "N33001")
    assert {"N33007", "N33008", "N33010", "N33011"} <= set(told.beside)


def test_what_does_not_exist_is_named(warm_views: Views):
    assert shown(warm_views, f"{KRAMFORS}&kpi=N99999&kpi=N33001").notices == (
        "N99999 finns inte, eller finns inte längre, i Kolada.",
    )
    unknown = shown(warm_views, f"{KRAMFORS}&set=fotboll")
    assert unknown.notices == ("Området ”fotboll” finns inte. Barn och unga visas.",)
    assert warm_views.view(parse("municipality=9999")[0]) is None
    assert warm_views.view(parse("municipality=0000")[0]) is None
    assert warm_views.view(parse("")[0]) is None


def test_a_count_asks_for_no_country(warm_views: Views):
    assert "N33813" not in shown(warm_views, f"{KRAMFORS}&view=antal").ranked


def test_the_country_is_followed_once_and_then_whole(warm_views: Views):
    assert not warm_views.is_incomplete(["N33001"])
    assert not warm_views.is_incomplete([])
    assert warm_views.is_incomplete(["N15027"])
    assert shown(warm_views, KRAMFORS, "N33001").comparisons["N33001"].country_rank.n > 145


def test_the_latest_years_end_with_the_data_and_projections_do_not_count_as_latest(world: World):
    world.source.set(cost("2282", 2030, 9999.0), cost("1260", 2030, 9999.0))
    view = shown(fake_views(world), "municipality=2282&period=latest3", "N33001")
    assert view.window == (2020, 2022)
    assert view.comparisons["N33001"].periods == [2021, 2022]
    assert shown(fake_views(world), "municipality=2282&period=2021-2030", "N33001").comparisons["N33001"].year == 2030


def test_the_latest_years_follow_when_a_new_one_comes(world: World):
    views = fake_views(world)
    before = shown(views, "municipality=2282&period=latest3", "N33001")
    world.source.set(cost("2282", 2023, 4500.0))
    world.clock.forward(days=2)
    shown(views, "municipality=2282&period=latest3", "N33001")
    world.later.run()
    after = shown(views, "municipality=2282&period=latest3", "N33001")
    assert (before.window, after.window) == ((2020, 2022), (2021, 2023))
    assert [row["period"] for row in table.rows([after]) if row["role"] == "focal"] == [2021, 2022, 2023]


def test_without_any_value_the_window_ends_this_year(world: World):
    view = shown(fake_views(world), "municipality=2282", "N33816")
    assert view.window == (2017, 2026)
    assert view.comparisons["N33816"].periods == []


def test_preliminary_follows_the_calendars_day_and_not_the_clock(world: World):
    calendar = {"prel_publication_date": date(2026, 3, 31), "publication_date": date(2026, 8, 28), "publ_period": 2022}
    world.source.items["kpi"] = (Kpi("N33001", "Kostnad barn- och ungdomsvård, kr/inv", **calendar),)
    for day, expected in ((date(2026, 3, 30), False), (date(2026, 5, 1), True), (date(2026, 8, 28), False)):
        comparison = shown(fake_views(world, day), "municipality=2282", "N33001").comparisons["N33001"]
        assert comparison.focal.at(2022).preliminary is expected
        assert comparison.riket.at(2022).preliminary is expected
        assert not comparison.focal.at(2021).preliminary


def test_koladas_own_group_value_is_asked_for_in_the_same_request(world: World):
    shown(fake_views(world), "municipality=2282", "N33001")
    (request,) = world.source.requests
    assert set(request.municipalities) == {"2282", "1260", "0000", "G36552"}


def test_not_when_the_link_has_other_members(world: World):
    shown(fake_views(world), "municipality=2282&peers=G36552@2022:1260", "N33001")
    assert "G36552" not in world.source.requests[0].municipalities


def test_what_is_not_divided_is_shown_for_everybody_and_that_is_said(warm_views: Views):
    view = shown(warm_views, f"{KRAMFORS}&gender=K")
    assert (view.comparisons["N33816"].gender, view.comparisons["N33001"].gender) == ("K", "T")
    assert view.comparisons["N33001"].focal == shown(warm_views).comparisons["N33001"].focal
    (said,) = view.notices
    assert said.startswith("Inte könsuppdelade i Kolada, visas totalt: N33001, ")
    assert "N33816" not in said


# What is remembered ---------------------------------------------------------------------------------------------------


def test_a_view_is_made_once_for_a_state_of_the_store(warm_views: Views):
    assert shown(warm_views) is shown(warm_views)
    assert shown(warm_views) is not shown(warm_views, f"{KRAMFORS}&period=latest5")


def test_a_new_day_or_a_write_makes_a_new_one(world: World):
    day = [date(2026, 11, 22)]
    views = Views(world.store, lambda: day[0])
    first = shown(views, "municipality=2282", "N33001")
    assert shown(views, "municipality=2282", "N33001").comparisons == first.comparisons
    second = shown(views, "municipality=2282", "N33001")
    day[0] = date(2026, 11, 23)
    assert shown(views, "municipality=2282", "N33001") is not second
    world.store.values(["N33001"], ["0001"])
    assert shown(views, "municipality=2282", "N33001") is not second


@dataclass
class Counting:
    """How often a store is asked for values."""

    asked: list[object] = field(default_factory=list)

    def watch(self, monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
        real = store.values
        monkeypatch.setattr(store, "values", lambda *args: self.asked.append(args) or real(*args))


def test_a_failure_is_made_once_a_time_never_remembered_and_gone_when_kolada_is_back(
    listed_store: Store, sample: Sample, monkeypatch: pytest.MonkeyPatch
):
    views, counting = views_of(listed_store), Counting()
    counting.watch(monkeypatch, listed_store)
    sample.faults = Faults(down=True, match="/data/")
    failed = shown(views, KRAMFORS, "N33001")
    assert isinstance(failed.problem, KoladaUnavailable)
    assert failed.is_partial
    assert len(counting.asked) == 1
    sample.faults = Faults()
    monkeypatch.setattr("cache.policy.RETRY_AFTER", 0)  # half a minute later
    whole = shown(views, KRAMFORS, "N33001")
    assert (whole.problem, whole.is_partial) == (None, False)
    assert whole.comparisons["N33001"].focal.years
    assert len(counting.asked) == 2


def test_with_nothing_at_all_the_error_is_the_callers(tmp_path: Path, sample: Sample):
    sample.faults = Faults(down=True)
    with sample_store(tmp_path, sample) as store, pytest.raises(KoladaUnavailable):
        views_of(store).view(parse(KRAMFORS)[0])


def test_old_values_are_whole_though_kolada_is_gone(world: World):
    views = fake_views(world)
    before = shown(views, "municipality=2282", "N33001")
    world.clock.forward(days=2)
    world.source.down = True
    shown(views, "municipality=2282&period=latest5", "N33001")
    world.later.run()
    after = shown(views, "municipality=2282&period=latest4", "N33001")
    assert isinstance(after.problem, KoladaUnavailable)
    assert not after.is_partial
    assert after.retrieved() == before.retrieved() == datetime(2026, 11, 22, 12, tzinfo=UTC).astimezone().date()
    assert after.comparisons["N33001"].focal == before.comparisons["N33001"].focal


def test_some_kept_and_some_not_to_be_had_is_partial(world: World):
    views = fake_views(world)
    world.store.values(["N33001"], ["2282"])
    world.source.down = True
    with pytest.raises(KoladaUnavailable):
        views.view(parse("municipality=2282")[0], "N33001")
    world.source.down = False
    world.clock.forward(seconds=30)
    views.municipalities()
    world.store.municipality_groups()
    world.store.kpis(["N33001", "N33007", "N33008", "N33010", "N33011"])
    world.source.down = True
    view = shown(views, "municipality=2282", "N33001")
    assert view.is_partial
    assert view.comparisons["N33001"].focal.years == [2021, 2022]


def test_a_region_is_a_view_among_regions(world: World):
    regions = (Municipality("0003", "Region Uppsala", "L"), Municipality("0009", "Region Gotland", "L"))
    members = tuple(Member(r.id, r.title) for r in regions)
    title = "Liknande regioner socioekonomi, Region Stockholm, 2024"
    world.source.items["municipality"] = (*fakes.MUNICIPALITIES, *regions)
    world.source.items["municipality_groups"] = (MunicipalityGroup("G40001", title, members),)
    for unit in ("0001", "0003", "0009"):
        world.source.set(Value("N33001", unit, 2022, "T", float(unit)))
    comparison = shown(fake_views(world), "municipality=0001", "N33001").comparisons["N33001"]
    assert comparison.rank.n == 3
    assert comparison.mean.value(2022) == 6.0


def test_a_value_that_kolada_has_something_to_say_of_says_so_in_the_table():
    made = compared()
    assert cell_text(made.focal.at(2022), made) == "4\u202f419"
    assert cell_text(made.focal.at(2022)._replace(status="Estimated"), made) == "4\u202f419 (Estimated)"
    assert cell_text(made.focal.at(2022)._replace(preliminary=True), made) == "4\u202f419 (preliminärt)"
