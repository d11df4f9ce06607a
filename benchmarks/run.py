"""All benchmarks: `make bench`, or `python benchmarks/run.py` for what this Python has installed."""

from __future__ import annotations

import cold_start
import columns
import one_case
from timing import machine


def main() -> None:
    """Run them and print Markdown tables, as `docs/reference/performance.md` shows them."""
    print(f"{machine()}; Python's own start {cold_start.bare().elapsed:.3f} s\n")
    print("| work | what | µs a case | ratio to hand-written Python |\n|---|---|---:|---:|")
    for row in one_case.run():
        print(f"| {row.work} | {row.what} | {row.microseconds:,.1f} | {row.ratio:,.1f} |")
    print("\n| pack | first start, s | later starts, s | of the processor, s |\n|---|---:|---:|---:|")
    for name, first, later in cold_start.run():
        print(f"| {name} | {first.elapsed:.2f} | {later.elapsed:.3f} | {later.processor:.3f} |")
    columns.main()


if __name__ == "__main__":
    main()
