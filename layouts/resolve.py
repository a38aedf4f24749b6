"""From what an address asks for to what it means today: the municipality, its peers, the KPIs. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kolada import curated, groups
from kolada.analysis.lines import OWN_LIST, Peers
from kolada.api.models import Kpi, Municipality, MunicipalityGroup
from layouts import texts
from layouts.selection import PeerChoice, Period, Selection


@dataclass(frozen=True, slots=True)
class Drift:
    """A pinned group whose members are others today (COMPARISON 10, 29)."""

    kept: int
    total: int
    pinned: str
    now: str


@dataclass(frozen=True)
class Resolved:
    """A selection against the municipalities and groups of today."""

    focal: Municipality
    peers: Peers
    group: MunicipalityGroup | None  # the group behind the peers; None for an own list
    choices: tuple[MunicipalityGroup, ...]  # every group the focal one may be compared with
    drift: Drift | None = None
    notices: tuple[str, ...] = ()
    default: MunicipalityGroup | None = None  # the group that nobody needs to choose

    @property
    def asks_group_value(self) -> bool:
        """Kolada's own value of the group means something only while the members are the same (COMPARISON 7)."""
        return self.group is not None and self.drift is None


def resolve(
    selection: Selection,
    municipalities: Sequence[Municipality],
    all_groups: Sequence[MunicipalityGroup],
    kpis: Sequence[Kpi],
    kpi_set: curated.KpiSet | None,
) -> Resolved | None:
    """What the selection means; None without a municipality that exists. `kpis` are those shown, in their order."""
    units = {m.id: m for m in municipalities}
    focal = units.get(selection.municipality or "")
    if focal is None or not (focal.is_municipality or focal.is_region):
        return None
    choices = groups.groups_of(focal, all_groups)
    default = groups.default_group(focal, curated.default_peers_area(kpis, kpi_set), choices)
    group, peer_notices = _group(selection.peers, all_groups, default)
    peers, drift, more = _peers(selection.peers, group, focal, units)
    return Resolved(focal, peers, group, choices, drift, (*peer_notices, *more), default)


def _group(
    choice: PeerChoice | None, all_groups: Sequence[MunicipalityGroup], default: MunicipalityGroup | None
) -> tuple[MunicipalityGroup | None, list[str]]:
    if choice is None:
        return default, []
    if choice.group is None:
        return None, []
    found = next((g for g in all_groups if g.id == choice.group), None)
    if found:
        return found, []
    if choice.members:  # a pinned group that is gone still has its members
        return None, [texts.notice_unknown_group(choice.group, texts.SHOWN_PINNED)]
    shown = groups.short_name(default) if default else texts.OWN_LIST
    return default, [texts.notice_unknown_group(choice.group, shown)]


def _peers(
    choice: PeerChoice | None,
    group: MunicipalityGroup | None,
    focal: Municipality,
    units: Mapping[str, Municipality],
) -> tuple[Peers, Drift | None, list[str]]:
    if choice and choice.members and (choice.group is None or group is None):
        return _own_list(choice, focal, units)
    if group is None:
        return Peers(OWN_LIST, texts.OWN_LIST, ()), None, []
    today = tuple(m.id for m in group.members)
    pinned = choice.members if choice and choice.group == group.id else ()
    known, notices = _known(pinned or today, units)
    drift = _drift(choice, group, pinned, today) if pinned else None
    parsed = groups.parse_title(group.title)
    edition = int(drift.pinned) if drift and drift.pinned.isdigit() else groups.edition(group)
    peers = Peers(
        id=group.id,
        name=f"Liknande {parsed.of} {parsed.area} {edition}" if parsed else groups.short_name(group),
        members=tuple(units[m] for m in known if m != focal.id),
        kind=str(groups.kind(group)),
        area=parsed.area if parsed else "",
        edition=edition,
        held_focal=focal.id in known,
    )
    return peers, drift, notices


def _known(asked: Sequence[str], units: Mapping[str, Municipality]) -> tuple[list[str], list[str]]:
    """The municipalities and regions among these ids, and a notice that names the rest. Riket is nobody's peer."""
    known = [m for m in asked if m in units and (units[m].is_municipality or units[m].is_region)]
    unknown = [m for m in asked if m not in known]
    return known, [texts.notice_unknown_peers(unknown)] if unknown else []


def _drift(
    choice: PeerChoice | None, group: MunicipalityGroup, pinned: Sequence[str], today: Sequence[str]
) -> Drift | None:
    if choice is None or set(pinned) == set(today):
        return None
    overlap = groups.overlap(pinned, today)
    return Drift(len(overlap.kept), len(pinned), choice.pinned or "?", str(groups.edition(group) or ""))


def _own_list(
    choice: PeerChoice, focal: Municipality, units: Mapping[str, Municipality]
) -> tuple[Peers, Drift | None, list[str]]:
    known, notices = _known(choice.members, units)
    if focal.id in known:
        notices.append(texts.notice_focal_in_list(focal.title))
    members = tuple(units[m] for m in known if m != focal.id)
    return Peers(OWN_LIST, texts.OWN_LIST, members), None, notices


def pin(
    selection: Selection, resolved: Resolved, window: tuple[int, int], today: date, kpis: Sequence[str] = ()
) -> Selection:
    """The selection with everything fixed that could change: members and edition, KPIs, years, date (COMPARISON 29).

    `kpis`: those of an overview; a KPI's own page has its one in the path.
    """
    fixed = selection.but(peers=_pinned_choice(resolved, today), period=Period(*window), retrieved=today)
    return fixed.but(kpis=tuple(kpis))


def _pinned_choice(resolved: Resolved, today: date) -> PeerChoice:
    ids = tuple(m.id for m in resolved.peers.members)
    if resolved.group is None:
        return PeerChoice(members=ids)
    if resolved.peers.edition is None:  # county, SKR group, all: by date alone
        return PeerChoice(resolved.group.id, today.isoformat())
    return PeerChoice(resolved.group.id, str(resolved.peers.edition), ids)


def peers_of_another(
    choice: PeerChoice | None, municipality: str, units: Sequence[Municipality], all_groups: Sequence[MunicipalityGroup]
) -> PeerChoice | None:
    """Another municipality is compared in the same way: its own group of the same area, the same own list; a group that
    is nobody's in particular stays when it holds the new one too; else the default."""
    if choice is None or choice.group is None:
        return choice
    named = next((g for g in all_groups if g.id == choice.group), None)
    focal = next((m for m in units if m.id == municipality), None)
    if named is None or focal is None:
        return None
    choices = groups.groups_of(focal, all_groups)
    if named in choices:
        return PeerChoice(named.id)
    parsed = groups.parse_title(named.title)
    same = next((g for g in choices if parsed and _area(g) == parsed.area), None)
    return PeerChoice(same.id) if same else None


def _area(group: MunicipalityGroup) -> str | None:
    parsed = groups.parse_title(group.title)
    return parsed.area if parsed else None
