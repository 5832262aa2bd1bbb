"""Prose out of Markdown: paragraphs, headings, lists and tables, with their place in the file."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.front_matter import front_matter_plugin

from rygrad.words.lint.html_prose import add_html
from rygrad.words.lint.numbers import REFERENCE_LINK
from rygrad.words.lint.prose import Block, Lines, Prose

_LANG = re.compile(r"^lang(?:uage)?:\s*[\"']?(da|en)\b", re.M | re.I)
_TITLE = r"(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?"
# What stands in the file after the words of a link: (address "title"), [name], or nothing.
_TARGET = re.compile(
    rf"\](?:\(\s*(?:<[^<>\n]*>|(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))*){_TITLE}\s*\)|\[[^\]]*\])?"
)


def markdown_prose(source: str) -> Prose:
    """The paragraphs of a Markdown text; code, front matter and addresses are no prose."""
    prose = Prose(source)
    reader = MarkdownIt("commonmark").enable("table").use(front_matter_plugin).disable("text_join")
    lines = Lines(source)
    at = 0
    for token in reader.parse(source):
        start, end = _lines(token, lines, len(source))
        if token.type == "front_matter":
            match = _LANG.search(token.content)
            prose.lang = match[1].lower() if match else prose.lang
        elif token.type == "html_block":
            add_html(prose, source[start:end], start)
            at = max(at, end)
        elif token.type == "inline":
            at = _Inline(prose, max(at, start), end).read(token.children or [])
    return prose


def _lines(token: Token, lines: Lines, length: int) -> tuple[int, int]:
    if token.map is None:
        return 0, length
    starts = [*lines.starts, length]
    return starts[min(token.map[0], len(starts) - 1)], starts[min(token.map[1], len(starts) - 1)]


class _Inline:
    """One paragraph: its tokens found again in the file, from left to right."""

    def __init__(self, prose: Prose, at: int, end: int) -> None:
        self.prose, self.at, self.end = prose, at, end
        self.block = Block()

    def read(self, tokens: list[Token]) -> int:
        """Adds the paragraph; gives back where it ends in the file."""
        self.walk(tokens)
        if self.block.text.strip():
            self.prose.blocks.append(self.block)
        return self.at

    def walk(self, tokens: list[Token]) -> None:
        for token in tokens:
            match token.type:
                case "text" | "text_special" if token.info not in ("auto", "linkify"):
                    self.text(token)
                case "softbreak" | "hardbreak":
                    self.skip("\n" if "\n" in self.prose.source[self.at : self.end] else "\r", as_text="\n")
                case "code_inline":
                    self.skip(token.markup)
                    self.skip(token.markup, after=token.content)
                case "html_inline":
                    self.html(token)
                case "link_open":
                    self.opens(token)
                case "link_close":
                    self.closes(token)
                case "image":
                    self.skip("![")
                    self.walk(token.children or [])
                    self.target()
                case _:
                    if token.markup:
                        self.skip(token.markup)

    def text(self, token: Token) -> None:
        written = token.markup if token.type == "text_special" else token.content
        found = self.prose.source.find(written, self.at, self.end) if written else -1
        if found < 0:
            return
        if written == token.content:
            self.block.say(written, found)
        else:
            self.block.say_for(token.content, found, found + len(written))
        self.at = found + len(written)

    def skip(self, markup: str, after: str = "", as_text: str = "") -> None:
        start = self.at
        if after:  # a line break inside code is a space to the reader
            pattern = re.compile(r"\s+".join(re.escape(p) for p in after.split()))
            inside = pattern.search(self.prose.source, self.at, self.end)
            start = inside.end() if inside else self.at
        found = self.prose.source.find(markup, start, self.end)
        if found >= 0:
            self.at = found + len(markup)
        if as_text:
            self.block.say_for(as_text, max(self.at - 1, 0), self.at)

    def html(self, token: Token) -> None:
        found = self.prose.source.find(token.content.split("\n")[0], self.at, self.end)
        if found < 0:
            return
        self.at = found + len(token.content)
        if token.content.startswith("<!--"):
            self.prose.remark(token.content[4:-3], found, self.at)
        if token.content.lower().startswith("<a ") and "href" in token.content.lower():
            self.block.has_reference = True

    def opens(self, token: Token) -> None:
        if REFERENCE_LINK.search(str(token.attrGet("href") or "")):
            self.block.has_reference = True
        self.skip("<" if token.info == "auto" else "[")

    def closes(self, token: Token) -> None:
        if token.info == "auto":
            self.skip(">")
        else:
            self.target()

    def target(self) -> None:
        match = _TARGET.search(self.prose.source, self.at, self.end)
        if match:
            self.at = match.end()
