"""Every shipped rule for 5.9 million people: bitmaps beside DuckDB beside merely reading the file.

    .venv/bin/python benchmarks/people_5_9_million.py [--people N] [--runs N] [--seed N] [--folder DIR]

The people are synthetic (numpy, seeded) with the columns that the rules need. Each way runs in a process
of its own, one after the other on the same file, so that its peak memory is its own; the figure is the
median of its runs, after one that is not counted. "In memory" reads the file first, outside the clock.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow.ipc as ipc
import pyarrow.parquet as pq
from machine import machine, peak_bytes, progress, table
from synthetic import PART, parts

from rygrad.kb.load import load
from rygrad.logic.program import Program
from rygrad.logic.to_bitmaps import to_bitmaps
from rygrad.logic.to_sql import to_sql

Prepared = Callable[[], int]  # one run; answers how many people it has seen


def reading(_: Program, columns: list[str], file: Path) -> Prepared:
    """Reads every column that the rules need, part by part, and does nothing with it."""

    def run() -> int:
        source = pq.ParquetFile(file)
        return sum(source.read_row_group(n, columns).num_rows for n in range(source.num_row_groups))

    return run


def bitmaps_in_memory(program: Program, columns: list[str], file: Path) -> Prepared:
    """Bitmaps over an Arrow table, on one thread."""
    people, rules = pq.read_table(file, columns=columns), to_bitmaps(program)
    return lambda: int(rules(people).num_rows)


def bitmaps_from_parquet(program: Program, columns: list[str], file: Path) -> Prepared:
    """Bitmaps part by part as the file is read; what was answered is let go."""
    rules = to_bitmaps(program)

    def run() -> int:
        source = pq.ParquetFile(file)
        return sum(rules(source.read_row_group(n, columns)).num_rows for n in range(source.num_row_groups))

    return run


def bitmaps_parquet_to_parquet(program: Program, columns: list[str], file: Path) -> Prepared:
    """Bitmaps part by part, and every answer written to a second file."""
    rules = to_bitmaps(program)

    def run() -> int:
        source, seen = pq.ParquetFile(file), 0
        with pq.ParquetWriter(file.with_suffix(".out"), rules.schema(), compression="zstd") as out:
            for n in range(source.num_row_groups):
                made = rules(source.read_row_group(n, columns))
                out.write_table(made)
                seen += made.num_rows
        return seen

    return run


def bitmaps_parquet_to_arrow(program: Program, columns: list[str], file: Path) -> Prepared:
    """Bitmaps part by part, and every answer written to an Arrow file, which keeps bitmaps as they are."""
    rules = to_bitmaps(program)

    def run() -> int:
        source, seen = pq.ParquetFile(file), 0
        packed = ipc.IpcWriteOptions(compression="zstd")
        with ipc.new_file(file.with_suffix(".arrow"), rules.schema(), options=packed) as out:
            for n in range(source.num_row_groups):
                made = rules(source.read_row_group(n, columns))
                out.write_table(made)
                seen += made.num_rows
        return seen

    return run


def duckdb_in_memory(program: Program, columns: list[str], file: Path) -> Prepared:
    """The printed SQL in DuckDB over the same Arrow table, to an Arrow table."""
    people, database = pq.read_table(file, columns=columns), duckdb.connect()
    database.register("people", people)
    text = to_sql(program, "duckdb", "people", columns)
    return lambda: int(database.sql(text).to_arrow_table().num_rows)


def duckdb_from_parquet(program: Program, columns: list[str], file: Path) -> Prepared:
    """The same SQL text over the file, to an Arrow table."""
    database = duckdb.connect()
    database.execute(f"CREATE VIEW people AS SELECT * FROM read_parquet('{file}')")
    text = to_sql(program, "duckdb", "people", columns)
    return lambda: int(database.sql(text).to_arrow_table().num_rows)


def duckdb_parquet_to_parquet(program: Program, columns: list[str], file: Path) -> Prepared:
    """The same SQL text from file to file."""
    database = duckdb.connect()
    database.execute(f"CREATE VIEW people AS SELECT * FROM read_parquet('{file}')")
    text = to_sql(program, "duckdb", "people", columns)
    out = f"COPY ({text}) TO '{file.with_suffix('.out')}' (FORMAT parquet, COMPRESSION zstd)"

    def run() -> int:
        counted = database.execute(out).fetchone()
        return int(counted[0]) if counted else 0

    return run


WAYS = {
    "merely reading the Parquet": reading,
    "bitmaps, in memory": bitmaps_in_memory,
    "bitmaps, from Parquet": bitmaps_from_parquet,
    "bitmaps, Parquet to Parquet": bitmaps_parquet_to_parquet,
    "bitmaps, Parquet to Arrow file": bitmaps_parquet_to_arrow,
    "DuckDB, in memory": duckdb_in_memory,
    "DuckDB, from Parquet": duckdb_from_parquet,
    "DuckDB, Parquet to Parquet": duckdb_parquet_to_parquet,
}


def written(program: Program, columns: list[str], people: int, seed: int, file: Path) -> None:
    """The synthetic people as one Parquet file (zstd), `PART` people a row group."""
    writer = None
    for at, part in enumerate(parts(program, columns, people, seed)):
        progress(f"writing people {at * PART:,} of {people:,}")
        writer = writer or pq.ParquetWriter(file, part.schema, compression="zstd")
        writer.write_table(part, row_group_size=PART)
    if writer:
        writer.close()


def one_way(way: str, file: Path, runs: int) -> None:
    """Runs one way in this process; prints its seconds and its peak memory as JSON."""
    program = load().program
    run = WAYS[way](program, list(to_bitmaps(program).columns), file)
    people, seconds = run(), []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
    print(json.dumps({"people": people, "seconds": seconds, "peak": peak_bytes()}))


def measured(way: str, file: Path, runs: int) -> dict[str, float]:
    """The median seconds and the peak memory of one way, in a process of its own."""
    progress(f"measuring {way}")
    asked = [sys.executable, __file__, "--way", way, "--folder", str(file.parent), "--runs", str(runs)]
    said = json.loads(subprocess.run(asked, check=True, stdout=subprocess.PIPE).stdout)
    return {"median": statistics.median(said["seconds"]), "peak": said["peak"], "people": said["people"]}


def report(people: int, runs: int, seed: int, folder: Path) -> str:
    """Everything measured, side by side, with the ratios the budgets are about."""
    program, file = load().program, folder / "people.parquet"
    columns = list(to_bitmaps(program).columns)
    written(program, columns, people, seed, file)
    found = {way: measured(way, file, runs) for way in WAYS}
    assert all(one["people"] == people for one in found.values()), found
    read, rows = found["merely reading the Parquet"]["median"], []
    for way, one in found.items():
        peer = found.get(way.replace("bitmaps", "DuckDB"), one)
        against = f"{peer['median'] / one['median']:.1f} ×" if peer is not one else ""
        rows.append(
            [
                way,
                f"{one['median']:.2f} s",
                f"{one['median'] / read:.2f} ×",
                against,
                f"{one['peak'] / 1e9:.2f} GB",
            ]
        )
    size = f"{people:,} people, {len(columns)} columns, {file.stat().st_size / 1e6:.0f} MB Parquet (zstd); "
    rules = f"{len(program.rules)} rules and groups, {len(program.scores)} scores; median of {runs}"
    heads = ["way", "time", "against reading", "faster than DuckDB", "peak memory"]
    return f"{size}{rules}\n{machine(['pyarrow', 'numpy', 'duckdb'])}\n\n{table(heads, rows)}"


def main() -> None:
    """Reads the arguments and prints the table."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--people", type=int, default=5_900_000)
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--folder", type=Path, help="where the files go (default: a temporary folder)")
    arguments.add_argument("--way", choices=list(WAYS), help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.way:
        one_way(given.way, given.folder / "people.parquet", given.runs)
        return
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        print(report(given.people, given.runs, given.seed, Path(folder)))


if __name__ == "__main__":
    main()
