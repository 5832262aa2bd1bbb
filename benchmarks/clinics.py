"""How fast the nearest of 3,000 and of 1,000,000 made-up clinics are found, and how fast a list loads.

.venv/bin/python benchmarks/clinics.py [--clinics N ...] [--searches N] [--seed N]
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from machine import machine, peak_bytes, progress, table

from rygrad.directory.clinic import FILTERS, Clinic, Profession, Specialty
from rygrad.directory.places import Place, read_places
from rygrad.directory.reading import read_list
from rygrad.directory.rows import Ground
from rygrad.directory.writing import as_csv
from rygrad.store.clinics import Directory
from rygrad.store.database import FILE, open_database
from rygrad.store.nearest import Wish

DAY = date(2026, 11, 22)
MOST_ROWS = 3_000  # of the list that is loaded from a file
RARE = 0.004  # how many clinics carry what is rarely asked for
WISHES = {
    "any": Wish(),
    "back": Wish(Specialty.RYG, Profession.PHYSIOTHERAPIST),
    "back, wheelchair, agreement": Wish(
        Specialty.RYG, Profession.PHYSIOTHERAPIST, frozenset({"wheelchair", "ydernummer"})
    ),
    "a rare one": Wish(Specialty.SPINALSTENOSE, None, frozenset({"home_visits"})),
    "one that is nowhere": Wish(Specialty.SPINALSTENOSE, None, frozenset(FILTERS)),
}


def made_up(count: int, towns: tuple[Place, ...], dice: random.Random) -> Iterator[Clinic]:
    """Clinics where people live: as many in a town as its people call for, thinner outwards."""
    weights = [max(town.population, 200) for town in towns]
    for at, town in enumerate(dice.choices(towns, weights, k=count)):
        width = 0.004 + (town.population / 1e6) * 0.05
        rare = dice.random() < RARE
        yield Clinic(
            id=f"b{at}",
            name=f"Klinik {at} {town.name}",
            profession=Profession.CHIROPRACTOR if dice.random() < 0.15 else Profession.PHYSIOTHERAPIST,
            lat=min(57.7, max(54.6, dice.gauss(town.lat, width))),
            lon=dice.gauss(town.lon, width * 1.8),
            address=f"Vej {at % 200}",
            postcode=f"{1000 + at % 8990}",
            town=town.name,
            phone=f"+45{20_000_000 + at}",
            specialties=(
                *((Specialty.RYG,) if dice.random() < 0.6 else ()),
                *((Specialty.ISKIAS,) if dice.random() < 0.2 else ()),
                *((Specialty.SPINALSTENOSE,) if rare else ()),
            ),
            wheelchair=dice.choice([True, False, None]),
            ydernummer=dice.choice([True, True, False, None]),
            home_visits=dice.choice([True, False, None]),
            group_training=None if rare else dice.choice([True, False, None]),
        )


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def searches(
    directory: Directory, towns: tuple[Place, ...], count: int, dice: random.Random
) -> list[list[str]]:
    """A line a wish: the nearest 20 from the towns people would search from, largest ones most."""
    rows = []
    weights = [max(town.population, 200) for town in towns]
    for named, wish in WISHES.items():
        asked = dice.choices(towns, weights, k=count)
        directory.nearest(asked[0].lat, asked[0].lon, wish)
        took = sorted(seconds(lambda p=p, w=wish: directory.nearest(p.lat, p.lon, w)) for p in asked)  # type: ignore[misc]
        total = directory.nearest(asked[0].lat, asked[0].lon, wish).total
        cells = (took[len(took) // 2], took[int(len(took) * 0.99)], took[-1])
        rows.append([named, f"{total:,}", *(f"{s * 1000:.2f} ms" for s in cells)])
    return rows


def main() -> int:
    """Prints a table for each number of clinics."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--clinics", type=int, nargs="+", default=[3_000, 1_000_000])
    given.add_argument("--searches", type=int, default=300)
    given.add_argument("--seed", type=int, default=20_261_122)
    told = given.parse_args()
    places = read_places()
    print(f"{machine(['sqlalchemy', 'pydantic', 'phonenumbers'])}\n")
    for count in told.clinics:
        dice = random.Random(told.seed)
        with tempfile.TemporaryDirectory() as folder:
            progress(f"making {count:,} clinics")
            listed = list(made_up(count, places.towns, dice))
            directory = Directory(open_database(Path(folder)))
            progress("writing them")
            wrote = seconds(lambda d=directory, c=listed: d.replace(c, DAY))  # type: ignore[misc]
            print(f"{count:,} clinics, written in {wrote:.1f} s")
            if count <= MOST_ROWS:
                file = Path(folder) / "list.csv"
                file.write_text(as_csv(listed), encoding="utf-8")
                read = seconds(lambda f=file: read_list(f, Ground(places, DAY)))  # type: ignore[misc]
                print(f"read from CSV and checked in {read:.2f} s")
                again = seconds(lambda d=directory, c=listed: d.replace(c, DAY))  # type: ignore[misc]
                print(f"the same again in {again:.2f} s")
            del listed
            progress("searching")
            heads = ["the nearest 20", "in the country", "median", "99 of 100", "slowest"]
            print(f"\n{table(heads, searches(directory, places.towns, told.searches, dice))}")
            size = (Path(folder) / FILE).stat().st_size / 1e6
            print(f"\nfile {size:.0f} MB, memory {peak_bytes() / 1e6:.0f} MB\n")
            directory.engine.dispose()
    return 0


if __name__ == "__main__":
    sys.exit(main())
