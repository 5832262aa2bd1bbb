"""The same promises on a real PostgreSQL server: diaries, clinics, feedback, and a site that stands on it.

The tests of `test_diaries` and `test_clinics` that look at no file run here again, with a database of the
server in the place of the file.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.request import urlopen

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from postgres_server import Server, server
from sqlalchemy import Engine, create_engine, text
from test_clinics import (  # noqa: F401  they run here again
    clinic,
    some_clinics,
    test_a_clinic_that_comes_back_is_open_again,
    test_a_clinic_whose_row_is_refused_stays_as_it_was,
    test_a_new_list_replaces_the_old_one_and_keeps_what_was_closed,
    test_a_record_that_cannot_be_read_is_told_and_not_shown,
    test_all_that_a_clinic_has_is_kept,
    test_an_empty_directory_finds_nothing,
    test_comparing_writes_nothing,
    test_the_nearest_are_those_found_by_looking_at_every_clinic,
    test_the_whole_country_by_name,
    test_unknown_is_no_hit_and_no_is_none_either,
)
from test_diaries import (  # noqa: F401  they run here again
    test_a_diary_in_no_language_or_with_a_book_of_answers_is_refused,
    test_a_figure_outside_its_scale_is_refused_and_nothing_changes,
    test_a_full_diary_says_so_and_still_takes_a_change,
    test_a_wrong_key_opens_nothing,
    test_an_odd_activity_is_refused_and_nothing_changes,
    test_answers_and_onset_can_be_told_later,
    test_deleting_one_diary_leaves_the_others,
    test_export_holds_everything,
    test_many_threads_write_at_once,
    test_scores_come_back_with_their_activities,
    test_what_is_written_comes_back,
)

from rygrad.care.diary import Entry
from rygrad.store import database as of_database
from rygrad.store import postgres as of_postgres
from rygrad.store.card_feedback import Feedback, FeedbackStore
from rygrad.store.clinics import Directory
from rygrad.store.database import StoreError, answers, open_database, reading, writing
from rygrad.store.diaries import Store
from rygrad.store.tables import metadata

DAY = date(2026, 11, 22)
WRITES = """
import sys
from datetime import date
from rygrad.care.diary import Entry
from rygrad.store.database import open_database
from rygrad.store.diaries import Store
store = Store(open_database(sys.argv[1]))
for at in range(3000):
    store.write(sys.argv[2], Entry(date.fromordinal(737000 + at), at % 11, at % 600, None, None))
    print(737000 + at, flush=True)
"""


@pytest.fixture(scope="module")
def postgres() -> Iterator[Server]:
    """A server for this file."""
    with server() as running:
        yield running


@pytest.fixture
def address(postgres: Server) -> str:
    """The address of an empty database."""
    return postgres.new_database()


@pytest.fixture
def engine(address: str) -> Iterator[Engine]:
    """A database with our tables."""
    made = open_database(address)
    yield made
    made.dispose()


@pytest.fixture
def store(engine: Engine) -> Store:
    """Its diaries; takes the place of the store in a file."""
    return Store(engine)


@pytest.fixture
def key(store: Store) -> str:
    """The key of a new diary."""
    return store.start("da", DAY - timedelta(days=9), {"fever": False}, DAY)


@pytest.fixture
def directory(engine: Engine) -> Directory:
    """Its clinics; takes the place of the directory in a file."""
    return Directory(engine)


def at_version(address: str, version: str) -> Engine:
    """A database as an older program left it."""
    config = Config()
    config.set_main_option("script_location", str(of_database.MIGRATIONS))
    config.set_main_option("path_separator", "os")
    engine = create_engine(address.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)
    return engine


def test_the_migrations_leave_the_tables_as_the_code_knows_them(engine: Engine) -> None:
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    assert answers(engine)


def test_every_older_database_is_brought_up_to_date(address: str) -> None:
    old = at_version(address, "0001")
    with old.begin() as connection:
        connection.exec_driver_sql(
            "insert into diaries values (1, 'a', 'da', '2026-11-22', '2026-11-22', null, 'null')"
        )
        connection.exec_driver_sql(
            "insert into entries values (1, '2026-11-22', 4, 15, true, 6, '2026-11-22 21:14:03')"
        )
    old.dispose()
    engine = open_database(address)
    with engine.connect() as connection:
        assert connection.execute(text("select pain, went from entries")).all() == [(4, 6)]
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_a_list_of_clinics_from_before_is_counted_by_town(address: str) -> None:
    old = at_version(address, "0003")
    with old.begin() as connection:
        for number, town in enumerate(("Odense", "Odense", "Nyborg", None), 1):
            told = {"id": f"c{number}", "name": "Eksempel", "profession": "physiotherapist"}
            record = json.dumps(told | {"lat": 55.4, "lon": 10.4} | ({"town": town} if town else {}))
            row = {"number": number, "id": told["id"], "record": record}
            connection.execute(
                text("insert into clinics values (:number, :id, 'Eksempel', null, :record)"), row
            )
            spot = "insert into clinic_spots values (0, 0, 1, :number, 0, 55.4, 10.4)"
            connection.execute(text(spot), row)
    old.dispose()
    opened = open_database(address)
    assert [(town.name, town.clinics) for town in Directory(opened).towns()] == [("Nyborg", 1), ("Odense", 2)]
    opened.dispose()


def test_several_processes_may_open_an_empty_database_at_once(address: str) -> None:
    opens = "import sys; from rygrad.store.database import open_database; open_database(sys.argv[1])"
    opening = [subprocess.Popen([sys.executable, "-c", opens, address]) for _ in range(3)]
    assert [process.wait(60) for process in opening] == [0, 0, 0]


def test_a_database_of_a_newer_program_is_not_touched(engine: Engine, address: str) -> None:
    with writing(engine) as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    with pytest.raises(StoreError) as refused:
        open_database(address)
    assert "9999" in refused.value.text("en")


def test_another_programs_tables_are_left_alone(address: str) -> None:
    other = create_engine(address.replace("postgresql://", "postgresql+psycopg://"))
    with other.begin() as connection:
        connection.execute(text("create table diaries (title text)"))
    with pytest.raises(StoreError) as refused:
        open_database(address)
    assert "an empty database" in refused.value.text("en")
    with other.connect() as connection:
        assert connection.execute(text("select count(*) from diaries")).scalar() == 0
    other.dispose()


def test_what_is_read_is_of_one_moment(engine: Engine) -> None:
    store = Store(engine)
    key = store.start("da", None, None, DAY)
    with reading(engine) as connection:
        before = connection.execute(text("select count(*) from entries")).scalar()
        store.write(key, Entry(DAY, 1, None, None, None))
        assert connection.execute(text("select count(*) from entries")).scalar() == before == 0


def test_nothing_is_written_by_who_only_reads(engine: Engine) -> None:
    with pytest.raises(StoreError) as refused, reading(engine) as connection:
        connection.execute(text("delete from diaries"))
    assert "may not be written to" in refused.value.text("en")


def test_nobody_writes_while_another_builds_on_what_it_read(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(of_postgres, "_SESSION", "-c lock_timeout=50ms")
    engine = open_database(address)
    store = Store(engine)
    key = store.start("da", None, None, DAY)
    with writing(engine) as connection:
        connection.execute(text("select id from diaries")).scalar()
        with pytest.raises(StoreError) as refused:
            store.delete(key)
    assert "another program is writing" in refused.value.text("en")
    assert store.delete(key)
    engine.dispose()


def test_an_import_that_fails_halfway_leaves_the_old_list(directory: Directory) -> None:
    directory.replace([clinic("a"), clinic("b")], DAY)

    def stop(_: int, __: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        directory.replace(some_clinics(100, 4), DAY, seen=stop)
    assert [c.id for c in directory.everything()] == ["a", "b"]
    assert directory.nearest(55.4, 10.4).total == 2


def test_people_search_while_a_list_is_replaced(directory: Directory) -> None:
    lists = [some_clinics(400, seed) for seed in (1, 2)]
    directory.replace(lists[0], DAY)
    wholes = {frozenset(c.id for c in listed) for listed in lists}
    stop, wrong = threading.Event(), []

    def search() -> None:
        while not stop.is_set():
            found = directory.nearest(55.68, 12.56, most=1000)
            seen = frozenset(hit.clinic.id for hit in found.hits)
            if seen not in wholes or found.total != 400:
                wrong.append(len(seen))

    threads = [threading.Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    for at in range(6):
        directory.replace(lists[(at + 1) % 2], DAY + timedelta(days=at))
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_what_was_acknowledged_is_there_after_the_program_is_killed(address: str) -> None:
    engine = open_database(address)
    key = Store(engine).start("da", None, None, DAY)
    command = [sys.executable, "-c", WRITES, address, key]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        acknowledged = [int(writer.stdout.readline()) for _ in range(40)]
        writer.kill()
        acknowledged += [int(line) for line in writer.stdout if line.endswith("\n")]
    diary = Store(engine).diary(key)
    assert diary is not None
    assert set(acknowledged) <= {entry.day.toordinal() for entry in diary.entries}
    engine.dispose()


def test_the_same_report_twice_is_kept_once(engine: Engine) -> None:
    kept = FeedbackStore(engine)
    report = Feedback("card", "overridden", ("s1",), "reason", True, "2026-11-22T10:00:00Z")
    kept.keep("lumbar-imaging", [report, report])
    assert kept.counted() == {("lumbar-imaging", "overridden", "reason"): 1}


def test_no_figure_of_a_person_stands_in_an_error(engine: Engine) -> None:
    store = Store(engine)
    key = store.start("da", None, None, DAY)
    with writing(engine) as connection:
        connection.execute(text("alter table entries add check (minutes < 500)"))
    with pytest.raises(StoreError) as refused:
        store.write(key, Entry(DAY, 4, 597, None, None))
    assert "597" in str(refused.value.__cause__.orig)  # type: ignore[union-attr]  the test can fail
    assert "597" not in f"{refused.value.text('da')} {refused.value.text('en')}"


def test_a_server_that_restarts_is_found_again(postgres: Server, engine: Engine) -> None:
    key = Store(engine).start("da", None, None, DAY)
    with engine.connect() as connection:
        ours = connection.execute(text("select pg_backend_pid()")).scalar()
    other = create_engine(postgres.address("postgres").replace("postgresql://", "postgresql+psycopg://"))
    with other.connect() as connection:
        connection.execute(text("select pg_terminate_backend(:ours)"), {"ours": ours})
    other.dispose()
    assert Store(engine).diary(key) is not None


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://me:hemmelig@/none?host=/nowhere", "the server runs"),
        ("mysql://me:hemmelig@host/none", "postgresql://user"),
        ("me:hemmelig@host/none", "postgresql://user"),
        ("sqlite:///somewhere.sqlite3", "--data"),
    ],
)
def test_a_wrong_address_is_said_without_its_password(address: str, said: str) -> None:
    with pytest.raises(StoreError) as refused:
        open_database(address)
    assert said in refused.value.text("en")
    assert "hemmelig" not in f"{refused.value.text('da')}{refused.value.text('en')}"


def test_a_site_and_its_clinics_stand_on_a_server(address: str, tmp_path: Path) -> None:
    rygrad = str(Path(sys.executable).with_name("rygrad"))
    demo = str(Path(__file__).parents[2] / "examples" / "clinics_demo.csv")
    there = os.environ | {"RYGRAD_DATABASE": address}
    subprocess.run([rygrad, "clinics", "import", demo], check=True, env=there, capture_output=True)
    serve = [rygrad, "serve", "--port", "0", "--data", str(tmp_path), "--database", address]
    with subprocess.Popen(serve, stdout=subprocess.PIPE, text=True) as site:
        assert site.stdout is not None
        at = site.stdout.readline().strip()
        with urlopen(f"{at}api/clinics?place=Odense") as response:
            found = json.load(response)
        with urlopen(f"{at}health") as response:
            assert json.load(response)["status"] == "ok"
        site.terminate()
    assert found["total"] > 0
    assert not (tmp_path / "rygrad.sqlite3").exists()
