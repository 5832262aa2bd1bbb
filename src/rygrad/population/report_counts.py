"""People counted from the file of outcomes, part by part: every count that a report is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import numpy as np
import numpy.typing as npt
import pyarrow as pa  # type: ignore[import-untyped]

from rygrad.kb.basics import LEVELS, Phase
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.problem import Refusal
from rygrad.population.columns import rule_columns, told_columns
from rygrad.population.report_columns import checked_file, codes, yes_no

Codes = npt.NDArray[np.int64]
Seen = Callable[[int, int], None]
PEOPLE = 1 << 18  # people at a time
BREAKDOWNS = ("age", "sex", "region")
TOP = len(LEVELS) - 1


@dataclass(frozen=True, slots=True)
class Measure:
    """What people are counted by: columns whose words together are one word of the table."""

    name: str
    columns: tuple[str, ...]
    words: tuple[tuple[str | bool | None, ...], ...]  # of each column, in the order of their codes

    @property
    def size(self) -> int:
        """How many words the columns have together."""
        return int(np.prod([len(words) for words in self.words]))


@dataclass
class RuleCount:
    """Of how many people a rule is true, unknown, and unknown while an emergency is open."""

    true: int = 0
    unknown: int = 0
    unknown_in_open: int = 0


@dataclass
class Counts:
    """All counts of a file. A table has a row for each group and a column for each word of a measure."""

    measures: dict[str, Measure]
    groups: dict[str, tuple[str | None, ...]]  # of each breakdown; None: not told
    said: dict[str, str]  # what the file says of itself, without "rygrad."
    people: int = 0
    tables: dict[tuple[str, str], Codes] = field(default_factory=dict)  # by measure and breakdown
    rules: dict[str, RuleCount] = field(default_factory=dict)

    def table(self, measure: str, by: str) -> list[list[int]]:
        """The rows of a measure by group; by "all" it is one row."""
        found: list[list[int]] = self.tables[measure, by].tolist()
        return found


def counted(path: Path, knowledge: Knowledge, ages: tuple[int, ...], seen: Seen | None = None) -> Counts:
    """Counts everybody in `path`; raises Refusal when it is not what `rygrad batch` writes.

    `ages` are the first years of the age groups.
    """
    with checked_file(path, knowledge) as file:
        counts = _empty(file, knowledge, ages)
        try:
            for part in file.iter_batches(PEOPLE, columns=_read(counts, knowledge)):
                _add(counts, part, ages)
                if seen:
                    seen(counts.people, file.metadata.num_rows)
        except (pa.ArrowException, OSError) as e:
            raise Refusal(f"{path} kan ikke læses: {e}", f"{path} cannot be read: {e}") from e
    return counts


def _empty(file: Any, knowledge: Knowledge, ages: tuple[int, ...]) -> Counts:
    there = set(file.schema_arrow.names)
    groups: dict[str, tuple[str | None, ...]] = {"all": ("all",)}
    for by in BREAKDOWNS:
        if by in there:
            groups[by] = (*(_age_names(ages) if by == "age" else knowledge.questions[by].of or ()), None)
    said = {
        k.decode(): v.decode() for k, v in (file.schema_arrow.metadata or {}).items() if k[:7] == b"rygrad."
    }
    measures = {one.name: one for one in _measures(knowledge) if set(one.columns) <= there}
    counts = Counts(measures, groups, {k.removeprefix("rygrad."): v for k, v in said.items()})
    for by, names in groups.items():
        for one in measures.values():
            counts.tables[one.name, by] = np.zeros((len(names), one.size), np.int64)
    counts.rules = {rule: RuleCount() for rule in rule_columns(knowledge)}
    return counts


def _measures(knowledge: Knowledge) -> Iterator[Measure]:
    words = {told.name: told.words for told in told_columns(knowledge)}
    yield Measure("level", ("level", "could_be"), (LEVELS, LEVELS))
    yield Measure("phase", ("phase",), ((*get_args(Phase), None),))
    yield Measure("cause", ("cause", "cause_settled"), ((*words["cause"], None), (True, False)))
    yield Measure("imaging", ("imaging", "imaging_settled"), (words["imaging"], (True, False)))
    images = tuple(knowledge.questions["imaging_ordered"].of or ())
    yield Measure(
        "order", ("imaging_ordered", "order_rating"), ((*images, None), (*words["order_rating"], None))
    )


def _age_names(ages: tuple[int, ...]) -> tuple[str, ...]:
    spans = [f"{first}-{after - 1}" for first, after in pairwise(ages)]
    return (*spans, f"{ages[-1]}+")


def _read(counts: Counts, knowledge: Knowledge) -> list[str]:
    told = {column for one in counts.measures.values() for column in one.columns}
    return [*(by for by in counts.groups if by != "all"), *told, *rule_columns(knowledge)]


def _add(counts: Counts, part: Any, ages: tuple[int, ...]) -> None:
    """Adds the people of one part."""
    people = part.num_rows
    groups = {by: _group_codes(by, names, part, ages) for by, names in counts.groups.items()}
    for one in counts.measures.values():
        coded = _coded(one, part)
        for by, group in groups.items():
            size = counts.tables[one.name, by].shape
            found = np.bincount(group * one.size + coded, minlength=size[0] * size[1])
            counts.tables[one.name, by] += found.reshape(size)
    _add_rules(counts, part)
    counts.people += people


def _coded(measure: Measure, part: Any) -> Codes:
    coded = np.zeros(part.num_rows, np.int64)
    for column, words in zip(measure.columns, measure.words, strict=True):
        of = yes_no if words == (True, False) else codes
        coded = coded * len(words) + of(part.column(column), column, words)
    if measure.name == "level" and (coded // len(LEVELS) > coded % len(LEVELS)).any():
        raise Refusal(
            "level er højere end could_be hos nogle; filen er ikke, som rygrad batch skrev den",
            "level is above could_be for some; the file is not as rygrad batch wrote it",
        )
    return coded


def _group_codes(by: str, names: tuple[str | None, ...], part: Any, ages: tuple[int, ...]) -> Codes:
    if by == "all":
        return np.zeros(part.num_rows, np.int64)
    column = part.column(by)
    if by != "age":
        return codes(column, by, names)
    known = column.is_valid().to_numpy(zero_copy_only=False)
    years = column.fill_null(0).to_numpy(zero_copy_only=False)
    if years.size and years.min() < ages[0]:
        raise Refusal(f"age: {years.min()} er ikke en alder", f"age: {years.min()} is no age")
    found = np.searchsorted(np.asarray(ages), years, side="right") - 1
    return np.where(known, found, len(names) - 1).astype(np.int64)


def _add_rules(counts: Counts, part: Any) -> None:
    level = codes(part.column("level"), "level", LEVELS)
    could_be = codes(part.column("could_be"), "could_be", LEVELS)
    is_open = (could_be == TOP) & (level < TOP)
    anybody = bool(is_open.any())
    for rule, count in counts.rules.items():
        column = part.column(rule)
        count.true += column.true_count
        count.unknown += column.null_count
        if anybody and column.null_count:
            unknown = column.is_null().to_numpy(zero_copy_only=False)
            count.unknown_in_open += int((unknown & is_open).sum())
