"""Entries of `phrases/`: words that frighten without need, and words that keep the medical meaning."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from rygrad.kb.basics import Carrier, Id, Text

Severity = Literal["catastrophic", "structural", "jargon"]  # most severe first


class Phrase(Carrier):
    """Wording that frightens, in both languages, with why and what to write instead."""

    severity: Severity
    why: Text
    claims: list[Id] = Field(min_length=1)
