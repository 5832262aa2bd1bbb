"""Lighthouse on one page, as a phone on a slow network would meet it."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from browser.chromium import FLAGS, chromium_path

PROGRAM = Path(__file__).with_name("node_modules") / "lighthouse" / "cli" / "index.js"
CATEGORIES = ("performance", "accessibility", "best-practices")
PATIENCE = 120  # seconds
MISSED = "NO_NAVSTART"  # the browser's own recording lost its beginning; nothing was measured
AGAIN = 3


def scores(address: str, cookie: str | None, report: Path) -> dict[str, int]:
    """The scores 0-100 of a page by category; `cookie` is sent along; the report is kept as JSON."""
    assert PROGRAM.exists(), "lighthouse is not installed: npm ci --prefix tests/browser"
    command = [
        "node",
        str(PROGRAM),
        address,
        "--quiet",
        "--output=json",
        f"--output-path={report}",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags=--headless=new {' '.join(f for f in FLAGS if ' ' not in f)}",
        "--no-enable-error-reporting",
    ]
    if cookie:
        command.append(f"--extra-headers={json.dumps({'Cookie': cookie})}")
    environment = os.environ | {"CHROME_PATH": chromium_path()}
    done = _run(command, environment)
    for _ in range(AGAIN):
        if done.returncode == 0 or MISSED not in done.stderr:
            break
        done = _run(command, environment)
    assert done.returncode == 0, done.stderr
    found = json.loads(report.read_text(encoding="utf-8"))
    return {name: round(100 * found["categories"][name]["score"]) for name in CATEGORIES}


def _run(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=environment,
        timeout=PATIENCE,
        check=False,
    )


def losses(report: Path) -> list[str]:
    """What cost points, for the message of a failing test."""
    audits = json.loads(report.read_text(encoding="utf-8"))["audits"].values()
    lost = [a for a in audits if a.get("score") is not None and a["score"] < 0.9]
    return [f"{a['id']}: {a.get('displayValue', a['title'])}" for a in lost]
