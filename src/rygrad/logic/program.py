"""All rules together: definitions in an order in which each stands on earlier ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rygrad.logic import core
from rygrad.logic.messages import LanguageError
from rygrad.logic.vocabulary import Derived, Question


@dataclass(frozen=True)
class Program:
    """What every target prints: questions, named sentences and scores, already in order.

    `rules` holds rules and groups (name -> core); `scores` the point scores. `order` names both,
    each after everything it uses.
    """

    questions: Mapping[str, Question]
    rules: Mapping[str, core.Core]
    scores: Mapping[str, core.ScoreCore]

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Names of rules and scores, each after what it uses; raises LanguageError on a circle."""
        done: dict[str, None] = {}
        for name in (*self.scores, *self.rules):
            self._visit(name, done, [])
        return tuple(done)

    def _visit(self, name: str, done: dict[str, None], path: list[str]) -> None:
        if name in done:
            return
        if name in path:
            circle = " → ".join([*path[path.index(name) :], name])
            raise LanguageError("circle", 0, 0, {"read": circle})
        for used in self.uses(name):
            self._visit(used, done, [*path, name])
        done[name] = None

    def uses(self, name: str) -> list[str]:
        """The rules and scores a definition names directly."""
        return [
            leaf.rule if isinstance(leaf, core.Holds) else leaf.score
            for leaf in self.leaves(name)
            if isinstance(leaf, (core.Holds, core.Total))
        ]

    def parts(self, name: str) -> Iterable[core.Core]:
        """The sentences a definition is made of: one for a rule, one a line for a score."""
        if name in self.scores:
            return [line.when for group in self.scores[name].groups for line in group]
        return [self.rules[name]]

    def leaves(self, name: str) -> Iterator[core.Core]:
        """Every atom of a definition, each as often as it stands there."""
        for part in self.parts(name):
            yield from core.leaves(part)

    @cached_property
    def asks(self) -> dict[str, frozenset[str]]:
        """For each rule and score, every question it can depend on, through others too."""
        found: dict[str, frozenset[str]] = {}
        for name in self.order:
            own = {q for leaf in self.leaves(name) for q in self.answers_of(leaf)}
            found[name] = frozenset(own).union(*(found[used] for used in self.uses(name)))
        return found

    def answers_of(self, leaf: core.Core) -> list[str]:
        """The questions whose answers an atom stands on itself; for a derived number all it is made from."""
        return [source for question in core.asked(leaf) for source in sorted(self.sources(question))]

    @cached_property
    def _asked_in(self) -> dict[int, tuple[core.Core, tuple[str, ...] | None]]:
        return {}

    def asked_in(self, node: core.Core) -> tuple[str, ...] | None:
        """The questions of a sentence in its order; None when it can be settled with none answered.

        Such a sentence (it holds `unknown`, or is always true or false) needs a closer look.
        """
        if isinstance(node, core.Holds):
            return self.asked_in(self.rules[node.rule])
        kept = self._asked_in.get(id(node))
        if kept is None:
            kept = self._asked_in[id(node)] = (node, self._questions_of(node))  # the node stays alive
        return kept[1]

    def _questions_of(self, node: core.Core) -> tuple[str, ...] | None:
        if isinstance(node, core.Unknown):
            return None
        if core.asked(node):
            return tuple(self.answers_of(node))
        below = self.parts(node.score) if isinstance(node, core.Total) else core.children(node)
        found = [self.asked_in(part) for part in below]
        if not found or None in found:
            return None
        return tuple(dict.fromkeys(q for part in found for q in part or ()))

    def sources(self, question: str) -> frozenset[str]:
        """The question itself, or the questions a derived number is made from."""
        asked = self.questions[question]
        return asked.sources if isinstance(asked, Derived) else frozenset((question,))
