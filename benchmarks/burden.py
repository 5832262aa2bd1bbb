"""5.9 million people, ten counted years: how long the simulation takes once it is compiled (needs numba)."""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from machine import machine

from rygrad.burden import events
from rygrad.burden.chance import COMPILED
from rygrad.burden.scenario import run_of
from rygrad.kb.load import load

PEOPLE, YEARS = 5_900_000, 10


def main() -> None:
    """Prints the time of a first run (with compiling), then of the whole, run-in included."""
    if not COMPILED:
        sys.exit("needs numba: pip install 'rygrad[burden]'")
    knowledge = load()
    run = run_of(knowledge.scenarios["baseline"], knowledge)
    start = time.perf_counter()
    events.simulate(1000, 1, 1, run.before, run.after, run.run_in)
    print(machine())
    print(f"first run, compiling where nothing is kept: {time.perf_counter() - start:.1f} s")
    start = time.perf_counter()
    events.simulate(PEOPLE, YEARS, 1, run.before, run.after, run.run_in)
    took = time.perf_counter() - start
    years = PEOPLE * (YEARS + run.run_in)
    print(f"{PEOPLE:,} people, {YEARS} years after {run.run_in} uncounted: {took:.1f} s")
    print(f"{years * 52 / took / 1e6:,.0f} million person-weeks a second")


if __name__ == "__main__":
    main()
