"""What the program promises the people who use it, each promise a test."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from rygrad.assess.advice import care_options
from rygrad.assess.answers import checked_answers
from rygrad.assess.assess import assess
from rygrad.assess.assessment import Assessment
from rygrad.assess.person import person
from rygrad.kb.basics import LEVELS
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.yaml_text import parse

DAY = date(2026, 11, 22)
ALL_LANGS = ("da", "en")


def at_least(made: Assessment, level: str) -> bool:
    """Whether the level is as urgent as wanted, or more."""
    return LEVELS.index(made.disposition.level) >= LEVELS.index(level)  # type: ignore[arg-type]


def published(shared: Path) -> list[dict[str, Any]]:
    """The published patient cases."""
    cases: list[dict[str, Any]] = parse(
        (shared / "cases" / "published.yaml").read_text(encoding="utf-8")
    ).value
    return cases


def simple_back(knowledge: Knowledge) -> dict[str, Any]:
    """40 years, two weeks, after lifting; every other question a person is asked is answered no or none."""
    given: dict[str, Any] = {}
    for question in knowledge.questions.values():
        if question.asked_of == "person":
            if question.type == "yes_no":
                given[question.id] = False
            elif question.type == "choice" and question.of and question.of[0] == "none":
                given[question.id] = "none"
    return given | {
        "age": 40,
        "sex": "male",
        "pregnancy_weeks": 0,
        "duration_days": 14,
        "onset": "after_lifting",
        "pain_low_back": True,
        "pain_severity": 5,
        "earlier_episodes": 1,
    }


class TestNothingTold:
    def test_is_never_reassured(self, knowledge: Knowledge) -> None:
        made = assess({}, knowledge, DAY)
        d = made.disposition
        assert not d.settled
        assert d.could_be == "emergency_now"
        assert not d.may_reassure
        assert made.ask_next
        assert made.care == []
        assert made.prognosis == {}
        assert made.cause.cause is None
        assert made.imaging.advice != "not_indicated"

    def test_the_safety_net_is_always_there(self, knowledge: Knowledge) -> None:
        assert assess({}, knowledge, DAY).safety_net
        assert assess(simple_back(knowledge), knowledge, DAY).safety_net
        assert assess({"saddle_numbness": True}, knowledge, DAY).safety_net


class TestTheArticlesRedFlags:
    @pytest.mark.parametrize(
        "flag",
        [
            {"fever": True},
            {"weight_loss_unexplained": True},
            {"leg_weakness": "one"},
            {"leg_weakness": "both"},
        ],
    )
    def test_alone_with_back_pain_is_seen_today(self, knowledge: Knowledge, flag: dict[str, Any]) -> None:
        assert at_least(assess({"pain_low_back": True, **flag}, knowledge, DAY), "see_doctor_today")

    @pytest.mark.parametrize(
        "flag",
        [
            "urinary_retention",
            "urinary_incontinence",
            "bladder_feeling_lost",
            "faecal_incontinence",
            "saddle_numbness",
        ],
    )
    def test_bladder_bowel_and_saddle_are_an_emergency(self, knowledge: Knowledge, flag: str) -> None:
        for others in ({}, simple_back(knowledge)):
            made = assess({**others, flag: True}, knowledge, DAY)
            assert made.disposition.level == "emergency_now"
            assert made.disposition.told == "call_now"
            assert made.care == []


class TestWeakFlags:
    @pytest.mark.parametrize("age", [18, 51, 55, 65, 75, 90])
    def test_age_alone_raises_nothing(self, knowledge: Knowledge, age: int) -> None:
        assert assess({"age": age}, knowledge, DAY).disposition.level == "self_care"
        assert assess({**simple_back(knowledge), "age": age}, knowledge, DAY).disposition.level == "self_care"


class TestTheSimpleAcuteBack:
    def test_is_settled_nonspecific_acute_and_needs_no_scan(self, knowledge: Knowledge) -> None:
        made = assess(simple_back(knowledge), knowledge, DAY)
        assert made.disposition.level in ("self_care", "see_physio")
        assert made.disposition.settled
        assert made.disposition.may_reassure
        assert made.ask_next == []
        assert (made.phase, made.phase_danish) == ("acute", "new")
        assert (made.cause.cause, made.cause.settled) == ("nonspecific", True)
        assert (made.imaging.advice, made.imaging.settled) == ("not_indicated", True)

    def test_walking_and_heat_come_before_pills(self, knowledge: Knowledge) -> None:
        order = [o.id for o in assess(simple_back(knowledge), knowledge, DAY).care]
        assert (
            max(order.index("walking"), order.index("heat"))
            < order.index("paracetamol")
            < order.index("nsaid")
        )

    def test_paracetamol_is_shown_with_the_trial_that_found_no_benefit(self, knowledge: Knowledge) -> None:
        care = {o.id: o for o in assess(simple_back(knowledge), knowledge, DAY).care}
        assert "paracetamol_no_better_than_placebo" in care["paracetamol"].claims
        assert knowledge.claims["paracetamol_no_better_than_placebo"].source == "williams_2014"
        assert care["paracetamol"].recommendation == "not_recommended"

    def test_told_only_the_red_flags_it_is_still_no_scan(self, knowledge: Knowledge) -> None:
        told = {"age", "duration_days", "onset", "pain_low_back", "pain_leg"}
        flags = {q.id for q in knowledge.questions.values() if q.red_flag}
        given = {q: a for q, a in simple_back(knowledge).items() if q in told | flags}
        made = assess(given, knowledge, DAY)
        assert made.disposition.level == "self_care"
        assert made.cause.cause == "nonspecific"
        assert made.imaging.advice == "not_indicated"

    def test_told_no_to_nerves_general_health_and_history_it_is_no_scan_so_far(
        self, knowledge: Knowledge, shared: Path
    ) -> None:
        """Where the pain is and how it behaves is not told: the advice stands, but is not settled."""
        contract = parse((shared / "contract" / "answers.yaml").read_text(encoding="utf-8")).value
        asked = [q for part in ("nerves", "general", "history") for q in contract[part]]
        told = {"age", "duration_days", "onset", "pain_low_back"}
        given = {q: a for q, a in simple_back(knowledge).items() if q in told.union(asked)}
        made = assess(given, knowledge, DAY)
        assert (made.imaging.advice, made.imaging.settled) == ("not_indicated", False)
        assert not made.disposition.may_reassure
        open_flag = assess({q: a for q, a in given.items() if q != "cancer_ever"}, knowledge, DAY)
        assert (open_flag.imaging.advice, open_flag.imaging.settled) == ("clinician_decides", False)


class TestChildrenAndTeenagers:
    """The program is made for adults: under 18 nothing reassures and no adult advice is given."""

    @pytest.mark.parametrize("age", [0, 4, 5, 12, 17])
    @pytest.mark.parametrize("told", ["everything", "the age alone"])
    def test_nothing_reassures_and_no_advice_for_adults_is_given(
        self, knowledge: Knowledge, age: int, told: str
    ) -> None:
        others = simple_back(knowledge) if told == "everything" else {"duration_days": 14}
        made = assess({**others, "age": age}, knowledge, DAY)
        assert at_least(made, "see_doctor_today" if age < 5 else "see_doctor_soon")
        assert not made.disposition.may_reassure
        assert (made.care, made.prognosis, made.plan, made.risk_factors) == ([], {}, {}, [])
        assert made.cause.cause is None
        assert made.imaging.advice == "clinician_decides"

    def test_are_told_kindly_that_it_is_made_for_adults(self, knowledge: Knowledge) -> None:
        made = assess({**simple_back(knowledge), "age": 15}, knowledge, DAY)
        assert made.disposition.settled
        assert made.disposition.text.startswith("Guiden her er lavet til voksne.")

    def test_without_an_age_nobody_is_taken_for_an_adult(self, knowledge: Knowledge) -> None:
        given = {q: a for q, a in simple_back(knowledge).items() if q != "age"}
        made = assess(given, knowledge, DAY)
        assert not made.disposition.may_reassure
        assert made.ask_next == ["age"]
        assert made.care
        assert not any(o.offered or o.ask_first for o in made.care)

    def test_nothing_is_offered_while_it_is_open_for_whom_the_advice_is(self, knowledge: Knowledge) -> None:
        told = person(knowledge, checked_answers(simple_back(knowledge), knowledge))
        assert any(o.offered for o in care_options(told, "acute"))
        doubted = replace(told)
        doubted.__dict__["withholds_care"] = None
        assert doubted.could_be == told.could_be
        assert not any(o.offered or o.ask_first for o in care_options(doubted, "acute"))


class TestSettled:
    def test_is_exactly_when_nothing_is_left_to_ask(self, knowledge: Knowledge) -> None:
        """Of the level and of the scan, each with its own list, for people who answered some of it."""
        chance = Random(3)
        seen = set()
        for share in (0.0, 0.5, 0.9, 0.97, 1.0):
            for _ in range(40):
                whole = {**simple_back(knowledge), "age": chance.choice([9, 40, 80])}
                made = assess({q: a for q, a in whole.items() if chance.random() < share}, knowledge, DAY)
                assert made.disposition.settled == (made.ask_next == [])
                assert made.imaging.settled == (made.imaging.ask_next == [])
                seen.add((made.disposition.settled, made.imaging.settled))
        assert seen >= {(False, False), (True, True)}

    def test_a_settled_level_may_leave_the_scan_open_and_says_what_to_ask(self, knowledge: Knowledge) -> None:
        whole = {**simple_back(knowledge), "cannot_do_daily_tasks": True, "duration_days": 50}
        given = {q: a for q, a in whole.items() if q != "treated_weeks"}
        made = assess(given, knowledge, DAY)
        assert (made.disposition.settled, made.ask_next) == (True, [])
        assert (made.imaging.settled, made.imaging.ask_next) == (False, ["treated_weeks"])
        assert assess({**given, "treated_weeks": 0}, knowledge, DAY).imaging.settled

    def test_a_tables_open_questions_are_found_in_rows_and_in_rules(self, knowledge: Knowledge) -> None:
        assert person(knowledge, {}).open_in_table("phase") == ["duration_days"]
        assert person(knowledge, {"duration_days": 3}).open_in_table("phase") == []

    def test_questionnaire_and_examination_may_still_raise_it(self, knowledge: Knowledge) -> None:
        settled = assess(simple_back(knowledge), knowledge, DAY).disposition
        assert (settled.level, settled.settled) == ("self_care", True)
        filled = {f"start_{n}": True for n in (5, 6, 7, 8)} | {"start_9": "level_5"}
        raised = assess({**simple_back(knowledge), **filled}, knowledge, DAY).disposition.level
        assert raised == "see_physio"
        examined = {**simple_back(knowledge), "sphincter_tone_reduced": True}
        assert assess(examined, knowledge, DAY).disposition.level == "emergency_now"

    def test_the_reference_names_what_to_ask_beyond_the_shared_vocabulary(
        self, knowledge: Knowledge, shared: Path
    ) -> None:
        """A client that knows the shared vocabulary alone must still ask these, or nothing is settled."""
        contract = parse((shared / "contract" / "answers.yaml").read_text(encoding="utf-8")).value
        words = {q for name, part in contract.items() if name not in ("version", "as_of") for q in part}
        known = {q: a for q, a in simple_back(knowledge).items() if q in words}
        left = assess(known, knowledge, DAY).ask_next
        assert left == ["leg_cold_or_pale", "pain_sudden_tearing"]
        page = (Path(__file__).parents[2] / "docs" / "reference.md").read_text(encoding="utf-8")
        assert all(f"`{question}`" in page for question in left)
        done = assess({**known, **dict.fromkeys(left, False)}, knowledge, DAY)
        assert done.disposition.settled
        assert any(o.offered for o in done.care)


class TestWhatIsOffered:
    """A medicine on prescription is never offered; what is uncertain is not either."""

    @pytest.mark.parametrize("days", [14, 60, 200])
    @pytest.mark.parametrize("pregnancy", [0, 30])
    def test_no_medicine_on_prescription_and_no_procedure(
        self, knowledge: Knowledge, days: int, pregnancy: int
    ) -> None:
        given = {**simple_back(knowledge), "sex": "female", "pregnancy_weeks": pregnancy}
        made = assess({**given, "duration_days": days, "pain_leg": "one"}, knowledge, DAY)
        offered = {o.id for o in made.care if o.offered}
        pills = {o.id for o in made.care if o.kind == "medicine"}
        assert len(pills) > 5
        assert offered & pills <= {"nsaid"}
        assert ("nsaid" in offered) == (pregnancy == 0)
        assert all(o.recommendation != "uncertain" for o in made.care if o.offered or o.ask_first)
        assert not any(o.offered for o in made.care if o.kind == "procedure")
        assert {"walking"} <= offered

    def test_what_helps_after_asking_is_marked_so(self, knowledge: Knowledge) -> None:
        pregnant = {**simple_back(knowledge), "sex": "female", "pregnancy_weeks": 30}
        care = {o.id: o for o in assess(pregnant, knowledge, DAY).care}
        assert care["nsaid"].ask_first
        assert "apoteket" in care["nsaid"].says
        assert not care["discectomy_or_decompression"].ask_first
        assert not any(o.offered and o.ask_first for o in care.values())


class TestOneQuestionLeft:
    def test_an_open_emergency_question_reassures_nobody(self, knowledge: Knowledge) -> None:
        """One red flag at a time left out of a simple back: where it could be urgent, nothing reassures."""
        whole = simple_back(knowledge)
        for question in [q for q in whole if knowledge.questions[q].red_flag]:
            made = assess({k: v for k, v in whole.items() if k != question}, knowledge, DAY)
            if made.disposition.could_be in ("emergency_now", "see_doctor_today"):
                assert not made.disposition.may_reassure, question
                assert question in made.ask_next
                assert not any(o.offered for o in made.care)


class TestASettledAdviceOnScans:
    def test_is_not_settled_while_an_urgent_one_is_possible(self, knowledge: Knowledge) -> None:
        made = assess({"weakness_new": True}, knowledge, DAY)
        assert (made.imaging.advice, made.imaging.settled) == ("clinician_decides", False)
        worse = assess({"weakness_new": True, "urinary_retention": True}, knowledge, DAY)
        assert (worse.imaging.advice, worse.imaging.settled) == ("indicated_urgent", True)


class TestPublishedCases:
    def test_none_comes_out_below_and_at_least_twenty_within(
        self, knowledge: Knowledge, shared: Path
    ) -> None:
        cases = published(shared)
        assert len(cases) == 22
        within = 0
        for case in cases:
            level = assess(case["answers"], knowledge, DAY).disposition.level
            lowest = min(LEVELS.index(accepted) for accepted in case["accept"])
            assert LEVELS.index(level) >= lowest, f"{case['id']} is under-triaged: {level}"
            within += level in case["accept"]
        assert within >= 20


class TestTheSameInBothLanguages:
    @pytest.mark.parametrize("given", [{}, {"fever": True}, {"duration_days": 90, "pain_leg": "one"}])
    def test_only_texts_differ(self, knowledge: Knowledge, given: dict[str, Any]) -> None:
        danish, english = (assess(given, knowledge, DAY, lang) for lang in ALL_LANGS)  # type: ignore[arg-type]
        assert danish.disposition.level == english.disposition.level
        assert danish.ask_next == english.ask_next
        assert [f.id for f in danish.findings] == [f.id for f in english.findings]
        assert danish.disposition.text != english.disposition.text


class TestPhones:
    def test_the_number_of_the_region_is_given(self, knowledge: Knowledge) -> None:
        made = assess({"saddle_numbness": True, "region": "hovedstaden"}, knowledge, DAY)
        assert made.disposition.route.phone == "1813"

    def test_without_a_region_no_number_is_guessed(self, knowledge: Knowledge) -> None:
        assert assess({"saddle_numbness": True}, knowledge, DAY).disposition.route.phone is None

    def test_numbers_that_may_have_changed_are_not_given(self, knowledge: Knowledge) -> None:
        made = assess({"saddle_numbness": True, "region": "sjaelland"}, knowledge, date(2027, 1, 1))
        assert made.disposition.route.phone is None
        assert "112" in made.disposition.route.text

    def test_life_in_danger_is_112(self, knowledge: Knowledge) -> None:
        given = {"age": 70, "fainted": True, "onset": "sudden", "pain_abdomen": True, "region": "hovedstaden"}
        assert assess(given, knowledge, DAY).disposition.route.phone == "112"

    def test_while_answers_are_missing_nobody_is_sent_to_self_care(self, knowledge: Knowledge) -> None:
        nothing, done = assess({}, knowledge, DAY), assess(simple_back(knowledge), knowledge, DAY)
        assert nothing.disposition.route.text != done.disposition.route.text
        assert "læge" in nothing.disposition.route.text


class TestTheContract:
    def test_every_word_of_the_vocabulary_is_here_with_its_type(
        self, knowledge: Knowledge, shared: Path
    ) -> None:
        contract = parse((shared / "contract" / "answers.yaml").read_text(encoding="utf-8")).value
        wanted = {
            q: d
            for name, part in contract.items()
            if name not in ("version", "as_of")
            for q, d in part.items()
        }
        assert len(wanted) > 100
        for name, definition in wanted.items():
            question = knowledge.questions[name]
            assert question.type == definition["type"], name
            assert (question.min, question.max) == (definition.get("min"), definition.get("max")), name
            assert question.of == definition.get("of"), name

    def test_every_fact_of_the_seed_is_here(self, knowledge: Knowledge, shared: Path) -> None:
        facts = parse((shared / "seed" / "facts.yaml").read_text(encoding="utf-8")).value
        assert [f["id"] for f in facts] == list(knowledge.facts)
        assert len(facts) == 84
