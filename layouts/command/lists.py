"""`kpi TEXT` and `groups KOMMUN`: what there is to ask for."""

from kolada import catalogue, groups
from kolada.api.models import Kpi, MunicipalityGroup
from kolada.search.finder import find
from layouts import texts as common
from layouts.command import texts
from layouts.command.answer import Answer, Sheet
from layouts.command.named import Unusable, municipality
from layouts.documents.table import Row
from layouts.selection import clip
from layouts.view import Views

KPI_COLUMNS = ("kpi", "title", "unit", "kpi_kind", "operating_area", "perspective", "divided_by_gender", "ended")
GROUP_COLUMNS = ("group", "title", "kind", "area", "edition", "n", "members", "names")
NAMED_IN_FULL = 12  # members; a county or all of the country is known by its name


def kpis(views: Views, text: str, limit: int = 20) -> Answer:
    """The KPIs that a text finds, in the order of /utforska; none is an answer too. Raises Unusable for no text, else
    KoladaError."""
    if not text.strip():
        raise Unusable(texts.SEARCH_EMPTY)
    hits = find(views.finding.index(), text, context=views.finding.context(None)).hits
    found = [hit.entry.kpi for hit in hits[:limit]]
    sheet = Sheet("", texts.HEAD_KPI, [_kpi_line(kpi) for kpi in found], texts=(0, 1, 2), wide=1)
    said = () if found else (texts.SEARCH_NOTHING.format(text=clip(text)),)
    return Answer(KPI_COLUMNS, [_kpi_row(kpi) for kpi in found], [sheet] if found else [], said)


def _kpi_row(kpi: Kpi) -> Row:
    return {
        "kpi": kpi.id,
        "title": kpi.title,
        "unit": catalogue.unit(kpi),
        "kpi_kind": catalogue.kind(kpi).value,
        "operating_area": kpi.operating_area,
        "perspective": kpi.perspective,
        "divided_by_gender": kpi.is_divided_by_gender,
        "ended": catalogue.discontinued(kpi),
    }


def _kpi_line(kpi: Kpi) -> list[str]:
    ended = catalogue.discontinued(kpi)
    return [kpi.id, kpi.title, common.KINDS[catalogue.kind(kpi)], str(ended) if ended else ""]


def municipality_groups(views: Views, name: str) -> Answer:
    """The groups that a municipality may be compared with, as a picker offers them. Raises Unusable, KoladaError."""
    focal = municipality(name, views.municipalities())
    found = groups.groups_of(focal, views.store.municipality_groups().items)
    sheet = Sheet("", texts.HEAD_GROUPS, [_group_line(group, focal.id) for group in found], texts=(0, 1, 3), wide=3)
    how = [_how(found[0])] if found else []
    said = [] if found else [texts.NO_GROUPS.format(name=focal.title)]
    return Answer(GROUP_COLUMNS, [_group_row(g, focal.id) for g in found], [sheet] if found else [], said, how)


def _how(group: MunicipalityGroup) -> str:
    parsed = groups.parse_title(group.title)
    area = parsed.area if parsed else groups.short_name(group)
    return texts.GROUPS_HOW.format(id=group.id, area=f'"{area}"' if " " in area else area)


def _group_row(group: MunicipalityGroup, focal: str) -> Row:
    """`n` and the members without the municipality itself, which is never its own peer (COMPARISON 7)."""
    parsed = groups.parse_title(group.title)
    others = [member for member in group.members if member.id != focal]
    return {
        "group": group.id,
        "title": groups.short_name(group),
        "kind": groups.kind(group).value,
        "area": parsed.area if parsed else "",
        "edition": parsed.edition if parsed else None,
        "n": len(others),
        "members": ",".join(member.id for member in others),
        "names": ", ".join(member.title for member in others),
    }


def _group_line(group: MunicipalityGroup, focal: str) -> list[str]:
    row = _group_row(group, focal)
    names = str(row["names"]) if len(group.members) <= NAMED_IN_FULL else ""
    return [group.id, groups.short_name(group), str(row["n"]), names]
