"""Waves of draws: where the targets are met, with weights that give back what the ranges alone would say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from rygrad.burden.ranges import hypercube
from rygrad.burden.waves import (
    FIRST,
    LATER,
    Wave,
    drawn_from,
    log_prior_share,
    next_wave,
    places,
    scores,
    sizes,
)
from rygrad.burden.weigh import effective, misfit, weighed_ranking, weights_of
from rygrad.kb.burden_models import Target
from rygrad.kb.knowledge import Knowledge

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

WIDTH = 12


@pytest.fixture(scope="module")
def targets(knowledge: Knowledge) -> tuple[Target, ...]:
    """Three of the real shapes, met only in a corner of the ranges."""
    some = list(knowledge.burden_targets.values())[:3]
    aims = ((0.78, 0.80), (0.72, 0.72), (0.20, 0.22))
    return tuple(t.model_copy(update={"low": a, "high": b}) for t, (a, b) in zip(some, aims, strict=True))


def shares(found: Floats) -> Floats:
    """A stand-in for the simulation: three shares that follow six of twelve, not quite straight."""
    line = np.stack([found[:, :3].sum(1), found[:, 2:5].sum(1), found[:, 3] - found[:, 5]], axis=1) * 0.6
    return np.asarray(1 / (1 + np.exp(-(line + 0.05 * line**2))), dtype=np.float64)


def in_waves(targets: tuple[Target, ...], draws: int, seed: int) -> tuple[Floats, Floats, Floats]:
    """All draws as scores, the logarithm of prior over mixture, and their weights."""
    counts, waves = sizes(draws, WIDTH), list[Wave]()
    found = scores(hypercube(counts[0], WIDTH, seed))
    for number, count in enumerate(counts[1:], 1):
        waves.append(next_wave(found, shares(found), targets, seed + number))
        found = np.vstack([found, drawn_from(waves[-1], count, seed + number)])
    share = log_prior_share(found, waves, counts)
    assert share.max() <= np.log(sum(counts) / counts[0]) + 1e-9  # the first wave bounds every weight
    return found, share, weights_of(misfit(shares(found), targets), share)


class TestWaves:
    def test_give_the_middle_and_spread_that_very_many_from_the_ranges_give(
        self, targets: tuple[Target, ...]
    ) -> None:
        plain = np.random.default_rng(9).normal(size=(400_000, WIDTH))
        true = weights_of(misfit(shares(plain), targets))
        middle = true @ plain
        spread = np.sqrt(true @ (plain - middle) ** 2)
        found, _, weights = in_waves(targets, 4000, 1)
        assert weights @ found == pytest.approx(middle, abs=0.12)
        assert np.sqrt(weights @ (found - weights @ found) ** 2) == pytest.approx(spread, abs=0.12)

    def test_without_regard_to_fit_the_weights_give_back_the_ranges(
        self, targets: tuple[Target, ...]
    ) -> None:
        """Where the waves went is undone: a wave's own density forgotten, the middle is far off."""
        found, share, _ = in_waves(targets, 4000, 1)
        undone = weights_of(np.zeros(len(found)), share)
        assert undone @ found == pytest.approx(np.zeros(WIDTH), abs=0.1)
        assert undone @ found**2 == pytest.approx(np.ones(WIDTH), abs=0.15)
        assert np.abs(found.mean(axis=0)).max() > 0.5

    def test_leave_many_more_than_the_ranges_alone(self, targets: tuple[Target, ...]) -> None:
        for seed in (1, 2, 3):
            plain = scores(hypercube(300, WIDTH, seed))
            alone = effective(weights_of(misfit(shares(plain), targets)))
            assert effective(in_waves(targets, 300, seed)[2]) > max(40, 3 * alone)

    def test_the_seed_decides(self, targets: tuple[Target, ...]) -> None:
        one, again, other = (in_waves(targets, 100, seed)[0] for seed in (1, 1, 2))
        assert (one == again).all()
        assert (one[60:] != other[60:]).all()

    def test_nobody_counted_moves_no_wave(self, targets: tuple[Target, ...]) -> None:
        found = scores(hypercube(40, WIDTH, 1))
        wave = next_wave(found, np.full((40, 3), np.nan), targets, 1)
        assert (wave.middle == 0).all()
        assert (wave.root == np.eye(WIDTH)).all()

    def test_a_wave_that_is_the_ranges_weighs_nothing(self) -> None:
        found = scores(hypercube(40, WIDTH, 1))
        same = Wave(np.zeros(WIDTH), np.eye(WIDTH))
        assert log_prior_share(found, [same], [10, 30]) == pytest.approx(0, abs=1e-9)

    @pytest.mark.parametrize(("draws", "first"), [(12, 12), (50, 50), (200, 91 + 1), (1000, 400)])
    def test_sizes_add_up_and_the_first_is_large_enough_to_rank(self, draws: int, first: int) -> None:
        counts = sizes(draws, 51)
        assert sum(counts) == draws
        assert abs(counts[0] - first) <= LATER
        assert counts[0] >= min(draws, round(FIRST * draws))

    def test_scores_and_places_are_each_others_inverse(self) -> None:
        at = hypercube(50, 3, 1)
        assert places(scores(at)) == pytest.approx(at, abs=1e-12)


def test_a_weighed_ranking_sees_what_holds_among_the_heavy_draws_only() -> None:
    """Among the light ones the figure follows b; weighed, it follows a."""
    chance = np.random.default_rng(3)
    table = chance.random((400, 3))
    heavy = np.arange(400) < 150
    found = np.where(heavy, table[:, 0], table[:, 1])
    weights = np.where(heavy, 1.0, 1e-9) / heavy.sum()
    ranks = weighed_ranking(table, ("a", "b", "c"), found, weights / weights.sum())
    assert ranks is not None
    assert (ranks[0].name, ranks[0].seen) == ("a", True)
    assert not any(one.seen for one in ranks[1:])
    few = np.where(np.arange(400) < 20, 1 / 20, 0.0)
    assert weighed_ranking(table, ("a", "b", "c"), found, few) is None
