"""What stands out in Kolada's real values, where ../shared/kolada_api is there, against the plain calculation."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from cache.store import Store
from kolada import curated
from kolada.analysis.standout import Among, scan
from kolada.api.client import KoladaClient, Rate, make_session
from tests.servers import running_server
from tests.standout_oracle import standings
from tests.test_standout import as_numbers

pytestmark = pytest.mark.server
KRAMFORS, BJUV = "2282", "1260"
IFO = ("1231", "1260", "1461", "1781", "1785", "1962", "2084")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with running_server("--kpis", "N33") as base_url:
        client = KoladaClient(base_url, make_session(4), Rate(per_second=1000, burst=1000))
        with closing(Store(f"sqlite:///{tmp_path_factory.mktemp('real') / 's.sqlite'}", client)) as made:
            yield made


def test_real_values_are_the_plain_calculations_row_for_row(store: Store):
    kpi_set = curated.kpi_set("barn-och-unga")
    assert kpi_set
    kpis = [kpi for kpi in kpi_set.kpis if kpi.startswith("N33")]
    country = [unit.id for unit in store.municipalities().items if unit.is_municipality]
    values = store.values(kpis, [*country, "0000"]).frame
    total = values[(values["gender"] == "T") & (values["municipality"] != "0000")]
    for focal, peers in ((KRAMFORS, IFO), (BJUV, ("1231", "1461", "1781"))):
        oracle = standings(total, focal, list(peers), country)
        kept = store.panel()
        found = scan(kept, Among(focal, peers, tuple(country), max(2, -(-len(peers) // 2)), kept.whole)).found
        assert {row.kpi for row in found} == oracle.keys() >= {"N33001", "N33816"}
        for row in found:
            expected = oracle[row.kpi]
            ours = {name: getattr(row, name) for name in expected}
            assert as_numbers(ours) == pytest.approx(as_numbers(expected), rel=1e-9, abs=1e-9, nan_ok=True), row.kpi


def test_kramfors_cost_of_2022_is_what_comparison_says(store: Store):
    row = next(r for r in scan(store.panel(), _kramfors(store)).found if r.kpi == "N33001")
    assert (row.year, round(row.value, 1), row.n, row.position) == (2022, 4419.2, 7, 1)


def _kramfors(store: Store) -> Among:
    country = tuple(unit.id for unit in store.municipalities().items if unit.is_municipality)
    return Among(KRAMFORS, IFO, country, 4, store.panel().whole)
