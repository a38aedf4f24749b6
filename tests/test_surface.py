"""`import kolada` in a notebook: tidy frames with the numbers of the pages, and errors in plain words."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import kolada
from cache.store import Store
from kolada import frame as tidy
from kolada.api.errors import KoladaUnavailable
from kolada.api.models import KpiGroup
from kolada.sample import Faults, Sample
from kolada.search.finder import find
from kolada.search.index import Index
from layouts import finding
from layouts.documents import table
from layouts.selection import parse
from layouts.view import Views, by_gender
from tests.fakes import fake_world
from tests.pages import views_of

ROOT = Path(__file__).parents[1]


@pytest.fixture
def notebook(own_views: Views, monkeypatch: pytest.MonkeyPatch) -> Views:
    """The functions on the store of the sample."""
    monkeypatch.setattr(kolada, "_opened", [own_views])
    return own_views


@pytest.fixture
def cold(listed_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The functions on a store that has the lists and no values."""
    monkeypatch.setattr(kolada, "_opened", [views_of(listed_store)])


def test_values_are_a_tidy_frame(notebook: Views) -> None:
    frame = kolada.values("N33001", municipality="Kramfors", peers="liknande")
    assert list(frame.columns[:4]) == tidy.KEYS
    assert not frame.duplicated([*tidy.KEYS, "role"]).any()
    assert frame["value"].dtype == "float64"
    assert frame["period"].dtype == "int64"
    assert set(frame["role"]) == {"focal", "peer", "peer_mean", "riket"}
    assert frame["municipality"].map(type).eq(str).all()


def test_values_are_those_of_data_csv(notebook: Views) -> None:
    frame = kolada.values("N33001", "N33007", municipality=2282, period="2015-2020")
    rows = table.rows(by_gender(notebook, parse("municipality=2282&kpi=N33001&kpi=N33007&period=2015-2020")[0]))
    expected = pd.DataFrame(rows)
    for column in ("kpi", "municipality", "period", "gender", "role", "n", "status", "group_edition"):
        assert frame[column].astype(object).where(frame[column].notna(), None).tolist() == [r[column] for r in rows]
    pd.testing.assert_series_equal(frame["value"], expected["value"].astype("float64"))


def test_a_missing_value_is_nan_and_says_why(notebook: Views) -> None:
    frame = kolada.values("barn-och-unga", municipality="Kramfors")
    missing = frame[frame["value"].isna() & (frame["role"] != "peer_mean")]
    assert len(missing)
    assert (missing["n"] == 0).all()


def test_a_frame_carries_its_source_and_its_peers_by_name_and_edition(notebook: Views) -> None:
    attrs = kolada.values("N33001", municipality="Kramfors").attrs
    assert attrs["peers"]["id"] == "G36552"
    assert attrs["peers"]["edition"] == 2024
    assert len(attrs["peers"]["members"]) == 7
    assert attrs["municipality"] == {"id": "2282", "name": "Kramfors"}
    assert attrs["source"] == ["PÅHITTADE SIFFROR: ett exempel. Inget av värdena kommer från Kolada."]
    assert attrs["retrieved"]
    assert any("PÅHITTADE" in notice for notice in attrs["notices"])


def test_frames_can_be_put_together(notebook: Views) -> None:
    frames = [kolada.values("N33001", municipality=name) for name in ("Kramfors", "2282")]
    assert len(pd.concat(frames)) == 2 * len(frames[0])


def test_peers_are_a_list_of_names_too(notebook: Views) -> None:
    frame = kolada.values("N33001", municipality="Kramfors", peers=["Bjuv", "Burlöv"], period=2018, gender=["T"])
    assert set(frame.loc[frame["role"] == "peer", "name"]) == {"Bjuv", "Burlöv"}
    assert set(frame["period"]) == {2018}


def test_kpis_groups_and_ranks_are_frames(notebook: Views) -> None:
    assert "N33007" in kolada.kpi("HVB kostnad")["kpi"].tolist()
    groups = kolada.groups_of("Kramfors")
    assert groups.loc[groups["area"] == "IFO", "members"].map(len).tolist() == [7]
    ranking = kolada.rank("N33001", municipality="Kramfors")
    assert ranking["value"].is_monotonic_decreasing
    assert ranking.attrs["retrieved"]


def test_what_stands_out_is_a_frame_with_what_chance_would_do(notebook: Views) -> None:
    frame = kolada.standout("Kramfors", peers="IFO")
    sizes = frame["distance"].astype(float).abs()
    assert sizes.is_monotonic_decreasing
    assert frame.attrs["peers"]["edition"] == 2024
    assert frame.attrs["scanned"]["scanned"] >= len(frame) > 3
    assert len(kolada.standout("Kramfors", limit=2)) == 2


def test_a_search_without_a_hit_is_an_empty_frame(notebook: Views) -> None:
    assert list(kolada.kpi("xyzzy").columns)[:2] == ["kpi", "title"]
    assert kolada.kpi("xyzzy").empty


def test_the_search_is_made_ready_once_for_a_process_and_answers_as_the_page(
    notebook: Views, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Index] = []

    def making(*of: Any) -> Index:
        made.append(Index(*of))
        return made[-1]

    monkeypatch.setattr(notebook, "finding", finding.Finding(notebook.store))
    monkeypatch.setattr(finding, "Index", making)
    for text in ("HVB kostnad", "barn", "HVB kostnad"):
        page = find(notebook.finding.index(), text, context=notebook.finding.context(None)).hits
        assert kolada.kpi(text, limit=5)["kpi"].tolist() == [hit.entry.kpi.id for hit in page[:5]]
    assert len(made) == 1


def test_a_kpi_that_has_vanished_from_kolada_is_not_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with fake_world(tmp_path) as world:
        world.source.items["kpi_groups"] = (KpiGroup("G1KPI1", "En grupp"),)
        monkeypatch.setattr(kolada, "_opened", [Views(world.store, lambda: world.clock().date())])
        assert kolada.kpi("barn")["kpi"].tolist() == ["N33001"]
        world.clock.forward(days=1)
        world.source.items["kpi"] = tuple(kpi for kpi in world.source.items["kpi"] if kpi.id != "N33001")
        world.store.update(lambda done, total: None)
        assert kolada.kpi("barn").empty


def test_a_name_that_is_nobodys_is_a_value_error_that_says_who_may_have_been_meant(notebook: Views) -> None:
    with pytest.raises(ValueError, match=r"Ingen kommun heter eller har koden ”Kramfross”\. Menade du Kramfors\?"):
        kolada.values("N33001", municipality="Kramfross")


@pytest.mark.parametrize(
    "wrong", [{"peers": "xyzzy"}, {"period": "i fjol"}, {"gender": "Q"}, {"municipality": ""}, {"peers": [1260, "zz"]}]
)
def test_what_cannot_be_understood_is_a_value_error(notebook: Views, wrong: dict) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        kolada.values("N33001", **{"municipality": "Bjuv", **wrong})


@pytest.mark.usefixtures("cold")
def test_what_kolada_cannot_give_is_a_kolada_error_with_a_sentence(sample: Sample) -> None:
    sample.faults = Faults(down=True)
    with pytest.raises(KoladaUnavailable) as told:
        kolada.values("N33001", municipality="Bjuv")
    assert told.value.__notes__ == [told.value.sentence]


ONCE = """
import os, sys
import kolada
assert not {"pandas", "sqlalchemy", "requests", "dash", "layouts", "cache"} & {*sys.modules}
os.environ["KOLADA_STORE"] = "sqlite:///" + sys.argv[1]
os.environ["KOLADA_URL"] = "http://127.0.0.1:9/v3"
assert kolada._views() is kolada._views()
os.environ["KOLADA_TODAY"] = "2026-05-01"
assert os.path.exists(sys.argv[1])
print("open")
"""


def test_importing_is_light_and_the_store_is_opened_once_and_closed_at_the_end(tmp_path: Path) -> None:
    command = [sys.executable, "-W", "error", "-c", ONCE, str(tmp_path / "store.sqlite")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("open\n", "")
    assert not list(tmp_path.glob("*-wal"))


def test_an_environment_that_cannot_be_understood_is_a_value_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kolada, "_opened", [])
    monkeypatch.setenv("KOLADA_TODAY", "i dag")
    with pytest.raises(ValueError, match="KOLADA_TODAY"):
        kolada.groups_of("Kramfors")
