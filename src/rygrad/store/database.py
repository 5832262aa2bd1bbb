"""A site's database: opened, brought up to date, and refused with a reason when it cannot be used."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError

from rygrad.kb.problem import Refusal

FILE = "rygrad.sqlite3"
MIGRATIONS = Path(__file__).parent / "migrations"
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # what was acknowledged survives a power cut, not only a killed process
    "foreign_keys=ON",
    "secure_delete=ON",  # deleted rows are overwritten, so that deleting is real
    "busy_timeout=5000",
)


class StoreError(Refusal):
    """The database cannot be used; says why and what to do."""


def open_database(place: Path | str) -> Engine:
    """The database in a folder (SQLite) or at a URL, with its newest tables; raises StoreError."""
    if isinstance(place, Path):
        file = place / FILE
        _make(file)
        engine = create_engine(f"sqlite:///{file}")
        event.listen(engine, "connect", _prepare)
        named = str(file)
    else:
        engine = create_engine(place)
        named = engine.url.render_as_string(hide_password=True)
    try:
        _migrate(engine, named)
    except DatabaseError as e:
        engine.dispose()
        reason = str(e.orig)
        raise StoreError(
            f"{named}: {reason}. Flyt filen væk, eller vælg en anden mappe med --data.",
            f"{named}: {reason}. Move the file away, or choose another folder with --data.",
        ) from e
    except StoreError:
        engine.dispose()
        raise
    return engine


def _make(file: Path) -> None:
    """The file, readable by its owner alone."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as e:
        raise StoreError(
            f"{file}: {e.strerror}. Vælg en mappe, du må skrive i, med --data.",
            f"{file}: {e.strerror}. Choose a folder that you may write to, with --data.",
        ) from e


def _prepare(connection: Any, _: Any) -> None:
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _migrate(engine: Engine, named: str) -> None:
    """Brings the tables up to date; a newer database than this program knows is refused, not guessed at."""
    from alembic import command
    from alembic.config import Config
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(config)
    with engine.begin() as connection:
        at = MigrationContext.configure(connection).get_current_revision()
        if at == script.get_current_head():
            return
        if at is not None and at not in {step.revision for step in script.walk_revisions()}:
            raise StoreError(
                f"{named} er lavet af en nyere udgave af rygrad ({at}). Brug den, eller en anden mappe.",
                f"{named} was made by a newer rygrad ({at}). Use that one, or another folder.",
            )
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def answers(engine: Engine) -> bool:
    """Whether the database answers."""
    try:
        with engine.connect() as connection:
            return connection.execute(text("select 1")).scalar() == 1
    except DatabaseError:
        return False


def empty_log(engine: Engine) -> None:
    """Empties SQLite's write-ahead log into the file, so that what was deleted stands in neither."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
