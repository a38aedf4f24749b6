"""Why a KPI was found: the words to mark in a text, and the sentence of the definition that has them."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from kolada import catalogue
from kolada.api.models import Kpi
from kolada.search.query import Phrase, Term
from kolada.search.words import stem, words

_PIECE = re.compile(r"\d+\+|[^\W_]+|(?:(?!\d+\+)[\W_])+")
LONGEST = 220  # characters of a quoted sentence


class Piece(NamedTuple):
    """A stretch of text, marked or not."""

    text: str
    is_marked: bool


def marked(text: str, phrases: Sequence[Phrase], typed: Sequence[str] = ()) -> list[Piece]:
    """The text in pieces, with the words that were asked for marked; joined they are the text."""
    found = _PIECE.findall(text)
    keys = [stem(key[0]) if len(key := words(piece)) == 1 else "" for piece in found]
    spoken = [place for place, key in enumerate(keys) if key]
    stems = [keys[place] for place in spoken]
    hits = {spoken[n] for start in range(len(stems)) for n in _run(stems, start, phrases)}
    hits |= {place for place in spoken if any(words(found[place])[0] == word for word in typed)}
    return _joined([Piece(piece, place in hits) for place, piece in enumerate(found)])


def quoted(kpi: Kpi, asked: Sequence[Term]) -> list[Piece]:
    """The first sentence of the definition that has one of the terms that the title lacks; empty where none has."""
    own = [stem(word) for word in words(kpi.title)]
    lacking = [p for term in asked for p in term.phrases if not _anywhere(own, term.phrases)]
    for sentence in catalogue.sentences(catalogue.definition(kpi)):
        pieces = marked(_shortened(sentence), lacking)
        if any(piece.is_marked for piece in pieces):
            return pieces
    return []


def _anywhere(stems: Sequence[str], phrases: Sequence[Phrase]) -> bool:
    return any(_run(stems, start, phrases) for start in range(len(stems)))


def _run(stems: Sequence[str], start: int, phrases: Sequence[Phrase]) -> range:
    """The places of the longest phrase that begins here."""
    sizes = [len(p.stems) for p in phrases if p.fits(stems[start : start + len(p.stems)])]
    return range(start, start + max(sizes, default=0))


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].is_marked == piece.is_marked:
            joined[-1] = Piece(joined[-1].text + piece.text, piece.is_marked)
        else:
            joined.append(piece)
    return joined


def _shortened(sentence: str) -> str:
    return sentence if len(sentence) <= LONGEST else sentence[:LONGEST].rsplit(" ", 1)[0] + " …"
