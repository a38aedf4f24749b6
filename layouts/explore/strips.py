"""A row of a scan as what all else is made of: its comparison, and from that its strip, words and marks."""

from collections.abc import Mapping

import numpy as np

from kolada.analysis.compare import Comparison, compare
from kolada.analysis.lines import Cell, Cells, Peers
from kolada.analysis.panel import Panel
from kolada.analysis.ranks import Country
from kolada.api.models import RIKET, Kpi, Municipality
from kolada.frame import is_preliminary
from kolada.reading.sentences import briefly
from layouts import elements as html
from layouts import texts as common
from layouts.elements import Element
from layouts.explore import texts_standout as texts
from layouts.explore.scan import Scan
from layouts.figures import strip
from layouts.figures.strip import Strip
from layouts.view import Views


class Compared:
    """Makes comparisons from a panel, for one municipality and its peers."""

    def __init__(self, views: Views, scan: Scan) -> None:
        self.panel: Panel = scan.panel
        self.focal: Municipality = scan.resolved.focal
        self.peers: Peers = scan.peers
        self.kpis: Mapping[str, Kpi] = scan.subjects.kpis
        self.today = views.today()
        self.invented = views.store.invented
        is_region = self.focal.is_region
        country = views.members_of_country(is_region)
        self._country = tuple(unit for unit in country if unit in self.panel.column)
        self._members = len(country)
        self._whole = self.panel.whole_regions if is_region else self.panel.whole
        self._units = [self.focal.id, *(m.id for m in self.peers.members), RIKET]

    def comparison(self, kpi: str, window: tuple[int, int] | None = None) -> Comparison:
        """Of a KPI over the kept years, or those of a window. The same code as every other page's."""
        described = self.kpis[kpi]
        years = self.panel.periods[self.panel.rows[kpi]].tolist() if kpi in self.panel.rows else []
        first, last = window or (min(years, default=0), max(years, default=0))
        country = self._table(kpi, window)
        return compare(self._cells(described), described, self.focal, self.peers, (first, last), country=country)

    def _cells(self, kpi: Kpi) -> Cells:
        rows = self.panel.rows.get(kpi.id)
        if rows is None:
            return {}
        years = self.panel.periods[rows].tolist()
        unsettled = [is_preliminary(kpi, year, self.today) for year in years]
        cells: Cells = {}
        for unit in self._units:
            if unit in self.panel.column:
                values = zip(years, self.panel.values[rows, self.panel.column[unit]].tolist(), unsettled, strict=True)
                cells[unit] = {year: Cell(value, "", 1, early) for year, value, early in values if value == value}
        return cells

    def _table(self, kpi: str, window: tuple[int, int] | None) -> Country:
        """The country in all kept years, or in a window's last, which is the comparison's."""
        own = self.panel.rows.get(kpi)
        if own is None or not self._country or kpi not in self._whole:
            return Country(members=self._members)
        rows = np.arange(own.start, own.stop)
        if window:
            rows = rows[self.panel.periods[own] == window[1]]
        columns = [self.panel.column[unit] for unit in self._country]
        table = zip(self.panel.periods[rows].tolist(), self.panel.values[rows][:, columns], strict=True)
        return Country(dict(table), self._country, self._members)


def picture(comparison: Comparison, invented: bool, is_near: bool = True) -> Element:
    """The strip with the ends of its scale below it. `is_near`: drawn at once, not when it is scrolled to."""
    drawn = strip_of(comparison, invented)
    loading = {} if is_near else {"loading": "lazy"}
    image = html.Img(
        src=strip.data_uri(strip.svg(drawn)), alt=texts.alt(comparison, drawn), className="strip", **loading
    )
    ends = [html.Span(drawn.low[1]), html.Span(drawn.high[1] if drawn.high[0] > drawn.low[0] else "")]
    return html.Div([image, html.Div(ends, className="strip-ends", **{"aria-hidden": "true"})], className="strip-frame")


def legend() -> Element:
    """The marks by name, once."""
    marks = [
        html.Span([html.Img(src=strip.data_uri(strip.mark(mark)), alt="", className="strip-mark"), name])
        for mark, name in texts.LEGEND_MARKS.items()
    ]
    return html.P([html.Strong(f"{texts.LEGEND}:"), *marks], className="note strip-legend")


def strip_of(comparison: Comparison, invented: bool) -> Strip:
    """What a strip shows: the comparison's one year, the newest own one where it cannot be compared."""
    year = comparison.year or comparison.latest_focal_year
    own, riket = comparison.focal.value(year), comparison.riket.value(year)
    peers = [value for line in comparison.peer_lines if (value := line.value(year)) is not None]
    mean = comparison.mean.value(year)
    band = comparison.country.bands.get(year) if year is not None else None
    middle = (band.q1, band.q3) if band else None
    low, high = strip.ends([v for v in (own, riket, mean, *peers, *(middle or ())) if v is not None])
    return Strip(
        own=own,
        peers=peers,
        mean=mean,
        riket=riket,
        band=middle,
        low=(low, briefly(low, comparison)),
        high=(high, briefly(high, comparison)),
        invented=common.INVENTED if invented else "",
    )
