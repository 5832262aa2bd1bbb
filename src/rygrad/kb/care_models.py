"""The shape of every entry in care/: what helps, how it usually goes, whom to phone."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from rygrad.kb.basics import Carrier, Entry, Id, Phase, Status, Text


class Verdict(Entry):
    """What one guideline says of an option, with the claim that quotes it."""

    by: Id
    says: Literal["for", "consider", "careful", "against", "no_recommendation"]
    claim: Id


class PhaseAdvice(Entry):
    """How an option stands in one phase."""

    recommendation: Literal["first", "consider", "may_help", "uncertain", "not_recommended"]
    verdicts: list[Verdict] = []


class Care(Carrier):
    """A treatment or a way of preventing, and what is known of it."""

    title: Text
    says: Text
    kind: Literal["self", "movement", "hands_on", "medicine", "mind", "procedure", "prevention"]
    order: int
    acute: PhaseAdvice | None = None
    subacute: PhaseAdvice | None = None
    chronic: PhaseAdvice | None = None
    offer_when: str | None = None
    not_offered: Text | None = None
    claims: list[Id] = []

    @property
    def phases(self) -> dict[Phase, PhaseAdvice]:
        """The phases in which it has a recommendation, from the first on."""
        listed: dict[Phase, PhaseAdvice | None] = {
            "acute": self.acute,
            "subacute": self.subacute,
            "chronic": self.chronic,
        }
        return {phase: advice for phase, advice in listed.items() if advice is not None}


class CoursePoint(Entry):
    """Mean pain (0-100) some weeks after the start."""

    week: int
    mean: int
    low: int | None = None
    high: int | None = None


class Course(Carrier):
    """What usually happens in one phase."""

    phase: Phase
    says: Text
    points: list[CoursePoint]
    claims: list[Id] = Field(min_length=1)


class Advice(Carrier):
    """A piece of advice that stands alone: safety net, sleep, breaks from sitting.

    `in_plan`: it belongs on the plan, beside the walks and the exercises.
    """

    title: Text
    says: Text
    order: int
    in_plan: bool = False
    claims: list[Id] = Field(min_length=1)


class WalkingStep(Entry):
    """One step of the walking programme."""

    id: Id
    minutes: int = Field(ge=1)
    days_a_week: int = Field(ge=1, le=7)
    weeks: int = Field(ge=1)


class WalkingStarts(Entry):
    """What a plan says of where it begins: one text for each way to begin, the rest where they fit."""

    nothing_yet: Text
    below_the_first: Text
    on_a_step: Text
    at_the_goal: Text
    one_lower: Text
    walks_longer: Text
    watch_the_next_day: Text
    after_a_flare: Text


class WalkingPlan(Carrier):
    """The walking programme: steps, where to start, when to go down or stop.

    `least` is what the plan never goes below, and what somebody who takes no walks begins with.
    `weeks_at_most` names the claim with the longest a plan lasts, `strength_days_a_week` the one with
    how often the exercises are done.
    """

    says: Text
    least: WalkingStep
    steps: list[WalkingStep] = Field(min_length=1)
    weeks_at_most: Id
    strength_days_a_week: Id
    starts: WalkingStarts
    goal: Text
    up_when: Text
    down_when: Text
    stop_when: Text
    claims: list[Id] = Field(min_length=1)


class Dose(Entry):
    """How much of an exercise: sets of repetitions, or of seconds held."""

    sets: int = Field(ge=1)
    repetitions: int | None = None
    hold_seconds: int | None = None
    each_side: bool = False
    says: Text


class Exercise(Carrier):
    """A strength exercise of the plan with its drawing; level 1 is the easiest.

    `drawing` is a file of `drawings/`, `drawing_says` what it shows to somebody who does not see it.
    """

    title: Text
    says: Text
    order: int
    level: Literal[1, 2, 3]
    dose: Dose
    easier: Text
    easier_exercise: Id | None = None
    harder: Text
    harder_exercise: Id | None = None
    stop_when: Text
    drawing: str = Field(pattern=r"^[a-z][a-z0-9_]*\.svg$")
    drawing_says: Text
    claims: list[Id] = Field(min_length=1)


class Route(Entry):
    """Whom to phone, by region, while the dates hold."""

    id: Id
    text: Text
    phone: dict[str, str | None]  # region, or `default`
    valid_from: date
    valid_until: date | None = None
    claims: list[Id] = []
    status: Status
