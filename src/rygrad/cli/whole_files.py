"""Files that a command writes beside what it says: refused before the work, written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

from rygrad.kb.problem import Refusal


def refuse_places(wanted: Mapping[str, Path | None], read: Mapping[str, Path]) -> None:
    """Raises Refusal where a file cannot be put: no such folder, or on what is read or another is put.

    `wanted` is by option, `read` by what it is called in a message.
    """
    named = {option: file for option, file in wanted.items() if file}
    for file in named.values():
        _refuse_folder(file)
        for name, other in read.items():
            if _is_same(file, other):
                raise Refusal(f"{file} er {name}, som læses", f"{file} is {name}, which is read")
    for (one, file), (two, other) in combinations(named.items(), 2):
        if _is_same(file, other):
            raise Refusal(f"{one} og {two} er samme fil: {file}", f"{one} and {two} are one file: {file}")


def write_whole(file: Path, text: str) -> None:
    """Writes beside and puts it in place, so that a full disk leaves no half file; OSError names `file`."""
    partial = file.with_name(f".{file.name}.{os.getpid()}.partial")
    try:
        partial.write_text(text, encoding="utf-8")
        partial.replace(file)
    except OSError as e:
        raise OSError(e.errno, e.strerror or str(e), str(file)) from e
    finally:
        partial.unlink(missing_ok=True)


def _refuse_folder(file: Path) -> None:
    if file.is_dir():
        raise Refusal(f"{file} er en mappe", f"{file} is a folder")
    if not file.parent.is_dir():
        raise Refusal(f"mappen {file.parent} findes ikke", f"there is no folder {file.parent}")


def _is_same(file: Path, other: Path) -> bool:
    return file.resolve() == other.resolve() or (file.exists() and other.exists() and file.samefile(other))
