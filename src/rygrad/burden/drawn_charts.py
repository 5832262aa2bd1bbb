"""The report's charts as inline SVG: bands over the years, strengths of a ranking, the fit to targets.

Colours are the page's own variables, so that one drawing serves the light theme, the dark one and print.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from rygrad.burden.tell import number
from rygrad.burden.weigh import Band

WIDE, LEFT, RIGHT, ROW = 420, 6, 14, 44  # about a phone's width, so that the words stay readable there


class Bar(NamedTuple):
    """One bar of a tornado: what it says and how long it is, -1 to 1."""

    words: str
    strength: float


class Held(NamedTuple):
    """One target: the range that was measured and the interval of the draws, as shares."""

    words: str
    low: float
    high: float
    found: Band


def _svg(title: str, height: float, parts: Sequence[str]) -> str:
    inside = "".join(parts)
    return (
        f'<svg viewBox="0 0 {WIDE} {height:g}" role="img" aria-label="{escape(title)}">'
        f"<title>{escape(title)}</title>{inside}</svg>"
    )


def _text(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" text-anchor="{anchor}">{escape(words)}</text>'


def tornado(title: str, bars: Sequence[Bar], lang: str) -> str:
    """Bars to either side of a middle line, words above each, longest first."""
    middle, scale = WIDE / 2, WIDE / 2 - 60
    parts = []
    for at, bar in enumerate(bars):
        top, length = at * ROW, abs(bar.strength) * scale
        start = middle - length if bar.strength < 0 else middle
        parts.append(_text(LEFT, top + 15, bar.words))
        kind = "down" if bar.strength < 0 else "up"
        parts.append(
            f'<rect x="{start:.1f}" y="{top + 22}" width="{length:.1f}" height="14" class="{kind}"/>'
        )
        side, anchor = (start - 6, "end") if bar.strength < 0 else (start + length + 6, "start")
        said = ("+" if bar.strength > 0 else "") + number(bar.strength, 2, lang)
        parts.append(_text(side, top + 34, said, "small", anchor))
        parts.append(f'<path d="M{middle} {top + 19}v20" class="axis"/>')
    return _svg(title, max(1, len(bars)) * ROW + 4, parts)


def fit(title: str, rows: Sequence[Held], lang: str) -> str:
    """What was measured as a broad bar, what the draws give as a line with a dot, from 0 to 100 per cent."""
    scale = (WIDE - LEFT - RIGHT) / 1.0
    parts = []
    for at, row in enumerate(rows):
        top, start = at * ROW, LEFT + row.low * scale
        width = max(4.0, (row.high - row.low) * scale)
        parts.append(_text(LEFT, top + 15, row.words))
        parts.append(f'<path d="M{LEFT} {top + 29}H{WIDE - RIGHT}" class="track"/>')
        parts.append(f'<rect x="{start:.1f}" y="{top + 21}" width="{width:.1f}" height="16" class="goal"/>')
        if row.found.median == row.found.median:
            low, middle, high = (LEFT + x * scale for x in (row.found.low, row.found.median, row.found.high))
            parts.append(f'<path d="M{low:.1f} {top + 29}H{high:.1f}" class="span"/>')
            parts.append(f'<circle cx="{middle:.1f}" cy="{top + 29}" r="5" class="dot"/>')
    foot = len(rows) * ROW + 14
    for share in (0, 0.25, 0.5, 0.75, 1):
        anchor = "start" if share == 0 else "end" if share == 1 else "middle"
        parts.append(_text(LEFT + share * scale, foot, f"{number(share * 100, 0, lang)} %", "small", anchor))
    return _svg(title, foot + 6, parts)


def by_year(title: str, bands: Sequence[Band], unit: str, lang: str) -> str:
    """A band with its middle line over the years; zero is always in sight."""
    there = [(year, one) for year, one in enumerate(bands) if one.median == one.median]
    top = max((0.0, *(one.high for _, one in there)))
    bottom = min((0.0, *(one.low for _, one in there)))
    tall, left, reach = 180.0, 64.0, (top - bottom) or 1.0
    step = (WIDE - left - RIGHT) / max(1, len(bands) - 1)

    def at(year: int, value: float) -> str:
        return f"{left + year * step:.1f} {10 + tall * (top - value) / reach:.1f}"

    parts = []
    for value in (top, (top + bottom) / 2, bottom):
        y = 10 + tall * (top - value) / reach
        parts.append(f'<path d="M{left} {y:.1f}H{WIDE - RIGHT}" class="{"track" if value else "axis"}"/>')
        parts.append(_text(left - 6, y + 4, number(value, 2, lang) + unit, "small", "end"))
    edge = [at(year, one.high) for year, one in there] + [at(year, one.low) for year, one in reversed(there)]
    if edge:
        parts.append(f'<path d="M{"L".join(edge)}Z" class="band"/>')
        parts.append(f'<path d="M{"L".join(at(year, one.median) for year, one in there)}" class="line"/>')
    for year in range(0, len(bands), max(1, len(bands) // 10)):
        parts.append(_text(left + year * step, tall + 30, str(year + 1), "small", "middle"))
    return _svg(title, tall + 38, parts)
