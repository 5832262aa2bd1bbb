"""The interview asks the urgent first, stops when nothing can change, and never takes silence for no."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from rygrad.guide.explain import explain
from rygrad.guide.interview import NOT_KNOWN, Interview, Step
from rygrad.kb.basics import LEVELS
from rygrad.kb.knowledge import Knowledge


def no_to_all(step: Step, interview: Interview) -> dict[str, Any]:
    """Answers every question of a step with no, none, or a harmless number."""
    harmless = {"age": 40, "duration_days": 14, "height": 180, "weight": 75, "activity_minutes_week": 300}
    given: dict[str, Any] = {}
    for name in step.questions:
        question = interview.knowledge.questions[name]
        if question.type == "yes_no":
            given[name] = False
        elif question.type == "choice":
            given[name] = (question.of or [])[0]
        else:
            given[name] = harmless.get(name, question.min)
    return given


def run(interview: Interview, stop_at: str | None = None) -> Iterator[tuple[Step, Interview]]:
    """The whole interview with no to everything, step by step."""
    while (step := interview.next_step()) is not None and step.stage != stop_at:
        interview = interview.told(no_to_all(step, interview))
        yield step, interview


def test_the_first_screen_asks_for_cauda_equina(knowledge: Knowledge) -> None:
    step = Interview(knowledge).next_step()
    assert step is not None
    assert step.stage == "safety"
    assert "saddle_numbness" in step.questions


def test_no_to_everything_ends_settled_and_reassured(knowledge: Knowledge) -> None:
    *_, (_, done) = run(Interview(knowledge), stop_at="everyday")
    person = done.person()
    assert person.level == person.could_be
    row = knowledge.row_of("disposition", person.outcome)
    assert row is not None
    assert row.reassures


def test_the_whole_interview_ends(knowledge: Knowledge) -> None:
    steps = list(run(Interview(knowledge)))
    assert 5 < len(steps) < 60
    assert steps[-1][1].next_step() is None


def test_no_question_is_asked_twice_when_answered(knowledge: Knowledge) -> None:
    asked = [q for step, _ in run(Interview(knowledge)) for q in step.questions]
    assert len(asked) == len(set(asked))


def test_safety_comes_before_everything_else(knowledge: Knowledge) -> None:
    stages = [step.stage for step, _ in run(Interview(knowledge))]
    order = ["safety", "picture", "everyday"]
    assert [order.index(s) for s in stages] == sorted(order.index(s) for s in stages)


def test_only_what_can_still_change_the_advice_is_asked_in_the_safety_stage(knowledge: Knowledge) -> None:
    for step, _ in run(Interview(knowledge), stop_at="picture"):
        assert step.questions
    emergency = Interview(knowledge).told({"saddle_numbness": True})
    assert emergency.person().level == "emergency_now"
    assert emergency.person().ask_next() == []
    step = emergency.next_step()
    assert step is None or step.stage != "safety"


def test_doubt_is_asked_again_in_plainer_words_and_then_means_a_doctor_today(knowledge: Knowledge) -> None:
    interview = Interview(knowledge)
    first = interview.next_step()
    assert first is not None
    doubt = {q: (None if q == "saddle_numbness" else False) for q in first.questions}
    again = interview.told(doubt)
    step = again.next_step()
    assert step is not None
    assert "saddle_numbness" in step.again
    twice = again.told({"saddle_numbness": None})
    assert twice.answers[NOT_KNOWN] is True
    assert LEVELS.index(twice.person().level) >= LEVELS.index("see_doctor_today")
    *_, (_, last) = run(twice, stop_at="picture")
    assert "saddle_numbness" not in last.answers
    row = knowledge.row_of("disposition", last.person().outcome)
    assert row is not None
    assert not row.reassures


def test_doubt_never_moves_what_is_settled(knowledge: Knowledge) -> None:
    """The note on "don't know" is made only while an emergency question is open (decision 0002)."""
    *_, (_, done) = run(Interview(knowledge), stop_at="picture")
    level = done.person().level
    assert level == done.person().could_be
    left = [q.id for q in knowledge.questions.values() if q.asked_of == "person" and q.id not in done.answers]
    assert left
    doubted = done
    for question in left:
        doubted = doubted.told({question: None}).told({question: None})
    assert NOT_KNOWN not in doubted.answers
    assert (doubted.person().level, doubted.person().could_be) == (level, level)


def test_nobody_under_eighteen_is_asked_for_advice_made_for_adults(knowledge: Knowledge) -> None:
    young = Interview(knowledge, {"age": 12})
    assert [step.stage for step, _ in run(young)].count("everyday") == 0
    assert "everyday" in [step.stage for step, _ in run(Interview(knowledge, {"age": 40}))]


def test_an_answer_after_doubt_takes_the_doubt_away(knowledge: Knowledge) -> None:
    doubted = Interview(knowledge).told({"saddle_numbness": None}).told({"saddle_numbness": None})
    assert NOT_KNOWN in doubted.answers
    assert NOT_KNOWN not in doubted.told({"saddle_numbness": False}).answers


def test_a_follow_up_is_asked_only_after_its_lead(knowledge: Knowledge) -> None:
    interview = Interview(knowledge).told({"leg_weakness": "none", "foot_drop": False})
    assert interview.implied()["weakness_getting_worse"] is False
    assert "weakness_getting_worse" not in Interview(knowledge).implied()


def test_the_shortest_path_for_a_plain_back_is_short(knowledge: Knowledge) -> None:
    """A person who answers "none of these" meets few screens before the advice is settled."""
    screens = {step.screen.id for step, _ in run(Interview(knowledge), stop_at="picture")}
    assert len(screens) <= 16


@pytest.mark.parametrize("lang", ["da", "en"])
def test_every_verdict_is_explained(knowledge: Knowledge, lang: str) -> None:
    given = {"urinary_incontinence": True, "age": 50}
    person = Interview(knowledge, given, lang=lang).person()
    (why,) = explain(person)
    assert why.rule == "bladder_lost"
    assert why.sentence
    assert why.answers
    assert why.claims
    assert why.sources
    without = [i for i in why.instead if i.answer is False]
    assert [(i.question, i.level) for i in without] == [("urinary_incontinence", "self_care")]
    assert without[0].could_be == "emergency_now"


def test_what_would_have_changed_it_is_true(knowledge: Knowledge) -> None:
    """Each alternative, put to the engine, gives the level it promises."""
    given = {"fever": True, "diabetes": True, "pain_low_back": True, "duration_days": 10}
    interview = Interview(knowledge, given)
    person = interview.person()
    assert person.level == "emergency_now"
    changes = [i for why in explain(person) for i in why.instead]
    assert changes
    for i in changes:
        other = Interview(knowledge, {k: v for k, v in given.items() if k != i.question})
        if i.answer is not None:
            other = Interview(knowledge, {**other.answers, i.question: i.answer})
        assert other.person().level == i.level
