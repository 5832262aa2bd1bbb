"""Scores as FHIRPath over a QuestionnaireResponse: the lowest and the highest total still possible."""

from __future__ import annotations

from collections.abc import Sequence

from rygrad.fhir.fhirpath import ANSWER, to_fhirpath
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.models import Score
from rygrad.logic.core import PointsLine


def ends(score: Score, knowledge: Knowledge) -> tuple[str, str] | None:
    """The lowest and the highest total of a score of points; None for another kind, which has one number."""
    if score.kind != "points":
        return None
    groups = knowledge.program.scores[score.id].groups
    rules = knowledge.program.rules
    said = [[(line, to_fhirpath(line.when, rules)) for line in group] for group in groups]
    low = [_sure(lines, _least(lines)) for lines in said]
    high = [_most(lines) if _only_adds(lines) else _sure(lines, _most(lines)) for lines in said]
    return _sum(low), _sum(high)


def total(score: Score, knowledge: Knowledge) -> str:
    """The total, empty while it is not settled: a half-filled form has no total."""
    found = ends(score, knowledge)
    if found:
        low, high = found
        return f"iif(({low}) = ({high}), {low}, {{}})"
    if score.kind == "number":
        return ANSWER.format(score.of[0])
    return _mean(score.of, score.at_least_answered or 1)


Lines = Sequence[tuple[PointsLine, str]]


def _sum(parts: Sequence[str]) -> str:
    return " + ".join(f"({part})" for part in parts)


def _sure(lines: Lines, otherwise: str) -> str:
    """The points of the first line that is true, else what the others may still give."""
    for line, said in reversed(lines):
        otherwise = f"iif({said}, {line.points}, {otherwise})"
    return otherwise


def _only_adds(lines: Lines) -> bool:
    """Whether a true line gives the most anyway."""
    return len(lines) == 1 and lines[0][0].points > 0


def _most(lines: Lines) -> str:
    """The most points that a line may give that is not surely false."""
    return _still([one for one in lines if one[0].points > 0], falling=False)


def _least(lines: Lines) -> str:
    """The least, where a line takes points away."""
    return _still([one for one in lines if one[0].points < 0], falling=True)


def _still(lines: Lines, falling: bool) -> str:
    said = "0"
    for line, when in sorted(lines, key=lambda one: one[0].points, reverse=falling):
        said = f"iif({when}.not(), {said}, {line.points})"
    return said


def _mean(questions: Sequence[str], least: int) -> str:
    """The mean with one decimal of at least so many answers; a half goes to the even one, as ours does."""
    named = " or ".join(f"linkId = '{question}'" for question in questions)
    answers = f"%resource.descendants().where({named}).answer.value"
    many, tenths = f"{answers}.count()", f"{answers}.aggregate($this + $total, 0) * 10"
    whole, left = f"(({tenths}) div {many})", f"(({tenths}) mod {many} * 2)"
    up = f"({left} > {many} or ({left} = {many} and {whole} mod 2 = 1))"
    return f"iif({many} >= {least}, ({whole} + iif({up}, 1, 0)) / 10, {{}})"
