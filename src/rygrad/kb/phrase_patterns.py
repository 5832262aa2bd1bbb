"""The small notation in which `phrases/` says which words to look for, and how words are cut out of a text.

`slid*` any ending, `*led*` any beginning too, `a/b` either word, `[lidt]` may be left out, `#` a number,
`...` up to three words between. A hyphen is as good as a space. Nothing is compiled from raw regular
expressions, so an editor can read every pattern aloud.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

GAP = "..."
GAP_AT_MOST = 3  # words
_LETTER = r"(?:[^\W_]|[\u0300-\u036f\u00ad\u200b-\u200d\u2060])"
_WORD = re.compile(rf"[^\W_]{_LETTER}*(?:['’]{_LETTER}+)*")
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200d\u2060]")
_BETWEEN = re.compile(r"[\s\-\u2010-\u2011\u00ad\u200b-\u200d\u2060]*")
_PART = re.compile(r"\.\.\.|\[[^\[\]\s]+\]|[^\s\[\]]+")
_ONE = re.compile(r"#|\*?[^\W_]+(?:'[^\W_]+)*\*?(?:[^\W_]+\*?)?")


class PatternFault(ValueError):
    """A pattern that cannot be read: why, in Danish and in English (also as `args`)."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it is compared (small letters, composed), its place, and whether it follows on."""

    said: str
    start: int
    end: int
    follows: bool  # only white space or a hyphen stands between it and the word before


@dataclass(frozen=True, slots=True)
class Part:
    """One place of a pattern: the words that fit there, whether it may be empty, or a gap."""

    words: tuple[str, ...]
    optional: bool = False
    gap: bool = False

    def fits(self, said: str) -> bool:
        """Whether a word fits here."""
        return any(_fits(word, said) for word in self.words)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern, read."""

    written: str
    parts: tuple[Part, ...]


def words_of(text: str) -> list[Word]:
    """Every word of a text with its place, compared as composed small letters without unseen signs."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        before = found[-1].end if found else 0
        follows = bool(found) and _BETWEEN.fullmatch(text, before, match.start()) is not None
        found.append(Word(_compared(match[0]), match.start(), match.end(), follows))
    return found


def _compared(word: str) -> str:
    if word.isascii():
        return word.lower()
    seen = _UNSEEN.sub("", unicodedata.normalize("NFKC", word))
    return seen.replace("’", "'").casefold().replace("ß", "ss")


@lru_cache(maxsize=5000)
def read_pattern(written: str) -> Pattern:
    """A pattern as an editor wrote it; raises PatternFault where it cannot be read."""
    spaced = unicodedata.normalize("NFC", written).replace("-", " ").casefold()
    parts = tuple(_part(piece, written) for piece in _PART.findall(spaced))
    if "".join(_PART.findall(spaced)) != "".join(spaced.split()) or not parts:
        raise _fault(written)
    if parts[0].gap or parts[0].optional or parts[-1].gap:
        da = f"»{written}« må ikke begynde med noget, der kan mangle, eller ende med ..."
        raise PatternFault(da, f"'{written}' must not begin with what may be left out, or end with ...")
    return Pattern(written, parts)


def _part(piece: str, written: str) -> Part:
    if piece == GAP:
        return Part((), gap=True)
    words = tuple(piece.strip("[]").split("/"))
    for word in words:
        if not _ONE.fullmatch(word) or len(word.replace("*", "")) < (1 if "*" not in word else 3):
            raise _fault(written)
    return Part(words, optional=piece.startswith("["))


def _fits(word: str, said: str) -> bool:
    """One alternative: the word itself, a number, or a word around open endings."""
    if word == "#":
        return said.isdecimal()
    if "*" not in word:
        return said == word
    begins, *middle, ends = word.split("*")
    if not (said.startswith(begins) and said.endswith(ends) and len(said) >= len(begins) + len(ends)):
        return False
    inside = said[len(begins) : len(said) - len(ends)]
    for piece in middle:
        _, found, inside = inside.partition(piece)
        if piece and not found:
            return False
    return True


def _fault(written: str) -> PatternFault:
    return PatternFault(
        f"»{written}« kan ikke læses: brug ord, ord*, a/b, [ord], # og ...; mindst tre bogstaver ved *",
        f"'{written}' cannot be read: use word, word*, a/b, [word], # and ...; at least three letters at *",
    )


def ends_at(pattern: Pattern, words: Sequence[Word], at: int) -> int | None:
    """The number of the word after the longest match that begins at word `at`; None without a match."""
    return _match(pattern.parts, words, 0, at, first=True)


def _match(parts: tuple[Part, ...], words: Sequence[Word], part: int, at: int, first: bool) -> int | None:
    if part == len(parts):
        return at
    here = parts[part]
    if here.gap:
        return _over_gap(parts, words, part, at)
    found = None
    if at < len(words) and (first or words[at].follows) and here.fits(words[at].said):
        found = _match(parts, words, part + 1, at + 1, first=False)
    if found is None and here.optional:
        found = _match(parts, words, part + 1, at, first=False)
    return found


def _over_gap(parts: tuple[Part, ...], words: Sequence[Word], part: int, at: int) -> int | None:
    for more in range(GAP_AT_MOST + 1):
        if any(not word.follows for word in words[at : at + more]):
            return None
        found = _match(parts, words, part + 1, at + more, first=False)
        if found is not None:
            return found
    return None


def stands_in(pattern: str, text: str) -> bool:
    """Whether a pattern matches anywhere in a text."""
    words, read = words_of(text), read_pattern(pattern)
    return any(ends_at(read, words, at) is not None for at in range(len(words)))
