"""Opening a store: whatever lies there, nothing is deleted and nobody sees a traceback."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cache import schema
from cache.errors import StoreError
from cache.store import Store, is_invented
from kolada import texts
from kolada.api.models import Value
from tests.fakes import COST, KRAMFORS, FakeClock, FakeSource


def opened(path: Path, source: FakeSource | None = None, query: str = "") -> Store:
    source = source or FakeSource(FakeClock())
    return Store(f"sqlite:///{path}{query}", source, clock=source.clock, background=lambda work: work())


def filled(path: Path) -> None:
    with closing(opened(path)) as store:
        store.values([COST], [KRAMFORS])


def asides(path: Path) -> list[Path]:
    return sorted(path.parent.glob(f"{path.name}.aside-*"))


def test_a_missing_folder_is_created(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "store.sqlite"
    with closing(opened(path)) as store:
        assert store.notice is None
    assert path.exists()


def test_an_own_store_is_opened_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    filled(path)
    with closing(opened(path)) as store:
        assert store.info().values == 2
        assert store.notice is None
    assert asides(path) == []


@pytest.mark.parametrize("bytes_", [b"<html>not a database</html>" * 50, b"SQLite format 3\0" + b"\xff" * 5000, b"x"])
def test_a_file_that_is_no_database_is_moved_aside_and_a_new_store_begun(tmp_path: Path, bytes_: bytes) -> None:
    path = tmp_path / "store.sqlite"
    path.write_bytes(bytes_)
    with closing(opened(path)) as store:
        (aside,) = asides(path)
        assert aside.read_bytes() == bytes_
        assert store.notice == texts.STORE_MOVED_ASIDE.format(name=aside.name)
        assert store.info().notice == store.notice
        assert len(store.values([COST], [KRAMFORS]).frame) == 2


def test_a_broken_store_is_moved_aside(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    filled(path)
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xaa" * 12288 + whole[20480:])
    with closing(opened(path)) as store:
        assert store.notice
        assert store.info().values == 0
    assert len(asides(path)) == 1


def test_a_big_store_is_not_read_through_at_opening_but_once_reading_met_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cache.opening._QUICKLY_READ", 0)
    path = tmp_path / "store.sqlite"
    filled(path)
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'value'").fetchone()
    whole = path.read_bytes()
    path.write_bytes(whole[: (page - 1) * 4096] + b"\xaa" * 4096 + whole[page * 4096 :])
    with closing(opened(path)) as store:
        assert store.notice is None
        with pytest.raises(StoreError) as caught:
            store.values([COST], [KRAMFORS])
        assert caught.value.sentence == texts.STORE_BROKEN
    with closing(opened(path)) as store:
        assert store.notice
        assert len(store.values([COST], [KRAMFORS]).frame) == 2
    with closing(opened(path)) as store:
        assert store.notice is None


def test_a_store_that_was_cut_short_is_moved_aside(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    filled(path)
    path.write_bytes(path.read_bytes()[:10_000])
    with closing(opened(path)) as store:
        assert store.notice


@pytest.mark.parametrize(
    ("before", "lacks"), [(1, ("kpi_group", "panel", "panel_due", "panel_whole")), (2, ("panel_whole",))]
)
def test_a_store_of_a_schema_before_gets_the_new_tables_and_keeps_everything(
    tmp_path: Path, before: int, lacks: tuple[str, ...]
) -> None:
    path = tmp_path / "store.sqlite"
    filled(path)  # its KPI has not been built into the panel: it is due
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM panel_due").fetchone() == (1,)
        for table in lacks:
            connection.execute(f"DROP TABLE {table}")
        connection.execute("UPDATE store SET schema = ?", (before,))
        connection.commit()
    with closing(opened(path)) as store:
        assert store.notice is None
        assert store.info().values == 2
        assert len(store.panel().kpis) > 0
    assert asides(path) == []


def test_a_store_of_an_unknown_schema_is_moved_aside_whole(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    filled(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE store SET schema = ?", (schema.SCHEMA + 1,))
        connection.commit()
    with closing(opened(path)) as store:
        assert store.notice
        assert store.info().values == 0
    with closing(sqlite3.connect(asides(path)[0])) as connection:
        assert connection.execute("SELECT count(*) FROM value").fetchone() == (2,)


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "photos.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE photo (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(StoreError) as caught:
        opened(path)
    assert caught.value.sentence == texts.STORE_FOREIGN
    assert path.read_bytes() == before


def test_a_locked_store_waits_and_then_says_so(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    with closing(opened(path, query="?timeout=0.1")) as store, closing(sqlite3.connect(path)) as other:
        store.values([COST], [KRAMFORS])
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError) as caught:
            store.values([COST], ["1260"])
        assert caught.value.sentence == texts.STORE_BUSY
        assert len(store.values([COST], [KRAMFORS]).frame) == 2  # reading goes on
        other.rollback()
        assert len(store.values([COST], ["1260"]).frame) == 1


def test_a_folder_that_cannot_be_made_is_said_in_swedish(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError) as caught:
        opened(tmp_path / "file" / "store.sqlite")
    assert caught.value.sentence == texts.STORE_UNREACHABLE


@pytest.mark.parametrize("url", ["no address", "nosuchdb://x/y", "sqlite+nosuch:///x"])
def test_an_address_that_means_nothing_is_said_in_swedish(url: str) -> None:
    with pytest.raises(StoreError) as caught:
        Store(url, FakeSource(FakeClock()))
    assert caught.value.sentence == texts.STORE_UNREACHABLE


def test_invented_and_real_figures_never_share_a_store(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    sample = FakeSource(FakeClock())
    sample.base_url = "http://sample.invalid/v3"
    with closing(opened(path, sample)) as store:
        assert store.invented
        assert store.info().invented
    with pytest.raises(StoreError) as caught:
        opened(path)
    assert caught.value.sentence == texts.STORE_MIXED
    with closing(opened(path, sample)) as store:
        assert store.notice is None


def test_only_a_host_that_cannot_exist_is_invented() -> None:
    assert is_invented("http://sample.invalid/v3")
    assert not is_invented("https://api.kolada.se/v3")
    assert not is_invented("http://127.0.0.1:8765/invalid")
    assert not is_invented("")


def test_a_store_in_memory_works_and_is_gone_afterwards() -> None:
    source = FakeSource(FakeClock())
    with closing(Store("sqlite://", source, clock=source.clock, background=lambda work: work())) as store:
        assert len(store.values([COST], [KRAMFORS]).frame) == 2
        assert len(store.municipalities().items) == 4
        assert store.info().size is None


def test_a_store_that_breaks_while_its_rows_are_read_says_so_and_is_looked_at_when_it_is_opened_next(
    tmp_path: Path,
) -> None:
    path = tmp_path / "store.sqlite"
    kpis, units = [f"N{n:05d}" for n in range(1, 26)], [str(n) for n in range(1001, 1026)]
    values = [Value(kpi, unit, year, "T", float(year)) for kpi in kpis for unit in units for year in range(2013, 2023)]
    with closing(opened(path, FakeSource(FakeClock(), values))) as store:
        store.values(kpis, units)
        with closing(sqlite3.connect(path)) as plain:
            plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (pages,), (size,) = (plain.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
        third = size * (pages // 3)
        with path.open("r+b") as file:  # its beginning, where the tables are named, stays whole
            file.seek(third)
            file.write(b"\xff" * third)
        with pytest.raises(StoreError, match=re.escape(texts.STORE_BROKEN)):
            store.values(kpis, units)
    assert list(tmp_path.glob("*suspect*"))
