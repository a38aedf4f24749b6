"""The arguments of the commands that answer with a table. Quick to load: --help should not wait."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import Any

FORMATS = ("table", "csv", "json")


def declare(commands: Any, run: Callable[[Namespace], int]) -> None:
    """Add the commands to the parser's; each is run by `run`, which finds its name in `command`."""
    finding = _add(commands, run, "kpi", "find KPIs by words in Swedish")
    finding.add_argument("text", nargs="+", metavar="TEXT", help="what it is about, as HVB kostnad")
    finding.add_argument("--limit", type=_positive, default=20, metavar="N", help="at most so many; 20 when left out")
    listing = _add(commands, run, "groups", "the groups that a municipality can be compared with")
    listing.add_argument("municipality", metavar="KOMMUN", help="name or code, as Kramfors or 2282")
    _values(_add(commands, run, "values", "the figures of a municipality beside its peers', as on a page"))
    standing = _add(commands, run, "standout", "where a municipality stands out among all that is kept")
    standing.add_argument("municipality", metavar="KOMMUN", help="name or code")
    standing.add_argument("--peers", default="", help="as for values; the overall similar ones when left out")
    standing.add_argument("--area", default="", help='Kolada\'s operating areas, as "Individ- och familjeomsorg"')
    standing.add_argument("--limit", type=_positive, metavar="N", help="at most so many; a table 20 when left out")
    ranking = _add(commands, run, "rank", "all the country's municipalities by one KPI")
    ranking.add_argument("kpi", metavar="KPI", help="a KPI's id, as N33001")
    ranking.add_argument("--municipality", default="", metavar="KOMMUN", help="whom to point out")
    ranking.add_argument("--peers", default="", help="as for values: a municipality among them, not in the country")
    ranking.add_argument("--year", default="", help="as 2022; the newest when left out")
    ranking.add_argument("--gender", default="", metavar="T|K|M", help="T when left out")


def _values(parser: ArgumentParser) -> None:
    parser.add_argument("kpi", nargs="+", metavar="KPI", help="ids, as N33001, or a set, as barn-och-unga")
    parser.add_argument("--municipality", default="", metavar="KOMMUN", help="name or code")
    parser.add_argument(
        "--peers",
        default="",
        help='a group by id (G36552), pinned (G36552@2024:1260,…) or by name (IFO, "IFO 2022", "Västernorrlands län", '
        'alla), or municipalities ("Bjuv, Åstorp"); the similar ones of the KPI\'s area when left out',
    )
    parser.add_argument("--period", default="", help="2012-2022, 2018 or latest5; latest10 when left out")
    parser.add_argument("--gender", default="", help="T, K, M, or several, as K,M; T when left out")


def _positive(text: str) -> int:
    """A number of rows. Raises ValueError, which the parser says in its words."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _add(commands: Any, run: Callable[[Namespace], int], name: str, what: str) -> ArgumentParser:
    parser: ArgumentParser = commands.add_parser(name, help=what)
    parser.add_argument("--format", choices=FORMATS, help="table on a terminal, else csv, when left out")
    parser.set_defaults(run=run, command=name)
    return parser
