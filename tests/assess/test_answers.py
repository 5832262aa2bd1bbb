"""Answers: nothing guessed, nothing converted, every fault told at once with what was allowed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rygrad.assess.answers import AnswersError, checked_answers, refuse_beside
from rygrad.assess.assess import assess
from rygrad.assess.assessment import Assessment
from rygrad.kb.knowledge import Knowledge

DAY = date(2026, 11, 22)


def faults(given: object, knowledge: Knowledge, lang: str = "en") -> list[str]:
    """What is wrong with the answers."""
    with pytest.raises(AnswersError) as e:
        checked_answers(given, knowledge)
    return [fault.text(lang) for fault in e.value.faults]


def test_right_answers_come_back_as_they_are(knowledge: Knowledge) -> None:
    given = {"fever": True, "cough": False, "age": 38, "leg_weakness": "both"}
    given = {key: value for key, value in given.items() if key in knowledge.questions}
    assert checked_answers(given, knowledge) == given
    assert len(given) >= 3


def test_null_is_unanswered(knowledge: Knowledge) -> None:
    assert checked_answers({"fever": None, "age": None, "leg_weakness": None}, knowledge) == {}
    assert checked_answers({}, knowledge) == {}


def test_no_is_an_answer(knowledge: Knowledge) -> None:
    assert checked_answers({"fever": False, "age": 0}, knowledge) == {"fever": False, "age": 0}


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("yes", "'yes'"),
        ("true", "'true'"),
        (1, "1"),
        (0, "0"),
        (1.0, "1.0"),
        ([True], "[...]"),
        ({"a": 1}, "{...}"),
        (DAY, "2026-11-22"),
        (float("nan"), "nan"),
        (b"yes", "bytes"),
    ],
)
def test_only_true_and_false_answer_yes_or_no(knowledge: Knowledge, value: object, shown: str) -> None:
    assert faults({"fever": value}, knowledge) == [f"fever: {shown} is neither true, false nor null"]
    danish = [f"fever: {shown} er hverken true, false eller null"]
    assert faults({"fever": value}, knowledge, "da") == danish


@pytest.mark.parametrize(
    ("value", "shown"), [("38", "'38'"), (38.0, "38.0"), (True, "true"), (float("inf"), "inf")]
)
def test_only_a_whole_number_answers_a_number(knowledge: Knowledge, value: object, shown: str) -> None:
    assert faults({"age": value}, knowledge) == [
        f"age: {shown} is no whole number; must be a whole number from 0 to 120 (year)"
    ]


@pytest.mark.parametrize(
    ("value", "shown"),
    [(121, "121"), (-1, "-1"), pytest.param(10**5000, "a number of over 40 digits", id="huge")],
)
def test_a_number_lies_in_its_range(knowledge: Knowledge, value: int, shown: str) -> None:
    assert faults({"age": value}, knowledge) == [
        f"age: {shown} is out of range; must be a whole number from 0 to 120 (year)"
    ]
    assert faults({"age": value}, knowledge, "da") == [
        f"age: {shown} er uden for det mulige; skal være helt tal fra 0 til 120 (year)"
    ]


def test_the_ends_of_a_range_are_inside_it(knowledge: Knowledge) -> None:
    assert checked_answers({"age": 0}, knowledge) == {"age": 0}
    assert checked_answers({"age": 120}, knowledge) == {"age": 120}


@pytest.mark.parametrize(
    ("value", "shown", "hint"),
    [
        ("bothh", "'bothh'", "; did you mean 'both'?"),
        ("Both", "'Both'", "; did you mean 'both'?"),
        ("xyzzy", "'xyzzy'", ""),
        (True, "true", ""),
        (2, "2", ""),
        (["both"], "[...]", ""),
    ],
)
def test_a_choice_is_one_of_its_words(knowledge: Knowledge, value: object, shown: str, hint: str) -> None:
    assert faults({"leg_weakness": value}, knowledge) == [
        f"leg_weakness: {shown} is no choice; allowed: none, one, both{hint}"
    ]


def test_an_unknown_question_is_told_with_the_one_that_was_meant(knowledge: Knowledge) -> None:
    assert faults({"fevr": True}, knowledge) == ["fevr: no such question; did you mean 'fever'?"]
    assert faults({"fevr": True}, knowledge, "da") == ["fevr: spørgsmålet kendes ikke; mente du »fever«?"]
    assert faults({"xyzzy": None}, knowledge) == [
        "xyzzy: no such question; see `rygrad book` for all questions"
    ]


@pytest.mark.parametrize("key", [1, None, True, pytest.param(10**5000, id="huge"), ("fever",)])
def test_a_key_that_is_no_word_is_an_unknown_question(knowledge: Knowledge, key: object) -> None:
    (said,) = faults({key: True}, knowledge)
    assert "no such question" in said


def test_every_fault_is_told_at_once(knowledge: Knowledge) -> None:
    said = faults({"fevr": True, "age": 38, "fever": "no", "leg_weakness": 1}, knowledge)
    assert [line.split(":")[0] for line in said] == ["fevr", "fever", "leg_weakness"]


@pytest.mark.parametrize("given", [None, True, 3, "fever", ["fever"], []])
def test_answers_are_keys_with_values(knowledge: Knowledge, given: object) -> None:
    (said,) = faults(given, knowledge)
    assert said.startswith("answers: must be keys with answers, not ")


def test_a_long_value_is_shown_shortened(knowledge: Knowledge) -> None:
    (said,) = faults({"fever": "x" * 10_000_000}, knowledge)
    assert len(said) < 100
    (said,) = faults({"x" * 10_000_000: True}, knowledge)
    assert len(said) < 150


def test_a_value_nested_without_end_is_a_fault(knowledge: Knowledge) -> None:
    nested: list[Any] = []
    for _ in range(100_000):
        nested = [nested]
    for question in ("fever", "age", "leg_weakness"):
        (said,) = faults({question: nested}, knowledge)
        assert "[...]" in said


def test_a_question_beside_the_answers_is_refused(knowledge: Knowledge) -> None:
    refuse_beside(("clinic", "note"), knowledge)
    with pytest.raises(AnswersError) as e:
        refuse_beside(("note", "fever"), knowledge)
    assert [fault.text() for fault in e.value.faults] == ["fever: must stand inside `answers`, not beside it"]


# --- anything at all

anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-(10**4000), 10**4000)
    | st.floats()
    | st.text()
    | st.dates(),
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(st.text(), parts, max_size=3),
    max_leaves=8,
)


def test_anything_gives_an_assessment_or_a_fault_and_nothing_else(knowledge: Knowledge) -> None:
    """Half of the keys and values are right, so that both ends are reached."""
    asked = {q.id: q for q in knowledge.questions.values()}
    right = {
        q.id: st.booleans()
        if q.type == "yes_no"
        else st.sampled_from(q.of or [])
        if q.type == "choice"
        else st.integers(q.min or 0, q.max or 0)
        for q in asked.values()
    }
    pairs = st.sampled_from(sorted(asked)).flatmap(lambda q: st.tuples(st.just(q), right[q] | st.none()))
    fit = st.lists(pairs, max_size=30).map(dict)
    spoilt = st.dictionaries(st.sampled_from(sorted(asked)) | st.text(), anything, max_size=6)
    reached: set[type] = set()

    @settings(max_examples=300, deadline=None)
    @given(fit | spoilt | anything, st.sampled_from(["da", "en"]))
    def assessed(given: object, lang: Any) -> None:
        made = assessment_or_fault(given, knowledge, lang)
        reached.add(type(made))
        if isinstance(made, AnswersError):
            assert made.faults
            assert all(len(f.text("da")) < 1000 and len(f.text("en")) < 1000 for f in made.faults)

    assessed()
    assert reached == {Assessment, AnswersError}


def assessment_or_fault(given: object, knowledge: Knowledge, lang: Any) -> Assessment | AnswersError:
    try:
        return assess(given, knowledge, DAY, lang)
    except AnswersError as e:
        return e
