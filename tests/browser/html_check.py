"""html-validate over pages as the server sends them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
PROGRAM = HERE / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
CONFIG = HERE / "htmlvalidate.mjs"


def html_faults(pages: dict[str, str], folder: Path) -> list[str]:
    """What is wrong with some pages, named; one line a fault with its place. Writes them to `folder`."""
    assert PROGRAM.exists(), "html-validate is not installed: npm ci --prefix tests/browser"
    names = {}
    for at, (name, html) in enumerate(pages.items()):
        file = folder / f"{at}.html"
        file.write_text(html, encoding="utf-8")
        names[str(file)] = name
    report = folder / "faults.json"  # a pipe would be cut off where the program ends
    done = subprocess.run(
        ["node", str(PROGRAM), "--formatter", f"json={report}", "--config", str(CONFIG), *names],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    assert report.exists(), f"html-validate broke: {done.stdout}{done.stderr}"  # it ends with 1 then, too
    return [
        f"{names[page['filePath']]}:{m['line']}:{m['column']}: {m['ruleId']}: {m['message']}"
        for page in json.loads(report.read_text(encoding="utf-8"))
        for m in page["messages"]
    ]
