"""Another review's course of pain, gathered from the claims a course rests on."""

from __future__ import annotations

import re

from rygrad.kb.care_models import Course, CoursePoint
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.models import Claim

MEASURE = re.compile(r"mean pain 0-100 at (\d+) weeks")


def compared_points(knowledge: Knowledge, phase: str) -> tuple[CoursePoint, ...]:
    """The mean pain (0-100) with its interval, as another source than the course's first claim has it.

    Empty when no other review measured at least two weeks of it. A claim counts when
    its unit is "mean pain 0-100 at N weeks" and it has `low` and `high`.
    """
    course = next((course for course in knowledge.courses.values() if course.phase == phase), None)
    if course is None:
        return ()
    points = [_point(claim) for claim in _others(course, knowledge)]
    read = sorted((point for point in points if point), key=lambda point: point.week)
    return tuple(read) if len(read) > 1 else ()


def _others(course: Course, knowledge: Knowledge) -> list[Claim]:
    claims = [knowledge.claims[id] for id in course.claims]
    return [claim for claim in claims if claim.source != claims[0].source and claim.status != "retired"]


def _point(claim: Claim) -> CoursePoint | None:
    measured = MEASURE.fullmatch(claim.unit or "")
    if measured is None or claim.low is None or claim.high is None or claim.value is None:
        return None
    week = int(measured.group(1))
    return CoursePoint(week=week, mean=int(claim.value), low=int(claim.low), high=int(claim.high))
