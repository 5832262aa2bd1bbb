"""Files to prose: which files, of which kind, and a clear refusal of what cannot be read."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from rygrad.kb.problem import Refusal
from rygrad.words.lint.html_prose import html_prose
from rygrad.words.lint.markdown_prose import markdown_prose
from rygrad.words.lint.pdf_prose import pdf_prose
from rygrad.words.lint.prose import Prose
from rygrad.words.lint.text_prose import text_prose

KINDS = {".md": "markdown", ".html": "html", ".htm": "html", ".txt": "text", ".pdf": "pdf"}
MOST_BYTES = {"pdf": 20 * 1024 * 1024, "markdown": 4 * 1024 * 1024, "html": 4 * 1024 * 1024}
MOST_FILES = 5000
STDIN = "<stdin>"
_ALLOWED = ", ".join(KINDS)


def files_of(paths: Iterable[str]) -> list[str]:
    """The files to read: those named, and those of a known kind in the folders named, each once."""
    found: dict[str, None] = {}
    for path in paths:
        if path == "-" or not Path(path).is_dir():
            found[path] = None
            continue
        inside = _in_folder(Path(path))
        if not inside:
            raise Refusal(
                f"{path}: ingen filer at læse her ({_ALLOWED})",
                f"{path}: no files to read here ({_ALLOWED})",
            )
        found.update(dict.fromkeys(inside))
    if len(found) > MOST_FILES:
        raise Refusal(f"over {MOST_FILES} filer", f"over {MOST_FILES} files")
    return list(found)


def _in_folder(folder: Path) -> list[str]:
    """The files of a known kind in a folder and below it; nothing hidden, no links to other folders."""
    found = []
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        names = sorted(f for f in files if not f.startswith(".") and Path(f).suffix.lower() in KINDS)
        found += [str(Path(where) / name) for name in names]
    return found


def read_file(path: str, stdin: BinaryIO | None = None) -> Prose:
    """The prose of one file, or of standard input for `-`; raises Refusal."""
    if path == "-" and stdin is not None:
        raw = stdin.read(MOST_BYTES["pdf"] + 1)
        return prose_of(raw, _kind_of(raw), STDIN)
    kind = KINDS.get(Path(path).suffix.lower())
    if not Path(path).exists():
        raise Refusal(f"{path}: filen findes ikke", f"{path}: there is no such file")
    if kind is None:
        raise Refusal(
            f"{path}: kender ikke den slags fil; skriv {_ALLOWED}",
            f"{path}: no such kind of file is known; give {_ALLOWED}",
        )
    try:
        with Path(path).open("rb") as stream:
            return prose_of(stream.read(MOST_BYTES["pdf"] + 1), kind, path)
    except OSError as e:
        reason = e.strerror or "error"
        raise Refusal(f"{path}: kan ikke læses ({reason})", f"{path}: cannot be read ({reason})") from e


def _kind_of(raw: bytes) -> str:
    """What standard input holds, by how it begins; Markdown unless it says otherwise."""
    begins = raw[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if begins.startswith(b"%pdf-"):
        return "pdf"
    return "html" if begins.startswith((b"<!doctype html", b"<html")) else "markdown"


def prose_of(raw: bytes, kind: str, name: str) -> Prose:
    """The prose of a file's content; raises Refusal."""
    most = MOST_BYTES.get(kind, MOST_BYTES["markdown"])
    if len(raw) > most:
        size = most // (1024 * 1024)
        raise Refusal(f"{name}: over {size} MB; del filen op", f"{name}: over {size} MB; split the file")
    if kind == "pdf":
        return pdf_prose(raw, name)
    return _text_of(raw, kind, name)


def _text_of(raw: bytes, kind: str, name: str) -> Prose:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        at = e.start + 1
        raise Refusal(f"{name}: byte {at}: ikke gyldig UTF-8", f"{name}: byte {at}: not valid UTF-8") from e
    if "\0" in text:
        raise Refusal(f"{name}: ikke tekst", f"{name}: not text")
    if not text.strip():
        raise Refusal(f"{name}: filen er tom", f"{name}: the file is empty")
    if kind == "html":
        return html_prose(text)
    return markdown_prose(text) if kind == "markdown" else text_prose(text)
