"""A part's answers checked, what goes along with them, and a row for each answer that cannot be used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import reduce
from typing import Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from rygrad.population.answer_checks import YES_NO, Faulty, answers
from rygrad.population.answer_files import Part
from rygrad.population.answers_in import Source
from rygrad.population.engines import WORD
from rygrad.population.half_done import REFUSED, Count
from rygrad.population.outcome_shape import kept_schema

MOST_WORDS = 127  # that a word's number in one byte can tell apart


def checked(part: Part, source: Source) -> tuple[Any, Any, list[Faulty]]:
    """A part's answers as the rules read them, what goes along, and whose answers cannot be used."""
    columns, faults = {}, []
    for asked in source.asked:
        columns[asked.question.id], found = answers(asked, _one(part.table.column(asked.taken.column)))
        faults += found
    along = {f.name: _along(f, columns, part.table) for f in kept_schema(source)}
    return pa.table(columns), pa.table(along), faults


def _along(field: Any, columns: Mapping[str, Any], table: Any) -> Any:
    """A kept column: a question as checked, any other as it stands."""
    if field.name not in columns:
        return _one(table.column(field.name)).cast(field.type)
    column = columns[field.name]
    return _as_words(column) if field.type == WORD else column.cast(field.type)


def _as_words(column: Any) -> Any:
    """A choice with its words numbered in one byte."""
    if pa.types.is_null(column.type):
        return pa.DictionaryArray.from_arrays(pa.nulls(len(column), pa.int8()), pa.array([], pa.string()))
    if len(column.dictionary) > MOST_WORDS:
        column = column.dictionary_decode().dictionary_encode()
    return pa.DictionaryArray.from_arrays(column.indices.cast(pa.int8()), column.dictionary)


def _one(column: Any) -> Any:
    """A column of a part as one array."""
    if column.num_chunks == 1:
        return column.chunk(0)
    if pa.types.is_dictionary(column.type):
        column = column.unify_dictionaries()
    whole = column.combine_chunks()
    return whole if not isinstance(whole, pa.ChunkedArray) else pa.concat_arrays(whole.chunks)


def any_synthetic(along: Any) -> bool:
    """Whether the column `synthetic`, in whatever form it came, says of anybody that they are invented."""
    if "synthetic" not in along.column_names:
        return False
    words = along.column("synthetic").cast(pa.string()).unique().to_pylist()
    return any(YES_NO.get(str(word).strip().lower()) for word in words)


def who_is_refused(faults: Sequence[Faulty], people: int) -> Any:
    """Who is refused for any reason, or None where nobody is."""
    if not faults:
        return None
    return reduce(pc.or_, (fault.who for fault in faults), pa.repeat(pa.scalar(False), people))


def set_aside(part: Part, source: Source, faults: Sequence[Faulty]) -> Any:
    """Each answer that cannot be used as a row: where it stands, whose it is, and why."""
    return pa.concat_tables([REFUSED.empty_table(), *(_rows(part, source, fault) for fault in faults)])


def _rows(part: Part, source: Source, fault: Faulty) -> Any:
    places = pc.indices_nonzero(fault.who)
    column = fault.asked.taken.column
    count = len(places)
    who = _one(part.table.column(source.id_column)).take(places) if source.id_column else pa.nulls(count)
    files, rows = part.found(places.to_numpy().astype(np.int64))
    columns = [
        pa.array([str(file.path) for file in source.files], pa.string()).take(pa.array(files)),
        pa.array(rows + 1),
        who,
        pa.repeat(pa.scalar(column), count),
        _one(part.table.column(column)).take(places),
        pa.repeat(pa.scalar(fault.asked.said(fault.reason)[1]), count),
    ]
    fitted = [_readable(column).cast(field.type) for column, field in zip(columns, REFUSED, strict=True)]
    return pa.Table.from_arrays(fitted, schema=REFUSED)


def _readable(column: Any) -> Any:
    """Bytes, such as a scrambled id, as the text they are, else as hexadecimal digits."""
    types = pa.types
    if not any(
        is_bytes(column.type)
        for is_bytes in (types.is_binary, types.is_large_binary, types.is_fixed_size_binary)
    ):
        return column
    return pa.array([None if one is None else _text_or_hex(one) for one in column.to_pylist()], pa.string())


def _text_or_hex(one: bytes) -> str:
    try:
        return one.decode()
    except UnicodeDecodeError:
        return one.hex()


def counted(
    before: Mapping[str, Count], part: Part, source: Source, faults: Sequence[Faulty]
) -> dict[str, Count]:
    """The counts by question and reason with those of one more part."""
    counts = dict(before)
    for fault in faults:
        name = f"{fault.asked.question.id} {fault.reason}"
        first = _rows(part, source, fault).slice(0, 1).to_pylist()[0]
        old = counts.get(name) or Count(0, str(first["value"])[:40], first["row"], first["file"])
        counts[name] = replace(old, people=old.people + int(pc.sum(fault.who).as_py()))
    return counts
