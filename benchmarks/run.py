"""All benchmarks: `make bench`, or `python benchmarks/run.py [PART…]` for what this Python has installed.

The parts are `one_case`, `cold_start`, `columns`, `batch_memory` and `spark_cores`. All of them take some seven
minutes, most of it the last two, which go to ten million rows. Each is a process of its own.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

from timing import machine

PARTS = {
    "one_case": "One case at a time",
    "cold_start": "From nothing to the first verdict",
    "columns": "Rosters in columns",
    "batch_memory": "Files",
    "spark_cores": "Spark",
}


def main() -> None:
    """Run them and print Markdown tables, as `docs/reference/performance.md` shows them."""
    unknown = [name for name in sys.argv[1:] if name not in PARTS]
    if unknown:
        sys.exit(f"there is no part {', '.join(unknown)}; there are {', '.join(PARTS)}")
    print(machine())
    for name in sys.argv[1:] or PARTS:
        print(f"\n## {PARTS[name]}\n", flush=True)
        if name == "spark_cores" and not (importlib.util.find_spec("pyspark") and shutil.which("java")):
            print("Spark or Java is not installed.")
            continue
        subprocess.run([sys.executable, Path(__file__).with_name(f"{name}.py")], check=True)


if __name__ == "__main__":
    main()
