"""Groups of municipalities: what their titles say, whose they are, how members come and go; and own lists by name.

Titles are Kolada's (KOLADA_API §7): "Liknande kommuner IFO, Kramfors, 2024", "Liknande kommuner, övergripande,
Kramfors, 2025", "Västernorrlands läns kommuner (ovägt medel)". An id is stable; edition and members change in place.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from kolada import curated
from kolada.api.models import RIKET, Municipality, MunicipalityGroup
from kolada.swedish import folded, sort_key

ALL_MUNICIPALITIES, ALL_REGIONS = "G2328", "G2329"
SKR_IDS = range(92786, 92795)  # their titles have nothing in common

_LIKNANDE = re.compile(
    r"^Liknande (?P<of>kommuner|regioner),?\s+(?P<area>.+),\s*(?P<owner>[^,]+),\s*(?P<edition>\d{4})$"
)
_UNWEIGHTED = re.compile(r"\s*\(ovägt medel\)\s*$")

MAX_UNKNOWN = 60

_SEPARATOR = re.compile(r"[,;|\n\r\t•]|\s(?:och|samt|&)\s")
_NUMBERING = re.compile(r"^(?:\d{1,3}(?:[.):]\s*|\s+)(?=\D)|[-–*·]\s+)")
_CODE = re.compile(r"\(?\b(\d{4})\b\)?")
_KOMMUN = re.compile(r"\s+(?:kommun|stad)$", re.IGNORECASE)
_EDGES = " .:\"'”’“»«()"


def everybody_of(regions: bool) -> str:
    """The group of all regions, or of all municipalities."""
    return ALL_REGIONS if regions else ALL_MUNICIPALITIES


class GroupKind(StrEnum):
    """What sort of group it is, in the order in which a picker offers them."""

    LIKNANDE = "liknande"
    COUNTY = "county"
    SKR = "skr"
    SIZE = "size"
    ALL = "all"
    ALL_REGIONS = "all_regions"
    OTHER = "other"


_KINDS = list(GroupKind)


class Liknande(NamedTuple):
    """What the title of a "Liknande" group says: always seven members, and never its owner (COMPARISON 7, 10)."""

    area: str
    owner: str
    edition: int
    of: str = "kommuner"


class Overlap(NamedTuple):
    """Two memberships of one group compared, each in its own order: "2 av 7 kvar" is len(kept) of total."""

    kept: tuple[str, ...]
    total: int
    gone: tuple[str, ...]
    new: tuple[str, ...]


class Understood(NamedTuple):
    """A pasted list, read: ids in its order, what was not understood (verbatim, cut), ids that came more than once."""

    ids: tuple[str, ...]
    unknown: tuple[str, ...]
    duplicates: tuple[str, ...]


class _Register(NamedTuple):
    """Units by exact name and by forgiving name; a forgiving name that fits two units is in neither."""

    by_id: Mapping[str, str]
    exact: Mapping[str, str]
    forgiving: Mapping[str, str]


@lru_cache(8192)  # Kolada has some 3,600 groups, and every view asks what each of them is
def parse_title(title: str) -> Liknande | None:
    """Area, owner and edition of a "Liknande" group's title; None for any other title."""
    found = _LIKNANDE.match(" ".join(title.split()))
    return Liknande(found["area"], found["owner"], int(found["edition"]), found["of"]) if found else None


def edition(group: MunicipalityGroup) -> int | None:
    """The year in the title, which is not the same for all areas at one time."""
    parsed = parse_title(group.title)
    return parsed.edition if parsed else None


def kind(group: MunicipalityGroup) -> GroupKind:
    """What sort of group this is, by its title; by its id where titles have nothing in common."""
    if group.id in (ALL_MUNICIPALITIES, ALL_REGIONS):
        return GroupKind.ALL if group.id == ALL_MUNICIPALITIES else GroupKind.ALL_REGIONS
    if parse_title(group.title):
        return GroupKind.LIKNANDE
    if re.search(r" läns kommuner\b", group.title):
        return GroupKind.COUNTY
    if re.match(r"Kommuner med .*\binvånare\b", group.title):
        return GroupKind.SIZE
    return GroupKind.SKR if group.id[1:].isdigit() and int(group.id[1:]) in SKR_IDS else GroupKind.OTHER


def short_name(group: MunicipalityGroup) -> str:
    """The group as a reader names it: "Liknande kommuner IFO 2024", "Västernorrlands läns kommuner"."""
    parsed = parse_title(group.title)
    if parsed:
        return f"Liknande {parsed.of} {parsed.area} {parsed.edition}"
    return " ".join(_UNWEIGHTED.sub("", group.title).split())


def groups_of(municipality: Municipality, groups: Iterable[MunicipalityGroup]) -> tuple[MunicipalityGroup, ...]:
    """The groups to compare a municipality or region with, the default areas' first.

    "Liknande" by its exact owner (a title that contains "Åre" or "Mark" may be another's); county, SKR group, size and
    all by membership, where anyone else is a member. Networks of municipalities are not offered.
    """
    index = _index(_OneList(tuple(groups) if not isinstance(groups, tuple) else groups))
    return (*index.owned.get(municipality.title, ()), *index.shared.get(municipality.id, ()))


class _Index(NamedTuple):
    """Each municipality's groups in the order of offering: "Liknande" by owner's title, others by member's id."""

    owned: dict[str, list[MunicipalityGroup]]
    shared: dict[str, list[MunicipalityGroup]]


class _OneList:
    """A tuple of groups that is told from others by being this very one: comparing 3,600 groups would cost more than
    looking through them."""

    def __init__(self, groups: tuple[MunicipalityGroup, ...]) -> None:
        self.groups = groups

    def __hash__(self) -> int:
        return id(self.groups)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _OneList) and self.groups is other.groups


@lru_cache(4)
def _index(groups: _OneList) -> _Index:
    """Every view looks for the groups of one municipality among 3,600."""
    index = _Index({}, {})
    for group in sorted(groups.groups, key=_order):
        parsed = parse_title(group.title)
        if parsed:
            index.owned.setdefault(parsed.owner, []).append(group)
        elif kind(group) is not GroupKind.OTHER and len(group.members) > 1:
            for member in dict.fromkeys(member.id for member in group.members):
                index.shared.setdefault(member, []).append(group)
    return index


def _order(group: MunicipalityGroup) -> tuple[int, int, tuple[str, str]]:
    parsed = parse_title(group.title)
    defaults = curated.peer_areas()
    place = defaults.index(parsed.area) if parsed and parsed.area in defaults else len(defaults)
    return _KINDS.index(kind(group)), place, sort_key(group.title)


def default_group(
    municipality: Municipality, area: str, groups: Sequence[MunicipalityGroup]
) -> MunicipalityGroup | None:
    """The "Liknande" group of an area; where the municipality has none, the curated fallback; else None.

    Gnosjö has none for LSS; a region is compared with regions, whatever the area.
    """
    own = {
        parsed.area: group
        for group in groups
        if (parsed := parse_title(group.title)) and parsed.owner == municipality.title
    }
    fallback = curated.fallback_area(municipality.is_region)
    return own.get(fallback) if municipality.is_region else own.get(area) or own.get(fallback)


def overlap(old_members: Iterable[str], new_members: Iterable[str]) -> Overlap:
    """What became of a group's old members (ids) in its new edition."""
    old, new = tuple(old_members), tuple(new_members)
    return Overlap(
        kept=tuple(member for member in old if member in new),
        total=len(old),
        gone=tuple(member for member in old if member not in new),
        new=tuple(member for member in new if member not in old),
    )


# What people write --------------------------------------------------------------------------------------------------


def parse_names(text: str, municipalities: Iterable[Municipality]) -> Understood:
    """Read a pasted list: "Kungsbacka, Ale; Lerum", lines, numbering, "och", ids, with or without "kommun".

    Forgives case, å/ä/ö and hyphens where only one name fits. "Gotland" is the municipality unless it says Region;
    Riket is nobody's peer. Anything ambiguous is unknown.
    """
    register = _register(municipalities)
    found: list[str] = []
    unknown: list[str] = []
    for piece in _pieces(text):
        unit_id = _identify(piece, register)
        if unit_id:
            found.append(unit_id)
        else:
            unknown.append(piece[:MAX_UNKNOWN].rstrip())
    times = Counter(found)
    duplicates = tuple(unit_id for unit_id, count in times.items() if count > 1)
    return Understood(tuple(times), tuple(dict.fromkeys(unknown)), duplicates)


def search(text: str, municipalities: Iterable[Municipality], limit: int = 10) -> tuple[Municipality, ...]:
    """Units whose name or code fits what is typed, best first: beginnings before middles, municipalities first."""
    wanted = folded(text)
    ranked = [(rank, m) for m in municipalities if m.id != RIKET and (rank := _fit(text, wanted, m)) is not None]
    ranked.sort(key=lambda pair: (pair[0], not pair[1].is_municipality, sort_key(pair[1].title)))
    return tuple(unit for _, unit in ranked[:limit])


def _fit(text: str, wanted: str, unit: Municipality) -> int | None:
    """0 begins so, 1 begins so forgivingly or by code, 2 a later word does, 3 contains it; None does not fit."""
    name = folded(unit.title)
    tests = (
        unit.title.casefold().startswith(text.strip().casefold()),
        name.startswith(wanted) or unit.id.startswith(wanted),
        f" {wanted}" in name,
        wanted in name,
    )
    return next((rank for rank, fits in enumerate(tests) if fits), None) if wanted else None


def _register(municipalities: Iterable[Municipality]) -> _Register:
    units = [unit for unit in municipalities if unit.id != RIKET]
    times = Counter(folded(unit.title) for unit in units)
    return _Register(
        by_id={unit.id: unit.id for unit in units},
        exact={unit.title.casefold(): unit.id for unit in units},
        forgiving={folded(unit.title): unit.id for unit in units if times[folded(unit.title)] == 1},
    )


def _pieces(text: str) -> Iterator[str]:
    """The names in a text, trimmed; a lead-in that ends in a colon is not one, a row of codes is several."""
    for raw in _SEPARATOR.split(text.replace("\u00a0", " ")):
        piece = _NUMBERING.sub("", raw.rpartition(": ")[2].strip()).strip()
        codes = piece.split()
        many = len(codes) > 1 and all(re.fullmatch(r"\d{4}", code) for code in codes)
        yield from codes if many else filter(None, [piece.strip(_EDGES[:-2])])


def _identify(piece: str, register: _Register) -> str | None:
    """The id a piece stands for: a code, a name, or both when they agree."""
    code = _CODE.search(piece)
    name = " ".join(_CODE.sub(" ", piece).split()).strip(_EDGES)
    if not code:
        return _by_name(name, register)
    unit_id = register.by_id.get(code[1])
    return unit_id if not name or _by_name(name, register) == unit_id else None


def _by_name(name: str, register: _Register) -> str | None:
    """The unit of a name: as it stands, without "kommun" or "stad", and then without the genitive's s."""
    bare = _KOMMUN.sub("", name)
    spellings = [name] if bare == name else [name, bare, bare.removesuffix("s")]
    exact = (register.exact.get(spelling.casefold()) for spelling in spellings)
    forgiving = (register.forgiving.get(folded(spelling)) for spelling in spellings)
    return next(filter(None, (*exact, *forgiving)), None)
