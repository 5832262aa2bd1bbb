"""The file of outcomes: Parquet, written row group by row group.

pyarrow writes yes/no columns person by person, which for a column a rule takes six times as long as
reading the answers. So pyarrow writes what it is good at (the schema, the footer's keys, the kept
columns), and the columns of bitmaps and words are put beside them as they are.
Why, and what holds it: docs/decisions/0019-outcomes-are-written-as-bitmaps.md.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from rygrad.population.parquet_pages import Chunk, named, words_chunk, yes_no_chunk
from rygrad.population.thrift_compact import (
    BINARY,
    I16,
    I64,
    LIST,
    STRUCT,
    List,
    Struct,
    read_struct,
    write_struct,
)

MAGIC = b"PAR1"
ROWS = 1 << 19  # people a row group
_ROWS_OF_FILE, _ROW_GROUPS, _MADE_BY = 3, 4, 6  # fields of a footer
_OFFSETS = (9, 11)  # of a chunk's metadata: its first page of values, its dictionary


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a file is: bytes, people, row groups."""

    at: int
    rows: int
    groups: int


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a file was written: bytes, people, and what its footer will say of each row group, as hex."""

    at: int
    rows: int
    groups: tuple[str, ...]


class OutcomeFile:
    """Writes tables of one schema to a Parquet file; nothing can read it before `close`."""

    def __init__(
        self, path: Path, schema: Any, metadata: Mapping[str, str], went_on: Mark | None = None
    ) -> None:
        self.schema = schema
        self.ours = [at for at, field in enumerate(schema) if _is_ours(field)]
        self.theirs = [at for at in range(len(schema)) if at not in set(self.ours)]
        self.say(metadata)
        self.rows = 0
        self.groups: list[Struct] = []
        if went_on is None:
            self.file: BinaryIO = path.open("wb")
            self.file.write(MAGIC)
            self.at = len(MAGIC)
        else:
            self._go_on(path, went_on)

    def say(self, metadata: Mapping[str, str]) -> None:
        """Puts what the file says of itself in the place of what it said."""
        self.schema = self.schema.with_metadata({k.encode(): v.encode() for k, v in metadata.items()})
        self.footer = _footer(_written(self.schema.empty_table()))
        self.footer[_MADE_BY] = (BINARY, f"rygrad version {version('rygrad')}".encode())

    @property
    def reached(self) -> Reached:
        """How far the file is by now."""
        return Reached(self.at, self.rows, len(self.groups))

    def mark(self, reached: Reached) -> Mark:
        """What it takes to go on from a place the file had reached, once that is surely on the disk."""
        self.file.flush()
        os.fsync(self.file.fileno())
        groups = tuple(write_struct(group).hex() for group in self.groups[: reached.groups])
        return Mark(reached.at, reached.rows, groups)

    def _go_on(self, path: Path, mark: Mark) -> None:
        """Takes up a file that was left half written, without what came after the mark."""
        self.file = path.open("r+b")
        self.file.truncate(mark.at)
        self.file.seek(mark.at)
        self.at, self.rows = mark.at, mark.rows
        self.groups = [read_struct(bytes.fromhex(group)) for group in mark.groups]

    def write(self, table: Any) -> None:
        """Adds the table's rows; raises TypeError when its columns are not those of the schema."""
        if not table.schema.equals(self.schema, check_metadata=False):
            raise TypeError(f"columns {table.schema.names} of other types than the file's")
        for start in range(0, table.num_rows, ROWS):
            self._group(table.slice(start, ROWS))

    def close(self) -> None:
        """Writes the footer and closes the file."""
        if self.file.closed:
            return
        whole = {**self.footer, _ROWS_OF_FILE: (I64, self.rows)}
        whole[_ROW_GROUPS] = (LIST, List(STRUCT, self.groups))
        footer = write_struct(whole)
        self.file.write(footer + len(footer).to_bytes(4, "little") + MAGIC)
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()

    def __enter__(self) -> OutcomeFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: BaseException | TracebackType | None) -> None:
        if kind is None:
            self.close()
        else:
            self.file.close()

    def _group(self, table: Any) -> None:
        chunks = self._by_pyarrow(table) if self.theirs else {}
        for at in self.ours:
            chunks[at] = _chunk_of(table.field(at).name, _joined(table.column(at)))
        columns, began, size = [], self.at, 0
        for at in range(len(self.schema)):
            chunk = chunks[at]
            columns.append(chunk.at(self.at))
            self.file.write(chunk.content)
            self.at += len(chunk.content)
            size += chunk.metadata[6][1]
        self.rows += table.num_rows
        group: Struct = {1: (LIST, List(STRUCT, columns)), 2: (I64, size), 3: (I64, table.num_rows)}
        ordinal: Struct = {5: (I64, began), 6: (I64, self.at - began), 7: (I16, len(self.groups))}
        self.groups.append(group | ordinal)

    def _by_pyarrow(self, table: Any) -> dict[int, Chunk]:
        """The chunks of the columns that pyarrow writes, cut out of a file of their own."""
        written = _written(table.select(self.theirs))
        (group,) = _footer(written)[_ROW_GROUPS][1].values
        return {
            at: _cut(written, column[3][1])
            for at, column in zip(self.theirs, group[1][1].values, strict=True)
        }


def _is_ours(field: Any) -> bool:
    words = pa.dictionary(pa.int8(), pa.string())
    return bool(field.nullable and (pa.types.is_boolean(field.type) or field.type == words))


def _joined(column: Any) -> Any:
    """A column of a row group as one array that begins at a whole byte."""
    whole = column.combine_chunks()
    whole = whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole
    return whole if whole.offset % 8 == 0 else pa.concat_arrays([whole])


def _chunk_of(name: str, column: Any) -> Chunk:
    return named(yes_no_chunk(column) if pa.types.is_boolean(column.type) else words_chunk(column), name)


def _written(table: Any) -> bytes:
    """The table as pyarrow writes it, in memory, as one row group."""
    sink = pa.BufferOutputStream()
    counted = [field.name for field in table.schema if field.type in (pa.int32(), pa.int64())]
    pq.write_table(
        table,
        sink,
        use_dictionary=[name for name in table.schema.names if name not in counted],
        column_encoding=dict.fromkeys(counted, "DELTA_BINARY_PACKED"),  # who is who: numbers in order
        row_group_size=max(1, table.num_rows),
        compression="zstd",
        compression_level=1,
        write_statistics=False,
    )
    return bytes(sink.getvalue())


def _footer(written: bytes) -> Struct:
    length = int.from_bytes(written[-8:-4], "little")
    return read_struct(written[-8 - length : -8])


def _cut(written: bytes, metadata: Struct) -> Chunk:
    begin = metadata.get(11, metadata[9])[1]
    moved = {n: (I64, v - begin) if n in _OFFSETS else (k, v) for n, (k, v) in metadata.items()}
    return Chunk(written[begin : begin + metadata[7][1]], moved)
