"""A disk that is full: every command says so, ends with 1, and shows no traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).parent / "rygrad"
FULL = Path("/dev/full")
pytestmark = pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")


def on_a_full_disk(*args: str, errors_too: bool = False) -> tuple[int, bytes]:
    """Exit code and standard error of a command whose result cannot be written."""
    with FULL.open("wb") as full:
        made = subprocess.run(
            [COMMAND, *args],
            input=b'{"fever": true}',
            stdout=full,
            stderr=full if errors_too else subprocess.PIPE,
            timeout=60,
            check=False,
        )
    return made.returncode, made.stderr or b""


@pytest.mark.parametrize(
    "args",
    [
        ("assess",),
        ("assess", "--json"),
        ("check",),
        ("check", "--trace"),
        ("book", "--out", "OUT"),
        ("guide",),
        ("--help",),
        ("assess", "--help"),
    ],
    ids=" ".join,
)
def test_the_result_could_not_be_written(args: tuple[str, ...], tmp_path: Path) -> None:
    code, said = on_a_full_disk(*(str(tmp_path / "book") if a == "OUT" else a for a in args))
    assert code == 1
    assert said.startswith(b"rygrad: kunne ikke skrive alt / could not write all: ")
    assert said.count(b"\n") == 1


@pytest.mark.parametrize(
    "args", [("assess",), ("assess", "no_such_file.json"), ("--no-such-option",)], ids=" ".join
)
def test_where_not_even_the_message_can_be_written_it_still_fails(args: tuple[str, ...]) -> None:
    code, _ = on_a_full_disk(*args, errors_too=True)
    assert code in (1, 2)
