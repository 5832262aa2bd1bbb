"""The search for the calibrated parameters: seeded, inside its ranges, and the baseline it gave fits."""

from __future__ import annotations

import numpy as np
import pytest

from rygrad.burden.calibrate import FALLING, cost, figures_of, free, middle, search
from rygrad.burden.chance import COMPILED
from rygrad.burden.outcome import Fit
from rygrad.burden.scenario import Values, baseline_values
from rygrad.kb.knowledge import Knowledge

NEAR = 0.02  # beyond a target's range: a percentage point that is let pass, and chance among 100,000


def made_up(knowledge: Knowledge) -> object:
    """Figures that hang on two parameters only, so that the best values are known."""

    def figures(values: Values) -> list[Fit]:
        wanted = {"target_any_pain": values["spread"] / 2, "target_care": values["seek_brief"] * 2}
        return [Fit(t, wanted.get(t.id, (t.low + t.high) / 2)) for t in knowledge.burden_targets.values()]

    return figures


def test_moves_only_what_is_calibrated_inside_its_range_and_ever_slower(knowledge: Knowledge) -> None:
    start = baseline_values(knowledge)
    found = search(knowledge, made_up(knowledge), start, 200, 1).values  # type: ignore[arg-type]
    moving = {p.id: p for p in free(knowledge)}
    assert {name for name in found if found[name] != start[name]} <= set(moving)
    assert all(p.low <= found[name] <= p.high for name, p in moving.items())
    for row in FALLING:
        assert [found[name] for name in row] == sorted((found[name] for name in row), reverse=True)


def test_finds_what_fits_and_the_same_again(knowledge: Knowledge) -> None:
    one, same, other = (
        search(knowledge, made_up(knowledge), middle(knowledge), 300, seed)  # type: ignore[arg-type]
        for seed in (1, 1, 2)
    )
    assert one.values["spread"] == pytest.approx(1.38, abs=0.03)
    assert one.values["seek_brief"] == pytest.approx(0.16, abs=0.02)
    assert one.values == same.values != other.values


def test_a_point_outside_costs_one_and_a_figure_that_is_missing_very_much(knowledge: Knowledge) -> None:
    target = knowledge.burden_targets["target_care"]
    inside, outside = Fit(target, 0.32), Fit(target, target.low - 0.02)
    assert cost([inside]) == pytest.approx(0)
    assert 4 < cost([outside]) < 6
    assert cost([Fit(target, None)]) > 1e5


@pytest.mark.skipif(not COMPILED, reason="needs numba")
def test_the_baseline_fits_and_everybody_alike_would_not(knowledge: Knowledge) -> None:
    """What docs/burden.md says: every target within a point, give or take the chance of fewer people."""
    figures, values = figures_of(knowledge, 100_000, 3, 7), baseline_values(knowledge)
    found = figures(values)
    far = {
        f.target.id: f.found
        for f in found
        if not f.target.low - NEAR <= (f.found or 0) <= f.target.high + NEAR
    }
    assert far == {}
    assert cost(found) < 15
    for without in ({"spread": 0.0}, {"flares": 0.0}):
        assert cost(figures(values | without)) > 100
    assert np.isfinite(cost(found))
