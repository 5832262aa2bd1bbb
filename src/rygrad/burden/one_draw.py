"""One draw: the baseline and the scenario simulated with the same parameters and the same chance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from rygrad.burden import events
from rygrad.burden.outcome import AFTERWARDS, YEARLY_FIGURES, Figures, Outcome, outcome_of
from rygrad.burden.scenario import BASELINE, Run, Values, run_of
from rygrad.kb.burden_models import Scenario, Target
from rygrad.kb.knowledge import Knowledge

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

FIGURES = (*YEARLY_FIGURES, *(name for names in AFTERWARDS.values() for name in names))


class Job(NamedTuple):
    """One draw to simulate: the baseline's run, the scenario's where it is another, and the chance."""

    baseline: Run
    scenario: Run | None
    people: int
    years: int
    seed: int
    targets: tuple[Target, ...]


class Done(NamedTuple):
    """One draw's figures, the baseline's first, then the scenario's; and what the targets are held to."""

    mean: Floats  # (1 or 2, figures)
    years: Floats  # (1 or 2, years, yearly figures)
    held: Floats  # (targets,)


class Making(NamedTuple):
    """What all draws of a run share."""

    scenario: Scenario
    knowledge: Knowledge
    people: int
    years: int

    def job(self, values: Values, seed: int) -> Job:
        """The draw with these values; raises Refusal for values that cannot be."""
        baseline = run_of(self.knowledge.scenarios[BASELINE], self.knowledge, values)
        other = None if self.scenario.id == BASELINE else run_of(self.scenario, self.knowledge, values)
        targets = tuple(self.knowledge.burden_targets.values())
        return Job(baseline, other, self.people, self.years, seed, targets)


def done(job: Job) -> Done:
    """The draw simulated, in one thread."""
    runs = [job.baseline] if job.scenario is None else [job.baseline, job.scenario]
    outcomes = [_outcome(run, job) for run in runs]
    held = [outcomes[0].figure(target.figure, target.ages) for target in job.targets]
    return Done(
        np.array([_row({**one.mean["all"], **one.afterwards}, FIGURES) for one in outcomes]),
        np.array([[_row(year["all"], YEARLY_FIGURES) for year in one.years] for one in outcomes]),
        np.array([np.nan if x is None else x for x in held], dtype=np.float64),
    )


def _outcome(run: Run, job: Job) -> Outcome:
    counts = events.simulate(job.people, job.years, job.seed, run.before, run.after, run.run_in, threads=1)
    return outcome_of(counts, run.values)


def _row(figures: Figures, names: Sequence[str]) -> list[float]:
    return [float("nan") if (x := figures[name]) is None else x for name in names]
