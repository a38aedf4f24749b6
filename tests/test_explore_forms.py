"""The forms of /utforska and the recipe in the address: what is chosen, read back, and whatever a stranger writes."""

from urllib.parse import parse_qs, quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kolada.analysis.likeness import Ingredient
from layouts import ids
from layouts.addresses import EXPLORE, OVERVIEW
from layouts.explore.forms import LIKENESS, RELATION, recipe_of, search_after
from layouts.explore.recipe import parse_recipe, recipe_text
from layouts.navigation import choose
from layouts.selection import Selection, parse, to_query

KPIS = st.from_regex(r"[NU][0-9]{5}", fullmatch=True).filter(str.isascii)
HERE = "?municipality=2282&peers=G36552&view=samband&kpi=N31807&kpi=N33001&year=2020"


def asked(search: str) -> dict[str, list[str]]:
    return parse_qs(search.removeprefix("?"))


# Samband ------------------------------------------------------------------------------------------


def test_another_year_of_the_same_pair_is_written() -> None:
    found = asked(search_after(RELATION, HERE, {"x": "N31807", "y": "N33001", "year": "2018"}))
    assert (found["kpi"], found["year"], found["view"]) == (["N31807", "N33001"], ["2018"], ["samband"])
    assert (found["municipality"], found["peers"]) == (["2282"], ["G36552"])


def test_another_kpi_gets_its_own_newest_year() -> None:
    found = asked(search_after(RELATION, HERE, {"x": "N00903", "y": "N33001", "year": "2020"}))
    assert found["kpi"] == ["N00903", "N33001"]
    assert "year" not in found


def test_a_choice_is_no_longer_the_pinned_link() -> None:
    found = search_after(RELATION, HERE + "&retrieved=2026-01-01", {"x": "N00903", "y": "N33001", "year": None})
    assert "retrieved" not in found


# Egen likhet --------------------------------------------------------------------------------------


def test_the_rows_become_the_recipe_an_emptied_one_is_gone_and_a_new_one_weighs_one() -> None:
    rows = {"kpi0": "N01951", "weight0": "2", "kpi1": None, "weight1": "3", "kpi2": "N00903"}
    found = asked(search_after(LIKENESS, "?municipality=2282", rows))
    assert found["recipe"] == ["N01951:2,N00903:1"]
    assert found["view"] == ["egen-likhet"]


@given(st.lists(st.tuples(KPIS, st.integers(1, 5)), max_size=8, unique_by=lambda part: part[0]))
def test_a_recipe_is_read_back_as_it_was_written(parts: list[tuple[str, int]]) -> None:
    written = recipe_text(parts)
    selection = parse(f"recipe={written}")[0]
    assert parse_recipe(selection.recipe) == (tuple(Ingredient(*part) for part in parts), [])
    assert parse(to_query(selection)) == (selection, ())


def test_what_is_wrong_with_a_recipe_is_said_and_the_rest_used() -> None:
    found, said = parse_recipe("N00001:9,N00002,N00001:2,N00003:0")
    assert found == (Ingredient("N00001", 5), Ingredient("N00002", 1), Ingredient("N00003", 1))
    assert len(said) == 3


def test_a_ninth_kpi_is_named_as_left_out() -> None:
    found, said = parse_recipe(",".join(f"N0000{i}" for i in range(9)))
    assert len(found) == 8
    assert said == ["Högst 8 nyckeltal i ett recept. Utelämnade: N00008."]


@pytest.mark.parametrize(
    "text", ["<script>", "N01951:2;N00903", "N1", "N01951:9999", "N٠١٢٣٤", "," * 500, "N01951," * 90]
)
def test_a_hostile_recipe_falls_back_and_is_named(text: str) -> None:
    selection, notices = parse(f"recipe={quote(text)}")
    assert selection.recipe == ""
    assert len(notices) == (0 if not text.strip(",") else 1)


@given(
    st.dictionaries(st.sampled_from(["x", "y", "year", "kpi0", "weight0", "kpi1", "weight1"]), st.none() | st.text())
)
def test_whatever_a_forged_form_holds_gives_an_address_that_is_understood(values: dict[str, str | None]) -> None:
    for tab in (RELATION, LIKENESS, "finns-inte"):
        found = search_after(tab, "?municipality=2282", values)
        if found is not None:
            assert parse(found)[0].municipality == "2282"
    assert parse(f"recipe={recipe_of(values)}")[0].recipe == recipe_of(values)


# The recipe on its way ----------------------------------------------------------------------------


def test_the_recipe_stays_until_other_peers_are_chosen_but_where_it_is_looked_at() -> None:
    chosen = Selection("2282", recipe="N01951:2")
    looked_at = chosen.but(view="egen-likhet")
    for control, value in ((ids.BAR_PEERS, "G36552"), (ids.OWN_LIST_STORE, "1260"), (ids.BAR_MUNICIPALITY, "1260")):
        assert choose(control, value, OVERVIEW, chosen, (), ())[1].recipe == ""
        assert choose(control, value, EXPLORE, chosen, (), ())[1].recipe == ""
        kept = "" if control == ids.OWN_LIST_STORE else "N01951:2"
        assert choose(control, value, EXPLORE, looked_at, (), ())[1].recipe == kept
    assert choose(ids.BAR_GENDER, "K", OVERVIEW, chosen, (), ())[1].recipe == "N01951:2"
