"""Which addresses are asked for: within the limits, every cell once, and as few as there can be."""

from collections import Counter
from datetime import date
from itertools import product
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kolada.api.models import DataRequest
from kolada.api.plan import address, chunks, pack, split

UNITS = tuple(f"{number:04}" for number in range(312))


def kpi_ids(count: int) -> tuple[str, ...]:
    return tuple(f"N{number:05}" for number in range(count))


def cells(requests: list[DataRequest]) -> Counter:
    return Counter(cell for r in requests for cell in product(r.kpis, r.municipalities, r.years or [None]))


def sizes(requests: list[DataRequest]) -> list[int]:
    return [len(ids) for r in requests for ids in (r.kpis, r.municipalities, r.years)]


@pytest.mark.parametrize(
    ("count", "lengths"), [(0, []), (1, [1]), (25, [25]), (26, [13, 13]), (51, [17, 17, 17]), (282, [23, 24] * 6)]
)
def test_chunks_are_few_and_about_equal(count: int, lengths: list[int]):
    parts = chunks(range(count))
    assert [len(part) for part in parts] == lengths
    assert [item for part in parts for item in part] == list(range(count))


def test_a_request_within_the_limits_stays_as_it_is():
    request = DataRequest(kpi_ids(25), UNITS[:25], (2021, 2022), date(2026, 11, 1))
    assert split(request) == [request]


def test_26_ids_become_two_requests():
    parts = split(DataRequest(("N33001",), UNITS[:26]))
    assert [len(part.municipalities) for part in parts] == [13, 13]


@pytest.mark.parametrize("open_dimension", ["kpis", "municipalities", "years", None])
def test_every_dimension_is_split_and_every_cell_asked_for_once(open_dimension: str | None):
    given = {"kpis": kpi_ids(30), "municipalities": UNITS[:60], "years": tuple(range(1990, 2022))}
    dimensions = {name: () if name == open_dimension else ids for name, ids in given.items()}
    parts = split(DataRequest(**dimensions, from_date=date(2026, 1, 1)))
    asked = Counter(cell for p in parts for cell in product(p.kpis or [0], p.municipalities or [0], p.years or [0]))
    assert asked == Counter(product(*(ids or [0] for ids in dimensions.values())))
    assert max(sizes(parts)) <= 25
    assert {part.from_date for part in parts} == {date(2026, 1, 1)}


def test_repeated_and_impossible_ids_are_not_asked_for():
    request = DataRequest(("N33001", "N33001", "../kpi"), ("2282", "228", "G36552", "２２８２"))
    assert split(request) == [DataRequest(("N33001",), ("2282", "G36552"))]


def test_a_dimension_of_impossible_ids_alone_asks_for_nothing_instead_of_everything():
    assert split(DataRequest(("<script>",), ("2282",), (2022,))) == []


@pytest.mark.parametrize("request_", [DataRequest(), DataRequest(kpis=("N33001",)), DataRequest(years=(2022,))])
def test_fewer_than_two_dimensions_is_a_mistake_of_ours(request_: DataRequest):
    with pytest.raises(ValueError, match="at least two"):
        split(request_)


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (DataRequest(("N1", "N2"), ("0180", "G1")), "/data/kpi/N1,N2/municipality/0180,G1"),
        (DataRequest(("N1",), ("0180",), (2021, 2022)), "/data/kpi/N1/municipality/0180/year/2021,2022"),
        (DataRequest(("N1",), years=(2022,)), "/data/kpi/N1/year/2022"),
        (DataRequest((), ("0180",), (2022,)), "/data/municipality/0180/year/2022"),
        (DataRequest(("N1",), ("0180",), (), date(2026, 11, 1)), "/data/kpi/N1/municipality/0180?from_date=2026-11-01"),
    ],
)
def test_addresses_have_the_path_form_in_the_apis_order(request_: DataRequest, expected: str):
    assert address(request_) == expected


def test_one_kpi_for_all_units_is_13_requests():
    assert len(pack(("N33001",), UNITS, {"N33001": 25})) == 13


def test_twelve_kpis_that_fit_beside_25_units_are_12_requests_for_282():
    kpis = kpi_ids(12)
    assert len(pack(kpis, UNITS[:282], dict.fromkeys(kpis, 175 / 12))) == 12


def test_twelve_long_kpis_get_fewer_units_rather_than_a_second_page():
    kpis = kpi_ids(12)
    requests = pack(kpis, UNITS[:282], dict.fromkeys(kpis, 24.0))
    assert len(requests) == 18  # 288 rows a unit: 16 units a page; in two halves of 25 units it would be 24
    assert all(len(r.municipalities) * 288 <= 4800 for r in requests)


def test_kpis_are_parted_where_that_is_cheaper_than_fewer_units():
    kpis = kpi_ids(13)
    rows = dict.fromkeys(kpis, 14.0) | {kpis[0]: 190.0}
    requests = pack(kpis, UNITS[:25], rows)
    assert sorted(len(r.kpis) for r in requests) == [1, 12]


def test_kpis_and_units_keep_the_order_they_were_given_in():
    kpis = ("U00002", "N00009", "N00001")
    (request,) = pack(kpis, ("1280", "0180"), {"N00009": 30})
    assert (request.kpis, request.municipalities) == (kpis, ("1280", "0180"))


def test_a_kpi_longer_than_a_page_goes_one_unit_at_a_time():
    assert [r.municipalities for r in pack(("N00001",), ("0180", "1280"), {"N00001": 9000})] == [("0180",), ("1280",)]


@pytest.mark.parametrize(("kpis", "units"), [((), UNITS), (kpi_ids(3), ())])
def test_nothing_wanted_is_nothing_asked(kpis: tuple[str, ...], units: tuple[str, ...]):
    assert pack(kpis, units, {}) == []


ROWS = st.lists(st.floats(0, 192), min_size=1, max_size=80)  # 192: 64 years for each gender


@given(rows=ROWS, units=st.integers(1, 312))
def test_every_pair_is_asked_for_once_within_the_limits_and_near_the_lower_bound(rows: list[float], units: int):
    kpis = kpi_ids(len(rows))
    expected = dict(zip(kpis, rows, strict=True))
    requests = pack(kpis, UNITS[:units], expected)
    assert cells(requests) == Counter((kpi, unit, None) for kpi in kpis for unit in UNITS[:units])
    assert max(sizes(requests)) <= 25
    assert all(sum(map(expected.__getitem__, r.kpis)) * len(r.municipalities) <= 4801 for r in requests)
    bound = max(ceil(len(kpis) / 25) * ceil(units / 25), ceil(sum(rows) * units / 4800))
    assert bound <= len(requests) <= 2 * bound + 1
