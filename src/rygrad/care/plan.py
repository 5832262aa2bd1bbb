"""A person's plan: walks that start where they are, exercises of their level, a few good habits. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rygrad.care.strength import Exercise, claims_at, exercises_at, strength_days
from rygrad.care.walking import (
    PlanError,
    Start,
    Week,
    first_step,
    number,
    start_says,
    walking_plan,
    weeks_from,
)
from rygrad.kb.knowledge import Knowledge

__all__ = ["Advice", "Exercise", "Plan", "PlanError", "Start", "Week", "plan"]

LANGUAGES = ("da", "en")


@dataclass(frozen=True, slots=True)
class Advice:
    """A habit that goes with the plan, and the claims it rests on."""

    id: str
    title: str
    says: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """All of a plan in one language.

    `says` is why it begins where it does; `strength_days` are those of the first weeks; `claims` are what
    the walks and the exercises rest on. It is our own proposal and awaits clinical review.
    """

    start: Start
    lang: str
    says: str
    weeks: tuple[Week, ...]
    up_when: str
    down_when: str
    stop_when: str
    exercises: tuple[Exercise, ...]
    strength_days: tuple[date, ...]
    advice: tuple[Advice, ...]
    claims: tuple[str, ...]


def plan(knowledge: Knowledge, start: Start, lang: str) -> Plan:
    """The plan from where a person is now; raises PlanError when there is none to make.

    It asks nothing of how the person is: whoever shows it has made sure that nobody needs to see them first.
    """
    walk = walking_plan(knowledge)
    exercises = exercises_at(knowledge, start.strength, lang)
    if lang not in LANGUAGES:
        raise PlanError(f"Sproget {lang} kendes ikke: da eller en.", f"Unknown language {lang}: da or en.")
    if not exercises:
        raise PlanError("Niveauet af øvelser findes ikke.", "There is no such level of exercises.")
    days_a_week = number(knowledge, walk.strength_days_a_week)
    rests_on = (*walk.claims, walk.strength_days_a_week, *claims_at(knowledge, start.strength))
    return Plan(
        start=start,
        lang=lang,
        says=start_says(walk, start, lang),
        weeks=weeks_from(knowledge, walk, first_step(walk, start), start.on),
        up_when=walk.up_when.in_language(lang),
        down_when=walk.down_when.in_language(lang),
        stop_when=walk.stop_when.in_language(lang),
        exercises=exercises,
        strength_days=strength_days(start.on, days_a_week),
        advice=_advice(knowledge, lang),
        claims=tuple(dict.fromkeys(rests_on)),
    )


def _advice(knowledge: Knowledge, lang: str) -> tuple[Advice, ...]:
    listed = sorted((a for a in knowledge.advice.values() if a.in_plan), key=lambda a: a.order)
    return tuple(
        Advice(a.id, a.title.in_language(lang), a.says.in_language(lang), tuple(a.claims)) for a in listed
    )
