"""What people call a municipality and whom to compare it with, as the pages mean it. Names come from outside."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from urllib.parse import quote

from kolada import curated, groups
from kolada.analysis.lines import Peers
from kolada.api.models import RIKET, Municipality, MunicipalityGroup
from kolada.groups import GroupKind
from kolada.swedish import folded
from layouts.command import texts
from layouts.report.texts import MUNICIPALITY_UNKNOWN
from layouts.selection import GROUP, KPI_ID, MAX_KPIS, MAX_PEERS, PeerChoice, Selection, clip, parse

NEAR, MOST_NEAR = 0.75, 3  # how alike a name is that may have been meant, and how many are offered
_WITH_EDITION = re.compile(r"(.*?\D)[ ,]+(?:utgava )?(\d{4})")


class Unusable(ValueError):
    """What was asked for cannot be understood, or gives nothing: carries a Swedish sentence."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NoAnswer(Unusable):
    """What was asked for was understood, and there is nothing to give."""


def municipality(text: str, units: Sequence[Municipality]) -> Municipality:
    """The one municipality or region of a name or code. Raises Unusable, with the names that are near."""
    found = groups.parse_names(text, units)
    if len(found.ids) != 1 or found.unknown:
        near = texts.did_you_mean(nearest(text, units)) if not found.ids else ""
        raise Unusable(MUNICIPALITY_UNKNOWN.format(name=clip(text)) + near)
    return next(unit for unit in units if unit.id == found.ids[0])


def nearest(text: str, units: Iterable[Municipality]) -> list[str]:
    """Names that may have been meant, the likeliest first."""
    known = [unit for unit in units if unit.id != RIKET]
    names = {folded(unit.title): unit.title for unit in known}
    alike = [names[name] for name in get_close_matches(folded(text), names, MOST_NEAR, NEAR)]
    begun = [unit.title for unit in groups.search(text, known, MOST_NEAR)] if len(text.strip()) > 1 else []
    return list(dict.fromkeys([*alike, *begun]))[:MOST_NEAR]


def peers(
    text: str, focal: Municipality, units: Sequence[Municipality], all_groups: Sequence[MunicipalityGroup]
) -> PeerChoice | None:
    """A G-id (pinned or not), a group's name ("IFO", "IFO 2022", "Västernorrlands län", "alla"), or names and ids.

    None for "liknande": the default of the KPIs. Raises Unusable for all else.
    """
    if GROUP.fullmatch(text.strip()):
        return _group(text.strip(), all_groups)
    choices = groups.groups_of(focal, all_groups)
    named, is_found = _by_word(folded(text), choices)
    return named if is_found else _own_list(text, units, choices)


def _group(text: str, all_groups: Sequence[MunicipalityGroup]) -> PeerChoice:
    choice = _read("peers", text, texts.peers_unknown([clip(text)], (), ())).peers
    if choice is None or (not choice.members and all(choice.group != group.id for group in all_groups)):
        raise Unusable(texts.peers_unknown([clip(text)], (), ()))
    return choice


def _by_word(word: str, choices: Sequence[MunicipalityGroup]) -> tuple[PeerChoice | None, bool]:
    """The group of a name, and whether there is one; an edition behind the name is asked for by that."""
    if word in ("liknande", "liknande kommuner", "liknande regioner"):
        return None, True
    by_name = {name: group for group in reversed(choices) for name in _names(group)}
    if word in by_name:
        return PeerChoice(by_name[word].id), True
    dated = _WITH_EDITION.fullmatch(word)
    if dated and dated[1] in by_name:
        group = by_name[dated[1]]
        return PeerChoice(group.id, None if dated[2] == str(groups.edition(group)) else dated[2]), True
    return None, False


def _names(group: MunicipalityGroup) -> Iterator[str]:
    """What a group is called, folded."""
    if parsed := groups.parse_title(group.title):
        area = folded(parsed.area)
        yield from (area, f"liknande {area}", f"liknande {parsed.of} {area}")
        return
    name = folded(groups.short_name(group))
    yield name
    if groups.kind(group) is GroupKind.COUNTY:
        county = name.removesuffix(" kommuner")
        yield from (county, county.removesuffix("s"), "lan", "lanet")
    elif group.id == groups.ALL_MUNICIPALITIES:
        yield from ("alla", "alla kommuner")
    elif group.id == groups.ALL_REGIONS:
        yield from ("alla", "alla regioner")


def _own_list(text: str, units: Sequence[Municipality], choices: Sequence[MunicipalityGroup]) -> PeerChoice:
    found = groups.parse_names(text, units)
    if found.unknown or not found.ids:
        unknown = [clip(each) for each in found.unknown] or [clip(text)]
        near = [name for each in found.unknown for name in nearest(each, units)]
        areas = [parsed.area for group in choices if (parsed := groups.parse_title(group.title))]
        raise Unusable(texts.peers_unknown(unknown, near, [] if near else areas))
    if len(found.ids) > MAX_PEERS:
        raise Unusable(texts.PEERS_TOO_MANY.format(most=MAX_PEERS))
    return PeerChoice(members=found.ids)


def described(whom: Peers) -> dict[str, object]:
    """Peers by name and edition, plain enough for JSON (COMPARISON 10)."""
    members = {member.id: member.title for member in whom.members}
    return {"id": whom.id, "name": whom.name, "edition": whom.edition, "members": members}


# What an address says in the same words ------------------------------------------------------------------------------


def period(text: str) -> Selection:
    """A selection of these years. Raises Unusable."""
    return _read("period", text, texts.PERIOD_UNKNOWN.format(value=clip(text)))


def genders(text: str) -> Selection:
    """A selection of one gender or more. Raises Unusable."""
    return _read("gender", text, texts.GENDER_UNKNOWN.format(value=clip(text)))


def kpis(words: Sequence[str]) -> Selection:
    """A selection of KPIs by id, or of one set by its name. Raises Unusable."""
    if len(words) == 1 and curated.kpi_set(words[0].strip()):
        return Selection(set=words[0].strip())
    ids = [part.strip().upper() for word in words for part in word.split(",") if part.strip()]
    if not ids:
        raise Unusable(texts.NO_KPI)
    for each in ids:
        if not KPI_ID.fullmatch(each):
            raise Unusable(texts.KPI_UNKNOWN.format(name=clip(" ".join(words))))
    distinct = tuple(dict.fromkeys(ids))
    if len(distinct) > MAX_KPIS:
        raise Unusable(texts.KPIS_TOO_MANY.format(most=MAX_KPIS))
    return Selection(kpis=distinct)


def _read(key: str, text: str, sentence: str) -> Selection:
    """One key as an address would have it; where a page says what it shows instead, this raises Unusable."""
    chosen, notices = parse(f"{key}={quote(text.strip())}")
    if notices or not text.strip():
        raise Unusable(sentence)
    return chosen
