"""/data/sticker-ut.csv: every KPI of a scan with all its numbers, those that are left out too, with the reason."""

from collections.abc import Iterable, Iterator

from kolada import catalogue
from kolada.analysis.standout import Standing
from kolada.frame import is_preliminary
from kolada.swedish import folded
from layouts import texts
from layouts.documents.table import EXCEL, Row, own_source
from layouts.explore.scan import Scan
from layouts.explore.standing import retrieved
from layouts.view import Views

# distance = (value - peer_mean) / spread; trend = ((value - first_value) - (peer_mean - first_peer_mean)) / spread.
# position and country_position: 1 is the highest, ties share the better place. n: peers with a value. jump: the median
# change from one own value to the next. far_share: the share of the country's others beyond two spreads. behind: the
# persons behind a rate. left_out: why a KPI is not compared (kolada.scanned.LeftOut), then the numbers are empty.
# retrieved: the local day of the oldest of the own value and those of the peers.
COLUMNS = ("kpi", "title", "unit", "kind", "operating_area", "perspective", "municipality", "name", "peers", "members",
           "period", "value", "peer_mean", "n", "difference", "spread", "distance", "far_share", "position", "ties",
           "country_position", "country_n", "country_ties", "first_period", "first_value", "first_peer_mean", "trend",
           "jump", "behind", "small", "preliminary", "family", "left_out", "source", "retrieved")  # fmt: skip


def rows(views: Views, scan: Scan) -> list[Row]:
    """Those listed first in their order, then those compared but not listed, then those left out, by id."""
    listed = {row.kpi for row in scan.rows}
    rest = sorted((row for row in scan.counted if row.kpi not in listed), key=lambda row: row.kpi)
    compared = [_compared(views, scan, row) for row in (*scan.rows, *rest)]
    found = [*compared, *_left_out(views, scan)]
    days = retrieved(views, scan, [str(row["kpi"]) for row in found])
    return [{**row, "retrieved": str(days.get(str(row["kpi"]), ""))} for row in found]


def only(table: Iterable[Row], kpis: Iterable[str]) -> list[Row]:
    """The rows of these KPIs, in their order."""
    by_kpi = {row["kpi"]: row for row in table}
    return [by_kpi[kpi] for kpi in kpis if kpi in by_kpi]


def _left_out(views: Views, scan: Scan) -> Iterator[Row]:
    for kpi, why in sorted(scan.left_out.items()):
        yield {**_described(views, scan, kpi), "left_out": why.value}


def _described(views: Views, scan: Scan, kpi: str) -> Row:
    known = scan.subjects.kpis.get(kpi)
    source = own_source(known) if known else f"Egen bearbetning av värden ur Kolada ({kpi})"
    about: Row = {
        "title": known.title if known else "",
        "unit": catalogue.unit(known) if known else "",
        "kind": catalogue.kind(known).value if known else "",
        "operating_area": known.operating_area if known else "",
        "perspective": (known.perspective or "") if known else "",
        "family": scan.subjects.families.get(kpi, kpi),
    }
    return {
        **dict.fromkeys(COLUMNS),
        **about,
        "kpi": kpi,
        "municipality": scan.resolved.focal.id,
        "name": scan.resolved.focal.title,
        "peers": scan.peers.name,
        "members": ",".join(m.id for m in scan.peers.members),
        "source": texts.INVENTED if views.store.invented else source,
    }


def _compared(views: Views, scan: Scan, row: Standing) -> Row:
    known = scan.subjects.kpis[row.kpi]
    return {
        **_described(views, scan, row.kpi),
        "period": row.year,
        "value": row.value,
        "peer_mean": row.mean,
        "n": row.n,
        "difference": row.value - row.mean,
        "spread": row.spread,
        "distance": row.distance,
        "far_share": row.far_share,
        "position": row.position,
        "ties": row.ties,
        "country_position": row.country_position,
        "country_n": row.country_n,
        "country_ties": row.country_ties,
        "first_period": row.first_year,
        "first_value": row.first_value,
        "first_peer_mean": row.first_mean,
        "trend": row.trend,
        "jump": row.jump,
        "behind": scan.behind.get(row.kpi),
        "small": scan.is_small(row),
        "preliminary": is_preliminary(known, row.year, views.today()),
        "left_out": "",
    }


def file_name(scan: Scan, form: str = "") -> str:
    """kramfors_sticker-ut.csv."""
    plain = folded(scan.resolved.focal.title).replace(" ", "-")
    return f"{plain}_{scan.selection.view or 'sticker-ut'}{'_excel' if form == EXCEL else ''}.csv"
