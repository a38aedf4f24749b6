"""How Swedish sorts, folds and dates: the few rules of the language that figures need."""

from datetime import date

MONTHS = ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
          "december")  # fmt: skip

# å, ä and ö are the last letters of the alphabet; "{|}" follow "z" in Unicode. Foreign letters sort as their nearest.
_COLLATION = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "é": "e", "è": "e", "ü": "y", "á": "a"})
_FOLDING = str.maketrans({"å": "a", "ä": "a", "æ": "a", "ö": "o", "ø": "o", "é": "e", "è": "e", "ü": "u", "á": "a",
                          "-": " ", "–": " "})  # fmt: skip


def sort_key(text: str) -> tuple[str, str]:
    """A key that sorts names as a Swedish register does: å, ä, ö last, upper and lower case alike."""
    return text.casefold().translate(_COLLATION), text


def folded(text: str) -> str:
    """The text as somebody without å, ä, ö or a sense for hyphens and spaces would type it."""
    return " ".join(text.casefold().translate(_FOLDING).split())


def long_date(day: date) -> str:
    """A date as a sentence says it: 28 augusti 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
