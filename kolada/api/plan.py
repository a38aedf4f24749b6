"""Which addresses to ask for: few, whole, and within the API's limits. Pure; sends nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product
from math import ceil
from typing import TypeVar

from kolada.api.models import DataRequest
from kolada.api.wire import is_kpi_id, is_unit_id

MAX_IDS = 25  # of each kind in one address; more is a 422 (KOLADA_API §4)
ROWS_WANTED = 4800  # a page holds 5,000 rows; what is expected may be a little off
ROWS_UNKNOWN = 20.0  # expected rows of one KPI for one unit when nothing is known: about as many years

T = TypeVar("T")


def chunks(items: Iterable[T], size: int = MAX_IDS) -> list[tuple[T, ...]]:
    """The distinct items, in order, in as few chunks of at most `size` as there can be, all about as long."""
    distinct = tuple(dict.fromkeys(items))
    count = ceil(len(distinct) / size)
    edges = [len(distinct) * i // count for i in range(count + 1)] if count else []
    return [distinct[start:stop] for start, stop in pairwise(edges)]


def split(request: DataRequest) -> list[DataRequest]:
    """The request as requests the API accepts: at most 25 of each, repeated and impossible ids left out.

    Together the parts cover what was asked, each cell once. None at all if a dimension has no possible id:
    leaving the dimension out instead would ask for everything.
    Raises ValueError if fewer than two of the three dimensions are given.
    """
    if sum(map(bool, (request.kpis, request.municipalities, request.years))) < 2:
        raise ValueError("A data request needs at least two of kpis, municipalities and years")
    kpis = _parts(request.kpis, tuple(filter(is_kpi_id, request.kpis)))
    units = _parts(request.municipalities, tuple(filter(is_unit_id, request.municipalities)))
    years = _parts(request.years, request.years)
    return [DataRequest(*part, from_date=request.from_date) for part in product(kpis, units, years)]


def _parts(given: tuple[T, ...], possible: tuple[T, ...]) -> list[tuple[T, ...]]:
    """Chunks of one dimension; one that was not given stays so."""
    return chunks(possible) if given else [()]


def address(request: DataRequest) -> str:
    """The path and query of one request that `split` has seen, from `/data` on. Always the path form (Q29)."""
    dimensions = {"kpi": request.kpis, "municipality": request.municipalities, "year": request.years}
    path = "".join(f"/{name}/{','.join(map(str, ids))}" for name, ids in dimensions.items() if ids)
    query = f"?from_date={request.from_date.isoformat()}" if request.from_date else ""
    return f"/data{path}{query}"


def pack(
    kpis: Sequence[str], municipalities: Sequence[str], rows_per_unit: Mapping[str, float], limit: int = ROWS_WANTED
) -> list[DataRequest]:
    """Every KPI for every municipality, all years, in as few requests as we can find that each fit one page.

    `rows_per_unit`: expected rows of one KPI for one unit. Wide requests hold few KPIs and high ones few units; each
    width from 1 to 25 units is tried, the KPIs packed into bins under it, and the cheapest packing is taken.
    """
    units = tuple(dict.fromkeys(municipalities))
    weights = {kpi: max(0.0, rows_per_unit.get(kpi, ROWS_UNKNOWN)) for kpi in dict.fromkeys(kpis)}
    if len(units) <= MAX_IDS and len(weights) <= MAX_IDS and sum(weights.values()) * len(units) <= limit:
        return [DataRequest(kpis=tuple(weights), municipalities=units)] if units and weights else []
    packings = [_bins(weights, limit / width) for width in range(MAX_IDS, 0, -1)]
    best = min(packings, key=lambda bins: sum(ceil(len(units) / _width(b.rows, limit)) for b in bins))
    order = {kpi: position for position, kpi in enumerate(weights)}
    return [
        DataRequest(kpis=tuple(sorted(b.kpis, key=order.__getitem__)), municipalities=part)
        for b in best
        for part in chunks(units, _width(b.rows, limit))
    ]


@dataclass
class _Bin:
    """KPIs that share requests, and their rows for one unit."""

    rows: float = 0.0
    kpis: list[str] = field(default_factory=list)

    def add(self, kpi: str, rows: float) -> None:
        self.kpis.append(kpi)
        self.rows += rows


def _width(rows: float, limit: float) -> int:
    """How many units fit beside KPIs of so many rows a unit; one that is too long for a page goes alone."""
    return int(min(MAX_IDS, max(1, limit // rows))) if rows else MAX_IDS


def _bins(weights: Mapping[str, float], capacity: float) -> list[_Bin]:
    """First fit, longest first: bins of at most 25 KPIs and `capacity` rows (a longer KPI gets a bin of its own)."""
    bins: list[_Bin] = []
    open_bins: list[_Bin] = []
    for kpi in sorted(weights, key=weights.__getitem__, reverse=True):
        found = next((b for b in open_bins if b.rows + weights[kpi] <= capacity), None)
        if found is None:
            found = _Bin()
            bins.append(found)
            open_bins.append(found)
        found.add(kpi, weights[kpi])
        if len(found.kpis) == MAX_IDS or found.rows >= capacity:
            open_bins.remove(found)
    return bins
