"""`rygrad serve` as a process: it says where it is, refuses what it cannot do, and stops when told."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import httpx2
import pytest

from rygrad.web.serve import listen

COMMAND = [str(Path(sys.executable).with_name("rygrad")), "serve"]


@contextmanager
def serving(*options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running site and its address."""
    with subprocess.Popen(
        [*COMMAND, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


def test_says_its_address_and_answers_there(tmp_path: Path) -> None:
    with serving("--port", "0", "--data", str(tmp_path / "new" / "site")) as (process, address):
        assert httpx2.get(f"{address}health").json()["status"] == "ok"
        assert "Ondt i ryggen?" in httpx2.get(address, headers={"Accept-Language": "da"}).text
        assert (tmp_path / "new" / "site" / "secret").stat().st_mode & 0o077 == 0
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
        assert (process.returncode, out, err) == (130, "", "")


def test_the_secret_stays_from_start_to_start(tmp_path: Path) -> None:
    secrets = []
    for _ in range(2):
        with serving("--port", "0", "--data", str(tmp_path)):
            secrets.append((tmp_path / "secret").read_bytes())
    assert secrets[0] == secrets[1]
    assert len(secrets[0]) == 32


def refused(*options: str) -> str:
    """What a start that is refused says."""
    done = subprocess.run([*COMMAND, *options], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    return done.stderr


def test_a_port_in_use(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert "--port" in refused("--port", port, "--data", str(tmp_path), "--lang", "en")


@pytest.mark.parametrize("host", ["not an address", "256.1.1.1", "fe80::zz"])
def test_an_address_that_is_none(tmp_path: Path, host: str) -> None:
    refused("--host", host, "--port", "0", "--data", str(tmp_path))


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert "--data" in refused("--port", "0", "--data", str(tmp_path / "file"))


def test_a_damaged_secret_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"short")
    assert "secret" in refused("--port", "0", "--data", str(tmp_path), "--lang", "en")


def written(address: str, day: date) -> bool:
    """Writes a day into a diary; whether it was acknowledged."""
    told = {"day": day.isoformat(), "pain": str(day.day % 11), "minutes": str(day.toordinal() % 600)}
    try:
        return httpx2.post(f"{address}/day", data=told).status_code == 303
    except httpx2.TransportError:
        return False


def test_killed_while_days_are_written_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    options = ("--port", "0", "--data", str(tmp_path), "--requests-a-minute", "0")
    with serving(*options) as (process, address):
        with httpx2.Client(base_url=address) as browser:
            token = re.search(r'name="form_token" value="([^"]+)"', browser.get("/diary").text)
            assert token
            begun = browser.post("/diary", data={"form_token": token[1], "onset": ""})
        diary = begun.headers["location"].split("?")[0]
        killer = threading.Timer(1.0, process.kill)
        killer.start()
        acknowledged = []
        for at in range(1, 3000):
            day = date.today() - timedelta(days=at)
            if not written(f"{address.rstrip('/')}{diary}", day):
                break
            acknowledged.append(day.isoformat())
        killer.join()
    assert 0 < len(acknowledged) < 2999
    with serving(*options) as (_, address):
        exported = httpx2.get(f"{address.rstrip('/')}{diary}/export.json").json()
        kept = {e["day"]: e for e in exported["entries"]}
    assert set(acknowledged) <= set(kept)
    for day in acknowledged:
        assert kept[day]["minutes"] == date.fromisoformat(day).toordinal() % 600


def test_a_damaged_database_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "rygrad.sqlite3").write_bytes(b"no database at all" * 100)
    assert "--data" in refused("--port", "0", "--data", str(tmp_path), "--lang", "en")


def test_a_kept_connection_answers_at_once() -> None:
    """asyncio turns Nagle's delay off only on a socket that says it is TCP; 40 ms a request otherwise."""
    with listen("127.0.0.1", 0) as listening:
        assert listening.proto == socket.IPPROTO_TCP
