"""Browsing: the areas, perspectives and Kolada's own groups that the hits are in, each a link that narrows them."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from kolada.api.models import KpiGroup
from kolada.numbers import number
from kolada.search.finder import Filters, Hit
from kolada.search.index import Index
from kolada.swedish import sort_key
from layouts import elements as html
from layouts.components.parts import link
from layouts.elements import Element
from layouts.explore import texts_find as texts

Address = Callable[[Filters], str]


def narrowing(index: Index, found: Iterable[Hit], chosen: Filters, to: Address, place: str = "beside") -> Element:
    """The three lists. `to` is the address of other filters with the same search. `place`: beside the hits, or alone as
    the "front" of everything there is."""
    hits = [hit.entry for hit in found]
    areas = Counter(entry.kpi.operating_area for entry in hits)
    perspectives = Counter(entry.kpi.perspective for entry in hits if entry.kpi.perspective)
    groups = Counter(group for entry in hits for group in entry.groups)
    lists = [
        _list(texts.AREAS, {a: a for a in areas}, areas, chosen.area, lambda a: to(replace(chosen, area=a))),
        _list(
            texts.PERSPECTIVES,
            {p: p for p in perspectives},
            perspectives,
            chosen.perspective,
            lambda p: to(replace(chosen, perspective=p)),
        ),
        _list(
            texts.GROUPS,
            group_names(index, groups),
            groups,
            chosen.group,
            lambda g: to(replace(chosen, group=g)),
            is_open=place == "front",
        ),
    ]
    return html.Nav(lists, className=f"narrow narrow-{place}", **{"aria-label": texts.NARROW})


def group_names(index: Index, wanted: Iterable[str]) -> dict[str, str]:
    """What each group is called: with its size, and for whom, where several have one title."""
    shown = [index.groups[group] for group in wanted if group in index.groups]
    titles = Counter(group.title for group in index.groups.values())
    return {g.id: texts.group(g.title, len(g.members), _for_whom(index, g)) if titles[g.title] > 1 else g.title
            for g in shown}  # fmt: skip


def _for_whom(index: Index, group: KpiGroup) -> str:
    types = Counter(
        index.entries[index.place[m.id]].kpi.municipality_type for m in group.members if m.id in index.place
    )
    most = max(("K", "L"), key=lambda kind: types[kind]) if types["K"] != types["L"] else ""
    return {"K": texts.MUNICIPALITY_GROUP, "L": texts.REGION_GROUP}.get(most, group.id)


def _list(
    heading: str,
    names: Mapping[str, str],
    counts: Mapping[str, int],
    chosen: str | None,
    to: Callable[[str], str],
    is_open: bool = True,
) -> Element:
    rows = [
        html.Li(
            [
                link(names[key], to(key), "narrow-link", current=key == chosen),
                html.Span(number(counts[key]), className="narrow-count"),
            ]
        )
        for key in sorted(names, key=lambda key: (sort_key(names[key]), key))
    ]
    return html.Details(
        [html.Summary(heading), html.Ul(rows)], className="narrow-list", open=is_open or chosen is not None
    )
