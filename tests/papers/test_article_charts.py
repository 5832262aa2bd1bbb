"""The article's charts: each figure is its claim's, said in words and in a table, in both languages."""

from __future__ import annotations

import dataclasses
import re
import xml.etree.ElementTree as ET

import pytest

from rygrad.kb.knowledge import Knowledge
from rygrad.papers.article_charts import CHARTS, COURSE
from rygrad.papers.article_charts_rows import Figure, figure, in_words
from rygrad.papers.article_charts_sheet import BAR_RIGHT, LETTERS, Chart, Sheet

SVG = "{http://www.w3.org/2000/svg}"
EVERY = [(name, lang) for name in CHARTS for lang in ("da", "en")]
OF_CLAIMS = [name for name in CHARTS if name not in ("course", "base_rates")]
# what a row counts is no figure: days, months, years, ages and the hundred people a share is of
COUNTED = {"100", "2000", "2005", "41", "49", "30", "14", "3", "6", "12"}


def drawn(name: str, knowledge: Knowledge, lang: str = "da") -> Chart:
    """One chart, from what ships."""
    return CHARTS[name](knowledge, lang)


def parts(chart: Chart, kind: str) -> list[ET.Element]:
    """The shapes of one class."""
    return [part for part in ET.fromstring(chart.svg).iter() if kind in (part.get("class") or "").split()]


def numbers(text: str) -> set[str]:
    """The numbers in a text, with a decimal point."""
    return set(re.findall(r"\d+(?:\.\d+)?", text.replace(",", ".")))


def allowed(chart: Chart, knowledge: Knowledge) -> set[str]:
    """The numbers its claims hold, as a chart writes them: per cent, days, and days as weeks."""
    held = set()
    for name in chart.claims:
        claim = knowledge.claims[name]
        if claim.value is None and claim.low is None:
            continue
        shown = figure(claim)
        for one in (shown.value, shown.low, shown.high):
            if one is not None:
                held |= {f"{one:g}", f"{one / 7:g}"}
    return held


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_it_is_drawn_named_and_told(name: str, lang: str, knowledge: Knowledge) -> None:
    chart = drawn(name, knowledge, lang)
    root = ET.fromstring(chart.svg)
    names = {part.get("id") for part in root}
    assert root.get("role") == "img"
    assert set((root.get("aria-labelledby") or "").split()) <= names
    assert root.findtext(f"{SVG}title") == chart.title
    assert len(root.findtext(f"{SVG}desc") or "") > 60
    assert len(chart.table) > 2
    assert {len(row) for row in chart.table} == {len(chart.table[0])}
    assert chart.claims
    assert set(chart.claims) <= set(knowledge.claims)


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_it_holds_no_style_no_script_and_no_colour_of_its_own(
    name: str, lang: str, knowledge: Knowledge
) -> None:
    for part in ET.fromstring(drawn(name, knowledge, lang).svg).iter():
        assert part.tag.removeprefix(SVG) in {"svg", "title", "desc", "g", "rect", "path", "circle", "text"}
        assert "style" not in part.attrib
        for key in ("fill", "stroke"):
            colour = part.get(key, "none")
            assert colour in ("none", "currentColor") or colour.startswith("var(--"), colour


@pytest.mark.parametrize(("name", "lang"), [(name, lang) for name, lang in EVERY if name in OF_CLAIMS])
def test_each_number_is_a_claims(name: str, lang: str, knowledge: Knowledge) -> None:
    chart = drawn(name, knowledge, lang)
    held = allowed(chart, knowledge)
    for row in chart.table[1:]:
        assert numbers(row[2]), row
        assert numbers(row[2]) <= held, row
        assert numbers(row[0]) | numbers(row[1]) <= COUNTED, row
    texts = " ".join(part.text or "" for part in ET.fromstring(chart.svg).iter(f"{SVG}text"))
    assert numbers(texts) <= held | COUNTED


@pytest.mark.parametrize("name", OF_CLAIMS)
def test_each_figure_is_read_aloud(name: str, knowledge: Knowledge) -> None:
    chart = drawn(name, knowledge)
    told = ET.fromstring(chart.svg).findtext(f"{SVG}desc") or ""
    for what, whose, said in chart.table[1:]:
        assert f"{what}: {said} ({whose})." in told


@pytest.mark.parametrize("name", [name for name in CHARTS if name != "base_rates"])
def test_another_number_in_a_claim_changes_the_chart(name: str, knowledge: Knowledge) -> None:
    first = drawn(name, knowledge)
    for claim in first.claims:
        old = knowledge.claims[claim]
        if name == "course" or (old.value is None and old.low is None) or "costa" in claim:
            continue
        changes = {"value": 33} if old.value is not None else {"low": 3, "high": 33}
        if isinstance(old.value, str):
            changes = {"value": "21 days"}  # type: ignore[dict-item]
        if claim in ("danish_fourteen_days",):
            changes = {"low": 3}
        other = dataclasses.replace(
            knowledge, claims={**knowledge.claims, claim: old.model_copy(update=changes)}
        )
        again = drawn(name, other)
        assert again.table != first.table, claim
        assert again.svg != first.svg or claim == "recurrence_care_seeking", claim


def test_a_bar_is_as_long_as_its_figure(knowledge: Knowledge) -> None:
    chart = drawn("types_by_cause", knowledge)
    lengths = [float(part.get("width", 0)) for part in [*parts(chart, "study"), *parts(chart, "article")]]
    full = BAR_RIGHT - 1
    assert lengths == [
        pytest.approx(full * 0.9, abs=0.1),
        pytest.approx(full * 0.009, abs=0.1),
        pytest.approx(full * 0.05, abs=0.1),
    ]
    (reach,) = parts(chart, "range")
    assert float(reach.get("width", 0)) == pytest.approx(full * 0.1, abs=0.1)


def test_the_course_is_that_of_the_claims(knowledge: Knowledge) -> None:
    usual = knowledge.courses[COURSE]
    weeks = (
        "wallwork_acute_week_0",
        "course_acute_wallwork",
        "wallwork_acute_week_26",
        "wallwork_acute_week_52",
    )
    claims = [knowledge.claims[name] for name in weeks]
    assert [point.mean for point in usual.points] == [claim.value for claim in claims]
    assert [f"mean pain 0-100 at {point.week:g} weeks" for point in usual.points] == [c.unit for c in claims]
    assert set(weeks) <= set(drawn("course", knowledge).claims)


def test_a_hundred_people_and_each_kind_as_many_as_its_claim(knowledge: Knowledge) -> None:
    chart = drawn("recurrence", knowledge)
    counted = {kind: len(parts(chart, kind)) - 1 for kind in ("most", "some", "none")}  # one is in the key
    assert counted == {"most": 40, "some": 29, "none": 31}
    assert knowledge.claims["recurrence_limiting"].value == 0.4
    assert knowledge.claims["recurrence_any"].value == 0.69


def test_walking_shows_days_and_says_why_not_people(knowledge: Knowledge) -> None:
    chart = drawn("walking_100", knowledge, "en")
    assert [row[2] for row in chart.table[1:]] == ["208 days (149–295)", "112 days (89–140)"]
    assert "not people in 100" in (ET.fromstring(chart.svg).findtext(f"{SVG}desc") or "")
    assert not parts(chart, "person")


def test_both_cuts_of_time_are_shown(knowledge: Knowledge) -> None:
    chart = drawn("types_by_duration", knowledge, "en")
    assert [part.text for part in parts(chart, "cut")] == ["6 weeks", "12 weeks", "12 weeks"]
    assert len(parts(chart, "span")) == 5


def test_both_figures_stand_where_sources_differ(knowledge: Knowledge) -> None:
    rows = {row[1]: row[2] for row in drawn("statistics", knowledge, "en").table[1:4]}
    assert rows["The article"] == "15–20 %"
    assert rows["A Danish review"] == "70–80 %"
    assert "69 % (68–70)" in {row[2] for row in drawn("statistics", knowledge, "en").table}


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_no_line_is_longer_than_the_sheet(name: str, lang: str, knowledge: Knowledge) -> None:
    for part in ET.fromstring(drawn(name, knowledge, lang).svg).iter(f"{SVG}text"):
        assert len(part.text or "") <= LETTERS
    heights = [float(x) for x in re.findall(r'viewBox="0 0 320 ([\d.]+)"', drawn(name, knowledge, lang).svg)]
    assert heights
    assert heights[0] < 1000


def test_base_rates_are_those_that_reports_are_explained_with(knowledge: Knowledge) -> None:
    chart = drawn("base_rates", knowledge)
    with_rates = [f for f in knowledge.imaging_findings.values() if f.base_rate]
    shares = [share for f in with_rates if f.base_rate for share in f.base_rate.by_age]
    assert len(parts(chart, "study")) == sum(share.checked == "at_source" for share in shares)
    assert len(parts(chart, "unsure")) == sum(share.checked != "at_source" for share in shares)
    rows = {row[0]: row[2] for row in chart.table[1:]}
    assert set(rows) == {f.title.da for f in with_rates}
    assert rows["En diskus, der buler"] == (
        "20 år 30 %, 30 år 40 %, 40 år 50 %, 50 år 60 %, 60 år (69) %, 70 år (77) %, 80 år 84 %"
    )
    assert set(chart.claims) == {f.base_rate.claim for f in with_rates if f.base_rate}


def test_another_base_rate_changes_the_chart(knowledge: Knowledge) -> None:
    first = drawn("base_rates", knowledge)
    finding = knowledge.imaging_findings["disc_bulge"]
    assert finding.base_rate
    shares = [finding.base_rate.by_age[0].model_copy(update={"percent": 31}), *finding.base_rate.by_age[1:]]
    changed = finding.model_copy(
        update={"base_rate": finding.base_rate.model_copy(update={"by_age": shares})}
    )
    other = dataclasses.replace(
        knowledge, imaging_findings={**knowledge.imaging_findings, "disc_bulge": changed}
    )
    again = drawn("base_rates", other)
    assert again.table != first.table
    assert again.svg != first.svg


def test_figures_as_people_write_them() -> None:
    assert in_words("da", Figure(0.9, 0.9, 0.9)) == "0,9 %"
    assert in_words("da", Figure(None, 5, 10)) == "5–10 %"
    assert in_words("en", Figure(208, 149, 295), "unit-days") == "208 days (149–295)"


def test_a_claim_without_a_number_is_refused(knowledge: Knowledge) -> None:
    with pytest.raises(ValueError, match="holds no number"):
        figure(knowledge.claims["article_a1_where"])


def test_a_figure_too_long_for_its_line_gets_the_next() -> None:
    sheet = Sheet("x", "x", "x")
    sheet.told("Folk", "5 %")
    short = sheet.y
    sheet.told("Folk, der gik til læge eller behandler", "69 % (62-74)")
    assert sheet.y == 3 * short
