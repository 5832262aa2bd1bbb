"""Every text is there in both languages, says the same things, and Danish is easy to read."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast

from rygrad.kb.lix import lix
from rygrad.web import texts
from rygrad.web.texts import MissingTextError, day_words, number_words, say, wished_language

WEB = Path(texts.__file__).parent
LIX_AT_MOST = 40


def messages(lang: str) -> dict[str, ast.Message]:
    """All messages of one language."""
    made: dict[str, ast.Message] = {}
    for file in sorted(texts.FOLDER.glob(f"*.{lang}.ftl")):
        for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, ast.Junk), f"{file.name}: {entry.content!r}"
            if isinstance(entry, ast.Message):
                assert entry.id.name not in made, f"{entry.id.name} stands twice"
                made[entry.id.name] = entry
    return made


def filled(message: ast.Message) -> set[str]:
    """What a message is filled in with."""
    found = set()

    def walk(node: object) -> None:
        if isinstance(node, ast.VariableReference):
            found.add(node.id.name)
        for value in vars(node).values() if isinstance(node, ast.BaseNode) else ():
            for each in value if isinstance(value, list) else [value]:
                walk(each)

    walk(message.value)
    return found


def test_both_languages_hold_the_same_texts() -> None:
    danish, english = messages("da"), messages("en")
    assert set(danish) == set(english)
    assert {id: filled(m) for id, m in danish.items()} == {id: filled(m) for id, m in english.items()}


def test_every_text_a_page_asks_for_is_there_and_none_is_left_over() -> None:
    asked: set[str] = set()
    open_ended: set[str] = set()
    for file in [*WEB.rglob("*.html"), *WEB.glob("*.py")]:
        content = file.read_text(encoding="utf-8")
        for literal, more in re.findall(r"""\bt\(\s*f?['"]([a-z0-9-]+)['"]?\s*(~|\{)?""", content):
            (open_ended if more or literal.endswith("-") else asked).add(literal)
        if file.suffix == ".py":
            asked.update(re.findall(r'"((?:problem|fault)-[a-z-]+)"', content))
    known = set(messages("da"))
    assert asked - known == set()
    left_over = {id for id in known - asked if not any(id.startswith(start) for start in open_ended)}
    assert left_over == set()


@pytest.mark.parametrize("file", sorted(p.name for p in texts.FOLDER.glob("*.da.ftl")))
def test_danish_is_easy_to_read(file: str) -> None:
    entries = FluentParser().parse((texts.FOLDER / file).read_text(encoding="utf-8")).body
    said = [
        "".join(e.value for e in m.value.elements if isinstance(e, ast.TextElement))
        for m in entries
        if isinstance(m, ast.Message) and m.value is not None
    ]
    whole = " ".join(text if text[-1] in ".?!:" else f"{text}." for text in said if len(text.split()) > 4)
    assert lix(whole) <= LIX_AT_MOST


def test_a_missing_text_is_a_fault() -> None:
    with pytest.raises(MissingTextError):
        say("da")("no-such-text")


def test_a_text_not_filled_in_is_a_fault() -> None:
    with pytest.raises(MissingTextError):
        say("da")("pages-left")


@pytest.mark.parametrize(
    ("wish", "lang"),
    [
        (None, "da"),
        ("", "da"),
        ("en", "en"),
        ("en-GB,en;q=0.9,da;q=0.1", "en"),
        ("da-DK,da;q=0.9,en;q=0.8", "da"),
        ("de,en;q=0.7", "en"),
        ("sv,en;q=0.7", "da"),
        ("en;q=0.1,da;q=0.9", "da"),
        ("en;q=x,;;,", "da"),
    ],
)
def test_the_browsers_wish(wish: str | None, lang: str) -> None:
    assert wished_language(wish) == lang


def test_dates_and_numbers_as_danes_write_them() -> None:
    assert day_words("da", date(2026, 11, 24)) == "24. november 2026"
    assert day_words("en", date(2026, 11, 24)) == "24 November 2026"
    assert number_words("da", 7.5) == "7,5"
    assert number_words("en", 7.5) == "7.5"
