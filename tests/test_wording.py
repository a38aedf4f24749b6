"""What holds for all that is said, whatever it is said of. COMPARISON 8, 20, 21, 23."""

import re

import pytest

from kolada.analysis.compare import Comparison
from kolada.reading import sentences as said
from tests.said import EVERYTHING, everything
from tests.tables import (
    BJUV,
    BJUV_IFO,
    COST,
    COUNT,
    COUNTY,
    DEVIATION,
    INDEX,
    MONEY_SUM,
    N30001,
    RATE,
    REPORT_SEVEN,
    SHARE,
    UNKNOWN,
    compared,
    one_year,
    over_years,
)  # fmt: skip

KINDS = [COST, RATE, SHARE, COUNT, DEVIATION, INDEX, MONEY_SUM, UNKNOWN]
SHAPES: list[tuple[float | None, list[float | None]]] = [
    (5.0, []), (5.0, [6.0]), (5.0, [5.0, 5.0]), (5.0, [5.1, 1.0, None]), (5.0, [None, None, 1.0]), (None, [1.0, 2.0]),
    (1200.0, [1.0, 2000.0]), (0.0, [0.0, 1.0]),
]  # fmt: skip
ALL_KINDS = [
    compared(),
    compared(window=(2008, 2022)),
    compared(focal=BJUV, peers=BJUV_IFO, window=(2018, 2018)),
    compared(peers=REPORT_SEVEN, window=(2017, 2022)),
    compared(peers=COUNTY, window=(2015, 2022)),
    compared(DEVIATION, peers=COUNTY, window=(2015, 2022), table=N30001),
    *(one_year(own, others, kpi=kpi) for kpi in KINDS for own, others in SHAPES),
    *(over_years([10, 20, 30, 40], [1, 2, 3, 4], [5, 6, 7, None], kpi=kpi, count_mean=True) for kpi in KINDS),
]
NEUTRAL = [found for found in ALL_KINDS if found.kpi.perspective in ("Resurser", "Volymer")]


@pytest.mark.parametrize("found", NEUTRAL)
def test_a_cost_or_a_volume_is_never_better_or_worse(found: Comparison) -> None:
    text = everything(found)
    assert not re.search(r"sämre|bättre|tyvärr|bra resultat|\bför (?:hög|låg|dyr)", text, re.IGNORECASE)
    assert re.search(r"säger inget om|varken bra eller dåligt", said.caveat(found))


@pytest.mark.parametrize("found", ALL_KINDS)
def test_a_mean_is_always_called_unweighted_and_never_the_average(found: Comparison) -> None:
    text = everything(found)
    assert not re.search(r"genomsnitt|medelvärde|snittet", text, re.IGNORECASE)
    means = re.findall(r"(\S+ )medel\w*", text, re.IGNORECASE)
    assert all(word.lower() in ("ovägt ", "ovägda ") for word in means), text


@pytest.mark.parametrize("found", ALL_KINDS)
def test_a_cost_was_and_nobody_spends(found: Comparison) -> None:
    assert not re.search(r"lägger|satsar|spenderar|slösar", everything(found))


@pytest.mark.parametrize("found", ALL_KINDS)
def test_numbers_and_their_units_never_part(found: Comparison) -> None:
    texts = [str(say(found)) for say in (said.sentence, said.lead, said.change_sentence, said.rank_sentence)]
    assert not any(re.search(r"\d (?:kr\b(?! per)|tkr|%|av \d)", text) for text in texts), texts


@pytest.mark.parametrize("found", ALL_KINDS)
def test_no_two_numbers_run_together_and_nothing_is_left_unfilled(found: Comparison) -> None:
    for text in [*(str(say(found)) for say in EVERYTHING), said.behind_sentence(found, None)]:
        assert not re.search(r"\d \d", text), text
        assert not re.search(r"\bNone\b|\bnan\b|[{}]|  |\.\.|\(\)|^ | $", text), text


@pytest.mark.parametrize("found", ALL_KINDS)
def test_no_cost_is_divided_by_the_children_behind_it(found: Comparison) -> None:
    text = everything(found) + said.behind_sentence(found, one_year(20, [], kpi=COUNT))
    assert not re.search(r"kr per (?:barn|plac|person)|per placer", text)  # COMPARISON 23: only an approximation
