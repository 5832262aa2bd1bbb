"""Diaries, each under a key that only its owner holds; what a call returns from is on disk."""

from __future__ import annotations

import csv
import hashlib
import io
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from rygrad.care.diary import Entry
from rygrad.kb.problem import Refusal
from rygrad.store.database import empty_log
from rygrad.store.tables import diaries, entries, scores

KEY_BYTES = 32
KEY_LETTERS = 43  # 32 bytes as URL-safe base64
MOST_ENTRIES = 3660
MOST_SCORES = 2000
LONGEST_ACTIVITY = 200
HEADINGS = {
    "da": ("dato", "smerte_0_10", "minutter_gået", "styrke", "dagen_gik_0_10"),
    "en": ("date", "pain_0_10", "minutes_walked", "strength", "day_went_0_10"),
}
YES_NO = {"da": {True: "ja", False: "nej", None: ""}, "en": {True: "yes", False: "no", None: ""}}


class DiaryError(Refusal):
    """Something cannot be kept in this diary; nothing was changed."""


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
    """The diaries of a site. Safe to use from several threads."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def start(self, lang: str, onset: date | None, answers: Mapping[str, Any] | None, day: date) -> str:
        """Begins a diary and returns its key, which is kept nowhere."""
        key = secrets.token_urlsafe(KEY_BYTES)
        row = {
            "key_hash": _hash(key),
            "lang": lang,
            "started": day,
            "assessed_on": day,
            "onset": onset,
            "answers": dict(answers) if answers is not None else None,
        }
        with self.engine.begin() as connection:
            connection.execute(insert(diaries).values(row))
        return key

    def diary(self, key: str) -> Diary | None:
        """The diary under a key, or None."""
        if len(key) != KEY_LETTERS:
            return None
        with self.engine.connect() as connection:
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
        with self.engine.begin() as connection:
            diary = _id(connection, key)
            _refuse_more(connection, (entries.c.diary == diary) & (entries.c.day != entry.day), MOST_ENTRIES)
            told = {
                "pain": entry.pain,
                "minutes": entry.minutes,
                "strength": entry.strength,
                "went": entry.went,
                "written": datetime.now(UTC),
            }
            dialect = sqlite if self.engine.dialect.name == "sqlite" else postgresql
            kept = dialect.insert(entries).values(diary=diary, day=entry.day, **told)
            connection.execute(kept.on_conflict_do_update(index_elements=["diary", "day"], set_=told))

    def remove_entry(self, key: str, day: date) -> None:
        """Takes a day away."""
        with self.engine.begin() as connection:
            here = (entries.c.diary == _id(connection, key)) & (entries.c.day == day)
            connection.execute(delete(entries).where(here))

    def write_score(
        self,
        key: str,
        questionnaire: str,
        day: date,
        items: Mapping[str, bool | int | str],
        activities: tuple[str, ...] = (),
    ) -> None:
        """Keeps a questionnaire as filled in on a day, in the place of the same one on the same day."""
        for activity in activities:
            _refuse_odd(activity)
        with self.engine.begin() as connection:
            diary = _id(connection, key)
            _refuse_more(connection, scores.c.diary == diary, MOST_SCORES)
            same = (scores.c.diary == diary) & (scores.c.day == day)
            connection.execute(delete(scores).where(same & (scores.c.questionnaire == questionnaire)))
            row = {
                "diary": diary,
                "questionnaire": questionnaire,
                "day": day,
                "items": dict(items),
                "activities": list(activities) or None,
                "written": datetime.now(UTC),
            }
            connection.execute(insert(scores).values(row))

    def set_onset(self, key: str, onset: date | None) -> None:
        """The day it began, told or corrected."""
        self._update(key, onset=onset)

    def assessed(self, key: str, day: date) -> None:
        """Marks that the questions were answered again on a day."""
        self._update(key, assessed_on=day)

    def _update(self, key: str, **values: Any) -> None:
        with self.engine.begin() as connection:
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
            "entries": [
                {
                    "day": e.day.isoformat(),
                    "pain": e.pain,
                    "minutes": e.minutes,
                    "strength": e.strength,
                    "went": e.went,
                }
                for e in diary.entries
            ],
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

    def delete(self, key: str) -> None:
        """Deletes a diary for good: rows are overwritten and the write-ahead log is emptied."""
        with self.engine.begin() as connection:
            connection.execute(delete(diaries).where(diaries.c.id == _id(connection, key)))
        empty_log(self.engine)

    def _there(self, key: str) -> Diary:
        diary = self.diary(key)
        if diary is None:
            raise _gone()
        return diary


def _hash(key: str) -> str:
    """What stands in the database for a key; the key has 256 random bits, so a plain hash is enough."""
    return hashlib.sha256(key.encode()).hexdigest()


def _id(connection: Connection, key: str) -> int:
    found = connection.execute(select(diaries.c.id).where(diaries.c.key_hash == _hash(key))).scalar()
    if found is None:
        raise _gone()
    return int(found)


def _gone() -> DiaryError:
    return DiaryError("Dagbogen findes ikke mere.", "The diary is no longer there.")


def _refuse_more(connection: Connection, others: ColumnElement[bool], most: int) -> None:
    count = connection.execute(select(func.count()).where(others)).scalar() or 0
    if count >= most:
        raise DiaryError(
            f"Dagbogen er fuld: den kan rumme {most}. Hent den, og begynd en ny.",
            f"The diary is full: it can hold {most}. Download it and start a new one.",
        )


def _refuse_odd(activity: str) -> None:
    if len(activity) > LONGEST_ACTIVITY or not activity.isprintable():
        raise DiaryError(
            f"En aktivitet kan højst fylde {LONGEST_ACTIVITY} tegn på én linje.",
            f"An activity may hold at most {LONGEST_ACTIVITY} characters on one line.",
        )


def _cell(number: int | None) -> str:
    return "" if number is None else str(number)
