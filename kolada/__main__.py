"""Kolada's figures from a shell: `python -m kolada kpi TEXT`, `groups KOMMUN`, `values KPI...`, `standout KOMMUN`,
`rank KPI`, `report LINK`, `recheck FILE.zip`.

Names of files and data go to standard output, progress and sentences to standard error. The exit status is 1 when
something failed, 2 when what was asked for cannot be understood.
"""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

from layouts.command.arguments import declare

if TYPE_CHECKING:
    from cache.store import Store

FORMATS = "docx,pptx,xlsx,zip"


def report(arguments: Namespace) -> int:
    """Files of a report, for its own municipality or others."""
    from layouts.report import command  # here, as all that is slow to load: "--help" should not wait for it

    today = _today()
    with closing(_store()) as store:
        return command.report(store, today, arguments)


def ask(arguments: Namespace) -> int:
    """KPIs, groups, values or a ranking."""
    from layouts.command.run import run
    from layouts.view import Views

    today = _today()
    with closing(_store()) as store:
        return run(Views(store, today), arguments)


def recheck(arguments: Namespace) -> int:
    """What Kolada has changed since a ZIP was made."""
    from layouts.report import command

    with closing(_store()) as store:
        return command.check(store, arguments)


def _today() -> Callable[[], date]:
    """The day of the publication calendar that the environment asks for."""
    from cache.connect import calendar_day

    try:
        return calendar_day(os.environ)
    except ValueError as error:
        raise SystemExit(str(error)) from None


def _store() -> "Store":
    """The store that the environment asks for."""
    from cache.connect import open_store
    from layouts.report import texts

    try:
        store = open_store(os.environ)
    except ValueError as error:  # a number that is none
        raise SystemExit(texts.SETTING_WRONG.format(detail=error)) from None
    if store.notice:
        print(store.notice, file=sys.stderr)
    return store


def parser() -> ArgumentParser:
    """The commands and their arguments."""
    whole = ArgumentParser(prog="python -m kolada", description="Kolada's figures from a shell.")
    commands = whole.add_subparsers(required=True)
    declare(commands, ask)
    making = commands.add_parser("report", help="make files of a report, for one municipality or many")
    making.add_argument("link", metavar="LINK", help="a report's address, /rapport?…; or an overview's or a KPI's")
    making.add_argument("--out", default=".", metavar="DIR", help="where the files go; made when it is not there")
    making.add_argument("--format", default=FORMATS, help=f"which files, of {FORMATS}; all when left out")
    making.add_argument(
        "--municipality", nargs="+", action="extend", metavar="NAME|ID", help="for these, as Kramfors or 2282"
    )
    making.add_argument("--all-in", metavar="COUNTY", help='for all in a county, as "Västernorrlands län"')
    making.set_defaults(run=report)
    checking = commands.add_parser("recheck", help="what Kolada has changed since a report's ZIP was made")
    checking.add_argument("file", metavar="FILE.zip")
    checking.set_defaults(run=recheck)
    return whole


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    arguments = parser().parse_args(argv)
    from cache.errors import StoreError
    from kolada.api.errors import KoladaError
    from layouts.report import texts

    try:
        status: int = arguments.run(arguments)
        return status
    except (KoladaError, StoreError) as error:
        print(error.sentence, file=sys.stderr)
    except KeyboardInterrupt:
        print(texts.INTERRUPTED, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
