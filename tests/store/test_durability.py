"""Killed while it writes at full speed: every acknowledged day is there afterwards, nothing is corrupt."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from rygrad.store.database import FILE, open_database
from rygrad.store.diaries import Store

WRITER = """
import sys
from datetime import date
from pathlib import Path
from rygrad.care.diary import Entry
from rygrad.store.database import open_database
from rygrad.store.diaries import Store

store = Store(open_database(Path(sys.argv[1])))
first = int(sys.argv[3])
for at in range(first, first + 3000):
    store.write(sys.argv[2], Entry(date.fromordinal(at), at % 11, at % 600, None, None))
    print(at, flush=True)
"""
FIRST = date(2020, 1, 1).toordinal()


def killed_after(seconds: float, folder: Path, key: str, first: int) -> list[int]:
    """Lets a process write until it is killed; the days it has acknowledged."""
    command = [sys.executable, "-c", WRITER, str(folder), key, str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        acknowledged = [int(writer.stdout.readline())]
        time.sleep(seconds)
        os.kill(writer.pid, signal.SIGKILL)
        acknowledged += [int(line) for line in writer.stdout if line.endswith("\n")]
    return acknowledged


def all_there(folder: Path, key: str, acknowledged: list[int]) -> None:
    """Every acknowledged day is kept, whole; the file is in order."""
    diary = Store(open_database(folder)).diary(key)
    assert diary is not None
    kept = {e.day.toordinal(): (e.pain, e.minutes) for e in diary.entries}
    assert {at: (at % 11, at % 600) for at in acknowledged}.items() <= kept.items()
    with sqlite3.connect(folder / FILE) as database:
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
    database.close()


@pytest.mark.parametrize("seconds", [0.05, 0.21])
def test_killed_while_writing(tmp_path: Path, seconds: float) -> None:
    key = Store(open_database(tmp_path)).start("da", None, None, date(2020, 1, 1))
    acknowledged = killed_after(seconds, tmp_path, key, FIRST)
    assert len(acknowledged) > 5
    all_there(tmp_path, key, acknowledged)


def test_two_processes_write_to_one_diary_at_once(tmp_path: Path) -> None:
    key = Store(open_database(tmp_path)).start("da", None, None, date(2020, 1, 1))
    writer = WRITER.replace("3000", "150")
    firsts = (FIRST, FIRST + 1000)
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", writer, str(tmp_path), key, str(first)], stdout=subprocess.PIPE, text=True
        )
        for first in firsts
    ]
    said = [process.communicate(timeout=60)[0].split() for process in writers]
    assert [len(days) for days in said] == [150, 150]
    all_there(tmp_path, key, [int(day) for days in said for day in days])


@pytest.mark.slow
def test_killed_again_and_again(tmp_path: Path) -> None:
    key = Store(open_database(tmp_path)).start("da", None, None, date(2020, 1, 1))
    acknowledged: list[int] = []
    for at in range(25):
        acknowledged += killed_after(0.01 * at, tmp_path, key, FIRST + 100 * at)
        all_there(tmp_path, key, acknowledged)
