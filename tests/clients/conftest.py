"""A site, and the environment of its own in which other people's clients run."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser.live_site import LiveSite, live_site

HERE = Path(__file__).parent
PYTHON = HERE.parents[1] / "build" / "clients-venv" / "bin" / "python"

Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    """The site as `rygrad serve` runs it."""
    with live_site(tmp_path_factory.mktemp("live") / "site", clinics=False) as running:
        yield running


@pytest.fixture(scope="package")
def ask() -> Ask:
    """Runs a program of this folder in the clients' environment and gives what it printed."""

    def run(program: str, *arguments: str) -> dict[str, Any]:
        assert PYTHON.is_file(), "no clients: run tests/clients/install.sh"
        # Isolated, so that it sees neither our source nor our packages.
        command = [str(PYTHON), "-I", str(HERE / program), *arguments]
        ran = subprocess.run(command, capture_output=True, text=True, timeout=60)
        assert ran.returncode == 0, ran.stderr
        made: dict[str, Any] = json.loads(ran.stdout)
        return made

    return run
