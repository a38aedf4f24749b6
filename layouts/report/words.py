"""The user's own words: title, captions and comments. They come from a browser and go into files, never into a link.

Untrusted: control characters (which no XML takes) and marks that turn the reading direction are taken out, length is
bounded. What a document does with "=" is the document's business.
"""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

MAX_TITLE, MAX_CAPTION, MAX_COMMENT = 200, 500, 5_000
MAX_BYTES = 400_000  # of all words together
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


@dataclass(frozen=True)
class Words:
    """`captions` and `comments` by the figure's key; what is not there is as the app says it."""

    title: str = ""
    captions: Mapping[str, str] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)


NO_WORDS = Words()


def read_words(text: str) -> Words:
    """The words as the browser sends them, {"title": …, "captions": {key: …}, "comments": {key: …}}; never raises."""
    try:
        raw = json.loads(text[:MAX_BYTES])
    except (ValueError, RecursionError):
        return NO_WORDS
    if not isinstance(raw, dict):
        return NO_WORDS
    return Words(
        cleaned(raw.get("title"), MAX_TITLE, lines=False),
        _by_key(raw.get("captions"), MAX_CAPTION, lines=False),
        _by_key(raw.get("comments"), MAX_COMMENT, lines=True),
    )


def cleaned(raw: object, most: int, *, lines: bool) -> str:
    """Text that is safe to write anywhere as text: no control characters, one line unless `lines`, at most so long."""
    if not isinstance(raw, str):
        return ""
    kept = "".join(_plain(c) for c in raw[: 4 * most].replace("\r\n", "\n").replace("\r", "\n"))
    joined = "\n".join(" ".join(line.split()) for line in kept.split("\n")).strip()
    return (joined if lines else " ".join(joined.split()))[:most]


def _plain(c: str) -> str:
    if c == "\n":
        return c
    return "" if c in _TURNING else " " if unicodedata.category(c) in {"Cc", "Cs", "Cn", "Zl", "Zp"} else c


def _by_key(raw: object, most: int, *, lines: bool) -> dict[str, str]:
    if not isinstance(raw, dict):
        return {}
    found = {str(key)[:4000]: cleaned(text, most, lines=lines) for key, text in list(raw.items())[:100]}
    return {key: text for key, text in found.items() if text}
