"""All rules together: definitions in an order in which each stands on earlier ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
        atoms = [leaf for part in self.parts(name) for leaf in core.leaves(part)]
        return [
            a.rule if isinstance(a, core.Holds) else a.score
            for a in atoms
            if isinstance(a, (core.Holds, core.Total))
        ]

    def parts(self, name: str) -> Iterable[core.Core]:
        """The sentences a definition is made of: one for a rule, one a line for a score."""
        if name in self.scores:
            return [line.when for group in self.scores[name].groups for line in group]
        return [self.rules[name]]

    @cached_property
    def asks(self) -> dict[str, frozenset[str]]:
        """For each rule and score, every question it can depend on, through others too."""
        found: dict[str, frozenset[str]] = {}
        for name in self.order:
            asked: set[str] = set()
            for part in self.parts(name):
                for leaf in core.leaves(part):
                    asked |= self._asked_by(leaf, found)
            found[name] = frozenset(asked)
        return found

    def _asked_by(self, leaf: core.Core, found: Mapping[str, frozenset[str]]) -> frozenset[str]:
        match leaf:
            case core.Holds(name) | core.Total(name):
                return found[name]
            case core.Pair(left, _, right):
                return self.sources(left) | self.sources(right)
            case core.Yes(name) | core.Is(name) | core.Against(name):
                return self.sources(name)
        return frozenset()

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
        below: list[core.Core] = list(core.children(node))
        match node:
            case core.Unknown():
                return None
            case core.Total(name):
                below = list(self.parts(name))
            case core.Yes(name) | core.Is(name) | core.Against(name):
                return tuple(sorted(self.sources(name)))
            case core.Pair(left, _, right):
                return (left, right)
        found = [self.asked_in(part) for part in below]
        if not found or None in found:
            return None
        return tuple(dict.fromkeys(q for part in found for q in part or ()))

    def sources(self, question: str) -> frozenset[str]:
        """The question itself, or the questions a derived number is made from."""
        asked = self.questions[question]
        return (
            frozenset((*asked.over, *asked.under)) if isinstance(asked, Derived) else frozenset((question,))
        )
