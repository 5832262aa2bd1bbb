"""Every shipped rule for 5.9 million people: `rygrad batch` beside DuckDB beside merely reading the file.

    .venv/bin/python benchmarks/people_5_9_million.py [--people N] [--sizes N ...] [--runs N] [--folder DIR]

The people are synthetic (numpy, seeded): an id and the columns that the rules need. Each run of each way is a
process of its own, one way after the other and round again, so that its peak memory is its own and a machine
that slows down slows all; the figure is the median. Knowledge is loaded outside the clock.
Afterwards reading and `rygrad batch` at several sizes: is it twice the time for twice the people?
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from machine import machine, peak_bytes, progress, table
from synthetic import PART, parts

from rygrad.kb.knowledge import Knowledge
from rygrad.kb.load import load
from rygrad.logic.to_bitmaps import to_bitmaps
from rygrad.population.answers_in import Reading, open_answers
from rygrad.population.batch import run
from rygrad.population.columns import needed
from rygrad.population.engines import engine
from rygrad.population.sql import outcome_select

SIZES = (100_000, 1_000_000, 5_900_000, 20_000_000)
Timed = Callable[[], int]  # what the clock runs over; answers how many people it has seen
Found = dict[str, float]


def reading(_: Knowledge, file: Path) -> Timed:
    """Every column, row group by row group, and nothing done with it."""

    def timed() -> int:
        source = pq.ParquetFile(file)
        return sum(source.read_row_group(n).num_rows for n in range(source.num_row_groups))

    return timed


def batch(knowledge: Knowledge, file: Path) -> Timed:
    """What the command does, from opening the answers to OUT in its place."""

    def timed() -> int:
        source = open_answers(str(file), knowledge, Reading())
        return run(source, file.with_suffix(".out.parquet"), knowledge).done.people

    file.with_suffix(".out.parquet").unlink(missing_ok=True)
    return timed


def in_memory(knowledge: Knowledge, file: Path) -> Timed:
    """Rules and told columns over an Arrow table that is there, on one thread."""
    people = pq.read_table(file)

    def timed() -> int:
        with engine("arrow", knowledge) as said:
            return int(said(people).num_rows)

    return timed


def duckdb_in_memory(knowledge: Knowledge, file: Path) -> Timed:
    """The same as SQL in DuckDB, from an Arrow table to one."""
    people, database = pq.read_table(file), duckdb.connect()
    database.register("people", people)
    text = outcome_select(knowledge, "duckdb", "people", people.column_names, ["id"])
    return lambda: int(database.sql(text).to_arrow_table().num_rows)


def duckdb_from_file_to_file(knowledge: Knowledge, file: Path) -> Timed:
    """The same SQL from Parquet to Parquet, in the order of the people, all by DuckDB."""
    database = duckdb.connect()
    database.execute(f"CREATE VIEW people AS SELECT * FROM read_parquet('{file}')")
    text = outcome_select(knowledge, "duckdb", "people", pq.read_schema(file).names, ["id"])
    copy = f"COPY ({text}) TO '{file.with_suffix('.peer.parquet')}' (FORMAT parquet, COMPRESSION zstd)"

    def timed() -> int:
        counted = database.execute(copy).fetchone()
        return int(counted[0]) if counted else 0

    return timed


READ, BATCH, MEMORY = "merely reading the Parquet", "`rygrad batch`, Parquet to Parquet", "bitmaps, in memory"
PEER_MEMORY, PEER = "DuckDB, in memory", "DuckDB, Parquet to Parquet"
WAYS = {
    READ: reading,
    BATCH: batch,
    MEMORY: in_memory,
    PEER_MEMORY: duckdb_in_memory,
    PEER: duckdb_from_file_to_file,
}
PEER_OF = {BATCH: PEER, MEMORY: PEER_MEMORY}


def written(knowledge: Knowledge, people: int, seed: int, file: Path) -> int:
    """The synthetic people as one Parquet file (zstd), `PART` people a row group; how many columns it has."""
    columns = to_bitmaps(knowledge.program, needed(knowledge)).columns
    writer, at = None, 0
    for part in parts(knowledge.program, columns, people, seed):
        progress(f"writing people {at:,} of {people:,}")
        whole = part.add_column(0, "id", pa.array(range(at, at + part.num_rows), pa.int64()))
        writer = writer or pq.ParquetWriter(file, whole.schema, compression="zstd")
        writer.write_table(whole, row_group_size=PART)
        at += part.num_rows
    if writer:
        writer.close()
    return len(columns) + 1


def one_run(way: str, file: Path) -> None:
    """Runs one way once in this process; prints its seconds and its peak memory as JSON."""
    timed = WAYS[way](load(), file)
    start = time.perf_counter()
    people = timed()
    print(json.dumps({"people": people, "seconds": time.perf_counter() - start, "peak": peak_bytes()}))


def measured(ways: Iterable[str], file: Path, runs: int) -> dict[str, Found]:
    """The median seconds and the greatest peak memory of each way, each run in a process of its own."""
    said: dict[str, list[Found]] = {way: [] for way in ways}
    for turn in range(runs + 1):  # the first brings the file into memory and is not counted
        for way in said if turn else [READ]:
            progress(f"run {turn} of {runs}: {way}")
            asked = [sys.executable, __file__, "--way", way, "--file", str(file)]
            found = subprocess.run(asked, check=True, stdout=subprocess.PIPE).stdout
            said[way] += [json.loads(found)] if turn else []
    return {
        way: {
            "median": statistics.median(one["seconds"] for one in found),
            "peak": max(one["peak"] for one in found),
            "people": found[0]["people"],
        }
        for way, found in said.items()
    }


def side_by_side(knowledge: Knowledge, people: int, runs: int, seed: int, folder: Path) -> str:
    """Every way at one size, with the ratios the budgets are about."""
    file = folder / "people.parquet"
    columns = written(knowledge, people, seed, file)
    found = measured(WAYS, file, runs)
    assert all(one["people"] == people for one in found.values()), found
    read, rows = found[READ]["median"], []
    for way, one in found.items():
        against = f"{found[PEER_OF[way]]['median'] / one['median']:.1f} ×" if way in PEER_OF else ""
        times = [f"{one['median']:.2f} s", f"{one['median'] / read:.2f} ×"]
        rows.append([way, *times, against, f"{one['peak'] / 1e9:.2f} GB"])
    size = f"{people:,} people, {columns} columns, {file.stat().st_size / 1e6:.0f} MB Parquet (zstd)"
    heads = ["way", "time", "against reading", "faster than DuckDB", "peak memory"]
    return f"{size}; median of {runs}\n\n{table(heads, rows)}"


def by_size(knowledge: Knowledge, sizes: Sequence[int], runs: int, seed: int, folder: Path) -> str:
    """Reading and batch at several sizes."""
    rows = []
    for people in sizes:
        file = folder / "people.parquet"
        written(knowledge, people, seed, file)
        found = measured([READ, BATCH], file, runs)
        read, took = found[READ]["median"], found[BATCH]["median"]
        times = [f"{read:.2f} s", f"{took:.2f} s", f"{took / read:.2f} ×", f"{took / people * 1e6:.2f} s"]
        rows.append([f"{people:,}", *times, f"{found[BATCH]['peak'] / 1e9:.2f} GB"])
    return table(["people", "reading", "`rygrad batch`", "against reading", "a million", "peak memory"], rows)


def main() -> None:
    """Reads the arguments and prints the tables."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--people", type=int, default=5_900_000)
    asked.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    asked.add_argument("--runs", type=int, default=5)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--folder", type=Path, help="where the files go (default: a temporary folder)")
    asked.add_argument("--way", choices=list(WAYS), help=argparse.SUPPRESS)
    asked.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.way:
        one_run(given.way, given.file)
        return
    knowledge = load()
    print(machine(["pyarrow", "numpy", "duckdb"]))
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        print(f"\n{side_by_side(knowledge, given.people, given.runs, given.seed, Path(folder))}")
        if given.sizes:
            print(f"\n{by_size(knowledge, given.sizes, given.runs, given.seed, Path(folder))}")


if __name__ == "__main__":
    main()
