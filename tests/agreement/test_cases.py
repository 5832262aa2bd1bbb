"""Every clinical case gives the same on every target: person, bitmaps, DuckDB, SQLite, and the prover."""

from __future__ import annotations

import pyarrow as pa
import pytest
import z3  # type: ignore[import-untyped]
from engines import ENGINES, differences, outcomes
from people import schema

from rygrad.kb.knowledge import Knowledge
from rygrad.logic.parts import Parts
from rygrad.logic.to_person import Outcome
from rygrad.logic.to_proof import World


@pytest.fixture(scope="module")
def told(knowledge: Knowledge) -> pa.Table:
    """All cases as one table of answers, a row a case."""
    return pa.Table.from_pylist([dict(case.given) for case in knowledge.cases], schema(knowledge.program))


@pytest.fixture(scope="module")
def found(knowledge: Knowledge, told: pa.Table) -> dict[str, pa.Table]:
    """What each engine says of the cases."""
    return outcomes(knowledge.program, told)


def test_no_cell_differs(knowledge: Knowledge, told: pa.Table, found: dict[str, pa.Table]) -> None:
    assert differences(knowledge.program, told, found) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_every_expected_finding_holds(knowledge: Knowledge, found: dict[str, pa.Table], engine: str) -> None:
    """The statuses a clinician wrote down, not only those that the engines agree on."""
    columns = {name: found[engine].column(name).to_pylist() for name in knowledge.rules}
    checked = 0
    for at, case in enumerate(knowledge.cases):
        for kind, wanted in (("finding", True), ("no_finding", False), ("open", None)):
            for name in getattr(case.expect, kind):
                if name in columns:
                    assert columns[name][at] is wanted, f"{engine}: {case.name}: {name}"
                    checked += 1
    assert checked > 500


def test_the_prover_means_the_same(knowledge: Knowledge) -> None:
    """Each case put to the solver as facts: every rule has the status the engine gives it."""
    world = World(knowledge.program)
    solver = z3.Solver()
    solver.add(*world.premise)
    for case in knowledge.cases[::4]:
        answers = {k: v for k, v in case.given.items() if v is not None}
        outcome = knowledge.outcome(answers)
        parts = Parts(knowledge.program, answers, outcome)
        assert solver.check(*_facts(world, parts)) == z3.sat, case.name
        model = solver.model()
        got = {name: _status(model, pair) for name, pair in world.pairs.items()}
        assert got == outcome.rules, case.name
        _same_totals(model, world, outcome)


def _facts(world: World, parts: Parts) -> list[z3.BoolRef]:
    facts = []
    for question, asked in world.asked.items():
        answer = parts.number(question) if asked.number is not None else parts.answers.get(question)
        facts.append(asked.known == z3.BoolVal(answer is not None))
        if answer is None:
            continue
        if asked.number is not None:
            facts.append(asked.number == answer)
        elif "yes" in asked.words:
            facts.append(asked.words["yes"] == z3.BoolVal(bool(answer)))
        else:
            facts.append(asked.words[str(answer)])
    return facts


def _status(model: z3.ModelRef, pair: tuple[z3.BoolRef, z3.BoolRef]) -> bool | None:
    true, false = (z3.is_true(model.eval(side, model_completion=True)) for side in pair)
    assert not (true and false)
    return True if true else False if false else None


def _same_totals(model: z3.ModelRef, world: World, outcome: Outcome) -> None:
    for score, ends in world.totals.items():
        got = tuple(model.eval(end, model_completion=True).as_long() for end in ends)
        assert got == outcome.scores[score], score
