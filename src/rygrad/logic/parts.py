"""Why a sentence has its answer for one person: which answers settle it, and which could still move it."""

from __future__ import annotations

from collections.abc import Iterable

from rygrad.logic import core
from rygrad.logic.program import Program
from rygrad.logic.to_person import Answers, Outcome, Status
from rygrad.logic.vocabulary import Derived


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
            return asked.value(self.answers)
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
                return None if number is None else bool(core.COMPARE[op](number, value))
            case core.Pair(left, op, right):
                a, b = self.number(left), self.number(right)
                return None if a is None or b is None else bool(core.COMPARE[op](a, b))
            case core.Total(score, op, value):
                return self._total(score, op, value)
            case core.Not(part):
                return _denied(self.status(part))
            case core.Unknown(part):
                return self.status(part) is None
            case core.And(parts):
                return _all(self.status(p) for p in parts)
            case core.Or(parts):
                return _denied(_all(_denied(self.status(p)) for p in parts))
        raise TypeError(node)

    def _total(self, score: str, op: str, value: int) -> Status:
        low, high = self.outcome.scores[score]
        true, false = core.total_pair(
            op,
            lambda op: bool(core.COMPARE[op](low, value)),
            lambda op: bool(core.COMPARE[op](high, value)),
            lambda a, b: a and b,
            lambda a, b: a or b,
        )
        return True if true else False if false else None

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
                return [q for part in self.program.parts(score) for q in self.reasons(part)]
        return [q for q in self.program.answers_of(node) if self.answers.get(q) is not None]

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
                return [q for part in self.program.parts(score) for q in self._open(part)]
            case core.Not() | core.And() | core.Or() | core.Unknown():
                return [q for part in core.children(node) for q in self._open(part)]
        return [q for q in self.program.answers_of(node) if self.answers.get(q) is None]


def _all(statuses: Iterable[Status]) -> Status:
    worst: Status = True
    for status in statuses:
        if status is False:
            return False
        if status is None:
            worst = None
    return worst


def _denied(status: Status) -> Status:
    return None if status is None else not status
