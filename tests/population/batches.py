"""What tests of `rygrad batch` share: small tables, and the command run in this process."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner, Result

from rygrad.cli import app
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.load import load


def written(path: Path, columns: dict[str, Any], **how: Any) -> Path:
    """A Parquet file of these columns."""
    pq.write_table(pa.table(columns), path, **how)
    return path


@cache
def _shipped() -> Knowledge:
    return load()


def batch(*words: object) -> Result:
    """`rygrad batch`, in English, with the knowledge that ships, which is loaded once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rygrad.cli.batch.knowledge_of", lambda *_: _shipped())
        return CliRunner().invoke(app, ["batch", *map(str, words), "--lang", "en"])


def refused(folder: Path, *words: object) -> str:
    """What is said by a command that must refuse, exit 2, and leave the folder as it was."""
    before = sorted(folder.rglob("*"))
    done = batch(*words)
    assert done.exit_code == 2, (done.stderr, done.exception)
    assert "Traceback" not in done.stderr
    assert sorted(folder.rglob("*")) == before
    return done.stderr


def rows(path: Path, *columns: str) -> list[dict[str, Any]]:
    """The rows of a Parquet file, of some columns or all."""
    found: list[dict[str, Any]] = pq.read_table(path, columns=list(columns) or None).to_pylist()
    return found
