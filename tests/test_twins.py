"""The same thing in another measure, by a pure rule over Kolada's own titles."""

import pytest

from kolada.api.models import Kpi
from kolada.twins import twins

TITLES = {
    "N33001": "Kostnad barn och ungdomsvård, kr/inv",
    "N33006": "Kostnad barn och ungdomsvård, kr/inv 0-20 år",
    "N33016": "Nettokostnad barn och ungdomsvård, kr/inv",
    "N33007": "Kostnad HVB barn och unga, kr/inv",
    "N33002": "Kostnad HVB för barn och unga kr/inv 0-20 år",
    "N33008": "Kostnad familjehemsvård barn och unga, kr/inv",
    "N21006": "Kostnad hemtjänst äldreomsorg, kr/hemtjänsttagare",
    "N21009": "Kostnad hemtjänst äldreomsorg, kr/inv 65+",
    "N21017": "Nettokostnad hemtjänst äldreomsorg, kr/inv",
    "N21024": "Kostnad hemtjänst äldreomsorg, kr/inv 80+",
    "N25004": "Kostnad hemtjänst i ordinärt boende för personer med funktionsnedsättning, kr/inv",
    "N11006": "Kostnad förskola, kr/inv",
    "N11007": "Kostnad förskola, kr/inv 1-5 år",
    "N11008": "Kostnad förskola, kr/inskrivet barn",
    "N11005": "Kostnad öppen förskola, kr/inv",
    "N99007": "Kostnad förskola, kr/inv 1-5 år (-2019)",
    "N20043": "Kostnad äldreomsorg, kr/inv",
    "N20007": "Kostnad äldreomsorg, kr/inv 65+",
    "N20048": "Kostnad äldreomsorg, kr/inv 80+",
    "N15027": "Kostnad grundskola F-9, hemkommun, kr/elev",
    "N15025": "Kostnad grundskola F-9, hemkommun, kr/inv",
    "N00000": "Andel elever i grundskola, (%)",
}
CATALOGUE = {kpi: Kpi(kpi, title, municipality_type="K") for kpi, title in TITLES.items()}


def row(kpi: str, catalogue: dict[str, Kpi] | None = None) -> list[str]:
    return [twin.kpi for twin in twins(CATALOGUE[kpi], CATALOGUE if catalogue is None else catalogue)]


@pytest.mark.parametrize(
    "found",
    [
        ["N33001", "N33006", "N33016"],
        ["N33007", "N33002"],  # one has a "för", and no comma before its unit
        ["N21009", "N21024", "N21006", "N21017"],
        ["N11006", "N11007", "N11008"],
        ["N20043", "N20007", "N20048"],
        ["N15025", "N15027"],
    ],
)
def test_each_of_a_row_gives_the_same_row_gross_before_net_the_widest_base_first(found: list[str]) -> None:
    assert all(row(each) == found for each in found)


def test_it_is_said_per_what_and_that_it_is_net() -> None:
    assert [(t.per, t.is_net) for t in twins(CATALOGUE["N33001"], CATALOGUE)] == [
        ("kr per invånare", False),
        ("kr per invånare 0–20 år", False),
        ("kr per invånare", True),
    ]
    assert twins(CATALOGUE["N21006"], CATALOGUE)[2].per == "kr per hemtjänsttagare"


@pytest.mark.parametrize("kpi", ["N25004", "N11005", "N33008", "N00000"])
def test_what_is_something_else_has_no_twin(kpi: str) -> None:
    assert row(kpi) == []


def test_of_two_in_one_measure_neither_is_offered() -> None:
    more = CATALOGUE | {"N99008": Kpi("N99008", "Kostnad förskola, kr/inskrivet barn", municipality_type="K")}
    assert row("N11006", more) == ["N11006", "N11007"]


def test_one_of_another_type_of_unit_is_none() -> None:
    regions = {"N70001": Kpi("N70001", "Kostnad äldreomsorg, kr/inv", municipality_type="L")}
    assert "N70001" not in row("N20048", CATALOGUE | regions)


def test_without_a_catalogue_there_is_no_row() -> None:
    assert row("N33001", {}) == []
