"""A search: which KPIs match, in which order, and why each one did."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import log1p

from kolada import curated
from kolada.catalogue import Kind
from kolada.search.index import Entry, Index
from kolada.search.query import Phrase, Term, ids_in, near, terms

RERANKED = 400  # of the best by the index, how many are looked at word by word


class Where(StrEnum):
    """In what a KPI matched: its title where that has all terms, else (also) its definition or what it belongs to."""

    ALL = "all"  # nothing was asked for
    ID = "id"
    TITLE = "title"
    DEFINITION = "definition"


@dataclass(frozen=True)
class Filters:
    """What to look among; None is everything."""

    area: str | None = None
    perspective: str | None = None
    group: str | None = None

    def admit(self, entry: Entry) -> bool:
        """Whether a KPI is among it."""
        kpi = entry.kpi
        return (
            (self.area is None or kpi.operating_area == self.area)
            and (self.perspective is None or kpi.perspective == self.perspective)
            and (self.group is None or self.group in entry.groups)
        )


@dataclass(frozen=True)
class Context:
    """Who asks: a municipality's KPIs before the regions' own or the other way round; which have values here."""

    for_region: bool = False
    with_values: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Hit:
    """A KPI that matched. `like`: from a typed word to the one that it was taken for."""

    entry: Entry
    where: Where
    like: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """All hits in order. `asked`: what they were found by; `missed`: the words that had to be given up to find any;
    `near`: words to try instead where nothing was found."""

    hits: tuple[Hit, ...]
    asked: tuple[Term, ...] = ()
    missed: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


def find(index: Index, text: str, filters: Filters | None = None, context: Context | None = None) -> Found:
    """The KPIs that match what was typed, the sensible one first; all that the filters admit when nothing was typed."""
    chosen, who = filters or Filters(), context or Context()
    admitted = {place for place, entry in enumerate(index.entries) if chosen.admit(entry)}
    asked = terms(text, index)
    by_id = [p for p in _places(index, ids_in(text)) if p in admitted]
    if not asked:
        browsed = by_id or _browsed(index, admitted, who)
        return Found(tuple(Hit(index.entries[p], Where.ID if by_id else Where.ALL) for p in browsed))
    matched = [{p: s for p, s in index.matching(term.expression).items() if p in admitted} for term in asked]
    places, kept = _agreeing(matched, asked)
    ordered = [p for p in _ordered(index, places, matched, asked, who) if p not in by_id]
    hits = [Hit(index.entries[p], Where.ID) for p in by_id] + [_hit(index.entries[p], asked) for p in ordered]
    missed = () if by_id else tuple(term.typed for term, is_kept in zip(asked, kept, strict=True) if not is_kept)
    return Found(tuple(hits), asked, missed, near(asked, index) if not hits else ())


def _places(index: Index, ids: Iterable[str]) -> list[int]:
    """Where these ids are; a margin's is that of its survey KPI."""
    owners = dict.fromkeys(index.margins.get(each, each) for each in ids)
    return [index.place[each] for each in owners if each in index.place]


def _browsed(index: Index, admitted: Iterable[int], who: Context) -> list[int]:
    """By id, what is alive before what is not."""
    return sorted(admitted, key=lambda p: (index.entries[p].ended is not None, _is_foreign(index.entries[p], who), p))


def _agreeing(matched: Sequence[Mapping[int, float]], asked: Sequence[Term]) -> tuple[set[int], list[bool]]:
    """What matches all terms; where nothing does, what matches most of them, the rare ones rather; and which terms."""
    weights: dict[int, tuple[int, float]] = {}
    for each, term in zip(matched, asked, strict=True):
        for place in each:
            n, rarity = weights.get(place, (0, 0.0))
            weights[place] = n + 1, rarity + (0 if term.like else 1 / len(each))  # a guess is never the reason
    most = max(weights.values(), default=(0, 0.0))
    best = {place for place, weight in weights.items() if weight == most}
    return best, [not best or any(place in each for place in best) for each in matched]


def _ordered(
    index: Index, places: Iterable[int], matched: Sequence[Mapping[int, float]], asked: Sequence[Term], who: Context
) -> list[int]:
    """The best first: by the index, and the best of those by how their titles have the words."""
    rough = {p: sum(each.get(p, 0.0) for each in matched) / len(matched) + prior(index.entries[p], who) for p in places}
    best = sorted(rough, key=lambda p: (-rough[p], p))
    top, rest = best[:RERANKED], best[RERANKED:]
    fine = {p: rough[p] / 8 + prior(index.entries[p], who) + 10 * title_quality(index.entries[p], asked) for p in top}
    return sorted(fine, key=lambda p: (-fine[p], p)) + rest


def prior(entry: Entry, who: Context) -> float:
    """How likely a KPI is to be meant, whatever was typed: alive, planned, the total of its
    family, for the right kind of unit, with values."""
    curated_too = curated.notes(entry.kpi.id) != curated.Curated(entry.kpi.id)
    points = 0.4 * log1p(len(entry.groups)) + 0.8 * curated_too
    points += 0.5 * (entry.kpi.id in who.with_values) + 0.5 * entry.is_planned + 0.6 * _is_total(entry)
    points += 0.3 * (entry.kind is Kind.COST) - 0.3 * (entry.kind is Kind.COUNT)  # rates first (COMPARISON 9)
    return points - 2.5 * (entry.ended is not None) - 4 * _is_foreign(entry, who)


def _is_total(entry: Entry) -> bool:
    return any(word.startswith("total") for word in entry.stems)


def _is_foreign(entry: Entry, who: Context) -> bool:
    return entry.kpi.municipality_type == ("K" if who.for_region else "L")


def title_quality(entry: Entry, asked: Sequence[Term]) -> float:
    """How the title has the words, 0 to some 1.5: each term's best form, and how much of the title they are."""
    each = [_term_quality(entry, term) for term in asked]
    density = sum(q > 0 for q in each) / max(len(entry.words), 1)
    opens = 0.1 * any(_begins(entry, term) for term in asked)
    return sum(each) / len(asked) + 0.4 * min(density, 1.0) + opens


def _term_quality(entry: Entry, term: Term) -> float:
    if term.typed in entry.words:
        return 1.0
    forms = ((0.95, term.same, False), (0.8, term.same, True), (0.75, term.other, True), (0.5, term.inside, False))
    return next((q for q, phrases, loose in forms if any(stands(entry.stems, p, loose) for p in phrases)), 0.0)


def _begins(entry: Entry, term: Term) -> bool:
    return any(entry.stems[: len(p.stems)] == p.stems for p in (*term.same, *term.other))


def stands(stems: Sequence[str], phrase: Phrase, loosely: bool = True) -> bool:
    """Whether a phrase is among these stems; loosely, its last word may be the beginning of one."""
    size = len(phrase.stems)
    return any(phrase.fits(stems[start : start + size], loosely) for start in range(len(stems) - size + 1))


def _hit(entry: Entry, asked: Sequence[Term]) -> Hit:
    in_title = all(_term_quality(entry, term) > 0 for term in asked)
    like = {term.typed: term.like for term in asked if term.like}
    return Hit(entry, Where.TITLE if in_title else Where.DEFINITION, like)
