"""Every KPI that is kept, its newest years, all units side by side: what a scan of everything is calculated from."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Panel:
    """A row per kpi and period, a column per unit, gender T, NaN where there is no value.

    Rows stand by kpi id, newest period first; only years until now (quirk Q22), the newest few of each kpi. Units are
    municipalities, regions and Riket: who may be ranked or averaged with whom is the reader's to decide (COMPARISON 4).
    It has what Kolada delivers: a series that is kept but "levereras inte längre" (COMPARISON 3) is not in it.
    """

    kpis: tuple[str, ...]  # of each row
    periods: NDArray[np.int64]  # of each row
    units: tuple[str, ...]  # of each column, by id
    values: NDArray[np.float64]  # rows x units
    whole: frozenset[str] = frozenset()  # the kpis of which every municipality is kept: only they have a place of 290
    whole_regions: frozenset[str] = frozenset()  # and of which every region is
    due: int = 0  # kpis whose part was not yet built of what is kept when this was read: it lacks them, or is behind

    @cached_property
    def column(self) -> Mapping[str, int]:
        """Where each unit's column is."""
        return {unit: place for place, unit in enumerate(self.units)}

    @cached_property
    def rows(self) -> Mapping[str, slice]:
        """Where each kpi's rows are."""
        starts: dict[str, int] = {}
        for place, kpi in enumerate(self.kpis):
            starts.setdefault(kpi, place)
        ends = [*list(starts.values())[1:], len(self.kpis)] if starts else []
        return {kpi: slice(start, end) for (kpi, start), end in zip(starts.items(), ends, strict=True)}


EMPTY_PANEL = Panel((), np.zeros(0, dtype=np.int64), (), np.zeros((0, 0)))
