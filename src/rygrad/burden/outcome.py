"""From counts to the figures that are told: shares, rates, sick days, cost, and how they fit the targets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rygrad.burden.counts import AGES, FOLLOWED, YEARLY, Counts
from rygrad.burden.scenario import Values
from rygrad.kb.burden_models import Target

SHARES = ("any_pain", "over_30_days", "sought_care", "chronic", "past_month", "ever")
RATES = ("episodes", "troublesome_episodes", "care", "scans", "unneeded_scans", "operations", "flare_weeks")
DAYS = ("pain_weeks", "sick_days")
COSTS = ("health_kroner", "production_kroner")
YEARLY_FIGURES = (*SHARES, *RATES, *DAYS, *COSTS)
AFTERWARDS = {
    "recovered": ("again_13", "again_26", "again_52", "limiting_52", "care_again_52"),
    "sought_at_once": ("still_6", "still_12", "still_52"),
    "begun": ("past_6", "past_12"),
}
_PHASES = ("acute", "subacute", "chronic")
Figures = dict[str, float | None]


@dataclass(frozen=True)
class Fit:
    """One target beside what the simulation gives; `fits` is None when nobody was there to count."""

    target: Target
    found: float | None

    @property
    def fits(self) -> bool | None:
        """Whether it lies in the target's range, with a percentage point on either side."""
        if self.found is None:
            return None
        return self.target.low - 0.01 <= self.found <= self.target.high + 0.01


@dataclass(frozen=True)
class Outcome:
    """A run's figures: per person and year by counted year and ages; after recovery and onset."""

    years: list[dict[str, Figures]]  # a year: ages -> figure -> value
    mean: dict[str, Figures]
    afterwards: Figures

    def figure(self, name: str, ages: str) -> float | None:
        """One figure by the name a target gives it; raises KeyError when there is none."""
        return self.afterwards[name] if name in self.afterwards else self.mean[ages][name]


def outcome_of(counts: Counts, values: Values) -> Outcome:
    """All figures of a run."""
    years = [
        {ages: _figures(year[at].tolist(), values) for at, ages in enumerate(AGES)} for year in counts.yearly
    ]
    whole = counts.yearly.sum(axis=0)
    mean = {ages: _figures(whole[at].tolist(), values) for at, ages in enumerate(AGES)}
    return Outcome(years, mean, _afterwards(dict(zip(FOLLOWED, counts.followed.tolist(), strict=True))))


def fits(outcome: Outcome, targets: Mapping[str, Target]) -> list[Fit]:
    """Each target beside the figure, those that do not fit too."""
    return [Fit(target, outcome.figure(target.figure, target.ages)) for target in targets.values()]


def _figures(row: list[int], values: Values) -> Figures:
    told = dict(zip(YEARLY, row, strict=True))
    people = told["people"]
    if people == 0:
        return dict.fromkeys(YEARLY_FIGURES)
    sick = sum(told[f"work_weeks_{phase}"] * values[f"sick_days_{phase}"] for phase in _PHASES)
    made: Figures = {name: told[name] / people for name in (*SHARES, *RATES)}
    made["pain_weeks"] = sum(told[f"weeks_{phase}"] for phase in _PHASES) / people
    made["sick_days"] = sick / people
    for name in ("health", "production"):
        made[f"{name}_kroner"] = told["over_30_days"] * values[f"{name}_cost"] / people
    return made


def _afterwards(told: dict[str, int]) -> Figures:
    return {
        name: told[name] / told[among] if told[among] else None
        for among, names in AFTERWARDS.items()
        for name in names
    }


def per_year_in_denmark(figure: float, values: Values) -> float:
    """A figure per person as a number in all of Denmark's adults."""
    return figure * values["adults_in_denmark"]
