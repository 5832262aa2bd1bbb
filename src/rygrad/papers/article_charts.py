"""The charts of the library's own article on low back pain: each figure is a claim's, none stands here.

Where the source article and research differ, both stand beside each other with whose each is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rygrad.kb.knowledge import Knowledge
from rygrad.kb.report_models import BaseRate, Share
from rygrad.papers.article_charts_rows import (
    PER_CENT,
    Group,
    Row,
    bars,
    claims_of,
    figure,
    finished,
    in_words,
    read_aloud,
)
from rygrad.papers.article_charts_sheet import Chart, Sheet, Span
from rygrad.papers.charts import course_chart, course_rows
from rygrad.papers.course_points import compared_points
from rygrad.papers.words import number, say

DAYS = 7
OPEN_END = 3 / 2  # the last span of a time line has no end; it is drawn half as long as all before
COURSE = "usual_course_acute"
CUTS = ("article_e2_acute", "chronic_from", "danish_new_up_to_84_days")


def statistics(knowledge: Knowledge, lang: str) -> Chart:
    """How many have low back pain in life, in a year and lately, and how many seek care."""
    article, study = say(lang, "whose-article"), say(lang, "whose-danes-of-forty")
    groups = (
        Group(
            say(lang, "many-in-life"),
            (
                Row("", say(lang, "whose-article-at-most"), "article_c2_lifetime", "article"),
                Row("", say(lang, "whose-danish-review"), "lifetime_seventy_to_eighty", "study"),
            ),
        ),
        Group(
            say(lang, "many-in-a-year"),
            (
                Row("", article, "article_d1_year", "article"),
                Row(say(lang, "any-pain"), study, "danish_any_pain_past_year", "study"),
                Row(say(lang, "over-thirty-days"), study, "danish_over_30_days_past_year", "study"),
                Row(say(lang, "with-consequences"), study, "danish_over_30_days_with_consequences", "study"),
            ),
        ),
        Group(
            say(lang, "many-lately"),
            (
                Row(say(lang, "past-month"), study, "danish_any_pain_past_month", "study"),
                Row(
                    say(lang, "past-fortnight"),
                    say(lang, "whose-danes"),
                    "danish_fourteen_days",
                    "study",
                    True,
                ),
            ),
        ),
        Group(say(lang, "many-seek-care"), (Row("", study, "danish_care_seeking_past_year", "study"),)),
    )
    return _of_bars(knowledge, lang, "statistics", say(lang, "statistics-title"), groups)


def types_by_cause(knowledge: Knowledge, lang: str) -> Chart:
    """How many have no definite cause, a clear physical cause, and something serious."""
    groups = (
        Group(
            say(lang, "cause-none"), (Row("", say(lang, "whose-who"), "nonspecific_nine_in_ten", "study"),)
        ),
        Group(
            say(lang, "cause-physical"),
            (Row("", say(lang, "whose-article"), "article_a4_physical_cause", "article"),),
        ),
        Group(
            say(lang, "cause-serious"),
            (Row("", say(lang, "whose-primary-care"), "serious_in_primary_care", "study"),),
        ),
    )
    return _of_bars(
        knowledge, lang, "types-by-cause", say(lang, "cause-title"), groups, say(lang, "cause-note")
    )


def types_by_duration(knowledge: Knowledge, lang: str) -> Chart:
    """New and long lasting as the article and as Danish guidance cut it in time, and how many get there."""
    article, physician = say(lang, "whose-article"), say(lang, "whose-sees-doctor")
    groups = (
        Group(
            say(lang, "duration-how-many"),
            (
                Row(say(lang, "acute"), article, "article_e3_most_acute", "article"),
                Row(say(lang, "becomes-subacute"), article, "article_e5_to_subacute", "article"),
                Row(say(lang, "becomes-chronic"), article, "article_e6_chronic", "article"),
                Row(say(lang, "still-at-three-months"), physician, "pain_three_months_primary_care", "study"),
            ),
        ),
    )
    cuts = {name: _weeks(knowledge, name) for name in CUTS}
    short, long, danish = cuts.values()
    counted, guidance = say(lang, "whose-article-in-weeks"), say(lang, "whose-danish-guidance")
    sheet = Sheet("types-by-duration", say(lang, "duration-title"), "")
    table = [
        *_time_line(sheet, lang, counted, "under", ("acute", "subacute", "chronic"), (short, long)),
        *_time_line(sheet, lang, guidance, "up-to", ("new", "long-lasting"), (danish,)),
        *bars(knowledge, sheet, groups, lang),
    ]
    note = say(lang, "duration-note")
    sheet.words(note)
    sheet.says = read_aloud(sheet.title, table, note)
    claims = [*CUTS, "three_months_is_84_days_here", *claims_of(groups), "phases_are_stages_not_shares"]
    return finished(sheet, table, claims, lang)


def _time_line(
    sheet: Sheet, lang: str, whose: str, first: str, names: Sequence[str], cuts: Sequence[float]
) -> list[list[str]]:
    """Draw one way of cutting time, and give it as rows; `first`: is the first cut itself counted in?"""
    end = cuts[-1] * OPEN_END
    said = [say(lang, "weeks-n", n=number(lang, cut)) for cut in cuts]
    called = [say(lang, name) for name in names]
    sheet.heading(whose)
    sheet.time_line(
        [Span(low, high, name) for low, high, name in zip((0, *cuts), (*cuts, end), called, strict=True)],
        list(zip(cuts, said, strict=True)),
        end,
    )
    between = [f"{number(lang, low)}–{high}" for low, high in zip(cuts, said[1:], strict=False)]
    spans = [say(lang, first, n=said[0]), *between, say(lang, "over", n=said[-1])]
    return [[name, whose, span] for name, span in zip(called, spans, strict=True)]


def course(knowledge: Knowledge, lang: str) -> Chart:
    """The usual course of new pain: the newest review as the curve, the older one beside it."""
    usual = knowledge.courses[COURSE]
    older = compared_points(knowledge, usual.phase)
    rows = course_rows(usual.points, (), lang, compared=older)
    svg = course_chart(usual.points, (), lang, compared=older, id="article-course")
    return Chart(
        svg,
        say(lang, "course-title"),
        [list(rows.head), *(list(row) for row in rows.rows)],
        (
            *("wallwork_acute_week_0", "course_acute_wallwork", "wallwork_acute_week_26"),
            *("wallwork_acute_week_52", "course_means_hide_spread"),
            *("costa_acute_week_0", "costa_acute_week_6", "costa_acute_week_26", "course_acute_costa"),
        ),
    )


def recurrence(knowledge: Knowledge, lang: str) -> Chart:
    """A hundred people who had recovered: how many hurt again within a year, and how soon."""
    any_pain = figure(knowledge.claims["recurrence_any"])
    limiting = figure(knowledge.claims["recurrence_limiting"])
    whose = say(lang, "whose-recurrence")
    most, all_again = round(limiting.value or 0), round(any_pain.value or 0)
    keys = (
        ("most", say(lang, "again-limiting"), limiting),
        ("some", say(lang, "again-any"), any_pain),
    )
    sheet = Sheet("recurrence", say(lang, "recurrence-title"), "")
    sheet.words(say(lang, "within-a-year"))
    sheet.people([(most, "most"), (all_again - most, "some"), (PER_CENT - all_again, "none")])
    sheet.key("most", f"{keys[0][1]}: {in_words(lang, limiting)}")
    sheet.key("some", f"{say(lang, 'again-any-dots')}: {in_words(lang, any_pain)}")
    sheet.key("none", say(lang, "again-none"))
    soon = Group(
        say(lang, "again-how-soon"),
        (
            Row(say(lang, "within-three-months"), whose, "recurrence_by_3_months", "study"),
            Row(say(lang, "within-six-months"), whose, "recurrence_by_3_and_6_months", "study"),
            Row(say(lang, "within-twelve-months"), whose, "recurrence_any", "study"),
        ),
    )
    table = [[name, whose, in_words(lang, shown)] for _, name, shown in keys]
    care = figure(knowledge.claims["recurrence_care_seeking"])
    table.append([say(lang, "again-care"), whose, in_words(lang, care)])
    table += bars(knowledge, sheet, [soon], lang)
    sheet.says = read_aloud(sheet.title, table)
    claims = ["recurrence_any", "recurrence_limiting", "recurrence_care_seeking", *claims_of([soon])]
    return finished(sheet, table, claims, lang)


def walking_100(knowledge: Knowledge, lang: str) -> Chart:
    """Days without pain, with and without the walking programme.

    Not people in 100: the trial's figure is a hazard ratio, which is no share of people.
    """
    rows = (
        Row(say(lang, "walked"), say(lang, "whose-walkback"), "walking_median_days", "study"),
        Row(say(lang, "no-programme"), say(lang, "whose-walkback"), "walking_control_median_days", "study"),
    )
    groups = (Group(say(lang, "walking-days"), rows),)
    most = max(figure(knowledge.claims[row.claim]).high for row in rows)
    note = say(lang, "walking-note")
    return _of_bars(
        knowledge, lang, "walking-100", say(lang, "walking-title"), groups, note, "unit-days", most
    )


def base_rates(knowledge: Knowledge, lang: str) -> Chart:
    """How many people without pain have each finding of a scan, by age; what is not checked is drawn open."""
    findings = [f for f in knowledge.imaging_findings.values() if f.base_rate]
    findings.sort(key=lambda f: -_highest(f.base_rate))
    sheet = Sheet("base-rates", say(lang, "base-rates-title"), "")
    whose, table, claims = say(lang, "whose-pain-free"), [], []
    for finding in findings:
        shares = finding.base_rate.by_age if finding.base_rate else []
        name = finding.title.in_language(lang)
        sheet.heading(name)
        sheet.columns([(str(s.age), s.percent, s.checked == "at_source") for s in shares], PER_CENT)
        told = (
            f"{say(lang, 'at-age', n=s.age)} {say(lang, 'unit-percent', n=_percent(lang, s))}" for s in shares
        )
        table.append([name, whose, ", ".join(told)])
        claims += [finding.base_rate.claim] if finding.base_rate else []
    note = say(lang, "base-rates-note")
    sheet.words(note)
    sheet.says = read_aloud(sheet.title, table, note)
    return finished(sheet, table, claims, lang)


def _highest(rate: BaseRate | None) -> float:
    return max((s.percent for s in rate.by_age), default=0) if rate else 0


def _percent(lang: str, share: Share) -> str:
    """The number; in brackets when it was not read in the source itself."""
    said = number(lang, share.percent)
    return said if share.checked == "at_source" else f"({said})"


CHARTS: dict[str, Callable[[Knowledge, str], Chart]] = {
    "statistics": statistics,
    "types_by_cause": types_by_cause,
    "types_by_duration": types_by_duration,
    "course": course,
    "recurrence": recurrence,
    "walking_100": walking_100,
    "base_rates": base_rates,
}


def _of_bars(
    knowledge: Knowledge,
    lang: str,
    id: str,
    title: str,
    groups: Sequence[Group],
    note: str = "",
    unit: str = "unit-percent",
    most: float = PER_CENT,
) -> Chart:
    sheet = Sheet(id, title, "")
    table = bars(knowledge, sheet, groups, lang, unit=unit, most=most)
    if note:
        sheet.words(note)
    sheet.says = read_aloud(title, table, note)
    return finished(sheet, table, claims_of(groups), lang)


def _weeks(knowledge: Knowledge, claim: str) -> float:
    days = figure(knowledge.claims[claim]).value
    return (days or 0) / DAYS
