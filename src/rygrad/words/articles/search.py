"""Full-text search in the articles: parts of words, typing faults and other spellings of æ, ø and å find too.

The index lies in memory (SQLite's FTS5 over three letters at a time) and holds every text in the plain
letters of `folded`, so that "laende" and "lænde" are the same word. What is shown is the text as written.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

from rapidfuzz import process
from rapidfuzz.distance import OSA

from rygrad.kb.problem import Refusal
from rygrad.words.articles.article import Article, Heading

SHORTEST = 2  # letters of a word that is searched for
LONGEST = 200  # characters of a query
MOST_WORDS = 12
MOST_HITS = 20
IN_THE_INDEX = 3  # letters; the index knows no shorter pieces
SHORTEST_MENDED = 4  # a shorter word is too close to too many others
LONGEST_MENDED = 40
LETTERS_A_FAULT = 4  # one fault is forgiven for every so many letters
MOST_FAULTS = 3
BEFORE, AFTER = 60, 160  # characters of a snippet before and after its first mark
HEADING_WEIGHS = 6.0  # against the text below it
_WORD = re.compile(r"[^\W_]+")
_DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss", "œ": "oe", "ð": "d", "þ": "th"})


class QueryFault(Refusal):
    """A query that cannot be searched for; says why, and what can. `kind` is "empty", "short" or "long"."""

    def __init__(self, kind: str, da: str, en: str) -> None:
        super().__init__(da, en)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text, marked where it is what was searched for."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A section that was found: its article, where in it (empty at its top), and the words around."""

    article: str
    lang: str
    title: str
    ours: bool
    anchor: str
    heading: tuple[Piece, ...]
    snippet: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a query.

    `mended` holds the words that stand nowhere with the word searched for instead; `unknown` those nothing
    is close to; `whole` tells whether each hit holds every word, or only some.
    """

    hits: tuple[Hit, ...] = ()
    mended: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()
    whole: bool = True


@dataclass(frozen=True, slots=True)
class _Section:
    article: Article
    heading: Heading | None
    text: str


def folded(text: str) -> str:
    """A text in plain small letters: "Lændesmerter" and "laendesmerter" are both "laendesmerter"."""
    spelled = unicodedata.normalize("NFC", text).lower().translate(_DANISH)
    return "".join(c for c in unicodedata.normalize("NFKD", spelled) if not unicodedata.combining(c))


def _spaced(text: str) -> str:
    """A text as the index holds it: folded words with one space between."""
    return " ".join(folded(word) for word in _WORD.findall(text))


def asked_words(query: str) -> dict[str, str]:
    """The words of a query, folded, with each as it was typed; raises QueryFault where none can be found."""
    if not query.strip():
        raise QueryFault("empty", "Skriv, hvad du leder efter.", "Write what you are looking for.")
    if len(query) > LONGEST:
        da = f"Søgningen er for lang. Skriv højst {LONGEST} tegn."
        raise QueryFault("long", da, f"The search is too long. Write at most {LONGEST} characters.")
    typed = {folded(word): word for word in _WORD.findall(query) if len(word) >= SHORTEST}
    if not typed:
        da = f"Skriv et ord med mindst {SHORTEST} bogstaver."
        raise QueryFault("short", da, f"Write a word of at least {SHORTEST} letters.")
    return dict(list(typed.items())[:MOST_WORDS])


class SearchIndex:
    """All sections of some articles, to be searched from any thread."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._sections = [section for article in articles for section in _sections(article)]
        self._words: Counter[str] = Counter()
        self._written: dict[str, str] = {}
        self._lock = Lock()
        self._base = sqlite3.connect(":memory:", check_same_thread=False)
        self._base.execute("CREATE VIRTUAL TABLE sections USING fts5(heading, text, tokenize = 'trigram')")
        self._base.executemany("INSERT INTO sections VALUES (?, ?)", map(self._row, self._sections))

    def search(self, query: str, lang: str = "da") -> Found:
        """The sections that hold the words of a query, those in a language first; raises QueryFault."""
        used, mended, unknown = self._known(asked_words(query))
        if not used:
            return Found(unknown=tuple(unknown))
        rows = self._rows(used, " AND ")
        whole = bool(rows)
        rows = rows or self._rows(used, " OR ")
        sections = sorted((self._sections[row - 1] for row in rows), key=lambda s: s.article.lang != lang)
        hits = tuple(_hit(section, used) for section in sections[:MOST_HITS])
        return Found(hits, tuple(mended), tuple(unknown), whole)

    def _row(self, section: _Section) -> tuple[str, str]:
        heading = section.heading.text if section.heading else section.article.title
        for word in _WORD.findall(f"{heading} {section.text}"):
            plain = folded(word)
            self._words[plain] += 1
            self._written.setdefault(plain, word.lower())
        return _spaced(heading), _spaced(section.text)

    def _known(self, asked: Mapping[str, str]) -> tuple[list[str], list[tuple[str, str]], list[str]]:
        """The words to search for, which of them stand for one that was asked, and which nothing is like."""
        used: list[str] = []
        mended: list[tuple[str, str]] = []
        unknown: list[str] = []
        everything = " ".join(self._words)
        for word, typed in asked.items():
            if word in everything:
                used.append(word)
            elif nearest := self._nearest(word) or self._last_part(word):
                used.append(nearest)
                mended.append((typed, self._written[nearest]))
            else:
                unknown.append(typed)
        return list(dict.fromkeys(used)), mended, unknown

    def _nearest(self, word: str) -> str | None:
        """The word of the index with the fewest faults between, of several the one that stands most often."""
        if not SHORTEST_MENDED <= len(word) <= LONGEST_MENDED:
            return None
        faults = min(MOST_FAULTS, len(word) // LETTERS_A_FAULT)
        near = process.extract(word, self._words.keys(), scorer=OSA.distance, score_cutoff=faults, limit=20)
        return min(near, key=lambda n: (n[1], -self._words[n[0]], n[0]), default=("", 0, 0))[0] or None

    def _last_part(self, word: str) -> str | None:
        """The longest word of the index that a word ends with: "smerter" of "knaesmerter"."""
        ends = (word[at:] for at in range(1, len(word) - SHORTEST_MENDED))
        return next((end for end in ends if end in self._words), None)

    def _rows(self, words: Sequence[str], joined: str) -> list[int]:
        """The numbers of the sections, the best first. A short word only narrows: the index lacks it."""
        long = [word for word in words if len(word) >= IN_THE_INDEX]
        short = [word for word in words if len(word) < IN_THE_INDEX]
        terms, given = [], []
        if long:
            terms.append("sections MATCH ?")
            given.append(joined.join(f'"{word}"' for word in long))  # a word has letters and digits alone
        if not long or joined == " AND ":
            likes = joined.join(["' ' || heading || ' ' || text LIKE ?"] * len(short))
            terms += [f"({likes})"] if short else []
            given += [f"% {word}%" for word in short]
        order = "bm25(sections, ?, 1.0)" if long else "rowid"
        asked = f"SELECT rowid FROM sections WHERE {' AND '.join(terms)} ORDER BY {order}"
        with self._lock:
            return [
                row for (row,) in self._base.execute(asked, [*given, *([HEADING_WEIGHS] if long else [])])
            ]


def _sections(article: Article) -> Iterable[_Section]:
    """What can be found in an article: its top with its description, and each section with a text."""
    for heading in (None, *article.headings):
        name = heading.id if heading else ""
        own = [p for p in article.paragraphs if p.section == name]
        text = " ".join(p.plain for p in own if p.plain and not p.in_references)
        listed = bool(own) and all(p.in_references for p in own)
        if heading is None:
            yield _Section(article, None, f"{article.front.text('description')} {text}".strip())
        elif not listed:
            yield _Section(article, heading, text)


def _hit(section: _Section, words: Sequence[str]) -> Hit:
    article, heading = section.article, section.heading
    named = heading.text if heading else article.title
    return Hit(
        article.id,
        article.lang,
        article.title,
        article.ours,
        heading.id if heading else "",
        tuple(_marked(named, words)),
        tuple(_marked(_around(section.text, words), words)),
    )


def _around(text: str, words: Sequence[str]) -> str:
    """The part of a text with the first word that was found, cut between words."""
    first = next((m.start() for m in _WORD.finditer(text) if _holds(m[0], words)), 0)
    start, end = max(0, first - BEFORE), min(len(text), first + AFTER)
    if start:
        start = text.find(" ", start, first) + 1 or first
    if end < len(text):
        end = max(text.rfind(" ", first, end), first) if " " in text[first:end] else end
    return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"


def _marked(text: str, words: Sequence[str]) -> Iterable[Piece]:
    """A text cut at the words that hold what was searched for."""
    at = 0
    for found in _WORD.finditer(text):
        if _holds(found[0], words):
            if found.start() > at:
                yield Piece(text[at : found.start()])
            yield Piece(found[0], True)
            at = found.end()
    if at < len(text):
        yield Piece(text[at:])


def _holds(word: str, words: Sequence[str]) -> bool:
    plain = folded(word)
    return any(plain.startswith(w) if len(w) < IN_THE_INDEX else w in plain for w in words)
