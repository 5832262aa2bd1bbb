"""A report made of counts: which tables there are, and what of each may be told.

Every table on all people is guarded first; the tables by group are made of what that left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from rygrad.kb.basics import LEVELS
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.problem import Refusal
from rygrad.population.report_counts import BREAKDOWNS, Counts
from rygrad.population.report_guard import (
    Block,
    Hidden,
    hidden,
    is_small,
    joined_groups,
    joined_words,
    projected,
    rungs,
)
from rygrad.population.report_rows import Report, Row, named
from rygrad.population.report_rules import rule_rows

SPAN = len(LEVELS)
NOT_TOLD = "not_told"
NO_ORDER = "no_order"


@dataclass(frozen=True, slots=True)
class Split:
    """How a measure's words are told: `fine` of all people, `coarse` by group."""

    fine: tuple[tuple[str, ...], ...]
    coarse: tuple[str, ...]
    of: tuple[int, ...]  # the coarse word of each fine one
    place: tuple[int, ...]  # the fine word of each counted one

    def row(self, counted: Sequence[int]) -> list[int]:
        """Counts by fine word."""
        return _summed(counted, self.place, len(self.fine))

    def coarse_row(self, counted: Sequence[int]) -> list[int]:
        """Counts by coarse word."""
        return _summed(self.row(counted), self.of, len(self.coarse))


def report_of(counts: Counts, knowledge: Knowledge, least: int) -> Report:
    """The report, in which nobody can find a count from 1 to `least - 1`; raises Refusal for fewer people."""
    if is_small(counts.people, least):
        raise Refusal(
            f"færre end {least} personer: der kan ikke vises noget (--small-under)",
            f"fewer than {least} people: nothing can be shown (--small-under)",
        )
    report = Report(counts.people, least, counts.said)
    report.missing = [name for name in (*BREAKDOWNS,) if name not in counts.groups]
    report.missing += ["imaging_ordered"] if "order" not in counts.measures else []
    (row,) = counts.table("level", "all")
    steps = rungs(lambda blocks: level_counts(row, blocks), SPAN, least)
    groups = {by: _groups(counts, by, steps, least) for by in counts.groups}
    with_settled = len(steps) == SPAN and all(
        settled_is_safe(row, least)
        for by in counts.groups
        for row in _block_rows(counts.table("level", by), groups[by])
    )
    for by in counts.groups:
        _add_levels(report, counts, by, steps, groups[by], with_settled)
    for name in ("phase", "cause", "imaging", "order"):
        if name in counts.measures:
            _add_measure(report, counts, name, groups)
    report.rows += rule_rows(report, counts, knowledge)
    return report


def level_counts(row: Sequence[int], steps: Sequence[Block]) -> list[int]:
    """All that is told of levels in a row of counts by level and could_be, if levels are told in `steps`."""
    table = [row[at * SPAN : (at + 1) * SPAN] for at in range(SPAN)]
    floor = [sum(sum(table[at]) for at in step) for step in steps]
    ceiling = [sum(line[at] for line in table for at in step) for step in steps]
    open_at = [sum(sum(line[step[0] :]) for line in table[: step[0]]) for step in steps[1:]]
    settled = sum(table[at][at] for at in range(SPAN)) if len(steps) == SPAN else 0
    unsettled = sum(row) - settled if len(steps) == SPAN else 0
    return [*floor, *ceiling, *open_at, settled, unsettled]


def settled_is_safe(row: Sequence[int], least: int) -> bool:
    """Whether nobody few is left when what is told of levels is taken from "settled" and "not settled".

    The lowest ceiling and the highest floor are settled; whoever could rise past a level is not.
    """
    told = level_counts(row, [(at,) for at in range(SPAN)])
    between = told[-2] - told[SPAN] - told[SPAN - 1]
    never_past = [told[-1] - past for past in told[2 * SPAN : -2]]
    return not any(is_small(count, least) for count in (between, *never_past))


def _groups(counts: Counts, by: str, steps: list[Block], least: int) -> list[Block]:
    rows = [[sum(row), *level_counts(row, steps)] for row in counts.table("level", by)]
    return joined_groups(rows, least, ordered=by == "age")


def _names(counts: Counts, by: str, block: Block) -> tuple[str, ...]:
    return named((counts.groups[by][at] for at in block), NOT_TOLD)


def _block_rows(table: list[list[int]], groups: list[Block]) -> list[list[int]]:
    return [[sum(table[at][place] for at in block) for place in range(len(table[0]))] for block in groups]


def _add_levels(
    report: Report, counts: Counts, by: str, steps: list[Block], groups: list[Block], with_settled: bool
) -> None:
    """People, floor, ceiling, open emergencies and settled, each as it may be told."""
    if by != "all" and len(groups) == 1:
        report.left_out.append(("people", by))
        return
    for block, row in zip(groups, _block_rows(counts.table("level", by), groups), strict=True):
        names, people = _names(counts, by, block), sum(row)
        merged = len(block) > 1
        report.rows.append(
            Row("people", by, names, ("people",), people, report.people, "merged" if merged else "")
        )
        told: list[int | None] = [*level_counts(row, steps)]
        if len(steps) == 1 or not people:
            continue
        for table, at in (("level", 0), ("could_be", len(steps))):
            for step, count in zip(steps, told[at:], strict=False):
                words = tuple(LEVELS[one] for one in step)
                mark = "merged" if merged or len(step) > 1 else ""
                report.rows.append(Row(table, by, names, words, count, people, mark))  # type: ignore[arg-type]
        told[-2:] = told[-2:] if with_settled else [None, None]
        report.rows += _open_and_settled(told, steps, by, names, people, merged)
    if by == "all" and len(steps) == 1:
        report.left_out += [("level", by), ("open_emergency", by)]


def _open_and_settled(
    told: list[int | None], steps: list[Block], by: str, names: tuple[str, ...], people: int, merged: bool
) -> list[Row]:
    is_open = told[len(steps) * 3 - 2] if steps[-1] == (SPAN - 1,) else None
    cells = [
        ("open_emergency", "open", is_open),
        ("settled", "settled", told[-2]),
        ("settled", "not_settled", told[-1]),
    ]
    return [
        Row(
            table,
            by,
            names,
            (word,),
            count,
            people,
            "hidden" if count is None else "merged" if merged else "",
        )
        for table, word, count in cells
    ]


def split_of(counts: Counts, name: str) -> Split:
    """How a measure is told."""
    measure = counts.measures[name]
    every = list(product(*measure.words))
    if name == "order":
        fine = [_order(*words) for words in every]
    else:
        fine = [named(words, "none") for words in every]
    distinct = tuple(dict.fromkeys(fine))
    coarse = [words[-1] if name == "order" else words[0] for words in distinct]
    columns = tuple(dict.fromkeys(coarse))
    return Split(
        distinct,
        columns,
        tuple(columns.index(one) for one in coarse),
        tuple(distinct.index(one) for one in fine),
    )


def _order(image: str | bool | None, rating: str | bool | None) -> tuple[str, ...]:
    return (NO_ORDER,) if image is None else named((image, rating), "unrated")


def _summed(counts: Sequence[int], place: Sequence[int], length: int) -> list[int]:
    made = [0] * length
    for at, count in zip(place, counts, strict=True):
        made[at] += count
    return made


def _add_measure(report: Report, counts: Counts, name: str, groups: dict[str, list[Block]]) -> None:
    split = split_of(counts, name)
    (row,) = counts.table(name, "all")
    hiding = hidden(split.row(row), report.least)
    for by in groups:
        if hiding is None or (by != "all" and len(groups[by]) == 1):
            report.left_out.append((name, by))
        elif by == "all":
            report.rows += _fine_rows(name, split, split.row(row), hiding, report.people)
        else:
            _add_by_group(report, counts, name, split, hiding, by, groups[by])


def _fine_rows(name: str, split: Split, row: list[int], hiding: Hidden, people: int) -> list[Row]:
    of = people if name != "order" else _ordered(split.fine, row, hiding, people)
    rows = []
    for at, words in enumerate(split.fine):
        mark = "small" if at in hiding.small else "hidden" if at in hiding.beside else ""
        among = people if words == (NO_ORDER,) else of
        rows.append(Row(name, "all", ("all",), words, None if mark else row[at], among, mark))  # type: ignore[arg-type]
    return rows


def _ordered(fine: Sequence[tuple[str, ...]], row: list[int], hiding: Hidden, people: int) -> int | None:
    """How many had an order, when that may be told."""
    none = fine.index((NO_ORDER,))
    return None if none in hiding.all else people - row[none]


def _add_by_group(
    report: Report, counts: Counts, name: str, split: Split, hiding: Hidden, by: str, groups: list[Block]
) -> None:
    rows = _block_rows([split.coarse_row(row) for row in counts.table(name, by)], groups)
    columns = joined_words(rows, projected(split.of, hiding.all), report.least)
    if len(columns) == 1:
        report.left_out.append((name, by))
        return
    for block, row in zip(groups, rows, strict=True):
        for column in columns if sum(row) else ():
            words = tuple(split.coarse[at] for at in column)
            mark = "merged" if len(block) > 1 or len(column) > 1 else ""
            count = sum(row[at] for at in column)
            of = _among(name, split, columns, column, row)
            report.rows.append(Row(name, by, _names(counts, by, block), words, count, of, mark))  # type: ignore[arg-type]


def _among(name: str, split: Split, columns: list[Block], column: Block, row: list[int]) -> int | None:
    """Of whom a cell is a share: of those with an order where that is what is asked."""
    if name != "order":
        return sum(row)
    none = (split.coarse.index(NO_ORDER),)
    if column == none:
        return sum(row)
    return sum(row) - row[none[0]] if none in columns else None
