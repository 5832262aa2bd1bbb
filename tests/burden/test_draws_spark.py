"""Draws over Spark: to the last digit those of processes, and what cannot be done is told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rygrad.cli import app
from rygrad.cluster.session import not_done

RYGRAD = Path(sys.executable).parent / "rygrad"
SMALL = ("--scenario", "walking", "--draws", "3", "--people", "60", "--years", "1", "--json")


def simulate(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    told = [RYGRAD, "simulate", *SMALL, *words, "--lang", "en"]
    return subprocess.run(
        told, capture_output=True, text=True, check=False, timeout=240, env=os.environ | env
    )


def test_gives_what_processes_give_in_every_wave() -> None:
    many = ("--draws", "80")
    spread = simulate(*many, "--engine", "spark")
    assert (spread.returncode, spread.stderr) == (0, "")
    assert spread.stdout == simulate(*many, "--processes", "1").stdout
    assert len(json.loads(spread.stdout)["waves"]) > 1


@pytest.mark.slow
def test_gives_it_on_a_cluster_of_two_workers() -> None:
    """Workers that are programs of their own, as on machines of their own."""
    spread = simulate(
        "--engine", "spark", "--master", "local-cluster[2,1,1024]", PYSPARK_PYTHON=sys.executable
    )
    assert spread.returncode == 0, spread.stderr
    assert spread.stdout == simulate("--processes", "1").stdout


def test_a_machine_without_what_the_program_needs_is_told(tmp_path: Path) -> None:
    bare = tmp_path / "python"
    bare.write_text(f'#!/bin/sh\nexec "{sys.executable}" -S "$@"\n')  # without installed packages
    bare.chmod(0o755)
    done = simulate("--engine", "spark", PYSPARK_PYTHON=str(bare))
    assert (done.returncode, done.stdout) == (2, "")
    assert "Does every machine have this program" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_no_fault_of_spark_stays_what_it_is() -> None:
    with pytest.raises(ZeroDivisionError), not_done():
        raise ZeroDivisionError


def test_a_master_that_is_none_is_refused() -> None:
    done = simulate("--engine", "spark", "--master", "moon://here")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Spark cannot start" in done.stderr
    assert "Master must" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--engine", "spark"), "--engine needs --draws"),
        (("--draws", "3", "--master", "spark://x"), "--master goes with --engine spark"),
        (
            ("--draws", "3", "--engine", "spark", "--processes", "2"),
            "--processes goes with --engine processes",
        ),
    ],
)
def test_options_that_do_not_go_together_are_refused(words: tuple[str, ...], says: str) -> None:
    done = CliRunner().invoke(app, ["simulate", *words, "--lang", "en"])
    assert (done.exit_code, done.stdout) == (2, "")
    assert says in done.stderr
