"""Run every benchmark and print the table. The exit status is 1 when a target was missed."""

import sys
import time

from tests.benchmarks import callbacks, counting, first_load, koladapy_times
from tests.benchmarks.table import Row, lines, run

BENCHMARKS = (counting.BENCHMARK, koladapy_times.BENCHMARK, callbacks.BENCHMARK, first_load.BENCHMARK)


def main() -> int:
    """Measures one thing at a time; what is under way is said on standard error."""
    started = time.perf_counter()
    rows = []
    for benchmark in BENCHMARKS:
        print(f"{benchmark.what} …", file=sys.stderr, flush=True)
        rows += run(benchmark)
    print("\n".join(lines(rows)))
    print(f"\n{time.perf_counter() - started:.0f} s. Compare ratios, not milliseconds: those are this machine's.")
    return int(any(isinstance(row, Row) and row.is_missed for row in rows))


if __name__ == "__main__":
    sys.exit(main())
