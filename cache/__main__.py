"""The store from a shell: `python -m cache info`, `warm SET|KPI... [--municipality ID...]`, `clear --yes`.

Data goes to standard output, progress and errors to standard error; the exit status is 1 when something went wrong.
"""

import json
import os
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict

from tqdm import tqdm  # type: ignore[import-untyped]

from cache.connect import open_store
from cache.errors import StoreError
from cache.store import Progress, Store
from kolada import curated, texts
from kolada.api.errors import KoladaError
from kolada.api.models import RIKET

POLL = 0.2  # seconds between two looks at how far the work has come


def info(store: Store, _arguments: Namespace) -> int:
    """Print what is kept as JSON."""
    print(json.dumps(asdict(store.info()), ensure_ascii=False, indent=2, default=str))
    return 0


def warm(store: Store, arguments: Namespace) -> int:
    """Fetch KPIs, or whole sets of them, for the units given, else for the 290 municipalities and Riket."""
    units = arguments.municipality or _whole_country(store)
    progress = _followed(store, _kpis(arguments.kpi), units)
    print(texts.STORE_WARMED.format(done=progress.done, total=progress.total))
    if progress.problem:
        print(progress.problem.sentence, file=sys.stderr)
    return 0 if progress.done == progress.total else 1


def clear(store: Store, arguments: Namespace) -> int:
    """Forget everything, when that is said twice."""
    if not arguments.yes:
        print(texts.STORE_NEEDS_YES, file=sys.stderr)
        return 1
    store.clear()
    print(texts.STORE_CLEARED)
    return 0


def _kpis(names: Sequence[str]) -> list[str]:
    """Ids as they are; a set's name stands for its KPIs."""
    found = [(*known.kpis, *known.counts) if (known := curated.kpi_set(name)) else (name,) for name in names]
    return list(dict.fromkeys(kpi for kpis in found for kpi in kpis))


def _whole_country(store: Store) -> list[str]:
    return [each.id for each in store.municipalities().items if each.is_municipality] + [RIKET]


def _followed(store: Store, kpis: Sequence[str], units: Sequence[str]) -> Progress:
    """Wait for the background work, showing how far it has come."""
    progress = store.follow(kpis, units)
    with tqdm(total=progress.total, initial=progress.done, file=sys.stderr) as bar:
        while progress.working or (progress.done < progress.total and not progress.problem):
            time.sleep(POLL)
            progress = store.follow(kpis, units)
            if progress.done > bar.n:
                bar.update(progress.done - bar.n)
    return progress


def parser() -> ArgumentParser:
    """The commands and their arguments."""
    whole = ArgumentParser(prog="python -m cache", description="The figures that have been fetched from Kolada.")
    commands = whole.add_subparsers(required=True)
    commands.add_parser("info", help="what is kept, and how old it is").set_defaults(run=info)
    warming = commands.add_parser("warm", help="fetch KPIs before they are asked for")
    warming.add_argument("kpi", nargs="+", metavar="SET|KPI", help="KPI ids, as N33001, or a set, as barn-och-unga")
    warming.add_argument("--municipality", nargs="+", help="unit ids, as 2282; the whole country when left out")
    warming.set_defaults(run=warm)
    clearing = commands.add_parser("clear", help="forget everything that was fetched")
    clearing.add_argument("--yes", action="store_true", help="really")
    clearing.set_defaults(run=clear)
    return whole


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    arguments = parser().parse_args(argv)
    try:
        with closing(open_store(os.environ)) as store:
            if store.notice:
                print(store.notice, file=sys.stderr)
            status: int = arguments.run(store, arguments)
            return status
    except (KoladaError, StoreError) as error:
        print(error.sentence, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
