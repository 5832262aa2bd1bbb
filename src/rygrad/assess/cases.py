"""The clinical cases of the knowledge, run on one person's engine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rygrad.assess.answers import AnswersError, checked_answers
from rygrad.assess.assess import assessment_of
from rygrad.assess.person import Person, person
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.models import Case
from rygrad.kb.problem import Problem

_SAID = {True: "true", False: "false", None: "open"}


def failing_cases(knowledge: Knowledge) -> list[Problem]:
    """Every case whose answer is not what it expects, with where it stands."""
    found = []
    for case in knowledge.cases:
        for da, en in differences(knowledge, case):
            placed = knowledge.placed["cases", case.name]
            found.append(placed.problem(f"{case.name}: {da}", f"{case.name}: {en}"))
    return sorted(found)


def differences(knowledge: Knowledge, case: Case) -> Iterator[tuple[str, str]]:
    """What differs between a case's expectation and its answer, in Danish and English."""
    try:
        answers = checked_answers(case.given, knowledge)
    except AnswersError as e:
        yield from ((fault.text("da"), fault.text("en")) for fault in e.faults)
        return
    p = person(knowledge, answers)
    yield from _statuses(p, case)
    yield from _answers(p, case)
    yield from _scores(p, case)


def _statuses(p: Person, case: Case) -> Iterator[tuple[str, str]]:
    expect = case.expect
    for kind, wanted in (("finding", True), ("no_finding", False), ("open", None)):
        for name in getattr(expect, kind):
            if name not in p.outcome.rules:
                yield f"reglen »{name}« findes ikke", f"there is no rule '{name}'"
            elif p.status(name) is not wanted:
                yield _other(name, _SAID[wanted], _SAID[p.status(name)])


def _answers(p: Person, case: Case) -> Iterator[tuple[str, str]]:
    expect = case.expect
    try:
        made = assessment_of(p, date(2026, 11, 22))
    except RuntimeError as e:  # a policy with a gap; the proofs say where
        yield "politikken har ingen række for disse svar", str(e)
        return
    pairs = {
        "level": made.disposition.level,
        "could_be": made.disposition.could_be,
        "settled": made.disposition.settled,
        "told": made.disposition.told,
        "cause": made.cause.cause,
        "phase": made.phase,
        "phase_danish": made.phase_danish,
        "imaging": made.imaging.advice,
    }
    for key, got in pairs.items():
        wanted = getattr(expect, key)
        if wanted is not None and wanted != got:
            yield _other(key, wanted, got)
    if made.cause.cause in expect.not_cause:
        yield f"cause må ikke være {made.cause.cause}", f"cause should not be {made.cause.cause}"
    yield from _offers(p, case)


def _offers(p: Person, case: Case) -> Iterator[tuple[str, str]]:
    """Offers are conditions of their own, whatever the phase."""
    for kind, wanted in (("offered", True), ("not_offered", False)):
        for name in getattr(case.expect, kind):
            if ("offer", name, 0) not in p.knowledge.sentences:
                yield f"»{name}« har ingen betingelse", f"'{name}' has no condition"
            elif (p.parts.status(p.sentence("offer", name)) is True) is not wanted:
                yield (
                    f"{name} skal {'' if wanted else 'ikke '}tilbydes",
                    f"{name} should {'' if wanted else 'not '}be offered",
                )


def _scores(p: Person, case: Case) -> Iterator[tuple[str, str]]:
    for name, wanted in case.expect.score.items():
        got = p.outcome.scores.get(name)
        if got is None or list(got) != wanted:
            yield _other(name, wanted, None if got is None else list(got))
    for name, band in case.expect.band.items():
        called = p.band(name) or "undetermined"
        if called != band:
            yield _other(name, band, called)


def _other(name: str, wanted: object, got: object) -> tuple[str, str]:
    return f"{name} skal være {wanted}, er {got}", f"{name} should be {wanted}, is {got}"
