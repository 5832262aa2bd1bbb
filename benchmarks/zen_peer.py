"""The shipped rules for one person at a time: ours beside GoRules' zen-engine, on the same people.

zen-engine is no dependency of the project. It runs in an environment of its own:

    python3 -m venv build/zen
    build/zen/bin/pip install zen-engine pyarrow numpy -e .
    build/zen/bin/python benchmarks/zen_peer.py [--people N] [--seed N] [--runs N]

Zen has two values, so every rule is given to it as two expressions, is-true and is-false, as ours are
made; both engines then answer the same cells. The engine reads its decision once, outside the clock.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import zen
from machine import machine, progress, table

from rygrad.kb.load import load
from rygrad.logic import core
from rygrad.logic.program import Program
from rygrad.logic.to_person import to_person, total_pair
from rygrad.logic.vocabulary import Derived

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "agreement"))
from people import people

Both = tuple[str, str]


class Printed:
    """A program as the expressions of one zen decision, in order, each free to name those before it."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.expressions: list[Both] = []
        for question in program.questions.values():
            if isinstance(question, Derived):
                self.derived(question)
        for name in program.order:
            if name in program.scores:
                self.score(program.scores[name])
            else:
                true, false = self.pair(program.rules[name])
                self.expressions += [(f"t_{name}", true), (f"f_{name}", false)]

    def derived(self, question: Derived) -> None:
        missing = " or ".join(f"{part} == null" for part in sorted({*question.over, *question.under}))
        over, under = " * ".join([str(question.times), *question.over]), " * ".join(question.under)
        self.expressions.append((question.id, f"({missing}) ? null : floor(({over}) / ({under}))"))

    def score(self, score: core.ScoreCore) -> None:
        for end, choose in (("l", "min"), ("h", "max")):
            groups = [self.group(group, choose) for group in score.groups]
            self.expressions.append((f"{end}_{score.id}", " + ".join(groups) or "0"))

    def group(self, lines: tuple[core.PointsLine, ...], choose: str) -> str:
        pairs = [(*self.pair(line.when), line.points) for line in lines]
        may = ", ".join(f"({false} ? 0 : {points})" for _, false, points in pairs)
        counted = "".join(f"{true} ? {points} : (" for true, _, points in pairs)
        return f"({counted}{choose}([0, {may}]){')' * len(pairs)})"

    def number(self, question: str) -> str:
        return f"$.{question}" if isinstance(self.program.questions[question], Derived) else question

    def pair(self, node: core.Core) -> Both:
        match node:
            case core.Yes(question):
                return f"({question} == true)", f"({question} == false)"
            case core.Is(question, word):
                return f"({question} == '{word}')", f"({question} != null and {question} != '{word}')"
            case core.Against(question, op, value):
                return self.compared(
                    f"{self.number(question)} != null", self.number(question), op, str(value)
                )
            case core.Pair(left, op, right):
                left, right = self.number(left), self.number(right)
                return self.compared(f"{left} != null and {right} != null", left, op, right)
            case core.Total(score, op, value):
                return total_pair(f"$.l_{score}", f"$.h_{score}", op, value)
            case core.Holds(rule):
                return f"$.t_{rule}", f"$.f_{rule}"
            case core.Not(part):
                true, false = self.pair(part)
                return false, true
            case core.Unknown(part):
                true, false = self.pair(part)
                return f"(not ({true} or {false}))", f"({true} or {false})"
            case core.And(parts):
                return self.joined(parts, " and ", " or ", "true", "false")
            case core.Or(parts):
                return self.joined(parts, " or ", " and ", "false", "true")
        raise TypeError(node)

    def compared(self, known: str, left: str, op: str, right: str) -> Both:
        zen_op, denied = ({"=": "=="}.get(one, one) for one in (op, core.OPPOSITE[op]))
        return f"({known} and {left} {zen_op} {right})", f"({known} and {left} {denied} {right})"

    def joined(self, parts: tuple[core.Core, ...], true: str, false: str, all_: str, none: str) -> Both:
        pairs = [self.pair(part) for part in parts]
        if not pairs:
            return all_, none
        return f"({true.join(t for t, _ in pairs)})", f"({false.join(f for _, f in pairs)})"

    def decision(self) -> str:
        """The decision as zen reads it: in, expressions, out."""
        said = [{"id": str(at), "key": key, "value": text} for at, (key, text) in enumerate(self.expressions)]
        kinds: list[tuple[str, dict[str, Any]]] = [
            ("inputNode", {}),
            ("expressionNode", {"content": {"expressions": said}}),
            ("outputNode", {}),
        ]
        place = {"position": {"x": 0, "y": 0}}
        nodes = [{"id": kind, "name": kind, "type": kind, **place, **more} for kind, more in kinds]
        order = [kind for kind, _ in kinds]
        edges = [{"id": a, "type": "edge", "sourceId": a, "targetId": b} for a, b in pairwise(order)]
        return json.dumps({"nodes": nodes, "edges": edges})


def timed(runs: int, work: Callable[[], object]) -> float:
    """The median seconds of some runs."""
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def unlike(ours: list[Any], theirs: list[dict[str, Any]]) -> list[str]:
    """Every cell in which zen and we differ."""
    said = []
    for at, (mine, other) in enumerate(zip(ours, theirs, strict=True)):
        for rule, status in mine.rules.items():
            true, false = other[f"t_{rule}"], other[f"f_{rule}"]
            if (True if true else False if false else None) is not status:
                said.append(f"{rule}, person {at}: {status}, zen true {true}, false {false}")
        for score, ends in mine.scores.items():
            if (other[f"l_{score}"], other[f"h_{score}"]) != ends:
                said.append(f"{score}, person {at}: {ends}, zen {other[f'l_{score}']}, {other[f'h_{score}']}")
    return said


def main() -> int:
    """Prints the times and whether the cells are equal; answers 1 when they are not."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--people", type=int, default=3_000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--runs", type=int, default=3)
    given = arguments.parse_args()
    program = load().program
    progress(f"making {given.people:,} people")
    rows = people(program, given.people, given.seed).to_pylist()
    outcome, engine = to_person(program), zen.ZenEngine()
    both = engine.create_decision(Printed(program).decision())
    progress("comparing every cell")
    theirs = [both.evaluate(row)["result"] for row in rows]
    differing = unlike([outcome(row) for row in rows], theirs)
    progress("timing")
    ours = timed(given.runs, lambda: [outcome(row) for row in rows]) / len(rows)
    its = timed(given.runs, lambda: [both.evaluate(row) for row in rows]) / len(rows)
    lines = [
        ["rygrad, to_person", f"{ours * 1e6:.0f} µs", "1 ×"],
        ["zen-engine, true and false", f"{its * 1e6:.0f} µs", f"{its / ours:.1f} ×"],
    ]
    print(f"{len(program.rules)} rules and groups, {len(program.scores)} scores, {len(rows):,} people")
    print(f"{machine(['zen-engine'])}\n\n{table(['engine', 'a person', 'against ours'], lines)}\n")
    cells = len(rows) * (len(program.rules) + len(program.scores))
    print(f"{len(differing):,} of {cells:,} cells differ")
    print("\n".join(differing[:5]))
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
