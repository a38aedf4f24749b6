"""What Kolada's own titles, descriptions and dates say. Titles and descriptions are Kolada's, verbatim."""

from datetime import date

import pytest

from kolada import catalogue, units
from kolada.api.models import Kpi
from kolada.catalogue import Kind

TITLES = [
    ("Kostnad barn och ungdomsvård, kr/inv", "Kostnad barn och ungdomsvård", "kr/inv", None),
    ("Kostnad barn och ungdomsvård, kr/inv 0-20 år", "Kostnad barn och ungdomsvård", "kr/inv 0-20 år", None),
    (
        "Kostnad öppna insatser barn och unga övr. öppna ins. kr/inv",
        "Kostnad öppna insatser barn och unga övr. öppna ins.",
        "kr/inv",
        None,
    ),
    ("Kostnad HVB för barn och unga kr/inv 0-20 år", "Kostnad HVB för barn och unga", "kr/inv 0-20 år", None),
    (
        "Antal barn och unga  0-20 år som har varit placerade på HVB någon gång under året",
        "Antal barn och unga 0–20 år som har varit placerade på HVB någon gång under året",
        "antal",
        None,
    ),
    ("Barn i fristående förskola, andel (%) av inskrivna barn", "Barn i fristående förskola",
     "andel (%) av inskrivna barn", None),
    ("Barn och unga 0-20 år med behovsprövat personligt stöd, anel (%)",
     "Barn och unga 0–20 år med behovsprövat personligt stöd", "andel (%)", None),
    ("Nettokostnadsavvikelse LSS (%)", "Nettokostnadsavvikelse LSS", "(%)", None),
    ("Skattesats, totalt (%)", "Skattesats, totalt", "(%)", None),
    ("Uppsökande verksamhet för akut hemlösa, (Ja=1, Nej=2)", "Uppsökande verksamhet för akut hemlösa",
     "(Ja=1, Nej=2)", None),
    ("Kommunens köp av förskola från offentliga utförare, andel (%) (-2024)",
     "Kommunens köp av förskola från offentliga utförare", "andel (%)", 2024),
    ("Väntetid till särskilt boende, median (- 2024)", "Väntetid till särskilt boende", "median", 2024),
    ("Företagskonkurser, antal/1000 inv, 16-64 år", "Företagskonkurser", "antal/1000 inv 16-64 år", None),
    ("Kostnadsutjämningsnetto kommunal vuxenutbildning, kr/inv, 1 nov fg år",
     "Kostnadsutjämningsnetto kommunal vuxenutbildning", "kr/inv 1 nov fg år", None),
    ("Gymnasieelever med examen inom 3 år, fristående skolor, andel (%), modellberäknat värde (-2024)",
     "Gymnasieelever med examen inom 3 år, fristående skolor, modellberäknat värde", "andel (%)", 2024),
    ("Medarbetarengagemang (HME) förskola - Totalindex", "Medarbetarengagemang (HME) förskola – Totalindex",
     "index", None),
    ("Kvalitetsindikatorer - Palliativ vård, index (max = 100)", "Kvalitetsindikatorer – Palliativ vård",
     "index (max = 100)", None),
    ("Brukarbedömning ekonomiskt bistånd IFO  - förbättrad situation, andel (%)",
     "Brukarbedömning ekonomiskt bistånd IFO – förbättrad situation", "andel (%)", None),
    ("Elever i åk 8: Känner du dig trygg i skolan? Andel som svarat \"Alltid\" eller \"Ofta\", (%)",
     "Elever i åk 8: Känner du dig trygg i skolan? Andel som svarat \"Alltid\" eller \"Ofta\"", "(%)", None),
    ("El lokaler, externt producerad, kWh/kvm BRA  Källa: Egna uppgifter i regionen.",
     "El lokaler, externt producerad", "kWh/kvm BRA", None),
    ("Demografisk försörjningskvot", "Demografisk försörjningskvot", "", None),
    ("", "", "", None),
]  # fmt: skip

PHRASES = [
    ("kr/inv", "kr per invånare", "kr per invånare"),
    ("kr/inv 0-20 år", "kr per invånare 0–20 år", "kr per invånare 0–20 år"),
    ("kr/inv 80+", "kr per invånare 80 år och äldre", "kr per invånare 80 år och äldre"),
    ("kr/inskrivet barn", "kr per inskrivet barn", "kr per inskrivet barn"),
    ("antal/1000 inv", "per 1\u202f000 invånare", "per 1\u202f000 invånare"),
    ("antal/100 000 kvinnor", "per 100\u202f000 kvinnor", "per 100\u202f000 kvinnor"),
    ("antal/inv 21-64 år", "per invånare 21–64 år", "per invånare 21–64 år"),
    ("antal vårdtillfällen/100 000 inv", "vårdtillfällen per 100\u202f000 invånare",
     "vårdtillfällen per 100\u202f000 invånare"),
    ("andel (%)", "procent", "procent"),
    ("(%)", "procent", "procent"),
    ("andel (%) av bef. 21-64 år", "procent av befolkningen 21–64 år", "procent av befolkningen 21–64 år"),
    ("antal", "antal", ""),
    ("antal dagar", "antal dagar", "dagar"),
    ("index", "index", ""),
    ("genomsnitt (17 ämnen)", "genomsnitt (17 ämnen)", ""),
    ("(Ja=1, Nej=0)", "(Ja=1, Nej=0)", ""),
    ("", "", ""),
]  # fmt: skip

KINDS = [
    ("Kostnad barn och ungdomsvård, kr/inv", Kind.COST),
    ("Nettokostnad ekonomiskt bistånd, kr/inv", Kind.COST),
    ("Intäkter barn och ungdomsvård, kr/inv", Kind.OTHER),
    ("Kostnadsutjämning, bidrag/avgift, kr/inv", Kind.OTHER),
    ("Nettokostnadsavvikelse individ- och familjeomsorg, (%)", Kind.OTHER),
    ("Nettokostnadsavvikelse individ- och familjeomsorg, miljoner kronor", Kind.OTHER),
    ("Nettokostnad, revision, tkr", Kind.COUNT),
    ("Sammanräknad förvärvsinkomst i åldern 20-64 år (median), kr", Kind.OTHER),
    ("Barn och unga 0-20 år som har varit placerade på HVB någon gång under året, antal/1000 inv", Kind.RATE),
    ("Antal barn och unga 0-20 år som har varit placerade på familjehem någon gång under året", Kind.COUNT),
    ("Biståndsmottagare, ekonomiskt bistånd, 18+ år, antal", Kind.COUNT),
    ("Asylsökande/inskrivna i Migrationsverkets mottagningssystem, antal", Kind.COUNT),
    ("Barn per barngrupp i förskola, lägeskommun, antal", Kind.RATE),
    ("Inskrivna barn per årsarbetare i förskolan, lägeskommun, antal", Kind.RATE),
    ("Elever/lärare (heltidstjänst) i grundskola åk 1-9, lägeskommun, antal", Kind.RATE),
    ("Vårddygn i institutionsvård vuxna missbrukare, antal/inv 21-64 år", Kind.RATE),
    ("Antal invånare per förtroendevald regionpolitiker", Kind.RATE),
    ("Genomsnittligt antal boendedygn per person med bistånd avseende boende", Kind.RATE),
    ("Medelvårdtid vid stroke, antal dagar", Kind.OTHER),
    ("Flyttnetto, antal", Kind.OTHER),
    ("Barn 1-5 år inskrivna i förskola, andel (%)", Kind.SHARE),
    ("Soliditet kommun, (%)", Kind.OTHER),
    ("Skattesats, totalt (%)", Kind.OTHER),
    ("Resursindex förskola", Kind.INDEX),
    ("Elever i åk 9, meritvärde, hemkommun, genomsnitt (17 ämnen)", Kind.OTHER),
    ("Uppsökande verksamhet för akut hemlösa, (Ja=1, Nej=2)", Kind.OTHER),
    ("Demografisk försörjningskvot", Kind.OTHER),
]

N33802 = Kpi(
    "N33802",
    "Invånare 0-20 år som var föremål för individuellt biståndsbedömda öppna insatser, andel (%)",
    "Antal barn och unga 0-20 år enligt 4 kap. 1 § SoL, dividerat med antal invånare 0-20 år. "
    "Asylsökande/ensamkommande är f.om. 2018 inkluderade. 2014-2016 ingick endast barn/unga med fullständigt "
    "personnummer. Källa: Socialstyrelsen och SCB.",
    operating_area="Individ- och familjeomsorg",
)
N33001 = Kpi(
    "N33001",
    "Kostnad barn och ungdomsvård, kr/inv",
    "Bruttokostnad minus interna intäkter.  Avser samtlig regi.\\n Källa: SCB:s Räkenskapssammandrag.",
    prel_publication_date=date(2026, 3, 31),
    publication_date=date(2026, 8, 28),
    publ_period=2025,
)


def described(description: str) -> Kpi:
    return Kpi("N99999", "Något, antal", description)


@pytest.mark.parametrize(("title", "label", "unit", "ended"), TITLES)
def test_a_title_is_taken_apart_into_label_unit_and_last_year(
    title: str, label: str, unit: str, ended: int | None
) -> None:
    kpi = Kpi("N99999", title)
    assert (catalogue.label(kpi), catalogue.unit(kpi), catalogue.discontinued(kpi)) == (label, unit, ended)


@pytest.mark.parametrize(("unit", "at_axis", "after_number"), PHRASES)
def test_a_unit_is_said_in_words_at_an_axis_and_after_a_number(unit: str, at_axis: str, after_number: str) -> None:
    assert (units.phrase(unit), units.after_number(unit)) == (at_axis, after_number)


@pytest.mark.parametrize(("title", "kind"), KINDS)
def test_kind_follows_unit_and_title(title: str, kind: Kind) -> None:
    assert catalogue.kind(Kpi("N99999", title)) is kind


@pytest.mark.parametrize(
    ("description", "source", "definition"),
    [
        ("Antal. Källa: Socialstyrelsen och SCB", "Socialstyrelsen och SCB", "Antal."),
        ("Per\u00a0år.\\n Källa: SCB. Källa: SCB.", "SCB", "Per år."),
        ("Antal. Källa Skolverket (Siris).", "Skolverket (Siris)", "Antal."),
        ("Andel. Källa: Källa: Socialstyrelsen.", "Socialstyrelsen", "Andel."),
        ("Är Nej = 0Källa: Enhetsundersökning LSS", "Enhetsundersökning LSS", "Är Nej = 0"),
        ("Antal barn.", "", "Antal barn."),
        ("", "", ""),
    ],
)
def test_source_and_definition_are_parted(description: str, source: str, definition: str) -> None:
    kpi = described(description)
    assert (catalogue.source(kpi), catalogue.definition(kpi)) == (source, definition)


def test_sentences_do_not_end_at_abbreviations() -> None:
    text = "Avser t.ex. 4 kap. 1 § SoL. Fr.o.m. 2007 hämtas antalet. T.o.m. 2006 ur en annan. 2014-2016 ingick få."
    assert catalogue.sentences(text) == (
        "Avser t.ex. 4 kap. 1 § SoL.",
        "Fr.o.m. 2007 hämtas antalet.",
        "T.o.m. 2006 ur en annan.",
        "2014-2016 ingick få.",
    )


@pytest.mark.parametrize(
    ("sentence", "year"),
    [
        ("Från och med år 2021 exkluderas IB elever.", 2021),
        ("Fr.o.m. 2016 ingår inte elever i svenska utlandsskolor.", 2016),
        ("Asylsökande är f.om. 2018 inkluderade.", 2018),
        ("Inklusive integrerade elever (from 2020).", 2020),
        ("För Region Östergötland avses regionkoncern t o m år 2019.", 2020),
        ("Till och med 2022 avsåg nyckeltalet åldersgruppen 25-64 år.", 2023),
        ("Avser fram till 2020 ett snitt av årets månader.", 2021),
    ],
)
def test_a_break_is_the_first_year_on_the_new_footing(sentence: str, year: int) -> None:
    assert catalogue.breaks(described(f"Antal. {sentence} Källa: SCB.")) == (catalogue.Break(year, sentence),)


def test_a_definition_without_a_marked_year_has_no_break() -> None:
    assert catalogue.breaks(described("Antal invånare 2015 delat med 1000. Källa: SCB 2020.")) == ()


def test_breaks_are_the_definitions_own_and_the_curated_ones_once_per_year() -> None:
    found = catalogue.breaks(N33802)
    assert [b.year for b in found] == [2014, 2018, 2025]
    assert found[1].sentence == "Asylsökande/ensamkommande är f.om. 2018 inkluderade."
    assert found[2].day == date(2025, 7, 1)


@pytest.mark.parametrize(
    ("today", "sentence"),
    [
        (date(2026, 3, 30), "2025 års värde kommer preliminärt 31 mars 2026 och fastställs 28 augusti 2026"),
        (date(2026, 3, 31), "2025 års värde är preliminärt, fastställs 28 augusti 2026"),
        (date(2026, 8, 27), "2025 års värde är preliminärt, fastställs 28 augusti 2026"),
        (date(2026, 8, 28), "2025 års värde kommer 28 augusti 2026"),
        (date(2026, 8, 29), "2025 års värde skulle publiceras senast 28 augusti 2026"),
    ],
)
def test_the_calendar_says_what_is_planned_as_of_a_day(today: date, sentence: str) -> None:
    assert catalogue.calendar(N33001, today).sentence == sentence


def test_without_dates_nothing_is_planned_and_a_closed_kpi_says_its_last_year() -> None:
    today = date(2026, 5, 1)
    assert catalogue.calendar(Kpi("N1", "Något, antal"), today).sentence == "ingen planerad publicering"
    assert catalogue.calendar(Kpi("N1", "Något, antal (-2024)"), today).sentence.endswith("sista år 2024")


@pytest.mark.parametrize(
    ("today", "sentence", "overdue"),
    [
        (date(2026, 3, 30), "kommer 31 mars 2026", False),
        (date(2026, 3, 31), "kommer 28 augusti 2026", False),
        (date(2026, 8, 28), "kommer 28 augusti 2026", False),
        (date(2026, 8, 29), "skulle ha publicerats 28 augusti 2026", True),
    ],
)
def test_a_missing_value_of_the_calendars_period_comes_or_should_have_come(
    today: date, sentence: str, overdue: bool
) -> None:
    reason = catalogue.missing_reason(N33001, 2025, today)
    assert reason is not None
    assert (reason.sentence, reason.overdue) == (sentence, overdue)


def test_no_other_period_is_explained_by_the_calendar() -> None:
    assert catalogue.missing_reason(N33001, 2024, date(2026, 5, 1)) is None
    assert catalogue.missing_reason(Kpi("N1", "Något, antal", publ_period=2025), 2025, date(2026, 5, 1)) is None


@pytest.mark.parametrize(
    ("kpi_id", "perspective", "judgeable"),
    [
        ("U33580", "Kvalitet och resultat", True),
        ("U33580", "Resurser", False),
        ("N31814", "Kvalitet och resultat", False),
        ("N33001", "Resurser", False),
        ("N99999", None, False),
    ],
)
def test_only_quality_with_a_curated_direction_is_judged(kpi_id: str, perspective: str | None, judgeable: bool) -> None:
    assert catalogue.is_judgeable(Kpi(kpi_id, "Något, andel (%)", perspective=perspective)) is judgeable


@pytest.mark.parametrize(
    ("kpi", "sentence"),
    [
        (N33001, "Kramfors kostnad för barn- och ungdomsvård var 7 kr per invånare"),
        (Kpi("N33816", "Barn, antal/1000 inv"),
         "Kramfors antal barn och unga placerade på HVB var 7 per 1\u202f000 invånare 0–20 år"),
        (Kpi("N15033", "Elever/lärare, antal"), "Kramfors antal elever per lärare i grundskola åk 1–9 var 7"),
        (Kpi("N1", "Kostnad räddningstjänst, kr/inv"), "Kramfors kostnad räddningstjänst var 7 kr per invånare"),
        (Kpi("N1", "Invånare 63 år, antal"), "Kramfors värde för ”Invånare 63 år” var 7"),
    ],
)  # fmt: skip
def test_words_make_a_sentence_for_every_kpi(kpi: Kpi, sentence: str) -> None:
    said = catalogue.words(kpi)
    assert f"Kramfors {said.noun} var 7 {said.after_number}".rstrip() == sentence
