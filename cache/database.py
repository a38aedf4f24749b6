"""The database as two context managers: read() sees one moment, write() is alone, whole or not at all."""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, create_engine, event, exc, inspect, select, text, update
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import StaticPool

from cache import schema
from cache.errors import StoreError
from cache.keys import micros
from cache.opening import prepare, suspect
from kolada import texts

VERSION_HOLDS = 0.05  # seconds for which a version that was read is taken for the present one: a page asks often
PATIENCE = 15.0  # seconds that a writer waits for another
_CREATION = 7_215_001  # PostgreSQL's advisory lock while tables are made


class _LastRead(NamedTuple):
    """A version that was read, for as long as this process writes nothing more and the time is not up."""

    version: int
    wrote: object
    until: float


class Database:
    """An open store. `notice` tells the user when an unusable file was moved aside."""

    def __init__(self, url: str, *, now: datetime, invented: bool, origin: str) -> None:
        address = _parsed(url)
        self.path = _file_of(address)
        self.notice = prepare(self.path, now) if self.path else None
        self._sqlite = address.get_backend_name() == "sqlite"
        # A database in memory is one connection, so its users take turns.
        self._turn: Any = RLock() if self._sqlite and not self.path else nullcontext()
        self._engine = _engine(address, shared=self._sqlite and not self.path)
        self._reader = (
            self._engine if self._sqlite else self._engine.execution_options(isolation_level="REPEATABLE READ")
        )
        self._wrote = object()  # another one after each write of this process
        self._last_read: _LastRead | None = None
        self._begin(micros(now), invented, origin)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one moment of the store. Raises StoreError."""
        with self._turn, self._translated(), self._reader.connect() as connection:
            if self._sqlite:
                rows_of(connection, "BEGIN")
            yield connection

    @contextmanager
    def write(self, *, shown: bool = True) -> Iterator[Connection]:
        """A transaction that has the store for itself and is committed at the end. Raises StoreError.

        `shown`: it changes what a page could show, so the version grows. The update comes first on purpose: its row
        is the one that every writer waits for (in SQLite BEGIN IMMEDIATE does it).
        """
        with self._turn, self._translated(), self._engine.connect() as connection:
            if self._sqlite:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            connection.execute(_GROW if shown else _TOUCH)
            yield connection
            connection.commit()
        self._wrote = object()

    def version(self, *, now: bool = False) -> int:
        """The counter that every shown write raises: this process's own at once, another's within 50 ms, or `now`."""
        wrote, known = self._wrote, self._last_read
        if not now and known and known.wrote is wrote and time.monotonic() < known.until:
            return known.version
        with self._turn, self._translated(), self._engine.connect() as connection:
            version = int(rows_of(connection, _VERSION)[0][0])
        self._last_read = _LastRead(version, wrote, time.monotonic() + VERSION_HOLDS)
        return version

    def size(self) -> int | None:
        """Bytes on disk, write-ahead log included; None where the store is no file of ours."""
        if not self.path:
            return None
        files = [self.path, self.path.with_name(self.path.name + "-wal")]
        return sum(file.stat().st_size for file in files if file.exists())

    def begun(self) -> int:
        """When this store was made, or last emptied: what changed in Kolada before then it cannot know."""
        with self.read() as connection:
            return int(connection.execute(select(schema.store.c.created_at)).scalar_one())

    def empty(self, now: int) -> None:
        """Forget everything that was fetched; the version grows, so open pages notice."""
        with self.write() as connection:
            connection.execute(schema.store.update().values(created_at=now))
            for table in schema.tables.sorted_tables:
                if table is not schema.store:
                    connection.execute(table.delete())
        if self._sqlite:
            with self._turn, self._translated(), self._engine.connect() as connection:
                connection.exec_driver_sql("VACUUM")

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    def _begin(self, now: int, invented: bool, origin: str) -> None:
        with self._turn, self._translated(), self._engine.connect() as connection:
            if self._sqlite:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            else:
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_CREATION})"))
            if not inspect(connection).has_table(schema.store.name):
                # The version starts at the clock: a store begun anew never repeats one that was drawn from before.
                schema.tables.create_all(connection, checkfirst=False)
                new = {"one": 1, "schema": schema.SCHEMA, "version": now, "invented": invented, "origin": origin}
                connection.execute(schema.store.insert(), {**new, "created_at": now})
            row = connection.execute(select(schema.store)).one()
            if row.schema in schema.OLDER:
                row = _brought_up(connection)
            connection.commit()
        self.origin: str = row.origin
        if row.schema != schema.SCHEMA:
            self._refuse(texts.STORE_OTHER_SCHEMA)
        if row.invented != invented:
            self._refuse(texts.STORE_MIXED)

    def _refuse(self, sentence: str) -> None:
        self.close()
        raise StoreError(sentence, str(self._engine.url))

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except exc.OperationalError as error:
            sentence = texts.STORE_BUSY if "locked" in str(error.orig) else texts.STORE_UNREACHABLE
            raise StoreError(sentence, str(error.orig)) from error
        except sqlite3.OperationalError as error:  # of rows_of, and while rows are stepped through
            sentence = texts.STORE_BUSY if "locked" in str(error) else texts.STORE_UNREACHABLE
            raise StoreError(sentence, str(error)) from error
        except sqlite3.Error as error:
            if self.path:
                suspect(self.path)
            raise StoreError(texts.STORE_BROKEN, str(error)) from error
        except exc.TimeoutError as error:
            raise StoreError(texts.STORE_BUSY, str(error)) from error
        except exc.DBAPIError as error:
            if self.path:
                suspect(self.path)
            raise StoreError(texts.STORE_BROKEN, str(error.orig)) from error


def rows_of(connection: Connection, query: str) -> Sequence[tuple[Any, ...]]:
    """The rows of plain SQL. SQLite's own driver is asked directly: SQLAlchemy's way to it takes longer than what every
    page reads; to a server it is short beside the network."""
    if connection.dialect.name != "sqlite":
        return connection.exec_driver_sql(query).cursor.fetchall()
    cursor = connection.connection.cursor()
    cursor.execute(query)
    return cursor.fetchall()


def _brought_up(connection: Connection) -> Any:
    """An older store with the tables that are new since; its values wait to be built into the panel."""
    schema.tables.create_all(connection)
    connection.execute(schema.panels_due.delete())  # a schema that has the table may have rows in it
    connection.execute(schema.panels_due.insert().from_select(["kpi"], select(schema.slices.c.kpi).distinct()))
    connection.execute(update(schema.store).values(schema=schema.SCHEMA))
    return connection.execute(select(schema.store)).one()


_GROW = update(schema.store).values(version=schema.store.c.version + 1)
_TOUCH = update(schema.store).values(version=schema.store.c.version)
_VERSION = "SELECT version FROM store"  # written out: it is asked for at every figure


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except exc.ArgumentError as error:
        raise StoreError(texts.STORE_UNREACHABLE, str(error)) from error


def _file_of(address: URL) -> Path | None:
    """The SQLite file that an address names; None for memory and for servers."""
    if address.get_backend_name() != "sqlite" or address.database in (None, "", ":memory:"):
        return None
    return Path(str(address.database))


def _engine(address: URL, *, shared: bool) -> Engine:
    options: dict[str, Any] = {"poolclass": StaticPool} if shared else {"pool_size": 16}
    sqlite = address.get_backend_name() == "sqlite"
    if sqlite:
        patience = {} if "timeout" in address.query else {"timeout": PATIENCE}
        options["connect_args"] = {**patience, "check_same_thread": False}
    try:
        engine = create_engine(address, **options)
    except (exc.ArgumentError, ImportError) as error:
        raise StoreError(texts.STORE_UNREACHABLE, str(error)) from error
    if sqlite:
        event.listen(engine, "connect", _on_connect)
    return engine


def _keep_a_log(connection: Any) -> None:
    """A write-ahead log. Of two that turn a new file to it at once SQLite refuses one, however patient it is."""
    patience = connection.execute("PRAGMA busy_timeout").fetchone()[0] / 1000
    give_up = time.monotonic() + patience
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > give_up:
                raise
            time.sleep(0.01)
        else:
            return


def _on_connect(connection: Any, _record: object) -> None:
    """Transactions are begun by us, not by Python's driver; a commit survives a killed process (WAL, NORMAL)."""
    connection.isolation_level = None
    _keep_a_log(connection)
    connection.execute("PRAGMA synchronous = NORMAL")
