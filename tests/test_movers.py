"""Who moved most among the peers: both years named, both values given (COMPARISON 16); counts never (COMPARISON 9)."""

from dataclasses import replace

from kolada.analysis.lines import OWN_LIST, Peers
from kolada.analysis.movers import movers
from kolada.reading.wider import movers_sentence
from tests.tables import COST, COUNT, IFO, N33001, compared, over_years, units

SPACE, NO_BREAK = "\u202f", "\u00a0"


def test_among_the_seven_ifo_peers_norberg_rose_most_from_2013_to_2022() -> None:
    found = movers(compared(peers=IFO))
    assert (found.first, found.last, found.n) == (2013, 2022, 7)
    assert [m.name for m in found.climbers] == ["Norberg", "Kristinehamn", "Bjuv"]
    assert [m.name for m in found.fallers] == ["Avesta"]
    norberg = dict(zip(range(2008, 2023), N33001["1962"][1], strict=True))
    assert found.climbers[0].change.gap.difference == norberg[2022] - norberg[2013]


def test_the_sentence_has_both_years_and_both_values() -> None:
    comparison = compared(peers=IFO)
    assert movers_sentence(comparison, movers(comparison)) == (
        f"Bland de sju liknande kommunerna ökade Norberg mest (från 1{SPACE}172 till 3{SPACE}930{NO_BREAK}kr) och "
        f"minskade Avesta mest (från 2{SPACE}479 till 2{SPACE}347{NO_BREAK}kr), mellan 2013 och 2022. "
        f"Kramfors: från 1{SPACE}975 till 4{SPACE}419{NO_BREAK}kr."
    )


def test_a_peer_without_both_years_is_none_of_them_and_that_is_said() -> None:
    comparison = over_years((1000.0, 2000.0), (500.0, 600.0), (None, 9000.0), (700.0, 400.0))
    found = movers(comparison)
    assert found.n == 2
    assert "(två har värde båda åren)" in movers_sentence(comparison, found)
    assert {m.change.gap.value for m in (*found.climbers, *found.fallers)} == {600.0, 400.0}


def test_no_more_than_half_of_the_peers_are_among_those_that_rose_most() -> None:
    """From 2013 to 2022 all four rose: Norberg by 2758, Kristinehamn by 2735, Bjuv by 1892, Burlöv by 462."""
    found = movers(compared(peers=Peers(OWN_LIST, "Egen lista", units("1231", "1260", "1781", "1962"))))
    assert found.n == 4
    assert [m.name for m in found.climbers] == ["Norberg", "Kristinehamn"]


def test_peers_that_stood_still_neither_climb_nor_fall() -> None:
    comparison = over_years((1000.0, 2000.0), (500.0, 500.0), (600.0, 600.0))
    found = movers(comparison)
    assert (found.climbers, found.fallers) == ((), ())
    assert "var alla oförändrade, mellan 2018 och 2019" in movers_sentence(comparison, found)


def test_a_count_has_no_movers_and_neither_has_a_single_year() -> None:
    assert movers(over_years((10.0, 20.0), (1.0, 9.0), kpi=COUNT)) is None
    assert movers(over_years((10.0, None), (1.0, 9.0))) is None


def test_a_break_between_the_two_years_is_said() -> None:
    broken = replace(COST, description="Kostnad. Fr.o.m. 2019 ingår även öppna insatser. Källa: SCB.", id="N99009")
    across = over_years((1000.0, 2000.0, 2100.0), (500.0, 600.0, 700.0), (600.0, 500.0, 400.0), kpi=broken)
    said = movers_sentence(across, movers(across))
    assert said.endswith("Serien har brott 2019: en förändring över ett brott kan bero på det.")
    after = over_years((None, 2000.0, 2100.0), (None, 600.0, 700.0), (600.0, 500.0, 400.0), kpi=broken)
    assert "brott" not in movers_sentence(after, movers(after))
