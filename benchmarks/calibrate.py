"""Searches for the calibrated parameters again and prints them beside those that stand (needs numba).

    .venv/bin/python benchmarks/calibrate.py --anew --rounds 1500 --seed 1

It changes no file: whoever takes a value over writes it in knowledge/burden/, with its reason.
"""

from __future__ import annotations

import argparse
import sys

from rygrad.burden.calibrate import figures_of, free, middle, search
from rygrad.burden.chance import COMPILED
from rygrad.burden.scenario import baseline_values
from rygrad.kb.load import load


def main() -> None:
    """Prints each calibrated parameter as it stands and as found, then each target with what it gives."""
    words = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for name, standard in (("rounds", 1500), ("people", 60_000), ("years", 3), ("seed", 1)):
        words.add_argument(f"--{name}", type=int, default=standard)
    words.add_argument("--anew", action="store_true", help="begin midway in every range")
    asked = words.parse_args()
    if not COMPILED:
        sys.exit("needs numba: pip install 'rygrad[burden]'")
    knowledge = load()
    figures = figures_of(knowledge, asked.people, asked.years, asked.seed)
    start = middle(knowledge) if asked.anew else baseline_values(knowledge)
    found = search(knowledge, figures, start, asked.rounds, asked.seed)
    print(f"{asked.people:,} people, {asked.years} years, seed {asked.seed}, {asked.rounds} rounds:", end=" ")
    print(f"cost {found.cost:.1f}")
    for p in free(knowledge):
        print(f"  {p.id:<20}{p.value:>10g}{found.values[p.id]:>10g}   [{p.low:g}-{p.high:g}]")
    for fit in found.fits:
        mark = "" if fit.fits else "  DOES NOT FIT"
        print(f"  {fit.target.id:<24}{fit.found or 0:>8.3f}   {fit.target.low:g}-{fit.target.high:g}{mark}")


if __name__ == "__main__":
    main()
