"""Comparisons for the figures' tests, from literal tables: years from 2018, None where there is no value."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from kolada.analysis.compare import Comparison, compare
from kolada.analysis.lines import Cell, Cells, Line, Peers
from kolada.analysis.ranks import Country
from kolada.api.models import RIKET, Kpi, Municipality
from kolada.groups import GroupKind

Values = Sequence[float | None]
FIRST = 2018

COST = Kpi("N33001", "Kostnad barn och ungdomsvård, kr/inv")
SHARE = Kpi("N31807", "Invånare som någon gång under året erhållit ekonomiskt bistånd, andel (%) av bef.")
COUNT = Kpi("N33813", "Antal barn och unga 0-20 år placerade på institution någon gång under året")
DEVIATION = Kpi("N30001", "Nettokostnadsavvikelse individ- och familjeomsorg, (%)")
POINTS = Kpi("N15507", "Elever i åk 9, meritvärde, hemkommun, genomsnitt (17 ämnen)")

KRAMFORS, BJUV = Municipality("2282", "Kramfors", "K"), Municipality("1260", "Bjuv", "K")
BURLOV, AVESTA = Municipality("1231", "Burlöv", "K"), Municipality("2084", "Avesta", "K")
PEERS = Peers(
    "G36552", "Liknande kommuner IFO", (BJUV, BURLOV, AVESTA), kind=GroupKind.LIKNANDE, area="IFO", edition=2024
)

OWN: Values = (3552.0, 3422.3, 3794.2, 4182.4, 4419.2)
OTHERS: Mapping[str, Values] = {
    "1260": (3189.5, 2700.0, 2900.0, 3000.0, 3067.0),
    "1231": (1500.0, 1700.0, 2000.0, 2400.0, 2721.0),
    "2084": (1900.0, 2000.0, 2100.0, 2250.0, 2347.0),
}
NATION: Values = (2157.8, 2238.3, 2342.3, 2448.5, 2592.2)


def cells(values: Values) -> dict[int, Cell]:
    """A unit's cells from its first year on."""
    return {FIRST + i: Cell(status="Missing") if v is None else Cell(v, "", 1) for i, v in enumerate(values)}


def comparison(
    own: Values = OWN,
    others: Mapping[str, Values] = OTHERS,
    nation: Values = NATION,
    *,
    kpi: Kpi = COST,
    focal: Municipality = KRAMFORS,
    peers: Peers = PEERS,
    gender: str = "T",
    window: tuple[int, int] = (FIRST, FIRST + 4),
    country: Country | None = None,
    count_mean: bool = False,
) -> Comparison:
    """Kramfors among three peers; `others` by municipality id."""
    table: Cells = {focal.id: cells(own), RIKET: cells(nation)} | {id_: cells(v) for id_, v in others.items()}
    return compare(table, kpi, focal, peers, window, gender=gender, country=country, count_mean=count_mean)


def preliminary(line: Line, year: int) -> Line:
    """The line with that year's value not yet settled."""
    return replace(line, cells={**line.cells, year: line.at(year)._replace(preliminary=True)})


def country_of(years: Sequence[int]) -> Country:
    """Municipalities with 1000, 2000, 3000 and 4000, 73 with each, in these years: the middle half is 1750-3250."""
    values = np.repeat([1e3, 2e3, 3e3, 4e3], 73)
    return Country(dict.fromkeys(years, values), tuple(map(str, range(len(values)))), members=290)


def many(n: int) -> tuple[Peers, dict[str, Values]]:
    """Peers in numbers, with one value each in the first year: 1000, 1001 ..."""
    members = tuple(Municipality(f"{i:04d}", f"Kommun {i}", "K") for i in range(n))
    return Peers("G2328", "Alla kommuner", members, kind=GroupKind.ALL), {
        m.id: (1000.0 + i,) for i, m in enumerate(members)
    }
