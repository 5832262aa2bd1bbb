"""The frame every chart is drawn in: axes, curves, bands, dots and the list of what is what, as SVG.

Colours are variables of the page (`--mean`, `--band`, `--own`) and else the colour of its text; nothing
needs an inline style. Text is 17 units high in a drawing 320 wide, so that it is readable on the smallest
phone; a page that shows the drawing larger may set `.chart text` smaller.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

WIDTH = 320
LEFT, RIGHT, TOP = 30, 14, 34
PLOT_HEIGHT = 160
ROW = 21
TEXT = 17
MOST_DOTS = 120
WORST = 10  # pain is shown from 0 to 10

Point = tuple[float, float]  # weeks, pain 0-10
MEAN = "var(--mean, currentColor)"
BAND = "var(--band, currentColor)"
OWN = "var(--own, currentColor)"
HAIR = "var(--hair, currentColor)"


@dataclass(frozen=True, slots=True)
class Span:
    """The weeks a chart shows, from the first to the last."""

    first: float
    last: float

    def x(self, week: float) -> float:
        """Where a week stands, in units of the drawing."""
        return LEFT + (week - self.first) / (self.last - self.first) * (WIDTH - LEFT - RIGHT)


def y(pain: float) -> float:
    """Where a pain (0-10) stands, in units of the drawing."""
    return TOP + (1 - pain / WORST) * PLOT_HEIGHT


@dataclass(slots=True)
class Chart:
    """A chart being drawn: what is in the plot, and what the list below says it is."""

    id: str
    title: str
    says: str
    x_label: str
    y_label: str
    span: Span
    ticks: Sequence[tuple[float, str]]
    plot: list[str] = field(default_factory=list)
    listed: list[tuple[str, str]] = field(default_factory=list)

    def band(self, edges: Sequence[tuple[float, float, float]], name: str) -> None:
        """A field from the low to the high pain, week by week."""
        corners = [(week, high) for week, _, high in edges] + [
            (week, low) for week, low, _ in reversed(edges)
        ]
        look = f'class="band" fill="{BAND}" fill-opacity="0.8"'
        self.plot.append(f'<path {look} d="{self._line(corners)}z"/>')
        self.listed.append((f'<rect {look} x="0" y="-12" width="24" height="14"/>', name))

    def curve(self, points: Sequence[Point], name: str, kind: str = "mean") -> None:
        """A line through the points: `mean` is thick, `compared` dashed."""
        dashes = "" if kind == "mean" else ' stroke-dasharray="2 5"'
        look = f'class="{kind}" fill="none" stroke="{MEAN}" stroke-width="3" stroke-linecap="round"{dashes}'
        self.plot.append(f'<path {look} stroke-linejoin="round" d="{self._line(points)}"/>')
        self.listed.append((f'<path {look} d="M1 -5H23"/>', name))
        if kind == "mean":  # a mark where it was measured; between the marks the line only joins them
            self.plot += [_dot(self.span.x(week), y(pain), "mean", MEAN) for week, pain in points]

    def own(self, runs: Sequence[Sequence[Point]], name: str) -> None:
        """What the person told: a dot each, joined only inside a run; a long run is its line alone."""
        crowded = sum(len(run) for run in runs) > MOST_DOTS
        for run in runs:
            if len(run) > 1:
                line = f'class="own-line" fill="none" stroke="{OWN}" stroke-width="1.5"'
                self.plot.append(f'<path {line} d="{self._line(run)}"/>')
            if len(run) == 1 or not crowded:
                self.plot += [_dot(self.span.x(week), y(pain), "own", OWN) for week, pain in run]
        self.listed.append((_dot(12, -5, "own", OWN), name))

    def svg(self) -> str:
        """The whole drawing, with its title and its description in words."""
        bottom = TOP + PLOT_HEIGHT
        height = bottom + 2 * ROW + 8 + ROW * len(self.listed)
        names = f"{self.id}-title {self.id}-says"
        return "".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {WIDTH} {height:g}"'
                f' role="img" aria-labelledby={quoteattr(names)} font-size="{TEXT}" fill="currentColor">',
                f"<title id={quoteattr(self.id + '-title')}>{escape(self.title)}</title>",
                f"<desc id={quoteattr(self.id + '-says')}>{escape(self.says)}</desc>",
                *self._axes(bottom),
                *self.plot,
                *self._list(bottom + 2 * ROW + 6),
                "</svg>",
            ]
        )

    def _axes(self, bottom: float) -> list[str]:
        right = WIDTH - RIGHT
        made = [f'<text class="axis" x="0" y="{TEXT}">{escape(self.y_label)}</text>']
        for pain in range(0, WORST + 1, 2):
            at = y(pain)
            made.append(f'<path class="grid" stroke="{HAIR}" fill="none" d="M{LEFT} {at:.1f}H{right}"/>')
            made.append(f'<text x="{LEFT - 6}" y="{at + 5:.1f}" text-anchor="end">{pain}</text>')
        for week, label in self.ticks:
            x = self.span.x(week)
            made.append(f'<path class="tick" stroke="currentColor" d="M{x:.1f} {bottom}v4"/>')
            made.append(f'<text x="{x:.1f}" y="{bottom + ROW}" text-anchor="middle">{escape(label)}</text>')
        label = f'<text class="axis" x="{right}" y="{bottom + 2 * ROW - 2}" text-anchor="end">'
        return [*made, f"{label}{escape(self.x_label)}</text>"]

    def _list(self, top: float) -> list[str]:
        return [
            f'<g transform="translate(0 {top + ROW * (at + 1) - 6:g})">{mark}'
            f'<text x="32" y="0">{escape(name)}</text></g>'
            for at, (mark, name) in enumerate(reversed(self.listed))  # what lies on top comes first
        ]

    def _line(self, points: Sequence[Point]) -> str:
        return "M" + "L".join(f"{self.span.x(week):.1f} {y(pain):.1f}" for week, pain in points)


def _dot(x: float, at: float, kind: str, colour: str) -> str:
    return f'<circle class="{kind}-dot" fill="{colour}" cx="{x:.1f}" cy="{at:.1f}" r="4"/>'
