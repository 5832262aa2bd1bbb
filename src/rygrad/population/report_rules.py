"""The rules in a report: of how many each is true, unknown, and unknown while an emergency is open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rygrad.kb.basics import LEVELS
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.problem import Refusal
from rygrad.population.report_counts import Counts, RuleCount
from rygrad.population.report_guard import hidden
from rygrad.population.report_rows import Mark, Report, Row

Cells = dict[str, tuple[int | None, Mark]]  # of a rule: each table's count, or why there is none
TABLES = ("rule_true", "rule_unknown", "rule_open")


@dataclass(frozen=True, slots=True)
class Tie:
    """A count that is told, and the rules without which nobody would be in it; at most their sum."""

    told: int
    rules: tuple[str, ...]
    tables: tuple[str, ...]


def rule_rows(report: Report, counts: Counts, knowledge: Knowledge) -> list[Row]:
    """The rows of all rules; of the open ones where the number of open emergencies is told."""
    (is_open,) = [row.count for row in report.of("open_emergency")] or [None]
    emergencies = {name for name, rule in knowledge.rules.items() if rule.then.level == LEVELS[-1]}
    cells = {
        rule: _cells(one, report, is_open if rule in emergencies else None)
        for rule, one in counts.rules.items()
    }
    _loosen(cells, list(_ties(report, knowledge)), report)
    return [
        Row(table, "all", ("all",), (rule,), count, is_open if table == "rule_open" else report.people, mark)
        for table in TABLES
        for rule, one in cells.items()
        for count, mark in [one[table]]
        if table != "rule_open" or (rule in emergencies and is_open)
    ]


def _cells(one: RuleCount, report: Report, is_open: int | None) -> Cells:
    """What may be told of one rule. Where `is_open` is told, people with and without are guarded apart."""
    within = one.unknown_in_open if is_open is not None else 0
    rest = report.people - (is_open or 0)
    others = [rest - one.true - (one.unknown - within), one.true, one.unknown - within]
    if min(others) < 0 or within > (is_open or 0):
        raise Refusal(
            "en regel er sand, hvor level er lavere; filen er ikke, som rygrad batch skrev den",
            "a rule is true where level is lower; the file is not as rygrad batch wrote it",
        )
    true, outside = _guarded(others, report.least)[1:]
    (inside,) = _guarded([within, (is_open or 0) - within], report.least)[:1]
    if outside[1] or inside[1]:
        only: Mark = "small" if outside[1] == "small" and not within else "hidden"
        return {"rule_true": true, "rule_unknown": (None, only), "rule_open": inside}
    return {"rule_true": true, "rule_unknown": (one.unknown, ""), "rule_open": inside}


def _guarded(row: list[int], least: int) -> list[tuple[int | None, Mark]]:
    """Each count of a row, or why it is hidden; the first, which is told nowhere, hides before others."""
    hiding = hidden(row, least, first=(0,))
    if hiding is None:
        return [(None, "hidden")] * len(row)
    marks: list[Mark] = [
        "small" if at in hiding.small else "hidden" if at in hiding.beside else "" for at in range(len(row))
    ]
    return [(None if mark else count, mark) for count, mark in zip(row, marks, strict=True)]


def _ties(report: Report, knowledge: Knowledge) -> Iterator[Tie]:
    """What is told of levels, causes and images that only rules can lead to."""
    for table, tables in (("level", TABLES[:1]), ("could_be", TABLES[:2])):
        for word, told in _upwards(report.of(table)):
            yield Tie(
                told,
                tuple(n for n, r in knowledge.rules.items() if _rank(r.then.level) >= _rank(word)),
                tables,
            )
    for row in report.of("open_emergency"):
        ruled = tuple(n for n, r in knowledge.rules.items() if r.then.level == LEVELS[-1])
        yield Tie(row.count or 0, ruled, TABLES[2:])
    for table in ("cause", "imaging"):
        for word in {row.words[0] for row in report.of(table)}:
            told = sum(row.count or 0 for row in report.of(table) if row.words[0] == word)
            leading = (n for n, r in knowledge.rules.items() if word in (r.then.cause, r.then.imaging))
            yield Tie(told, tuple(leading), TABLES[:1])


def _rank(level: str | None) -> int:
    return LEVELS.index(level) if level in LEVELS else 0


def _upwards(rows: list[Row]) -> Iterator[tuple[str, int]]:
    """Each level above the lowest, and how many are there or above."""
    for at in range(1, len(rows)):
        yield rows[at].words[0], sum(row.count or 0 for row in rows[at:])


def _loosen(cells: dict[str, Cells], ties: list[Tie], report: Report) -> None:
    """Hides a tie's rules where they could be told from one another by what they must add up to."""
    for tie in ties:
        if _is_tight(tie, cells, report):
            for rule in tie.rules:
                for table in tie.tables:
                    cells[rule][table] = (None, "hidden")


def _is_tight(tie: Tie, cells: dict[str, Cells], report: Report) -> bool:
    """Whether a small count must be more than one, by the most that all the others can be."""
    told = [cells[rule][table] for rule in tie.rules for table in tie.tables]
    if not any(mark == "small" for _, mark in told):
        return False
    most = {"small": report.least - 1, "hidden": report.people}
    return (
        tie.told - sum(most[mark] if count is None else count for count, mark in told) + report.least - 1 > 1
    )
