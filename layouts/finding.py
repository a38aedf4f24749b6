"""The search over what a store knows: an index made once for a catalogue, and which KPIs have values."""

import time
from collections.abc import Mapping, Sequence
from datetime import date
from threading import Lock
from typing import Any

from cache.store import Store
from kolada.analysis.panel import EMPTY_PANEL, Panel
from kolada.search.finder import Context
from kolada.search.index import Index

LOOKED_AT = 60.0  # seconds between looks at which values are kept


class Finding:
    """Makes the index when it is first asked for, and anew when Kolada's lists have been fetched again."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._turn = Lock()
        self._made_of: Sequence[Any] = ()
        self._index = Index(())
        self._panel: tuple[float, Panel] = (float("-inf"), EMPTY_PANEL)

    def index(self) -> Index:
        """Over the catalogue of now, without what has vanished. Raises KoladaError when it cannot be had."""
        lists = self._store.catalogue().items, self._store.kpi_groups().items, self._store.municipalities().items
        with self._turn:
            if len(self._made_of) != len(lists) or any(a is not b for a, b in zip(self._made_of, lists, strict=True)):
                catalogue, groups, units = lists
                there = [kpi for kpi in catalogue.values() if not kpi.vanished]
                self._index, self._made_of = Index(there, groups, [unit.title for unit in units]), lists
            return self._index

    def is_old_since(self) -> date | None:
        """The day of the catalogue where it could not be brought up to date."""
        kept = self._store.catalogue()
        return kept.fetched_at.astimezone().date() if kept.problem else None

    def context(self, municipality: str | None) -> Context:
        """Who asks: a region's own KPIs go before the municipalities' when it is a region; what has values."""
        units = {unit.id: unit for unit in self._store.municipalities().items}
        focal = units.get(municipality or "")
        return Context(focal is not None and focal.is_region, frozenset(self._kept().rows))

    def latest_years(self, municipality: str | None, kpis: Sequence[str]) -> Mapping[str, int]:
        """The newest year with a value of each KPI: the municipality's, or anybody's where none is chosen."""
        panel = self._kept()
        column = panel.column.get(municipality or "")
        found: dict[str, int] = {}
        for kpi in kpis:
            for row in range(*panel.rows.get(kpi, slice(0, 0)).indices(len(panel.kpis))):
                own = column is None or panel.values[row, column] == panel.values[row, column]  # NaN is not itself
                if own:
                    found.setdefault(kpi, int(panel.periods[row]))
        return found

    def _kept(self) -> Panel:
        at, panel = self._panel
        if time.monotonic() - at > LOOKED_AT:
            panel = self._store.panel()
            self._panel = time.monotonic(), panel
        return panel
