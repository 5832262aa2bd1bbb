"""The Arrow engine gives every person what the lines of the columns say, and keeps rows and types."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pytest
from people import people
from test_columns import word

from rygrad.assess.person import person
from rygrad.kb.knowledge import Knowledge
from rygrad.population.columns import rule_columns, told_columns
from rygrad.population.engines import Engine, engine, outcome_schema


@pytest.fixture(scope="module")
def answers(knowledge: Knowledge) -> pa.Table:
    return people(knowledge.program, 1003, seed=5)  # the last byte of every bitmap is not full


@pytest.fixture(scope="module")
def arrow(knowledge: Knowledge) -> Iterator[Engine]:
    with engine("arrow", knowledge) as ready:
        yield ready


@pytest.fixture(scope="module")
def said(arrow: Engine, answers: pa.Table) -> pa.Table:
    return arrow(answers)


def expected(knowledge: Knowledge, answers: pa.Table) -> list[dict[str, Any]]:
    """What each person is told, one person at a time."""
    columns, rules = told_columns(knowledge), rule_columns(knowledge)
    rows = []
    for row in answers.to_pylist():
        who = person(knowledge, {q: a for q, a in row.items() if a is not None})
        rows.append({t.name: word(t, who) for t in columns} | {name: who.status(name) for name in rules})
    return rows


def test_every_cell_is_as_one_person_is_told(knowledge: Knowledge, answers: pa.Table, said: pa.Table) -> None:
    assert said.to_pylist() == expected(knowledge, answers)


def test_columns_and_types_are_those_of_the_schema(knowledge: Knowledge, said: pa.Table) -> None:
    assert said.schema.equals(outcome_schema(knowledge))
    said.validate(full=True)


def test_pieces_give_what_the_whole_gives(arrow: Engine, answers: pa.Table, said: pa.Table) -> None:
    pieces = [arrow(answers.slice(at, 331)) for at in range(0, answers.num_rows, 331)]
    assert pa.concat_tables(pieces).to_pylist() == said.to_pylist()
    in_chunks = pa.concat_tables([answers.slice(0, 500), answers.slice(500)])
    assert arrow(in_chunks).to_pylist() == said.to_pylist()


def test_nobody_and_nothing_answered(arrow: Engine, answers: pa.Table) -> None:
    assert arrow(answers.slice(0, 0)).num_rows == 0
    nothing = arrow(pa.table({"id": pa.array([1, 2, 3])}))
    assert nothing.column("settled").to_pylist() == [False] * 3  # unanswered is unknown, never "no"
    assert nothing.column("could_be").to_pylist() == ["emergency_now"] * 3
