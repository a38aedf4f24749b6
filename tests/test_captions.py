"""What a figure in a report is called and what stands under it: each footnote when it is true, and no other."""

import re
from dataclasses import replace
from datetime import date

import pytest

from kolada.analysis.compare import Comparison
from kolada.analysis.ranks import country
from kolada.api.models import RIKET, Member, MunicipalityGroup
from kolada.reading import captions
from kolada.reading.captions import Drawn
from kolada.reading.notes import newer_note
from tests.tables import (
    BJUV,
    COST,
    COUNT,
    COUNTY,
    DEVIATION,
    N30001,
    REPORT_SEVEN,
    TODAY,
    compared,
    one_year,
    over_years,
    own_list,
)

PLANNED = {"publ_period": 2025, "publication_date": date(2026, 8, 28)}


def plain(text: str) -> str:
    return re.sub("[\u00a0\u202f]", " ", text)


def under(found: Comparison, **more) -> list[str]:
    return [plain(text) for text in captions.footnotes(found, TODAY, **more)]


def over_own_list(*lines, **more) -> Comparison:
    """As over_years, without the hindsight that a "Liknande" group's edition brings."""
    found = over_years(*lines, **more)
    return replace(found, peers=replace(found.peers, kind=None, edition=None))


def test_a_caption_says_what_in_which_unit_in_which_prices_and_when():
    found = compared(peers=REPORT_SEVEN, window=(2017, 2022))
    assert captions.caption(found) == "Kostnad barn- och ungdomsvård, kr per invånare, löpande priser, 2017–2022"
    assert captions.caption(captions.of_one_year(found)).endswith(", löpande priser, 2022")


def test_a_caption_of_one_gender_says_whose():
    women = replace(one_year(1.8, [1.2, 2.0]), gender="K")
    assert ", kvinnor, " in captions.caption(women)


def test_a_figures_label_never_breaks():
    assert captions.label(7) == "Figur\u00a07"


def test_the_reports_own_figure_needs_no_footnote():
    assert under(compared(peers=REPORT_SEVEN, window=(2017, 2022))) == []


def test_a_missing_riket_has_its_footnote_alone():
    found = over_own_list([1, 2, 3], [1, 2, 3], [1, 2, 3], first=2020, extra={RIKET: [1, None, 1]})
    assert under(found) == ["Riket saknas 2021."]


def test_a_missing_riket_of_the_calendars_year_has_its_date():
    kpi = replace(COST, publ_period=2022)
    found = over_own_list([1, 2], [1, 2], [1, 2], kpi=kpi, first=2021, extra={RIKET: [1, None]})
    assert under(found) == ["Riket saknas 2022. Riket 2022 skulle ha publicerats 28 augusti 2026."]


def test_a_count_has_its_footnote_alone_and_names_its_rate():
    found = one_year(18, [12, 20], kpi=replace(COUNT, **PLANNED))
    assert under(found) == [
        "Figuren visar ett absolut antal, inte ett tal per invånare; medel och riket ritas därför inte. "
        "Per invånare i åldern: N33816."
    ]


def test_a_count_whose_mean_was_asked_for_does_not_say_that_there_is_none():
    found = one_year(18, [12, 20], kpi=replace(COUNT, **PLANNED), count_mean=True)
    assert "inte ett tal per invånare; riket ritas därför inte." in under(found)[0]


def test_a_preliminary_year_has_its_footnote_alone():
    kpi = replace(COST, publ_period=2022)
    found = over_own_list([1, 2], [1, 2], [1, 2], kpi=kpi, first=2021, extra={RIKET: [1, 2]}, preliminary=[2022])
    assert under(found) == ["2022 års värden är preliminära, fastställs 28 augusti 2026."]


def test_a_broken_series_has_its_footnote_with_the_sentence_quoted():
    found = compared(
        replace(DEVIATION, **PLANNED), peers=replace(COUNTY, held_focal=False), window=(2015, 2022), table=N30001
    )
    assert [text.partition(":")[0] for text in under(found)] == ["Brott 2019"]
    assert "”Från och med 2019" in under(found)[0]


def test_a_group_with_five_of_seven_values_has_its_footnote_alone():
    found = one_year(3.0, [1.0, 2.0, 3.0, 4.0, 5.0, None, None], peers=own_list(7))
    assert under(found) == ["Det ovägda medlet bygger inte på alla: 2022 (5 av 7)."]


# The place in the municipality's other groups (COMPARISON 10, 11)

OTHERS = [str(1000 + n) for n in range(1, 290)]
WHOLE = country([(u, 2022, float(v)) for v, u in enumerate([*OTHERS, "2282"])], [*OTHERS, "2282"])


def group(area: str, members: list[str], group_id: str = "G9") -> MunicipalityGroup:
    title = f"Liknande kommuner {area}, Kramfors, 2024"
    return MunicipalityGroup(group_id, title, tuple(Member(m, m) for m in members))


def test_the_place_in_other_similar_groups_is_said_where_the_country_is_kept():
    found = one_year(289.0, [1.0, 2.0], country=WHOLE)
    said = captions.places_note(found, [group("socioekonomi", OTHERS[:7]), group("IFO", OTHERS[:7], found.peers.id)])
    assert said == "I andra grupper av liknande kommuner, 2022: högst av åtta (socioekonomi 2024)."


@pytest.mark.parametrize("members", [["9999"] * 7, []])
def test_a_group_that_too_few_have_values_in_is_not_named(members: list[str]):
    assert captions.places_note(one_year(289.0, [1.0, 2.0], country=WHOLE), [group("LSS", members)]) in ("",)


def test_without_the_country_or_of_a_count_no_other_place_is_said():
    choices = [group("socioekonomi", OTHERS[:7])]
    assert captions.places_note(one_year(289.0, [1.0]), choices) == ""
    assert captions.places_note(one_year(289.0, [1.0], kpi=COUNT, country=WHOLE), choices) == ""


# Bars show one year, and have the footnotes of that year


def test_bars_have_the_footnotes_of_their_year_and_no_other():
    found = over_own_list([3.0, None, 4.0], [1.0, 2.0, 1.0], [2.0, 2.0, 2.0], extra={"0000": [2.0, 2.0, None]})
    assert len(under(found)) == 2  # the own gap of 2019, and Riket's of 2020
    assert captions.bar_footnotes(found, TODAY) == []
    later = over_own_list([3.0, 4.0], [1.0, None], [2.0, None])
    assert [plain(text) for text in captions.bar_footnotes(later, TODAY)] == [plain(newer_note(later))]


# The section's opening sentence


@pytest.mark.parametrize(
    ("found", "beside"),
    [
        (one_year(3.0, [1.0]), " bredvid den valda kommunen"),
        (one_year(3.0, [1.0, 2.0], kpi=COUNT), " bredvid de två valda kommunerna"),
        (one_year(None, [None, None]), " bredvid de två valda kommunerna"),
        (one_year(3.0, [1.0, 2.0]), " bredvid de valda kommunernas ovägda medel"),
    ],
)
def test_the_opening_sentence_claims_no_mean_that_is_not_drawn(found: Comparison, beside: str):
    assert captions.intro([Drawn(found)]).startswith(f"Figur\u00a01 visar Kramfors{beside}")


def test_the_opening_sentence_says_whom_beside_whom_and_when():
    found = compared(peers=REPORT_SEVEN, window=(2017, 2022))
    assert captions.intro([Drawn(found)]) == (
        "Figur\u00a01 visar Kramfors bredvid de valda kommunernas ovägda medel och riket åren 2017–2022."
    )
    assert captions.intro([Drawn(found)] * 7).startswith("Figurerna 1–7 visar Kramfors bredvid ")


def test_figures_of_different_municipalities_say_whom_one_by_one():
    both = [compared(peers=REPORT_SEVEN, window=(2017, 2022)), compared(focal=BJUV, window=(2018, 2018))]
    assert captions.intro(map(Drawn, both)) == (
        "Figurerna 1–2 visar nyckeltal ur Kolada åren 2017–2022; under varje figur står vilka som jämförs."
    )
    assert captions.intro([]) == ""


def test_a_section_with_counts_and_bars_says_in_how_many_figures_mean_and_riket_are():
    found = compared(peers=REPORT_SEVEN, window=(2017, 2022))
    count = compared(COUNT, peers=REPORT_SEVEN, window=(2017, 2022))
    opening = "Figurerna 1–3 visar Kramfors bredvid de sju valda kommunerna åren 2017–2022."
    assert captions.intro([Drawn(found), Drawn(count), Drawn(found)]) == (
        f"{opening} Deras ovägda medel och riket är med i två av dem."
    )
    assert captions.intro([Drawn(found), Drawn(found, draws_riket=False), Drawn(found)]) == (
        f"{opening} Deras ovägda medel är med i alla, riket i två av dem."
    )
    assert captions.intro([Drawn(count)] * 3) == opening
