"""What a benchmark gives back, and the table it is printed in."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class Row:
    """One measurement: the figure that the target speaks of (mostly a ratio), and what it was computed from."""

    what: str
    figure: float
    raw: str = ""
    at_most: float | None = None
    at_least: float | None = None

    @property
    def target(self) -> str:
        """The bound, or nothing where the row is there to be read only."""
        if self.at_most is not None:
            return f"<= {_number(self.at_most)}"
        return f">= {_number(self.at_least)}" if self.at_least is not None else ""

    @property
    def is_missed(self) -> bool:
        """Whether the figure is on the wrong side of its bound."""
        too_high = self.at_most is not None and self.figure > self.at_most
        return too_high or (self.at_least is not None and self.figure < self.at_least)


@dataclass(frozen=True)
class Skipped:
    """A measurement that could not be made here, and why."""

    what: str
    why: str


class Benchmark(NamedTuple):
    """A function that measures, and what it measures in words for the line that says it was skipped."""

    what: str
    measure: Callable[[], Iterable[Row]]
    absent: Sequence[str]  # what it needs and is not here


def run(benchmark: Benchmark) -> list[Row | Skipped]:
    """Its rows, or the one that says what is absent."""
    if benchmark.absent:
        return [Skipped(benchmark.what, f"{' and '.join(benchmark.absent)} not here")]
    return list(benchmark.measure())


def lines(rows: Iterable[Row | Skipped]) -> list[str]:
    """The rows as aligned text under a heading."""
    cells = [("measured", "figure", "target", "", "from"), *map(_cells, rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(4)]
    return ["  ".join([*map(str.ljust, row, widths), row[4]]).rstrip() for row in cells]


def _cells(row: Row | Skipped) -> tuple[str, str, str, str, str]:
    if isinstance(row, Skipped):
        return row.what, "-", "", "skipped", row.why
    verdict = ("MISSED" if row.is_missed else "ok") if row.target else ""
    return row.what, _number(row.figure), row.target, verdict, row.raw


def _number(figure: float) -> str:
    whole = figure == int(figure) or abs(figure) >= 100
    return f"{figure:.0f}" if whole else f"{figure:.3g}"
