"""What a diary takes: how much, how long, within which figures. More is refused and changes nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from rygrad.care.diary import Entry
from rygrad.kb.problem import Refusal

LANGS = ("da", "en")
MOST_ENTRIES = 3660
MOST_SCORES = 2000
MOST_ITEMS = 60  # of one questionnaire
LONGEST_ACTIVITY = 200
LONGEST_WORD = 60
LONGEST_ANSWERS = 20_000  # as JSON
HIGHEST = {"pain": 10, "minutes": 600, "went": 10}
Items = Mapping[str, bool | int | str]


class DiaryError(Refusal):
    """Something cannot be kept in this diary; nothing was changed."""


def gone() -> DiaryError:
    """There is no diary under this key."""
    return DiaryError("Dagbogen findes ikke mere.", "The diary is no longer there.")


def check_room(connection: Connection, others: ColumnElement[bool], most: int) -> None:
    """Refuses one more line when the others already fill the diary."""
    count = connection.execute(select(func.count()).where(others)).scalar() or 0
    if count >= most:
        raise DiaryError(
            f"Dagbogen er fuld: den kan rumme {most}. Hent den, og begynd en ny.",
            f"The diary is full: it can hold {most}. Download it and start a new one.",
        )


def check_entry(entry: Entry) -> None:
    """Refuses a figure outside its scale."""
    for name, highest in HIGHEST.items():
        told = getattr(entry, name)
        if told is not None and (type(told) is not int or not 0 <= told <= highest):
            raise DiaryError(
                f"{name}: et helt tal fra 0 til {highest}.", f"{name}: a whole number from 0 to {highest}."
            )
    if entry.strength not in (None, True, False):
        raise DiaryError("strength: ja eller nej.", "strength: yes or no.")


def check_score(questionnaire: str, items: Items, activities: Sequence[str]) -> None:
    """Refuses a response that is too long, or activities that are no plain line of text."""
    words = [questionnaire, *items, *(v for v in items.values() if isinstance(v, str))]
    if len(items) > MOST_ITEMS or len(activities) > MOST_ITEMS or any(len(w) > LONGEST_WORD for w in words):
        raise DiaryError("Skemaet er for langt.", "The questionnaire is too long.")
    if any(len(a) > LONGEST_ACTIVITY or not a.isprintable() for a in activities):
        raise DiaryError(
            f"En aktivitet kan højst fylde {LONGEST_ACTIVITY} tegn på én linje.",
            f"An activity may hold at most {LONGEST_ACTIVITY} characters on one line.",
        )


def check_answers(lang: str, answers: Mapping[str, Any] | None) -> None:
    """Refuses a language that is not spoken here, and answers that are no answers of an interview."""
    if lang not in LANGS:
        raise DiaryError("Sproget er da eller en.", "The language is da or en.")
    if answers is not None and len(json.dumps(dict(answers))) > LONGEST_ANSWERS:
        raise DiaryError("Der er for mange svar.", "There are too many answers.")
