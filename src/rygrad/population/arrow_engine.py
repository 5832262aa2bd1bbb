"""The engine that needs nothing but Arrow: rules as bitmaps, and told columns from those bitmaps.

A column's word is found for everybody at once: a bitmap of those still without a word is joined with each
line's bitmap in turn, and the word's number is kept as binary digits, a bitmap a digit.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa  # type: ignore[import-untyped]

from rygrad.kb.knowledge import Knowledge
from rygrad.logic.arrow_bits import Bits
from rygrad.logic.to_bitmaps import to_bitmaps
from rygrad.population.columns import Line, Told, needed, rule_columns, told_columns
from rygrad.population.engines import Engine, outcome_schema

_Digits = npt.NDArray[np.uint8]


@contextmanager
def arrow_engine(knowledge: Knowledge) -> Iterator[Engine]:
    """Answers to what is said of each person, by bitmaps, on one thread."""
    outcomes = to_bitmaps(knowledge.program, needed(knowledge))
    schema, told, rules = outcome_schema(knowledge), told_columns(knowledge), rule_columns(knowledge)

    def answered(table: Any) -> Any:
        parts = [_said(batch, told, rules, schema) for batch in outcomes(table).to_batches()]
        return pa.Table.from_batches(parts, schema)

    yield answered


def _said(batch: Any, told: tuple[Told, ...], rules: tuple[str, ...], schema: Any) -> Any:
    columns = [_column(one, batch) for one in told] + [batch.column(name) for name in rules]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _column(told: Told, batch: Any) -> Any:
    """A told column: every person gets the word of the first line that holds."""
    width = (batch.num_rows + 7) // 8
    words = (False, True) if told.is_yes_no else told.words
    numbers = {word: number for number, word in enumerate(words)}
    digits = np.zeros((len(words).bit_length(), width), np.uint8)
    left = np.full(width, 255, np.uint8)
    for line in told.lines:
        met = left & _holds(line, batch)
        _add(digits, numbers[line.word], met)
        left ^= met
    if told.otherwise is not None:
        _add(digits, numbers[told.otherwise], left)
        left[:] = 0
    known = pa.py_buffer(~left)
    if told.is_yes_no:
        return pa.Array.from_buffers(pa.bool_(), batch.num_rows, [known, pa.py_buffer(digits[0])])
    numbered = pa.py_buffer(_numbered(digits, batch.num_rows))
    indices = pa.Array.from_buffers(pa.int8(), batch.num_rows, [known, numbered])
    return pa.DictionaryArray.from_arrays(indices, pa.array(words, pa.string()))


def _add(digits: _Digits, number: int, met: Bits) -> None:
    for place, digit in enumerate(digits):
        if number >> place & 1:
            digit |= met


def _holds(line: Line, batch: Any) -> Bits:
    """Those of whom the outcome is true, open, or not surely false."""
    valid, value = (np.frombuffer(part, np.uint8) for part in batch.column(line.name).buffers())
    if line.state == "true":
        return value & valid
    return ~valid if line.state == "open" else value | ~valid


def _numbered(digits: _Digits, count: int) -> npt.NDArray[np.int8]:
    """A byte a person, eight at a time: a digit stands lowest in each byte and moves up to its place."""
    numbers = np.zeros(digits.shape[1], np.uint64)
    for place, digit in enumerate(digits):
        numbers |= np.unpackbits(digit, bitorder="little").view(np.uint64) << np.uint64(place)
    return numbers.view(np.int8)[:count]
