"""A report read from its first word to its last: which findings it names, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from rygrad.words.report.findings import Mention, clusters, mentions
from rygrad.words.report.levels import Region, region
from rygrad.words.report.lexicon import Lexicon
from rygrad.words.report.patterns import Phrases
from rygrad.words.report.tokens import Statement, Token, statements, tokens

Why = Literal["words", "level"]


@dataclass(frozen=True, slots=True)
class Placed:
    """A mention with the part of the back it belongs to."""

    mention: Mention
    region: Region


@dataclass(frozen=True, slots=True)
class Unread:
    """Words about the body that nothing here explains, or a level that no back has."""

    start: int
    end: int
    why: Why


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read, in order."""

    mentions: list[Placed]
    unread: list[Unread]
    normal: int  # statements that only say that all is well


@dataclass
class _Place:
    """Where in the report we are: the part of the back, the levels that lead, whether this was only asked."""

    region: Region = "lumbar"
    leading: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    asked: bool = False
    asked_below: bool = False  # the heading that asks stood on a line of its own


def mended_words(text: str, lexicon: Lexicon) -> tuple[list[Token], list[tuple[int, int]]]:
    """The words of a text with the misspelt ones mended, and the levels that no back has."""
    words, impossible = tokens(text)
    return [t if t.level else replace(t, word=lexicon.spelling.mended(t.word)) for t in words], impossible


def read(text: str, words: list[Token], impossible: list[tuple[int, int]], lexicon: Lexicon) -> Reading:
    """Reads a text's words, statement by statement."""
    heading, short, link = (lexicon.words(w).knows for w in ("heading", "abbreviation", "link"))
    parts = statements(text, words, heading, short, link)
    made = Reading([], [Unread(*span, "level") for span in impossible], 0)
    normal, place, end, headed = 0, _Place(), 0, False
    goes_on = _last_beginning(text, parts, lexicon)
    last_heading = max((p[0].start for p in parts if _is_heading(p, lexicon)), default=0)
    for statement in parts:
        gap = text[end : statement[0].start]
        new_line = "\n" in gap
        place.asked_below = place.asked_below and (new_line or not headed)
        below = place.asked_below and gap.count("\n") == 1 and statement[0].start < last_heading
        end = statement[-1].end
        place.asked = place.asked and (not new_line or below)
        normal += _one(statement, place, new_line, made, lexicon)
        place.asked = place.asked and end < goes_on
        headed = _is_heading(statement, lexicon)
    unread = sorted(made.unread, key=lambda u: u.start)
    return Reading(made.mentions, [u for u in unread if not _within_another(u, unread)], normal)


def _last_beginning(text: str, parts: list[Statement], lexicon: Lexicon) -> int:
    """Where the last line or heading begins: before it, what was asked is parted from what was seen."""
    pairs = zip([[], *parts], parts, strict=False)
    begins = [
        b[0].start
        for a, b in pairs
        if a and ("\n" in text[a[-1].end : b[0].start] or _is_heading(b, lexicon))
    ]
    return max(begins, default=0)


def _within_another(one: Unread, others: list[Unread]) -> bool:
    return any(
        o is not one and o.start <= one.start and one.end <= o.end and o.why == "words" for o in others
    )


def _one(words: Statement, place: _Place, new_line: bool, made: Reading, lexicon: Lexicon) -> bool:
    """Reads one statement into what was made so far; answers whether it only says that all is well."""
    named = clusters(words, lexicon)
    if _is_heading(words, lexicon):
        _go_to(words, place, [n for c in named for n in c.names], lexicon)
        return False
    own = [n for c in named for n in c.names]
    if new_line and not own:
        place.leading = ()
    place.region = _region_of(words, own, place.region, lexicon)
    if own:
        leads = _is_heading(words[: named[0].first], lexicon)
        place.leading = named[0].names if leads and len(named) == 1 else ()
    if place.asked:
        return False
    found = [_placed(m, words, place, lexicon) for m in mentions(words, lexicon)]
    place.last = (own[-1:] and named[-1].names) or place.last
    made.mentions.extend(found)
    unread, normal = _unread(words, [p.mention for p in found], lexicon)
    made.unread.extend(unread)
    return normal


def _is_heading(words: Statement, lexicon: Lexicon) -> bool:
    heading = lexicon.words("heading")
    return all(t.is_sign or t.level or t.word.isdigit() or heading.knows(t.word) for t in words)


def _go_to(words: Statement, place: _Place, levels: list[str], lexicon: Lexicon) -> None:
    """A heading changes the part of the back, the levels that lead, and whether what follows was asked."""
    place.region = _region_of(words, levels, place.region, lexicon)
    place.leading = place.last = tuple(levels)
    place.asked = any(lexicon.words("question").knows(t.word) for t in words)
    place.asked_below = place.asked


def _region_of(words: Statement, levels: list[str], before: Region, lexicon: Lexicon) -> Region:
    regions: tuple[Region, ...] = ("lumbar", "cervical", "thoracic")
    named = [r for r in regions if _names(words, lexicon.words(r))]
    return region(levels) or (named[0] if named else before)


def _names(words: Statement, known: Phrases) -> bool:
    return bool(known.found(words))


def _placed(mention: Mention, words: Statement, place: _Place, lexicon: Lexicon) -> Placed:
    absent = mention.said.status == "absent"  # what is nowhere is not at the level named before
    if not mention.levels and not absent and not lexicon.findings[mention.finding].without_level:
        first = next((t.word for t in words if not t.is_sign), "")
        carried = place.leading or (place.last if lexicon.words("anaphora").knows(first) else ())
        mention = replace(mention, levels=carried)
    return Placed(mention, region(mention.levels) or place.region)


def _unread(words: Statement, found: list[Mention], lexicon: Lexicon) -> tuple[list[Unread], bool]:
    """What of a statement is about the body and yet was not read, and whether it only says all is well."""
    if found:
        return _strange_parts(words, found, lexicon), False
    normal = _names(words, lexicon.words("normal")) or any(
        lexicon.context[m.owner].means == "negation" for m in lexicon.context_phrases.found(words)
    )
    doubted = any(lexicon.context[m.owner].means == "uncertain" for m in lexicon.context_phrases.found(words))
    if normal and not doubted:
        return [], True
    medical = lexicon.words("medical")
    if any(t.level or (not t.is_sign and medical.knows(t.word)) for t in words):
        return [Unread(words[0].start, _last(words).end, "words")], False
    return [], False


def _last(words: Statement) -> Token:
    return next(t for t in reversed(words) if not t.is_sign)


def _strange_parts(words: Statement, found: list[Mention], lexicon: Lexicon) -> list[Unread]:
    """The parts between commas that hold a word for something wrong, and no finding."""
    strong = lexicon.words("strong")
    made = []
    for part in _between_commas(words):
        named = any(m.start < part[-1].end and part[0].start < m.end for m in found)
        denied = any(
            lexicon.context[m.owner].means == "negation" for m in lexicon.context_phrases.found(part)
        )
        strange = [t for t in part if not t.is_sign and not t.level and strong.knows(t.word)]
        strange = [t for t in strange if not any(m.start <= t.start < m.end for m in found)]
        if strange and not denied:
            span = (strange[0].start, strange[-1].end) if named else (part[0].start, _last(part).end)
            made.append(Unread(*span, "words"))
    return made


def _between_commas(words: Statement) -> list[Statement]:
    parts: list[Statement] = [[]]
    for token in words:
        if token.word == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if any(not t.is_sign for t in part)]
