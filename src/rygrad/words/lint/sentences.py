"""Sentences of a paragraph, and which language a text is in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

Language = Literal["da", "en"]
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"”»’')\]]*+(?=\s++(\S?))")
_SHORT = re.compile(
    r"(?i)(?:^|[\s(])(?:ca|f\.?eks|bl\.?a|dvs|evt|inkl|ekskl|mht|pga|nr|dr|kl|maks|max|min|jf|fx|pct|hhv|"
    r"e\.g|i\.e|approx|vs|fig|al|no|st|mr|mrs|prof)$"
)
_LETTERS = re.compile(r"[^\W\d_]+")
# The commonest small words; none of them is a word of the other language as well.
_DANISH = """og det er en at på som til af ikke med der du kan har din dit den et vi jeg eller også om fra
hvis når mange ryggen ved være bliver skal må men så"""
_ENGLISH = """the and of to is in that it you your with are this not be can or as was but they have from we
which will who their pain back should may if"""
_SMALL: dict[Language, frozenset[str]] = {
    "da": frozenset(_DANISH.split()),
    "en": frozenset(_ENGLISH.split()),
}


def sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence of a paragraph begins and ends; "ca. 5" and "f.eks." do not end one."""
    found, start = [], 0
    for match in _END.finditer(text):
        if match[1].islower() or _SHORT.search(text[max(start, match.start() - 12) : match.start()]):
            continue
        found.append((start, match.end()))
        start = match.end()
    if start < len(text):
        found.append((start, len(text)))
    return found


def language_of(texts: Iterable[str]) -> Language:
    """The language whose small words are commoner; Danish when they are equally common."""
    counted = {"da": 0, "en": 0}
    for text in texts:
        for word in _LETTERS.findall(text.lower()):
            for lang, small in _SMALL.items():
                counted[lang] += word in small
            counted["da"] += any(letter in "æøå" for letter in word)
    return "en" if counted["en"] > counted["da"] else "da"
