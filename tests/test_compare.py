"""A kpi's comparison: its one year, gaps, Kolada's own group value, families, chance. COMPARISON 7, 9, 12, 18, 24."""

from datetime import date

import pytest

from kolada.analysis.compare import FamilySum, family_sum, interval, latest_year
from kolada.analysis.lines import Cell
from kolada.analysis.ranks import CountryRank, country
from kolada.api.models import Kpi
from tests.tables import (
    BJUV,
    BJUV_SOCIO,
    COST,
    COUNT,
    COUNTY,
    COUNTY_VALUE_2022,
    IFO,
    IFO_VALUE_2022,
    KRAMFORS,
    MONEY_SUM,
    N33001,
    RATE,
    cells_of,
    compared,
    one_year,
    over_years,
)

# Rule 12


def test_the_year_is_the_newest_with_a_value_and_enough_peers() -> None:
    assert compared().year == 2022
    assert over_years([1, 2, 3], [1, 2, None], [1, 2, None], [1, 2, 3]).year == 2019
    assert over_years([1, 2, None], [1, 2, 3], [1, 2, 3]).year == 2019


def test_rank_mean_and_gaps_are_of_that_one_year() -> None:
    found = over_years([9, 8, None], [1, 2, 99], [3, 4, 99], extra={"0000": [5, 6, 99]})
    assert (found.year, found.rank.year, found.rank.position) == (2019, 2019, 1)
    assert (found.gap_to_mean.value, found.gap_to_mean.base) == (8, 3)
    assert (found.gap_to_riket.value, found.gap_to_riket.base) == (8, 6)


def test_the_year_lies_within_the_years_chosen() -> None:
    found = compared(focal=BJUV, peers=BJUV_SOCIO, window=(2009, 2018))
    assert found.year == 2018
    assert found.periods[-1] == 2018
    assert found.gap_to_riket.base == 2157.833705


def test_a_later_value_that_cannot_be_compared_is_known_but_not_used() -> None:
    found = over_years([1, 2, 3], [1, 2, None], [1, 2, None])
    assert (found.year, found.latest_focal_year) == (2019, 2020)


def test_one_chosen_peer_is_enough_for_a_year_and_so_is_none() -> None:
    assert one_year(1.0, [2.0]).year == 2022
    assert one_year(1.0, [None]).year is None
    assert one_year(1.0, []).year == 2022
    assert one_year(1.0, []).rank is None


def test_without_a_value_there_is_no_year_and_nothing_follows_from_it() -> None:
    found = one_year(None, [1.0, 2.0])
    assert (found.year, found.latest_focal_year, found.rank, found.country_rank) == (None, None, None, None)
    assert (found.gap_to_mean, found.gap_to_riket, found.change, found.mean_change, found.streak) == (None,) * 5


def test_when_everyone_is_missing_there_are_no_years_at_all() -> None:
    found = compared(table={})
    assert (found.periods, found.year, found.largest) == ([], None, 0)


def test_the_latest_year_is_no_projection_into_the_future() -> None:
    cells = cells_of({"2282": (2021, (1.0, None, 3.0, 4.0))})
    assert latest_year([cells], ["2282"], date(2023, 5, 1)) == 2023
    assert latest_year([cells], ["1260"], date(2023, 5, 1)) is None


def test_the_place_in_the_country_is_of_the_same_year_and_never_that_of_a_count() -> None:
    values = {f"{1000 + i}": float(i) for i in range(289)} | {"2282": 288.5}
    whole = country([(u, 2022, v) for u, v in values.items()], values)
    assert one_year(288.5, [1.0, 2.0], country=whole).country_rank == CountryRank(1, 290, 0)
    assert one_year(288.5, [1.0, 2.0], kpi=COUNT, country=whole).country_rank is None


# Rule 9


def test_a_mean_of_a_count_is_made_only_when_asked_for() -> None:
    assert one_year(18, [12, 20], kpi=COUNT).mean.cells == {}
    assert one_year(18, [12, 20], kpi=COUNT, count_mean=True).mean.at(2022) == Cell(16.0, "", 2)
    assert one_year(18, [12, 20], kpi=MONEY_SUM).mean.cells == {}
    assert one_year(1.8, [1.2, 2.0], kpi=RATE).mean.value(2022) == 1.6


def test_a_count_is_not_held_against_the_nations() -> None:
    table = {"2282": (2022, (18.0,)), "0000": (2022, (5000.0,))}
    assert compared(COUNT, peers=COUNTY, window=(2022, 2022), table=table).gap_to_riket is None


# Rule 7: Kolada's own value of the group


@pytest.mark.parametrize(("peers", "value"), [(COUNTY, COUNTY_VALUE_2022), (IFO, IFO_VALUE_2022)])
def test_koladas_group_value_is_our_mean_with_the_focal_one_in_it_where_the_group_holds_it(peers, value) -> None:
    found = compared(peers=peers, window=(2018, 2022), table=N33001 | {peers.id: (2022, (value,))})
    assert found.group.value(2022) == value
    assert found.group_difference is None


def test_a_group_value_that_differs_beyond_rounding_is_shown() -> None:
    table = N33001 | {IFO.id: (2022, (IFO_VALUE_2022 + 1,))}
    found = compared(window=(2018, 2022), table=table).group_difference
    assert found.difference == pytest.approx(-1)


def test_an_own_list_has_no_group_value() -> None:
    assert one_year(1.0, [2.0, 3.0]).group is None


# Rule 24


def family(total: float, *parts: float | None) -> FamilySum | None:
    """A total and its parts in 2022."""
    ids = ["N33007", "N33008", "N33010", "N33011"]
    made = {k: one_year(v, [], kpi=Kpi(k, "Kostnad, kr/inv")) for k, v in zip(ids, parts, strict=False)}
    return family_sum(made | {"N33001": one_year(total, [])}, "N33001", ids[: len(parts)])


@pytest.mark.parametrize(
    ("total", "parts", "adds_up"),
    [(100.0, (40.0, 30.0, 20.0, 10.0), True), (100.0, (40.4, 30.0, 20.0, 10.0), True),
     (100.0, (42.0, 30.0, 20.0, 10.0), False), (5000.0, (2004.0, 3000.0), True), (5000.0, (2006.0, 3000.0), False)],
)  # fmt: skip
def test_the_parts_make_the_total_within_rounding(total, parts, adds_up) -> None:
    assert family(total, *parts).adds_up is adds_up


def test_a_part_that_is_not_out_is_named_and_nothing_is_summed() -> None:
    found = family(100.0, 40.0, None, 20.0, 10.0)
    assert found.missing == ("N33008",)
    assert found.difference is None
    assert not found.adds_up


def test_a_family_of_which_a_part_was_not_asked_for_says_nothing() -> None:
    total = {"N33001": one_year(100.0, [])}
    assert family_sum(total, "N33001", ["N33007"]) is None
    assert family_sum({}, "N33001", ["N33007"]) is None
    assert family_sum({"N33001": one_year(None, [])}, "N33001", []) is None


# Rule 18


@pytest.mark.parametrize(
    ("count", "low", "high"), [(20, 12, 31), (0, 0, 4), (1, 0, 6), (3, 1, 9), (34, 24, 48), (100, 81, 122)]
)
def test_twenty_children_are_twelve_to_thirtyone(count: int, low: int, high: int) -> None:
    assert tuple(round(end) for end in interval(count)) == (low, high)


def test_the_interval_holds_its_count() -> None:
    assert all(interval(n)[0] <= n <= interval(n)[1] for n in range(200))


# What decides how numbers are shown


def test_the_largest_size_shown_counts_negative_values_and_only_the_years_shown() -> None:
    assert one_year(-50.0, [3.0, 4.0]).largest == 50
    assert compared(window=(2008, 2008)).largest == 2218  # Norberg
    assert one_year(80.0, [70.0, None]).is_whole
    assert not one_year(80.0, [70.5, None]).is_whole


def test_a_comparison_knows_whom_it_is_about() -> None:
    found = compared()
    assert (found.focal.name, found.kpi, found.gender, found.peers) == (KRAMFORS.title, COST, "T", IFO)
