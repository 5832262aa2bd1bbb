"""Puts the program's present output into the README's output blocks; all else in the README stays.

    .venv/bin/python docs/refresh_readme.py

A block keeps the lines it shows: it starts and ends where it did, and `[...]` leaves out what it left out.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PARTS = {  # what each block shows, as (first line, line to stop before); None is the start or the end
    "assess examples/one_person.yaml --lang en": [
        (None, "  • Heat."),
        ("What rarely helps", "  • Strong opioids"),
        ("Keep an eye on this", "  • Phone a doctor the same day"),
        ("The rules await", None),
    ],
    "assess examples/emergency.json --lang en": [(" Phone now", "What a doctor")],
}


def output(command: str) -> list[str]:
    """The lines a command prints, on a fixed day."""
    rygrad = Path(sys.executable).with_name("rygrad")
    words = [str(rygrad), *command.split(), "--as-of", "2026-11-22"]
    done = subprocess.run(words, capture_output=True, text=True, check=True, cwd=ROOT)
    return [line.rstrip() for line in done.stdout.splitlines()]


def part(lines: list[str], first: str | None, stop: str | None) -> str:
    """The lines from one that starts with `first` to the one before `stop`."""
    start = next(n for n, line in enumerate(lines) if first is None or line.startswith(first))
    end = next(
        (n for n, line in enumerate(lines) if stop and n >= start and line.startswith(stop)), len(lines)
    )
    return "\n".join(lines[start:end]).rstrip()


def main() -> None:
    """Writes the README."""
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    for command, parts in PARTS.items():
        lines = output(command)
        block = "\n[...]\n\n".join(part(lines, first, stop) for first, stop in parts)
        mark = re.compile(rf"(<!-- output: {re.escape(command)} -->\n```text\n).*?(\n```)", re.S)
        text, count = mark.subn(lambda found, block=block: found[1] + block + found[2], text)
        if count != 1:
            raise SystemExit(f"README.md has {count} blocks for: {command}")
    readme.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
