"""The command line: arguments in, rooms called; results to standard output, all else to standard error."""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager, suppress
from datetime import date
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rygrad.kb.knowledge import Knowledge
    from rygrad.shell.people import Given
    from rygrad.store.clinics import Directory

LONG = 500  # people; under a second
EXAMPLES = """
Examples:

\b
  rygrad guide                              the interview; --lang en for English
  echo '{"fever": true}' | rygrad assess    one person, answers as JSON
  rygrad assess people.yaml --json          everything, for other programs
  rygrad report svar.txt --age 50           a scan report in plain words
  rygrad check                              is the knowledge in order?
  rygrad lint article.md                    words that frighten, numbers without a source
  rygrad articles check articles/           is an article in order?
  rygrad book                               every rule as a page to read
  rygrad clinics search Odense              who is near, when a list is loaded
"""
app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Low back pain: from the first worry to the right next step. Answers stay on this machine.\n"
    + EXAMPLES,
)


class Lang(StrEnum):
    """Danish or English."""

    da = "da"
    en = "en"


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


def _day(text: str | None) -> date:
    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        fail(
            f"--as-of: »{text}« er ikke en dato; skriv fx 2026-11-22 / "
            f"'{text}' is not a date; write 2026-11-22"
        )


@app.command()
def assess(
    file: Annotated[
        str, typer.Argument(metavar="[FILE|-]", help="JSON, JSON lines or YAML; - is standard input.")
    ] = "-",
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Day of the assessment; default today.")
    ] = None,
    lang: LangOption = Lang.da,
    as_json: Annotated[
        bool, typer.Option("--json", help="The whole Assessment as JSON; a list gives a list.")
    ] = False,
    folder: FolderOption = None,
) -> None:
    """Assess one person or a list from their answers.

    How soon to be seen and by whom, why, whether a scan helps, what helps, what to watch.
    Answers use the words of the vocabulary; what is left out is unknown, never "no".

    \b
      echo '{"urinary_retention": true}' | rygrad assess --lang en
      rygrad assess people.jsonl --json --as-of 2026-11-22

    A list, or objects with `id` and `answers`, come back in the same order.
    """
    from rygrad.shell.people import InputFault, read_people

    day = _day(as_of)
    if file == "-":
        _refuse_terminal()
    try:
        people = read_people(file)
    except InputFault as e:
        fail(e.text(lang.value))
    knowledge = knowledge_of(folder, lang.value)
    persons = _persons(people.given, people.is_list, knowledge, lang.value)
    if as_json:
        _write_json(people.given, persons, day, people.is_list)
    else:
        _tell(people.given, persons, day, knowledge)


def _refuse_terminal() -> None:
    """Nobody types a whole set of answers: without a file or a pipe, say what to do."""
    if sys.stdin is None or sys.stdin.isatty():
        fail(
            "Skriv en fil, eller send svar ind: echo '{\"fever\": true}' | rygrad assess. "
            "`rygrad guide` spørger dig."
        )


def _persons(given: list[Given], is_list: bool, knowledge: Knowledge, lang: str) -> list[Any]:
    from rygrad.assess.answers import AnswersError, checked_answers, refuse_beside
    from rygrad.assess.person import person

    persons, faults = [], []
    for number, one in enumerate(given, 1):
        try:
            refuse_beside(one.beside, knowledge)
            persons.append(person(knowledge, checked_answers(one.answers, knowledge), lang))
        except AnswersError as e:
            named = f" ({one.id})" if one.has_id else ""
            where = f"{'person'} {number}{named}: " if is_list else ""
            faults += [where + fault.text(lang) for fault in e.faults]
    if faults:
        left = len(faults) - 20
        fail("\n".join([*faults[:20], *([f"… +{left}"] if left > 0 else [])]))
    return persons


def _write_json(given: list[Given], persons: list[Any], day: date, is_list: bool) -> None:
    """One Assessment after the other, so that a long list never stands in memory as text."""
    from rygrad.assess.assess import assessment_of

    pairs = _with_progress(list(zip(given, persons, strict=True)))
    for number, (one, person) in enumerate(pairs):
        made = assessment_of(person, day).model_dump(mode="json")
        if one.has_id:
            made = {"id": one.id, **made}
        text = json.dumps(made, ensure_ascii=False, indent=2, default=str)
        before = "" if not is_list else "[\n" if number == 0 else ",\n"
        _write(before + text, end="" if is_list else "\n")
    if is_list:
        _write("\n]" if persons else "[]")


def _with_progress(pairs: list[tuple[Given, Any]]) -> Iterable[tuple[Given, Any]]:
    """A progress bar on standard error when the work is long and somebody looks."""
    if len(pairs) < LONG or not sys.stderr.isatty():
        return pairs
    from rich.console import Console
    from rich.progress import track

    return track(pairs, description="rygrad", console=Console(stderr=True), transient=True)


def _tell(given: list[Given], persons: list[Any], day: date, knowledge: Knowledge) -> None:
    from rich.console import Console
    from rich.text import Text

    from rygrad.assess.assess import assessment_of
    from rygrad.guide.explain import explain
    from rygrad.shell.told import tell

    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    console = Console(width=None if sys.stdout.isatty() else 100)
    for one, person in zip(given, persons, strict=True):
        if one.has_id:
            console.rule(Text(str(one.id)))
        tell(console, assessment_of(person, day), explain(person), knowledge)
        if len(given) > 1:
            console.print()


def _write(text: str, end: str = "\n", flush: bool = False) -> None:
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    print(text, end=end, flush=flush)


@app.command()
def guide(lang: LangOption = Lang.da, folder: FolderOption = None) -> None:
    """The interview in a terminal.

    Few and clear questions, the urgent ones first; as soon as something is urgent it is said.
    `?` means "don't know", and is never taken as "no".
    """
    from rich.console import Console

    from rygrad.assess.assess import assessment_of
    from rygrad.guide.explain import explain
    from rygrad.guide.interview import Interview
    from rygrad.shell.asking import Asking
    from rygrad.shell.told import tell

    console = Console()
    knowledge = knowledge_of(folder, lang.value)
    today = date.today()
    done = Asking(console, Interview(knowledge, lang=lang.value), today).run().person()
    console.rule()
    tell(console, assessment_of(done, today), explain(done), knowledge)


@app.command()
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
        _write("\n".join(str(file) for file in made))
        raise typer.Exit(0)
    if trace:
        raise typer.Exit(show_trace(knowledge_of(folder, lang.value), out, err, lang.value))
    code = run(folder, lang.value, out, err)
    if proofs and code == 0:
        from rygrad.shell.proving import prove

        code = prove(knowledge_of(folder, lang.value), lang.value, out, err)
    raise typer.Exit(code)


@app.command()
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
        _write(linted.as_json(reports, knowledge))
    elif as_sarif:
        _write(linted.as_sarif(reports, knowledge, lang.value))
    else:
        _write("\n".join(linted.listing(reports, lang.value, show_kept)))
    raise typer.Exit(linted.exit_code(reports, fail_on.value))


articles_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="The articles of a site: check them before they are shown.",
)
app.add_typer(articles_app, name="articles")


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

    today = _day(as_of)
    knowledge = knowledge_of(folder, lang.value)
    try:
        checked = articles_checked.check_articles(paths, knowledge, today, images)
    except Refusal as e:
        fail(e.text(lang.value))
    told = articles_checked.listing(checked, lang.value)
    _write(articles_checked.as_json(checked, lang.value) if as_json else "\n".join(told))
    raise typer.Exit(articles_checked.exit_code(checked))


@app.command()
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
        _write(json.dumps(made.model_dump(mode="json"), ensure_ascii=False, indent=2))
        return
    from rich.console import Console

    from rygrad.shell.reported import tell_report

    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    tell_report(Console(width=None if sys.stdout.isatty() else 100), made, text, knowledge, lang.value)


@app.command()
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
    _write(str(out / "index.html"))


@app.command()
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
    lang: LangOption = Lang.da,
    folder: FolderOption = None,
) -> None:
    """The guide as a site on this machine, for the browser.

    Prints the address on standard output once it answers; Ctrl+C stops it. Answers stay in the
    browser; diaries stay in the data folder.

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
        settings = prepared(knowledge, data or default_folder(), requests_a_minute, site_address)
        faults = instrument_faults(settings.folder, knowledge)
        for problem in (*faults, *article_faults(knowledge, settings.folder)):
            print(problem.text(lang.value), file=sys.stderr)
        run(settings, host, port, lambda address: _write(address, flush=True))
    except Refusal as e:
        fail(e.text(lang.value))


clinics_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="The clinics of a site: load a list, search it, hand it on.",
)
app.add_typer(clinics_app, name="clinics")


@contextmanager
def _clinics(lang: Lang, data: Path | None) -> Iterator[Directory]:
    """The clinics of a data folder; what cannot be done is said, exit 2."""
    try:
        from rygrad.shell.clinics import opened
    except ImportError as e:
        fail(f"rygrad clinics: pip install 'rygrad[web]' ({e.name})")
    from rygrad.kb.problem import Refusal
    from rygrad.store.folder import default_folder

    try:
        with opened(data or default_folder()) as directory:
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
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change; write nothing.")] = False,
    skip_refused: Annotated[
        bool, typer.Option("--skip-refused", help="Take the good rows, leave the refused ones out.")
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
    with _clinics(lang, data) as directory:
        from rygrad.directory.clinic import Profession
        from rygrad.shell.clinics import load
        from rygrad.shell.clinics_told import report, report_object

        told = Profession(profession.value) if profession else None
        done = load(file, directory, form, told, dry_run, skip_refused, folder)
        if as_json:
            _write(json.dumps(report_object(done, dry_run), ensure_ascii=False, indent=2))
        else:
            _write(report(done, lang.value, dry_run))
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
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, distances in kilometres.")] = False,
    as_geojson: Annotated[bool, typer.Option("--geojson", help="As GeoJSON.")] = False,
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
    form = _one_form(as_json, as_geojson, as_csv)
    asked = {
        "wheelchair": wheelchair,
        "home_visits": home_visits,
        "group_training": group_training,
        "ydernummer": ydernummer,
    }
    with _clinics(lang, data) as directory:
        from rygrad.directory.clinic import Profession, Specialty
        from rygrad.directory.writing import as_csv as csv_text
        from rygrad.directory.writing import as_geojson as geojson
        from rygrad.shell.clinics import search, the_place
        from rygrad.shell.clinics_told import found_object, found_text
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
            _write(json.dumps(found_object(found, where), ensure_ascii=False, indent=2))
        case "geojson":
            pairs = ((hit.clinic, hit.kilometres) for hit in found.hits)
            _write(json.dumps(geojson(pairs), ensure_ascii=False, indent=2))
        case "csv":
            _write(csv_text(hit.clinic for hit in found.hits), end="")
        case _:
            _write(found_text(found, where, bool(wish.filters), lang.value))


@clinics_app.command("export")
def clinics_export(
    data: DataOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON; import reads it again.")] = False,
    as_geojson: Annotated[bool, typer.Option("--geojson", help="As GeoJSON.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="As CSV; so it is unless told.")] = False,
    lang: LangOption = Lang.da,
) -> None:
    """Every open clinic, on standard output.

    What is written here, `rygrad clinics import` reads again and changes nothing.
    """
    form = _one_form(as_json, as_geojson, as_csv)
    with _clinics(lang, data) as directory:
        from rygrad.directory.writing import as_csv as csv_text
        from rygrad.directory.writing import as_geojson as geojson
        from rygrad.directory.writing import as_object

        listed = directory.everything()
    match form:
        case "json":
            objects = {"clinics": [as_object(clinic) for clinic in listed]}
            _write(json.dumps(objects, ensure_ascii=False, indent=2))
        case "geojson":
            _write(json.dumps(geojson((clinic, None) for clinic in listed), ensure_ascii=False, indent=2))
        case _:
            _write(csv_text(listed), end="")


def _one_form(as_json: bool, as_geojson: bool, as_csv: bool) -> str | None:
    """The one form that is asked for; two at once cannot be."""
    asked = [name for name, told in (("json", as_json), ("geojson", as_geojson), ("csv", as_csv)) if told]
    if len(asked) > 1:
        fail("Vælg en af / choose one of: " + ", ".join(f"--{name}" for name in asked))
    return asked[0] if asked else None


def _not_written(e: OSError) -> NoReturn:
    """The machine refused, as a full disk does: one message, exit 1, no traceback."""
    what = "kunne ikke skrive alt / could not write all"
    if e.filename:
        what = f"kunne ikke bruge / could not use {e.filename}"
    with suppress(OSError):
        print(f"rygrad: {what}: {e.strerror or e}", file=sys.stderr, flush=True)
    for stream, number in ((sys.stdout, 1), (sys.stderr, 2)):  # what is left would only fail again at exit
        with suppress(OSError, ValueError):
            stream.flush()
            continue
        os.dup2(os.open(os.devnull, os.O_WRONLY), number)
    raise SystemExit(1) from None


def main() -> None:
    """The `rygrad` command."""
    try:
        try:
            app()
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()  # here a full disk can still be told; at exit it cannot
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
    except OSError as e:
        _not_written(e)
    except KeyboardInterrupt:
        raise SystemExit(130) from None
