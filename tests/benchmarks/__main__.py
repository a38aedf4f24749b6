"""Run every benchmark and print its table as it comes. The exit status is 1 when a target was missed."""

import sys
import time

from tests.benchmarks import callbacks, counting, first_load, koladapy_times, report, standout
from tests.benchmarks.table import Row, lines, run

BENCHMARKS = (
    counting.BENCHMARK,
    koladapy_times.BENCHMARK,
    callbacks.BENCHMARK,
    first_load.BENCHMARK,
    report.BENCHMARK,
    standout.SCAN,
    standout.PAGE,
)


def main() -> int:
    """Measures one thing at a time, so that none disturbs another."""
    started, missed = time.perf_counter(), 0
    for benchmark in BENCHMARKS:
        rows = run(benchmark)
        missed += sum(isinstance(row, Row) and row.is_missed for row in rows)
        print("\n".join(lines(rows)), end="\n\n", flush=True)
    spent = time.perf_counter() - started
    print(f"{missed} missed, {spent:.0f} s. Compare ratios, not milliseconds: those are this machine's.")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
