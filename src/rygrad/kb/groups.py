"""Groups: names made from the rules, and what becomes of rules that need an examination.

A level, a cause or an imaging advice is true when any rule with that word under `then` is true. A
rule that waits for something nobody asks the person counts there with what was not examined as not
found, so that it can raise a verdict but never holds one open by itself.
"""

from __future__ import annotations

from typing import get_args

from rygrad.kb import basics, models
from rygrad.kb.knowledge import seen_name
from rygrad.logic import core
from rygrad.logic.program import Program

Members = dict[str, list[str]]


def group_names() -> tuple[str, ...]:
    """Levels above the lowest, causes, imaging advice."""
    return (*basics.LEVELS[1:], *get_args(basics.Cause), *get_args(basics.Imaging))


def members(rules: list[models.Rule]) -> Members:
    """For each group, the rules whose `then` names it."""
    made: Members = {name: [] for name in group_names()}
    for rule in rules:
        for group in (rule.then.level, rule.then.cause, rule.then.imaging):
            if group in made:
                made[group].append(rule.id)
    return made


def grouped(members: Members, examined: frozenset[str]) -> dict[str, core.Core]:
    """Each group as a sentence over its rules."""
    made: dict[str, core.Core] = {}
    for group, rules in members.items():
        made[group] = core.Or(tuple(core.Holds(seen_name(r) if r in examined else r) for r in rules))
    return made


def as_seen(program: Program, examined: frozenset[str], waits: dict[str, bool]) -> dict[str, core.Core]:
    """Each rule that needs an examination once more, with what was not examined counted as not found."""

    def seen(node: core.Core) -> core.Core:
        match node:
            case core.Holds(rule):
                return seen(program.rules[rule]) if waits[rule] else node
            case core.Not(part):
                return core.Not(seen(part))
            case core.And(parts):
                return core.And(tuple(seen(p) for p in parts))
            case core.Or(parts):
                return core.Or(tuple(seen(p) for p in parts))
        return core.surely(node) if _waits(node, program, waits) else node

    return {seen_name(rule): seen(program.rules[rule]) for rule in sorted(examined)}


def waiting(program: Program, members: Members) -> dict[str, bool]:
    """For each name, whether it waits for something nobody asks the person: an examination, a questionnaire.

    A group never waits: in it such a rule counts what was not examined as not found.
    """
    waits: dict[str, bool] = {}
    for name in program.order:
        waits[name] = name not in members and any(
            _waits(leaf, program, waits) for leaf in program.leaves(name)
        )
    return waits


def _waits(leaf: core.Core, program: Program, waits: dict[str, bool]) -> bool:
    match leaf:
        case core.Holds(name) | core.Total(name):
            return waits[name]
    return any(program.questions[question].asked_of != "person" for question in core.asked(leaf))
