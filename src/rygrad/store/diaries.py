"""Diaries, each under a key that only its owner holds; what a call returns from is on disk."""

from __future__ import annotations

import csv
import hashlib
import io
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from rygrad.care.diary import Entry
from rygrad.store import bounds
from rygrad.store.bounds import DiaryError, Items, gone
from rygrad.store.database import empty_log, reading, writing
from rygrad.store.tables import diaries, entries, scores

__all__ = ["Diary", "DiaryError", "Score", "Store"]
KEY_BYTES = 32
KEY_LETTERS = 43  # 32 bytes as URL-safe base64
HEADINGS = {
    "da": ("dato", "smerte_0_10", "minutter_gået", "styrke", "dagen_gik_0_10"),
    "en": ("date", "pain_0_10", "minutes_walked", "strength", "day_went_0_10"),
}
YES_NO = {"da": {True: "ja", False: "nej", None: ""}, "en": {True: "yes", False: "no", None: ""}}


@dataclass(frozen=True, slots=True)
class Score:
    """A questionnaire as it was filled in on a day."""

    questionnaire: str
    day: date
    items: Mapping[str, bool | int | str]
    activities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Diary:
    """All that a diary holds."""

    lang: str
    started: date
    assessed_on: date
    onset: date | None
    answers: Mapping[str, Any] | None
    entries: tuple[Entry, ...]
    scores: tuple[Score, ...]


class Store:
    """The diaries of a site. Safe to use from several threads; raises DiaryError and StoreError."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def start(self, lang: str, onset: date | None, answers: Mapping[str, Any] | None, day: date) -> str:
        """Begins a diary and returns its key, which is kept nowhere."""
        bounds.check_answers(lang, answers)
        key = secrets.token_urlsafe(KEY_BYTES)
        row = {
            "key_hash": _hash(key),
            "lang": lang,
            "started": day,
            "assessed_on": day,
            "onset": onset,
            "answers": _kept(answers),
        }
        with writing(self.engine) as connection:
            connection.execute(insert(diaries).values(row))
        return key

    def diary(self, key: str) -> Diary | None:
        """The diary under a key, or None."""
        if len(key) != KEY_LETTERS or not key.isascii():
            return None
        with reading(self.engine) as connection:
            found = connection.execute(select(diaries).where(diaries.c.key_hash == _hash(key))).one_or_none()
            if found is None:
                return None
            days = connection.execute(
                select(entries).where(entries.c.diary == found.id).order_by(entries.c.day)
            ).all()
            filled = connection.execute(
                select(scores).where(scores.c.diary == found.id).order_by(scores.c.day, scores.c.id)
            ).all()
        return Diary(
            found.lang,
            found.started,
            found.assessed_on,
            found.onset,
            found.answers,
            tuple(Entry(e.day, e.pain, e.minutes, e.strength, e.went) for e in days),
            tuple(Score(s.questionnaire, s.day, s.items, tuple(s.activities or ())) for s in filled),
        )

    def write(self, key: str, entry: Entry) -> None:
        """Keeps a day, in the place of what was there for that day."""
        bounds.check_entry(entry)
        told = {name: value for name, value in asdict(entry).items() if name != "day"}
        dialect = sqlite if self.engine.dialect.name == "sqlite" else postgresql
        with writing(self.engine) as connection:
            diary = _id(connection, key)
            others = (entries.c.diary == diary) & (entries.c.day != entry.day)
            bounds.check_room(connection, others, bounds.MOST_ENTRIES)
            kept = dialect.insert(entries).values(diary=diary, day=entry.day, **told)
            connection.execute(kept.on_conflict_do_update(index_elements=["diary", "day"], set_=told))

    def remove_entry(self, key: str, day: date) -> None:
        """Takes a day away, for good like a whole diary."""
        with writing(self.engine) as connection:
            here = (entries.c.diary == _id(connection, key)) & (entries.c.day == day)
            connection.execute(delete(entries).where(here))
        empty_log(self.engine)

    def write_score(
        self, key: str, questionnaire: str, day: date, items: Items, activities: tuple[str, ...] = ()
    ) -> None:
        """Keeps a questionnaire as filled in on a day, in the place of the same one on the same day."""
        bounds.check_score(questionnaire, items, activities)
        with writing(self.engine) as connection:
            diary = _id(connection, key)
            same = (scores.c.day == day) & (scores.c.questionnaire == questionnaire)
            connection.execute(delete(scores).where((scores.c.diary == diary) & same))
            bounds.check_room(connection, scores.c.diary == diary, bounds.MOST_SCORES)
            row = {
                "diary": diary,
                "questionnaire": questionnaire,
                "day": day,
                "items": dict(items),
                "activities": list(activities) or None,
            }
            connection.execute(insert(scores).values(row))

    def set_onset(self, key: str, onset: date | None) -> None:
        """The day it began, told or corrected."""
        self._update(key, onset=onset)

    def save_answers(self, key: str, answers: Mapping[str, Any] | None, day: date) -> None:
        """Keeps the answers of an assessment on a day, in the place of the former; None keeps none."""
        bounds.check_answers("da", answers)
        self._update(key, answers=_kept(answers), assessed_on=day)

    def assessed(self, key: str, day: date) -> None:
        """Marks that the questions were answered again on a day."""
        self._update(key, assessed_on=day)

    def _update(self, key: str, **values: Any) -> None:
        with writing(self.engine) as connection:
            connection.execute(update(diaries).where(diaries.c.id == _id(connection, key)).values(**values))

    def export(self, key: str) -> dict[str, Any]:
        """All that the diary holds, as JSON values. The shape is told in `docs/reference.md`."""
        diary = self._there(key)
        return {
            "format": "rygrad-diary-1",
            "language": diary.lang,
            "started": diary.started.isoformat(),
            "assessed_on": diary.assessed_on.isoformat(),
            "onset": diary.onset.isoformat() if diary.onset else None,
            "answers": diary.answers,
            "entries": [asdict(e) | {"day": e.day.isoformat()} for e in diary.entries],
            "scores": [
                {
                    "questionnaire": s.questionnaire,
                    "day": s.day.isoformat(),
                    "items": dict(s.items),
                    "activities": list(s.activities),
                }
                for s in diary.scores
            ],
        }

    def export_csv(self, key: str) -> str:
        """The days for a spreadsheet: dates, whole numbers, yes and no; nothing that is a formula."""
        diary = self._there(key)
        out = io.StringIO()
        table = csv.writer(out, delimiter=";" if diary.lang == "da" else ",", lineterminator="\r\n")
        table.writerow(HEADINGS[diary.lang])
        for e in diary.entries:
            strength = YES_NO[diary.lang][e.strength]
            table.writerow([e.day.isoformat(), _cell(e.pain), _cell(e.minutes), strength, _cell(e.went)])
        return out.getvalue()

    def delete(self, key: str) -> bool:
        """Deletes a diary for good: rows are overwritten and the write-ahead log is emptied.

        Whether there was one. While another program reads, its copy in the log stays until the next
        deletion or opening.
        """
        with writing(self.engine) as connection:
            had = connection.execute(delete(diaries).where(diaries.c.key_hash == _hash(key))).rowcount > 0
        empty_log(self.engine)
        return had

    def _there(self, key: str) -> Diary:
        diary = self.diary(key)
        if diary is None:
            raise gone()
        return diary


def _hash(key: str) -> str:
    """What stands in the database for a key; the key has 256 random bits, so a plain hash is enough."""
    return hashlib.sha256(key.encode("utf-8", "backslashreplace")).hexdigest()


def _id(connection: Connection, key: str) -> int:
    found = connection.execute(select(diaries.c.id).where(diaries.c.key_hash == _hash(key))).scalar()
    if found is None:
        raise gone()
    return int(found)


def _kept(answers: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if answers is None else dict(answers)


def _cell(number: int | None) -> str:
    return "" if number is None else str(number)
