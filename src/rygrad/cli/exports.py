"""Commands that write what other systems read: `export questionnaire`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from rygrad.cli.options import FolderOption, Lang, LangOption, fail, knowledge_of, write_out

export_app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Files for other systems: FHIR questionnaires."
)


@export_app.command("questionnaire")
def export_questionnaire(
    out: Annotated[Path, typer.Argument(metavar="DIR", help="Folder for the files; made when missing.")],
    site_address: Annotated[
        str | None,
        typer.Option(
            "--site-address",
            metavar="URL",
            help="Where the files will be served, for their canonical addresses; else urn:rygrad.",
        ),
    ] = None,
    lang: LangOption = Lang.da,
    folder: FolderOption = None,
) -> None:
    """The interview and the examination as FHIR R4 Questionnaires (SDC), one file each.

    Every linkId is a word of the vocabulary, so that a response reads as answers. Texts are Danish
    with English as translation. Files of the same name are replaced.

    \b
      rygrad export questionnaire build/fhir
    """
    from rygrad.fhir.questionnaire import OURS, questionnaires

    knowledge = knowledge_of(folder, lang.value)
    base = f"{site_address.rstrip('/')}/fhir" if site_address else OURS
    if site_address and not site_address.startswith(("http://", "https://")):
        fail(f"--site-address: »{site_address}«: https://ryg.example.dk")
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, made in questionnaires(knowledge, base).items():
            file = out / f"Questionnaire-{name}.json"
            partial = file.with_suffix(".partial")
            partial.write_text(json.dumps(made, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
            partial.replace(file)
            write_out(str(file))
    except OSError as e:
        fail(f"{out}: {e.strerror or e}")
