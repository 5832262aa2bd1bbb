"""Commands for one person or a list: `assess` and the interview in a terminal."""

from __future__ import annotations

import json
import sys
from datetime import date
from io import TextIOWrapper
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rygrad.cli.options import FolderOption, Lang, LangOption, day_of, fail, knowledge_of, write_out

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rygrad.kb.knowledge import Knowledge
    from rygrad.shell.people import Given


LONG = 500  # people; under a second


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

    day = day_of(as_of)
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
        write_out(before + text, end="" if is_list else "\n")
    if is_list:
        write_out("\n]" if persons else "[]")


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
