"""What somebody types, as terms: each a word or a phrase with everything that means the same in the catalogue."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from kolada.search.index import COLUMNS, Index
from kolada.search.words import meaningful, stem, words

DATA_FILE = Path(__file__).parents[1] / "data" / "synonyms.json"
MAX_TYPED, MAX_TERMS = 300, 8  # characters, terms
_ID = re.compile(r"([nu]?)(\d{5})", re.ASCII)
_PREFIX, _INSIDE = 4, 5  # the shortest stem that may begin, or stand inside, a longer word
_MOST_INSIDE = 40
_LONG, _MOST_ALIKE = 9, 3  # a stem that may have two slips of the finger; how many spellings are tried
_NEAR = 60  # of 100: worth to suggest where nothing was found
_PART = 4  # the shortest half of a compound


class Phrase(NamedTuple):
    """Stems in order. `is_prefix`: the last one may go on."""

    stems: tuple[str, ...]
    is_prefix: bool = False

    def fits(self, stems: Sequence[str], loosely: bool = True) -> bool:
        """Whether these stems are it; loosely, the last one may only begin so."""
        if len(stems) != len(self.stems) or tuple(stems[:-1]) != self.stems[:-1]:
            return False
        return stems[-1] == self.stems[-1] or (loosely and self.is_prefix and stems[-1].startswith(self.stems[-1]))


@dataclass(frozen=True)
class Term:
    """One thing that was asked for. `typed` as it was written, folded; `like` the word it was taken for."""

    typed: str
    same: tuple[Phrase, ...]  # the word itself, in all its forms
    inside: tuple[Phrase, ...] = ()  # words that it is a part of
    other: tuple[Phrase, ...] = ()  # other words for it, or what it may have been meant for
    like: str | None = None
    is_last: bool = False

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """All that it may be found by."""
        return (*self.same, *self.other, *self.inside)

    @property
    def expression(self) -> str:
        """As FTS5 has it; every word is quoted, so that nothing typed is a command."""
        found = [_fts(phrase) for phrase in self.phrases]
        stem_columns = f"{{{' '.join(COLUMNS[1:])}}} : ({' OR '.join(found)})"
        written = _fts(Phrase((self.typed,), self.is_last and len(self.typed) > 1))
        return f"({stem_columns}) OR {{{COLUMNS[0]}}} : {written}" if " " not in self.typed else stem_columns


def ids_in(text: str) -> list[str]:
    """What may be meant as a KPI's id: n33001; 33001, with either letter."""
    found = [_ID.fullmatch(word) for word in words(text[:MAX_TYPED])]
    return [f"{letter}{match[2]}" for match in found if match for letter in match[1].upper() or "NU"]


def is_known_id(word: str, index: Index) -> bool:
    """Whether a word is the id of a KPI that there is."""
    return any(each in index.place or each in index.margins for each in ids_in(word))


def _is_no_subject(word: str, index: Index) -> bool:
    """An id is found by itself; a municipality's name that is no other word says whom it is about, not what."""
    return is_known_id(word, index) or (word in index.names and stem(word) not in index.vocabulary)


def near(asked: Sequence[Term], index: Index) -> tuple[str, ...]:
    """Words of the catalogue that look like those asked for, as they are written: to try where nothing was found."""
    choices = [key for key in index.vocabulary if key in index.display and not key[:1].isdigit()]
    best = [process.extractOne(stem(t.typed), choices, scorer=fuzz.ratio, score_cutoff=_NEAR) for t in asked]
    return tuple(dict.fromkeys(index.display[each[0]] for each in best if each))


def terms(text: str, index: Index) -> tuple[Term, ...]:
    """The terms of what was typed, in order."""
    typed = [w for w in dict.fromkeys(meaningful(words(text[:MAX_TYPED]))) if not _is_no_subject(w, index)]
    found = [term for run, others in _runs(typed) for term in _terms_of(run, others, index, run[-1] == typed[-1])]
    return tuple(found[:MAX_TERMS])


def _runs(typed: Sequence[str]) -> Iterator[tuple[Sequence[str], tuple[Phrase, ...]]]:
    """The words one by one, or together where several of them have another name in common."""
    place = 0
    while place < len(typed):
        longest = next((n for n in (3, 2) if _synonyms().get(_key(typed[place : place + n]))), 1)
        run = typed[place : place + longest]
        yield run, _synonyms().get(_key(run), ())
        place += longest


def _terms_of(run: Sequence[str], others: tuple[Phrase, ...], index: Index, is_last: bool) -> list[Term]:
    if len(run) > 1:
        return [Term(" ".join(run), (Phrase(_key(run)),), other=others)]
    word, key = run[0], stem(run[0])
    can_go_on = len(key) >= _PREFIX or (is_last and len(key) > 1 and not key.isdigit())
    own = (Phrase((key,), can_go_on and not key.isdigit()),)
    known = any(each.startswith(key) for each in index.vocabulary) if can_go_on else key in index.vocabulary
    inside = _inside(key, index)
    if known or inside or others or key.isdigit() or len(word) < _PREFIX:
        return [Term(word, own, inside, others, is_last=is_last)]
    return _parts(word, index) or [_meant(word, key, own, index)]


def _inside(key: str, index: Index) -> tuple[Phrase, ...]:
    """The longer words that hold this one: "omsorg" in "äldreomsorg"."""
    if len(key) < _INSIDE:
        return ()
    found = [each for each in index.vocabulary if key in each and not each.startswith(key)]
    return tuple(Phrase((each,)) for each in sorted(found, key=lambda each: -index.vocabulary[each])[:_MOST_INSIDE])


def _parts(word: str, index: Index) -> list[Term]:
    """A compound that the catalogue does not have, as the two words that it is made of."""
    for cut in range(len(word) - _PART, _PART - 1, -1):
        first, last = word[:cut].removesuffix("s"), stem(word[cut:])
        if last in index.vocabulary and len(first) >= _PART and any(v.startswith(first) for v in index.vocabulary):
            return [Term(first, (Phrase((first,), True),)), Term(word[cut:], (Phrase((last,), True),))]
    return []


def _meant(word: str, key: str, own: tuple[Phrase, ...], index: Index) -> Term:
    """A word that nothing has, with those that look like it: a slip of the finger."""
    choices = [each for each in index.vocabulary if each[0] == key[0]]  # the first letter is seldom the wrong one
    slips = 2 if len(key) >= _LONG else 1
    alike = process.extract(key, choices, scorer=OSA.distance, score_cutoff=slips, limit=_MOST_ALIKE)
    best = sorted((each for each, n, _ in alike if n == alike[0][1]), key=lambda each: -index.vocabulary[each])
    like = index.display.get(best[0]) if best else None
    return Term(word, own, other=tuple(Phrase((each,), True) for each in best), like=like)


def _fts(phrase: Phrase) -> str:
    quoted = " ".join(phrase.stems)
    return f'"{quoted}"{" *" if phrase.is_prefix else ""}'


def _key(run: Sequence[str]) -> tuple[str, ...]:
    return tuple(stem(word) for word in run)


@cache
def _synonyms() -> dict[tuple[str, ...], tuple[Phrase, ...]]:
    """From the first of each line, as stems, to the others: the other way round only where a line says so too."""
    lines: list[list[str]] = json.loads(DATA_FILE.read_text(encoding="utf-8"))
    found: dict[tuple[str, ...], tuple[Phrase, ...]] = {}
    for name, *others in lines:
        key = _key(meaningful(words(name)))
        found[key] = (*found.get(key, ()), *(Phrase(_key(words(other))) for other in others))
    return found
