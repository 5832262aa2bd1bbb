"""The plan as a calendar file (RFC 5545) that Google, Apple and Outlook read."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone

from rygrad.papers.words import say

if TYPE_CHECKING:
    from rygrad.care.plan import Plan

ZONE = "Europe/Copenhagen"
# Written out with its yearly rule: Outlook reads rules, not the lists of dates a library would make.
ZONE_RULES = f"""BEGIN:VTIMEZONE
TZID:{ZONE}
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""
WALK_AT = time(17)
REMIND_MINUTES = 15


def plan_calendar(
    plan: Plan,
    link: str | None,
    made: datetime,
    *,
    walk_at: time = WALK_AT,
    remind_minutes: int | None = REMIND_MINUTES,
) -> bytes:
    """Every walk, the strength days and a day to take stock, as events marked private.

    The same day and kind keeps its UID, so that reading a newer file updates instead of doubling; `made`
    (with its zone) says which is newer. A person's own `link` keeps two people in one calendar apart.
    `ValueError` when `made` has no zone.
    """
    if made.tzinfo is None:
        raise ValueError("made needs a time zone")
    events = [
        *_walks(plan, walk_at, remind_minutes),
        *_strength(plan),
        *_review(plan),
    ]
    calendar = _calendar(plan.lang)
    for kind, day, event in events:
        _sign(event, f"{link or 'rygrad'}|{kind}|{day.isoformat()}", made.astimezone(UTC))
        if link:
            event.add("url", link)
        calendar.add_component(event)
    file: bytes = calendar.to_ical()
    return file


def _calendar(lang: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", f"-//rygrad//plan//{lang.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", say(lang, "calendar-name"))
    calendar.add("x-wr-timezone", ZONE)
    calendar.add_component(Timezone.from_ical(ZONE_RULES))
    return calendar


def _walks(plan: Plan, walk_at: time, remind_minutes: int | None) -> list[tuple[str, date, Event]]:
    made = []
    for week in plan.weeks:
        summary = say(plan.lang, "calendar-walk", minutes=week.minutes)
        for day in week.days:
            event = _event(summary, _rules(plan))
            begins = datetime.combine(day, walk_at, ZoneInfo(ZONE))
            event.add("dtstart", begins)
            event.add("dtend", _later(begins, week.minutes))
            if remind_minutes is not None:
                event.add_component(_alarm(plan.lang, summary, remind_minutes))
            made.append(("walk", day, event))
    return made


def _strength(plan: Plan) -> list[tuple[str, date, Event]]:
    exercises = [f"• {exercise.title}: {exercise.dose}" for exercise in plan.exercises]
    says = "\n".join([say(plan.lang, "calendar-exercises"), *exercises, "", _stop(plan)])
    summary = say(plan.lang, "calendar-strength")
    return [("strength", day, _whole_day(summary, says, day)) for day in plan.strength_days]


def _review(plan: Plan) -> list[tuple[str, date, Event]]:
    if not plan.weeks:
        return []
    day = plan.weeks[-1].begins + timedelta(weeks=1)
    says = say(plan.lang, "calendar-review-says")
    return [("review", day, _whole_day(say(plan.lang, "calendar-review"), says, day))]


def _event(summary: str, says: str) -> Event:
    event = Event()
    event.add("summary", summary)
    event.add("description", says)
    event.add("class", "PRIVATE")  # a shared calendar shows the time, not what it is about
    return event


def _whole_day(summary: str, says: str, day: date) -> Event:
    event = _event(summary, says)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _alarm(lang: str, summary: str, minutes: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", say(lang, "calendar-alarm", what=summary))
    alarm.add("trigger", timedelta(minutes=-minutes))
    return alarm


def _sign(event: Event, of: str, made: datetime) -> None:
    event.add("uid", f"{uuid5(NAMESPACE_URL, of)}@rygrad")
    event.add("dtstamp", made)
    event.add("last-modified", made)
    event.add("sequence", int(made.timestamp()) // 60)


def _rules(plan: Plan) -> str:
    return "\n\n".join([plan.up_when, plan.down_when, _stop(plan)])


def _stop(plan: Plan) -> str:
    return f"{plan.stop_when} {say(plan.lang, 'life-danger')}"


def _later(begins: datetime, minutes: int) -> datetime:
    """Minutes of real time later, also when the clocks change in between."""
    return (begins.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(begins.tzinfo)
