"""Commands that write what other systems read: `export questionnaire`, `plan`, `cql`, `sql`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rygrad.cli.options import FolderOption, Lang, LangOption, fail, knowledge_of, write_out

if TYPE_CHECKING:
    from rygrad.kb.knowledge import Knowledge

LIBRARY = "rygrad"  # engines look for a library under its own name

export_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Files for other systems: FHIR questionnaires, decision tables, the rules as CQL and as SQL.",
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

    made = every_questionnaire(knowledge_of(folder, lang.value), _base(site_address))
    _write(out, _resources("Questionnaire", made.values()))


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

    made = plans(knowledge_of(folder, lang.value), _base(site_address))
    _write(out, _resources("PlanDefinition", made.values()))


def _base(site_address: str | None) -> str:
    """What canonical addresses begin with; ends the program where it is no address."""
    from rygrad.fhir.questionnaire import OURS

    if site_address and not site_address.startswith(("http://", "https://")):
        fail(f"--site-address: »{site_address}«: https://ryg.example.dk")
    return f"{site_address.rstrip('/')}/fhir" if site_address else OURS


def _resources(kind: str, made: Iterable[dict[str, Any]]) -> dict[str, str | None]:
    """One file a resource."""
    return {f"{kind}-{one['id']}.json": json.dumps(one, ensure_ascii=False, indent=2) + "\n" for one in made}


@export_app.command("cql")
def export_cql(
    out: OutArgument,
    npm: Annotated[
        Path | None,
        typer.Option(
            "--npm",
            metavar="DIR",
            help="For ELM: the folder where `npm install @cqframework/cql` was run; this one unless told.",
        ),
    ] = None,
    lang: LangOption = Lang.da,
    folder: FolderOption = None,
) -> None:
    """The rules as one library of HL7's Clinical Quality Language (CQL 1.5), and as ELM.

    Every answer is a parameter, every rule, table row and score a definition. ELM, the form in which
    engines run it, needs Node and HL7's translator; without them it is left out, which is said. Files
    of the same name are replaced.

    \b
      rygrad export cql build/cql
    """
    text = _cql(knowledge_of(folder, lang.value))
    _write(out, {f"{LIBRARY}.cql": text, f"{LIBRARY}.json": _elm(text, npm, lang)})


class DialectOfSql(StrEnum):
    """Whose SQL."""

    duckdb = "duckdb"
    spark = "spark"
    postgres = "postgres"
    sqlite = "sqlite"


@export_app.command("sql")
def export_sql(
    out: OutArgument,
    dialect: Annotated[
        list[DialectOfSql] | None,
        typer.Option("--dialect", help="Whose SQL; may be given again. All unless told."),
    ] = None,
    table: Annotated[
        str, typer.Option("--table", metavar="NAME", help="The table of answers; SCHEMA.NAME too.")
    ] = "people",
    keep: Annotated[
        list[str] | None,
        typer.Option("--keep", metavar="COLUMN", help="Goes along into the result; may be given again."),
    ] = None,
    lang: LangOption = Lang.da,
    folder: FolderOption = None,
) -> None:
    """What is said of each person, as one SELECT over a table of answers, for data that stays where it is.

    The very text that `rygrad batch --engine duckdb` and `spark` run. It does not check answers: what must
    be in order before stands at its top. Files of the same name are replaced.

    \b
      rygrad export sql build/sql --dialect spark
      duckdb -c ".read build/sql/rygrad_duckdb.sql"
    """
    from rygrad.population.sql import whole_text

    knowledge = knowledge_of(folder, lang.value)
    try:
        files = {
            f"rygrad_{one}.sql": whole_text(knowledge, one.value, table, keep or ())
            for one in dialect or DialectOfSql
        }
    except ValueError as e:
        fail(f"export sql: et navn kan ikke bruges / a name cannot be used: {e}")
    _write(out, files)


def _cql(knowledge: Knowledge) -> str:
    from rygrad.fhir.library import cql
    from rygrad.logic.to_cql import NotSaid

    try:
        return cql(knowledge)
    except NotSaid as e:
        fail(f"CQL kan ikke sige dette / CQL cannot say this: {e}")


def _elm(text: str, npm: Path | None, lang: Lang) -> str | None:
    """ELM, or None, with the reason on standard error, where the translator is not at hand."""
    from rygrad.fhir.elm import NoTranslator, NotTranslated, to_elm

    try:
        return to_elm([text], npm or Path.cwd())[0]
    except NoTranslator as e:
        if npm:
            fail(f"--npm: {e.text(lang.value)}")
        left_out = {
            "da": f"ELM er udeladt, og {LIBRARY}.json ligger der ikke",
            "en": f"ELM is left out, and no {LIBRARY}.json is there",
        }
        print(f"{left_out[lang.value]}: {e.text(lang.value)}", file=sys.stderr)
        return None
    except NotTranslated as e:
        print(f"ELM: {e}", file=sys.stderr)
        raise typer.Exit(1) from None


def _write(out: Path, files: Mapping[str, str | None]) -> None:
    """All files or none; one without text is taken away, for what lies there would say other rules."""
    partials = {out / name: out / f"{name}.partial" for name, text in files.items() if text is not None}
    try:
        out.mkdir(parents=True, exist_ok=True)
        for file, partial in partials.items():
            partial.write_text(files[file.name] or "", encoding="utf-8")
        for name in files.keys() - {file.name for file in partials}:
            (out / name).unlink(missing_ok=True)
        for file, partial in partials.items():
            partial.replace(file)
            write_out(str(file))
    except OSError as e:
        with suppress(OSError):
            for partial in partials.values():
                partial.unlink(missing_ok=True)
        fail(f"{out}: {e.strerror or e}")
