"""How long the engines take to agree on the people of the agreement test, and that they do.

.venv/bin/python benchmarks/agreement.py [--people N] [--seed N]
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from machine import machine, progress, table

from rygrad.kb.load import load

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "agreement"))
from engines import ENGINES, differences
from people import people


def main() -> int:
    """Prints a line an engine; answers 1 when any cell differs."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--people", type=int, default=100_000)
    arguments.add_argument("--seed", type=int, default=20_261_122)
    given = arguments.parse_args()
    program = load().program
    progress(f"making {given.people:,} people")
    sample = people(program, given.people, given.seed)
    found, rows = {}, []
    for name, engine in ENGINES.items():
        progress(f"asking {name}")
        start = time.perf_counter()
        found[name] = engine(program, sample)
        seconds = time.perf_counter() - start
        rows.append([name, f"{seconds:.2f} s", f"{seconds / given.people * 1e6:.1f} µs"])
    unlike = differences(program, sample, found)
    cells = sample.num_rows * found["person"].num_columns
    print(f"{given.people:,} people, {cells:,} cells an engine, with making and reading tables")
    print(f"{machine(['pyarrow', 'numpy', 'duckdb'])}\n\n{table(['engine', 'time', 'a person'], rows)}\n")
    print("\n".join(unlike) or "every cell is equal")
    return 1 if unlike else 0


if __name__ == "__main__":
    sys.exit(main())
