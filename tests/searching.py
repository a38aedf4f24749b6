"""Catalogues to search: a few KPIs that tests can see, and Kolada's own, where the stand-in is beside the project."""

import gzip
import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kolada.api.models import Kpi, KpiGroup, Member
from kolada.search.index import Index

WHOLE = Path(__file__).parents[2] / "shared" / "kolada_api" / "data"
SEARCHES = json.loads((Path(__file__).parent / "data" / "searches.json").read_text(encoding="utf-8"))
LISTS, DATES = ("kpi", "kpi_groups"), ("prel_publication_date", "publication_date")
NEXT = date(2026, 8, 28)


def kpi(kpi_id: str, title: str, description: str = "", **more: Any) -> Kpi:
    """A KPI that Kolada will publish again."""
    return Kpi(kpi_id, title, description, **{"publication_date": NEXT, "operating_area": "IFO", **more})


KPIS = (
    kpi("N33007", "Kostnad HVB barn och unga, kr/inv", perspective="Resurser"),
    kpi("N33002", "Kostnad HVB för barn och unga kr/inv 0-20 år", perspective="Resurser"),
    kpi("N33816", "Barn och unga 0-20 år placerade på HVB under året, antal/1000 inv", perspective="Volymer"),
    kpi("N33001", "Kostnad barn- och ungdomsvård, kr/inv", "För placeringar. Källa: SCB.", perspective="Resurser"),
    kpi("N31001", "Kostnad ekonomiskt bistånd, kr/inv", operating_area="Bistånd"),
    kpi("N21006", "Kostnad hemtjänst äldreomsorg, kr/hemtjänsttagare", operating_area="Äldre"),
    kpi("N21999", "Kostnad hemtjänst äldreomsorg, kr/inv (- 2024)", publication_date=None, operating_area="Äldre"),
    kpi("N21998", "Ledningstid hemtjänst, timmar", publication_date=None, operating_area="Äldre"),
    kpi("N61999", "Kostnad hemtjänst region, kr/inv", municipality_type="L", operating_area="Äldre"),
    kpi("N17625", "Gymnasieelever med indraget studiestöd, andel (%)",
        "Ogiltig frånvaro, rapporterad av skolan, <30 dagar. Källa: CSN."),
    kpi("N00647", "Medborgarundersökningen - Bra bemötande i kommunen, andel (%)"),
    kpi("U01647", "Osäkerhetstal - Bra bemötande i kommunens, andel (%)"),
    kpi("N01957", "Invånare 80+, antal"),
    kpi("N01958", "Invånare 65+, antal"),
)  # fmt: skip
GROUPS = (
    KpiGroup("G2KPI1", "Revision", (Member("N33007", ""), Member("N33001", ""), Member("N99999", ""))),
    KpiGroup("G2KPI2", "Revision", (Member("N61999", ""),)),
)


@cache
def small() -> Index:
    """Those KPIs, and two groups of one title."""
    return Index(KPIS, GROUPS, ["Kramfors", "Region Skåne"])


@cache
def whole() -> Index:
    """Kolada's catalogue. Skips the test where it is not there."""
    if not WHOLE.exists():
        pytest.skip(f"{WHOLE} is not there")
    rows, groups = (json.loads(gzip.decompress((WHOLE / f"{name}.json.gz").read_bytes())) for name in LISTS)
    members = [(g, tuple(Member(m["member_id"], m["member_title"]) for m in g["members"])) for g in groups]
    return Index(map(_read, rows), [KpiGroup(g["id"], g["title"], own) for g, own in members])


def _read(row: dict[str, Any]) -> Kpi:
    days = {key: date.fromisoformat(row[key]) if row[key] else None for key in DATES}
    return Kpi(**{**row, **days, "publ_period": int(row["publ_period"]) if row["publ_period"] else None})
