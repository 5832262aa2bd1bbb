"""What is wrong with the knowledge, and exactly where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault: file, line and column (from 1), and what it is in Danish and English."""

    file: str
    line: int
    column: int
    da: str
    en: str

    def text(self, lang: str = "en") -> str:
        """`file:line:column: what is wrong`, as editors understand it."""
        return f"{self.file}:{self.line}:{self.column}: {self.da if lang == 'da' else self.en}"


class Refusal(Exception):
    """What was asked for cannot be done: why, in Danish and English; nothing has been changed."""

    def __init__(self, da: str, en: str) -> None:
        super().__init__(en)
        self.da, self.en = da, en

    def text(self, lang: str) -> str:
        """The message in one language."""
        return self.en if lang == "en" else self.da


class KnowledgeError(Exception):
    """The knowledge cannot be used; holds every problem found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(p.text() for p in problems))
        self.problems = problems
