"""Arrow columns to packed bits: a yes/no column and every column's answered/unanswered without a copy.

Arrow packs a yes/no column eight people a byte, lowest bit first, and says in a second bitmap who
has a value at all. What stands in the values of those who have none is arbitrary, so every bitmap
given here must be joined with the answered ones before it means anything. Bits beyond the last
person are arbitrary too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from rygrad.logic import core
from rygrad.logic.gates import Answered, Given
from rygrad.logic.vocabulary import Choice, Derived, Question, YesNo

Bits = npt.NDArray[np.uint8]
_MANY = 64  # a dictionary with more words than this is no list of choices: it is read as text


class Column:
    """One question's column of one record batch, ready to be cut at any multiple of eight people."""

    def __init__(self, question: Question, column: Any) -> None:
        self.codes: dict[str, int] = {}
        numbers = column
        if isinstance(question, Choice):
            column, numbers, self.codes = _coded(question, column)
        self.answered = _bits(column.buffers()[0], column) if column.null_count else None
        if isinstance(question, YesNo):
            self.values: npt.NDArray[Any] = _bits(column.buffers()[1], column)
        else:
            self.values = _whole_numbers(numbers)


class Block:
    """Some neighbouring people of a record batch: gives every bitmap that the gates load."""

    def __init__(
        self, questions: Mapping[str, Question], columns: Mapping[str, Column], start: int, end: int
    ) -> None:
        self.questions = questions
        self.columns = columns
        self.start = start
        self.end = end
        self.derived: dict[str, npt.NDArray[np.int64]] = {}
        self.bytes = slice(start // 8, (end + 7) // 8)
        self.everybody = np.full(self.bytes.stop - self.bytes.start, 255, np.uint8)

    def load(self, given: Given) -> Bits:
        """The bitmap of one atom, or of who answered a question."""
        match given:
            case Answered(question):
                return self._answered(question)
            case core.Yes(question):
                return self.columns[question].values[self.bytes]
            case core.Is(question, word):
                code = self.columns[question].codes.get(word)
                return ~self.everybody if code is None else self._compared("=", self._number(question), code)
            case core.Against(question, op, value):
                return self._compared(op, self._number(question), value)
            case core.Pair(left, op, right):
                return self._compared(op, self._number(left), self._number(right))

    def _answered(self, question: str) -> Bits:
        asked = self.questions[question]
        if isinstance(asked, Derived):  # its parts' answers are joined by the gates; nobody divides by 0
            return self._compared("!=", self._product(1, asked.under), 0)
        bits = self.columns[question].answered
        return self.everybody if bits is None else bits[self.bytes]

    def _number(self, question: str) -> npt.NDArray[Any]:
        asked = self.questions[question]
        if not isinstance(asked, Derived):
            return self.columns[question].values[self.start : self.end]
        if question not in self.derived:
            over, under = self._product(asked.times, asked.over), self._product(1, asked.under)
            with np.errstate(divide="ignore"):
                self.derived[question] = np.floor_divide(over, under)
        return self.derived[question]

    def _product(self, times: int, questions: tuple[str, ...]) -> npt.NDArray[np.int64]:
        made = np.full(self.end - self.start, times, np.int64)
        for question in questions:
            made *= self._number(question).astype(np.int64)
        return made

    def _compared(self, op: str, left: npt.NDArray[Any], right: npt.NDArray[Any] | int) -> Bits:
        return np.packbits(core.COMPARE[op](left, right), bitorder="little")


def wrong_type(question: Question, found: Any) -> str | None:
    """What is wrong with a column's type for its question, or None."""
    if isinstance(question, YesNo):
        fits, wanted = pa.types.is_boolean(found), "bool"
    elif isinstance(question, Choice):
        text = found.value_type if pa.types.is_dictionary(found) else found
        fits, wanted = _is_text(text), "string or dictionary of string"
    else:
        fits, wanted = pa.types.is_integer(found), "whole numbers (int8 to int64, uint8 to uint64)"
    return None if fits else f"column {question.id!r}: found {found}, wanted {wanted}"


def packed_to_int(bits: tuple[Bits, ...], least: int, count: int) -> npt.NDArray[np.int32]:
    """Binary numbers, one bitmap a digit, as 32-bit whole numbers."""
    made = np.full(count, least, np.int32)
    for at, digit in enumerate(bits):
        made += np.unpackbits(digit, count=count, bitorder="little").astype(np.int32) << at
    return made


def _is_text(found: object) -> bool:
    return any(is_(found) for is_ in (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view))


def _bits(buffer: Any, column: Any) -> Bits:
    """A bitmap buffer from a column's first person on; copied only when that is amid a byte."""
    start, shift = divmod(column.offset, 8)
    bits = np.frombuffer(buffer, np.uint8)[start : (column.offset + len(column) + 7) // 8]
    if shift == 0:
        return bits
    later = np.append(bits[1:], np.uint8(0))
    return (bits >> np.uint8(shift)) | (later << np.uint8(8 - shift))


def _whole_numbers(column: Any) -> npt.NDArray[Any]:
    width = column.type.to_pandas_dtype()
    return np.frombuffer(column.buffers()[1], width)[column.offset : column.offset + len(column)]


def _coded(question: Choice, column: Any) -> tuple[Any, Any, dict[str, int]]:
    """A choice column, the same as small whole numbers, and which number stands for which word."""
    if pa.types.is_dictionary(column.type):
        words = column.dictionary
        if len(words) <= _MANY and not words.null_count and len(words.unique()) == len(words):
            return column.indices, column.indices, {word: at for at, word in enumerate(words.to_pylist())}
        column = column.dictionary_decode()
    if pa.types.is_string_view(column.type):
        column = column.cast(pa.string())
    # A word that is no choice is an answer all the same: it differs from every choice.
    places = pc.index_in(column, value_set=pa.array(question.words, column.type)).fill_null(-1)
    return column, places, {word: at for at, word in enumerate(question.words)}
