"""What names a rule may use: questions with their types, claims' numbers, scores, rules, groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import prod


@dataclass(frozen=True, slots=True)
class YesNo:
    """A question answered with yes or no."""

    id: str
    red_flag: bool = False
    asked_of: str = "person"


@dataclass(frozen=True, slots=True)
class Choice:
    """A question answered with one of some words; for a red flag they go from mildest to worst."""

    id: str
    words: tuple[str, ...]
    red_flag: bool = False
    asked_of: str = "person"


@dataclass(frozen=True, slots=True)
class Number:
    """A question answered with a whole number of one unit."""

    id: str
    unit: str
    low: int
    high: int
    asked_of: str = "person"


@dataclass(frozen=True, slots=True)
class Derived:
    """A number made from others: product over product, times a constant, rounded down.

    Unanswered as soon as one part is; the range holds for the result.
    """

    id: str
    unit: str
    low: int
    high: int
    times: int
    over: tuple[str, ...]
    under: tuple[str, ...]
    asked_of: str = "person"

    @property
    def sources(self) -> frozenset[str]:
        """The questions it is made from."""
        return frozenset((*self.over, *self.under))

    def value(self, answers: Mapping[str, object]) -> int | None:
        """The number for one person's answers; None when a part is missing or would be divided by 0."""
        told = {part: answers.get(part) for part in self.sources}
        parts = {part: value for part, value in told.items() if isinstance(value, int)}
        if len(parts) < len(told) or any(parts[part] == 0 for part in self.under):
            return None
        return self.times * prod(parts[p] for p in self.over) // prod(parts[p] for p in self.under)


Question = YesNo | Choice | Number | Derived


@dataclass(frozen=True, slots=True)
class Constant:
    """A claim's whole number with its unit."""

    id: str
    value: int
    unit: str


@dataclass(frozen=True)
class Vocabulary:
    """Everything a rule may name."""

    questions: dict[str, Question]
    constants: dict[str, Constant] = field(default_factory=dict)
    rules: frozenset[str] = frozenset()
    scores: frozenset[str] = frozenset()

    def names(self) -> list[str]:
        """All names that may stand on the left or alone, for "did you mean"."""
        return sorted({*self.questions, *self.rules, *self.scores})
