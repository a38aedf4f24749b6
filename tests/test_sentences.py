"""The sentences as a reader meets them. COMPARISON 8, 9, 11, 12, 15, 16, 18, 20, 21, 30."""

from dataclasses import replace

import pytest

from kolada import catalogue
from kolada.analysis.compare import Comparison
from kolada.analysis.ranks import country
from kolada.api.models import Kpi
from kolada.reading import sentences as said
from tests.said import everything, plain
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
    compared,
    one_year,
    over_years,
)


def bjuv(peers=BJUV_SOCIO) -> Comparison:
    """What the auditors' letter of 2020 saw."""
    return compared(focal=BJUV, peers=peers, window=(2009, 2018))


# The two worked examples


def test_the_headline_answers_in_one_sentence() -> None:
    assert plain(said.headline(compared())) == (
        "Kramfors kostnad för barn- och ungdomsvård var 4 419 kr per invånare 2022, högst av åtta"
    )


def test_the_headline_of_a_kpi_says_how_long_it_has_been_so() -> None:
    assert plain(said.kpi_headline(compared(window=(2008, 2022)))) == (
        "Kramfors kostnad för barn- och ungdomsvård var högst av åtta 2022, och över de liknande kommunernas ovägda "
        "medel alla år 2008–2022 utom 2012"
    )


def test_a_streak_that_the_rank_s_own_year_breaks_is_not_in_the_headline() -> None:
    """Ten years under the mean but the last: beside "högst 2022" it would read as if it still held."""
    peers = {m.id: (2013, (100.0,) * 10) for m in IFO.members}
    last, before = ((90.0,) * 9 + (110.0,), (90.0,) * 8 + (110.0, 90.0))
    assert plain(said.kpi_headline(compared(table=peers | {KRAMFORS.id: (2013, last)}))) == (
        "Kramfors kostnad för barn- och ungdomsvård var 110 kr per invånare 2022, högst av åtta"
    )
    assert plain(said.kpi_headline(compared(table=peers | {KRAMFORS.id: (2013, before)}))).endswith(
        "under de liknande kommunernas ovägda medel alla år 2013–2022 utom 2021"
    )


def test_the_headline_of_a_rate_never_reads_as_a_count() -> None:
    over = {m.id: (2020, (2.0, 2.0, 2.0)) for m in IFO.members} | {KRAMFORS.id: (2020, (9.0, 9.5, 9.8))}
    assert plain(said.kpi_headline(compared(RATE, table=over))) == (
        "Kramfors antal barn och unga placerade på HVB per 1 000 invånare 0–20 år var högst av åtta 2022, och över de "
        "liknande kommunernas ovägda medel alla år 2020–2022"
    )


def test_the_lead_holds_the_answer_against_the_mean_and_riket_with_the_caveat() -> None:
    assert plain(said.lead(compared())) == (
        "Ovägt medel för de sju liknande kommunerna: 3 195 kr. Riket: 2 592 kr. "
        "Nära lika: Kristinehamn (4 350 kr). En högre kostnad säger inget om kvalitet eller behov."
    )
    assert plain(said.kpi_lead(compared())).startswith("2022: 4 419 kr per invånare. Ovägt medel")


def test_the_sentence_begins_with_its_number_and_says_how_many_are_behind_the_mean() -> None:
    assert plain(said.sentence(compared())) == (
        "4 419 kr i Kramfors 2022, betydligt högre än de liknande kommunernas ovägda medel 3 195 kr (7 av 7)."
    )
    assert said.sentence(compared()).lead == "4\u202f419\u00a0kr"


def test_an_own_list_is_called_chosen_and_never_similar() -> None:
    text = everything(compared(peers=REPORT_SEVEN, window=(2017, 2022)))
    assert "de sju valda kommunerna: 2 939 kr" in text
    assert "liknande" not in text


def test_bjuv_2018_by_socioeconomy_is_second_of_eight_and_the_sentence_says_who_they_are() -> None:
    assert plain(said.rank_sentence(bjuv())) == (
        "Näst högst av åtta (Bjuv och sju kommuner med liknande socioekonomi) 2018. Nära lika: Nässjö (3 306 kr)."
    )
    assert plain(said.sentence(bjuv())).startswith("3 189 kr i Bjuv 2018, ")
    assert "Riket: 2 158 kr." in plain(said.lead(bjuv()))


def test_bjuv_2018_by_ifo_is_third_of_eight() -> None:
    assert plain(said.rank_sentence(bjuv(BJUV_IFO))) == (
        "Tredje högst av åtta (Bjuv och sju liknande kommuner inom IFO) 2018. Nära lika: Vingåker (3 200 kr)."
    )
    assert plain(said.headline(bjuv(BJUV_IFO))).endswith("2018, tredje högst av åtta")


def test_a_county_is_said_without_its_focal_one() -> None:
    found = compared(peers=COUNTY, window=(2022, 2022))
    assert "Ovägt medel för de sex övriga kommunerna i Västernorrlands län: 2 795 kr." in plain(said.lead(found))
    assert "(Kramfors och sex andra kommuner i Västernorrlands län)" in said.rank_sentence(found)


# Every kind of figure

HEADLINES = [
    (one_year(18, [12, 20], kpi=COUNT), "Kramfors antal barn och unga placerade på HVB var 18 (2022)"),
    (one_year(9.795918, [4.5, 5.6], kpi=RATE), "Kramfors antal barn och unga placerade på HVB var 9,8 per 1 000 "
     "invånare 0–20 år (2022), högst av tre"),
    (one_year(80.0, [70.0, 90.0], kpi=SHARE), "Kramfors andel nöjda med stödet från barn- och ungdomsvården var "
     "80 procent 2022, näst högst av tre"),
    (one_year(-3.2, [1.0, 2.0], kpi=DEVIATION), "Kramfors nettokostnadsavvikelse för individ- och familjeomsorg var "
     "−3,2 procent 2022, lägst av tre"),
    (one_year(1200.0, [1.0], kpi=MONEY_SUM), "Kramfors nettokostnad, revision var 1 200 tkr 2022"),
    (one_year(0.62, [0.5, 0.7], kpi=UNKNOWN), "Kramfors värde för ”Demografisk försörjningskvot” var 0,62 (2022), "
     "näst högst av tre"),
    (one_year(5.0, [5.0, 5.0], kpi=INDEX), "Kramfors värde för ”Medarbetarengagemang” var 5,0 (2022), "
     "samma värde för alla tre"),
    (one_year(12.0, []), "Kramfors kostnad för barn- och ungdomsvård var 12,0 kr per invånare 2022"),
    (one_year(12.0, [9.0]), "Kramfors kostnad för barn- och ungdomsvård var 12,0 kr per invånare 2022, högst av två"),
]  # fmt: skip


@pytest.mark.parametrize(("found", "text"), HEADLINES, ids=lambda x: x.kpi.id if isinstance(x, Comparison) else "")
def test_each_kind_of_figure_has_its_headline(found: Comparison, text: str) -> None:
    assert plain(said.headline(found)) == text


CHANGES = [
    (compared(window=(2017, 2022)), "Från 2017 till 2022 gick kostnaden från 3 325 till 4 419 kr (+33 %), de liknande "
     "kommunernas ovägda medel från 2 044 till 3 195 kr (+56 %), i löpande priser."),
    (compared(DEVIATION, peers=COUNTY, window=(2015, 2022), table=N30001), "Från 2015 till 2022 gick avvikelsen från "
     "−17,6 till 43,4 % (+61,0 procentenheter), länets övriga kommuners ovägda medel från 1,2 till 8,8 % "
     "(+7,6 procentenheter). Serien har brott 2019: en förändring över ett brott kan bero på det."),
    (over_years([80.0, 81.0], [70.0, 70.0], [90.0, 90.0], kpi=SHARE), "Från 2018 till 2019 gick andelen från 80 till "
     "81 % (+1 procentenhet), de liknande kommunernas ovägda medel från 80 till 80 % (0 procentenheter)."),
    (over_years([12.0, 16.0], [3.0, 3.0], kpi=COUNT), "Från 2018 till 2019 gick antalet från 12 till 16 (+33 %)."),
    (over_years([0.0, 5.0], [1.0, 1.0]), "Från 2018 till 2019 gick kostnaden från 0,0 till 5,0 kr, i löpande priser."),
    (over_years([-10.0, -5.0], [1.0, 1.0], kpi=MONEY_SUM), "Från 2018 till 2019 gick värdet från −10 till −5 tkr "
     "(+50 %), i löpande priser."),
    (over_years([5.0, None], [1.0, 1.0]), ""),
]  # fmt: skip


@pytest.mark.parametrize(("found", "text"), CHANGES)
def test_a_change_names_both_years_and_both_values(found: Comparison, text: str) -> None:
    assert plain(said.change_sentence(found)) == text


def test_a_net_cost_is_called_that() -> None:
    net = Kpi("N33016", "Nettokostnad barn- och ungdomsvård, kr/inv")
    assert "gick nettokostnaden från" in said.change_sentence(over_years([5.0, 6.0], [1.0, 1.0], kpi=net))


# What is missing


def test_why_there_is_no_figure_is_said_by_year() -> None:
    found = over_years([None, None, None], [1.0, 2.0, 3.0])
    assert plain(said.sentence(found)) == "Ingen siffra för Kramfors: uppgift saknas 2018–2020."
    assert plain(said.headline(found)).endswith("barn- och ungdomsvård: uppgift saknas 2018–2020")
    wider = replace(found, window=(2017, 2020))
    assert said.no_value_words(wider) == "ingen uppgift 2017; uppgift saknas 2018–2020"


@pytest.mark.parametrize(
    ("status", "words"),
    [("Missing", "uppgift saknas"), ("", "uppgift saknas"), ("Privacy", "sekretess"), ("absent", "ingen uppgift"),
     ("Not applicable", "ej tillämplig"), ("gender absent", "ingen uppgift för valt kön"), ("New", "New")],
)  # fmt: skip
def test_every_way_of_being_missing_has_its_word(status: str, words: str) -> None:
    assert said.missing_words(status) == words


NO_MEAN = [
    (one_year(5.0, []), "5,0 kr i Kramfors 2022. Ingen jämförelsegrupp är vald."),
    (one_year(5.0, [6.0]), "5,0 kr i Kramfors 2022. U1001: 6,0 kr."),
    (one_year(5.0, [None]), "5,0 kr i Kramfors 2022. U1001: uppgift saknas."),
    (one_year(5.0, [1.0, None, None]), "5,0 kr i Kramfors 2022. För få av de jämförda har ett värde för att ett ovägt "
     "medel ska visas: 1 av 3, minst 2 behövs."),
    (one_year(18, [3, 4], kpi=COUNT), "18 i Kramfors 2022. Absolut antal: säger inget om skillnader mellan kommuner "
     "av olika storlek."),
    (one_year(18, [3, 4], kpi=MONEY_SUM), "18 tkr i Kramfors 2022. Absolut belopp: säger inget om skillnader mellan "
     "kommuner av olika storlek."),
    (one_year(18, [3, 4], kpi=COUNT, count_mean=True), "18 i Kramfors 2022, betydligt högre än de valda kommunernas "
     "ovägda medel 4 (2 av 2)."),
]  # fmt: skip


@pytest.mark.parametrize(("found", "text"), NO_MEAN)
def test_where_there_is_no_mean_the_sentence_says_why(found: Comparison, text: str) -> None:
    assert plain(said.sentence(found)) == text


def test_too_few_are_counted_in_the_year_that_the_sentence_is_about() -> None:
    found = over_years([None, 5.0], [1.0, 1.0], [1.0, None], [1.0, None])
    assert "1 av 3, minst 2 behövs" in plain(said.sentence(found))


def test_a_mean_of_some_says_of_how_many() -> None:
    found = one_year(5.0, [1.0, 2.0, 3.0, None])
    assert plain(said.lead(found)).startswith("Ovägt medel för tre av de fyra valda kommunerna: 2,0 kr.")
    assert plain(said.sentence(found)).endswith("(3 av 4).")


def test_when_nobody_has_anything_the_sentences_still_stand() -> None:
    found = compared(table={}, window=(2020, 2022))
    assert str(said.sentence(found)) == "Ingen siffra för Kramfors: ingen uppgift 2020–2022."
    assert said.rank_sentence(found) == said.change_sentence(found) == said.country_sentence(found) == ""
    assert said.kpi_lead(found) == ""  # a caveat belongs to a number


@pytest.mark.parametrize(("gender", "who"), [("K", "kvinnor"), ("M", "män")])
def test_every_sentence_with_a_number_says_whose_it_is(gender: str, who: str) -> None:
    found = replace(compared(), gender=gender)
    texts = (said.headline(found), said.kpi_headline(found), said.kpi_lead(found), said.rank_sentence(found))
    assert all(f"({who})" in text for text in (*texts, str(said.sentence(found))))
    assert f"({who})" not in said.headline(compared())


# Rule 11


def test_ties_are_said_in_headline_and_rank() -> None:
    found = one_year(5.0, [5.0, 9.0, 1.0])
    assert plain(said.headline(found)).endswith("2022, delat näst högst av fyra")
    assert plain(said.rank_sentence(found)).endswith("2022. Samma värde: U1001.")


def test_when_all_are_alike_no_names_are_needed() -> None:
    assert plain(said.rank_sentence(one_year(5.0, [5.0, 5.0]))) == (
        "Samma värde för alla tre (Kramfors och två valda kommuner) 2022."
    )


def test_neighbours_on_both_sides_are_named_with_their_values() -> None:
    text = plain(said.rank_sentence(one_year(1000.0, [1010.0, 990.0, 2000.0])))
    assert text.endswith("Nära lika: U1001 (1 010 kr) och U1002 (990 kr).")


def test_a_count_has_no_rank_to_boast_of() -> None:
    assert said.rank_sentence(one_year(18, [3, 4], kpi=COUNT)) == ""
    assert "högst" not in everything(one_year(18, [3, 4], kpi=COUNT))


def test_the_place_in_the_country_is_a_sentence_of_its_own() -> None:
    values = {f"{1000 + i}": float(i) for i in range(289)} | {"2282": 276.5}
    whole = country([(u, 2022, v) for u, v in values.items()], values)
    found = one_year(276.5, [1.0, 2.0], country=whole)
    assert said.country_sentence(found) == "I landet: 13:e högst av 290 kommuner med värde 2022."
    assert said.country_sentence(one_year(1.0, [1.0, 2.0])) == ""


# Rule 18


def test_beside_a_rate_stands_the_number_behind_it_and_what_chance_makes_of_it() -> None:
    rate = one_year(9.8, [4.5, 5.6], kpi=RATE)
    assert plain(said.behind_sentence(rate, one_year(20, [], kpi=COUNT))) == (
        "Bakom talet: 20 barn och unga 2022; av slumpen ensam varierar ett antal som 20 mellan 12 och 31 (95 %)."
    )
    assert plain(said.behind_sentence(rate, one_year(1234, [], kpi=COUNT))) == "Bakom talet: 1 234 barn och unga 2022."
    assert said.behind_sentence(rate, one_year(None, [], kpi=COUNT)) == said.behind_sentence(rate, None) == ""


def test_a_small_count_is_said_to_vary_by_chance_but_money_is_not() -> None:
    assert plain(said.behind_sentence(one_year(20, [3.0], kpi=COUNT), None)) == (
        "Av slumpen ensam varierar ett antal som 20 mellan 12 och 31 (95 %)."
    )
    assert said.behind_sentence(one_year(200, [3.0], kpi=COUNT), None) == ""
    assert said.behind_sentence(one_year(20, [3.0], kpi=MONEY_SUM), None) == ""


# Rule 20: what may be judged

JUDGED = replace(SHARE, perspective=catalogue.QUALITY)


@pytest.mark.parametrize(
    ("own", "text"),
    [
        (90.0, "Bättre än de valda kommunernas ovägda medel, vilket inte är detsamma som bra."),
        (50.0, "Sämre än de valda kommunernas ovägda medel, vilket inte är detsamma som dåligt."),
        (71.0, ""),
    ],
)
def test_quality_with_a_direction_may_be_judged_and_better_is_not_good(own: float, text: str) -> None:
    assert said.judgement(one_year(own, [70.0, 70.0], kpi=JUDGED)) == text


@pytest.mark.parametrize("kpi", [replace(SHARE, perspective="Volymer"), replace(SHARE, id="U99999"), COST, RATE])
def test_without_direction_or_perspective_nothing_is_judged(kpi: Kpi) -> None:
    assert said.judgement(one_year(90.0, [70.0, 70.0], kpi=kpi)) == ""


@pytest.mark.parametrize(("own", "word"), [(90.0, "Sämre"), (50.0, "Bättre")])
def test_where_less_is_better_the_judgement_turns(own: float, word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "direction", lambda kpi: -1)
    assert said.judgement(one_year(own, [70.0, 70.0], kpi=JUDGED)).startswith(word)


# Rule 15


@pytest.mark.parametrize(("kpi", "nominal"), [(COST, True), (MONEY_SUM, True), (RATE, False), (SHARE, False)])
def test_kronor_over_time_are_said_to_be_nominal(kpi: Kpi, nominal: bool) -> None:
    assert ("i löpande priser" in said.change_sentence(over_years([5.0, 6.0], [1.0, 1.0], kpi=kpi))) is nominal


def test_the_focal_one_is_named_as_kolada_names_it() -> None:
    assert said.sentence(compared(focal=KRAMFORS, table=N33001)).rest.startswith(" i Kramfors ")
