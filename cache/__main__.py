"""The store from a shell: `python -m cache info`, `mirror`, `update`, `warm SET|KPI...`, `clear --yes`.

Data goes to standard output, progress and errors to standard error. The exit status is 1 when something went wrong,
130 when it was stopped (Ctrl-C, SIGTERM).
"""

import os
import signal
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from contextlib import closing

from cache import commands
from cache.connect import open_store
from cache.errors import StoreError
from kolada import texts
from kolada.api.errors import KoladaError

STOPPED = 130  # what a shell gives for Ctrl-C


def parser() -> ArgumentParser:
    """The commands and their arguments."""
    whole = ArgumentParser(prog="python -m cache", description="The figures that have been fetched from Kolada.")
    several = whole.add_subparsers(required=True)
    several.add_parser("info", help="what is kept, how much and how old").set_defaults(run=commands.info)

    mirroring = several.add_parser("mirror", help="fetch every KPI for all units, or some; goes on where it stopped")
    mirroring.add_argument("--kpis", nargs="+", default=[], metavar="KPI", help="ids, as N33001")
    mirroring.add_argument("--set", nargs="+", default=[], metavar="SET", help="sets, as barn-och-unga")
    mirroring.add_argument("--area", nargs="+", default=[], metavar="AREA", help="operating areas, in quotes")
    mirroring.set_defaults(run=commands.mirror)
    updating = several.add_parser("update", help="ask what has changed in everything that is kept")
    updating.set_defaults(run=commands.update)
    for each in (mirroring, updating):
        each.add_argument("--keep-answers", action="store_true", help="keep Kolada's answers as they came, too")

    warming = several.add_parser("warm", help="fetch KPIs before they are asked for")
    warming.add_argument("kpi", nargs="+", metavar="SET|KPI", help="KPI ids, as N33001, or a set, as barn-och-unga")
    warming.add_argument("--municipality", nargs="+", help="unit ids, as 2282; the whole country when left out")
    warming.set_defaults(run=commands.warm)

    clearing = several.add_parser("clear", help="forget everything that was fetched")
    clearing.add_argument("--yes", action="store_true", help="really")
    clearing.set_defaults(run=commands.clear)
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
    except (KoladaError, StoreError, KeyboardInterrupt) as error:
        if commands.was_stopped(error):
            print(f"\n{texts.STORE_STOPPED}", file=sys.stderr)
            return STOPPED
        print(getattr(error, "sentence", ""), file=sys.stderr)
    except commands.Misspelt as error:
        print(error, file=sys.stderr)
    return 1


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    status = main()
    sys.stdout.flush()
    if status == STOPPED:  # at once: a thread may be waiting for Kolada for a minute yet
        os._exit(status)
    sys.exit(status)
