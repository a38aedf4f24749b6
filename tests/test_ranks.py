"""Ranks and bands: direction, ties, neighbours, half of the country. COMPARISON 4, 11, 12."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kolada.analysis.ranks import CountryRank, Standing, country, is_near, rank
from kolada.api.models import RIKET
from tests.tables import BJUV, BJUV_IFO, BJUV_SOCIO, compared, one_year

VALUES = st.lists(st.integers(-50, 50).map(float), min_size=2, max_size=12)


def standings(values: list[float]) -> list[Standing]:
    """Municipalities A, B ... with these values."""
    return [Standing(str(i), chr(65 + i), v) for i, v in enumerate(values)]


# Rule 11


@pytest.mark.parametrize(("peers", "position"), [(BJUV_SOCIO, 2), (BJUV_IFO, 3)], ids=["socioekonomi", "IFO"])
def test_bjuv_2018_is_second_or_third_of_eight_depending_on_who_the_peers_are(peers, position) -> None:
    found = compared(focal=BJUV, peers=peers, window=(2009, 2018)).rank
    assert (found.position, found.n, found.year, found.ties) == (position, 8, 2018, ())


def test_the_neighbours_of_bjuv_within_five_per_cent_are_said() -> None:
    assert [s.name for s in compared(focal=BJUV, peers=BJUV_SOCIO, window=(2018, 2018)).rank.near] == ["Nässjö"]
    assert [s.name for s in compared(focal=BJUV, peers=BJUV_IFO, window=(2018, 2018)).rank.near] == ["Vingåker"]


@given(VALUES)
def test_position_counts_those_above_and_from_below_those_beneath(values: list[float]) -> None:
    focal, *others = standings(values)
    found = rank(focal, others, 2022)
    above, below = sum(v > values[0] for v in values), sum(v < values[0] for v in values)
    assert (found.position, found.position_from_below) == (above + 1, below + 1)
    assert found.n == len(values) == above + below + len(found.ties) + 1
    assert [s.value for s in found.ordered] == sorted(values, reverse=True)


@given(VALUES)
def test_who_is_near_is_level_with_the_next_value_above_or_below_and_within_five_per_cent(values: list[float]) -> None:
    focal, *others = standings(values)
    above, below = [v for v in values if v > values[0]], [v for v in values if v < values[0]]
    wanted = {
        v for v in (min(above, default=None), max(below, default=None)) if v is not None and is_near(v, values[0])
    }
    assert {s.value for s in rank(focal, others, 2022).near} == wanted


def test_ties_share_the_better_place_from_either_end() -> None:
    focal, *others = standings([5.0, 5.0, 9.0, 1.0])
    found = rank(focal, others, 2022)
    assert (found.position, found.position_from_below, [s.name for s in found.ties]) == (2, 2, ["B"])


def test_all_who_share_a_neighbouring_value_are_near() -> None:
    focal, *others = standings([100.0, 102.0, 102.0, 110.0])
    assert [s.name for s in rank(focal, others, 2022).near] == ["B", "C"]


def test_there_is_no_rank_without_others() -> None:
    assert rank(Standing("1", "A", 1.0), [], 2022) is None


@pytest.mark.parametrize(
    ("a", "b", "near"),
    [(95, 100, True), (94.9, 100, False), (100, 95, True), (-95, -100, True), (0, 0, False), (0, 1, False),
     (-1, 1, False)],
)  # fmt: skip
def test_near_is_within_five_per_cent_of_the_larger_and_never_across_zero(a: float, b: float, near: bool) -> None:
    assert is_near(a, b) is near


def test_peers_without_a_value_are_not_in_the_rank() -> None:
    assert one_year(5.0, [9.0, None, 1.0]).rank.n == 3


# Rules 4 and 12: the country

IDS = [f"{1000 + i}" for i in range(290)]


def whole_country(values: dict[str, float], year: int = 2022) -> list[tuple[str, int, float]]:
    """The numbers of one kpi in one year."""
    return [(unit, year, value) for unit, value in values.items()]


def test_riket_regions_and_groups_enter_neither_rank_nor_band_of_the_country() -> None:
    values = {unit: float(i) for i, unit in enumerate(IDS)} | {RIKET: 1e9, "0022": 1e9, "G2328": 1e9}
    found = country(whole_country(values), IDS)
    assert found.rank("1289", 2022) == CountryRank(1, 290, 0)
    assert found.bands[2022].n == 290
    assert found.bands[2022].median == 144.5
    assert found.rank(RIKET, 2022) is None


@pytest.mark.parametrize(("with_value", "shown"), [(145, True), (144, False)])
def test_bands_and_ranks_of_the_country_need_half_of_it(with_value: int, shown: bool) -> None:
    found = country(whole_country(dict.fromkeys(IDS[:with_value], 1.0)), IDS)
    assert (2022 in found.bands) is shown
    assert (found.rank("1000", 2022) is not None) is shown


def test_the_band_is_the_quartiles_of_those_with_a_value() -> None:
    rng = np.random.default_rng(1)
    values = dict(zip(IDS, rng.normal(3000, 900, 290), strict=True)) | {"1003": float("nan")}
    band = country(whole_country(values), IDS).bands[2022]
    ordered = sorted(v for k, v in values.items() if k != "1003")
    assert (band.q1, band.median, band.q3, band.n) == (ordered[72], ordered[144], ordered[216], 289)


def test_ties_in_the_country_are_counted() -> None:
    values = dict.fromkeys(IDS[:100], 0.0) | dict.fromkeys(IDS[100:290], 100.0)
    found = country(whole_country(values), IDS)
    assert found.rank("1000", 2022) == CountryRank(191, 290, 99)
    assert found.rank("1200", 2022) == CountryRank(1, 290, 189)


def test_a_municipality_without_a_value_has_no_place_in_the_country() -> None:
    found = country(whole_country(dict.fromkeys(IDS[1:], 1.0)), IDS)
    assert found.rank("1000", 2022) is None
    assert found.rank("1001", 2021) is None
    assert found.rank("1001", None) is None


def test_no_values_make_an_empty_country() -> None:
    found = country([], IDS)
    assert found.bands == {}
    assert found.rank("1000", 2022) is None
