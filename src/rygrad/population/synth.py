"""Synthetic people to a file: labelled, the same for the same seed, whole or not there at all."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.csv as pa_csv  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from rygrad.kb.problem import Refusal
from rygrad.population.answer_files import LABEL
from rygrad.population.synth_draws import BLOCK
from rygrad.population.synth_people import People

BLOCKS_TOGETHER = 8
MOST = 100_000_000
MOST_SEED = 2**63 - 1
ENDINGS = (".parquet", ".csv")
Seen = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many people, by which seed, and which share of their answers is left out at random."""

    people: int
    seed: int = 1
    missing: float = 0.0

    def __post_init__(self) -> None:
        _within("N", self.people, 1, MOST)
        _within("--seed", self.seed, 0, MOST_SEED)
        _within("--missing", self.missing, 0, 1)


def _within(name: str, value: float, low: int, high: int) -> None:
    if not low <= value <= high:  # NaN is not within either
        raise Refusal(
            f"{name}: {value} går ikke; skal være fra {low} til {high}",
            f"{name}: {value} will not do; must be from {low} to {high}",
        )


def tables(people: People, wanted: Wanted, seen: Seen | None = None) -> Iterator[Any]:
    """The people block by block, as tables; memory does not grow with their number."""
    for number in range(-(-wanted.people // BLOCK)):
        left = min(BLOCK, wanted.people - number * BLOCK)
        yield people.block(wanted.seed, number, wanted.missing, left)
        if seen:
            seen(min(wanted.people, (number + 1) * BLOCK), wanted.people)


def refuse_name(out: Path, replace: bool = True) -> None:
    """Raises Refusal when a file cannot be told from its name, cannot be put there, or is there already."""
    if out.suffix not in ENDINGS:
        ends = " / ".join(ENDINGS)
        raise Refusal(
            f"--out: {out}: navnet skal ende på {ends}", f"--out: {out}: the name must end in {ends}"
        )
    if out.is_dir():
        raise Refusal(f"--out: {out} er en mappe", f"--out: {out} is a folder")
    if not out.parent.is_dir():
        raise Refusal(f"--out: mappen {out.parent} findes ikke", f"--out: there is no folder {out.parent}")
    if out.exists() and not replace:
        raise Refusal(
            f"--out: {out} er der allerede; brug --replace for at skrive en ny",
            f"--out: {out} is there already; use --replace to write a new one",
        )


def write(people: People, wanted: Wanted, out: Path, seen: Seen | None = None) -> None:
    """Writes the people as Parquet or CSV by the name's ending; raises Refusal and OSError.

    A file of the same name is replaced once the new one is whole; what fails leaves nothing behind.
    """
    refuse_name(out)
    schema = people.schema.with_metadata(_said_of(people, wanted))
    with _whole(out) as partial:
        opened = _csv(partial, schema) if out.suffix == ".csv" else pq.ParquetWriter(partial, schema)
        with opened as writer:
            for table in _joined(tables(people, wanted, seen)):
                writer.write_table(_plain(table) if out.suffix == ".csv" else table)


def _joined(blocks: Iterator[Any]) -> Iterator[Any]:
    """Several blocks as one table, which becomes one row group: quicker to read than many small ones."""
    while some := list(islice(blocks, BLOCKS_TOGETHER)):
        yield pa.concat_tables(some).combine_chunks()


def lines(people: People, wanted: Wanted) -> Iterator[str]:
    """Each person as a line of JSON that `rygrad assess` reads; unanswered questions are left out."""
    for table in tables(people, wanted):
        for row in table.to_pylist():
            number, label = row.pop("id"), row.pop("synthetic")
            answers = {question: answer for question, answer in row.items() if answer is not None}
            yield json.dumps({"id": number, "synthetic": label, "answers": answers}, ensure_ascii=False)


def _said_of(people: People, wanted: Wanted) -> dict[str, str]:
    """What the file says of itself."""
    return {
        "rygrad.label": LABEL,
        "rygrad.people": str(wanted.people),
        "rygrad.seed": str(wanted.seed),
        "rygrad.missing": str(wanted.missing),
        "rygrad.knowledge": people.knowledge.version,
    }


def _csv(file: Path, schema: Any) -> Any:
    return pa_csv.CSVWriter(file, _plain(schema.empty_table()).schema)


def _plain(table: Any) -> Any:
    """The same with choices as plain text, which is all that CSV holds."""
    for at, field in enumerate(table.schema):
        if pa.types.is_dictionary(field.type):
            table = table.set_column(at, field.name, table.column(at).cast(pa.string()))
    return table


@contextmanager
def _whole(out: Path) -> Iterator[Path]:
    """A name to write under, which becomes the file's own when all went well and is removed when not."""
    partial = out.with_name(f".{out.name}.{os.getpid()}.partial")
    try:
        yield partial
        with partial.open("rb") as written:
            os.fsync(written.fileno())
        partial.replace(out)
    except OSError as e:
        raise OSError(e.errno, os.strerror(e.errno) if e.errno else str(e), str(out)) from e
    finally:
        partial.unlink(missing_ok=True)
