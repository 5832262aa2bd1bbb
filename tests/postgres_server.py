"""A PostgreSQL server for the tests alone: a folder of its own and a socket in it, no port."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

HASTE = ("fsync=off", "full_page_writes=off", "listen_addresses=", "max_connections=40")


@dataclass(frozen=True)
class Server:
    """A running server; its only user is `rygrad`, who needs no password."""

    folder: Path
    names: Iterator[int]

    def new_database(self) -> str:
        """The address of an empty database."""
        name = f"site{next(self.names)}"
        told = ["-h", str(self.folder), "-U", "rygrad", "-T", "template0", "-E", "UTF8", "-l", "C", name]
        subprocess.run([_program("createdb"), *told], check=True)
        return self.address(name)

    def address(self, name: str) -> str:
        """How a database of this server is reached."""
        return f"postgresql://rygrad@/{name}?host={self.folder}"


@contextmanager
def server() -> Iterator[Server]:
    """A new server, gone with all it held at the end."""
    folder = Path(tempfile.mkdtemp(prefix="rygrad-postgres-"))
    if _as_whom():
        shutil.chown(folder, "postgres", "postgres")
    try:
        _run(
            "initdb",
            "-D",
            str(folder / "db"),
            "-U",
            "rygrad",
            "-A",
            "trust",
            "-N",
            "-E",
            "UTF8",
            "--locale=C",
        )
        options = " ".join([f"-k {folder}", *(f"-c {setting}" for setting in HASTE)])
        _run("pg_ctl", "-D", str(folder / "db"), "-l", str(folder / "log"), "-w", "-o", options, "start")
        yield Server(folder, count())
    finally:
        if (folder / "db" / "postmaster.pid").exists():
            _run("pg_ctl", "-D", str(folder / "db"), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _run(program: str, *arguments: str) -> None:
    command = [_program(program), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, user=_as_whom(), cwd="/")
    assert done.returncode == 0, f"{program}: {done.stdout}{done.stderr}"


def _as_whom() -> str | None:
    """A server refuses to run as root."""
    return "postgres" if os.geteuid() == 0 else None


def _program(name: str) -> str:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    program = str(found[-1]) if found else shutil.which(name)
    assert program, f"{name} is missing: tests/install_packages.sh installs PostgreSQL"
    return program
