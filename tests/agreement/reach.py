"""Which answers a rule can have at all, and a person made so that it probably has a given one."""

from __future__ import annotations

from itertools import product

import numpy as np

from rygrad.logic import core
from rygrad.logic.program import Program
from rygrad.logic.vocabulary import Choice, Derived, Number

Status = bool | None
Person = dict[str, bool | int | str | None]
ANY: frozenset[Status] = frozenset((True, False, None))


def possible(program: Program) -> dict[str, frozenset[Status]]:
    """For each rule the answers that its form allows; one that is left out here cannot be.

    Parts are looked at one by one, as if they did not depend on each other (but for `surely`), so
    this never leaves out too much.
    """
    found: dict[str, frozenset[Status]] = {}
    for name in program.order:
        if name in program.rules:
            found[name] = _possible(program.rules[name], found)
    return found


def _possible(node: core.Core, rules: dict[str, frozenset[Status]]) -> frozenset[Status]:
    match node:
        case core.Holds(rule):
            return rules[rule]
        case core.Not(part):
            return frozenset(None if s is None else not s for s in _possible(part, rules))
        case core.Unknown(part):
            return frozenset(s is None for s in _possible(part, rules))
        case core.And((part, core.Not(core.Unknown(same)))) if part == same:  # core.surely
            return frozenset(s is True for s in _possible(part, rules))
        case core.And(parts):
            made: frozenset[Status] = frozenset((True,))
            for part in parts:
                made = frozenset(_both(a, b) for a, b in product(made, _possible(part, rules)))
            return made
        case core.Or(parts):
            return _possible(core.Not(core.And(tuple(core.Not(p) for p in parts))), rules)
    return ANY


def _both(a: Status, b: Status) -> Status:
    if a is False or b is False:
        return False
    return None if a is None or b is None else True


def made_for(
    program: Program, node: core.Core, wanted: Status, person: Person, random: np.random.Generator
) -> Person:
    """The person with answers changed so that the sentence probably is `wanted`."""
    _Maker(program, person, random).make(node, wanted)
    return person


class _Maker:
    def __init__(self, program: Program, person: Person, random: np.random.Generator) -> None:
        self.program = program
        self.person = person
        self.random = random

    def make(self, node: core.Core, wanted: Status) -> None:
        """Answers so that the node is wanted; a later change may undo an earlier one: the caller looks."""
        match node:
            case core.Holds(rule):
                self.make(self.program.rules[rule], wanted)
            case core.Not(part):
                self.make(part, None if wanted is None else not wanted)
            case core.Unknown(part):
                self.make(part, None if wanted is True else bool(self.random.integers(0, 2)))
            case core.And(parts):
                self.joined(parts, wanted, settling=False)
            case core.Or(parts):
                self.joined(parts, wanted, settling=True)
            case core.Total():
                self.total(node, wanted)
            case core.Yes(question):
                self.person[question] = wanted
            case core.Is(question, word):
                self.choice(question, word, wanted)
            case core.Against(question, op, value):
                self.number(question, op if wanted is not False else core.OPPOSITE[op], value, wanted)
            case core.Pair(left, op, right):
                self.pair(left, op if wanted is not False else core.OPPOSITE[op], right, wanted)

    def joined(self, parts: tuple[core.Core, ...], wanted: Status, settling: bool) -> None:
        if not parts:
            return
        chosen = parts[self.random.integers(0, len(parts))]
        if wanted is settling:
            self.make(chosen, wanted)
            return
        for at in self.random.permutation(len(parts)):
            if wanted is not None or parts[at] is not chosen:
                self.make(parts[at], not settling)
        if wanted is None:
            self.make(chosen, None)

    def total(self, node: core.Total, wanted: Status) -> None:
        lines = [line for group in self.program.scores[node.score].groups for line in group]
        more = node.op in (">", ">=") if wanted else node.op in ("<", "<=")
        for line in lines:
            if wanted is None and self.random.random() < 0.5:
                self.make(line.when, None)
            elif node.op in ("=", "!=") or self.random.random() < 0.3:
                self.make(line.when, bool(self.random.integers(0, 2)))
            else:
                self.make(line.when, (line.points > 0) == more)

    def choice(self, question: str, word: str, wanted: Status) -> None:
        asked = self.program.questions[question]
        assert isinstance(asked, Choice)
        others = [w for w in asked.words if w != word]
        denied = others[self.random.integers(0, len(others))] if others else None
        self.person[question] = word if wanted else denied if wanted is False else None

    def number(self, question: str, op: str, value: int, wanted: Status) -> None:
        asked = self.program.questions[question]
        if isinstance(asked, Derived):
            self.derived(asked, wanted)
            return
        assert isinstance(asked, Number)
        if wanted is None:
            self.person[question] = None
            return
        low, high = {
            "<": (asked.low, value - 1),
            "<=": (asked.low, value),
            ">": (value + 1, asked.high),
            ">=": (value, asked.high),
            "=": (value, value),
            "!=": (asked.low, asked.high),
        }[op]
        low, high = max(low, asked.low), min(high, asked.high)
        if low <= high:
            near = low if op in (">", ">=") else high
            self.person[question] = (
                near if self.random.random() < 0.5 else int(self.random.integers(low, high + 1))
            )

    def derived(self, asked: Derived, wanted: Status) -> None:
        for part in (*asked.over, *asked.under):
            source = self.program.questions[part]
            assert isinstance(source, Number)
            self.person[part] = (
                None if wanted is None else int(self.random.integers(source.low, source.high + 1))
            )

    def pair(self, left: str, op: str, right: str, wanted: Status) -> None:
        if wanted is None:
            self.person[left] = None
            return
        asked = self.program.questions[right]
        if isinstance(asked, Number):
            self.person[right] = int(self.random.integers(asked.low, asked.high + 1))
        self.number(left, op, int(self.person.get(right) or 0), wanted)
