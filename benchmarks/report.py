"""How long the explaining of one scan report of a thousand characters takes.

    python benchmarks/report.py [--runs 200]

Runs over the labelled reports of the tests joined to texts of about a thousand characters each, so that
no text is the same twice; the first report, which makes the knowledge ready, is told apart.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from machine import machine, table

from rygrad.kb.load import load
from rygrad.words.report.explain import report

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from words.report.judged import labelled

LONG = 1000  # characters


def texts(runs: int) -> list[str]:
    """Different texts of a thousand characters in one language each."""
    joined = {name: "\n\n".join(c.text for c in labelled(name)) for name in ("danish", "english")}
    step = 37  # characters between one text and the next
    made = []
    for at in range(runs):
        whole = joined["danish" if at % 2 else "english"]
        start = at * step % (len(whole) - LONG)
        made.append(whole[start : start + LONG])
    return made


def main() -> None:
    """Prints a table: the first report, the median, the 99th percentile, in milliseconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    runs = max(parser.parse_args().runs, 100)
    knowledge = load()
    found = []
    for text in texts(runs):
        started = perf_counter()
        report(text, knowledge, 50)
        found.append((perf_counter() - started) * 1000)
    first, rest = found[0], found[1:]
    rows = [
        ["first report", f"{first:.1f} ms"],
        ["median", f"{median(rest):.1f} ms"],
        ["99th percentile", f"{quantiles(rest, n=100)[98]:.1f} ms"],
        ["slowest", f"{max(rest):.1f} ms"],
    ]
    print(
        f"{LONG} characters, {runs} different texts\n{machine(['rapidfuzz'])}\n\n{table(['', 'time'], rows)}"
    )


if __name__ == "__main__":
    main()
