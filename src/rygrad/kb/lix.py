"""LIX, the Scandinavian measure of how hard a text is to read: 25 is easy, 40 an ordinary newspaper."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_STOP = re.compile(r"[.!?:]+(?=\s|$)")
LONG = 6  # letters; longer words are "long" by the definition of LIX


def lix(text: str) -> float:
    """Words a sentence plus per cent of words over six letters; 0 for a text without words."""
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = max(1, len(_STOP.findall(text.strip() + ".")))
    long_words = sum(len(word) > LONG for word in words)
    return len(words) / sentences + 100 * long_words / len(words)


def words_in(text: str) -> int:
    """How many words a text has."""
    return len(_WORD.findall(text))
