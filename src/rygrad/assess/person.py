"""One person before the knowledge: answers, all outcomes, and a way to look into them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from rygrad.assess.answers import Answers
from rygrad.kb.basics import LEVELS, Level, rank
from rygrad.kb.knowledge import Knowledge, row_name, seen_name
from rygrad.kb.models import Row, Rule
from rygrad.logic import core
from rygrad.logic.parts import Parts
from rygrad.logic.to_person import Outcome, Status


@dataclass(frozen=True)
class Person:
    """Answers with every rule's status; the parts of an assessment are read off it."""

    knowledge: Knowledge
    answers: Answers
    outcome: Outcome
    lang: str

    @cached_property
    def parts(self) -> Parts:
        """Looks into sentences: reasons and open questions."""
        return Parts(self.knowledge.program, self.answers, self.outcome)

    def status(self, name: str) -> Status:
        """A rule's, group's or table row's status."""
        return self.outcome.rules[name]

    def sentence(self, kind: str, name: str, number: int = 0) -> core.Core:
        """A compiled sentence that is no rule."""
        return self.knowledge.sentences[kind, name, number].core

    def band(self, score: str) -> str | None:
        """The band a score's total surely lies in."""
        for at, band in enumerate(self.knowledge.scores[score].bands):
            if self.parts.status(self.sentence("band", score, at)) is True:
                return band.id
        return None

    @cached_property
    def level(self) -> Level:
        """The highest level that is surely true."""
        return next((lv for lv in reversed(LEVELS[1:]) if self.status(lv) is True), LEVELS[0])

    @cached_property
    def could_be(self) -> Level:
        """The highest level still possible by what the person can be asked."""
        return next((lv for lv in reversed(LEVELS[1:]) if self.status(lv) is not False), LEVELS[0])

    @cached_property
    def withholds_care(self) -> Status:
        """True when a rule says that the advice on care is not for this person, None while one is open."""
        held = [self.may_still_hold(r) for r in self.knowledge.withholding]
        return True if True in held else None if None in held else False

    def may_still_hold(self, rule: str) -> Status:
        """A rule's status by what the person can be asked: what was not examined counts as not found."""
        return self.status(seen_name(rule) if rule in self.knowledge.on_examination else rule)

    def open_rules(self) -> list[Rule]:
        """Rules the person's answers leave open that would raise the level; most urgent first."""
        found = [
            rule
            for rule in self.knowledge.rules.values()
            if rule.then.level
            and rank(rule.then.level) > rank(self.level)
            and self.may_still_hold(rule.id) is None
        ]
        return sorted(found, key=lambda rule: -rank(rule.then.level))

    def ask_next(self) -> list[str]:
        """Unanswered questions that can still move the level, most urgent first, then as in the interview."""
        place = self.knowledge.place_in_interview
        found: dict[str, int] = {}
        for rule in self.open_rules():
            urgency = -rank(rule.then.level)
            for question in self.open_questions(rule.id):
                found.setdefault(question, urgency)
        return sorted(found, key=lambda q: (found[q], place.get(q, len(place))))

    def open_questions(self, rule: str) -> list[str]:
        """The questions to this person that can still move a rule."""
        asked = self.knowledge.questions
        return [q for q in self.still_open(rule) if asked[q].asked_of == "person"]

    def is_settled(self, table: str, chosen: Row | None) -> bool:
        """Whether a row was chosen and every row above it is surely false: no answer can overtake it."""
        rows = self.knowledge.tables[table].rows
        above = rows[: rows.index(chosen)] if chosen else []
        return chosen is not None and all(self.status(row_name(table, row.then)) is False for row in above)

    def open_in_table(self, table: str) -> list[str]:
        """The unanswered questions to this person that can still move a table, as in the interview."""
        program, found, seen = self.knowledge.program, set[str](), set[str]()
        left: list[core.Core] = [
            core.Holds(row_name(table, row.then)) for row in self.knowledge.tables[table].rows
        ]
        while left:  # through rows and groups down to rules, each of which is looked into once
            node = left.pop()
            if not isinstance(node, core.Holds):
                left.extend(core.children(node))
                found.update(() if core.children(node) else self.parts.open_questions(node))
            elif node.rule not in seen and self.status(node.rule) is None:
                seen.add(node.rule)
                if node.rule in self.knowledge.rules:
                    found.update(self.still_open(node.rule))
                else:
                    left.append(program.rules[node.rule])
        asked = self.knowledge.questions
        return [q for q in self.knowledge.place_in_interview if q in found and asked[q].asked_of == "person"]

    def still_open(self, name: str) -> list[str]:
        """Every unanswered question that can still move a rule, a group or a table row."""
        if name not in self._opened:
            self._opened[name] = self.parts.open_questions(self.knowledge.program.rules[name])
        return self._opened[name]

    @cached_property
    def _opened(self) -> dict[str, list[str]]:
        """What `still_open` has found, for it is asked for by level and by table."""
        return {}


def person(knowledge: Knowledge, answers: Answers, lang: str = "da") -> Person:
    """Evaluates every rule for one person's checked answers."""
    return Person(knowledge, answers, knowledge.outcome(answers), lang)
