"""Every answer of a part looked at before anything is concluded from it, a column at a time.

A column that is in order costs at most one pass (numbers), or a look at its words alone (choices).
An answer that cannot be used refuses the whole person: left out as unanswered, it could hide a red flag.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from rygrad.kb.models import Question
from rygrad.population.answer_mapping import Answer, Taken

Reason = Literal["out_of_range", "fraction", "nan", "unknown_word", "no_number", "not_mapped"]
YES_NO = {
    "true": True, "1": True, "yes": True, "ja": True,
    "false": False, "0": False, "no": False, "nej": False,
}  # fmt: skip
# three zeros after a point or a comma may be thousands: 1.000 days are no single day
_WHOLE = re.compile(r"[+-]?\d{1,18}([.,](0{1,2}|0{4,18}))?")
_FRACTION = re.compile(r"[+-]?\d*[.,]\d+(e[+-]?\d+)?")


@dataclass(frozen=True, slots=True)
class Bad:
    """A reason beside an answer, for a word that cannot be used."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and where its answers stand; `as_text` where the file holds nothing but text."""

    question: Question
    taken: Taken
    nan_missing: bool = False
    as_text: bool = False

    def said(self, reason: Reason) -> tuple[str, str]:
        """What is wrong with an answer, in Danish and English."""
        q, times = self.question, self.taken.times
        unit = q.unit if times == 1 else f"{q.unit}, times {times}"
        words = ", ".join(q.of or ("true", "false", "1", "0", "yes", "no", "ja", "nej"))
        return {
            "out_of_range": (
                f"uden for det mulige: {q.min} til {q.max} ({unit})",
                f"out of range: {q.min} to {q.max} ({unit})",
            ),
            "fraction": (f"skal være et helt tal ({unit})", f"must be a whole number ({unit})"),
            "nan": (
                "NaN er intet svar; lad feltet være tomt, eller brug --nan missing",
                "NaN is no answer; leave the field empty, or use --nan missing",
            ),
            "unknown_word": (f"ukendt ord; muligt: {words}", f"unknown word; allowed: {words}"),
            "no_number": (f"er ikke et tal ({unit})", f"is no number ({unit})"),
            "not_mapped": ("står ikke i mapping-filen", "does not stand in the mapping file"),
        }[reason]


@dataclass(frozen=True, slots=True)
class Faulty:
    """The people of a part whose answer to one question cannot be used, as a column of true and false."""

    asked: Asked
    reason: Reason
    who: Any


def allowed_types(asked: Asked) -> str:
    """The column types that a question's answers may have, for messages."""
    if asked.taken.values is not None:
        return "string, bool, int8-int64"
    return {
        "yes_no": "bool",
        "choice": "string, dictionary of string",
        "number": "int8-int64, uint8-uint64, float, double",
    }[asked.question.type]


def fits(asked: Asked, found: Any) -> bool:
    """Whether a column of this type can hold the question's answers."""
    types = pa.types
    plain = found.value_type if types.is_dictionary(found) else found
    text = types.is_string(plain) or types.is_large_string(plain) or types.is_string_view(plain)
    if types.is_null(found):
        return True
    if asked.as_text or asked.taken.values is not None:
        return bool(text or types.is_boolean(found) or types.is_integer(found))
    if asked.question.type == "yes_no":
        return bool(types.is_boolean(found))
    if asked.question.type == "choice":
        return bool(text)
    return bool(types.is_integer(found) or types.is_floating(found))


def answers(asked: Asked, column: Any) -> tuple[Any, list[Faulty]]:
    """A column as the rules read it, empty where an answer cannot be used, and who gave such answers."""
    if pa.types.is_null(column.type):
        return column, []
    if asked.taken.values is not None or asked.as_text:
        return _by_words(asked, column)
    if asked.question.type == "choice":
        return _choice(asked, column)
    return _number(asked, column) if asked.question.type == "number" else (column, [])


def _choice(asked: Asked, column: Any) -> tuple[Any, list[Faulty]]:
    words = _worded(column)
    if set(words.dictionary.to_pylist()) <= set(asked.question.of or ()):
        return words, []
    return _by_words(asked, words)


def _worded(column: Any) -> Any:
    """A column as a dictionary of its words, each once, none of them null."""
    if not pa.types.is_dictionary(column.type):
        plain = column if pa.types.is_string(column.type) else column.cast(pa.string())
        return plain.dictionary_encode()
    words = column.dictionary
    if words.null_count or not pa.types.is_string(words.type) or len(words.unique()) < len(words):
        return column.dictionary_decode().cast(pa.string()).dictionary_encode()
    return column


def _by_words(asked: Asked, column: Any) -> tuple[Any, list[Faulty]]:
    """Each word understood once, then everybody's answer looked up."""
    worded = _worded(column)
    found = [_understood(asked, word) for word in worded.dictionary.to_pylist()]
    faults = [
        Faulty(asked, reason, _with_word(worded, [at for at, f in enumerate(found) if f == Bad(reason)]))
        for reason in dict.fromkeys(f.reason for f in found if isinstance(f, Bad))
    ]
    made = [None if isinstance(f, Bad) else f for f in found]
    taken = _typed(asked.question, made, worded.indices)
    return taken, [fault for fault in faults if pc.any(fault.who).as_py()]


def _with_word(worded: Any, codes: Sequence[int]) -> Any:
    return pc.is_in(worded.indices, value_set=pa.array(codes, worded.indices.type), skip_nulls=True)


def _typed(question: Question, made: list[Answer], places: Any) -> Any:
    if question.type == "choice":
        words = list(question.of or ())
        codes = pa.array([None if word is None else words.index(str(word)) for word in made], pa.int8())
        return pa.DictionaryArray.from_arrays(codes.take(places), pa.array(words, pa.string()))
    return pa.array(made, pa.bool_() if question.type == "yes_no" else pa.int32()).take(places)


def _understood(asked: Asked, word: str) -> Answer | Bad:
    values = asked.taken.values
    if asked.as_text:
        word = word.strip()
        if not word and (values is None or "" not in values):
            return None
    if values is not None:
        return values[word] if word in values else Bad("not_mapped")
    if word.lower() == "nan":
        return None if asked.nan_missing else Bad("nan")
    return _PARSED[asked.question.type](asked, word)


def _yes_or_no(_: Asked, word: str) -> Answer | Bad:
    return YES_NO.get(word.lower(), Bad("unknown_word"))


def _one_of(asked: Asked, word: str) -> Answer | Bad:
    return word if word in (asked.question.of or ()) else Bad("unknown_word")


def _counted(asked: Asked, word: str) -> Answer | Bad:
    if not _WHOLE.fullmatch(word):
        return Bad("fraction" if _FRACTION.fullmatch(word.lower()) else "no_number")
    value = int(re.split("[.,]", word)[0]) * asked.taken.times
    q = asked.question
    return value if (q.min or 0) <= value <= (q.max or 0) else Bad("out_of_range")


_PARSED: dict[str, Callable[[Asked, str], Answer | Bad]] = {
    "yes_no": _yes_or_no,
    "choice": _one_of,
    "number": _counted,
}


def _number(asked: Asked, column: Any) -> tuple[Any, list[Faulty]]:
    faults: list[Faulty] = []
    if pa.types.is_floating(column.type):
        column, faults = _whole(asked, column.cast(pa.float64()))  # few functions know half floats
    times = asked.taken.times
    low, high = -(-(asked.question.min or 0) // times), (asked.question.max or 0) // times
    ends = pc.min_max(column)
    least, most = ends["min"].as_py(), ends["max"].as_py()
    if least is not None and (least < low or most > high):
        wide = pa.uint64() if pa.types.is_uint64(column.type) else None  # beyond what an int64 can hold
        below, above = pc.less(column, pa.scalar(low, wide)), pc.greater(column, pa.scalar(high, wide))
        outside = pc.fill_null(pc.or_(below, above), False)
        faults.append(Faulty(asked, "out_of_range", outside))
        column = _without(column, outside)
    if pa.types.is_floating(column.type):
        column = column.cast(pa.int32())
    return (column if times == 1 else pc.multiply(column.cast(pa.int32()), times)), faults


def _whole(asked: Asked, column: Any) -> tuple[Any, list[Faulty]]:
    """A column of fractions without those and without NaN."""
    faults = []
    nan = pc.fill_null(pc.is_nan(column), False)
    if pc.any(nan).as_py():
        column = _without(column, nan)
        faults = [] if asked.nan_missing else [Faulty(asked, "nan", nan)]
    fraction = pc.fill_null(pc.not_equal(pc.floor(column), column), False)
    if pc.any(fraction).as_py():
        column = _without(column, fraction)
        faults.append(Faulty(asked, "fraction", fraction))
    return column, faults


def _without(column: Any, who: Any) -> Any:
    return pc.if_else(who, pa.scalar(None, column.type), column)
