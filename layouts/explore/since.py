"""What has changed since a link to "Vad sticker ut?" or "Profil" was made: both show the newest years."""

from collections.abc import Mapping

import numpy as np

from layouts.above import Figures, since_words
from layouts.explore import profile, standout
from layouts.explore.scan import make_scan
from layouts.resolve import Resolved
from layouts.selection import Selection
from layouts.view import Views

Years = dict[str, tuple[int, int]]


def words(views: Views, selection: Selection, extras: Mapping[str, str], resolved: Resolved) -> list[str]:
    """Of the values shown; nothing where the address is no pinned link, or of another tab."""
    read = {standout.VIEW: _of_scan, profile.VIEW: _of_profile}.get(selection.view)
    if read is None or selection.retrieved is None:
        return []
    focal = resolved.focal  # everybody's values: the spread and the place are the country's
    units = [m.id for m in views.municipalities() if m.is_region == focal.is_region]
    years = read(views, selection, extras, focal.id)
    return since_words(views, Figures(years, units, newest_of=focal.id), selection.retrieved)


def _of_scan(views: Views, selection: Selection, extras: Mapping[str, str], _focal: str) -> Years:
    """The rows listed, each over the years that it speaks of."""
    scan = make_scan(views, selection.but(set=None, kpis=()), extras)
    rows = [row for row, _ in scan.grouped[: scan.filters.n]] if scan else []
    return {row.kpi: (row.first_year or row.year, row.year) for row in rows}


def _of_profile(views: Views, selection: Selection, _extras: Mapping[str, str], focal: str) -> Years:
    """The KPIs of the set, each in its newest year."""
    subject, panel = profile.subject_of(views, profile.of_a_set(views, selection).set), views.store.panel()
    years: Years = {}
    for kpi in subject.kpis if subject and focal in panel.column else ():
        if kpi in panel.rows:
            rows = panel.rows[kpi]
            own = panel.periods[rows][~np.isnan(panel.values[rows, panel.column[focal]])]
            years |= {kpi: (int(own.max()), int(own.max()))} if len(own) else {}
    return years
