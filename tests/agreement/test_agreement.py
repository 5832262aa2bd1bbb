"""Person, bitmaps, DuckDB and SQLite say the same of the same 100,000 people, in every cell."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from engines import ENGINES, by_bitmaps, differences, outcomes
from people import people
from reach import possible

from rygrad.kb.knowledge import Knowledge
from rygrad.logic import core
from rygrad.logic.program import Program

PEOPLE = 100_000
SEED = 20_261_122


@pytest.fixture(scope="module")
def sample(knowledge: Knowledge) -> pa.Table:
    return people(knowledge.program, PEOPLE, SEED)


@pytest.fixture(scope="module")
def found(knowledge: Knowledge, sample: pa.Table) -> dict[str, pa.Table]:
    return outcomes(knowledge.program, sample)


def test_every_engine_says_the_same_in_every_cell(
    knowledge: Knowledge, sample: pa.Table, found: dict[str, pa.Table]
) -> None:
    assert set(found) == set(ENGINES)
    assert all(table.num_rows == PEOPLE for table in found.values())
    assert differences(knowledge.program, sample, found) == []


def test_every_rule_is_true_false_and_open_for_somebody(
    knowledge: Knowledge, found: dict[str, pa.Table]
) -> None:
    missing = []
    for rule, statuses in possible(knowledge.program).items():
        seen = set(pc.unique(found["person"].column(rule)).to_pylist())
        missing += [f"{rule} is never {status}" for status in statuses - seen]
        assert seen <= statuses, rule
    assert missing == []


def test_each_answer_that_no_rule_can_have_is_excused_by_its_form(knowledge: Knowledge) -> None:
    """Only sentences on `unknown(...)`, or groups of examined rules or of none, may miss an answer."""
    for rule, statuses in possible(knowledge.program).items():
        if len(statuses) < 3:
            assert None not in statuses, rule
            assert _is_settled(knowledge.program, rule), rule


def _is_settled(program: Program, rule: str) -> bool:
    """Whether a sentence rests only on `unknown(...)`, on nothing, or on sentences that do."""
    parts = [program.rules[rule]]
    while parts:
        node = parts.pop()
        if isinstance(node, core.Unknown):
            continue
        if isinstance(node, core.Holds):
            parts.append(program.rules[node.rule])
        elif isinstance(node, core.And) and any(
            isinstance(p, core.Not) and isinstance(p.part, core.Unknown) for p in node.parts
        ):
            continue
        elif isinstance(node, (core.And, core.Or, core.Not)):
            parts += core.children(node)
        else:
            return False
    return True


def test_the_people_are_where_rules_change_their_answer(knowledge: Knowledge, sample: pa.Table) -> None:
    open_ = [column.null_count / PEOPLE for column in sample.columns]
    assert min(open_) > 0.02
    assert max(open_) < 0.6
    assert people(knowledge.program, 500, 3).equals(people(knowledge.program, 500, 3))


def test_a_fault_in_one_engine_is_seen(
    knowledge: Knowledge, sample: pa.Table, found: dict[str, pa.Table]
) -> None:
    """One cell of one rule in one engine, turned from open to false, is found and named."""
    rule = "emergency_now"
    column = found["bitmaps"].column(rule).to_pylist()
    at = column.index(None)
    column[at] = False
    place = found["bitmaps"].column_names.index(rule)
    broken = found["bitmaps"].set_column(place, rule, pa.array(column, pa.bool_()))
    said = differences(knowledge.program, sample, found | {"bitmaps": broken})
    assert len(said) == 1
    assert said[0].startswith(f"{rule}, person {at}: {{'person': None, 'bitmaps': False,")


def test_an_engine_that_takes_unanswered_for_no_is_seen(
    knowledge: Knowledge, sample: pa.Table, found: dict[str, pa.Table]
) -> None:
    names = [
        q
        for q, type_ in zip(sample.column_names, sample.schema.types, strict=True)
        if pa.types.is_boolean(type_)
    ]
    guessed = sample
    for name in names:
        guessed = guessed.set_column(
            guessed.column_names.index(name), name, pc.fill_null(sample.column(name), False)
        )
    broken = found | {"bitmaps": by_bitmaps(knowledge.program, guessed)}
    assert len(differences(knowledge.program, sample, broken, most=20)) == 20
