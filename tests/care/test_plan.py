"""The whole plan: exercises with their drawings, strength days, habits, claims, both languages alike."""

from __future__ import annotations

import re
from dataclasses import FrozenInstanceError, fields, replace
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from rygrad.care.plan import Plan, PlanError, Start, plan
from rygrad.kb.drawings import drawing_faults
from rygrad.kb.folder import drawing_files
from rygrad.kb.knowledge import Knowledge

ON = date(2027, 2, 15)
SIDED = r"hver (side|hånd)|hvert ben|each (side|leg|hand)"


@pytest.fixture(params=[1, 2, 3])
def level(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def danish(knowledge: Knowledge, level: int) -> Plan:
    return plan(knowledge, Start(12, 3, True, ON, level), "da")


@pytest.fixture
def english(knowledge: Knowledge, level: int) -> Plan:
    return plan(knowledge, Start(12, 3, True, ON, level), "en")


def test_the_same_start_gives_the_same_plan(knowledge: Knowledge, danish: Plan) -> None:
    assert plan(knowledge, danish.start, "da") == danish


def test_nothing_in_a_plan_can_be_changed(danish: Plan) -> None:
    with pytest.raises(FrozenInstanceError):
        danish.weeks[0].minutes = 60  # type: ignore[misc]


def test_both_languages_say_as_much(danish: Plan, english: Plan) -> None:
    assert danish.weeks == english.weeks
    assert danish.strength_days == english.strength_days
    assert danish.claims == english.claims
    for kind in ("exercises", "advice"):
        one, other = getattr(danish, kind), getattr(english, kind)
        assert [x.id for x in one] == [x.id for x in other]
        for da, en in zip(one, other, strict=True):
            assert all(getattr(da, f.name) and getattr(en, f.name) for f in fields(da))
            assert da.says != en.says
    for name in ("says", "up_when", "down_when", "stop_when"):
        assert getattr(danish, name) != getattr(english, name)


def test_every_claim_is_there(knowledge: Knowledge, danish: Plan) -> None:
    named = {*danish.claims, *(claim for advice in danish.advice for claim in advice.claims)}
    assert named <= set(knowledge.claims)
    assert len(danish.claims) == len(set(danish.claims))
    assert {"walking_least", "exercise_dose_is_our_proposal", "strength_danish_advice"} <= named


def test_an_unknown_language_is_refused(knowledge: Knowledge) -> None:
    with pytest.raises(PlanError, match="Unknown language"):
        plan(knowledge, Start(10, 3, None, ON), "sv")


def test_a_knowledge_without_a_walking_plan_is_refused(knowledge: Knowledge) -> None:
    with pytest.raises(PlanError, match="no walking plan"):
        plan(replace(knowledge, walking={}), Start(10, 3, None, ON), "da")


class TestTheExercises:
    def test_there_are_four_or_five_at_each_level(self, danish: Plan, level: int) -> None:
        assert 4 <= len(danish.exercises) <= 5
        assert {exercise.level for exercise in danish.exercises} == {level}

    def test_each_drawing_is_shown_with_its_text(self, knowledge: Knowledge, danish: Plan) -> None:
        for exercise in danish.exercises:
            root = ElementTree.fromstring(exercise.drawing)
            assert root.tag.endswith("svg")
            assert len(exercise.drawing_says) > 30
            assert exercise.drawing == knowledge.drawings[knowledge.exercises[exercise.id].drawing]

    def test_each_dose_says_the_numbers_it_holds(self, knowledge: Knowledge) -> None:
        for entry in knowledge.exercises.values():
            dose = entry.dose
            for lang in ("da", "en"):
                told = {int(n) for n in re.findall(r"\d+", dose.says.in_language(lang))}
                held = {n for n in (dose.sets, dose.repetitions, dose.hold_seconds) if n is not None}
                assert held <= told, (entry.id, lang)
                sided = re.search(SIDED, dose.says.in_language(lang))
                assert bool(sided) is dose.each_side, (entry.id, lang)
            assert dose.repetitions or dose.hold_seconds

    def test_each_says_that_its_dose_is_a_proposal(self, knowledge: Knowledge) -> None:
        for entry in knowledge.exercises.values():
            assert "exercise_dose_is_our_proposal" in entry.claims
            assert entry.status == "draft"

    def test_each_says_when_to_stop_by_the_pain_rule(self, danish: Plan) -> None:
        for exercise in danish.exercises:
            assert re.search(r"5 ud af 10|5 out of 10", exercise.stop_when)

    def test_an_easier_way_is_never_of_a_higher_level(self, knowledge: Knowledge) -> None:
        for entry in knowledge.exercises.values():
            if entry.easier_exercise:
                assert knowledge.exercises[entry.easier_exercise].level <= entry.level
            if entry.harder_exercise:
                assert knowledge.exercises[entry.harder_exercise].level >= entry.level


class TestTheDrawings:
    def test_each_holds_plain_shapes_only(self, knowledge: Knowledge) -> None:
        assert knowledge.drawings
        for name, svg in knowledge.drawings.items():
            assert list(drawing_faults(svg)) == [], name

    def test_each_is_shown_by_one_exercise(self, knowledge: Knowledge) -> None:
        shown = sorted(entry.drawing for entry in knowledge.exercises.values())
        articles = "".join(
            file.read_text(encoding="utf-8") for file in (knowledge.folder / "articles").glob("*.md")
        )
        of_articles = set(re.findall(r"\(drawing:([^)]+)\)", articles))
        assert shown == [f.name for f in drawing_files(knowledge.folder) if f.name not in of_articles]

    def test_each_shows_who_moves_and_where_to(self, knowledge: Knowledge) -> None:
        for entry in knowledge.exercises.values():
            for part in ("figure", "arrow", "floor"):
                assert f'class="{part}"' in knowledge.drawings[entry.drawing], (entry.drawing, part)


class TestTheStrengthDays:
    def test_are_two_a_week_apart_from_each_other(self, danish: Plan) -> None:
        days = danish.strength_days
        assert len(days) == 12
        assert all((b - a).days >= 3 for a, b in pairwise(days))

    @pytest.mark.parametrize(("minutes", "days"), [(0, 0), (10, 3), (15, 4), (20, 5), (30, 5)])
    def test_never_fall_on_a_walk(self, knowledge: Knowledge, minutes: int, days: int) -> None:
        made = plan(knowledge, Start(minutes, days, True, ON), "da")
        assert not {*made.strength_days} & {day for week in made.weeks for day in week.days}

    def test_begin_in_the_first_week(self, danish: Plan) -> None:
        assert danish.strength_days[0] == ON + timedelta(days=1)


def test_the_habits_are_those_the_knowledge_puts_on_the_plan(knowledge: Knowledge, danish: Plan) -> None:
    assert [a.id for a in danish.advice] == [
        *("breaks_from_sitting", "heat_how_to", "sleep_well", "calm_a_busy_mind", "when_it_flares")
    ]
    assert all(knowledge.advice[a.id].in_plan for a in danish.advice)
