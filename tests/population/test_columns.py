"""Each column says of every person what an assessment of that person says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from people import people

from rygrad.assess.assess import assessment_of
from rygrad.assess.person import Person, person
from rygrad.kb.knowledge import Knowledge
from rygrad.population.columns import Told, told_columns

DAY = date(2026, 1, 1)


def word(told: Told, who: Person) -> Any:
    """A column's word for one person, line by line."""
    held = {"true": (True,), "open": (None,), "not_false": (True, None)}
    for line in told.lines:
        if who.status(line.name) in held[line.state]:
            return line.word
    return told.otherwise


@pytest.fixture(scope="module")
def some(knowledge: Knowledge) -> list[Person]:
    rows = people(knowledge.program, 700, seed=3).to_pylist()
    return [person(knowledge, {q: a for q, a in row.items() if a is not None}) for row in rows]


def test_columns_say_what_the_assessment_says(knowledge: Knowledge, some: list[Person]) -> None:
    columns = {told.name: told for told in told_columns(knowledge)}
    seen: dict[str, set[Any]] = {name: set() for name in columns}
    for who in some:
        made = assessment_of(who, DAY)
        expected = {
            "level": made.disposition.level,
            "could_be": made.disposition.could_be,
            "settled": made.disposition.settled,
            "phase": made.phase,
            "phase_danish": made.phase_danish,
            "cause": made.cause.cause,
            "cause_settled": made.cause.settled,
            "imaging": made.imaging.advice,
            "imaging_settled": made.imaging.settled,
        }
        row = knowledge.row_of("imaging_order", who.outcome)
        expected["order_rating"] = row.rating if row else None
        for name, told in columns.items():
            assert word(told, who) == expected[name], (name, who.answers)
            seen[name].add(expected[name])
    assert all(len(words) > 1 for words in seen.values()), seen
    assert len(seen["level"]) == 5
