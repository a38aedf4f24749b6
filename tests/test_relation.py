"""Two KPIs against each other: the points, the year, Spearman beside Pearson. COMPARISON 4, 9, 12, 25."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kolada.analysis.ranks import Country, CountryRank, country
from kolada.analysis.relation import common_years, default_year, pearson, relate, spearman
from kolada.api.models import Kpi
from kolada.reading import relation as reading
from kolada.reading.relation import Strength

NAMES = {str(1000 + i): f"Kommun {i:02}" for i in range(12)}
SMALL = st.lists(st.tuples(st.integers(-5, 5), st.integers(-5, 5)), min_size=3, max_size=30)


def table(years: dict[int, list[float | None]], ids: list[str] | None = None) -> Country:
    """A KPI's values by year, for the units of NAMES in their order; None is missing."""
    units = ids or list(NAMES)
    numbers = [
        (unit, year, value)
        for year, values in years.items()
        for unit, value in zip(units, values, strict=False)
        if value is not None
    ]
    return country(numbers, units)


# The oracle: the textbook's sums, in plain Python -------------------------------------------------


def plain_pearson(x: list[float], y: list[float]) -> float:
    n = len(x)
    mean_x, mean_y = sum(x) / n, sum(y) / n
    above = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True))
    return above / sqrt(sum((a - mean_x) ** 2 for a in x) * sum((b - mean_y) ** 2 for b in y))


def plain_ranks(values: list[float]) -> list[float]:
    """Places from the lowest, equal values at the average of theirs."""
    ordered = sorted(values)
    return [ordered.index(v) + 1 + (ordered.count(v) - 1) / 2 for v in values]


@given(SMALL)
def test_the_coefficients_are_the_textbooks_with_ties_at_their_average_place(pairs: list[tuple[int, int]]) -> None:
    x, y = [float(a) for a, _ in pairs], [float(b) for _, b in pairs]
    assume(len(set(x)) > 1 and len(set(y)) > 1)
    assert pearson(np.array(x), np.array(y)) == pytest.approx(plain_pearson(x, y), abs=1e-9)
    assert spearman(np.array(x), np.array(y)) == pytest.approx(plain_pearson(plain_ranks(x), plain_ranks(y)), abs=1e-9)


def test_spearman_with_ties_by_hand() -> None:
    x, y = np.array([1.0, 2.0, 2.0, 4.0]), np.array([10.0, 30.0, 20.0, 40.0])
    assert spearman(x, y) == pytest.approx(4.5 / sqrt(4.5 * 5))  # ranks 1, 2.5, 2.5, 4 against 1, 3, 2, 4
    assert spearman(x**3, np.exp(y / 10)) == pytest.approx(spearman(x, y))  # only the order counts


def test_a_single_far_point_moves_pearson_and_hardly_spearman() -> None:
    x = np.array([*range(20), 1000.0])
    y = np.array([*reversed(range(20)), 1000.0])
    assert pearson(x, y) > 0.9
    assert spearman(x, y) < -0.6


# Rule 12: one year, half of the units -------------------------------------------------------------


def test_the_year_is_the_newest_in_which_half_have_both() -> None:
    x = table({2020: [1.0] * 12, 2021: [1.0] * 12, 2022: [1.0] * 12})
    y = table({2020: [1.0] * 12, 2021: [1.0] * 6, 2022: [1.0] * 5})
    assert common_years(x, y) == {2022: 5, 2021: 6, 2020: 12}
    assert default_year(common_years(x, y), 12) == 2021


def test_where_no_year_has_half_the_fullest_is_shown_and_known_to_be_thin() -> None:
    x, y = table({2020: [1.0] * 3, 2021: [1.0] * 4, 2022: [1.0]}), table({y: [2.0] * 12 for y in (2020, 2021, 2022)})
    year = default_year(common_years(x, y), 12)
    assert year == 2021
    assert not relate(x, y, NAMES, year).is_half


def test_years_that_only_one_of_them_has_are_never_paired_with_another_year() -> None:
    x, y = table({2021: [1.0] * 12}), table({2022: [1.0] * 12})
    assert common_years(x, y) == {}
    assert default_year({}, 12) is None
    assert relate(x, y, NAMES, 2022).points == ()


def test_who_lacks_either_is_missing_and_nothing_is_put_in_its_place() -> None:
    found = relate(table({2022: [None, *[1.0] * 11]}), table({2022: [1.0] * 11}), NAMES, 2022)
    assert (found.n, found.members) == (10, 12)
    assert found.missing == ("1000", "1011")


# Rule 4 -------------------------------------------------------------------------------------------


def test_riket_and_others_than_those_asked_for_are_no_points() -> None:
    both = table({2022: [1.0, 2.0, 3.0]}, ["0000", "1000", "0001"])
    assert [p.id for p in relate(both, both, NAMES, 2022).points] == ["1000"]


# Small n, no variation, places --------------------------------------------------------------------


@pytest.mark.parametrize(("n", "coefficient"), [(1, None), (9, None), (10, 1.0), (11, 1.0)])
def test_there_is_a_coefficient_from_ten_points_on(n: int, coefficient: float | None) -> None:
    few = table({2022: [float(i) for i in range(n)]})
    found = relate(few, few, NAMES, 2022)
    assert found.n == n
    assert (found.spearman, found.pearson) == (pytest.approx(coefficient), pytest.approx(coefficient))


def test_a_kpi_that_is_the_same_everywhere_has_no_correlation() -> None:
    found = relate(table({2022: [7.0] * 12}), table({2022: [float(i) for i in range(12)]}), NAMES, 2022)
    assert (found.spearman, found.pearson) == (None, None)


def test_a_place_counts_the_focal_one_and_says_its_ties() -> None:
    found = relate(table({2022: [3.0, 3.0, *[1.0] * 10]}), table({2022: [float(i) for i in range(12)]}), NAMES, 2022)
    assert found.places("1000") == (CountryRank(1, 12, 1), CountryRank(12, 12, 0))
    assert found.places("9999") is None


def test_points_stand_in_swedish_order() -> None:
    names = {"1": "Örebro", "2": "Åre", "3": "Ängelholm", "4": "Ale"}
    one = table({2022: [1.0] * 4}, list(names))
    assert [p.name for p in relate(one, one, names, 2022).points] == ["Ale", "Åre", "Ängelholm", "Örebro"]


# Words --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("coefficient", "word"),
    [(0.0, Strength.NONE), (0.194, Strength.NONE), (0.195, Strength.WEAK),
     (-0.2, Strength.WEAK), (0.4, Strength.MODERATE),
     (-0.59, Strength.MODERATE), (0.6, Strength.STRONG), (0.8, Strength.VERY_STRONG), (-1.0, Strength.VERY_STRONG)],
)  # fmt: skip
def test_strength_goes_by_the_size_as_it_is_printed(coefficient: float, word: Strength) -> None:
    assert reading.strength(coefficient) is word


@pytest.mark.parametrize(
    ("title", "base"),
    [
        ("Kostnad barn och ungdomsvård, kr/inv", "invånare"),
        ("Kostnad barn och ungdomsvård, kr/inv 0-20 år", "invånare 0-20"),
        ("Barn och unga 0-20 år som har varit placerade på HVB någon gång under året, antal/1000 inv 0-20 år",
         "invånare 0-20"),
        ("Invånare som någon gång under året erhållit ekonomiskt bistånd, andel (%) av bef.", "invånare"),
        ("Invånare totalt, antal", ""),
        ("Kostnad grundskola F-9, hemkommun, kr/elev", "elev"),
    ],
)  # fmt: skip
def test_what_a_kpi_is_divided_by_is_read_from_its_title(title: str, base: str) -> None:
    assert reading.base(Kpi("N00000", title)) == base


def test_two_quotients_over_the_same_share_a_base_and_two_counts_do_not() -> None:
    cost, aid = Kpi("N33001", "Kostnad, kr/inv"), Kpi("N31807", "Bistånd, andel (%) av bef.")
    count = Kpi("N01951", "Invånare totalt, antal")
    assert reading.shared_base(cost, aid) == "invånare"
    assert reading.shared_base(count, count) == ""


def test_a_part_of_a_family_is_known_as_part_of_its_total() -> None:
    part, total = Kpi("N33007", "HVB"), Kpi("N33001", "Barn- och ungdomsvård")
    assert reading.is_part_of(part, total)
    assert not reading.is_part_of(total, part)
