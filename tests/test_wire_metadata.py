"""Kolada's catalogue, units and groups, and its texts: all of a list is as promised, or none of it is believed."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kolada.api import wire
from kolada.api.errors import KoladaBadResponse
from kolada.api.models import Kpi, KpiGroup, Member, Municipality, MunicipalityGroup

URL = "https://api.kolada.se/v3/kpi"
KPI = {
    "id": "N04111",
    "title": "Kommunens köp av förskola från offentliga utförare, andel (%) (-2024)",
    "description": "Kostnad för köp. Källa: SCB.",
    "is_divided_by_gender": False,
    "municipality_type": "K",
    "auspice": "O",
    "operating_area": "Förskoleverksamhet",
    "perspective": None,
    "prel_publication_date": None,
    "publication_date": "2026-12-15",
    "publ_period": "2026",
    "has_ou_data": True,
}
GROUP = {
    "id": "G36552",
    "title": "Liknande kommuner IFO, Kramfors, 2024",
    "members": [{"member_id": "1231", "member_title": "Burlöv"}],
}
HALF_SURROGATE = "\ud83d"


def is_bad(call: Callable[..., Any], *args: Any) -> KoladaBadResponse:
    with pytest.raises(KoladaBadResponse) as caught:
        call(*args)
    assert caught.value.url == URL
    assert caught.value.detail
    return caught.value


# ---- metadata


def test_a_kpi_is_read_with_all_its_fields():
    assert wire.read_kpi(KPI | {"new": 1}) == Kpi(
        id="N04111",
        title="Kommunens köp av förskola från offentliga utförare, andel (%) (-2024)",
        description="Kostnad för köp. Källa: SCB.",
        is_divided_by_gender=False,
        municipality_type="K",
        auspice="O",
        operating_area="Förskoleverksamhet",
        perspective=None,
        prel_publication_date=None,
        publication_date=date(2026, 12, 15),
        publ_period=2026,
        has_ou_data=True,
    )


@pytest.mark.parametrize(
    ("field", "sent", "read"),
    [
        ("publication_date", "2026-12-15T00:00:00", date(2026, 12, 15)),
        ("publication_date", "våren 2027", None),
        ("publication_date", "2026-13-45", None),
        ("publication_date", 20261, None),
        ("prel_publication_date", {}, None),
        ("publ_period", 2026, 2026),
        ("publ_period", "2025/26", None),
        ("publ_period", "", None),
        ("is_divided_by_gender", 1, True),
        ("has_ou_data", 0, False),
        ("title", "  Antal  barn ", "Antal  barn"),
        ("auspice", None, None),
        ("perspective", "Resurser", "Resurser"),
        ("description", "", ""),
        ("description", "Rad ett.\\nRad\u00a0två,  <30 år.  ", "Rad ett.\nRad två, <30 år."),
    ],
)
def test_the_catalogues_liberties_are_understood(field: str, sent: Any, read: Any):
    assert getattr(wire.read_kpi(KPI | {field: sent}), field) == read


@pytest.mark.parametrize(
    "field", ["auspice", "perspective", "prel_publication_date", "publication_date", "publ_period"]
)
def test_what_may_be_null_may_be_left_out(field: str):
    assert getattr(wire.read_kpi({k: v for k, v in KPI.items() if k != field}), field) is None


@pytest.mark.parametrize(
    "kpi",
    [
        *(
            pytest.param({k: v for k, v in KPI.items() if k != name}, id=f"no {name}")
            for name in ("id", "title", "description", "is_divided_by_gender", "operating_area", "has_ou_data")
        ),
        pytest.param(KPI | {"id": "N4111"}, id="short id"),
        pytest.param(KPI | {"id": "N04111\n"}, id="id with a line break"),
        pytest.param(KPI | {"id": "N0411１"}, id="a digit of another script"),
        pytest.param(KPI | {"id": 4111}, id="id a number"),
        pytest.param(KPI | {"title": None}, id="title null"),
        pytest.param(KPI | {"title": "  "}, id="title empty"),
        pytest.param(KPI | {"title": f"Antal {HALF_SURROGATE}"}, id="title with half a character"),
        pytest.param(KPI | {"description": None}, id="description null"),
        pytest.param(KPI | {"is_divided_by_gender": "ja"}, id="a boolean in words"),
        pytest.param(KPI | {"auspice": 1}, id="auspice a number"),
        pytest.param([], id="a list"),
        pytest.param(None, id="null"),
    ],
)
def test_one_malformed_kpi_makes_the_whole_catalogue_bad(kpi: Any):
    assert "object 1" in is_bad(wire.read_items, [KPI, kpi], URL, wire.read_kpi).detail


def test_units_keep_their_leading_zero_and_riket_its_type():
    rows = [{"id": "0180", "title": "Stockholm", "type": "K"}, {"id": "0000", "title": "Riket", "type": "L"}]
    stockholm, riket = wire.read_items(rows, URL, wire.read_municipality)
    assert stockholm == Municipality("0180", "Stockholm", "K")
    assert not riket.is_region
    assert not riket.is_municipality


@pytest.mark.parametrize("changed", [{"id": "180"}, {"id": 180}, {"id": "G180"}, {"title": ""}, {"type": None}])
def test_a_malformed_unit_makes_the_list_bad(changed: dict[str, Any]):
    unit = {"id": "0180", "title": "Stockholm", "type": "K"} | changed
    is_bad(wire.read_items, [unit], URL, wire.read_municipality)


def test_a_group_is_read_with_its_members():
    members = (Member("1231", "Burlöv"),)
    assert wire.read_municipality_group(GROUP) == MunicipalityGroup("G36552", GROUP["title"], members)


@pytest.mark.parametrize("group_id", ["G2KPI92539", "GKPI199"])
def test_a_kpi_group_may_have_members_that_are_no_longer_in_the_catalogue(group_id: str):
    raw = {"id": group_id, "title": "Kultur/Fritid", "members": [{"member_id": "U99999", "member_title": "Borta"}]}
    assert wire.read_kpi_group(raw) == KpiGroup(group_id, "Kultur/Fritid", (Member("U99999", "Borta"),))


@pytest.mark.parametrize(
    "changed",
    [
        {"id": "36552"},
        {"members": None},
        {"members": ["1231"]},
        {"members": [{"id": "1231", "title": "Burlöv"}]},
        {"members": [{"member_id": "N33001", "member_title": "Burlöv"}]},
    ],
)
def test_a_malformed_group_makes_the_list_bad(changed: dict[str, Any]):
    is_bad(wire.read_items, [GROUP | changed], URL, wire.read_municipality_group)


def test_one_id_with_two_contents_is_an_error():
    groups = [wire.read_municipality_group(GROUP), wire.read_municipality_group(GROUP | {"title": "Något annat"})]
    is_bad(wire.unique, groups, lambda group: group.id, URL)


# ---- text


@pytest.mark.parametrize(
    "text", ["Malmö", "Älvkarleby", "Östersund", "Åre", "Upplands-Bro à la carte", "50–60 år", "≥ 5"]
)
def test_double_encoding_is_undone_and_right_text_left_alone(text: str):
    assert wire.repaired(text.encode().decode("latin-1")) == text
    assert wire.repaired(text) == text


@pytest.mark.parametrize("text", ["Ã", "Ã¶ och ö", "Ã¶ – ett tankstreck", "plain"])
def test_what_does_not_come_out_whole_is_not_touched(text: str):
    assert wire.repaired(text) == text


def test_a_double_encoded_title_is_repaired_before_its_ends_are_trimmed():
    broken = "Nordanstig och Å".encode().decode("latin-1")  # ends in U+0085, which counts as space
    assert wire.read_municipality({"id": "2132", "title": broken, "type": "K"}).title == "Nordanstig och Å"
