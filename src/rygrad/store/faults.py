"""What keeps a database from being used, said with what to do about it."""

from __future__ import annotations

from sqlalchemy.exc import DatabaseError

from rygrad.kb.problem import Refusal

OTHER_FOLDER = (
    "Flyt filen væk, eller vælg en anden mappe med --data.",
    "Move the file away, or choose another folder with --data.",
)
# SQLite's name of a fault, without prefix and details -> what it is and what to do, Danish and English
KNOWN: dict[str, tuple[str, str]] = {
    "FULL": (
        "disken er fuld. Intet er gemt. Gør plads, og prøv igen.",
        "the disk is full. Nothing was kept. Make room and try again.",
    ),
    "BUSY": (
        "et andet program bruger filen lige nu. Intet er gemt. Luk det, eller prøv igen.",
        "another program is using the file. Nothing was kept. Close it, or try again.",
    ),
    "NOTADB": (f"filen er ingen database. {OTHER_FOLDER[0]}", f"the file is no database. {OTHER_FOLDER[1]}"),
    "CORRUPT": (
        "databasen er beskadiget. Hent en sikkerhedskopi frem, eller vælg en anden mappe med --data.",
        "the database is damaged. Bring back a backup, or choose another folder with --data.",
    ),
    "READONLY": (
        "der må ikke skrives i filen. Giv lov, eller vælg en anden mappe med --data.",
        "the file may not be written to. Allow it, or choose another folder with --data.",
    ),
}


class StoreError(Refusal):
    """The database cannot be used; says why and what to do. What was acknowledged before is kept."""


def fault(named: str, e: DatabaseError) -> StoreError:
    """A database's own error, in words for whoever runs the site; no value that was written is in it."""
    name = str(getattr(e.orig, "sqlite_errorname", ""))
    kind = name.removeprefix("SQLITE_").split("_")[0]
    reason = str(e.orig)
    da, en = KNOWN.get(kind, (f"{reason}. {OTHER_FOLDER[0]}", f"{reason}. {OTHER_FOLDER[1]}"))
    return StoreError(f"{named}: {da}", f"{named}: {en}")


def not_writable(named: str, e: OSError) -> StoreError:
    """The file could not be made."""
    return StoreError(
        f"{named}: {e.strerror}. Vælg en mappe, du må skrive i, med --data.",
        f"{named}: {e.strerror}. Choose a folder that you may write to, with --data.",
    )


def newer(named: str, version: str) -> StoreError:
    """The database was made by a program that this one does not know."""
    return StoreError(
        f"{named} er lavet af en nyere udgave af rygrad ({version}). Brug den, eller en anden mappe.",
        f"{named} was made by a newer rygrad ({version}). Use that one, or another folder.",
    )


def not_ours(named: str) -> StoreError:
    """The file is a database of another program."""
    return StoreError(
        f"{named} er et andet programs database. {OTHER_FOLDER[0]}",
        f"{named} is another program's database. {OTHER_FOLDER[1]}",
    )
