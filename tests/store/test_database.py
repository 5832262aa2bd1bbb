"""A database that is opened, brought up to date, filled to the brim, damaged, or in other hands."""

from __future__ import annotations

import json
import logging
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, event, text

from rygrad.care.diary import Entry
from rygrad.store import database as of_database
from rygrad.store.clinics import Directory
from rygrad.store.database import FILE, StoreError, answers, empty_log, open_database, reading, writing
from rygrad.store.diaries import Store
from rygrad.store.tables import VERSION, metadata

DAY = date(2026, 11, 22)
OPENS = """
import sys
from datetime import date
from pathlib import Path
from rygrad.store.database import open_database
from rygrad.store.diaries import Store
Store(open_database(Path(sys.argv[1]))).start("da", None, None, date(2026, 11, 22))
"""
FAILS_HALFWAY = """
import sqlalchemy as sa
from alembic import op
revision = "0001"
down_revision = None
def upgrade():
    op.create_table("diaries", sa.Column("id", sa.Integer, primary_key=True))
    op.execute("no such statement")
"""


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A database in a folder of its own."""
    made = open_database(tmp_path)
    yield made
    made.dispose()


def script() -> Config:
    """The migrations that ship."""
    config = Config()
    config.set_main_option("script_location", str(of_database.MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config


def of_the_first_version(folder: Path) -> None:
    """A database as the first version left it, with one diary of one day."""
    config, engine = script(), create_engine(f"sqlite:///{folder / FILE}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        diary = "insert into diaries values (1, 'a', 'da', '2026-11-22', '2026-11-22', null, 'null')"
        day = "insert into entries values (1, '2026-11-22', 4, 15, 1, 6, '2026-11-22 21:14:03')"
        connection.exec_driver_sql(diary)
        connection.exec_driver_sql(day)
    engine.dispose()


def test_the_migrations_leave_the_tables_as_the_code_knows_them(engine: Engine) -> None:
    with reading(engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    assert ScriptDirectory.from_config(script()).get_current_head() == VERSION


def test_an_older_database_is_brought_up_to_date_and_keeps_its_days(tmp_path: Path) -> None:
    of_the_first_version(tmp_path)
    engine = open_database(tmp_path)
    with reading(engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        assert connection.execute(text("select pain, went from entries")).all() == [(4, 6)]
    assert not any(b"21:14:03" in file.read_bytes() for file in tmp_path.iterdir())


def test_a_list_of_clinics_from_before_is_counted_by_town(tmp_path: Path) -> None:
    config, engine = script(), create_engine(f"sqlite:///{tmp_path / FILE}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
        for number, town in enumerate(("Odense", "Odense", "Nyborg", None), 1):
            told = {"id": f"c{number}", "name": "Eksempel", "profession": "physiotherapist"}
            record = json.dumps(told | {"lat": 55.4, "lon": 10.4} | ({"town": town} if town else {}))
            row = (number, told["id"], "Eksempel", None, record, None)
            connection.exec_driver_sql("insert into clinics values (?, ?, ?, ?, ?, ?)", row)
            connection.exec_driver_sql(
                "insert into clinic_spots values (0, 0, 1, ?, 0, 55.4, 10.4)", (number,)
            )
    engine.dispose()
    opened = open_database(tmp_path)
    assert [(town.name, town.clinics) for town in Directory(opened).towns()] == [("Nyborg", 1), ("Odense", 2)]
    with reading(opened) as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    opened.dispose()


def test_a_migration_that_fails_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = tmp_path / "steps" / "versions"
    steps.mkdir(parents=True)
    (steps.parent / "env.py").write_text((of_database.MIGRATIONS / "env.py").read_text())
    (steps / "one.py").write_text(FAILS_HALFWAY)
    with monkeypatch.context() as patch:
        patch.setattr(of_database, "MIGRATIONS", steps.parent)
        with pytest.raises(StoreError):
            open_database(tmp_path)
    assert answers(open_database(tmp_path))


def test_two_processes_may_open_a_new_folder_at_once(tmp_path: Path) -> None:
    opening = [subprocess.Popen([sys.executable, "-c", OPENS, str(tmp_path / "new")]) for _ in range(3)]
    assert [process.wait(60) for process in opening] == [0, 0, 0]
    with reading(open_database(tmp_path / "new")) as connection:
        assert connection.execute(text("select count(*) from diaries")).scalar() == 3


def test_an_up_to_date_database_opens_without_loading_the_migrations(tmp_path: Path) -> None:
    open_database(tmp_path).dispose()
    loads = f"{OPENS}\nassert 'alembic' not in sys.modules"
    subprocess.run([sys.executable, "-c", loads, str(tmp_path)], check=True, timeout=60)


def test_opening_again_finds_all_of_it(tmp_path: Path) -> None:
    key = Store(open_database(tmp_path)).start("da", None, None, DAY)
    assert Store(open_database(tmp_path)).diary(key) is not None


def test_the_folder_and_the_file_are_their_owners_alone(tmp_path: Path) -> None:
    store = Store(open_database(tmp_path / "new"))
    store.start("da", None, None, DAY)
    assert [p.stat().st_mode & 0o077 for p in (tmp_path / "new", *(tmp_path / "new").iterdir())] == [0] * 4


def test_every_connection_is_as_careful_as_it_must_be(engine: Engine) -> None:
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 5000,
    }
    with reading(engine) as first, reading(engine) as second:
        for connection in (first, second):
            for name, value in wanted.items():
                assert connection.exec_driver_sql(f"pragma {name}").scalar() == value, name


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"not a database at all" * 100, "ingen database"), (b"SQLite format 3\0" * 100, "--data")],
)
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(StoreError) as refused:
        open_database(tmp_path)
    assert said in refused.value.text("da")
    assert (tmp_path / FILE).read_bytes() == content


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / FILE) as other:
        other.execute("create table diaries (title text)")
    other.close()
    with pytest.raises(StoreError) as refused:
        open_database(tmp_path)
    assert "another program" in refused.value.text("en")


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    with pytest.raises(StoreError) as refused:
        open_database(tmp_path / "x")
    assert "--data" in refused.value.text("da")


def test_a_database_of_a_newer_program_is_not_touched(tmp_path: Path) -> None:
    open_database(tmp_path).dispose()
    with sqlite3.connect(tmp_path / FILE) as database:
        database.execute("update alembic_version set version_num = '9999'")
    database.close()
    with pytest.raises(StoreError) as refused:
        open_database(tmp_path)
    assert "9999" in refused.value.text("en")


def test_a_full_disk_is_said_and_loses_nothing_that_was_kept(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def small(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("pragma max_page_count = 30")

    engine.dispose()  # the connections from here on are small
    store = Store(engine)
    key = store.start("da", None, None, DAY)
    kept: list[date] = []

    def fill() -> None:
        for at in range(3000):
            store.write_score(key, "psfs", DAY - timedelta(days=at), {"psfs_1": 3}, ("x" * 200,) * 3)
            kept.append(DAY - timedelta(days=at))

    with pytest.raises(StoreError) as refused:
        fill()
    assert "disken er fuld" in refused.value.text("da")
    assert [score["day"] for score in store.export(key)["scores"]] == [day.isoformat() for day in kept[::-1]]
    assert len(kept) > 10
    assert answers(engine)


def test_a_database_in_other_hands_is_said(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(of_database, "PRAGMAS", ("busy_timeout=50", *of_database.PRAGMAS[1:]))
    engine.dispose()
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("begin immediate")
    with pytest.raises(StoreError) as refused:
        Store(engine).start("da", None, None, DAY)
    assert "another program" in refused.value.text("en")
    other.execute("rollback")
    other.close()
    Store(engine).start("da", None, None, DAY)


def test_the_log_is_emptied_once_nobody_else_reads(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(of_database, "PRAGMAS", ("busy_timeout=50", *of_database.PRAGMAS[1:]))
    engine.dispose()
    store = Store(engine)
    key = store.start("da", None, {"mark": "only_here"}, DAY)
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("begin")
    other.execute("select * from diaries").fetchall()
    assert store.delete(key)
    assert not empty_log(engine)
    other.execute("rollback")
    other.close()
    assert empty_log(engine)
    assert not any(b"only_here" in file.read_bytes() for file in tmp_path.iterdir())


def test_no_figure_of_a_person_stands_in_an_error(engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    store = Store(engine)
    key = store.start("da", None, None, DAY)
    with engine.begin() as connection:
        connection.execute(text("alter table entries drop column went"))
    with caplog.at_level(logging.DEBUG), pytest.raises(StoreError) as refused:
        store.write(key, Entry(DAY, 4, 597, None, None))
    assert "597" not in f"{refused.value} {refused.value.__cause__}{caplog.text}"


def test_what_is_read_is_of_one_moment(engine: Engine) -> None:
    store = Store(engine)
    key = store.start("da", None, None, DAY)
    with reading(engine) as connection:
        before = connection.execute(text("select count(*) from entries")).scalar()
        store.write(key, Entry(DAY, 1, None, None, None))
        assert connection.execute(text("select count(*) from entries")).scalar() == before == 0


def test_nobody_writes_while_another_builds_on_what_it_read(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(of_database, "PRAGMAS", ("busy_timeout=50", *of_database.PRAGMAS[1:]))
    engine.dispose()
    store = Store(engine)
    key = store.start("da", None, None, DAY)
    with writing(engine) as connection:
        connection.execute(text("select id from diaries")).scalar()
        with pytest.raises(StoreError):  # else its number could pass to another's diary in between
            store.delete(key)
    assert store.delete(key)


def test_says_whether_it_answers(engine: Engine) -> None:
    assert answers(engine)
    with engine.begin() as connection:
        connection.execute(text("drop table alembic_version"))
    assert not answers(engine)
