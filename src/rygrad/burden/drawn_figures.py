"""The figures of draws as they are shown: which, in what words, with their intervals and in what columns."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from rygrad.burden.draws import Draws
from rygrad.burden.one_draw import FIGURES
from rygrad.burden.tell import number
from rygrad.burden.weigh import Band, band, share_lower

# figure, words, how it is shown: per cent, a thousand people, or each adult
SHOWN: tuple[tuple[str, tuple[str, str], str], ...] = (
    ("any_pain", ("har haft ondt i løbet af året, %", "had pain in the year, %"), "%"),
    ("over_30_days", ("ondt i over 30 dage, %", "pain for over 30 days, %"), "%"),
    ("chronic", ("kronisk på et tidspunkt, %", "chronic at some time, %"), "%"),
    ("sought_care", ("søgte hjælp, %", "sought care, %"), "%"),
    ("scans", ("scanninger pr. 1000", "scans per 1,000"), "‰"),
    ("unneeded_scans", ("scanninger uden grund pr. 1000", "scans without a reason per 1,000"), "‰"),
    ("operations", ("operationer pr. 1000", "operations per 1,000"), "‰"),
    ("pain_weeks", ("uger med ondt pr. voksen", "weeks with pain per adult"), "1"),
    ("sick_days", ("sygedage pr. voksen", "sick days per adult"), "1"),
    ("health_kroner", ("sundhed, kr. pr. voksen", "health care, DKK per adult"), "kr"),
    ("production_kroner", ("tabt arbejde, kr. pr. voksen", "lost work, DKK per adult"), "kr"),
)
MAIN = ("over_30_days", "pain_weeks")  # what the ranking is told for
_FACTOR = {"%": 100, "‰": 1000}
_DIGITS = {"1": 2, "kr": 0}


class Line(NamedTuple):
    """One figure: baseline, scenario and difference, each an interval; `chance` is one standard deviation."""

    figure: str
    words: str
    how: str
    baseline: Band
    scenario: Band | None
    gap: Band | None
    lower: float | None
    chance: float


def lines_of(draws: Draws, lang: str, weighed: bool) -> list[Line]:
    """The table's rows, over the draws from the ranges alone or all weighed by how they fit."""
    weights = draws.weights if weighed else draws.even
    return [_row(draws, name, words[lang == "en"], how, weights) for name, words, how in SHOWN]


def _row(draws: Draws, name: str, words: str, how: str, weights: Any) -> Line:
    base = band(draws.of(name, 0), weights)
    chance = float(draws.chance[-1, FIGURES.index(name)])
    if not draws.compared:
        return Line(name, words, how, base, None, None, None, chance)
    gaps = draws.gap(name)
    scenario = band(draws.of(name, 1), weights)
    return Line(name, words, how, base, scenario, band(gaps, weights), share_lower(gaps, weights), chance)


def shown(value: float, how: str, lang: str) -> str:
    """A figure as it is read: per cent, per thousand, days, kroner; a dash where nobody was counted."""
    if np.isnan(value):
        return "-"
    text = number(value * _FACTOR.get(how, 1), _DIGITS.get(how, 1), lang)
    bare = text.lstrip("-")
    return bare if not bare.strip("0.,") else text


def interval(one: Band, how: str, lang: str) -> str:
    """Median and, in brackets, the 95 % interval."""
    low, middle, high = (shown(x, how, lang) for x in (one.low, one.median, one.high))
    return f"{middle} [{low}; {high}]"


_HEADS = {
    "da": ("udfald", "som nu", "scenariet", "forskel", "lavere i", "tilfældighed ±"),
    "en": ("outcome", "as now", "the scenario", "difference", "lower in", "chance ±"),
}


def cells(line: Line, lang: str) -> list[str]:
    """A row as it is written: medians with intervals, share of draws that are lower, chance alone."""
    made = [line.words, interval(line.baseline, line.how, lang)]
    if line.scenario and line.gap and line.lower is not None:
        made += [interval(line.scenario, line.how, lang), interval(line.gap, line.how, lang)]
        made.append("-" if np.isnan(line.lower) else f"{number(line.lower * 100, 0, lang)} %")
    return [*made, _fine(1.96 * line.chance, line.how, lang)]


def heads(compared: bool, lang: str) -> list[str]:
    """The headings that belong to `cells`."""
    return [head for at, head in enumerate(_HEADS[lang]) if compared or at not in (2, 3, 4)]


def _fine(value: float, how: str, lang: str) -> str:
    return "-" if np.isnan(value) else number(value * _FACTOR.get(how, 1), _DIGITS.get(how, 1) + 1, lang)
