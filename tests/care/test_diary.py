"""What a diary concludes: nothing from a gap; recovery, recurrence and change by their definitions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rygrad.care.diary import Course, Entry, course, phase_on
from rygrad.kb.knowledge import Knowledge

FIRST = date(2026, 1, 5)


def days(pains: Sequence[int | None]) -> list[Entry]:
    """A diary of successive days; None is a day with an entry but without a pain figure."""
    return [Entry(FIRST + timedelta(days=at), pain, None, None, None) for at, pain in enumerate(pains)]


def seen(knowledge: Knowledge, pains: Sequence[int | None], onset: date | None = FIRST) -> Course:
    """The course on the last of these days."""
    return course(days(pains), onset, knowledge, FIRST + timedelta(days=len(pains) - 1))


def test_an_empty_diary_concludes_nothing(knowledge: Knowledge) -> None:
    made = course([], None, knowledge, FIRST)
    assert (made.phase_now, made.recovered_on, made.last_week, made.change) == (None, None, None, None)
    assert made.recurrences == ()


@pytest.mark.parametrize(
    ("after", "phase"), [(0, "acute"), (41, "acute"), (42, "subacute"), (83, "subacute"), (84, "chronic")]
)
def test_the_phase_follows_the_calendar(knowledge: Knowledge, after: int, phase: str) -> None:
    assert phase_on(knowledge, FIRST, FIRST + timedelta(days=after)) == phase


def test_a_beginning_that_lies_ahead_has_no_phase(knowledge: Knowledge) -> None:
    assert phase_on(knowledge, FIRST, FIRST - timedelta(days=1)) is None


def test_a_new_phase_asks_for_a_new_assessment(knowledge: Knowledge) -> None:
    at = FIRST + timedelta(days=42)
    assert course([], FIRST, knowledge, at, FIRST).phase_changed
    assert not course([], FIRST, knowledge, at, at).phase_changed


def test_seven_days_without_pain_are_a_recovery_six_are_not(knowledge: Knowledge) -> None:
    assert seen(knowledge, [3, *[0] * 6]).recovered_on is None
    assert seen(knowledge, [3, *[0] * 7]).recovered_on == FIRST + timedelta(days=1)


def test_a_day_not_told_is_no_day_without_pain(knowledge: Knowledge) -> None:
    gap = [e for e in days([3, *[0] * 7]) if e.day != FIRST + timedelta(days=4)]
    assert course(gap, FIRST, knowledge, FIRST + timedelta(days=7)).recovered_on is None
    assert seen(knowledge, [3, 0, 0, 0, None, 0, 0, 0, 0]).recovered_on is None


def test_pain_again_is_two_days_of_two_or_more(knowledge: Knowledge) -> None:
    free = [3, *[0] * 7]
    assert seen(knowledge, [*free, 2]).recurrences == ()
    assert seen(knowledge, [*free, 1, 1, 1]).recurrences == ()
    assert seen(knowledge, [*free, 2, 2]).recurrences == (FIRST + timedelta(days=8),)
    assert seen(knowledge, [*free, 2, 2]).recovered_on is None


def test_a_recovery_is_not_spoken_of_while_pain_was_told_this_week(knowledge: Knowledge) -> None:
    free = [3, *[0] * 7]
    assert seen(knowledge, [*free, 8]).recovered_on is None
    assert seen(knowledge, [*free, 8, None, 8, None, 0]).recovered_on is None
    assert seen(knowledge, [*free, 1, 0]).recovered_on == FIRST + timedelta(days=1)
    assert seen(knowledge, [*free, 8, *[0] * 7]).recovered_on == FIRST + timedelta(days=1)


def test_a_silent_week_does_not_say_that_the_recovery_holds(knowledge: Knowledge) -> None:
    free = [3, *[0] * 7]
    assert seen(knowledge, [*free, *[None] * 6]).recovered_on is not None
    assert seen(knowledge, [*free, *[None] * 7]).recovered_on is None


def test_no_recurrence_without_a_recovery(knowledge: Knowledge) -> None:
    assert seen(knowledge, [5, 0, 0, 5, 5]).recurrences == ()


def test_a_new_episode_needs_a_month_without_pain(knowledge: Knowledge) -> None:
    short, long = [5, *[0] * 27, 4, 4], [5, *[0] * 28, 4, 4]
    assert seen(knowledge, short).begun == FIRST
    assert seen(knowledge, long).begun == FIRST + timedelta(days=29)
    assert seen(knowledge, long).phase_now == "acute"


def test_a_new_episode_asks_for_a_new_assessment(knowledge: Knowledge) -> None:
    told = days([5, *[0] * 28, 4, 4])
    for onset in (FIRST, None):
        assert course(told, onset, knowledge, told[-1].day, FIRST).phase_changed
        assert not course(told, onset, knowledge, told[-1].day, told[-1].day).phase_changed
        assert not course(told, onset, knowledge, told[-1].day).phase_changed


def test_a_beginning_told_later_than_the_assessment_asks_for_a_new_one(knowledge: Knowledge) -> None:
    assert course([], FIRST + timedelta(days=9), knowledge, FIRST + timedelta(days=9), FIRST).phase_changed


def test_a_gap_does_not_make_a_month(knowledge: Knowledge) -> None:
    told = days([5, *[0] * 10, *[None] * 20, 4, 4])
    assert course(told, FIRST, knowledge, told[-1].day).begun == FIRST


@pytest.mark.parametrize(
    ("first", "last", "matters"),
    [
        (8, 6, True),
        (8, 7, False),
        (3, 2, True),
        (2, 4, True),
        (3, 4, False),
        (7, 7, False),
        (0, 1, False),
        (0, 2, True),
    ],
)
def test_a_change_matters_at_two_points_or_for_the_better_at_thirty_percent(
    knowledge: Knowledge, first: int, last: int, matters: bool
) -> None:
    made = seen(knowledge, [first] * 7 + [last] * 7)
    assert (made.change, made.change_matters) == (last - first, matters)


def test_no_change_is_told_while_the_weeks_overlap(knowledge: Knowledge) -> None:
    assert seen(knowledge, [8] * 7 + [2] * 6).change is None
    assert seen(knowledge, [8] * 7 + [None] * 7).change is None


def test_the_last_week_counts_what_was_told(knowledge: Knowledge) -> None:
    told = [Entry(FIRST + timedelta(days=at), None, 10, at % 2 == 0, None) for at in range(10)]
    made = course(told, None, knowledge, FIRST + timedelta(days=9))
    assert (made.walked_last_week, made.strength_last_week, made.last_week) == (70, 3, None)


def test_days_to_come_do_not_count(knowledge: Knowledge) -> None:
    assert course(days([3] * 20), None, knowledge, FIRST).last_week == 3


@given(st.lists(st.none() | st.integers(0, 10), max_size=90))
def test_holds_for_any_diary(knowledge: Knowledge, pains: list[int | None]) -> None:
    made = seen(knowledge, pains) if pains else course([], FIRST, knowledge, FIRST)
    assert list(made.recurrences) == sorted(set(made.recurrences))
    if made.recovered_on is not None:
        after = [p for e, p in zip(days(pains), pains, strict=True) if e.day >= made.recovered_on]
        assert after[:7] == [0] * 7
