"""A site's database: opened, brought up to date, read and written in whole steps, refused with a reason."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DBAPIError

from rygrad.store import postgres
from rygrad.store.faults import StoreError, fault, newer, not_ours, not_writable
from rygrad.store.tables import VERSION

__all__ = ["FILE", "StoreError", "answers", "empty_log", "open_database", "reading", "writing"]
FILE = "rygrad.sqlite3"
MIGRATIONS = Path(__file__).parent / "migrations"
PRAGMAS = (
    "busy_timeout=5000",  # first, so that the others wait for another process too
    "journal_mode=WAL",
    "synchronous=FULL",  # what was acknowledged survives a power cut, not only a killed process
    "foreign_keys=ON",
    "secure_delete=ON",  # deleted rows are overwritten, so that deleting is real
)
WRITES = "rygrad_writes"


def open_database(place: Path | str) -> Engine:
    """The database in a folder (SQLite) or at an address (PostgreSQL), with its newest tables.

    Raises StoreError.
    """
    engine = _in_folder(place) if isinstance(place, Path) else postgres.engine_at(place)
    event.listen(engine, "begin", _begin)
    try:
        _migrate(engine)
        empty_log(engine)
    except StoreError:
        engine.dispose()
        raise
    return engine


def _in_folder(folder: Path) -> Engine:
    _make(folder / FILE)
    # an error in a log says nothing about a person
    engine = create_engine(f"sqlite:///{folder / FILE}", hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    return engine


def _make(file: Path) -> None:
    """The file, readable by its owner alone."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as e:
        raise not_writable(str(file), e) from e


def _prepare(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # or the driver begins too late, see _begin
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    """One view of the database for all that is read; the only pen for all that is written."""
    writes = bool(connection.get_execution_options().get(WRITES))
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
    else:
        connection.exec_driver_sql(postgres.ONE_WRITES if writes else postgres.OF_ONE_MOMENT)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """All that is read here is of one moment; raises StoreError."""
    with _said(engine), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """All that is written here is on disk at the end, or none of it; raises StoreError.

    Nobody else writes in between, so what was just read still holds when it is built upon.
    """
    with _said(engine), engine.connect() as connection:
        connection.execution_options(**{WRITES: True})
        with connection.begin():
            yield connection


@contextmanager
def _said(engine: Engine) -> Iterator[None]:
    try:
        yield
    except DBAPIError as e:
        raise fault(_named(engine), e) from e


def _named(engine: Engine) -> str:
    """How a database is called in a message; never its password."""
    file = engine.url.database if engine.dialect.name == "sqlite" else None
    return file or engine.url.render_as_string(hide_password=True)


def _migrate(engine: Engine) -> None:
    """Brings the tables up to date, wholly or not at all; a newer database is refused, not guessed at."""
    with reading(engine) as connection:
        if _version(connection) == VERSION:
            return
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    with writing(engine) as connection:
        at = _version(connection)  # again: another process may just have done it
        if at is not None and at not in known:
            raise newer(_named(engine), at)
        if at is None and engine.dialect.name == "sqlite" and inspect(connection).get_table_names():
            raise not_ours(_named(engine))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _version(connection: Connection) -> str | None:
    """The version of the tables; None when there are none of ours."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("select version_num from alembic_version")).scalar()


def answers(engine: Engine) -> bool:
    """Whether the database answers, with the tables this program knows."""
    try:
        with reading(engine) as connection:
            return _version(connection) == VERSION
    except StoreError:
        return False


def empty_log(engine: Engine) -> bool:
    """Empties SQLite's write-ahead log into the file, so that what was deleted stands in neither.

    False when another program kept reading; the next time, or the next opening, will do it.
    """
    if engine.dialect.name != "sqlite":
        return True
    try:
        with _said(engine), closing(engine.raw_connection()) as connection:
            busy: int = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.OperationalError:  # as busy, but in another word: a writer in this process
        return False
    return not busy
