"""Run every benchmark and print its table as it comes. The exit status is 1 when a target was missed.

Long ones run only when they are named: `python -m tests.benchmarks mirror`.
"""

import sys
import time
from collections.abc import Sequence

from tests.benchmarks import (
    callbacks,
    counting,
    data_csv,
    first_load,
    koladapy_times,
    mirror,
    report,
    searching,
    standout,
)
from tests.benchmarks.table import Row, lines, run

BENCHMARKS = (
    counting.BENCHMARK,
    koladapy_times.BENCHMARK,
    callbacks.BENCHMARK,
    data_csv.BENCHMARK,
    first_load.BENCHMARK,
    report.BENCHMARK,
    searching.BENCHMARK,
    standout.SCAN,
    standout.PAGE,
)


LONG = {"mirror": mirror.BENCHMARK}


def main(names: Sequence[str]) -> int:
    """Measures one thing at a time, so that none disturbs another."""
    started, missed = time.perf_counter(), 0
    for benchmark in [LONG[name] for name in names] or BENCHMARKS:
        rows = run(benchmark)
        missed += sum(isinstance(row, Row) and row.is_missed for row in rows)
        print("\n".join(lines(rows)), end="\n\n", flush=True)
    spent = time.perf_counter() - started
    print(f"{missed} missed, {spent:.0f} s. Compare ratios, not milliseconds: those are this machine's.")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
