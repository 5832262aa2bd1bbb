"""The lines between `---` at the top of an article: read, and what is wrong with them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rygrad.kb.problem import Problem
from rygrad.kb.yaml_text import Parsed, YamlFault, parse

FENCE = "---"
UPDATED = ("updated", "last_updated", "lastUpdated")
LANGUAGES = ("da", "en")
STATUSES = ("draft", "reviewed", "retired")
WANTED_OF_OURS = ("id", "lang", "title", "description", "updated", "status", "covers", "related", "about")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")


@dataclass
class FrontMatter:
    """What the top of an article says, its problems, and the text below it with its first line's number."""

    values: dict[str, Any] = field(default_factory=dict)
    parsed: Parsed | None = None
    body: str = ""
    body_line: int = 1
    problems: list[Problem] = field(default_factory=list)

    def text(self, *keys: str) -> str:
        """The first of some keys that holds text; empty when none does."""
        found = (self.values.get(key) for key in keys)
        return next((str(value).strip() for value in found if isinstance(value, (str, int))), "")

    def words(self, key: str) -> tuple[str, ...]:
        """A list of words; one word alone is a list of one."""
        value = self.values.get(key)
        listed = value if isinstance(value, list) else [] if value is None else [value]
        return tuple(str(word) for word in listed)

    def updated(self) -> date | None:
        """The day of the last change; None when it is not told or cannot be read."""
        return read_day(next((self.values[key] for key in UPDATED if key in self.values), None))

    def place_of_date(self) -> tuple[int, int]:
        """Line and column of the day of the last change."""
        return self.place(next((key for key in UPDATED if key in self.values), UPDATED[0]))

    def place(self, key: str) -> tuple[int, int]:
        """Line and column of a key's value in the file; the file's first line when it is not there."""
        if self.parsed is None or key not in self.values:
            return 1, 1
        line, column = self.parsed.place((key,))
        return line + 1, column


def read_day(value: object) -> date | None:
    """A date as editors write it: 21/03/2025, 21-03-2025, 21.3.2025 (day first) or 2025-03-21."""
    if isinstance(value, date):
        return value
    text = str(value).strip() if isinstance(value, str) else ""
    try:
        if found := _DAY_FIRST.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _ISO.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
    return None


def front_matter(text: str, file: str) -> FrontMatter:
    """The front matter of a text and the body after it; a text without any has only a body."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return FrontMatter(body=text)
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        fault = Problem(
            file, 1, 1, "»---« øverst bliver ikke lukket af »---«", "'---' at the top is never closed"
        )
        return FrontMatter(body="\n".join(lines[1:]), body_line=2, problems=[fault])
    made = FrontMatter(body="\n".join(lines[end + 1 :]), body_line=end + 2)
    try:
        made.parsed = parse("\n".join(lines[1:end]))
    except YamlFault as e:
        made.problems.append(Problem(file, e.line + 1, e.column, e.da, e.en))
        return made
    if isinstance(made.parsed.value, dict):
        made.values = made.parsed.value
    elif made.parsed.value is not None:
        da, en = "øverst skal stå »nøgle: værdi«", "the top must be lines of 'key: value'"
        made.problems.append(Problem(file, 2, 1, da, en))
    _judge(made, file)
    return made


def _judge(made: FrontMatter, file: str) -> None:
    """What is wrong with single values, whoever wrote the article."""
    if len(said := [key for key in UPDATED if key in made.values]) > 1:
        da = f"datoen står både som {' og '.join(said)}"
        made.problems.append(
            Problem(file, *made.place(said[1]), da, f"the date stands as {' and '.join(said)}")
        )
    if said and made.updated() is None:
        shown = made.values[said[0]]
        da = f"{said[0]}: »{shown}« er ikke en dato; skriv 2025-03-21 eller 21/03/2025"
        en = f"{said[0]}: '{shown}' is not a date; write 2025-03-21 or 21/03/2025 (day first)"
        made.problems.append(Problem(file, *made.place(said[0]), da, en))
    for key, allowed in (("lang", LANGUAGES), ("status", STATUSES)):
        if key in made.values and made.values[key] not in allowed:
            da = f"{key}: »{made.values[key]}« kendes ikke; skriv {' eller '.join(allowed)}"
            en = f"{key}: '{made.values[key]}' is not known; write {' or '.join(allowed)}"
            made.problems.append(Problem(file, *made.place(key), da, en))


def missing_of_ours(made: FrontMatter, file: str) -> list[Problem]:
    """What an article that ships must say at its top and does not; and keys that nothing reads."""
    missing = [
        Problem(file, 1, 1, f"{key} mangler øverst i artiklen", f"{key} is missing at the top of the article")
        for key in WANTED_OF_OURS
        if made.values.get(key) is None
    ]
    unknown = [
        Problem(file, *made.place(key), f"{key} kendes ikke her", f"{key} is not known here")
        for key in made.values
        if key not in WANTED_OF_OURS
    ]
    return missing + unknown
