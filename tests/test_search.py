"""Searching: words and stems, order, filters, what is said of a hit. Over the KPIs of tests/searching.py."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kolada.search.finder import Context, Filters, Found, Where, find
from kolada.search.query import terms
from kolada.search.why import marked, quoted
from kolada.search.words import meaningful, stems, words
from tests.searching import SEARCHES, small


def ids(text: str, filters: Filters | None = None, context: Context | None = None) -> list[str]:
    return [hit.entry.kpi.id for hit in find(small(), text, filters, context).hits]


def shown(found: Found, place: int = 0) -> str:
    """A hit's title with its marked words in brackets."""
    phrases = [phrase for term in found.asked for phrase in term.phrases]
    pieces = marked(found.hits[place].entry.kpi.title, phrases, [term.typed for term in found.asked])
    return "".join(f"[{piece.text}]" if piece.is_marked else piece.text for piece in pieces)


# Words ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "alike",
    [
        "placering placeringar placeringen placerade placerad",
        "skola skolan skolor",
        "kostnad kostnaden kostnader",
        "elev elever elevers eleverna",
        "bistånd biståndet bistand",
        "behörighet behöriga behörig",
        "anmälan anmälningar",
    ],
)
def test_inflected_words_have_one_stem(alike: str):
    assert len({stems(word)[0] for word in alike.split()}) == 1


def test_words_are_folded_and_an_age_is_a_word():
    assert words("Invånare 80+, HVB-hem (åk 9)") == ["invanare", "80plus", "hvb", "hem", "ak", "9"]


def test_words_that_every_sentence_has_are_left_out_unless_there_are_no_others():
    assert meaningful(words("frånvaro i skolan")) == ["franvaro", "skolan"]
    assert meaningful(["i"]) == ["i"]


# What is found -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("HVB kostnad", "N33007"),
        ("kostnad hvb", "N33007"),
        ("placeringar hvb", "N33816"),
        ("aldreomsorg hemtjanst", "N21006"),
        ("hemtjnst", "N21006"),
        ("ekonomiskt bistand", "N31001"),
        ("försörjningsstöd", "N31001"),
        ("skolfrånvaro", "N17625"),
        ("frånvaro i skolan", "N17625"),
        ("invånare 80+", "N01957"),
        ("ungdomsvård i Kramfors", "N33001"),
        ("hv", "N33007"),
    ],
)
def test_the_sensible_one_comes_first(text: str, first: str):
    assert ids(text)[0] == first


@pytest.mark.parametrize("text", ["N33001", "n33001", "33001", "nyckeltal 33001"])
def test_an_id_finds_its_kpi(text: str):
    found = find(small(), text)
    assert (found.hits[0].entry.kpi.id, found.hits[0].where) == ("N33001", Where.ID)


def test_all_words_must_match_and_where_none_has_all_the_missing_ones_are_named():
    assert find(small(), "HVB kostnad").missed == ()
    relaxed = find(small(), "HVB kostnad lärartäthet")
    assert (relaxed.hits[0].entry.kpi.id, relaxed.missed) == ("N33007", ("larartathet",))


def test_what_is_alive_comes_before_what_is_not_and_a_regions_own_last():
    assert ids("hemtjänst") == ["N21006", "N21998", "N21999", "N61999"]
    assert ids("hemtjänst", context=Context(for_region=True))[0] == "N61999"


def test_a_kpi_with_values_comes_before_its_like():
    assert ids("invånare", context=Context(with_values=frozenset({"N01958"})))[0] == "N01958"


def test_a_surveys_margin_is_never_found_alone_but_goes_with_its_survey():
    assert "U01647" not in ids("")
    for text in ("bemötande", "osäkerhetstal", "U01647"):
        assert all(kpi != "U01647" for kpi in ids(text))
    (hit,) = find(small(), "U01647").hits
    assert (hit.entry.kpi.id, hit.entry.margin) == ("N00647", "U01647")


def test_filters_combine_with_words_and_with_each_other():
    assert ids("kostnad", Filters(area="Bistånd")) == ["N31001"]
    assert set(ids("", Filters(group="G2KPI1"))) == {"N33001", "N33007"}
    assert ids("hvb", Filters(perspective="Volymer", area="IFO")) == ["N33816"]
    assert ids("hvb", Filters(area="Äldre")) == ids("", Filters(group="G2KPI9")) == []


def test_nothing_typed_is_everything_and_nothing_found_suggests_words():
    assert len(ids("")) == 13
    nothing = find(small(), "hmtjxnst")
    assert (nothing.hits, nothing.near) == ((), ("hemtjänst",))


def test_closed_and_unplanned_kpis_are_known_as_such():
    entries = {hit.entry.kpi.id: hit.entry for hit in find(small(), "hemtjänst").hits}
    assert [entries[k].ended for k in ("N21006", "N21999", "N21998")] == [None, 2024, None]
    assert [entries[k].is_planned for k in ("N21006", "N21999", "N21998")] == [True, False, False]


# Why -----------------------------------------------------------------------------------------------------------------


def test_the_words_asked_for_are_marked_in_the_title():
    assert shown(find(small(), "hvb kost")) == "[Kostnad] [HVB] barn och unga, kr/inv"
    assert shown(find(small(), "försörjningsstöd")) == "Kostnad [ekonomiskt bistånd], kr/inv".replace(
        "[ekonomiskt bistånd]", "[ekonomiskt] [bistånd]"
    )
    assert shown(find(small(), "invånare 80+")) == "[Invånare] [80+], antal"


def test_what_the_title_lacks_is_quoted_from_the_definition():
    found = find(small(), "frånvaro")
    assert found.hits[0].where is Where.DEFINITION
    pieces = quoted(found.hits[0].entry.kpi, found.asked)
    assert [piece.text for piece in pieces if piece.is_marked] == ["frånvaro"]
    assert "".join(piece.text for piece in pieces) == "Ogiltig frånvaro, rapporterad av skolan, <30 dagar."


def test_a_slip_of_the_finger_says_what_it_was_taken_for():
    (term,) = terms("hemtjnst", small())
    assert (term.typed, term.like) == ("hemtjnst", "hemtjänst")


# Whatever is typed ----------------------------------------------------------------------------------------------------

HOSTILE = ['"', "OR", "* NEAR(", 'title:"a" AND NOT b', "-- ; DROP TABLE kpi", "\x00\x07\u202e", "a" * 100_000,
           "{title} : x", "'" * 50, "☃ 漢字", "1e999", "n33001" * 2000, "<script>"]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_typed_is_a_command(text: str):
    assert isinstance(find(small(), text), Found)


@given(st.text(max_size=60))
def test_a_search_never_raises_and_marks_change_no_letter(text: str):
    found = find(small(), text)
    phrases = [phrase for term in found.asked for phrase in term.phrases]
    for hit in found.hits:
        assert "".join(piece.text for piece in marked(hit.entry.kpi.title, phrases)) == hit.entry.kpi.title


def test_there_are_forty_everyday_searches():
    assert len({each["search"] for each in SEARCHES}) == 40
    assert all(each["expected"] for each in SEARCHES)
