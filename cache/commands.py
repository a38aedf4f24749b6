"""What the shell's commands do with an open store; data goes to standard output, the rest to standard error."""

import json
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict

from tqdm import tqdm

from cache.mirror import Seen
from cache.store import Progress, Store
from kolada import curated, texts
from kolada.api.errors import KoladaError
from kolada.api.models import RIKET
from kolada.api.wire import is_kpi_id
from kolada.numbers import number

POLL = 0.2  # seconds between two looks at how far the work has come
IN_A_FILE = 10.0  # seconds between two lines of a bar that nobody watches


class Misspelt(ValueError):
    """A name on the command line that means nothing; says what would."""


def info(store: Store, _arguments: Namespace) -> int:
    """Print what is kept as JSON."""
    told = {**asdict(store.info()), **store.extent()._asdict()}
    print(json.dumps(told, ensure_ascii=False, indent=2, default=str))
    return 0


def warm(store: Store, arguments: Namespace) -> int:
    """Fetch KPIs, or whole sets of them, for the units given, else for the 290 municipalities and Riket."""
    units = arguments.municipality or _whole_country(store)
    progress = _followed(store, _kpis(arguments.kpi), units)
    print(texts.STORE_WARMED.format(done=progress.done, total=progress.total))
    if progress.problem:
        print(progress.problem.sentence, file=sys.stderr)
    return 0 if progress.done == progress.total else 1


def mirror(store: Store, arguments: Namespace) -> int:
    """Fetch all units of the KPIs, sets and areas given, else of the whole catalogue."""
    kpis = chosen(store, arguments.kpis, arguments.set, arguments.area)
    if not _carried_out(lambda seen: store.mirror(seen, kpis, keep_answers=arguments.keep_answers)):
        return 1
    extent = store.extent()
    print(texts.STORE_MIRRORED.format(mirrored=number(extent.mirrored), catalogue=number(extent.catalogue)))
    return 0


def update(store: Store, arguments: Namespace) -> int:
    """Ask for what has changed in all that is kept."""
    if not _carried_out(lambda seen: store.update(seen, keep_answers=arguments.keep_answers)):
        return 1
    print(texts.STORE_UPDATED)
    return 0


def clear(store: Store, arguments: Namespace) -> int:
    """Forget everything, when that is said twice."""
    if not arguments.yes:
        print(texts.STORE_NEEDS_YES, file=sys.stderr)
        return 1
    store.clear()
    print(texts.STORE_CLEARED)
    return 0


def chosen(store: Store, kpis: Sequence[str], sets: Sequence[str], areas: Sequence[str]) -> list[str] | None:
    """The KPIs that these name together; None when nothing is named: all. Raises Misspelt."""
    for kpi in kpis:
        if not is_kpi_id(kpi):
            raise Misspelt(texts.STORE_NO_SUCH_KPI.format(name=kpi))
    slugs = [each.slug for each in curated.sets()]
    _known(sets, slugs, texts.STORE_NO_SUCH_SET)
    found = _kpis([*kpis, *sets])
    if areas:
        catalogue = store.catalogue().items
        _known(areas, sorted({kpi.operating_area for kpi in catalogue.values()}), texts.STORE_NO_SUCH_AREA)
        found += [each for each, kpi in catalogue.items() if kpi.operating_area in areas and not kpi.vanished]
    return list(dict.fromkeys(found)) if kpis or sets or areas else None


def _known(names: Sequence[str], there_are: Sequence[str], sentence: str) -> None:
    for name in names:
        if name not in there_are:
            raise Misspelt(sentence.format(name=name, names="; ".join(there_are)))


def _kpis(names: Sequence[str]) -> list[str]:
    """Ids as they are; a set's name stands for its KPIs."""
    found = [(*known.kpis, *known.counts) if (known := curated.kpi_set(name)) else (name,) for name in names]
    return list(dict.fromkeys(kpi for kpis in found for kpi in kpis))


def _whole_country(store: Store) -> list[str]:
    return [each.id for each in store.municipalities().items if each.is_municipality] + [RIKET]


def _carried_out(work: Callable[[Seen], None]) -> bool:
    """Whether it came to its end, showing how far it has come; what went wrong is said."""
    try:
        with bar() as seen:
            work(seen)
    except KoladaError as error:
        if was_stopped(error):
            raise
        print(f"{error.sentence} {texts.STORE_RESUME}", file=sys.stderr)
        return False
    return True


def was_stopped(error: BaseException | None) -> bool:
    """Whether it was stopped, or failed while it was ending because of that: another may have the store just then."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__context__
    return error is not None


@contextmanager
def bar() -> Iterator[Seen]:
    """A bar with the time left, by the speed since the start: requests are as many a second all along."""
    every = 0.5 if sys.stderr.isatty() else IN_A_FILE
    with tqdm(unit=f" {texts.STORE_SLICES}", unit_scale=True, smoothing=0, mininterval=every, file=sys.stderr) as shown:

        def seen(done: int, total: int) -> None:
            if shown.total is None:
                shown.initial = shown.n = shown.last_print_n = done
                shown.total = total
                shown.refresh()
            shown.update(done - shown.n)

        yield seen


def _followed(store: Store, kpis: Sequence[str], units: Sequence[str]) -> Progress:
    """Wait for the background work, showing how far it has come."""
    progress = store.follow(kpis, units)
    with tqdm(total=progress.total, initial=progress.done, file=sys.stderr) as shown:
        while progress.working or (progress.done < progress.total and not progress.problem):
            time.sleep(POLL)
            progress = store.follow(kpis, units)
            if progress.done > shown.n:
                shown.update(progress.done - shown.n)
    return progress
