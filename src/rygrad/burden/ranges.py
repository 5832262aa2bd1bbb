"""Parameter values drawn from their ranges: a Latin hypercube of triangular distributions, numpy alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from rygrad.burden.scenario import FIXED, Values
from rygrad.kb.burden_models import Parameter

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

# Who walks already is part of what was measured: to draw it would make "as now" something else.
KEPT = (*FIXED, "walking_uptake")
_WHOLE = ("years", "weeks", "people")


def drawn_names(parameters: Mapping[str, Parameter]) -> list[str]:
    """The parameters that have a range and are no choice of the run itself, in their order."""
    return [name for name, one in parameters.items() if name not in KEPT and one.low < one.high]


def triangular(at: Floats, low: float, mode: float, high: float) -> Floats:
    """Where a triangular distribution from `low` to `high` with its top at `mode` has passed `at` (0-1)."""
    turn = (mode - low) / (high - low)
    rising = low + np.sqrt(at * (high - low) * (mode - low))
    falling = high - np.sqrt((1 - at) * (high - low) * (high - mode))
    return np.where(at < turn, rising, falling)


def hypercube(draws: int, width: int, seed: int) -> Floats:
    """(draws, width) numbers from 0 to 1: each column has one in each of `draws` equal parts."""
    chance = np.random.default_rng([seed, draws])
    parts = np.stack([chance.permutation(draws) for _ in range(width)], axis=1).reshape(draws, width)
    return np.asarray((parts + chance.random((draws, width))) / draws, dtype=np.float64)


def drawn_values(parameters: Mapping[str, Parameter], draws: int, seed: int) -> list[Values]:
    """`draws` sets of every parameter, spread evenly over the ranges."""
    return values_at(parameters, hypercube(draws, len(drawn_names(parameters)), seed))


def values_at(parameters: Mapping[str, Parameter], at: Floats) -> list[Values]:
    """A set of every parameter for each row of `at`, places from 0 to 1 in the ranges; the rest stand."""
    names = drawn_names(parameters)
    columns = {name: _column(parameters[name], at[:, place]) for place, name in enumerate(names)}
    still = {name: one.value for name, one in parameters.items()}
    return [{**still, **{name: float(columns[name][row]) for name in names}} for row in range(len(at))]


def _column(one: Parameter, at: Floats) -> Floats:
    found = triangular(at, one.low, one.value, one.high)
    return np.rint(found) if one.unit in _WHOLE else found


def as_table(values: Sequence[Values], names: Sequence[str]) -> Floats:
    """(draws, names) of drawn values, for ranking."""
    return np.array([[one[name] for name in names] for one in values], dtype=np.float64)


def seed_of(seed: int, draw: int) -> int:
    """The people's seed in one draw: a function of the run's seed and the draw's number."""
    return int(np.random.SeedSequence([seed, draw]).generate_state(1)[0]) >> 1
