"""Our own texts, in the knowledge and on the pages, hold no word that frightens."""

from __future__ import annotations

import pytest
from fluent.syntax import FluentParser, ast

from rygrad.kb.knowledge import Knowledge
from rygrad.kb.lints import texts
from rygrad.web.texts import FOLDER
from rygrad.words.lint.lint import Linter
from rygrad.words.lint.prose import Prose
from rygrad.words.lint.text_prose import text_prose

GRAVE = ("catastrophic", "structural")
# They name the words that frighten, or never reach a person who is worried.
ABOUT_WORDS = {"phrases", "never_soften", "phrase_contexts", "reading_bands", "facts", "sources", "cases"}
ALLOWED = {
    # It asks whether somebody believes so; an answer changes the advice.
    ("expects_no_recovery", "chronic_and_incurable"),
}


def grave(linter: Linter, text: str, lang: str) -> list[str]:
    """The grave findings of one text."""
    prose: Prose = text_prose(text)
    return [f.rule for f in linter.lint(prose, text_lang=lang).findings if f.severity in GRAVE]


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_knowledge_frightens_nobody_without_need(knowledge: Knowledge, linter: Linter, lang: str) -> None:
    found, read = [], 0
    for (kind, name), placed in knowledge.placed.items():
        if kind in ABOUT_WORDS:
            continue
        for path, text in texts(placed.entry):
            read += 1
            said = text.in_language(lang)
            found += [
                (kind, name, path, r, said) for r in grave(linter, said, lang) if (name, r) not in ALLOWED
            ]
    assert found == []
    assert read > 1500


@pytest.mark.parametrize("file", sorted(p.name for p in FOLDER.glob("*.ftl")))
def test_the_pages_frighten_nobody_without_need(linter: Linter, file: str) -> None:
    lang = file.split(".")[1]
    for message in FluentParser().parse((FOLDER / file).read_text(encoding="utf-8")).body:
        if isinstance(message, ast.Message) and message.value is not None:
            said = "".join(e.value for e in message.value.elements if isinstance(e, ast.TextElement))
            assert grave(linter, said, lang) == [], message.id.name


def test_a_planted_word_is_found(linter: Linter) -> None:
    assert grave(linter, "Du har slid i ryggen.", "da") == ["slid"]
