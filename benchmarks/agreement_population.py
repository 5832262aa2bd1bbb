"""A million people through every engine of `rygrad batch`: is every cell the same, how long does each take?

    .venv/bin/python benchmarks/agreement_population.py [--people N] [--seed N] [--engines arrow duckdb spark]

The first 20,000 stand at the limits of the rules (those of the agreement tests), the others are drawn at
random over all columns. Each engine gets them in parts, as batch does. Spark needs `rygrad[spark]`, Java 17.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from machine import machine, progress, table
from synthetic import parts

from rygrad.kb.knowledge import Knowledge
from rygrad.kb.load import load
from rygrad.logic.to_bitmaps import to_bitmaps
from rygrad.population.columns import needed
from rygrad.population.engines import ENGINES, engine

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "agreement"))
from people import people

AT_LIMITS = 20_000


def sample(knowledge: Knowledge, count: int, seed: int) -> Iterator[Any]:
    """The people in parts; the same for the same seed."""
    yield people(knowledge.program, min(count, AT_LIMITS), seed)
    columns = to_bitmaps(knowledge.program, needed(knowledge)).columns
    yield from parts(knowledge.program, columns, max(0, count - AT_LIMITS), seed)


def differing(one: Any, other: Any) -> int:
    """In how many rows two columns differ; unknown is like unknown alone."""
    kind = pa.string() if pa.types.is_dictionary(one.type) else one.type
    one, other = one.cast(kind), other.cast(kind)
    unlike = pc.fill_null(pc.not_equal(one, other), False)
    return int(pc.sum(pc.or_(unlike, pc.xor(one.is_null(), other.is_null()))).as_py() or 0)


def main() -> int:
    """Prints a line an engine; answers 1 when any cell differs."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--people", type=int, default=1_000_000)
    asked.add_argument("--seed", type=int, default=20_261_123)
    asked.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    given = asked.parse_args()
    knowledge, first, rows, unlike = load(), None, [], 0
    for name in given.engines:
        seconds, processor, made = 0.0, 0.0, []
        with engine(name, knowledge) as ready:
            for part in sample(knowledge, given.people, given.seed):
                progress(f"asking {name}")
                start, used = time.perf_counter(), time.process_time()
                made.append(ready(part))
                seconds, processor = (
                    seconds + time.perf_counter() - start,
                    processor + time.process_time() - used,
                )
        found = pa.concat_tables(made).unify_dictionaries()
        first = first if first is not None else found
        count = sum(differing(first[column], found[column]) for column in first.column_names)
        unlike += count
        own = f"{processor:.1f} s" if name != "spark" else ""  # Spark's processor time is Java's
        rows.append([name, f"{seconds:.1f} s", own, f"{count:,}"])
    assert first is not None
    print(f"{first.num_rows:,} people, {first.num_rows * first.num_columns:,} cells an engine")
    print(machine(["pyarrow", "numpy", "duckdb"]))
    print("\n" + table(["engine", "time", "of its processor", "cells unlike the first's"], rows))
    return 1 if unlike else 0


if __name__ == "__main__":
    sys.exit(main())
