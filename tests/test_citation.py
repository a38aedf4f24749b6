"""References to a figure: Kolada for its values, the peers by name and edition, the day. COMPARISON 28."""

from kolada.reading import citation
from tests.tables import BJUV, BJUV_SOCIO, REPORT_SEVEN, compared

DAY = "2026-11-24"


def test_a_reference_names_kpi_whom_years_peers_and_day():
    assert citation.reference(compared(peers=REPORT_SEVEN, window=(2017, 2022)), DAY) == (
        "Kolada, N33001 Kostnad barn och ungdomsvård, kr/inv (ursprung SCB:s Räkenskapssammandrag). "
        "Kramfors, 2017–2022. "
        "Jämförelsegrupp: Kungsör, Burlöv, Söderhamn, Haparanda, Säffle, Markaryd, Degerfors (Egen lista). "
        "Ovägt medel och rang: egen bearbetning. Hämtat 2026-11-24."
    )


def test_a_footnote_has_the_caption_the_source_and_the_peers():
    said = citation.footnote(compared(focal=BJUV, peers=BJUV_SOCIO, window=(2018, 2018)), DAY)
    assert said.startswith("Kostnad barn- och ungdomsvård, kr per invånare, löpande priser, 2018. Värden: Kolada (N33")
    assert f"hämtade {DAY}. Ovägt medel och rang: egen bearbetning. Jämförelsegrupp: " in said
    assert said.endswith("(Liknande kommuner socioekonomi 2024).")


def test_without_peers_nothing_is_said_of_a_mean():
    from kolada.analysis.lines import Peers

    said = citation.reference(compared(peers=Peers("egen", "", ())), DAY)
    assert "medel" not in said
    assert "  " not in said
