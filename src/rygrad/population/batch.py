"""Answers of many people to a file of outcomes: part by part, in bounded memory, to be taken up again.

What is refused is refused before anything is written; a person whose answers cannot be used is counted,
kept aside with the reason, and is not in OUT.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from rygrad.kb.knowledge import Knowledge
from rygrad.kb.problem import Refusal
from rygrad.population.answer_files import Part
from rygrad.population.answers_in import Source
from rygrad.population.engines import Engine, EngineName, engine
from rygrad.population.half_done import Done, HalfDone, refused_file
from rygrad.population.outcome_file import OutcomeFile
from rygrad.population.outcome_shape import key, metadata, whole_schema
from rygrad.population.part_checks import any_synthetic, checked, counted, set_aside, who_is_refused

PARTS_A_SAVE = 8  # parts of up to half a million people: what a killed run loses at most
Seen = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a run: where the counting ended, and whether it went on from or threw away another."""

    done: Done
    went_on: int
    started_over: bool
    refused_file: Path | None


def refuse_out(out: Path, source: Source | None = None, replace: bool = False) -> None:
    """Raises Refusal where OUT cannot be put there, or is what is read."""
    if out.suffix != ".parquet":
        raise Refusal(f"{out}: OUT skal ende på .parquet", f"{out}: OUT must end in .parquet")
    if out.is_dir():
        raise Refusal(f"{out} er en mappe", f"{out} is a folder")
    if not out.parent.is_dir():
        raise Refusal(f"mappen {out.parent} findes ikke", f"there is no folder {out.parent}")
    if source is not None:
        _refuse_reading_it(out, source)
        _refuse_reading_it(refused_file(out), source)
    aside = refused_file(out)
    going_on = out.with_name(f"{out.name}.parts").is_dir()
    there = [f for f in (out, aside) if f.exists() and not (f == aside and going_on)]
    if there and not replace:
        raise Refusal(
            f"{there[0]} er der allerede; brug --replace for at skrive en ny",
            f"{there[0]} is there already; use --replace to write a new one",
        )


def _refuse_reading_it(out: Path, source: Source) -> None:
    read = {file.path.resolve() for file in source.files}
    folder = Path(source.named)
    inside = folder.is_dir() and out.resolve().is_relative_to(folder.resolve())
    same = out.resolve() in read or (out.exists() and any(out.samefile(f) for f in read))
    if same or inside or out.resolve().parent in {f.parent for f in read if len(read) > 1}:
        raise Refusal(
            f"OUT {out} er eller ligger i IN {source.named}; skriv et andet sted",
            f"OUT {out} is or lies in IN {source.named}; write somewhere else",
        )


def run(
    source: Source, out: Path, knowledge: Knowledge, name: EngineName = "arrow", seen: Seen | None = None
) -> Result:
    """Writes OUT; raises Refusal and OSError with OUT as it was. Called again, it goes on."""
    schema = whole_schema(source, knowledge)
    half = HalfDone(out, key(source, knowledge, name))
    went_on = half.done.people
    with _left_in_order(half), engine(name, knowledge) as said, half.file(schema) as file:
        with _saved_when_stopped(half, file), closing(source.parts(half.done.file, half.done.row)) as parts:
            for part in parts:
                _do(part, source, half, file, said)
                if seen:
                    seen(half.done.people, source.people)
        half.refuse_other(key(source, knowledge, name))
        file.say(metadata(source, knowledge, name, half.done))
        file.close()
        half.finish()
    return Result(half.done, went_on, half.started_over, half.refused_out if half.done.refused else None)


def _do(part: Part, source: Source, half: HalfDone, file: OutcomeFile, said: Engine) -> None:
    """Takes one part all the way; then it counts as done."""
    answered, along, faults = checked(part, source)
    refused = who_is_refused(faults, part.table.num_rows)
    half.keep_refused(set_aside(part, source, faults))
    if refused is not None:
        fine = pc.invert(refused)
        answered, along = answered.filter(fine), along.filter(fine)
    if answered.num_rows:
        file.write(_beside(along, said(answered), file.schema))
    count = int(pc.sum(refused).as_py() or 0) if refused is not None else 0
    half.done = Done(
        *part.after,
        half.done.parts + 1,
        half.done.people + part.table.num_rows,
        half.done.refused + count,
        half.done.synthetic or any_synthetic(along),
        counted(half.done.reasons, part, source, faults),
        file.reached,
    )
    if half.done.parts % PARTS_A_SAVE == 0:
        half.save(file)


def _beside(along: Any, made: Any, schema: Any) -> Any:
    """Kept columns and outcomes as the rows of OUT."""
    return pa.Table.from_arrays([*along.columns, *made.columns], schema=schema)


@contextmanager
def _left_in_order(half: HalfDone) -> Iterator[None]:
    """What can be gone on from stays; what cannot is cleared away, and a full disk is told of OUT."""
    try:
        yield
    except BaseException as e:
        if half.mark is None:
            half.clear()
        if isinstance(e, OSError):
            raise OSError(e.errno, e.strerror or str(e), str(half.out)) from e
        raise
    finally:
        half.leave()


@contextmanager
def _saved_when_stopped(half: HalfDone, file: OutcomeFile) -> Iterator[None]:
    """Ctrl+C keeps all that was done, up to the last whole part."""
    try:
        yield
    except KeyboardInterrupt:
        half.save(file)
        raise
