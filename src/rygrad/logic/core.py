"""The core every target prints from: and, or, not, unknown over plain atoms; nothing else.

`in`, `between` and `at least` are rewritten here, once, because engines disagree on them when
something is null. Nodes that are written once but used often (from `at least`) are the same
object, so a target may compute them once.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

COMPARE: Mapping[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "!=": operator.ne,
}
OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}


@dataclass(frozen=True, slots=True)
class Yes:
    """A yes/no question is answered yes."""

    question: str


@dataclass(frozen=True, slots=True)
class Is:
    """A choice question is answered with this word."""

    question: str
    word: str


@dataclass(frozen=True, slots=True)
class Against:
    """A number question compared with a whole number in its base unit."""

    question: str
    op: str
    value: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two number questions compared, in the same unit."""

    left: str
    op: str
    right: str


@dataclass(frozen=True, slots=True)
class Total:
    """A score's total, which may still be a range, compared with a whole number."""

    score: str
    op: str
    value: int


@dataclass(frozen=True, slots=True)
class Holds:
    """Another rule or group, by name."""

    rule: str


@dataclass(frozen=True, slots=True)
class Not:
    """Kleene not."""

    part: Core


@dataclass(frozen=True, slots=True)
class And:
    """Kleene and."""

    parts: tuple[Core, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Kleene or."""

    parts: tuple[Core, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """True when the part is unknown, else false; never unknown itself."""

    part: Core


Core = Yes | Is | Against | Pair | Total | Holds | Not | And | Or | Unknown
NEVER = Or(())
ALWAYS = And(())


@dataclass(frozen=True, slots=True)
class PointsLine:
    """Points that count when a sentence is true."""

    when: Core
    points: int


@dataclass(frozen=True, slots=True)
class ScoreCore:
    """A score: groups of lines; within a group at most one line can count."""

    id: str
    groups: tuple[tuple[PointsLine, ...], ...]


def children(node: Core) -> tuple[Core, ...]:
    """The parts a node is made of."""
    match node:
        case And(parts) | Or(parts):
            return parts
        case Not(part) | Unknown(part):
            return (part,)
    return ()


def leaves(node: Core) -> Iterator[Core]:
    """Every atom of a node, each as often as it stands there."""
    below = children(node)
    if not below and not isinstance(node, (And, Or)):
        yield node
    for part in below:
        yield from leaves(part)


def asked(leaf: Core) -> tuple[str, ...]:
    """The questions an atom asks itself, derived numbers as such; none for a rule or a score."""
    match leaf:
        case Yes(question) | Is(question) | Against(question):
            return (question,)
        case Pair(left, _, right):
            return left, right
    return ()


Said = TypeVar("Said")  # what a target makes of a sentence: text, a bitmap, a symbol, true or false


def total_pair(
    op: str,
    low: Callable[[str], Said],
    high: Callable[[str], Said],
    both: Callable[[Said, Said], Said],
    either: Callable[[Said, Said], Said],
) -> tuple[Said, Said]:
    """Is-true and is-false of a total between two ends; `low(op)` is the low end compared with the value."""
    if op in ("<", "<=", "!="):
        true, false = total_pair(OPPOSITE[op], low, high, both, either)
        return false, true
    if op == "=":
        return both(low(">="), high("<=")), either(high("<"), low(">"))
    return low(op), high(OPPOSITE[op])


def surely(node: Core) -> Core:
    """True when the node is true, false otherwise: what cannot be told counts as not found."""
    return And((node, Not(Unknown(node))))


def at_least(count: int, parts: tuple[Core, ...]) -> Core:
    """At least `count` of the parts, as and/or that share their nodes.

    The form has no `not`, so its three-valued answer is the one of counting: true when enough
    are true, false when too few can still become true, unknown otherwise.
    """
    made: dict[tuple[int, int], Core] = {}

    def from_(need: int, at: int) -> Core:
        if need == 0:
            return ALWAYS
        left = len(parts) - at
        if need > left:
            return NEVER
        if (need, at) not in made:
            if need == left:
                made[need, at] = And(parts[at:]) if need > 1 else parts[at]
            elif need == 1:
                made[need, at] = Or(parts[at:])
            else:
                taken = And((parts[at], from_(need - 1, at + 1)))
                made[need, at] = Or((taken, from_(need, at + 1)))
        return made[need, at]

    return from_(count, 0)
