"""Opening a store's SQLite file: what is wrong with it, and moving aside what cannot be used. Nothing is deleted."""

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from enum import Enum
from pathlib import Path

from cache.errors import StoreError
from cache.schema import OLDER, SCHEMA
from kolada import texts

_QUICKLY_READ = 32_000_000  # bytes; a quarter of a second
_HEADER = b"SQLite format 3\0"
_DAMAGED = {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}


class Condition(Enum):
    """What a file is to us."""

    USABLE = "ours, or still empty"
    DAMAGED = "no database, or a broken one"
    OUTDATED = "ours, of another schema"
    FOREIGN = "a database of something else"


def prepare(path: Path, now: datetime) -> str | None:
    """Make the file usable: its folder is created, an unusable store moved aside. Returns a notice for the user.

    Raises StoreError for another program's database, a folder that cannot be written, or a locked file.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or not path.stat().st_size:
            return None
        return _cleared(path, now)
    except OSError as error:
        raise StoreError(texts.STORE_UNREACHABLE, str(error)) from error


def condition(path: Path) -> Condition:
    """What the file is to us. Its whole structure is read when that takes no time, or when it is suspected.

    A locked file raises StoreError.
    """
    with path.open("rb") as file:  # SQLite itself would take a few bytes of anything for an empty database
        begins = file.read(len(_HEADER))
    if begins != _HEADER:
        return Condition.DAMAGED
    try:
        with closing(sqlite3.connect(path, timeout=15)) as connection:
            names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if not names:
                return Condition.USABLE
            if not {"store", "slice", "value"} <= names:
                return Condition.FOREIGN
            if connection.execute("SELECT schema FROM store").fetchone() not in [(each,) for each in (SCHEMA, *OLDER)]:
                return Condition.OUTDATED
            return Condition.USABLE if _sound(path, connection) else Condition.DAMAGED
    except sqlite3.OperationalError as error:
        raise StoreError(texts.STORE_BUSY, str(error)) from error
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode in _DAMAGED:
            return Condition.DAMAGED
        raise StoreError(texts.STORE_BROKEN, str(error)) from error


def suspect(path: Path) -> None:
    """Leave word for the next opening that reading met damage."""
    _suspicion(path).touch()


def _suspicion(path: Path) -> Path:
    return path.with_name(path.name + ".suspect")


def _sound(path: Path, connection: sqlite3.Connection) -> bool:
    if path.stat().st_size > _QUICKLY_READ and not _suspicion(path).exists():
        return True
    _suspicion(path).unlink(missing_ok=True)
    return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))


def _cleared(path: Path, now: datetime) -> str | None:
    before = path.stat()
    found = condition(path)
    if found is Condition.FOREIGN:
        raise StoreError(texts.STORE_FOREIGN, str(path))
    if found is Condition.USABLE:
        return None
    # Another process may have found the same and have begun a new file by now: that one stays.
    if path.exists() and os.path.samestat(before, path.stat()):
        aside = _move_aside(path, now)
        return texts.STORE_MOVED_ASIDE.format(name=aside.name)
    return None


def _move_aside(path: Path, now: datetime) -> Path:
    """The file and its write-ahead log under a dated name, so that SQLite can still open them."""
    aside = path.with_name(f"{path.name}.aside-{now:%Y%m%dT%H%M%S%f}")
    for suffix in ("-wal", "-shm", ""):
        source = path.with_name(path.name + suffix)
        if source.exists():
            source.rename(aside.with_name(aside.name + suffix))
    return aside
