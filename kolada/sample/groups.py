"""Municipality groups: counties, SKR groups and size classes as they are; "Liknande" groups with real ids and titles
but invented members, for the real ones are computed from figures that the sample does not have.
"""

from functools import cache
from operator import itemgetter

import numpy as np

from kolada.sample import metadata
from kolada.sample.metadata import Json
from kolada.sample.noise import Floats, keys, normal
from kolada.sample.people import people

MEMBERS = 7


def _places(area: str, ids: tuple[str, ...]) -> Floats:
    """[units, 2]: where units lie in an area's invented space: by size, and by something else."""
    sizes = people("all")[[metadata.unit_index()[unit] for unit in ids], -1, 0]
    return np.column_stack([np.log(sizes), 1.2 * normal(area, keys(ids))])


@cache
def similar(area: str, kind: str) -> dict[str, tuple[str, ...]]:
    """Per owner its seven nearest others, by id; never the owner itself."""
    ids = metadata.ids_of_type(kind)
    places = _places(area, ids)
    distances = np.square(places[:, None] - places[None]).sum(axis=2)
    np.fill_diagonal(distances, np.inf)
    nearest = distances.argsort(axis=1, kind="stable")[:, :MEMBERS]
    return {owner: tuple(sorted(ids[i] for i in row)) for owner, row in zip(ids, nearest, strict=True)}


def _similar_groups(family: Json) -> list[tuple[str, str, tuple[str, ...]]]:
    """Id, title and members of one area's groups; its ids are kept without their G, in the order of the owners."""
    peers = similar(family["title"], family["type"])
    owners = [owner for owner in peers if owner not in family["lacking"]]
    names = {unit["id"]: unit["title"] for unit in metadata.municipalities()}
    return [
        (f"G{number}", f"{family['title']}, {names[owner]}, {family['edition']}", peers[owner])
        for owner, number in zip(owners, family["ids"].split(), strict=True)
    ]


@cache
def members() -> dict[str, tuple[str, ...]]:
    """The member ids of every group."""
    return {group["id"]: tuple(m["member_id"] for m in group["members"]) for group in municipality_groups()}


@cache
def municipality_groups() -> list[Json]:
    """Group objects in the wire's form, by id."""
    names = {unit["id"]: unit["title"] for unit in metadata.municipalities()}
    groups = [(g["id"], g["title"], tuple(g["members"].split())) for g in metadata.read("municipality_groups")]
    for family in metadata.read("similar_groups"):
        groups += _similar_groups(family)
    return [
        {"id": id_, "title": title, "members": [{"member_id": m, "member_title": names[m]} for m in ids]}
        for id_, title, ids in sorted(groups, key=itemgetter(0))
    ]
