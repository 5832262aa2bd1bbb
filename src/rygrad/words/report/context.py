"""What the words around a finding make of it: there, not there, perhaps, old (after ConText, doubt first)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rygrad.words.report.lexicon import Lexicon
from rygrad.words.report.patterns import Match, longest_first
from rygrad.words.report.tokens import Statement

Status = Literal["present", "absent", "uncertain"]
_OR = frozenset(("or", "eller", "el", "nor"))
_AND = frozenset(("and", "og", "samt", "&"))
_PLACES = frozenset(("paa", "ved", "i", "og", "niveau", "ud", "for", "at", "and"))
BARE_WORDS = 4  # a part of a list has at most as many


@dataclass(frozen=True, slots=True)
class Said:
    """What a statement says of one finding."""

    status: Status
    old: bool
    recent: bool


@dataclass(frozen=True, slots=True)
class Term:
    """A word of context and the words it reaches; those it may reach only perhaps are `doubtful`."""

    means: str
    match: Match
    reach: frozenset[int]
    doubtful: frozenset[int]


def terms(words: Statement, lexicon: Lexicon, taken: frozenset[int] = frozenset()) -> list[Term]:
    """The words of context in a statement, each with its reach; the longest phrase wins."""
    found = longest_first(lexicon.context_phrases.found(words))
    found = [m for m in found if not (len(m.at) == 1 and m.first in taken)]
    ends = {m.first for m in found if lexicon.context[m.owner].means == "ends"}
    return [_term(words, m, ends, lexicon) for m in found]


def _term(words: Statement, match: Match, ends: set[int], lexicon: Lexicon) -> Term:
    rule = lexicon.context[match.owner]
    means = rule.means or "pseudo"
    most = rule.within or len(words)
    after: set[int] = set()
    doubtful: set[int] = set()
    before: set[int] = set()
    if rule.reaches in ("after", "both"):
        after, doubtful = _forward(words, match.last + 1, most, ends, lexicon, means)
    if rule.reaches in ("before", "both") or (rule.reaches == "last" and _ends_its_part(words, match)):
        before = _backward(words, match.first, most, ends)
    between = set(range(match.first, match.last + 1))
    return Term(means, match, frozenset(after | before | between), frozenset(doubtful))


def _forward(
    words: Statement, start: int, most: int, ends: set[int], lexicon: Lexicon, means: str
) -> tuple[set[int], set[int]]:
    """The words after a term, part by part between commas, as far as the same list goes on."""
    stop = next((at for at in range(start, len(words)) if at in ends or words[at].word == ":"), len(words))
    if start < len(words) and words[start].word == ":":  # "No evidence of: fracture"
        stop = next((at for at in range(start + 1, len(words)) if at in ends), len(words))
    parts = _parts(words, start, min(stop, start + most), lexicon)
    reach = set(range(*parts[0])) if parts else set()
    doubtful: set[int] = set()
    for number, (first, last) in enumerate(parts[1:], 1):
        if _own_statement(words, first, last, lexicon) or _denies(words, first, last, lexicon):
            break
        rest = parts[number:]
        closed = any(_opens_with(words, a, b, _OR) or _holds(words, a, b, _OR) for a, b in rest)
        long_list = len(parts) > 2 and all(b - a <= BARE_WORDS for a, b in parts)
        if closed or (long_list and means == "negation"):
            reach.update(range(first, last))
        else:
            doubtful.update(range(first, last))
    return reach, doubtful if means == "negation" else set()


def _parts(words: Statement, start: int, stop: int, lexicon: Lexicon) -> list[tuple[int, int]]:
    """The parts between commas; an "and" before a part with its own place or degree parts as well."""
    cuts = [start]
    for at in range(start, stop):
        if words[at].word == ",":
            cuts.append(at + 1)
        elif words[at].word in _AND and at > start:
            end = next((n for n in range(at + 1, stop) if words[n].word == ","), stop)
            if _own_statement(words, at + 1, end, lexicon):
                cuts.append(at + 1)
    return [(a, b) for a, b in zip(cuts, [*cuts[1:], stop], strict=True) if a < b]


def _own_statement(words: Statement, first: int, last: int, lexicon: Lexicon) -> bool:
    """Whether a part says something by itself: a finding with its place, its degree, or a verb before it."""
    if _opens_with(words, first, last, _OR):
        return False
    part = words[first:last]
    if not lexicon.finding_phrases.found(part):
        return bool(part) and lexicon.words("statement").knows(part[0].word)
    opened = bool(part) and lexicon.words("statement").knows(part[0].word)
    degree = any(lexicon.words(d).found(part) for d in ("mild", "moderate", "severe"))
    return degree or opened or any(t.level for t in part)


def _denies(words: Statement, first: int, last: int, lexicon: Lexicon) -> bool:
    """Whether a part begins with a "no" of its own."""
    found = lexicon.context_phrases.found(words[first:last])
    return any(m.first == 0 and lexicon.context[m.owner].means == "negation" for m in found)


def _opens_with(words: Statement, first: int, last: int, these: frozenset[str]) -> bool:
    return first < last and words[first].word in these


def _holds(words: Statement, first: int, last: int, these: frozenset[str]) -> bool:
    return any(t.word in these for t in words[first:last])


def _ends_its_part(words: Statement, match: Match) -> bool:
    """Whether nothing follows a "not" up to the comma; words like "er der ikke" may have a place after."""
    if match.first > 0 and words[match.first - 1].word in _OR:
        return False
    rest: Statement = []
    for token in words[match.last + 1 :]:
        if token.word in (",", "."):
            break
        rest.append(token)
    return not rest or (len(match.at) > 1 and all(t.level or t.word in _PLACES for t in rest))


def _backward(words: Statement, start: int, most: int, ends: set[int]) -> set[int]:
    reach: set[int] = set()
    for at in range(start - 1, max(start - 1 - most, -1), -1):
        if at in ends or words[at].word in (",", ":"):
            break
        reach.add(at)
    return reach


def said_of(match: Match, around: list[Term]) -> Said:
    """What the terms of a statement make of a finding; a clear "no" alone clears it."""
    own = set(match.at)
    over = [t for t in around if t.reach & own or _inside(t, match)]
    denied = [t for t in over if t.means == "negation"]
    doubted = [t for t in over if t.means == "uncertain"]
    half = any(t.doubtful & own for t in around)
    recent = any(t.means == "recent" for t in over)
    old = any(t.means == "old" and not _undone(t, match, around) for t in over)
    return Said(_status(match, denied, doubted, half), old, recent)


def _inside(term: Term, match: Match) -> bool:
    """Whether a term stands between the words of the finding: "the root is not compressed"."""
    return match.first < term.match.first < match.last and term.means == "negation"


def _undone(term: Term, match: Match, around: list[Term]) -> bool:
    """Whether "new" stands between an "old" and the finding."""
    low, high = sorted((term.match.first, match.first))
    return any(t.means == "recent" and low < t.match.first < high for t in around)


def _status(match: Match, denied: list[Term], doubted: list[Term], half: bool) -> Status:
    if not denied:
        return "uncertain" if doubted or half else "present"
    first = min(t.match.first for t in denied)
    clear = all(first < t.match.first < match.first for t in doubted)  # "nothing suspicious for ..."
    return "absent" if clear else "uncertain"
