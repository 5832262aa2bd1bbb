"""The shares of `population/` made ready: which question comes after which, and every sentence compiled."""

from __future__ import annotations

from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from rygrad.kb.derived import DERIVED
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.models import Question
from rygrad.kb.population_models import Outcome, Share, Spread, kind
from rygrad.kb.problem import Problem
from rygrad.kb.yaml_text import Path as YamlPath
from rygrad.logic import core
from rygrad.logic.check import SENTENCE, checked
from rygrad.logic.messages import LanguageError
from rygrad.logic.read import read
from rygrad.logic.tree import names_in


@dataclass(frozen=True)
class Shares:
    """Each question's share in an order in which whatever one depends on comes before it.

    `needs` are the questions a question depends on; `sentences` are those of a share's groups or odds, in
    order; `problems` is empty when all can be used.
    """

    ordered: dict[str, Share]
    needs: dict[str, set[str]]
    sentences: dict[str, list[core.Core]]
    problems: list[Problem]


def shares(knowledge: Knowledge) -> Shares:
    """The shares of a knowledge, or what is wrong with them."""
    making = _Making(knowledge)
    for share in knowledge.population.values():
        making.take(share)
    making.hold_every_question()
    return Shares(making.ordered(), making.needs, making.sentences, making.problems)


def behind(made: Shares, questions: set[str]) -> set[str]:
    """These questions with all that they depend on, near and far."""
    found: set[str] = set()
    left = set(questions)
    while left:
        found |= left
        left = {name for question in left for name in made.needs[question]} - found
    return found


class _Making:
    def __init__(self, knowledge: Knowledge) -> None:
        self.k = knowledge
        self.share_of: dict[str, Share] = {}
        self.needs: dict[str, set[str]] = {}
        self.sentences: dict[str, list[core.Core]] = {}
        self.problems: list[Problem] = []

    def wrong(self, share: Share, da: str, en: str, path: YamlPath = ()) -> None:
        placed = self.k.placed["population", share.id]
        self.problems.append(placed.problem(f"{share.id}: {da}", f"{share.id}: {en}", path))

    def take(self, share: Share) -> None:
        named = self._compiled(share)
        for at, question in enumerate(share.of):
            if question in self.share_of:
                da, en = f"»{question}« har allerede en andel", f"'{question}' has a share already"
                self.wrong(share, da, en, ("of", at))
            elif question in self.k.questions:
                self.share_of[question] = share
                self.needs[question] = self._sources({*named, *self._leads(question)}, question)
                self._fits(share, self.k.questions[question])
        self._index(share)
        for at, odds in enumerate(share.odds):
            claim = self.k.claims.get(odds.claim)
            if claim and not (isinstance(claim.value, int | float) and claim.value > 0):
                da, en = f"»{odds.claim}« har intet tal", f"'{odds.claim}' has no number"
                self.wrong(share, da, en, ("odds", at, "claim"))

    def _compiled(self, share: Share) -> set[str]:
        """Compiles a share's sentences; the names they ask."""
        named: set[str] = set()
        made = self.sentences[share.id] = []
        parts: list[tuple[str, list[str]]] = [
            ("groups", [group.when for group in share.groups]),
            ("odds", [odds.when for odds in share.odds]),
        ]
        for where, texts in parts:
            for at, text in enumerate(texts):
                try:
                    tree = read(text)
                    made.append(checked(tree, self.k.vocabulary, SENTENCE))
                    named |= set(names_in(tree))
                except LanguageError as e:
                    self.wrong(share, e.text("da"), e.text("en"), (where, at, "when"))
        for name in sorted(named - set(self.k.vocabulary.questions)):
            self.wrong(share, f"»{name}« er intet spørgsmål", f"'{name}' is no question")
        return named & set(self.k.vocabulary.questions)

    def _leads(self, question: str) -> set[str]:
        lead = self.k.sentences.get(("only_if", question, 0))
        return set(names_in(lead.tree)) if lead else set()

    def _sources(self, names: set[str], question: str) -> set[str]:
        """The questions behind the names, derived numbers by their parts."""
        found: set[str] = set()
        for name in names:
            found |= DERIVED[name].sources if name in DERIVED else {name}
        share = self.share_of[question]
        if share.index in DERIVED:
            found |= DERIVED[share.index].sources - {question}
        return found

    def _fits(self, share: Share, question: Question) -> None:
        placed: list[tuple[YamlPath, Spread]] = [((), share)]
        placed += [(("groups", at), group) for at, group in enumerate(share.groups)]
        for path, spread in placed:
            for outcome in spread.outcomes:
                if not _may_be(question, outcome, share.index is not None):
                    shown, may = _shown(outcome), _allowed(question)
                    da = f"»{shown}« er ikke et svar på {question.id}; mulige svar: {may}"
                    en = f"'{shown}' is not an answer to {question.id}; allowed: {may}"
                    self.wrong(share, da, en, (*path, kind(spread)))
                    break

    def _index(self, share: Share) -> None:
        if share.index and (share.index not in DERIVED or share.of[0] not in DERIVED[share.index].over):
            da = f"»{share.index}« regnes ikke ud fra {share.of[0]}"
            self.wrong(share, da, f"'{share.index}' is not made from {share.of[0]}", ("index",))

    def hold_every_question(self) -> None:
        """Once there are shares, every question has one: none is left out by oversight."""
        if not self.k.population:
            return
        for question in sorted(set(self.k.questions) - set(self.share_of)):
            placed = self.k.placed["questions", question]
            da, en = f"{question}: mangler en andel i population", f"{question}: has no share in population"
            self.problems.append(placed.problem(da, en))

    def ordered(self) -> dict[str, Share]:
        try:
            order = list(TopologicalSorter({q: sorted(n) for q, n in self.needs.items()}).static_order())
        except CycleError as e:
            circle = " → ".join(e.args[1])
            share = self.share_of[e.args[1][0]]
            self.wrong(share, f"går i ring: {circle}", f"goes in a circle: {circle}")
            return {}
        return {question: self.share_of[question] for question in order if question in self.share_of}


def _shown(outcome: Outcome) -> str:
    if isinstance(outcome, bool):
        return "yes"
    return "-".join(map(str, outcome)) if isinstance(outcome, tuple) else outcome


def _allowed(question: Question) -> str:
    if question.type == "number":
        return f"{question.min}-{question.max}"
    return ", ".join(question.of or ["yes", "no"])


def _may_be(question: Question, outcome: Outcome, by_index: bool) -> bool:
    match outcome:
        case bool():
            return question.type == "yes_no"
        case str():
            return question.type == "choice" and outcome in (question.of or [])
        case (low, high):
            fits = (question.min or 0) <= low <= high <= (question.max or 0)
            return question.type == "number" and (by_index or fits)
