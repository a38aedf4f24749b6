"""/data.csv: the figures behind a view, one row per kpi x role x municipality x period x gender."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from kolada import catalogue
from kolada.analysis.compare import Comparison
from kolada.analysis.lines import Cell, Line, Role
from kolada.api.models import Kpi
from kolada.frame import Slice
from kolada.reading.notes import origin
from kolada.swedish import folded
from layouts import texts
from layouts.documents import wider
from layouts.view import View

COLUMNS = ("kpi", "title", "unit", "municipality", "name", "role", "period", "gender", "value", "n", "status",
           "preliminary", "source", "retrieved",
           "kpi_kind", "operating_area", "perspective", "group_edition")  # fmt: skip
EXCEL = "excel-sv"
BOM = "\ufeff"
ROLES = (*map(str, Role), *wider.ROLES)
OF_THE_GROUP = (Role.PEER, Role.PEER_MEAN)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")

Row = dict[str, str | int | float | bool | None]


def rows(views: Sequence[View]) -> list[Row]:
    """The rows of one view per gender asked for, sorted by kpi (as asked), role, municipality, period, gender."""
    shown = {(kpi, c.gender): (view, c) for view in views for kpi, c in view.comparisons.items()}  # undivided ones once
    found = [row for view, comparison in shown.values() for row in _rows(view, comparison)]
    found += [row for kpi in (views[0].comparisons if views else ()) for row in _wider(views, kpi)]
    order = {kpi: place for place, kpi in enumerate(views[0].comparisons)} if views else {}
    return sorted(found, key=lambda r: (order[str(r["kpi"])], ROLES.index(str(r["role"])), str(r["municipality"]),
                                        int(r["period"] or 0), str(r["gender"])))  # fmt: skip


def _rows(view: View, comparison: Comparison) -> Iterator[Row]:
    lines = [comparison.focal, *comparison.peer_lines, comparison.riket]
    if comparison.mean.cells:
        lines.append(comparison.mean)
    for line in lines:
        retrieved = _retrieved(line, comparison, view.slices)
        for period in comparison.periods:
            yield _row(view, comparison, line, period, retrieved)


def _wider(views: Sequence[View], kpi: str) -> Iterator[Row]:
    """What the view's tab has computed beside the lines, in rows of the same columns."""
    view, own = views[0], [v.comparisons[kpi] for v in views if kpi in v.comparisons]
    for role, unit, name, period, gender, value, n, status, preliminary in wider.cells(view.selection.view, own):
        yield {
            **_first(own[0]),
            "municipality": unit,
            "name": name,
            "role": role,
            "period": period,
            "gender": gender,
            "value": value,
            "n": n,
            "status": status,
            "preliminary": preliminary,
            "source": source(own[0], Role.PEER_MEAN, view.invented),
            "retrieved": str(view.retrieved(kpi) or ""),
            **_further(own[0]),
            "group_edition": None,
        }


def _row(view: View, comparison: Comparison, line: Line, period: int, retrieved: str) -> Row:
    cell = line.at(period)
    return {
        **_first(comparison),
        "municipality": line.id,
        "name": line.name if line.role is not Role.PEER_MEAN else f"{texts.TABLE_MEAN}, {line.name}",
        "role": line.role.value,
        "period": period,
        "gender": comparison.gender,
        "value": cell.value,
        "n": _n(cell, line.role),
        "status": _status(cell),
        "preliminary": cell.preliminary,
        "source": source(comparison, line.role, view.invented),
        "retrieved": retrieved,
        **_further(comparison),
        "group_edition": comparison.peers.edition if line.role in OF_THE_GROUP else None,
    }


def _first(comparison: Comparison) -> Row:
    kpi = comparison.kpi
    return {"kpi": kpi.id, "title": kpi.title, "unit": catalogue.unit(kpi)}


def _further(comparison: Comparison) -> Row:
    kpi = comparison.kpi
    return {
        "kpi_kind": comparison.kind.value,
        "operating_area": kpi.operating_area,
        "perspective": kpi.perspective,
    }


def _n(cell: Cell, role: Role) -> int:
    if cell.value is None:
        return 0
    return cell.n if role is Role.PEER_MEAN else 1


def _status(cell: Cell) -> str:
    """Kolada's word; "absent" for a row, or a gender of a row, that is not there."""
    return "absent" if cell.status == "gender absent" else cell.status


def source(comparison: Comparison, role: Role, invented: bool) -> str:
    """COMPARISON 28: Kolada for its own values; what is computed here is not Kolada's."""
    if invented:
        return texts.INVENTED
    return own_source(comparison.kpi) if role is Role.PEER_MEAN else kolada_source(comparison.kpi)


def kolada_source(kpi: Kpi) -> str:
    """The source of Kolada's own values, with where Kolada has them from."""
    return f"Kolada ({origin(kpi)})"


def own_source(kpi: Kpi) -> str:
    """The source of what is calculated from them."""
    return f"Egen bearbetning av värden ur {kolada_source(kpi)}"


def _retrieved(line: Line, comparison: Comparison, slices: Mapping[tuple[str, str], Slice]) -> str:
    """The day in local time; of a mean, that of its oldest value."""
    units = [m.id for m in comparison.peers.members] if line.role is Role.PEER_MEAN else [line.id]
    found = [slices[key].fetched_at for unit in units if (key := (comparison.kpi.id, unit)) in slices]
    return day(min(found)) if found else ""


def day(moment: datetime) -> str:
    """The local calendar day of a moment, ISO."""
    return moment.astimezone().date().isoformat()


def to_csv(table: Iterable[Row], form: str = "", columns: Sequence[str] = COLUMNS) -> str:
    """As text: machine-readable, or for Swedish Excel (semicolons, decimal comma, BOM, codes that stay text)."""
    excel = form == EXCEL
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if excel else ",", lineterminator="\r\n")
    writer.writerow(columns)
    for row in table:
        writer.writerow([cell_text(row[column], excel) for column in columns])
    return BOM + out.getvalue() if excel else out.getvalue()


def cell_text(value: str | int | float | bool | None, excel: bool = False) -> str:
    """A cell unrounded; text cannot start a formula."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return repr(value).replace(".", ",") if excel else repr(value)
        case int():
            return str(value)
    text = str(value)
    if excel and text.replace(",", "").isdigit():  # a tab is invisible in Excel and keeps codes as text
        return f"\t{text}"  # Excel would drop the zeros of 0180, and take 0482,0761 for a number with decimals
    return inert(text)


def inert(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def file_name(view: View, form: str = "") -> str:
    """What is inside: kramfors_barn-och-unga_2013-2022.csv. Plain ASCII, for every browser and shell."""
    subject = view.kpi_set.slug if view.kpi_set and not view.selection.kpis else "-".join(list(view.comparisons)[:3])
    first, last = view.window
    plain = folded(view.focal.title).replace(" ", "-")
    return f"{plain}_{subject}_{first}-{last}{'_excel' if form == EXCEL else ''}.csv"
