"""What one statement names: findings, each with what is said of it, its degree, its side and its levels."""

from __future__ import annotations

from dataclasses import dataclass

from rygrad.kb.report_models import Degree
from rygrad.words.report.context import Said, Term, said_of, terms
from rygrad.words.report.grades import DEGREES, Side, degree_of, degree_words, side_of, side_words
from rygrad.words.report.lexicon import Lexicon
from rygrad.words.report.patterns import Match
from rygrad.words.report.tokens import Statement

_JOINS = frozenset((",", "and", "og", "&", "+", "samt", "/", "or", "eller", "el"))
_AND = frozenset(("and", "og", "or", "eller", "el", "/", "&", "samt"))
MOST_JOINS = 2


@dataclass(frozen=True, slots=True)
class Mention:
    """One finding as one statement names it; `beside` are the other findings of the statement."""

    finding: str
    start: int
    end: int
    said: Said
    degree: Degree | None
    side: Side | None
    levels: tuple[str, ...]
    beside: frozenset[str]
    watched: bool  # written in a way that deserves attention


@dataclass(frozen=True, slots=True)
class Cluster:
    """Levels that are named together: the first and last word, and the levels."""

    first: int
    last: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Around:
    """What a statement holds besides its findings, looked for once: context, levels, degrees and sides."""

    matches: list[Match]
    terms: list[Term]
    places: list[Cluster]
    degrees: dict[int, str]
    sides: dict[int, str]
    beside: frozenset[str]


def mentions(words: Statement, lexicon: Lexicon) -> list[Mention]:
    """Every finding of a statement, in order."""
    named = lexicon.finding_phrases.found(words)
    named = [m for m in named if not any(_names_a_root(words, at, lexicon) for at in m.at)]
    matches = chosen(words, named, lexicon)
    ends = {m.first for m in lexicon.context_phrases.found(words) if lexicon.context[m.owner].means == "ends"}
    matches = [m for m in matches if not any(m.first < at < m.last for at in ends - set(m.at))]
    matches = _uncovered(_direct(matches), lexicon)
    around = _Around(
        matches,
        terms(words, lexicon, frozenset(at for m in matches for at in m.at)),
        clusters(words, lexicon),
        degree_words(words, lexicon),
        side_words(words, lexicon),
        frozenset(m.owner for m in matches),
    )
    return [_mention(words, m, around, lexicon) for m in matches]


def _mention(words: Statement, m: Match, around: _Around, lexicon: Lexicon) -> Mention:
    levels = _own_levels(words, m, around.matches, around.places, around.terms)
    own = words[m.first : m.last + 1]
    return Mention(
        _named(m.owner, levels, words, lexicon),
        words[m.first].start,
        words[m.last].end,
        said_of(m, around.terms),
        _worst(degree_of(words, m, around.matches, around.degrees), m, around),
        side_of(words, m, around.matches, around.sides),
        levels,
        around.beside,
        any(found.owner == m.owner for found in lexicon.attention_phrases.found(own)),
    )


def _named(finding: str, levels: tuple[str, ...], words: Statement, lexicon: Lexicon) -> str:
    """The finding, or what it is when it is told of a vertebra: "loss of height of L1" is no disc's."""
    vertebral = lexicon.findings[finding].at_one_vertebra
    if vertebral is None or not levels or any("-" in level for level in levels):
        return finding
    return finding if lexicon.disc_words[finding].found(words) else vertebral.finding


def _worst(degree: Degree | None, match: Match, around: _Around) -> Degree | None:
    """The greater where each place has its own degree: "mild stenosis L3/L4 and severe L4/L5"."""
    found = around.degrees
    after = [c for c in around.places if c.first > match.last]
    each = [found[n] for c in after for n in range(c.first, c.last) if n in found]
    return max((d for d in DEGREES if d == degree or d in each), key=DEGREES.index, default=None)


def _own_levels(
    words: Statement, match: Match, others: list[Match], places: list[Cluster], around: list[Term]
) -> tuple[str, ...]:
    """The levels of a finding; one that is denied has only those that nothing parts it from."""
    if said_of(match, around).status != "absent":
        return levels_of(words, match, others, places)
    walls = {n for n, t in enumerate(words) if t.word == ","}
    walls |= {t.match.first for t in around if t.means == "ends"}
    walls |= {m.first for m in others if m is not match}
    near = [c for c in places if not walls & set(range(min(match.last, c.first), max(match.first, c.last)))]
    return levels_of(words, match, [match], near)


def _direct(matches: list[Match]) -> list[Match]:
    """Without a finding told in words apart where one word among them tells the same."""
    single = [m for m in matches if len(m.at) == 1]

    def again(match: Match) -> bool:
        wide = match.last - match.first >= len(match.at)
        return wide and any(
            m.owner == match.owner and match.first - 1 <= m.first <= match.last + 1 for m in single
        )

    return [m for m in matches if not again(m)]


def chosen(words: Statement, found: list[Match], lexicon: Lexicon) -> list[Match]:
    """The matches that stay: the surest first, then danger; two share a word only where "and" joins them."""
    kept: list[Match] = []
    alone = {(m.owner, m.first) for m in found if len(m.at) == 1}
    found = [m for m in found if not _joins_alone(words, m, alone)]
    ranked = sorted(
        found, key=lambda m: (*(-w for w in m.weight), not lexicon.findings[m.owner].attention, m)
    )
    for match in ranked:
        if all(_explains(match, other, lexicon) or _go_together(words, match, other) for other in kept):
            kept.append(match)
    return sorted(kept, key=lambda m: (m.first, m.last))


def _explains(one: Match, other: Match, lexicon: Lexicon) -> bool:
    """Whether one may be the harmless reason of the other: oedema of an end plate is told as both."""
    calm = lexicon.findings[other.owner].no_attention_beside
    return one.owner in calm or other.owner in lexicon.findings[one.owner].no_attention_beside


def _joins_alone(words: Statement, match: Match, alone: set[tuple[str, int]]) -> bool:
    """Whether it ties a word that says it all to another over an "and"."""
    between = (words[n].word for n in range(match.first, match.last) if n not in match.at)
    return (
        len(match.at) > 1
        and any((match.owner, n) in alone for n in match.at)
        and any(w in _AND for w in between)
    )


def _go_together(words: Statement, one: Match, other: Match) -> bool:
    shared = set(one.at) & set(other.at)
    if not shared:
        return True
    if one.owner == other.owner or len(shared) > 1 or len(one.at) < 2 or len(other.at) < 2:
        return False
    own, others = (sorted(set(m.at) - shared) for m in (one, other))
    between = range(min(own[-1], others[-1]) + 1, max(own[0], others[0]))
    return any(words[n].word in _AND for n in between)  # "central and foraminal stenosis"


def _uncovered(matches: list[Match], lexicon: Lexicon) -> list[Match]:
    covered = {c for m in matches for c in lexicon.findings[m.owner].covers}
    return [m for m in matches if m.owner not in covered]


def clusters(words: Statement, lexicon: Lexicon) -> list[Cluster]:
    """The levels of a statement, those joined by a comma or "and" together; a nerve's name is no place."""
    made: list[Cluster] = []
    degrees = degree_words(words, lexicon)
    for at, token in enumerate(words):
        if token.level is None or _names_a_root(words, at, lexicon):
            continue
        between = range(made[-1].last + 1, at) if made else range(0)
        joined = made and all(words[n].word in _JOINS or n in degrees for n in between)
        if joined and at - made[-1].last - 1 <= MOST_JOINS:
            made[-1] = Cluster(made[-1].first, at, (*made[-1].names, *token.level.names))
        else:
            made.append(Cluster(at, at, token.level.names))
    return made


def _names_a_root(words: Statement, at: int, lexicon: Lexicon) -> bool:
    level = words[at].level
    if level is None or len(level.names) != 1 or "-" in level.names[0]:
        return False
    root = lexicon.words("root")
    following = [t for t in words[at + 1 : at + 4] if t.word not in ("-", "and", "og", "/") and not t.level]
    return bool(following) and root.knows(following[0].word)


def levels_of(words: Statement, match: Match, others: list[Match], places: list[Cluster]) -> tuple[str, ...]:
    """The levels a finding is at, by where they stand to it."""
    inside = [c for c in places if match.first <= c.first <= match.last]
    if inside:
        return inside[0].names
    before = [c for c in places if c.last < match.first]
    after = [c for c in places if c.first > match.last]
    if not before or not after:
        near = before[-1:] or after[:1]
        return near[0].names if near else ()
    level_first = places[0].first < min(m.first for m in others)
    same_part = not _comma(words, before[-1].last, match.first)
    close = after[0].first - match.last <= 2 and not _comma(words, match.last, after[0].first)
    if level_first:
        return after[0].names if close and match.first - before[-1].last > 1 else before[-1].names
    crowded = any(match.last < m.first < after[0].first for m in others)
    far = _comma(words, match.last, after[0].first)
    return before[-1].names if same_part and (crowded or far) else after[0].names


def _comma(words: Statement, first: int, last: int) -> bool:
    return any(words[n].word == "," for n in range(first + 1, last))
