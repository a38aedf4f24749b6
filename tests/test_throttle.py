"""How fast, and how long to wait: arithmetic with a clock that only moves when told."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from kolada.api.throttle import LONGEST_RETRY_AFTER, LONGEST_WAIT, Throttle, backoff, reserve, retry_after

NOW = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)


class Clock:
    """Time that passes by sleeping only."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def times_of(throttle: Throttle, clock: Clock, requests: int) -> list[float]:
    times = []
    for _ in range(requests):
        throttle.wait()
        times.append(round(clock.now - 1000, 6))
    return times


def test_a_burst_goes_at_once_and_the_rest_at_the_sustained_rate():
    clock = Clock()
    assert times_of(Throttle(5, 3, clock, clock.sleep), clock, 6) == [0, 0, 0, 0.2, 0.4, 0.6]


def test_tokens_come_back_while_nothing_is_asked_but_never_more_than_a_burst():
    clock = Clock()
    throttle = Throttle(5, 3, clock, clock.sleep)
    times_of(throttle, clock, 3)
    clock.sleep(0.4)
    assert times_of(throttle, clock, 3) == [0.4, 0.4, 0.6]
    clock.sleep(3600)
    assert times_of(throttle, clock, 4) == [3600.6, 3600.6, 3600.6, 3600.8]


def test_waiting_threads_are_spaced_before_any_of_them_has_slept():
    clock = Clock()
    throttle = Throttle(5, 1, clock, clock.sleep)
    assert [round(throttle.take(), 6) for _ in range(4)] == [0, 0.2, 0.4, 0.6]


def test_no_sleep_is_called_while_there_are_tokens():
    throttle = Throttle(5, 20, Clock(), lambda seconds: pytest.fail("slept"))
    for _ in range(20):
        throttle.wait()


def test_a_bucket_is_never_fuller_than_full():
    assert reserve(full_at=10.0, now=50.0, interval=0.2, burst=1) == (50.2, 0.0)


@pytest.mark.parametrize(("attempt", "longest"), [(0, 0.5), (1, 1.0), (2, 2.0), (3, 4.0), (4, LONGEST_WAIT), (60, 8.0)])
def test_backoff_doubles_and_jitter_takes_off_at_most_half(attempt: int, longest: float):
    assert backoff(attempt, 0.0) == longest
    assert longest / 2 < backoff(attempt, 0.999999) < longest / 2 + 0.001


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        pytest.param(None, 0, id="no header"),
        pytest.param("", 0, id="empty"),
        pytest.param(" 3 ", 3, id="seconds"),
        pytest.param("86400", LONGEST_RETRY_AFTER, id="a day is capped"),
        pytest.param("9" * 5000, LONGEST_RETRY_AFTER, id="digits without end"),
        pytest.param("-5", 0, id="negative"),
        pytest.param("²", 0, id="a digit that is none"),
        pytest.param("soon", 0, id="a word"),
        pytest.param(format_datetime(NOW + timedelta(seconds=7), usegmt=True), 7, id="HTTP date"),
        pytest.param(format_datetime(NOW - timedelta(days=7), usegmt=True), 0, id="a date gone by"),
        pytest.param(format_datetime(NOW + timedelta(days=7), usegmt=True), LONGEST_RETRY_AFTER, id="next week"),
        pytest.param("Sun, 22 Nov 2026 12:00:07 -0000", 7, id="a date without a zone"),
        pytest.param("Sun, 99 Nov 2026 12:00:07 GMT", 0, id="a date that is none"),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date_and_capped(header: str | None, seconds: float):
    assert retry_after(header, NOW) == seconds
