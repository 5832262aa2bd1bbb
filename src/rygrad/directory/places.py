"""What a person types to a place: towns, islands, postcodes, slips of the keyboard; and its grammar."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz import fuzz, process

from rygrad.directory.clinic import folded
from rygrad.directory.denmark import denmark, kilometres
from rygrad.kb.folder import default_folder
from rygrad.kb.problem import Refusal

FILE = Path("places") / "denmark.csv"
ALIKE = 82  # of 100, by rapidfuzz: "Odnese" is 83
SHORTEST_GUESS = 4  # letters; shorter words are too like too many towns
FAR_LARGER = 10  # times as many people: then the larger of two namesakes is meant
MOST = 8
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to search from; `near` tells namesakes apart, `kind` is town, land, postcode or country."""

    name: str
    lat: float
    lon: float
    kind: str = "town"
    population: int = 0
    near: str | None = None
    word: str = "i"

    @property
    def with_word(self) -> str:
        """As it stands in a Danish sentence: "i Odense", "på Bornholm"."""
        return f"{self.word} {self.name}"

    @property
    def label(self) -> str:
        """The name, and which of the namesakes it is."""
        return f"{self.name} ({self.near})" if self.near else self.name

    @property
    def slug(self) -> str:
        """As a part of an address: "koebenhavn", "8000", "noerre-aaby"."""
        return self.name[:4] if self.kind == "postcode" else folded(self.label).replace(" ", "-")


COUNTRY = Place("Danmark", 56.0, 10.6, kind="country")
Postcodes = Callable[[str], tuple[str | None, float, float] | None]  # -> town, latitude, longitude


@dataclass(frozen=True, eq=False)  # one of a kind: it can be a key of what is kept
class Places:
    """All places, and the words that lead to them."""

    towns: tuple[Place, ...]
    by_name: dict[str, tuple[Place, ...]] = field(repr=False)
    by_other: dict[str, tuple[Place, ...]] = field(repr=False)
    by_slug: dict[str, Place] = field(repr=False)

    def at(self, slug: str, postcodes: Postcodes | None = None) -> Place | None:
        """The place of an address, or None; nothing is guessed."""
        if slug.isdigit():
            return next(iter(_of_postcode(slug, postcodes)), None)
        return self.by_slug.get(slug)

    def nearest(self, lat: float, lon: float) -> Place:
        """The town that a position is nearest to."""
        return min(self.towns, key=lambda town: kilometres(lat, lon, town.lat, town.lon))

    def exactly(self, text: str) -> tuple[Place, ...]:
        """The places written so, in any spelling we know; larger first, nothing guessed."""
        key = folded(text)
        known = denmark()
        if not key:
            return ()
        if key in known.country:
            return (COUNTRY,)
        key = known.short.get(key, key)
        found = self.by_name.get(key) or self._other(key)
        words = key.split()
        if not found and len(words) > 1 and words[-1] in known.parts:
            return self.exactly(" ".join(words[:-1]))
        return found

    def _other(self, key: str) -> tuple[Place, ...]:
        """By another spelling; with all that begin so, for GeoNames gives Nykøbing to one of three."""
        found = self.by_other.get(key, ())
        begins = [p for name, places in self.by_name.items() if name.startswith(f"{key} ") for p in places]
        return tuple(dict.fromkeys((*found, *begins))) if found else ()

    def find(self, text: str, postcodes: Postcodes | None = None) -> tuple[Place, ...]:
        """The place that is meant, or the several it may be, best first; empty when there is none."""
        typed = _without_word(text[:LONGEST])
        if code := _postcode(typed):
            return _of_postcode(code, postcodes)
        found = self.exactly(typed)
        if not found and " (" in typed:  # as we label namesakes ourselves
            name = typed.partition(" (")[0]
            found = tuple(p for p in self.by_name.get(folded(name), ()) if folded(p.label) == folded(typed))
        if found:
            return found[:1] if _one_is_meant(found) else found
        return self._alike(folded(typed))

    def _alike(self, key: str) -> tuple[Place, ...]:
        if len(key) < SHORTEST_GUESS:
            return ()
        begins = {p: 0 for name in self.by_name if name.startswith(key) for p in self.by_name[name]}
        close = process.extract(key, self.by_name.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=MOST)
        guesses = {p: 0 for name, _, _ in close for p in self.by_name[name]}
        if begins:
            found = sorted(begins, key=lambda p: -p.population)
            return tuple(found[:1] if _one_is_meant(found) else found[:MOST])
        if len(close) > 1 and close[0][1] > close[1][1]:
            return self.by_name[close[0][0]][:1]
        return tuple(guesses)[:MOST]


def read_places(folder: Path | None = None) -> Places:
    """The places of a knowledge folder; raises Refusal when it has none."""
    file = (folder or default_folder()) / FILE
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError) as e:
        raise Refusal(f"{file}: stederne kan ikke læses", f"{file}: the places cannot be read") from e
    rows = list(csv.DictReader(lines))
    try:
        towns = [
            Place(
                r["name"],
                float(r["lat"]),
                float(r["lon"]),
                population=int(r["population"]),
                word=_word(r["name"]),
            )
            for r in rows
        ]
    except (KeyError, TypeError, ValueError) as e:
        raise Refusal(f"{file}: en række er ikke i orden", f"{file}: a row is not in order") from e
    towns = _told_apart(towns)
    others: dict[str, list[Place]] = {}
    for place, row in zip(towns, rows, strict=True):
        for name in row["alternative_names"].split("|"):
            others.setdefault(folded(name), []).append(place)
            others.setdefault(_bare(name), []).append(place)
        others.setdefault(_bare(place.name), []).append(place)
    names: dict[str, list[Place]] = {}
    everywhere = [*towns, *_lands(towns)]
    for place in everywhere:
        names.setdefault(folded(place.name), []).append(place)
    by_slug = {place.slug: place for place in (*everywhere, COUNTRY)}
    return Places(tuple(towns), _ordered(names), _ordered(others), by_slug)


def _word(name: str) -> str:
    return "på" if name in denmark().on else "i"


def _bare(name: str) -> str:
    """Without the Danish letters, as on a foreign keyboard: kobenhavn, arhus."""
    return folded(name.lower().replace("ø", "o").replace("å", "a"))


def _ordered(found: Mapping[str, Iterable[Place]]) -> dict[str, tuple[Place, ...]]:
    return {
        name: tuple(sorted(dict.fromkeys(places), key=lambda p: (-p.population, p.label)))
        for name, places in found.items()
    }


def _told_apart(towns: list[Place]) -> list[Place]:
    """Namesakes each with the nearest town that is larger."""
    often: dict[str, int] = {}
    for town in towns:
        often[town.name] = often.get(town.name, 0) + 1
    return [_beside(town, towns) if often[town.name] > 1 else town for town in towns]


def _beside(town: Place, towns: list[Place]) -> Place:
    larger = [t for t in towns if t.population > town.population and t.name != town.name]
    near = min(larger, key=lambda t: kilometres(t.lat, t.lon, town.lat, town.lon)).name if larger else None
    return Place(
        town.name,
        town.lat,
        town.lon,
        population=town.population,
        near=near and f"ved {near}",
        word=town.word,
    )


def _lands(towns: list[Place]) -> list[Place]:
    lands = []
    for name, land in denmark().lands.items():
        middle = [t for t in towns if t.name in land.towns]
        if middle:
            lat, lon = (sum(getattr(t, axis) for t in middle) / len(middle) for axis in ("lat", "lon"))
            people = sum(t.population for t in middle)
            lands.append(Place(name, lat, lon, kind="land", population=people, word=land.word))
    return lands


def _one_is_meant(found: Iterable[Place]) -> bool:
    first, *rest = found
    return not rest or first.population >= FAR_LARGER * rest[0].population


def _without_word(text: str) -> str:
    """\"i Odense" and "på Bornholm" lead where Odense and Bornholm lead."""
    typed = " ".join(text.split())
    word, _, rest = typed.partition(" ")
    return rest if rest and word.lower() in {"i", "på", "in", "on", "near", "nær", "ved"} else typed


def _postcode(typed: str) -> str | None:
    """The first word when it is four digits, with or without a DK in front."""
    first = typed.upper().removeprefix("DK-").removeprefix("DK ").partition(" ")[0]
    return first if len(first) == 4 and first.isascii() and first.isdigit() else None


def _of_postcode(code: str, postcodes: Postcodes | None) -> tuple[Place, ...]:
    found = postcodes(code) if postcodes else None
    if found is None:
        return ()
    town, lat, lon = found
    return (Place(f"{code} {town}" if town else code, lat, lon, kind="postcode"),)
