"""A book to a folder: whole or not at all, and never over anything that is not a former book."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from rygrad.kb.problem import Refusal

MARKER = ".rygrad-book"  # lists the files of a book, so that a later one may take its place


class BookFault(Refusal):
    """The book cannot be written there."""


def write(files: Mapping[str, str], out: Path) -> None:
    """Writes the files into `out`, which must be new, empty or a former book; raises BookFault."""
    refuse_what_is_not_ours(out)
    target = out.absolute()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as beside:
            _fill(Path(beside) / "new", files)
            _swap(Path(beside), target)
    except OSError as e:
        why = e.strerror or type(e).__name__
        raise BookFault(f"{out}: kan ikke skrives ({why})", f"{out}: cannot be written ({why})") from e


def refuse_what_is_not_ours(out: Path) -> None:
    """Raises BookFault unless the folder is new, empty, or holds a former book and nothing else."""
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise BookFault(f"{out}: er ikke en mappe", f"{out}: is not a folder")
    if not out.exists():
        return
    if out.resolve() == Path.cwd().resolve():
        raise BookFault(
            f"{out}: vælg en anden mappe end den, du står i", f"{out}: choose another folder than this one"
        )
    try:
        strange = sorted(_files(out) - _listed(out))
    except OSError as e:
        why = e.strerror or type(e).__name__
        raise BookFault(f"{out}: kan ikke læses ({why})", f"{out}: cannot be read ({why})") from e
    if strange:
        raise BookFault(
            f"{out}: mappen rummer andet end en bog, fx {strange[0]}; intet er ændret",
            f"{out}: the folder holds other things than a book, such as {strange[0]}; nothing was changed",
        )


def _files(folder: Path) -> set[str]:
    return {f.relative_to(folder).as_posix() for f in folder.rglob("*") if f.is_symlink() or not f.is_dir()}


def _listed(folder: Path) -> set[str]:
    """The files a former book says are its own."""
    try:
        listed = json.loads((folder / MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return set()
    return {MARKER, *map(str, listed)} if isinstance(listed, list) else set()


def _fill(folder: Path, files: Mapping[str, str]) -> None:
    marker = {MARKER: json.dumps(sorted(files), indent=1)}
    for name, text in {**files, **marker}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def _swap(beside: Path, target: Path) -> None:
    """Puts the new folder in place of the old one, or leaves the old one standing."""
    former = beside / "former"
    if target.exists():
        target.rename(former)
    try:
        (beside / "new").rename(target)
    except OSError:
        if former.exists():
            former.rename(target)
        raise
    shutil.rmtree(former, ignore_errors=True)
