"""Draws weighed by their fit, their intervals, and which parameter a figure hangs on; numpy alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from rygrad.kb.burden_models import Target

    Floats = npt.NDArray[np.float64]

TOLERANCE = 0.05  # a share this far outside a target's range weighs exp(-1/2) as much
SPARE = 40  # draws beyond the number of parameters that a ranking needs: with ten, chance ranks high
FEW = 30  # fewer effective draws than this cannot carry an interval
LEVELS = (0.025, 0.5, 0.975)


@dataclass(frozen=True)
class Band:
    """A figure's median with the interval that holds 95 % of the draws; NaN where nobody was there."""

    low: float
    median: float
    high: float


@dataclass(frozen=True)
class Rank:
    """How a figure follows one parameter, -1 to 1, the others held; `seen` is False within chance."""

    name: str
    strength: float
    seen: bool


def misfit(found: Floats, targets: Sequence[Target]) -> Floats:
    """A draw's squared distance from the targets' ranges, in tolerances; not counted is no distance."""
    return np.asarray(np.nansum((outside_of(found, targets) / TOLERANCE) ** 2, axis=-1), dtype=np.float64)


def outside_of(found: Floats, targets: Sequence[Target]) -> Floats:
    """How far each share lies outside its target's range; 0 within it."""
    low, high = np.array([t.low for t in targets]), np.array([t.high for t in targets])
    return np.asarray(np.maximum(0, np.maximum(low - found, found - high)), dtype=np.float64)


def weights_of(misfits: Floats, log_prior: Floats | float = 0.0) -> Floats:
    """Weights that sum to one: by fit, times prior over where it was drawn (`log_prior`)."""
    logs = log_prior - 0.5 * misfits
    raw = np.exp(logs - logs.max())
    return np.asarray(raw / raw.sum(), dtype=np.float64)


def effective(weights: Floats) -> float:
    """How many equal draws the weighted ones are worth."""
    return float(1.0 / np.sum(weights**2))


def band(found: Floats, weights: Floats) -> Band:
    """Weighted median and 95 % interval of a figure over the draws."""
    there = ~np.isnan(found) & (weights > 0)
    if not there.any():
        return Band(float("nan"), float("nan"), float("nan"))
    order = np.argsort(found[there], kind="stable")
    values, share = found[there][order], weights[there][order]
    middle = (np.cumsum(share) - share / 2) / share.sum()
    return Band(*(float(x) for x in np.interp(LEVELS, middle, values)))


def share_lower(gaps: Floats, weights: Floats) -> float:
    """The weighted share of draws in which the scenario has less than the baseline; ties count half."""
    there = ~np.isnan(gaps) & (weights > 0)
    if not there.any():
        return float("nan")
    score = np.where(gaps[there] < 0, 1.0, np.where(gaps[there] > 0, 0.0, 0.5))
    return float((score * weights[there]).sum() / weights[there].sum())


def ranking(table: Floats, names: Sequence[str], found: Floats) -> list[Rank] | None:
    """Partial rank correlation of a figure with each parameter, strongest first; None with too few draws."""
    there = ~np.isnan(found)
    count, width = int(there.sum()), len(names)
    if width == 0 or count < width + SPARE or np.ptp(found[there]) == 0:
        return None
    ranks = np.column_stack([_ranks(column) for column in (*table[there].T, found[there])])
    inverse = np.linalg.pinv(np.corrcoef(ranks, rowvar=False))
    strength = -inverse[:-1, -1] / np.sqrt(np.diag(inverse)[:-1] * inverse[-1, -1])
    edge = min(1.0, 3 / np.sqrt(count - width - 1))
    made = [Rank(name, float(x), bool(abs(x) > edge)) for name, x in zip(names, strength, strict=True)]
    return sorted(made, key=lambda one: -abs(one.strength))


def weighed_ranking(table: Floats, names: Sequence[str], found: Floats, weights: Floats) -> list[Rank] | None:
    """Weighted rank correlation of a figure with each parameter alone, strongest first; None with too few.

    The others are not held: the weighed draws are worth too few for that many parameters.
    """
    there = ~np.isnan(found) & (weights > 0)
    share = weights[there] / weights[there].sum() if there.any() else weights[there]
    if not there.any() or effective(share) < FEW or np.ptp(found[there]) == 0:
        return None
    ranks = np.column_stack([_weighed_ranks(c, share) for c in (*table[there].T, found[there])])
    around = ranks - share @ ranks
    together = around.T @ (around * share[:, None])
    spread = np.sqrt(np.maximum(np.diag(together), 1e-300))
    strength = together[:-1, -1] / (spread[:-1] * spread[-1])
    edge = 3 / np.sqrt(effective(share) - 1)
    made = [Rank(name, float(x), bool(abs(x) > edge)) for name, x in zip(names, strength, strict=True)]
    return sorted(made, key=lambda one: -abs(one.strength))


def _weighed_ranks(column: Floats, share: Floats) -> Floats:
    """The weight below each value, and half of the weight at it."""
    _, where = np.unique(column, return_inverse=True)
    at = np.bincount(where, share)
    return np.asarray((np.cumsum(at) - at / 2)[where], dtype=np.float64)


def _ranks(column: Floats) -> Floats:
    """Ranks from 0, ties sharing their mean."""
    _, where, counts = np.unique(column, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(counts) - (counts + 1) / 2)[where], dtype=np.float64)
