"""The simulation of back pain beside starsim, mesa and vivarium: the same law in each, person-weeks a second.

They are no dependencies of the project. All runs in an environment of its own:

    python3.11 -m venv build/peers-venv
    build/peers-venv/bin/pip install --require-hashes -r benchmarks/burden_peers.txt
    build/peers-venv/bin/pip install --no-deps -e .
    build/peers-venv/bin/python benchmarks/burden_peers.py [--years N] [--sizes N ...] [--runs N]

`burden_plain_law.py` says what the law is and what of ours it leaves out. Each run is a process of its own.
A small run comes first, and its time stands apart: compiling is in it. Without --sizes each runs at the
size that was best of 10,000, 100,000 and 1,000,000 (starsim of 20,000, 50,000 and 300,000 too, ours of
5,900,000); with them, the best of those is shown. Ours is timed on two threads and on one; the others use
one process.

The figures of all must agree: the most that any is away from ours is printed in standard errors, and more
than 4.5 makes the answer 1. starsim runs without its common random numbers, which is no slower; ours always
has them.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from typing import Any

import numpy as np
from burden_plain_law import FIGURES, WEEKS, Plain, plain
from machine import machine, peak_bytes, progress, table

TOO_FAR = 4.5  # standard errors, for the farthest of some dozens of figures
OURS = "rygrad, plain 2 threads"
PROGRAMS = {
    OURS: ("burden_peer_ours", "plain 2 threads"),
    "rygrad, plain 1 thread": ("burden_peer_ours", "plain 1 thread"),
    "rygrad, full law 2 threads": ("burden_peer_ours", "full 2 threads"),
    "starsim, a draw a week": ("burden_peer_starsim", "weekly"),
    "starsim, durations drawn ahead": ("burden_peer_starsim", "ahead"),
    "mesa": ("burden_peer_mesa", "weekly"),
    "vivarium": ("burden_peer_vivarium", "weekly"),
}
BEST_SIZES = {
    "burden_peer_ours": 5_900_000,
    "burden_peer_starsim": 100_000,
    "burden_peer_mesa": 10_000,
    "burden_peer_vivarium": 100_000,
}
SMALL, SPREAD_OVER, SEED = 1_000, 5_000, 7
Told = dict[str, Any]


def measured(law: Plain, program: str) -> Told:
    """Runs once, in this process: a small run, then preparing, then the run itself."""
    name, way = PROGRAMS[program]
    start = time.perf_counter()
    peer = importlib.import_module(name)
    imported = time.perf_counter()
    peer.simulated(peer.prepared(law._replace(people=SMALL, years=1), way))
    first = time.perf_counter()
    made = peer.prepared(law, way)
    ready = time.perf_counter()
    figures = peer.simulated(made)
    done = time.perf_counter()
    told = {
        "first": first - imported,
        "import": imported - start,
        "setup": ready - first,
        "run": done - ready,
    }
    return told | {"figures": np.asarray(figures).tolist(), "peak": peak_bytes()}


def asked(values: dict[str, float], program: str, people: int, years: int) -> Told:
    """The same in a process of its own, with nothing kept from earlier compiling."""
    question = json.dumps({"values": values, "program": program, "people": people, "years": years})
    with tempfile.TemporaryDirectory() as kept:
        done = subprocess.run(
            [sys.executable, __file__, "--answer"],
            input=question,
            env=os.environ | {"NUMBA_CACHE_DIR": kept, "MPLBACKEND": "agg"},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    told: Told = json.loads(done.stdout.splitlines()[-1])
    return told | {"program": program, "people": people, "rate": people * years * WEEKS / told["run"]}


def answer() -> None:
    """What a process of its own does: reads a question, prints what it measured."""
    q = json.load(sys.stdin)
    law = plain(q["values"], q["years"], q["people"], SEED)
    if q["program"] == "spread":
        told = {"figures": importlib.import_module("burden_peer_ours").spread(law).tolist(), "run": 1.0}
    else:
        told = measured(law, q["program"])
    print(json.dumps(told))


def distances(told: Told, ours: Told, variance: np.ndarray) -> np.ndarray:
    """How many standard errors each figure lies from ours."""
    gap = np.array(told["figures"]) / told["people"] - np.array(ours["figures"]) / ours["people"]
    away: np.ndarray = gap / np.sqrt(variance * (1 / told["people"] + 1 / ours["people"]))
    return away


def best_of_each(runs: list[Told]) -> list[Told]:
    """For each program the run at the size at which it is fastest."""
    return [max((t for t in runs if t["program"] == name), key=lambda t: t["rate"]) for name in PROGRAMS]


def speeds(best: list[Told]) -> str:
    """The table of times."""
    rate = next(told["rate"] for told in best if told["program"] == OURS)
    heads = ["program", "people", "small run first", "set-up", "run", "million person-weeks a second", "ours"]
    rows = [
        [
            *(told["program"], f"{told['people']:,}", f"{told['first']:.1f} s", f"{told['setup']:.2f} s"),
            *(f"{told['run']:.2f} s", f"{told['rate'] / 1e6:,.1f}", f"{rate / told['rate']:,.0f} ×"),
        ]
        for told in best
    ]
    return table(heads, rows)


def agreement(runs: list[Told], ours: Told, variance: np.ndarray) -> tuple[str, float]:
    """The last year's figures a thousand people in each program's largest run, and the farthest of all."""
    same = [name for name in PROGRAMS if "full" not in name]
    largest = [max((t for t in runs if t["program"] == n), key=lambda t: t["people"]) for n in same]
    rows = [
        [figure, *(f"{told['figures'][-1][at] / told['people'] * 1000:,.1f}" for told in largest)]
        for at, figure in enumerate(FIGURES)
    ]
    away = [np.abs(distances(t, ours, variance)).max() if t is not ours else 0.0 for t in largest]
    rows.append(["standard errors at most, all years", *(f"{far:.1f}" for far in away)])
    return table(["last year, per 1,000", *same], rows), float(max(away))


def main() -> int:
    """Prints the speeds at each program's best size, and the figures; answers 1 when they do not agree."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--years", type=int, default=10)
    arguments.add_argument("--sizes", type=int, nargs="+", default=[])
    arguments.add_argument("--runs", type=int, default=1, help="of each, the fastest counts")
    arguments.add_argument("--answer", action="store_true", help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.answer:
        answer()
        return 0
    from rygrad.burden.scenario import baseline_values
    from rygrad.kb.load import load

    values = dict(baseline_values(load()))
    runs: list[Told] = []
    for name, (module, _) in PROGRAMS.items():
        for people in given.sizes or [BEST_SIZES[module]]:
            progress(f"{name}: {people:,} people, {given.years} years")
            tried = [asked(values, name, people, given.years) for _ in range(given.runs)]
            runs.append(min(tried, key=lambda told: told["run"]))
            progress(f"    {runs[-1]['rate'] / 1e6:,.1f} million a second, {runs[-1]['peak'] / 1e6:,.0f} MB")
    variance = np.array(asked(values, "spread", SPREAD_OVER, given.years)["figures"])
    ours = max((t for t in runs if t["program"] == OURS), key=lambda t: t["people"])
    figures, far = agreement(runs, ours, variance)
    print(f"{machine(['numba', 'numpy', 'starsim', 'mesa', 'vivarium'])}\n\n{speeds(best_of_each(runs))}\n")
    print(f"{figures}\n\n{'all agree' if far <= TOO_FAR else 'NOT THE SAME LAW'}: {far:.1f} at most")
    return 0 if far <= TOO_FAR else 1


if __name__ == "__main__":
    sys.exit(main())
