"""How long one assessment takes, complete with explanation, and what `rygrad assess` costs from the shell.

    python benchmarks/assessment.py [--rounds 10] [--runs 11]

Runs over every shipped clinical case. "complete" is checked answers, all rules, findings with
reasons and sources, phase, cause, scan, scores, risk factors, care, questions left.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from machine import machine

from rygrad.assess.answers import checked_answers
from rygrad.assess.assess import assess
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.load import load

DAY = date(2026, 11, 22)


def timed(runs: int, work: object) -> float:
    """The median of some runs, in milliseconds."""
    found = []
    for _ in range(runs):
        started = perf_counter()
        work()  # type: ignore[operator]
        found.append((perf_counter() - started) * 1000)
    return median(found)


def in_process(knowledge: Knowledge, rounds: int) -> tuple[list[float], list[float]]:
    """Milliseconds of every assessment and of its rules alone, over all cases."""
    whole, rules = [], []
    given = [case.given for case in knowledge.cases]
    for _ in range(rounds):
        for answers in given:
            started = perf_counter()
            assess(answers, knowledge, DAY)
            whole.append((perf_counter() - started) * 1000)
            checked = checked_answers(answers, knowledge)
            started = perf_counter()
            knowledge.outcome(checked)
            rules.append((perf_counter() - started) * 1000)
    return whole, rules


def from_the_shell(runs: int) -> float:
    """Milliseconds of a whole `rygrad assess --json` process."""
    command = [str(Path(sys.executable).with_name("rygrad")), "assess", "-", "--json"]
    answers = json.dumps({"pain_low_back": True, "duration_days": 14, "fever": False})
    return timed(
        runs, lambda: subprocess.run(command, input=answers, text=True, capture_output=True, check=True)
    )


def main() -> None:
    """Prints the figures the README quotes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--runs", type=int, default=11)
    options = parser.parse_args()
    knowledge = load()
    assess({}, knowledge, DAY)  # compiles the rules
    whole, rules = in_process(knowledge, options.rounds)
    shell = from_the_shell(options.runs)
    print(machine())
    print(f"{len(knowledge.rules)} rules, {len(knowledge.cases)} cases, {len(whole)} assessments")
    slowest = quantiles(whole, n=100)[98]
    share = 100 * median(rules) / shell
    print(f"one assessment, complete: {median(whole):.2f} ms median, {slowest:.2f} ms at the 99th percentile")
    print(
        f"its rules alone:          {median(rules):.3f} ms median ({len(knowledge.program.rules)} sentences)"
    )
    print(f"`rygrad assess` process:  {shell:.0f} ms median, of which rules {share:.2f} %")


if __name__ == "__main__":
    main()
