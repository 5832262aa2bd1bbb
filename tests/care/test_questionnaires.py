"""Scores as published, ranges while items are missing, changes by the claims."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from rygrad.assess.answers import AnswersError
from rygrad.assess.assess import assess
from rygrad.care.questionnaires import (
    QUESTIONNAIRES,
    Change,
    Scored,
    band_says,
    change,
    items,
    score,
)
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.models import Score

START_BACK = "startback_total"
ROLAND = "roland_morris"
LEVELS = ("level_1", "level_2", "level_3", "level_4", "level_5")
Told = dict[str, bool | int | str]


def published(row: Sequence[object]) -> tuple[int, str]:
    """STarT Back as its owner describes it, by hand: all nine, then the last five."""
    points = [1 if said is True else 0 for said in row[:8]]
    points.append(1 if row[8] == "level_4" or row[8] == "level_5" else 0)
    total, last_five = sum(points), points[4] + points[5] + points[6] + points[7] + points[8]
    if total <= 3:
        return total, "low"
    return total, "high" if last_five >= 4 else "medium"


def start_back(row: Sequence[object]) -> Told:
    return {f"start_{at}": said for at, said in enumerate(row, 1) if isinstance(said, bool | str)}


def rated(*values: int) -> Told:
    return {f"psfs_{at}": value for at, value in enumerate(values, 1)}


def exact(value: float, answered: int = 24) -> Scored:
    return Scored(value, value, None, answered, 0)


def open_(low: float, high: float) -> Scored:
    return Scored(low, high, None, 20, 4)


def test_every_questionnaire_is_in_the_knowledge_with_a_direction(knowledge: Knowledge) -> None:
    for id in QUESTIONNAIRES:
        assert knowledge.scores[id].high_is in ("good", "bad")
    assert [len(items(knowledge, id)) for id in QUESTIONNAIRES] == [5, 24, 9]
    assert items(knowledge, ROLAND) == tuple(f"rmdq_{at}" for at in range(1, 25))


def test_start_back_is_as_published_over_every_complete_row(knowledge: Knowledge) -> None:
    rows = list(product(*[(True, False)] * 8, LEVELS))
    assert len(rows) == 1280
    for row in rows:
        total, band = published(row)
        assert score(knowledge, START_BACK, start_back(row)) == Scored(total, total, band, 9, 0), row


def test_start_back_with_items_missing_says_only_what_every_completion_says(knowledge: Knowledge) -> None:
    """Each item yes, no or open, item 9 high, low or open: all 19,682 rows but the empty one."""
    for row in product(*[(True, False, None)] * 8, ("level_5", "level_1", None)):
        told = start_back(row)
        if not told:
            continue
        last = ("level_5", "level_1") if row[8] is None else (row[8],)
        ways = [(True, False) if said is None else (said,) for said in row[:8]]
        ends = [published(way) for way in product(*ways, last)]
        totals, bands = {total for total, _ in ends}, {band for _, band in ends}
        band = bands.pop() if len(bands) == 1 else None
        wanted = Scored(min(totals), max(totals), band, len(told), 9 - len(told))
        assert score(knowledge, START_BACK, told) == wanted, row


def test_every_band_has_words_and_none_says_that_nothing_is_dangerous(knowledge: Knowledge) -> None:
    for lang in ("da", "en"):
        said = [band_says(knowledge, START_BACK, band, lang) for band in ("low", "medium", "high")]
        assert len(set(said)) == 3
    assert "viser ikke, om noget er farligt" in band_says(knowledge, START_BACK, "low", "da")
    with pytest.raises(KeyError):
        band_says(knowledge, START_BACK, "undetermined", "da")


@given(row=st.lists(st.sampled_from([True, False, None]), min_size=24, max_size=24))
def test_roland_morris_counts_what_fits_and_leaves_the_rest_open(
    knowledge: Knowledge, row: list[bool | None]
) -> None:
    told = {f"rmdq_{at}": said for at, said in enumerate(row, 1) if said is not None}
    fits, open_items = row.count(True), row.count(None)
    wanted = Scored(fits, fits + open_items, None, len(told), open_items) if told else None
    assert score(knowledge, ROLAND, told) == wanted


@pytest.mark.parametrize(
    ("values", "mean"),
    [((), None), ((3, 5), None), ((3, 5, 7), 5.0), ((3, 3, 4), 3.3), ((0, 1, 2, 3, 4), 2)],
)
def test_own_activities_need_three_and_give_their_mean(
    knowledge: Knowledge, values: tuple[int, ...], mean: float | None
) -> None:
    wanted = None if mean is None else Scored(mean, mean, None, len(values), 0)
    assert score(knowledge, "psfs", rated(*values)) == wanted


def test_nothing_told_has_no_score(knowledge: Knowledge) -> None:
    assert [score(knowledge, id, {}) for id in QUESTIONNAIRES] == [None, None, None]


@pytest.mark.parametrize(
    ("id", "told"),
    [
        (ROLAND, {"rmdq_25": True}),
        (ROLAND, {"rmdq_1": True, "start_1": True}),
        (ROLAND, {"rmdq_1": 1}),
        (START_BACK, {"start_9": "level_6"}),
        ("psfs", {"psfs_1": 11, "psfs_2": 5, "psfs_3": 5}),
        ("psfs", {"psfs_1": True, "psfs_2": 5, "psfs_3": 5}),
    ],
)
def test_what_is_no_answer_to_the_questionnaire_is_refused(knowledge: Knowledge, id: str, told: Told) -> None:
    with pytest.raises(AnswersError):
        score(knowledge, id, told)


@pytest.mark.parametrize(
    ("id", "told"),
    [
        ("psfs", rated(3, 3, 4)),
        ("psfs", rated(1, 2, 6, 6)),
        (ROLAND, {"rmdq_1": True, "rmdq_2": False}),
        (START_BACK, start_back((True, True, True, True, None, False, False, False, "level_2"))),
        ("pain_rating", {"pain_severity": 6}),
    ],
)
def test_the_score_is_the_one_an_assessment_gives(knowledge: Knowledge, id: str, told: Told) -> None:
    made = score(knowledge, id, told)
    assert made is not None
    assessed = next(s for s in assess(told, knowledge, date(2026, 11, 23)).scores if s.id == id)
    assert (made.low, made.high, made.band) == (assessed.low, assessed.high, assessed.band)


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        (20, 15, Change(-5, -25.0, True, True)),  # exactly five points
        (20, 16, Change(-4, -20.0, False, True)),  # neither five points nor 30 %
        (20, 14, Change(-6, -30.0, True, True)),
        (10, 7, Change(-3, -30.0, True, True)),  # exactly 30 %
        (10, 8, Change(-2, -20.0, False, True)),
        (10, 14, Change(4, 40.0, False, False)),  # a loss counts in points only
        (10, 15, Change(5, 50.0, True, False)),
        (10, 10, Change(0, 0.0, False, None)),
        (0, 0, Change(0, None, False, None)),
        (0, 4, Change(4, None, False, False)),
    ],
)
def test_roland_morris_matters_from_five_points_or_thirty_percent(
    knowledge: Knowledge, before: int, after: int, wanted: Change
) -> None:
    assert change(knowledge, ROLAND, exact(before), exact(after)) == wanted


@pytest.mark.parametrize(
    ("before", "after", "matters", "better"),
    [(1.3, 3.3, True, True), (3.3, 5.0, False, True), (5.3, 3.3, True, False), (5.0, 5.0, False, None)],
)
def test_own_activities_get_better_upwards_and_matter_from_two_points(
    knowledge: Knowledge, before: float, after: float, matters: bool, better: bool | None
) -> None:
    made = change(knowledge, "psfs", exact(before, 3), exact(after, 3))
    assert (made.matters, made.better) == (matters, better)


def test_means_over_another_number_of_activities_are_not_compared(knowledge: Knowledge) -> None:
    assert change(knowledge, "psfs", exact(3.0, 3), exact(7.0, 5)) == Change(4.0, None, None, None)


def test_start_back_has_a_direction_but_no_change_that_matters(knowledge: Knowledge) -> None:
    made = change(knowledge, START_BACK, exact(8, 9), exact(2, 9))
    assert (made.points, made.matters, made.better) == (-6, None, True)


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        (exact(20), open_(8, 12), Change(-8, -40.0, True, True)),  # whatever the missing items say
        (exact(20), open_(13, 17), Change(-3, -15.0, None, True)),  # better, but is it enough?
        (exact(20), open_(18, 22), Change(0, 0.0, False, None)),
        (open_(0, 4), exact(2), Change(0, None, None, None)),
        (exact(10), open_(6, 15), Change(0, 0.0, None, None)),
    ],
)
def test_with_items_missing_only_what_is_sure_is_said(
    knowledge: Knowledge, before: Scored, after: Scored, wanted: Change
) -> None:
    assert change(knowledge, ROLAND, before, after) == wanted


@given(ends=st.lists(st.integers(0, 24), min_size=4, max_size=4))
def test_a_range_says_nothing_that_one_of_its_scores_denies(knowledge: Knowledge, ends: list[int]) -> None:
    (a, b), (c, d) = sorted(ends[:2]), sorted(ends[2:])
    made = change(knowledge, ROLAND, open_(a, b), open_(c, d))
    every = [change(knowledge, ROLAND, exact(x), exact(y)) for x in range(a, b + 1) for y in range(c, d + 1)]
    if made.matters is not None:
        assert {one.matters for one in every} == {made.matters}
    if made.better is not None:
        assert {one.better for one in every} == {made.better}
    assert all(abs(made.points) <= abs(one.points) for one in every)


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        ({"high_is": None}, "needs `high_is`"),
        ({"claims": []}, "must stand under `claims` too"),
        ({"instruction": {"da": "a", "en": "b"}}, "needs rights A and `credit`"),
        (
            {"rights": "B", "instruction": {"da": "a", "en": "b"}, "credit": {"da": "a", "en": "b"}},
            "needs rights A",
        ),
    ],
)
def test_a_score_that_says_too_little_or_ships_too_much_does_not_load(
    knowledge: Knowledge, spoilt: dict[str, object], said: str
) -> None:
    whole = knowledge.scores[ROLAND].model_dump()
    Score.model_validate(whole)
    with pytest.raises(ValidationError, match=said):
        Score.model_validate({**whole, **spoilt})
