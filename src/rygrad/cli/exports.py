"""Commands that write what other systems read: `export questionnaire`, `export plan`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from rygrad.cli.options import FolderOption, Lang, LangOption, fail, knowledge_of, write_out

export_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Files for other systems: FHIR questionnaires and decision tables.",
)
OutArgument = Annotated[Path, typer.Argument(metavar="DIR", help="Folder for the files; made when missing.")]
AddressOption = Annotated[
    str | None,
    typer.Option(
        "--site-address",
        metavar="URL",
        help="Where the files will be served, for their canonical addresses; else urn:rygrad.",
    ),
]


@export_app.command("questionnaire")
def export_questionnaire(
    out: OutArgument,
    site_address: AddressOption = None,
    lang: LangOption = Lang.da,
    folder: FolderOption = None,
) -> None:
    """The interview, the examination and the scores as FHIR R4 Questionnaires (SDC), one file each.

    Every linkId is a word of the vocabulary, so that a response reads as answers. Texts are Danish
    with English as translation. Files of the same name are replaced.

    \b
      rygrad export questionnaire build/fhir
    """
    from rygrad.fhir.score_forms import every_questionnaire

    _write("Questionnaire", every_questionnaire(knowledge_of(folder, lang.value), _base(site_address)), out)


@export_app.command("plan")
def export_plan(
    out: OutArgument,
    site_address: AddressOption = None,
    lang: LangOption = Lang.da,
    folder: FolderOption = None,
) -> None:
    """What to do now, and whether a scan helps, as FHIR R4 PlanDefinitions, one file each.

    One action a row of the decision table; its condition names definitions of the CQL library.
    Texts are Danish with English as translation. Files of the same name are replaced.

    \b
      rygrad export plan build/fhir
    """
    from rygrad.fhir.plan import plans

    _write("PlanDefinition", plans(knowledge_of(folder, lang.value), _base(site_address)), out)


def _base(site_address: str | None) -> str:
    """What canonical addresses begin with; ends the program where it is no address."""
    from rygrad.fhir.questionnaire import OURS

    if site_address and not site_address.startswith(("http://", "https://")):
        fail(f"--site-address: »{site_address}«: https://ryg.example.dk")
    return f"{site_address.rstrip('/')}/fhir" if site_address else OURS


def _write(kind: str, made: Mapping[str, dict[str, Any]], out: Path) -> None:
    """One file a resource, whole or not at all."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        for resource in made.values():
            file = out / f"{kind}-{resource['id']}.json"
            partial = file.with_suffix(".partial")
            partial.write_text(json.dumps(resource, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
            partial.replace(file)
            write_out(str(file))
    except OSError as e:
        fail(f"{out}: {e.strerror or e}")
