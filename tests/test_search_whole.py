"""Forty everyday searches over Kolada's own catalogue find what is meant among the first three."""

import time
from statistics import median

import pytest

from kolada.search.finder import find
from tests.searching import SEARCHES, whole

pytestmark = pytest.mark.server


def test_at_least_thirty_six_of_forty_find_theirs_in_the_first_three():
    firsts = {each["search"]: [h.entry.kpi.id for h in find(whole(), each["search"]).hits[:3]] for each in SEARCHES}
    found = [each["search"] for each in SEARCHES if set(firsts[each["search"]]) & set(each["expected"])]
    assert len(found) >= 36, {text: ids for text, ids in firsts.items() if text not in found}


def test_every_expected_kpi_is_in_the_catalogue():
    assert not {kpi for each in SEARCHES for kpi in each["expected"]} - set(whole().place)


def test_an_answer_comes_as_one_types():
    spent = []
    for each in SEARCHES:
        for end in range(2, len(each["search"]) + 1):
            started = time.perf_counter()
            find(whole(), each["search"][:end])
            spent.append(time.perf_counter() - started)
    assert median(spent) < 0.1


def test_nearly_every_margin_goes_with_its_survey():
    assert len(whole().margins) >= 200
    assert not any(entry.kpi.title.startswith("Osäkerhetstal") for entry in whole().entries)
