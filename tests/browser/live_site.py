"""The site as its own process: the very command a person runs, or one whose calendar a test turns."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rygrad.shell.clinics import load, opened

DEMO = Path(__file__).parents[2] / "examples" / "clinics_demo.csv"
CLOSED = "closed-example"
START_WITHIN = 30.0  # seconds; the machine may be busy
STOP_WITHIN = 10.0
SEED = Path(__file__).parents[3] / "shared" / "seed" / "laendesmerter.md"


@dataclass(frozen=True)
class LiveSite:
    """A running site: its address without a slash at the end, its data folder, its calendar if it has one."""

    address: str
    folder: Path
    calendar: Path | None = None

    def turn_to(self, day: date) -> None:
        """Makes it another day on the site."""
        assert self.calendar is not None, "this site follows the clock of the machine"
        self.calendar.write_text(day.isoformat(), encoding="utf-8")

    def log(self) -> str:
        """What the server has complained of so far."""
        return (self.folder.parent / "server.log").read_text(encoding="utf-8")


@contextmanager
def live_site(folder: Path, day: date | None = None, clinics: bool = True) -> Iterator[LiveSite]:
    """A site on a free port of this machine; stopped, and its log found without faults, at the end."""
    folder.mkdir(parents=True)
    data, calendar = folder / "site", folder / "today" if day else None
    if calendar and day:
        calendar.write_text(day.isoformat(), encoding="utf-8")
    (data / "articles").mkdir(parents=True)
    shutil.copy(SEED, data / "articles")  # an article of the site's own, beside ours
    if clinics:
        load_clinics(data)
    with (folder / "server.log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(
            _command(data, calendar), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, text=True
        )
        try:
            site = LiveSite(_address(server), data, calendar)
            _wait_for(f"{site.address}/health")
            yield site
        finally:
            _stop(server)
    assert "Traceback" not in site.log(), site.log()


def load_clinics(data: Path) -> None:
    """The invented clinics that come along, and one that has left the list."""
    with opened(data) as directory:
        load(DEMO, directory)
        all_ = directory.everything()
        directory.replace([*all_, all_[0].model_copy(update={"id": CLOSED})], date.today())
        directory.replace(all_, date.today())


def _command(data: Path, calendar: Path | None) -> list[str]:
    if calendar is not None:
        return [sys.executable, str(Path(__file__).with_name("serve_on_a_day.py")), str(data), str(calendar)]
    rygrad = str(Path(sys.executable).with_name("rygrad"))
    options = ["--host", "127.0.0.1", "--port", "0", "--data", str(data), "--requests-a-minute", "0"]
    return [rygrad, "serve", *options]


def _address(server: subprocess.Popen[str]) -> str:
    """The address the server prints; fails when it stops instead."""
    assert server.stdout is not None
    line = server.stdout.readline().strip()
    assert line.startswith("http://127.0.0.1:"), f"the site did not start: {line!r}"
    return line.rstrip("/")


def _wait_for(address: str) -> None:
    until = time.monotonic() + START_WITHIN
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                assert answer.status == 200
                return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError(f"{address} did not answer within {START_WITHIN} s")


def _stop(server: subprocess.Popen[str]) -> None:
    server.terminate()
    try:
        server.wait(STOP_WITHIN)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
    assert server.stdout is not None
    server.stdout.close()
