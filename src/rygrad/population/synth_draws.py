"""Chance that stands still: the same numbers for the same seed, question and person, whatever the order.

Each question has a random stream of its own and each block of people a place in it, so person i is the
same however many there are, and a question that is added changes no other question's answers.
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

BLOCK = 1 << 15  # people; another number makes other people of the same seed

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Yes = npt.NDArray[np.bool_]
Values = npt.NDArray[Any]


class Draws:
    """Uniform random numbers in [0, 1) for the first `people` of a block, one for each person and stream."""

    def __init__(self, seed: int, block: int, people: int = BLOCK) -> None:
        self.seed, self.block, self.people = seed, block, people
        self._kept: dict[tuple[str, ...], Floats] = {}

    def uniform(self, *stream: str) -> Floats:
        """The numbers of one stream, such as a question and what they are for."""
        key = np.array([self.seed, _number("/".join(stream))], np.uint64)
        made = np.random.Philox(key=key, counter=np.array([0, 0, 0, self.block], np.uint64))
        return np.random.Generator(made).random(self.people)

    def kept(self, *stream: str) -> Floats:
        """The same, remembered: for a stream that is asked for more than once."""
        if stream not in self._kept:
            self._kept[stream] = self.uniform(*stream)
        return self._kept[stream]


@cache
def _number(stream: str) -> int:
    return int.from_bytes(hashlib.sha256(stream.encode()).digest()[:8], "little")


def picked(parts: list[float], chance: Floats) -> Whole:
    """For each person which of the outcomes, when their shares are `parts`; they add up to 1."""
    if len(parts) == 2:
        return (chance >= parts[0]).astype(np.int64)
    edges = np.cumsum(parts)
    last = max(
        at for at, part in enumerate(parts) if part > 0
    )  # what is left by rounding goes to no empty one
    return np.minimum(np.searchsorted(edges, chance, side="right"), last)


def between(low: Values, high: Values, chance: Floats) -> Whole:
    """Whole numbers from `low` to `high`, each as likely."""
    made: Whole = np.minimum(low + np.floor(chance * (high - low + 1)), high).astype(np.int64)
    return made


def level_for(share: float, times: Floats) -> float:
    """The odds from which people whose odds are `times` as large say yes as often as `share` on the whole."""
    low, high = -40.0, 40.0
    for _ in range(80):
        middle = (low + high) / 2
        if float(np.mean(chance_of(middle, times))) < share:
            low = middle
        else:
            high = middle
    return round((low + high) / 2, 9)


def chance_of(level: float, times: Floats) -> Floats:
    """Each person's chance; `level` is the logarithm of the odds of those whose odds are 1 time as large."""
    odds = np.exp(level) * times
    made: Floats = odds / (1 + odds)
    return made
