"""What a site sets, and the secret it makes for itself at first start."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from rygrad.kb.knowledge import Knowledge
from rygrad.kb.problem import Refusal
from rygrad.web.hooks_trust import Trust, trust_of

SECRET_FILE = "secret"
SECRET_BYTES = 32


class SettingsError(Refusal):
    """The data folder cannot be used; says why and what to do."""


@dataclass(frozen=True)
class Settings:
    """One site: its knowledge, its folder, its secret, its limits.

    `address` is where people reach the site, `https://ryg.example.dk`; without it, what each request says.
    `requests_a_minute` is counted for each address; 0 counts nothing, for a site whose proxy counts.
    `database` is the address of a PostgreSQL database; without it, a file in the folder.
    `trust` holds whose systems may call the CDS services; without it anyone may.
    `today` is the calendar of the site, so that tests can live through eight weeks.
    """

    knowledge: Knowledge
    folder: Path
    secret: bytes = field(repr=False)
    address: str | None = None
    requests_a_minute: int = 600
    wrong_keys_an_hour: int = 30
    diaries_an_hour: int = 20
    trust: Trust | None = None
    database: str | None = field(default=None, repr=False)
    today: Callable[[], date] = date.today


def prepared(
    knowledge: Knowledge,
    folder: Path,
    requests_a_minute: int = 600,
    address: str | None = None,
    cds_keys: Path | None = None,
    database: str | None = None,
) -> Settings:
    """The settings for a data folder, which is made when it is not there; raises Refusal."""
    address = None if address is None else _address(address)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        secret = _secret(folder / SECRET_FILE)
    except OSError as e:
        reason = e.strerror or str(e)
        raise SettingsError(
            f"--data: {folder}: {reason}. Vælg en mappe, du må skrive i.",
            f"--data: {folder}: {reason}. Choose a folder that you may write to.",
        ) from e
    trust = trust_of(cds_keys) if cds_keys else None
    return Settings(knowledge, folder, secret, address, requests_a_minute, trust=trust, database=database)


def _address(said: str) -> str:
    """The site's own address without a path; raises SettingsError."""
    try:
        parts = urlsplit(said)
        whole = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        whole = False
    if not whole or parts.path not in ("", "/") or parts.query or parts.fragment or "@" in parts.netloc:
        raise SettingsError(
            f"--site-address: »{said}« er ikke et steds adresse; skriv fx https://ryg.example.dk",
            f"--site-address: '{said}' is not the address of a site; write https://ryg.example.dk",
        )
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _secret(file: Path) -> bytes:
    """The site's own secret; made once, readable by its owner alone."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        secret = file.read_bytes()
        if len(secret) != SECRET_BYTES:
            raise SettingsError(
                f"{file} er ikke hel. Slet filen; så laves en ny, og igangværende svar begynder forfra.",
                f"{file} is damaged. Delete it; a new one is made, and interviews under way start over.",
            ) from None
        return secret
    with os.fdopen(handle, "wb") as out:
        secret = secrets.token_bytes(SECRET_BYTES)
        out.write(secret)
        out.flush()
        os.fsync(out.fileno())
    return secret
