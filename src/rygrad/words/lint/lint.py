"""The linter: a text read against the phrases of the knowledge."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rygrad.kb.knowledge import Knowledge
from rygrad.kb.lix import lix, words_in
from rygrad.kb.phrase_models import Wanted
from rygrad.kb.phrase_patterns import Word, words_of
from rygrad.words.lint.findings import NUMBER, Finding, Kept, Report, Spot
from rygrad.words.lint.matching import Finder, Match, covered, longest, touches
from rygrad.words.lint.numbers import has_reference, statements
from rygrad.words.lint.prose import Block, Lines, Prose
from rygrad.words.lint.remarks import Ignored, ignored
from rygrad.words.lint.sentences import language_of, sentences

LANGUAGES = ("da", "en")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+")
_STOPS = re.compile(r"([.!?:])[.!?:]+")
_QUOTED_WITHIN = 200  # characters from a word to its quotation mark
_QUOTES = (("»", "«"), ("“", "”"), ("„", "“"), ("”", "”"), ('"', '"'), ("‘", "’"), ("«", "»"))
_NUMBER_SAYS = {
    "da": ("Et tal uden kilde kan ingen efterprøve.", "Skriv kilden i samme afsnit, eller lad tallet ude."),
    "en": (
        "Nobody can check a number without a source.",
        "Name the source in the same paragraph, or leave the number out.",
    ),
}
_BESIDE = {
    "da": "Der står noget alvorligt i samme sætning. Ret den ikke, før en kliniker har set på den.",
    "en": "Something serious stands in this sentence. Do not change it before a clinician has read it.",
}


class Linter:
    """The phrases of a knowledge, ready for many texts."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.k = knowledge
        self.finders = {lang: _finders(knowledge, lang) for lang in LANGUAGES}

    def lint(self, prose: Prose, file: str = "-", text_lang: str | None = None, lang: str = "da") -> Report:
        """What there is to say of a text; `lang` is the language of the messages."""
        texts = [block.text for block in prose.blocks]
        spoken = text_lang or prose.lang or language_of(texts)
        reading = _Reading(self.k, self.finders[spoken].for_one_text(), prose, spoken, lang)
        for block, text in zip(prose.blocks, texts, strict=True):
            reading.read(block, text)
        hard = round(lix(" ".join(_ended(_without_addresses(text)) for text in texts)))
        return Report(
            file=file,
            text_lang=spoken,
            words=sum(words_in(text) for text in texts),
            lix=hard,
            band=band(self.k, hard, lang) if spoken == "da" else None,
            findings=tuple(sorted(reading.findings, key=lambda f: (f.spot.start, f.rule))),
            kept=tuple(sorted(reading.kept, key=lambda k: k.spot.start)),
        )


def band(knowledge: Knowledge, hard: float, lang: str) -> str | None:
    """How hard a text of a LIX is to read, by the bands of the knowledge."""
    limits = []
    for entry in knowledge.reading_bands.values():
        value = knowledge.claims[entry.below].value if entry.below else None
        limit = float(value) if isinstance(value, (int, float)) else float("inf")
        limits.append((limit, entry.title.in_language(lang)))
    return next((title for limit, title in sorted(limits) if hard < limit), None)


@dataclass(frozen=True)
class _Context:
    within: int
    finder: Finder
    not_finder: Finder

    def find(self, words: Sequence[Word]) -> list[Match]:
        """Where such words stand, without those that mean something else."""
        exceptions = covered(self.not_finder.find(words))
        return [m for m in self.finder.find(words) if not touches(m, exceptions)]

    def for_one_text(self) -> _Context:
        return _Context(self.within, self.finder.for_one_text(), self.not_finder.for_one_text())


@dataclass(frozen=True)
class _Finders:
    """What is looked for in one language."""

    phrases: Finder
    not_phrases: Finder
    kept: Finder
    not_kept: Finder
    contexts: dict[str, _Context]

    def for_one_text(self) -> _Finders:
        """The same with a memory of its own."""
        return _Finders(
            self.phrases.for_one_text(),
            self.not_phrases.for_one_text(),
            self.kept.for_one_text(),
            self.not_kept.for_one_text(),
            {name: context.for_one_text() for name, context in self.contexts.items()},
        )


def _finders(k: Knowledge, lang: str) -> _Finders:
    contexts: dict[str, _Context] = {
        entry.id: _Context(
            entry.within_words, Finder(_wanted([entry], lang)), Finder(_unwanted([entry], lang))
        )
        for entry in k.phrase_contexts.values()
    }
    return _Finders(
        Finder(_wanted(k.phrases.values(), lang)),
        Finder(_unwanted(k.phrases.values(), lang)),
        Finder(_wanted(k.never_soften.values(), lang)),
        Finder(_unwanted(k.never_soften.values(), lang)),
        contexts,
    )


def _wanted(entries: Iterable[Wanted], lang: str) -> Iterator[tuple[str, str]]:
    for entry in entries:
        for pattern in entry.patterns(lang):
            yield entry.id, pattern


def _unwanted(entries: Iterable[Wanted], lang: str) -> Iterator[tuple[str, str]]:
    for entry in entries:
        for pattern in entry.exceptions(lang):
            yield entry.id, pattern


class _Reading:
    """One text being read: its findings so far."""

    def __init__(self, k: Knowledge, find: _Finders, prose: Prose, spoken: str, lang: str) -> None:
        self.k, self.find, self.prose, self.spoken, self.lang = k, find, prose, spoken, lang
        self.lines = Lines(prose.source)
        known = {*k.phrases, NUMBER}
        self.ignored: Ignored = ignored(prose, self.lines, known, lang)
        self.findings: list[Finding] = list(self.ignored.faults)
        self.kept: list[Kept] = []

    def read(self, block: Block, text: str) -> None:
        """Adds what there is to say of one paragraph."""
        plain = _without_addresses(text)
        for start, end in sentences(plain):
            self.sentence(block, plain, start, end)
        if not (block.has_reference or has_reference(text)):
            for start, end in statements(plain, self.spoken):
                why, note = _NUMBER_SAYS[self.lang]
                self.add(
                    Finding(NUMBER, "number", self.spot(block, start, end), text[start:end], why, None, note)
                )

    def sentence(self, block: Block, text: str, start: int, end: int) -> None:
        """Adds what there is to say of one sentence."""
        said = text[start:end]
        words = words_of(said)
        kept = self.serious(block, said, words, start)
        names = covered(match for match, _ in kept)
        exceptions = _by_owner(self.find.not_phrases.find(words))
        found = longest(
            match
            for match in self.find.phrases.find(words)
            if not touches(match, exceptions.get(match.owner, set())) and not touches(match, names)
        )
        if not found:
            return
        beside = any(not denied for _, denied in kept)
        denials, cues = self.context("denied", words), self.context("corrected", words)
        for match in found:
            if not self.denied(words, denials, match) and not self.corrected(said, words, cues, match):
                self.phrase(block, said, words, match, start, beside)

    def context(self, name: str, words: list[Word]) -> list[Match]:
        """Where the words of a context stand; none when the knowledge has no such context."""
        found = self.find.contexts.get(name)
        return found.find(words) if found else []

    def serious(self, block: Block, said: str, words: list[Word], offset: int) -> list[tuple[Match, bool]]:
        """The names of what is serious, and whether the sentence denies them."""
        exceptions = covered(self.find.not_kept.find(words))
        names = longest(m for m in self.find.kept.find(words) if not touches(m, exceptions))
        if not names:
            return []
        denials = self.context("denied", words)
        made = []
        for name in names:
            denied = self.denied(words, denials, name)
            spot = self.spot(block, offset + words[name.first].start, offset + words[name.after - 1].end)
            matched = said[words[name.first].start : words[name.after - 1].end]
            title = self.k.never_soften[name.owner].title.in_language(self.lang)
            self.kept.append(Kept(name.owner, spot, matched, title, denied))
            made.append((name, denied))
        return made

    def denied(self, words: list[Word], denials: list[Match], match: Match) -> bool:
        """Whether a word such as "not" stands shortly before, in the same clause."""
        if not denials:
            return False
        ends = {denial.after for denial in denials}
        for back in range(self.find.contexts["denied"].within):
            at = match.first - back
            if at < 1 or not words[at].follows:
                return False
            if at in ends:
                return True
        return False

    def corrected(self, said: str, words: list[Word], cues: list[Match], match: Match) -> bool:
        """Whether the words are quoted, and what stands near says that they are only quoted."""
        start, end = words[match.first].start, words[match.after - 1].end
        if not cues or not _quoted(said, start, end):
            return False
        within = self.find.contexts["corrected"].within
        return any(
            abs(match.first - cue.after) <= within or abs(cue.first - match.after) <= within for cue in cues
        )

    def phrase(
        self, block: Block, said: str, words: list[Word], match: Match, offset: int, beside: bool
    ) -> None:
        start, end = words[match.first].start, words[match.after - 1].end
        phrase = self.k.phrases[match.owner]
        instead = phrase.instead.in_language(self.spoken) if phrase.instead and not beside else None
        note = phrase.note.in_language(self.lang) if phrase.note else None
        self.add(
            Finding(
                rule=phrase.id,
                severity=phrase.severity,
                spot=self.spot(block, offset + start, offset + end),
                matched=said[start:end],
                why=phrase.why.in_language(self.lang),
                instead=instead,
                note=_BESIDE[self.lang] if beside else note,
                claims=tuple(phrase.claims),
            )
        )

    def add(self, finding: Finding) -> None:
        """Keeps a finding unless a remark with a reason says to leave it."""
        if not self.ignored.covers(finding):
            self.findings.append(finding)

    def spot(self, block: Block, start: int, end: int) -> Spot:
        """Where characters of a paragraph stand in the file."""
        begins, ends = block.span(start, end)
        line, column = self.lines.place(begins)
        end_line, end_column = self.lines.place(ends)
        if block.page is not None:  # lines are counted from the top of a page
            above = self.lines.place(self.prose.pages[block.page - 1]).line - 1
            line, end_line = line - above, end_line - above
        return Spot(line, column, end_line, end_column, begins, ends, block.page)


def _by_owner(matches: Iterable[Match]) -> dict[str, set[int]]:
    """The words covered, for each owner."""
    made: dict[str, set[int]] = {}
    for match in matches:
        made.setdefault(match.owner, set()).update(range(match.first, match.after))
    return made


def _without_addresses(text: str) -> str:
    """The text with web and mail addresses blanked, so that places stay."""
    return _ADDRESS.sub(lambda match: " " * len(match[0]), text)


def _ended(text: str) -> str:
    """A heading or a list item counts as a sentence of its own."""
    text = _STOPS.sub(r"\1", text.strip())  # "..." is one stop
    return text if text.endswith((".", "!", "?", ":")) or not text else text + "."


def _quoted(said: str, start: int, end: int) -> bool:
    for opens, closes in _QUOTES:
        before, after = said[max(0, start - _QUOTED_WITHIN) : start], said[end : end + _QUOTED_WITHIN]
        opened = before.rfind(opens)
        if opened < 0 or closes not in after:
            continue
        if opens == closes and before.count(opens) % 2 == 0:
            continue
        if closes not in before[opened + 1 :]:
            return True
    return False
