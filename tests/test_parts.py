"""What a mirror asks for: which KPIs of which units, what is left, in which parts. Decisions alone."""

from cache import parts
from cache.parts import Part
from cache.requests import LOOKED_AT, in_turns
from kolada.api.models import Kpi, Municipality

UNITS = [Municipality("0000", "Riket", "L"), Municipality("0001", "Region Stockholm", "L")] + [
    Municipality(f"{code:04d}", "En kommun", "K") for code in range(114, 214)
]
EVERYBODY, REGIONS = tuple(unit.id for unit in UNITS), ("0000", "0001")
CATALOGUE = {
    "N00001": Kpi("N00001", "Av kommuner", municipality_type="K"),
    "N00002": Kpi("N00002", "Av regioner", municipality_type="L"),
    "N00003": Kpi("N00003", "Av alla", municipality_type="A"),
}


def test_regions_own_kpis_are_asked_for_of_regions_and_riket_and_all_else_of_everybody() -> None:
    assert parts.whole(CATALOGUE, CATALOGUE, UNITS) == [
        Part(("N00001", "N00003"), EVERYBODY),
        Part(("N00002",), REGIONS),
    ]


def test_a_kpi_that_the_catalogue_does_not_have_is_asked_for_of_everybody_and_each_once() -> None:
    assert parts.whole(["U99999", "U99999"], CATALOGUE, UNITS) == [Part(("U99999",), EVERYBODY)]
    assert parts.whole([], CATALOGUE, UNITS) == []


def test_what_is_kept_of_every_unit_is_left_out_and_what_is_kept_in_part_is_not() -> None:
    part = Part(("N00001", "N00003", "U99999"), EVERYBODY)
    kept = {"N00001": len(EVERYBODY), "N00003": 7}
    assert parts.remaining(part, kept).kpis == ("N00003", "U99999")
    assert parts.done(part, kept) == len(EVERYBODY) + 7


def test_parts_are_small_enough_for_the_memory_and_about_alike() -> None:
    whole = Part(tuple(f"N{n:05d}" for n in range(250)), EVERYBODY)
    pieces = parts.cut(whole)
    assert [len(piece.kpis) for piece in pieces] == [83, 83, 84]
    assert [kpi for piece in pieces for kpi in piece.kpis] == list(whole.kpis)
    assert sum(piece.slices for piece in pieces) == whole.slices


def test_many_unknown_kpis_are_looked_at_by_a_few_units_first_of_all_kinds() -> None:
    kpis = [f"N{n:05d}" for n in range(30)]
    pairs = [(kpi, unit) for kpi in kpis for unit in EVERYBODY]
    first, then = in_turns(pairs, {"N00000": 12.0})
    assert then == pairs
    assert {kpi for kpi, _ in first} == set(kpis[1:])
    assert len({unit for _, unit in first}) == LOOKED_AT
    assert len(first) == 29 * LOOKED_AT


def test_a_pages_worth_is_asked_for_at_once() -> None:
    pairs = [(f"N{n:05d}", unit) for n in range(25) for unit in EVERYBODY]
    assert in_turns(pairs, {}) == [pairs]
