"""Draws in waves: the first from the ranges alone, later ones where the model fits, and the weights that make
up for it; numpy alone.

Adaptive multiple importance sampling (Cornuet, Marin, Mira and Robert, arXiv 0907.1254): each draw's prior
density is divided by the mixture of all waves, each by its share. The first wave is in that mixture, so no
draw counts for more than the inverse of its share.
"""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from rygrad.burden.ranges import hypercube
from rygrad.burden.weigh import SPARE, TOLERANCE, misfit, outside_of, weights_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from rygrad.kb.burden_models import Target

    Floats = npt.NDArray[np.float64]

FIRST = 0.4  # of the draws, from the ranges alone; the others in LATER waves of one size
LATER = 4
MOST_FIRST = 0.6  # when few draws are asked for, and a ranking needs more than FIRST of them
FEWEST = 8  # draws that a wave must have to be one
_GUESSES = 20_000  # guessed draws from which a wave's middle and spread are taken
_WIDER = 1.1  # a proposal of too little spread gives a few heavy draws, of too much only lighter ones
_RIDGE = 2.0  # holds the slopes of parameters that do not matter near zero
_EDGE = 0.005  # shares are held this far from 0 and 1 where odds are taken
_DIGITS = 6  # rounded, so that the last digits of the machine's algebra move no draw
_NORMAL = NormalDist()


class Wave(NamedTuple):
    """Where a wave draws from, as normal scores: its middle (width) and a root of its covariance."""

    middle: Floats
    root: Floats


def sizes(draws: int, width: int) -> list[int]:
    """How many draws each wave has; so few that later waves would learn nothing are one wave."""
    first = max(FIRST * draws, min(width + SPARE, MOST_FIRST * draws))
    later = int(draws - first) // LATER
    return [draws] if later < FEWEST else [draws - LATER * later, *[later] * LATER]


def scores(at: Floats) -> Floats:
    """Places between 0 and 1 as normal scores: drawn from the ranges, they are standard normal."""
    return np.vectorize(_NORMAL.inv_cdf, otypes=[float])(np.clip(at, 1e-12, 1 - 1e-12))  # type: ignore[no-any-return]


def places(found: Floats) -> Floats:
    """Normal scores as places between 0 and 1."""
    return np.vectorize(_NORMAL.cdf, otypes=[float])(found)  # type: ignore[no-any-return]


def drawn_from(wave: Wave, draws: int, seed: int) -> Floats:
    """(draws, width) normal scores of a wave, spread evenly."""
    even = scores(hypercube(draws, len(wave.middle), seed))
    return np.asarray(wave.middle + even @ wave.root.T, dtype=np.float64)


def log_prior_share(found: Floats, waves: Sequence[Wave], counts: Sequence[int]) -> Floats:
    """The logarithm of prior over mixture of the first wave (the prior) and `waves`."""
    parts = [np.zeros(len(found)), *(_log_ratio(found, wave) for wave in waves)]
    total = sum(counts)
    logs = np.stack([part + np.log(count / total) for part, count in zip(parts, counts, strict=True)])
    return np.asarray(-np.logaddexp.reduce(logs, axis=0), dtype=np.float64)


def _log_ratio(found: Floats, wave: Wave) -> Floats:
    """The logarithm of a wave's density over the prior's."""
    back = np.linalg.solve(wave.root, (found - wave.middle).T)
    size = np.log(np.abs(np.diag(wave.root))).sum()
    return np.asarray(0.5 * (found**2).sum(axis=1) - 0.5 * (back**2).sum(axis=0) - size, dtype=np.float64)


def next_wave(found: Floats, held: Floats, targets: Sequence[Target], seed: int) -> Wave:
    """Where the draws so far say the targets are met: a straight line a target, tried on many guesses."""
    there: npt.NDArray[np.bool_] = np.asarray(~np.isnan(held).any(axis=0))
    if not there.any():
        return Wave(np.zeros(found.shape[1]), np.eye(found.shape[1]))
    aims = [target for target, known in zip(targets, there, strict=True) if known]
    slopes, level, error = _lines(found, _odds(held[:, there]), misfit(held, targets))
    basis, _ = np.linalg.qr(slopes)
    guesses = np.random.default_rng([seed, len(found), 1]).normal(size=(_GUESSES, basis.shape[1]))
    shares = 1 / (1 + np.exp(-(level + guesses @ (basis.T @ slopes))))
    off = outside_of(shares, aims)
    allowed = TOLERANCE**2 + (error * shares * (1 - shares)) ** 2
    weights = weights_of((off**2 / allowed).sum(axis=1))
    return _wave_of(guesses, weights, basis)


def _wave_of(guesses: Floats, weights: Floats, basis: Floats) -> Wave:
    """The guesses' weighted middle and spread; across the directions that matter not, the prior's."""
    middle = weights @ guesses
    around = guesses - middle
    covariance = _WIDER * (around * weights[:, None]).T @ around
    width = len(basis)
    whole = np.eye(width) + basis @ (covariance - np.eye(len(covariance))) @ basis.T
    root = np.linalg.cholesky(whole + 1e-6 * np.eye(width))
    return Wave(np.round(basis @ middle, _DIGITS), np.round(root, _DIGITS))


def _lines(found: Floats, odds: Floats, misfits: Floats) -> tuple[Floats, Floats, Floats]:
    """Slopes (width, targets), level and error of a ridge regression in which draws that fit count more."""
    weights = np.exp(-0.5 * np.sqrt(misfits - misfits.min()))
    weights = weights / weights.mean()
    inputs, level = found - np.average(found, 0, weights), np.average(odds, 0, weights)
    left = inputs.T @ (inputs * weights[:, None]) + _RIDGE * np.eye(found.shape[1])
    slopes = np.linalg.solve(left, inputs.T @ ((odds - level) * weights[:, None]))
    rest = odds - level - inputs @ slopes
    error = np.sqrt(np.average(rest**2, 0, weights))
    return slopes, level - np.average(found, 0, weights) @ slopes, error


def _odds(shares: Floats) -> Floats:
    held = np.clip(shares, _EDGE, 1 - _EDGE)
    return np.asarray(np.log(held / (1 - held)), dtype=np.float64)
