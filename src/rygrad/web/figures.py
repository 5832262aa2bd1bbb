"""Charts for the pages, each beside its table, made by the papers room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from rygrad.care.diary import Course, Entry
from rygrad.kb.knowledge import Knowledge
from rygrad.papers.charts import Rows, course_chart, course_rows, diary_chart, diary_rows
from rygrad.papers.course_points import compared_points
from rygrad.web.texts import safe


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart and the same figures as a table."""

    chart: Markup
    table: Rows


def course_figure(knowledge: Knowledge, phase: str, lang: str) -> Figure:
    """The usual course of a phase, which is the same for everyone and so is drawn once."""
    kept: dict[tuple[str, str], Figure] = knowledge.made_once
    key = ("course_figure", f"{phase} {lang}")
    if key not in kept:
        kept[key] = _course_figure(knowledge, phase, lang)
    return kept[key]


def _course_figure(knowledge: Knowledge, phase: str, lang: str) -> Figure:
    course = next(c for c in knowledge.courses.values() if c.phase == phase)
    compared = compared_points(knowledge, phase)
    chart = course_chart(course.points, [], lang, compared=compared)
    return Figure(safe(chart), course_rows(course.points, [], lang, compared=compared))


def diary_figure(entries: Sequence[Entry], seen: Course, lang: str) -> Figure:
    """A diary's days beside the usual course of its phase."""
    chart = diary_chart(entries, seen.expected, seen.begun, lang)
    return Figure(safe(chart), diary_rows(entries, lang))
