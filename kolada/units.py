"""A KPI's unit, read from its title: Kolada has no field for it, and writes it as the title's tail.

Of 6,099 titles most end ", <unit>"; some lack the comma ("övr. öppna ins. kr/inv"), some have a qualifier after it
("antal/1000 inv, 16-64 år"), some begin with it ("Antal barn ..."), and some have none at all.
"""

import re
from functools import lru_cache
from typing import NamedTuple

NARROW_SPACE = "\u202f"

_ENDED = re.compile(r"\s*\(\s*-\s*(\d{4})\s*\)\s*$")
_SOURCE = re.compile(r"[.,]?\s*Källa:.*$")
_SCALE = re.compile(r"\((?!max)(?=[^()]*(?:=\s*\d|\d\s*=))[^()]*\)$")
_SHARE = re.compile(
    r"""(?:genomsnittlig\ |årsgenomsnittlig\ )?an?d?el\s*\(%\)(?:\ av\ [^,(]+)?
    | (?:genomsnittlig\ |årsgenomsnittlig\ )?andel\b[^,?]{0,70}\(%\)
    | svarsfrekvens(?:\ \(%\))?$ | årlig\ förändring\ \(%\) | procent\b.*$ | promille\b.*$ | \(?%\)?$ """,
    re.VERBOSE | re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"""(?:\d+\ )?(?:kr|tkr|mkr|mnkr|kronor|miljoner\ kronor)(?=$|/|\ per\ )[^(]*
    | (?:totalt\ )?antal\b.*
    | (?:kg|ton|gram|g|liter|meter|mil|km|kvm|kbm|hektar|kvadratkilometer|MWh|MW|kWh|GWh|Mbit/s)\b.*
    | (?:timmar|minuter|dagar|år|resor|recept|inv|besök)(?=$|/).*
    | index\b(?:\ \([^)]*\))? | medelbetyg\b.* | mediantid\b.* | installerad\ effekt.*
    | (?:balanstal|procentenheter|frekvens|intervall|poäng|total\ poäng|meritvärdespoäng)$
    | genomsnitt(?:\ \([^)]*\))?$ | (?:medelvärde|median)$ """,
    re.VERBOSE | re.IGNORECASE,
)
_BARE = re.compile(
    r"\s((?:kr|kg|kWh)/\S.{0,30}|(?:an?d?el )?\(%\)|\(% av [^)]*\)|svarsfrekvens \(%\)|antal svar)$", re.IGNORECASE
)
_STATISTIC = re.compile(r"^(?:genomsnitt|medelvärde|median)$", re.IGNORECASE)
_AGES = re.compile(r"^(?:\d+(?:-\d+)? år\+?|1 nov fg år)$")
_SAID = tuple(
    (re.compile(pattern, re.IGNORECASE), unit)
    for pattern, unit in (
        (r"^(?:genomsnittligt )?antal\b|^(?:barn|elever) per |förväntat antal", "antal"),
        (r"(?:/| per )1000 inv", "antal/1000 inv"),
        (r"\w*index\b", "index"),
        (r"betygspoäng", "betygspoäng"),
        (r"meritvärde", "meritvärdespoäng"),
        (r"^medelålder", "år"),
    )
)


class Title(NamedTuple):
    """A title taken apart: what is measured, in what unit ("" when none is said), and the last year of a closed one."""

    label: str
    unit: str
    ended: int | None


def tidy(text: str) -> str:
    """Kolada's text in one line: literal \\n, no-break and double spaces become one space."""
    return " ".join(text.replace("\\n", " ").split())


@lru_cache(maxsize=8192)
def split(title: str) -> Title:
    """Take a KPI's title apart. Never fails: a title without a unit is all label."""
    text = tidy(title)
    ended = _ENDED.search(text)
    text = _SOURCE.sub("", _ENDED.sub("", text)).rstrip(" .,;")
    label, unit = _scale(text) or _after_comma(text) or _bare(text) or _from_label(text)
    return Title(_trim(label), _normal(unit), int(ended[1]) if ended else None)


def _scale(text: str) -> tuple[str, str] | None:
    """(Ja=1, Nej=0): a code, whose commas are its own."""
    found = _SCALE.search(text)
    return (text[: found.start()], found[0]) if found else None


def _after_comma(text: str) -> tuple[str, str] | None:
    """The last segment when it is a unit; else the one before it, with the last as its qualifier."""
    head, comma, last = text.rpartition(",")
    if not comma:
        return None
    found = _unit_of(last.strip())
    earlier = _before(head) if not found or _STATISTIC.match(found[0]) else None
    if earlier:
        return _qualified(*earlier, last.strip())
    return (_join(head, found[1]), found[0]) if found else None


def _before(head: str) -> tuple[str, str] | None:
    """The unit in the segment before the last, if it is short enough to be one."""
    first, _, middle = head.rpartition(",")
    found = _unit_of(middle.strip()) if first else None
    return (_join(first, found[1]), found[0]) if found and len(found[0]) <= 50 else None


def _qualified(label: str, unit: str, qualifier: str) -> tuple[str, str]:
    """Ages belong to the unit, other qualifiers ("ny definition") to what is measured."""
    return (label, f"{unit} {qualifier}") if _AGES.match(qualifier) else (f"{label}, {qualifier}", unit)


def _unit_of(segment: str) -> tuple[str, str] | None:
    """(unit, what stands after it) if the segment begins with a unit."""
    found = _SHARE.match(segment) or _AMOUNT.match(segment)
    return (found[0].strip(), segment[found.end() :].strip(" -–")) if found else None


def _bare(text: str) -> tuple[str, str] | None:
    """A unit at the end without a comma before it: N33011, "Nettokostnadsavvikelse LSS (%)"."""
    found = _BARE.search(text) or re.search(r"(\(%\))$", text)
    return (text[: found.start()], found[1]) if found else None


def _from_label(text: str) -> tuple[str, str]:
    """What the words themselves say when no unit stands apart."""
    return text, next((unit for pattern, unit in _SAID if pattern.search(text)), "")


def _join(label: str, rest: str) -> str:
    return f"{label}, {rest}" if rest else label


def _trim(label: str) -> str:
    """Without stray spaces and commas; ranges with the dash that ranges have."""
    label = re.sub(r"\s+,", ",", label).strip(" ,;-–")
    return re.sub(r"(?<=\d)-(?=\d)", "–", re.sub(r"\s+-\s+", " – ", label))


def _normal(unit: str) -> str:
    """One spelling for each unit."""
    unit = re.sub(r"^an?d?el\s*\(%\)", "andel (%)", unit)
    unit = re.sub(r"^(?:Antal|Index|Svarsfrekvens)\b", lambda word: word[0].lower(), unit)
    unit = re.sub(r"^(antal|kr) per ", r"\1/", re.sub(r"^\(% av (.+)\)$", r"(%) av \1", unit))
    unit = re.sub(r"\s*/\s*", "/", unit) if "=" not in unit else unit
    return re.sub(r"(\d)(inv)", r"\1 \2", unit).replace("( ", "(").strip(" .")


# How a unit is said ---------------------------------------------------------------------------------------------------

_WORDS = (
    (re.compile(r"\binv\b\.?"), "invånare"),
    (re.compile(r"\bbef\b\.?"), "befolkningen"),
    (re.compile(r"(\d+)-(\d+)"), r"\1–\2"),
    (re.compile(r"(\d+)(?:\+(?: år)?| år\+)"), r"\1 år och äldre"),
    (re.compile(r"per vuxna invånare"), "per vuxen invånare"),
    (re.compile(r"^1000 kr"), "tusen kr"),
    (re.compile(r"\b1 nov fg år"), "den 1 november föregående år"),
    (re.compile(r"\b1(?:000| 000)\b"), f"1{NARROW_SPACE}000"),
    (re.compile(r"\b(\d{2,3}) 000\b"), rf"\1{NARROW_SPACE}000"),
)
_ALONE = re.compile(r"^(?:genomsnitt|medelvärde|median|index|balanstal|frekvens|intervall)(?:$| \()")


def phrase(unit: str) -> str:
    """The unit in words, for an axis or a subtitle: "kr per invånare 0–20 år", "per 1 000 invånare", "procent"."""
    if "%" in unit or unit.startswith("procent ") or unit == "svarsfrekvens":
        return _percent(unit)
    if "=" in unit or "/" not in unit:
        return _spoken(unit)
    amount, _, per = unit.partition("/")
    amount = "" if amount == "antal" else amount.removeprefix("antal ")
    return _spoken(f"{amount} per {per}".strip())


def after_number(unit: str) -> str:
    """What a sentence says after the number: nothing for counts, indexes and codes, else the unit in words."""
    if unit.startswith(("antal", "totalt antal")) and "/" not in unit:
        return unit.partition("antal ")[2] if unit == "antal dagar" else ""
    return "" if "=" in unit or _ALONE.match(unit) else phrase(unit)


def _percent(unit: str) -> str:
    of = re.search(r" av (?!de som)(.+?)(?: \(%\))?$", unit)
    return _spoken(f"procent av {of[1]}") if of else "procent"


def _spoken(text: str) -> str:
    for pattern, words in _WORDS:
        text = pattern.sub(words, text)
    return text
