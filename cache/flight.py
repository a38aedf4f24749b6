"""Who is fetching what in this process: each thing once, failures remembered, slow work in the background."""

import logging
from collections.abc import Callable, Hashable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Condition, Event
from typing import TypeVar

from cache.policy import may_retry
from kolada.api.errors import KoladaError, KoladaUnavailable

K = TypeVar("K", bound=Hashable)
Background = Callable[[Callable[[], None]], object]
log = logging.getLogger(__name__)
_FORGET_AFTER = 600_000_000  # microseconds; long after may_retry has allowed another try


class Traffic:
    """Single flight by key. A key is a slice (kpi id, unit id) or any other name of a thing that is fetched.

    `background` runs a function some time; without it, a small pool of threads does. `now` gives microseconds.
    """

    def __init__(self, now: Callable[[], int], background: Background | None = None) -> None:
        self._pool = None if background else ThreadPoolExecutor(4, thread_name_prefix="store")
        self._background = background or self._submit
        self._now = now
        self._landed = Condition()
        self._flying: set[Hashable] = set()
        self._failures: dict[Hashable, tuple[int, Exception]] = {}
        self.closing = Event()

    def once(self, keys: Iterable[K], work: Callable[[list[K]], None], *, wait: bool = True) -> None:
        """Do the work for the keys that nobody is fetching and, when asked to, wait for the others.

        The work calls land() as keys are done. A KoladaError is kept for problem(); anything else is raised too.
        """
        mine, others = self._claim(keys)
        try:
            if mine:
                work(mine)
        except Exception as error:
            self._fail(mine, error)
            if not isinstance(error, KoladaError):
                raise
        finally:
            self._end(mine)
        if wait and others:
            with self._landed:
                self._landed.wait_for(lambda: self._flying.isdisjoint(others))

    def later(self, job: Hashable, work: Callable[[], None]) -> None:
        """Do the work in the background, unless it is planned already or failed a moment ago."""
        if not self.may_retry(job) or not self._claim([job])[0]:
            return
        try:
            self._background(lambda: self._run(job, work))
        except RuntimeError:  # the pool has been closed
            self._end([job])

    def land(self, keys: Iterable[Hashable]) -> None:
        """These are in the store now: their failures are forgotten and their waiters go on."""
        with self._landed:
            for key in keys:
                self._failures.pop(key, None)
                self._flying.discard(key)
            self._landed.notify_all()

    def is_busy(self, job: Hashable) -> bool:
        """Whether a job is planned or under way in this process."""
        return job in self._flying

    def may_retry(self, key: Hashable, *, answerable: bool = True) -> bool:
        """Whether the key did not fail just now. With nothing to answer with only silence counts: to ask again would
        keep everybody waiting as long once more."""
        failure = self._failures.get(key)
        if failure and not answerable and not isinstance(failure[1], KoladaUnavailable):
            return True
        return may_retry(failure and failure[0], self._now())

    def failure(self, keys: Iterable[Hashable]) -> Exception | None:
        """The error that one of these met last, if it has not come since."""
        return next((self._failures[key][1] for key in keys if key in self._failures), None)

    def problem(self, keys: Iterable[Hashable]) -> KoladaError | None:
        """Kolada's part of failure(): what to tell beside values that are shown as they are."""
        errors = (self._failures[key][1] for key in keys if key in self._failures)
        return next((error for error in errors if isinstance(error, KoladaError)), None)

    def close(self) -> None:
        """Start nothing more; work under way stops after its next answer."""
        self.closing.set()
        if self._pool:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def _submit(self, work: Callable[[], None]) -> object:
        assert self._pool  # noqa: S101 - only chosen when there is a pool
        return self._pool.submit(work)

    def _run(self, job: Hashable, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as error:
            self._fail([job], error)
            if not isinstance(error, KoladaError):
                log.exception("background work failed")
        finally:
            self._end([job])

    def _claim(self, keys: Iterable[K]) -> tuple[list[K], list[K]]:
        wanted = list(keys)
        with self._landed:
            mine = [key for key in wanted if key not in self._flying]
            self._flying.update(mine)
        taken = set(mine)
        return mine, [key for key in wanted if key not in taken]

    def _fail(self, keys: Sequence[Hashable], error: Exception) -> None:
        """Remember the error for those of the keys that have not landed."""
        now = self._now()
        with self._landed:
            old = [key for key, (at, _) in self._failures.items() if now - at > _FORGET_AFTER]
            for key in old:
                del self._failures[key]
            self._failures.update({key: (now, error) for key in keys if key in self._flying})

    def _end(self, keys: Iterable[Hashable]) -> None:
        with self._landed:
            self._flying.difference_update(keys)
            self._landed.notify_all()
