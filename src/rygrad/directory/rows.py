"""The rows of a list, whatever its format: each a clinic, or refused with every reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rygrad.directory import values
from rygrad.directory.clinic import Clinic, Profession, folded, id_of
from rygrad.directory.denmark import in_denmark, kilometres
from rygrad.directory.headers import headers
from rygrad.directory.places import Places
from rygrad.directory.values import ValueFault, blank

FAR_KM = 60  # from the town the row names: then one of the two is wrong
Seen = Callable[[int, int], None]  # rows done, rows in all
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,79}")


_DANISH = {"line": "linje", "entry": "post"}


def located(where: str, lang: str) -> str:
    """Where a row stands ("line 7", "entry 3", "node/123"), in the reader's language."""
    kind, _, number = where.partition(" ")
    return where if lang == "en" else f"{_DANISH.get(kind, kind)} {number}".strip()


@dataclass(frozen=True, slots=True)
class Raw:
    """One row as its format gave it: where it stands, our field names, values not yet looked at."""

    where: str
    cells: Mapping[str, Any]
    too_many: int | None = None  # cells, where a table has fewer headings


@dataclass(frozen=True, slots=True)
class Remark:
    """Where, and what there is to say, in Danish and English."""

    where: str
    da: str
    en: str

    def text(self, lang: str) -> str:
        """As a line of a report."""
        said = f"{located(self.where, lang)}: {self.en if lang == 'en' else self.da}"
        return "".join(c if c.isprintable() else "�" for c in said)  # a list may hold what moves a terminal


@dataclass(frozen=True, slots=True)
class Refused(Remark):
    """A row that is no clinic, and why; its id when that could be read."""

    id: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A clinic and where it stands in the file."""

    where: str
    clinic: Clinic


@dataclass(slots=True)
class Read:
    """A whole list, read: nothing of it is lost between these."""

    taken: list[Taken] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def clinics(self) -> list[Clinic]:
        """The clinics alone."""
        return [taken.clinic for taken in self.taken]


@dataclass(frozen=True, slots=True)
class Ground:
    """What rows are judged by: the places, the day, and the profession of a list that names none."""

    places: Places
    today: date
    profession: Profession | None = None


def read_rows(rows: Sequence[Raw], ground: Ground, seen: Seen | None = None) -> Read:
    """Every row judged; a second row for one clinic is refused, never merged. `seen` is told how far."""
    read, first = Read(), dict[str, str]()
    for number, raw in enumerate(rows, 1):
        row = _Row(raw, ground)
        clinic = row.clinic()
        read.remarks += row.remarks
        if clinic is None or clinic.id in first:
            if clinic is not None:
                one, other = (located(first[clinic.id], lang) for lang in ("da", "en"))
                row.refuse(f"samme klinik som {one}", f"the same clinic as {other}")
            read.refused.append(row.refused())
        else:
            first[clinic.id] = raw.where
            read.taken.append(Taken(raw.where, clinic))
        if seen:
            seen(number, len(rows))
    return read


class _Row:
    """One row on its way to a clinic."""

    def __init__(self, raw: Raw, ground: Ground) -> None:
        self.raw, self.ground = raw, ground
        self.cells = {name: value for name, value in raw.cells.items() if not blank(value)}
        self.faults: list[tuple[str, str]] = []
        self.remarks: list[Remark] = []
        self.made: dict[str, Any] = {}

    def clinic(self) -> Clinic | None:
        if self.raw.too_many:
            many = self.raw.too_many
            self.refuse(
                f"{many} felter, flere end der er overskrifter: mangler der et anførselstegn?",
                f"{many} cells, more than there are headings: is a quotation mark missing?",
            )
            return None
        self._split_town()
        self.read("name", values.name)
        for name, reader in values.READERS.items():
            self.read(name, reader)
        self.read("price_first_ore", values.ore, "price_first")
        self.read("price_follow_up_ore", values.ore, "price_follow_up")
        self.read("confirmed_on", lambda value: values.day(value, self.ground.today))
        self.read("specialties", values.specialties)
        if "specialties" in self.made:
            self.made["specialties"], self.made["other_specialties"] = self.made["specialties"]
        self._profession()
        self._position()
        self._id()
        return None if self.faults else Clinic(**self.made)

    def read(self, name: str, reader: Callable[[Any], Any], to: str | None = None) -> None:
        """Reads one cell, or notes what is wrong with it."""
        if name not in self.cells:
            if name == "name":
                self.refuse("navnet mangler", "the name is missing")
            return
        try:
            self.made[to or name] = reader(self.cells[name])
        except ValueFault as e:
            called = headers().danish.get(to or name, name)
            self.refuse(f"{called}: {e.da}", f"{to or name}: {e.en}")

    def refuse(self, da: str, en: str) -> None:
        self.faults.append((da, en))

    def refused(self) -> Refused:
        da, en = ("; ".join(fault[lang] for fault in self.faults) for lang in (0, 1))
        return Refused(self.raw.where, da, en, self.made.get("id"), self.made.get("name"))

    def _split_town(self) -> None:
        both = self.cells.pop("postcode_and_town", None)
        if both is not None:
            code, _, town = str(both).strip().partition(" ")
            self.cells.setdefault("postcode", code)
            if town.strip():
                self.cells.setdefault("town", town)

    def _profession(self) -> None:
        """As told, else by a word in the name, else the list's own; never guessed beyond that."""
        known = headers().professions
        if "profession" in self.cells:
            told = {known[w] for w in folded(str(self.cells["profession"])).split() if w in known}
        else:
            name = folded(str(self.cells.get("name", "")))
            told = {meaning for word, meaning in known.items() if len(word) > 4 and word in name}
            if len(told) != 1 and self.ground.profession:
                told = {self.ground.profession.value}
        if len(told) == 1:
            self.made["profession"] = Profession(told.pop())
        else:
            self.refuse(
                "faggruppe: sig fysioterapeut eller kiropraktor (eller brug --profession for hele listen)",
                "profession: say physiotherapist or chiropractor (or use --profession for the whole list)",
            )

    def _position(self) -> None:
        given = [axis for axis in ("lat", "lon") if axis in self.cells]
        for axis in given:
            self.read(axis, values.degrees)
        if len(given) == 1:
            self.refuse("en af koordinaterne mangler", "one of the coordinates is missing")
        elif len(given) == 2 and "lat" in self.made and "lon" in self.made:
            self._check_position(self.made["lat"], self.made["lon"])
        elif not given:
            self._middle_of_town()

    def _check_position(self, lat: float, lon: float) -> None:
        at = f"{lat:g}, {lon:g}"
        if lat == 0 and lon == 0:
            self.refuse(
                "koordinaterne er 0, 0: de mangler vist", "the coordinates are 0, 0: probably missing"
            )
        elif not in_denmark(lat, lon) and in_denmark(lon, lat):
            self.refuse(
                f"koordinaterne {at} er vist byttet om; mente du {lon:g}, {lat:g}?",
                f"the coordinates {at} seem swapped; did you mean {lon:g}, {lat:g}?",
            )
        elif not in_denmark(lat, lon):
            self.refuse(
                f"koordinaterne {at} ligger ikke i Danmark", f"the coordinates {at} are not in Denmark"
            )
        elif far := self._far_from_town(lat, lon):
            self.refuse(
                f"koordinaterne {at} ligger {far:.0f} km fra {self.made['town']}",
                f"the coordinates {at} are {far:.0f} km from {self.made['town']}",
            )

    def _far_from_town(self, lat: float, lon: float) -> float | None:
        """How many kilometres from the nearest town of the told name, when that is too far to be it."""
        towns = [p for p in self.ground.places.exactly(self.made.get("town") or "") if p.kind == "town"]
        nearest = min((kilometres(lat, lon, p.lat, p.lon) for p in towns), default=0.0)
        return nearest if nearest > FAR_KM else None

    def _middle_of_town(self) -> None:
        """Without coordinates the town's own must do, and the clinic says that it is so."""
        town = self.made.get("town")
        found = [p for p in self.ground.places.exactly(town or "") if p.kind == "town"]
        if len(found) == 1:
            self.made |= {"lat": found[0].lat, "lon": found[0].lon, "approximate": True}
            return
        what = ("byen mangler også", "so is the town") if not town else None
        what = what or (f"»{town}« kendes ikke som by", f"'{town}' is not known as a town")
        if found:
            what = (f"der er flere byer, der hedder {town}", f"there are several towns called {town}")
        self.refuse(f"koordinaterne mangler, og {what[0]}", f"the coordinates are missing, and {what[1]}")

    def _id(self) -> None:
        if "id" in self.cells:
            told = str(self.cells["id"]).strip()
            if _ID.fullmatch(told):
                self.made["id"] = told
            else:
                self.refuse(
                    "id: højst 80 af bogstaverne a-z, cifre og . _ : -",
                    "id: at most 80 of the letters a-z, digits and . _ : -",
                )
        elif "name" in self.made and "profession" in self.made:
            where = (self.made.get(part) for part in ("address", "postcode", "town"))
            self.made["id"] = id_of(self.made["profession"], self.made["name"], *where)
