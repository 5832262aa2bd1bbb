"""The command that serves the guide: `serve`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from rygrad.cli.options import DatabaseOption, FolderOption, Lang, LangOption, fail, knowledge_of, write_out


def serve(
    host: Annotated[str, typer.Option("--host", help="Address to listen on; 0.0.0.0 for every one.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option("--port", help="Port; 0 takes a free one.", min=0, max=65535)] = 8000,
    data: Annotated[
        Path | None,
        typer.Option(
            "--data", metavar="DIR", help="Folder for diaries and the site's secret; made when missing."
        ),
    ] = None,
    site_address: Annotated[
        str | None,
        typer.Option(
            "--site-address",
            metavar="URL",
            help="Where people reach the site, such as https://ryg.example.dk; other hosts are refused.",
        ),
    ] = None,
    requests_a_minute: Annotated[
        int,
        typer.Option("--requests-a-minute", min=0, help="From one address; 0 where a proxy counts."),
    ] = 600,
    cds_keys: Annotated[
        Path | None,
        typer.Option(
            "--cds-keys",
            metavar="FILE",
            help="Keys of the systems that may call the CDS services; without it anyone may.",
        ),
    ] = None,
    database: DatabaseOption = None,
    lang: LangOption = Lang.da,
    folder: FolderOption = None,
) -> None:
    """The guide as a site on this machine, for the browser.

    Prints the address on standard output once it answers; Ctrl+C stops it. Answers stay in the
    browser; diaries stay in the data folder, or in the database.

    \b
      rygrad serve                          http://127.0.0.1:8000/
      rygrad serve --port 0 --data ./site   a free port, a folder of your own
    """
    try:
        from rygrad.web.serve import serve as run
        from rygrad.web.settings import prepared
        from rygrad.web.shelf import article_faults
    except ImportError as e:
        fail(f"rygrad serve: pip install 'rygrad[web]' ({e.name})")
    from rygrad.care.questionnaires import instrument_faults
    from rygrad.kb.problem import Refusal
    from rygrad.store.folder import default_folder

    knowledge = knowledge_of(folder, lang.value)
    try:
        where = data or default_folder()
        settings = prepared(knowledge, where, requests_a_minute, site_address, cds_keys, database)
        faults = instrument_faults(settings.folder, knowledge)
        for problem in (*faults, *article_faults(knowledge, settings.folder)):
            print(problem.text(lang.value), file=sys.stderr)
        run(settings, host, port, lambda address: write_out(address, flush=True))
    except Refusal as e:
        fail(e.text(lang.value))
