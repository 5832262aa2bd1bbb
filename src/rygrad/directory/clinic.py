"""A clinic as a site knows it; what nobody told stays None, and None is never "no"."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import lru_cache

from pydantic import BaseModel, ConfigDict, Field

LONGEST_NAME = 200
LONGEST_LINE = 300
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ö": "oe", "ä": "ae", "ü": "ue", "ß": "ss"})
_NO_WORD = re.compile(r"[\W_]+")


class Profession(StrEnum):
    """Who works there."""

    PHYSIOTHERAPIST = "physiotherapist"
    CHIROPRACTOR = "chiropractor"


class Specialty(StrEnum):
    """What a person may search for; the word is also a part of a page's address."""

    RYG = "ryg"
    ISKIAS = "iskias"
    DISKUSPROLAPS = "diskusprolaps"
    SPINALSTENOSE = "spinalstenose"
    KRONISKE_SMERTER = "kroniske-smerter"


class Clinic(BaseModel):
    """One place of work. Degrees are WGS 84, prices øre, waiting days; `languages` ISO 639-1 where known."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,79}$")
    name: str = Field(min_length=1, max_length=LONGEST_NAME)
    profession: Profession
    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)
    approximate: bool = False  # the middle of the town, because the list gives no position
    invented: bool = False  # an example, which nobody should phone
    address: str | None = None
    postcode: str | None = Field(default=None, pattern=r"^[0-9]{4}$")
    town: str | None = None
    phone: str | None = Field(default=None, pattern=r"^\+[1-9][0-9]{4,14}$")
    mail: str | None = None
    web: str | None = None
    booking: str | None = None
    specialties: tuple[Specialty, ...] = ()
    other_specialties: tuple[str, ...] = ()
    ydernummer: bool | None = None  # works under the public agreement: a referral gives subsidy
    wheelchair: bool | None = None
    home_visits: bool | None = None
    group_training: bool | None = None
    opening_hours: str | None = None
    price_first: int | None = Field(default=None, ge=0)
    price_follow_up: int | None = Field(default=None, ge=0)
    languages: tuple[str, ...] = ()
    waiting_days: int | None = Field(default=None, ge=0)
    confirmed_on: date | None = None
    note: str | None = None


# what a search may ask for, and its bit in the table of the store; only a known "yes" is a hit
FILTERS: dict[str, int] = {"ydernummer": 1, "wheelchair": 2, "home_visits": 4, "group_training": 8}


def flags(clinic: Clinic) -> int:
    """The bits of what is known to be so at a clinic."""
    return wanted(name for name in FILTERS if getattr(clinic, name))


def wanted(names: Iterable[str]) -> int:
    """The bits of some filters by name."""
    return sum({FILTERS[name] for name in names})


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Small letters without accents, æøå written out, one blank between words: for comparing only."""
    plain = unicodedata.normalize("NFKC", text).lower().translate(_LETTERS)
    bare = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
    return _NO_WORD.sub(" ", bare).strip()


def id_of(profession: str, name: str, address: str | None, postcode: str | None, town: str | None) -> str:
    """The same id for the same name at the same address, for lists that have no ids of their own."""
    said = "|".join(folded(part or "") for part in (profession, name, address, postcode or town))
    return f"c-{hashlib.sha256(said.encode()).hexdigest()[:16]}"
