"""The plan as an accessible PDF: A4, tagged, in its own language, with texts for its drawings."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst

from rygrad.papers.qr import qr_svg
from rygrad.papers.words import long_day, say, short_day, shortest_day

if TYPE_CHECKING:
    from rygrad.care.plan import Exercise, Plan, Week

FOLDER = Path(__file__).parent
TEMPLATE = FOLDER / "plan.typ"
FONTS = FOLDER / "fonts"
WORDS = (
    *("what-it-is", "stop-title", "life-danger", "walks-title", "walks-how"),
    *("week", "dates", "minutes", "days", "up-title", "down-title", "exercises-title", "strength-days"),
    *("easier", "harder", "advice-title", "link-title", "link-how"),
)


def plan_pdf(
    plan: Plan, link: str | None, *, made: date | None = None, knowledge_version: str | None = None
) -> bytes:
    """The plan as PDF/UA-1, with a QR code where there is a link; the same plan gives the same bytes.

    `made` is the date in the footer, the plan's first day unless given. `typst.TypstError` when a drawing is
    no SVG, or a text has a character that no typeface at hand can show.
    """
    made = made or plan.start.on
    printed: bytes = typst.compile(
        TEMPLATE,
        root=FOLDER,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"paper": json.dumps(_paper(plan, link, made, knowledge_version))},
        timestamp=datetime.combine(made, time(), UTC),
    )
    return printed


def _paper(plan: Plan, link: str | None, made: date, version: str | None) -> dict[str, Any]:
    lang = plan.lang
    link_says = say(lang, "link-says", link=link) if link else ""
    return {
        "lang": lang,
        "title": say(lang, "plan-title"),
        "from": say(lang, "plan-from", day=long_day(lang, plan.start.on)),
        "words": _words(lang),
        "says": plan.says,
        "stop_when": plan.stop_when,
        "up_when": plan.up_when,
        "down_when": plan.down_when,
        "weeks": [_week(week, lang) for week in plan.weeks],
        "strength_days": [short_day(lang, day) for day in plan.strength_days],
        "exercises": [_exercise(exercise) for exercise in plan.exercises],
        "advice": [{"title": advice.title, "says": advice.says} for advice in plan.advice],
        "link": link,
        "link_says": link_says,
        "qr": qr_svg(link, link_says) if link else "",
        "foot": _foot(lang, made, version),
    }


def _words(lang: str) -> dict[str, str]:
    pages = say(lang, "page-of", page="{page}", pages="{pages}")  # the template counts them
    return {name: say(lang, name) for name in WORDS} | {"page-of": pages}


def _week(week: Week, lang: str) -> dict[str, Any]:
    return {
        "number": str(week.number),
        "begins": short_day(lang, week.begins),
        "minutes": say(lang, "minutes-n", n=week.minutes),
        "days": [shortest_day(lang, day) for day in week.days],
    }


def _exercise(exercise: Exercise) -> dict[str, str]:
    said = ("title", "says", "dose", "easier", "harder", "stop_when", "drawing", "drawing_says")
    return {name: getattr(exercise, name) or "" for name in said}


def _foot(lang: str, made: date, version: str | None) -> str:
    parts = ["rygrad", long_day(lang, made)]
    if version:
        parts.append(say(lang, "knowledge-version", version=version))
    return " · ".join(parts)
