"""The command `synth`: people who do not exist, for trying things out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rygrad.cli.options import FolderOption, Lang, LangOption, fail, knowledge_of, write_out
from rygrad.cli.progress import progress
from rygrad.kb.problem import KnowledgeError, Refusal

if TYPE_CHECKING:
    from rygrad.population.synth import Wanted


def synth(
    people: Annotated[int, typer.Argument(metavar="N", help="How many people.")],
    seed: Annotated[
        int, typer.Option("--seed", metavar="S", help="The same number gives the same people.")
    ] = 1,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="FILE", help="A .parquet or .csv file; JSON lines to the screen unless told."
        ),
    ] = None,
    missing: Annotated[
        float, typer.Option("--missing", metavar="SHARE", help="Share of answers left out at random, 0 to 1.")
    ] = 0.0,
    replace: Annotated[
        bool, typer.Option("--replace", help="Put the new FILE in the place of one that is there.")
    ] = False,
    lang: LangOption = Lang.da,
    folder: FolderOption = None,
) -> None:
    """Invented people with low back pain, one row each, marked `synthetic`.

    Their answers follow the shares in the knowledge folder, most of which are assumed and say so. They
    are for trying things out, and tell nothing about how common anything is.

    \b
      rygrad synth 1000 --seed 7 --out people.parquet
      rygrad synth 3 | rygrad assess
    """
    try:
        from rygrad.population.synth import Wanted
    except ImportError as e:
        fail(f"rygrad synth: mangler / needs {e.name}: pip install 'rygrad[population]'")
    try:
        wanted = Wanted(people, seed, missing)
        _refuse(out, replace)
        _run(wanted, out, lang.value, folder)
    except Refusal as e:
        fail(e.text(lang.value))
    except KnowledgeError as e:
        fail("\n".join(problem.text(lang.value) for problem in e.problems))


def _refuse(out: Path | None, replace: bool) -> None:
    from rygrad.population.synth import refuse_name

    if out is not None:
        refuse_name(out, replace)
    elif replace:
        raise Refusal("--replace hører til --out", "--replace belongs to --out")


def _run(wanted: Wanted, out: Path | None, lang: str, folder: Path | None) -> None:
    from rygrad.population.synth import lines, write
    from rygrad.population.synth_people import People

    made = People(knowledge_of(folder, lang))
    if out is None:
        for line in lines(made, wanted):
            write_out(line)
        return
    with progress("synth") as seen:
        write(made, wanted, out, seen)
    one = wanted.people == 1
    da = (
        "1 opdigtet person, ikke en virkelig"
        if one
        else f"{wanted.people} opdigtede personer; ingen er virkelige"
    )
    en = (
        "1 synthetic person, not a real one"
        if one
        else f"{wanted.people} synthetic people; none of them is real"
    )
    said = {lang: f"{text} (--seed {wanted.seed})" for lang, text in {"da": da, "en": en}.items()}
    typer.echo(said[lang], err=True)
    write_out(str(out))
