"""What is said of each person in a row: each column once, as lines over the rules' outcomes.

The lines are read from the top and the first that holds gives the column its word, exactly as an
assessment of one person does it; every engine makes the column from these lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from rygrad.kb.basics import LEVELS, ImagingAdvice
from rygrad.kb.knowledge import Knowledge, row_name
from rygrad.kb.models import Row

State = Literal["true", "open", "not_false"]
Word = str | bool
KEPT = ("age", "sex", "region", "imaging_ordered")  # answers that a report on a population divides by


@dataclass(frozen=True, slots=True)
class Line:
    """`word` holds where the outcome `name` of the program is in this state."""

    word: Word
    name: str
    state: State


@dataclass(frozen=True, slots=True)
class Told:
    """A column: its name, its lines, and its word where no line holds (None: nothing can be told)."""

    name: str
    lines: tuple[Line, ...]
    otherwise: Word | None

    @property
    def words(self) -> tuple[Word, ...]:
        """Every word the column can hold, each once, in the order of the lines."""
        given = [line.word for line in self.lines]
        return tuple(dict.fromkeys([*given, *([] if self.otherwise is None else [self.otherwise])]))

    @property
    def is_yes_no(self) -> bool:
        """Whether the words are true and false."""
        return all(isinstance(word, bool) for word in self.words)


def told_columns(knowledge: Knowledge) -> tuple[Told, ...]:
    """The columns beside the rules, in the order in which they are written."""
    return (
        _level("level", "true"),
        _level("could_be", "not_false"),
        _settled_level(),
        _taken(knowledge, "phase"),
        _taken(knowledge, "phase_danish"),
        _taken(knowledge, "cause"),
        _settled(knowledge, "cause"),
        _imaging(knowledge),
        _settled(knowledge, "imaging", get_args(ImagingAdvice)),
        _rating(knowledge),
    )


def rule_columns(knowledge: Knowledge) -> tuple[str, ...]:
    """The rules, each a column of true, false, and null for unknown."""
    return tuple(knowledge.rules)


def needed(knowledge: Knowledge) -> tuple[str, ...]:
    """The outcomes of the program that all columns stand on, in the program's order."""
    names = {line.name for told in told_columns(knowledge) for line in told.lines} | set(knowledge.rules)
    return tuple(name for name in knowledge.program.order if name in names)


def _level(name: str, state: State) -> Told:
    return Told(name, tuple(Line(level, level, state) for level in reversed(LEVELS[1:])), LEVELS[0])


def _settled_level() -> Told:
    """Settled where the highest level that is not surely false is surely true, or none is left."""
    return Told("settled", tuple(_each(reversed(LEVELS[1:]), lambda _: True)), True)


def _taken(knowledge: Knowledge, table: str) -> Told:
    rows = knowledge.tables[table].rows
    return Told(table, tuple(Line(row.then, row_name(table, row.then), "true") for row in rows), None)


def _settled(knowledge: Knowledge, table: str, settling: tuple[str, ...] = ()) -> Told:
    """Settled where a row holds and every row above it is surely false; only `settling` rows if given."""
    rows = {row_name(table, row.then): row.then for row in knowledge.tables[table].rows}
    lines = _each(rows, lambda name: not settling or rows[name] in settling)
    return Told(f"{table}_settled", tuple(lines), False)


def _each(names: Iterable[str], settles: Callable[[str], bool]) -> Iterator[Line]:
    for name in names:
        yield Line(settles(name), name, "true")
        yield Line(False, name, "open")


def _imaging(knowledge: Knowledge) -> Told:
    """A row `..._so_far` gives the advice it is named after; any other row leaves it to a clinician."""

    def advice(row: Row) -> str:
        said = row.then.removesuffix("_so_far")
        return said if said in get_args(ImagingAdvice) else "clinician_decides"

    rows = knowledge.tables["imaging"].rows
    lines = tuple(Line(advice(row), row_name("imaging", row.then), "true") for row in rows)
    return Told("imaging", lines, "clinician_decides")


def _rating(knowledge: Knowledge) -> Told:
    """How an order for an image is rated; for those without an order, how one would be."""
    rows = knowledge.tables["imaging_order"].rows
    rated = [row for row in rows if row.rating]
    lines = tuple(Line(str(row.rating), row_name("imaging_order", row.then), "true") for row in rated)
    return Told("order_rating", lines, None)
