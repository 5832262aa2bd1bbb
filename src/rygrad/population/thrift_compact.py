"""Thrift's compact protocol, as far as a Parquet footer needs it: structs as numbered fields, in and out.

A struct is a dictionary from field number to (wire type, value); lists are (element type, values). What
a field means is for whoever reads it; what is read and written again comes out byte for byte the same.
Source: the Apache Thrift compact protocol specification.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, SET, MAP, STRUCT = range(1, 13)
_WHOLE = (I16, I32, I64)
_LONG_LIST = 15
Struct = dict[int, tuple[int, Any]]


@dataclass(frozen=True, slots=True)
class List:
    """A list and the wire type of its elements."""

    of: int
    values: list[Any] = field(default_factory=list)


def read_struct(given: bytes) -> Struct:
    """The struct that begins with the first byte; raises ValueError or IndexError when it is none."""
    return _Reader(given).struct()


def write_struct(fields: Struct) -> bytes:
    """The bytes of a struct, its fields in the order of their numbers."""
    made = bytearray()
    _put_struct(made, fields)
    return bytes(made)


class _Reader:
    def __init__(self, given: bytes) -> None:
        self.given = given
        self.at = 0

    def byte(self) -> int:
        self.at += 1
        return self.given[self.at - 1]

    def varint(self) -> int:
        value, shift = 0, 0
        while (byte := self.byte()) & 0x80:
            value |= (byte & 0x7F) << shift
            shift += 7
        return value | byte << shift

    def whole(self) -> int:
        coded = self.varint()
        return coded >> 1 ^ -(coded & 1)

    def taken(self, count: int) -> bytes:
        self.at += count
        if self.at > len(self.given):
            raise ValueError("the bytes end within a field")
        return self.given[self.at - count : self.at]

    def struct(self) -> Struct:
        made: Struct = {}
        number = 0
        while head := self.byte():
            number = number + (head >> 4) if head >> 4 else self.whole()
            made[number] = (head & 15, self.value(head & 15))
        return made

    def value(self, kind: int) -> Any:
        if kind in (TRUE, FALSE):
            return kind == TRUE
        if kind in _WHOLE:
            return self.whole()
        if kind == BYTE:
            return self.byte()
        if kind == DOUBLE:
            return self.taken(8)
        if kind == BINARY:
            return self.taken(self.varint())
        if kind in (LIST, SET):
            return self.list()
        if kind == STRUCT:
            return self.struct()
        raise ValueError(f"wire type {kind} does not occur in a Parquet footer")

    def list(self) -> List:
        head = self.byte()
        count = head >> 4 if head >> 4 != _LONG_LIST else self.varint()
        kind = head & 15
        one = self.byte if kind in (TRUE, FALSE) else lambda: self.value(kind)
        return List(kind, [one() for _ in range(count)])


def varint(value: int) -> bytes:
    """A whole number of 0 and above, seven bits a byte, the lowest first."""
    made = bytearray()
    while value > 0x7F:
        made.append(value & 0x7F | 0x80)
        value >>= 7
    made.append(value)
    return bytes(made)


def _put_struct(made: bytearray, fields: Struct) -> None:
    before = 0
    for number in sorted(fields):
        kind, value = fields[number]
        if kind in (TRUE, FALSE):
            kind = TRUE if value else FALSE
        step = number - before
        made += bytes([step << 4 | kind]) if 0 < step <= 15 else bytes([kind]) + _zigzag(number)
        before = number
        _put(made, kind, value)
    made.append(0)


def _zigzag(value: int) -> bytes:
    return varint(value << 1 if value >= 0 else (-value << 1) - 1)


def _put(made: bytearray, kind: int, value: Any) -> None:
    if kind in (TRUE, FALSE):
        return  # the field's head has said it
    if kind in _WHOLE:
        made += _zigzag(value)
    elif kind == BYTE:
        made.append(value)
    elif kind == DOUBLE:
        made += value
    elif kind == BINARY:
        made += varint(len(value)) + value
    elif kind == STRUCT:
        _put_struct(made, value)
    else:
        _put_list(made, value)


def _put_list(made: bytearray, given: List) -> None:
    count = len(given.values)
    made += bytes([min(count, _LONG_LIST) << 4 | given.of])
    if count >= _LONG_LIST:
        made += varint(count)
    for value in given.values:
        if given.of in (TRUE, FALSE):
            made.append(value)
        else:
            _put(made, given.of, value)
