"""The words of the sentences and their thresholds. COMPARISON 8, 11, 16, 20."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kolada.analysis.change import Gap
from kolada.analysis.lines import OWN_LIST, Peers
from kolada.analysis.ranks import Standing
from kolada.api.models import Kpi
from kolada.catalogue import Kind
from kolada.groups import GroupKind
from kolada.reading import words
from tests.tables import (
    BJUV_SOCIO,
    COST,
    COUNT,
    COUNTY,
    DEVIATION,
    IFO,
    MONEY_SUM,
    RATE,
    SHARE,
    one_year,
    own_list,
    similar,
    units,
)

REGIONS = Peers("G1", "Liknande regioner, hälso- och sjukvård (inkl läkemedel) 2024",
                units("0001", "0003"), GroupKind.LIKNANDE, "hälso- och sjukvård (inkl läkemedel)", 2024)  # fmt: skip
GENERAL = similar(7, "övergripande")
SKR = Peers("G92790", "Större stad", own_list(22).members, GroupKind.SKR, held_focal=True)
SIZE = Peers("G30824", "Kommuner med 10 000 - 14 999 invånare", own_list(55).members, GroupKind.SIZE, held_focal=True)
ALL = Peers("G2328", "Alla kommuner", own_list(289).members, GroupKind.ALL, held_focal=True)
NETWORK = Peers("G128518", "Familjen Helsingborg", own_list(10).members, GroupKind.OTHER, held_focal=True)
OTHERS_COUNTY = Peers("G33612", "Stockholms läns kommuner", own_list(26).members, GroupKind.COUNTY)
KALMAR = Peers("G33618", "Kalmar läns kommuner", own_list(1).members, GroupKind.COUNTY, held_focal=True)


# Grammar


@pytest.mark.parametrize(
    ("name", "genitive"),
    [("Bjuv", "Bjuvs"), ("Kramfors", "Kramfors"), ("Borås", "Borås"), ("Vindeln", "Vindelns"), ("Växjö", "Växjös"),
     ("Malå", "Malås"), ("Region Skåne", "Region Skånes"), ("Upplands Väsby", "Upplands Väsbys")],
)  # fmt: skip
def test_a_genitive_has_one_s(name: str, genitive: str) -> None:
    assert words.genitive(name) == genitive


@pytest.mark.parametrize(
    ("n", "text"), [(2, "näst"), (3, "tredje"), (12, "tolfte"), (13, "13:e"), (21, "21:a"), (22, "22:a"), (23, "23:e"),
                    (111, "111:e"), (112, "112:e"), (121, "121:a"), (290, "290:e")],
)  # fmt: skip
def test_ordinals_are_words_up_to_twelve(n: int, text: str) -> None:
    assert words.ordinal(n) == text


def test_numerals_are_words_up_to_twelve() -> None:
    assert [words.numeral(n) for n in (0, 1, 2, 12, 13, 1234)] == ["noll", "en", "två", "tolv", "13", "1\u202f234"]


@pytest.mark.parametrize(
    ("texts", "phrase"), [([], ""), (["a"], "a"), (["a", "b"], "a och b"), (["a", "b", "c"], "a, b och c")]
)
def test_an_enumeration_ends_in_och(texts: list[str], phrase: str) -> None:
    assert words.enumerate_words(texts) == phrase


@pytest.mark.parametrize(
    ("years", "phrase"),
    [([], ""), ([2012], "2012"), ([2008, 2009, 2012], "2008–2009 och 2012"), ([2012, 2009, 2008], "2008–2009 och 2012"),
     ([2008, 2010, 2012], "2008, 2010 och 2012"), (range(2013, 2023), "2013–2022")],
)  # fmt: skip
def test_years_are_said_in_runs(years, phrase: str) -> None:
    assert words.years_phrase(years) == phrase


@given(st.sets(st.integers(1970, 2040), min_size=1))
def test_the_phrase_of_years_names_every_year_and_no_other(years: set[int]) -> None:
    runs = [part.split("–") for part in words.years_phrase(years).replace(" och ", ", ").split(", ")]
    assert sorted(y for run in runs for y in range(int(run[0]), int(run[-1]) + 1)) == sorted(years)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("4 kr per invånare", "4 kr per invånare 2022"),
        ("18", "18 (2022)"),
        ("9,6 per invånare 0–20 år", "9,6 per invånare 0–20 år (2022)"),
        ("3 på skalan 0–3", "3 på skalan 0–3 (2022)"),
        ("högst av åtta", "högst av åtta 2022"),
        ("12:e högst av 290", "12:e högst av 290 (2022)"),
    ],
)
def test_a_year_never_runs_together_with_another_number(text: str, said: str) -> None:
    assert words.in_year(text, 2022) == said


def test_how_many_of_how_many_is_never_broken_over_two_lines() -> None:
    assert words.of_all(7, 7) == "(7\u00a0av\u00a07)"
    assert words.short_unit(one_year(1.0, [])) == "\u00a0kr"


# Numbers and units


@pytest.mark.parametrize(
    ("title", "unit"),
    [("Kostnad, kr/inv", " kr"), ("Nettokostnad, tkr", " tkr"), ("Skuld, mkr", " mkr"), ("Kostnad, kr", " kr"),
     ("Avvikelse, miljoner kronor", " miljoner kronor"), ("X, andel (%)", " %"), ("X, antal/1000 inv", ""),
     ("X, antal", ""), ("X, index", ""), ("Väntetid, antal dagar", " dagar"), ("X", ""), ("X, (Ja=1, Nej=0)", "")],
)  # fmt: skip
def test_a_number_said_in_passing_has_a_short_unit_or_none(title: str, unit: str) -> None:
    assert words.short_unit(one_year(1.0, [], kpi=Kpi("N99999", title))).replace("\u00a0", " ") == unit


@pytest.mark.parametrize(
    ("kpi", "own", "others", "text"),
    [(COST, 4419.18, [2.0], "4\u202f419"), (COST, 12.34, [2.0], "12,3"), (RATE, 9.795, [2.0], "9,8"),
     (RATE, 0.5, [0.25], "0,50"), (COUNT, 18, [2.5], "18"), (SHARE, 80.0, [70.0], "80"), (SHARE, 80.0, [70.5], "80,0"),
     (DEVIATION, -3.2, [1.0], "−3,2")],
)  # fmt: skip
def test_one_view_has_one_number_of_decimals(kpi: Kpi, own: float, others: list[float], text: str) -> None:
    assert words.amount(own, one_year(own, others, kpi=kpi)) == text


@pytest.mark.parametrize(("size", "text"), [(504.2, "504"), (7.04, "7,0"), (0.0033, "0,003"), (0.0, "0,0")])
def test_the_size_of_a_difference_is_not_rounded_to_nothing(size: float, text: str) -> None:
    assert words.apart(size, one_year(900.0, [1000.0], kpi=COST)).split(words.NO_BREAK)[0] == text


@pytest.mark.parametrize(("kpi", "money"), [(COST, True), (MONEY_SUM, True), (SHARE, False), (COUNT, False)])
def test_kronor_are_money(kpi: Kpi, money: bool) -> None:
    assert words.is_money(one_year(1.0, [], kpi=kpi)) is money


@pytest.mark.parametrize(("kpi", "heads"), [(COUNT, True), (MONEY_SUM, False), (COST, False)])
def test_persons_are_counted_and_kronor_are_not(kpi: Kpi, heads: bool) -> None:
    assert words.counts_heads(kpi) is heads


# Ranks: rule 11


@pytest.mark.parametrize(
    ("own", "others", "text"),
    [
        (9, [1], "högst av två"),
        (1, [9], "lägst av två"),
        (5, [5], "samma värde för båda"),
        (5, [5, 5, 5], "samma värde för alla fyra"),
        (2, [1, 3], "näst högst av tre"),
        (5, [5, 9, 1], "delat näst högst av fyra"),
        (5, [5, 9, 8, 7], "delat lägst av fem"),
        (2, [9, 8, 7, 1], "näst lägst av fem"),
        (9, [], None),
        (50, list(range(100)), "delat 50:e högst av 101"),
        (0, [0, *range(1, 30)], "delat lägst av 31"),
    ],
)
def test_a_rank_states_direction_number_and_ties_from_the_nearer_end(own, others, text) -> None:
    found = one_year(own, others).rank
    assert (words.rank_words(found) if found else None) == text


@pytest.mark.parametrize(
    ("place", "text"),
    [((1, 290, 0), "högst av 290"), ((12, 290, 0), "tolfte högst av 290"), ((21, 290, 0), "21:a högst av 290"),
     ((290, 290, 0), "lägst av 290"), ((191, 290, 99), "delat lägst av 290"), ((1, 290, 189), "delat högst av 290")],
)  # fmt: skip
def test_the_place_in_the_country_is_said_the_same_way(place: tuple[int, int, int], text: str) -> None:
    assert words.country_rank_words(*place) == text


def test_more_than_eight_names_are_counted() -> None:
    standings = [Standing(str(i), f"K{i}", 1.0) for i in range(60)]
    assert words.named(standings[:8], lambda s: s.name).endswith("K6 och K7")
    assert words.named(standings, lambda s: s.name) == "K0, K1, K2, K3, K4, K5, K6 och 53 till"


# Thresholds


@pytest.mark.parametrize(
    ("value", "text"),
    [(100, "ungefär som"), (105, "ungefär som"), (95, "ungefär som"), (105.1, "högre än"), (94.9, "lägre än"),
     (120, "högre än"), (80, "lägre än"), (120.1, "betydligt högre än"), (79.9, "betydligt lägre än")],
)  # fmt: skip
def test_the_words_change_at_five_and_twenty_per_cent(value: float, text: str) -> None:
    assert words.gap_words(Gap(value, 100), Kind.COST, 0) == text


@pytest.mark.parametrize(
    ("gap", "text"),
    [
        (Gap(43.4, 8.8), "högre än"),
        (Gap(-3.2, 8.8), "lägre än"),
        (Gap(8.84, 8.76), "detsamma som"),
        (Gap(-9.0, -3.0), "lägre än"),
    ],
)
def test_what_may_be_negative_is_only_higher_or_lower(gap: Gap, text: str) -> None:
    assert words.gap_words(gap, Kind.OTHER, 1) == text


@pytest.mark.parametrize(
    ("gap", "text"),
    [
        (Gap(0, 0), "detsamma som"),
        (Gap(5, 0), "högre än"),
        (Gap(-5, 5), "lägre än"),
        (Gap(-50, -100), "betydligt högre än"),
    ],
)
def test_without_a_percentage_there_is_no_betydligt(gap: Gap, text: str) -> None:
    assert words.gap_words(gap, Kind.COST, 0) == text


# Who the peers are: rules 8 and 11

PHRASES = [
    (IFO, "de sju liknande kommunerna", "de liknande kommunernas", "sju liknande kommuner inom IFO"),
    (BJUV_SOCIO, "de sju liknande kommunerna", "de liknande kommunernas", "sju kommuner med liknande socioekonomi"),
    (GENERAL, "de sju liknande kommunerna", "de liknande kommunernas", "sju liknande kommuner, övergripande"),
    (similar(1), "den liknande kommunen", "de liknande kommunernas", "en liknande kommun inom IFO"),
    (
        REGIONS,
        "de två liknande regionerna",
        "de liknande regionernas",
        "två liknande regioner inom hälso- och sjukvård",
    ),
    (
        COUNTY,
        "de sex övriga kommunerna i Västernorrlands län",
        "länets övriga kommuners",
        "sex andra kommuner i Västernorrlands län",
    ),
    (KALMAR, "den andra kommunen i Kalmar län", "länets övriga kommuners", "en annan kommun i Kalmar län"),
    (OTHERS_COUNTY, "de 26 kommunerna i Stockholms län", "länets kommuners", "26 kommuner i Stockholms län"),
    (
        SKR,
        "de 22 övriga kommunerna i gruppen Större stad",
        "gruppens övriga kommuners",
        "22 andra kommuner i gruppen Större stad",
    ),
    (
        SIZE,
        "de 55 övriga kommunerna med 10\u202f000–14\u202f999 invånare",
        "gruppens övriga kommuners",
        "55 andra kommuner med 10\u202f000–14\u202f999 invånare",
    ),
    (ALL, "landets 289 övriga kommuner", "landets övriga kommuners", "landets 289 övriga kommuner"),
    (
        NETWORK,
        "de tio övriga kommunerna i gruppen Familjen Helsingborg",
        "gruppens övriga kommuners",
        "tio andra kommuner i gruppen Familjen Helsingborg",
    ),
    (own_list(7), "de sju valda kommunerna", "de valda kommunernas", "sju valda kommuner"),
    (own_list(1), "den valda kommunen", "de valda kommunernas", "en vald kommun"),
    (
        Peers(OWN_LIST, "", units("0001", "0003")),
        "de två valda regionerna",
        "de valda regionernas",
        "två valda regioner",
    ),
]


@pytest.mark.parametrize(("peers", "definite", "genitive", "beside"), PHRASES)
def test_the_peers_are_said_by_what_they_are(peers: Peers, definite: str, genitive: str, beside: str) -> None:
    assert words.the_peers(peers) == definite
    assert words.whose(peers) == genitive
    assert words.and_the_peers("Bjuv", peers, len(peers.members) + 1) == f"Bjuv och {beside}"


def test_those_with_a_value_are_counted_where_they_are_fewer() -> None:
    assert words.some_of_the_peers(IFO, 5) == "fem av de sju liknande kommunerna"
    assert words.and_the_peers("Bjuv", ALL, 241) == "Bjuv och 240 av landets 289 övriga kommuner"
    assert words.and_the_peers("Bjuv", BJUV_SOCIO, 2) == "Bjuv och en kommun med liknande socioekonomi"
