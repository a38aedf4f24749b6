"""What "Vad sticker ut?" reads from an address."""

from hypothesis import given
from hypothesis import strategies as st

from layouts.explore import texts_standout
from layouts.explore.filters import MOST_ROWS, Filters, read
from layouts.explore.state import extras
from layouts.keys import EXPLORE_KEYS

AREAS = {"befolkning", "infrastruktur-miljo-och-halsoskydd-mm", "tandvard"}


def test_defaults_are_left_out_of_the_address():
    assert read({}, AREAS) == (Filters(), [])
    assert not any(Filters().keys().values())


def test_everything_chosen_comes_back_from_the_address():
    chosen = Filters(("befolkning", "tandvard"), "kvalitet", 2021, True, "trend", 80)
    assert read(chosen.keys(), AREAS) == (chosen, [])
    assert set(chosen.keys()) <= set(EXPLORE_KEYS)


def test_an_area_may_be_named_by_its_title_whose_commas_are_its_own():
    title = "Infrastruktur, miljö- och hälsoskydd mm"
    assert read({"area": title}, AREAS)[0].areas == ("infrastruktur-miljo-och-halsoskydd-mm",)


def test_what_is_not_understood_falls_back_and_is_named():
    strange = {"area": "tandvard,x", "only": "röd", "since": "-3", "small": "no", "order": "bäst", "n": "0"}
    chosen, said = read(strange, AREAS)
    assert chosen == Filters(("tandvard",))
    assert len(said) == 6
    assert "röd" in " ".join(said)


def test_more_rows_than_a_page_takes_are_cut_and_that_is_said():
    chosen, (said,) = read({"n": "400"}, AREAS)
    assert chosen.n == MOST_ROWS
    assert said == texts_standout.most_rows(MOST_ROWS)


def test_another_choice_begins_at_the_first_row():
    assert Filters(n=120).but(order="plats") == Filters(order="plats")


@given(st.dictionaries(st.sampled_from([*EXPLORE_KEYS, "x"]), st.text(max_size=40)))
def test_nothing_raises(keys: dict[str, str]):
    chosen, _ = read(keys, AREAS)
    assert 1 <= chosen.n <= MOST_ROWS
    assert set(chosen.areas) <= AREAS


def test_the_address_is_bounded():
    assert len(extras("area=" + "x" * 5000)["area"]) == 400


def test_more_rows_than_a_page_can_hold_are_cut_with_a_word():
    chosen, said = read({"n": "400"}, AREAS)
    assert (chosen.n, MOST_ROWS) == (200, 200)
    assert "200 första" in " ".join(said)
