"""What lists call their columns, and the words they answer with: `headers.yaml`, ready to look up in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from rygrad.directory.clinic import folded
from rygrad.kb.yaml_text import parse


@dataclass(frozen=True, slots=True)
class Headers:
    """Every word of `headers.yaml`, folded, and what it means."""

    columns: Mapping[str, str]
    yes: frozenset[str]
    no: frozenset[str]
    blank: frozenset[str]
    professions: Mapping[str, str]
    specialties: Mapping[str, str]
    languages: Mapping[str, str]
    days: Mapping[str, int]
    danish: Mapping[str, str]
    fields: tuple[str, ...]

    def field_of(self, heading: str) -> str | None:
        """Our name of a column, or None when nobody has told us that word."""
        return self.columns.get(folded(heading))


@lru_cache(maxsize=1)
def headers() -> Headers:
    """The words, read once."""
    told: Any = parse((Path(__file__).parent / "headers.yaml").read_text(encoding="utf-8")).value
    return Headers(
        columns=_turned(told["columns"]),
        yes=_words(told["yes"]),
        no=_words(told["no"]),
        blank=frozenset(str(word) for word in told["blank"]),
        professions=_turned(told["professions"]),
        specialties=_turned(told["specialties"]),
        languages=_turned(told["languages"]),
        days={folded(word): int(days) for word, days in told["days"].items()},
        danish=dict(told["danish"]),
        fields=tuple(told["columns"]),
    )


def _words(said: Iterable[object]) -> frozenset[str]:
    return frozenset(folded(str(word)) for word in said)


def _turned(by_meaning: Mapping[str, Iterable[object]]) -> dict[str, str]:
    """Every word -> what it means; a meaning's own name means itself."""
    return {
        word: meaning for meaning, said in by_meaning.items() for word in {folded(meaning), *_words(said)}
    }
