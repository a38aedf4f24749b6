"""What "Vad sticker ut?" leaves out and how it orders, read from the address. Total: nothing raises."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from kolada.scanned import area_slug
from layouts import texts as common
from layouts.explore import texts_standout as texts
from layouts.selection import FIRST_YEAR, LAST_YEAR, clip

ROWS, MOST_ROWS = 40, 200  # a row is some 4 kB of page
MOST_ASKED = 99_999  # rows that are understood, and cut to MOST_ROWS with a word
BESIDE = ("q", "perspective", "group", "fetch")  # other keys of the address, which choosing a filter leaves as they are
BACK = 3  # years before the newest one that a KPI's latest year may be, unless the address says otherwise
DISTANCE, TREND, PLACE = "avstand", "trend", "plats"
QUALITY, COST = "kvalitet", "kostnad"
HIDE = "hide"


@dataclass(frozen=True)
class Filters:
    """`areas` by slug, none for all; `since` None for the default, which follows the data."""

    areas: tuple[str, ...] = ()
    only: str = ""
    since: int | None = None
    hides_small: bool = False
    order: str = DISTANCE
    n: int = ROWS
    beside: tuple[tuple[str, str], ...] = ()

    def but(self, **changes: object) -> "Filters":
        """The same with something else chosen, from the first row again."""
        return replace(self, **{"n": ROWS, **changes})  # type: ignore[arg-type]

    def keys(self) -> dict[str, str]:
        """As the address has them; defaults are left out."""
        return {
            "area": ",".join(self.areas),
            "only": self.only,
            "since": str(self.since or ""),
            "small": HIDE if self.hides_small else "",
            "order": "" if self.order == DISTANCE else self.order,
            "n": "" if self.n == ROWS else str(self.n),
            **dict(self.beside),
        }


def read(keys: Mapping[str, str], areas: Collection[str]) -> tuple[Filters, list[str]]:
    """The filters in an address's explore keys, and a notice for each that was not understood. `areas`: all slugs."""
    said: list[str] = []
    chosen = Filters(
        areas=_areas(keys.get("area", ""), areas, said),
        only=_word(keys, "only", ("", QUALITY, COST), said),
        since=_number(keys, "since", FIRST_YEAR, LAST_YEAR, said),
        hides_small=_word(keys, "small", ("", HIDE), said) == HIDE,
        order=_word(keys, "order", ("", DISTANCE, TREND, PLACE), said) or DISTANCE,
        n=_rows(keys, said),
        beside=tuple((key, keys[key]) for key in BESIDE if key in keys),
    )
    return chosen, said


def _areas(value: str, known: Collection[str], said: list[str]) -> tuple[str, ...]:
    """Slugs between commas, or one area's title, whose commas are its own."""
    if area_slug(value) in known:
        return (area_slug(value),)
    asked = [part for part in value.split(",") if part.strip()]
    found = tuple(dict.fromkeys(slug for part in asked if (slug := area_slug(part)) in known))
    strange = [part for part in asked if area_slug(part) not in known]
    if strange:
        said.append(common.notice_misread("area", clip(strange[0]), texts.SHOWN_ALL_AREAS if not found else texts.REST))
    return found


def _word(keys: Mapping[str, str], key: str, known: Collection[str], said: list[str]) -> str:
    value = keys.get(key, "")
    if value in known:
        return value
    said.append(common.notice_misread(key, clip(value), common.SHOWN_WITHOUT))
    return ""


def _rows(keys: Mapping[str, str], said: list[str]) -> int:
    n = _number(keys, "n", 1, MOST_ASKED, said) or ROWS
    if n > MOST_ROWS:
        said.append(texts.most_rows(MOST_ROWS))
    return min(n, MOST_ROWS)


def _number(keys: Mapping[str, str], key: str, least: int, most: int, said: list[str]) -> int | None:
    value = keys.get(key, "")
    if not value:
        return None
    if value.isascii() and value.isdigit() and len(value) < 6 and least <= int(value) <= most:
        return int(value)
    said.append(common.notice_misread(key, clip(value), common.SHOWN_WITHOUT))
    return None
