"""Commands on texts: `report`, `lint` and `articles`."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from rygrad.cli.options import FolderOption, Lang, LangOption, day_of, fail, knowledge_of, write_out


class FailOn(StrEnum):
    """The least grave finding that makes `lint` fail."""

    catastrophic = "catastrophic"
    structural = "structural"
    jargon = "jargon"
    none = "none"


class TextLang(StrEnum):
    """The language of a text that is read."""

    da = "da"
    en = "en"
    auto = "auto"


def report(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="The report as text; - is standard input.")],
    age: Annotated[
        int | None, typer.Option("--age", metavar="YEARS", help="Age, for how common a finding is.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Everything as JSON, for other programs.")] = False,
    lang: LangOption = Lang.da,
    folder: FolderOption = None,
) -> None:
    """Explain the report of a scan or X-ray of the low back.

    What deserves a doctor's attention first, each finding in plain words beside its own, how common
    it is without pain, and what could not be understood. Danish and English reports.

    \b
      rygrad report svar.txt --age 50
      echo "Disc bulge L4-L5" | rygrad report - --json --lang en
    """
    from rygrad.kb.problem import Refusal
    from rygrad.words.report.explain import report as read
    from rygrad.words.report.language import MOST_BYTES, text_of

    try:
        if file == "-":
            raw = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with Path(file).open("rb") as opened:
                raw = opened.read(MOST_BYTES + 1)
        text = text_of(raw)
        knowledge = knowledge_of(folder, lang.value)
        made = read(text, knowledge, age, lang.value)
    except OSError as e:
        fail(f"{file}: {e.strerror}")
    except Refusal as e:
        fail(e.text(lang.value))
    if as_json:
        write_out(json.dumps(made.model_dump(mode="json"), ensure_ascii=False, indent=2))
        return
    from rich.console import Console

    from rygrad.shell.reported import tell_report

    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    tell_report(Console(width=None if sys.stdout.isatty() else 100), made, text, knowledge, lang.value)


def lint(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help="Files or folders: .md .html .htm .txt .pdf; - is stdin."),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Every finding, for other programs.")] = False,
    as_sarif: Annotated[bool, typer.Option("--sarif", help="SARIF 2.1.0, for code hosts.")] = False,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="The least grave finding that gives exit 1.")
    ] = FailOn.structural,
    text_lang: Annotated[
        TextLang, typer.Option("--text-lang", help="Language of the texts; auto tells it for each file.")
    ] = TextLang.auto,
    show_kept: Annotated[
        bool, typer.Option("--show-kept", help="List the names of serious disease, which stay as they are.")
    ] = False,
    lang: LangOption = Lang.da,
    folder: FolderOption = None,
) -> None:
    """Words that frighten without need, and numbers without a source.

    Each with its place, why, and other words where they say the same. LIX for each file.

    \b
      rygrad lint articles/            a folder
      rygrad lint page.md --sarif      for a code host

    Exit 1 when something is as grave as --fail-on, 2 when a file cannot be read.
    """
    from rygrad.kb.problem import Refusal
    from rygrad.shell import linted

    if as_json and as_sarif:
        fail("--json, --sarif: vælg én / choose one")
    knowledge = knowledge_of(folder, lang.value)
    spoken = None if text_lang is TextLang.auto else text_lang.value
    try:
        reports = linted.lint_files(paths, knowledge, spoken, lang.value, sys.stdin.buffer)
    except Refusal as e:
        fail(e.text(lang.value))
    if as_json:
        write_out(linted.as_json(reports, knowledge))
    elif as_sarif:
        write_out(linted.as_sarif(reports, knowledge, lang.value))
    else:
        write_out("\n".join(linted.listing(reports, lang.value, show_kept)))
    raise typer.Exit(linted.exit_code(reports, fail_on.value))


articles_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="The articles of a site: check them before they are shown.",
)


@articles_app.command("check")
def articles_check(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Articles (.md), or folders of them.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Every fault, for other programs.")] = False,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="DATE", help="No date may lie after it (2026-11-22); today unless told."
        ),
    ] = None,
    images: Annotated[
        Path | None, typer.Option("--images", metavar="DIR", help="Where the pictures are, if not beside.")
    ] = None,
    lang: LangOption = Lang.da,
    folder: FolderOption = None,
) -> None:
    """Check articles: links, headings, pictures, dates, numbers, sources, words that frighten.

    \b
      rygrad articles check articles/
      rygrad articles check knee.md --images pictures/ --json

    Exit 1 when there is an error, 2 when a file cannot be read.
    """
    from rygrad.kb.problem import Refusal
    from rygrad.shell import articles_checked

    today = day_of(as_of)
    knowledge = knowledge_of(folder, lang.value)
    try:
        checked = articles_checked.check_articles(paths, knowledge, today, images)
    except Refusal as e:
        fail(e.text(lang.value))
    told = articles_checked.listing(checked, lang.value)
    write_out(articles_checked.as_json(checked, lang.value) if as_json else "\n".join(told))
    raise typer.Exit(articles_checked.exit_code(checked))
