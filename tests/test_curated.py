"""The curated file keeps the rules: ids, questions that fit their KPI, directions only where nobody disputes them."""

import re

import pytest

from kolada import curated
from kolada.api.models import Kpi

KPI_ID = re.compile(r"^[NU]\d{5}$")
IFO = "Individ- och familjeomsorg"
# Perspective "Kvalitet och resultat" in the catalogue of 2026-03, and better when higher beyond dispute.
JUDGED = {
    "U33580", "U33581", "U31506", "U35537", "U35544", "U30453", "U21468", "U23471", "U23459", "U28570", "U28538",
    "N00530", "N15507", "N15508", "N15428", "N15643", "N17445", "N17473", "N18601",
}  # fmt: skip
SET_KPIS = {kpi for kpi_set in curated.sets() for kpi in kpi_set.kpis + kpi_set.counts}
ALL_IDS = SET_KPIS | set(curated._kpis())


def twins(note: curated.Curated) -> dict[str, str | None]:
    return {"rate": note.rate, "behind": note.behind, "netto": note.netto, "per": note.per}


def test_there_are_nine_sets_and_children_come_first() -> None:
    slugs = [kpi_set.slug for kpi_set in curated.sets()]
    assert slugs == [
        "barn-och-unga", "ekonomiskt-bistand", "missbruk-och-vuxna", "ifo-totalt", "aldreomsorg", "lss", "forskola",
        "grundskola", "gymnasium",
    ]  # fmt: skip


@pytest.mark.parametrize("kpi_set", curated.sets(), ids=lambda s: s.slug)
def test_a_set_is_found_by_its_slug_and_leads_with_its_headline(kpi_set: curated.KpiSet) -> None:
    assert curated.kpi_set(kpi_set.slug) is kpi_set
    assert kpi_set.kpis[0] == kpi_set.lead
    assert len(set(kpi_set.kpis)) == len(kpi_set.kpis) <= 25


def test_an_unknown_slug_or_kpi_is_not_an_error() -> None:
    assert curated.kpi_set("finns-inte") is None
    assert curated.notes("N99999") == curated.Curated("N99999")
    assert curated.families_of("N99999") == ()


def test_every_id_has_the_catalogues_form() -> None:
    linked = {twin for kpi in ALL_IDS for twin in twins(curated.notes(kpi)).values() if twin}
    in_families = {i for family in curated._families() for i in (family.total, *family.parts)}
    in_events = {i for event in curated._events() for i in event.kpis}
    assert all(KPI_ID.match(kpi_id) for kpi_id in ALL_IDS | linked | in_families | in_events)


@pytest.mark.parametrize("kpi_id", sorted(SET_KPIS | {"N33016"}))
def test_every_kpi_of_a_set_has_a_question_a_label_and_a_noun(kpi_id: str) -> None:
    note = curated.notes(kpi_id)
    assert note.question
    assert note.label
    assert note.noun
    assert note.question.endswith("?")
    assert len(note.question) <= 80
    assert note.label[0].isupper()
    assert note.noun[0].islower()
    assert not note.noun.endswith(".")


@pytest.mark.parametrize("kpi_id", sorted(kpi for kpi in ALL_IDS if "kostnad" in (curated.notes(kpi).noun or "")))
def test_a_question_over_a_cost_never_asks_how_much_help_is_given(kpi_id: str) -> None:
    question = curated.notes(kpi_id).question or ""
    assert not re.search(r"hjälp|stöd|får|hur många|hur mycket|hur vanlig", question, re.IGNORECASE)
    assert re.search(r"kosta|kostnad", question, re.IGNORECASE)


@pytest.mark.parametrize("kpi_id", ["N33812", "N33813", "N33816", "N33817", "N33818"])
def test_a_question_over_placed_children_never_asks_for_placements(kpi_id: str) -> None:
    note = curated.notes(kpi_id)
    assert not re.search("placering", f"{note.question} {note.label} {note.noun}", re.IGNORECASE)
    assert "barn" in (note.question or "").lower()


@pytest.mark.parametrize("kpi_id", ["N33007", "N33008", "N33813", "N33812", "N33816", "N33817", "N33818"])
def test_what_cost_and_count_cover_is_noted(kpi_id: str) -> None:
    assert curated.notes(kpi_id).note


def test_no_noun_calls_a_rate_a_share() -> None:
    rates = [kpi for kpi in ALL_IDS if (curated.notes(kpi).denominator or "").startswith("per ")]
    assert rates
    assert not [kpi for kpi in rates if "andel" in (curated.notes(kpi).noun or "")]


def test_directions_stand_only_where_they_are_beyond_dispute() -> None:
    assert {kpi for kpi in ALL_IDS if curated.notes(kpi).direction} == JUDGED
    assert {curated.notes(kpi).direction for kpi in JUDGED} == {1}


def test_a_count_and_its_rate_know_each_other() -> None:
    counts = {kpi: curated.notes(kpi).rate for kpi in ALL_IDS if curated.notes(kpi).rate}
    assert counts["N33813"] == "N33816"
    assert counts["N33812"] == "N33817"
    assert all(curated.notes(rate).behind == count for count, rate in counts.items() if rate)


def test_the_netto_and_the_0_20_twin_of_child_care_are_at_hand() -> None:
    note = curated.notes("N33001")
    assert (note.netto, note.per) == ("N33016", "N33006")


def test_no_kpi_is_its_own_twin() -> None:
    assert not [kpi for kpi in ALL_IDS if kpi in twins(curated.notes(kpi)).values()]


def test_families_are_found_from_total_and_part() -> None:
    own, *others = curated.families_of("N33001")
    assert own == curated.Family("N33001", ("N33007", "N33008", "N33010", "N33011"))
    assert [family.total for family in others] == ["N30101"]
    assert [family.total for family in curated.families_of("N33007")] == ["N33001"]


@pytest.mark.parametrize(
    ("kpi_id", "area", "years"),
    [
        ("N33001", IFO, [2025]),
        ("N33816", IFO, [2014, 2025]),
        ("N33802", IFO, [2014, 2018, 2025]),
        ("N30001", IFO, [2019, 2025]),
        ("N20048", "Hälso- och sjukvård", [2025]),
        ("N15027", "Grundskola åk 0-9 inkl förskoleklass", []),
    ],
)
def test_events_belong_to_their_kpis_or_their_operating_area(kpi_id: str, area: str, years: list[int]) -> None:
    assert [event.year for event in curated.events_for(Kpi(kpi_id, "", operating_area=area))] == years


@pytest.mark.parametrize(
    ("kpis", "area"),
    [
        ([Kpi("N33001", "", operating_area=IFO)], "IFO"),
        ([Kpi("N31001", "", operating_area=IFO)], "ekonomiskt bistånd"),
        ([Kpi("N31001", "", operating_area=IFO), Kpi("N33001", "", operating_area=IFO)], "IFO"),
        ([Kpi("N30004", "Intäkter individ- och familjeomsorg, kr/inv", operating_area=IFO)], "IFO"),
        ([Kpi("N31007", "Intäkter ekonomiskt bistånd, kr/inv", operating_area=IFO)], "ekonomiskt bistånd"),
        ([Kpi("N28026", "Referenskostnad LSS, kr/inv", operating_area="Äldre och funktionshinder")], "LSS"),
        ([Kpi("N21017", "Nettokostnad hemtjänst äldreomsorg", operating_area="Äldre och funktionshinder")],
         "äldreomsorg"),
        ([Kpi("N25044", "Insatser enl. SoL, kr/inv", operating_area="Äldre och funktionshinder")], "övergripande"),
        ([Kpi("N20048", "", operating_area="Hälso- och sjukvård")], "äldreomsorg"),
        ([Kpi("N33001", "", operating_area=IFO), Kpi("N15027", "", operating_area="Grundskola")], "övergripande"),
        ([Kpi("N07009", "Kostnad räddningstjänst", operating_area="Infrastruktur")], "övergripande"),
        ([], "övergripande"),
    ],
)  # fmt: skip
def test_default_peers_suit_every_kpi_asked_for(kpis: list[Kpi], area: str) -> None:
    assert curated.default_peers_area(kpis) == area


def test_a_sets_own_area_wins() -> None:
    assert curated.default_peers_area([Kpi("N31001", "")], curated.kpi_set("ifo-totalt")) == "IFO"
