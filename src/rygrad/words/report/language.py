"""Is it a report of a low back, and in which language? Refused when it surely is not."""

from __future__ import annotations

from typing import Literal

from rygrad.kb.problem import Refusal
from rygrad.words.report.lexicon import Lexicon
from rygrad.words.report.tokens import Token

Language = Literal["da", "en"]
MOST_CHARACTERS = 50_000
AGES = range(0, 121)
MOST_BYTES = 1_000_000
SHORT = 300  # characters; a finding alone makes so short a text a report

FOR_EXAMPLE = "fx"  # in English a fracture
OPENS_AN_EXAMPLE = frozenset((",", "(", "som"))

NOTHING = (
    "Der er ingen tekst. Indsæt svaret fra din scanning, fx »Let diskusbule L4-L5.«",
    "There is no text. Paste the report of your scan, such as 'Mild disc bulge at L4-L5.'",
)
NOT_TEXT = (
    "Det er ikke almindelig tekst. Kopiér svaret ind som tekst; et billede eller en PDF kan ikke læses.",
    "This is not plain text. Copy the report in as text; an image or a PDF cannot be read.",
)
TOO_LONG = (
    f"Teksten er for lang. Et svar må fylde op til {MOST_CHARACTERS} tegn.",
    f"The text is too long. A report may have up to {MOST_CHARACTERS} characters.",
)
OTHER_LANGUAGE = (
    "Svaret er på et sprog, som ikke kan læses her. Det skal være på dansk eller engelsk.",
    "The report is in a language that cannot be read here. It must be in Danish or English.",
)
OTHER_PART = (
    "Det ligner et svar om en anden del af kroppen. Her kan kun svar om lænden læses.",
    "This looks like a report about another part of the body. Only reports of the low back can be read here.",
)
NO_REPORT = (
    "Det ligner ikke svaret på en scanning eller et røntgenbillede af lænden.",
    "This does not look like the report of a scan or an X-ray of the low back.",
)


AGE = (
    f"Alderen skal være et helt tal fra {AGES[0]} til {AGES[-1]}.",
    f"The age must be a whole number from {AGES[0]} to {AGES[-1]}.",
)


def checked_age(age: int | None) -> int | None:
    """The age in years, when it can be one."""
    if age is not None and (isinstance(age, bool) or age not in AGES):
        raise Refusal(*AGE)
    return age


def text_of(raw: bytes) -> str:
    """A file's text; refuses what is too large or not text."""
    if len(raw) > MOST_BYTES:
        raise Refusal(*TOO_LONG)
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return checked_text(raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise Refusal(*NOT_TEXT)


def checked_text(text: str) -> str:
    """The text, when it is text of a size that can be a report."""
    if not text.strip():
        raise Refusal(*NOTHING)
    if any(ord(c) < 32 and c not in "\n\r\t\f\v" for c in text):
        raise Refusal(*NOT_TEXT)
    if len(text) > MOST_CHARACTERS:
        raise Refusal(*TOO_LONG)
    return text


def language_of(words: list[Token], lexicon: Lexicon) -> Language:
    """The language most words speak; refuses a third one. Danish when nothing tells."""
    counted = {name: _count(words, lexicon, name) for name in ("danish", "english", "foreign")}
    if counted["foreign"] >= 3 and counted["foreign"] > max(counted["danish"], counted["english"]):
        raise Refusal(*OTHER_LANGUAGE)
    if counted["danish"] != counted["english"]:
        return "da" if counted["danish"] > counted["english"] else "en"
    danish, english = (_fits(words, lexicon, lang) for lang in ("da", "en"))
    return "en" if english > danish else "da"


def without_false_friends(words: list[Token], language: Language) -> list[Token]:
    """The words without a Danish ", fx myelomatose" (for example); elsewhere "fx" stays a fracture."""
    if language == "en":
        return words
    around = zip([None, *words], words, [*words[1:], None], strict=False)
    return [t for before, t, after in around if not _gives_an_example(before, t, after)]


def _gives_an_example(before: Token | None, word: Token, after: Token | None) -> bool:
    opened = before is not None and before.word in OPENS_AN_EXAMPLE
    named = after is not None and not after.is_sign and after.level is None
    return opened and named and word.word == FOR_EXAMPLE and word.end - word.start == len(FOR_EXAMPLE)


def _count(words: list[Token], lexicon: Lexicon, name: str) -> int:
    known = lexicon.words(name)
    return sum(known.knows(t.word) for t in words)


def _fits(words: list[Token], lexicon: Lexicon, lang: str) -> int:
    """How many words occur as such in the findings of one language."""
    own = lexicon.own_words[lang]
    return sum(t.word in own for t in words)


def refuse_what_is_no_report(text: str, words: list[Token], findings: int, lexicon: Lexicon) -> None:
    """Refuses another part of the body, and what no radiologist wrote."""
    levels = sum(1 for t in words if t.level)
    spine = _count(words, lexicon, "spine") + levels
    elsewhere = _count(words, lexicon, "elsewhere")
    named = _count(words, lexicon, "lumbar") + levels
    if elsewhere >= 2 and elsewhere > spine and not named:
        raise Refusal(*OTHER_PART)
    imaging = _count(words, lexicon, "imaging") + _count(words, lexicon, "normal")
    if spine and (findings or levels or imaging):
        return
    if elsewhere and not named and not findings:
        raise Refusal(*OTHER_PART)
    if not (findings and len(text) <= SHORT and not elsewhere):
        raise Refusal(*NO_REPORT)
