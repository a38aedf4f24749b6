"""An answer on standard output: a table for people, CSV or JSON for programs; sentences go to standard error."""

import csv
import io
import json
import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from threading import Timer

from wcwidth import ljust, rjust, width, wrap

from layouts.command import texts
from layouts.command.answer import Answer, Sheet
from layouts.documents.table import cell_text

GAP, LEAST_WIDE = "  ", 20  # between columns; of a column that runs over several lines
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")  # what a terminal would obey
SIGN_AFTER = 1.0  # seconds without a word are enough


def write(answer: Answer, form: str | None) -> None:
    """Data to standard output, in `form` or as suits where it goes; what must be said to standard error."""
    is_terminal = sys.stdout.isatty()
    chosen = form or ("table" if is_terminal else "csv")
    if chosen == "table":
        most = shutil.get_terminal_size().columns if is_terminal else None
        _put("\n\n".join(as_table(sheet, most) for sheet in answer.sheets) + "\n" if answer.sheets else "")
    else:
        _put(as_csv(answer) if chosen == "csv" else as_json(answer))
    for sentence in (*answer.said, *(answer.told if chosen == "table" else ())):
        print(sentence, file=sys.stderr)


def as_csv(answer: Answer) -> str:
    """The rows as /data.csv writes them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(answer.columns)
    writer.writerows([cell_text(row[column]) for column in answer.columns] for row in answer.rows)
    return out.getvalue()


def as_json(answer: Answer) -> str:
    """The rows as a list of objects: numbers are numbers, what is missing is null."""
    rows = [{column: row[column] for column in answer.columns} for row in answer.rows]
    return json.dumps(rows, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def as_table(sheet: Sheet, most: int | None = None) -> str:
    """A heading, a head and rows in columns as wide as they look; on a terminal of so many columns, the wide one runs
    over several lines."""
    rows = [[_CONTROLS.sub(" ", cell) for cell in row] for row in sheet.rows]
    lines = [sheet.head, *rows]
    widths = [max(width(line[place]) for line in lines) for place in range(len(sheet.head))]
    if most and sheet.wide is not None:
        over = sum(widths) + len(GAP) * (len(widths) - 1) - most
        widths[sheet.wide] = max(widths[sheet.wide] - max(over, 0), min(LEAST_WIDE, widths[sheet.wide]))
    ruled = [sheet.head, ["─" * each for each in widths], *(line for row in rows for line in _wrapped(row, widths))]
    text = "\n".join(_line(line, widths, sheet.texts) for line in ruled)
    return f"{sheet.heading}\n\n{text}" if sheet.heading else text


def _wrapped(row: Sequence[str], widths: Sequence[int]) -> Iterator[list[str]]:
    """A row as one line or more, each cell no wider than its column."""
    cells = [wrap(cell, most) if width(cell) > most else [cell] for cell, most in zip(row, widths, strict=True)]
    yield from map(list, zip_longest(*cells, fillvalue=""))


def _line(cells: Sequence[str], widths: Sequence[int], left: Sequence[int]) -> str:
    parts = [
        (ljust if place in left else rjust)(cell, most)
        for place, (cell, most) in enumerate(zip(cells, widths, strict=True))
    ]
    return GAP.join(parts).rstrip()


def _put(text: str) -> None:
    """To standard output as UTF-8 with its own line ends; a reader that goes away early is no failure."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python would complain at its end


@contextmanager
def sign_of_life() -> Iterator[None]:
    """Says on standard error that Kolada is being asked, when that takes a while."""
    timer = Timer(SIGN_AFTER, print, [texts.FETCHING], {"file": sys.stderr, "flush": True})
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
