"""A site's clinics: replaced whole or not at all, whatever interrupts; the nearest are the nearest."""

from __future__ import annotations

import math
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from rygrad.directory.clinic import FILTERS, Clinic, Profession, Specialty
from rygrad.directory.denmark import kilometres
from rygrad.directory.squares import number, ranges
from rygrad.store.clinics import Directory
from rygrad.store.database import FILE, StoreError, open_database, writing
from rygrad.store.nearest import Wish

DAY = date(2026, 11, 22)
LATER = date(2026, 12, 1)
MAKES = """
import sys
from datetime import date
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from test_clinics import some_clinics
from rygrad.store.clinics import Directory
from rygrad.store.database import open_database
directory = Directory(open_database(Path(sys.argv[1])))
new = some_clinics(12_000, int(sys.argv[2]))
print("ready", flush=True)
directory.replace(new, date(2026, 12, 1))
print("done", flush=True)
"""


def clinic(id_: str, lat: float = 55.4, lon: float = 10.4, **told: Any) -> Clinic:
    usual: dict[str, Any] = {"name": f"Klinik {id_}", "profession": Profession.PHYSIOTHERAPIST}
    return Clinic(id=id_, lat=lat, lon=lon, **(usual | told))


def some_clinics(count: int, seed: int) -> list[Clinic]:
    """Clinics all over Denmark, half of them in one town, with all kinds of gaps."""
    dice = random.Random(seed)
    made = []
    for at in range(count):
        lat, lon = dice.uniform(54.6, 57.7), dice.uniform(8.1, 12.6)
        if at % 2:
            lat, lon = dice.gauss(55.68, 0.03), dice.gauss(12.56, 0.05)
        told: dict[str, Any] = {name: dice.choice([True, False, None]) for name in FILTERS}
        told["profession"] = dice.choice(list(Profession))
        told["specialties"] = tuple(s for s in Specialty if dice.random() < 0.3)
        told["postcode"] = f"{dice.randrange(1000, 9990)}"
        made.append(clinic(f"k{seed}-{at}", lat, lon, **told))
    return made


@pytest.fixture
def directory(tmp_path: Path) -> Iterator[Directory]:
    """A directory in a real file."""
    engine = open_database(tmp_path)
    yield Directory(engine)
    engine.dispose()


def test_a_new_list_replaces_the_old_one_and_keeps_what_was_closed(directory: Directory) -> None:
    assert len(directory.replace([clinic("a"), clinic("b"), clinic("c")], DAY).added) == 3
    made = directory.replace([clinic("a"), clinic("b", name="Nyt navn", lat=57.0), clinic("d")], LATER)
    assert ([c.id for c in made.added], [c.id for c in made.removed]) == (["d"], ["c"])
    assert [(c.after.id, c.fields) for c in made.changed] == [("b", ("name", "lat"))]
    assert (made.unchanged, directory.count()) == (1, 3)
    assert (directory.clinic("c"), directory.closed_on("c"), directory.closed_on("a")) == (None, LATER, None)
    assert directory.nearest(57.0, 10.4).hits[0].clinic.id == "b"
    assert [c.id for c in directory.everything()] == ["a", "d", "b"]


def test_a_clinic_that_comes_back_is_open_again(directory: Directory) -> None:
    for listed in ([clinic("a"), clinic("b")], [clinic("a")]):
        directory.replace(listed, DAY)
    made = directory.replace([clinic("a"), clinic("b")], LATER)
    assert [c.id for c in made.reopened] == ["b"]
    assert directory.closed_on("b") is None
    assert directory.nearest(55.4, 10.4).total == 2


def test_the_same_list_again_writes_nothing(directory: Directory, tmp_path: Path) -> None:
    listed = some_clinics(300, 1)
    directory.replace(listed, DAY)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir() if not file.name.endswith("-shm")}
    assert not directory.replace(listed, LATER).any
    assert before == {f.name: f.read_bytes() for f in tmp_path.iterdir() if not f.name.endswith("-shm")}


def test_comparing_writes_nothing(directory: Directory) -> None:
    directory.replace([clinic("a")], DAY)
    made = directory.compare([clinic("b")])
    assert ([c.id for c in made.added], [c.id for c in made.removed]) == (["b"], ["a"])
    assert directory.clinic("b") is None


def test_a_clinic_whose_row_is_refused_stays_as_it_was(directory: Directory) -> None:
    directory.replace([clinic("a"), clinic("b")], DAY)
    made = directory.replace([clinic("a")], LATER, refused={"b"})
    assert ([c.id for c in made.spared], made.removed) == (["b"], [])
    assert directory.clinic("b") is not None


def test_all_that_a_clinic_has_is_kept(directory: Directory) -> None:
    full = clinic(
        "full",
        approximate=True,
        address="Vestergade 1",
        postcode="5000",
        town="Odense C",
        phone="+4565123456",
        mail="a@example.com",
        web="https://example.com",
        booking="https://example.com/b",
        specialties=(Specialty.RYG,),
        other_specialties=("knæ",),
        ydernummer=True,
        wheelchair=False,
        home_visits=None,
        group_training=True,
        opening_hours="Mo 8-16",
        price_first=45050,
        price_follow_up=30000,
        languages=("da", "en"),
        waiting_days=0,
        confirmed_on=DAY,
        note="'; drop table clinics; --",
    )
    directory.replace([full], DAY)
    assert directory.clinic("full") == full
    assert directory.nearest(55.4, 10.4).hits[0].clinic == full
    assert directory.postcode("5000") == ("Odense C", 55.4, 10.4)
    assert directory.postcode("9999") is None


def by_hand(listed: list[Clinic], lat: float, lon: float, wish: Wish) -> list[tuple[str, float]]:
    """Every clinic looked at, one after the other."""
    fits = [
        c
        for c in listed
        if (not wish.specialty or wish.specialty in c.specialties)
        and (not wish.profession or wish.profession == c.profession)
        and all(getattr(c, name) for name in wish.filters)
    ]
    return sorted(((c.id, kilometres(lat, lon, c.lat, c.lon)) for c in fits), key=lambda x: x[1])


def test_the_nearest_are_those_found_by_looking_at_every_clinic(directory: Directory) -> None:
    listed, dice = some_clinics(3_000, 7), random.Random(3)
    directory.replace(listed, DAY)
    for at in range(150):
        wish = Wish(
            dice.choice([None, *Specialty]),
            dice.choice([None, *Profession]),
            frozenset(name for name in FILTERS if dice.random() < 0.3),
        )
        lat, lon = dice.uniform(54.5, 57.8), dice.uniform(8, 15.3)
        if at % 3 == 0:
            lat, lon = 55.68, 12.56
        most, within = dice.choice([1, 20, 200]), dice.choice([700.0, 5.0, 60.0])
        found = directory.nearest(lat, lon, wish, most, within)
        expected = by_hand(listed, lat, lon, wish)
        assert found.total == len(expected)
        near = [one for one in expected if one[1] <= within][:most]
        assert [(h.clinic.id, h.kilometres) for h in found.hits] == near


def test_unknown_is_no_hit_and_no_is_none_either(directory: Directory) -> None:
    directory.replace(
        [clinic("yes", wheelchair=True), clinic("no", wheelchair=False), clinic("unknown")], DAY
    )
    found = directory.nearest(55.4, 10.4, Wish(filters=frozenset({"wheelchair"})))
    assert [h.clinic.id for h in found.hits] == ["yes"]


def test_the_whole_country_by_name(directory: Directory) -> None:
    listed = some_clinics(50, 2)
    directory.replace(listed, DAY)
    wish = Wish(Specialty.RYG, None, frozenset({"ydernummer"}))
    expected = sorted(c.name for c in listed if Specialty.RYG in c.specialties and c.ydernummer)
    found = directory.by_name(wish)
    assert [h.clinic.name for h in found.hits] == expected
    assert found.total == len(expected)


def test_an_empty_directory_finds_nothing(directory: Directory) -> None:
    assert (directory.nearest(55, 10).hits, directory.count(), directory.clinic("a")) == ((), 0, None)


def test_squares_cover_their_circle_and_are_not_many() -> None:
    dice = random.Random(5)
    for _ in range(500):
        lat, lon, km = dice.uniform(54, 58), dice.uniform(8, 15), 10 ** dice.uniform(-2, 2.8)
        covered = ranges(lat, lon, km)
        assert len(covered) <= 90
        assert all(a[1] < b[0] for a, b in pairwise(covered))
        for _ in range(10):
            far, turn = km / 111.2 * dice.random(), dice.uniform(0, 7)
            at = (lat + far * math.cos(turn), lon + far * math.sin(turn) / math.cos(math.radians(lat)) * 0.99)
            if kilometres(lat, lon, *at) <= km:
                assert any(first <= number(*at) <= last for first, last in covered)


def test_a_record_that_cannot_be_read_is_told_and_not_shown(directory: Directory) -> None:
    directory.replace([clinic("a")], DAY)
    with writing(directory.engine) as connection:
        connection.exec_driver_sql("update clinics set record = '{}'")
    with pytest.raises(StoreError, match="rygrad clinics import"):
        directory.nearest(55, 10)


def in_order(folder: Path) -> list[str]:
    """The ids of a directory whose tables all agree."""
    engine = open_database(folder)
    directory = Directory(engine)
    listed = directory.everything()
    assert directory.nearest(55, 10).total == len(listed)
    assert len(directory.nearest(55, 10, most=1_000).hits) == min(1_000, len(listed))
    engine.dispose()
    with sqlite3.connect(folder / FILE) as database:
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
    database.close()
    return sorted(c.id for c in listed)


def test_killed_at_any_moment_of_an_import_the_old_list_is_there(tmp_path: Path) -> None:
    old = some_clinics(2_000, 1)
    engine = open_database(tmp_path)
    Directory(engine).replace(old, DAY)
    engine.dispose()
    ids, here = sorted(c.id for c in old), str(Path(__file__).parent)
    killed = 0
    for seconds in (0.0, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8):
        command = [sys.executable, "-c", MAKES, str(tmp_path), "9", here]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as importing:
            assert importing.stdout is not None
            assert importing.stdout.readline() == "ready\n"
            time.sleep(seconds)
            os.kill(importing.pid, signal.SIGKILL)
            done = "done" in importing.stdout.read()
        if done:
            break  # this machine is fast: the whole import was over before it was killed
        found = in_order(tmp_path)
        if found != ids:  # on disk, and killed before it could say so
            assert found == sorted(c.id for c in some_clinics(12_000, 9))
            break
        killed += 1
    assert killed >= 4


def test_an_import_that_fails_halfway_leaves_the_old_list(directory: Directory, tmp_path: Path) -> None:
    directory.replace([clinic("a"), clinic("b")], DAY)

    def stop(_: int, __: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        directory.replace(some_clinics(100, 4), LATER, seen=stop)
    assert in_order(tmp_path) == ["a", "b"]
