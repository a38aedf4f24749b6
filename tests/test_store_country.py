"""What the store says of the whole country: municipalities or regions, never Riket; and why a value is missing."""

import pytest

from cache.store import Store
from kolada.api.models import RIKET
from layouts.view import Views


@pytest.fixture(scope="module")
def store(warm_views: Views) -> Store:
    warm_views.store.values(["N33001"], [RIKET, "0023"])
    return warm_views.store


def test_the_country_is_of_one_type_of_unit_and_never_riket(store: Store, warm_views: Views):
    municipalities = {unit for unit, *_ in store.country("N33001")}
    assert municipalities <= set(warm_views.members_of_country())
    regions = {unit for unit, *_ in store.country("N33001", regions=True)}
    assert regions <= set(warm_views.members_of_country(regions=True))
    assert RIKET not in municipalities | regions


def test_the_countries_are_290_and_21(warm_views: Views):
    assert len(warm_views.members_of_country()) == 290
    assert len(warm_views.members_of_country(regions=True)) == 21


def test_a_missing_value_has_koladas_word_and_a_value_has_none(store: Store):
    reasons = store.reasons("N33001", "T", (2000, 2025))
    assert reasons
    assert set(reasons.values()) <= {"Missing", "Privacy", "Not applicable", ""}
    there = store.country("N33001", "T", (2000, 2025))
    assert not {(unit, year) for unit, year, _ in there} & set(reasons)
    assert store.reasons("N99999", "T", (2000, 2025)) == {}


def test_the_kept_catalogue_is_empty_until_the_whole_was_fetched_and_asks_for_nothing(listed_store: Store):
    assert listed_store.kept_catalogue() == {}
    whole = listed_store.catalogue().items
    assert listed_store.kept_catalogue() == whole
