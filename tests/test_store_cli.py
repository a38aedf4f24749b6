"""The store from a shell: data on standard output, the rest on standard error, and an exit status."""

import json
from pathlib import Path

import pytest

import cache.__main__ as command
from cache import commands
from cache.connect import DEFAULT_STORE, open_store
from cache.errors import StoreError
from cache.store import Store
from kolada import texts
from kolada.api.errors import KoladaUnavailable
from kolada.api.models import DataRequest, Kpi, KpiGroup
from kolada.api.throttle import Rate, Throttle
from tests.fakes import BASE, COST, KRAMFORS, PLACED, FakeClock, FakeSource


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeSource:
    """A fake Kolada behind every command of the test, on one store."""
    source = FakeSource(FakeClock())
    monkeypatch.setattr(commands, "POLL", 0.01)
    monkeypatch.setattr(
        command, "open_store", lambda environ: Store(f"sqlite:///{tmp_path / 's.sqlite'}", source, clock=source.clock)
    )
    return source


def test_warm_fetches_the_whole_country_and_riket_and_info_counts_it(
    source: FakeSource, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["warm", COST, PLACED]) == 0
    told = capsys.readouterr()
    assert told.out == texts.STORE_WARMED.format(done=6, total=6) + "\n"  # two municipalities and Riket
    assert "6/6" in told.err
    assert command.main(["info"]) == 0
    info = json.loads(capsys.readouterr().out)
    assert (info["kpis"], info["slices"], info["origin"]) == (2, 6, BASE)


def test_warm_takes_units(source: FakeSource, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["warm", COST, "--municipality", KRAMFORS]) == 0
    assert [each.municipalities for each in source.requests] == [(KRAMFORS,)]


def test_warm_says_what_went_wrong_in_swedish(source: FakeSource, capsys: pytest.CaptureFixture[str]) -> None:
    source.down = True
    assert command.main(["warm", COST, "--municipality", KRAMFORS]) == 1
    assert texts.ERROR_UNAVAILABLE in capsys.readouterr().err
    assert command.main(["warm", COST]) == 1  # not even the list of municipalities
    assert texts.ERROR_UNAVAILABLE in capsys.readouterr().err


def test_clear_asks_to_be_told_twice(source: FakeSource, capsys: pytest.CaptureFixture[str]) -> None:
    command.main(["warm", COST, "--municipality", KRAMFORS])
    assert command.main(["clear"]) == 1
    assert texts.STORE_NEEDS_YES in capsys.readouterr().err
    command.main(["info"])
    assert json.loads(capsys.readouterr().out)["slices"] == 1
    assert command.main(["clear", "--yes"]) == 0
    capsys.readouterr()
    command.main(["info"])
    assert json.loads(capsys.readouterr().out)["slices"] == 0


def test_the_environment_names_the_store_and_kolada(tmp_path: Path) -> None:
    environ = {"KOLADA_STORE": f"sqlite:///{tmp_path / 'own.sqlite'}", "KOLADA_URL": "http://127.0.0.1:9/v3"}
    store = open_store(environ)
    assert store.info().origin == "http://127.0.0.1:9/v3"
    store.close()
    assert (tmp_path / "own.sqlite").exists()
    assert DEFAULT_STORE.endswith("cache/kolada.sqlite")


def test_a_notice_goes_to_standard_error(
    tmp_path: Path, source: FakeSource, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "s.sqlite").write_text("no database at all")
    assert command.main(["info"]) == 0
    assert "aside" in capsys.readouterr().err


# Everything kept -----------------------------------------------------------------------------------------------------


def test_mirror_fetches_all_kpis_for_all_units_and_info_says_how_much_that_is(
    source: FakeSource, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["mirror"]) == 0
    told = capsys.readouterr()
    assert told.out == texts.STORE_MIRRORED.format(mirrored=2, catalogue=2) + "\n"
    assert "8.00/8.00" in told.err
    command.main(["info"])
    info = json.loads(capsys.readouterr().out)
    assert (info["catalogue"], info["mirrored"], info["panel"], info["slices"]) == (2, 2, 1, 8)


def test_mirror_takes_ids_sets_and_areas(source: FakeSource, capsys: pytest.CaptureFixture[str]) -> None:
    source.items["kpi"] = (*source.items["kpi"], Kpi("N60000", "Bibliotek", operating_area="Kultur och fritid"))
    assert command.main(["mirror", "--kpis", PLACED, "--area", "Kultur och fritid"]) == 0
    assert {kpi for each in source.requests for kpi in each.kpis} == {PLACED, "N60000"}
    source.forget_log()
    assert command.main(["mirror", "--set", "barn-och-unga"]) == 0
    assert COST in {kpi for each in source.requests for kpi in each.kpis}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--set", "barn"], "barn-och-unga"),
        (["--area", "kultur"], "kultur"),
        (["--kpis", "33001"], "N33001"),
    ],
)
def test_a_name_that_means_nothing_is_told_with_those_that_do(
    source: FakeSource, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert command.main(["mirror", *arguments]) == 1
    assert said in capsys.readouterr().err
    assert source.requests == []


def test_a_mirror_that_is_stopped_says_that_it_can_go_on(
    source: FakeSource, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(request: DataRequest) -> None:
        raise KeyboardInterrupt

    source.before_answer = stop
    assert command.main(["mirror"]) == command.STOPPED == 130
    assert texts.STORE_STOPPED in capsys.readouterr().err


@pytest.mark.parametrize("error", [StoreError("Upptaget."), KoladaUnavailable("Tyst.")])
def test_what_fails_while_a_mirror_is_ending_because_it_was_stopped_is_no_failure(
    source: FakeSource, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: Exception
) -> None:
    def stop(*_: object, **__: object) -> None:
        try:
            raise KeyboardInterrupt
        finally:
            raise error  # a claim could not be given back: another process has the store

    monkeypatch.setattr(Store, "mirror", stop)
    assert command.main(["mirror"]) == command.STOPPED
    assert texts.STORE_STOPPED in capsys.readouterr().err


def test_a_mirror_that_fails_says_why_and_that_it_can_go_on(
    source: FakeSource, capsys: pytest.CaptureFixture[str]
) -> None:
    source.fails = lambda request: True
    assert command.main(["mirror"]) == 1
    assert f"{texts.ERROR_UNAVAILABLE} {texts.STORE_RESUME}" in capsys.readouterr().err


def test_update_brings_what_is_kept_up_to_date(source: FakeSource, capsys: pytest.CaptureFixture[str]) -> None:
    source.items["kpi_groups"] = (KpiGroup("G1KPI1", "En grupp"),)
    command.main(["mirror"])
    source.clock.forward(days=2)
    source.forget_log()
    assert command.main(["update"]) == 0
    assert {each.from_date is None for each in source.requests} == {False}
    assert texts.STORE_UPDATED in capsys.readouterr().out


def test_a_server_on_this_machine_is_not_throttled_unless_that_is_asked_for(tmp_path: Path) -> None:
    for url, spared in (
        ("https://api.kolada.se/v3", True),
        ("http://127.0.0.1:8700/v3", False),
        ("http://localhost/v3", False),
        ("http://[::1]:1/v3", False),
        ("http://127.0.0.1.example.org/v3", True),
    ):
        assert (Rate.from_env({}, url).per_second == 5.0) is spared, url
        assert Rate.from_env({"KOLADA_PER_SECOND": "2"}, url).per_second == 2.0
    throttle = Throttle(Rate.from_env({}, "http://127.0.0.1").per_second, 1, clock=lambda: 0.0)
    assert {throttle.take() for _ in range(100)} == {0.0}
