"""The walks of a plan: from where the person is now, one step at a time, to the goal. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from rygrad.kb.basics import Text
from rygrad.kb.care_models import WalkingPlan, WalkingStep
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.problem import Refusal

if TYPE_CHECKING:
    from rygrad.care.plan import Plan

DAYS = 7
MOST_MINUTES = 600  # what a form lets a person tell of one walk
LAST_DAY = date.max - timedelta(days=5 * 366)  # later days cannot hold a plan and its flares
# Each more day a week is added to those there were, with rest between as long as there can be: a person
# keeps the weekdays of the step before.
WALKING_DAYS = (0, 4, 2, 6, 3, 1, 5)


class PlanError(Refusal, ValueError):
    """A plan that cannot be made: why, in Danish and English (`.text(lang)`)."""


@dataclass(frozen=True, slots=True)
class Start:
    """Where a person is now: minutes a walk (0-600), days a week (0-7), and the day the plan begins.

    `settles`: whether pain during and after the last walk was at most 5 of 10 and had settled by the next
    day; None when it is not known. `strength` is the level of the exercises, 1 the easiest. Raises PlanError.
    """

    minutes: int
    days_a_week: int
    settles: bool | None
    on: date
    strength: int = 1

    def __post_init__(self) -> None:
        if not 0 <= self.minutes <= MOST_MINUTES:
            raise PlanError(
                f"Skriv minutter fra 0 til {MOST_MINUTES}.", f"Give minutes from 0 to {MOST_MINUTES}."
            )
        if not 0 <= self.days_a_week <= DAYS:
            raise PlanError("Skriv dage om ugen fra 0 til 7.", "Give days a week from 0 to 7.")
        if self.on > LAST_DAY:
            raise PlanError("Dagen ligger for langt ude i fremtiden.", "The day lies too far ahead.")


@dataclass(frozen=True, slots=True)
class Week:
    """One week of walks, or what is left of it from the day of a flare.

    `step` is the id of the step in the knowledge; `days` are as many as `days_a_week` but in a week that a
    flare has cut in two.
    """

    number: int
    begins: date
    step: str
    minutes: int
    days_a_week: int
    days: tuple[date, ...]


def walking_plan(knowledge: Knowledge) -> WalkingPlan:
    """The walking programme of the knowledge; raises PlanError when it has none."""
    for walk in knowledge.walking.values():
        return walk
    raise PlanError("Her er ingen gåplan.", "There is no walking plan here.")


def number(knowledge: Knowledge, claim: str) -> int:
    """The whole number of a claim, in the unit it is written in; raises PlanError when it has none."""
    constant = knowledge.vocabulary.constants.get(claim)
    if constant is None:
        raise PlanError(f"Påstanden {claim} mangler et helt tal.", f"The claim {claim} lacks a whole number.")
    return constant.value


def first_step(walk: WalkingPlan, start: Start) -> WalkingStep:
    """The highest step that asks for no more than what is done now; one lower when the pain did not settle.

    Whoever walks less than the first step begins with their own minutes and days; nobody begins with none.
    """
    now = _now(walk, start)
    return one_lower(walk, now) if start.settles is False else now


def start_says(walk: WalkingPlan, start: Start, lang: str) -> str:
    """Why the plan begins where it does, and what to look out for."""
    first = first_step(walk, start)
    said = [_way_to_begin(walk, start, first)]
    if start.settles is not False and start.days_a_week and first not in (walk.least, walk.steps[-1]):
        said += [walk.starts.walks_longer] if first.minutes < start.minutes else []
    if start.settles is not True:
        said.append(walk.starts.watch_the_next_day)
    return " ".join(text.in_language(lang) for text in (*said, walk.goal))


def weeks_from(knowledge: Knowledge, walk: WalkingPlan, first: WalkingStep, on: date) -> tuple[Week, ...]:
    """The weeks of a whole plan that begins with a step on a day."""
    path = path_from(walk, first)[: _most_weeks(knowledge, walk)]
    return tuple(_week(at + 1, on + timedelta(weeks=at), step) for at, step in enumerate(path))


def after_flare(knowledge: Knowledge, plan: Plan, on: date) -> Plan:
    """The plan from the day of a flare on: one step lower than it was, then up again; raises PlanError.

    What lies before that day is kept, and the walking days stay on the same weekdays. The way up again is
    never cut short: a flare late in the plan makes it longer.
    """
    walk, begun = walking_plan(knowledge), plan.start.on
    if not begun <= on < plan.weeks[-1].begins + timedelta(weeks=1):
        raise PlanError(
            "Anfaldet skal ligge i en af planens uger. Lav ellers en ny plan.",
            "The flare must lie within the plan's weeks. Otherwise make a new plan.",
        )
    kept = [replace(w, days=tuple(d for d in w.days if d < on)) for w in plan.weeks]
    running = max((w for w in plan.weeks if w.begins <= on), key=lambda w: w.begins)
    lower = one_lower(walk, _step_of(walk, running))
    new = list(_weeks_again(knowledge, walk, lower, begun, on))
    says = f"{walk.starts.after_a_flare.in_language(plan.lang)} {walk.goal.in_language(plan.lang)}"
    return replace(plan, says=says, weeks=(*(w for w in kept if w.days), *new))


def one_lower(walk: WalkingPlan, step: WalkingStep) -> WalkingStep:
    """The step below; below the first the walks get as short as the plan allows, on the same days."""
    if step in walk.steps[1:]:
        return walk.steps[walk.steps.index(step) - 1]
    return _on_the_way(walk, walk.least.minutes, min(step.days_a_week, walk.steps[0].days_a_week))


def path_from(walk: WalkingPlan, step: WalkingStep) -> list[WalkingStep]:
    """The step of every week, from a step to the last of the programme."""
    at = walk.steps.index(step) if step in walk.steps else 0
    before = [] if step in walk.steps else list(_towards_the_first(walk, step))
    return [rung for rung in (*before, *walk.steps[at:]) for _ in range(rung.weeks)]


def _now(walk: WalkingPlan, start: Start) -> WalkingStep:
    if not start.minutes or not start.days_a_week:
        return walk.least
    fits = [s for s in walk.steps if s.minutes <= start.minutes and s.days_a_week <= start.days_a_week]
    if fits:
        return fits[-1]
    first = walk.steps[0]
    minutes = min(max(start.minutes, walk.least.minutes), first.minutes)
    return _on_the_way(walk, minutes, min(start.days_a_week, first.days_a_week))


def _way_to_begin(walk: WalkingPlan, start: Start, first: WalkingStep) -> Text:
    starts, now = walk.starts, _now(walk, start)
    if now == walk.least:
        return starts.nothing_yet if not start.minutes * start.days_a_week else starts.below_the_first
    if first != now:
        return starts.one_lower
    if now == walk.steps[-1]:
        return starts.at_the_goal
    return starts.on_a_step if now in walk.steps else starts.below_the_first


def _on_the_way(walk: WalkingPlan, minutes: int, days_a_week: int) -> WalkingStep:
    """A step below the first."""
    return walk.least.model_copy(update={"minutes": minutes, "days_a_week": days_a_week})


def _towards_the_first(walk: WalkingPlan, step: WalkingStep) -> Iterator[WalkingStep]:
    """From below the first step to it: a day more, or as many minutes more as the least walk has."""
    first, minutes, days = walk.steps[0], step.minutes, step.days_a_week
    while (minutes, days) != (first.minutes, first.days_a_week):
        yield _on_the_way(walk, minutes, days)
        if days < first.days_a_week:
            days += 1
        else:
            minutes = min(minutes + walk.least.minutes, first.minutes)


def _step_of(walk: WalkingPlan, week: Week) -> WalkingStep:
    named = next((step for step in walk.steps if step.id == week.step), None)
    return named or _on_the_way(walk, week.minutes, week.days_a_week)


def _weeks_again(
    knowledge: Knowledge, walk: WalkingPlan, first: WalkingStep, begun: date, on: date
) -> Iterator[Week]:
    """The rest of the running week one step lower, then whole weeks from there."""
    path = path_from(walk, first)
    passed, into = divmod((on - begun).days, DAYS)
    if into:
        whole = _week(passed + 1, begun + timedelta(weeks=passed), first)
        left = tuple(day for day in whole.days if day >= on)
        if left:
            yield replace(whole, begins=on, days=left)
        passed += 1
    climb = sum(1 for _ in takewhile(lambda step: step != walk.steps[-1], path)) + 1
    length = max(_most_weeks(knowledge, walk) - passed, climb)
    for at, step in enumerate(path[:length], passed):
        yield _week(at + 1, begun + timedelta(weeks=at), step)


def _week(number: int, begins: date, step: WalkingStep) -> Week:
    offsets = sorted(WALKING_DAYS[: step.days_a_week])
    days = tuple(begins + timedelta(days=offset) for offset in offsets)
    return Week(number, begins, step.id, step.minutes, step.days_a_week, days)


def _most_weeks(knowledge: Knowledge, walk: WalkingPlan) -> int:
    return number(knowledge, walk.weeks_at_most)
