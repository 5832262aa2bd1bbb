"""Prose out of HTML: what a browser would show as running text, with its place in the file."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from rygrad.words.lint.numbers import REFERENCE_LINK
from rygrad.words.lint.prose import Block, Prose

SILENT = {"script", "style", "template", "code", "pre", "kbd", "samp", "svg", "math", "textarea", "noscript"}
INLINE = {
    *("a", "abbr", "b", "bdi", "bdo", "cite", "del", "dfn", "em", "font", "i", "ins", "label", "mark", "q"),
    *("s", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr", "img", "code", "kbd", "samp"),
}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_UNIT = re.compile(r"(?:^|[\d\s])[ckmd]?m$")  # m² is no note


def html_prose(source: str) -> Prose:
    """The paragraphs of an HTML page."""
    prose = Prose(source)
    add_html(prose, source, 0)
    return prose


def add_html(prose: Prose, html: str, offset: int) -> None:
    """Adds the paragraphs of a piece of HTML that stands in the file from `offset`."""
    reader = _Reader(prose, html, offset)
    reader.feed(html)
    reader.close()
    reader.flush()


class _Reader(HTMLParser):
    def __init__(self, prose: Prose, html: str, offset: int) -> None:
        super().__init__(convert_charrefs=False)
        self.prose, self.html, self.base = prose, html, offset
        self.lines = [0, *(m.end() for m in re.finditer("\n", html))]
        self.block = Block()
        self.silent: list[str] = []
        self.raised = False

    def here(self) -> int:
        """Where the parser stands, in the piece of HTML."""
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def flush(self) -> None:
        """Ends a paragraph."""
        if self.block.text.strip():
            self.prose.blocks.append(self.block)
        self.block = Block()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins: a new paragraph, a link, or something no one reads."""
        given = dict(attrs)
        if tag == "html" and self.prose.lang is None:
            lang = (given.get("lang") or "").lower()[:2]
            self.prose.lang = lang if lang in ("da", "en") else None
        if tag == "a" and REFERENCE_LINK.search(given.get("href") or ""):
            self.block.has_reference = True
        self.raised = tag == "sup"
        if tag == "br":
            self.block.say_for("\n", self.base + self.here(), self.base + self.here() + 1)
        elif tag not in INLINE:
            self.flush()
        if tag in SILENT and tag not in VOID:
            self.silent.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """`<br/>`, or an element that is closed at once."""
        self.handle_starttag(tag, attrs)
        if tag in self.silent and tag not in VOID:
            self.silent.remove(tag)

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        if tag in self.silent:
            del self.silent[self.silent.index(tag) :]
        if tag not in INLINE:
            self.flush()

    def handle_data(self, data: str) -> None:
        """Text, letter by letter as in the file."""
        if not self.silent:
            before = self.block.parts[-1][-3:] if self.block.parts else ""
            if self.raised and data.strip().isdigit() and not _UNIT.search(before):
                self.block.has_reference = True  # the number of a note
            self.block.say(data, self.base + self.here())
        self.raised = False

    def handle_entityref(self, name: str) -> None:
        """A letter such as &aelig;."""
        self._letter(f"&{name}")

    def handle_charref(self, name: str) -> None:
        """A letter such as &#230;."""
        self._letter(f"&#{name}")

    def _letter(self, written: str) -> None:
        start = self.here()
        if not self.silent:
            end = start + len(written) + self.html.startswith(";", start + len(written))
            self.block.say_for(unescape(self.html[start:end]), self.base + start, self.base + end)

    def handle_comment(self, data: str) -> None:
        """A comment, which may speak to the linter."""
        start = self.base + self.here()
        self.prose.remark(data, start, start + len(data) + 7)
