"""Prose out of plain text: paragraphs between empty lines, `[rygrad: ...]` as a remark."""

from __future__ import annotations

import re

from rygrad.words.lint.prose import Block, Prose

_PARAGRAPH = re.compile(r"(?:[^\r\n]*[^\s][^\r\n]*(?:\r\n?|\n|$))+")
_REMARK = re.compile(r"\[(rygrad:[^\]]*)\]", re.I)


def text_prose(source: str) -> Prose:
    """The paragraphs of a plain text."""
    prose = Prose(source)
    for match in _PARAGRAPH.finditer(source):
        block, at = Block(), match.start()
        for remark in _REMARK.finditer(source, match.start(), match.end()):
            prose.remark(remark[1], remark.start(), remark.end())
            block.say(source[at : remark.start()], at)
            at = remark.end()
        block.say(source[at : match.end()], at)
        prose.blocks.append(block)
    return prose
