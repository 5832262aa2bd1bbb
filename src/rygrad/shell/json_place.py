"""Where a key stands twice in JSON text: the reader that finds it knows no line."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

_MARK = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Place:
    """A key, its line and column, from 1, and the number of the person where the text is a list."""

    key: str
    line: int
    column: int
    person: int | None


class _Keys(set[str]):
    """The keys of one object so far."""


def second_key(text: str) -> Place | None:
    """The first key that stands twice in its object; None when there is none.

    For text that json has read as far as that key: what follows is not looked at.
    """
    inside: list[_Keys | None] = []  # the objects and lists around a mark; None is a list
    person, last = 1, None
    for mark in _MARK.finditer(text):
        token = mark.group()
        if token in "{[":
            inside.append(_Keys() if token == "{" else None)
        elif token in "}]":
            inside.pop()
        elif token == "," and inside == [None]:
            person += 1
        elif token == ":" and last is not None and inside and inside[-1] is not None:
            key = json.loads(last.group())
            if key in inside[-1]:
                return _place(key, text, last.start(), person if inside[0] is None else None)
            inside[-1].add(key)
        last = mark if token.startswith('"') else None
    return None


def _place(key: str, text: str, at: int, person: int | None) -> Place:
    before = text[:at]
    return Place(key, before.count("\n") + 1, at - before.rfind("\n"), person)
