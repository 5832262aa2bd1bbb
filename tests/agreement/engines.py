"""The engines that must agree, from people to one table of outcomes each, and where they differ."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from itertools import islice

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from rygrad.logic.program import Program
from rygrad.logic.to_bitmaps import to_bitmaps
from rygrad.logic.to_person import to_person
from rygrad.logic.to_sql import to_sql

Engine = Callable[[Program, pa.Table], pa.Table]
_PEOPLE_AT_ONCE = 10_000


def by_person(program: Program, people: pa.Table) -> pa.Table:
    """One person after the other: what all others are compared with."""
    outcome, wanted = to_person(program), to_bitmaps(program).schema(scores=True)
    made = []
    for start in range(0, people.num_rows, _PEOPLE_AT_ONCE):
        rows = []
        for answers in people.slice(start, _PEOPLE_AT_ONCE).to_pylist():
            found = outcome(answers)
            ends = {
                f"{s}_{end}": total
                for s, both in found.scores.items()
                for end, total in zip(("low", "high"), both, strict=True)
            }
            rows.append(found.rules | ends)
        made.append(pa.Table.from_pylist(rows, wanted))
    return pa.concat_tables(made) if made else wanted.empty_table()


def by_bitmaps(program: Program, people: pa.Table) -> pa.Table:
    """Arrow bitmaps."""
    return to_bitmaps(program)(people, scores=True)


def by_duckdb(program: Program, people: pa.Table) -> pa.Table:
    """SQL in DuckDB, over the Arrow table as it stands."""
    with duckdb.connect() as database:
        database.execute("SET threads = 2")
        database.register("people", people)
        made = database.sql(to_sql(program, "duckdb", "people", people.column_names)).to_arrow_table()
    return made.cast(to_bitmaps(program).schema(scores=True))


def by_sqlite(program: Program, people: pa.Table) -> pa.Table:
    """SQL in SQLite, which has whole numbers for yes and no."""
    wanted = to_bitmaps(program).schema(scores=True)
    database = sqlite3.connect(":memory:")
    try:
        names = ", ".join(f'"{name}"' for name in people.column_names)
        database.execute(f"CREATE TABLE people ({names})")
        rows = zip(*(column.to_pylist() for column in people.columns), strict=True)
        database.executemany(f"INSERT INTO people VALUES ({', '.join('?' * people.num_columns)})", rows)
        found = database.execute(to_sql(program, "sqlite", "people", people.column_names))
        made = []
        while part := list(islice(found, _PEOPLE_AT_ONCE)):
            columns = [pa.array(cells, pa.int32()) for cells in zip(*part, strict=True)]
            made.append(pa.Table.from_arrays(columns, wanted.names).cast(wanted))
    finally:
        database.close()
    return pa.concat_tables(made) if made else wanted.empty_table()


ENGINES: dict[str, Engine] = {
    "person": by_person,
    "bitmaps": by_bitmaps,
    "duckdb": by_duckdb,
    "sqlite": by_sqlite,
}


def outcomes(
    program: Program, people: pa.Table, engines: Mapping[str, Engine] = ENGINES
) -> dict[str, pa.Table]:
    """What every engine says of the people."""
    return {name: engine(program, people) for name, engine in engines.items()}


def differences(
    program: Program, people: pa.Table, found: Mapping[str, pa.Table], most: int = 5
) -> list[str]:
    """The first cells, by rule or score, in which the engines differ: none when all is well."""
    said = []
    first, *others = found
    for name in to_bitmaps(program).schema(scores=True).names:
        expected = found[first].column(name)
        for other in others:
            if not found[other].column(name).equals(expected):
                said.append(
                    _cell(program, people, found, name, _differing(expected, found[other].column(name)))
                )
                break
        if len(said) == most:
            break
    return said


def _differing(left: pa.ChunkedArray, right: pa.ChunkedArray) -> int:
    """The first person for whom two columns differ; open differs from all but open."""
    if len(left) != len(right):
        return min(len(left), len(right))
    unlike = pc.fill_null(pc.not_equal(left, right), True)
    both_open = pc.and_(left.is_null(), right.is_null())
    return int(pc.index(pc.and_not(unlike, both_open), True).as_py())


def _cell(program: Program, people: pa.Table, found: Mapping[str, pa.Table], name: str, at: int) -> str:
    values = {
        engine: table.column(name)[at].as_py() if at < table.num_rows else "no row"
        for engine, table in found.items()
    }
    rule = name if name in program.rules else name.rsplit("_", 1)[0]
    answers = people.slice(at, 1).to_pylist()
    told = {q: answers[0].get(q) for q in sorted(program.asks[rule])} if answers else {}
    return f"{name}, person {at}: {values} for {told}"
