"""Entries of `phrases/`: words that frighten without need, and words that keep the medical meaning."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from rygrad.kb.basics import Carrier, Id, Text
from rygrad.kb.phrase_patterns import read_pattern, stands_in

Severity = Literal["catastrophic", "structural", "jargon"]  # most severe first


def _readable(pattern: str) -> str:
    read_pattern(pattern)
    return pattern


PatternText = Annotated[str, AfterValidator(_readable)]


class Wanted(Carrier):
    """What all of them share: the wordings to look for in each language, and where they do not count."""

    da: list[PatternText] = []
    en: list[PatternText] = []
    not_da: list[PatternText] = []  # a match that touches one of these is none
    not_en: list[PatternText] = []

    @model_validator(mode="after")
    def _looks_for_something(self) -> Wanted:
        if not (self.da or self.en):
            raise ValueError("mangler mønstre (`da` eller `en`)", "needs patterns (`da` or `en`)")
        return self

    def patterns(self, lang: str) -> list[str]:
        """What to look for in a language."""
        return self.en if lang == "en" else self.da

    def exceptions(self, lang: str) -> list[str]:
        """Wordings in a language that are something else, though a pattern fits."""
        return self.not_en if lang == "en" else self.not_da


class Phrase(Wanted):
    """Wording that frightens, with why, and what to write instead where that keeps the medical meaning."""

    severity: Severity
    why: Text
    instead: Text | None = None
    note: Text | None = None
    claims: list[Id] = Field(min_length=1)

    @model_validator(mode="after")
    def _helps(self) -> Phrase:
        """There is advice, and the alternative is not what was complained of."""
        if self.instead is None and self.note is None:
            raise ValueError("mangler `instead` eller `note`", "needs `instead` or `note`")
        for lang, text in _each(self.instead):
            if not text.strip():
                raise ValueError(f"instead.{lang} er tom", f"instead.{lang} is empty")
            for pattern in self.patterns(lang):
                if stands_in(pattern, text):
                    raise ValueError(
                        f"instead.{lang} siger det samme igen: »{pattern}«",
                        f"instead.{lang} says the same again: '{pattern}'",
                    )
        return self


class NeverSoften(Wanted):
    """A name of something serious: it stays as it is, and nothing softer is ever suggested for it."""

    title: Text
    claims: list[Id] = Field(min_length=1)


class PhraseContext(Wanted):
    """Words around a match that change it: it is denied, or quoted in order to be corrected."""

    id: Literal["denied", "corrected"]
    within_words: int = Field(ge=1, le=20)  # how far before the match


class ReadingBand(Carrier):
    """How hard texts of a LIX are to read: below the value of the claim `below`; the last has none."""

    title: Text
    below: Id | None = None
    claims: list[Id] = Field(min_length=1)


def _each(text: Text | None) -> list[tuple[str, str]]:
    return [("da", text.da), ("en", text.en)] if text else []
