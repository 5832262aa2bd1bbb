"""Text to words with their places, and words to statements."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from rygrad.words.report.levels import LevelGroup, level_groups

_WORD = re.compile(r"[^\W\d_]{1,2}\d{1,2}(?![\w])|[^\W\d_]+(?:['’`]s\b)?|\d+(?:[.,]\d+)?|//+|#+|[^\w\s]|_+")
_FOLDS = (("å", "aa"), ("æ", "ae"), ("ø", "oe"), ("ö", "oe"), ("ä", "ae"), ("é", "e"), ("ü", "u"))
_SPELT_ALIKE = (("disc", "disk"), ("haem", "hem"), ("oedem", "edem"), ("tumour", "tumor"))
ONE_VERTEBRA = "#"  # in phrases: a level such as L1
LONGEST = 150  # words of a statement; what goes on for longer is cut, so that no text takes minutes
LONG_LINE = 55  # characters; a line as long as this goes on into the next when that begins in lower case
_SHORT_FOR = {"#": "fx"}  # as doctors write a fracture; it stands for a vertebra in phrases


@lru_cache(maxsize=20_000)
def folded(word: str) -> str:
    """A word as it is compared: small letters, without Danish letters, British and American alike."""
    word = word.lower()
    for old, new in (*_FOLDS, ("’s", ""), ("'s", ""), ("`s", ""), *_SPELT_ALIKE):
        word = word.replace(old, new)
    return word


@dataclass(frozen=True, slots=True)
class Token:
    """One word, sign or level of the text: as it is compared, and where it stands."""

    start: int
    end: int
    word: str
    level: LevelGroup | None = None

    @property
    def is_sign(self) -> bool:
        """Whether it is neither a word, a number nor a level."""
        return self.level is None and not self.word[:1].isalnum()


Statement = list[Token]


def tokens(text: str) -> tuple[list[Token], list[tuple[int, int]]]:
    """Every word of a text in order, and the places of levels that no back has."""
    groups, impossible = level_groups(text)
    made, at = [], 0
    for match in _WORD.finditer(text):
        if match.start() < at or _joins_words(text, match):
            continue
        while groups and groups[0].end <= match.start():
            groups = groups[1:]
        group = groups[0] if groups and groups[0].start <= match.start() < groups[0].end else None
        end = group.end if group else match.end()
        word = _word_of(group) if group else _SHORT_FOR.get(match.group()) or folded(match.group())
        made.append(Token(match.start(), end, word, group))
        at = end
    return made, impossible


def _joins_words(text: str, match: re.Match[str]) -> bool:
    """Whether it is the hyphen of "space-occupying", which is read as two words."""
    around = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
    return match.group() == "-" and len(around) == 2 and around.isalpha()


def _word_of(group: LevelGroup) -> str:
    """How a level stands among words: one vertebra as a phrase may name it, a disc as nothing does."""
    return ONE_VERTEBRA if len(group.names) == 1 and "-" not in group.names[0] else "##"


def statements(
    text: str,
    words: list[Token],
    is_heading: Callable[[str], bool],
    is_short: Callable[[str], bool],
    links: Callable[[str], bool],
) -> list[Statement]:
    """The words of a text, a statement at a time; a heading is one of its own."""
    made: list[Statement] = [[]]
    for at, token in enumerate(words):
        following = words[at + 1] if at + 1 < len(words) else None
        too_long = len(made[-1]) >= LONGEST
        if made[-1] and (too_long or _breaks_line(text, made[-1][-1], token, links)):
            made.append([])
        if token.word in (";", "!", "•", "*") or token.word.startswith("//"):
            made.append([])
            continue
        if token.word == "." and not _full_stop(text, made[-1], token, following, is_short):
            continue
        if token.word in ("-", "–", "—") and _is_dash(text, token, made[-1]):
            made.append([])
            continue
        made[-1].append(token)
        heads = token.word == ":" and all(_heads(t, is_heading) for t in made[-1][:-1])
        if heads or token.word == "." or (token.word == "?" and _ends_after(text, token)):
            made.append([])
    return [statement for statement in made if any(not t.is_sign for t in statement)]


def _heads(token: Token, is_heading: Callable[[str], bool]) -> bool:
    return token.is_sign or token.level is not None or is_heading(token.word)


def _breaks_line(text: str, before: Token, token: Token, links: Callable[[str], bool]) -> bool:
    between = text[before.end : token.start]
    if "\n" not in between:
        return False
    line = text.rfind("\n", 0, before.end) + 1
    shouted = text[line : before.end].isupper()  # a report all in capitals breaks its lines anywhere
    if between.count("\n") > 1 or not (text[token.start].islower() or shouted):
        return True
    return before.end - line < LONG_LINE and not links(before.word)


def _full_stop(
    text: str,
    said: Statement,
    token: Token,
    following: Token | None,
    is_short: Callable[[str], bool],
) -> bool:
    if following is None or not said:
        return True
    spaced = following.start > token.end
    upper = text[following.start].isupper()
    measured = len(said) > 1 and said[-2].word[:1].isdigit()  # "3 mm. På L4/L5"
    if upper and spaced and measured:
        return True
    if is_short(said[-1].word) and not (upper and spaced and len(said[-1].word) > 4):
        return False
    if said[-1].word.isdigit() and not spaced:
        return False
    if said[-1].word.isdigit() and not upper and len(said) == 1:  # "4. lumbalhvirvel", "1. disc"
        return False
    return spaced or upper or len(said[-1].word) > 2


def _is_dash(text: str, token: Token, said: Statement) -> bool:
    """A dash with room on both sides parts two statements; one after a level begins what is said of it."""
    if said and all(t.level or t.is_sign for t in said):
        return False
    return text[token.start - 1 : token.start].isspace() and text[token.end : token.end + 1].isspace()


def _ends_after(text: str, token: Token) -> bool:
    rest = text[token.end : token.end + 2]
    return rest == "" or rest[0] == "\n" or (rest[0].isspace() and rest[1:2].isupper())
