"""Rules to gates: one flat list of and, or, xor and not over whole bitmaps; knows no Arrow, no NumPy.

Each sentence is a pair of bitmaps, is-true and is-false; unknown is neither. The same gate over the
same bitmaps is made only once, so rules share what they have in common. A score's total is not
counted person by person: its lowest and highest total are binary numbers, one bitmap a binary digit.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from rygrad.logic import core
from rygrad.logic.program import Program
from rygrad.logic.vocabulary import Derived

NONE, ALL = 0, 1  # the bitmaps that are always there: nobody and everybody


@dataclass(frozen=True, slots=True)
class Answered:
    """Who has answered a question, or can be told a derived number: a bitmap the columns give."""

    question: str


Leaf = core.Yes | core.Is | core.Against | core.Pair
Given = Answered | Leaf


@dataclass(frozen=True, slots=True)
class Step:
    """Make bitmap `made`: load `given`, or join `parts` with and, or, xor, not."""

    made: int
    gate: str
    parts: tuple[int, ...] = ()
    given: Given | None = None


@dataclass(frozen=True, slots=True)
class Digits:
    """Whole numbers, one a person: `least` plus the binary number whose lowest digit comes first."""

    least: int
    bits: tuple[int, ...]


TrueFalse = tuple[int, int]


class Gates:
    """The steps for a program, and where each rule's and score's bitmaps end up.

    A question that is not in `columns` is unknown for everybody and costs nothing. `wanted` are the
    rules and scores asked for; only what they stand on is made.
    """

    def __init__(self, program: Program, columns: Collection[str], wanted: Collection[str]) -> None:
        self.program = program
        self.columns = frozenset(columns)
        self.steps: list[Step] = []
        self.rules: dict[str, TrueFalse] = {}
        self.known: dict[str, int] = {}
        self.scores: dict[str, tuple[Digits, Digits]] = {}
        self._made: dict[object, int] = {}
        self._pairs: dict[int, TrueFalse] = {}
        needed = _below(program, wanted)
        for name in program.order:
            if name in program.scores and name in needed:
                self.scores[name] = self._score(program.scores[name])
            elif name in needed:
                self.rules[name] = self.pair(program.rules[name])
                if name in wanted:
                    self.known[name] = self.any(*self.rules[name])

    @property
    def size(self) -> int:
        """How many bitmaps there are, with the two that are always there."""
        return len(self.steps) + 2

    def load(self, given: Given) -> int:
        """A bitmap that the columns give."""
        return self._step(given, "load", (), given)

    def both(self, *parts: int) -> int:
        """Everybody who is in all parts."""
        return self._join("and", parts, ALL, NONE)

    def any(self, *parts: int) -> int:
        """Everybody who is in some part."""
        return self._join("or", parts, NONE, ALL)

    def differ(self, left: int, right: int) -> int:
        """Everybody who is in one of the two, not in both."""
        if left == right:
            return NONE
        left, right = min(left, right), max(left, right)
        if left == NONE:
            return right
        return self.deny(right) if left == ALL else self._step(("xor", left, right), "xor", (left, right))

    def deny(self, part: int) -> int:
        """Everybody else."""
        if part in (NONE, ALL):
            return ALL if part == NONE else NONE
        made = self._step(("not", part), "not", (part,))
        self._made.setdefault(("not", made), part)
        return made

    def _join(self, gate: str, parts: tuple[int, ...], neutral: int, settling: int) -> int:
        left = sorted(set(parts) - {neutral})
        if settling in left or not left:
            return settling if left else neutral
        return left[0] if len(left) == 1 else self._step((gate, *left), gate, tuple(left))

    def _step(self, key: object, gate: str, parts: tuple[int, ...], given: Given | None = None) -> int:
        if key not in self._made:
            made = self.size
            self.steps.append(Step(made, gate, parts, given))
            self._made[key] = made
        return self._made[key]

    def answered(self, question: str) -> int:
        """Who has answered a question; for a derived number, who has answered all it is made from."""
        asked = self.program.questions[question]
        if isinstance(asked, Derived):
            sources = [self.answered(q) for q in sorted(self.program.sources(question))]
            return NONE if NONE in sources else self.both(*sources, self.load(Answered(question)))
        return self.load(Answered(question)) if question in self.columns else NONE

    def pair(self, node: core.Core) -> TrueFalse:
        """The is-true and the is-false bitmap of a sentence."""
        if id(node) not in self._pairs:  # the program keeps its nodes alive, so an id stays one node's
            self._pairs[id(node)] = self._pair(node)
        return self._pairs[id(node)]

    def _pair(self, node: core.Core) -> TrueFalse:
        match node:
            case core.Yes(question) | core.Is(question) | core.Against(question):
                return self._leaf(node, self.answered(question))
            case core.Pair(left, _, right):
                return self._leaf(node, self.both(self.answered(left), self.answered(right)))
            case core.Holds(rule):
                return self.rules[rule]
            case core.Total(score, op, value):
                return self._compared(*self.scores[score], op, value)
            case core.Not(part):
                true, false = self.pair(part)
                return false, true
            case core.Unknown(part):
                known = self.any(*self.pair(part))
                return self.deny(known), known
            case core.And(parts):
                pairs = [self.pair(p) for p in parts]
                return self.both(*(t for t, _ in pairs)), self.any(*(f for _, f in pairs))
            case core.Or(parts):
                pairs = [self.pair(p) for p in parts]
                return self.any(*(t for t, _ in pairs)), self.both(*(f for _, f in pairs))
        raise TypeError(node)

    def _leaf(self, node: Leaf, answered: int) -> TrueFalse:
        if answered == NONE:
            return NONE, NONE
        true = self.both(answered, self.load(node))
        return true, self.differ(answered, true)

    def _score(self, score: core.ScoreCore) -> tuple[Digits, Digits]:
        groups = [[(self.pair(line.when), line.points) for line in group] for group in score.groups]
        return self._total(groups, lowest=True), self._total(groups, lowest=False)

    def _total(self, groups: list[list[tuple[TrueFalse, int]]], lowest: bool) -> Digits:
        """The lowest or highest total: every group adds to columns of equal digits, then these are summed."""
        least, digits = 0, dict[int, list[int]]()
        for group in groups:
            base = min([0, *(points for _, points in group)])
            least += base
            for chosen, points in self._choices(group, lowest):
                for at in range((points - base).bit_length()):
                    if (points - base) >> at & 1:
                        digits.setdefault(at, []).append(chosen)
        return Digits(least, self._sum(digits))

    def _choices(self, group: list[tuple[TrueFalse, int]], lowest: bool) -> list[tuple[int, int]]:
        """Who gets which points from lines of which at most one counts: the first true line's; where no
        line is true, the best or worst of the lines that still can be; else none."""
        found, rest = [], ALL
        for (true, _), points in group:
            found.append((self.both(rest, true), points))
            rest = self.both(rest, self.deny(true))
        for (_, false), points in sorted(group, key=lambda line: line[1] if lowest else -line[1]):
            if (points < 0) if lowest else (points > 0):
                found.append((self.both(rest, self.deny(false)), points))
                rest = self.both(rest, false)
        return [*found, (rest, 0)]

    def _sum(self, digits: dict[int, list[int]]) -> tuple[int, ...]:
        """Adds bitmaps of equal weight three by three: a full adder keeps one and carries one."""
        total = []
        at = 0
        while at <= max(digits, default=-1):
            here = digits.get(at, [])
            while len(here) > 1:
                a, b, c = here.pop(), here.pop(), here.pop() if here else NONE
                odd = self.differ(a, b)
                here.append(self.differ(odd, c))
                digits.setdefault(at + 1, []).append(self.any(self.both(a, b), self.both(odd, c)))
            total.append(here[0] if here else NONE)
            at += 1
        return tuple(total)

    def _compared(self, low: Digits, high: Digits, op: str, value: int) -> TrueFalse:
        """A total between low and high, compared: true or false when both ends agree."""

        def compared(end: Digits, op: str) -> int:
            reaches = self._reaches(end, value if op in (">=", "<") else value + 1)
            return reaches if op in (">=", ">") else self.deny(reaches)

        return core.total_pair(
            op, lambda op: compared(low, op), lambda op: compared(high, op), self.both, self.any
        )

    def _reaches(self, digits: Digits, value: int) -> int:
        """Whose number is at least `value`: compared from the lowest digit up, the highest decides."""
        limit = value - digits.least
        if limit <= 0:
            return ALL
        if limit >> len(digits.bits):
            return NONE
        made = ALL
        for at, bit in enumerate(digits.bits):
            made = self.both(bit, made) if limit >> at & 1 else self.any(bit, made)
        return made


def _below(program: Program, wanted: Collection[str]) -> set[str]:
    """The wanted names and every name they stand on."""
    found: set[str] = set()
    left = list(wanted)
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left.extend(program.uses(name))
    return found
