"""The engines agree on rules nobody would write: made at random, with scores, `unknown`, and empty parts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from engines import ENGINES, by_bitmaps, differences, outcomes
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rygrad.kb.derived import BMI
from rygrad.logic import core, gates
from rygrad.logic.program import Program
from rygrad.logic.vocabulary import Choice, Number, Question, YesNo

QUESTIONS: dict[str, Question] = {
    "a": YesNo("a"),
    "b": YesNo("b"),
    "c": YesNo("c", red_flag=True),
    "side": Choice("side", ("none", "one", "both")),
    "days": Number("days", "day", 0, 40_000),
    "age": Number("age", "year", 0, 6),
    "onset_age": Number("onset_age", "year", 0, 6),
    "height": Number("height", "cm", 100, 230),
    "weight": Number("weight", "kg", 25, 350),
    BMI.id: BMI,
}
OPERATORS = st.sampled_from(sorted(core.OPPOSITE))
ATOMS: st.SearchStrategy[core.Core] = st.one_of(
    st.builds(core.Yes, st.sampled_from(["a", "b", "c"])),
    st.builds(core.Is, st.just("side"), st.sampled_from(["none", "one", "both"])),
    st.builds(core.Against, st.just("days"), OPERATORS, st.sampled_from([0, 41, 42, 84, 39_999])),
    st.builds(core.Against, st.just("age"), OPERATORS, st.integers(-1, 7)),
    st.builds(core.Against, st.just("bmi"), OPERATORS, st.sampled_from([18, 25, 30])),
    st.builds(core.Pair, st.just("onset_age"), OPERATORS, st.just("age")),
    st.builds(core.Pair, st.just("bmi"), OPERATORS, st.just("age")),
    st.just(core.ALWAYS),
    st.just(core.NEVER),
)


def sentences(rules: list[str], scores: list[str]) -> st.SearchStrategy[core.Core]:
    """Any sentence over the questions and what has been named before."""
    leaves = ATOMS
    if rules:
        leaves |= st.builds(core.Holds, st.sampled_from(rules))
    if scores:
        leaves |= st.builds(core.Total, st.sampled_from(scores), OPERATORS, st.integers(-4, 6))

    def larger(smaller: st.SearchStrategy[core.Core]) -> st.SearchStrategy[core.Core]:
        parts = st.lists(smaller, max_size=4).map(tuple)
        return st.one_of(
            st.builds(core.Not, smaller),
            st.builds(core.Unknown, smaller),
            st.builds(core.surely, smaller),
            st.builds(core.And, parts),
            st.builds(core.Or, parts),
            st.builds(core.at_least, st.integers(0, 6), st.lists(smaller, max_size=7).map(tuple)),
        )

    return st.recursive(leaves, larger, max_leaves=12)


@st.composite
def programs(draw: st.DrawFn) -> Program:
    """Some rules and scores by turns, each free to stand on all before it."""
    rules: dict[str, core.Core] = {}
    scores: dict[str, core.ScoreCore] = {}
    for at in range(draw(st.integers(1, 5))):
        sentence = sentences(list(rules), list(scores))
        if draw(st.booleans()):
            line = st.builds(core.PointsLine, sentence, st.integers(-3, 4))
            groups = draw(st.lists(st.lists(line, min_size=1, max_size=3).map(tuple), min_size=1, max_size=5))
            scores[f"score_{at}"] = core.ScoreCore(f"score_{at}", tuple(groups))
        rules[f"rule_{at}"] = draw(sentences(list(rules), list(scores)))
    return Program(QUESTIONS, rules, scores)


def somebody(seed: int, count: int) -> pa.Table:
    """People who answer at random; a question in ten is a column that is not there."""
    random = np.random.default_rng(seed)
    columns: dict[str, Any] = {}
    for question in QUESTIONS.values():
        missing = random.random(count) < random.choice([0, 0.1, 0.5])
        if isinstance(question, YesNo):
            columns[question.id] = pa.array(random.random(count) < 0.5, mask=missing)
        elif isinstance(question, Choice):
            columns[question.id] = pa.array(random.choice(question.words, count), pa.string(), mask=missing)
        elif isinstance(question, Number):
            near = random.choice([0, 41, 42, 84, 39_999], count)
            values = (
                near if question.id == "days" else random.integers(question.low, question.high + 1, count)
            )
            columns[question.id] = pa.array(values.astype(np.uint16), mask=missing)
    columns["nobody_asked"] = pa.array([None] * count, pa.bool_())
    return pa.table({name: column for name, column in columns.items() if random.random() < 0.9})


MANY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@MANY
@given(program=programs(), seed=st.integers(0, 2**32 - 1), count=st.integers(1, 70))
def test_every_engine_says_the_same(program: Program, seed: int, count: int) -> None:
    people = somebody(seed, count)
    assert differences(program, people, outcomes(program, people)) == []


@settings(MANY, max_examples=120)
@given(program=programs(), seed=st.integers(0, 2**32 - 1))
def test_bitmaps_say_the_same_as_one_by_one(program: Program, seed: int) -> None:
    people = somebody(seed, 100)
    two = {name: ENGINES[name] for name in ("person", "bitmaps")}
    assert differences(program, people, outcomes(program, people, two)) == []


PLANTED = Program(
    QUESTIONS,
    {
        "denied": core.Not(core.Yes("a")),
        "several": core.at_least(3, tuple(core.Against("age", "=", n) for n in range(5))),
        "high": core.Total("points", ">=", 3),
    },
    {
        "points": core.ScoreCore(
            "points",
            (
                (core.PointsLine(core.Yes("a"), 2), core.PointsLine(core.Yes("b"), 3)),
                (core.PointsLine(core.Yes("c"), -1),),
            ),
        )
    },
)


@pytest.mark.parametrize(
    ("gate", "fault"),
    [
        ("both", lambda self, *parts: gates.Gates.any(self, *parts)),
        ("deny", lambda _self, part: part),
        ("answered", lambda _self, _question: gates.ALL),
        ("_reaches", lambda _self, _digits, value: gates.ALL if value > 2 else gates.NONE),
    ],
)
def test_a_fault_in_one_gate_is_seen(gate: str, fault: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    people = somebody(7, 70)
    two = {name: ENGINES[name] for name in ("person", "bitmaps")}
    assert differences(PLANTED, people, outcomes(PLANTED, people, two)) == []
    right = outcomes(PLANTED, people, two)
    monkeypatch.setattr(gates.Gates, gate, fault)
    assert differences(PLANTED, people, right | {"bitmaps": by_bitmaps(PLANTED, people)}) != []
