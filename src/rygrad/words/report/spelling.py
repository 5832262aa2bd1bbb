"""Misspelt words of findings mended; never one finding into another, never a word that is right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

SHORTEST = 5  # letters; shorter words are too like each other
LONG_FROM = 10  # letters; from here two faults are forgiven
COMPOUNDS = (
    "diskus",
    "disk",
    "facetleds",
    "spinal",
    "kanal",
    "reces",
    "foraminal",
    "kompressions",
    "nerverods",
)


@dataclass(frozen=True)
class Spelling:
    """The words that may be meant (each with its finding), and those that are right as they are."""

    targets: dict[str, str]
    right: frozenset[str]
    recognised: Callable[[str], bool]
    _known: dict[str, str] = field(default_factory=dict)

    def mended(self, word: str) -> str:
        """The word that was meant, or the word itself."""
        if len(word) < SHORTEST or word in self.right or not word.isalpha():
            return word
        known = self._known.get(word)
        if known is None:
            known = word if self.recognised(word) else self._nearest(word) or self._in_compound(word) or word
            if len(self._known) < 20_000:
                self._known[word] = known
        return known

    def _nearest(self, word: str) -> str | None:
        """The one finding's word within reach; None when a right word or another finding is as near."""
        most = 2 if len(word) >= LONG_FROM else 1
        near: dict[str, int] = {}
        for target in self.targets:
            if abs(len(target) - len(word)) <= most:
                distance = OSA.distance(word, target, score_cutoff=most)
                if distance <= most:
                    near[target] = distance
        if not near:
            return None
        best = min(near.values())
        chosen = sorted(t for t, distance in near.items() if distance == best)
        others = {self.targets[t] for t, distance in near.items() if distance <= best + 1}
        if len(others) > 1 or chosen[0][0] != word[0] or self._as_near_to_a_right_word(word, best, chosen):
            return None
        return chosen[0]

    def _as_near_to_a_right_word(self, word: str, best: int, chosen: list[str]) -> bool:
        return any(
            abs(len(right) - len(word)) <= best
            and right not in self.targets
            and not any(right.startswith(c) or c.startswith(right) for c in chosen)
            and OSA.distance(word, right, score_cutoff=best) <= best
            for right in self.right
            if len(right) >= SHORTEST
        )

    def _in_compound(self, word: str) -> str | None:
        """A misspelt word behind one that is right, as Danish writes them together: "diskusprotusion"."""
        for first in COMPOUNDS:
            rest = word.removeprefix(first)
            if rest != word and len(rest) >= SHORTEST and not self.recognised(rest):
                mended = self._nearest(rest)
                if mended:
                    return first + mended
        return None
