"""The sample's invented figures hang together: parts, rates, counts, genders, groups and what is missing."""

import pytest

from kolada.sample.groups import members
from kolada.sample.metadata import ids_of_type
from kolada.sample.rows import Query, rows

WHOLE, PARTS = "N33001", ("N33007", "N33008", "N33010", "N33011")

Cells = dict[tuple[str, str, int, str], float]


def cells(*kpis: str, units: tuple[str, ...] | None = None) -> Cells:
    """Every value there is of some KPIs, for all municipalities, regions and Riket by default."""
    asked = units or ("0000", *ids_of_type("L"), *ids_of_type("K"))
    return {
        (row["kpi"], row["municipality"], row["period"], entry["gender"]): entry["value"]
        for row in rows(Query(kpis=kpis, units=asked))
        for entry in row["values"]
        if entry["value"] is not None
    }


@pytest.fixture(scope="module")
def care() -> Cells:
    kpis = ("N33006", "N33016", "N01948", "N01951", "N33812", "N33813", "N33816", "N33817", "N33818")
    return cells(WHOLE, *PARTS, *kpis)


def test_the_parts_add_up_to_the_whole(care):
    compared = 0
    for (kpi, unit, period, gender), whole in care.items():
        parts = [care.get((part, unit, period, gender)) for part in PARTS]
        if kpi == WHOLE and None not in parts:
            assert sum(parts) == pytest.approx(whole)
            compared += 1
    assert compared > 4000


def test_a_netto_is_below_its_brutto_and_a_cost_per_child_above_that_per_inhabitant(care):
    for (kpi, *cell), gross in care.items():
        if kpi == WHOLE:
            assert 0 < care.get(("N33016", *cell), gross / 2) < gross < care.get(("N33006", *cell), gross * 2)


def test_counts_are_the_persons_behind_the_rates(care):
    for rate, count in (("N33816", "N33813"), ("N33817", "N33812")):
        shared = [cell[1:] for cell in care if cell[0] == rate and cell[3] == "T"]
        assert len(shared) > 2500
        for cell in shared:
            assert care[count, *cell] == pytest.approx(care[rate, *cell] * care["N01948", *cell] / 1000, abs=0.01)


def test_total_lies_between_women_and_men_or_is_their_sum(care):
    for (kpi, unit, period, gender), women in care.items():
        if gender == "K":
            total, men = care[kpi, unit, period, "T"], care[kpi, unit, period, "M"]
            low, high = (women + men, women + men) if kpi in ("N01951", "N33812", "N33813") else sorted((women, men))
            assert low - 1e-6 <= total <= high + 1e-6


def test_few_children_of_one_gender_are_secret_for_both(care):
    assert not any(0 < value < 4 for (kpi, *_), value in care.items() if kpi in ("N33812", "N33813"))
    women = {cell[1:3] for cell in care if cell[0] == "N33816" and cell[3] == "K"}
    assert women == {cell[1:3] for cell in care if cell[0] == "N33816" and cell[3] == "M"}
    assert women < {cell[1:3] for cell in care if cell[0] == "N33816" and cell[3] == "T"}


def test_riket_is_a_weighted_mean_the_sum_of_counts_and_late_for_costs(care):
    people = {unit: care["N01951", unit, 2020, "T"] for unit in ids_of_type("K")}
    assert care["N01951", "0000", 2020, "T"] == sum(people.values())
    costs = {unit: care[WHOLE, unit, 2020, "T"] for unit in people if (WHOLE, unit, 2020, "T") in care}
    weighted = sum(costs[unit] * people[unit] for unit in costs) / sum(people[unit] for unit in costs)
    assert care[WHOLE, "0000", 2020, "T"] == pytest.approx(weighted, rel=0.03)
    assert (WHOLE, "0000", 2024, "T") in care
    assert (WHOLE, "0000", 2025, "T") not in care
    assert (WHOLE, "2281", 2025, "T") in care


def test_regions_have_values_only_of_kpis_that_are_for_all(care):
    regions = set(ids_of_type("L"))
    assert regions & {cell[1] for cell in care if cell[0] == "N01951"} == regions
    assert not regions & {cell[1] for cell in care if cell[0] == WHOLE}


def test_figures_are_the_same_on_every_machine_and_day(care):
    assert care["N01951", "2282", 2023, "T"] == 18072
    assert care[WHOLE, "2282", 2023, "T"] == pytest.approx(3766.910635)


def test_deviations_may_be_negative_and_answers_zero():
    assert min(cells("N30001", units=ids_of_type("K")[:50]).values()) < 0
    assert 0.0 in cells("U35537").values()


def test_a_groups_value_is_the_unweighted_mean_of_the_members_that_have_one():
    own = cells(WHOLE, units=members()["G36552"])
    means = list(rows(Query(kpis=(WHOLE,), units=("G36552",))))
    assert len(means) == 18
    for row in means:
        values = [v for (_, _, period, _), v in own.items() if period == row["period"]]
        assert row["values"][0]["count"] == len(values)
        assert row["values"][0]["value"] == pytest.approx(sum(values) / len(values))
