"""How much and on which side a finding is, from the words close to it."""

from __future__ import annotations

from typing import Literal

from rygrad.kb.report_models import Degree
from rygrad.words.report.lexicon import Lexicon
from rygrad.words.report.patterns import Match
from rygrad.words.report.tokens import Statement

Side = Literal["left", "right", "both"]
DEGREES: tuple[Degree, ...] = ("mild", "moderate", "severe")
NEAR_BEFORE, NEAR_AFTER = 6, 8  # words


def _at(words: Statement, lexicon: Lexicon, names: tuple[str, ...]) -> dict[int, str]:
    """The words of a statement that belong to one of some lexicons."""
    return {m.last: name for name in names for m in lexicon.words(name).found(words)}


def degree_words(words: Statement, lexicon: Lexicon) -> dict[int, str]:
    """The words of a statement that say how much, by their place in it."""
    return _at(words, lexicon, DEGREES)


def _close(words: Statement, match: Match, others: list[Match], where: dict[int, str]) -> list[int]:
    """The places of words close to a finding that no other finding stands between; nearest before first."""
    inside = [at for at in where if match.first < at < match.last and at not in match.at]
    if inside:
        return inside
    taken = {at for m in others if m is not match for at in range(m.first, m.last + 1)} - set(match.at)
    before = _walk(words, range(match.first - 1, match.first - 1 - NEAR_BEFORE, -1), where, taken)
    after = _walk(words, range(match.last + 1, match.last + 1 + NEAR_AFTER), where, taken)
    following = [m.first for m in others if m.first > match.last]
    if before or (after and following and _leads_on(words, after[-1], min(following))):
        return before
    return after


def _leads_on(words: Statement, at: int, following: int) -> bool:
    """Whether a word belongs to the finding that comes next, having nothing between them but words."""
    return following > at and not any(words[n].is_sign for n in range(at, following)) and following - at <= 3


def _walk(words: Statement, places: range, where: dict[int, str], taken: set[int]) -> list[int]:
    found: list[int] = []
    for at in places:
        if not 0 <= at < len(words) or at in taken or words[at].word in (",", ";", ":", "."):
            if found or at in taken or not 0 <= at < len(words) or words[at].word != ",":
                break
            if places.step < 0:
                break
            continue  # "stenosis, moderate"
        if at in where:
            found.append(at)
        elif found and words[at].word not in ("to", "til", "og", "and", "-", "/"):
            break
    return found


def side_words(words: Statement, lexicon: Lexicon) -> dict[int, str]:
    """The words of a statement that say on which side, by their place in it."""
    return _at(words, lexicon, ("left", "right", "both"))


def degree_of(words: Statement, match: Match, others: list[Match], where: dict[int, str]) -> Degree | None:
    """How much, of the degrees in the statement; "mild to moderate" is the greater: nothing is softened."""
    close = _close(words, match, others, where)
    shared = close or _shared(words, match, others, where)
    found = [where[at] for at in shared]
    return max((d for d in DEGREES if d in found), key=DEGREES.index, default=None)


def _shared(words: Statement, match: Match, others: list[Match], where: dict[int, str]) -> list[int]:
    """The degree of the finding before, when only "and" stands between: "severe stenosis and ..."."""
    before = [m for m in others if m.last < match.first]
    if not before:
        return []
    last = max(before, key=lambda m: m.last)
    between = [words[n].word for n in range(last.last + 1, match.first)]
    return _close(words, last, others, where) if between and set(between) <= {"and", "og", "/", "&"} else []


def side_of(words: Statement, match: Match, others: list[Match], where: dict[int, str]) -> Side | None:
    """On which side, when the words close to it say so."""
    found = {where[at] for at in _close(words, match, others, where)}
    if "both" in found or {"left", "right"} <= found:
        return "both"
    if "left" in found:
        return "left"
    return "right" if "right" in found else None
