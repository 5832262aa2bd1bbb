"""PostgreSQL for a site that has it: the same promises as SQLite's file, kept by a server.

Reading sees one moment; of those who write there is one at a time, so what was just read may be built
upon. A server keeps what was deleted until it is vacuumed, and in its log and backups: that is said in
docs/running-a-site.md.
"""

from __future__ import annotations

from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from rygrad.store.faults import no_address, no_driver

OF_ONE_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
ONE_WRITES = "SELECT pg_advisory_xact_lock(7274677261)"  # any number that all rygrads share
_SESSION = "-c lock_timeout=5s -c idle_in_transaction_session_timeout=60s"
_WAIT = 10  # seconds for a connection


def engine_at(address: str) -> Engine:
    """An engine for the database at an address; nothing is opened yet. Raises StoreError."""
    url = _spoken(address)
    told = {"options": _SESSION, "connect_timeout": _WAIT, "application_name": "rygrad"}
    try:
        return create_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args=told)
    except ModuleNotFoundError as e:
        raise no_driver() from e


def _spoken(address: str) -> URL:
    try:
        url = make_url(address)
    except ArgumentError:
        raise no_address(address) from None  # its words hold the address, and the address a password
    if url.drivername not in ("postgresql", "postgres", "postgresql+psycopg"):
        raise no_address(address)
    return url.set(drivername="postgresql+psycopg")
