"""The clinics of a site: a new list replaces the old one wholly or not at all; the nearest are found fast."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from pydantic import ValidationError
from sqlalchemy import Connection, Engine, bindparam, delete, func, insert, select, update

from rygrad.directory.changes import Changes, changes
from rygrad.directory.clinic import Clinic, flags, wanted
from rygrad.directory.squares import number as square_of
from rygrad.store.database import reading, writing
from rygrad.store.faults import StoreError
from rygrad.store.nearest import EVERY, PROFESSIONS, SPECIALTIES, WHOLE_KM, Wish, kinds, nearest
from rygrad.store.tables import clinic_kinds, clinic_spots, clinic_towns, clinics

AT_ONCE = 5_000  # rows written in one go
MOST = 1_000  # hits of one search
Seen = Callable[[int, int], None]  # clinics written, clinics to write
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Hit:
    """A clinic, and how many kilometres away as the crow flies; None without a place to be away from."""

    clinic: Clinic
    kilometres: float | None


@dataclass(frozen=True, slots=True)
class Town:
    """A town as the list writes it, how many clinics fit there, and the middle of them."""

    name: str
    clinics: int
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Found:
    """The hits that were asked for, nearest first, and how many there are in the whole country."""

    hits: tuple[Hit, ...]
    total: int

    @classmethod
    def of(cls, clinic: Clinic) -> Found:
        """One clinic that was asked for by its id."""
        return cls((Hit(clinic, None),), 1)

    @property
    def pairs(self) -> list[tuple[Clinic, float | None]]:
        """Each clinic with its distance in kilometres, as it is written for other programs."""
        return [(hit.clinic, hit.kilometres) for hit in self.hits]


class Directory:
    """The clinics in a site's database. Safe to use from several threads; raises StoreError."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def compare(self, new: Iterable[Clinic], refused: Collection[str] = ()) -> Changes:
        """What a new list would change; nothing is written."""
        with reading(self.engine) as connection:
            return changes(_open(connection), _closed(connection), new, refused)

    def replace(
        self, new: Iterable[Clinic], day: date, refused: Collection[str] = (), seen: Seen | None = None
    ) -> Changes:
        """The new list instead of the old one, in one step; what is in it no more is closed on the day.

        Whatever interrupts it, the old list is there afterwards; the same list again writes nothing.
        """
        with writing(self.engine) as connection:
            made = changes(_open(connection), _closed(connection), new, refused)
            if made.any:
                _write(connection, made, day, seen)
        return made

    def clinic(self, id_: str) -> Clinic | None:
        """The open clinic of an id, or None."""
        query = select(clinics.c.record).where(clinics.c.id == id_, clinics.c.closed_on.is_(None))
        with reading(self.engine) as connection:
            record = connection.execute(query).scalar()
        return None if record is None else _read(record)

    def closed_on(self, id_: str) -> date | None:
        """The day from which a clinic was in the list no more; None while it is, or was never known."""
        with reading(self.engine) as connection:
            day: date | None = connection.execute(
                select(clinics.c.closed_on).where(clinics.c.id == id_)
            ).scalar()
        return day

    def count(self) -> int:
        """How many clinics are open."""
        with reading(self.engine) as connection:
            return kinds(connection, Wish())[1]

    def everything(self) -> list[Clinic]:
        """Every open clinic, by name."""
        with reading(self.engine) as connection:
            listed = list(_open(connection).values())
        return sorted(listed, key=lambda clinic: (clinic.name, clinic.id))

    def nearest(
        self, lat: float, lon: float, wish: Wish | None = None, most: int = 20, within_km: float = WHOLE_KM
    ) -> Found:
        """The nearest clinics that fit a wish; within a distance, when one is told."""
        wish, most = wish or Wish(), min(most, MOST)
        with reading(self.engine) as connection:
            near, total = nearest(connection, lat, lon, wish, most, within_km)
            records = _records(connection, [number for number, _ in near])
        return Found(tuple(Hit(_read(records[number]), far) for number, far in near), total)

    def by_name(self, wish: Wish | None = None, most: int = 20) -> Found:
        """Clinics of the whole country that fit a wish, by name."""
        wish, most = wish or Wish(), min(most, MOST)
        with reading(self.engine) as connection:
            fitting, _ = kinds(connection, wish)
            spots = select(clinic_spots.c.clinic).where(
                clinic_spots.c.specialty == wish.row,
                clinic_spots.c.profession.in_(wish.professions),
                clinic_spots.c.flags.in_(fitting),
            )
            query = select(clinics.c.record).where(clinics.c.number.in_(spots))
            found = connection.execute(query.order_by(clinics.c.name, clinics.c.id).limit(most)).scalars()
            hits = tuple(Hit(_read(record), None) for record in found)
        return Found(hits, sum(fitting.values()))

    def towns(self, wish: Wish | None = None) -> tuple[Town, ...]:
        """The towns with clinics that fit a wish, by name."""
        wish, town = wish or Wish(), clinic_towns.c
        n = func.sum(town.count)
        lat, lon = (func.sum(axis * town.count) / n for axis in (town.lat, town.lon))
        bits = wanted(wish.filters)
        query = select(town.town, n, lat, lon).where(
            town.specialty == wish.row,
            town.profession.in_(wish.professions),
            town.flags.bitwise_and(bits) == bits,
        )
        with reading(self.engine) as connection:
            rows = connection.execute(query.group_by(town.town).order_by(town.town)).all()
        return tuple(Town(name, int(count), lat, lon) for name, count, lat, lon in rows)

    def fitting(self, wish: Wish | None = None) -> int:
        """How many clinics of the whole country fit a wish."""
        with reading(self.engine) as connection:
            return sum(kinds(connection, wish or Wish())[0].values())

    def postcode(self, code: str) -> tuple[str | None, float, float] | None:
        """A postcode's town and the middle of the clinics there, or None when no clinic has it."""
        query = select(clinics.c.record).where(clinics.c.postcode == code, clinics.c.closed_on.is_(None))
        with reading(self.engine) as connection:
            there = [_read(record) for record in connection.execute(query.limit(100)).scalars()]
        if not there:
            return None
        lat, lon = (sum(getattr(c, axis) for c in there) / len(there) for axis in ("lat", "lon"))
        return next((c.town for c in there if c.town), None), lat, lon


def _read(record: str) -> Clinic:
    try:
        return Clinic.model_validate_json(record)
    except ValidationError as e:
        raise StoreError(
            "en klinik i databasen kan ikke læses. Hent listen ind igen: rygrad clinics import",
            "a clinic in the database cannot be read. Load the list again: rygrad clinics import",
        ) from e


def _open(connection: Connection) -> dict[str, Clinic]:
    query = select(clinics.c.id, clinics.c.record).where(clinics.c.closed_on.is_(None))
    return {id_: _read(record) for id_, record in connection.execute(query)}


def _closed(connection: Connection) -> set[str]:
    return set(connection.execute(select(clinics.c.id).where(clinics.c.closed_on.is_not(None))).scalars())


def _records(connection: Connection, numbers: Sequence[int]) -> dict[int, str]:
    query = select(clinics.c.number, clinics.c.record).where(clinics.c.number.in_(numbers))
    return {row.number: row.record for row in connection.execute(query)}


def _numbers(connection: Connection) -> dict[str, int]:
    return {row.id: row.number for row in connection.execute(select(clinics.c.id, clinics.c.number))}


def _write(connection: Connection, made: Changes, day: date, seen: Seen | None) -> None:
    written = 0
    known = _numbers(connection)
    next_number = (connection.execute(select(func.max(clinics.c.number))).scalar() or 0) + 1
    again = [*(change.after for change in made.changed), *made.reopened]
    _close(connection, [known[clinic.id] for clinic in made.removed], day)
    _forget_spots(connection, [known[clinic.id] for clinic in again])
    for some in _parts(again):
        rows = [_row(known[clinic.id], clinic) for clinic in some]
        connection.execute(_REWRITE, [{f"to_{name}": value for name, value in row.items()} for row in rows])
        connection.execute(insert(clinic_spots), list(_spots(known, some)))
    for some in _parts(made.added):
        new = {clinic.id: next_number + at for at, clinic in enumerate(some)}
        next_number += len(some)
        connection.execute(insert(clinics), [_row(new[clinic.id], clinic) for clinic in some])
        connection.execute(insert(clinic_spots), list(_spots(new, some)))
        written += len(some)
        if seen:
            seen(written, len(made.added))
    _count(connection)


_REWRITE = (
    update(clinics)
    .where(clinics.c.number == bindparam("to_number"))
    .values(
        name=bindparam("to_name"),
        postcode=bindparam("to_postcode"),
        town=bindparam("to_town"),
        record=bindparam("to_record"),
        closed_on=None,
    )
)


def _parts(listed: Sequence[T]) -> Iterator[Sequence[T]]:
    return (listed[at : at + AT_ONCE] for at in range(0, len(listed), AT_ONCE))


def _row(number: int, clinic: Clinic) -> dict[str, Any]:
    return {
        "number": number,
        "id": clinic.id,
        "name": clinic.name,
        "postcode": clinic.postcode,
        "town": clinic.town,
        "record": clinic.model_dump_json(exclude_defaults=True),
    }


def _spots(numbers: dict[str, int], some: Iterable[Clinic]) -> Iterator[dict[str, Any]]:
    """One for the clinic as such, one for each of its specialties."""
    for clinic in some:
        spot = {
            "profession": PROFESSIONS[clinic.profession],
            "square": square_of(clinic.lat, clinic.lon),
            "clinic": numbers[clinic.id],
            "flags": flags(clinic),
            "lat": clinic.lat,
            "lon": clinic.lon,
        }
        for row in (EVERY, *(SPECIALTIES[specialty] for specialty in clinic.specialties)):
            yield {"specialty": row, **spot}


def _close(connection: Connection, numbers: Sequence[int], day: date) -> None:
    for some in _parts(numbers):
        connection.execute(update(clinics).where(clinics.c.number.in_(some)).values(closed_on=day))
    _forget_spots(connection, numbers)


def _forget_spots(connection: Connection, numbers: Sequence[int]) -> None:
    for some in _parts(numbers):
        connection.execute(delete(clinic_spots).where(clinic_spots.c.clinic.in_(some)))


def _count(connection: Connection) -> None:
    """Counts every kind, and every town's, anew: searching trusts these figures."""
    kind = (clinic_spots.c.specialty, clinic_spots.c.profession, clinic_spots.c.flags)
    counted = select(*kind, func.count()).group_by(*kind)
    connection.execute(delete(clinic_kinds))
    connection.execute(
        insert(clinic_kinds).from_select(["specialty", "profession", "flags", "count"], counted)
    )
    spots = clinic_spots.c
    of_town = (spots.specialty, spots.profession, clinics.c.town, spots.flags)
    there = select(*of_town, func.count(), func.avg(spots.lat), func.avg(spots.lon))
    there = there.join(clinics, clinics.c.number == spots.clinic).where(clinics.c.town.is_not(None))
    connection.execute(delete(clinic_towns))
    connection.execute(
        insert(clinic_towns).from_select(
            [column.name for column in clinic_towns.columns], there.group_by(*of_town)
        )
    )
