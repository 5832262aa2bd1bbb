"""The command that simulates: `simulate`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from rygrad.cli.options import FolderOption, Lang, LangOption, fail, knowledge_of, write_out
from rygrad.cli.whole_files import refuse_places, write_whole

if TYPE_CHECKING:
    from rygrad.burden.draws import Draws
    from rygrad.burden.tell import Told
    from rygrad.kb.burden_models import Scenario
    from rygrad.kb.knowledge import Knowledge


_OF_A_RUN = ("scenario", "people", "years", "seed")
_OF_DRAWS = ("processes", "engine", "master", "report", "csv")
_READS = {  # of what may be told, what each way to run it looks at
    "--which-figures": (),
    "--check": _OF_A_RUN,
    "--draws": (*_OF_A_RUN, *_OF_DRAWS, "as_json"),
    "": (*_OF_A_RUN, "as_json"),
}


class Size(NamedTuple):
    """How much is drawn and simulated."""

    people: int | None
    years: int
    seed: int
    draws: int
    processes: int | None
    engine: SpreadOfDraws
    master: str | None


class SpreadOfDraws(StrEnum):
    """Where the draws are simulated."""

    processes = "processes"
    spark = "spark"


class Files(NamedTuple):
    """What is written beside the text."""

    report: Path | None
    csv: Path | None


def simulate(
    context: typer.Context,
    scenario: Annotated[
        str,
        typer.Option("--scenario", metavar="NAME|FILE", help="A scenario by name, or a YAML file with one."),
    ] = "baseline",
    people: Annotated[
        int | None,
        typer.Option(
            "--people", metavar="N", help="How many adults; 100,000, or 50,000 a draw, unless told."
        ),
    ] = None,
    years: Annotated[int, typer.Option("--years", metavar="Y", help="Counted years of 52 weeks.")] = 5,
    seed: Annotated[
        int, typer.Option("--seed", metavar="S", help="The same seed gives the same result.")
    ] = 1,
    check: Annotated[
        bool, typer.Option("--check", help="Instead: beside published curves and a simulated trial.")
    ] = False,
    which_figures: Annotated[
        bool,
        typer.Option("--which-figures", help="Instead: which of the article's figures can hold together."),
    ] = False,
    draws: Annotated[
        int, typer.Option("--draws", metavar="N", help="Draw the parameters from their ranges so many times.")
    ] = 0,
    processes: Annotated[
        int | None, typer.Option("--processes", metavar="P", help="Of --draws; one a core unless told.")
    ] = None,
    engine: Annotated[
        SpreadOfDraws | None, typer.Option("--engine", help="Of --draws: where they are simulated.")
    ] = None,
    master: Annotated[
        str | None,
        typer.Option("--master", metavar="URL", help="Of --engine spark: a cluster instead of this machine."),
    ] = None,
    report: Annotated[
        Path | None, typer.Option("--report", metavar="FILE", help="Of --draws: a page, HTML.")
    ] = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Of --draws: every draw, a row each.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Everything as JSON, for other programs.")] = False,
    lang: LangOption = Lang.da,
    folder: FolderOption = None,
) -> None:
    """The burden of back pain among adults, simulated: a model, not a forecast.

    A year a line, the change against the baseline, how it fits what was measured, and which numbers
    are assumed. Needs the extra `burden` (numba) for more than a few thousand people.

    \b
      rygrad simulate
      rygrad simulate --scenario walking --people 1000000 --years 10 --seed 7
      rygrad simulate --scenario my_scenario.yaml --json
      rygrad simulate --check
      rygrad simulate --which-figures --lang en
      rygrad simulate --scenario walking --draws 200 --report walking.html
      rygrad simulate --draws 1000 --engine spark
    """
    from rygrad.kb.problem import Refusal

    if check + which_figures + as_json > 1 or (draws and check + which_figures):
        both = "--check, --which-figures, --json" if not draws else "--check, --which-figures, --draws"
        fail(f"only one of {both}" if lang is Lang.en else f"kun én af {both}")
    knowledge = knowledge_of(folder, lang.value)
    try:
        from rygrad.burden.scenario import find_scenario
        from rygrad.burden.simulate import as_json as all_of
        from rygrad.burden.simulate import simulated
        from rygrad.burden.tell import tell
    except ImportError as e:
        fail(f"{e.name}: pip install 'rygrad[burden]'")
    way = "--which-figures" if which_figures else "--check" if check else "--draws" if draws else ""
    _refuse_unread(context, way, lang)
    if which_figures:
        from rygrad.burden.article_figures import tell_figures

        write_out(tell_figures(knowledge, lang.value))
        return
    spread = engine or SpreadOfDraws.processes
    _refuse_together(lang, spread, processes, master)
    try:
        asked = find_scenario(scenario, knowledge)
        own = {} if scenario in knowledge.scenarios else {"--scenario": Path(scenario)}
        refuse_places({"--report": report, "--csv": csv}, own)
        if draws:
            size = Size(people, years, seed, draws, processes, spread, master)
            _with_draws(asked, knowledge, size, Files(report, csv), as_json, lang.value)
            return
        told = simulated(asked, knowledge, 100_000 if people is None else people, years, seed)
        text = _checked(told, knowledge, lang.value) if check else ""
    except Refusal as e:
        fail(e.text(lang.value))
    if check:
        write_out(text)
    elif as_json:
        write_out(json.dumps(all_of(told, knowledge), ensure_ascii=False, indent=2))
    else:
        write_out(tell(told, knowledge, lang.value))


def _checked(told: Told, knowledge: Knowledge, lang: str) -> str:
    """The run beside what was published, and a simulated trial among at most so many people."""
    from rygrad.burden.published import tell_published
    from rygrad.burden.trial import MOST_PEOPLE, trials_of

    design = next(iter(knowledge.trials.values()))
    outcome = told.baseline or told.outcome
    trials = trials_of(told.run.values, design, min(told.people, MOST_PEOPLE), told.seed, _with_progress)
    return tell_published(outcome, trials, design, knowledge, lang)


def _with_progress(weeks: range) -> Iterable[int]:
    """A progress bar on standard error when somebody looks."""
    if not sys.stderr.isatty():
        return weeks
    from rich.console import Console
    from rich.progress import track

    return track(weeks, description="rygrad", console=Console(stderr=True), transient=True)


def _refuse_unread(context: typer.Context, way: str, lang: Lang) -> None:
    """Refuses an option that this way to run would pass over without a word."""
    for parameter in context.command.params:
        name, option = str(parameter.name), parameter.opts[0]
        source = context.get_parameter_source(name)
        if source is None or source.name != "COMMANDLINE":
            continue
        if name in _READS[way] or name not in _READS["--draws"]:
            continue
        if way:
            da, en = f"{option} bruges ikke med {way}", f"{option} is not used with {way}"
        else:
            da, en = (
                f"{option} kræver --draws, fx --draws 200",
                f"{option} needs --draws, for example --draws 200",
            )
        fail(en if lang is Lang.en else da)


def _refuse_together(lang: Lang, spread: SpreadOfDraws, processes: int | None, master: str | None) -> None:
    wrong, other = ("--processes", "processes") if processes is not None else ("--master", "spark")
    if (processes if wrong == "--processes" else master) is not None and spread != other:
        fail(
            f"{wrong} goes with --engine {other}"
            if lang is Lang.en
            else f"{wrong} hører sammen med --engine {other}"
        )


def _with_draws(
    scenario: Scenario, knowledge: Knowledge, size: Size, files: Files, as_json: bool, lang: str
) -> None:
    from rygrad.burden.draws_told import tell_draws
    from rygrad.burden.draws_written import as_csv, draws_as_json

    found = _drawn(scenario, knowledge, size)
    if files.csv:
        write_whole(files.csv, as_csv(found))
    if files.report:
        from rygrad.burden.report import page

        write_whole(files.report, page(found, knowledge, lang))
    if as_json:
        write_out(json.dumps(draws_as_json(found, knowledge), ensure_ascii=False, indent=2))
    else:
        write_out(tell_draws(found, knowledge, lang))


def _drawn(scenario: Scenario, knowledge: Knowledge, size: Size) -> Draws:
    """The draws, with a progress bar where somebody looks."""
    from concurrent.futures.process import BrokenProcessPool

    from rich.console import Console
    from rich.progress import Progress

    from rygrad.burden.draws import PEOPLE, simulated_draws
    from rygrad.burden.simulate import refuse_beyond
    from rygrad.kb.problem import Refusal

    people = PEOPLE if size.people is None else size.people
    refuse_beyond(people, size.years, size.seed)
    ended = (
        "En proces blev stoppet midt i det hele, måske fordi hukommelsen slap op; prøv færre --processes",
        "A process was ended midway, perhaps for want of memory; try fewer --processes",
    )
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("", total=None)
        try:
            return simulated_draws(
                scenario,
                knowledge,
                people,
                size.years,
                size.seed,
                size.draws,
                size.processes,
                lambda done, total: bar.update(task, completed=done, total=total),
                size.engine.value,
                size.master,
            )
        except BrokenProcessPool:
            raise Refusal(*ended) from None
