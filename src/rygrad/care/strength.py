"""The strength exercises of a plan and the days they fall on. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from rygrad.kb import care_models
from rygrad.kb.knowledge import Knowledge

# Days of the week counted from the plan's first, those without a walk first and apart from each other.
STRENGTH_DAYS = (1, 5, 3, 6, 0, 2, 4)
FIRST_WEEKS = 6  # as many as a sheet of paper has room to tick; the habit goes on


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise in one language, with its drawing as SVG text and what the drawing shows in words.

    `easier` and `harder` are ways to change it; nothing in it names a person.
    """

    id: str
    title: str
    says: str
    dose: str
    easier: str
    harder: str
    stop_when: str
    level: int
    drawing: str
    drawing_says: str


def exercises_at(knowledge: Knowledge, level: int, lang: str) -> tuple[Exercise, ...]:
    """The exercises of one level in their order; none when the level does not exist."""
    listed = sorted(_of_level(knowledge, level), key=lambda e: e.order)
    return tuple(_exercise(knowledge, entry, lang) for entry in listed)


def strength_days(begins: date, days_a_week: int) -> tuple[date, ...]:
    """The days of the exercises in a plan's first weeks, on the same weekdays each week."""
    offsets = sorted(STRENGTH_DAYS[:days_a_week])
    weeks = (begins + timedelta(weeks=at) for at in range(FIRST_WEEKS))
    return tuple(week + timedelta(days=offset) for week in weeks for offset in offsets)


def claims_at(knowledge: Knowledge, level: int) -> tuple[str, ...]:
    """What the exercises of one level rest on, each claim once."""
    named = [claim for entry in _of_level(knowledge, level) for claim in entry.claims]
    return tuple(dict.fromkeys(named))


def _of_level(knowledge: Knowledge, level: int) -> list[care_models.Exercise]:
    return [entry for entry in knowledge.exercises.values() if entry.level == level]


def _exercise(knowledge: Knowledge, entry: care_models.Exercise, lang: str) -> Exercise:
    return Exercise(
        id=entry.id,
        title=entry.title.in_language(lang),
        says=entry.says.in_language(lang),
        dose=entry.dose.says.in_language(lang),
        easier=entry.easier.in_language(lang),
        harder=entry.harder.in_language(lang),
        stop_when=entry.stop_when.in_language(lang),
        level=entry.level,
        drawing=knowledge.drawings[entry.drawing],
        drawing_says=entry.drawing_says.in_language(lang),
    )
