"""The store from a shell: data on standard output, the rest on standard error, and an exit status."""

import json
from pathlib import Path

import pytest

import cache.__main__ as command
from cache import commands
from cache.connect import DEFAULT_STORE, open_store
from cache.store import Store
from kolada import texts
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
