"""The site with a calendar that a test can turn: `today` is what stands in a file.

Usage: python serve_on_a_day.py DATA_FOLDER CALENDAR_FILE
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from rygrad.kb.load import load
from rygrad.web.serve import serve
from rygrad.web.settings import prepared


def main(folder: Path, calendar: Path) -> None:
    """Serves until it is stopped, and prints the address."""
    settings = replace(
        prepared(load(), folder, requests_a_minute=0),
        today=lambda: date.fromisoformat(calendar.read_text(encoding="utf-8")),
    )
    serve(settings, "127.0.0.1", 0, lambda address: print(address, flush=True))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
