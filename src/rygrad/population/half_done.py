"""The folder OUT.parts: what is done of a long run, so that the same command goes on where it stopped.

It holds the outcomes as far as they are written, the refused answers of each part, and `done.json`,
which is replaced in one step and names no more than what is surely on the disk. OUT itself appears whole.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from rygrad.kb.problem import Refusal
from rygrad.population.outcome_file import Mark, OutcomeFile, Reached

REFUSED = pa.schema(
    [
        pa.field("file", pa.string()),
        pa.field("row", pa.int64()),
        pa.field("id", pa.string()),
        pa.field("column", pa.string()),
        pa.field("value", pa.string()),
        pa.field("reason", pa.string()),
    ]
)
Key = Mapping[str, Any]
_OURS = re.compile(r"lock|outcomes|refused|refused-\d+\.parquet|done\.json(\.new)?")


def refused_file(out: Path) -> Path:
    """Where the refused answers of an OUT stand."""
    return out.with_name(f"{out.stem}.refused.parquet")


@dataclass(frozen=True)
class Count:
    """How often one question had one fault, and where it was first: the value, its row and file."""

    people: int
    value: str
    row: int
    file: str


@dataclass(frozen=True)
class Done:
    """How far a run is: the file and row to go on from, people read and refused, and why.

    Replaced as a whole after each part, so that a run stopped at any moment has a true one.
    """

    file: int = 0
    row: int = 0
    parts: int = 0
    people: int = 0
    refused: int = 0
    synthetic: bool = False  # somebody is said to be invented
    reasons: dict[str, Count] = field(default_factory=dict)
    reached: Reached | None = None


class HalfDone:
    """One run's folder; nobody else may use it meanwhile."""

    def __init__(self, out: Path, key: Key) -> None:
        self.out, self.key = out, json.loads(json.dumps(key))
        self.folder = out.with_name(f"{out.name}.parts")
        self.outcomes = self.folder / "outcomes"
        self.refused_out = refused_file(out)
        self.started_over = False
        self.folder.mkdir(exist_ok=True)
        self._refuse_others()
        self.lock = self._locked()
        self.mark: Mark | None = None
        self.done = self._found() or self._emptied()

    def file(self, schema: Any) -> OutcomeFile:
        """The outcomes, open for what is to come."""
        return OutcomeFile(self.outcomes, schema, {}, self.mark)

    def keep_refused(self, refused: Any) -> None:
        """Keeps the refused answers of the part that is being done."""
        if refused.num_rows:
            _write(refused, self.folder / f"refused-{self.done.parts:06}.parquet")

    def save(self, file: OutcomeFile) -> None:
        """From here the run can go on."""
        done = self.done
        if done.reached is None:
            return
        mark = file.mark(done.reached)
        told = json.dumps({"key": self.key, "done": asdict(done), "mark": asdict(mark)})
        new = self.folder / "done.json.new"
        with new.open("w", encoding="utf-8") as written:
            written.write(told)
            written.flush()
            os.fsync(written.fileno())
        new.replace(self.folder / "done.json")
        self.mark = mark

    def refuse_other(self, key: Key) -> None:
        """Raises Refusal when what is read became another while it was read; what was done is no use then."""
        if json.loads(json.dumps(key)) != self.key:
            self.mark = None
            raise Refusal(
                f"{self.out}: IN eller viden blev ændret undervejs; kør kommandoen igen",
                f"{self.out}: IN or the knowledge changed on the way; run the command again",
            )

    def finish(self) -> None:
        """Puts the refused answers and then OUT in their places, whole, and clears away."""
        pieces = sorted(self.folder.glob("refused-*.parquet"))
        self.refused_out.unlink(missing_ok=True)
        if pieces:
            joined = self.folder / "refused"
            with pq.ParquetWriter(joined, REFUSED, compression="zstd") as writer:
                for piece in pieces:
                    writer.write_table(pq.read_table(piece, schema=REFUSED))
            _sync(joined)
            joined.replace(self.refused_out)
        self.outcomes.replace(self.out)
        _sync(self.out.parent)
        self.clear()

    def clear(self) -> None:
        """Removes the folder and lets others in."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.leave()

    def leave(self) -> None:
        """Lets others in; what is done stays."""
        if self.lock >= 0:
            os.close(self.lock)
            self.lock = -1

    def _refuse_others(self) -> None:
        """Raises Refusal where the folder holds what no run of ours put there; it would be cleared away."""
        others = [f for f in sorted(self.folder.iterdir()) if not _OURS.fullmatch(f.name) or f.is_dir()]
        if others:
            raise Refusal(
                f"{others[0]} er ikke vores; flyt {self.folder} eller vælg et andet OUT",
                f"{others[0]} is not ours; move {self.folder} away or choose another OUT",
            )

    def _locked(self) -> int:
        lock = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(lock)
            raise Refusal(
                f"{self.out}: en anden kørsel arbejder på den; vent til den er færdig",
                f"{self.out}: another run is at work on it; wait until it is done",
            ) from None
        return lock

    def _found(self) -> Done | None:
        """What an earlier run of the same command did, or None."""
        try:
            told = json.loads((self.folder / "done.json").read_text(encoding="utf-8"))
            done, key, groups = told["done"], told["key"], tuple(told["mark"]["groups"])
            mark = Mark(**{**told["mark"], "groups": groups})
            reasons = {name: Count(**count) for name, count in done["reasons"].items()}
            made = Done(**{**done, "reached": Reached(**done["reached"]), "reasons": reasons})
            whole = self.outcomes.stat().st_size >= mark.at
        except (OSError, ValueError, KeyError, TypeError):
            return None
        self.started_over = key != self.key
        if self.started_over or not whole:
            return None
        self.mark = mark
        return made

    def _emptied(self) -> Done:
        for left in self.folder.iterdir():
            if left.name != "lock":
                left.unlink()
        return Done()


def _write(table: Any, path: Path) -> None:
    pq.write_table(table, path, compression="zstd")
    _sync(path)


def _sync(path: Path) -> None:
    at = os.open(path, os.O_RDONLY)
    try:
        os.fsync(at)
    finally:
        os.close(at)
