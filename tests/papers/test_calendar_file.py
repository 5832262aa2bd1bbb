"""The calendar file, read back with icalendar: hours, clocks, stable names, nothing the person told."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import by_hand
import pytest
from icalendar import Calendar, Event

from rygrad.papers.calendar_file import ZONE, plan_calendar

MADE = datetime(2027, 2, 14, 12, tzinfo=UTC)
LINK = "https://rygrad.example/d/" + "q" * 43


def events(file: bytes) -> list[Event]:
    """Its events, read back."""
    return list(Calendar.from_ical(file).walk("VEVENT"))


def walks(file: bytes) -> list[Event]:
    """Its events that have an hour."""
    return [event for event in events(file) if isinstance(event.start, datetime)]


def uids(file: bytes) -> list[str]:
    """The names of its events."""
    return [str(event["UID"]) for event in events(file)]


def test_every_walk_is_an_event_of_its_minutes() -> None:
    plan = by_hand.plan()
    read = walks(plan_calendar(plan, None, MADE))
    wanted = [(day, week.minutes) for week in plan.weeks for day in week.days]
    assert [
        (event.start.date(), (event.end - event.start) / timedelta(minutes=1)) for event in read
    ] == wanted
    assert {str(event["SUMMARY"]) for event in read} >= {"Gå 10 minutter", "Gå 30 minutter"}
    for event in read:
        assert plan.up_when in event["DESCRIPTION"]
        assert plan.down_when in event["DESCRIPTION"]
        assert plan.stop_when in event["DESCRIPTION"]


def test_five_o_clock_stays_five_o_clock_when_the_clocks_change() -> None:
    read = walks(plan_calendar(by_hand.plan(on=date(2027, 3, 22)), None, MADE))
    offsets = {event.start.utcoffset() for event in read}
    assert {event.start.time() for event in read} == {time(17)}
    assert offsets == {timedelta(hours=1), timedelta(hours=2)}


def test_a_walk_over_the_lost_hour_lasts_its_minutes() -> None:
    plan = by_hand.plan(on=date(2027, 3, 28), steps=[(30, 1)])
    (walk,) = walks(plan_calendar(plan, None, MADE, walk_at=time(1, 45)))
    assert walk.end.astimezone(UTC) - walk.start.astimezone(UTC) == timedelta(minutes=30)
    assert walk.end.time() == time(3, 15)  # a quarter past two does not exist that night


def test_the_zone_says_what_the_clocks_do() -> None:
    (zone,) = Calendar.from_ical(plan_calendar(by_hand.plan(), None, MADE)).walk("VTIMEZONE")
    written, real = zone.to_tz(lookup_tzid=False), ZoneInfo(ZONE)
    first = datetime(2026, 1, 1, 12)
    for day in range(4 * 365):
        noon = first + timedelta(days=day)
        assert noon.replace(tzinfo=written).utcoffset() == noon.replace(tzinfo=real).utcoffset(), noon


def test_names_are_unique_and_stay_the_same() -> None:
    plan = by_hand.plan()
    first, later = plan_calendar(plan, LINK, MADE), plan_calendar(plan, LINK, MADE + timedelta(days=3))
    assert len(set(uids(first))) == len(uids(first))
    assert uids(first) == uids(later)
    assert set(uids(first)).isdisjoint(uids(plan_calendar(plan, LINK + "x", MADE)))
    assert events(later)[0]["SEQUENCE"] > events(first)[0]["SEQUENCE"]
    assert {event["DTSTAMP"].dt for event in events(first)} == {MADE}


def test_a_changed_step_keeps_the_name_of_its_day() -> None:
    before = by_hand.plan(steps=[(10, 3), (15, 3)])
    after = by_hand.plan(steps=[(10, 3), (10, 3)])
    assert uids(plan_calendar(before, LINK, MADE)) == uids(plan_calendar(after, LINK, MADE))


def test_strength_days_and_the_day_to_take_stock() -> None:
    plan = by_hand.plan()
    whole_days = [e for e in events(plan_calendar(plan, None, MADE)) if not isinstance(e.start, datetime)]
    assert [event.start for event in whole_days[:-1]] == list(plan.strength_days)
    assert "Bækkenløft: 2 sæt med 8 gentagelser" in whole_days[0]["DESCRIPTION"]
    assert plan.stop_when in whole_days[0]["DESCRIPTION"]
    assert whole_days[-1].start == plan.weeks[-1].begins + timedelta(weeks=1)
    assert "Svar på spørgsmålene igen" in whole_days[-1]["DESCRIPTION"]
    assert {str(event["TRANSP"]) for event in whole_days} == {"TRANSPARENT"}


def test_lines_are_folded_and_letters_whole() -> None:
    plan = by_hand.plan(says=by_hand.MARKUP)
    plan.up_when = "æøå, der; skal\nfoldes " * 20
    file = plan_calendar(plan, LINK, MADE)
    lines = file.split(b"\r\n")
    assert lines[-1] == b""
    assert not [line for line in lines if b"\n" in line or b"\r" in line]
    assert max(len(line) for line in lines) <= 75
    for line in lines:
        line.decode("utf-8")
    assert plan.up_when in walks(file)[0]["DESCRIPTION"]


def test_reminders_only_when_wanted() -> None:
    plan = by_hand.plan()
    (alarm,) = walks(plan_calendar(plan, None, MADE))[0].walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(minutes=-15)
    assert alarm["ACTION"] == "DISPLAY"
    assert not Calendar.from_ical(plan_calendar(plan, None, MADE, remind_minutes=None)).walk("VALARM")


def test_a_shared_calendar_does_not_tell() -> None:
    plan: Any = by_hand.plan()
    plan.start.settles, plan.start.minutes = False, 7
    read = events(plan_calendar(plan, None, MADE))
    assert {str(event["CLASS"]) for event in read} == {"PRIVATE"}
    assert not [event for event in read if "7 minutter" in event["SUMMARY"]]
    assert "ryg" not in str(read[0]["SUMMARY"]).lower()


def test_english_is_english_and_a_time_without_zone_is_refused() -> None:
    assert str(events(plan_calendar(by_hand.plan("en"), None, MADE))[0]["SUMMARY"]) == "Walk 10 minutes"
    with pytest.raises(ValueError, match="zone"):
        plan_calendar(by_hand.plan(), None, MADE.replace(tzinfo=None))
