"""Why a sentence has its answer: the answers that settle it, and the questions that could still move it."""

from __future__ import annotations

from itertools import product

import pytest
from a_vocabulary import QUESTIONS, program, sentence
from hypothesis import given, settings
from hypothesis import strategies as st

from rygrad.logic.check import POLICY
from rygrad.logic.core import PointsLine, ScoreCore
from rygrad.logic.parts import Parts
from rygrad.logic.to_person import to_person
from rygrad.logic.vocabulary import Choice, Number, YesNo

Told = dict[str, bool | int | str | None]
SCORE = ScoreCore(
    "points",
    (
        (PointsLine(sentence("fever"), 2),),
        (PointsLine(sentence("age > 70"), 3),),
        (PointsLine(sentence("cough"), -1),),
    ),
)
Status = bool | None


def looked(answers: Told, rule: str) -> tuple[Status, list[str], list[str]]:
    """Status, reasons and open questions of one rule."""
    made = program((SCORE,), r=rule)
    parts = Parts(made, answers, to_person(made)(answers))
    node = made.rules["r"]
    return parts.status(node), parts.reasons(node), parts.open_questions(node)


@pytest.mark.parametrize(
    ("rule", "answers", "status", "reasons", "open_"),
    [
        ("fever", {"fever": True}, True, ["fever"], []),
        ("fever", {"fever": False}, False, ["fever"], []),
        ("fever", {}, None, [], ["fever"]),
        # one true part settles `or`; the false one beside it is no reason
        ("fever or cough", {"fever": True, "cough": False}, True, ["fever"], []),
        ("fever or cough", {"fever": True, "cough": True}, True, ["fever", "cough"], []),
        ("fever or cough", {"fever": False}, None, [], ["cough"]),
        ("fever or cough", {"fever": False, "cough": False}, False, ["fever", "cough"], []),
        # one false part settles `and`
        ("fever and cough", {"fever": False}, False, ["fever"], []),
        ("fever and cough", {"fever": True}, None, [], ["cough"]),
        # what stands in a settled part can move nothing
        ("(fever and rash) or cough", {"fever": False}, None, [], ["cough"]),
        ("(fever or rash) and (cough or numb)", {"fever": True}, None, [], ["cough", "numb"]),
        ("not fever", {"fever": False}, True, ["fever"], []),
        ("not (fever and cough)", {"cough": False}, True, ["cough"], []),
        # the same question twice is named once
        ("fever or fever and cough", {"fever": True, "cough": True}, True, ["fever", "cough"], []),
        ("mood = calm", {"mood": "afraid"}, False, ["mood"], []),
        ("mood in (calm, afraid)", {"mood": "afraid"}, True, ["mood"], []),
        ("age > 70", {"age": 71}, True, ["age"], []),
        ("onset < age", {"age": 50, "onset": 30}, True, ["onset", "age"], []),
        ("onset < age", {"age": 50}, None, [], ["onset"]),
        # a derived number rests on what it is made from
        ("bmi >= 30", {"height": 200, "weight": 120}, True, ["height", "weight"], []),
        ("bmi >= 30", {"height": 200}, None, [], ["weight"]),
        ("bmi >= 30", {}, None, [], ["height", "weight"]),
        # through another rule
        ("infection", {"fever": True, "rash": True}, True, ["fever", "rash"], []),
        ("cough or infection", {"cough": False, "fever": True}, None, [], ["rash"]),
        ("at least 2 of (fever, cough, rash)", {"fever": True, "rash": True}, True, ["fever", "rash"], []),
        (
            "at least 2 of (fever, cough, rash)",
            {"fever": False, "cough": False},
            False,
            ["fever", "cough"],
            [],
        ),
        ("at least 2 of (fever, cough, rash)", {"fever": True, "cough": False}, None, [], ["rash"]),
        # a score: 2 for fever, 3 for age, -1 for cough
        ("points >= 4", {"fever": True, "age": 80}, True, ["fever", "age"], []),
        ("points >= 4", {"age": 80}, None, [], ["fever", "cough"]),
        ("points >= 4", {"age": 60}, False, ["age"], []),
    ],
)
def test_reasons_and_open_questions(
    rule: str, answers: Told, status: Status, reasons: list[str], open_: list[str]
) -> None:
    assert looked(answers, rule) == (status, reasons, open_)


def test_unknown_is_a_sentence_that_can_still_move() -> None:
    made = program(r="unknown(fever)")
    parts = Parts(made, {}, to_person(made)({}))
    assert parts.status(made.rules["r"]) is True
    assert parts.status(sentence("unknown(fever) and cough", POLICY)) is None


def test_a_sentence_that_is_no_rule_can_be_asked_too() -> None:
    made = program()
    parts = Parts(made, {"age": 30}, to_person(made)({"age": 30}))
    assert parts.status(sentence("age < 40 or fever")) is True
    assert parts.open_questions(sentence("age > 40 or fever")) == ["fever"]


def test_a_derived_number_is_told_rounded_down() -> None:
    made = program()
    answers = {"height": 180, "weight": 97}
    parts = Parts(made, answers, to_person(made)(answers))
    assert parts.number("bmi") == 29
    assert parts.number("height") == 180
    assert parts.number("age") is None


RULES = [
    "at least 2 of (fever, cough, rash) or age > 70",
    "not (fever and (cough or mood in (calm, afraid)))",
    "bmi >= 30 and fever or onset < age",
    "points >= 2 or rash",
    "points = 2 or points != 4 and infection",
    "infection and not cough",
]
some = {
    name: st.booleans()
    if isinstance(q, YesNo)
    else st.sampled_from(q.words)
    if isinstance(q, Choice)
    else st.integers(q.low, q.high)
    for name, q in QUESTIONS.items()
    if isinstance(q, (YesNo, Choice, Number))
}


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(RULES), st.fixed_dictionaries({}, optional=some))
def test_looking_agrees_with_the_rules_and_reasons_alone_settle(rule: str, answers: Told) -> None:
    """The status is the engine's; with nothing but the reasons told it is the same, but for scores."""
    made = program((SCORE,), r=rule)
    engine = to_person(made)
    parts = Parts(made, answers, engine(answers))
    node = made.rules["r"]
    status = engine(answers).rules["r"]
    assert parts.status(node) is status
    reasons, open_ = parts.reasons(node), parts.open_questions(node)
    assert (status is None) == (reasons == []) == bool(open_)
    assert all(answers.get(q) is not None for q in reasons)
    assert all(answers.get(q) is None for q in open_)
    if status is not None and "points" not in rule:
        assert engine({q: answers[q] for q in reasons}).rules["r"] is status


def test_an_open_question_is_one_whose_answer_can_settle() -> None:
    """For every half-answered person of three questions: exactly what is listed can still matter."""
    for fever, cough, rash in product((True, False, None), repeat=3):
        answers: Told = {"fever": fever, "cough": cough, "rash": rash}
        status, _, open_ = looked(answers, "(fever or cough) and (cough or rash)")
        if status is None:
            assert open_ == [q for q in ("fever", "cough", "rash") if q in open_]
            for q in {"fever", "cough", "rash"} - set(open_):
                assert answers[q] is not None or matters_not(answers, q), (answers, q)


def matters_not(answers: Told, question: str) -> bool:
    """Whether an answer to one question changes nothing, whatever the others are."""
    others = [q for q in ("fever", "cough", "rash") if q != question and answers[q] is None]
    for ways in product((True, False), repeat=len(others)):
        told = answers | dict(zip(others, ways, strict=True))
        rule = "(fever or cough) and (cough or rash)"
        if looked(told | {question: True}, rule)[0] is not looked(told | {question: False}, rule)[0]:
            return False
    return True
