"""What a diary shows: the phase, the way it goes, recovery and recurrence. A day not told is unknown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean

from rygrad.care.questionnaires import Change, Scored, change
from rygrad.kb.care_models import CoursePoint
from rygrad.kb.knowledge import Knowledge
from rygrad.logic.to_person import Answers

WEEK = timedelta(days=7)
PAIN = "pain_rating"  # the score whose claims say which change can be felt


@dataclass(frozen=True, slots=True)
class Entry:
    """One day: pain 0-10, minutes walked, exercises done, how well it went 0-10; None is not told."""

    day: date
    pain: int | None
    minutes: int | None
    strength: bool | None
    went: int | None


@dataclass(frozen=True, slots=True)
class Course:
    """How it has gone until a day.

    `phase_now` counts from the day it began, or from the last new episode; None when that is not known.
    `phase_changed` when it is another than on the day of the last assessment, or of a newer episode.
    `recovered_on` is the first day of a recovery that the last seven days still show: something was told,
    and none of it was pain again. `change` is the mean pain of the last seven days less that of the diary's
    first seven; `change_matters` whether it can be felt, judged as every change of the pain rating is.
    `expected` is the usual course of the phase on the diary's first day, from that day on.
    """

    begun: date | None
    phase_now: str | None
    phase_changed: bool
    recovered_on: date | None
    recurrences: tuple[date, ...]
    last_week: float | None
    walked_last_week: int | None
    strength_last_week: int | None
    change: float | None
    change_matters: bool | None
    expected: tuple[CoursePoint, ...]


def course(
    entries: Iterable[Entry],
    onset: date | None,
    knowledge: Knowledge,
    today: date,
    assessed_on: date | None = None,
) -> Course:
    """How a diary has gone until today. Limits are claims: see `knowledge/claims/diary.yaml`."""
    told = sorted((e for e in entries if e.day <= today), key=lambda e: e.day)
    pains = [(e.day, e.pain) for e in told if e.pain is not None]
    recovered_on, recurrences, new_episode = _turns(pains, knowledge)
    begun = max(filter(None, (onset, new_episode)), default=None)
    phase_now = phase_on(knowledge, begun, today)
    week = [e for e in told if e.day > today - WEEK]
    moved = _change(pains, today, knowledge)
    return Course(
        begun=begun,
        phase_now=phase_now,
        phase_changed=_phase_changed(knowledge, begun, assessed_on, phase_now),
        recovered_on=recovered_on if _still_free(week, knowledge) else None,
        recurrences=tuple(recurrences),
        last_week=_mean([e.pain for e in week]),
        walked_last_week=_sum([e.minutes for e in week]),
        strength_last_week=_sum([e.strength for e in week]),
        change=moved.points if moved else None,
        change_matters=moved.matters if moved else None,
        expected=_expected(knowledge, phase_on(knowledge, onset, told[0].day) if told else None),
    )


def phase_on(knowledge: Knowledge, begun: date | None, day: date) -> str | None:
    """The phase on a day, by the phase table; None when the beginning is not known or lies ahead."""
    if begun is None or day < begun:
        return None
    answers: Answers = {"duration_days": (day - begun).days}
    row = knowledge.row_of("phase", knowledge.outcome(answers))
    return row.then if row else None


def _phase_changed(
    knowledge: Knowledge, begun: date | None, assessed_on: date | None, phase_now: str | None
) -> bool:
    """Whether the last assessment was of another phase, or from before this episode."""
    if begun is None or assessed_on is None or phase_now is None:
        return False
    return begun > assessed_on or phase_on(knowledge, begun, assessed_on) != phase_now


def _still_free(week: Sequence[Entry], knowledge: Knowledge) -> bool:
    """Whether a recovery may be spoken of: the last week is not silent, and no day of it was pain again."""
    told = [e.pain for e in week if e.pain is not None]
    return bool(told) and max(told) < _limit(knowledge, "diary_recurrence_pain")


def _limit(knowledge: Knowledge, claim: str) -> int:
    """A whole number that a claim holds, in its base unit."""
    return knowledge.vocabulary.constants[claim].value


def _turns(
    pains: Sequence[tuple[date, int]], knowledge: Knowledge
) -> tuple[date | None, list[date], date | None]:
    """The present recovery's first day, the days pain came back after a recovery, the last new episode."""
    days_free = _limit(knowledge, "diary_recovered_days")
    pain_again = _limit(knowledge, "diary_recurrence_pain")
    days_again = _limit(knowledge, "diary_recurrence_days")
    month = _limit(knowledge, "diary_new_episode_free_days")
    recovered: date | None = None
    recurrences: list[date] = []
    new_episode: date | None = None
    free_days = 0  # told and without pain since the recovery
    for first, last, hurts in _runs(pains, pain_again):
        length = (last - first).days + 1
        if hurts is False and (recovered is not None or length >= days_free):
            recovered = recovered or first
            free_days += length
        elif hurts is True and recovered is not None and length >= days_again:
            recurrences.append(first)
            new_episode = first if free_days >= month else new_episode
            recovered, free_days = None, 0
    return recovered, recurrences, new_episode


def _runs(pains: Sequence[tuple[date, int]], pain_again: int) -> list[tuple[date, date, bool | None]]:
    """Days in a row of the same kind: free of pain (False), pain again (True), between (None).

    A day that was not told ends a run: a gap never counts as a day without pain.
    """
    runs: list[tuple[date, date, bool | None]] = []
    for day, pain in pains:
        kind = False if pain == 0 else True if pain >= pain_again else None
        if runs and runs[-1][2] is kind and day - runs[-1][1] == timedelta(days=1):
            runs[-1] = (runs[-1][0], day, kind)
        else:
            runs.append((day, day, kind))
    return runs


def _change(pains: Sequence[tuple[date, int]], today: date, knowledge: Knowledge) -> Change | None:
    """The last seven days against the diary's first seven; None until they no longer overlap."""
    if not pains or pains[0][0] + WEEK > today - WEEK + timedelta(days=1):
        return None
    first = [pain for day, pain in pains if day < pains[0][0] + WEEK]
    last = [pain for day, pain in pains if day > today - WEEK]
    if not last:
        return None
    return change(knowledge, PAIN, _rated(first), _rated(last))


def _rated(pains: Sequence[int]) -> Scored:
    """Some days' mean as a score of the pain rating."""
    mean = fmean(pains)
    return Scored(mean, mean, None, len(pains), 0)


def _expected(knowledge: Knowledge, phase: str | None) -> tuple[CoursePoint, ...]:
    found = next((c for c in knowledge.courses.values() if c.phase == phase), None)
    return tuple(found.points) if found else ()


def _mean(numbers: Iterable[int | None]) -> float | None:
    told = [n for n in numbers if n is not None]
    return fmean(told) if told else None


def _sum(numbers: Iterable[int | None]) -> int | None:
    told = [n for n in numbers if n is not None]
    return sum(told) if told else None
