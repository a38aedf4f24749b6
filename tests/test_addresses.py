"""Paths of pages and files."""

import pytest

from layouts.addresses import CSV, OVERVIEW, address, kpi_of, kpi_path
from layouts.selection import Selection


def test_an_address_is_its_path_with_the_selection_and_what_else_is_asked():
    kramfors = Selection(municipality="2282", kpis=("N33001", "N33007"))
    assert address(OVERVIEW) == address(OVERVIEW, Selection()) == "/oversikt"
    assert address(OVERVIEW, kramfors) == "/oversikt?municipality=2282&kpi=N33001&kpi=N33007"
    assert address(CSV, kramfors, format="excel-sv").endswith("&kpi=N33007&format=excel-sv")
    assert address(CSV, Selection(), format="excel-sv") == "/data.csv?format=excel-sv"


@pytest.mark.parametrize("path", ["/nyckeltal/N33001", "/nyckeltal/n33001", "/nyckeltal/N33001/"])
def test_a_kpis_page_is_known_by_its_id_however_it_is_typed(path: str):
    assert kpi_of(path) == "N33001"
    assert kpi_of(kpi_path("N33001")) == "N33001"


@pytest.mark.parametrize(
    "path",
    ["/", "/oversikt", "/nyckeltal", "/nyckeltal/", "/nyckeltal/N33001/x", "/x/N33001", "/nyckeltal/<script>",
     "/nyckeltal/%4e33001", "/nyckeltal/N3300", "", "N33001", "//nyckeltal/N33001", "/nyckeltal/N٣٣٠٠١"],
)  # fmt: skip
def test_other_paths_are_no_kpis_page(path: str):
    assert kpi_of(path) is None
