"""A seeded search for the parameters that no source gives, held against the targets and never moving them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from rygrad.burden import events
from rygrad.burden.law import law_of
from rygrad.burden.outcome import Fit, fits, outcome_of
from rygrad.burden.scenario import Values, baseline_values
from rygrad.kb.burden_models import Parameter, Target
from rygrad.kb.knowledge import Knowledge

POINT = 0.01  # the distance from a target that costs 1
_PULL = 0.02  # of the cost inside a range: the middle is a little better than the edge
_STEPS = (0.005, 0.3)  # of a parameter's range: from and to, evenly by their logarithm
_DIGITS = 3
# The longer it has lasted, the slower it ends; the longer it has been away, the seldomer it comes back.
FALLING = (
    ("recovery_0_6", "recovery_6_12", "recovery_12_52", "recovery_later"),
    ("recurrence_0_13", "recurrence_13_26", "recurrence_26_52", "recurrence_later"),
)
Figures = Callable[[Values], list[Fit]]


@dataclass(frozen=True)
class Found:
    """The best values that were met, what they give, and what they cost."""

    values: Values
    fits: list[Fit]
    cost: float


def free(knowledge: Knowledge) -> list[Parameter]:
    """The parameters that may be moved: those called calibrated, each within its range."""
    return [p for p in knowledge.burden_parameters.values() if p.basis == "calibrated" and p.low < p.high]


def cost(found: Sequence[Fit]) -> float:
    """The squared distances from the targets' ranges in percentage points, and a weak pull to the middle."""
    return sum(_cost_of(fit.target, fit.found) for fit in found)


def _cost_of(target: Target, found: float | None) -> float:
    if found is None:
        return 1e6
    outside = max(target.low - found, found - target.high, 0.0) / POINT
    middle = (found - (target.low + target.high) / 2) / POINT
    return outside**2 + _PULL * middle**2


def figures_of(knowledge: Knowledge, people: int, years: int, seed: int) -> Figures:
    """What values give beside the targets, in a run of so many people, always of the same chance."""

    def figures(values: Values) -> list[Fit]:
        law = law_of(values, values)
        counts = events.simulate(people, years, seed, law, law, int(values["run_in"]))
        return fits(outcome_of(counts, values), knowledge.burden_targets)

    return figures


def middle(knowledge: Knowledge) -> Values:
    """Where a search begins that owes nothing to the last: each free parameter midway in its range."""
    return baseline_values(knowledge) | {p.id: (p.low + p.high) / 2 for p in free(knowledge)}


def search(knowledge: Knowledge, figures: Figures, start: Values, rounds: int, seed: int) -> Found:
    """The best of `rounds` seeded steps from `start`, each kept only when it is better than all before."""
    chance = np.random.default_rng(seed)
    moving = free(knowledge)
    best = _met(_falling(start), figures)
    for _ in range(rounds):
        tried = _met(_falling(best.values | _moved(moving, best.values, chance)), figures)
        if tried.cost < best.cost:
            best = tried
    return best


def _met(values: Values, figures: Figures) -> Found:
    found = figures(values)
    return Found(values, found, cost(found))


def _moved(moving: Sequence[Parameter], values: Values, chance: np.random.Generator) -> Values:
    """Some parameters a random step away, inside their ranges and with no more digits than are told."""
    which = chance.random(len(moving)) < chance.choice((0.1, 0.3, 0.8))
    size = np.exp(chance.uniform(*np.log(_STEPS)))
    steps = chance.normal(0.0, size, len(moving))
    return {
        p.id: float(f"{min(p.high, max(p.low, values[p.id] + s * (p.high - p.low))):.{_DIGITS}g}")
        for p, s, moves in zip(moving, steps, which, strict=True)
        if moves
    }


def _falling(values: Values) -> Values:
    """The same values, none of a falling row above the one before it."""
    made = dict(values)
    for row in FALLING:
        for before, name in pairwise(row):
            made[name] = min(made[name], made[before])
    return made
