"""Kolada's answers: bytes in, typed items out, or KoladaBadResponse. Nothing half-right gets past this module.

Strict where the protocol is known; lenient only where KOLADA_API documents variants: a period as a numeric string,
booleans as 0/1 (v2), dates with "no technical constraints" (unreadable ones are None), unknown extra fields.
"""

import re
from collections.abc import Callable, Hashable, Iterable
from datetime import date
from functools import lru_cache
from math import isfinite
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar
from urllib.parse import parse_qs, urlsplit

import orjson

from kolada.api.errors import KoladaBadResponse
from kolada.api.models import GENDERS, DataRequest, Kpi, KpiGroup, Member, Municipality, MunicipalityGroup, Value

MAX_PAGES = 1000  # the largest request there can be (25 KPIs, 25 years, every unit and group) has about 500

CELL = itemgetter(0, 1, 2, 3)  # what a value is of: kpi, municipality, period, gender

T = TypeVar("T")

# Not \d, which takes digits of every script.
_KPI_ID = re.compile(r"[NU][0-9]{5}")
_KPI_GROUP_ID = re.compile(r"G[0-9]*KPI[0-9]+")
_MUNICIPALITY_ID = re.compile(r"[0-9]{4}")
_MUNICIPALITY_GROUP_ID = re.compile(r"G[0-9]+")
_UNIT_ID = re.compile(r"[0-9]{4}|G[0-9]+")
_YEAR = re.compile(r"[1-9][0-9]{3}")


class Malformed(ValueError):
    """Something in an answer is not what the API promises; says what, the caller knows where."""


class Page(NamedTuple):
    """One page: its objects, not yet looked at, and the number of the page after it, None on the last."""

    rows: list[Any]
    next_page: int | None


def is_kpi_id(text: str) -> bool:
    """N or U and five digits."""
    return _KPI_ID.fullmatch(text) is not None


def is_unit_id(text: str) -> bool:
    """A municipality, a region, Riket or a municipality group."""
    return _UNIT_ID.fullmatch(text) is not None


def paged(address: str, number: int) -> str:
    """The address of page `number`; the first has the address itself."""
    if number == 1:
        return address
    return f"{address}{'&' if '?' in address else '?'}page={number}"


# ---- a page -----------------------------------------------------------------------------------------------------


def read_page(body: bytes, url: str, number: int = 1) -> Page:
    """The envelope of page `number`. Raises KoladaBadResponse."""
    try:
        answer = orjson.loads(body)  # UTF-8 whatever the content type says (Q16); NaN and Infinity are no JSON to it
        rows = answer["values"]
        if type(rows) is not list or type(answer["count"]) is not int or answer["count"] != len(rows):
            raise Malformed("count is not the number of values")
        return Page(rows, _next_page(answer["next_url"], number))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _bad(url, "not a page", error) from error


def _next_page(next_url: Any, number: int) -> int | None:
    """Only the number is taken: the host may be reflected from a header (Q6), and a page left out is lost rows."""
    if next_url is None or next_url == "":
        return None
    if type(next_url) is not str or parse_qs(urlsplit(next_url).query).get("page") != [str(number + 1)]:
        raise Malformed(f"next_url does not lead to page {number + 1}")
    if number >= MAX_PAGES:
        raise Malformed(f"more than {MAX_PAGES} pages")
    return number + 1


def _bad(url: str, where: str, error: Exception) -> KoladaBadResponse:
    return KoladaBadResponse(url, f"{where}: {type(error).__name__} {error}"[:200])


# ---- items ------------------------------------------------------------------------------------------------------


def read_items(rows: Iterable[Any], url: str, read: Callable[[Any], T]) -> list[T]:
    """Each object read by `read`; one that is malformed makes the whole answer bad. Raises KoladaBadResponse."""
    items = []
    for position, row in enumerate(rows):
        try:
            items.append(read(row))
        except (Malformed, KeyError, TypeError) as error:
            raise _bad(url, f"object {position}", error) from error
    return items


def unique(items: Iterable[T], key: Callable[[T], Hashable], url: str) -> tuple[T, ...]:
    """The items with repetitions dropped (pages may overlap). Raises KoladaBadResponse if two with one key differ."""
    items = tuple(items)
    if len(set(map(key, items))) == len(items):
        return items
    seen: dict[Hashable, T] = {}
    for item in items:
        if seen.setdefault(key(item), item) != item:
            raise KoladaBadResponse(url, f"two different answers for {key(item)}")
    return tuple(seen.values())


def read_kpi(row: Any) -> Kpi:
    """A KPI object (KOLADA_API §5). Raises Malformed, KeyError or TypeError, as all readers of one object."""
    return Kpi(
        id=_id(row["id"], _KPI_ID),
        title=_title(row["title"]),
        description=_description(row["description"]),
        is_divided_by_gender=_flag(row["is_divided_by_gender"]),
        municipality_type=_text(row["municipality_type"]),
        auspice=_optional(row.get("auspice")),
        operating_area=_text(row["operating_area"]),
        perspective=_optional(row.get("perspective")),
        prel_publication_date=_date(row.get("prel_publication_date")),
        publication_date=_date(row.get("publication_date")),
        publ_period=_optional_year(row.get("publ_period")),
        has_ou_data=_flag(row["has_ou_data"]),
    )


def read_municipality(row: Any) -> Municipality:
    """A municipality object (§6)."""
    return Municipality(_id(row["id"], _MUNICIPALITY_ID), _title(row["title"]), _title(row["type"]))


def read_municipality_group(row: Any) -> MunicipalityGroup:
    """A group of municipalities (§7)."""
    members = _members(row["members"], _MUNICIPALITY_ID)
    return MunicipalityGroup(_id(row["id"], _MUNICIPALITY_GROUP_ID), _title(row["title"]), members)


def read_kpi_group(row: Any) -> KpiGroup:
    """A group of KPIs (§5)."""
    return KpiGroup(_id(row["id"], _KPI_GROUP_ID), _title(row["title"]), _members(row["members"], _KPI_ID))


def _members(rows: Any, pattern: re.Pattern[str]) -> tuple[Member, ...]:
    if type(rows) is not list:
        raise Malformed("members is not a list")
    return tuple(_member(row["member_id"], row["member_title"], pattern) for row in rows)


@lru_cache(8192)  # 312 units, 26,000 times
def _member(raw_id: Any, raw_title: Any, pattern: re.Pattern[str]) -> Member:
    return Member(_id(raw_id, pattern), _title(raw_title))


# ---- data -------------------------------------------------------------------------------------------------------


def read_values(rows: Iterable[Any], request: DataRequest, url: str) -> list[Value]:
    """The values of one page of data (§8), in Kolada's order, deleted ones included. Raises KoladaBadResponse."""
    is_kpi = _asked(request.kpis, is_kpi_id)
    is_unit = _asked(request.municipalities, is_unit_id)
    is_period = _asked(request.years, bool)  # any year will do
    values: list[Value] = []
    for position, row in enumerate(rows):
        try:
            kpi, unit, period = row["kpi"], row["municipality"], _year(row["period"])
            if not (is_kpi(kpi) and is_unit(unit) and is_period(period)):
                raise Malformed("a kpi, municipality or period that was not asked for")
            if type(row["values"]) is not list:
                raise Malformed("values is not a list")
            values += [_value(kpi, unit, period, entry) for entry in row["values"]]
        except (Malformed, KeyError, TypeError, OverflowError) as error:
            raise _bad(url, f"row {position}", error) from error
    return values


def _asked(given: tuple[T, ...], otherwise: Callable[[T], bool]) -> Callable[[T], bool]:
    """A test of "was it asked for": among those given, or possible at all where the dimension was left open."""
    return frozenset(given).__contains__ if given else otherwise


def _value(kpi: str, unit: str, period: int, entry: Any) -> Value:
    """One value. The tests come first that nearly every one passes: a country's are tens of thousands."""
    gender, value, count = entry["gender"], entry["value"], entry["count"]
    status, isdeleted = entry["status"], entry["isdeleted"]
    if gender not in GENDERS:
        raise Malformed("gender is not T, K or M")
    if type(count) is not int or count < 0:
        raise Malformed("count is not a whole number")
    if status != "":
        status = _status(status)
    if type(value) is not float or not isfinite(value):
        value = _number(value)
    if isdeleted is not False:
        isdeleted = _flag(isdeleted)
    return Value(kpi, unit, period, gender, value, count, status, isdeleted)


@lru_cache(64)  # a handful of words, thousands of times
def _status(raw: Any) -> str:
    return _text(raw)


# ---- fields -----------------------------------------------------------------------------------------------------


def _number(raw: Any) -> float | None:
    if raw is None:
        return None
    if type(raw) is not float and type(raw) is not int:  # bool is an int to isinstance
        raise Malformed("value is not a number")
    number = float(raw)
    if not isfinite(number):
        raise Malformed("value is not finite")
    return number


def _flag(raw: Any) -> bool:
    if type(raw) is bool or (type(raw) is int and raw in (0, 1)):
        return bool(raw)
    raise Malformed("neither true nor false")


def _year(raw: Any) -> int:
    """A year with four digits, as a number or as text. No range: projections and 1970 are both real (Q22)."""
    if type(raw) is int and 1000 <= raw <= 9999:
        return raw
    if type(raw) is str and _YEAR.fullmatch(raw):
        return int(raw)
    raise Malformed("period is not a year")


def _optional_year(raw: Any) -> int | None:
    try:
        return _year(raw)
    except Malformed:
        return None


def _date(raw: Any) -> date | None:
    try:
        return date.fromisoformat(str(raw)[:10])
    except ValueError:
        return None


def _id(raw: Any, pattern: re.Pattern[str]) -> str:
    if type(raw) is not str or not pattern.fullmatch(raw):
        raise Malformed("not an id")
    return raw


def _text(raw: Any) -> str:
    """Text as it was meant, without space around it. Half surrogates, which no file or database takes, are refused."""
    if type(raw) is not str:
        raise Malformed("not a text")
    try:
        raw.encode("utf-8")
    except UnicodeEncodeError as error:
        raise Malformed("not a text") from error
    return repaired(raw).strip()


def _optional(raw: Any) -> str | None:
    return None if raw is None else _text(raw)


def _title(raw: Any) -> str:
    title = _text(raw)
    if not title:
        raise Malformed("no title")
    return title


def _description(raw: Any) -> str:
    """Running text: `\\n` in two characters is a line break, no-break and double spaces are spaces (Q18)."""
    text = _text(raw).replace("\\n", "\n").replace("\u00a0", " ")
    return re.sub(r" {2,}", " ", text).strip()


def repaired(text: str) -> str:
    """UTF-8 that was once read as Latin-1 ("MalmÃ¶") read again; anything that is not exactly that, untouched (Q16)."""
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
