"""Markdown to Article: CommonMark and tables; raw HTML is text, never markup."""

from __future__ import annotations

import re
from pathlib import PurePath
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from rygrad.words.articles.article import Article, Heading, Image, Link, Paragraph
from rygrad.words.articles.front_matter import LANGUAGES, FrontMatter, front_matter
from rygrad.words.articles.headings import Ids, article_id, plain_id

# The page's own ids, which no heading may take.
PAGE_IDS = ("main", "article-contents", "article-sources", "article-related", "article-search")
REFERENCES = {"referenceliste", "referencer", "kilder", "kildeliste", "litteratur", "references", "sources"}
_OWN_ID = re.compile(r"\s*\{#([A-Za-z][\w-]*)\}\s*$")
_NAMED_FILE = re.compile(r"(.+)\.(da|en)")


def markdown() -> MarkdownIt:
    """The reader of all articles."""
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def read_article(text: str, file: str, ours: bool = False) -> Article:
    """An article from the text of a file; what is wrong with its top is in `front.problems`."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    front = front_matter(text, file)
    tokens = markdown().parse(front.body)
    parts = _Parts(front, Ids(PAGE_IDS))
    parts.take(tokens)
    file_id, file_lang = named_by(file)
    lang = front.text("lang") or file_lang or "da"
    title, title_from = _title(front, parts, file_id)
    return Article(
        id=article_id(front.text("id") or file_id),
        lang=lang if lang in LANGUAGES else "da",
        title=title,
        title_from=title_from,
        description=front.text("description") or _first_sentence(parts),
        updated=front.updated(),
        status=front.text("status"),
        covers=front.words("covers"),
        related=front.words("related"),
        about=front.text("about"),
        ours=ours,
        file=file,
        front=front,
        source=text,
        tokens=tokens,
        headings=tuple(parts.headings),
        links=tuple(parts.links),
        images=tuple(parts.images),
        paragraphs=tuple(parts.paragraphs),
    )


def named_by(file: str) -> tuple[str, str]:
    """The id and the language a file's name gives: "sciatica.da.md" is ("sciatica", "da")."""
    stem = PurePath(file).stem
    found = _NAMED_FILE.fullmatch(stem)
    return (found[1], found[2]) if found else (stem, "")


def _title(front: FrontMatter, parts: _Parts, file_id: str) -> tuple[str, str]:
    """The title, and where it comes from: the top, the first heading of level 1, or the file's name."""
    if given := front.text("title"):
        return given, "front matter"
    if first := next((h for h in parts.headings if h.level == 1 and h.text), None):
        return first.text, "heading"
    words = [_as_written(word, parts) for word in re.split(r"[-_ ]+", file_id) if word]
    said = " ".join(words) or file_id
    return said[:1].upper() + said[1:], "file"


def _as_written(word: str, parts: _Parts) -> str:
    """A word of a file's name as the text spells it: "laendesmerter" is "lændesmerter"."""
    for paragraph in parts.paragraphs:
        for candidate in re.findall(r"\w+", paragraph.plain):
            if plain_id(candidate) == word.lower():
                return str(candidate).lower()
    return word


def _first_sentence(parts: _Parts) -> str:
    first = next((p.plain for p in parts.paragraphs if p.plain and not p.in_references), "")
    return re.split(r"(?<=[.!?])\s", first, maxsplit=1)[0][:300]


class _Parts:
    """What is found while the blocks of a text are gone through once."""

    def __init__(self, front: FrontMatter, ids: Ids) -> None:
        self.lines = front.body.split("\n")
        self.before = front.body_line
        self.ids = ids
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.paragraphs: list[Paragraph] = []
        self._references: int | None = None

    @property
    def section(self) -> str:
        return self.headings[-1].id if self.headings else ""

    def take(self, tokens: list[Token]) -> None:
        """Goes through all blocks; gives each heading its id."""
        for at, token in enumerate(tokens):
            if token.type != "inline":
                continue
            if tokens[at - 1].type == "heading_open":
                self._heading(tokens[at - 1], token)
            else:
                self._block(token)

    def _heading(self, opened: Token, inline: Token) -> None:
        level, children = int(opened.tag[1]), inline.children or []
        own = _own_id(children)
        text = plain_text(inline).strip()
        made = self.ids.claim(own or plain_id(text))
        opened.attrSet("id", made)
        bold = any(child.type == "strong_open" for child in children)
        if self._references is not None and level <= self._references:
            self._references = None
        if text.rstrip(":").lower() in REFERENCES:
            self._references = level
        self.headings.append(Heading(level, text, made, self._line(inline), bold))
        self._inline_parts(inline, alone=False)

    def _block(self, inline: Token) -> None:
        plain = " ".join(plain_text(inline).split())
        listed = self._references is not None
        self.paragraphs.append(Paragraph(inline.content, plain, self._line(inline), self.section, listed))
        self._inline_parts(inline, alone=only_images(inline))

    def _inline_parts(self, inline: Token, alone: bool) -> None:
        children = inline.children or []
        seen = (self._row(inline), 0)
        for at, child in enumerate(children):
            if child.type == "link_open":
                href = str(child.attrGet("href") or "")
                seen = self._find(inline, href, seen)
                self.links.append(
                    Link(
                        _linked(children[at + 1 :]),
                        href,
                        *self._place(seen),
                        self.section,
                        self._references is not None,
                    )
                )
                seen = (seen[0], seen[1] + max(1, len(href)))
            elif child.type == "image":
                source = str(child.attrGet("src") or "")
                seen = self._find(inline, source, seen)
                caption = str(child.attrGet("title") or "")
                said = alternative(child)
                self.images.append(Image(said, source, caption, *self._place(seen), alone))
                seen = (seen[0], seen[1] + max(1, len(source)))

    def _row(self, inline: Token) -> int:
        return inline.map[0] if inline.map else 0

    def _line(self, inline: Token) -> int:
        return self._row(inline) + self.before

    def _find(self, inline: Token, address: str, after: tuple[int, int]) -> tuple[int, int]:
        """Row and column of an address in the source, after a place; that place when not found."""
        end = inline.map[1] if inline.map else len(self.lines)
        for row in range(after[0], end):
            start = after[1] if row == after[0] else 0
            for spelled in (address, unquote(address)):
                if spelled and (column := self.lines[row].find(spelled, start)) >= 0:
                    return row, column
            if not address and (column := self.lines[row].find("]()", start)) >= 0:
                return row, column
        return after

    def _place(self, found: tuple[int, int]) -> tuple[int, int]:
        return found[0] + self.before, found[1] + 1


def _own_id(children: list[Token]) -> str:
    """The id written as `{#id}` behind a heading, which is taken out of its text."""
    if not children or children[-1].type != "text":
        return ""
    found = _OWN_ID.search(children[-1].content)
    if not found:
        return ""
    children[-1].content = children[-1].content[: found.start()]
    return str(found[1])


def plain_text(inline: Token) -> str:
    """The words of a line of text, without marks and images."""
    made = []
    for child in inline.children or []:
        if child.type in ("text", "code_inline"):
            made.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            made.append(" ")
    return "".join(made)


def only_images(inline: Token) -> bool:
    """Whether a paragraph is images and nothing else: then they are figures, not part of a line."""
    children = inline.children or []
    return any(c.type == "image" for c in children) and all(
        c.type in ("image", "softbreak") or (c.type == "text" and not c.content.strip()) for c in children
    )


def alternative(image: Token) -> str:
    """The words for who cannot see an image, without marks."""
    return " ".join(plain_text(image).split())


def _linked(children: list[Token]) -> str:
    """The text of the link that was just opened."""
    end = next((at for at, child in enumerate(children) if child.type == "link_close"), len(children))
    return "".join(
        c.content if c.type in ("text", "code_inline", "image") else " " for c in children[:end]
    ).strip()
