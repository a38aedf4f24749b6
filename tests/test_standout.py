"""What stands out, against a plain calculation and rule by rule (COMPARISON 4, 6, 7, 11, 12)."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from kolada.analysis.panel import EMPTY_PANEL, Panel
from kolada.analysis.standout import Among, Standing, Unmeasured, chance, scan
from tests.standout_oracle import standings

FOCAL, RIKET = "2282", "0000"
PEERS = ("0101", "0102", "0103", "0104", "0105", "0106", "0107")
OTHERS = tuple(f"{n:04}" for n in range(201, 233))
COUNTRY = (FOCAL, *PEERS, *OTHERS)


class Everything(frozenset[str]):
    """Of every KPI all of the country is kept."""

    def __contains__(self, kpi: object) -> bool:
        return True


AMONG = Among(FOCAL, PEERS, COUNTRY, minimum=4, whole=Everything())
UNITS = (*sorted(COUNTRY), RIKET)


def panel(**years: dict[int, dict[str, float]]) -> Panel:
    """{kpi: {year: {unit: value}}} as a panel."""
    keys = [(kpi, year) for kpi, of_kpi in years.items() for year in sorted(of_kpi, reverse=True)]
    table = np.full((len(keys), len(UNITS)), np.nan)
    for row, (kpi, year) in enumerate(keys):
        for unit, value in years[kpi][year].items():
            table[row, UNITS.index(unit)] = value
    return Panel(tuple(k for k, _ in keys), np.array([y for _, y in keys], np.int64), UNITS, table)


def spread_out(own: float | None = 90.0, peers: float = 50.0, n: int = 7, **more: float) -> dict[str, float]:
    """A year: the peers level, the rest of the country from 0 to 31, so that it has a spread."""
    year = {unit: float(place) for place, unit in enumerate(OTHERS)}
    year |= dict.fromkeys(PEERS[:n], peers)
    return {**year, **({} if own is None else {FOCAL: own}), **more}


def of(**years: dict[int, dict[str, float]]) -> dict[str, Standing]:
    return {row.kpi: row for row in scan(panel(**years), AMONG).found}


def random_panel(seed: int, kpis: int = 40) -> Panel:
    """Gaps, ties, zeros, lopsided values and KPIs with few years."""
    dice = np.random.default_rng(seed)
    rows = [(f"N{k:05}", 2023 - back) for k in range(kpis) for back in range(int(dice.integers(1, 7)))]
    table = np.empty((len(rows), len(UNITS)))
    for row in table:
        kind, gaps = dice.integers(4), dice.random() ** 2
        row[:] = dice.lognormal(2, 1.5, len(UNITS)) if kind == 0 else dice.normal(50, 10, len(UNITS))
        if kind == 1:
            row[:] = np.round(row / 10)
        if kind == 2:
            row[dice.random(len(UNITS)) < 0.8] = 0
        row[dice.random(len(UNITS)) < gaps] = np.nan
        row[-1] = 1  # a year that nobody has a value in is no row of a panel
    return Panel(tuple(k for k, _ in rows), np.array([y for _, y in rows], np.int64), UNITS, table)


def tidy(of_panel: Panel) -> pd.DataFrame:
    cells = zip(of_panel.kpis, of_panel.periods.tolist(), of_panel.values.tolist(), strict=True)
    rows = [(k, u, y, v) for k, y, row in cells for u, v in zip(of_panel.units, row, strict=True)]
    return pd.DataFrame(rows, columns=["kpi", "municipality", "period", "value"])


def as_numbers(row: dict[str, Any]) -> dict[str, float]:
    return {name: np.nan if value is None else float(value) for name, value in row.items()}


@pytest.mark.parametrize("seed", range(4))
def test_it_is_a_plain_pandas_calculation_row_for_row(seed: int):
    made = random_panel(seed)
    oracle = standings(tidy(made), FOCAL, list(PEERS), list(COUNTRY))
    found = {row.kpi: row for row in scan(made, AMONG).found}
    assert found.keys() == oracle.keys()
    assert len(found) > 15
    for kpi, expected in oracle.items():
        ours = {name: getattr(found[kpi], name) for name in expected}
        assert as_numbers(ours) == pytest.approx(as_numbers(expected), rel=1e-9, abs=1e-9, nan_ok=True), kpi


def test_the_year_is_the_newest_in_which_the_focal_one_and_enough_peers_have_a_value():
    years = {2022: spread_out(n=3), 2021: spread_out(None), 2020: spread_out(n=4), 2019: spread_out()}
    row = of(A=years)["A"]
    assert (row.year, row.n, row.first_year) == (2020, 4, 2019)


def test_without_such_a_year_it_is_counted_and_why():
    found = scan(panel(A={2022: spread_out(n=3)}, B={2022: spread_out(None)}, C={2022: spread_out()}), AMONG)
    assert [row.kpi for row in found.found] == ["C"]
    assert (found.too_few, found.no_value) == ({"A"}, {"B"})


def test_the_focal_one_is_not_in_the_mean_and_riket_is_nowhere():
    without = of(A={2022: spread_out(own=90, peers=50)})["A"]
    with_riket = of(A={2022: spread_out(own=90, peers=50, **{RIKET: 1e9})})["A"]
    assert without == with_riket
    assert (without.mean, without.n, without.position, without.country_n) == (50, 7, 1, 40)


def test_ties_share_the_better_place_and_are_not_alone_at_the_end():
    row = of(A={2022: spread_out(own=50)})["A"]
    assert (row.position, row.ties, row.is_extreme) == (1, 7, False)
    assert of(A={2022: spread_out(own=51)})["A"].is_extreme
    assert of(A={2022: spread_out(own=-1)})["A"].is_extreme


def test_below_half_of_the_country_there_is_neither_place_nor_distance():
    few = {unit: value for unit, value in spread_out().items() if unit not in OTHERS[:21]}
    row = of(A={2022: few})["A"]
    assert (row.country_n, row.country_position, row.spread, row.distance, row.edge) == (19, None, None, None, None)
    half = {unit: value for unit, value in spread_out().items() if unit not in OTHERS[:20]}
    assert of(A={2022: half})["A"].country_position == 1


def test_where_all_the_country_is_alike_there_is_no_distance():
    level = dict.fromkeys(COUNTRY, 5.0) | {FOCAL: 9.0}
    row = of(A={2022: level})["A"]
    assert (row.distance, row.country_position) == (None, 1)


def test_one_extreme_peer_does_not_make_the_focal_one_stand_out():
    """Its mean is pulled away from everybody; the peers' own deviation says so."""
    year = spread_out(own=10.0, peers=10.0, **{PEERS[0]: 10_000.0})
    row = of(A={2022: year})["A"]
    assert row.distance is not None
    assert abs(row.distance) < 0.5
    assert row.far_share == 1 / 39  # that peer itself


def test_where_most_have_next_to_nothing_the_middle_half_is_the_ruler():
    year = dict.fromkeys(COUNTRY, 0.01) | {unit: 50.0 + n for n, unit in enumerate(OTHERS[:12])}
    year |= dict.fromkeys(PEERS, 0.0) | {FOCAL: 40.0}
    row = of(A={2022: year})["A"]
    assert row.distance is not None
    assert row.distance < 2


def test_the_trend_is_the_change_beside_that_of_the_mean_between_two_named_years():
    row = of(A={2022: spread_out(own=90, peers=50), 2021: spread_out(own=0), 2019: spread_out(own=60, peers=40)})["A"]
    assert row.spread is not None
    assert (row.first_year, row.first_value, row.first_mean) == (2019, 60, 40)
    assert row.trend == pytest.approx(((90 - 60) - (50 - 40)) / row.spread)


def test_a_single_comparable_year_has_no_trend():
    row = of(A={2022: spread_out()})["A"]
    assert (row.first_year, row.trend, row.jump) == (None, None, None)


def test_a_series_that_jumps_as_much_as_it_lies_off_is_unsteady():
    jumpy = {2022: spread_out(own=60), 2021: spread_out(own=40), 2020: spread_out(own=62)}
    assert of(A=jumpy)["A"].is_unsteady  # 10 off, and moves by 21
    steady = {2022: spread_out(own=60), 2021: spread_out(own=61), 2020: spread_out(own=62)}
    assert not of(A=steady)["A"].is_unsteady


def test_a_series_that_jumps_exactly_as_much_as_it_lies_off_is_unsteady_too():
    row = of(A={2022: spread_out(own=60), 2021: spread_out(own=50)})["A"]
    assert (row.jump, row.value - row.mean, row.is_unsteady) == (10, 10, True)


def test_of_a_country_that_is_kept_in_part_there_is_no_place_and_no_distance_but_the_peers_are_ranked():
    kept = panel(A={2022: spread_out()}, B={2022: spread_out()})
    rows = {row.kpi: row for row in scan(kept, replace(AMONG, whole=frozenset({"B"}))).found}
    assert (rows["A"].country_position, rows["A"].distance, rows["A"].far_share) == (None, None, None)
    assert (rows["A"].position, rows["A"].n, rows["A"].mean, rows["A"].distinct) == (1, 7, 50, rows["B"].distinct)
    assert rows["B"].country_position == 1


def test_the_edge_is_0_at_either_end_of_the_country():
    assert of(A={2022: spread_out(own=90)})["A"].edge == 0
    assert of(A={2022: spread_out(own=-1)})["A"].edge == 0


def test_two_that_share_the_end_of_the_country_are_both_at_its_edge():
    lowest, highest = of(A={2022: spread_out(own=0)})["A"], of(A={2022: spread_out(own=50)})["A"]
    assert (lowest.country_position, lowest.country_ties, lowest.country_n, lowest.edge) == (39, 1, 40, 0)
    assert (highest.country_position, highest.country_ties, highest.edge) == (1, 7, 0)


def test_regions_are_placed_among_regions():
    regions = Among("0201", ("0202", "0203", "0204"), OTHERS, 2, Everything())
    row = scan(panel(A={2022: spread_out(own=1e6)}), regions).found[0]
    assert (row.country_position, row.country_n, row.position) == (32, 32, 4)


def test_by_chance_alone_anybody_is_alone_at_an_end_of_m_in_2_of_m():
    apart = {unit: 50.0 + place for place, unit in enumerate(PEERS)}
    few = {unit: value for unit, value in apart.items() if unit in PEERS[:4]}
    years = {"A": {2022: spread_out(**apart)}, "B": {2022: spread_out(own=20, n=0, **few)}}
    expected = chance(of(**years).values())
    assert expected.expected_extreme == 2 / 8 + 2 / 5
    assert (expected.scanned, expected.extreme) == (2, 2)


def test_an_end_that_several_share_is_nobodys_by_chance_either():
    tied_below = chance(of(A={2022: spread_out(own=90, peers=50)}).values())
    assert (tied_below.extreme, tied_below.expected_extreme) == (1, 1 / 8)
    assert chance(of(A={2022: spread_out(own=50, peers=50)}).values()).expected_extreme == 0


@pytest.mark.parametrize("seed", range(4))
def test_what_chance_gives_is_the_mean_over_everybody_compared(seed: int):
    """Each of those compared in turn as the focal one: on the average as many are alone at an end as is expected."""
    made = random_panel(seed)
    tables = [made.values[rows.start, [UNITS.index(u) for u in (FOCAL, *PEERS)]] for rows in made.rows.values()]
    whole = [table for table in tables if not np.isnan(table).any()]
    shares = [
        np.mean([(v > np.delete(t, i)).all() or (v < np.delete(t, i)).all() for i, v in enumerate(t)]) for t in whole
    ]
    complete = {kpi for kpi, table in zip(made.rows, tables, strict=True) if not np.isnan(table).any()}
    found = [row for row in scan(made, AMONG).found if row.kpi in complete]
    assert len(found) > 5
    assert chance(found).expected_extreme == pytest.approx(sum(shares))


def test_why_there_is_no_distance():
    few = {unit: value for unit, value in spread_out().items() if unit not in OTHERS[:21]}
    level = dict.fromkeys(COUNTRY, 5.0) | {FOCAL: 9.0}
    kept = panel(A={2022: spread_out()}, B={2022: few}, C={2022: level}, D={2022: spread_out()})
    rows = scan(kept, replace(AMONG, whole=frozenset("BCD"))).found
    assert {row.kpi: row.unmeasured for row in rows} == {
        "A": Unmeasured.PARTLY,
        "B": Unmeasured.FEW,
        "C": Unmeasured.LEVEL,
        "D": None,
    }


def test_how_many_would_lie_far_is_counted_from_the_countrys_others():
    row = of(A={2022: spread_out(own=90, peers=15)})["A"]
    values = [*range(32), *[15] * 7]
    assert row.spread is not None
    assert row.far_share == pytest.approx(sum(abs(v - 15) > 2 * row.spread for v in values) / 39)
    assert chance([row]).expected_far == row.far_share
    assert chance([row]).far == 1


def test_shuffled_places_come_as_often_as_expected():
    """Whoever is focal by lot is alone at an end in 2/m of KPIs that have nothing to do with each other."""
    dice = np.random.default_rng(1)
    table = dice.normal(size=(4000, len(UNITS)))
    made = Panel(tuple(f"K{n}" for n in range(4000)), np.full(4000, 2022), UNITS, table)
    found = chance(scan(made, AMONG).found)
    assert found.expected_extreme == 1000
    assert abs(found.extreme - found.expected_extreme) < 100
    assert abs(found.far - found.expected_far) < 60


def test_an_empty_panel_has_nothing():
    assert scan(EMPTY_PANEL, AMONG).found == ()
    assert EMPTY_PANEL.rows == {}


def test_a_unit_that_was_never_seen_has_no_value():
    found = scan(panel(A={2022: spread_out()}), Among("9999", PEERS, COUNTRY, 4, Everything()))
    assert (found.found, found.no_value) == ((), {"A"})
