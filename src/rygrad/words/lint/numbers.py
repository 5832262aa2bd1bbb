"""Statements with a number that should have a source: per cent, x of y, halves and doubles."""

from __future__ import annotations

import re

_DIGITS = r"(?<!\d)\d{1,9}(?:[.,]\d{1,9}){0,3}"
_RANGE = rf"{_DIGITS}(?:\s*(?:-|–|til|to)\s*{_DIGITS})?"
_DA = "en|et|to|tre|fire|fem|seks|syv|otte|ni|ti|tyve|tredive|hundrede"
_EN = "one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|hundred"
_YEAR = r"(?!(?:19|20)\d\d\b)"
_PERIOD = r"(?!\s+(?:dag|uge|time|måned|år|gang|minut|day|week|hour|month|year|time|night|morgen|aften))"
_SHAPES = {
    "da": (
        rf"(?:{_RANGE}|\b(?:{_DA}|halvtreds|tres|firs|halvfems))\s*(?:%|procent\b|pct\b\.?)",
        rf"\b(?:{_DIGITS}|{_DA})\s+ud\s+af\s+(?:hver\s+)?(?:{_DIGITS}|{_DA})\b",
        rf"\b{_DIGITS}\s+af\s+{_YEAR}{_DIGITS}\b",
        rf"\bhver\s+(?:anden|tredje|fjerde|femte|sjette|syvende|ottende|niende|tiende)\b{_PERIOD}",
        r"\bhalver(?:e|er|es|ede|et|ing|ingen)\b|\bfordobl(?:e|er|es|ede|et|ing|ingen)\b",
        r"\bhalvdelen\s+af\b|\b(?:en|to)\s+(?:tredjedel|tredjedele|fjerdedel|femtedel)\b|\btre\s+fjerdedele\b",
        rf"\b(?:dobbelt|{_DIGITS}\s+gange|(?:{_DA})\s+gange)\s+(?:så|større|højere|hyppigere|oftere|flere)\b",
    ),
    "en": (
        rf"(?:{_RANGE}|\b(?:{_EN}|forty|fifty|sixty|seventy|eighty|ninety))\s*(?:%|per\s?cent\b)",
        rf"\b(?:{_DIGITS}|{_EN})\s+(?:out\s+of|in)\s+(?:every\s+)?{_YEAR}(?:{_DIGITS}|{_EN})\b{_PERIOD}",
        rf"\b{_DIGITS}\s+of\s+{_YEAR}{_DIGITS}\b",
        rf"\bevery\s+(?:second|third|fourth|fifth|tenth)\b{_PERIOD}",
        r"\bhalv(?:e|es|ed|ing)\b|\bdoubl(?:es|ed|ing)\b|\bdouble\s+(?:the|your|their)\b",
        r"\bhalf\s+of\b|\b(?:a|one|two)\s+(?:third|thirds|quarter|fifth)s?\s+of\b|\bthree\s+quarters\b",
        rf"\b(?:twice|{_DIGITS}\s+times|(?:{_EN})\s+times)\s+(?:as|more|higher|likelier)\b",
    ),
}
_WHOLLY = re.compile(r"(?i)100\s*(?:%|procent|pct\.?|per\s?cent)\s+(?:sikker|enig|sure|certain|safe|bomuld)")
_STATEMENT = {lang: re.compile("|".join(shapes), re.I) for lang, shapes in _SHAPES.items()}
# Where a link may lead to a source: an address, a note on the page, a claim of the knowledge.
REFERENCE_LINK = re.compile(r"(?i)^(?:https?:)?//|^#|^claim:|doi\.org")
_REFERENCE = re.compile(
    r"https?://|\bwww\.|\bdoi\b|\[\d+(?:\s*[-,–]\s*\d+)*\]|\[\^[^\]\s]+\]|\bet\s+al\b|[¹²³⁴-⁹]"
    r"|\([^()]{0,80}\b(?:19|20)\d\d[a-z]?\)|\b(?:kilde|kilder|source|sources|ref\.)\s*:",
    re.I,
)


def has_reference(text: str) -> bool:
    """Whether a paragraph names a source: an address, a note, a name with its year, or the word itself."""
    return _REFERENCE.search(text) is not None


def statements(text: str, lang: str) -> list[tuple[int, int]]:
    """Where a paragraph states a share, a risk or a multiple."""
    return [
        match.span()
        for match in _STATEMENT["en" if lang == "en" else "da"].finditer(text)
        if not _WHOLLY.match(text, match.start())
    ]
