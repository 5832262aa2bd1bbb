"""Why a sentence has its answer for one person: which answers settle it, and which could still move it."""

from __future__ import annotations

from rygrad.logic import core
from rygrad.logic.program import Program
from rygrad.logic.to_person import Answers, Outcome, Status
from rygrad.logic.vocabulary import Derived

_OPS = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}


class Parts:
    """Looks into one person's outcome; slow and exact, used only for what is shown."""

    def __init__(self, program: Program, answers: Answers, outcome: Outcome) -> None:
        self.program = program
        self.answers = answers
        self.outcome = outcome
        self._known: dict[int, Status] = {}  # by node: the program's nodes outlive this look
        self._asked: dict[int, tuple[str, ...]] = {}

    def number(self, question: str) -> int | None:
        """The answer to a number question, or a derived number."""
        asked = self.program.questions[question]
        if isinstance(asked, Derived):
            parts = {p: self.answers.get(p) for p in (*asked.over, *asked.under)}
            if any(v is None for v in parts.values()) or any(parts[p] == 0 for p in asked.under):
                return None
            over, under = asked.times, 1
            for p in asked.over:
                over *= int(parts[p] or 0)
            for p in asked.under:
                under *= int(parts[p] or 0)
            return over // under
        value = self.answers.get(question)
        return None if value is None else int(value)

    def status(self, node: core.Core) -> Status:
        """True, False or None for any sentence, also one that is no rule."""
        if isinstance(node, core.Holds):
            return self.outcome.rules[node.rule]
        if self._untouched(node) is not None:
            return None
        key = id(node)
        if key not in self._known:
            self._known[key] = self._status(node)
        return self._known[key]

    def _untouched(self, node: core.Core) -> tuple[str, ...] | None:
        """The questions of a sentence of which none is answered; None when some is."""
        asked = self.program.asked_in(node)
        return asked if asked is not None and self.answers.keys().isdisjoint(asked) else None

    def _status(self, node: core.Core) -> Status:
        match node:
            case core.Yes(question):
                answer = self.answers.get(question)
                return None if answer is None else bool(answer)
            case core.Is(question, word):
                answer = self.answers.get(question)
                return None if answer is None else answer == word
            case core.Against(question, op, value):
                number = self.number(question)
                return None if number is None else bool(_OPS[op](number, value))
            case core.Pair(left, op, right):
                a, b = self.number(left), self.number(right)
                return None if a is None or b is None else bool(_OPS[op](a, b))
            case core.Total(score, op, value):
                return self._total(score, op, value)
            case core.Not(part):
                inner = self.status(part)
                return None if inner is None else not inner
            case core.Unknown(part):
                return self.status(part) is None
            case core.And(parts):
                return _all(self.status(p) for p in parts)
            case core.Or(parts):
                inner = _all(_denied(self.status(p)) for p in parts)
                return None if inner is None else not inner
        raise TypeError(node)

    def _total(self, score: str, op: str, value: int) -> Status:
        low, high = self.outcome.scores[score]
        if op in ("=", "!="):
            settled = None if low <= value <= high and low != high else low == high == value
            return _denied(settled) if op == "!=" else settled
        ends = {bool(_OPS[op](low, value)), bool(_OPS[op](high, value))}
        return ends.pop() if len(ends) == 1 else None

    def reasons(self, node: core.Core) -> list[str]:
        """The answered questions that settle a true or false sentence, each once, in order."""
        return list(dict.fromkeys(self._reasons(node, self.status(node))))

    def _reasons(self, node: core.Core, wanted: Status) -> list[str]:
        if wanted is None or self.status(node) is not wanted:
            return []
        match node:
            case core.Holds(rule):
                return self._reasons(self.program.rules[rule], wanted)
            case core.Not(part):
                return self._reasons(part, not wanted)
            case core.And(parts) | core.Or(parts):
                deciding = [p for p in parts if self.status(p) is wanted]
                return [q for p in deciding for q in self._reasons(p, wanted)]
            case core.Total(score):
                lines = [line for group in self.program.scores[score].groups for line in group]
                return [q for line in lines for q in self.reasons(line.when)]
        return [q for q in self._leaf_sources(node) if self.answers.get(q) is not None]

    def _leaf_sources(self, node: core.Core) -> list[str]:
        match node:
            case core.Yes(question) | core.Is(question) | core.Against(question):
                return sorted(self.program.sources(question))
            case core.Pair(left, _, right):
                return [left, right]
        return []

    def open_questions(self, node: core.Core) -> list[str]:
        """The unanswered questions that can still move an unknown sentence, each once, in order."""
        return list(dict.fromkeys(self._open(node)))

    def _open(self, node: core.Core) -> tuple[str, ...]:
        untouched = self._untouched(node)
        if untouched is not None:
            return untouched
        if self.status(node) is not None:
            return ()
        if isinstance(node, core.Holds):
            return self._open(self.program.rules[node.rule])
        key = id(node)
        if key not in self._asked:
            self._asked[key] = tuple(dict.fromkeys(self._open_below(node)))
        return self._asked[key]

    def _open_below(self, node: core.Core) -> list[str]:
        match node:
            case core.Total(score):
                lines = [line for group in self.program.scores[score].groups for line in group]
                return [q for line in lines for q in self._open(line.when)]
            case core.Not() | core.And() | core.Or() | core.Unknown():
                return [q for part in core.children(node) for q in self._open(part)]
        return [q for q in self._leaf_sources(node) if self.answers.get(q) is None]


def _all(statuses: object) -> Status:
    worst: Status = True
    for status in statuses:  # type: ignore[attr-defined]
        if status is False:
            return False
        if status is None:
            worst = None
    return worst


def _denied(status: Status) -> Status:
    return None if status is None else not status
