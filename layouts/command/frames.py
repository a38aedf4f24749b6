"""Answers as pandas frames, for a notebook: what `kolada.values(...)` and its sisters give."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pandas as pd

from cache.errors import StoreError
from kolada import frame as tidy
from kolada.api.errors import KoladaError
from layouts.command import figures, lists, ranking, standing
from layouts.command.answer import Answer
from layouts.command.output import sign_of_life
from layouts.view import Views

VALUES = [*tidy.KEYS, tidy.VALUE, tidy.STATUS, "n", "name", "role", "title", "unit", "preliminary", "kpi_kind",
          "operating_area", "perspective", "group_edition"]  # fmt: skip
WHOLE = ("group_edition", "edition", "ended")  # numbers, or nothing

Words = str | int | Iterable[str] | None


def values(
    views: Views, kpis: Iterable[str], municipality: Words, peers: Words, period: Words, gender: Words
) -> pd.DataFrame:
    """The rows of /data.csv for the same choices, the tidy frame's keys first."""
    with _asking():
        words = [str(each) for each in kpis]
        return _frame(
            figures.values(views, words, _text(municipality), _text(peers), _text(period), _text(gender)), VALUES
        )


def kpis(views: Views, text: str, limit: int) -> pd.DataFrame:
    """KPIs by what they are about."""
    with _asking():
        return _frame(lists.kpis(views, text, limit))


def groups(views: Views, municipality: Words) -> pd.DataFrame:
    """The groups of a municipality; members and names are lists."""
    with _asking():
        found = _frame(lists.municipality_groups(views, _text(municipality)))
    found["members"] = found["members"].str.split(",")
    found["names"] = found["names"].str.split(", ")
    return found


def standout(views: Views, municipality: Words, peers: Words, area: Words, limit: int | None) -> pd.DataFrame:
    """Where a municipality stands out, the farthest first."""
    with _asking():
        answer = standing.standout(views, _text(municipality), _text(peers), _text(area))
        return _frame(replace(answer, rows=standing.listed(answer.rows, limit)))


def rank(views: Views, kpi: str, municipality: Words, year: Words, gender: Words, peers: Words = None) -> pd.DataFrame:
    """The country's municipalities by one KPI, or one municipality among its peers."""
    with _asking():
        return _frame(ranking.rank(views, kpi, _text(municipality), _text(year), _text(gender), _text(peers)))


def _frame(answer: Answer, columns: Iterable[str] | None = None) -> pd.DataFrame:
    """The rows with their facts in `attrs`; a missing number is NaN or <NA>."""
    made = pd.DataFrame(list(answer.rows), columns=list(columns or answer.columns))
    for column in WHOLE:
        if column in made:
            made[column] = made[column].astype("Int64")
    if tidy.VALUE in made:
        made[tidy.VALUE] = made[tidy.VALUE].astype("float64")
    made.attrs = dict(answer.facts.items())  # whose keys pandas lets be anything hashable
    return made


def _text(words: Words) -> str:
    """A choice as a shell would have it: 2282, "Kramfors", ["Bjuv", "Åstorp"]."""
    if words is None:
        return ""
    return words if isinstance(words, str) else str(words) if isinstance(words, int) else ",".join(map(str, words))


@contextmanager
def _asking() -> Iterator[None]:
    """An error from outside says in its last line what it means."""
    try:
        with sign_of_life():
            yield
    except (KoladaError, StoreError) as error:
        error.add_note(error.sentence)
        raise
