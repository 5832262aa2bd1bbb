"""The engine that runs the rules as SQL in Spark, on this machine: for holding the text that clusters run.

A part goes to Spark as a Parquet file: handed over in memory, Spark works the rules out without compiling
them, which takes forty times as long.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq  # type: ignore[import-untyped]

from rygrad.cluster.session import spark_session
from rygrad.kb.knowledge import Knowledge
from rygrad.population.engines import ROW, Engine, numbered, outcome_schema
from rygrad.population.sql import outcome_select


@contextmanager
def spark_engine(knowledge: Knowledge) -> Iterator[Engine]:
    """Answers to what is said of each person, by Spark SQL; raises Refusal without Spark or Java."""
    schema = outcome_schema(knowledge)

    @cache
    def text(columns: frozenset[str]) -> str:
        return outcome_select(knowledge, "spark", "people", columns, [ROW])

    with spark_session() as spark, tempfile.TemporaryDirectory(prefix="rygrad-spark-") as folder:
        cores = spark.sparkContext.defaultParallelism

        def answered(table: Any) -> Any:
            if not table.num_rows:
                return schema.empty_table()
            people = numbered(table)
            file = Path(folder, "people.parquet")
            pq.write_table(people, file, row_group_size=-(-people.num_rows // cores))  # one for each core
            spark.read.parquet(str(file)).createOrReplaceTempView("people")
            made = spark.sql(text(frozenset(people.column_names) - {ROW})).toArrow()
            return made.sort_by(ROW).drop_columns([ROW]).cast(schema)

        yield answered
