"""What a store says of itself: how much it keeps, and which answers its values came in."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Unkept:
    """An HTTP answer that was not kept as it was received: where and when it was, and its body's SHA-256."""

    url: str
    fetched_at: datetime  # UTC
    sha256: str


@dataclass(frozen=True, slots=True)
class Info:
    """What is kept, how old it is, and where it came from."""

    kpis: int
    slices: int
    values: int
    oldest: datetime | None
    newest: datetime | None
    size: int | None  # bytes; None where the store is no file
    version: int
    invented: bool
    origin: str  # the address that the store was begun with
    notice: str | None
