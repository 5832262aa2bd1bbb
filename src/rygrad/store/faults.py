"""What keeps a database from being used, said with what to do about it."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError

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
# The same of PostgreSQL, by the first letters of its code: https://www.postgresql.org/docs/current/errcodes-appendix.html
OF_SERVER: dict[str, tuple[str, str]] = {
    "53": (
        "databasen har ikke plads eller forbindelser nok. Intet er gemt. Gør plads, og prøv igen.",
        "the database is short of room or connections. Nothing was kept. Make room and try again.",
    ),
    "55P03": (
        "et andet program skriver lige nu. Intet er gemt. Prøv igen.",
        "another program is writing. Nothing was kept. Try again.",
    ),
    "42501": (
        "brugeren må ikke skrive i databasen. Giv lov, eller vælg en anden med --database.",
        "the user may not write to the database. Allow it, or choose another with --database.",
    ),
    "25006": ("der må ikke skrives i databasen.", "the database may not be written to."),
    "42P07": (
        "der er andre tabeller med de samme navne. Lav en tom database til rygrad.",
        "there are other tables of the same names. Make an empty database for rygrad.",
    ),
}


class StoreError(Refusal):
    """The database cannot be used; says why and what to do. What was acknowledged before is kept."""


def fault(named: str, e: DBAPIError) -> StoreError:
    """A database's own error, in words for whoever runs the site; no value that was written is in it."""
    name = str(getattr(e.orig, "sqlite_errorname", ""))
    if not name:
        return _of_server(named, e)
    kind = name.removeprefix("SQLITE_").split("_")[0]
    reason = str(e.orig)
    da, en = KNOWN.get(kind, (f"{reason}. {OTHER_FOLDER[0]}", f"{reason}. {OTHER_FOLDER[1]}"))
    return StoreError(f"{named}: {da}", f"{named}: {en}")


def _of_server(named: str, e: DBAPIError) -> StoreError:
    """PostgreSQL puts values into its messages, so only its code is told; who never got in has no code."""
    code = getattr(e.orig, "sqlstate", None)
    if code:
        unknown = (f"fejl {code}. Intet er gemt.", f"error {code}. Nothing was kept.")
        da, en = next((said for known, said in OF_SERVER.items() if code.startswith(known)), unknown)
    else:
        reason = str(e.orig).strip().splitlines()[-1] if str(e.orig).strip() else type(e.orig).__name__
        da = f"{reason}. Se efter, at serveren kører, og at adressen er rigtig (--database)."
        en = f"{reason}. See that the server runs and that the address is right (--database)."
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


def no_address(place: str) -> StoreError:
    """What was given with --database is no address of a database we speak."""
    start = place.partition("://")[0][:20] if "://" in place else "?"
    form = "postgresql://user:password@host/database"
    return StoreError(
        f"--database: »{start}« kendes ikke. Skriv {form}, eller brug --data og en mappe.",
        f"--database: '{start}' is not known. Write {form}, or use --data and a folder.",
    )


def no_driver() -> StoreError:
    """PostgreSQL is spoken by a package that is not there."""
    install = "pip install 'rygrad[postgres]'"
    return StoreError(f"--database: PostgreSQL kræver {install}", f"--database: PostgreSQL needs {install}")
