"""Which question next, and why: the shortest safe path through the screens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from rygrad.assess.answers import Answers
from rygrad.assess.person import Person, person
from rygrad.kb.knowledge import Knowledge, row_name
from rygrad.kb.models import Screen

NOT_KNOWN = "emergency_question_not_known"
Stage = Literal["safety", "picture", "everyday"]


@dataclass(frozen=True, slots=True)
class Step:
    """One screen to show now: its questions that still matter, and at which stage.

    safety: can still change how soon you should be seen; picture: phase, cause, scan;
    everyday: what you can change, and whether a painkiller is safe. `again` holds questions to
    ask once more in plainer words.
    """

    screen: Screen
    questions: list[str]
    stage: Stage
    again: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Interview:
    """An interview so far: answers, and how often "don't know" was said to each question."""

    knowledge: Knowledge
    answers: Answers = field(default_factory=dict)
    not_known: dict[str, int] = field(default_factory=dict)
    lang: str = "da"

    def person(self) -> Person:
        """The person as far as told, with what the answers imply."""
        return self._implied[1]

    def implied(self) -> Answers:
        """The answers, plus "no" where a question makes no sense after another answer.

        Only here, in the interview, which shows the lead before the question; a record's missing
        answer stays unknown.
        """
        return dict(self._implied[0])

    @cached_property
    def _implied(self) -> tuple[Answers, Person]:
        """The answers with what they imply, and their person; worked out once."""
        made = dict(self.answers)
        p = person(self.knowledge, made, self.lang)
        for _ in range(3):  # a lead may have a lead of its own
            added = self._added(p)
            if not added:
                break
            made |= added
            p = person(self.knowledge, made, self.lang)
        return made, p

    def _added(self, p: Person) -> Answers:
        added: Answers = {}
        for question in self.knowledge.questions.values():
            lead = ("only_if", question.id, 0)
            if question.id in p.answers or lead not in self.knowledge.sentences:
                continue
            if p.parts.status(p.sentence("only_if", question.id)) is False:
                if question.type == "yes_no":
                    added[question.id] = False
                elif question.type == "number" and question.min == 0:
                    added[question.id] = 0
        return added

    def told(self, given: dict[str, bool | int | str | None]) -> Interview:
        """The interview after some answers; None is "don't know"."""
        answers, not_known = dict(self.answers), dict(self.not_known)
        for question, answer in given.items():
            if answer is None:
                not_known[question] = not_known.get(question, 0) + 1
                answers.pop(question, None)
            else:
                answers[question] = answer
                not_known.pop(question, None)
        made = replace(self, answers=answers, not_known=not_known)
        return made._without_leadless(set(given))._with_emergency_not_known()

    def from_file(self, given: Answers) -> Interview:
        """An interview that goes on from a file of answers.

        What the file says no to only because its lead is no, is left to be implied again: when the lead
        changes, it is asked. A doubt about an emergency question stays one while such a question is open.
        """
        doubt = {NOT_KNOWN: 2} if given.get(NOT_KNOWN) is True else {}
        told = replace(self, answers=dict(given), not_known=doubt)
        p = told.person()
        implied = {
            q
            for q, answer in given.items()
            if answer in (False, 0)
            and ("only_if", q, 0) in self.knowledge.sentences
            and p.parts.status(p.sentence("only_if", q)) is False
        }
        kept = {q: a for q, a in given.items() if q not in implied}
        return replace(told, answers=kept)._with_emergency_not_known()

    def _without_leadless(self, kept: set[str]) -> Interview:
        """Drops what was told before and makes no sense after a changed answer: nobody could correct it."""
        p = self.person()
        gone = {
            q
            for q in self.answers.keys() - kept
            if ("only_if", q, 0) in self.knowledge.sentences
            and p.parts.status(p.sentence("only_if", q)) is False
        }
        if not gone:
            return self
        return replace(self, answers={q: a for q, a in self.answers.items() if q not in gone})

    def _with_emergency_not_known(self) -> Interview:
        """Not knowing, said twice to a question that could mean an emergency: phone a doctor today."""
        p = self.person()
        open_now = {
            q for r in p.open_rules() if r.then.level == "emergency_now" for q in p.open_questions(r.id)
        }
        twice = {q for q, times in self.not_known.items() if times >= 2}
        answers = {k: v for k, v in self.answers.items() if k != NOT_KNOWN}
        if open_now & twice or (open_now and NOT_KNOWN in twice):
            answers[NOT_KNOWN] = True
        return replace(self, answers=answers)

    def next_step(self) -> Step | None:
        """The next screen, or None when nothing left can change anything that is shown."""
        p = self.person()
        stages: dict[Stage, Callable[[], list[str]]] = {
            "safety": p.ask_next,
            "picture": lambda: self._picture(p),
            "everyday": lambda: self._everyday(p),
        }
        for stage, wanted in stages.items():
            step = self._step(p, wanted(), stage)
            if step:
                return step
        return None

    def steps_left(self) -> list[Step]:
        """The screens still to come as things stand, in order; later answers may add or spare some."""
        p = self.person()
        left: list[Step] = []
        asked: set[str] = set()
        stages: tuple[tuple[Stage, list[str]], ...] = (
            ("safety", p.ask_next()),
            ("picture", self._picture(p)),
            ("everyday", self._everyday(p)),
        )
        for stage, wanted in stages:
            open_now = [q for q in wanted if q not in asked]
            while step := self._step(p, open_now, stage):
                left.append(step)
                asked.update(step.questions)
                open_now = [q for q in open_now if q not in asked]
        return left

    def makes_sense(self, question: str) -> bool:
        """Whether a person can be asked this at all after the answers so far."""
        if self.knowledge.questions[question].asked_of != "person":
            return False
        if ("only_if", question, 0) not in self.knowledge.sentences:
            return True
        p = self.person()
        return p.parts.status(p.sentence("only_if", question)) is True

    def _step(self, p: Person, wanted: list[str], stage: Stage) -> Step | None:
        askable = [q for q in wanted if self._may_ask(p, q)]
        if not askable:
            return None
        screen = next((s for s in self.knowledge.screens.values() if askable[0] in s.questions), None)
        if screen is None:
            return None
        asked = [q for q in screen.questions if q in askable]
        again = frozenset(q for q in asked if self.not_known.get(q, 0) == 1)
        return Step(screen, asked, stage, again)

    def _may_ask(self, p: Person, question: str) -> bool:
        """A red flag is asked twice, anything else once; nobody is asked what makes no sense yet."""
        asked = self.knowledge.questions[question]
        if asked.asked_of != "person" or question in p.answers:
            return False
        if self.not_known.get(question, 0) >= (2 if asked.red_flag else 1):
            return False
        lead = ("only_if", question, 0)
        return lead not in self.knowledge.sentences or p.parts.status(p.sentence("only_if", question)) is True

    def _picture(self, p: Person) -> list[str]:
        """What can still change phase, cause or the advice on a scan."""
        rows = [
            row_name(table, row.then)
            for table in ("phase", "cause", "imaging")
            for row in self.knowledge.tables[table].rows
        ]
        wanted = [q for row in rows for q in p.still_open(row)]
        always = [q for screen in self.knowledge.screens.values() if screen.always for q in screen.questions]
        return self._in_order(["age", "sex", "duration_days", *always, *wanted])

    def _everyday(self, p: Person) -> list[str]:
        """What can still change the risk factors and which options are offered, where they are shown."""
        if p.withholds_care is True:
            return []
        wanted = [q for risk in self.knowledge.risk_factors for q in p.still_open(risk)]
        for care in self.knowledge.care.values():
            if care.offer_when:
                wanted += p.parts.open_questions(p.sentence("offer", care.id))
        return self._in_order(wanted)

    def _in_order(self, wanted: list[str]) -> list[str]:
        place = self.knowledge.place_in_interview
        return sorted((q for q in dict.fromkeys(wanted) if q in place), key=lambda q: place[q])
