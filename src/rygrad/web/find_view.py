"""What a page of the directory shows: clinics by distance, towns that have some, and how they are said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from markupsafe import Markup

from rygrad.directory.clinic import FILTERS, Clinic
from rygrad.directory.denmark import kilometres
from rygrad.directory.places import Place, Places
from rygrad.store.clinics import Directory, Found, Hit, Town
from rygrad.web.clinic_map import ON_COUNTRY, Point, country_map, place_map
from rygrad.web.find_query import Asked
from rygrad.web.texts import Say, number_words
from rygrad.web.visit import Lang

HERE_KM = 15  # farther away is not in that town any more
NEAR_TOWNS = 6
ON_MAP = 40  # markers on the map of a town; more would hide each other
SAME_TOWN_KM = 30  # a namesake is farther away
WORDS = {"da": {"i": "i", "på": "på"}, "en": {"i": "in", "på": "on"}}
OSM = "osm-"  # how the ids of clinics from OpenStreetMap begin


@dataclass(frozen=True, slots=True)
class Shown:
    """One clinic in the list: its number there and on the map, and how far away it is."""

    number: int
    clinic: Clinic
    far: str | None
    known: tuple[str, ...]  # names of FILTERS that are known to be so


@dataclass(frozen=True, slots=True)
class TownShown:
    """A town with clinics; a number when it is on the map too."""

    name: str
    address: str
    clinics: int
    far: str | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class View:
    """All that the page of one place shows."""

    place: Place
    where: str
    asked: Asked
    clinics: tuple[Shown, ...]
    total: int
    left_out: int  # by the filters: said no, or said nothing
    nearest: str | None  # how far the nearest is, when none is near
    towns: tuple[TownShown, ...]
    without_town: int  # clinics whose town the list does not tell
    map: Markup
    invented: bool
    from_osm: bool


def where(place: Place, lang: Lang) -> str:
    """As it stands in a sentence: "i Odense", "on Bornholm"."""
    name = "Denmark" if place.kind == "country" and lang == "en" else place.name
    return f"{WORDS[lang][place.word]} {name}"


def far(distance: float | None, t: Say, lang: Lang) -> str | None:
    """A distance as it is said; whole kilometres from ten on."""
    if distance is None:
        return None
    if distance < 1:
        return t("find-under-1-km")
    return t("find-km", km=number_words(lang, round(distance) if distance >= 10 else round(distance, 1)))


def view(directory: Directory, places: Places, place: Place, asked: Asked, t: Say, lang: Lang) -> View:
    """The clinics nearest a place, or the towns of the country that have some."""
    asked = replace(asked, lang=None)  # a link need not say it: what was chosen is remembered
    country = place.kind == "country"
    found = _found(directory, place, asked)
    clinics = tuple(_shown(number, hit, t, lang) for number, hit in enumerate(found.hits, 1))
    wide = found.hits or (() if country else directory.nearest(place.lat, place.lon, asked.wish).hits)
    none_near = not country and place.kind != "land" and bool(wide) and _beyond(wide[0], asked)
    if country:
        towns, drawn = _country(directory.towns(asked.wish), places, asked, lang)
    else:
        towns = _near_towns(wide, places, place, asked, t, lang) if none_near else ()
        drawn = place_map(_points(clinics[:ON_MAP]), lang, (place.lat, place.lon), place.name, places.towns)
    return View(
        place=place,
        where=where(place, lang),
        asked=asked,
        clinics=() if country else clinics,
        total=found.total,
        left_out=directory.fitting(asked.bare().wish) - found.total if asked.filters else 0,
        nearest=far(wide[0].kilometres, t, lang) if none_near else None,
        towns=towns,
        without_town=found.total - sum(town.clinics for town in towns) if country else 0,
        map=drawn,
        invented=any(hit.clinic.invented for hit in wide),
        from_osm=any(hit.clinic.id.startswith(OSM) for hit in wide),
    )


def _found(directory: Directory, place: Place, asked: Asked) -> Found:
    if place.kind == "country":  # one is enough to tell what kind of list it is; towns are shown instead
        return directory.nearest(place.lat, place.lon, asked.wish, 1)
    return directory.nearest(place.lat, place.lon, asked.wish, asked.most, asked.within_km)


def _beyond(first: Hit, asked: Asked) -> bool:
    """Whether even the nearest is not near."""
    return (first.kilometres or 0) > min(asked.within_km, HERE_KM)


def _shown(number: int, hit: Hit, t: Say, lang: Lang) -> Shown:
    known = tuple(name for name in FILTERS if getattr(hit.clinic, name))
    return Shown(number, hit.clinic, far(hit.kilometres, t, lang), known)


def _points(clinics: Iterable[Shown]) -> list[Point]:
    return [
        Point(
            one.number,
            one.clinic.name,
            f"#clinic-{one.number}",
            one.clinic.lat,
            one.clinic.lon,
            one.clinic.approximate,
        )
        for one in clinics
    ]


def place_of(name: str, lat: float, lon: float, places: Places) -> Place:
    """The place a list means by a town's name: of namesakes the near one, else the nearest town at all."""
    named = [p for p in places.exactly(name) if p.kind == "town"]
    nearest = min(named, key=lambda p: kilometres(lat, lon, p.lat, p.lon), default=None)
    if nearest is None or kilometres(lat, lon, nearest.lat, nearest.lon) > SAME_TOWN_KM:
        return places.nearest(lat, lon)
    return nearest


@lru_cache(maxsize=64)
def _country(
    listed: tuple[Town, ...], places: Places, asked: Asked, lang: Lang
) -> tuple[tuple[TownShown, ...], Markup]:
    """The towns of the country and their map: the same for everyone until the list changes."""
    towns, points = _numbered(_country_towns(listed, places), asked)
    return towns, country_map(points, lang)


def _country_towns(towns: Iterable[Town], places: Places) -> list[tuple[Place, int]]:
    """Places with clinics, by name; Aarhus C and Aarhus N are Aarhus."""
    counted: dict[Place, int] = {}
    for town in towns:
        place = place_of(town.name, town.lat, town.lon, places)
        counted[place] = counted.get(place, 0) + town.clinics
    return sorted(((p, n) for p, n in counted.items()), key=lambda one: _alphabet(one[0].label))


def _alphabet(name: str) -> tuple[int, ...]:
    """The order of the Danish alphabet: æ, ø, å last, aa as å."""
    ends = {"æ": 200, "ø": 201, "å": 202}
    return tuple(ends.get(c, ord(c)) for c in name.lower().replace("aa", "å"))


def _numbered(
    towns: Sequence[tuple[Place, int]], asked: Asked
) -> tuple[tuple[TownShown, ...], tuple[Point, ...]]:
    """Towns by name; those with most clinics have a number and a point on the map."""
    largest = sorted(towns, key=lambda one: (-one[1], one[0].label))[:ON_COUNTRY]
    on_map = {place for place, _ in largest}
    shown: list[TownShown] = []
    points: list[Point] = []
    for place, clinics in towns:
        number = len(points) + 1 if place in on_map else None
        town = TownShown(place.label, asked.at(place.slug).address, clinics, number=number)
        shown.append(town)
        if number:
            points.append(Point(number, place.label, town.address, place.lat, place.lon))
    return tuple(shown), tuple(points)


def _near_towns(
    hits: Iterable[Hit], places: Places, place: Place, asked: Asked, t: Say, lang: Lang
) -> tuple[TownShown, ...]:
    """The towns of the nearest clinics, nearest first, with how many of those each has."""
    counted: dict[Place, int] = {}
    for hit in hits:
        town = place_of(hit.clinic.town or "", hit.clinic.lat, hit.clinic.lon, places)
        counted[town] = counted.get(town, 0) + 1
    shown = []
    for town, clinics in list(counted.items())[:NEAR_TOWNS]:
        away = far(kilometres(place.lat, place.lon, town.lat, town.lon), t, lang)
        shown.append(TownShown(town.label, asked.bare().at(town.slug).address, clinics, away))
    return tuple(shown)
