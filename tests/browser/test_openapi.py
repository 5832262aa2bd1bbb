"""schemathesis asks the running API everything its own description allows and forbids."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from browser.live_site import LiveSite

PROGRAM = Path(sys.executable).with_name("schemathesis")
SETTINGS = Path(__file__).with_name("schemathesis.toml")
PATIENCE = 120  # seconds


def test_the_api_keeps_its_description(site: LiveSite, tmp_path: Path) -> None:
    """Its own command, because its pytest plugin does not fit pytest 9.2; every check it has."""
    done = subprocess.run(
        [
            str(PROGRAM),
            f"--config-file={SETTINGS}",
            "run",
            f"{site.address}/openapi.json",
            "--checks=all",
            "--max-examples=60",
            "--seed=1",
            "--no-color",
        ],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
