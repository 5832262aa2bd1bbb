"""Synthetic people by the million: the columns that the rules stand on, from a seed, part by part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa

from rygrad.logic.program import Program
from rygrad.logic.vocabulary import Choice, Number, Question, YesNo

PART = 1 << 19  # people
_YES, _OPEN = 13, 26  # of 256: 5 % yes, 10 % unanswered


def parts(program: Program, columns: Sequence[str], people: int, seed: int) -> Iterator[pa.Table]:
    """`people` synthetic people in tables of at most `PART`; the same seed gives the same people."""
    for at in range(0, people, PART):
        random = np.random.default_rng((seed, at))
        count = min(PART, people - at)
        made = {name: _column(program.questions[name], count, random) for name in columns}
        yield pa.table(made)


def _column(question: Question, count: int, random: np.random.Generator) -> pa.Array:
    missing = random.integers(0, 256, count, np.uint8) < _OPEN
    chance = random.integers(0, 256, count, np.uint8)
    if isinstance(question, YesNo):
        return pa.array(chance < _YES, mask=missing)
    if isinstance(question, Choice):
        chosen = np.where(chance < 3 * _YES, chance % len(question.words), 0).astype(np.int8)
        return pa.DictionaryArray.from_arrays(pa.array(chosen, mask=missing), pa.array(question.words))
    assert isinstance(question, Number)
    kind = np.int16 if question.high < 2**15 else np.int32
    wide = random.integers(question.low, question.high + 1, count, kind)
    usual = random.integers(question.low, min(question.high, question.low + 90) + 1, count, kind)
    return pa.array(np.where(chance < 128, wide, usual), mask=missing)
