"""A scenario simulated beside the baseline, with the same chance, and held against the targets."""

from __future__ import annotations

from typing import Any

from rygrad.burden import events
from rygrad.burden.chance import COMPILED
from rygrad.burden.outcome import Outcome, fits, outcome_of
from rygrad.burden.scenario import BASELINE, Run, run_of
from rygrad.burden.tell import Told
from rygrad.kb.burden_models import Scenario
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.problem import Refusal

MOST_PEOPLE, MOST_YEARS, MOST_SEED = 20_000_000, 60, 2**31
MOST_UNCOMPILED = 100_000  # person-years that plain Python does within about a minute


def simulated(scenario: Scenario, knowledge: Knowledge, people: int, years: int, seed: int) -> Told:
    """One scenario's run, with the baseline's where it is another; Refusal for what cannot be simulated."""
    refuse_beyond(people, years, seed)
    run = run_of(scenario, knowledge)
    if not COMPILED and people * (years + run.run_in) > MOST_UNCOMPILED:
        raise Refusal(
            "så mange kræver numba: pip install 'rygrad[burden]'; uden går højst "
            f"{MOST_UNCOMPILED // (years + run.run_in)} mennesker",
            "so many need numba: pip install 'rygrad[burden]'; without it at most "
            f"{MOST_UNCOMPILED // (years + run.run_in)} people",
        )
    outcome = _outcome(run, people, years, seed)
    baseline = None
    if scenario.id != BASELINE:
        baseline = _outcome(run_of(knowledge.scenarios[BASELINE], knowledge), people, years, seed)
    held = outcome if baseline is None or scenario.from_the_start else baseline
    return Told(run, people, seed, outcome, baseline, fits(held, knowledge.burden_targets))


def as_json(told: Told, knowledge: Knowledge) -> dict[str, Any]:
    """All of a run for other programs: figures, fit, parameters with what is known of each."""
    return {
        "scenario": told.run.scenario.model_dump(mode="json"),
        "knowledge": knowledge.version,
        "people": told.people,
        "seed": told.seed,
        "years": told.outcome.years,
        "mean": told.outcome.mean,
        "afterwards": told.outcome.afterwards,
        "baseline": told.baseline.mean if told.baseline else None,
        "fit": [{**f.target.model_dump(mode="json"), "found": f.found, "fits": f.fits} for f in told.fits],
        "parameters": [
            {**p.model_dump(mode="json"), "used": told.run.values[p.id]}
            for p in knowledge.burden_parameters.values()
        ],
    }


def _outcome(run: Run, people: int, years: int, seed: int) -> Outcome:
    counts = events.simulate(people, years, seed, run.before, run.after, run.run_in)
    return outcome_of(counts, run.values)


def refuse_beyond(people: int, years: int, seed: int) -> None:
    """Refusal for a number of people or years, or a seed, that cannot be."""
    allowed = (
        ("--people", people, 1, MOST_PEOPLE),
        ("--years", years, 1, MOST_YEARS),
        ("--seed", seed, 0, MOST_SEED),
    )
    for option, given, low, high in allowed:
        if not low <= given <= high:
            raise Refusal(
                f"{option}: {given} går ikke; skriv et helt tal fra {low} til {high}",
                f"{option}: {given} will not do; write a whole number from {low} to {high}",
            )
