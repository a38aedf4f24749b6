"""The editions of a group that have been seen: the members it had then, and how many of them it has now. Pure.

`editions`: the store's, of a group's id, oldest first.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from cache.lists import GroupEdition
from kolada import groups
from layouts import texts
from layouts.resolve import Resolved
from layouts.selection import Selection

Editions = Callable[[str], tuple[GroupEdition, ...]]


@dataclass(frozen=True, slots=True)
class Earlier:
    """How many of a group's members were in its edition before."""

    kept: int
    total: int
    edition: int


def as_then(selection: Selection, editions: Editions) -> tuple[Selection, list[str]]:
    """A group pinned by date or edition alone, with the members that it had then, as far as that was seen here; and a
    notice where it was not."""
    choice = selection.peers
    if choice is None or choice.group is None or choice.pinned is None or choice.members:
        return selection, []
    seen = editions(choice.group)
    if choice.pinned.isdigit():
        found = [e.group for e in seen if str(groups.edition(e.group)) == choice.pinned]
        if not found and seen:
            return selection, [texts.notice_unknown_edition(choice.pinned)]
    else:
        found = [e.group for e in seen if e.first_seen.astimezone().date().isoformat() <= choice.pinned]
    if not found or found[-1] == seen[-1].group:
        return selection, []
    return selection.but(peers=replace(choice, members=tuple(m.id for m in found[-1].members))), []


def earlier(resolved: Resolved, editions: Editions) -> Earlier | None:
    """The group's edition before this one, where it was seen (COMPARISON 10)."""
    seen = editions(resolved.group.id) if resolved.group else ()
    own = resolved.peers.edition or 0
    before = next((e.group for e in reversed(seen) if (groups.edition(e.group) or own) < own), None)
    if before is None:
        return None
    overlap = groups.overlap([m.id for m in before.members], [m.id for m in resolved.peers.members])
    return Earlier(len(overlap.kept), len(resolved.peers.members), groups.edition(before) or 0)
