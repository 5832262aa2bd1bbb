"""The knowledge of reports made ready to read with: findings, and the words around them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from rygrad.kb.knowledge import Knowledge
from rygrad.kb.report_models import Context, ImagingFinding
from rygrad.words.report.patterns import Phrases
from rygrad.words.report.spelling import Spelling
from rygrad.words.report.tokens import folded


@dataclass(frozen=True)
class Lexicon:
    """Everything that reading a report needs of the knowledge; made once for a knowledge."""

    findings: dict[str, ImagingFinding]
    context: dict[str, Context]

    @cached_property
    def finding_phrases(self) -> Phrases:
        """The words of every finding."""
        return Phrases(
            (f.id, phrase)
            for f in self.findings.values()
            for phrase in (*f.words.all, *f.attention_words.all)
        )

    @cached_property
    def attention_phrases(self) -> Phrases:
        """The ways of writing a finding that alone make it deserve attention."""
        return Phrases((f.id, phrase) for f in self.findings.values() for phrase in f.attention_words.all)

    @cached_property
    def disc_words(self) -> dict[str, Phrases]:
        """The words that say a disc is meant, of each finding that is another at one vertebra."""
        vertebral = ((f.id, f.at_one_vertebra) for f in self.findings.values())
        return {id: Phrases((id, w) for w in at.unless) for id, at in vertebral if at}

    @cached_property
    def context_phrases(self) -> Phrases:
        """The words that say no, perhaps, old, new, and where such a word stops."""
        around = [c for c in self.context.values() if c.means]
        return Phrases((c.id, phrase) for c in around for phrase in c.words.all)

    @cached_property
    def _lexicons(self) -> dict[str, Phrases]:
        written: dict[str, list[tuple[str, str]]] = {}
        for c in self.context.values():
            if c.lexicon:
                written.setdefault(c.lexicon, []).extend((c.lexicon, phrase) for phrase in c.words.all)
        return {name: Phrases(lines) for name, lines in written.items()}

    def words(self, lexicon: str) -> Phrases:
        """The words of one lexicon; none where the knowledge has none."""
        return self._lexicons.get(lexicon) or Phrases(())

    @cached_property
    def own_words(self) -> dict[str, frozenset[str]]:
        """The whole words of the findings that one language has and the other has not."""
        by_lang: dict[str, set[str]] = {"da": set(), "en": set()}
        known = [*(f.words for f in self.findings.values()), *(c.words for c in self.context.values())]
        for words in known:
            for lang, phrases in (("da", words.da), ("en", words.en)):
                by_lang[lang].update(
                    folded(w) for p in phrases for part in p.split() for w in part.split("|")
                )
        return {
            "da": frozenset(by_lang["da"] - by_lang["en"]),
            "en": frozenset(by_lang["en"] - by_lang["da"]),
        }

    @cached_property
    def spelling(self) -> Spelling:
        """What misspelt words are mended to, and what is never mended."""
        targets = {folded(word): f.id for f in self.findings.values() for word in f.spelt}
        right = [
            *(c.words.all for c in self.context.values() if c.means != "pseudo"),
            *(f.words.all for f in self.findings.values()),
        ]
        exact = {
            folded(w) for phrases in right for p in phrases for part in p.split() for w in part.split("|")
        }
        return Spelling(targets, frozenset(w for w in exact if "*" not in w), self._recognised)

    def _recognised(self, word: str) -> bool:
        return (
            self.finding_phrases.is_one(word)
            or self.context_phrases.knows(word)
            or any(words.knows(word) for name, words in self._lexicons.items() if name not in _BROAD)
        )


# Lexicons of word parts so short that a misspelt finding fits them too.
_BROAD = ("medical", "strong", "spine")


def lexicon_of(knowledge: Knowledge) -> Lexicon:
    """The lexicon of a knowledge, made at its first report."""
    key = ("report", "lexicon")
    made = knowledge.made_once.get(key)
    if made is None:
        made = Lexicon(dict(knowledge.imaging_findings), dict(knowledge.report_context))
        knowledge.made_once[key] = made
    assert isinstance(made, Lexicon)
    return made
