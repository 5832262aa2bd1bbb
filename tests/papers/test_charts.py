"""The charts: the figures stand where they belong, in words too, and gaps stay gaps."""

from __future__ import annotations

import dataclasses
import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from typing import Any

import pytest

from rygrad.care.diary import Entry
from rygrad.kb.care_models import CoursePoint
from rygrad.kb.knowledge import Knowledge
from rygrad.papers import charts
from rygrad.papers.course_points import compared_points
from rygrad.papers.drawing import LEFT, PLOT_HEIGHT, RIGHT, TOP, WIDTH

SVG = "{http://www.w3.org/2000/svg}"
FIRST = date(2026, 10, 3)
POINTS = [CoursePoint(week=0, mean=56), CoursePoint(week=6, mean=26), CoursePoint(week=52, mean=21)]
SURE = [CoursePoint(week=p.week, mean=p.mean, low=p.mean - 5, high=p.mean + 5) for p in POINTS]


def entry(day: int, pain: int | None, **told: Any) -> Entry:
    """One day of a diary."""
    given = {"minutes": None, "strength": None, "went": None} | told
    return Entry(day=FIRST + timedelta(days=day), pain=pain, **given)


def drawn(chart: str, kind: str) -> list[ET.Element]:
    """The shapes of one kind in the plot, without those of the list below it."""
    root = ET.fromstring(chart)
    return [shape for shape in root if shape.get("class") == kind]


def places(shape: ET.Element) -> list[tuple[float, float]]:
    """The corners of a line, in units of the drawing."""
    return [(float(x), float(y)) for x, y in re.findall(r"([-\d.]+) ([-\d.]+)", shape.get("d") or "")]


def words(chart: str) -> str:
    """What is read aloud."""
    return ET.fromstring(chart).findtext(f"{SVG}desc") or ""


def test_the_mean_stands_at_its_weeks_and_heights() -> None:
    (mean,) = drawn(charts.course_chart(POINTS, [], "da"), "mean")
    left, right = LEFT, WIDTH - RIGHT
    width = right - left
    assert places(mean) == [
        (left, pytest.approx(TOP + PLOT_HEIGHT * (1 - 0.56), abs=0.06)),
        (
            pytest.approx(left + width * 6 / 52, abs=0.06),
            pytest.approx(TOP + PLOT_HEIGHT * (1 - 0.26), abs=0.06),
        ),
        (right, pytest.approx(TOP + PLOT_HEIGHT * (1 - 0.21), abs=0.06)),
    ]


def test_the_words_say_every_figure() -> None:
    said = words(charts.course_chart(POINTS, [(0, 70), (1, 45)], "da", compared=SURE))
    for part in (
        "nu 5,6 ud af 10",
        "efter 6 uger 2,6",
        "efter 52 uger 2,1",
        "nu 7 ud af 10",
        "efter 1 uge 4,5",
    ):
        assert part in said
    assert "gennemsnit" in said
    assert "ikke, hvor forskelligt" in said
    assert "after 6 weeks 2.6 out of 10" in words(charts.course_chart(POINTS, [], "en"))


def test_a_band_is_drawn_only_when_it_is_whole() -> None:
    half = [*SURE[:2], POINTS[2]]
    assert len(drawn(charts.course_chart(SURE, [], "da"), "band")) == 1
    for unsure in (POINTS, half):
        chart = charts.course_chart(unsure, [], "da")
        assert not drawn(chart, "band")
        assert "Feltet" not in words(chart)


@pytest.mark.parametrize("lang", ["da", "en"])
def test_nothing_needs_an_inline_style_and_text_is_text(lang: str) -> None:
    made = [
        charts.course_chart(SURE, [(0, 70)], lang, compared=SURE),
        charts.diary_chart([entry(0, 5)], SURE, None, lang, id='"><script>'),
    ]
    for chart in made:
        root = ET.fromstring(chart)
        assert root.get("role") == "img"
        assert root.findtext(f"{SVG}title")
        ids = {shape.get("id") for shape in root}
        names = (root.get("aria-labelledby") or "").split()
        assert " style=" not in chart
        assert "<style" not in chart
        assert "<script" not in chart
        assert names == [name for name in names if name in ids]


def test_days_without_a_figure_part_the_line() -> None:
    told = [entry(0, 7), entry(1, 6), entry(2, None), entry(4, 5), entry(5, 5), entry(7, 0)]
    chart = charts.diary_chart(told, POINTS, FIRST, "da")
    assert [len(places(line)) for line in drawn(chart, "own-line")] == [2, 2]
    assert len(drawn(chart, "own-dot")) == 5
    said = words(chart)
    assert "5 dage med smertetal, fra 3. oktober til 10. oktober." in said
    assert "Første tal 7 ud af 10, seneste 0 ud af 10. Laveste 0, højeste 7." in said


def test_the_usual_course_begins_with_the_diary_not_with_the_pain() -> None:
    onset = FIRST - timedelta(weeks=3)
    chart = charts.diary_chart([entry(0, 7), entry(1, 7)], POINTS, onset, "da")
    (usual,) = drawn(chart, "compared")
    (first_dot, _) = drawn(chart, "own-dot")
    assert places(usual)[0][0] == float(first_dot.get("cx") or 0)
    assert places(usual)[-1][0] <= WIDTH - RIGHT
    assert "Uger siden det begyndte" in chart
    assert "Uger fra første dag i dagbogen" in charts.diary_chart([entry(0, 7)], POINTS, None, "da")


def test_an_empty_diary_says_so() -> None:
    chart = charts.diary_chart([entry(0, None)], POINTS, None, "da")
    assert words(chart) == "Der er ingen smertetal endnu."
    assert not drawn(chart, "own-dot")


def test_ten_years_of_diary_stay_small() -> None:
    chart = charts.diary_chart([entry(day, day % 11) for day in range(3660)], POINTS, FIRST, "da")
    assert len(chart) < 100_000
    assert len(re.findall(r'class="tick"', chart)) <= 8


def test_the_tables_say_the_same() -> None:
    table = charts.course_rows(POINTS, [(2, 40)], "da", compared=SURE[:2])
    assert table.head == ("Uger fra nu", "Gennemsnit", "Ældre overblik fra 2012", "Dine tal")
    assert table.rows == (
        ("nu", "5,6", "5,6 (5,1–6,1)", ""),
        ("2", "", "", "4"),
        ("6", "2,6", "2,6 (2,1–3,1)", ""),
        ("52", "2,1", "", ""),
    )
    diary = charts.diary_rows(
        [entry(1, None, strength=True), entry(0, 0, minutes=15, strength=False, went=8)], "da"
    )
    assert diary.rows == (("lør. 3. okt.", "0", "15 min.", "nej", "8"), ("søn. 4. okt.", "", "", "ja", ""))


def test_the_older_review_comes_from_the_claims(knowledge: Knowledge) -> None:
    older = compared_points(knowledge, "acute")
    assert [(p.week, p.mean, p.low, p.high) for p in older] == [
        (0, 52, 48, 57),
        (6, 23, 21, 25),
        (26, 12, 9, 15),
        (52, 6, 3, 10),
    ]
    # The older review of lasting pain mixed two groups, so it is not drawn beside ours.
    assert compared_points(knowledge, "chronic") == compared_points(knowledge, "subacute") == ()
    ours = [claim for claim in knowledge.claims.values() if claim.id.startswith("costa_acute_week")]
    assert {claim.source for claim in ours} == {"costa_2012"}


def test_our_own_intervals_would_not_mix_with_the_older_review(knowledge: Knowledge) -> None:
    ours = knowledge.claims["course_acute_wallwork"].model_copy(update={"low": 1.0, "high": 2.0})
    with_intervals = dataclasses.replace(knowledge, claims={**knowledge.claims, ours.id: ours})
    assert compared_points(with_intervals, "acute") == compared_points(knowledge, "acute")
