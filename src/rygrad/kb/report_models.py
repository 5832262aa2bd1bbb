"""Entries of `findings/`: what a scan report may say, in which words, and how common it is without pain."""

from __future__ import annotations

from pydantic import Field

from rygrad.kb.basics import Carrier, Id, Text


class ImagingFinding(Carrier):
    """Something a lumbar scan report may name."""

    title: Text
    explain: Text
    attention: bool = False  # never softened, never given a base rate, first on the page
    claims: list[Id] = Field(min_length=1)
