"""Which rules and limits lack the clinical cases they need: one true, false, open; one at, one over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rygrad.kb import models
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.problem import Problem
from rygrad.kb.yaml_text import parse
from rygrad.logic import core


def coverage(knowledge: Knowledge) -> list[Problem]:
    """What cases are missing, at the rule that misses them."""
    missing: list[Problem] = []
    named = {kind: _named(knowledge, kind) for kind in ("finding", "no_finding", "open")}
    for rule in knowledge.rules:
        for kind, da, en in (
            ("finding", "ingen case, hvor reglen er sand", "no case where the rule is true"),
            ("no_finding", "ingen case, hvor reglen er falsk", "no case where the rule is false"),
            ("open", "ingen case, hvor reglen er åben", "no case where the rule is open"),
        ):
            if rule not in named[kind]:
                missing.append(_at(knowledge, rule, da, en))
        missing += _limits(knowledge, rule)
    return sorted(missing)


def _named(knowledge: Knowledge, kind: str) -> set[str]:
    return {name for case in knowledge.cases for name in as_list(getattr(case.expect, kind))}


def as_list(value: str | Sequence[str]) -> list[str]:
    """One id or a list of ids, as a list."""
    return [value] if isinstance(value, str) else list(value)


def _limits(knowledge: Knowledge, rule: str) -> Iterator[Problem]:
    for leaf in core.leaves(knowledge.program.rules[rule]):
        if not isinstance(leaf, core.Against):
            continue
        told = {
            _value(leaf.question, case)
            for case in knowledge.cases
            if rule
            in (*as_list(case.expect.finding), *as_list(case.expect.no_finding), *as_list(case.expect.open))
        }
        beside = {leaf.value + 1} if leaf.op in (">", "<=") else {leaf.value - 1}
        if leaf.op in ("=", "!="):
            beside |= {leaf.value + 1}
        if leaf.value not in told or not beside & told:
            sentence = f"{leaf.question} {leaf.op} {leaf.value}"
            da = f"ingen case lige på og lige ved siden af {sentence}"
            yield _at(knowledge, rule, da, f"no case exactly at and just beside {sentence}")


def _value(question: str, case: models.Case) -> object:
    if question != "bmi":
        return case.given.get(question)
    height, weight = case.given.get("height"), case.given.get("weight")
    return None if height is None or weight is None else 10_000 * weight // (height * height)


def _at(knowledge: Knowledge, rule: str, da: str, en: str) -> Problem:
    placed = knowledge.placed["rules", rule]
    line, column = parse(placed.file.read_text(encoding="utf-8")).place((placed.at,))
    return Problem(str(placed.file), line, column, f"{rule}: {da}", f"{rule}: {en}")
