"""The event-driven program and the weekly oracle follow one law: every figure agrees within chance."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from rygrad.burden import events, oracle
from rygrad.burden.counts import AGES, FOLLOWED, YEARLY, Counts
from rygrad.burden.law import Law, law_of
from rygrad.burden.scenario import Values, baseline_values
from rygrad.kb.knowledge import Knowledge

RUNS, PEOPLE, YEARS = 16, 1000, 2
TOO_FAR = 5.0  # standard errors: with fifteen degrees of freedom in each, once in 10,000 figures or less
# Every branch of the law busy: walking that fades within the run, scans that slow, fewer smokers.
BUSY: Values = {
    "walking_uptake": 1.0,
    "walking_adherence": 0.8,
    "walking_troublesome": 0.3,
    "walking_brief": 0.5,
    "walking_fades": 40,
    "scan_unneeded": 0.6,
    "scan_recovery": 0.4,
    "operation": 0.1,
    "share_smoking": 0.05,
}
SMOKY: Values = {  # and many are ill for about five weeks, so that the days of a week are seen
    **{"share_smoking": 0.5, "onset_smoking": 2.0, "recovery_smoking": 0.5},
    **{"troublesome": 0.8, "recovery_0_6": 0.3, "recovery_6_12": 0.2},
}
QUICK: Values = {  # a week more or less between two episodes is then seen at once
    **dict.fromkeys(("first_onset", "recurrence_0_13", "recurrence_13_26", "recurrence_26_52"), 20.0),
    "recurrence_later": 20.0,
    "recovery_brief": 0.7,
}
Simulate = Callable[[int, int, int, Law, Law, int], Counts]


@pytest.fixture(scope="module")
def values(knowledge: Knowledge) -> Values:
    """The parameters as they stand, with three years before counting, so that the tests stay quick."""
    return baseline_values(knowledge) | {"run_in": 3}


def figures(simulate: Simulate, before: Law, after: Law, run_in: int) -> tuple[list[str], np.ndarray]:
    """Every figure's name, and its value in each of some runs of their own."""
    when = (*range(YEARS), "both")
    names = [f"{year}.{a}.{name}" for year in when for a in AGES for name in YEARLY] + list(FOLLOWED)
    runs = [simulate(PEOPLE, YEARS, seed, before, after, run_in) for seed in range(RUNS)]
    return names, np.array([_row(c) for c in runs], dtype=np.float64)


def _row(counts: Counts) -> np.ndarray:
    return np.concatenate((counts.yearly.ravel(), counts.yearly.sum(axis=0).ravel(), counts.followed))


def apart(ours: np.ndarray, theirs: np.ndarray, names: list[str]) -> dict[str, float]:
    """The figures that differ by more than chance does, with how many standard errors."""
    error = np.sqrt((ours.var(axis=0, ddof=1) + theirs.var(axis=0, ddof=1)) / RUNS)
    gap = np.abs(ours.mean(axis=0) - theirs.mean(axis=0))
    far = gap / np.maximum(error, 0.3)  # figures of a few people: a floor under an error seen as nothing
    return {name: round(float(z), 1) for name, z in zip(names, far, strict=True) if z > TOO_FAR}


@pytest.mark.parametrize("changes", [{}, BUSY], ids=["baseline", "everything_changes"])
@pytest.mark.parametrize("start", [{}, SMOKY, QUICK], ids=["as_it_stands", "many_smoke", "quick"])
def test_both_programs_give_the_same_figures(values: Values, start: Values, changes: Values) -> None:
    base = values | start
    before, after = law_of(base, base), law_of(base | changes, base)
    names, ours = figures(events.simulate, before, after, 3)
    _, theirs = figures(oracle.simulate, before, after, 3)
    assert apart(ours, theirs, names) == {}
    assert (ours.mean(axis=0) > 0).sum() > len(names) * 0.9  # figures of nothing would agree too


@pytest.mark.parametrize(
    "wrong",
    [
        {"troublesome": 0.3},
        {"recurrence_0_13": 2.4},
        {"recovery_0_6": 0.035},
        {"recovery_12_52": 0.02},
        {"seek_6": 1.0},
        {"spread": 0.6},
        {"flares": 6.0},
        {"days_flare": 3.0},
        {"limiting_brief": 0.6},
        {"ever_at_youngest": 0.3},
        {"work_until": 55},
        {"scan_needed": 0.2},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_a_law_that_is_a_little_wrong_is_told_apart(values: Values, wrong: Values) -> None:
    """The comparison can fail: one number of the law off, and some figure is too far away."""
    right, off = law_of(values, values), law_of(values | wrong, values)
    names, ours = figures(events.simulate, off, off, 3)
    _, theirs = figures(oracle.simulate, right, right, 3)
    assert apart(ours, theirs, names) != {}


def test_walking_that_fades_slower_is_told_apart(values: Values) -> None:
    base = values | QUICK
    before, after = law_of(base, base), law_of(base | BUSY, base)
    other = law_of(base | BUSY | {"walking_fades": 400}, base)
    names, ours = figures(events.simulate, before, other, 3)
    _, theirs = figures(oracle.simulate, before, after, 3)
    assert apart(ours, theirs, names) != {}


def test_a_brief_week_of_more_days_is_told_apart(values: Values) -> None:
    """Where episodes are many and brief; with the values as they stand it would move too few people."""
    base = values | QUICK
    right, off = law_of(base, base), law_of(base | {"days_brief": 7.0}, base)
    names, ours = figures(events.simulate, off, off, 3)
    _, theirs = figures(oracle.simulate, right, right, 3)
    assert any("over_30_days" in name for name in apart(ours, theirs, names))
