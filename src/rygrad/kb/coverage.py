"""Which rules and limits lack the clinical cases they need: one true, false, open; one at, one over."""

from __future__ import annotations

from collections.abc import Iterator

from rygrad.kb import models
from rygrad.kb.derived import DERIVED
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.problem import Problem
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
    return {name for case in knowledge.cases for name in getattr(case.expect, kind)}


def _limits(knowledge: Knowledge, rule: str) -> Iterator[Problem]:
    for leaf in knowledge.program.leaves(rule):
        if not isinstance(leaf, core.Against):
            continue
        told = {
            _value(leaf.question, case)
            for case in knowledge.cases
            if rule in (*case.expect.finding, *case.expect.no_finding, *case.expect.open)
        }
        beside = {leaf.value + 1} if leaf.op in (">", "<=") else {leaf.value - 1}
        if leaf.op in ("=", "!="):
            beside |= {leaf.value + 1}
        if leaf.value not in told or not beside & told:
            sentence = f"{leaf.question} {leaf.op} {leaf.value}"
            da = f"ingen case lige på og lige ved siden af {sentence}"
            yield _at(knowledge, rule, da, f"no case exactly at and just beside {sentence}")


def _value(question: str, case: models.Case) -> object:
    derived = DERIVED.get(question)
    return derived.value(case.given) if derived else case.given.get(question)


def _at(knowledge: Knowledge, rule: str, da: str, en: str) -> Problem:
    return knowledge.placed["rules", rule].problem(f"{rule}: {da}", f"{rule}: {en}")
