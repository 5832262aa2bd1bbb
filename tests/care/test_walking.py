"""The walks of a plan: begin where the person is, climb a step at a time, go down after a flare."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rygrad.care.plan import Plan, PlanError, Start, Week, plan
from rygrad.care.walking import after_flare, first_step
from rygrad.kb.knowledge import Knowledge

TUESDAY = date(2026, 11, 24)


def made(knowledge: Knowledge, minutes: int, days: int, settles: bool | None = None) -> Plan:
    return plan(knowledge, Start(minutes, days, settles, TUESDAY), "da")


def load(week: Week) -> int:
    return week.minutes * week.days_a_week


@pytest.mark.parametrize(
    ("minutes", "days", "settles", "first"),
    [
        (0, 0, None, ("walk_least", 5, 3)),  # no walks at all
        (0, 4, None, ("walk_least", 5, 3)),
        (10, 0, None, ("walk_least", 5, 3)),
        (0, 0, False, ("walk_least", 5, 3)),
        (3, 3, None, ("walk_least", 5, 3)),  # zero is never the plan: five minutes are the least
        (5, 1, None, ("walk_least", 5, 1)),
        (7, 2, None, ("walk_least", 7, 2)),  # own minutes, own days
        (9, 7, None, ("walk_least", 9, 3)),
        (30, 2, None, ("walk_least", 10, 2)),  # long walks on few days
        (10, 3, None, ("walk_10_3", 10, 3)),  # exactly the first step
        (14, 3, True, ("walk_10_3", 10, 3)),
        (15, 3, True, ("walk_15_3", 15, 3)),
        (15, 4, None, ("walk_15_4", 15, 4)),
        (19, 7, None, ("walk_15_4", 15, 4)),
        (20, 4, None, ("walk_20_4", 20, 4)),
        (20, 5, None, ("walk_20_5", 20, 5)),
        (29, 5, None, ("walk_25_5", 25, 5)),
        (30, 4, None, ("walk_20_4", 20, 4)),
        (30, 5, True, ("walk_30_5", 30, 5)),  # at the goal
        (600, 7, None, ("walk_30_5", 30, 5)),
        (30, 5, False, ("walk_25_5", 25, 5)),  # the pain did not settle: one step lower
        (20, 4, False, ("walk_15_4", 15, 4)),
        (10, 3, False, ("walk_least", 5, 3)),
        (10, 2, False, ("walk_least", 5, 2)),
        (5, 2, False, ("walk_least", 5, 2)),
    ],
)
def test_it_begins_with_no_more_than_is_walked_now(
    knowledge: Knowledge, minutes: int, days: int, settles: bool | None, first: tuple[str, int, int]
) -> None:
    week = made(knowledge, minutes, days, settles).weeks[0]
    assert (week.step, week.minutes, week.days_a_week) == first


@settings(max_examples=200, deadline=None)
@given(
    minutes=st.integers(0, 600),
    days=st.integers(0, 7),
    settles=st.sampled_from([True, False, None]),
    on=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
)
def test_any_start_gives_a_plan_that_can_be_walked(
    knowledge: Knowledge, minutes: int, days: int, settles: bool | None, on: date
) -> None:
    weeks = plan(knowledge, Start(minutes, days, settles, on), "en").weeks
    walk = knowledge.walking["walking_plan"]
    assert 1 <= len(weeks) <= 24
    assert [w.number for w in weeks] == list(range(1, len(weeks) + 1))
    assert [w.begins for w in weeks] == [on + timedelta(weeks=n) for n in range(len(weeks))]
    _days_are_in_their_weeks(weeks)
    _climbs_one_step_at_a_time(weeks)
    assert weeks[-1].step == "walk_30_5"
    assert all(w.minutes >= walk.least.minutes for w in weeks)
    if minutes and days:
        assert weeks[0].minutes <= max(minutes, walk.least.minutes)
        assert weeks[0].days_a_week <= days


def _days_are_in_their_weeks(weeks: tuple[Week, ...]) -> None:
    walked = [day for week in weeks for day in week.days]
    assert walked == sorted(set(walked))
    for week in weeks:
        assert len(week.days) == week.days_a_week
        assert all(week.begins <= day < week.begins + timedelta(days=7) for day in week.days)
        assert week.days_a_week > 4 or not _longest_row(week.days) > 1


def _longest_row(days: tuple[date, ...]) -> int:
    rows = groupby(enumerate(days), key=lambda numbered: numbered[1].toordinal() - numbered[0])
    return max(len(list(row)) for _, row in rows)


def _climbs_one_step_at_a_time(weeks: tuple[Week, ...]) -> None:
    for before, after in pairwise(weeks):
        minutes, days = after.minutes - before.minutes, after.days_a_week - before.days_a_week
        assert (minutes == 0 and days in (0, 1)) or (0 < minutes <= 5 and days == 0)


def test_a_step_keeps_the_weekdays_of_the_step_before(knowledge: Knowledge) -> None:
    for before, after in pairwise(made(knowledge, 5, 1).weeks):
        assert {d.weekday() for d in before.days} <= {d.weekday() for d in after.days}


def test_the_goal_is_kept_for_as_long_as_the_knowledge_says(knowledge: Knowledge) -> None:
    assert [load(w) for w in made(knowledge, 30, 5, True).weeks] == [150] * 12


class TestWhatItSaysOfTheBeginning:
    @pytest.mark.parametrize(
        ("minutes", "days", "settles", "said"),
        [
            (0, 0, None, {"nothing_yet", "watch_the_next_day"}),
            (0, 0, False, {"nothing_yet", "watch_the_next_day"}),
            (8, 2, True, {"below_the_first"}),
            (5, 3, False, {"below_the_first", "watch_the_next_day"}),  # nothing lower to go to
            (15, 3, True, {"on_a_step"}),
            (30, 3, True, {"on_a_step", "walks_longer"}),
            (30, 2, None, {"below_the_first", "walks_longer", "watch_the_next_day"}),
            (30, 3, False, {"one_lower", "watch_the_next_day"}),  # never told to keep what hurts
            (30, 5, True, {"at_the_goal"}),
            (60, 7, True, {"at_the_goal"}),
            (60, 7, False, {"one_lower", "watch_the_next_day"}),
        ],
    )
    @pytest.mark.parametrize("lang", ["da", "en"])
    def test_is_what_holds(
        self, knowledge: Knowledge, minutes: int, days: int, settles: bool | None, said: set[str], lang: str
    ) -> None:
        walk = knowledge.walking["walking_plan"]
        says = plan(knowledge, Start(minutes, days, settles, TUESDAY), lang).says
        found = {
            key
            for key in type(walk.starts).model_fields
            if getattr(walk.starts, key).in_language(lang) in says
        }
        assert found == said
        assert says.endswith(walk.goal.in_language(lang))


class TestAfterAFlare:
    def test_on_the_first_day_of_a_week_the_whole_week_is_one_step_lower(self, knowledge: Knowledge) -> None:
        before = made(knowledge, 20, 4)
        after = after_flare(knowledge, before, before.weeks[1].begins)
        assert after.weeks[0] == before.weeks[0]
        assert (after.weeks[1].number, after.weeks[1].step) == (2, "walk_15_4")
        assert after.weeks[1].begins == before.weeks[1].begins
        _climbs_one_step_at_a_time(after.weeks[1:])

    def test_in_the_middle_of_a_week_the_days_before_are_kept(self, knowledge: Knowledge) -> None:
        before = made(knowledge, 20, 4)
        on = before.weeks[1].days[1]
        after = after_flare(knowledge, before, on)
        first, second = after.weeks[1:3]
        assert (first.minutes, first.days) == (20, before.weeks[1].days[:1])
        assert (second.minutes, second.begins) == (15, on)
        assert second.days == before.weeks[1].days[1:]
        assert first.number == second.number == 2
        assert after.weeks[3].begins == before.weeks[2].begins

    def test_it_says_so(self, knowledge: Knowledge) -> None:
        starts = knowledge.walking["walking_plan"].starts
        assert starts.after_a_flare.da in after_flare(knowledge, made(knowledge, 20, 4), TUESDAY).says

    def test_at_the_end_the_way_up_is_not_cut_short(self, knowledge: Knowledge) -> None:
        before = made(knowledge, 0, 0)
        after = after_flare(knowledge, before, before.weeks[-1].begins)
        assert [w.step for w in after.weeks[-4:]] == ["walk_25_5"] * 3 + ["walk_30_5"]

    @pytest.mark.parametrize("days_off", [-1, 24 * 7])
    def test_outside_the_plan_is_refused(self, knowledge: Knowledge, days_off: int) -> None:
        with pytest.raises(PlanError) as refused:
            after_flare(knowledge, made(knowledge, 0, 0), TUESDAY + timedelta(days=days_off))
        assert "Anfaldet" in refused.value.text("da")

    @settings(max_examples=150, deadline=None)
    @given(
        minutes=st.integers(0, 60), days=st.integers(0, 7), offsets=st.lists(st.integers(0, 83), max_size=4)
    )
    def test_flare_after_flare_leaves_a_plan_that_can_be_walked(
        self, knowledge: Knowledge, minutes: int, days: int, offsets: list[int]
    ) -> None:
        now = made(knowledge, minutes, days)
        for offset in sorted(offsets):
            on = TUESDAY + timedelta(days=offset)
            running = [w for w in now.weeks if w.begins <= on][-1]
            again = after_flare(knowledge, now, on)
            upcoming = [w for w in again.weeks if w.begins >= on]
            assert load(upcoming[0]) < load(running) or upcoming[0].minutes == 5
            assert upcoming[0].minutes <= running.minutes
            assert upcoming[0].days_a_week <= running.days_a_week
            assert [d for w in again.weeks for d in w.days if d < on] == [
                d for w in now.weeks for d in w.days if d < on
            ]
            now = again
        walked = [day for week in now.weeks for day in week.days]
        assert walked == sorted(set(walked))
        assert all(w.minutes >= 5 and w.days for w in now.weeks)
        assert now.weeks[-1].step == "walk_30_5"


@pytest.mark.parametrize(
    "wrong",
    [
        {"minutes": -1},
        {"minutes": 601},
        {"days_a_week": 8},
        {"days_a_week": -1},
        {"on": date.max},
        {"strength": 4},
        {"strength": 0},
    ],
)
def test_an_impossible_start_is_refused_in_both_languages(
    knowledge: Knowledge, wrong: dict[str, object]
) -> None:
    told: dict[str, object] = {"minutes": 10, "days_a_week": 3, "settles": None, "on": TUESDAY, **wrong}
    with pytest.raises(PlanError) as refused:
        plan(knowledge, Start(**told), "da")  # type: ignore[arg-type]
    assert refused.value.text("da") != refused.value.text("en")
    assert isinstance(refused.value, ValueError)


def test_an_unknown_pain_is_never_taken_for_a_settled_one(knowledge: Knowledge) -> None:
    """It begins no higher than when the pain settled, and the plan asks the person to look out."""
    walk = knowledge.walking["walking_plan"]
    for minutes in (0, 5, 12, 20, 30):
        unknown, settled = (first_step(walk, Start(minutes, 4, told, TUESDAY)) for told in (None, True))
        assert unknown == settled
        assert walk.starts.watch_the_next_day.da in made(knowledge, minutes, 4, None).says
        assert walk.starts.watch_the_next_day.da not in made(knowledge, minutes, 4, True).says
