"""`python -m kolada kpi`, `groups`, `values`, `standout` and `rank`: from arguments to an answer on standard output."""

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping

from layouts.command import figures, lists, ranking, standing
from layouts.command.answer import Answer
from layouts.command.named import NoAnswer, Unusable
from layouts.command.output import sign_of_life, write
from layouts.view import Views

DONE, FAILED, USAGE = 0, 1, 2  # exit statuses


def _kpi(views: Views, asked: Namespace) -> Answer:
    return lists.kpis(views, " ".join(asked.text), asked.limit)


def _groups(views: Views, asked: Namespace) -> Answer:
    return lists.municipality_groups(views, asked.municipality)


def _values(views: Views, asked: Namespace) -> Answer:
    return figures.values(views, asked.kpi, asked.municipality, asked.peers, asked.period, asked.gender)


def _rank(views: Views, asked: Namespace) -> Answer:
    return ranking.rank(views, asked.kpi, asked.municipality, asked.year, asked.gender, asked.peers)


def _standout(views: Views, asked: Namespace) -> Answer:
    return standing.standout(views, asked.municipality, asked.peers, asked.area, asked.limit)


COMMANDS: Mapping[str, Callable[[Views, Namespace], Answer]] = {
    "kpi": _kpi,
    "groups": _groups,
    "values": _values,
    "standout": _standout,
    "rank": _rank,
}


def run(views: Views, asked: Namespace) -> int:
    """One command; returns the exit status: 1 when there is nothing to give, 2 for what cannot be understood."""
    try:
        with sign_of_life():
            answer = COMMANDS[asked.command](views, asked)
    except Unusable as error:
        print(error.sentence, file=sys.stderr)
        return FAILED if isinstance(error, NoAnswer) else USAGE
    write(answer, asked.format)
    return DONE if answer.rows else FAILED
