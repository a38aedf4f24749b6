"""What the Word and PowerPoint files share: text that XML takes, addresses in full, and the words they end with."""

import re

from kolada.analysis.compare import Comparison
from kolada.analysis.lines import Line
from layouts.figures.trend import MOST_LINES

LANGUAGE = "sv-SE"
LONGEST_LINK = 2000  # characters; Office calls a file with a longer address damaged
LONGEST_PROPERTY = 255  # characters of a document's title
_BREAKING = re.compile("[ \t\n\r]+")
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legible(text: str) -> str:
    """The text without what XML forbids (control characters, half surrogates, U+FFFE and U+FFFF)."""
    return _FORBIDDEN.sub("", text)


def one_line(text: str) -> str:
    """The same on one line; spaces that must not break stay."""
    return _BREAKING.sub(" ", legible(text)).strip()


def clipped(text: str, most: int) -> str:
    """One line of at most so many characters, an ellipsis for what was left out."""
    line = one_line(text)
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def is_png(picture: bytes) -> bool:
    """Whether it is a whole PNG, by its beginning and its end."""
    return picture.startswith(b"\x89PNG\r\n\x1a\n") and b"IEND" in picture[-64:]


def is_linkable(url: str) -> bool:
    """Whether a file can hold it as a link: it has a host and Office takes its length."""
    return url.startswith(("http://", "https://")) and len(url) <= LONGEST_LINK


def shown_lines(comparison: Comparison) -> tuple[Line, ...]:
    """The lines a figure shows, own first: peers while they are few enough to be told apart, mean, Riket.

    A count has no Riket, and a mean only when it was asked for (COMPARISON 9).
    """
    peers = comparison.peer_lines if len(comparison.peer_lines) <= MOST_LINES else ()
    mean = (comparison.mean,) if comparison.mean.cells else ()
    riket = (comparison.riket,) if comparison.riket.years and not comparison.is_count else ()
    return (comparison.focal, *peers, *mean, *riket)
