"""People for comparing engines: drawn where rules change their answer, not where people usually are.

Four kinds, one after the other: people around every limit with few, some or many signs and 2 % to 30 %
of their questions open; people who answer no to nearly everything and yes to one thing; people who have
answered nothing; and people made for one rule each, so that every rule is true, false and open somewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
from reach import Person, made_for, possible

from rygrad.logic import core
from rygrad.logic.program import Program
from rygrad.logic.to_person import to_person
from rygrad.logic.vocabulary import Choice, Derived, Number, Question, YesNo

TRIES = 300


def people(program: Program, count: int, seed: int) -> pa.Table:
    """`count` people, the same for the same seed, in chunks of odd sizes; numbers within their range."""
    random = np.random.default_rng(seed)
    nothing, one_sign, for_rules = max(1, count // 100), count // 7, count // 7
    witnesses = _witnesses(program, random)
    for_rules = max(0, for_rules - len(witnesses))
    around = max(0, count - nothing - one_sign - for_rules - len(witnesses))
    rows = witnesses + [_for_any_rule(program, random) for _ in range(for_rules)]
    parts = [_around(program, around, random), _one_sign(program, one_sign, random), _table(program, rows)]
    parts.append(_table(program, [{}] * nothing))
    return pa.concat_tables(parts).slice(0, count)


def asked(program: Program) -> list[Question]:
    """The questions that people answer: all but the derived numbers."""
    return [q for q in program.questions.values() if not isinstance(q, Derived)]


def schema(program: Program) -> pa.Schema:
    """The type of each question's column; choices are by turns text and dictionary."""
    return pa.schema([pa.field(q.id, _type(q, at)) for at, q in enumerate(asked(program))])


def _type(question: Question, at: int) -> pa.DataType:
    if isinstance(question, YesNo):
        return pa.bool_()
    if isinstance(question, Choice):
        return pa.string() if at % 2 else pa.dictionary(pa.int8(), pa.string())
    return pa.int16() if question.high < 2**15 else pa.int32()


def limits(program: Program) -> dict[str, list[int]]:
    """For every number, and derived number, the values it is compared with."""
    found: dict[str, set[int]] = {}
    for name in program.order:
        for leaf in (leaf for part in program.parts(name) for leaf in core.leaves(part)):
            if isinstance(leaf, core.Against):
                found.setdefault(leaf.question, set()).add(leaf.value)
    return {question: sorted(values) for question, values in found.items()}


def _table(program: Program, rows: list[Person]) -> pa.Table:
    return pa.Table.from_pylist([{**row} for row in rows], schema(program))


def _filled(
    program: Program,
    values: Callable[[Question], np.ndarray[Any, Any]],
    missing: Callable[[], np.ndarray[Any, Any]],
) -> pa.Table:
    types = schema(program)
    columns = [pa.array(values(q), mask=missing()).cast(types.field(q.id).type) for q in asked(program)]
    return pa.Table.from_arrays(columns, schema=types)


def _around(program: Program, count: int, random: np.random.Generator) -> pa.Table:
    """Values one below, at and one above every limit; signs from rare to common; 2 % to 30 % open."""
    near = limits(program)
    common = random.choice([0.02, 0.15, 0.5], count)
    open_ = random.uniform(0.02, 0.30, count)
    weights = _around_derived(program, near, count, random)

    def values(question: Question) -> np.ndarray[Any, Any]:
        if isinstance(question, YesNo):
            return random.random(count) < common
        if isinstance(question, Choice):
            mildest = random.random(count) > common * 2
            at = np.where(mildest, 0, random.integers(0, len(question.words), count))
            return np.array(question.words)[at]
        if question.id in weights:
            return weights[question.id]
        return _numbers(question, near.get(question.id, []), count, random)

    return _filled(program, values, lambda: random.random(count) < open_)


def _numbers(
    question: Question, near: list[int], count: int, random: np.random.Generator
) -> np.ndarray[Any, Any]:
    assert isinstance(question, Number)
    edges = {value + step for value in near for step in (-1, 0, 1)} | {question.low, question.high}
    places = np.array(sorted(v for v in edges if question.low <= v <= question.high))
    anywhere = random.integers(question.low, question.high + 1, count)
    return np.where(random.random(count) < 0.8, random.choice(places, count), anywhere)


def _around_derived(
    program: Program, near: dict[str, list[int]], count: int, random: np.random.Generator
) -> dict[str, np.ndarray[Any, Any]]:
    """Values of the parts that bring a derived number just below, to, and just above its limits."""
    made: dict[str, np.ndarray[Any, Any]] = {}
    for derived in program.questions.values():
        if not isinstance(derived, Derived) or not near.get(derived.id) or len(derived.over) != 1:
            continue
        bottom = np.ones(count, np.int64)
        for part in dict.fromkeys(derived.under):
            made[part] = _numbers(program.questions[part], [], count, random)
        for part in derived.under:
            bottom *= made[part]
        top = program.questions[derived.over[0]]
        assert isinstance(top, Number)
        at_limit = -(-random.choice(near[derived.id], count) * bottom // derived.times)
        made[top.id] = np.clip(at_limit + random.integers(-1, 2, count), top.low, top.high)
    return made


def _one_sign(program: Program, count: int, random: np.random.Generator) -> pa.Table:
    """Nearly everything answered no or with the first word; one question yes or with another word."""
    signs = [q.id for q in asked(program) if isinstance(q, (YesNo, Choice))]
    sign = random.integers(0, max(1, len(signs)), count)
    near = limits(program)

    def values(question: Question) -> np.ndarray[Any, Any]:
        chosen = sign == signs.index(question.id) if question.id in signs else np.zeros(count, bool)
        if isinstance(question, YesNo):
            return chosen
        if isinstance(question, Choice):
            return np.array(question.words)[
                np.where(chosen, random.integers(0, len(question.words), count), 0)
            ]
        return _numbers(question, near.get(question.id, []), count, random)

    return _filled(program, values, lambda: random.random(count) < 0.01)


def _base(program: Program, random: np.random.Generator) -> Person:
    """Somebody to start from: nothing answered, or all answered no, or anything."""
    kind = random.integers(0, 3)
    person: Person = {}
    if kind == 0:
        return person
    for question in asked(program):
        if isinstance(question, YesNo):
            person[question.id] = bool(kind == 2 and random.random() < 0.3)
        elif isinstance(question, Choice):
            person[question.id] = question.words[random.integers(0, len(question.words)) if kind == 2 else 0]
        elif isinstance(question, Number):
            person[question.id] = int(random.integers(question.low, question.high + 1))
    return person


def _for_any_rule(program: Program, random: np.random.Generator) -> Person:
    name = list(program.rules)[random.integers(0, len(program.rules))]
    wanted = (True, False, None)[random.integers(0, 3)]
    return made_for(program, core.Holds(name), wanted, _base(program, random), random)


def _witnesses(program: Program, random: np.random.Generator) -> list[Person]:
    """For each rule somebody for whom it is true, false and open, where that is possible."""
    outcome = to_person(program)
    left = {(name, status) for name, statuses in possible(program).items() for status in statuses}
    found: list[Person] = []
    for name, status in sorted(left, key=str):
        for _ in range(TRIES):
            if (name, status) not in left:
                break
            person = made_for(program, core.Holds(name), status, _base(program, random), random)
            rules = outcome(person).rules
            if rules[name] is status:
                found.append(person)
                left -= set(rules.items())
    return found
