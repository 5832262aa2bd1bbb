"""`rygrad batch` stopped in every way: never a half OUT, and the same command goes on to the same bytes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from batches import batch, rows, written
from people import people

from rygrad.kb.knowledge import Knowledge
from rygrad.kb.problem import Refusal
from rygrad.population import answer_files
from rygrad.population import batch as batches
from rygrad.population.answers_in import Reading, open_answers

PEOPLE = 2_000  # at 950 the ninth part is done, and the eighth is saved
AT_ONCE = 128  # people a part

# The command with small parts, which ends itself by a signal when so many people are done.
STOPPED = """
import os, sys
from rygrad.cli import main
from rygrad.population import answer_files, batch
from rygrad.cli import batch as command
answer_files.PEOPLE, batch.PARTS_A_SAVE = int(sys.argv[1]), 2
at, signal = int(sys.argv[2]), int(sys.argv[3])
def seen(done, of):
    if done >= at:
        os.kill(os.getpid(), signal)
from contextlib import nullcontext
command._progress = lambda people: nullcontext(seen)
sys.argv[1:] = sys.argv[4:]
main()
"""


@pytest.fixture(scope="module")
def answers(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """People of whom some are refused, in a folder of three files."""
    folder = tmp_path_factory.mktemp("in") / "in"
    folder.mkdir()
    table = people(knowledge.program, PEOPLE, seed=9).combine_chunks()
    ages = [999 if at % 97 == 5 else age for at, age in enumerate(table.column("age").to_pylist())]
    table = table.set_column(table.column_names.index("age"), "age", pa.array(ages, pa.int16()))
    for at in range(0, PEOPLE, 700):
        pq.write_table(table.slice(at, 700), folder / f"{at:05}.parquet", row_group_size=300)
    return folder


@pytest.fixture(scope="module", autouse=True)
def small() -> Iterator[None]:
    """Small parts, saved often."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(answer_files, "PEOPLE", AT_ONCE)
        patch.setattr(batches, "PARTS_A_SAVE", 2)
        yield


def stopped(at: int, by: signal.Signals, answers: Path, out: Path, *words: str) -> Any:
    """The command in a process of its own, ended by a signal when `at` people are done."""
    told = [str(AT_ONCE), str(at), str(int(by)), "batch", str(answers), str(out), "--lang", "en", *words]
    return subprocess.run(
        [sys.executable, "-c", STOPPED, *told], capture_output=True, text=True, timeout=120, check=False
    )


@pytest.fixture(scope="module")
def whole(answers: Path) -> Path:
    """What an undisturbed run writes."""
    made = answers.with_name("whole.parquet")
    done = batch(answers, made)
    assert done.exit_code == 0, done.stderr
    return made


@pytest.mark.parametrize(
    ("by", "at", "went_on"),
    [
        (signal.SIGKILL, 950, True),
        (signal.SIGKILL, 1, False),
        (signal.SIGINT, 700, True),
        (signal.SIGINT, 1, True),
    ],
)
def test_the_same_command_goes_on_to_the_same_bytes(
    by: signal.Signals, at: int, went_on: bool, answers: Path, whole: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.parquet"
    ended = stopped(at, by, answers, out)
    assert ended.returncode == (130 if by == signal.SIGINT else -by), ended.stderr
    assert not out.exists()
    assert not (tmp_path / "out.refused.parquet").exists()
    assert (tmp_path / "out.parquet.parts").is_dir()
    if by == signal.SIGINT:
        assert "Run the same command again to go on" in ended.stderr
    done = batch(answers, out)
    assert done.exit_code == 0, done.stderr
    assert ("Went on after" in done.stderr) == went_on
    assert out.read_bytes() == whole.read_bytes()
    assert rows(tmp_path / "out.refused.parquet") == rows(whole.with_name("whole.refused.parquet"))
    assert len(rows(out)) + len(rows(tmp_path / "out.refused.parquet")) == PEOPLE
    assert sorted(f.name for f in tmp_path.iterdir()) == ["out.parquet", "out.refused.parquet"]


@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGINT])
def test_many_small_files_go_on_to_the_same_bytes_too(
    by: signal.Signals, answers: Path, whole: Path, tmp_path: Path
) -> None:
    table = pq.read_table(answers)
    (tmp_path / "in").mkdir()
    for at in range(0, PEOPLE, 37):
        pq.write_table(table.slice(at, 37), tmp_path / "in" / f"{at:05}.parquet")
    assert batch(tmp_path / "in", tmp_path / "undisturbed.parquet").exit_code == 0
    stopped(950, by, tmp_path / "in", tmp_path / "out.parquet")
    assert "Went on after" in batch(tmp_path / "in", tmp_path / "out.parquet").stderr
    assert (tmp_path / "out.parquet").read_bytes() == (tmp_path / "undisturbed.parquet").read_bytes()
    assert rows(tmp_path / "out.parquet") == rows(whole)
    aside = rows(tmp_path / "out.refused.parquet")
    assert aside == rows(tmp_path / "undisturbed.refused.parquet")
    assert len(aside) == PEOPLE - len(rows(whole))


def test_another_input_or_other_options_start_over(answers: Path, whole: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    assert stopped(1000, signal.SIGKILL, answers, out).returncode == -signal.SIGKILL
    done = batch(answers, out, "--nan", "missing")
    assert "started over" in done.stderr
    assert rows(out) == rows(whole)


def test_an_old_out_stays_until_the_new_one_is_whole(answers: Path, whole: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    out.write_text("old")
    assert stopped(1000, signal.SIGKILL, answers, out, "--replace").returncode == -signal.SIGKILL
    assert out.read_text() == "old"
    assert "Went on" in batch(answers, out, "--replace").stderr
    assert out.read_bytes() == whole.read_bytes()


def test_outcomes_shorter_than_said_are_made_anew(answers: Path, whole: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    stopped(1000, signal.SIGKILL, answers, out)
    os.truncate(tmp_path / "out.parquet.parts" / "outcomes", 100)
    assert "Went on" not in batch(answers, out).stderr
    assert out.read_bytes() == whole.read_bytes()


def test_two_at_once_are_not_let_in(answers: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    half = batches.HalfDone(out, {})
    try:
        done = batch(answers, out)
        assert done.exit_code == 2
        assert "another run is at work" in done.stderr
    finally:
        half.leave()


def test_refused_people_of_an_earlier_out_go_with_it(tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    batch(written(tmp_path / "in.parquet", {"age": [999]}), out)
    assert (tmp_path / "out.refused.parquet").exists()
    batch(written(tmp_path / "in.parquet", {"age": [40]}), out, "--replace")
    assert not (tmp_path / "out.refused.parquet").exists()


def test_an_input_that_changes_on_the_way_gives_no_out(knowledge: Knowledge, tmp_path: Path) -> None:
    file = written(tmp_path / "in.parquet", {"age": [40] * 1000})
    source = open_answers(str(file), knowledge, Reading())
    with pytest.raises(Refusal, match="changed on the way"):
        batches.run(source, tmp_path / "out.parquet", knowledge, seen=lambda *_: os.utime(file, (1, 1)))
    assert list(tmp_path.iterdir()) == [file]


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 kB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a small disk cannot be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk(answers: Path, tiny: Path) -> None:
    done = stopped(10**9, signal.SIGKILL, answers, tiny / "out.parquet")
    assert done.returncode == 1, done.stderr
    assert "No space left on device" in done.stderr
    assert str(tiny / "out.parquet") in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tiny / "out.parquet").exists()


def test_a_pipe_sees_no_progress_bar(answers: Path, tmp_path: Path) -> None:
    rygrad = Path(sys.executable).with_name("rygrad")
    done = subprocess.run(
        [rygrad, "batch", answers, tmp_path / "out.parquet"], capture_output=True, text=True, check=True
    )
    assert "\x1b" not in done.stderr
    assert "\r" not in done.stderr
    assert done.stdout == f"{tmp_path / 'out.parquet'}\n"
