"""Reading a ZIP that `bundle` made. It comes from outside: nothing in it is believed, and nothing of it is written.

Its directory is measured before it is read, only two members are read, and no more of them than their share; of the
others that carry values the SHA-256 is taken.
"""

import csv
import io
import json
import math
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from kolada.analysis.lines import Role
from kolada.api.models import GENDERS
from layouts.documents.bundle import CHECKED, FACTS, VALUES
from layouts.report import texts
from layouts.report.state import MAX_FIGURES
from layouts.selection import FIRST_YEAR, KPI_ID, LAST_YEAR, UNIT_ID

MOST_BYTES = 60_000_000  # of the ZIP itself
MOST_UNPACKED = 200_000_000  # of all its members, as they say themselves
MOST_MEMBERS, MOST_DIRECTORY = 2_000, 500_000
MOST_NAME = 80  # characters of a member's name that are repeated
MOST_FACTS, MOST_VALUES, MOST_CELLS = 2_000_000, 60_000_000, 300_000
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x07"
_YEAR = re.compile(r"\d{4}", re.ASCII)
_STATUS = re.compile(r"(?:[^\W\d_][\w ,.()/-]{0,39})?")  # Kolada's word, begun by a letter: nothing that a table runs
_SINGLE = {Role.FOCAL.value, Role.PEER.value, Role.RIKET.value}  # whose values are Kolada's own


class NotAReport(Exception):
    """What was given is no ZIP of ours, or none that can be checked: carries a Swedish sentence."""

    def __init__(self, sentence: str, detail: str = "") -> None:
        super().__init__(f"{sentence} ({detail})" if detail else sentence)
        self.sentence = sentence


class Cell(NamedTuple):
    """One of Kolada's values as the ZIP has it: a number, or None and Kolada's word for why there is none."""

    kpi: str
    municipality: str
    period: int
    gender: str
    value: float | None
    status: str

    @property
    def key(self) -> tuple[str, str, int, str]:
        """Which value it is."""
        return self[:4]


@dataclass(frozen=True)
class Package:
    """What a ZIP says: when it was made, of which link, and every value of Kolada's in it, once."""

    made: date
    link: str
    invented: bool
    cells: tuple[Cell, ...]
    altered: tuple[str, ...] = ()  # members that are not as FACTS says they were: changed, gone or new

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """KPI and unit of every series, once, in their order."""
        return list(dict.fromkeys((cell.kpi, cell.municipality) for cell in self.cells))

    @property
    def kpis(self) -> list[str]:
        """The KPIs, once, in their order."""
        return list(dict.fromkeys(cell.kpi for cell in self.cells))


def read_package(data: bytes) -> Package:
    """What the ZIP says. Raises NotAReport, and nothing else, whatever the bytes are."""
    facts, values, sums = _members(data)
    try:
        told = json.loads(facts)
        made, link, invented = date.fromisoformat(told["made"]), told["link"], told["invented"]
        cells = tuple({cell.key: cell for cell in _cells(values.decode())}.values())
    except (ValueError, KeyError, TypeError, RecursionError, csv.Error) as error:
        raise NotAReport(texts.RECHECK_NOT_OURS, str(error)[:200]) from error
    if not cells or not isinstance(link, str) or not isinstance(invented, bool):
        raise NotAReport(texts.RECHECK_NOT_OURS)
    if len({cell.kpi for cell in cells}) > MAX_FIGURES:
        raise NotAReport(texts.RECHECK_TOO_BIG)
    return Package(made, link, invented, cells, _altered(told.get("sha256"), sums))


def _altered(told: object, sums: Mapping[str, str]) -> tuple[str, ...]:
    """The members with another SHA-256 than the ZIP says; none of a ZIP from before they stood in it."""
    if not isinstance(told, dict):
        return ()
    names = sorted({*map(str, told), *sums})
    return tuple(name[:MOST_NAME] for name in names if told.get(name) != sums.get(name))


def _members(data: bytes) -> tuple[bytes, bytes, dict[str, str]]:
    """The two that are read, and the SHA-256 of each that has one in FACTS."""
    if len(data) > MOST_BYTES:
        raise NotAReport(texts.RECHECK_TOO_BIG)
    _measure_directory(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = archive.infolist()
            if len(found) > MOST_MEMBERS or sum(each.file_size for each in found) > MOST_UNPACKED:
                raise NotAReport(texts.RECHECK_TOO_BIG)
            checked = [each.filename for each in found if each.filename.startswith(CHECKED)]
            sums = {name: sha256(_read(archive, name, MOST_VALUES)).hexdigest() for name in checked}
            return _read(archive, FACTS, MOST_FACTS), _read(archive, VALUES, MOST_VALUES), sums
    except KeyError as error:
        raise NotAReport(texts.RECHECK_NOT_OURS, str(error)[:200]) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise NotAReport(texts.RECHECK_NOT_A_ZIP, str(error)[:200]) from error


def _measure_directory(data: bytes) -> None:
    """Python reads a ZIP's whole directory when it opens it; ours is short, and has no comment and no 64-bit part."""
    end = data[-22:]
    if not end.startswith(_END) or not end.endswith(b"\0\0"):
        raise NotAReport(texts.RECHECK_NOT_A_ZIP)
    if data[-42:-38] == _END_64 or int.from_bytes(end[12:16], "little") > MOST_DIRECTORY:
        raise NotAReport(texts.RECHECK_TOO_BIG)


def _read(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """One member, never more of it than this, whatever size it says that it has."""
    info = archive.getinfo(name)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise NotAReport(texts.RECHECK_NOT_OURS)
    with archive.open(info) as member:
        body = member.read(most + 1)
    if len(body) > most:
        raise NotAReport(texts.RECHECK_TOO_BIG)
    return body


def _cells(text: str) -> Iterator[Cell]:
    """Kolada's own values in the table. Raises ValueError for a line that is none of ours, NotAReport for too many."""
    reader = csv.DictReader(io.StringIO(text, newline=""))
    for count, row in enumerate(reader, 1):
        if count > MOST_CELLS:
            raise NotAReport(texts.RECHECK_TOO_BIG)
        if row["role"] in _SINGLE:
            yield _cell(row)


def _cell(row: dict[str, Any]) -> Cell:
    kpi, unit, year, gender = (str(row[name]) for name in ("kpi", "municipality", "period", "gender"))
    value = float(row["value"]) if row["value"] else None
    is_sound = (
        KPI_ID.fullmatch(kpi)
        and UNIT_ID.fullmatch(unit)
        and _YEAR.fullmatch(year)
        and FIRST_YEAR <= int(year) <= LAST_YEAR
        and gender in GENDERS
        and (value is None or math.isfinite(value))
        and _STATUS.fullmatch(str(row["status"]))
    )
    if not is_sound:
        raise ValueError("a line that cannot be one of ours")
    return Cell(kpi, unit, int(year), gender, value, str(row["status"]))
