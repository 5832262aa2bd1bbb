"""Answers of many people, checked as far as can be before any is read, then part by part in order.

Types, names and files are refused before work starts; what only shows in a person's row refuses that
person (`answer_checks.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]

from rygrad.kb.knowledge import Knowledge
from rygrad.kb.problem import Refusal
from rygrad.logic.to_bitmaps import to_bitmaps
from rygrad.population.answer_checks import Asked, allowed_types, fits
from rygrad.population.answer_files import (
    AnswerFile,
    Part,
    Piece,
    columns_in_names,
    found_files,
    open_file,
    parts_of,
    passed_over,
    unreadable,
)
from rygrad.population.answer_mapping import Taken
from rygrad.population.columns import KEPT, needed

ALONG = ("id", "synthetic")  # columns that go along where they are there and are no question


@dataclass(frozen=True, slots=True)
class Reading:
    """How answers are to be read: their columns, who is who, what to keep, and what NaN means."""

    mapping: Mapping[str, Taken] = field(default_factory=dict)
    id_column: str | None = None
    keep: tuple[str, ...] = ()
    nan_missing: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Files of one schema: the questions they answer, what goes along, what is left out or passed over."""

    named: str
    files: tuple[AnswerFile, ...]
    asked: tuple[Asked, ...]
    id_column: str | None
    along: tuple[str, ...]
    left_out: tuple[str, ...]
    passed_over: tuple[Path, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The questions that are read."""
        return tuple(one.question.id for one in self.asked)

    @property
    def people(self) -> int | None:
        """How many there are, where the files say so."""
        told = [file.people for file in self.files]
        return None if None in told else sum(count or 0 for count in told)

    @property
    def schema(self) -> Any:
        """The columns of every file with their types."""
        return self.files[0].schema

    @property
    def label(self) -> str | None:
        """What the files say of themselves when their people are synthetic."""
        return next((file.label for file in self.files if file.label), None)

    def parts(self, file: int = 0, row: int = 0) -> Generator[Part]:
        """The people from a row of a file on; the next part is read while this one is answered."""
        with ThreadPoolExecutor(1) as reader:
            parts = parts_of(self._pieces(file, row))
            coming = reader.submit(next, parts, None)
            while (part := coming.result()) is not None:
                coming = reader.submit(next, parts, None)
                yield part

    def _pieces(self, first: int, row: int) -> Iterator[tuple[Piece, Any]]:
        read = list(dict.fromkeys([*(one.taken.column for one in self.asked), *self.along]))
        for number, file in enumerate(self.files[first:], first):
            start = row if number == first else 0
            try:
                for table in file.tables(read, start):
                    yield Piece(number, start, table.num_rows), table
                    start += table.num_rows
            except (pa.ArrowException, OSError, UnicodeDecodeError) as e:
                raise unreadable(file.path, e) from None


def open_answers(named: str, knowledge: Knowledge, reading: Reading) -> Source:
    """The answers at a path, a folder or a glob; raises Refusal for all that can be seen before reading."""
    wanted = {*to_bitmaps(knowledge.program, needed(knowledge)).columns, *KEPT} & set(knowledge.questions)
    texts = _columns_of_choices(knowledge, reading)
    paths = found_files(named)
    files = [open_file(path, texts) for path in paths]
    _refuse_unlike(files)
    _refuse_twice(files[0])
    names = files[0].schema.names
    taken = _taken(names, knowledge, reading)
    as_text = files[0].path.suffix.lower() == ".csv"
    every = [Asked(knowledge.questions[q], t, reading.nan_missing, as_text) for q, t in taken.items()]
    _refuse_types(every, files[0])
    along = _along(names, taken, reading)
    _refuse_nested(along, files[0])
    told = {one.column for one in taken.values()} | set(along)
    asked = tuple(one for one in every if one.question.id in wanted)
    if not asked:
        raise _no_question(files[0], knowledge)
    id_column = along[0] if along and along[0] == (reading.id_column or "id") else None
    in_names = [name for name in columns_in_names(named, paths) if name not in names]
    _refuse_questions_in_names(in_names, knowledge, reading)
    left_out = tuple(name for name in (*names, *in_names) if name not in told)
    return Source(named, tuple(files), asked, id_column, along, left_out, tuple(passed_over(named)))


def hint(name: str, knowledge: Knowledge, lang: str) -> str:
    """A question's name with the nearest that there is."""
    near = get_close_matches(name.lower(), knowledge.questions, n=1, cutoff=0.7)
    if not near:
        return name
    return f"{name} (did you mean {near[0]}?)" if lang == "en" else f"{name} (mente du {near[0]}?)"


def _columns_of_choices(knowledge: Knowledge, reading: Reading) -> list[str]:
    own = [q.id for q in knowledge.questions.values() if q.type == "choice" and q.id not in reading.mapping]
    mapped = [
        t.column for q, t in reading.mapping.items() if t.values or knowledge.questions[q].type == "choice"
    ]
    return own + mapped


def _refuse_unlike(files: Sequence[AnswerFile]) -> None:
    """Raises Refusal where files that are read as one hold other columns."""
    first = files[0]
    for file in files[1:]:
        unlike = {str(f) for f in file.schema} ^ {str(f) for f in first.schema}
        if file.schema.names != first.schema.names or unlike:
            shown = ", ".join(sorted(unlike)[:4]) or "order / rækkefølge"
            raise Refusal(
                f"{file.path}: andre kolonner end i {first.path}: {shown}",
                f"{file.path}: other columns than in {first.path}: {shown}",
            )


def _refuse_questions_in_names(in_names: Sequence[str], knowledge: Knowledge, reading: Reading) -> None:
    lost = [name for name in in_names if name in knowledge.questions and name not in reading.mapping]
    if lost:
        raise Refusal(
            f"{', '.join(lost)}: står i navne på mapper, som ikke læses; gør det til en kolonne",
            f"{', '.join(lost)}: stands in names of folders, which are not read; make it a column",
        )


def _refuse_twice(file: AnswerFile) -> None:
    seen: dict[str, str] = {}
    for name in file.schema.names:
        first = seen.setdefault(name.lower(), name)
        if first != name or file.schema.names.count(name) > 1:
            raise Refusal(
                f"{file.path}: kolonnen »{name}« står to gange (»{first}«); den ene skal væk",
                f"{file.path}: the column '{name}' stands twice ('{first}'); remove one",
            )


def _taken(names: Collection[str], knowledge: Knowledge, reading: Reading) -> dict[str, Taken]:
    """Which column answers which question."""
    missing = [t.column for t in reading.mapping.values() if t.column not in names]
    if missing:
        raise Refusal(
            f"--mapping: kolonnen findes ikke: {', '.join(missing)}",
            f"--mapping: no such column: {', '.join(missing)}",
        )
    away = {t.column for t in reading.mapping.values()}
    for question, one in reading.mapping.items():
        if question in names and one.column != question and question not in away:
            raise Refusal(
                f"{question} står to gange: som kolonnen »{one.column}« (--mapping) og under sit eget navn",
                f"{question} stands twice: as the column '{one.column}' (--mapping) and under its own name",
            )
    own = {name: Taken(name, name) for name in names if name in knowledge.questions and name not in away}
    return {**own, **reading.mapping}


def _refuse_types(every: Sequence[Asked], file: AnswerFile) -> None:
    faults = []
    for asked in every:
        found = file.schema.field(asked.taken.column).type
        if not fits(asked, found):
            faults.append((asked.taken.column, found, allowed_types(asked)))
    if faults:
        da = "\n".join(f"{file.path}: kolonnen {c!r}: fandt {f}, muligt: {a}" for c, f, a in faults)
        en = "\n".join(f"{file.path}: column {c!r}: found {f}, allowed: {a}" for c, f, a in faults)
        raise Refusal(da, en)


def _along(names: Sequence[str], taken: Mapping[str, Taken], reading: Reading) -> tuple[str, ...]:
    """The columns that are kept as they are, who is who first."""
    asked_for = [*([reading.id_column] if reading.id_column else []), *reading.keep]
    missing = [name for name in asked_for if name not in names]
    if missing:
        raise Refusal(
            f"--id / --keep: kolonnen findes ikke: {', '.join(missing)}; der er: {', '.join(names)[:300]}",
            f"--id / --keep: no such column: {', '.join(missing)}; there are: {', '.join(names)[:300]}",
        )
    told = {one.column for one in taken.values()}
    there = [name for name in ALONG if name in names and name not in told]
    first = [reading.id_column] if reading.id_column else [name for name in there if name == "id"]
    return tuple(dict.fromkeys([*first, *there, *reading.keep]))


def _refuse_nested(along: Sequence[str], file: AnswerFile) -> None:
    for name in along:
        found = file.schema.field(name).type
        if pa.types.is_nested(found):
            raise Refusal(
                f"{file.path}: kolonnen {name!r}: fandt {found}; kun enkle typer kan gå med",
                f"{file.path}: column {name!r}: found {found}; only plain types can go along",
            )


def _no_question(file: AnswerFile, knowledge: Knowledge) -> Refusal:
    if not file.schema.names:
        return Refusal(f"{file.path}: filen er tom", f"{file.path}: the file is empty")
    da = ", ".join(hint(name, knowledge, "da") for name in file.schema.names[:8])
    en = ", ".join(hint(name, knowledge, "en") for name in file.schema.names[:8])
    return Refusal(
        f"{file.path}: ingen kolonne er et spørgsmål, som reglerne bruger; fandt: {da}. Brug --mapping",
        f"{file.path}: no column is a question that the rules use; found: {en}. Use --mapping",
    )
