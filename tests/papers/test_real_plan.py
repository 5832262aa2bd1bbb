"""The papers made from the plan that the care room really makes, from the knowledge that ships."""

from __future__ import annotations

import re
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from rygrad.kb.knowledge import Knowledge
from rygrad.papers.calendar_file import plan_calendar
from rygrad.papers.plan_pdf import plan_pdf

LINK = "https://rygrad.example/d/" + "q" * 43


@pytest.fixture(params=[("da", 0, None), ("da", 10, True), ("en", 30, False)])
def plan(request: pytest.FixtureRequest, knowledge: Knowledge) -> Any:
    """Plans for somebody who walks not at all, a little, and a lot."""
    care = pytest.importorskip("rygrad.care.plan")
    lang, minutes, settles = request.param
    start = care.Start(minutes=minutes, days_a_week=3, settles=settles, on=date(2026, 11, 24))
    return care.plan(knowledge, start, lang)


def test_the_pdf_holds_all_of_it_in_our_typeface_on_few_pages(plan: Any, tmp_path: Path) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(plan_pdf(plan, LINK))
    said = " ".join(_run("pdftotext", str(file), "-").split())
    titles = [item.title for item in (*plan.exercises, *plan.advice)]
    assert not [title for title in titles if title not in said]
    assert int(re.findall(r"Pages:\s+(\d+)", _run("pdfinfo", str(file)))[0]) <= 3
    fonts = _run("pdffonts", str(file)).splitlines()[2:]
    assert not [font for font in fonts if "AtkinsonHyperlegibleNext" not in font]


def test_the_calendar_holds_every_walk(plan: Any) -> None:
    file = plan_calendar(plan, LINK, datetime(2026, 11, 23, tzinfo=UTC))
    events = Calendar.from_ical(file).walk("VEVENT")
    days = [event.start.date() for event in events if isinstance(event.start, datetime)]
    assert days == [day for week in plan.weeks for day in week.days]
    assert len(file) < 500_000


def _run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "replace")
