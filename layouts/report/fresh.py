"""Waiting for Kolada's present values: what is older than a day is asked for again before it goes into a file."""

import time
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple

from cache.store import Store

POLL, PATIENCE = 0.1, 20.0  # seconds between two looks, and how long all of it may take


class Block(NamedTuple):
    """KPIs that are all wanted for the same units: one question to the store."""

    kpis: tuple[str, ...]
    units: tuple[str, ...]


def blocks(pairs: Iterable[tuple[str, str]]) -> list[Block]:
    """Pairs of KPI and unit as few whole blocks, in the order of the KPIs; the units of each are sorted."""
    units: dict[str, set[str]] = {}
    for kpi, unit in pairs:
        units.setdefault(kpi, set()).add(unit)
    together: dict[frozenset[str], list[str]] = {}
    for kpi, own in units.items():
        together.setdefault(frozenset(own), []).append(kpi)
    return [Block(tuple(kpis), tuple(sorted(own))) for own, kpis in together.items()]


def bring(
    store: Store,
    pairs: Iterable[tuple[str, str]],
    patience: float = PATIENCE,
    sleep: Callable[[float], object] = time.sleep,
    since: datetime | None = None,
) -> bool:
    """Have the store ask Kolada for what is missing or older than a day (or was last confirmed before `since`), and
    wait at most so many seconds for it.

    Whether the store holds something else than before. What could not be had is the store's problem to tell, when the
    values are read. Raises StoreError as the store does.
    """
    before, deadline = store.version(), time.monotonic() + patience
    for kpis, units in blocks(pairs):
        progress = store.follow(kpis, units, since=since)
        while progress.working and time.monotonic() < deadline:
            sleep(POLL)
            progress = store.progress(kpis, units, since=since)
    return store.version() != before
