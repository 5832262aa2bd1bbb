"""The sheet an article's chart is drawn on: text in lines, bars, people and a time line, one below the other.

Colours are variables of the page and else the colour of its text; nothing needs an inline style. The sheet
is 320 wide and as tall as it needs to be, so that its words are readable on the smallest phone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from textwrap import wrap
from xml.sax.saxutils import escape

from rygrad.papers.drawing import BAND, HAIR, MEAN, WIDTH

TEXT = 16
LINE = 20
LETTERS = 36  # in a line; a letter is about half as wide as it is high
BOLD_LETTERS = 32
THICK = 14  # of a bar
COLUMN = 48  # of a column as high as it can be
BAR_RIGHT = WIDTH - 2
ROW_OF_PEOPLE = 10
DOT = 9
SOFT = "var(--soft, currentColor)"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of an article: the drawing, the same figures as a table, and the claims they are from."""

    svg: str
    title: str
    table: list[list[str]]  # the first row names the columns
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a time line: from and to, in the line's own unit, and what it is called."""

    first: float
    last: float
    name: str


@dataclass(slots=True)
class Sheet:
    """A chart being drawn from the top down."""

    id: str
    title: str
    says: str
    parts: list[str] = field(default_factory=list)
    y: float = 0

    def heading(self, text: str) -> None:
        """What the next figures are about."""
        self.y += 8 if self.parts else 0
        self._lines(text, 'class="heading" font-weight="600"', BOLD_LETTERS)
        self.y += 3

    def words(self, text: str) -> None:
        """Words in as many lines as they need."""
        self._lines(text, 'class="words"')

    def told(self, whose: str, said: str) -> None:
        """Whose figure it is, and the figure itself at the right, on one line when both fit."""
        self._lines(whose, f'class="whose" fill="{SOFT}"')
        if len(wrap(whose, LETTERS)[-1]) + len(said) + 2 > LETTERS:
            self.y += LINE
        look = 'class="figure" font-weight="600" text-anchor="end"'
        self.parts.append(f'<text {look} x="{BAR_RIGHT}" y="{self.y:g}">{escape(said)}</text>')

    def bar(self, low: float, value: float | None, high: float, most: float, kind: str) -> None:
        """A bar to `value` with a line from `low` to `high`; without a value to `low` and, paler, to `high`.

        `kind` is "article" (drawn open) or "study" (drawn full); the words above it say whose it is.
        """
        at = self.y + 6
        self.parts.append(
            f'<rect class="track" x="1" y="{at:g}" width="{BAR_RIGHT - 1}" height="{THICK}" rx="3"'
            f' fill="{HAIR}" fill-opacity="0.6"/>'
        )
        full = low if value is None else value
        if value is None and high > low:
            self.parts.append(self._filled(at, high, most, "range", f'fill="{MEAN}" fill-opacity="0.45"'))
        look = f'fill="{MEAN}"' if kind == "study" else f'fill="{BAND}" stroke="{MEAN}" stroke-width="2"'
        self.parts.append(self._filled(at, full, most, kind, look))
        if value is not None and high > low:
            self.parts.append(self._reach(at, low, high, most))
        self.y = at + THICK + 9

    def columns(self, values: Sequence[tuple[str, float, bool]], most: float) -> None:
        """Columns beside each other, a name below and a number above each; the unsure are drawn open."""
        wide = BAR_RIGHT / len(values)
        top, foot = self.y + LINE, self.y + LINE + COLUMN
        for at, (name, value, sure) in enumerate(values):
            x, high = 1 + at * wide, COLUMN * value / most
            look = f'fill="{MEAN}"' if sure else f'fill="none" stroke="{MEAN}" stroke-width="1.5"'
            self.parts.append(
                f'<rect class="{"study" if sure else "unsure"}" x="{x + 4:.1f}" y="{foot - high:.1f}"'
                f' width="{wide - 8:.1f}" height="{high:.1f}" rx="2" {look}/>'
            )
            for text, y, ink in (
                (f"{value:g}", foot - high - 4, ""),
                (name, foot + LINE - 4, f' fill="{SOFT}"'),
            ):
                where = f'x="{x + wide / 2:.1f}" y="{y:.1f}" text-anchor="middle"'
                self.parts.append(f"<text {where}{ink}>{escape(text)}</text>")
        self.y = max(top, foot) + LINE + 2

    def people(self, marked: Sequence[tuple[int, str]]) -> None:
        """A hundred people as dots in rows of ten: so many of each kind, in the order given."""
        kinds = [kind for count, kind in marked for _ in range(count)]
        step = 26
        left = (WIDTH - step * (ROW_OF_PEOPLE - 1)) / 2
        for at, kind in enumerate(kinds):
            x, y = left + at % ROW_OF_PEOPLE * step, self.y + 20 + at // ROW_OF_PEOPLE * step
            self.parts.append(dot(x, y, kind))
        self.y += 20 + (len(kinds) - 1) // ROW_OF_PEOPLE * step + 20

    def key(self, kind: str, text: str) -> None:
        """What one kind of dot means."""
        for at, line in enumerate(wrap(text, LETTERS - 4)):
            self.y += LINE
            if at == 0:
                self.parts.append(dot(DOT + 2, self.y - 5, kind))
            self.parts.append(f'<text x="30" y="{self.y:g}">{escape(line)}</text>')
        self.y += 4

    def time_line(self, spans: Sequence[Span], cuts: Sequence[tuple[float, str]], most: float) -> None:
        """Spans of time beside each other, and the cuts between them named below."""
        at = self.y + 4
        for span in spans:
            left, right = self._x(span.first, most), self._x(span.last, most)
            self.parts.append(
                f'<rect class="span" x="{left + 1:.1f}" y="{at:g}" width="{right - left - 2:.1f}" height="30"'
                f' rx="4" fill="{BAND}" stroke="{MEAN}" stroke-width="1.5"/>'
            )
            middle = (left + right) / 2
            self.parts.append(
                f'<text x="{middle:.1f}" y="{at + 20:g}" text-anchor="middle">{escape(span.name)}</text>'
            )
        for when, name in cuts:
            x = self._x(when, most)
            anchor = "middle" if when else "start"
            self.parts.append(
                f'<text class="cut" x="{x:.1f}" y="{at + 48:g}" text-anchor="{anchor}">{escape(name)}</text>'
            )
        self.y = at + 56

    def svg(self) -> str:
        """The whole drawing, with its title and its description in words."""
        title, says = f"chart-{self.id}-title", f"chart-{self.id}-says"
        return "".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {WIDTH} {self.y + 6:g}"'
                f' role="img" aria-labelledby="{title} {says}" font-size="{TEXT}" fill="currentColor">',
                f'<title id="{title}">{escape(self.title)}</title>',
                f'<desc id="{says}">{escape(self.says)}</desc>',
                *self.parts,
                "</svg>",
            ]
        )

    def _lines(self, text: str, look: str, letters: int = LETTERS) -> None:
        for line in wrap(text, letters):
            self.y += LINE
            self.parts.append(f'<text {look} x="1" y="{self.y:g}">{escape(line)}</text>')

    def _filled(self, at: float, to: float, most: float, kind: str, look: str) -> str:
        width = max(self._x(to, most) - 1, 2)  # a small figure stays visible
        return f'<rect class="{kind}" x="1" y="{at:g}" width="{width:.1f}" height="{THICK}" rx="3" {look}/>'

    def _reach(self, at: float, low: float, high: float, most: float) -> str:
        left, right, middle = self._x(low, most), self._x(high, most), at + THICK / 2
        return (
            f'<path class="reach" fill="none" stroke="currentColor" stroke-width="2"'
            f' d="M{left:.1f} {middle - 5:g}v10m0 -5H{right:.1f}m0 -5v10"/>'
        )

    @staticmethod
    def _x(value: float, most: float) -> float:
        return 1 + value / most * (BAR_RIGHT - 1)


def dot(x: float, y: float, kind: str) -> str:
    """One person: full (`most`), half (`some`) or only an outline (`none`)."""
    ring = f'stroke="{MEAN}" stroke-width="2"'
    look = {"most": f'fill="{MEAN}" {ring}', "some": f'fill="{BAND}" {ring}', "none": f'fill="none" {ring}'}
    inner = f'<circle cx="{x:g}" cy="{y:g}" r="3" fill="{MEAN}"/>' if kind == "some" else ""
    return f'<circle class="person {kind}" cx="{x:g}" cy="{y:g}" r="{DOT}" {look[kind]}/>{inner}'
