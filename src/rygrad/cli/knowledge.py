"""Commands on the knowledge: `check` and `book`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rygrad.cli.options import FolderOption, Lang, LangOption, fail, knowledge_of, write_out


def check(
    lang: LangOption = Lang.da,
    folder: FolderOption = None,
    trace: Annotated[
        bool, typer.Option("--trace", help="Each fact of the article and what carries it.")
    ] = False,
    proofs: Annotated[
        bool, typer.Option("--proofs", help="Prove the safety properties (needs z3-solver).")
    ] = False,
    schemas: Annotated[
        Path | None,
        typer.Option("--schemas", metavar="DIR", help="Write JSON Schemas for your editor, and stop."),
    ] = None,
) -> None:
    """Is the knowledge in order?

    Shape, references, wording (LIX), clinical cases, and what carries each fact of the article.
    Exit 0 when all is well, 1 when something is not; each problem with file, line and column.
    """
    from rich.console import Console

    from rygrad.shell.checking import check as run
    from rygrad.shell.checking import show_trace, write_schemas

    out, err = Console(soft_wrap=True), Console(stderr=True, soft_wrap=True)
    if schemas is not None:
        try:
            made = write_schemas(schemas)
        except OSError as e:
            fail(f"--schemas: {schemas}: {e.strerror}")
        write_out("\n".join(str(file) for file in made))
        raise typer.Exit(0)
    if trace:
        raise typer.Exit(show_trace(knowledge_of(folder, lang.value), out, err, lang.value))
    code = run(folder, lang.value, out, err)
    if proofs and code == 0:
        from rygrad.shell.proving import prove

        code = prove(knowledge_of(folder, lang.value), lang.value, out, err)
    raise typer.Exit(code)


def book(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="A new folder, or a former book.")] = Path(
        "rygrad-book"
    ),
    lang: LangOption = Lang.da,
    folder: FolderOption = None,
) -> None:
    """Every rule as a page to read in a browser.

    With its words, sources, cases and status, and where sources disagree.
    Writes the whole book or nothing; prints the page to open.
    """
    from rygrad.book.pages import book as pages
    from rygrad.book.write import BookFault, refuse_what_is_not_ours, write

    try:
        refuse_what_is_not_ours(out)
        write(pages(knowledge_of(folder, lang.value), lang.value), out)
    except BookFault as e:
        fail(e.text(lang.value))
    write_out(str(out / "index.html"))
