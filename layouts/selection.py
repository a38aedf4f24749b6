"""The query string is the state: what a user chose, read from and written to an address. Total: nothing raises.

The keys are a promise to everyone who keeps a link (README, "Addresses"). Whatever cannot be understood falls back to a
default and is named in a notice.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from urllib.parse import parse_qsl, quote

from kolada.api.models import GENDERS
from layouts import texts
from layouts.keys import KEYS

MAX_KPIS, MAX_PEERS = 25, 60
MAX_QUERY, MAX_FIELDS = 100_000, 2_000
FIRST_YEAR, LAST_YEAR = 1900, 2100
DEFAULT_SET = "barn-och-unga"
DEFAULT_LATEST, MAX_LATEST = 10, 60

KPI_ID, UNIT_ID = re.compile(r"[NU]\d{5}", re.ASCII), re.compile(r"\d{4}", re.ASCII)
GROUP = re.compile(r"(G\d{3,8})(?:@(\d{4}|\d{4}-\d{2}-\d{2}))?(?::(.*))?", re.ASCII | re.DOTALL)
RANGE, LATEST = re.compile(r"(\d{4})(?:-(\d{4}))?", re.ASCII), re.compile(r"latest(\d{1,4})", re.ASCII)
SLUG = re.compile(r"[a-z0-9-]{1,40}")
KPI_GROUP = re.compile(r"G\d?KPI\d{1,8}", re.ASCII)  # Kolada's own groups of KPIs, as a set
RECIPE = re.compile(r"[NU]\d{5}(?::\d{1,3})?(?:,[NU]\d{5}(?::\d{1,3})?){0,24}", re.ASCII)
TRACKING = ("utm_", "fbclid", "gclid")  # other sites' marks on a shared link: not the user's words, nothing to say


@dataclass(frozen=True, slots=True)
class Period:
    """Named years, or the latest so many."""

    first: int | None = None
    last: int | None = None
    latest: int = DEFAULT_LATEST

    def window(self, latest_year: int) -> tuple[int, int]:
        """First and last year shown, when the data reach `latest_year`."""
        if self.first is not None and self.last is not None:
            return self.first, self.last
        return latest_year - self.latest + 1, latest_year

    def __str__(self) -> str:
        if self.first is None:
            return f"latest{self.latest}"
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


@dataclass(frozen=True, slots=True)
class PeerChoice:
    """Whom to compare with: a group by id (pinned by edition or date, and by members), or an own list of ids."""

    group: str | None = None
    pinned: str | None = None  # the edition in a "Liknande" title, or the date of another group
    members: tuple[str, ...] = ()

    def __str__(self) -> str:
        ids = ",".join(self.members)
        if self.group is None:
            return ids
        pin = f"@{self.pinned}" if self.pinned else ""
        return f"{self.group}{pin}:{ids}" if ids else f"{self.group}{pin}"


@dataclass(frozen=True)
class Selection:
    """Everything a view depends on. What is None or empty has a default that depends on the data."""

    municipality: str | None = None
    peers: PeerChoice | None = None
    kpis: tuple[str, ...] = ()
    set: str | None = None
    period: Period = Period()
    genders: tuple[str, ...] = ("T",)
    view: str = ""
    mark: str | None = None  # one more municipality that is pointed out in a ranking or on the map
    count_mean: bool = False
    same_scale: bool = False
    retrieved: date | None = None
    recipe: str = ""  # how an own list was chosen, see layouts/explore/recipe.py

    @property
    def gender(self) -> str:
        """The gender that pages show."""
        return self.genders[0]

    def but(self, **changes: object) -> "Selection":
        """The same selection with something else chosen."""
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass
class _Reader:
    """Collects what could not be understood while the fields are read."""

    fields: dict[str, list[str]]
    notices: list[str] = field(default_factory=list)

    def misread(self, key: str, value: str, shown: str) -> None:
        self.notices.append(texts.notice_misread(key, clip(value), shown))

    def many(self, key: str) -> list[str]:
        values = [v.strip() for v in self.fields.get(key, [])]
        return [v for v in values if v]

    def one(self, key: str) -> str | None:
        values = self.many(key)
        if len(values) > 1:
            self.notices.append(texts.notice_several(key, clip(values[0])))
        return values[0] if values else None


def parse(query: str) -> tuple[Selection, tuple[str, ...]]:
    """A query string, with or without its "?", as a Selection and the notices for what was not understood."""
    reader = _read(query)
    selection = Selection(
        municipality=_unit(reader, "municipality", texts.SHOWN_NOTHING),
        peers=_peers(reader),
        kpis=_kpis(reader),
        set=_set(reader),
        period=_period(reader),
        genders=_genders(reader),
        view=_word(reader, "view"),
        mark=_unit(reader, "mark", texts.SHOWN_WITHOUT),
        count_mean=_flag(reader, "counts", "mean"),
        same_scale=_flag(reader, "scale", "same"),
        retrieved=_retrieved(reader),
        recipe=_recipe(reader),
    )
    _prices(reader)
    return selection, tuple(reader.notices)


@lru_cache(1024)  # a page has a dozen links of the same selection
def to_query(selection: Selection) -> str:
    """The selection as a query string, readable and editable by hand; defaults are left out. Inverse of `parse`."""
    pairs: list[tuple[str, object]] = [("municipality", selection.municipality), ("peers", selection.peers)]
    pairs += [("kpi", kpi) for kpi in selection.kpis]
    pairs += [("set", selection.set), ("period", None if selection.period == Period() else selection.period)]
    pairs += [("gender", ",".join(selection.genders) if selection.genders != ("T",) else None)]
    pairs += [("view", selection.view), ("mark", selection.mark)]
    pairs += [("counts", "mean" if selection.count_mean else None)]
    pairs += [("scale", "same" if selection.same_scale else None), ("retrieved", selection.retrieved)]
    pairs += [("recipe", selection.recipe)]
    return "&".join(f"{key}={quote(str(value), safe=':,@-')}" for key, value in pairs if value)


def clip(text: str, length: int = 60) -> str:
    """A stranger's text, short enough and plain enough to be repeated in a notice."""
    plain = "".join(c if c.isprintable() else " " for c in text[: 4 * length]).strip()
    return plain if len(plain) <= length else plain[: length - 1] + "…"


def _read(query: str) -> _Reader:
    text = query.removeprefix("?")
    notices = [texts.NOTICE_TOO_LONG] if len(text) > MAX_QUERY or text.count("&") >= MAX_FIELDS else []
    kept = "&".join(text[:MAX_QUERY].split("&")[:MAX_FIELDS])
    fields: dict[str, list[str]] = {}
    for key, value in parse_qsl(kept, keep_blank_values=True):
        fields.setdefault(key, []).append(value)
    strange = [k for k in fields if k not in KEYS and not k.startswith(TRACKING)]
    notices += [texts.notice_unknown_keys([clip(k, 30) for k in strange])] if strange else []
    return _Reader(fields, notices)


def _unit(reader: _Reader, key: str, shown: str) -> str | None:
    value = reader.one(key)
    if value is None or UNIT_ID.fullmatch(value):
        return value
    reader.misread(key, value, shown)
    return None


def _peers(reader: _Reader) -> PeerChoice | None:
    value = reader.one("peers")
    if value is None:
        return None
    match = GROUP.fullmatch(value)
    group, pinned, listed = match.groups() if match else (None, None, value)
    members = _ids(reader, "peers", (listed or "").split(","), UNIT_ID, MAX_PEERS)
    if group is None and not members:
        reader.misread("peers", value, texts.SHOWN_DEFAULT_PEERS)
        return None
    return PeerChoice(group, pinned, members)


def _kpis(reader: _Reader) -> tuple[str, ...]:
    parts = [part for value in reader.many("kpi") for part in value.split(",")]
    return _ids(reader, "kpi", [part.upper() for part in parts], KPI_ID, MAX_KPIS)


def _ids(reader: _Reader, key: str, parts: Iterable[str], pattern: re.Pattern[str], most: int) -> tuple[str, ...]:
    """The distinct ids in their order; what is no id, and what is beyond the limit, is named."""
    stripped = [part.strip() for part in parts if part.strip()]
    good = list(dict.fromkeys(part for part in stripped if pattern.fullmatch(part)))
    bad = [clip(part, 20) for part in stripped if not pattern.fullmatch(part)]
    if bad:
        reader.notices.append(texts.notice_not_ids(key, bad))
    if len(good) > most:
        reader.notices.append(texts.notice_too_many(key, most, good[most:]))
    return tuple(good[:most])


def _set(reader: _Reader) -> str | None:
    value = reader.one("set")
    if value and KPI_GROUP.fullmatch(value.upper()):
        return value.upper()
    if value is None or SLUG.fullmatch(value):
        return value
    reader.misread("set", value, texts.SHOWN_DEFAULT_SET)
    return None


def _period(reader: _Reader) -> Period:
    value = reader.one("period")
    if value is None:
        return Period()
    if match := LATEST.fullmatch(value):
        latest = int(match[1])
        if 1 <= latest <= MAX_LATEST:
            return Period(latest=latest)
    if match := RANGE.fullmatch(value):
        first, last = sorted((int(match[1]), int(match[2] or match[1])))
        if first >= FIRST_YEAR and last <= LAST_YEAR and last - first < MAX_LATEST:
            return Period(first, last)
    reader.misread("period", value, texts.SHOWN_LATEST)
    return Period()


def _genders(reader: _Reader) -> tuple[str, ...]:
    parts = [p.strip().upper() for value in reader.many("gender") for p in value.split(",") if p.strip()]
    genders = tuple(dict.fromkeys(p for p in parts if p in GENDERS))
    if any(p not in GENDERS for p in parts):
        reader.misread("gender", next(p for p in parts if p not in GENDERS), texts.SHOWN_TOTAL)
    return genders or ("T",)


def _word(reader: _Reader, key: str) -> str:
    value = reader.one(key)
    if value is None or SLUG.fullmatch(value):
        return value or ""
    reader.misread(key, value, texts.SHOWN_WITHOUT)
    return ""


def _flag(reader: _Reader, key: str, word: str) -> bool:
    value = reader.one(key)
    if value not in (None, word):
        reader.misread(key, value or "", texts.SHOWN_WITHOUT)
    return value == word


def _retrieved(reader: _Reader) -> date | None:
    value = reader.one("retrieved")
    try:
        day = date.fromisoformat(value) if value else None
        if day is None or FIRST_YEAR <= day.year <= LAST_YEAR:
            return day
    except ValueError:
        pass
    reader.misread("retrieved", value or "", texts.SHOWN_WITHOUT)
    return None


def _recipe(reader: _Reader) -> str:
    value = (reader.one("recipe") or "").upper().rstrip(",")
    if not value or RECIPE.fullmatch(value):
        return value
    reader.misread("recipe", value, texts.SHOWN_WITHOUT)
    return ""


def _prices(reader: _Reader) -> None:
    """Only nominal prices until there is an index from a table with its source (COMPARISON 15)."""
    value = reader.one("prices")
    if value not in (None, "nominal"):
        reader.misread("prices", value or "", texts.SHOWN_NOMINAL)
