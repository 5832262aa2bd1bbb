"""The files that answers come in: Parquet, CSV or Arrow; one, a folder of them, or a glob.

Each gives its columns before anything is read, and then its people in order, in tables of bounded size.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.csv as pa_csv  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from rygrad.kb.problem import Refusal

PEOPLE = 1 << 19  # in a part
LABEL = "SYNTHETIC: invented people, no real person's answers"
_CSV_BLOCK = 1 << 24  # bytes
_END = "rygrad: the end"  # every cell of a line after the last, which an open quotation mark swallows
_FORMS = {
    ".parquet": "parquet",
    ".pq": "parquet",
    ".csv": "csv",
    ".arrow": "arrow",
    ".feather": "arrow",
    ".ipc": "arrow",
}


class AnswerFile(Protocol):
    """One file: its columns with their types, how many people (None: not known yet), and the people."""

    path: Path
    schema: Any
    people: int | None
    label: str | None

    def tables(self, columns: Sequence[str], start: int) -> Iterator[Any]:
        """The people from `start` on, as tables of at most PEOPLE rows."""


def found_files(named: str) -> list[Path]:
    """The files that a path or a glob stands for, in order; raises Refusal when there is none.

    Raises it too where people would be read twice, or left out by a link that leads to a folder or nowhere.
    """
    path = Path(named)
    if path.is_dir():
        files = [f for f in _inside(path) if f.suffix.lower() in _FORMS]
    elif path.exists():
        files = [path]
    else:
        anchor = Path(path.anchor) if path.is_absolute() else Path()
        pattern = str(path.relative_to(anchor)) if path.is_absolute() else named
        files = sorted(f for f in anchor.glob(pattern) if f.is_file()) if set("*?[") & set(named) else []
    if not files:
        ends = ", ".join(_FORMS)
        raise Refusal(
            f"{named}: ingen filer at læse; muligt: en fil, en mappe eller et mønster med {ends}",
            f"{named}: no files to read; give a file, a folder or a glob of {ends}",
        )
    _refuse_same(files)
    return files


def passed_over(named: str) -> list[Path]:
    """Files of a folder that are of no kind we read."""
    path = Path(named)
    return [f for f in _inside(path) if f.suffix.lower() not in _FORMS] if path.is_dir() else []


def columns_in_names(named: str, files: Sequence[Path]) -> list[str]:
    """Columns that stand in the names of folders, as in sex=male/part-0.parquet, and so are not read."""
    path = Path(named)
    if path.is_file():
        return []
    folders = [(f.relative_to(path) if path.is_dir() else f).parts[:-1] for f in files]
    return list(dict.fromkeys(part.partition("=")[0] for parts in folders for part in parts if "=" in part))


def _inside(folder: Path) -> list[Path]:
    """All files of a folder and of those in it, but hidden ones; OSError where one is closed to us."""
    found: list[Path] = []
    for at, folders, names in os.walk(folder, onerror=_raised):
        folders[:] = [name for name in folders if not _is_hidden(name)]
        found += [Path(at, name) for name in names if not _is_hidden(name)]
        for link in [f for f in map(Path(at).joinpath, [*folders, *names]) if f.is_symlink()]:
            if not link.is_file() and not _is_hidden(link.name):
                raise Refusal(
                    f"{link}: genvej til en mappe eller til ingenting, som ikke følges",
                    f"{link}: a link to a folder or to nothing, which is not followed",
                )
    return sorted(f for f in found if f.is_file())


def _raised(e: OSError) -> None:
    raise e


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "_")) or name.endswith(".parts")


def _refuse_same(files: Sequence[Path]) -> None:
    """Raises Refusal where one file stands under two names, for its people would count twice."""
    seen: dict[tuple[int, int], Path] = {}
    for file in files:
        found = file.stat()
        first = seen.setdefault((found.st_dev, found.st_ino), file)
        if first is not file:
            raise Refusal(f"{first} og {file} er samme fil", f"{first} and {file} are one file")


def open_file(path: Path, words: Sequence[str]) -> AnswerFile:
    """A file by its ending; `words` are columns whose text is read as a dictionary. Raises Refusal."""
    form = _FORMS.get(path.suffix.lower())
    try:
        if form == "parquet":
            return _Parquet(path, words)
        if form == "csv":
            return _Csv(path)
        if form == "arrow":
            return _Arrow(path)
    except (pa.ArrowException, OSError, UnicodeDecodeError, csv.Error) as e:
        raise unreadable(path, e) from None
    ends = ", ".join(_FORMS)
    raise Refusal(
        f"{path}: filtypen kendes ikke; muligt: {ends}", f"{path}: not a kind we read; allowed: {ends}"
    )


def unreadable(path: Path, e: Exception) -> Refusal:
    """What is said of a file that is cut short, damaged, or not what its name says."""
    why = (str(e).splitlines() or [type(e).__name__])[0][:160]
    if isinstance(e, UnicodeDecodeError) or "invalid UTF8" in why:
        return Refusal(
            f"{path}: teksten er ikke UTF-8; gem filen som UTF-8 (i Excel »CSV UTF-8«)",
            f"{path}: the text is not UTF-8; save the file as UTF-8 (in Excel 'CSV UTF-8')",
        )
    return Refusal(
        f"{path}: kan ikke læses; filen er afkortet eller beskadiget ({why})",
        f"{path}: cannot be read; the file is cut short or damaged ({why})",
    )


class _Parquet:
    def __init__(self, path: Path, words: Sequence[str]) -> None:
        self.path = path
        plain = pq.read_schema(path, memory_map=True)
        text = {f.name for f in plain if pa.types.is_string(f.type)}
        self.words = sorted(text & set(words))
        with self._opened() as file:
            self.schema = file.schema_arrow
            self.sizes = [file.metadata.row_group(g).num_rows for g in range(file.num_row_groups)]
        self.people: int | None = sum(self.sizes)
        self.label = _label(self.schema)

    def _opened(self) -> Any:
        return pq.ParquetFile(self.path, memory_map=True, read_dictionary=self.words)

    def tables(self, columns: Sequence[str], start: int) -> Iterator[Any]:
        with self._opened() as file:
            for groups, size in self._together():
                if start >= size:
                    start -= size
                    continue
                for table in self._read(file, groups, size, columns):
                    if start < table.num_rows:
                        yield table.slice(start)
                    start = max(0, start - table.num_rows)

    def _together(self) -> Iterator[tuple[list[int], int]]:
        """Neighbouring row groups that fit in one part."""
        groups: list[int] = []
        size = 0
        for group, rows in enumerate(self.sizes):
            if groups and size + rows > PEOPLE:
                yield groups, size
                groups, size = [], 0
            groups.append(group)
            size += rows
        if groups:
            yield groups, size

    def _read(self, file: Any, groups: list[int], size: int, columns: Sequence[str]) -> Iterator[Any]:
        if size > 4 * PEOPLE:  # too large to hold whole
            for batch in file.iter_batches(PEOPLE, row_groups=groups, columns=list(columns)):
                yield pa.Table.from_batches([batch])
            return
        table = file.read_row_groups(groups, columns=list(columns))
        yield from cut(table)


class _Csv:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.people: int | None = None
        self.label: str | None = None
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = file.readline()
            self.between = ";" if first.count(";") > first.count(",") else ","
            file.seek(0)
            names = next(csv.reader(file, delimiter=self.between), [])
        self.schema = pa.schema([pa.field(name, pa.string()) for name in names])

    def tables(self, columns: Sequence[str], start: int) -> Iterator[Any]:
        """Everything as text, so that each answer that cannot be used is told as it stands."""
        read = pa_csv.ReadOptions(block_size=_CSV_BLOCK, column_names=self.schema.names, skip_rows=1)
        shape = pa_csv.ParseOptions(delimiter=self.between, newlines_in_values=True)
        types = {name: pa.string() for name in columns}
        kinds = pa_csv.ConvertOptions(
            column_types=types, include_columns=list(columns), strings_can_be_null=False
        )
        with (
            _Ended(self.path, self.between.join([_END] * len(self.schema))) as file,
            pa_csv.open_csv(file, read, shape, kinds) as reader,
        ):
            yield from _from(gathered(_to_the_end(reader)), start)


class _Ended(FileIO):
    """A file of text and one line more."""

    def __init__(self, path: Path, line: str) -> None:
        super().__init__(path)
        self.left = f"\n{line}\n".encode()

    def read(self, size: int | None = -1) -> bytes:
        found = super().read(-1 if size is None else size)
        if not found:
            found, self.left = self.left, b""
        return found


def _to_the_end(batches: Iterable[Any]) -> Iterator[Any]:
    """All rows but the last, our own; raises ArrowInvalid where a cell before it swallowed it."""
    last = None
    for batch in batches:
        if batch.num_rows:
            if last is not None:
                yield last
            last = batch
    if last is None or any(column[-1].as_py() != _END for column in last.columns):
        raise pa.ArrowInvalid("a quotation mark is never closed")
    yield last.slice(0, last.num_rows - 1)


class _Arrow:
    def __init__(self, path: Path) -> None:
        self.path = path
        with self._opened() as reader:
            self.schema = reader.schema
        self.people: int | None = None
        self.label = _label(self.schema)

    def _opened(self) -> Any:
        mapped = pa.memory_map(str(self.path))
        try:
            return pa.ipc.open_file(mapped)
        except pa.ArrowInvalid:
            mapped.seek(0)
            return pa.ipc.open_stream(mapped)

    def tables(self, columns: Sequence[str], start: int) -> Iterator[Any]:
        with self._opened() as reader:
            count = getattr(reader, "num_record_batches", None)
            batches = reader if count is None else (reader.get_batch(at) for at in range(count))
            yield from _from(gathered(batch.select(list(columns)) for batch in batches), start)


def cut(table: Any) -> Iterator[Any]:
    """A table in pieces of at most PEOPLE rows."""
    for at in range(0, table.num_rows, PEOPLE):
        yield table.slice(at, PEOPLE)


def gathered(batches: Any) -> Iterator[Any]:
    """Small batches as tables of PEOPLE rows, the last of what is left."""
    kept: list[Any] = []
    count = 0
    for batch in batches:
        kept.append(batch)
        count += batch.num_rows
        if count >= PEOPLE:
            whole = pa.Table.from_batches(kept)
            full = count - count % PEOPLE
            yield from cut(whole.slice(0, full))
            kept, count = whole.slice(full).to_batches(), count - full
    if count:
        yield pa.Table.from_batches(kept)


def _from(tables: Iterator[Any], start: int) -> Iterator[Any]:
    for table in tables:
        if start < table.num_rows:
            yield table.slice(start)
        start = max(0, start - table.num_rows)


def _label(schema: Any) -> str | None:
    """What synthetic people are labelled with."""
    told = (schema.metadata or {}).get(b"rygrad.label")
    return told.decode(errors="replace") if told else None


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbours in one file: the file's number, the row of the first (from 0), how many."""

    file: int
    start: int
    people: int


@dataclass(frozen=True, slots=True)
class Part:
    """Some people with their answers, in pieces of one or, where files are small, several files."""

    pieces: tuple[Piece, ...]
    table: Any

    @property
    def after(self) -> tuple[int, int]:
        """The file and row of whoever comes next."""
        last = self.pieces[-1]
        return last.file, last.start + last.people

    def found(self, places: Any) -> tuple[Any, Any]:
        """The files of people at these places of the part, and their rows in them."""
        files, starts, people = np.array([(p.file, p.start, p.people) for p in self.pieces], np.int64).T
        begins = np.cumsum(people) - people
        at = np.searchsorted(begins, places, side="right") - 1
        return files[at], places - begins[at] + starts[at]


def parts_of(pieces: Iterable[tuple[Piece, Any]]) -> Iterator[Part]:
    """Tables in order, small neighbours joined to at most PEOPLE rows, so that OUT is not as cut up as IN.

    A part that is more than half full goes at once, to be answered while the next one is read.
    """
    held: list[tuple[Piece, Any]] = []
    count = 0
    for piece, table in pieces:
        if held and count + piece.people > PEOPLE:
            yield _joined(held)
            held, count = [], 0
        held.append((piece, table))
        count += piece.people
        if count > PEOPLE // 2:
            yield _joined(held)
            held, count = [], 0
    if held:
        yield _joined(held)


def _joined(held: list[tuple[Piece, Any]]) -> Part:
    tables = [table.replace_schema_metadata(None) for _, table in held]
    return Part(tuple(piece for piece, _ in held), pa.concat_tables(tables))
