"""The installed command as a shell starts it: encodings, pipes, and input that is meant to break it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).parent / "rygrad"


def rygrad(*args: str, given: bytes, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    """The installed command, as from a shell."""
    return subprocess.run(
        [COMMAND, *args],
        input=given,
        capture_output=True,
        timeout=60,
        env=os.environ | (env or {}),
        check=False,
    )


def test_the_installed_command_reads_standard_input() -> None:
    made = rygrad("assess", "--json", given=b'{"id": "\xc3\xa6", "answers": {"fever": true}}')
    assert (made.returncode, made.stderr) == (0, b"")
    assert json.loads(made.stdout)["id"] == "æ"


@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
    ],
)
def test_json_is_utf_8_in_any_locale_and_text_never_fails(env: dict[str, str]) -> None:
    given = '{"id": "æ 🦴", "answers": {"fever": true}}'.encode()
    made = rygrad("assess", "--json", given=given, env=env)
    assert (made.returncode, made.stderr) == (0, b"")
    assert json.loads(made.stdout.decode("utf-8"))["id"] == "æ 🦴"
    told = rygrad("assess", given=given, env=env)
    assert (told.returncode, told.stderr) == (0, b"")
    assert len(told.stdout) > 200
    wrong = rygrad("assess", given='{"fæver": true}'.encode(), env=env)
    assert (wrong.returncode, wrong.stdout) == (2, b"")
    assert b"Traceback" not in wrong.stderr


def test_half_a_character_in_an_id_is_written_as_it_was_read() -> None:
    made = rygrad("assess", "--json", given=b'{"id": "\\ud83e", "answers": {}}')
    assert (made.returncode, made.stderr) == (0, b"")
    assert json.loads(made.stdout)["id"] == "\ud83e"


@pytest.mark.parametrize("form", [["--json"], []])
def test_a_reader_that_stops_early_is_no_fault(form: list[str]) -> None:
    """As `rygrad assess people.json | head -1`: no message, whether much or little was left to write."""
    for people in ("[]", "[{}]", "[" + ", ".join(['{"fever": true}'] * 30) + "]"):
        process = subprocess.Popen(
            [COMMAND, "assess", *form], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        process.stdin.write(people.encode())
        process.stdin.close()
        said = process.stderr.read()
        process.stderr.close()
        process.wait(timeout=60)
        assert said == b""


def test_no_standard_input_at_all_is_told() -> None:
    made = subprocess.run(
        ["/bin/sh", "-c", 'exec "$0" assess --lang en <&-', COMMAND],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (made.returncode, made.stdout) == (2, b"")
    assert b"rygrad guide" in made.stderr
    assert b"Traceback" not in made.stderr


def test_a_hundred_megabytes_on_standard_input_are_refused(tmp_path: Path) -> None:
    large = tmp_path / "large"
    with large.open("wb") as stream:
        stream.truncate(100 * 1024 * 1024)
    started = time.perf_counter()
    with large.open("rb") as stream:
        made = subprocess.run(
            [COMMAND, "assess", "--lang", "en"], stdin=stream, capture_output=True, timeout=60, check=False
        )
    assert (made.returncode, made.stdout) == (2, b"")
    assert made.stderr == b"<stdin>: the file is over 20 MB; split it into smaller files\n"
    assert time.perf_counter() - started < 10


@pytest.mark.parametrize(
    "given",
    [b"[" * 100_000, b"- " * 100_000, b"\xff", b"a: &a [*a]", b"", b"{", b'{"age": 1' + b"0" * 5000 + b"}"],
    ids=["brackets", "dashes", "bytes", "circle", "empty", "half", "digits"],
)
def test_no_input_ends_in_a_traceback(given: bytes) -> None:
    made = rygrad("assess", "--json", given=given)
    assert (made.returncode, made.stdout) == (2, b"")
    assert made.stderr.startswith(b"<stdin>")
    assert b"Traceback" not in made.stderr
