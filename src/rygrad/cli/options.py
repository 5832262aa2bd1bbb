"""What the commands share: options, refusing, writing, the knowledge."""

from __future__ import annotations

import sys
from datetime import date
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from rygrad.kb.knowledge import Knowledge


class Lang(StrEnum):
    """Danish or English."""

    da = "da"
    en = "en"


LangOption = Annotated[Lang, typer.Option("--lang", help="Language of texts and messages.")]


FolderOption = Annotated[
    Path | None,
    typer.Option(
        "--knowledge", metavar="DIR", help="Use this knowledge folder instead of the one that ships."
    ),
]


DataOption = Annotated[
    Path | None,
    typer.Option(
        "--data", metavar="DIR", help="Folder of the site's data; the user's data folder unless told."
    ),
]

DatabaseOption = Annotated[
    str | None,
    typer.Option(
        "--database",
        metavar="URL",
        envvar="RYGRAD_DATABASE",
        help="PostgreSQL instead of a file in --data; in the environment no other user reads its password.",
    ),
]


def fail(message: str) -> NoReturn:
    """Wrong input: one clear message on standard error, exit 2, nothing written."""
    print(message, file=sys.stderr)
    raise typer.Exit(2)


def knowledge_of(folder: Path | None, lang: str) -> Knowledge:
    """The knowledge, or every problem of it on standard error and exit 2."""
    from rygrad.kb.load import load
    from rygrad.kb.problem import KnowledgeError

    try:
        return load(folder)
    except KnowledgeError as e:
        fail("\n".join(p.text(lang) for p in e.problems))


def day_of(text: str | None) -> date:
    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        fail(
            f"--as-of: »{text}« er ikke en dato; skriv fx 2026-11-22 / "
            f"'{text}' is not a date; write 2026-11-22"
        )


def write_out(text: str, end: str = "\n", flush: bool = False) -> None:
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    print(text, end=end, flush=flush)
