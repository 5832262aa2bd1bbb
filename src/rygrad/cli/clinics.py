"""Commands on a site's list of clinics: `clinics import`, `search`, `export`."""

from __future__ import annotations

import json
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rygrad.cli.options import DatabaseOption, DataOption, FolderOption, Lang, LangOption, fail, write_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rygrad.store.clinics import Directory


clinics_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="The clinics of a site: load a list, search it, hand it on.",
)


@contextmanager
def _clinics(lang: Lang, place: Path | str | None) -> Iterator[Directory]:
    """The clinics of a data folder or a database; what cannot be done is said, exit 2."""
    try:
        from rygrad.shell.clinics import opened
    except ImportError as e:
        fail(f"rygrad clinics: pip install 'rygrad[web]' ({e.name})")
    from rygrad.kb.problem import Refusal
    from rygrad.store.folder import default_folder

    try:
        with opened(place or default_folder()) as directory:
            yield directory
    except Refusal as e:
        fail(e.text(lang.value))


class ProfessionName(StrEnum):
    """Who works there."""

    physiotherapist = "physiotherapist"
    chiropractor = "chiropractor"


class SpecialtyName(StrEnum):
    """What may be searched for."""

    ryg = "ryg"
    iskias = "iskias"
    diskusprolaps = "diskusprolaps"
    spinalstenose = "spinalstenose"
    kroniske_smerter = "kroniske-smerter"


ProfessionOption = Annotated[
    ProfessionName | None,
    typer.Option("--profession", help="Of a whole list that does not say; or whom to search for."),
]


@clinics_app.command("import")
def clinics_import(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV, JSON, schema.org, FHIR, OpenStreetMap.")],
    data: DataOption = None,
    database: DatabaseOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change; write nothing.")] = False,
    skip_refused: Annotated[
        bool, typer.Option("--skip-refused", help="Take the good rows, leave the refused ones out.")
    ] = False,
    if_empty: Annotated[
        bool, typer.Option("--if-empty", help="Only on a site that has no clinics yet; else do nothing.")
    ] = False,
    form: Annotated[
        str | None,
        typer.Option(
            "--format", metavar="NAME", help="csv, json, jsonld, fhir, geojson or osm; else by the name."
        ),
    ] = None,
    profession: ProfessionOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="The whole report as JSON.")] = False,
    lang: LangOption = Lang.da,
    folder: FolderOption = None,
) -> None:
    """Load a list of clinics in the place of the old one.

    All or nothing: one refused row and nothing is written (exit 1), unless --skip-refused.
    Clinics that are in the list no more are closed and kept. The same file again changes nothing.

    \b
      rygrad clinics import list.csv --dry-run   what would change?
      rygrad clinics import list.csv
    """
    with _clinics(lang, database or data) as directory:
        from rygrad.directory.clinic import Profession
        from rygrad.shell.clinics import load
        from rygrad.shell.clinics_told import report, report_object

        told = Profession(profession.value) if profession else None
        done = load(file, directory, form, told, dry_run, skip_refused, folder, if_empty)
        if done is None:
            raise typer.Exit(0)
        if as_json:
            write_out(json.dumps(report_object(done, dry_run), ensure_ascii=False, indent=2))
        else:
            write_out(report(done, lang.value, dry_run))
    raise typer.Exit(1 if done.refused else 0)


@clinics_app.command("search")
def clinics_search(
    place: Annotated[str, typer.Argument(metavar="PLACE", help="A town, an island, a postcode, or danmark.")],
    specialty: Annotated[SpecialtyName | None, typer.Option("--specialty", help="What they know.")] = None,
    profession: ProfessionOption = None,
    wheelchair: Annotated[bool, typer.Option("--wheelchair", help="Known to let a wheelchair in.")] = False,
    home_visits: Annotated[bool, typer.Option("--home-visits", help="Known to come home.")] = False,
    group_training: Annotated[
        bool, typer.Option("--group-training", help="Known to train people in groups.")
    ] = False,
    ydernummer: Annotated[
        bool, typer.Option("--ydernummer", help="Known to work under the public agreement.")
    ] = False,
    within: Annotated[
        float | None, typer.Option("--within", metavar="KM", min=0, max=700, help="At most so far away.")
    ] = None,
    most: Annotated[int, typer.Option("--most", metavar="N", min=1, max=1000, help="At most so many.")] = 20,
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, distances in kilometres.")] = False,
    as_geojson: Annotated[bool, typer.Option("--geojson", help="As GeoJSON.")] = False,
    as_fhir: Annotated[bool, typer.Option("--fhir", help="As a FHIR R4 bundle.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="As CSV.")] = False,
    lang: LangOption = Lang.da,
    folder: FolderOption = None,
) -> None:
    """Find the clinics nearest a place.

    By distance alone: nobody can pay for a place in the list. A filter shows only clinics known to
    have it; what a clinic has not told is unknown, never "no".

    \b
      rygrad clinics search Odense --specialty ryg
      rygrad clinics search 8000 --ydernummer --wheelchair --json
    """
    form = _one_form(as_json, as_geojson, as_fhir, as_csv)
    asked = {
        "wheelchair": wheelchair,
        "home_visits": home_visits,
        "group_training": group_training,
        "ydernummer": ydernummer,
    }
    with _clinics(lang, database or data) as directory:
        from rygrad.directory.clinic import Profession, Specialty
        from rygrad.directory.fhir import as_bundle
        from rygrad.directory.writing import as_csv as csv_text
        from rygrad.directory.writing import as_found
        from rygrad.directory.writing import as_geojson as geojson
        from rygrad.shell.clinics import search, the_place
        from rygrad.shell.clinics_told import found_text
        from rygrad.store.nearest import Wish

        wish = Wish(
            Specialty(specialty.value) if specialty else None,
            Profession(profession.value) if profession else None,
            frozenset(name for name, wanted in asked.items() if wanted),
        )
        where = the_place(place, directory, folder)
        found = search(directory, where, wish, most, within)
    match form:
        case "json":
            write_out(_json(as_found(where, found.total, found.pairs)))
        case "geojson":
            write_out(_json(geojson(found.pairs)))
        case "fhir":
            write_out(_json(as_bundle(found.pairs, found.total)))
        case "csv":
            write_out(csv_text(hit.clinic for hit in found.hits), end="")
        case _:
            write_out(found_text(found, where, bool(wish.filters), lang.value))


@clinics_app.command("export")
def clinics_export(
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON; import reads it again.")] = False,
    as_geojson: Annotated[bool, typer.Option("--geojson", help="As GeoJSON.")] = False,
    as_fhir: Annotated[bool, typer.Option("--fhir", help="As a FHIR R4 bundle.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="As CSV; so it is unless told.")] = False,
    lang: LangOption = Lang.da,
) -> None:
    """Every open clinic, on standard output.

    What is written here, `rygrad clinics import` reads again and changes nothing.
    """
    form = _one_form(as_json, as_geojson, as_fhir, as_csv)
    with _clinics(lang, database or data) as directory:
        from rygrad.directory.fhir import as_bundle
        from rygrad.directory.writing import as_csv as csv_text
        from rygrad.directory.writing import as_geojson as geojson
        from rygrad.directory.writing import as_object

        listed = directory.everything()
    match form:
        case "json":
            objects = {"clinics": [as_object(clinic) for clinic in listed]}
            write_out(_json(objects))
        case "geojson":
            write_out(_json(geojson((clinic, None) for clinic in listed)))
        case "fhir":
            write_out(_json(as_bundle(((clinic, None) for clinic in listed), len(listed))))
        case _:
            write_out(csv_text(listed), end="")


def _json(made: object) -> str:
    return json.dumps(made, ensure_ascii=False, indent=2)


def _one_form(as_json: bool, as_geojson: bool, as_fhir: bool, as_csv: bool) -> str | None:
    """The one form that is asked for; two at once cannot be."""
    forms = {"json": as_json, "geojson": as_geojson, "fhir": as_fhir, "csv": as_csv}
    asked = [name for name, told in forms.items() if told]
    if len(asked) > 1:
        fail("Vælg en af / choose one of: " + ", ".join(f"--{name}" for name in asked))
    return asked[0] if asked else None
