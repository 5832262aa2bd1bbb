"""Tables whose rows must neither overlap nor leave a gap, tried at every limit they name.

The proofs show it for everyone; this finds the everyday slip without them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import prod

from rygrad.kb.knowledge import Knowledge, row_name
from rygrad.kb.models import Table
from rygrad.kb.problem import Problem
from rygrad.logic import core
from rygrad.logic.to_person import Answers
from rygrad.logic.vocabulary import Choice, Number, YesNo

AT_MOST = 20_000  # people tried a table; a larger one is left to the proofs


def overlaps(knowledge: Knowledge) -> list[Problem]:
    """For each `unique` table the first person with two true rows, and the first with none."""
    unique = [table for table in knowledge.tables.values() if table.hit == "unique"]
    return [problem for table in unique for problem in _in_table(knowledge, table)]


def _in_table(knowledge: Knowledge, table: Table) -> Iterator[Problem]:
    overlap = gap = False
    placed = knowledge.placed["tables", table.id]
    for person in _people(knowledge, table):
        rules = knowledge.outcome(person).rules
        true = [row.then for row in table.rows if rules[row_name(table.id, row.then)] is True]
        said = ", ".join(f"{question} = {answer}" for question, answer in person.items())
        if len(true) > 1 and not overlap:
            overlap = True
            at = [row.then for row in table.rows].index(true[1])
            da = f"{table.id}: »{true[0]}« og »{true[1]}« er begge sande ved {said}"
            en = f"{table.id}: '{true[0]}' and '{true[1]}' are both true at {said}"
            yield placed.problem(da, en, ("rows", at))
        if not true and not gap:
            gap = True
            da, en = f"{table.id}: ingen række er sand ved {said}", f"{table.id}: no row is true at {said}"
            yield placed.problem(da, en)


def _people(knowledge: Knowledge, table: Table) -> Iterator[Answers]:
    """Everyone who answers all that a table asks, numbers just below, at and above each limit."""
    rows = [row_name(table.id, row.then) for row in table.rows]
    asked = sorted({q for row in rows for q in knowledge.program.asks[row]})
    limits = _limits(knowledge, rows)
    tried = [_values(knowledge, question, limits) for question in asked]
    if asked and prod(len(values) for values in tried) <= AT_MOST:
        for values in product(*tried):
            yield dict(zip(asked, values, strict=True))


def _limits(knowledge: Knowledge, rows: list[str]) -> dict[str, set[int]]:
    """The numbers each question is compared with, in the rows and in the rules they stand on."""
    found: dict[str, set[int]] = {}
    left, seen = list(rows), set(rows)
    while left:
        name = left.pop()
        for leaf in knowledge.program.leaves(name):
            if isinstance(leaf, core.Against):
                found.setdefault(leaf.question, set()).add(leaf.value)
        used = set(knowledge.program.uses(name)) - seen
        seen |= used
        left += used
    return found


def _values(knowledge: Knowledge, question: str, limits: dict[str, set[int]]) -> list[int | str | None]:
    match knowledge.program.questions[question]:
        case YesNo():
            return [False, True]
        case Choice(words=words):
            return list(words)
        case Number(low=low, high=high):
            beside = {n + step for n in limits.get(question, ()) for step in (-1, 0, 1)}
            return [n for n in sorted(beside | {low, high}) if low <= n <= high]
    return []
