"""Short lists for the tests, and the ground they are read on."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from rygrad.directory.clinic import Clinic, Profession
from rygrad.directory.places import read_places
from rygrad.directory.reading import read_list
from rygrad.directory.rows import Ground, Read

TODAY = date(2026, 11, 22)
PLACES = read_places()
GROUND = Ground(PLACES, TODAY)
GOOD = {"name": "Fysio Odense", "lat": "55.396", "lon": "10.388"}


def clinic(**told: Any) -> Clinic:
    """A clinic in Odense, but for what is told."""
    usual: dict[str, Any] = {
        "id": "a",
        "name": "Eksempelklinik",
        "profession": Profession.PHYSIOTHERAPIST,
        "lat": 55.396,
        "lon": 10.388,
    }
    return Clinic(**usual | told)


def read(folder: Path, text: str | bytes, name: str = "list.csv", **of_ground: Any) -> Read:
    """A list as it would be imported from a file of this name."""
    file = folder / name
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_list(file, Ground(PLACES, TODAY, **of_ground))


def csv_of(*rows: dict[str, str]) -> str:
    """Rows under the names of all their cells."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [";".join(names), *(";".join(f'"{row.get(n, "")}"' for n in names) for row in rows)]
    return "\n".join(lines) + "\n"
