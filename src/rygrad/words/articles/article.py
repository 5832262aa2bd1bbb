"""An article as it was read: its parts, and where each one stands in its file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from math import ceil

from markdown_it.token import Token

from rygrad.kb.lix import words_in
from rygrad.words.articles.front_matter import FrontMatter

WORDS_A_MINUTE = 200  # a convention, on the slow side: Brysbaert 2019 found 238 for English non-fiction


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the text; `level` is as written."""

    level: int
    text: str
    id: str
    line: int
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A link: the text that is linked, where it leads, where it stands, in which section."""

    text: str
    href: str
    line: int
    column: int
    section: str
    in_references: bool = False


@dataclass(frozen=True, slots=True)
class Image:
    """An image, chart or drawing: its text alternative, its caption, and whether it stands alone."""

    alternative: str
    source: str
    caption: str
    line: int
    column: int
    alone: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or list item as written in Markdown, and as plain text."""

    markdown: str
    plain: str
    line: int
    section: str
    in_references: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of the list of references: its words and its link, if it has one."""

    text: str
    href: str | None
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Question:
    """A heading that asks, and the text that answers it."""

    question: str
    answer: str
    id: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article in one language.

    `ours` is True for what ships with the knowledge, False for a site's own. `title_from` says where the
    title was found: "front matter", "heading" or "file".
    """

    id: str
    lang: str
    title: str
    title_from: str
    description: str
    updated: date | None
    status: str
    covers: tuple[str, ...]
    related: tuple[str, ...]
    about: str
    ours: bool
    file: str
    front: FrontMatter = field(repr=False)
    source: str = field(repr=False, default="")  # the whole file, as it is written
    tokens: Sequence[Token] = field(repr=False, default=())
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()

    @property
    def minutes(self) -> int:
        """Minutes it takes to read; at least one."""
        return max(1, ceil(sum(words_in(p.plain) for p in self.paragraphs) / WORDS_A_MINUTE))

    @property
    def sections(self) -> list[tuple[Heading | None, str]]:
        """Each heading with the text until the next; what stands before the first has none."""
        made: list[tuple[Heading | None, str]] = []
        for heading in (None, *self.headings):
            name = heading.id if heading else ""
            texts = [p.plain for p in self.paragraphs if p.section == name and p.plain]
            if heading or texts:
                made.append((heading, " ".join(texts)))
        return made

    @property
    def questions(self) -> list[Question]:
        """Headings that ask and are answered by the text right below them."""
        return [
            Question(heading.text, text, heading.id)
            for heading, text in self.sections
            if heading and heading.text.endswith("?") and text
        ]

    @property
    def references(self) -> list[Reference]:
        """The list of references at the end, entry by entry."""
        made = []
        for p in (p for p in self.paragraphs if p.in_references and p.plain):
            rows = range(p.line, p.line + p.markdown.count("\n") + 1)
            link = next((x for x in self.links if x.line in rows), None)
            made.append(Reference(p.plain, link.href if link else None, p.line, link.column if link else 1))
        return made
