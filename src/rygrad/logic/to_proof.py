"""Rules to z3: each sentence is a pair (is-true, is-false) over what a person may answer.

Test-time only: importing this module needs z3-solver. The ranges of the questions belong to the
premise of every proof, so an impossible age never counts as a counterexample.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import z3  # type: ignore[import-untyped]

from rygrad.logic import core
from rygrad.logic.program import Program
from rygrad.logic.vocabulary import Choice, Derived, Number, Question, YesNo

Pair = tuple[z3.BoolRef, z3.BoolRef]
NO: Pair = (z3.BoolVal(False), z3.BoolVal(True))


@dataclass(frozen=True)
class Asked:
    """One question's symbols: whether it is answered, and with what."""

    known: z3.BoolRef
    words: Mapping[str, z3.BoolRef] = field(default_factory=dict)
    number: z3.ArithRef | None = None


@dataclass
class World:
    """Every name of a program as z3 expressions over one person's answers.

    `absent` answers True for questions whose atoms are to count as false (an examination not made).
    """

    program: Program
    absent: Callable[[str], bool] = lambda _: False
    asked: dict[str, Asked] = field(default_factory=dict)
    premise: list[z3.BoolRef] = field(default_factory=list)
    pairs: dict[str, Pair] = field(default_factory=dict)
    totals: dict[str, tuple[z3.ArithRef, z3.ArithRef]] = field(default_factory=dict)
    keep: World | None = None  # names that do not depend on `moved` are taken from there
    moved: str = ""
    _shared: dict[int, Pair] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for question in self.program.questions.values():
            if question.id not in self.asked:
                self.asked[question.id] = self._symbols(question)
        self._tie_derived()
        for name in self.program.order:
            if self.keep and self.moved not in self.program.asks[name]:
                self._take_over(self.keep, name)
            elif name in self.program.scores:
                self.totals[name] = self._score(self.program.scores[name])
            else:
                self.pairs[name] = self.pair(self.program.rules[name])

    def _take_over(self, kept: World, name: str) -> None:
        if name in self.program.scores:
            self.totals[name] = kept.totals[name]
        else:
            self.pairs[name] = kept.pairs[name]

    def with_other(self, question: str, asked: Asked) -> World:
        """The same person, but for one question."""
        return World(self.program, asked={**self.asked, question: asked}, keep=self, moved=question)

    def _symbols(self, question: Question) -> Asked:
        name = question.id
        known = z3.Bool(f"{name}?")
        match question:
            case YesNo():
                return Asked(known, {"yes": z3.Bool(name)})
            case Choice(_, words):
                symbols = {w: z3.Bool(f"{name}={w}") for w in words}
                self.premise.append(z3.Implies(known, z3.PbEq([(s, 1) for s in symbols.values()], 1)))
                return Asked(known, symbols)
            case Number() | Derived():
                number = z3.Int(name)
                self.premise += [number >= question.low, number <= question.high]
                return Asked(known, number=number)
        raise TypeError(question)

    def _tie_derived(self) -> None:
        """A derived number is known when its parts are; its value stays free, which proves more."""
        for question in self.program.questions.values():
            if isinstance(question, Derived):
                parts = [self.asked[p].known for p in sorted(question.sources)]
                self.premise.append(self.asked[question.id].known == z3.And(*parts))

    def pair(self, node: core.Core) -> Pair:
        """The is-true and is-false expressions of a sentence."""
        if id(node) not in self._shared:
            self._shared[id(node)] = self._pair(node)
        return self._shared[id(node)]

    def _pair(self, node: core.Core) -> Pair:
        match node:
            case _ if any(map(self.absent, core.asked(node))):
                return NO
            case core.Yes(question):
                return self._word(question, "yes")
            case core.Is(question, word):
                return self._word(question, word)
            case core.Against(question, op, value):
                asked = self.asked[question]
                return self._told(asked.known, core.COMPARE[op](asked.number, z3.IntVal(value)))
            case core.Pair(left, op, right):
                a, b = self.asked[left], self.asked[right]
                return self._told(z3.And(a.known, b.known), core.COMPARE[op](a.number, b.number))
            case core.Total(score, op, value):
                low, high = self.totals[score]
                return core.total_pair(
                    op,
                    lambda op: core.COMPARE[op](low, value),
                    lambda op: core.COMPARE[op](high, value),
                    z3.And,
                    z3.Or,
                )
            case core.Holds(rule):
                return self.pairs[rule]
            case core.Not(part):
                true, false = self.pair(part)
                return false, true
            case core.Unknown(part):
                true, false = self.pair(part)
                return z3.Not(z3.Or(true, false)), z3.Or(true, false)
            case core.And(parts):
                pairs = [self.pair(p) for p in parts]
                return z3.And(*(t for t, _ in pairs)), z3.Or(*(f for _, f in pairs))
            case core.Or(parts):
                pairs = [self.pair(p) for p in parts]
                return z3.Or(*(t for t, _ in pairs)), z3.And(*(f for _, f in pairs))
        raise TypeError(node)

    def _word(self, question: str, word: str) -> Pair:
        asked = self.asked[question]
        return self._told(asked.known, asked.words[word])

    @staticmethod
    def _told(known: z3.BoolRef, said: z3.BoolRef) -> Pair:
        return z3.And(known, said), z3.And(known, z3.Not(said))

    def _score(self, score: core.ScoreCore) -> tuple[z3.ArithRef, z3.ArithRef]:
        low, high = z3.IntVal(0), z3.IntVal(0)
        for group in score.groups:
            lines = [(*self.pair(line.when), line.points) for line in group]
            low += self._range(lines, lambda a, b: z3.If(a < b, a, b))
            high += self._range(lines, lambda a, b: z3.If(a > b, a, b))
        return low, high

    @staticmethod
    def _range(
        lines: list[tuple[z3.BoolRef, z3.BoolRef, int]],
        pick: Callable[[z3.ArithRef, z3.ArithRef], z3.ArithRef],
    ) -> z3.ArithRef:
        made = z3.IntVal(0)
        for _, false, points in lines:
            made = pick(made, z3.If(false, z3.IntVal(0), z3.IntVal(points)))
        for true, _, points in reversed(lines):
            made = z3.If(true, z3.IntVal(points), made)
        return made

    def true(self, name: str) -> z3.BoolRef:
        """The name is surely true."""
        return self.pairs[name][0]

    def false(self, name: str) -> z3.BoolRef:
        """The name is surely false."""
        return self.pairs[name][1]

    def open(self, name: str) -> z3.BoolRef:
        """The name is unknown."""
        return z3.Not(z3.Or(*self.pairs[name]))


def said(model: z3.ModelRef, world: World) -> dict[str, bool | int | str]:
    """The answers of a counterexample: only what is answered in it."""
    made: dict[str, bool | int | str] = {}
    for question, asked in world.asked.items():
        if not z3.is_true(model.eval(asked.known)):
            continue
        if asked.number is not None:
            made[question] = model.eval(asked.number, model_completion=True).as_long()
        elif "yes" in asked.words:
            made[question] = z3.is_true(model.eval(asked.words["yes"]))
        else:
            made[question] = next(w for w, s in asked.words.items() if z3.is_true(model.eval(s)))
    return made
