"""The engine that runs the rules as SQL in DuckDB: the same outcomes, found another way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from rygrad.kb.knowledge import Knowledge
from rygrad.kb.problem import Refusal
from rygrad.population.engines import ROW, Engine, numbered, outcome_schema
from rygrad.population.sql import outcome_select


@contextmanager
def duckdb_engine(knowledge: Knowledge) -> Iterator[Engine]:
    """Answers to what is said of each person, by SQL in this process; raises Refusal without DuckDB."""
    try:
        import duckdb
    except ImportError:
        raise Refusal(
            "--engine duckdb kræver DuckDB: pip install 'rygrad[population]'",
            "--engine duckdb needs DuckDB: pip install 'rygrad[population]'",
        ) from None
    schema = outcome_schema(knowledge)

    @cache
    def text(columns: frozenset[str]) -> str:
        return outcome_select(knowledge, "duckdb", "people", columns, [ROW]) + f' ORDER BY "{ROW}"'

    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as database:

        def answered(table: Any) -> Any:
            people = numbered(table)
            database.register("people", people)
            made = database.sql(text(frozenset(people.column_names) - {ROW})).to_arrow_table()
            database.unregister("people")
            return made.drop_columns([ROW]).cast(schema)

        yield answered
