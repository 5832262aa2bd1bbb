"""Prose with the place of every character in the file it came from."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

_NEW_LINE = re.compile(r"\r\n?|\n")
_REMARK = re.compile(r"^\s*rygrad:\s*(.*?)\s*$", re.S | re.I)


class Place(NamedTuple):
    """Line and column, both from 1; columns count characters."""

    line: int
    column: int


class Lines:
    """Where the lines of a text begin; every kind of line end counts as one."""

    def __init__(self, source: str) -> None:
        self.starts = [0, *(match.end() for match in _NEW_LINE.finditer(source))]

    def place(self, offset: int) -> Place:
        """The line and column of a character."""
        line = bisect_right(self.starts, offset)
        return Place(line, offset - self.starts[line - 1] + 1)


@dataclass
class Block:
    """One paragraph, heading, list item or table cell: its text, and where each character stands."""

    page: int | None = None
    has_reference: bool = False
    parts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def say(self, text: str, offset: int) -> None:
        """Adds text that stands in the file letter by letter from `offset`."""
        self.parts.append(text)
        self.starts.extend(range(offset, offset + len(text)))
        self.ends.extend(range(offset + 1, offset + len(text) + 1))

    def say_for(self, text: str, start: int, end: int) -> None:
        """Adds text that stands in the file as something else, such as &aelig;."""
        self.parts.append(text)
        self.starts.extend([start] * len(text))
        self.ends.extend([end] * len(text))

    @property
    def text(self) -> str:
        """What a person reads."""
        return "".join(self.parts)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The part of the file that holds these characters of the text."""
        return self.starts[start], self.ends[end - 1]


@dataclass(frozen=True)
class Remark:
    """A comment to the linter, `rygrad: ...`, and where it stands."""

    says: str
    start: int
    end: int


@dataclass
class Prose:
    """What a person reads in one file."""

    source: str
    blocks: list[Block] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    lang: str | None = None  # as the file itself says
    pages: tuple[int, ...] = ()  # where each page begins, in a file with pages

    def remark(self, comment: str, start: int, end: int) -> None:
        """Keeps a comment when it speaks to the linter."""
        if match := _REMARK.match(comment):
            self.remarks.append(Remark(match[1], start, end))
