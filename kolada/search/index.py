"""The catalogue as a full-text index: SQLite's FTS5 in memory, built once for a catalogue and then only read."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from kolada import catalogue
from kolada.api.models import Kpi, KpiGroup
from kolada.search.surveys import is_margin, margins
from kolada.search.words import spellings, stem, stems, words

# What a word in each column is worth beside one in the definition: the title's words as they are, their stems, the
# definition, and what the KPI belongs to.
COLUMNS = ("words", "title", "definition", "about")
_CREATE = "CREATE VIRTUAL TABLE kpi USING fts5(words, title, definition, about, tokenize='unicode61')"
_INSERT = "INSERT INTO kpi(rowid, words, title, definition, about) VALUES (?, ?, ?, ?, ?)"
_FIND = "SELECT rowid, -bm25(kpi, 6.0, 4.0, 1.0, 0.5) FROM kpi WHERE kpi MATCH ?"


@dataclass(frozen=True)
class Entry:
    """One KPI as it is looked for. `margin`: the id of its "Osäkerhetstal"; `groups`: ids of Kolada's KPI groups."""

    kpi: Kpi
    words: tuple[str, ...]  # of the title, folded
    stems: tuple[str, ...]  # of the same
    ended: int | None
    kind: catalogue.Kind
    groups: frozenset[str]
    margin: str | None = None

    @property
    def is_planned(self) -> bool:
        """Whether Kolada plans to publish more of it (COMPARISON 5)."""
        return self.ended is None and bool(self.kpi.publication_date or self.kpi.prel_publication_date)


class Index:
    """Every KPI that may be found, and the words that they are found by. Safe to read from several threads.

    `names`: of municipalities, which somebody may type and no KPI is about.
    """

    def __init__(self, kpis: Iterable[Kpi], groups: Sequence[KpiGroup] = (), names: Iterable[str] = ()) -> None:
        known = {kpi.id: kpi for kpi in kpis}
        self.margins = margins(known.values())
        self.names = frozenset(word for name in names for word in words(name))
        self.groups = {group.id: group for group in groups}
        self.entries = _entries(known, groups, self.margins)
        self.place = {entry.kpi.id: place for place, entry in enumerate(self.entries)}
        titles = {group.id: group.title for group in groups}
        texts = [_texts(entry, titles) for entry in self.entries]
        self.display = _vocabulary(texts)
        rows = [_row(entry, about) for entry, (_, about) in zip(self.entries, texts, strict=True)]
        self.vocabulary = Counter(word for row in rows for column in row[1:] for word in set(column.split()))
        self._lock = Lock()
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.execute(_CREATE)
        self._database.executemany(
            _INSERT,
            ((place, *row) for place, row in enumerate(rows)),
        )
        self.matching = lru_cache(512)(self._matching)

    def _matching(self, expression: str) -> Mapping[int, float]:
        """The places of what an FTS5 expression matches, with how well (more is better)."""
        with self._lock:
            return dict(self._database.execute(_FIND, (expression,)).fetchall())


def _entries(known: Mapping[str, Kpi], groups: Iterable[KpiGroup], pairs: Mapping[str, str]) -> tuple[Entry, ...]:
    of: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        for member in group.members:
            of[member.id].add(group.id)
    margin_of = {owner: margin for margin, owner in pairs.items()}
    return tuple(
        Entry(
            kpi=kpi,
            words=tuple(words(kpi.title)),
            stems=tuple(stems(kpi.title)),
            ended=catalogue.discontinued(kpi),
            kind=catalogue.kind(kpi),
            groups=frozenset(of[kpi.id]),
            margin=margin_of.get(kpi.id),
        )
        for kpi in known.values()
        if not is_margin(kpi)
    )


def _texts(entry: Entry, titles: Mapping[str, str]) -> tuple[str, str]:
    """The definition, and what the KPI belongs to: its groups, area and perspective."""
    about = [entry.kpi.operating_area, entry.kpi.perspective or "", *(titles[g] for g in sorted(entry.groups))]
    return f"{entry.kpi.title} {catalogue.definition(entry.kpi)}", " ".join(about)


def _row(entry: Entry, about: str) -> tuple[str, str, str, str]:
    columns = (entry.words, entry.stems, stems(catalogue.definition(entry.kpi)), stems(about))
    words_of, title, definition, belongs = (" ".join(column) for column in columns)
    return words_of, title, definition, belongs


def _vocabulary(texts: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each stem and how it is most often written."""
    counts: Counter[str] = Counter()
    for definition, about in texts:
        counts.update(spellings(definition))
        counts.update(spellings(about))
    often: dict[str, str] = {}
    for spelling, _ in counts.most_common():
        for word in words(spelling):
            often.setdefault(stem(word), spelling)
    return often
