"""Entries of `burden/`: the simulation's parameters, its scenarios, and the figures it is held against."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from rygrad.kb.basics import Carrier, Entry, Id, Text

Basis = Literal["read", "derived", "calibrated", "assumed"]
Unit = Literal["share", "per_year", "per_week", "ratio", "years", "weeks", "days_a_week", "people", "kroner"]


def fault_of(value: float, unit: Unit) -> tuple[str, str] | None:
    """Why a value cannot be in its unit, in Danish and English; None when it can."""
    if unit == "share" and not 0 <= value <= 1:
        return f"{value:g} er ingen andel; den skal være fra 0 til 1", f"{value:g} is no share: from 0 to 1"
    if not 0 <= value < float("inf"):
        return f"{value:g} skal være 0 eller mere", f"{value:g} must be 0 or more"
    if unit in ("years", "weeks", "people") and (value != int(value) or value < 1):
        return f"{value:g} skal være et helt tal fra 1", f"{value:g} must be a whole number from 1"
    return None


class Parameter(Carrier):
    """One number of the simulation's law: value, range, where it comes from, and how far it is known.

    What was not `read` at its source says why it is as it is.
    """

    words: Text
    value: float
    low: float
    high: float
    unit: Unit
    basis: Basis
    source: Id
    claims: list[Id] = []
    reason: Text | None = None

    @model_validator(mode="after")
    def _honest(self) -> Parameter:
        for number in (self.value, self.low, self.high):
            if fault := fault_of(number, self.unit):
                raise ValueError(*fault)
        if not self.low <= self.value <= self.high:
            raise ValueError(
                "`value` skal ligge fra `low` til `high`", "`value` must lie from `low` to `high`"
            )
        if self.basis != "read" and not self.reason:
            raise ValueError(
                "skal have en `reason`, når det ikke er læst hos en kilde",
                "needs a `reason` where it was not read at a source",
            )
        return self


class Change(Entry):
    """What a scenario does to one parameter: a new value, or the old one times something."""

    to: float | None = None
    times: float | None = None
    reason: Text

    @model_validator(mode="after")
    def _one_way(self) -> Change:
        if (self.to is None) == (self.times is None):
            raise ValueError("skal have enten `to` eller `times`", "needs either `to` or `times`")
        return self

    def of(self, value: float) -> float:
        """The changed value."""
        return self.to if self.to is not None else value * (self.times or 0.0)


class Scenario(Carrier):
    """What would be different: the changed parameters by id, nothing else."""

    title: Text
    says: Text
    changes: dict[Id, Change] = {}
    from_the_start: bool = False  # during the uncounted years too
    source: Id


class Target(Carrier):
    """A figure that the baseline should come near to, with the range it was found in."""

    words: Text
    figure: Id  # the simulation's own name for it
    ages: Literal["all", "41_49", "75_84"] = "all"
    low: float
    high: float
    source: Id
    claims: list[Id] = Field(min_length=1)
    differs: Text | None = None  # where the two do not count quite the same


class RateStep(Entry):
    """From a week of a trial on: how many times as often pain begins among its people as in the model."""

    from_week: int = Field(ge=0)
    times: float = Field(gt=0)


class OwnRate(Entry):
    """How often pain began among a trial's own people, where the model's cohort says something else.

    And what the trial's treatment must do for each of them for the trial's hazard ratio to come out.
    """

    steps: list[RateStep] = Field(min_length=1)
    effect: float = Field(gt=0)
    basis: Basis
    claims: list[Id] = Field(min_length=1)  # what it was fitted to
    reason: Text
    effect_reason: Text

    @model_validator(mode="after")
    def _in_order(self) -> OwnRate:
        weeks = [step.from_week for step in self.steps]
        if weeks[0] != 0 or weeks != sorted(set(weeks)):
            raise ValueError("`steps` skal begynde i uge 0 og stige", "`steps` must begin in week 0 and rise")
        return self


class Trial(Carrier):
    """A published trial's design, and which claim holds each result; ages in years, times in weeks."""

    words: Text
    people: int = Field(gt=0)
    share_women: float = Field(gt=0, lt=1)
    age_mean: float = Field(gt=0)
    age_sd: float = Field(gt=0)
    earlier_episodes: float = Field(gt=0)
    recovered_within: int = Field(gt=0)
    followed_from: int = Field(gt=0)
    followed_to: int = Field(gt=0)
    own: OwnRate
    published: dict[Id, Id] = Field(min_length=1)  # the simulation's figure: the claim
    source: Id
