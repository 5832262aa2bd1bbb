"""What names a rule may use: questions with their types, claims' numbers, scores, rules, groups."""

from __future__ import annotations

from dataclasses import dataclass, field


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
    red_flag: bool = False
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


Question = YesNo | Choice | Number | Derived

# The only derived number: body mass index in kg/m2 from kg and cm, rounded down.
BMI = Derived("bmi", "bmi", 4, 350, 10_000, ("weight",), ("height", "height"))


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
