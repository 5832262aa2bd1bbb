"""Prose out of a PDF: its text page by page; the place is the page, and the line on it."""

from __future__ import annotations

import logging
import re
from io import BytesIO

from rygrad.kb.problem import Refusal
from rygrad.words.lint.prose import Block, Prose

MOST_PAGES = 500
_HYPHEN = re.compile(r"(?<=[a-zæøå])-\n(?=[a-zæøå])")  # a word cut by a line end
_SENTENCE_ENDS = (".", "!", "?", ":")
_SHORT_LINE = 0.85  # of the longest line: a sentence that ends there ends a paragraph


def pdf_prose(raw: bytes, name: str) -> Prose:
    """The paragraphs of a PDF; raises Refusal when it holds no text a program can read."""
    texts = _texts(raw, name)
    if not any(text.strip() for text in texts):
        raise Refusal(
            f"{name}: der er ingen tekst i PDF-filen; er den scannet?",
            f"{name}: there is no text in the PDF; is it scanned?",
        )
    pages, at = [], 0
    for text in texts:
        pages.append(at)
        at += len(text) + 1
    prose = Prose("\n".join(texts), pages=tuple(pages))
    for number, (text, start) in enumerate(zip(texts, pages, strict=True), 1):
        for begins, ends in _paragraphs(text):
            prose.blocks.append(_block(text, begins, ends, start, number))
    return prose


def _texts(raw: bytes, name: str) -> list[str]:
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings say nothing to an editor
    try:
        reader = PdfReader(BytesIO(raw), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refusal(f"{name}: PDF-filen har et kodeord", f"{name}: the PDF has a password")
        if len(reader.pages) > MOST_PAGES:
            raise Refusal(
                f"{name}: over {MOST_PAGES} sider; del filen op",
                f"{name}: over {MOST_PAGES} pages; split the file",
            )
        return [_clean(page.extract_text()) for page in reader.pages]
    except Refusal:
        raise
    except Exception as e:  # a broken PDF fails in as many ways as there are PDFs
        raise Refusal(f"{name}: kan ikke læses som PDF", f"{name}: cannot be read as a PDF") from e


def _clean(text: str) -> str:
    return re.sub(r"\r\n?|[\v\f\x85\u2028\u2029]", "\n", text).replace("\0", " ")


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Paragraphs of a page: an empty line ends one, and so does a short line that ends a sentence."""
    lines = text.split("\n")
    longest = max(map(len, lines), default=0)
    found, start, at = [], 0, 0
    for line in lines:
        at += len(line) + 1
        said = line.rstrip()
        if not said or (said.endswith(_SENTENCE_ENDS) and len(said) < _SHORT_LINE * longest):
            found.append((start, min(at, len(text))))
            start = at
    found.append((start, len(text)))
    return [(begins, ends) for begins, ends in found if text[begins:ends].strip()]


def _block(text: str, begins: int, ends: int, page_starts: int, page: int) -> Block:
    block, at = Block(page=page), begins
    for cut in _HYPHEN.finditer(text, begins, ends):
        block.say(text[at : cut.start()], page_starts + at)
        at = cut.end()
    block.say(text[at:ends], page_starts + at)
    return block
