"""What a difference per inhabitant comes to: both factors said, only kr per inhabitant gross, no verdict (rule 20)."""

from dataclasses import replace

import pytest

from kolada.analysis.sums import is_per_inhabitant, whole_sum
from kolada.api.models import Kpi
from kolada.reading.wider import millions, money_sentence
from tests.tables import COST, IFO, compared, one_year

SPACE, NO_BREAK = "\u202f", "\u00a0"
GROSS = "Bruttokostnad minus interna intäkter och försäljning till andra kommuner och regioner"


@pytest.mark.parametrize(
    ("title", "fits"),
    [
        ("Kostnad barn och ungdomsvård, kr/inv", True),
        ("Kostnad barn och ungdomsvård, kr/inv 0-20 år", False),
        ("Kostnad äldreomsorg, kr/inv 80+", False),
        ("Nettokostnad barn och ungdomsvård, kr/inv", False),
        ("Kostnad förskola, kr/inskrivet barn", False),
        ("Skattekraft, kr/inv", False),
        ("Invånare totalt, antal", False),
    ],
)
def test_only_a_gross_cost_per_inhabitant_of_any_age_is_multiplied(title: str, fits: bool) -> None:
    assert is_per_inhabitant(Kpi("N1", title, GROSS)) is fits


@pytest.mark.parametrize(
    ("kpi", "title", "definition"),
    [
        ("N33001", "Kostnad barn och ungdomsvård, kr/inv", f"{GROSS} för barn och ungdomsvård"),
        ("N33007", "Kostnad HVB barn och unga, kr/inv", f"{GROSS} för HVB för barn och unga"),
        ("N15025", "Kostnad grundskola F-9, hemkommun, kr/inv",
         "Bruttokostnad - interna intäkter + kostnad för skolskjuts - försäljning av verksamhet till andra kommuner"),
    ],
)  # fmt: skip
def test_a_cost_that_is_gross_by_koladas_definition_is_multiplied(kpi: str, title: str, definition: str) -> None:
    assert is_per_inhabitant(Kpi(kpi, title, definition))


@pytest.mark.parametrize(
    ("kpi", "title", "definition"),
    [
        ("N03011", "Verksamhetens nettokostnader enligt resultaträkningen kommun, kr/inv",
         "Verksamhetens nettokostnader dividerat med antal invånare totalt 31/12."),
        ("N03058", "Verksamhetens nettokostnader enligt resultaträkningen kommunkoncern, kr/inv",
         "Verksamhetens nettokostnader kommunkoncern dividerat med antal invånare totalt 31/12 ."),
        ("N63012", "Verksamhetens nettokostnader enligt resultaträkningen region, kr/inv",
         "Verksamhetens nettokostnader region dividerat med antal invånare totalt 31/12."),
        ("N63022", "Verksamhetens nettokostnader enligt resultaträkningen regionkoncern, kr/inv",
         "Verksamhetens nettokostnader regionkoncern dividerat med antal invånare totalt 31/12 ."),
        ("U31003", "Strukturjusterad nettokostnad ekonomiskt bistånd, kr/inv",
         "En hög strukturjusterad kostnad innebär att kostnadsläget är högt i kommunens verksamhet"),
        ("U31004", "Modellberäknad nettokostnad ekonomiskt bistånd, kr/inv",
         "Nyckeltalet visar den förväntade nettokostnaden i förhållande till följande strukturvariabler"),
        ("N28008", "Kostnad personlig assistans enl. LSS/SFB minus ersättning från Försäkringskassan, kr/inv",
         f"{GROSS} för personlig assistans"),
        ("N25017", "Kostnad funktionsnedsättning LSS och SFB minus ersättning från FK enl SFB, kr/inv",
         f"{GROSS} exkl. ersättning från försäkringskassan"),
        ("N25018", "Kostnad funktionsnedsättning totalt (SoL, LSS, SFB), minus ersättning från FK enl SFB, kr/inv",
         f"{GROSS} för insatser för funktionsnedsatta"),
        ("U70020", "Strukturjusterad hälso- och sjukvårdskostnad, kr/inv",
         "Strukturjusterad nettokostnad i kronor per invånare."),
        ("N63134", "Strukturjusterad hälso- och sjukvårdskostnad, kr/inv (Föregående år)",
         "Strukturjusterad nettokostnad i kronor per invånare för föregående år."),
        ("N00100", "Strukturkostnad kommunen, kr/inv", "Strukturkostnaden är summan av alla standardkostnader"),
        ("N30014", "Standardkostnad individ- och familjeomsorg, kr/inv",
         "Standardkostnaden (kr/inv 1 nov fg år) för individ- och familjeomsorg"),
        ("N30007", "Referenskostnad individ- och familjeomsorg, kr/inv",
         "Referenskostnaden för individ- och familjeomsorg redovisas i kronor per invånare den 31/12"),
        ("N03123", "Räntekostnader för lån kommun, kr/inv", "Räntekostnader för lån kommun, tkr dividerat med antal"),
    ],
)  # fmt: skip
def test_what_is_net_or_worked_out_by_a_model_is_not_multiplied(kpi: str, title: str, definition: str) -> None:
    assert not is_per_inhabitant(Kpi(kpi, title, definition))


def test_kramfors_2022_is_own_less_mean_times_inhabitants() -> None:
    comparison = compared(peers=IFO)
    found = whole_sum(comparison, 17904.0)
    gap = 4419.180071 - comparison.mean.value(2022)
    assert found.kronor == pytest.approx(gap * 17904)
    assert money_sentence(comparison, found) == (
        f"Om Kramfors hade legat på de liknande kommunernas ovägda medel hade kostnaden varit 22{NO_BREAK}mnkr lägre "
        f"(1{SPACE}225 kr × 17{SPACE}904 invånare 2022). Det är ett räkneexempel, och säger inget om besparing, "
        "slöseri eller behov."
    )


def test_below_the_mean_it_would_have_been_higher() -> None:
    comparison = one_year(1000.0, [1400.0, 1600.0], COST)
    found = whole_sum(comparison, 2000.0)
    assert found.kronor == -1_000_000
    assert f"1,0{NO_BREAK}mnkr högre (500 kr × 2{SPACE}000 invånare 2022)" in money_sentence(comparison, found)


def test_a_factor_that_is_missing_gives_nothing() -> None:
    comparison = one_year(1000.0, [1400.0, 1600.0], COST)
    assert whole_sum(comparison, None) is None
    assert whole_sum(comparison, 0.0) is None
    assert whole_sum(one_year(1000.0, [None, None], COST), 2000.0) is None
    assert money_sentence(comparison, None) == ""


def test_a_cost_of_women_or_men_alone_is_not_multiplied_by_all_inhabitants() -> None:
    comparison = compared(peers=IFO)
    assert whole_sum(comparison, 17904.0) is not None
    assert [whole_sum(replace(comparison, gender=gender), 17904.0) for gender in "KM"] == [None, None]


@pytest.mark.parametrize(
    ("kronor", "text"),
    [(22_000_400, "22 mnkr"), (9_960_000, "10,0 mnkr"), (1_240_000, "1,2 mnkr"), (99_400, "99 tkr")],
)
def test_sums_are_rounded_as_reports_round_them(kronor: float, text: str) -> None:
    assert millions(kronor) == text.replace(" ", NO_BREAK)


def test_the_words_neither_praise_nor_blame() -> None:
    said = money_sentence(compared(peers=IFO), whole_sum(compared(peers=IFO), 17904.0))
    assert not {"bättre", "sämre", "för mycket", "onödig", "spara "} & set(said.lower().split())
