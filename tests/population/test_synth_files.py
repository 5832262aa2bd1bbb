"""The file of synthetic people and the command `synth`: the same bytes, whole or not there, refusals told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from rygrad.cli import app
from rygrad.kb.knowledge import Knowledge
from rygrad.population import synth
from rygrad.population.answer_files import LABEL
from rygrad.population.synth import Wanted, lines, write
from rygrad.population.synth_draws import BLOCK
from rygrad.population.synth_people import People


@pytest.fixture(scope="module")
def people(knowledge: Knowledge) -> People:
    return People(knowledge)


def test_the_same_seed_gives_the_same_bytes_and_says_what_it_is(
    tmp_path: Path, people: People, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(synth, "BLOCKS_TOGETHER", 1)
    wanted = Wanted(BLOCK + 5, seed=9)
    first, second = tmp_path / "a.parquet", tmp_path / "b.parquet"
    write(people, wanted, first)
    write(People(knowledge), wanted, second)
    assert first.read_bytes() == second.read_bytes()
    file = pq.ParquetFile(first)
    said = file.schema_arrow.metadata
    assert said[b"rygrad.label"].decode() == LABEL
    assert said[b"rygrad.seed"] == b"9"
    assert said[b"rygrad.knowledge"].decode() == knowledge.version
    assert file.metadata.num_row_groups == 2
    assert pc.all(file.read(["synthetic"]).column(0)).as_py()


def test_csv_and_json_lines_hold_the_same_people(tmp_path: Path, people: People) -> None:
    wanted = Wanted(300, seed=2, missing=0.1)
    write(people, wanted, tmp_path / "a.csv")
    write(people, wanted, tmp_path / "a.parquet")
    read = pa_csv.read_csv(
        tmp_path / "a.csv", convert_options=pa_csv.ConvertOptions(strings_can_be_null=True)
    ).to_pylist()
    assert read == pq.read_table(tmp_path / "a.parquet").to_pylist()
    assert all(row["synthetic"] is True for row in read)
    made = CliRunner().invoke(app, ["synth", "300", "--seed", "2", "--missing", "0.1"]).stdout
    assert made.splitlines() == list(lines(people, wanted))


def test_what_stops_in_the_middle_leaves_the_old_file(tmp_path: Path, people: People) -> None:
    out = tmp_path / "a.parquet"
    write(people, Wanted(10), out)
    old = out.read_bytes()

    def stop(done: int, of: int) -> None:
        if done == of:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(people, Wanted(2 * BLOCK), out, stop)
    assert out.read_bytes() == old
    assert [file.name for file in tmp_path.iterdir()] == ["a.parquet"]


@pytest.mark.parametrize("ending", ["parquet", "csv"])
def test_a_disk_that_fills_up_is_told_and_leaves_nothing(ending: str, tmp_path: Path) -> None:
    limited = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000));"
        f"sys.argv = ['rygrad', 'synth', '40000', '--out', 'a.{ending}'];"
        "from rygrad.cli import main; main()"
    )
    made = subprocess.run(
        [sys.executable, "-c", limited], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert made.returncode == 1
    assert made.stderr == f"rygrad: kunne ikke bruge / could not use a.{ending}: File too large\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["0"], "N: 0 will not do; must be from 1 to 100000000"),
        (["5", "--missing", "1.5"], "--missing: 1.5 will not do; must be from 0 to 1"),
        (["5", "--missing", "nan"], "--missing: nan will not do; must be from 0 to 1"),
        (["5", "--seed", "-1"], "--seed: -1 will not do; must be from 0 to 9223372036854775807"),
        (["5", "--out", "a.txt"], "--out: a.txt: the name must end in .parquet / .csv"),
        (["5", "--out", "nowhere/a.csv"], "--out: there is no folder nowhere"),
        (["5", "--replace"], "--replace belongs to --out"),
        (["5", "--seed", "9" * 20], f"--seed: {'9' * 20} will not do; must be from 0 to 9223372036854775807"),
        (["9" * 20], f"N: {'9' * 20} will not do; must be from 1 to 100000000"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_input_is_told(args: list[str], said: str) -> None:
    made = CliRunner().invoke(app, ["synth", *args, "--lang", "en"])
    assert (made.exit_code, made.stderr.strip(), made.stdout) == (2, said, "")


def test_a_file_that_is_there_is_kept_unless_told(tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    out.write_text("mine", encoding="utf-8")
    args = ["synth", "5", "--out", str(out), "--lang", "en"]
    made = CliRunner().invoke(app, args)
    said = f"--out: {out} is there already; use --replace to write a new one"
    assert (made.exit_code, made.stderr.strip(), out.read_text("utf-8")) == (2, said, "mine")
    made = CliRunner().invoke(app, [*args, "--replace"])
    label = "5 synthetic people; none of them is real (--seed 1)"
    assert (made.exit_code, made.stderr.strip(), made.stdout.strip()) == (0, label, str(out))
    assert out.read_text("utf-8").count("\n") == 6


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="no folder that nobody may write to")
def test_a_folder_that_nobody_may_write_to_is_told() -> None:
    made = CliRunner().invoke(app, ["synth", "5", "--out", "/proc/self/a.parquet"])
    assert isinstance(made.exception, OSError)
    assert (made.exception.filename, made.stdout) == ("/proc/self/a.parquet", "")
