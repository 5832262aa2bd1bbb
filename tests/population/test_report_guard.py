"""An attacker reads all that a report tells and looks for another population that gives the same report.

Where there is none with another count in a hidden place, the count could be worked out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from random import Random
from typing import Any

import numpy as np
import pytest
import z3

from rygrad.kb.basics import LEVELS
from rygrad.kb.knowledge import Knowledge
from rygrad.population import report_guard, report_rules, report_tables
from rygrad.population.report_counts import Counts, Measure, RuleCount
from rygrad.population.report_guard import Hidden, hidden
from rygrad.population.report_rows import Report
from rygrad.population.report_tables import report_of, split_of

N = 5
GROUPS: dict[str, tuple[str | None, ...]] = {
    "all": ("all",),
    "age": ("0-17", "18-29", "30-39", None),
    "region": ("hovedstaden", "sjaelland", "syddanmark"),
}
MEASURES = (
    Measure("level", ("level", "could_be"), (LEVELS, LEVELS)),
    Measure("cause", ("cause", "cause_settled"), (("aorta", "infection", "shingles", None), (True, False))),
    Measure("order", ("imaging_ordered", "order_rating"), (("mri", "ct", None), ("appropriate", None))),
)


def everybody(_: int) -> bool:
    """A word that all people have."""
    return True


def population(seed: int, people: int, knowledge: Knowledge) -> Counts:
    """Counts of random people, with rare words and small groups."""
    rnd = Random(seed)
    sizes = [len(GROUPS["age"]), len(GROUPS["region"])]
    counts = Counts({m.name: m for m in MEASURES}, dict(GROUPS), {}, people)
    counts.rules = {rule: RuleCount() for rule in knowledge.rules}
    for measure in MEASURES:
        for by, names in GROUPS.items():
            counts.tables[measure.name, by] = np.zeros((len(names), measure.size), np.int64)
    weights = {
        m.name: [rnd.choice((0, 0.02, 0.1, 1)) if allowed(m, at) else 0 for at in range(m.size)]
        for m in MEASURES
    }
    for weight in weights.values():
        weight[-1] = 1.0
    for _ in range(people):
        place = {
            "all": 0,
            "age": min(int(rnd.expovariate(1)), sizes[0] - 1),
            "region": rnd.randrange(sizes[1]),
        }
        for measure in MEASURES:
            (word,) = rnd.choices(range(measure.size), weights[measure.name])
            for by, group in place.items():
                counts.tables[measure.name, by][group][word] += 1
    return counts


def allowed(measure: Measure, at: int) -> bool:
    """No floor is above its ceiling."""
    return measure.name != "level" or at // len(LEVELS) <= at % len(LEVELS)


class Attacker:
    """Every count of one measure as an unknown, and what is told of it as equations."""

    def __init__(self, counts: Counts, report: Report, name: str) -> None:
        self.measure, self.report = counts.measures[name], report
        self.solver = z3.Solver()
        self.cells: dict[tuple[str, int, int], Any] = {}
        for by, names in GROUPS.items():
            for group in range(len(names)):
                for word in range(self.measure.size):
                    cell = self.cells[by, group, word] = z3.Int(f"{by}_{group}_{word}")
                    self.solver.add(cell >= 0 if allowed(self.measure, word) else cell == 0)
        for by in GROUPS:
            for word in range(self.measure.size):
                every = [self.cells[by, group, word] for group in range(len(GROUPS[by]))]
                self.solver.add(z3.Sum(every) == self.cells["all", 0, word])
        self.words = dict(self._words(counts))
        for row in report.rows:
            self._read(row)
        assert self.solver.check() == z3.sat  # the truth is one solution

    def _words(self, counts: Counts) -> Iterator[tuple[tuple[str, str], Callable[[int], bool]]]:
        """Which words of the measure a word of a table means."""
        span, name = len(LEVELS), self.measure.name
        if name == "level":
            for at, level in enumerate(LEVELS):
                yield ("level", level), lambda word, at=at: word // span == at
                yield ("could_be", level), lambda word, at=at: word % span == at
            yield ("open_emergency", "open"), lambda word: word // span < span - 1 == word % span
            yield ("settled", "settled"), lambda word: word // span == word % span
            yield ("settled", "not_settled"), lambda word: word // span != word % span
            yield ("people", "people"), everybody
            yield ("between", "settled"), lambda word: 0 < word // span == word % span < span - 1
            yield ("between", "not_settled"), lambda word: word // span < word % span < span - 1
            return
        split = split_of(counts, name)
        for at, fine in enumerate(split.fine):
            yield (name, "+".join(fine)), lambda word, at=at: split.place[word] == at
        for at, coarse in enumerate(split.coarse):
            yield (f"{name} by", coarse), lambda word, at=at: split.of[split.place[word]] == at

    def total(self, by: str, groups: tuple[str, ...], means: Callable[[int], bool]) -> Any:
        names = [name or "not_told" for name in GROUPS[by]]
        return z3.Sum(
            [
                self.cells[by, names.index(group), word]
                for group in groups
                for word in range(self.measure.size)
                if means(word)
            ]
        )

    def _read(self, row: Any) -> None:
        fine = row.by == "all" and row.table not in ("level", "could_be")
        table = row.table if fine or self.measure.name == "level" else f"{row.table} by"
        words = ("+".join(row.words),) if fine else row.words
        meant = [self.words[table, word] for word in words if (table, word) in self.words]
        if row.table == "people" and self.measure.name != "level":
            meant = [everybody]
        if not meant:
            return
        total = self.total(row.by, row.groups, lambda word: any(means(word) for means in meant))
        if row.count is not None:
            self.solver.add(total == row.count)
        elif row.mark == "small":
            self.solver.add(total >= 1, total < N)
        if (
            row.count is not None
            and row.of is not None
            and row.table == "order"
            and row.words != ("no_order",)
        ):
            ordered = self.total(row.by, row.groups, lambda word: word // 2 < 2)
            self.solver.add(ordered == row.of)

    def is_sure(self, by: str, group: int, means: Callable[[int], bool], count: int) -> bool:
        """Whether no other population gives another count there."""
        name = GROUPS[by][group] or "not_told"
        self.solver.push()
        self.solver.add(self.total(by, (name,), means) != count)
        answer = self.solver.check()
        self.solver.pop()
        assert answer != z3.unknown
        return bool(answer == z3.unsat)


def given_away(counts: Counts, report: Report) -> list[tuple[str, str, int, str]]:
    """Every small count of a table that the attacker is sure of."""
    found = []
    for name in counts.measures:
        attacker = Attacker(counts, report, name)
        for (table, word), means in attacker.words.items():
            for by in GROUPS:
                if by != "all" and name != "level" and not table.endswith(" by"):
                    continue  # by group only the coarse words are a table
                for group, row in enumerate(counts.table(name, by)):
                    count = sum(n for at, n in enumerate(row) if means(at))
                    if 0 < count < N and attacker.is_sure(by, group, means, count):
                        found.append((table, by, group, word))
    return found


@pytest.mark.parametrize(("seed", "people"), [(s, p) for s in range(6) for p in (25, 80, 250)])
def test_no_small_count_can_be_worked_out(seed: int, people: int, knowledge: Knowledge) -> None:
    counts = population(seed, people, knowledge)
    assert given_away(counts, report_of(counts, knowledge, N)) == []


@pytest.mark.parametrize(
    "few",
    [{(2, 2): 3, (0, 2): 20, (2, 4): 20}, {(0, 1): 2, (1, 1): 30, (0, 4): 20}],
    ids=["settled between the ends", "not settled, yet no open emergency"],
)
def test_settled_tells_nothing_small_beside_the_ends(
    few: dict[tuple[int, int], int], knowledge: Knowledge
) -> None:
    """Settled less the lowest ceiling and the highest floor (or less open emergencies) is small."""
    counts = population(1, 400, knowledge)
    table = np.zeros((1, 25), np.int64)
    for (floor, ceiling), people in ({(0, 0): 300, (4, 4): 40} | few).items():
        table[0, floor * 5 + ceiling] = people
    counts.people = int(table.sum())
    counts.tables = {("level", "all"): table}
    counts.groups, counts.measures = {"all": ("all",)}, {"level": MEASURES[0]}
    report = report_of(counts, knowledge, N)
    assert {row.count for row in report.of("settled")} == {None}
    assert [row.words for row in report.of("level")] == [(level,) for level in LEVELS]


def test_something_is_told(knowledge: Knowledge) -> None:
    """Hiding everything would be safe too."""
    told = {
        (r.table, r.by)
        for s in range(6)
        for r in report_of(population(s, 250, knowledge), knowledge, N).rows
        if r.count
    }
    assert {("level", "all"), ("could_be", "age"), ("cause", "region"), ("order", "age")} <= told
    assert ("open_emergency", "all") in told


def no_partner(counts: list[int], least: int, first: Any = ()) -> Hidden:
    return replace(hidden(counts, least, first) or Hidden(), beside=frozenset())


def alone(columns: Any, *_: Any, **__: Any) -> list[tuple[int, ...]]:
    """Nothing joined."""
    length = len(columns[0]) if isinstance(columns[0], list) else len(set(columns))
    return [(at,) for at in range(length)]


FAULTS = {
    "hidden": no_partner,
    "joined_words": alone,
    "joined_groups": lambda rows, *_, **__: [(at,) for at in range(len(rows))],
    "rungs": lambda _, length, __: [(at,) for at in range(length)],
    "projected": alone,
}


@pytest.mark.parametrize("name", FAULTS)
def test_the_attacker_finds_what_a_fault_gives_away(
    name: str, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_tables, name, FAULTS[name])
    for seed, people in product(range(30), (80, 400)):
        counts = population(seed, people, knowledge)
        if given_away(counts, report_of(counts, knowledge, N)):
            return
    pytest.fail("the attacker found nothing")


def everything(sums: int, length: int) -> Iterator[tuple[int, ...]]:
    """Every row of `length` counts with this sum."""
    if length == 1:
        yield (sums,)
        return
    for one in range(sums + 1):
        yield from ((one, *rest) for rest in everything(sums - one, length - 1))


@pytest.mark.parametrize("people", [9, 13, 17])
def test_every_row_that_looks_the_same_leaves_small_counts_open(people: int) -> None:
    """Even for somebody who knows the program: of all rows with the same picture, no count is in each."""
    seen: dict[Any, list[tuple[int, ...]]] = {}
    for row in everything(people, 4):
        hiding = hidden(row, N)
        if hiding is None:
            continue
        shown = tuple(None if at in hiding.all else count for at, count in enumerate(row))
        seen.setdefault((shown, hiding), []).append(row)
    for (_, hiding), alike in seen.items():
        for at in hiding.small:
            assert len({row[at] for row in alike}) > 1, (hiding, alike)


@pytest.mark.parametrize("is_open", [None, 0, 40])
def test_rules_that_must_add_up_to_a_level_tell_nothing_small(
    is_open: int | None, knowledge: Knowledge
) -> None:
    """Emergencies are 21, one rule has 17 of them: the other would have to have 4."""
    emergencies = [n for n, r in knowledge.rules.items() if r.then.level == "emergency_now"]
    counts = population(1, 400, knowledge)
    table = np.zeros((1, 25), np.int64)
    table[0, [0, 24]] = (379, 21)
    if is_open:
        table[0, [0, 4]] = (379 - is_open, is_open)
    counts.tables["level", "all"] = table
    counts.tables = {key: t for key, t in counts.tables.items() if key[0] == "level"}
    counts.groups, counts.measures = {"all": ("all",)}, {"level": MEASURES[0]}
    counts.rules = {rule: RuleCount() for rule in knowledge.rules}
    counts.rules[emergencies[0]] = RuleCount(true=17)
    counts.rules[emergencies[1]] = RuleCount(true=4)
    if is_open:
        counts.rules[emergencies[2]] = RuleCount(unknown=37, unknown_in_open=37)
        counts.rules[emergencies[3]] = RuleCount(unknown=3, unknown_in_open=3)
    told = {r.words[0]: r for r in report_of(counts, knowledge, N).of("rule_true")}
    assert {told[emergencies[at]].count for at in (0, 1)} == {None}
    assert {told[emergencies[at]].mark for at in (0, 1)} == {"hidden"}
    counts.rules[emergencies[0]] = RuleCount(true=20)
    told = {r.words[0]: r for r in report_of(counts, knowledge, N).of("rule_true")}
    assert [told[emergencies[at]].mark for at in (0, 1)] == ["", "small"]


def test_rules_within_and_beside_open_emergencies_are_guarded_apart() -> None:
    """Unknown for 43, of those 40 with an open emergency: who is told both can subtract."""
    report = Report(400, N, {})
    cells = report_rules._cells(RuleCount(true=50, unknown=43, unknown_in_open=40), report, 60)
    assert cells["rule_open"] == (40, "")
    assert cells["rule_unknown"][0] is None
    nearly_all = report_rules._cells(RuleCount(unknown=58, unknown_in_open=58), report, 60)
    assert nearly_all["rule_open"][0] is None  # else 2 would be those for whom it is not open


def test_the_order_of_words_does_not_follow_their_size() -> None:
    """The same places are hidden whichever of two big neighbours is bigger."""
    assert report_guard.hidden([2, 50, 90, 10], N) == report_guard.hidden([3, 90, 50, 10], N)
