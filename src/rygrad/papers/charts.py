"""Two charts and their tables: how it usually goes, and the diary beside it. Pain is shown from 0 to 10."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor
from typing import TYPE_CHECKING

from rygrad.kb.care_models import CoursePoint
from rygrad.papers.drawing import Chart, Point, Span
from rygrad.papers.words import measured, number, plain_day, say, short_day

if TYPE_CHECKING:
    from rygrad.care.diary import Entry

DAYS = 7
FEWEST_WEEKS = 6
MOST_TICKS = 7


@dataclass(frozen=True, slots=True)
class Rows:
    """The table beside a chart: the same figures in words."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def course_chart(
    points: Sequence[CoursePoint],
    own: Sequence[tuple[float, int]],
    lang: str,
    *,
    compared: Sequence[CoursePoint] = (),
    id: str = "course-chart",
) -> str:
    """The usual course as SVG: the mean, how sure it is, another review if given, the person's own figures.

    `points` and `compared` are mean pain (0-100) by weeks from joining a study, so the axis counts weeks
    from now, not from the first pain. `own` are weeks from now and pain (0-100).
    """
    weeks = [point.week for point in (*points, *compared)] + [week for week, _ in own]
    chart = Chart(
        id=id,
        title=say(lang, "course-title"),
        says=_course_says(points, own, compared, lang),
        x_label=say(lang, "x-from-now"),
        y_label=say(lang, "y-pain"),
        span=Span(min([0, *weeks]), max([1, *weeks])),
        ticks=[(p.week, number(lang, p.week) if p.week else say(lang, "week-now")) for p in points],
    )
    if compared and _edges(compared):
        chart.band(_edges(compared), say(lang, "band-compared"))
    if _edges(points):
        chart.band(_edges(points), say(lang, "band"))
    if compared:
        chart.curve(_means(compared), say(lang, "compared"), "compared")
    chart.curve(_means(points), say(lang, "mean"))
    if own:
        chart.own([[(week, pain / 10)] for week, pain in own], say(lang, "yours"))
    return chart.svg()


def course_rows(
    points: Sequence[CoursePoint],
    own: Sequence[tuple[float, int]],
    lang: str,
    *,
    compared: Sequence[CoursePoint] = (),
) -> Rows:
    """The figures of `course_chart` as a table: a row a week, an empty cell where there is no figure."""
    columns = [(say(lang, "mean"), _cells(points, lang))]
    if compared:
        columns.append((say(lang, "compared"), _cells(compared, lang)))
    if own:
        columns.append((say(lang, "yours"), {week: number(lang, pain / 10) for week, pain in own}))
    sure = _edges(points) or _edges(compared)
    return Rows(
        caption=say(lang, "course-caption-sure" if sure else "course-caption"),
        head=(say(lang, "x-from-now"), *(name for name, _ in columns)),
        rows=tuple(
            (_when_cell(week, lang), *(cells.get(week, "") for _, cells in columns))
            for week in sorted({week for _, cells in columns for week in cells})
        ),
    )


def diary_chart(
    entries: Iterable[Entry],
    expected: Sequence[CoursePoint],
    onset: date | None,
    lang: str,
    *,
    id: str = "diary-chart",
) -> str:
    """The pain of the diary as SVG beside the usual course, which begins on the diary's first day.

    Days without a figure are left open; only days in a row are joined. The axis counts weeks from `onset`,
    or from the first day of the diary. `expected` is the course of the phase on that first day.
    """
    told = _told(entries)
    begins = onset or (told[0][0] if told else None)
    own = [(_weeks(begins, day), float(pain)) for day, pain in told]
    first = own[0][0] if own else 0.0
    span = Span(floor(first), max(ceil(own[-1][0]) if own else 0, floor(first) + FEWEST_WEEKS))
    usual = [(p.week + first, p.mean / 10) for p in expected]
    chart = Chart(
        id=id,
        title=say(lang, "diary-title"),
        says=_diary_says(told, expected, lang),
        x_label=say(lang, "x-onset" if onset else "x-first"),
        y_label=say(lang, "y-pain"),
        span=span,
        ticks=_ticks(span, lang),
    )
    if len(shown := _within(usual, span.last)) > 1:
        chart.curve(shown, say(lang, "expected"), "compared")
    if own:
        chart.own(_runs(told, own), say(lang, "yours"))
    return chart.svg()


def diary_rows(entries: Iterable[Entry], lang: str) -> Rows:
    """Every day of the diary as a table, the first day first; what was not told is an empty cell."""
    yes_no = {True: say(lang, "yes"), False: say(lang, "no"), None: ""}
    return Rows(
        caption=say(lang, "diary-title"),
        head=tuple(say(lang, f"diary-{name}") for name in ("day", "pain", "walked", "strength", "went")),
        rows=tuple(
            (
                short_day(lang, entry.day),
                _told_number(entry.pain, lang),
                "" if entry.minutes is None else say(lang, "minutes-n", n=entry.minutes),
                yes_no[entry.strength],
                _told_number(entry.went, lang),
            )
            for entry in sorted(entries, key=lambda entry: entry.day)
        ),
    )


def _means(points: Sequence[CoursePoint]) -> list[Point]:
    return [(p.week, p.mean / 10) for p in points]


def _edges(points: Sequence[CoursePoint]) -> list[tuple[float, float, float]]:
    """The band, when every point has both its ends; half a band would look like certainty."""
    edges: list[tuple[float, float, float]] = [
        (p.week, p.low / 10, p.high / 10) for p in points if p.low is not None and p.high is not None
    ]
    return edges if len(edges) == len(points) else []


def _cells(points: Sequence[CoursePoint], lang: str) -> dict[float, str]:
    return {point.week: _pain(point, lang) for point in points}


def _pain(point: CoursePoint, lang: str) -> str:
    said = measured(lang, point.mean / 10)
    if point.low is None or point.high is None:
        return said
    return f"{said} ({measured(lang, point.low / 10)}–{measured(lang, point.high / 10)})"


def _when(week: float, lang: str, at_start: str) -> str:
    if not week:
        return say(lang, at_start)
    return say(lang, "after-weeks", n=int(week) if week == int(week) else round(week, 1))


def _when_cell(week: float, lang: str) -> str:
    return number(lang, week) if week else say(lang, "week-now")


def _course_says(
    points: Sequence[CoursePoint],
    own: Sequence[tuple[float, int]],
    compared: Sequence[CoursePoint],
    lang: str,
) -> str:
    said = [say(lang, "course-says", points=_in_words(((p.week, p.mean) for p in points), lang))]
    if compared:
        older = _in_words(((p.week, p.mean) for p in compared), lang, "week-first")
        said.append(say(lang, "compared-says", points=older))
    if own:
        said.append(say(lang, "yours-says", points=_in_words(own, lang)))
    if _edges(points) or _edges(compared):
        said.append(say(lang, "band-says"))
    said.append(say(lang, "mean-says"))
    return " ".join(said)


def _diary_says(told: list[tuple[date, int]], expected: Sequence[CoursePoint], lang: str) -> str:
    if not told:
        return say(lang, "diary-empty-says")
    pains = [pain for _, pain in told]
    said = say(
        lang,
        "diary-says",
        n=len(told),
        first=plain_day(lang, told[0][0]),
        last=plain_day(lang, told[-1][0]),
        **{"from": pains[0], "to": pains[-1], "low": min(pains), "high": max(pains)},
    )
    if not expected:
        return said
    usual = _in_words(((p.week, p.mean) for p in expected), lang, "week-first")
    return f"{said} {say(lang, 'expected-says', points=usual)}"


def _in_words(points: Iterable[tuple[float, int]], lang: str, at_start: str = "week-now") -> str:
    said = (
        say(lang, "pain-at", when=_when(week, lang, at_start), pain=number(lang, pain / 10))
        for week, pain in points
    )
    return ", ".join(said)


def _told(entries: Iterable[Entry]) -> list[tuple[date, int]]:
    return sorted((entry.day, entry.pain) for entry in entries if entry.pain is not None)


def _told_number(value: int | None, lang: str) -> str:
    return "" if value is None else number(lang, value)


def _weeks(begins: date | None, day: date) -> float:
    return (day - begins).days / DAYS if begins else 0.0


def _runs(told: list[tuple[date, int]], own: list[Point]) -> list[list[Point]]:
    """Days in a row belong together; a day that is missing parts them."""
    runs: list[list[Point]] = []
    for at, point in enumerate(own):
        follows = at > 0 and (told[at][0] - told[at - 1][0]).days == 1
        if follows:
            runs[-1].append(point)
        else:
            runs.append([point])
    return runs


def _within(usual: list[Point], last: float) -> list[Point]:
    """The usual course up to the last week shown, cut on the line between two of its points."""
    shown = [point for point in usual if point[0] <= last]
    beyond = usual[len(shown) :]
    if shown and beyond and shown[-1][0] < last:
        (week, pain), (next_week, next_pain) = shown[-1], beyond[0]
        share = (last - week) / (next_week - week)
        shown.append((last, pain + share * (next_pain - pain)))
    return shown


def _ticks(span: Span, lang: str) -> list[tuple[float, str]]:
    step = max(1, ceil((span.last - span.first) / (MOST_TICKS - 1)))
    weeks = range(int(span.first), int(span.last) + 1, step)
    return [(week, number(lang, week)) for week in weeks]
