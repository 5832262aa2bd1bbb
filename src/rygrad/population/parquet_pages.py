"""One column of one row group as Parquet keeps it, made from bitmaps whole instead of person by person.

Parquet keeps who has a value (definition levels) as a bitmap, lowest bit first, and yes/no values packed
the same way: what Arrow holds already. A column of words keeps its few words once and a few bits a person.
Source: the Apache Parquet format specification (data page V1, PLAIN, RLE, RLE_DICTIONARY).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa  # type: ignore[import-untyped]

from rygrad.population.thrift_compact import (
    BINARY,
    I32,
    I64,
    LIST,
    STRUCT,
    List,
    Struct,
    varint,
    write_struct,
)

Bits = npt.NDArray[np.uint8]
CODEC, _CODEC_NUMBER = "zstd", 6
_BOOLEAN, _BYTE_ARRAY = 0, 6
_PLAIN, _RLE, _RLE_DICTIONARY = 0, 3, 8
_DATA_PAGE, _DICTIONARY_PAGE = 0, 2


@dataclass(frozen=True, slots=True)
class Chunk:
    """A column chunk: its bytes, and its metadata with offsets counted from its own beginning."""

    content: bytes
    metadata: Struct

    def at(self, offset: int) -> Struct:
        """The metadata for a chunk that begins so many bytes into the file."""
        placed = {n: (I64, offset + v) if n in (9, 11) else (k, v) for n, (k, v) in self.metadata.items()}
        return {2: (I64, 0), 3: (STRUCT, placed)}


def yes_no_chunk(column: Any) -> Chunk:
    """A column of true, false and null."""
    values = _bits(column, 1)
    present = _bits(column, 0) if column.null_count else None
    page = _page(present, column, values if present is None else _compacted(values, present))
    return _chunk(column, [(_data_header(len(column), _PLAIN), page)], _BOOLEAN, (_PLAIN, _RLE))


def words_chunk(column: Any) -> Chunk:
    """A dictionary column with one-byte indices; raises TypeError when null stands among its words."""
    if column.dictionary.null_count:
        raise TypeError("null among the words of a column: leave the person's index empty instead")
    words = column.dictionary.to_pylist()
    indices = column.indices
    numbers = np.frombuffer(indices.buffers()[1], np.uint8)[indices.offset : indices.offset + len(indices)]
    present = _bits(indices, 0) if indices.null_count else None
    if present is not None:
        numbers = numbers[np.unpackbits(present, count=len(numbers), bitorder="little").view(bool)]
    wide = next(bits for bits in (1, 2, 4, 8) if len(words) <= 1 << bits)
    run = varint((len(numbers) + 7) // 8 << 1 | 1) if len(numbers) else b""
    page = _page(present, column, bytes([wide]) + run, _packed(numbers, wide))
    kept = b"".join(len(raw).to_bytes(4, "little") + raw for raw in (word.encode() for word in words))
    head: Struct = {1: (I32, _DICTIONARY_PAGE), 7: (STRUCT, {1: (I32, len(words)), 2: (I32, _PLAIN)})}
    pages = [(head, kept), (_data_header(len(column), _RLE_DICTIONARY), page)]
    return _chunk(column, pages, _BYTE_ARRAY, (_PLAIN, _RLE, _RLE_DICTIONARY))


def _packed(numbers: Bits, wide: int) -> Bits:
    """Numbers of so many bits put together to bytes, the first one lowest, in whole groups of eight."""
    packed = np.append(numbers, np.zeros(-len(numbers) % 8, np.uint8))
    while wide < 8:
        packed = packed[::2] | packed[1::2] << np.uint8(wide)
        wide *= 2
    return packed


def _bits(column: Any, buffer: int) -> Bits:
    """A bitmap of the column from its first person on; only whole bytes can be cut off before it."""
    assert column.offset % 8 == 0, "a row group begins at a whole byte"
    start = column.offset // 8
    return np.frombuffer(column.buffers()[buffer], np.uint8)[start : start + (len(column) + 7) // 8]


def _page(present: Bits | None, column: Any, *values: Any) -> bytes:
    """A page: who has a value (one run where all or nobody has, else the bitmap as it is), and the values."""
    levels: list[Any]
    if present is None or column.null_count == len(column):
        levels = [varint(len(column) << 1) + bytes([present is None])]
    else:
        levels = [varint(len(present) << 1 | 1), present]
    length = sum(map(len, levels)).to_bytes(4, "little")
    return b"".join([length, *levels, *values])  # one copy of what may be long


@cache
def _squeezed() -> Bits:
    """For each byte of who has a value (rows) and of values (columns): the values moved together."""
    present, value = np.arange(256, dtype=np.uint8)[:, None], np.arange(256, dtype=np.uint8)[None, :]
    made = np.zeros((256, 256), np.uint8)
    place = np.zeros((256, 1), np.uint8)
    for bit in range(8):
        has = present >> bit & 1
        made |= (value >> bit & has) << place
        place = place + has
    return made


def _compacted(values: Bits, present: Bits) -> Bits:
    """The values of those who have one, moved together: by table to bytes, then by pairs to 64 bits."""
    fill = np.zeros(-len(present) % 8, np.uint8)
    present, values = np.append(present, fill), np.append(values, fill)
    both = present.astype(np.uint16)
    both <<= 8
    both |= values
    parts: npt.NDArray[Any] = _squeezed().ravel().take(both)
    counts: npt.NDArray[Any] = np.bitwise_count(present)
    for half, wide in ((8, "<u2"), (16, "<u4"), (32, "<u8")):
        parts, counts = parts.view(wide), counts.view(wide)
        low = (1 << half) - 1
        first = counts & low
        second = parts >> half
        second <<= first
        parts = parts & low
        parts |= second
        counts = counts >> half
        counts += first
    return _end_to_end(parts, counts)


def _end_to_end(parts: npt.NDArray[np.uint64], counts: npt.NDArray[np.uint64]) -> Bits:
    """Pieces of 0 to 64 bits, each put where the one before it ends.

    Pieces share no bit, so those that begin in one word are joined by their sum, which is the difference of
    two running sums (both of them modulo 2 to the 64th); only a word's last piece reaches into the next.
    """
    ends = np.cumsum(counts)
    begins = ends - counts
    total, word, shift = int(ends[-1]), (begins >> 6).astype(np.int64), begins & 63
    last = np.append(np.flatnonzero(word[1:] != word[:-1]), len(word) - 1)
    made = np.zeros((total >> 6) + 2, np.uint64)
    made[word[last]] = np.diff(np.cumsum(parts << shift)[last], prepend=np.uint64(0))
    made[word[last] + 1] |= parts[last] >> 1 >> (63 - shift[last])
    return made.view(np.uint8)[: (total + 7) >> 3]


def _data_header(count: int, encoding: int) -> Struct:
    kept: Struct = {1: (I32, count), 2: (I32, encoding), 3: (I32, _RLE), 4: (I32, _RLE)}
    return {1: (I32, _DATA_PAGE), 5: (STRUCT, kept)}


def _chunk(column: Any, pages: list[tuple[Struct, bytes]], kind: int, encodings: tuple[int, ...]) -> Chunk:
    made, length, size, begins = list[bytes](), 0, 0, list[int]()
    codec = pa.Codec(CODEC, compression_level=1)
    for head, page in pages:
        packed = codec.compress(page, asbytes=True)
        header = write_struct({**head, 2: (I32, len(page)), 3: (I32, len(packed))})
        begins.append(length)
        made += [header, packed]
        length += len(header) + len(packed)
        size += len(header) + len(page)
    metadata: Struct = {
        1: (I32, kind),
        2: (LIST, List(I32, list(encodings))),
        4: (I32, _CODEC_NUMBER),
        5: (I64, len(column)),
        6: (I64, size),
        7: (I64, length),
        9: (I64, begins[-1]),
    }
    if len(begins) > 1:
        metadata[11] = (I64, begins[0])
    return Chunk(b"".join(made), metadata)


def named(chunk: Chunk, name: str) -> Chunk:
    """The chunk of the column `name`."""
    return Chunk(chunk.content, {**chunk.metadata, 3: (LIST, List(BINARY, [name.encode()]))})
