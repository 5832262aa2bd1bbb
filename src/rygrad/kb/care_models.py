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
    """A piece of advice that stands alone: safety net, sleep, breaks from sitting."""

    title: Text
    says: Text
    order: int
    claims: list[Id] = Field(min_length=1)


class WalkingStep(Entry):
    """One step of the walking programme."""

    id: Id
    minutes: int
    days_a_week: int
    weeks: int


class WalkingPlan(Carrier):
    """The walking programme: steps, where to start, when to go down or stop."""

    says: Text
    steps: list[WalkingStep]
    up_when: Text
    down_when: Text
    stop_when: Text
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
