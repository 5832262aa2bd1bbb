"""What the tests of the linter share: one linter, and short ways to read a text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rygrad.kb.knowledge import Knowledge
from rygrad.words.lint.findings import Report
from rygrad.words.lint.lint import Linter
from rygrad.words.lint.reading import prose_of

Lint = Callable[..., Report]


@pytest.fixture(scope="session")
def linter(knowledge: Knowledge) -> Linter:
    """The shipped phrases."""
    return Linter(knowledge)


@pytest.fixture(scope="session")
def lint(linter: Linter) -> Lint:
    """A text read as a kind of file: `lint("...", kind="html", text_lang="da")`."""

    def read(text: str, kind: str = "markdown", text_lang: str | None = None, lang: str = "en") -> Report:
        return linter.lint(prose_of(text.encode(), kind, "x"), "x", text_lang, lang)

    return read
