"""Chance without order: the same seed gives the same result, and scenarios share their chance."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from rygrad.burden import events
from rygrad.burden.chance import COMPILED, drawn, key_of
from rygrad.burden.counts import YEARLY, Counts
from rygrad.burden.law import law_of
from rygrad.burden.scenario import Values, baseline_values
from rygrad.kb.knowledge import Knowledge

THREADS = """
import json, sys
from rygrad.burden import events
from rygrad.burden.law import law_of
values = json.loads(sys.argv[1])
law = law_of(values, values)
for threads in (1, 2, 4):
    for block in (1000, 64, 7):
        counts = events.simulate(3000, 2, 5, law, law, 3, block=block, threads=threads)
        print(json.dumps([counts.yearly.tolist(), counts.followed.tolist()]))
"""
LAWS = """
import json, sys
from rygrad.burden import events
from rygrad.burden.law import law_of
for values in json.loads(sys.argv[1]):
    law = law_of(values, values)
    print(events.simulate(500, 2, 5, law, law, 3).yearly.tolist())
"""


@pytest.fixture(scope="module")
def values(knowledge: Knowledge) -> Values:
    """The parameters as they stand, with three years before counting, so that the tests stay quick."""
    return baseline_values(knowledge) | {"run_in": 3}


def run(
    values: Values, changes: Values | None = None, seed: int = 1, people: int = 800, block: int = 2048
) -> Counts:
    before, after = law_of(values, values), law_of(values | (changes or {}), values)
    return events.simulate(people, 2, seed, before, after, 3, block=block)


def same(one: Counts, other: Counts) -> bool:
    return np.array_equal(one.yearly, other.yearly) and np.array_equal(one.followed, other.followed)


def column(counts: Counts, name: str) -> int:
    return int(counts.yearly[:, 0, YEARLY.index(name)].sum())


class TestTheSameSeed:
    def test_gives_the_same_result_and_another_seed_another(self, values: Values) -> None:
        assert same(run(values), run(values))
        assert not same(run(values), run(values, seed=2))

    @pytest.mark.parametrize("block", [1, 7, 100, 799, 5000])
    def test_gives_the_same_in_any_chunks(self, values: Values, block: int) -> None:
        assert same(run(values), run(values, block=block))

    def test_gives_everybody_the_same_life_among_more_people(self, values: Values) -> None:
        few, more = run(values, people=300), run(values, people=301)
        gained = more.yearly - few.yearly
        assert gained[:, 0, YEARLY.index("people")].tolist() == [1, 1]
        assert (gained >= 0).all()

    @pytest.mark.skipif(not COMPILED, reason="needs numba")
    def test_gives_the_same_with_any_number_of_threads(self, values: Values) -> None:
        done = subprocess.run(
            [sys.executable, "-c", THREADS, json.dumps(values)],
            env=os.environ | {"NUMBA_NUM_THREADS": "4"},
            capture_output=True,
            text=True,
            check=True,
        )
        told = done.stdout.splitlines()
        assert len(told) == 9
        assert len(set(told)) == 1

    @pytest.mark.skipif(not COMPILED, reason="needs numba")
    def test_gives_the_same_without_numba(self, values: Values) -> None:
        program = THREADS.replace("3000", "300").replace("(1, 2, 4)", "(None,)")
        told = [
            subprocess.run(
                [sys.executable, "-c", program, json.dumps(values)],
                env=os.environ | {"NUMBA_DISABLE_JIT": disabled},
                capture_output=True,
                text=True,
                check=True,
            ).stdout
            for disabled in ("0", "1")
        ]
        assert told[0] == told[1] != "", "numba kept old code: delete src/rygrad/burden/__pycache__"


@pytest.mark.skipif(not COMPILED, reason="needs numba")
def test_code_kept_by_numba_is_not_taken_for_that_of_other_ages(values: Values, tmp_path: Path) -> None:
    """Kept code goes by a record's number, counted anew in each process; so tables by age stay out of it."""
    wider = values | {"oldest": values["oldest"] + 1000}
    told = [
        subprocess.run(
            [sys.executable, "-c", LAWS, json.dumps(laws)],
            env=os.environ | {"NUMBA_CACHE_DIR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()[-1]
        for laws in ([values], [wider, values])
    ]
    assert told[0] == told[1]


class TestAScenario:
    def test_that_changes_nothing_changes_nothing(self, values: Values) -> None:
        assert same(run(values), run(values, {"walking_troublesome": 0.1}))  # nobody walks

    def test_changes_only_what_it_names(self, values: Values) -> None:
        """Scans without any consequence: every other figure stays as it was, to the last person."""
        harmless = values | {"scan_recovery": 1.0, "operation_ratio": 1.0}
        base, changed = run(harmless), run(harmless, {"scan_unneeded": 0.0})
        differ = {name for name in YEARLY if column(base, name) != column(changed, name)}
        assert differ == {"scans", "unneeded_scans"}
        assert column(changed, "unneeded_scans") == 0
        assert np.array_equal(base.followed, changed.followed)

    def test_shares_its_chance_with_the_baseline(self, values: Values) -> None:
        """The difference of two runs of one seed varies far less than that of two seeds."""
        less = {"recovery_0_6": values["recovery_0_6"] * 1.3}
        base = [column(run(values, seed=s, people=400), "over_30_days") for s in range(12)]
        changed = [column(run(values, less, seed=s, people=400), "over_30_days") for s in range(12)]
        shared = np.var(np.subtract(changed, base), ddof=1)
        apart = np.var(np.subtract(changed, np.roll(base, 1)), ddof=1)
        assert shared < apart / 3
        assert np.mean(changed) < np.mean(base)

    def test_of_more_walking_leaves_less_pain(self, values: Values) -> None:
        walking = run(values, {"walking_uptake": 1.0, "walking_adherence": 1.0}, people=2000)
        assert column(walking, "episodes") < column(run(values, people=2000), "episodes")


def first(seed: int, person: int, decision: int = 0, count: int = 0) -> float:
    return drawn(np.uint64(key_of(seed, person)), decision, count)


class TestChance:
    def test_is_even_and_each_decision_has_its_own(self) -> None:
        with np.errstate(over="ignore"):
            drawn_of = np.array([[first(1, 7, d, n) for n in range(2000)] for d in (0, 1, 14)])
        assert 0 < drawn_of.min() < drawn_of.max() < 1
        assert np.allclose(drawn_of.mean(axis=1), 0.5, atol=0.03)
        assert np.allclose(drawn_of.var(axis=1), 1 / 12, atol=0.008)
        assert np.abs(np.corrcoef(drawn_of) - np.eye(3)).max() < 0.1

    def test_differs_between_neighbours_and_between_seeds(self) -> None:
        with np.errstate(over="ignore"):
            people = np.array([first(1, p) for p in range(2000)])
            seeds = np.array([first(s, 0) for s in range(2000)])
        for found in (people, seeds):
            assert len(set(found)) == 2000
            assert abs(np.corrcoef(found[1:], found[:-1])[0, 1]) < 0.1
            assert abs(found.mean() - 0.5) < 0.03
