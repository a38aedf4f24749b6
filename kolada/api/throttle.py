"""How fast Kolada may be asked, and how long to wait before asking again.

No limit is documented (KOLADA_API §4): these are our manners.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from math import inf
from threading import Lock
from typing import TypeVar
from urllib.parse import urlsplit

FIRST_WAIT = 0.5  # seconds before the first retry, doubled for each after it
LONGEST_WAIT = 8.0
LONGEST_RETRY_AFTER = 30.0  # someone waits for the page: a server that asks for an hour gets half a minute

N = TypeVar("N", int, float)


@dataclass(frozen=True)
class Rate:
    """How hard Kolada may be asked: requests at once and a second, retries of each, connect and read time-outs (s)."""

    parallel: int = 4
    per_second: float = 5.0
    burst: int = 20
    retries: int = 4
    timeout: tuple[float, float] = (5, 60)

    @classmethod
    def from_env(cls, environ: Mapping[str, str], url: str = "") -> "Rate":
        """Defaults, but for KOLADA_PARALLEL, KOLADA_PER_SECOND and KOLADA_BURST. Raises ValueError by name.

        A server on this very machine is nobody else's: it is not spared unless that is asked for.
        """
        return cls(
            parallel=_setting(environ, "KOLADA_PARALLEL", cls.parallel),
            per_second=_setting(environ, "KOLADA_PER_SECOND", inf if is_loopback(url) else cls.per_second),
            burst=_setting(environ, "KOLADA_BURST", cls.burst),
        )


class Throttle:
    """A token bucket shared by all threads: `burst` requests at once, then `per_second`, in the order they came."""

    def __init__(
        self,
        per_second: float,
        burst: int,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._interval = 1 / per_second
        self._burst = burst
        self._clock = clock
        self._sleep = sleep
        self._full_at = clock()
        self._lock = Lock()

    def take(self) -> float:
        """Take one token, now or on credit; the seconds until it is earned."""
        with self._lock:
            self._full_at, wait = reserve(self._full_at, self._clock(), self._interval, self._burst)
        return wait

    def wait(self) -> None:
        """Return when one more request may be sent; at once while there are tokens."""
        seconds = self.take()
        if seconds > 0:
            self._sleep(seconds)


def reserve(full_at: float, now: float, interval: float, burst: int) -> tuple[float, float]:
    """Take one token from a bucket that is full again at `full_at` (seconds): its new `full_at`, and the wait."""
    full_at = max(full_at, now) + interval
    return full_at, max(0.0, round(full_at - now - burst * interval, 6))  # less than a microsecond is rounding noise


def backoff(attempt: int, chance: float) -> float:
    """Seconds before retry number `attempt` (from 0): doubling, capped; `chance` in [0, 1) takes up to half of it off.

    The jitter keeps threads that failed together from coming back together.
    """
    return min(LONGEST_WAIT, FIRST_WAIT * 2.0**attempt) * (1 - chance / 2)


def retry_after(header: str | None, now: datetime) -> float:
    """Seconds that a Retry-After header asks for, as a number or an HTTP date, capped; 0 if it cannot be read."""
    text = (header or "").strip()
    if text.isdecimal():
        return min(float(text), LONGEST_RETRY_AFTER)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    seconds = (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds()
    return min(max(0.0, seconds), LONGEST_RETRY_AFTER)


def is_loopback(url: str) -> bool:
    """Whether a server is on this very machine."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _setting(environ: Mapping[str, str], name: str, default: N) -> N:
    """A number above 0, whole if its default is."""
    text = environ.get(name)
    if not text:
        return default
    try:
        number = type(default)(text)
    except ValueError:
        number = type(default)(0)
    if not 0 < number < inf:
        raise ValueError(f"{name} must be a number above 0, not {text!r}")
    return number
