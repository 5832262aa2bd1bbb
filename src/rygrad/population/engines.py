"""Engines: ways to the same outcomes, and what every one of them must give.

An engine is a function from a table of checked answers, with columns named as the vocabulary, to a table
of what is said of each person: the same rows in the same order, told columns first, then a column a rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib import import_module
from typing import Any, Literal, get_args

import pyarrow as pa  # type: ignore[import-untyped]

from rygrad.kb.knowledge import Knowledge
from rygrad.population.columns import rule_columns, told_columns

Engine = Callable[[Any], Any]
EngineName = Literal["arrow", "duckdb", "spark"]
ENGINES: tuple[EngineName, ...] = get_args(EngineName)
ROW = "row of the table"  # no question has blanks in its name
WORD = pa.dictionary(pa.int8(), pa.string())


def outcome_schema(knowledge: Knowledge) -> Any:
    """The Arrow schema of outcomes: words as dictionary, yes/no and rules as bool, null for unknown."""
    told = [pa.field(t.name, pa.bool_() if t.is_yes_no else WORD) for t in told_columns(knowledge)]
    return pa.schema([*told, *(pa.field(name, pa.bool_()) for name in rule_columns(knowledge))])


def numbered(table: Any) -> Any:
    """The answers with each person's place as ROW, for engines that keep no order; empty columns left out."""
    known = [field.name for field in table.schema if not pa.types.is_null(field.type)]
    return table.select(known).append_column(ROW, pa.array(range(table.num_rows), pa.int64()))


@contextmanager
def engine(name: EngineName, knowledge: Knowledge) -> Iterator[Engine]:
    """The engine of this name, from `<name>_engine.py`; raises Refusal where what it needs is not there."""
    made: Callable[[Knowledge], AbstractContextManager[Engine]]
    made = getattr(import_module(f"rygrad.population.{name}_engine"), f"{name}_engine")
    with made(knowledge) as said:
        yield said
