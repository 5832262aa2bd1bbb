"""Ways of writing, as the knowledge has them, found among the words of a statement."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rygrad.words.report.tokens import ONE_VERTEBRA, Token, folded

GAP = "..."
MOST_BETWEEN = 6
_MAY_STAND_BETWEEN = frozenset("()/-&':")


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """A phrase found in a statement: whose it is, and which of the statement's words it took."""

    at: tuple[int, ...]
    owner: str

    @property
    def first(self) -> int:
        """The number of its first word."""
        return self.at[0]

    @property
    def last(self) -> int:
        """The number of its last word."""
        return self.at[-1]

    @property
    def weight(self) -> tuple[int, int]:
        """How surely it is meant: more words of its own, fewer between."""
        between = self.last - self.first + 1 - len(self.at)
        return (5 * len(self.at) - between, len(self.at))


class WordTest:
    """Whether a word is one of some, where `*` stands for any letters."""

    def __init__(self, written: str) -> None:
        exact, begins, ends, holds, shaped = set(), [], [], [], []
        for one in written.split("|"):
            core = folded(one.strip("*")) if one.strip("*") else one
            if "*" in core:
                shaped.append(".*".join(re.escape(folded(part)) for part in one.split("*")))
                continue
            match one.startswith("*") and len(one) > 1, one.endswith("*") and len(one) > 1:
                case True, True:
                    holds.append(core)
                case True, False:
                    ends.append(core)
                case False, True:
                    begins.append(core)
                case _:
                    exact.add(core)
        self.exact, self.begins, self.ends = frozenset(exact), tuple(begins), tuple(ends)
        self.holds = tuple(holds)
        self.shaped = re.compile("|".join(shaped)) if shaped else None
        self._known: dict[str, bool] = {}

    def __call__(self, word: str) -> bool:
        """Whether it is."""
        answer = self._known.get(word)
        if answer is None:
            answer = (
                word in self.exact
                or (bool(self.begins) and word.startswith(self.begins))
                or (bool(self.ends) and word.endswith(self.ends))
                or any(part in word for part in self.holds)
                or (self.shaped is not None and self.shaped.fullmatch(word) is not None)
            )
            if len(self._known) < 20_000:
                self._known[word] = answer
        return answer


class Phrases:
    """Many phrases, each with its owner, looked for together."""

    def __init__(self, written: Iterable[tuple[str, str]]) -> None:
        tests: dict[str, WordTest] = {}
        self._starting: dict[WordTest, list[tuple[str, tuple[WordTest | None, ...]]]] = defaultdict(list)
        for owner, phrase in written:
            first, *rest = phrase.split()
            made = [None if p == GAP else tests.setdefault(p, WordTest(p)) for p in rest]
            self._starting[tests.setdefault(first, WordTest(first))].append((owner, tuple(made)))
        self._known: dict[str, list[tuple[str, tuple[WordTest | None, ...]]]] = {}

    def found(self, words: Sequence[Token]) -> list[Match]:
        """Every phrase that stands in a statement, also where several take the same words."""
        made: dict[Match, None] = {}
        for at, token in enumerate(words):
            if token.level is not None and token.word != ONE_VERTEBRA:
                continue
            for owner, rest in self._beginning(token.word):
                for tail in _tails(words, at + 1, rest):
                    made[Match((at, *tail), owner)] = None
        return list(made)

    def is_one(self, word: str) -> bool:
        """Whether the word is a whole phrase by itself."""
        return any(not rest for _, rest in self._beginning(word))

    def knows(self, word: str) -> bool:
        """Whether a phrase can begin with the word."""
        return bool(self._beginning(word))

    def _beginning(self, word: str) -> list[tuple[str, tuple[WordTest | None, ...]]]:
        known = self._known.get(word)
        if known is None:
            known = [line for test, lines in self._starting.items() if test(word) for line in lines]
            if len(self._known) < 20_000:
                self._known[word] = known
        return known


def _tails(words: Sequence[Token], at: int, rest: tuple[WordTest | None, ...]) -> Iterator[tuple[int, ...]]:
    """The nearest ways in which the rest of a phrase goes on from a word."""
    if not rest:
        yield ()
        return
    reach = MOST_BETWEEN if rest[0] is None else 0
    test = rest[1] if rest[0] is None else rest[0]
    left = rest[2:] if rest[0] is None else rest[1:]
    assert test is not None
    for here in range(at, min(at + reach + 1, len(words))):
        token = words[here]
        if test(token.word):
            for tail in _tails(words, here + 1, left):
                yield (here, *tail)
                return
        if token.is_sign and token.word not in _MAY_STAND_BETWEEN:
            return


def longest_first(matches: Iterable[Match]) -> list[Match]:
    """Those that stay when a word may belong to one phrase only: longer before shorter, then in order.

    Two owners of the very same words both keep them.
    """
    taken: set[int] = set()
    kept: list[Match] = []
    for match in sorted(matches, key=lambda m: (-len(m.at), m.first)):
        if not taken.intersection(match.at) or any(match.at == other.at for other in kept):
            taken.update(match.at)
            kept.append(match)
    return sorted(kept, key=lambda m: m.first)
