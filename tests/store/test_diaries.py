"""Diaries in a real SQLite file: kept, exported, deleted for good, never lost, never guessed at."""

from __future__ import annotations

import csv
import hashlib
import io
import random
import threading
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rygrad.care.diary import Entry
from rygrad.store import bounds
from rygrad.store.database import open_database
from rygrad.store.diaries import KEY_LETTERS, DiaryError, Store

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


def test_the_key_is_long_random_and_kept_nowhere(store: Store, key: str, tmp_path: Path) -> None:
    assert len(key) == KEY_LETTERS
    assert key != store.start("da", None, None, DAY)
    for file in tmp_path.iterdir():
        assert key.encode() not in file.read_bytes()


@pytest.mark.parametrize(
    "wrong", ["", "x", "A" * 43, "æ" * 43, "\ud800" * 43, "'; drop table diaries; --", "A" * 10_000]
)
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


@pytest.mark.parametrize(
    "told",
    [
        (-1, None, None),
        (11, None, None),
        (None, 601, None),
        (None, None, 11),
        (True, None, None),
        (1.5, 1, 1),
    ],
)
def test_a_figure_outside_its_scale_is_refused_and_nothing_changes(
    store: Store, key: str, told: tuple[int, int, int]
) -> None:
    pain, minutes, went = told
    with pytest.raises(DiaryError):
        store.write(key, Entry(DAY, pain, minutes, None, went))
    assert store.export(key)["entries"] == []


@pytest.mark.parametrize(
    ("name", "items"),
    [
        ("x" * 61, {"psfs_1": 1}),
        ("psfs", {"x" * 61: 1}),
        ("psfs", {"psfs_1": "x" * 61}),
        ("psfs", {f"psfs_{at}": 1 for at in range(61)}),
    ],
)
def test_a_response_that_is_too_long_is_refused(
    store: Store, key: str, name: str, items: dict[str, int | str]
) -> None:
    with pytest.raises(DiaryError):
        store.write_score(key, name, DAY, items)
    assert store.export(key)["scores"] == []


def test_a_diary_in_no_language_or_with_a_book_of_answers_is_refused(store: Store) -> None:
    with pytest.raises(DiaryError):
        store.start("xx", None, None, DAY)
    with pytest.raises(DiaryError):
        store.start("da", None, {"fever": "x" * 20_001}, DAY)


def test_answers_and_onset_can_be_told_later(store: Store, key: str) -> None:
    store.save_answers(key, {"fever": True}, DAY + timedelta(days=42))
    store.set_onset(key, None)
    made = store.export(key)
    assert (made["answers"], made["assessed_on"], made["onset"]) == ({"fever": True}, "2027-01-03", None)
    store.save_answers(key, None, DAY)
    assert store.export(key)["answers"] is None


@pytest.mark.parametrize("activity", ["x" * 201, "a\nb", "a\x00b", "a\x1b[31m"])
def test_an_odd_activity_is_refused_and_nothing_changes(store: Store, key: str, activity: str) -> None:
    with pytest.raises(DiaryError) as refused:
        store.write_score(key, "psfs", DAY, {"psfs_1": 3}, (activity,))
    assert "200" in refused.value.text("da")
    assert store.export(key)["scores"] == []


def test_a_full_diary_says_so_and_still_takes_a_change(
    store: Store, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "MOST_ENTRIES", 2)
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


@pytest.mark.parametrize(
    ("lang", "head", "line"),
    [
        ("da", "dato;smerte_0_10;minutter_gået;styrke;dagen_gik_0_10", "2026-11-22;4;;ja;"),
        ("en", "date,pain_0_10,minutes_walked,strength,day_went_0_10", "2026-11-22,4,,yes,"),
    ],
)
def test_the_spreadsheet_speaks_the_diarys_language(store: Store, lang: str, head: str, line: str) -> None:
    key = store.start(lang, None, None, DAY)
    store.write(key, Entry(DAY, 4, None, True, None))
    assert store.export_csv(key) == f"{head}\r\n{line}\r\n"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(entries, max_size=12))
def test_no_cell_of_the_spreadsheet_is_a_formula(store: Store, days: list[Entry]) -> None:
    key = store.start("da", None, None, DAY)
    for entry in days:
        store.write(key, entry)
    for row in csv.reader(io.StringIO(store.export_csv(key)), delimiter=";"):
        assert len(row) == 5
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


def raw(folder: Path) -> bytes:
    """The bytes of the database, its write-ahead log and its index."""
    return b"".join(file.read_bytes() for file in folder.iterdir())


def test_deleted_is_gone_from_the_file_and_its_log(store: Store, key: str, tmp_path: Path) -> None:
    store.write_score(key, "psfs", DAY, {"psfs_1": 3}, ("løfte mit barnebarn",))
    store.save_answers(key, {"fever": True, "where": "only_here"}, DAY)
    words = (b"mit barnebarn", b"only_here", hashlib.sha256(key.encode()).hexdigest().encode())
    assert all(word in raw(tmp_path) for word in words)  # the test can fail
    assert store.delete(key)
    assert not any(word in raw(tmp_path) for word in words)
    assert store.diary(key) is None
    assert not store.delete(key)


def test_nothing_deleted_stays_between_the_pages_of_many_diaries(store: Store, tmp_path: Path) -> None:
    """Rows of all lengths in any order move between pages; a copy left behind would be found here."""
    chance = random.Random(1)
    keys = [store.start("da", None, {"mark": f"answer-{at}-"}, DAY) for at in range(20)]
    for at in range(300):
        name = f"mark-{at % 20}-{'x' * chance.randrange(150)}"
        store.write_score(keys[at % 20], "psfs", DAY - timedelta(days=chance.randrange(9)), {}, (name,))
    for at in range(0, 20, 2):
        store.delete(keys[at])
    kept = raw(tmp_path)
    for at in range(20):
        assert (f"mark-{at}-".encode() in kept, f"answer-{at}-".encode() in kept) == (at % 2 == 1,) * 2


def test_a_day_taken_away_leaves_no_trace_in_the_log(store: Store, key: str, tmp_path: Path) -> None:
    store.write(key, Entry(DAY, 4, 15, True, 6))
    store.remove_entry(key, DAY)
    assert str(DAY).encode() not in raw(tmp_path).replace(str(DAY).encode(), b"", 2)  # started, assessed_on
    assert store.export(key)["entries"] == []


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
