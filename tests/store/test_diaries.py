"""Diaries in a real SQLite file: kept, exported, deleted for good, never lost, never guessed at."""

from __future__ import annotations

import sqlite3
import threading
from datetime import date, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rygrad.care.diary import Entry
from rygrad.store import diaries as of_diaries
from rygrad.store.database import FILE, StoreError, answers, open_database
from rygrad.store.diaries import DiaryError, Store
from rygrad.store.tables import metadata

DAY = date(2026, 11, 22)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store in a folder of its own."""
    return Store(open_database(tmp_path))


@pytest.fixture
def key(store: Store) -> str:
    """The key of a new diary."""
    return store.start("da", DAY - timedelta(days=9), {"fever": False}, DAY)


entries = st.builds(
    Entry,
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.none() | st.integers(0, 10),
    st.none() | st.integers(0, 600),
    st.none() | st.booleans(),
    st.none() | st.integers(0, 10),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(entries, max_size=12))
def test_what_is_written_comes_back(store: Store, days: list[Entry]) -> None:
    key = store.start("da", None, None, DAY)
    for entry in days:
        store.write(key, entry)
    diary = store.diary(key)
    assert diary is not None
    assert list(diary.entries) == sorted({e.day: e for e in days}.values(), key=lambda e: e.day)


def test_the_migrations_leave_the_tables_as_the_code_knows_them(store: Store) -> None:
    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_key_is_long_random_and_kept_nowhere(store: Store, key: str, tmp_path: Path) -> None:
    assert len(key) == of_diaries.KEY_LETTERS
    assert key != store.start("da", None, None, DAY)
    for file in tmp_path.iterdir():
        assert key.encode() not in file.read_bytes()


@pytest.mark.parametrize("wrong", ["", "x", "A" * 43, "'; drop table diaries; --", "A" * 10_000])
def test_a_wrong_key_opens_nothing(store: Store, key: str, wrong: str) -> None:
    assert store.diary(wrong) is None
    with pytest.raises(DiaryError):
        store.write(wrong, Entry(DAY, 1, None, None, None))
    assert store.diary(key) is not None


def test_scores_come_back_with_their_activities(store: Store, key: str) -> None:
    store.write_score(key, "psfs", DAY, {"psfs_1": 3}, ("løfte 'børn' <b>",))
    store.write_score(key, "psfs", DAY, {"psfs_1": 4}, ("løfte",))
    diary = store.diary(key)
    assert diary is not None
    assert [(s.items, s.activities) for s in diary.scores] == [({"psfs_1": 4}, ("løfte",))]


@pytest.mark.parametrize("activity", ["x" * 201, "a\nb", "a\x00b", "a\x1b[31m"])
def test_an_odd_activity_is_refused_and_nothing_changes(store: Store, key: str, activity: str) -> None:
    with pytest.raises(DiaryError) as refused:
        store.write_score(key, "psfs", DAY, {"psfs_1": 3}, (activity,))
    assert "200" in refused.value.text("da")
    assert store.export(key)["scores"] == []


def test_a_full_diary_says_so_and_still_takes_a_change(
    store: Store, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(of_diaries, "MOST_ENTRIES", 2)
    for at in range(2):
        store.write(key, Entry(DAY - timedelta(days=at), 1, None, None, None))
    with pytest.raises(DiaryError):
        store.write(key, Entry(DAY - timedelta(days=5), 1, None, None, None))
    store.write(key, Entry(DAY, 7, None, None, None))
    assert [e["pain"] for e in store.export(key)["entries"]] == [1, 7]


def test_export_holds_everything(store: Store, key: str) -> None:
    store.write(key, Entry(DAY, 4, 15, True, 6))
    store.write_score(key, "psfs", DAY, {"psfs_1": 3}, ("løfte",))
    made = store.export(key)
    assert made == {
        "format": "rygrad-diary-1",
        "language": "da",
        "started": "2026-11-22",
        "assessed_on": "2026-11-22",
        "onset": "2026-11-13",
        "answers": {"fever": False},
        "entries": [{"day": "2026-11-22", "pain": 4, "minutes": 15, "strength": True, "went": 6}],
        "scores": [
            {"questionnaire": "psfs", "day": "2026-11-22", "items": {"psfs_1": 3}, "activities": ["løfte"]}
        ],
    }


def test_deleted_is_gone_from_the_file_and_its_log(store: Store, key: str, tmp_path: Path) -> None:
    word = "løfte mit barnebarn"
    store.write_score(key, "psfs", DAY, {"psfs_1": 3}, (word,))
    raw = b"".join(f.read_bytes() for f in tmp_path.iterdir())
    assert b"mit barnebarn" in raw  # the test can fail
    store.delete(key)
    raw = b"".join(f.read_bytes() for f in tmp_path.iterdir())
    assert b"mit barnebarn" not in raw
    assert store.diary(key) is None


def test_deleting_one_diary_leaves_the_others(store: Store, key: str) -> None:
    other = store.start("en", None, None, DAY)
    store.write(other, Entry(DAY, 4, 15, True, 6))
    store.delete(key)
    assert len(store.export(other)["entries"]) == 1


def test_many_threads_write_at_once(store: Store) -> None:
    keys = [store.start("da", None, None, DAY) for _ in range(8)]

    def write(key: str) -> None:
        for at in range(20):
            store.write(key, Entry(DAY - timedelta(days=at), 1, None, None, None))

    threads = [threading.Thread(target=write, args=(k,)) for k in keys]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(store.export(k)["entries"]) for k in keys] == [20] * 8


def test_opening_again_finds_all_of_it(tmp_path: Path) -> None:
    key = Store(open_database(tmp_path)).start("da", None, None, DAY)
    assert Store(open_database(tmp_path)).diary(key) is not None


def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    open_database(tmp_path)
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreError) as refused:
        open_database(tmp_path)
    assert "--data" in refused.value.text("da")


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    with pytest.raises(StoreError):
        open_database(tmp_path / "x")


def test_a_database_of_a_newer_program_is_not_touched(tmp_path: Path) -> None:
    open_database(tmp_path).dispose()
    with sqlite3.connect(tmp_path / FILE) as database:
        database.execute("update alembic_version set version_num = '9999'")
    database.close()
    with pytest.raises(StoreError) as refused:
        open_database(tmp_path)
    assert "9999" in refused.value.text("en")


def test_says_whether_it_answers(store: Store) -> None:
    assert answers(store.engine)
