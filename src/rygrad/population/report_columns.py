"""The file of outcomes looked at before it is counted: its columns, and the words in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from rygrad.kb.knowledge import Knowledge
from rygrad.kb.problem import Refusal
from rygrad.population.columns import KEPT, rule_columns, told_columns

NOT_OURS = ("er ikke en fil fra rygrad batch", "is not a file of rygrad batch")


@contextmanager
def checked_file(path: Path, knowledge: Knowledge) -> Iterator[Any]:
    """The open file; raises Refusal where it is missing, cut short, empty, or lacks columns."""
    if path.is_dir():
        raise Refusal(f"{path} er en mappe", f"{path} is a folder")
    if not path.is_file():
        raise Refusal(f"{path}: der er ingen sådan fil", f"{path}: there is no such file")
    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as e:
        raise Refusal(
            f"{path} {NOT_OURS[0]} (Parquet), eller den er afkortet: {e}",
            f"{path} {NOT_OURS[1]} (Parquet), or it was cut short: {e}",
        ) from e
    with file:
        _refuse_columns(path, file.schema_arrow, knowledge)
        _refuse_rows(path, file)
        yield file


def _refuse_columns(path: Path, schema: Any, knowledge: Knowledge) -> None:
    words = {told.name for told in told_columns(knowledge) if not told.is_yes_no}
    bools = {told.name for told in told_columns(knowledge) if told.is_yes_no} | set(rule_columns(knowledge))
    missing = sorted((words | bools) - set(schema.names))
    if missing:
        listed = ", ".join(missing[:8]) + (f" + {len(missing) - 8}" if len(missing) > 8 else "")
        raise Refusal(
            f"{path} {NOT_OURS[0]} med denne viden ({knowledge.version}); kolonner mangler: {listed}",
            f"{path} {NOT_OURS[1]} with this knowledge ({knowledge.version}); columns missing: {listed}",
        )
    for name in sorted({n for n in schema.names if schema.names.count(n) > 1} & (words | bools | set(KEPT))):
        raise Refusal(f"{path}: kolonnen {name} er der to gange", f"{path}: the column {name} is there twice")
    for found in schema:
        allowed = _allowed(found, words | set(KEPT[1:]), bools)
        if allowed:
            said = f"{found.name} ({found.type})"
            raise Refusal(f"{path}: {said} skal være {allowed}", f"{path}: {said} must be {allowed}")


def _allowed(found: Any, words: set[str], bools: set[str]) -> str | None:
    """The types that a column may have, where it has another."""
    plain = found.type.value_type if pa.types.is_dictionary(found.type) else found.type
    if found.name in bools:
        return None if pa.types.is_boolean(plain) else "bool"
    if found.name in words:
        return None if pa.types.is_string(plain) or pa.types.is_large_string(plain) else "string"
    return "int8-int64, uint8-uint64" if found.name == "age" and not pa.types.is_integer(plain) else None


def _refuse_rows(path: Path, file: Any) -> None:
    rows = file.metadata.num_rows
    told = (file.schema_arrow.metadata or {}).get(b"rygrad.people")
    if rows == 0:
        raise Refusal(f"{path}: der er ingen personer i filen", f"{path}: there is nobody in the file")
    if told is not None and told != str(rows).encode():
        said = told.decode(errors="replace")
        raise Refusal(
            f"{path}: filen siger {said} personer, men har {rows}",
            f"{path}: the file says {said} people, but has {rows}",
        )


def codes(column: Any, name: str, words: Sequence[object]) -> npt.NDArray[np.int64]:
    """Each person's word as its place in `words`; raises Refusal where a word is none of them."""
    coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    places = {word: at for at, word in enumerate(words)}
    found = coded.dictionary.to_pylist()
    used = set(coded.indices.drop_null().unique().to_pylist())
    for at in sorted(used):
        _refuse_word(found[at], name, words)
    if coded.indices.null_count:
        _refuse_word(None, name, words)
    table = np.array([places.get(word, 0) for word in found] + [places.get(None, 0)], np.int64)
    taken = coded.indices.fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)
    valid = coded.indices.is_valid().to_numpy(zero_copy_only=False)
    return np.asarray(table[np.where(valid, taken, len(found))], np.int64)


def _refuse_word(word: str | None, name: str, words: Sequence[object]) -> None:
    if word in words:
        return
    allowed = ", ".join(str(one) for one in words if one is not None)
    da, en = (f"»{word}«", f"'{word}'") if word is not None else ("en tom celle", "an empty cell")
    raise Refusal(f"{name}: {da}; muligt: {allowed}", f"{name}: {en}; allowed: {allowed}")


def yes_no(column: Any, name: str, words: Sequence[object]) -> npt.NDArray[np.int64]:
    """Yes as 0 and no as 1, as `words` are; raises Refusal where a cell is empty."""
    if column.null_count:
        _refuse_word(None, name, words)
    return np.asarray(~column.to_numpy(zero_copy_only=False), np.int64)
