"""Rows of a chart made from claims: what is counted, whose figure it is, and how people write it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rygrad.kb.knowledge import Knowledge
from rygrad.kb.models import Claim
from rygrad.papers.article_charts_sheet import Chart, Sheet
from rygrad.papers.words import number, say

PER_CENT = 100
SHARE = "share"  # how a unit begins when 0.4 means 40 in 100


@dataclass(frozen=True, slots=True)
class Figure:
    """A claim's number as a chart shows it: per cent or days, and its lowest and highest."""

    value: float | None
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of a chart: what it counts, who says so, and the claim that holds it."""

    what: str
    whose: str
    claim: str
    kind: str  # "article" or "study"
    only_range: bool = False  # its low and high are two years or groups, not how sure the value is


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that answer the same question."""

    title: str
    rows: tuple[Row, ...]


def figure(claim: Claim, only_range: bool = False) -> Figure:
    """The claim's number; a share becomes per cent, and a claim without a number is a fault of the chart."""
    scale = PER_CENT if (claim.unit or "").startswith(SHARE) else 1
    value = None if claim.value is None or only_range else _plain(claim.value) * scale
    low = claim.low * scale if claim.low is not None else value
    high = claim.high * scale if claim.high is not None else value
    if low is None or high is None:
        raise ValueError(f"{claim.id} holds no number to draw")
    return Figure(_neat(value), round(low, 2), round(high, 2))


def in_words(lang: str, shown: Figure, unit: str = "unit-percent") -> str:
    """ "69 % (68-70)", "15-20 %", "208 days (149-295)", as the language writes it."""
    span = f"{number_as_is(lang, shown.low)}–{number_as_is(lang, shown.high)}"
    if shown.value is None:
        return say(lang, unit, n=span)
    said = say(lang, unit, n=number_as_is(lang, shown.value))
    return f"{said} ({span})" if shown.high > shown.low else said


def number_as_is(lang: str, value: float) -> str:
    """A number with the decimals it has, at most one: none is made up."""
    return number(lang, value)


def bars(
    knowledge: Knowledge,
    sheet: Sheet,
    groups: Sequence[Group],
    lang: str,
    *,
    unit: str = "unit-percent",
    most: float = PER_CENT,
) -> list[list[str]]:
    """Draw the groups as bars from 0 to `most`, and give their figures as the rows of a table."""
    table = []
    for group in groups:
        sheet.heading(group.title)
        for row in group.rows:
            shown = figure(knowledge.claims[row.claim], row.only_range)
            said = in_words(lang, shown, unit)
            if row.what:
                sheet.words(row.what)
            sheet.told(row.whose, said)
            sheet.bar(shown.low, shown.value, shown.high, most, row.kind)
            table.append([": ".join(part for part in (group.title, row.what) if part), row.whose, said])
    return table


def read_aloud(title: str, table: Sequence[Sequence[str]], note: str = "") -> str:
    """The figures as a sentence each, for who cannot see the drawing."""
    told = " ".join(f"{what}: {said} ({whose})." for what, whose, said in table)
    return " ".join(part for part in (f"{title}.", told, note) if part)


def finished(sheet: Sheet, table: list[list[str]], claims: Sequence[str], lang: str) -> Chart:
    """The chart, with the columns of its table named."""
    head = [say(lang, "article-what"), say(lang, "article-whose"), say(lang, "article-figure")]
    return Chart(sheet.svg(), sheet.title, [head, *table], tuple(dict.fromkeys(claims)))


def claims_of(groups: Sequence[Group]) -> list[str]:
    """The claims behind the groups, in their order."""
    return [row.claim for group in groups for row in group.rows]


def _plain(value: str | float) -> float:
    return float(value.split()[0]) if isinstance(value, str) else float(value)


def _neat(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
