"""A site's clinics from the terminal: load a list, search it, hand it on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rygrad.directory.changes import Alike, Changes, possible_duplicates
from rygrad.directory.clinic import Profession
from rygrad.directory.places import Place, read_places
from rygrad.directory.reading import FORMATS, read_list
from rygrad.directory.rows import Ground, Read, Seen
from rygrad.kb.problem import Refusal
from rygrad.store.clinics import Directory, Found
from rygrad.store.database import open_database
from rygrad.store.nearest import WHOLE_KM, Wish

LONG = 1_000  # rows; under a second


@dataclass(frozen=True, slots=True)
class Import:
    """What came of loading a list."""

    read: Read
    changes: Changes
    alike: list[Alike]
    written: bool
    refused: bool  # rows are refused and that was not allowed for: nothing was written


@contextmanager
def opened(place: Path | str) -> Iterator[Directory]:
    """The clinics of a data folder, or of a database at an address; raises StoreError."""
    engine = open_database(place)
    try:
        yield Directory(engine)
    finally:
        engine.dispose()


def load(
    file: Path,
    directory: Directory,
    form: str | None = None,
    profession: Profession | None = None,
    dry_run: bool = False,
    skip_refused: bool = False,
    knowledge: Path | None = None,
    if_empty: bool = False,
) -> Import | None:
    """Reads a list and puts it in the place of the old one, or only says what that would change.

    With `if_empty` nothing is done (None) where there is a list already.
    Raises Refusal when the file as a whole cannot be read, and StoreError.
    """
    if if_empty and directory.count():
        return None
    if form is not None and form not in FORMATS:
        allowed = ", ".join(FORMATS)
        raise Refusal(f"--format: »{form}« kendes ikke. Vælg {allowed}", f"--format: choose {allowed}")
    today = date.today()
    with _progress() as seen:
        read = read_list(file, Ground(read_places(knowledge), today, profession), form, seen)
    spared = {refused.id for refused in read.refused if refused.id}
    refused = bool(read.refused) and not (skip_refused and read.taken)
    if dry_run or refused:
        made = directory.compare(read.clinics, spared)
    else:
        with _progress() as seen:
            made = directory.replace(read.clinics, today, spared, seen)
    written = made.any and not dry_run and not refused
    return Import(read, made, possible_duplicates(read.clinics), written, refused)


@contextmanager
def _progress() -> Iterator[Seen | None]:
    """A progress bar on standard error when the work is long and somebody looks."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("rygrad", total=None)

        def seen(done: int, of: int) -> None:
            if of > LONG and (done % 100 == 0 or done == of):
                bar.update(task, completed=done, total=of)

        yield seen


def the_place(typed: str, directory: Directory, knowledge: Path | None = None) -> Place:
    """The one place that is meant; raises Refusal with the several it may be, or when there is none."""
    found = read_places(knowledge).find(typed, directory.postcode)
    shown = "".join(c if c.isprintable() else "�" for c in typed[:60])
    if not found:
        raise Refusal(
            f"»{shown}« kendes ikke. Skriv en by, en ø, et postnummer fra listen, eller danmark.",
            f"'{shown}' is not known. Write a town, an island, a postcode of the list, or danmark.",
        )
    if len(found) > 1:
        labels = ", ".join(f"»{place.label}«" for place in found)
        raise Refusal(f"»{shown}« kan være {labels}", f"'{shown}' may be {labels}")
    return found[0]


def search(directory: Directory, place: Place, wish: Wish, most: int, within_km: float | None) -> Found:
    """The clinics nearest a place, or the whole country's by name; raises Refusal when there are none."""
    if not directory.count():
        raise Refusal(
            "Der er ingen klinikker endnu. Hent en liste: rygrad clinics import FIL",
            "There are no clinics yet. Load a list: rygrad clinics import FILE",
        )
    if place.kind == "country":
        return directory.by_name(wish, most)
    return directory.nearest(place.lat, place.lon, wish, most, within_km or WHOLE_KM)
