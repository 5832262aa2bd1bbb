"""Many patterns looked for in one pass over the words of a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from copy import copy
from typing import NamedTuple

from rygrad.kb.phrase_patterns import Pattern, Word, ends_at, read_pattern

_PREFIX = 3  # letters by which patterns with an open ending are shelved


class Match(NamedTuple):
    """A pattern's owner, and the words it covers: from `first` up to, not with, `after`."""

    owner: str
    first: int
    after: int


class Finder:
    """Patterns by owner, shelved by their first word so that most words of a text cost nothing."""

    def __init__(self, wanted: Iterable[tuple[str, str]]) -> None:
        self.exact: dict[str, list[tuple[str, Pattern]]] = defaultdict(list)
        self.by_prefix: dict[str, list[tuple[str, Pattern]]] = defaultdict(list)
        self.others: list[tuple[str, Pattern]] = []
        self.seen: dict[str, list[tuple[str, Pattern]]] = {}  # words of one text, and what they begin
        for owner, written in wanted:
            self._shelve(owner, read_pattern(written))

    def _shelve(self, owner: str, pattern: Pattern) -> None:
        for word in pattern.parts[0].words:
            begins = word.partition("*")[0]
            if "*" not in word and word != "#":
                self.exact[word].append((owner, pattern))
            elif len(begins) >= _PREFIX:
                self.by_prefix[begins[:_PREFIX]].append((owner, pattern))
            else:
                self.others.append((owner, pattern))

    def for_one_text(self) -> Finder:
        """The same patterns with a memory of their own, so that no word of a text outlives its reading."""
        made = copy(self)
        made.seen = {}
        return made

    def find(self, words: Sequence[Word]) -> list[Match]:
        """Every match, also those that overlap; each owner once at a word, at its longest."""
        found: dict[tuple[str, int], int] = {}
        for at, word in enumerate(words):
            for owner, pattern in self._beginning(word.said):
                after = ends_at(pattern, words, at)
                if after is not None:
                    found[owner, at] = max(after, found.get((owner, at), 0))
        return [Match(owner, first, after) for (owner, first), after in found.items()]

    def _beginning(self, word: str) -> list[tuple[str, Pattern]]:
        """The patterns whose first place fits a word."""
        fit = self.seen.get(word)
        if fit is None:
            shelved = [*self.exact.get(word, ()), *self.by_prefix.get(word[:_PREFIX], ()), *self.others]
            fit = self.seen[word] = [(o, p) for o, p in shelved if p.parts[0].fits(word)]
        return fit


def covered(matches: Iterable[Match]) -> set[int]:
    """The words that some matches cover."""
    return {at for match in matches for at in range(match.first, match.after)}


def touches(match: Match, words: set[int]) -> bool:
    """Whether a match covers one of these words."""
    return any(at in words for at in range(match.first, match.after))


def longest(matches: Iterable[Match]) -> list[Match]:
    """Matches that do not overlap: the longer of two, then the earlier."""
    kept: list[Match] = []
    taken: set[int] = set()
    for match in sorted(matches, key=lambda m: (m.first - m.after, m.first, m.owner)):
        if not touches(match, taken):
            kept.append(match)
            taken.update(range(match.first, match.after))
    return sorted(kept, key=lambda m: m.first)
