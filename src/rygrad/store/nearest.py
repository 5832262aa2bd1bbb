"""Which clinics are nearest: looks in a circle that grows until it holds enough, in the table's own order."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from math import cos, pi, radians, sqrt

from sqlalchemy import Connection, Row, select, text
from sqlalchemy.sql import func

from rygrad.directory.clinic import Profession, Specialty, wanted
from rygrad.directory.denmark import kilometres
from rygrad.directory.squares import KM_A_DEGREE, ranges
from rygrad.store.tables import clinic_kinds

WHOLE_KM = 700  # from any place in Denmark this circle holds all of it
AREA_KM2 = 43_000
SURE = 0.94  # of the radius: the flat map below is wrong by less than the rest
EXTRA = 40  # more than asked for, to be sorted by the true distance
ROW, SCANNED = 12.0, 1.0  # what it costs to fetch a row by its kind, and to pass one in its order
SPECIALTIES = {specialty: number for number, specialty in enumerate(Specialty, 1)}
PROFESSIONS = {Profession.PHYSIOTHERAPIST: 0, Profession.CHIROPRACTOR: 1}
EVERY = 0  # the spot of a clinic as such, whatever its specialties


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for; `filters` are names of FILTERS, and only a known "yes" is a hit."""

    specialty: Specialty | None = None
    profession: Profession | None = None
    filters: frozenset[str] = frozenset()

    @property
    def row(self) -> int:
        """The number of the specialty in the table."""
        return SPECIALTIES[self.specialty] if self.specialty else EVERY

    @property
    def professions(self) -> tuple[int, ...]:
        """The numbers of the professions in the table."""
        return (PROFESSIONS[self.profession],) if self.profession else tuple(PROFESSIONS.values())


Near = list[tuple[int, float]]  # number of a clinic, kilometres


def kinds(connection: Connection, wish: Wish) -> tuple[dict[int, int], int]:
    """How many clinics there are of each fitting set of flags, and how many whatever the flags."""
    of_kind = (clinic_kinds.c.specialty == wish.row) & clinic_kinds.c.profession.in_(wish.professions)
    query = select(clinic_kinds.c.flags, func.sum(clinic_kinds.c.count)).where(of_kind)
    counted = {flags: int(n) for flags, n in connection.execute(query.group_by(clinic_kinds.c.flags))}
    bits = wanted(wish.filters)
    return {flags: n for flags, n in counted.items() if flags & bits == bits}, sum(counted.values())


def nearest(
    connection: Connection, lat: float, lon: float, wish: Wish, most: int, within_km: float
) -> tuple[Near, int]:
    """The nearest clinics, nearest first, and how many fit in the whole country."""
    fitting, all_ = kinds(connection, wish)
    total = sum(fitting.values())
    if not total or most < 1:
        return [], total
    if total * ROW < (most + EXTRA) * 8 * SCANNED * all_ / total:
        rows = _of_kinds(connection, wish, fitting, lat, lon, most)
        return _sorted(rows, lat, lon, most, within_km), total
    widest = max(within_km, 0.01) / SURE
    km = min(widest, 0.5 * sqrt(AREA_KM2 * most * 1.3 / (pi * total)))
    while True:
        rows = _in_circle(connection, wish, lat, lon, km, most)
        found = _sorted(rows, lat, lon, most, min(within_km, km * SURE if km < WHOLE_KM else km))
        if len(found) >= most or km >= min(WHOLE_KM, widest):
            return found, total
        grow = 2.5 if not found else min(2.5, max(1.4, 1.2 * sqrt(most / len(found))))
        km = min(WHOLE_KM, widest, km * grow)


def _sorted(rows: Collection[Row[int, float, float]], lat: float, lon: float, most: int, km: float) -> Near:
    """By the true distance, as far as it goes."""
    told = ((kilometres(lat, lon, row[1], row[2]), row[0]) for row in rows)
    return [(number, far) for far, number in sorted(told) if far <= km][:most]


# Squared distance on a flat map, in degrees of latitude; good enough to choose whom to measure.
_FAR = "(s.lat - :lat) * (s.lat - :lat) + (s.lon - :lon) * (s.lon - :lon) * :narrow"
_FITS = "s.specialty = :specialty and s.profession in ({professions})"
_NEAREST = "order by {far}, s.clinic limit :limit"


def _in_circle(
    connection: Connection, wish: Wish, lat: float, lon: float, km: float, most: int
) -> Collection[Row[int, float, float]]:
    squares = ", ".join(f"({first}, {last})" for first, last in ranges(lat, lon, km))
    fits = _FITS.format(professions=", ".join(map(str, wish.professions)))
    query = text(
        f"with r (a, b) as (values {squares}) "
        f"select s.clinic, s.lat, s.lon from r cross join clinic_spots s where {fits} "
        f"and s.square between r.a and r.b and (s.flags & :bits) = :bits and {_FAR} <= :far "
        + _NEAREST.format(far=_FAR)
    )
    told = _told(wish, lat, lon, most) | {"bits": wanted(wish.filters), "far": (km / KM_A_DEGREE) ** 2}
    return connection.execute(query, told).all()


def _of_kinds(
    connection: Connection, wish: Wish, fitting: Collection[int], lat: float, lon: float, most: int
) -> Collection[Row[int, float, float]]:
    """All that fit: when they are few, this is less than looking for them."""
    fits = _FITS.format(professions=", ".join(map(str, wish.professions)))
    query = text(
        f"select s.clinic, s.lat, s.lon from clinic_spots s where {fits} "
        f"and s.flags in ({', '.join(map(str, fitting))}) " + _NEAREST.format(far=_FAR)
    )
    return connection.execute(query, _told(wish, lat, lon, most)).all()


def _told(wish: Wish, lat: float, lon: float, most: int) -> dict[str, float]:
    narrow = cos(radians(lat)) ** 2
    return {"specialty": wish.row, "lat": lat, "lon": lon, "narrow": narrow, "limit": most + EXTRA}
