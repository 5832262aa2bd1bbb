"""A small vocabulary of every type, for tests of the rule language."""

from __future__ import annotations

from rygrad.kb.derived import BMI
from rygrad.logic import core
from rygrad.logic.check import RULE, Allowed, checked
from rygrad.logic.program import Program
from rygrad.logic.read import read
from rygrad.logic.to_person import Answers, Outcome, to_person
from rygrad.logic.vocabulary import Choice, Constant, Number, Question, Vocabulary, YesNo

QUESTIONS: dict[str, Question] = {
    "fever": YesNo("fever"),
    "cough": YesNo("cough"),
    "rash": YesNo("rash"),
    "numb": YesNo("numb", red_flag=True),
    "mood": Choice("mood", ("calm", "worried", "afraid")),
    "weak": Choice("weak", ("none", "one", "both"), red_flag=True),
    "age": Number("age", "year", 0, 120),
    "onset": Number("onset", "year", 0, 120),
    "duration": Number("duration", "day", 0, 30000),
    "stiff": Number("stiff", "minute", 0, 1440),
    "height": Number("height", "cm", 100, 230),
    "weight": Number("weight", "kg", 25, 350),
    BMI.id: BMI,
}
VOCABULARY = Vocabulary(
    QUESTIONS,
    {"acute_below": Constant("acute_below", 42, "day"), "three_weeks": Constant("three_weeks", 3, "week")},
    frozenset({"infection"}),
    frozenset({"points"}),
)


def sentence(text: str, allowed: Allowed = RULE) -> core.Core:
    """The core of a sentence over the small vocabulary."""
    return checked(read(text), VOCABULARY, allowed)


def outcome(answers: Answers, scores: tuple[core.ScoreCore, ...] = (), **rules: str) -> Outcome:
    """Every rule and score for one person."""
    return to_person(program(scores, **rules))(answers)


def program(scores: tuple[core.ScoreCore, ...] = (), **rules: str) -> Program:
    """Rules by name, with `infection` as a group of fever and rash."""
    sentences = {"infection": "fever and rash"} | rules
    words = Vocabulary(
        QUESTIONS, VOCABULARY.constants, frozenset(sentences), frozenset(score.id for score in scores)
    )
    made = {name: checked(read(text), words, Allowed(True, True)) for name, text in sentences.items()}
    return Program(QUESTIONS, made, {score.id: score for score in scores})
