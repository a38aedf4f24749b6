"""The store that the environment asks for: the wiring shared by the command line and the app."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from cache.store import Store
from kolada.api.client import DEFAULT_URL, KoladaClient
from kolada.api.throttle import Rate

DEFAULT_STORE = f"sqlite:///{Path(__file__).parent / 'kolada.sqlite'}"


def open_store(environ: Mapping[str, str]) -> Store:
    """A store at KOLADA_STORE (an SQLAlchemy URL) over Kolada at KOLADA_URL.

    Raises StoreError when it cannot be opened, ValueError for a setting that is no number.
    """
    url = environ.get("KOLADA_URL") or DEFAULT_URL
    source = KoladaClient(url, rate=Rate.from_env(environ, url))
    return Store(environ.get("KOLADA_STORE") or DEFAULT_STORE, source)


def calendar_day(environ: Mapping[str, str]) -> Callable[[], date]:
    """KOLADA_TODAY, for looking at the publication calendar of another day; the clock where it is not set.

    Raises ValueError for what is no date.
    """
    fixed = environ.get("KOLADA_TODAY")
    if not fixed:
        return date.today
    try:
        day = date.fromisoformat(fixed)
    except ValueError:
        raise ValueError(f"KOLADA_TODAY is a date, as 2026-05-01, and not {fixed!r}") from None
    return lambda: day
