"""The command `batch`: answers of many people to a file of outcomes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rygrad.cli.options import FolderOption, Lang, LangOption, fail, knowledge_of, write_out
from rygrad.kb.problem import Refusal

if TYPE_CHECKING:
    from rygrad.kb.knowledge import Knowledge
    from rygrad.population.answers_in import Source
    from rygrad.population.batch import Result, Seen


class EngineOfBatch(StrEnum):
    """What works the rules out."""

    arrow = "arrow"
    duckdb = "duckdb"
    spark = "spark"


class NaN(StrEnum):
    """What NaN means."""

    refuse = "refuse"
    missing = "missing"


def batch(
    answers: Annotated[
        str, typer.Argument(metavar="IN", help="Parquet, CSV or Arrow: a file, a folder, or a quoted glob.")
    ],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The .parquet file to write.")],
    engine: Annotated[
        EngineOfBatch, typer.Option("--engine", help="What works the rules out.")
    ] = EngineOfBatch.arrow,
    mapping: Annotated[
        Path | None,
        typer.Option("--mapping", metavar="FILE", help="YAML: which of your columns is which question."),
    ] = None,
    id_column: Annotated[
        str | None, typer.Option("--id", metavar="COLUMN", help="Who is who; 'id' where there is one.")
    ] = None,
    keep: Annotated[
        list[str] | None,
        typer.Option("--keep", metavar="COLUMN", help="Goes along into OUT; may be given again."),
    ] = None,
    nan: Annotated[
        NaN, typer.Option("--nan", help="NaN refuses a person, or counts as unanswered.")
    ] = NaN.refuse,
    strict: Annotated[
        bool, typer.Option("--strict", help="Refuse columns and files that are not read.")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Put the new OUT in its place when whole.")
    ] = False,
    lang: LangOption = Lang.da,
    folder: FolderOption = None,
) -> None:
    """The rules over a file of many people, one row each.

    A person with an answer that cannot be used is not in OUT, but with the reason in
    <OUT>.refused.parquet. Stopped midway, the same command goes on where it was.

    \b
      rygrad synth 100000 --out people.parquet
      rygrad batch people.parquet outcomes.parquet
      rygrad batch records.csv outcomes.parquet --mapping columns.yaml --id patient
    """
    try:
        from rygrad.population.answers_in import Reading, open_answers
        from rygrad.population.batch import refuse_out
    except ImportError as e:
        fail(f"rygrad batch: mangler / needs {e.name}: pip install 'rygrad[population]'")
    known = knowledge_of(folder, lang.value)
    try:
        refuse_out(out, replace=True)
        reading = Reading(_mapping(mapping, known), id_column, tuple(keep or ()), nan is NaN.missing)
        source = open_answers(answers, known, reading)
        refuse_out(out, source, replace)
        _tell_left_out(source, known, strict, lang.value)
        done = _run(source, out, known, engine, lang.value)
    except Refusal as e:
        fail(e.text(lang.value))
    _tell(done, source, lang.value)
    write_out(str(out))


def _mapping(file: Path | None, knowledge: Knowledge) -> Any:
    from rygrad.population.answer_mapping import read_mapping

    return read_mapping(file, knowledge) if file else {}


def _run(source: Source, out: Path, knowledge: Knowledge, engine: EngineOfBatch, lang: str) -> Result:
    from rygrad.population.batch import run

    try:
        with _progress(source.people) as seen:
            return run(source, out, knowledge, engine.value, seen)
    except KeyboardInterrupt:
        da, en = (
            "Afbrudt. Kør samme kommando igen for at fortsætte.",
            "Stopped. Run the same command again to go on.",
        )
        _say(da if lang == "da" else en)
        raise typer.Exit(130) from None


def _tell_left_out(source: Source, knowledge: Knowledge, strict: bool, lang: str) -> None:
    """Files and columns that nothing reads, once; with --strict they are refused."""
    from rygrad.population.answers_in import hint

    if source.passed_over:
        files = ", ".join(str(file) for file in source.passed_over[:8])
        more = f" + {len(source.passed_over) - 8}" if len(source.passed_over) > 8 else ""
        passed = Refusal(f"Filer, der ikke læses: {files}{more}", f"Files that are not read: {files}{more}")
        if strict:
            raise Refusal(f"--strict: {passed.da}", f"--strict: {passed.en}")
        _say(passed.text(lang))
    if not source.left_out:
        return
    da, en = (", ".join(hint(name, knowledge, word) for name in source.left_out) for word in ("da", "en"))
    told = Refusal(f"Kolonner, der ikke er spørgsmål: {da}", f"Columns that are no question: {en}")
    if strict:
        raise Refusal(f"--strict: {told.da}", f"--strict: {told.en}")
    _say(f"{told.text(lang)}" + (" (udelades)" if lang == "da" else " (left out)"))


def _tell(result: Result, source: Source, lang: str) -> None:
    """What became of the people, and why some are not in OUT."""
    done, en = result.done, lang == "en"
    if result.started_over:
        _say(
            "IN, the knowledge or the options changed since the stopped run; started over."
            if en
            else "IN, viden eller valg er ændret siden den afbrudte kørsel; begyndte forfra."
        )
    if result.went_on:
        _say(
            f"Went on after {_people(result.went_on, en)}."
            if en
            else f"Fortsatte efter {_people(result.went_on, en)}."
        )
    fine = done.people - done.refused
    _say(
        f"{_people(fine, en)} answered, {done.refused} refused."
        if en
        else f"{_people(fine, en)} besvaret, {done.refused} afvist."
    )
    if result.refused_file is None:
        return
    asked = {one.question.id: one for one in source.asked}
    for name, count in sorted(done.reasons.items(), key=lambda item: -item[1].people):
        question, _, reason = name.rpartition(" ")
        column = asked[question].taken.column
        why = asked[question].said(reason)[en]  # type: ignore[arg-type]
        where = f"e.g. {count.value!r}, row {count.row}" if en else f"fx {count.value!r}, række {count.row}"
        _say(f"  {count.people} × {column}: {why} ({where})")
    _say(f"{'The refused stand in' if en else 'De afviste står i'} {result.refused_file}")


def _people(count: int, en: bool) -> str:
    if en:
        return f"{count} person" if count == 1 else f"{count} people"
    return f"{count} person" if count == 1 else f"{count} personer"


def _say(text: str) -> None:
    print(text, file=sys.stderr)


@contextmanager
def _progress(people: int | None) -> Iterator[Seen | None]:
    """A progress bar on standard error when somebody looks: people done, and people a second."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    speed = TextColumn("{task.fields[speed]}")
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        speed,
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("rygrad batch", total=people, speed="")

        first: list[tuple[int, float]] = []

        def seen(done: int, of: int | None) -> None:
            first[:] = first or [(done, monotonic())]  # what an earlier run did is no speed
            people, seconds = done - first[0][0], monotonic() - first[0][1]
            bar.update(task, completed=done, total=of, speed=f"{people / seconds:,.0f}/s" if people else "")

        yield seen
