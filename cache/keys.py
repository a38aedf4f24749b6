"""Ids and times as the integers that the database keeps, and back.

Integer keys make the tables small and fast. They sort as the ids do, so what is read in key order is in id order.
An id of any other shape has no key: nothing is kept of it, and nothing is asked.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

KPI_ID = re.compile(r"[NU][0-9]{5}")
UNIT_ID = re.compile(r"[0-9]{4}|G[0-9]{1,8}")
GROUPS = 10_000  # keys from here on are groups; below it are municipalities, regions and Riket
REGIONS = 100  # keys below it are regions and Riket
GENDERS = "KMT"  # a gender's key is its place here
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def kpi_key(kpi_id: str) -> int | None:
    """`N33001` -> 7833001; None for what is no KPI id."""
    return ord(kpi_id[0]) * 100_000 + int(kpi_id[1:]) if KPI_ID.fullmatch(kpi_id) else None


def kpi_id(key: int) -> str:
    """7833001 -> `N33001`."""
    return f"{chr(key // 100_000)}{key % 100_000:05d}"


def unit_key(unit_id: str) -> int | None:
    """`0180` -> 180; `G36552` -> its digits to the left, then how many they are, so that keys sort as the texts do."""
    if not UNIT_ID.fullmatch(unit_id):
        return None
    if unit_id[0] != "G":
        return int(unit_id)
    digits = unit_id[1:]
    return GROUPS + int(digits.ljust(8, "0")) * 10 + len(digits)


def unit_id(key: int) -> str:
    """180 -> `0180`, and a group's key to its G-id."""
    if key < GROUPS:
        return f"{key:04d}"
    digits, length = divmod(key - GROUPS, 10)
    return "G" + f"{digits:08d}"[:length]


def is_group(unit_id: str) -> bool:
    """True for a G-id: its values change with its members, without any trace in `from_date`."""
    return unit_id.startswith("G")


def kpi_keys(ids: Iterable[str]) -> dict[str, int]:
    """The ids that are KPI ids, in order and once each, with their keys."""
    return {each: key for each in ids if (key := kpi_key(each)) is not None}


def unit_keys(ids: Iterable[str]) -> dict[str, int]:
    """The ids that are units' ids, in order and once each, with their keys."""
    return {each: key for each in ids if (key := unit_key(each)) is not None}


def micros(moment: datetime) -> int:
    """An aware time as microseconds since 1970."""
    return (moment - _EPOCH) // _MICROSECOND


def moment(micros: int) -> datetime:
    """Microseconds since 1970 as a time in UTC."""
    return _EPOCH + timedelta(microseconds=micros)


def day(micros: int) -> date:
    """The UTC date; never later than the Swedish one, so a delta from it leaves no gap."""
    return moment(micros).date()
