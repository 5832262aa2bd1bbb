"""The tree a rule is read into, as it was written; targets work on the simpler core (core.py)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Span:
    """Where in the text a part stands, as offsets from its start."""

    start: int
    end: int


NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A whole number, with the unit that was written, if any."""

    value: int
    unit: str | None
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Word:
    """A word on the right of a comparison: a choice, another number, or a claim's number."""

    text: str
    span: Span = field(default=NOWHERE, compare=False)


Value = Quantity | Word


@dataclass(frozen=True, slots=True)
class Name:
    """A yes/no question, another rule, or a group, by its name."""

    id: str
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Compare:
    """`name op value`."""

    id: str
    op: str
    value: Value
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Within:
    """`name in (word, word)`."""

    id: str
    words: tuple[Word, ...]
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Between:
    """`name between value and value`, both ends included."""

    id: str
    low: Value
    high: Value
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """`not part`."""

    part: Tree
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class And:
    """All parts."""

    parts: tuple[Tree, ...]
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Or:
    """Any part."""

    parts: tuple[Tree, ...]
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class AtLeast:
    """`at least N of (part, part, ...)`."""

    count: int
    parts: tuple[Tree, ...]
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Unknown:
    """`unknown(part)`: true when part is neither true nor false; policy and interview only."""

    part: Tree
    span: Span = field(default=NOWHERE, compare=False)


Tree = Name | Compare | Within | Between | Not | And | Or | AtLeast | Unknown


def names_in(node: Tree) -> Iterator[str]:
    """The names a sentence asks: questions, rules, groups, scores; not words or claims' numbers."""
    match node:
        case Name(name):
            yield name
        case Compare(name) | Within(name) | Between(name):
            yield name
        case Not(part) | Unknown(part):
            yield from names_in(part)
        case And(parts) | Or(parts) | AtLeast(_, parts):
            for part in parts:
                yield from names_in(part)
