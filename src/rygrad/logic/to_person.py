"""Rules to one person: one generated Python function that answers every rule and score at once.

Each sentence becomes a pair of Python expressions, is-true and is-false; unknown is neither. The
same pair is what the bitmaps, the proofs and the SQL are made of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rygrad.logic import core
from rygrad.logic.program import Program
from rygrad.logic.vocabulary import Derived

Answers = Mapping[str, bool | int | str | None]
Status = bool | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """Every rule's status (True, False, None for unknown) and every score's lowest and highest total."""

    rules: dict[str, Status]
    scores: dict[str, tuple[int, int]]


def to_person(program: Program) -> Callable[[Answers], Outcome]:
    """A function from one person's answers to all outcomes; a missing answer is unknown."""
    body = _Printer(program).source()
    made: dict[str, Any] = {}
    exec(compile(body, "<rules>", "exec"), made)  # noqa: S102 - our own text; names match [a-z][a-z0-9_]*
    inner = made["outcomes"]

    def outcome(answers: Answers) -> Outcome:
        rules, scores = inner(answers.get)
        return Outcome(rules, scores)

    return outcome


class _Printer:
    """Prints the function; names of rules and questions are safe identifiers by their pattern."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.lines: list[str] = ["def outcomes(get):", " rules, scores = {}, {}"]
        self.shared: dict[int, tuple[str, str]] = {}
        self.keep: list[core.Core] = []

    def source(self) -> str:
        for question in self.program.questions.values():
            if isinstance(question, Derived):
                self.derived(question)
            else:
                self.lines.append(f" q_{question.id} = get({question.id!r})")
        for name in self.program.order:
            if name in self.program.scores:
                self.score(self.program.scores[name])
            else:
                true, false = self.pair(self.program.rules[name])
                self.lines.append(f" t_{name}, f_{name} = {true}, {false}")
                self.lines.append(f" rules[{name!r}] = True if t_{name} else False if f_{name} else None")
        self.lines.append(" return rules, scores")
        return "\n".join(self.lines)

    def derived(self, question: Derived) -> None:
        over = " * ".join([str(question.times), *(f"get({p!r})" for p in question.over)])
        under = " * ".join(f"get({p!r})" for p in question.under)
        missing = [f"get({p!r}) is None" for p in sorted(question.sources)]
        missing += [f"get({p!r}) == 0" for p in dict.fromkeys(question.under)]
        self.lines.append(f" q_{question.id} = None if {' or '.join(missing)} else ({over}) // ({under})")

    def score(self, score: core.ScoreCore) -> None:
        low, high = zip(*(self.group(group) for group in score.groups), strict=True)
        self.lines.append(f" l_{score.id}, h_{score.id} = {' + '.join(low)}, {' + '.join(high)}")
        self.lines.append(f" scores[{score.id!r}] = (l_{score.id}, h_{score.id})")

    def group(self, lines: tuple[core.PointsLine, ...]) -> tuple[str, str]:
        """The lowest and highest points of lines of which at most one counts."""
        pairs = [(*self.pair(line.when), line.points) for line in lines]
        low = high = ""
        for true, _, points in pairs:
            low += f"{points} if {true} else "
            high += f"{points} if {true} else "
        may = ", ".join(f"0 if {false} else {points}" for _, false, points in pairs)
        return f"({low}min(0, {may}))", f"({high}max(0, {may}))"

    def pair(self, node: core.Core) -> tuple[str, str]:
        """The is-true and the is-false expression of a node."""
        match node:
            case core.Yes(question):
                return f"q_{question} is True", f"q_{question} is False"
            case core.Is(question, word):
                q = f"q_{question}"
                return f"{q} == {word!r}", f"({q} is not None and {q} != {word!r})"
            case core.Against(question, op, value):
                return self.compared(f"q_{question}", op, str(value), f"q_{question} is not None")
            case core.Pair(left, op, right):
                known = f"q_{left} is not None and q_{right} is not None"
                return self.compared(f"q_{left}", op, f"q_{right}", known)
            case core.Total(score, op, value):
                return total_pair(f"l_{score}", f"h_{score}", op, value)
            case core.Holds(rule):
                return f"t_{rule}", f"f_{rule}"
            case core.Not(part):
                true, false = self.pair(part)
                return false, true
            case core.Unknown(part):
                true, false = self.pair(part)
                return f"(not ({true} or {false}))", f"({true} or {false})"
            case core.And(parts):
                return self.joined(node, parts, " and ", " or ", "True", "False")
            case core.Or(parts):
                return self.joined(node, parts, " or ", " and ", "False", "True")
        raise TypeError(node)

    def compared(self, left: str, op: str, right: str, known: str) -> tuple[str, str]:
        said, denied = _python(op), _python(core.OPPOSITE[op])
        return f"({known} and {left} {said} {right})", f"({known} and {left} {denied} {right})"

    def joined(
        self, node: core.Core, parts: tuple[core.Core, ...], true: str, false: str, all_: str, none: str
    ) -> tuple[str, str]:
        if id(node) in self.shared:
            return self.shared[id(node)]
        pairs = [self.pair(part) for part in parts]
        if not pairs:
            return all_, none
        self.keep.append(node)  # ids stay taken while the node lives
        name = f"{len(self.keep)}"
        self.lines.append(f" x{name} = {true.join(t for t, _ in pairs)}")
        self.lines.append(f" y{name} = {false.join(f for _, f in pairs)}")
        self.shared[id(node)] = (f"x{name}", f"y{name}")
        return self.shared[id(node)]


def total_pair(low: str, high: str, op: str, value: int) -> tuple[str, str]:
    """Is-true and is-false, in Python, of a total that lies between `low` and `high`."""
    return core.total_pair(
        op,
        lambda op: f"({low} {op} {value})",
        lambda op: f"({high} {op} {value})",
        "({} and {})".format,
        "({} or {})".format,
    )


def _python(op: str) -> str:
    return "==" if op == "=" else op
