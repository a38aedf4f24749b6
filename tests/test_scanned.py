"""Which KPIs are scanned, and which belong together."""

import pytest

from cache.lists import KeptKpi
from kolada.api.models import Kpi
from kolada.scanned import LeftOut, area_slug, families, is_coded, left_out


@pytest.mark.parametrize(
    ("title", "why"),
    [
        ("Kostnad barn och ungdomsvård, kr/inv", None),
        ("Barn och unga 0-20 år som har varit placerade på HVB någon gång under året, antal", LeftOut.COUNT),
        ("Nettokostnadsavvikelse gymnasieskola, miljoner kronor", LeftOut.COUNT),
        ("Inrikes flyttnetto, antal", LeftOut.COUNT),
        ("Födelsenetto", LeftOut.COUNT),
        ("Nettokostnadsavvikelse LSS (%)", None),
        ("Osäkerhetstal - Förtroende för polisens sätt att bedriva sitt arbete, andel (%)", LeftOut.UNCERTAINTY),
        ("Sammanräknad förvärvsinkomst i åldern 60-64 år (median), kr", None),
    ],
)
def test_what_grows_with_the_municipality_and_what_is_a_margin_is_left_out(title: str, why: LeftOut | None):
    assert left_out(Kpi("N00001", title)) == why


def test_what_kolada_no_longer_has_is_left_out():
    from datetime import date

    assert left_out(None) is LeftOut.UNKNOWN
    assert left_out(KeptKpi("N00001", "Kostnad, kr/inv", vanished=date(2024, 1, 1))) is LeftOut.UNKNOWN


def test_answers_in_code_are_no_measures():
    coded = Kpi("N00001", "Förekomst av öppen verksamhet i kulturskolan (Ja=1, Nej=0)")
    assert is_coded(coded, 2)
    assert is_coded(coded, 5)
    assert not is_coded(coded, 6)
    assert not is_coded(Kpi("N00002", "Andel som svarat ja, andel (%)"), 2)


def test_an_area_in_an_address():
    assert area_slug("Infrastruktur, miljö- och hälsoskydd mm") == "infrastruktur-miljo-och-halsoskydd-mm"
    assert area_slug(area_slug("Grundskola åk 0-9 inkl förskoleklass")) == "grundskola-ak-0-9-inkl-forskoleklass"


def family_of(*kpis: tuple[str, str]) -> list[list[str]]:
    found: dict[str, list[str]] = {}
    for kpi, head in families([Kpi(*each) for each in kpis]).items():
        found.setdefault(head, []).append(kpi)
    return list(found.values())


def test_the_parts_of_a_total_do_not_flood():
    parts = [(kpi, f"Kostnad {kpi}, kr/inv") for kpi in ("N33001", "N33007", "N33008", "N33010", "N33011", "N33016")]
    assert family_of(*parts) == [[kpi for kpi, _ in parts]]


def test_a_total_of_totals_does_not_make_one_family_of_all_social_care():
    assert family_of(("N30101", "IFO, kr/inv"), ("N33001", "Barn, kr/inv"), ("N31001", "Bistånd, kr/inv")) == [
        ["N30101"],
        ["N33001"],
        ["N31001"],
    ]


def test_one_thing_over_two_denominators_and_for_women_and_men_is_one_family():
    assert family_of(
        ("N00001", "Kostnad bibliotek, kr/inv"),
        ("N00002", "Nettokostnad bibliotek, kr/inv 0-18 år"),
        ("N00003", "Sjukfrånvaro kvinnor, andel (%)"),
        ("N00004", "Sjukfrånvaro män, andel (%)"),
        ("N00005", "Kostnad museer, kr/inv"),
    ) == [["N00001", "N00002"], ["N00003", "N00004"], ["N00005"]]
