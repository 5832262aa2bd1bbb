"""A scenario and the baseline simulated for many sets of drawn parameters, wave by wave, side by side."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from rygrad.burden.chance import COMPILED
from rygrad.burden.one_draw import FIGURES, Done, Job, Making, done
from rygrad.burden.ranges import as_table, drawn_names, hypercube, seed_of, values_at
from rygrad.burden.scenario import Values, baseline_values
from rygrad.burden.simulate import MOST_UNCOMPILED
from rygrad.burden.spread import Do, SpreadName, spread_over
from rygrad.burden.waves import Wave, drawn_from, log_prior_share, next_wave, places, scores, sizes
from rygrad.burden.weigh import FEW, effective, misfit, weights_of
from rygrad.kb.burden_models import Scenario, Target
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.problem import Refusal

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

MOST_DRAWS, MOST_PROCESSES = 10_000, 256
REPEATS = 8  # runs of the point values with other chance: what chance alone does
PEOPLE = 50_000
_WAVES = 1_000_000  # seeds from here on are the waves' own; those before are the draws' people
Tick = Callable[[int, int], None]


@dataclass(frozen=True)
class Draws:
    """All draws of a run beside the point values; arrays have a draw a row, the refused ones left out."""

    scenario: Scenario
    people: int
    years: int
    seed: int
    asked: int
    waves: tuple[int, ...]  # draws asked for in each wave; the first is from the ranges alone
    refused: tuple[tuple[int, Refusal], ...]
    numbers: tuple[int, ...]
    names: tuple[str, ...]
    targets: tuple[Target, ...]
    table: Floats  # (draws, names)
    mean: Floats  # (draws, 1 or 2, figures)
    by_year: Floats  # (draws, 1 or 2, years, yearly figures)
    held: Floats  # (draws, targets)
    point: Done
    chance: Floats  # (1 or 2, figures) and the difference last: standard deviation over seeds alone
    weights: Floats
    misfits: Floats
    point_misfit: float

    @property
    def compared(self) -> bool:
        """Whether there is a scenario beside the baseline."""
        return bool(self.mean.shape[1] == 2)

    @property
    def free(self) -> npt.NDArray[np.bool_]:
        """Which draws are from the ranges alone, whether they fit or not."""
        return np.array(self.numbers) < self.waves[0]

    @property
    def even(self) -> Floats:
        """Weights of the draws from the ranges alone, all alike."""
        return np.asarray(self.free / self.free.sum(), dtype=np.float64)

    @property
    def carries(self) -> bool:
        """Whether the weighed draws are worth so many that an interval may be read from them."""
        return effective(self.weights) >= FEW

    @property
    def best(self) -> Floats:
        """The weights a reader is to go by: by fit when they carry an interval, else all alike."""
        return self.weights if self.carries else self.even

    def gap(self, figure: str) -> Floats:
        """Scenario minus baseline, a draw each."""
        at = FIGURES.index(figure)
        return np.asarray(self.mean[:, 1, at] - self.mean[:, 0, at], dtype=np.float64)

    def of(self, figure: str, side: int) -> Floats:
        """A figure of the baseline (0) or the scenario (1), a draw each."""
        return np.asarray(self.mean[:, side, FIGURES.index(figure)], dtype=np.float64)


@dataclass
class _SoFar:
    """What the waves have given until now; a row of `found` for each that could be."""

    waves: list[Wave] = field(default_factory=list)
    refused: list[tuple[int, Refusal]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    values: list[Values] = field(default_factory=list)
    found: list[Floats] = field(default_factory=list)  # normal scores
    done: list[Done] = field(default_factory=list)

    def held(self) -> Floats:
        return np.stack([one.held for one in self.done])


def simulated_draws(
    scenario: Scenario,
    knowledge: Knowledge,
    people: int,
    years: int,
    seed: int,
    draws: int,
    processes: int | None = None,
    tick: Tick | None = None,
    spread: SpreadName = "processes",
    master: str | None = None,
) -> Draws:
    """Every draw, and the point values with other chance; the same result wherever it is worked out."""
    _refuse_beyond(draws, processes, people * (years + int(baseline_values(knowledge)["run_in"])))
    making = Making(scenario, knowledge, people, years)
    names = tuple(drawn_names(knowledge.burden_parameters))
    counts = sizes(draws, len(names))
    so_far = _SoFar()
    at = hypercube(counts[0], len(names), seed)
    first = _begun(so_far, scores(at), at, making, seed, 0)
    _refuse_too_few(so_far)
    point = baseline_values(knowledge)
    repeats = [making.job(point, seed_of(seed, draws + extra)) for extra in range(REPEATS)]
    hears = _Bar(tick, draws + REPEATS)
    with spread_over(spread, done, processes or os.cpu_count() or 1, master) as work:
        made = work([*repeats, *first], hears.of(0))
        so_far.done += made[REPEATS:]
        _later_waves(so_far, counts, making, seed, work, hears)
    return _draws_of(so_far, making, seed, counts, names, made[:REPEATS])


def _later_waves(
    so_far: _SoFar, counts: Sequence[int], making: Making, seed: int, work: Do[Job, Done], hears: _Bar
) -> None:
    targets = tuple(making.knowledge.burden_targets.values())
    for number, count in enumerate(counts[1:], 1):
        own = seed_of(seed, _WAVES + number)
        wave = next_wave(np.stack(so_far.found), so_far.held(), targets, own)
        so_far.waves.append(wave)
        found, before = drawn_from(wave, count, own), sum(counts[:number])
        jobs = _begun(so_far, found, places(found), making, seed, before)
        so_far.done += work(jobs, hears.of(before + REPEATS))


def _begun(so_far: _SoFar, found: Floats, at: Floats, making: Making, seed: int, before: int) -> list[Job]:
    """The jobs of a wave's draws that can be; those that cannot are kept with why."""
    jobs: list[Job] = []
    for number, values in enumerate(values_at(making.knowledge.burden_parameters, at), before):
        try:
            jobs.append(making.job(values, seed_of(seed, number)))
        except Refusal as e:
            so_far.refused.append((number, e))
            continue
        so_far.numbers.append(number)
        so_far.values.append(values)
        so_far.found.append(found[number - before])
    return jobs


def _draws_of(
    so_far: _SoFar,
    making: Making,
    seed: int,
    counts: Sequence[int],
    names: tuple[str, ...],
    repeats: Sequence[Done],
) -> Draws:
    targets = tuple(making.knowledge.burden_targets.values())
    held = so_far.held()
    misfits = misfit(held, targets)
    share = log_prior_share(np.stack(so_far.found), so_far.waves, counts)
    return Draws(
        scenario=making.scenario,
        people=making.people,
        years=making.years,
        seed=seed,
        asked=sum(counts),
        waves=tuple(counts),
        refused=tuple(so_far.refused),
        numbers=tuple(so_far.numbers),
        names=names,
        targets=targets,
        table=as_table(so_far.values, names),
        mean=np.stack([one.mean for one in so_far.done]),
        by_year=np.stack([one.years for one in so_far.done]),
        held=held,
        point=repeats[0],
        chance=_chance(np.stack([one.mean for one in repeats])),
        weights=weights_of(misfits, share),
        misfits=misfits,
        point_misfit=float(misfit(repeats[0].held, targets)),
    )


@dataclass(frozen=True)
class _Bar:
    """What is told of how far all waves are."""

    tick: Tick | None
    total: int

    def of(self, before: int) -> Callable[[int], None]:
        """For a wave that begins when so many are done."""

        def hears(count: int) -> None:
            if self.tick:
                self.tick(min(before + count, self.total), self.total)

        return hears


def _chance(means: Floats) -> Floats:
    sides = list(np.moveaxis(means, 1, 0))
    if len(sides) == 2:
        sides.append(sides[1] - sides[0])
    return np.array([one.std(axis=0, ddof=1) for one in sides])


def _refuse_too_few(so_far: _SoFar) -> None:
    count = len(so_far.numbers)
    if count < 2:
        why = so_far.refused[0][1] if so_far.refused else Refusal("", "")
        raise Refusal(
            f"--draws: kun {count} trækninger kan lade sig gøre; {why.text('da')}",
            f"--draws: only {count} draws can be; {why.text('en')}",
        )


def _refuse_beyond(draws: int, processes: int | None, person_years: int) -> None:
    for option, given, low, high in (
        ("--draws", draws, 2, MOST_DRAWS),
        ("--processes", 1 if processes is None else processes, 1, MOST_PROCESSES),
    ):
        if not low <= given <= high:
            raise Refusal(
                f"{option}: {given} går ikke; skriv et helt tal fra {low} til {high}",
                f"{option}: {given} will not do; write a whole number from {low} to {high}",
            )
    if not COMPILED and 2 * (draws + REPEATS) * person_years > 10 * MOST_UNCOMPILED:
        raise Refusal(
            "så mange kræver numba: pip install 'rygrad[burden]'; uden må mennesker gange trækninger være få",
            "so many need numba: pip install 'rygrad[burden]'; without it people times draws must be few",
        )
