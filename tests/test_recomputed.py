"""Every number in every sentence, recomputed from the raw table by other means. COMPARISON 6, 11, 12, 16, 30."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kolada.analysis.compare import Comparison
from kolada.analysis.lines import Peers
from kolada.analysis.ranks import country
from kolada.api.models import RIKET
from kolada.reading import sentences
from tests.oracle import Oracle, Raw, check_all, check_place, check_sentence, raw_of
from tests.tables import (
    BJUV,
    BJUV_IFO,
    BJUV_SOCIO,
    COST,
    COUNT,
    COUNTY,
    DEVIATION,
    IFO,
    INDEX,
    KRAMFORS,
    MONEY_SUM,
    N30001,
    N33001,
    RATE,
    REPORT_SEVEN,
    SHARE,
    UNKNOWN,
    Table,
    compared,
    own_list,
    similar,
)

REAL = [
    (COST, KRAMFORS, IFO, (2013, 2022), N33001),
    (COST, KRAMFORS, IFO, (2008, 2022), N33001),
    (COST, KRAMFORS, IFO, (2022, 2022), N33001),
    (COST, KRAMFORS, REPORT_SEVEN, (2017, 2022), N33001),
    (COST, BJUV, BJUV_SOCIO, (2009, 2018), N33001),
    (COST, BJUV, BJUV_IFO, (2018, 2018), N33001),
    (COST, KRAMFORS, COUNTY, (2015, 2022), N33001),
    (DEVIATION, KRAMFORS, COUNTY, (2015, 2022), N30001),
    (COST, BJUV, IFO, (1990, 2000), N33001),
]


@pytest.mark.parametrize(("kpi", "focal", "peers", "window", "table"), REAL)
def test_every_number_said_of_the_real_figures_is_recomputed(kpi, focal, peers, window, table) -> None:
    check_all(compared(kpi, focal, peers, window, table), raw_of(table))


KPIS = [COST, RATE, SHARE, COUNT, DEVIATION, INDEX, MONEY_SUM, UNKNOWN]
CELLS = (
    st.none()
    | st.sampled_from([0.0, 1.0, 5.0, 95.0, 100.0])
    | st.floats(0, 2e4).map(lambda x: round(x, 4))
    | st.floats(-99, 99).map(lambda x: round(x, 2))
)
GROUPS = [own_list, similar, lambda n: Peers("G33629", COUNTY.name, own_list(n).members, COUNTY.kind, held_focal=True)]


@st.composite
def pictures(draw: st.DrawFn) -> tuple[Comparison, Raw]:
    """Any kind of kpi, up to nine peers and six years, with gaps, ties, near values, without Riket or anyone."""
    years, n = draw(st.integers(1, 6)), draw(st.integers(0, 9))
    row = st.lists(CELLS, min_size=years, max_size=years)
    peers = draw(st.sampled_from(GROUPS))(n)
    table: Table = {m.id: (2015, tuple(draw(row))) for m in peers.members}
    table |= {KRAMFORS.id: (2015, tuple(draw(row)))}
    if draw(st.booleans()):
        table[RIKET] = (2015, tuple(draw(row)))
    kpi, asked = draw(st.sampled_from(KPIS)), draw(st.booleans())
    found = compared(kpi, KRAMFORS, peers, (2015, 2014 + years), table, count_mean=asked)
    return found, raw_of(table)


@settings(max_examples=200)
@given(pictures())
def test_every_number_said_of_any_figures_is_recomputed(picture: tuple[Comparison, Raw]) -> None:
    check_all(*picture)


def country_values() -> Iterator[tuple[str, float]]:
    """The country with ties at either end, as shares have."""
    yield from ((f"{1000 + i}", float(min(max(i - 40, 0), 200))) for i in range(289))


@pytest.mark.parametrize("own", [0.0, 0.5, 20.0, 100.5, 200.0, 201.0])
def test_the_place_among_the_countrys_289_others_is_recomputed(own: float) -> None:
    values = dict(country_values())
    peers = Peers("G2328", "Alla kommuner", own_list(289, first=1000).members, "all", held_focal=True)
    table: Table = {u: (2022, (v,)) for u, v in values.items()} | {KRAMFORS.id: (2022, (own,))}
    numbers = [(u, 2022, cells[0]) for u, (_, cells) in table.items()]
    found = compared(SHARE, KRAMFORS, peers, (2022, 2022), table, country=country(numbers, table))
    everyone = [own, *values.values()]
    check_place(sentences.country_sentence(found), own, everyone)
    check_place(sentences.rank_sentence(found), own, everyone)
    check_sentence(found, Oracle(raw_of(table), KRAMFORS.id, tuple(values), (2022, 2022), has_mean=True))
    assert "landets 289 övriga kommuner" in sentences.lead(found)
