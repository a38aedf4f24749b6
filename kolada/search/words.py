"""Text to what is compared when searching: folded words, and their stems. The same for what is kept and what is asked.

Stems are Snowball's Swedish, with a few endings that it leaves ("placering" beside "placerade", "skolan" beside
"skola"). Words are folded first, so that somebody without å, ä and ö finds the same.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import snowballstemmer

from kolada.swedish import folded

_WORD = re.compile(r"\d+\+|[^\W_]+")
_ENDINGS = ("ningen", "ning", "ing", "an", "et", "um")
_SHORTEST = 4  # letters that an ending leaves behind

# Words that say nothing of which KPI is meant, folded.
_EMPTY = (
    "i och att av for med pa till om den det de som en ett per fran vid hur manga mycket var vi har ar vad inom hos"
)
EMPTY_WORDS = frozenset(_EMPTY.split())


def words(text: str) -> list[str]:
    """The words as folded text, in order; "80+" is one of its own, and a hyphen parts two."""
    return [word.replace("+", "plus") for word in _WORD.findall(folded(text))]


def spellings(text: str) -> list[str]:
    """The words as they are written, in small letters."""
    return _WORD.findall(text.lower())


def stems(text: str) -> list[str]:
    """The stems of the words, in order."""
    return [stem(word) for word in words(text)]


@lru_cache(50_000)
def stem(word: str) -> str:
    """One folded word's stem; what holds a digit is its own."""
    if any(c.isdigit() for c in word):
        return word
    word = word.removesuffix("et") if word.endswith("andet") else word  # "biståndet", folded, is no participle
    base: str = _snowball().stemWord(word)
    if base.endswith("nad") or base == word.removesuffix("s"):  # "kostnaden", "elevers": one ending of two is gone
        base = _snowball().stemWord(base)
    ending = next((e for e in _ENDINGS if base.endswith(e) and len(base) - len(e) >= _SHORTEST), "")
    return base.removesuffix(ending)


def meaningful(found: Iterable[str]) -> list[str]:
    """The words without those that every sentence has; all of them where there are no others."""
    listed = list(found)
    return [word for word in listed if word not in EMPTY_WORDS] or listed


@lru_cache(1)
def _snowball() -> Any:
    return snowballstemmer.stemmer("swedish")
